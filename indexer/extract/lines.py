"""The visual lines of a PDF page, as pdfium sees them: words, place, size and weight."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

from indexer.extract.characters import DASHES, LINE_END_HYPHEN, is_marked, same_length, tidy

RAW_LINE = re.compile(rf"[^\r\n{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?")
"""A line as pdfium breaks its text; `level_runs` joins those that are one line to the eye."""
_WORD = re.compile(rf"[^\s{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?")
_BARE_NUMBER = re.compile(r"[0-9]{1,3}$")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_CELL_GAP = 1.1
"""A gap this many sizes wide parts cells: a justified line's widest gaps stay below it."""

_TOUCHING = 0.08
"""Runs of letters nearer to each other than this, in sizes, are one word."""


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line. Lengths are in points, x from the left, y from the foot of the page."""

    page: int
    text: str
    """Words with single spaces, cells parted by tabs; may end with `LINE_END_HYPHEN`."""
    left: float
    right: float
    base: float
    """The height at which its letters stand."""
    size: float
    """The height of its font."""
    first_word: float
    """The width of its first word."""
    text_left: float
    """Where its text begins after a list mark or number; `left` if it has none."""
    last_left: float
    """Where its last cell begins; `left` if it has one cell."""
    marked: bool = False
    """Whether it begins with a list mark or number."""
    bold: bool = False
    """Whether all of it is bold, as far as its first, middle and last word tell."""
    bold_start: bool = False
    bold_end: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it has several cells."""
        return "\t" in self.text


class Word(NamedTuple):
    """A word of a page. Lengths as in `Line`."""

    text: str
    """May end with `LINE_END_HYPHEN`."""
    start: int
    """The number of its first letter among pdfium's letters."""
    left: float
    right: float


class Letters:
    """Where and how the letters of a page stand; turned as the page is shown."""

    def __init__(self, textpage: PdfTextPage, turn: int, width: float, height: float) -> None:
        """`turn` in degrees clockwise, a multiple of 90; the page's size as it is shown, in points."""
        self._raw = textpage.raw
        self._turn, self._width, self._height = turn, width, height
        self._rect = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(256), ctypes.c_int()

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a letter, with the room that its font gives every letter.

        A plain tuple: this runs twice a word.
        """
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, rect)
        if not self._turn:
            return rect.left, rect.bottom, rect.right, rect.top
        first, second = self.shown(rect.left, rect.bottom), self.shown(rect.right, rect.top)
        (left, right), (bottom, top) = (sorted(pair) for pair in zip(first, second, strict=True))
        return left, bottom, right, top

    def height(self, index: int) -> float:
        """The height of a letter's box."""
        _, bottom, _, top = self.box(index)
        return top - bottom

    def base(self, index: int) -> float:
        """The height on which a letter stands."""
        pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x, self._y)
        return self.shown(self._x.value, self._y.value)[1]

    def bold(self, index: int) -> bool:
        """Whether the letter's font is bold, by its name or its flag."""
        pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, 256, self._flags)
        name = self._name.value.lower()
        heavy = b"bold" in name or b"black" in name or b"heavy" in name
        return heavy or bool(self._flags.value & _FORCE_BOLD)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page before it is turned clockwise, as a point of the page shown."""
        if self._turn == 90:
            return y, self._height - x
        if self._turn == 180:
            return self._width - x, self._height - y
        if self._turn == 270:
            return self._width - y, x
        return x, y


def lines_of(page: PdfPage, number: int) -> list[Line]:
    """The lines of a page in the order in which the file has them."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        text = same_length(textpage.get_text_range())
        letters = Letters(textpage, page.get_rotation() % 360, width, height)
        place = letter_numbers(textpage, text)
        runs = (words_of(raw, text, place, letters) for raw in RAW_LINE.finditer(text))
        return [_line(words, number, letters) for words in level_runs(runs, letters)]
    finally:
        textpage.close()


def letter_numbers(textpage: PdfTextPage, text: str) -> list[int] | range:
    """For each character of the text, its number among pdfium's letters; nearly always the same."""
    if textpage.count_chars() == len(text):
        return range(len(text))
    raw = textpage.raw
    return [max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(raw, i)) for i in range(len(text))]


