"""ODT to text: what is read is what is shown, numbers of lists and all.

Deleted words, comments and hidden ones are not read. Text boxes and notes stand after the paragraph
that they hang on. OASIS OpenDocument 1.3, part 3.
"""

import contextlib
import re
from collections.abc import Iterator

from lxml import etree

from indexer.errors import Unreadable
from indexer.extract.characters import tidy
from indexer.extract.flow import Block, Cells, Pieces, Row, as_table, lay_out, with_title_block
from indexer.extract.numbering import Numbers
from indexer.extract.odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Styles, whole_number
from indexer.extract.package import Package
from indexer.model import Text

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LEFT_OUT = frozenset(
    {
        *(OFFICE + name for name in ("annotation", "annotation-end", "forms", "scripts")),
        *(TEXT + name for name in ("tracked-changes", "ruby-text", "placeholder", "note-citation")),
        *(_SVG + name for name in ("title", "desc")),
    }
)
_AS_TEXT = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)
_VISIBILITY, _UNSEEN = TABLE + "visibility", {"collapse", "filter"}
_REPEATED = TABLE + "number-columns-repeated"
_SPACE = re.compile(r"\s+")
_MOST_REPEATED = 50
"""An empty cell counts this often at most; one with words is said once (a bomb would repeat it)."""


def extract_odt(data: bytes) -> Text:
    """Text of an ODT; Unreadable, with the reason, if it is damaged, locked or no text document."""
    package = Package(data)
    if b"encryption-data" in (package.bytes("META-INF/manifest.xml") or b""):
        raise Unreadable("locked with a password")
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise Unreadable("not an OpenDocument text: it has no text part")
    reader = _Reader(Styles(root for root in (styles, content) if root is not None))
    paragraphs = lay_out(reader.blocks(body))
    header, first_only = reader.header(styles, body)
    if header is not None:
        paragraphs = with_title_block(reader.blocks(header), first_only, paragraphs)
    return Text(paragraphs, title=_title(package))


def _title(package: Package) -> str | None:
    """The title in the file's own description, which nobody misses where it is damaged."""
    with contextlib.suppress(Unreadable):
        root = package.xml("meta.xml")
        title = None if root is None else root.findtext(f".//{_TITLE}")
        return tidy(_SPACE.sub(" ", title or "")) or None
    return None


