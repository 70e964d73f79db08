"""What word processors' files have in common: paragraphs and tables, laid out as `Paragraph`s."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.extract.characters import is_marked, tidy, with_one_bullet, within_limit
from indexer.model import Paragraph

_LONGEST_CELL = 600
"""A longer cell of several paragraphs is no entry of a table of data: the table lays out the page."""
_LONGEST_HEAD = 80
_MARK = re.compile(r"(\S{1,12})\t(?=\S)")
_BARE_NUMBER = re.compile(r"\d{1,3}$")
_LABEL = re.compile(r"\A([^\t]{1,60}:)\t(?=[^\t]+\Z)")
_DATE = re.compile(r"(?i)\b\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4}\b")
_PAGE_NUMBER = re.compile(r"(?i)(?:page ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?$")
_MEETING = re.compile(r"(?i)\b(?:board|cabinet|committee|council|meeting|panel|agenda|minutes)\b")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as a word processor keeps it.

    `pieces` are its words in order, each with whether it is set apart as a heading is; tabs and
    line breaks stand in them. `label` is its automatic number or bullet.
    """

    pieces: tuple[tuple[str, bool], ...]
    label: str = ""
    above: bool = False
    below: bool = False
    """Whether it asks for space above, and below."""
    heading: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(text for text, _ in self.pieces)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen of it."""
        return not tidy(self.text).strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the blocks and rows in each cell; merged cells stand once, the rest empty."""

    cells: "Cells"
    data: bool = False
    """Whether the table has a row of headings, so that this is an entry rather than layout."""


Cells = tuple[tuple[Block | Row, ...], ...]
"""The cells of a row, each with what stands in it."""


@dataclass(slots=True)
class Pieces:
    """The words of a paragraph, as they come."""

    found: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, text: str | None, heavy: bool = False) -> None:
        """More of them."""
        if text:
            self.found.append((text, heavy))

    def taken(self) -> tuple[tuple[str, bool], ...]:
        """Those that came; none are left."""
        taken = tuple(self.found)
        self.found.clear()
        return taken


def as_table(rows: Sequence[Cells]) -> Iterator[Row]:
    """The rows of a table, from their cells."""
    shown = [tuple(map(_with_bare_number, cells)) for cells in rows]
    data = bool(shown) and _is_head(shown[0])
    return (Row(cells, data) for cells in shown)


def _with_bare_number(cell: tuple["Block | Row", ...]) -> tuple["Block | Row", ...]:
    """The cell; one that holds an automatic number and nothing else has it as its text."""
    match cell:
        case (Block(label=label) as only,) if only.is_empty and label not in {"", "•"}:
            return (Block(((label, False),)),)
    return cell


def _is_head(cells: Sequence[Sequence[Block | Row]]) -> bool:
    """Whether a first row names the columns of a table: three at least, all set apart."""
    filled = [one for cell in cells for one in cell if isinstance(one, Row) or not one.is_empty]
    return len(filled) > 2 and all(
        isinstance(one, Block) and len(one.text) <= _LONGEST_HEAD and _is_strong(one)
        for one in filled
    )


def lay_out(blocks: Iterable[Block | Row]) -> tuple[Paragraph, ...]:
    """The paragraphs and rows in reading order; empty ones make a gap."""
    laid: list[Paragraph] = []
    gap, size = True, 0
    for block in _opened(blocks):
        lines = _row(block) if isinstance(block, Row) else list(_lines(block))
        gap = gap or not lines or (isinstance(block, Block) and block.above)
        for line in lines:
            laid.append(Paragraph(line.text, gap=gap, strong=line.strong))
            gap, size = False, size + len(line.text)
        gap = gap or (isinstance(block, Block) and block.below)
        within_limit(size)
    return tuple(laid)


