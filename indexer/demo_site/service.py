"""The web service, `mgWebService.asmx` (§7): its operations, and how it can be absent (§7.3)."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date as Date
from urllib.parse import quote

from indexer.demo_site.answers import XML, Answer, Ask
from indexer.demo_site.files import NOT_FOUND
from indexer.demo_site.markup import board_name, clock
from indexer.demo_site.news import day_of
from indexer.demo_site.papers import Board, Document, Meeting, Papers

NAME = "mgwebservice.asmx"
_EMPTY = "\n    "
_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
_PERIOD = ("lCommitteeId", "sFromDate", "sToDate")


def answer(papers: Papers, ask: Ask) -> Answer:
    """One operation's answer, or what a broken or missing service says instead."""
    if ask.quirks.service == "off":
        return NOT_FOUND
    if ask.quirks.service == "html":
        return Answer(body=b'<html><head><script>location="/"</script></head><body></body></html>')
    name = ask.name.removeprefix(NAME).strip("/")
    found = _OPERATIONS.get(name)
    if not found:
        if not name:
            return Answer(body=b"<html><body><h1>mgWebService</h1></body></html>")
        return Answer(500, b"Request format is unrecognized for URL.\r\n", _PLAIN)
    needed, operation = found
    for one in needed:
        if one.lower() not in ask.params:
            return Answer(500, f"Missing parameter: {one}.\r\n".encode(), _PLAIN)
    return operation(papers, ask)


def _committees(papers: Papers, ask: Ask) -> Answer:
    """All committees, former ones with their flag."""
    boards = () if _is_empty(ask) else papers.all.boards
    root = ET.Element("committees")
    _add(root, committeescount=f" {len(boards)}")
    for board in boards:
        _add(
            ET.SubElement(root, "committee"),
            committeeid=board.id,
            committeetitle=board.name,
            committeedeleted=False,
            committeeexpired=board.expired,
            committeecategory=None,
        )
    return _xml(root)


def _meetings(papers: Papers, ask: Ask) -> Answer:
    """Meetings by committee; 0 means all committees."""
    wanted = [] if _is_empty(ask) else _boards(papers, ask.number("lcommitteeid"), everything=0)
    found = [(board, _in_period(papers.meetings_of(board.id), ask)) for board in wanted]
    root = ET.Element("getmeetings")
    count = sum(len(meetings) for _, meetings in found)
    _add(root, meetingscount=f" {count}", committeescount=f" {len(found)}")
    for board, meetings in found:
        committee = ET.SubElement(root, "committee")
        _add(committee, committeeid=board.id, committeetitle=board.name)
        _add(committee, committeemeetingcount=f" {len(meetings)}")
        listed = ET.SubElement(committee, "committeemeetings")
        for meeting in meetings:
            _add_meeting(ET.SubElement(listed, "meeting"), meeting)
    return _xml(root)


def _meetings_by_date(papers: Papers, ask: Ask) -> Answer:
    """Meetings by date; -1 means all committees."""
    wanted = [] if _is_empty(ask) else _boards(papers, ask.number("lcommitteeid"), everything=-1)
    found = [
        (meeting, board)
        for board in wanted
        for meeting in _in_period(papers.meetings_of(board.id), ask)
    ]
    newest_first = ask.text("bisascendingdateorder").lower() not in ("true", "1")
    found.sort(key=lambda pair: (pair[0].moment, pair[0].id), reverse=newest_first)
    root = ET.Element("getmeetingsbydate")
    listed = ET.SubElement(root, "meetings")
    for meeting, board in found:
        one = ET.SubElement(listed, "meeting")
        _add_meeting(one, meeting)
        _add(one, committeeid=board.id, committeetitle=board.name)
    return _xml(root)


def _meeting(papers: Papers, ask: Ask) -> Answer:
    """One meeting with its items, as it lies in the folder."""
    meeting = papers.meeting(ask.number("lmeetingid"))
    if not meeting or not meeting.service or _is_empty(ask):
        return _xml(ET.Element("meeting"))
    return Answer(body=papers.read(meeting.service), headers={"Content-Type": XML})


def _attachment(papers: Papers, ask: Ask) -> Answer:
    """What is known of one attachment, without the file."""
    number = ask.number("lattachmentid")
    document = papers.all.documents.get(f"s{number}")
    root = ET.Element("attachment")
    if document and not _is_empty(ask):
        _describe(papers, ET.SubElement(root, "attachmentdetails"), number, document, ask.root)
    return _xml(root)


def _describe(
    papers: Papers, into: ET.Element, number: int | None, of: Document, root: str
) -> None:
    meeting = papers.meeting(of.meeting)
    titles = {item.id: item.title for item in meeting.items} if meeting else {}
    name = of.path.rpartition("/")[2] if of.path else ""
    _add(
        into,
        attachmentid=number,
        title=of.title,
        isurl=False,
        url=None if of.private else f"{root}documents/s{number}/{quote(name)}",
        isrestricted=of.private,
        publicationdate=_day(meeting.published) if meeting and meeting.published else None,
        meetingdate=_day(meeting.date) if meeting else None,
        decisiondate=None,
        committeetitle=board_name(papers, meeting.boards[0]) if meeting else None,
        ownertitle=titles.get(of.item or 0),
    )


def _add_meeting(into: ET.Element, meeting: Meeting) -> None:
    _add(
        into,
        meetingid=meeting.id,
        meetingdate=_day(meeting.date),
        meetingstatus="Cancelled" if meeting.cancelled else "Confirmed",
        meetingtime=clock(meeting.start),
        iswebcast=False,
    )


def _boards(papers: Papers, number: int | None, *, everything: int) -> list[Board]:
    return [board for board in papers.all.boards if number in (everything, board.id)]


def _in_period(meetings: list[Meeting], ask: Ask) -> list[Meeting]:
    """Those from one day to another; a date that is not dd/mm/yyyy is silently no limit."""
    first, last = day_of(ask.text("sfromdate")), day_of(ask.text("stodate"))
    return [
        meeting
        for meeting in meetings
        if (not first or meeting.date >= first) and (not last or meeting.date <= last)
    ]


def _is_empty(ask: Ask) -> bool:
    return ask.quirks.service == "empty"


def _day(day: Date) -> str:
    return f"{day:%d/%m/%Y}"


def _add(into: ET.Element, **texts: str | int | bool | None) -> None:
    """Elements with their texts; an empty one holds a newline and spaces."""
    for name, text in texts.items():
        ET.SubElement(into, name).text = _EMPTY if text is None else str(text)


def _xml(root: ET.Element) -> Answer:
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True, short_empty_elements=False)
    return Answer(body=body, headers={"Content-Type": XML})


_OPERATIONS: dict[str, tuple[tuple[str, ...], Callable[[Papers, Ask], Answer]]] = {
    "getcommittees": ((), _committees),
    "getmeetings": (_PERIOD, _meetings),
    "getallmeetingsbydate": ((*_PERIOD, "bIsAscendingDateOrder"), _meetings_by_date),
    "getmeeting": (("lMeetingId",), _meeting),
    "getattachment": (("lAttachmentId",), _attachment),
}
"""By name in small letters: the parameters, all of which must be there, and what answers."""
