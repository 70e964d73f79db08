"""How the sample's PDFs are set: styles, blocks as flowables, numbered pages.

A paper is a list of flowables, made anew for every build, as reportlab uses them up.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from sample_text import Block, emphasised

Story = list[Flowable]
Maker = Callable[[], Story]
Footers = Callable[[int], tuple[str, str]]
"""From a page, counted from 0, to the paper's own number and the pack's."""

MARGIN = 25 * mm
WIDTH = A4[0] - 2 * MARGIN

_BODY = ParagraphStyle(
    "body",
    fontName="Helvetica",
    fontSize=11,
    leading=13.6,
    spaceAfter=7,
    bulletFontName="Helvetica",
    bulletFontSize=11,
)
STYLES = {
    "body": _BODY,
    "justified": ParagraphStyle("justified", _BODY, alignment=TA_JUSTIFY),
    "bold": ParagraphStyle("bold", _BODY, fontName="Helvetica-Bold", keepWithNext=1),
    "tight": ParagraphStyle("tight", _BODY, spaceAfter=0),
    "tightbold": ParagraphStyle("tightbold", _BODY, fontName="Helvetica-Bold", spaceAfter=0),
    "pages": ParagraphStyle("pages", _BODY, alignment=TA_RIGHT, spaceAfter=0),
    "top": ParagraphStyle("top", _BODY, fontName="Helvetica-Bold", alignment=TA_RIGHT, fontSize=12),
    "name": ParagraphStyle("name", _BODY, fontName="Helvetica-Bold", fontSize=16, leading=20),
    "form": ParagraphStyle("form", _BODY, fontName="Helvetica-Bold", fontSize=20, leading=26),
    "centre": ParagraphStyle(
        "centre", _BODY, fontName="Helvetica-Bold", fontSize=12, leading=15, alignment=TA_CENTER
    ),
    "cell": ParagraphStyle("cell", _BODY, fontSize=9, leading=11, spaceAfter=0),
    "cellbold": ParagraphStyle(
        "cellbold", _BODY, fontSize=9, leading=11, spaceAfter=0, fontName="Helvetica-Bold"
    ),
    "bullet": ParagraphStyle("bullet", _BODY, leftIndent=24, bulletIndent=10, spaceAfter=4),
    "numbered": ParagraphStyle("numbered", _BODY, leftIndent=32, bulletIndent=0),
    "deepbullet": ParagraphStyle("deepbullet", _BODY, leftIndent=50, bulletIndent=36, spaceAfter=4),
    "part": ParagraphStyle("part", _BODY, leftIndent=28, bulletIndent=6),
    "deeppart": ParagraphStyle("deeppart", _BODY, leftIndent=54, bulletIndent=34),
}


# --- blocks -------------------------------------------------------------------


def para(text: str, style: str = "body", bullet: str | None = None) -> Paragraph:
    """A paragraph of source text."""
    done = emphasised(html.escape(" ".join(text.split()), quote=False), "b")
    return Paragraph(done, STYLES[style], bulletText=bullet)


def _text_width(text: str) -> float:
    """How wide a cell's text is in points, set bold to be safe."""
    return float(stringWidth(text.replace("**", ""), "Helvetica-Bold", 9))


def _column_widths(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """Widths that break no word, the rest shared by the length of the text."""
    columns = list(zip(*rows, strict=True))
    words = [[word for cell in column for word in cell.split()] or ["0"] for column in columns]
    least = [max(map(_text_width, column)) + 14 for column in words]
    wanted = [min(max(map(_text_width, column)) + 14, 150.0) for column in columns]
    extra = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
    share = (WIDTH - sum(least)) / (sum(extra) or 1.0)
    if share > 1.0:
        spare = (WIDTH - sum(least) - sum(extra)) / len(columns)
        return [low + more + spare for low, more in zip(least, extra, strict=True)]
    return [low + more * share for low, more in zip(least, extra, strict=True)]


def _grid(block: Block) -> Table:
    """A ruled table whose first row is repeated on every page."""
    widths = _column_widths(block.rows)
    rows = [
        [para(cell, "cellbold" if index == 0 else "cell") for cell in row]
        for index, row in enumerate(block.rows)
    ]
    rules: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.88, 0.9, 0.88)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle(rules), spaceAfter=9)


def flow(blocks: list[Block], justified: bool = False) -> Story:
    """Blocks as flowables; lists under a numbered paragraph are set deeper."""
    story: Story = []
    deep = False
    before = ""
    for block in blocks:
        if before in ("bullet", "indent") and block.kind not in ("bullet", "indent"):
            story.append(Spacer(1, 4))
        before = block.kind
        if block.kind == "page":
            story.append(PageBreak())
        elif block.kind == "table":
            story.append(_grid(block))
        elif block.kind in ("bullet", "indent"):
            story.append(para(block.text, "deepbullet" if deep else "bullet", "•"))
        elif block.kind == "part":
            story.append(para(block.text, "deeppart" if deep else "part", block.marker))
        elif block.kind == "numbered":
            story.append(para(block.text, "numbered", block.marker))
        elif block.kind in ("title", "heading"):
            story.append(para(block.text, "bold"))
        else:
            story.append(para(block.text, "justified" if justified else "body"))
        deep = block.kind == "numbered" or (deep and block.kind in ("bullet", "part"))
    return story


def columns(rows: list[tuple[str, str]], first: float = 46 * mm) -> Table:
    """Two columns without rules: a bold label and its words."""
    cells = [[para(label, "tightbold"), para(text, "tight")] for label, text in rows]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    return Table(cells, colWidths=[first, WIDTH - first], style=style, spaceAfter=8)


# --- building -------------------------------------------------------------------


class _Document(BaseDocTemplate):
    """A document of one column, the same for every paper so that pages can be counted."""

    def __init__(self, target: io.BytesIO, title: str, author: str, footers: Footers) -> None:
        """A4, with room for two lines of footers."""
        super().__init__(
            target,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=22 * mm,
            bottomMargin=26 * mm,
            title=title,
            author=author,
            subject=title,
            invariant=1,
            pageCompression=1,
            lang="en-GB",
        )
        self.footers = footers
        frame = Frame(MARGIN, 26 * mm, WIDTH, A4[1] - 48 * mm, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("page", [frame], onPageEnd=self.draw_footer)])

    def draw_footer(self, canvas: Canvas, _doc: BaseDocTemplate) -> None:
        """The paper's own page number in the middle, the pack's at the foot."""
        own, pack = self.footers(canvas.getPageNumber() - 1)
        if not (own or pack):
            return
        canvas.saveState()
        canvas.setFont("Helvetica", 9)
        if own:
            canvas.drawCentredString(A4[0] / 2, 17 * mm, own)
        if pack:
            canvas.drawCentredString(A4[0] / 2, 9 * mm, pack)
        canvas.restoreState()


def no_footers(_page: int) -> tuple[str, str]:
    """Pages without numbers."""
    return "", ""


def _own_number(page: int) -> tuple[str, str]:
    """A paper's own page number."""
    return str(page + 1), ""


def build(story: Story, title: str, author: str, footers: Footers) -> tuple[bytes, int]:
    """A finished PDF and its number of pages."""
    target = io.BytesIO()
    document = _Document(target, title, author, footers)
    document.build(story)
    return target.getvalue(), int(document.page)


def count_pages(make: Maker) -> int:
    """How many pages a paper takes."""
    return build(make(), "", "", no_footers)[1]


def single(make: Maker, title: str, author: str) -> bytes:
    """A paper by itself, with its own page numbers."""
    return build(make(), title, author, _own_number)[0]
