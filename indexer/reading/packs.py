"""A pack taken apart: front sheet, the minutes of earlier meetings, a report for each item.

Where pages print their number, "(Pages 11 - 18)" on the front sheet says what belongs to which item.
Where they do not (the text of a pack without its pages), papers are told apart by their headings and
laid beside the agenda in order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.model import ItemReading, MeetingReading, Paragraph, Text
from indexer.reading.front_sheet import FrontSheet, agenda_begins, read_front_sheet
from indexer.reading.items import RawItem, read_item
from indexer.reading.printed_minutes import minutes_starts, read_minutes
from indexer.reading.reports import BLANK_PAGE, Report, merged_title, read_report, report_starts
from indexer.reading.titles import is_programme, likeness
from indexer.reading.words import mended

ALIKE = 75.0
"""Likeness from which a report's own title is taken for that of the item it stands under."""
_TOP = 6
"""Paragraphs at the top of a paper among which the heading of its minutes stands."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A run of paragraphs that is one paper of the pack, and the item it belongs to, if known."""

    paragraphs: tuple[Paragraph, ...]
    item: RawItem | None
    pages: tuple[int, int] | None = None
    """Its pages in the file."""


def read_pack(text: Text) -> list[MeetingReading]:
    """The pack's own meeting first, then those whose minutes it holds."""
    paragraphs = text.paragraphs
    starts = [place for place in _paper_starts(paragraphs) if place > agenda_begins(paragraphs)]
    sheet = read_front_sheet(paragraphs, starts[0] if starts else len(paragraphs))
    papers = _by_pages(text, sheet) or _by_headings(paragraphs, starts, sheet)
    items = {id(raw): read_item(raw, board=sheet.board) for raw in sheet.items}
    minutes: list[MeetingReading] = []
    further: list[ItemReading] = []
    for paper in papers:
        found = [_with_range(meeting, paper) for meeting in _minutes_in(paper)]
        minutes += found
        if paper.item and paper.pages:
            items[id(paper.item)] = replace(items[id(paper.item)], pages=paper.pages)
        if found:
            continue
        if paper.item is None:
            further.append(with_report(ItemReading(title=_own_title(paper)), _report(paper)))
        else:
            items[id(paper.item)] = with_report(items[id(paper.item)], _report(paper))
    own = MeetingReading(
        kind="pack" if papers else "agenda",
        board=sheet.board,
        date=sheet.date,
        start=sheet.start,
        venue=sheet.venue,
        contact=sheet.contact,
        items=(*items.values(), *further),
    )
    return [own, *minutes]


def _paper_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    blank = [
        place for place, paragraph in enumerate(paragraphs) if BLANK_PAGE.match(paragraph.text)
    ]
    return sorted({*_true_minutes(paragraphs), *report_starts(paragraphs), *blank})


def _true_minutes(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Sets of minutes, not mere mentions of one: an attendance list follows the heading."""
    return [
        start
        for start in minutes_starts(paragraphs)
        if any(
            re.match(r"(?:members )?present\b|members\b|in attendance", p.text, re.IGNORECASE)
            for p in paragraphs[start : start + 12]
        )
    ]


def _by_pages(text: Text, sheet: FrontSheet) -> list[_Paper]:
    """Papers by the page ranges of the front sheet; none if a page of them is not to be found."""
    place_of = {int(number): page for page, number in text.printed if number.isdigit()}
    papers: list[_Paper] = []
    for raw in sheet.items:
        if raw.printed_pages is None:
            continue
        first, last = raw.printed_pages
        pages = [place_of[number] for number in range(first, last + 1) if number in place_of]
        if first not in place_of or not pages:
            return []
        within = range(min(pages), max(pages) + 1)
        run = tuple(p for p in text.paragraphs if p.page in within)
        papers += [_Paper(part, raw, (min(pages), max(pages))) for part in _sets(run)]
    papers = [paper for paper in papers if _has_words(paper.paragraphs)]
    return papers if _is_one_run(text, sheet) or _titles_agree(papers) else []


def _is_one_run(text: Text, sheet: FrontSheet) -> bool:
    """True where the numbers printed rise with the pages throughout and reach all that is named.

    So they do where the pack bears its own; those of the papers in it begin anew, or end too soon.
    """
    shifts = {int(number) - page for page, number in text.printed if number.isdigit()}
    named = {number for raw in sheet.items for number in raw.printed_pages or ()}
    return len(shifts) == 1 and named <= {int(n) for _, n in text.printed if n.isdigit()}


def _titles_agree(papers: Sequence[_Paper]) -> bool:
    """False where most papers bear other titles than the items on whose pages they stand: then the
    numbers printed are not those that the front sheet means.
    """
    alike = [
        likeness(title, paper.item.title) >= ALIKE
        for paper in papers
        if paper.item and (title := read_report(paper.paragraphs[:80]).title)
    ]
    return 2 * sum(alike) >= len(alike)


def _sets(run: tuple[Paragraph, ...]) -> list[tuple[Paragraph, ...]]:
    """One item's pages; each set of minutes in them is a paper, and so is a report before them."""
    starts = [0, *(start for start in _true_minutes(run) if start >= _TOP)]
    return [run[a:b] for a, b in zip(starts, [*starts[1:], len(run)], strict=True)]


def _has_words(paragraphs: Iterable[Paragraph]) -> bool:
    return any(not BLANK_PAGE.match(paragraph.text) for paragraph in paragraphs)


def _by_headings(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], sheet: FrontSheet
) -> list[_Paper]:
    ends = [*starts[1:], len(paragraphs)] if starts else []
    runs = [tuple(paragraphs[a:b]) for a, b in zip(starts, ends, strict=True)]
    runs = [run for run in runs if _has_words(run)]
    ranged = [raw for raw in sheet.items if raw.printed_pages] or list(sheet.items)
    places = _fill_gaps(_match_in_order(runs, ranged), len(ranged))
    return [
        _Paper(run, ranged[place] if place is not None else None)
        for run, place in zip(runs, places, strict=True)
    ]


