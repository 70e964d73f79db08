"""Where the papers of a pack begin, and whose they are.

What belongs to which item is told by "(Pages 11 - 18)" on the front sheet, where the pages print their
number; else by the file's bookmarks; else by stamps ("Agenda Item 5"); else (the text of a pack without
its pages) by the headings of papers, laid beside the agenda in order. All of them only say where papers
begin: each runs to the next, so that every paragraph after the front sheet is in one paper, and none in two.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Paragraph, Text
from indexer.reading.front_sheet import FrontSheet, agenda_begins, read_front_sheet
from indexer.reading.pack_order import ALIKE, best_item, fill_gaps, match_in_order
from indexer.reading.pack_outline import Marked, marked_papers
from indexer.reading.pack_pages import titled_pages
from indexer.reading.pack_stamps import stamped_papers
from indexer.reading.printed_minutes import minutes_starts
from indexer.reading.reports import BLANK_PAGE, read_report, report_starts
from indexer.reading.titles import folded, is_standing, likeness

_THERE = re.compile(
    r"(?:(?:the )?(?:(?:board|committee|panel|cabinet|council) )?(?:members|councillors|those) )?"
    r"(?:present|in attendance)\b"
    r"|members\b|(?:attendance|attendees|attended by|councillors|committee members|officers)\s*(?::|$)"
    r"|apologies(?: for absence| received)?\s*(?::|$)|(?:the )?(?:chair\w*|councillor|cllr|mayor)\b.{0,60}\(",
    re.IGNORECASE,
)
"""What begins the list of who was there."""
TOP = 6
"""Paragraphs at the top of a paper among which the heading of its minutes stands."""


_STAMP = re.compile(r"\s*(?:page )?\d{1,4}\s*", re.IGNORECASE)
"""The number of a page, alone on its line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A run of paragraphs that is one paper of the pack, and the place of its item, if known."""

    paragraphs: tuple[Paragraph, ...]
    item: int | None


@dataclass(frozen=True, slots=True)
class _Parted:
    """Where papers begin (places of paragraphs, each with that of its item), and pages of items."""

    cuts: tuple[tuple[int, int | None], ...]
    pages: Mapping[int, tuple[int, int]]


def taken_apart(text: Text) -> tuple[FrontSheet, list[Paper], Mapping[int, tuple[int, int]]]:
    """The front sheet, the papers after it, and the pages of the file that items have."""
    paragraphs = text.paragraphs
    starts = [place for place in _paper_starts(paragraphs) if place > agenda_begins(paragraphs)]
    end = starts[0] if starts else len(paragraphs)
    sheet = read_front_sheet(paragraphs, end)
    parted = _parted(text, sheet, _with_titled(starts, text, sheet))
    if parted.cuts and parted.cuts[0][0] < end:
        # No heading told where the first paper begins, so that it was taken for the front sheet.
        end = parted.cuts[0][0]
        sheet = read_front_sheet(paragraphs, end)
        starts = [place for place in starts if place >= end]
        parted = _parted(text, sheet, _with_titled(starts, text, sheet))
    return sheet, _papers(paragraphs, end, parted), parted.pages


def _with_titled(starts: Sequence[int], text: Text, sheet: FrontSheet) -> list[int]:
    """All places where a paper begins: by what it is, or by the title on top of its page."""
    return sorted({*starts, *titled_pages(text.paragraphs, sheet.items)})


def _parted(text: Text, sheet: FrontSheet, starts: Sequence[int]) -> _Parted:
    return (
        _by_pages(text, sheet, starts)
        or _by_bookmarks(text, sheet)
        or _by_stamps(text, sheet)
        or _by_headings(text.paragraphs, starts, sheet)
    )


def _papers(paragraphs: Sequence[Paragraph], end: int, parted: _Parted) -> list[Paper]:
    """What stands after the front sheet, cut into papers; the minutes within one are papers too."""
    cuts = list(parted.cuts)
    if cuts and cuts[0][0] > end:
        cuts.insert(0, (end, None))
    ends = [*(place for place, _ in cuts[1:]), len(paragraphs)]
    runs = [
        (tuple(paragraphs[start:stop]), item)
        for (start, item), stop in zip(cuts, ends, strict=bool(cuts))
    ]
    papers = [Paper(part, item) for run, item in runs for part in _sets(run)]
    return [paper for paper in papers if has_words(paper.paragraphs)]


def _runs(
    paragraphs: Sequence[Paragraph], starts: Sequence[int]
) -> Iterator[tuple[int, Sequence[Paragraph]]]:
    """Each start with what stands from there to the next."""
    ends = [*starts[1:], len(paragraphs)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        yield start, paragraphs[start:end]


def _paper_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    blank = [
        place for place, paragraph in enumerate(paragraphs) if BLANK_PAGE.match(paragraph.text)
    ]
    return sorted({*true_minutes(paragraphs), *_report_starts(paragraphs), *blank})


def _report_starts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Where reports begin: never above the page of their title, where pages are known."""
    starts: list[int] = []
    for _, places in groupby(range(len(paragraphs)), lambda place: paragraphs[place].page):
        run = list(places)
        starts += [run[0] + start for start in report_starts([paragraphs[n] for n in run])]
    return starts


