"""Pages and documents that lie in the folder, by their numbers (§2.2, §6)."""

from pathlib import PurePosixPath

from indexer.demo_site.answers import HTML, Answer, Ask
from indexer.demo_site.markup import (
    TRAP_HIDDEN,
    TRAP_OUTSIDE,
    board_name,
    bullets,
    link,
    meeting_words,
    page,
)
from indexer.demo_site.papers import Meeting, Papers

_MEDIA = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": HTML,
    ".htm": HTML,
}
NOT_FOUND = Answer(404, b"<html><body><h1>404 - File or directory not found.</h1></body></html>")


def agenda(papers: Papers, ask: Ask) -> Answer | None:
    """`ieListDocuments.aspx` by `MId`, `MID` or `MeetingId`; a wrong `CId` does not matter."""
    number = ask.number("mid", "meetingid")
    if number in (TRAP_OUTSIDE, TRAP_HIDDEN):
        return page(papers, "Agenda", "<p>Nobody sees the link to this page.</p>", under="Trap")
    meeting = papers.meeting(number)
    return _page(papers, meeting.page) if meeting else None


def item(papers: Papers, ask: Ask) -> Answer | None:
    """`mgAi.aspx?ID=`: one item, whole."""
    return _page(papers, papers.all.items.get(ask.text("id")))


def attendance(papers: Papers, ask: Ask) -> Answer | None:
    """`mgMeetingAttendance.aspx?ID=`: by the number in the link, which may not be the meeting's."""
    number = ask.number("id")
    for meeting in papers.all.meetings:
        if number == (meeting.attendance_id or meeting.id):
            return _page(papers, meeting.attendance)
    return None


def decision(papers: Papers, ask: Ask) -> Answer | None:
    """`ieDecisionDetails.aspx?ID=`."""
    found = papers.decision(ask.number("id"))
    return _page(papers, found.page) if found else None


def issue(papers: Papers, ask: Ask) -> Answer | None:
    """`mgIssueHistoryHome.aspx?IId=` and `ieIssueDetails.aspx?IId=`."""
    return _page(papers, papers.all.issues.get(ask.text("iid")))


def plan(papers: Papers, ask: Ask) -> Answer | None:
    """`mgListPlanItems.aspx?PlanId=`."""
    found = papers.plan(ask.number("planid"))
    return _page(papers, found.page) if found else None


def document(papers: Papers, ask: Ask) -> Answer:
    """`documents/LETTERNUMBER/any words`: the words are decoration, and `g…` needs its `T`."""
    key = ask.name.split("/")[1]
    if key.startswith("g") and key[1:].isdigit():
        return _meeting_file(papers, int(key[1:]), ask.text("t"))
    return _attachment(papers, key)


def converted(papers: Papers, ask: Ask) -> Answer:
    """`mgConvert2PDF.aspx?ID=`: the older form; without `T` an item's, with 9 a supplement."""
    kind, number = ask.text("t"), ask.number("id")
    if number is None:
        return NOT_FOUND
    if not kind or ask.text("isatt") == "1":
        return _attachment(papers, f"s{number}")
    return _attachment(papers, f"b{number}") if kind == "9" else _meeting_file(papers, number, kind)


def choose_pack(papers: Papers, ask: Ask) -> Answer | None:
    """`mgChooseDocPack.aspx?ID=`: a page that leads to the pack."""
    meeting = papers.meeting(ask.number("id"))
    if not meeting:
        return None
    entries = [
        link(_meeting_file_href(meeting, kind, path), PurePosixPath(path).stem)
        for kind, path in sorted(meeting.files.items())
        if kind in ("0", "10")
    ]
    under = f"{board_name(papers, meeting.boards[0])} - {meeting_words(meeting)}"
    return page(papers, "Choose agenda document pack", bullets(entries), under=under)


def _meeting_file_href(meeting: Meeting, kind: str, path: str) -> str:
    return f"documents/g{meeting.id}/{PurePosixPath(path).name}?T={kind}"


def _meeting_file(papers: Papers, number: int, kind: str) -> Answer:
    meeting = papers.meeting(number)
    return _file(papers, meeting.files.get(kind) if meeting else None)


def _attachment(papers: Papers, key: str) -> Answer:
    """An item's document or a supplement; a private one is not there."""
    found = papers.all.documents.get(key)
    return _file(papers, found.path if found and not found.private else None)


def _page(papers: Papers, path: str | None) -> Answer | None:
    return Answer(body=papers.read(path)) if path else None


def _file(papers: Papers, path: str | None) -> Answer:
    if not path:
        return NOT_FOUND
    media = _MEDIA.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    return Answer(body=papers.read(path), headers={"Content-Type": media})
