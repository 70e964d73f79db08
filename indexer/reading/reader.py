"""One document, from its text to all that it says: which kind of paper it is decides who reads it."""

from dataclasses import replace

from indexer.dates import in_words
from indexer.model import ItemReading, Kind, MeetingReading, Reading, Text
from indexer.reading.agenda_page import looks_like_agenda_page, read_agenda_page
from indexer.reading.approvals import read_approvals
from indexer.reading.front_sheet import looks_like_front_sheet
from indexer.reading.packs import read_pack, with_report
from indexer.reading.printed_minutes import minutes_starts, read_minutes
from indexer.reading.reports import merged_title, read_report
from indexer.reading.service import looks_like_service, read_service
from indexer.reading.site_pages import looks_like_site_page, read_site_page
from indexer.reading.titles import is_programme
from indexer.reading.words import mended

__all__ = ["looks_like_service", "looks_like_site_page", "read_html", "read_text", "read_xml"]

READER_VERSION = 2
"""Raised with every change of what is read, so that papers are read again."""


def read_html(data: bytes) -> Reading:
    """A page of a ModernGov site. `PageChanged` for an agenda whose heading is not where it should be."""
    what, meeting = read_site_page(data)
    return _reading(meeting.kind, [meeting], Text(()), what)


def read_xml(data: bytes) -> Reading:
    """A meeting from a site's web service; `Unreadable` if its answer is broken."""
    return _reading("page", [read_service(data)], Text(()), "Meeting by the web service")


def read_text(text: Text) -> Reading:
    """Any other document."""
    paragraphs = text.paragraphs
    if looks_like_agenda_page(paragraphs):
        return _reading("page", [read_agenda_page(paragraphs)], text)
    starts = minutes_starts(paragraphs)
    if starts and starts[0] <= 12 and not looks_like_front_sheet(paragraphs[: starts[0]]):
        sets = [
            read_minutes(paragraphs[:b], a)
            for a, b in zip(starts, [*starts[1:], len(paragraphs)], strict=True)
        ]
        return _reading(sets[0].kind, sets, text)
    if looks_like_front_sheet(paragraphs):
        meetings = read_pack(text)
        return _reading(meetings[0].kind, meetings, text)
    meeting = _report_or_other(text)
    return _reading(meeting.kind, [meeting], text)


def _report_or_other(text: Text) -> MeetingReading:
    called = text.title or merged_title(text.paragraphs)
    report = read_report(mended(text.paragraphs), programme=is_programme(called))
    title = report.title or text.title or merged_title(text.paragraphs)
    item = with_report(ItemReading(title=title), report)
    dated = [(body, day) for body, day in report.addressed if day is not None]
    if not report.title or not dated:
        return MeetingReading(kind="other", items=(item,))
    board, day = dated[0]
    return MeetingReading(kind="report", board=board, date=day, items=(item,))


def _reading(
    kind: Kind, meetings: list[MeetingReading], text: Text, what: str | None = None
) -> Reading:
    read = tuple(replace(m, approvals=read_approvals(m.items)) for m in meetings)
    return Reading(
        kind=kind,
        title=_title(kind, read[0], what),
        meetings=read,
        pages=text.pages,
        printed=text.printed,
        without_text=text.without_text,
    )


def _title(kind: Kind, meeting: MeetingReading, what: str | None) -> str:
    """What to call the document where it is listed."""
    alone = len(meeting.items) == 1 and not meeting.board
    registered = kind == "decisions" and not meeting.board
    if meeting.items and (kind in {"report", "other"} or registered or alone):
        return meeting.items[0].title
    what = what or {
        "page": "Agenda page",
        "pack": "Agenda reports pack",
        "agenda": "Agenda",
        "decisions": "Decisions",
        "minutes": "Printed minutes",
        "draft-minutes": "Printed draft minutes",
    }.get(kind, "Paper")
    parts = [
        what,
        meeting.board,
        in_words(meeting.date) if meeting.date else None,
    ]
    return ", ".join(part for part in parts if part)
