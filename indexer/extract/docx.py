"""DOCX to text, from Word's own XML: what is read is what Word shows, numbers of lists and all.

Inserted words are read and deleted ones are not; neither are comments, hidden words and the codes of
fields. Text boxes and notes stand after the paragraph that they hang on.
"""

import contextlib
import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from indexer.errors import Unreadable
from indexer.extract.characters import tidy
from indexer.extract.docx_styles import Lists, Styles, W, is_on, number, value
from indexer.extract.flow import Block, Cells, Pieces, Row, as_table, lay_out, with_title_block
from indexer.extract.numbering import written
from indexer.extract.package import Package
from indexer.model import Text

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr")
)
_WRAPPERS = frozenset(
    W + name
    for name in ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
)
_SPACE = re.compile(r"\s+")
_MERGES = ("vMerge", "hMerge")
_NOTE_FORMS = {"footnote": "1", "endnote": "i"}
_AS_TEXT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_TICKS = {0xF0FC: "✓", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0A8: "☐", 0xF06F: "☐", 0xF052: "☑", 0xF0A3: "☐"}
"""Signs of the fonts Wingdings and Wingdings 2 that say yes or no."""


def extract_docx(data: bytes) -> Text:
    """Text of a DOCX; Unreadable, with the reason, if it is damaged or no Word document."""
    package = Package(data)
    main = _target(package, "", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unreadable("not a Word document: it has no text part")
    reader = _Reader(package, main)
    paragraphs = lay_out(reader.blocks(body))
    header, first_only = _header(package, main, body)
    if header is not None:
        paragraphs = with_title_block(reader.blocks(header), first_only, paragraphs)
    chunks = (name for _, name in _relations(package, main, "aFChunk"))
    return Text(paragraphs, title=_title(package), attached=tuple(chunks))


def _target(package: Package, part: str, kind: str) -> str | None:
    """The part that another refers to as its `styles`, `numbering` and so on."""
    return next((name for _, name in _relations(package, part, kind)), None)


def _relations(package: Package, part: str, kind: str) -> Iterator[tuple[str, str]]:
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in () if root is None else root.iterchildren():
        if one.get("Type", "").rpartition("/")[2] == kind and one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Id", ""), target.lstrip("/")


def _title(package: Package) -> str | None:
    """The title in the file's own description, which nobody misses where it is damaged."""
    with contextlib.suppress(Unreadable):
        name = _target(package, "", "core-properties")
        root = package.xml(name) if name else None
        title = None if root is None else root.findtext(_TITLE)
        return tidy(_SPACE.sub(" ", title or "")) or None
    return None


def _header(
    package: Package, main: str, body: etree._Element
) -> tuple[etree._Element | None, bool]:
    """The header of the first page, and whether it is that page's alone."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None:
        return None, False
    wanted = "first" if is_on(section, "titlePg") else "default"
    for one in section.iterfind(W + "headerReference"):
        if value(one, "type") == wanted:
            parts = dict(_relations(package, main, "header"))
            name = parts.get(one.get(_R + "id", ""))
            return (package.xml(name) if name else None), wanted == "first"
    return None, False


class _Reader:
    """Turns Word's elements into blocks and rows; counts the numbers of lists on the way."""

    def __init__(self, package: Package, main: str) -> None:
        def part(kind: str) -> etree._Element | None:
            name = _target(package, main, kind)
            return package.xml(name) if name else None

        self._styles = Styles(part("styles"))
        self._lists = Lists(part("numbering"), self._styles)
        self._notes = {
            (kind, value(note, "id")): note
            for kind in _NOTE_FORMS
            if (notes := part(f"{kind}s")) is not None
            for note in notes.iterchildren(W + kind)
        }
        self._noted = dict.fromkeys(_NOTE_FORMS, 0)
        self._fields: list[bool] = []
        """For each field that is open, whether its result has begun."""
        self._pieces = Pieces()
        self._label = ""
        self._tables = 0
        """How many tables are open."""
        self._boxes: list[etree._Element] = []
        self._marks: list[tuple[str, etree._Element]] = []
        """Text boxes and notes that hang on what is open."""

    def blocks(self, parent: etree._Element) -> Iterator[Block | Row]:
        """The paragraphs and table rows in an element, in order."""
        yield from self._flow(parent)
        if self._pieces.found:  # it was to be joined to a paragraph that never came
            yield Block(self._pieces.taken(), self._label)
            self._label = ""

    def _flow(self, parent: etree._Element) -> Iterator[Block | Row]:
        for child in _shown(parent):
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Block | Row]:
        properties = element.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        style = self._styles.of(properties)
        self._runs(element, style)
        self._fields = [shown for shown in self._fields if shown]
        if is_on(mark, "del") or is_on(mark, "moveFrom"):
            return  # its end is deleted: the next paragraph runs on
        hidden = self._styles.has(style, mark, "vanish", "") and not self._pieces.found
        label = "" if hidden else self._lists.label(style, properties)
        self._label = self._label or label
        if is_on(mark, "specVanish"):
            return  # a heading that runs into its text
        yield Block(
            self._pieces.taken(),
            self._label,
            above=self._styles.is_spaced(style, properties, "before"),
            below=self._styles.is_spaced(style, properties, "after"),
            heading=self._styles.is_heading(style),
        )
        self._label = ""
        yield from self._hanging()

    def _hanging(self) -> Iterator[Block | Row]:
        """Text boxes and, outside tables, notes of what has just ended."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box)
        if not self._tables:
            yield from self._noted_below()

    def _noted_below(self) -> Iterator[Block]:
        notes, self._marks = self._marks, []
        for mark, note in notes:
            for block in self.blocks(note):
                if isinstance(block, Block) and not block.is_empty:
                    yield Block(block.pieces, mark or block.label)
                    mark = ""

    def _table(self, table: etree._Element) -> Iterator[Block | Row]:
        self._tables += 1
        rows = [self._row(row) for row in _shown(table) if _is_shown_row(row)]
        self._tables -= 1
        yield from as_table(rows)
        if not self._tables:
            yield from self._noted_below()

    def _row(self, row: etree._Element) -> Cells:
        cells = (cell for cell in _shown(row) if cell.tag == W + "tc")
        return tuple(() if _is_merged(cell) else tuple(self.blocks(cell)) for cell in cells)

    def _runs(self, parent: etree._Element, style: str) -> None:
        for child in _shown(parent):
            if child.tag == W + "r":
                self._run(child, style)
            elif all(self._fields):
                for letters in child.iter(_MATHS):
                    self._pieces.add(letters.text)

    def _run(self, run: etree._Element, style: str) -> None:
        properties = run.find(W + "rPr")
        run_style = value(None if properties is None else properties.find(W + "rStyle"))
        hidden = self._styles.has(style, properties, "vanish", run_style)
        heavy = self._styles.has(style, properties, "b", run_style)
        for child in _shown(run):
            if child.tag == W + "fldChar":
                self._field(child, heavy, hidden)
            elif not hidden and all(self._fields):
                self._content(child, heavy)

    def _content(self, child: etree._Element, heavy: bool) -> None:
        if child.tag == W + "t":
            self._pieces.add(_SPACE.sub(" ", child.text or ""), heavy)
        elif child.tag in _AS_TEXT:
            self._pieces.add(_AS_TEXT[child.tag], heavy)
        elif child.tag == W + "sym":
            self._pieces.add(_sign(child), heavy)
        elif child.tag in {W + "footnoteReference", W + "endnoteReference"}:
            self._note(child)
        else:
            self._boxes.extend(_boxes(child))

    def _field(self, element: etree._Element, heavy: bool, hidden: bool) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            if not hidden and all(self._fields):
                self._pieces.add(_chosen(element), heavy)
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, reference: etree._Element) -> None:
        kind = reference.tag[len(W) :].removesuffix("Reference")
        note = self._notes.pop((kind, value(reference, "id")), None)
        if note is None:
            return
        mark = ""
        if not value(reference, "customMarkFollows"):
            self._noted[kind] += 1
            mark = f"[{written(self._noted[kind], _NOTE_FORMS[kind])}]"
        self._marks.append((mark, note))


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that are to be read, those in mere wrappers among them."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in _WRAPPERS:
            yield from _shown(child)
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and not _is_prompt(child):
                yield from _shown(content)
        elif child.tag == _CHOICE + "AlternateContent":
            first = next(child.iterchildren(etree.Element), None)
            if first is not None:
                yield from _shown(first)
        elif child.tag not in _LEFT_OUT:
            yield child


def _is_prompt(control: etree._Element) -> bool:
    """Whether a content control still shows its "Click here to enter text"."""
    return bool(is_on(control.find(W + "sdtPr"), "showingPlcHdr"))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in a drawing, the outermost only."""
    if element.tag == W + "txbxContent":
        yield element
    else:
        for child in _shown(element):
            yield from _boxes(child)


