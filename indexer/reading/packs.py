"""A pack taken apart: front sheet, the minutes of earlier meetings, a report for each item."""

from collections.abc import Sequence
from dataclasses import replace

from indexer.model import ItemReading, Kind, MeetingReading, Paragraph, Text
from indexer.reading.front_sheet import is_supplement
from indexer.reading.items import RawItem, read_item
from indexer.reading.pack_parts import TOP, Paper, has_words, taken_apart, true_minutes
from indexer.reading.printed_minutes import read_minutes
from indexer.reading.reports import Report, merged_title, read_report
from indexer.reading.titles import is_programme
from indexer.reading.words import mended

_SENTENCE = 10
"""Words from which a paragraph is more than a line of a letterhead."""


def read_pack(text: Text) -> list[MeetingReading]:
    """The pack's own meeting first, then those whose minutes it holds."""
    sheet, papers, pages = taken_apart(text)
    items = [
        replace(read_item(raw, board=sheet.board), pages=pages.get(place))
        for place, raw in enumerate(sheet.items)
    ]
    minutes: list[MeetingReading] = []
    further: list[ItemReading] = []
    for paper in papers:
        raw = sheet.items[paper.item] if paper.item is not None else None
        rest, found = _without_minutes(paper)
        minutes += [_with_range(meeting, paper, raw) for meeting in found]
        if not has_words(rest):
            continue
        if paper.item is None:
            further.append(with_report(ItemReading(title=_own_title(rest)), _report(rest)))
        else:
            title = sheet.items[paper.item].title
            items[paper.item] = with_report(items[paper.item], _report(rest, title))
    own = MeetingReading(
        kind=_kind(text.paragraphs, bool(papers)),
        board=sheet.board,
        date=sheet.date,
        start=sheet.start,
        venue=sheet.venue,
        contact=sheet.contact,
        items=(*items, *further),
    )
    return [own, *minutes]


def _kind(paragraphs: Sequence[Paragraph], papers: bool) -> Kind:
    if is_supplement(paragraphs):
        return "supplement"
    return "pack" if papers else "agenda"


# --- what a paper says ----------------------------------------------------------------------------


def _without_minutes(paper: Paper) -> tuple[tuple[Paragraph, ...], list[MeetingReading]]:
    """A paper's words but for the minutes that it is, and these. A letterhead above them is no text."""
    starts = true_minutes(paper.paragraphs[: TOP + 12])
    if not starts or starts[0] >= TOP:
        return paper.paragraphs, []
    above = paper.paragraphs[: starts[0]]
    if all(len(paragraph.text.split()) < _SENTENCE for paragraph in above):
        above = ()
    return above, [read_minutes(paper.paragraphs, starts[0])]


def _with_range(meeting: MeetingReading, paper: Paper, item: RawItem | None) -> MeetingReading:
    """Minutes in the text of a pack: without pages of their own, the front sheet's range is known."""
    if item is None or any(paragraph.starts for paragraph in paper.paragraphs):
        return meeting
    pages = item.printed_pages
    return replace(meeting, items=tuple(replace(i, printed_pages=pages) for i in meeting.items))


def _own_title(paragraphs: Sequence[Paragraph]) -> str:
    return read_report(paragraphs[:80]).title or merged_title(paragraphs)


def _report(paragraphs: Sequence[Paragraph], title: str | None = None) -> Report:
    called = title or _own_title(paragraphs)
    return read_report(mended(paragraphs), programme=is_programme(called))


def with_report(item: ItemReading, report: Report) -> ItemReading:
    """The item with what its report says."""
    return replace(
        item,
        key_decision=report.key_decision if item.key_decision is None else item.key_decision,
        wards=item.wards or report.wards,
        report_of=item.report_of or report.report_of,
        people=(*item.people, *report.people),
        recommendations=(*item.recommendations, *report.recommendations),
        programme=(*item.programme, *report.programme),
        path=item.path or report.path,
        excerpts=(*item.excerpts, *report.excerpts),
    )