def true_minutes(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Sets of minutes, not mere mentions of one: an attendance list follows the heading."""
    return [
        start
        for start in minutes_starts(paragraphs)
        if any(_THERE.match(p.text) for p in paragraphs[start : start + 12])
    ]


# --- by the pages that the front sheet prints -----------------------------------------------------


def _by_pages(text: Text, sheet: FrontSheet, starts: Sequence[int]) -> _Parted | None:
    """By the ranges of the front sheet; None if a page of them is not to be found, or another's.

    What is printed outside all ranges is told by its bookmark or heading, else it goes with the paper
    before it.
    """
    ranges = _ranges(text, sheet)
    if not ranges:
        return None
    cuts: dict[int, int | None] = {}
    reached = 0
    for item, (first, last) in sorted(ranges.items(), key=lambda pair: pair[1]):
        if last > reached:
            start = _place_of(text.paragraphs, max(first, reached), starts, shared=first <= reached)
            cuts.setdefault(start, item)
        reached = max(reached, last)
    begin = min(cuts)
    inside = {page for first, last in ranges.values() for page in range(first, last + 1)}
    marked = [one for one in _marked(text, sheet) if one.pages[0] not in inside]
    for one in marked:
        cuts.setdefault(_place_of(text.paragraphs, one.pages[0], starts), one.item)
    for start, run in _runs(text.paragraphs, starts):
        if start > begin and run[0].page not in inside and has_words(run[:1]):
            cuts.setdefault(start, best_item(run, sheet.items, 0))
    papers = _papers(text.paragraphs, begin, _Parted(tuple(sorted(cuts.items())), {}))
    if not _is_one_run(text, sheet) and not _titles_agree(papers, sheet):
        return None
    outside = {one.item: one.pages for one in marked if one.item is not None}
    return _Parted(tuple(sorted(cuts.items())), {**outside, **ranges})


def _ranges(text: Text, sheet: FrontSheet) -> dict[int, tuple[int, int]]:
    """For the place of each item that has one, its range as pages of the file; empty if one fails."""
    page_of = _pages_left(text, sheet)
    page_of |= {int(number): page for page, number in text.printed if number.isdigit()}
    ranges: dict[int, tuple[int, int]] = {}
    for place, raw in enumerate(sheet.items):
        if raw.printed_pages is None:
            continue
        first, last = raw.printed_pages
        if first not in page_of:
            return {}
        pages = [page_of[number] for number in range(first, last + 1) if number in page_of]
        ranges[place] = (min(pages), max(pages))
    return ranges


def _pages_left(text: Text, sheet: FrontSheet) -> dict[int, int]:
    """Pages by "Page 13" alone on its line, where the front sheet names that very page.

    Two pages are too few to show that they are numbered; the front sheet then bears them out.
    """
    named = {n for raw in sheet.items if raw.printed_pages for n in raw.printed_pages}
    stamps = (
        (re.fullmatch(r"page (\d{1,4})", one.text.strip(), re.IGNORECASE), one.page)
        for one in text.paragraphs
    )
    return {int(f[1]): page for f, page in stamps if f and page and int(f[1]) in named}


def _place_of(
    paragraphs: Sequence[Paragraph], page: int, starts: Sequence[int], *, shared: bool = False
) -> int:
    """The place of the first paragraph that begins on a page or after it.

    Of a page that the paper before shares, that of the paper that begins there, else the next page's.
    """
    if shared:
        on_it = (start for start in starts if paragraphs[start].page == page)
        return next(on_it, None) or _place_of(paragraphs, page + 1, starts)
    return next(
        (place for place, one in enumerate(paragraphs) if (one.page or 0) >= page), len(paragraphs)
    )


def _is_one_run(text: Text, sheet: FrontSheet) -> bool:
    """True where the numbers printed rise with the pages throughout and reach all that is named.

    So they do where the pack bears its own; those of the papers in it begin anew, or end too soon.
    """
    shifts = {int(number) - page for page, number in text.printed if number.isdigit()}
    named = {number for raw in sheet.items for number in raw.printed_pages or ()}
    return len(shifts) == 1 and named <= {int(n) for _, n in text.printed if n.isdigit()}


def _titles_agree(papers: Sequence[Paper], sheet: FrontSheet) -> bool:
    """False where most papers bear other titles than the items on whose pages they stand: then the
    numbers printed are not those that the front sheet means.
    """
    alike = [
        likeness(title, sheet.items[paper.item].title) >= ALIKE
        for paper in papers
        if paper.item is not None and (title := read_report(paper.paragraphs[:80]).title)
    ]
    return 2 * sum(alike) >= len(alike)


# --- by bookmarks ---------------------------------------------------------------------------------


def _marked(text: Text, sheet: FrontSheet) -> list[Marked]:
    return marked_papers(
        text.outline, sheet.items, text.paragraphs[: sheet.end], text.pages or len(text.outline)
    )


def _by_bookmarks(text: Text, sheet: FrontSheet) -> _Parted | None:
    """By the file's bookmarks; None if these tell nothing of the agenda."""
    marked = _marked(text, sheet)
    if not marked:
        return None
    cuts: dict[int, int | None] = {}
    pages: dict[int, tuple[int, int]] = {}
    for one, item in zip(marked, _items_of(text, sheet, marked), strict=True):
        cuts[_marked_place(text.paragraphs, one)] = item
        if item is not None:
            first, last = pages.get(item, one.pages)
            pages[item] = (min(first, one.pages[0]), max(last, one.pages[1]))
    return _Parted(tuple(sorted(cuts.items())), pages)


def _items_of(text: Text, sheet: FrontSheet, marked: Sequence[Marked]) -> list[int | None]:
    """The item of each paper; one whose bookmark does not tell it is told by its heading and order."""
    known = {one.item for one in marked}
    ranged = any(raw.printed_pages for raw in sheet.items)
    candidates = [
        place
        for place, raw in enumerate(sheet.items)
        if place in known or raw.printed_pages or not (ranged or is_standing(raw.title))
    ]
    runs = [
        [p for p in text.paragraphs if one.pages[0] <= (p.page or 0) <= one.pages[1]]
        for one in marked
    ]
    raws = [sheet.items[place] for place in candidates]
    told = [candidates.index(one.item) if one.item is not None else None for one in marked]
    places = fill_gaps(match_in_order(runs, raws, told), len(candidates))
    return [candidates[place] if place is not None else None for place in places]


def _marked_place(paragraphs: Sequence[Paragraph], one: Marked) -> int:
    """Where the paper of a bookmark begins: at its own heading if that is on the page, else on top."""
    top = _place_of(paragraphs, one.pages[0], ())
    words = folded(one.title)
    for place in range(top, len(paragraphs)):
        if paragraphs[place].page != one.pages[0]:
            break
        if folded(paragraphs[place].text) == words:
            return place
    return top


def _by_stamps(text: Text, sheet: FrontSheet) -> _Parted | None:
    """By "Agenda Item 5" on the first page of each paper; None if the pack has no such stamps."""
    paragraphs = text.paragraphs
    stamped = stamped_papers(paragraphs, sheet.items, agenda_begins(paragraphs))
    titled = titled_pages(paragraphs, sheet.items) if stamped else {}
    cuts = sorted({**titled, **dict(stamped)}.items())
    pages: dict[int, tuple[int, int]] = {}
    for (start, item), (end, _) in zip(cuts, [*cuts[1:], (len(paragraphs), 0)], strict=bool(cuts)):
        first, last = paragraphs[start].page, paragraphs[max(start, end - 1)].page
        if first and last:
            pages[item] = (pages.get(item, (first, last))[0], last)
    return _Parted(tuple(dict(cuts).items()), pages) if cuts else None


# --- by headings ----------------------------------------------------------------------------------


def _by_headings(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], sheet: FrontSheet
) -> _Parted:
    runs = [(start, run) for start, run in _runs(paragraphs, starts) if has_words(run)]
    ranged = [place for place, raw in enumerate(sheet.items) if raw.printed_pages]
    candidates = ranged or list(range(len(sheet.items)))
    titled = titled_pages(paragraphs, sheet.items)
    candidates = sorted({*candidates, *titled.values()})
    raws = [sheet.items[place] for place in candidates]
    words = [run for _, run in runs]
    told = [candidates.index(titled[start]) if start in titled else None for start, _ in runs]
    places = fill_gaps(match_in_order(words, raws, told), len(candidates))
    items = [candidates[place] if place is not None else None for place in places]
    return _Parted(tuple(zip((start for start, _ in runs), items, strict=True)), {})


def _sets(run: tuple[Paragraph, ...]) -> list[tuple[Paragraph, ...]]:
    """One item's pages; each set of minutes in them is a paper, and so is a report before them."""
    starts = [0, *(start for start in true_minutes(run) if start >= TOP)]
    return [run[a:b] for a, b in zip(starts, [*starts[1:], len(run)], strict=True)]


def has_words(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether there is more than the notes on blank pages and the numbers of pages."""
    return any(not (BLANK_PAGE.match(p.text) or _STAMP.fullmatch(p.text)) for p in paragraphs)
