"""The bookmarks of a pack: which pages they give to which item of its agenda.

A ModernGov pack has a bookmark for each item that has papers ("5 Winter Plan"), and under it one for
each paper ("Appendix A"); some have one above them all, some have them side by side. Bookmarks that
were made of the headings of a paper, or of the front sheet itself, say nothing of the pack.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.model import Bookmark, Paragraph
from indexer.reading.items import RawItem
from indexer.reading.titles import folded, is_standing, likeness

_NUMBERED = re.compile(
    r"^(?:agenda\s+)?(?:item\s+)?(?:no\.?\s+)?(?P<number>\d{1,3}[a-z]?)(?:[.):]|(?=\s|$))"
    r"\s*[-–—:]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r"^(?:appendi\w*|annex\w*|enclosures?|enc\.?|schedule)\b", re.IGNORECASE)
_ALIKE = 75.0
"""Likeness from which a bookmark's words are those of an item's title."""
_A_BIT_ALIKE = 60.0
"""Likeness that is enough where the number is the same."""
_KNOWN_BY = 50
"""Letters of a title by which it is known again on the front sheet."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a bookmark gives to one paper: its first and last page, and the place of its item, if known."""

    title: str
    pages: tuple[int, int]
    item: int | None


@dataclass(slots=True)
class _Node:
    """A bookmark with those under it."""

    title: str
    pages: tuple[int, int]
    item: int | None
    under: list["_Node"]


def marked_papers(
    outline: Sequence[Bookmark], items: Sequence[RawItem], sheet: Sequence[Paragraph], pages: int
) -> list[Marked]:
    """The papers of a pack by its bookmarks, in the order of its pages; none if these tell nothing.

    `sheet` is the front sheet, which prints the items; `pages` is the number of pages of the file.
    """
    listed = _listed_on(items, sheet)
    found = sorted(_papers(_tree(outline, items, listed, pages)), key=lambda one: one.pages[0])
    known = [place for place, one in enumerate(found) if one.item is not None]
    if not _tells(found, items):
        return []
    last = max((page for page in listed if page), default=0)
    return _with_enclosed(
        [one for place, one in enumerate(found) if place >= known[0] or one.pages[0] > last]
    )


def _tree(
    outline: Sequence[Bookmark],
    items: Sequence[RawItem],
    listed: Sequence[int | None],
    pages: int,
) -> list[_Node]:
    """Bookmarks as a tree; each runs to the next of the same or a higher rank."""
    roots: list[_Node] = []
    above: list[tuple[int, _Node]] = []
    for place, mark in enumerate(outline):
        later = (one.page for one in outline[place + 1 :] if one.level <= mark.level)
        end = next(later, pages + 1) - 1
        item = _item_of(mark.title, items)
        if item is not None and mark.page == listed[item]:
            item = None  # the front sheet's own entry
        node = _Node(mark.title, (mark.page, max(mark.page, end)), item, [])
        while above and above[-1][0] >= mark.level:
            above.pop()
        (above[-1][1].under if above else roots).append(node)
        above.append((mark.level, node))
    return roots


def _item_of(title: str, items: Sequence[RawItem]) -> int | None:
    """The place of the item that a bookmark names by its number, title or both."""
    found = _NUMBERED.match(title)
    number, words = (found["number"].lower(), found["title"]) if found else (None, title)
    for place, item in enumerate(items):
        same = number is not None and item.number == number
        if same and (not words or likeness(words, item.title) >= _A_BIT_ALIKE):
            return place
    scores = [
        (max(likeness(words, item.title), likeness(title, item.title)), -place)
        for place, item in enumerate(items)
    ]
    best, place = max(scores, default=(0.0, 0))
    return -place if words and best >= _ALIKE else None


def _listed_on(items: Sequence[RawItem], sheet: Sequence[Paragraph]) -> list[int | None]:
    """For each item the page on which the front sheet has it."""
    lines = [(folded(paragraph.text), paragraph.page) for paragraph in sheet]
    return [
        next((page for line, page in lines if folded(item.title)[:_KNOWN_BY] in line), None)
        for item in items
    ]


def _papers(nodes: Sequence[_Node]) -> Iterator[Marked]:
    """The bookmarks of papers: those that name an item, and others with none such over or under them."""
    for node in nodes:
        if node.item is None and _names_one(node.under):
            yield from _papers(node.under)
        else:
            yield Marked(node.title, node.pages, node.item)


def _names_one(nodes: Sequence[_Node]) -> bool:
    return any(node.item is not None or _names_one(node.under) for node in nodes)


def _tells(found: Sequence[Marked], items: Sequence[RawItem]) -> bool:
    """Whether the bookmarks are those of the pack: they name half of the items that have papers.

    Where the front sheet does not tell which these are, two of which one is no standing item, or half
    of all.
    """
    named = {one.item for one in found if one.item is not None}
    ranged = {place for place, item in enumerate(items) if item.printed_pages}
    if ranged:
        return 2 * len(named & ranged) >= len(ranged)
    own = {place for place, item in enumerate(items) if not is_standing(item.title)}
    return (bool(named & own) and len(named) >= 2) or 2 * len(named) >= max(1, len(items))


def _with_enclosed(found: Sequence[Marked]) -> list[Marked]:
    """An appendix whose bookmark stands beside that of its item goes with the paper before it."""
    papers: list[Marked] = []
    for one in found:
        if one.item is None and papers and _ENCLOSED.match(one.title):
            one = replace(one, item=papers[-1].item)
        papers.append(one)
    return papers