def _match_in_order(
    runs: Sequence[Sequence[Paragraph]], items: Sequence[RawItem]
) -> list[int | None]:
    """For each paper the place of its item, by title; minutes go to the item "Minutes"."""
    places: list[int | None] = []
    least = 0
    for run in runs:
        place = _best_item(run, items, least)
        places.append(place)
        least = place if place is not None else least
    return places


def _best_item(run: Sequence[Paragraph], items: Sequence[RawItem], least: int) -> int | None:
    candidates = range(least, len(items))
    if minutes_starts(run[:3]):
        return next(
            (place for place in candidates if "minutes" in items[place].title.lower()), None
        )
    title = read_report(run[:80]).title
    if title is None:
        return None
    scores = [(likeness(title, items[place].title), -place) for place in candidates]
    best, place = max(scores, default=(0.0, 0))
    return -place if best >= ALIKE else None


def _fill_gaps(places: list[int | None], count: int) -> list[int | None]:
    """A paper without a title belongs to the one item between its neighbours that has none yet."""
    filled = list(places)
    for index, place in enumerate(places):
        if place is not None:
            continue
        before = max((p for p in filled[:index] if p is not None), default=-1)
        after = min((p for p in places[index:] if p is not None), default=count)
        free = [p for p in range(before + 1, after) if p not in filled]
        filled[index] = free[0] if free else before if before >= 0 else None
    return filled


def _minutes_in(paper: _Paper) -> list[MeetingReading]:
    starts = _true_minutes(paper.paragraphs[: _TOP + 12])
    return [read_minutes(paper.paragraphs, starts[0])] if starts and starts[0] < _TOP else []


def _with_range(meeting: MeetingReading, paper: _Paper) -> MeetingReading:
    """Minutes in the text of a pack: without pages of their own, the front sheet's range is known."""
    if paper.item is None or any(paragraph.starts for paragraph in paper.paragraphs):
        return meeting
    pages = paper.item.printed_pages
    return replace(meeting, items=tuple(replace(i, printed_pages=pages) for i in meeting.items))


def _own_title(paper: _Paper) -> str:
    return read_report(paper.paragraphs[:80]).title or merged_title(paper.paragraphs)


def _report(paper: _Paper) -> Report:
    title = paper.item.title if paper.item else _own_title(paper)
    return read_report(mended(paper.paragraphs), programme=is_programme(title))


def with_report(item: ItemReading, report: Report) -> ItemReading:
    """The item with what its report says."""
    return replace(
        item,
        key_decision=report.key_decision if item.key_decision is None else item.key_decision,
        wards=item.wards or report.wards,
        people=(*item.people, *report.people),
        recommendations=(*item.recommendations, *report.recommendations),
        path=item.path or tuple((body, day) for body, day in report.addressed if day),
        excerpts=(*item.excerpts, *report.excerpts),
    )
