"""A page of a PDF as people see it: its picture, and where on it each word stands.

What is a word, and the order of words, is as in `lines`, so that what a search finds can be marked.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FPDF_ERR_PASSWORD

from indexer.errors import Unreadable
from indexer.extract.characters import LINE_END_HYPHEN, same_length, tidy, within_limit
from indexer.extract.lines import (
    RAW_LINE,
    Letters,
    Word,
    letter_numbers,
    level_runs,
    words_of,
)
from indexer.extract.pdf import extract_pdf
from indexer.extract.png import png
from indexer.model import SOFT_HYPHEN, Text

DRAWING_VERSION = 1
"""Raised with every change of how pages are drawn or their words placed; kept pictures are made anew."""
_WIDTH = 1100
"""Dots across that a page has at least, so that its words can be read."""
_SCALE = 1100 / 595
"""Dots to a point, at least: those of an upright A4 page of that width."""
_MOST_SCALE = 4.0
"""At most, so that a page of a stamp's size is no poster."""
_MOST_DOTS = 4_000_000
_LONGEST = 8_000
"""Dots of a side: a page may be a strip."""

_MOST_WORDS = 20_000
"""Words of a page that are placed: a page of small print has some two thousand."""

Place = tuple[int, int, int, int]
"""Left, top, right and bottom in dots, from the left and the top of a picture."""
PlacedText = tuple[str, Place]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page drawn: a PNG file, its size in dots, and the words on it."""

    png: bytes
    width: int
    height: int
    words: tuple[PlacedText, ...]
    """A word ends with `SOFT_HYPHEN` where a hyphen breaks it at the end of a line."""
    pages: int
    """How many pages the paper has."""


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The paragraphs of each page of a paper."""

    pages: tuple[tuple[str, ...], ...]
    pictures: frozenset[int]
    """Numbers of the pages, from 1, that are only pictures."""


def draw_page(number: int, path: Path, media_type: str) -> Drawn | None:
    """Draw a page, from 1; None if the paper has fewer. `Unreadable` with the reason.

    Runs in a worker. The file is one of the corpus, called after the hash of its bytes.
    """
    try:
        with PdfDocument(_bytes(path)) as pdf:
            if not 1 <= number <= len(pdf):
                return None
            pdf.init_forms()  # else what was filled in is not drawn
            page = pdf[number - 1]
            try:
                return _drawn(page, len(pdf))
            finally:
                page.close()
    except PdfiumError as error:
        locked = error.err_code == FPDF_ERR_PASSWORD
        reason = "locked with a password" if locked else "the PDF is cut off or broken"
        raise Unreadable(reason) from error


def page_texts(path: Path, media_type: str) -> PageTexts:
    """The words of a PDF by page, as the index has them. `Unreadable` with the reason.

    Runs in a worker, like `draw_page`.
    """
    text = extract_pdf(_bytes(path))
    return PageTexts(_by_page(text), frozenset(text.without_text))


def _bytes(path: Path) -> bytes:
    """What is held; `Unreadable` if it is not what was added."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("its bytes are gone from the corpus") from None
    if hashlib.sha256(data).hexdigest() != path.name:
        raise Unreadable("its bytes in the corpus are not those that were added")
    return data


def _by_page(text: Text) -> tuple[tuple[str, ...], ...]:
    pages: list[list[str]] = [[] for _ in range(text.pages or 0)]
    for paragraph in text.paragraphs:
        ends = [*(offset for offset, _ in paragraph.starts[1:]), len(paragraph.text)]
        for (start, page), end in zip(paragraph.starts, ends, strict=True):
            part = paragraph.text[start:end].strip()
            if part and page <= len(pages):
                pages[page - 1].append(part)
    return tuple(map(tuple, pages))


def _drawn(page: PdfPage, pages: int) -> Drawn:
    width, height = page.get_size()
    bitmap = page.render(scale=_scale(width, height), rev_byteorder=True)
    try:
        across, down = bitmap.width, bitmap.height
        whole, row = memoryview(bitmap.buffer).cast("B"), 3 * bitmap.width
        rows = (whole[at : at + row] for at in range(0, bitmap.stride * down, bitmap.stride))
        picture = png(b"".join(rows), across)
    finally:
        bitmap.close()
    return Drawn(picture, across, down, tuple(_placed(page, across, down)), pages)


def _scale(width: float, height: float) -> float:
    """Dots to a point for a page of this size in points."""
    width, height = max(width, 1.0), max(height, 1.0)
    scale = min(_MOST_SCALE, max(_SCALE, _WIDTH / width))
    within = math.sqrt(_MOST_DOTS / (width * height)), _LONGEST / max(width, height)
    return min(scale, *within)


def _placed(page: PdfPage, across: int, down: int) -> Iterator[PlacedText]:
    """The words that stand on a picture of so many dots, with their places."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        text = same_length(textpage.get_text_range())
        within_limit(len(text))
        letters = Letters(textpage, page.get_rotation() % 360, width, height)
        places = letter_numbers(textpage, text)
        runs = (words_of(raw, text, places, letters) for raw in RAW_LINE.finditer(text))
        left, top = _corner(page, letters)
        x, y = across / max(width, 1.0), down / max(height, 1.0)  # dots to a point
        words = (word for line in level_runs(runs, letters) for word in line)
        for word in islice(words, _MOST_WORDS):
            first, low, last, high = _box(word, letters)
            first, last = (first - left) * x, (last - left) * x
            upper, lower = (top - high) * y, (top - low) * y
            told = tidy(word.text).replace(LINE_END_HYPHEN, SOFT_HYPHEN)
            if told and first < across and last > 0 and upper < down and lower > 0:
                yield told, _within((first, upper, last, lower), across, down)
    finally:
        textpage.close()


def _box(word: Word, letters: Letters) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a word, whichever way it runs."""
    left, low, right, high = letters.box(word.start)
    end = letters.box(word.start + len(word.text) - 1)
    if end[2] == word.right:  # else a letter that is not its last: of words that were made one
        low, high = min(low, end[1]), max(high, end[3])
        right, left = max(right, end[2]), min(left, end[0])
    return min(left, word.right), low, max(right, word.right), high


def _corner(page: PdfPage, letters: Letters) -> tuple[float, float]:
    """The left and top of what is shown of a page, as its letters count."""
    left, bottom, right, top = page.get_bbox()
    (x, y), (other_x, other_y) = letters.shown(left, bottom), letters.shown(right, top)
    return min(x, other_x), max(y, other_y)


def _within(box: tuple[float, float, float, float], across: int, down: int) -> Place:
    """A place in whole dots, as much of it as the picture has."""
    left, top, right, bottom = box
    return (
        max(0, math.floor(left)),
        max(0, math.floor(top)),
        min(across, math.ceil(right)),
        min(down, math.ceil(bottom)),
    )
