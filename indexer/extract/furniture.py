"""What is printed on every page and belongs to none: running headers and footers, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.extract.characters import DASHES
from indexer.extract.lines import Line

_EDGE_LINES = 3
"""So many lines at the top and at the foot of a page may be furniture …"""
_EDGE_SHARE = 0.14
"""… if they stand within this share of the page's height."""
_LEAST_PAGES = 3
_NUMBER = r"(?P<number>\d{1,4})(?:\s*(?:of|/)\s*(?P<last>\d{1,4}))?"
_ALONE = re.compile(rf"(?i)(?P<page>page:?\s*)?[{DASHES}|]?\s*{_NUMBER}\s*[{DASHES}|]?$")
_AT_END = re.compile(rf"(?i).*\b(?P<page>page:?\s*){_NUMBER}$")
_DIGITS = re.compile(r"[0-9]+")
_ITEM = re.compile(r"agenda item\b")
_LABEL_WORDS = 3
"""Words of a line that, without "page", is a label of its own: "Appendix 2", "Agenda Item 5"."""
_MOST_NUMBERS = 4
"""Numbers of a header, from its end, of which one may be the page's."""
_DAY = re.compile(r"(?:[a-z]{6,9},? )?\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page, with its size in points and its number in the file, from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


_Edge = tuple[PageLines, int, bool]
"""A page, the number of a line at its top or foot, and whether it is at the top."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line that may bear the number of its page."""

    page: int
    number: int
    line: int
    named: bool
    """Whether it says "Page"."""
    certain: bool
    """Whether it needs no other page to prove it: "Page 2 of 4" on page 2 of 4."""
    alone: bool
    """Whether the line holds nothing else."""

    @property
    def shift(self) -> int:
        return self.number - self.page


def without_furniture(
    pages: Sequence[PageLines],
) -> tuple[list[PageLines], tuple[tuple[int, str], ...]]:
    """The pages without what every page prints, and the page numbers printed.

    A running header stays where it first stands: it may be all that names the paper, or the head of
    a table. A number counts only as part of a run: pages that print none are never given one.
    """
    edges = [(page, *edge) for page in pages for edge in _edge_lines(page)]
    runs = list(_in_runs(edges, len(pages)))
    drop = {(found.page, found.line) for found in runs if found.alone}
    drop.update(_own_numbers(edges, runs, len(pages)))
    drop.update(_repeated(edges, len(pages)))
    kept = [
        replace(
            page,
            lines=tuple(x for i, x in enumerate(page.lines) if (page.number, i) not in drop),
        )
        for page in pages
    ]
    return kept, _chosen(runs)


def _own_numbers(
    edges: Sequence[_Edge], runs: Sequence[_Printed], pages: int
) -> Iterator[tuple[int, int]]:
    """Page and line of a paper's own number above the "Page 15" that the pack stamps under it."""
    stamped = {found.page for found in runs if found.named}
    for page, index, top in edges:
        own = _candidate(page, index, top, pages)
        if page.number in stamped and own and own.alone and not own.named and not top:
            yield page.number, index


def _edge_lines(page: PageLines) -> Iterator[tuple[int, bool]]:
    """Numbers of the lines at the top and the foot of a page, and whether they are at the top."""
    order = sorted(range(len(page.lines)), key=lambda index: -page.lines[index].base)
    for index in order[:_EDGE_LINES]:
        if page.lines[index].base > page.height * (1 - _EDGE_SHARE):
            yield index, True
    for index in order[-_EDGE_LINES:]:
        if page.lines[index].base < page.height * _EDGE_SHARE:
            yield index, False


def _repeated(edges: Sequence[_Edge], pages: int) -> Iterator[tuple[int, int]]:
    """Page and line of what at least half of the pages have at top or foot, but for the page's number.

    A body straight over a day heads a paper: what stands on every page has the day on every page too.
    """
    places: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for page, index, top in edges:
        for key in _keys(page.lines[index].text.lower(), page.number, top):
            places[key, top].append((page.number, index))
    enough = max(_LEAST_PAGES, pages / 2)
    every = {
        place
        for (_, top), found in places.items()
        if len({page for page, _ in found}) >= enough
        for place in found[1 if top else 0 :]
    }
    heads = {
        (page.number, index)
        for page, index, top in edges
        if top and _over_a_day(page, index, every)
    }
    yield from every - heads


def _keys(text: str, page: int, top: bool) -> set[str]:
    """What a line is on all pages that print it; none for a number alone.

    At the top only the page's number may differ: "Agenda Item 5" and "Appendix 2" head papers.
    """
    if not any(letter.isalpha() for letter in text):
        return set()
    if not top:
        return {_DIGITS.sub("#", text)}
    may_bear_one = "page" in text or (len(text.split()) > _LABEL_WORDS and not _ITEM.match(text))
    numbers = list(_DIGITS.finditer(text))[-_MOST_NUMBERS:] if may_bear_one else []
    return {text} | {
        f"{text[: n.start()]}#{int(n[0]) - page}{text[n.end() :]}" for n in numbers if len(n[0]) < 5
    }


def _over_a_day(page: PageLines, index: int, dropped: Collection[tuple[int, int]]) -> bool:
    """True for a line straight over a day that stands alone and is not on every page."""
    base = page.lines[index].base
    below = [n for n, line in enumerate(page.lines) if line.base < base - 1]
    after = max(below, key=lambda n: page.lines[n].base, default=None)
    if after is None or (page.number, after) in dropped:
        return False
    return bool(_DAY.fullmatch(page.lines[after].text))


def _in_runs(edges: Sequence[_Edge], pages: int) -> Iterator[_Printed]:
    """The page numbers that other pages bear out: the same way ahead of the page of the file."""
    found = [c for page, index, top in edges if (c := _candidate(page, index, top, pages))]
    shifts: dict[int, set[int]] = defaultdict(set)
    for candidate in found:
        shifts[candidate.shift].add(candidate.page)
    for candidate in found:
        support = len(shifts[candidate.shift])
        enough = 2 if candidate.named or support == pages else _LEAST_PAGES
        if candidate.certain or support >= enough:
            yield candidate


def _candidate(page: PageLines, index: int, top: bool, pages: int) -> _Printed | None:
    text = page.lines[index].text
    alone = _ALONE.match(text)
    match = alone or _AT_END.match(text)
    if not match:
        return None
    number, last = int(match["number"]), match["last"]
    return _Printed(
        page=page.number,
        number=number,
        line=index,
        named=bool(match["page"]),
        certain=(bool(last) and (number, int(last)) == (page.number, pages))
        or (bool(alone) and not top and number == pages == 1),
        alone=bool(alone),
    )


def _chosen(runs: Sequence[_Printed]) -> tuple[tuple[int, str], ...]:
    """One number a page: the one that says "Page", else the one of the longest run.

    A pack stamps its own numbers on reports that have theirs.
    """
    length = Counter(found.shift for found in runs)
    best: dict[int, _Printed] = {}
    for found in runs:
        rank = (found.named, length[found.shift])
        held = best.get(found.page)
        if held is None or rank > (held.named, length[held.shift]):
            best[found.page] = found
    return tuple((page, str(best[page].number)) for page in sorted(best))