def _is_shown_row(row: etree._Element) -> bool:
    properties = row.find(W + "trPr")
    return row.tag == W + "tr" and not (is_on(properties, "del") or is_on(properties, "hidden"))


def _is_merged(cell: etree._Element) -> bool:
    """Whether a cell only carries on the one above it or before it, or is deleted."""
    properties = cell.find(W + "tcPr")
    merges = [] if properties is None else [properties.find(W + name) for name in _MERGES]
    return is_on(properties, "cellDel") is not None or any(
        merge is not None and value(merge) != "restart" for merge in merges
    )


def _chosen(field: etree._Element) -> str:
    """What an old form field shows: the entry of a list, or a box that is ticked or not."""
    data = field.find(W + "ffData")
    choices = None if data is None else data.find(W + "ddList")
    box = None if data is None else data.find(W + "checkBox")
    if choices is not None:
        entries = [value(one) for one in choices.iterfind(W + "listEntry")]
        chosen = number(choices.find(W + "result")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    if box is not None:
        ticked = is_on(box, "checked")
        return "☒" if (is_on(box, "default") if ticked is None else ticked) else "☐"
    return ""


def _sign(element: etree._Element) -> str:
    """A sign of a symbol font; one that says neither yes nor no is a bullet."""
    code = value(element, "char")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    sign = int(code, 16) | 0xF000
    return _TICKS.get(sign, "•") if "Wingdings" in value(element, "font") else chr(sign)