class _Reader:
    """Turns elements into blocks and rows; counts the numbers of lists on the way."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._pieces = Pieces()
        self._outline = Numbers()
        self._by_style: dict[str, Numbers] = {}
        self._by_id: dict[str, Numbers] = {}
        self._tables = 0
        """How many tables are open."""
        self._boxes: list[etree._Element] = []
        self._notes: list[etree._Element] = []
        """Text boxes and notes that hang on what is open."""

    def header(
        self, styles: etree._Element | None, body: etree._Element
    ) -> tuple[etree._Element | None, bool]:
        """The header of the first page, and whether it is that page's alone."""
        pages = [] if styles is None else list(styles.iter(STYLE + "master-page"))
        start = next(body.iter(TEXT + "p", TEXT + "h"), None)
        wanted = self._styles.page_of(_style(start)) if start is not None else ""
        named = [one for one in pages if one.get(STYLE + "name") == (wanted or "Standard")]
        page = next(iter([*named, *pages]), None)
        if page is None:
            return None, False
        first = page.find(STYLE + "header-first")
        if first is not None:
            return first, True
        following = page.get(STYLE + "next-style-name") or page.get(STYLE + "name")
        return page.find(STYLE + "header"), following != page.get(STYLE + "name")

    def blocks(self, parent: etree._Element) -> Iterator[Block | Row]:
        """The paragraphs and table rows in an element, in order."""
        for child in parent.iterchildren(etree.Element):
            yield from self._block(child)

    def _block(self, element: etree._Element) -> Iterator[Block | Row]:
        if element.tag == TEXT + "p":
            yield from self._paragraph(element, "")
        elif element.tag == TEXT + "h":
            yield from self._paragraph(element, self._outline_label(element))
        elif element.tag == TEXT + "list":
            yield from self._list(element, "", None, 0)
        elif element.tag == TABLE + "table":
            yield from self._table(element)
        elif _is_shown(element):
            yield from self.blocks(element)

    def _outline_label(self, heading: etree._Element) -> str:
        if heading.get(TEXT + "is-list-header") == "true":
            return ""
        depth = (whole_number(heading, TEXT + "outline-level") or 1) - 1
        start = whole_number(heading, TEXT + "start-value")
        return self._outline.label(self._styles.outline, depth, start)

    def _list(
        self, element: etree._Element, style: str, numbers: Numbers | None, depth: int
    ) -> Iterator[Block | Row]:
        style = _style(element) or style
        if numbers is None:
            numbers = self._numbers(element, style)
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            counted = item.tag == TEXT + "list-item"
            start = whole_number(item, TEXT + "start-value")
            for child in item.iterchildren(etree.Element):
                if child.tag in {TEXT + "p", TEXT + "h"}:
                    levels = self._styles.levels(style or self._styles.list_of(_style(child)))
                    label = numbers.label(levels, depth, start) if counted else ""
                    counted = False
                    yield from self._paragraph(child, label)
                elif child.tag == TEXT + "list":
                    yield from self._list(child, style, numbers, depth + 1)
                elif child.tag != TEXT + "number":
                    yield from self._block(child)

    def _numbers(self, element: etree._Element, style: str) -> Numbers:
        """The numbers that a list goes on with, or new ones."""
        before = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if before is None and element.get(TEXT + "continue-numbering") == "true":
            before = self._by_style.get(style)
        numbers = before or Numbers()
        self._by_style[style] = numbers
        if name := element.get(_ID):
            self._by_id[name] = numbers
        return numbers

    def _paragraph(self, element: etree._Element, label: str) -> Iterator[Block | Row]:
        style = _style(element)
        if not self._styles.is_hidden("paragraph", style) and not _is_hidden_paragraph(element):
            self._words(element, self._styles.is_heavy("paragraph", style) or False)
        yield Block(
            self._pieces.taken(),
            label,
            above=self._styles.is_spaced(style, "top"),
            below=self._styles.is_spaced(style, "bottom"),
            heading=element.tag == TEXT + "h" or self._styles.is_heading(style),
        )
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box)
        if not self._tables:
            yield from self._noted_below()

    def _noted_below(self) -> Iterator[Block]:
        notes, self._notes = self._notes, []
        for note in notes:
            mark = f"[{note.findtext(TEXT + 'note-citation') or ''}]".replace("[]", "")
            body = note.find(TEXT + "note-body")
            for block in self.blocks(body) if body is not None else ():
                if isinstance(block, Block) and not block.is_empty:
                    yield Block(block.pieces, mark or block.label)
                    mark = ""

    def _words(self, element: etree._Element, heavy: bool) -> None:
        """The words of a paragraph or span, in order."""
        self._pieces.add(_SPACE.sub(" ", element.text or ""), heavy)
        for child in element.iterchildren(etree.Element):
            self._content(child, heavy)
            self._pieces.add(_SPACE.sub(" ", child.tail or ""), heavy)

    def _content(self, child: etree._Element, heavy: bool) -> None:
        if child.tag in _AS_TEXT:
            self._pieces.add(_AS_TEXT[child.tag], heavy)
        elif child.tag == TEXT + "span":
            style = _style(child)
            own = self._styles.is_heavy("text", style)
            if not self._styles.is_hidden("text", style):
                self._words(child, heavy if own is None else own)
        elif child.tag == TEXT + "note":
            self._notes.append(child)
        elif child.tag.startswith(DRAW) and child.tag != DRAW + "a":
            self._boxes.append(child)
        elif _is_shown(child):
            self._words(child, heavy)

    def _table(self, table: etree._Element) -> Iterator[Block | Row]:
        self._tables += 1
        rows = [self._row(row) for row in _rows(table)]
        self._tables -= 1
        yield from as_table(rows)
        if not self._tables:
            yield from self._noted_below()

    def _row(self, row: etree._Element) -> Cells:
        cells: list[tuple[Block | Row, ...]] = []
        for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            covered = cell.tag == TABLE + "covered-table-cell"
            read = () if covered else tuple(self.blocks(cell))
            empty = all(isinstance(one, Block) and one.is_empty for one in read)
            times = whole_number(cell, _REPEATED) if empty else 1
            cells.extend([read] * min(max(times or 1, 1), _MOST_REPEATED))
        return tuple(cells)


def _style(element: etree._Element) -> str:
    return str(element.get(TEXT + "style-name", ""))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that are shown, in order."""
    for child in table.iterchildren(etree.Element):
        if child.tag in _ROW_GROUPS:
            yield from _rows(child)
        elif child.tag == TABLE + "table-row" and child.get(_VISIBILITY) not in _UNSEEN:
            yield child


def _is_shown(element: etree._Element) -> bool:
    """Whether what is in an element is to be read."""
    return not (
        element.tag in _LEFT_OUT
        or element.tag.endswith("-source")
        or element.get(TEXT + "display") in {"none", "false"}
        or element.get(TEXT + "is-hidden") == "true"
    )


def _is_hidden_paragraph(element: etree._Element) -> bool:
    mark = element.find(TEXT + "hidden-paragraph")
    return mark is not None and mark.get(TEXT + "is-hidden") == "true"
