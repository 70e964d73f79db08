"""Papers as the pages show them: the file as held, a page as a picture, and which words to mark on it.

Who hands them out is another's business (`indexer.showing`); the pages know only what stands here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.engines.ranking import clues
from indexer.errors import BadQuery
from indexer.model import SOFT_HYPHEN
from indexer.query import Leaf
from indexer.search.language import parse
from indexer.search.snippets import marks_in

_REACH = 1.5
"""Marked words nearer to each other than this, in heights of their line, have one box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a picture, in its dots, from its left and its top."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a page and where it stands on the picture.

    It ends with `SOFT_HYPHEN` where a hyphen breaks it at the end of a line.
    """

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a paper as a picture, with what stands on it."""

    png: bytes
    width: int
    height: int
    words: tuple[PlacedWord, ...]
    """In the order in which the file has them; none on a page that is only a picture."""
    text: tuple[str, ...]
    """The page's paragraphs, read as for the index; the cells of a table's row are parted by tabs."""
    lacks: str | None
    """Why there is no text, as a sentence; None where there is."""
    recognised: bool
    """Whether the text was recognised from the picture (OCR)."""
    pages: int
    """How many pages the paper has."""


@dataclass(frozen=True, slots=True)
class PaperBody:
    """A paper as held: the file is never written to."""

    path: Path
    media_type: str
    name: str
    """What to call a copy of it: plain letters, figures, hyphens, and the ending of its kind."""
    size: int


class Papers(Protocol):
    """Hands out the papers that the index shows and the corpus still holds.

    Safe for several threads. `Unreadable` where a paper is held and cannot be shown, with the reason;
    `Busy` where too many ask at once; `Failed` where the corpus cannot be used.
    """

    def body(self, id: str) -> PaperBody | None:
        """The file of a document; None if none of this identifier is held."""

    def page(self, id: str, number: int) -> PagePicture | None:
        """A page, from 1; None if there is no such document or page, or it has no pages (HTML, DOCX …)."""


def marked(words: Sequence[PlacedWord], query: str) -> tuple[Box, ...]:
    """The places of the words that a query finds, a phrase in one box on each line.

    What a word is, is what it is in the search. A query that cannot be read marks nothing.
    """
    try:
        tree = parse(query, allow_empty=True).wide
    except BadQuery:
        return ()
    wanted = [clue for clue in clues(tree) if not clue.in_title]
    broken = any(word.text.endswith(SOFT_HYPHEN) for word in words)
    # Whether a hyphen at a line end belongs to its word, only the whole paper tells.
    found = {n for hyphen in ("-", "")[: 1 + broken] for n in _found(words, wanted, hyphen)}
    return tuple(_boxes(words, sorted(found)))


def _found(words: Sequence[PlacedWord], wanted: Sequence[Leaf], hyphen: str) -> Iterator[int]:
    """Numbers of the words that are wanted, where this stands for a hyphen at a line end."""
    starts, pieces, at = [], [], 0
    for word in words:
        broken = word.text.endswith(SOFT_HYPHEN)
        pieces.append(word.text[:-1] + hyphen if broken else f"{word.text} ")
        starts.append(at)
        at += len(pieces[-1])
    for mark in marks_in("".join(pieces), wanted):
        yield from range(bisect_right(starts, mark.start) - 1, bisect_left(starts, mark.end))


def _boxes(words: Sequence[PlacedWord], numbers: Iterable[int]) -> list[Box]:
    boxes: list[Box] = []
    before = None
    for number in numbers:
        box = words[number].box
        if before == number - 1 and _goes_on(boxes[-1], box):
            boxes[-1] = _around(boxes[-1], box)
        else:
            boxes.append(box)
        before = number
    return boxes


def _goes_on(before: Box, box: Box) -> bool:
    """Whether a box stands right after another on its line."""
    height = min(before.bottom - before.top, box.bottom - box.top)
    level = min(before.bottom, box.bottom) - max(before.top, box.top) > height / 2
    return level and before.left <= box.left <= before.right + _REACH * height


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
