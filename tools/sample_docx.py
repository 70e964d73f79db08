"""A report as a small Word file, and a PDF that is damaged."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from sample_model import Council, Report
from sample_text import Block, plain

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {"title": "Heading1", "heading": "Heading2", "bullet": "ListBullet"}

CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
</Types>"""
PACKAGE_LINKS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
DOCUMENT_LINKS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""

BROKEN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pag"
"""A PDF of which no more came than this."""


def _styles() -> str:
    """The styles that the paragraphs name."""
    names = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2"}
    names |= {"ListBullet": "List Bullet"}
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{inner}</w:styles>'


def _paragraph(text: str, style: str = "") -> str:
    """A paragraph in a style."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    words = escape(plain(text))
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _table(block: Block) -> str:
    """A table."""
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in block.rows
    )
    return f"<w:tbl>{rows}</w:tbl>"


def _block(block: Block) -> str:
    """One block; markers are typed, as they are in the PDFs."""
    if block.kind == "table":
        return _table(block)
    words = f"{block.marker} {block.text}" if block.marker else block.text
    return _paragraph(words, _STYLES.get(block.kind, ""))


def word_file(council: Council, report: Report) -> bytes:
    """The report as a Word file; the same bytes whenever it is made."""
    title = report.section.get("subject", report.title)
    authors = [f"Author: {person.name}, {person.post}" for person in report.authors]
    parts = [_paragraph(council.name), _paragraph(title, "Title")]
    parts += [_block(block) for block in [*report.body, *report.after_authors]]
    parts += [_paragraph(author) for author in authors]
    body = "".join(parts)
    document = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_LINKS,
        "word/_rels/document.xml.rels": DOCUMENT_LINKS,
        "word/document.xml": document,
        "word/styles.xml": _styles(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the file would tell on which system it was made
            archive.writestr(entry, text)
    return target.getvalue()
