"""The addresses of the sample's papers, as the site links them."""

from __future__ import annotations

from sample_model import Attachment, Meeting, Report
from sample_text import file_date, safe_name

MEETING_FILES = {
    "frontsheet": ("Agenda frontsheet", 0),
    "pack": ("Public reports pack", 10),
    "decisions": ("Decisions", 2),
    "minutes": ("Printed minutes", 1),
    "draft": ("Printed draft minutes", 1),
}


def meeting_files(meeting: Meeting, draft: bool = False) -> list[str]:
    """The kinds of the meeting's own papers; `draft`: as they stood before the minutes were agreed."""
    kinds = [
        ("frontsheet", bool(meeting.items)),
        ("pack", meeting.has_pack),
        ("decisions", meeting.decisions_sheet),
        ("draft", meeting.status == "draft" or draft),
        ("minutes", meeting.status == "minutes" and not draft),
    ]
    return [kind for kind, there in kinds if there]


def _long_name(meeting: Meeting, label: str) -> str:
    """A paper's label with the meeting's date, time and boards, fit for a file name."""
    board = " ".join(meeting.title.replace("(", "").replace(")", "").split())
    return safe_name(f"{label} {file_date(meeting.day)} {meeting.start:%H.%M} {board}")


def meeting_file_path(meeting: Meeting, kind: str) -> str:
    """Where a meeting's own paper lies in the sample."""
    return f"documents/g{meeting.ident}/{MEETING_FILES[kind][0].lower()}.pdf"


def meeting_file_url(meeting: Meeting, kind: str) -> str:
    """The address of a meeting's own paper."""
    label, number = MEETING_FILES[kind]
    if meeting.old_links:
        return f"mgConvert2PDF.aspx?ID={meeting.ident}&T={number}"
    return f"documents/g{meeting.ident}/{_long_name(meeting, label)}.pdf?T={number}"


def meeting_file_link(meeting: Meeting, kind: str) -> str:
    """What the meeting's page links: the paper, in older days for the pack a page that leads to it."""
    if meeting.old_links and kind == "pack":
        return f"mgChooseDocPack.aspx?ID={meeting.ident}"
    return meeting_file_url(meeting, kind)


def supplement_path(report: Report) -> str:
    """Where a late paper lies in the sample."""
    return f"documents/{report.ident}/{report.filename}"


def supplement_url(meeting: Meeting, report: Report) -> str:
    """The address of a late paper of the meeting as a whole."""
    if meeting.old_links:
        return f"mgConvert2PDF.aspx?ID={report.ident.lstrip('b')}&T=9"
    return f"documents/{report.ident}/{_long_name(meeting, report.title)}.pdf?T=9"


def attachment_path(attachment: Attachment) -> str:
    """Where a document lies in the sample."""
    return f"documents/{attachment.ident}/{attachment.filename}"


def attachment_url(attachment: Attachment, old: bool = False) -> str:
    """The address of a document, with its spaces left as they are."""
    if old:
        return f"mgConvert2PDF.aspx?ID={attachment.number}&ISATT=1"
    return attachment_path(attachment)


def page_url(meeting: Meeting) -> str:
    """The address of a meeting's page."""
    return f"ieListDocuments.aspx?CId={meeting.board.cid}&MId={meeting.ident}&Ver=4"


def attendance_url(meeting: Meeting) -> str:
    """The address of a meeting's attendance, which may go by another number than the meeting."""
    return f"mgMeetingAttendance.aspx?ID={meeting.attendance_id or meeting.ident}"
