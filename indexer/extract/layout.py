"""Visual lines to paragraphs: which line goes on, which begins anew, which are cells of a row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.extract.characters import (
    DASHES,
    LINE_END_HYPHEN,
    ends_sentence,
    stops_short,
    with_one_bullet,
)
from indexer.extract.furniture import PageLines
from indexer.extract.hyphens import Hyphens
from indexer.extract.lines import Line
from indexer.extract.shape import Shape, had_room, is_gap, shape_of
from indexer.model import Paragraph

_SAME_SIZE = 0.12
_LARGER = 1.15
"""Text this much larger than the paper's usual text is set apart as a heading is."""
_MOST_CELL_LINES = 12
_CELL_MARGIN = 0.5
"""The space, in font heights, that a table leaves free at the right of its last cell."""
_PAGES_CELL = re.compile(
    r"\(?(?:pages?|pp?\.)\s*\d{1,4}(?:\s*[-–]\s*\d{1,4})?\s*\)?$"
    r"|\d{1,4}\s*[-–]\s*\d{1,4}$|\(?to follow\)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """A paragraph in the making: cells of lines, and whether there was space before it."""

    cells: list[list[Line]]
    gap: bool

    @property
    def first(self) -> Line:
        return self.cells[0][0]

    @property
    def last(self) -> Line:
        return self.cells[-1][-1]

    @property
    def is_row(self) -> bool:
        return len(self.cells) > 1 or self.last.is_row

    def lines(self) -> Iterator[Line]:
        """All lines in reading order."""
        for cell in self.cells:
            yield from cell


def paragraphs_of(pages: Sequence[PageLines]) -> tuple[Paragraph, ...]:
    """The paragraphs of a paper whose headers, footers and page numbers were taken out."""
    drafts: list[_Draft] = []
    for page in pages:
        _add_page(drafts, page)
    hyphens = Hyphens(line.text for page in pages for line in page.lines)
    size = _usual_size(pages)
    written = (_written(part, hyphens, size) for draft in drafts for part in _entry_apart(draft))
    return tuple(paragraph for paragraph in written if paragraph.text)


def _entry_apart(draft: _Draft) -> list[_Draft]:
    """An entry of an agenda with its pages at the right: the bold title with them, then what it is.

    Such a row holds two paragraphs beside one cell: "4. TITLE / Report of the Director <tab> 5 - 6".
    """
    *before, last = draft.cells
    lines = [line for cell in before for line in cell]
    plain = next((n for n, line in enumerate(lines) if not line.bold_start), 0)
    if not (plain and lines[0].marked and _PAGES_CELL.match(" ".join(x.text for x in last))):
        return [draft]
    title = _Draft([lines[:plain], last], gap=draft.gap)
    return [title, _Draft([lines[plain:]], gap=False)]


def _add_page(drafts: list[_Draft], page: PageLines) -> None:
    """Put the lines of one page behind those of the pages before it."""
    shape = shape_of(page)
    start = len(drafts)
    for line in page.lines:
        if len(drafts) == start:
            if drafts and _runs_over(drafts[-1], line, shape):
                drafts[-1].cells[-1].append(line)
                start -= 1
            else:
                drafts.append(_Draft([[line]], gap=True))
        elif (row := _row_start(drafts, start, line)) is not None:
            _add_cell(drafts, row, line)
        elif _goes_on(drafts[-1], line, shape):
            drafts[-1].cells[-1].append(line)
        else:
            drafts.append(_Draft([[line]], gap=is_gap(drafts[-1].last, line, shape)))


def _goes_on(draft: _Draft, line: Line, shape: Shape) -> bool:
    """Whether a line carries on the paragraph before it on the same page."""
    last = draft.last
    if is_gap(last, line, shape) or abs(last.size - line.size) > _SAME_SIZE * last.size:
        return False
    if draft.is_row and not last.text.startswith("•"):
        return _carries_on_cell(draft, line, shape) or _carries_on_text(draft, line, shape)
    if last.text.endswith(LINE_END_HYPHEN):
        return True
    if line.marked and not _mid_sentence(last, line, shape):
        return False
    if last.bold_end != line.bold_start and (last.bold or line.bold):
        return False
    if _carries_on_heading(draft, line):
        return True
    return not had_room(last, line, shape.edge) and _in_line(draft, line)


def _carries_on_cell(draft: _Draft, line: Line, shape: Shape) -> bool:
    """Whether a line below a row carries on its last cell."""
    several = len(draft.cells) > 1
    cell = draft.cells[-1][0] if several else draft.last
    if line.is_row or abs(cell.last_left - line.left) > 3:
        return False
    return several or not had_room(draft.last, line, shape.edge - _CELL_MARGIN * line.size)


def _carries_on_heading(draft: _Draft, line: Line) -> bool:
    """Whether a bold line stands right under the text, not the number, of a bold numbered heading."""
    first = draft.first
    hangs = first.marked and first.text_left - first.left > 0.5 * first.size
    return hangs and draft.last.bold and line.bold and abs(line.left - first.text_left) < 2


def _carries_on_text(draft: _Draft, line: Line, shape: Shape) -> bool:
    """Whether a line is the rest of a sentence in which a wide gap only looked like cells."""
    last = draft.last
    return (
        len(draft.cells) == 1
        and line.text[0].islower()
        and not ends_sentence(last.text)
        and not had_room(last, line, shape.edge)
        and _in_line(draft, line)
    )


def _mid_sentence(last: Line, line: Line, shape: Shape) -> bool:
    """Whether what looks like a list mark only happens to stand at the start of a wrapped line."""
    if line.text[0] in "•" or ends_sentence(last.text) or last.text.endswith((",", ";")):
        return False
    return abs(last.left - line.left) < 2 and not had_room(last, line, shape.edge)


def _in_line(draft: _Draft, line: Line) -> bool:
    """Whether the left edge of a line fits the paragraph before it."""
    last, slack = draft.last, 0.8 * line.size
    if last is not draft.first:
        return abs(last.left - line.left) <= slack
    if last.marked:
        return last.left - slack <= line.left <= last.text_left + slack
    if line.left > last.left + slack:
        return not ends_sentence(last.text)
    return line.left >= last.left - 5 * line.size


def _runs_over(draft: _Draft, line: Line, shape: Shape) -> bool:
    """Whether the first line of a page carries on the last paragraph of the page before."""
    last = draft.last
    if last.text.endswith(LINE_END_HYPHEN):
        return True
    if draft.is_row or line.is_row or line.marked or last.bold != line.bold:
        return False
    return (
        (_begins_inside(line.text) or stops_short(last.text))
        and not ends_sentence(last.text)
        and abs(last.size - line.size) <= _SAME_SIZE * last.size
        and not had_room(last, line, shape.edge)
    )


def _begins_inside(text: str) -> bool:
    """Whether a text may well begin within a sentence: with a small letter, a figure or a sum."""
    return text[0].islower() or text[0].isdigit() or text[0] in "£€$"


def _row_start(drafts: list[_Draft], start: int, line: Line) -> int | None:
    """The number of the draft with which the row begins whose next cell this line begins, if any.

    Word processors write a row cell by cell: the next cell begins to the right of all lines of the
    cells before it, level with the first of them.
    """
    if line.base <= drafts[-1].last.base - 0.5 * line.size:
        return None
    seen = 0
    for number in range(len(drafts) - 1, start - 1, -1):
        lines = list(drafts[number].lines())
        if lines[0].page != line.page:
            return None
        seen += len(lines)
        if seen > _MOST_CELL_LINES or any(before.right > line.left for before in lines):
            return None
        if abs(lines[0].base - line.base) <= 0.5 * line.size:
            return number
    return None


def _add_cell(drafts: list[_Draft], row: int, line: Line) -> None:
    """Make one row of the drafts from `row` on, and begin its next cell with this line."""
    before = drafts[row:]
    del drafts[row + 1 :]
    cells = [] if len(before) == 1 else [[x for draft in before for x in draft.lines()]]
    drafts[row].cells = [*(cells or before[0].cells), [line]]


def _usual_size(pages: Iterable[PageLines]) -> float:
    """The font height in which most of the text is set."""
    weight: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            weight[round(line.size, 1)] = weight.get(round(line.size, 1), 0) + len(line.text)
    return max(weight, key=lambda size: weight[size], default=0.0)


def _written(draft: _Draft, hyphens: Hyphens, usual_size: float) -> Paragraph:
    text = ""
    starts: list[tuple[int, int]] = []
    for cell in draft.cells:
        for number, line in enumerate(cell):
            text, offset = _appended(text, line.text, "\t" if not number else " ", hyphens)
            if not starts or starts[-1][1] != line.page:
                starts.append((offset, line.page))
    text = text.removesuffix(LINE_END_HYPHEN) + ("-" if text.endswith(LINE_END_HYPHEN) else "")
    marked = with_one_bullet(text)
    shift = len(marked) - len(text)
    lines = list(draft.lines())
    return Paragraph(
        text=marked,
        starts=tuple((max(0, offset + shift) if offset else 0, page) for offset, page in starts),
        gap=draft.gap,
        strong=all(line.bold or line.size > _LARGER * usual_size for line in lines),
    )


def _appended(text: str, more: str, glue: str, hyphens: Hyphens) -> tuple[str, int]:
    """The text with more of it, and the offset where that begins."""
    if not text:
        return more, 0
    if text.endswith(LINE_END_HYPHEN) and glue == " ":
        joined = hyphens.joined(text, more)
        return joined, len(joined) - len(more)
    if glue == " " and text[-1] in DASHES and text[-2:-1].isalnum():
        glue = ""
    return text + glue + more, len(text) + len(glue)
