"""One document, from its text to all that it says: which kind of paper it is decides who reads it."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.dates import in_words
from indexer.model import Excerpt, ItemReading, Kind, MeetingReading, Paragraph, Reading, Text
from indexer.reading.agenda_page import looks_like_agenda_page, read_agenda_page
from indexer.reading.approvals import read_approvals
from indexer.reading.decision_form import read_decision_form
from indexer.reading.dispositions import looks_like_dispositions, read_dispositions
from indexer.reading.file_titles import title_of
from indexer.reading.front_sheet import head_of, looks_like_front_sheet
from indexer.reading.items import is_report_of
from indexer.reading.late_papers import read_late_paper
from indexer.reading.other_minutes import read_other_minutes
from indexer.reading.pack_pages import headed_programme
from indexer.reading.pack_parts import true_minutes
from indexer.reading.packs import read_pack, with_report
from indexer.reading.printed_minutes import minutes_starts, read_minutes
from indexer.reading.references import read_references
from indexer.reading.report_path import is_body
from indexer.reading.reports import read_report
from indexer.reading.service import looks_like_service, read_service
from indexer.reading.site_pages import looks_like_site_page, read_site_page
from indexer.reading.titles import is_programme
from indexer.reading.vote_tables import read_vote_table
from indexer.reading.words import mended

__all__ = ["looks_like_service", "looks_like_site_page", "read_html", "read_text", "read_xml"]

READER_VERSION = 5
"""Raised with every change of what is read, so that papers are read again."""
_HEAD = 8
"""Lines at the head of a paper that may call it a work programme."""


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
    if looks_like_dispositions(paragraphs):
        return _reading("decisions", [read_dispositions(paragraphs)], text)
    form = read_decision_form(paragraphs)
    if form is not None:
        return _reading("decisions", [form], text)
    starts = minutes_starts(paragraphs)
    if starts and starts[0] <= 12 and not _introduced(paragraphs, starts[0]):
        sets = [
            read_minutes(paragraphs[:b], a)
            for a, b in zip(starts, [*starts[1:], len(paragraphs)], strict=True)
        ]
        return _reading(sets[0].kind, sets, text)
    if looks_like_front_sheet(paragraphs):
        own, *minutes = read_pack(text)
        meetings = [_with_head(own, head_of(paragraphs)), *minutes]
        return _reading(meetings[0].kind, meetings, text)
    other = read_other_minutes(paragraphs)
    if other is not None:
        return _reading(other.kind, [other], text, None if other.board else title_of(text))
    late = read_late_paper(paragraphs)
    if late is not None:
        return _reading("supplement", [late], text, "Late paper")
    meeting = _report_or_other(text)
    return _reading(meeting.kind, [meeting], text)


def _introduced(paragraphs: Sequence[Paragraph], start: int) -> bool:
    """True where the heading of minutes stands in another paper: below a front sheet, or as the title
    of a report on the minutes of another body, with a report-of line and nobody present.
    """
    if looks_like_front_sheet(paragraphs[:start]):
        return True
    reported = any(is_report_of(one.text) for one in paragraphs[: start + 4])
    return reported and start not in true_minutes(paragraphs[: start + 12])


def _with_head(meeting: MeetingReading, head: tuple[Paragraph, ...]) -> MeetingReading:
    """The meeting with what stands above its agenda in its first item, so that no words are lost."""
    if not (head and meeting.items):
        return meeting
    first = meeting.items[0]
    opening = replace(first, excerpts=(Excerpt("agenda", head), *first.excerpts))
    return replace(meeting, items=(opening, *meeting.items[1:]))


def _report_or_other(text: Text) -> MeetingReading:
    called = title_of(text)
    planned = is_programme(called) or headed_programme(text.paragraphs, _HEAD)
    report = read_report(mended(text.paragraphs), programme=planned)
    dated = [(body, day) for body, day in report.addressed if day is not None and is_body(body)]
    bare = report.bare_title if dated and report.is_one else None
    of_a_row = report.title in {row.title for row in report.programme}
    title = bare if of_a_row else report.title or bare
    item = with_report(ItemReading(title=title or called), report)
    item = replace(item, votes=read_vote_table(text.paragraphs))
    if not title or not dated:
        return MeetingReading(kind="other", items=(item,))
    board, day = dated[0]
    return MeetingReading(kind="report", board=board, date=day, items=(item,))


def _reading(
    kind: Kind, meetings: list[MeetingReading], text: Text, what: str | None = None
) -> Reading:
    read = tuple(_with_what_it_tells(meeting) for meeting in meetings)
    return Reading(
        kind=kind,
        title=_title(kind, read[0], what),
        meetings=read,
        pages=text.pages,
        printed=text.printed,
        without_text=text.without_text,
        recognised=text.recognised,
        not_recognised=text.not_recognised,
        attached=text.attached,
    )


def _with_what_it_tells(meeting: MeetingReading) -> MeetingReading:
    """The meeting with what its words tell of other meetings: approvals and references."""
    items = tuple(
        replace(item, refers_to=read_references(item, meeting.date)) for item in meeting.items
    )
    approvals = read_approvals(items, meeting.board, meeting.date)
    return replace(meeting, items=items, approvals=approvals)


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
        "supplement": "Supplementary agenda",
        "minutes": "Printed minutes",
        "draft-minutes": "Printed draft minutes",
    }.get(kind, "Paper")
    parts = [
        what,
        meeting.board,
        in_words(meeting.date) if meeting.date else None,
    ]
    return ", ".join(part for part in parts if part)