def words_of(
    raw: re.Match[str], text: str, place: list[int] | range, letters: Letters
) -> list[Word]:
    """The words of a match of `RAW_LINE` in a page's text; `place` as `letter_numbers` gives it."""
    words = []
    for word in _WORD.finditer(text, raw.start(), raw.end()):
        if not (word[0].isprintable() or tidy(word[0])):
            continue  # nothing but control characters
        first, last = place[word.start()], place[word.end() - 1]
        words.append(Word(word[0], first, letters.box(first)[0], letters.box(last)[2]))
    return words


def level_runs(runs: Iterable[list[Word]], letters: Letters) -> Iterator[list[Word]]:
    """The runs of words with those made one that stand side by side on one line.

    pdfium breaks a line at a raised "st" or where the file draws its parts apart.
    """
    line: list[Word] = []
    for run in filter(None, runs):
        if line and _is_level(line[-1], run[0], letters):
            line = _side_by_side(line, run, letters)
            continue
        if line:
            yield line
        line = run
    if line:
        yield line


def _is_level(last: Word, word: Word, letters: Letters) -> bool:
    if word.left < last.right - 1:
        return False
    reach = 0.5 * max(letters.height(last.start), letters.height(word.start))
    return abs(letters.base(last.start) - letters.base(word.start)) <= reach


def _side_by_side(line: list[Word], run: list[Word], letters: Letters) -> list[Word]:
    *before, last = line
    last = last._replace(text=last.text.replace(LINE_END_HYPHEN, "-"))
    first, *after = run
    if first.left - last.right <= _TOUCHING * letters.height(last.start):
        whole = last._replace(text=last.text + first.text, right=first.right)
        return [*before, whole, *after]
    return [*before, last, *run]


def _line(words: list[Word], page: int, letters: Letters) -> Line:
    first, last = words[0], words[-1]
    text, last_left, set_apart = _cells(words, max(letters.height(last.start), 1.0))
    marked = set_apart or is_marked(text)
    body = words[1:] if marked and len(words) > 1 else words
    bold_start, bold_end = letters.bold(body[0].start), letters.bold(last.start)
    return Line(
        page=page,
        text=text,
        left=first.left,
        right=last.right,
        base=letters.base(body[0].start),
        size=max(letters.height(body[0].start), 1.0),
        first_word=first.right - first.left,
        text_left=body[0].left,
        last_left=last_left,
        marked=marked,
        bold=bold_start and bold_end and letters.bold(body[len(body) // 2].start),
        bold_start=bold_start,
        bold_end=bold_end,
    )


def _cells(words: list[Word], size: float) -> tuple[str, float, bool]:
    """The text with tabs at wide gaps, where its last cell begins, and whether a mark stands apart.

    A number or bullet set apart from the text that it begins ("1    Purpose") parts no cells, nor
    does one label from its value ("Members:    Councillor A").
    """
    wide = set(_wide_gaps(words, size))
    set_apart = 1 in wide and _begins_text(words[0].text, words[1].text)
    if set_apart:
        wide.discard(1)
    last_left = words[max(wide, default=0)].left
    if len(wide) == 1 and words[min(wide) - 1].text.endswith(":"):
        wide.clear()
    pieces = [("\t" if index in wide else " ") + word.text for index, word in enumerate(words)]
    return tidy("".join(pieces)), last_left, set_apart


def _wide_gaps(words: list[Word], size: float) -> Iterator[int]:
    """Numbers of the words before which a gap is wide enough to part cells."""
    gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) > 3 else 0.0
    for index, gap in enumerate(gaps, start=1):
        if gap > max(_CELL_GAP * size, 2 * usual):
            yield index


def _begins_text(word: str, following: str) -> bool:
    """Whether a first word set apart is a mark of what follows, not the first cell of a row."""
    if word in DASHES or _BARE_NUMBER.match(word):
        return following[0].isalpha()
    return is_marked(f"{word} {following}")