def with_title_block(
    header: Iterable[Block | Row], first_only: bool, paragraphs: tuple[Paragraph, ...]
) -> tuple[Paragraph, ...]:
    """The paragraphs, after what only the first page's header says of the meeting.

    A header of the first page alone is a title block as far as the text does not say the same. One
    that runs on all pages counts only where it names a meeting's date that the text lacks.
    """
    said = {_plain(paragraph.text) for paragraph in paragraphs}
    flat = " ".join(_plain(paragraph.text) for paragraph in paragraphs)
    lines = [
        line
        for line in lay_out(header)
        if _plain(line.text) not in said and not _PAGE_NUMBER.match(line.text)
    ]
    if not first_only:
        lines = [line for line in lines if _dates_a_meeting(line.text, flat)]
    return (*lines, *paragraphs)


def _dates_a_meeting(line: str, text: str) -> bool:
    date = _DATE.search(line)
    return bool(date and _MEETING.search(line) and _plain(date[0]) not in text)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _opened(blocks: Iterable[Block | Row]) -> Iterator[Block | Row]:
    """The blocks, those in rows that only lay out the page one after the other."""
    for block in blocks:
        if isinstance(block, Row):
            if _is_entry(block):
                yield block
            else:
                for cell in block.cells:
                    yield from _opened(cell)
        else:
            yield block


def _is_entry(row: Row) -> bool:
    """Whether a row of a table holds data, rather than laying out paragraphs on the page."""
    cells = [
        [one for one in cell if isinstance(one, Row) or not one.is_empty] for cell in row.cells
    ]
    filled = [cell for cell in cells if cell]
    if not filled:
        return True
    if any(isinstance(one, Row) for cell in filled for one in cell):
        return False
    if len(filled) == 1 and not (row.data and _is_plain(filled[0])):
        return False
    several = [
        sum(len(one.text) for one in cell if isinstance(one, Block))
        for cell in filled
        if len(cell) > 1
    ]
    return not several or (row.data and max(several) <= _LONGEST_CELL)


def _is_plain(cell: Sequence[Block | Row]) -> bool:
    """Whether the words of a cell are not all set apart, as those of a heading across a table are."""
    return not all(_is_strong(one) for one in cell if isinstance(one, Block))


def _is_strong(block: Block) -> bool:
    return block.heading or all(heavy for text, heavy in block.pieces if text.strip())


def _row(row: Row) -> list[Paragraph]:
    cells, strong = [], True
    for cell in row.cells:
        lines = [line for one in cell if isinstance(one, Block) for line in _lines(one)]
        cells.append(" ".join(line.text for line in lines).replace("\t", " "))
        strong = strong and all(line.strong for line in lines)
    text = "\t".join(cells)
    return [Paragraph(text, strong=strong)] if text.strip() else []


def _lines(block: Block) -> Iterator[Paragraph]:
    """The lines of a paragraph that its author broke, the first with its number."""
    label = block.label
    for pieces in _broken(block.pieces):
        text = tidy("".join(text for text, _ in pieces)).strip("\t ")
        if not text:
            continue
        if label:
            text, label = f"{label} {text}", ""
        heavy = block.heading or all(heavy for text, heavy in pieces if text.strip())
        yield Paragraph(with_one_bullet(_tabs(text)), strong=heavy)


def _broken(pieces: Sequence[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """The pieces of each line."""
    parts = [
        (number, part, heavy)
        for text, heavy in pieces
        for number, part in enumerate(text.split("\n"))
    ]
    line: list[tuple[str, bool]] = []
    for number, part, heavy in parts:
        if number:
            yield line
            line = []
        line.append((part, heavy))
    yield line


def _tabs(text: str) -> str:
    """The text, its tabs kept where they part columns: not after a mark or a single label."""
    mark = _MARK.match(text)
    if mark and _begins_text(mark[1], text[mark.end()]):
        text = f"{mark[1]} {text[mark.end() :]}"
    return _LABEL.sub(r"\1 ", text)


def _begins_text(mark: str, following: str) -> bool:
    if _BARE_NUMBER.match(mark):
        return following.isalpha()
    return is_marked(f"{mark} {following}")
