"""Visual lines to paragraphs: which line goes on, which begins anew, which are cells of a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.extract.characters import (
    DASHES,
    LINE_END_HYPHEN,
    ends_sentence,
    with_one_bullet,
)
from indexer.extract.furniture import PageLines
from indexer.extract.hyphens import Hyphens
from indexer.extract.lines import Line
from indexer.model import Paragraph

_USUAL_STEP = 1.15
"""From line to line, in font heights, where a page has too few lines to tell."""
_GAP = 1.25
"""A step this much longer than the usual one is a space between paragraphs."""
_SAME_SIZE = 0.12
_LARGER = 1.15
"""Text this much larger than the paper's usual text is set apart as a heading is."""
_MOST_CELL_LINES = 12
_SPACE = 0.25
"""The width of a space, in font heights."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a page is set: where its lines end, and the usual step between them in font heights."""

    edge: float
    step: float


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
    written = (_written(draft, hyphens, size) for draft in drafts)
    return tuple(paragraph for paragraph in written if paragraph.text)


def _add_page(drafts: list[_Draft], page: PageLines) -> None:
    """Put the lines of one page behind those of the pages before it."""
    shape = _shape(page)
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
            drafts.append(_Draft([[line]], gap=_is_gap(drafts[-1].last, line, shape)))


def _shape(page: PageLines) -> _Shape:
    edge = _right_edge(page)
    steps = sorted(
        step
        for before, after in pairwise(page.lines)
        if not _had_room(before, after, edge) and 0.7 < (step := _step(before, after)) < 3.5
    )
    return _Shape(edge, steps[len(steps) // 4] if len(steps) > 2 else _USUAL_STEP)


def _right_edge(page: PageLines) -> float:
    """Where the full lines of a page end.

    It is the rightmost place near which several lines end. Where that leaves the page half empty (a
    list of names), the right margin is taken to be as wide as the left one.
    """
    lines = [line for line in page.lines if not line.is_row]
    rights = sorted((line.right for line in lines), reverse=True)
    left = min((line.left for line in lines), default=0.0)
    least = max(3, len(rights) // 20)
    reach = 3 * max((line.size for line in lines), default=0.0)
    edge = next((r for r, s in zip(rights, rights[least - 1 :], strict=False) if r - s <= reach), 0)
    margin = page.width - left
    if edge - left < 0.55 * (margin - left):
        return margin
    return min([edge, *_wrapped_before(lines, left + 0.8 * (edge - left))])


def _wrapped_before(lines: Sequence[Line], far: float) -> list[float]:
    """The place at which long lines were wrapped, by the words that did not fit on them any more.

    Only pairs of lines count in the middle of a sentence; a tenth of them may be otherwise.
    """
    places = sorted(
        before.right + after.first_word + _SPACE * after.size
        for before, after in pairwise(lines)
        if before.right >= far and after.text[0].islower() and not ends_sentence(before.text)
    )
    return places[len(places) // 10 : len(places) // 10 + 1] if len(places) > 2 else []


def _step(before: Line, after: Line) -> float:
    return (before.base - after.base) / max(before.size, after.size)


def _is_gap(before: Line, after: Line, shape: _Shape) -> bool:
    return not 0 <= _step(before, after) <= _GAP * shape.step


def _had_room(before: Line, after: Line, edge: float) -> bool:
    """Whether the first word of a line would have stood on the line before: it was not wrapped.

    Where the sentence plainly goes on, only a line that is much too short counts.
    """
    room = edge - before.right - after.first_word - _SPACE * after.size
    if after.text[0].islower() and not ends_sentence(before.text):
        room -= 0.12 * max(0.0, edge - before.left)
    return room > 1.0


def _goes_on(draft: _Draft, line: Line, shape: _Shape) -> bool:
    """Whether a line carries on the paragraph before it on the same page."""
    last = draft.last
    if _is_gap(last, line, shape) or abs(last.size - line.size) > _SAME_SIZE * last.size:
        return False
    if draft.is_row and not last.text.startswith("•"):
        return _carries_on_cell(draft, line, shape) or _carries_on_text(draft, line, shape)
    if last.text.endswith(LINE_END_HYPHEN):
        return True
    if line.marked and not _mid_sentence(last, line, shape):
        return False
    if last.bold_end != line.bold_start and (last.bold or line.bold):
        return False
    return not _had_room(last, line, shape.edge) and _in_line(draft, line)


def _carries_on_cell(draft: _Draft, line: Line, shape: _Shape) -> bool:
    """Whether a line below a row carries on its last cell."""
    several = len(draft.cells) > 1
    cell = draft.cells[-1][0] if several else draft.last
    if line.is_row or abs(cell.last_left - line.left) > 3:
        return False
    return several or not _had_room(draft.last, line, shape.edge)


def _carries_on_text(draft: _Draft, line: Line, shape: _Shape) -> bool:
    """Whether a line is the rest of a sentence in which a wide gap only looked like cells."""
    last = draft.last
    return (
        len(draft.cells) == 1
        and line.text[0].islower()
        and not ends_sentence(last.text)
        and not _had_room(last, line, shape.edge)
        and _in_line(draft, line)
    )


def _mid_sentence(last: Line, line: Line, shape: _Shape) -> bool:
    """Whether what looks like a list mark only happens to stand at the start of a wrapped line."""
    if line.text[0] in "•" or ends_sentence(last.text) or last.text.endswith((",", ";")):
        return False
    return abs(last.left - line.left) < 2 and not _had_room(last, line, shape.edge)


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


def _runs_over(draft: _Draft, line: Line, shape: _Shape) -> bool:
    """Whether the first line of a page carries on the last paragraph of the page before."""
    last = draft.last
    if last.text.endswith(LINE_END_HYPHEN):
        return True
    if draft.is_row or line.is_row or line.marked or last.bold != line.bold:
        return False
    return (
        line.text[0].islower()
        and not ends_sentence(last.text)
        and abs(last.size - line.size) <= _SAME_SIZE * last.size
        and not _had_room(last, line, shape.edge)
    )


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
