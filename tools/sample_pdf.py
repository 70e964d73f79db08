"""The sample's PDFs: reports, printed minutes, front sheets and agenda packs.

Each paper is first a list of flowables (made anew for every build, as reportlab
uses them up). A pack is laid out in two steps: the papers are counted alone, then
the whole is built with the page ranges that follow from the counts.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
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
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from sample_source import (
    Block,
    Council,
    Item,
    Meeting,
    Person,
    Report,
    clock,
    emphasised,
    long_date,
    minutes_date,
)

Story = list[Flowable]
Maker = Callable[[], Story]

MARGIN = 25 * mm
WIDTH = A4[0] - 2 * MARGIN
BLANK = "This page is intentionally left blank"

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


@dataclass
class Part:
    """One paper of a pack and the item it belongs to."""

    item: Item
    make: Maker
    own_numbers: bool
    pages: int = 0
    first: int = 0  # printed page number

    @property
    def last(self) -> int:
        """The last printed page, counting the blank page that makes it even."""
        return self.first + self.pages + self.pages % 2 - 1


@dataclass
class Layout:
    """Where everything in a meeting's pack comes to lie."""

    front_pages: int = 0
    cover_pages: int = 0
    parts: list[Part] = field(default_factory=list)

    def printed(self, item: Item) -> tuple[int, int] | None:
        """The printed page range of an item's papers."""
        mine = [part for part in self.parts if part.item is item]
        return (mine[0].first, mine[-1].last) if mine else None


# --- blocks -------------------------------------------------------------------


def _para(text: str, style: str = "body", bullet: str | None = None) -> Paragraph:
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
        [_para(cell, "cellbold" if index == 0 else "cell") for cell in row]
        for index, row in enumerate(block.rows)
    ]
    rules: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.88, 0.9, 0.88)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle(rules), spaceAfter=9)


def _flow(blocks: list[Block], justified: bool = False) -> Story:
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
            story.append(_para(block.text, "deepbullet" if deep else "bullet", "•"))
        elif block.kind == "part":
            story.append(_para(block.text, "deeppart" if deep else "part", block.marker))
        elif block.kind == "numbered":
            story.append(_para(block.text, "numbered", block.marker))
        elif block.kind in ("title", "heading"):
            story.append(_para(block.text, "bold"))
        else:
            story.append(_para(block.text, "justified" if justified else "body"))
        deep = block.kind == "numbered" or (deep and block.kind in ("bullet", "part"))
    return story


def _columns(rows: list[tuple[str, str]], first: float = 46 * mm) -> Table:
    """Two columns without rules: a bold label and its words."""
    cells = [[_para(label, "tightbold"), _para(text, "tight")] for label, text in rows]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    return Table(cells, colWidths=[first, WIDTH - first], style=style, spaceAfter=8)


# --- reports --------------------------------------------------------------------


def _contact_lines(council: Council, authors: list[Person]) -> list[str]:
    """E-mail and telephone of each author."""
    return [f"{council.email(person)} Tel: {person.phone}" for person in authors if person.phone]


def _briefing_head(council: Council, report: Report) -> Story:
    """Council, form, addressee, date and subject of a briefing note."""
    head = report.section
    rows = [("To:", head.need("to")), ("Date:", head.need("date"))]
    story: Story = [_para(council.name, "name"), _para("Briefing note", "form")]
    story.append(_columns([*rows, ("Subject:", head.get("subject", report.title))], 26 * mm))
    story.append(HRFlowable(width="100%", color=colors.black, spaceAfter=8))
    return story


def _briefing_foot(council: Council, report: Report) -> Story:
    """Authors and contact details of a briefing note."""
    if not report.authors:
        return []
    names = [f"{person.name}, {person.post}" for person in report.authors]
    story: Story = [_para(("Authors: " if len(names) > 1 else "Author: ") + names[0], "tight")]
    story += [_para(name, "tight") for name in names[1:]]
    story.append(Spacer(1, 6))
    lines = _contact_lines(council, report.authors)
    story += [
        _para(("Contact details: " if i == 0 else "") + x, "tight") for i, x in enumerate(lines)
    ]
    return [KeepTogether(story)]


def _report_head(council: Council, report: Report) -> Story:
    """The opening of a long report: who receives it, who answers for it."""
    head = report.section
    bodies = [tuple(part.strip() for part in line.split("|")) for line in head.many("to")]
    story: Story = [_para("Report", "form"), _para(council.name, "name")]
    story.append(_columns([(body, day) for body, day in bodies], 110 * mm))
    for label, key in (
        ("Name of Cabinet Member:", "cabinet member"),
        ("Director approving submission of the report:", "director"),
        ("Ward(s) affected:", "wards"),
        ("Title:", "title"),
        ("Is this a key decision?", "key decision"),
    ):
        lines = head.many(key)
        story += [_para(label, "bold"), *[_para(line, "tight") for line in lines], Spacer(1, 8)]
    story.append(HRFlowable(width="100%", color=colors.black, spaceAfter=8))
    return story


def _report_foot(council: Council, report: Report) -> Story:
    """The authors of a long report."""
    story: Story = [_para("Report author(s):", "bold")]
    for person in report.authors:
        story += [
            _para("Name and job title:", "tightbold"),
            _para(f"{person.name}, {person.post}"),
            _para("Service:", "tightbold"),
            _para(person.service),
            _para("Tel and email contact:", "tightbold"),
            _para(f"Tel: {person.phone} Email: {council.email(person)}"),
        ]
    story.append(_para("Enquiries should be directed to the above person."))
    return story


def report_story(council: Council, report: Report) -> Story:
    """A whole report."""
    if report.form == "briefing":
        head, foot = _briefing_head(council, report), _briefing_foot(council, report)
    elif report.form == "report":
        head, foot = _report_head(council, report), _report_foot(council, report)
    else:
        title = report.section.get("subject", report.title)
        head, foot = [_para(council.name, "name"), _para(title, "centre"), Spacer(1, 8)], []
    return [*head, *_flow(report.body), *foot, Spacer(1, 8), *_flow(report.after_authors)]


# --- minutes --------------------------------------------------------------------


def _joined(names: list[str]) -> str:
    """Names in a row, the last after 'and'; 'Councillor' said once for several."""
    if len(names) > 1 and all(name.startswith("Councillor ") for name in names):
        bare = [name.removeprefix("Councillor ") for name in names]
        return f"Councillors {', '.join(bare[:-1])} and {bare[-1]}"
    return ", ".join(names)


def _attendance(meeting: Meeting) -> Table:
    """Who was there, in two columns."""
    rows: list[tuple[str, str]] = [("Present:", "")]
    for group, lines in meeting.groups:
        if group == "Apologies":
            rows += [("", ""), (f"{group}:", _joined(lines))]
        elif group.endswith("(by Service Area)"):
            rows += [("", ""), (f"{group}:", "")]
            areas = [line.partition(":") for line in lines]
            rows += [(area, names.strip()) for area, _, names in areas]
        else:
            rows.append(("", ""))
            rows += [(f"{group}:" if i == 0 else "", line) for i, line in enumerate(lines)]
    return _columns(rows, 62 * mm)


def minutes_story(council: Council, meeting: Meeting) -> Story:
    """The printed minutes of a meeting."""
    story: Story = [
        _para(council.name, "centre"),
        _para(f"Minutes of the Meeting of {meeting.board.name}", "centre"),
        _para(f"held at {clock(meeting.start)} on {minutes_date(meeting.day)}", "centre"),
        Spacer(1, 10),
        _attendance(meeting),
        _para("Public Business", "bold"),
    ]
    for item in meeting.items:
        if item.minute_number:
            story.append(_para(f"**{item.title}**", "numbered", f"{item.minute_number}."))
            story[-1].keepWithNext = 1
            story += _flow(item.minutes, justified=True)
    if meeting.end:
        story += [Spacer(1, 8), _para(f"(Meeting closed at {clock(meeting.end)})")]
    return story


# --- front sheet ----------------------------------------------------------------


def _front_item(item: Item, pages: str) -> Story:
    """One item of the front sheet."""
    cells = [
        [
            _para(f"{item.agenda_number}.", "tight"),
            _para(item.title, "tightbold"),
            _para(pages, "pages"),
        ]
    ]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("RIGHTPADDING", (-1, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    story: Story = [Table(cells, colWidths=[12 * mm, WIDTH - 44 * mm, 32 * mm], style=style)]
    for block in item.agenda:
        story.append(_para(block.text, "deeppart", block.marker or None))
    if item.report_of:
        story.append(_para(item.report_of, "deeppart"))
    return [KeepTogether(story)]


def _filled(text: str, council: Council, meeting: Meeting) -> str:
    """A note with the meeting's own particulars put in."""
    return text.format(
        contact=meeting.contact.name,
        phone=meeting.contact.phone,
        site=council.section.need("site"),
        day=long_date(meeting.day).split(", ", 1)[1],
        time=clock(meeting.start),
        year=meeting.municipal_year,
        board=meeting.board.name,
    )


def _membership(meeting: Meeting) -> Story:
    """Who sits on the board, and who comes by invitation."""
    year = meeting.municipal_year
    story: Story = [_para(f"Membership: Councillors {meeting.board.membership[year]}")]
    if support := meeting.board.support.get(year):
        story.append(_para(f"By Invitation: {support}"))
    return story


def front_story(council: Council, meeting: Meeting, layout: Layout) -> Story:
    """The front sheet, with the page ranges of the layout."""
    story: Story = [
        _para("Public Document Pack", "top"),
        _para(council.name, "name"),
        _para(meeting.board.name, "name"),
        Spacer(1, 4),
        _para("Time and Date", "tightbold"),
        _para(f"{clock(meeting.start)} on {long_date(meeting.day)}"),
        _para("Place", "tightbold"),
        _para(meeting.venue),
        HRFlowable(width="100%", color=colors.black, spaceAfter=8),
        _para("Public Business", "bold"),
    ]
    for item in meeting.items:
        span = layout.printed(item)
        story += _front_item(item, f"(Pages {span[0]} - {span[1]})" if span else "")
    story += [_para("Private Business", "bold"), _para("Nil"), Spacer(1, 6)]
    officer = council.section.need("proper officer")
    story += [_para(officer), _para(minutes_date(meeting.published))]
    story.append(_para("Notes:", "bold"))
    for note in council.notes:
        story.append(_para(_filled(note.text, council, meeting), "part", note.marker))
    story += _membership(meeting)
    for line in (
        meeting.contact.name,
        f"Telephone: {meeting.contact.phone}",
        f"e-mail: {council.email(meeting.contact)}",
    ):
        story.append(_para(line, "tight"))
    return story


# --- building -------------------------------------------------------------------


class _Document(BaseDocTemplate):
    """A document whose page footers are given as a list, one entry for each page."""

    def __init__(
        self, target: io.BytesIO, title: str, author: str, footers: list[tuple[str, str]]
    ) -> None:
        """A document of one column, the same for every paper so that pages can be counted."""
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
        number = canvas.getPageNumber() - 1
        if number >= len(self.footers):
            return
        own, pack = self.footers[number]
        canvas.saveState()
        canvas.setFont("Helvetica", 9)
        if own:
            canvas.drawCentredString(A4[0] / 2, 17 * mm, own)
        if pack:
            canvas.drawCentredString(A4[0] / 2, 9 * mm, pack)
        canvas.restoreState()


def _build(
    story: Story, title: str, author: str, footers: list[tuple[str, str]]
) -> tuple[bytes, int]:
    """A finished PDF and its number of pages."""
    target = io.BytesIO()
    document = _Document(target, title, author, footers)
    document.build(story)
    return target.getvalue(), int(document.page)


def count_pages(make: Maker) -> int:
    """How many pages a paper takes."""
    return _build(make(), "", "", [])[1]


def _own_footers(pages: int) -> list[tuple[str, str]]:
    """A paper's own page numbers."""
    return [(str(number + 1), "") for number in range(pages)]


def single(make: Maker, title: str, author: str, own_numbers: bool) -> bytes:
    """A paper by itself."""
    pages = count_pages(make) if own_numbers else 0
    return _build(make(), title, author, _own_footers(pages))[0]


def _story_of(council: Council, meeting: Meeting, item: Item) -> list[tuple[Maker, bool]]:
    """How to make each of an item's papers, and whether it numbers its own pages."""
    makers: list[tuple[Maker, bool]] = []
    for document in item.documents:
        report, day = document.report, document.minutes_of
        if report is not None:
            makers.append((partial(report_story, council, report), True))
        elif day is not None:
            makers.append(
                (partial(minutes_story, council, council.meeting_on(meeting.board, day)), True)
            )
    return makers


def lay_out(council: Council, meeting: Meeting) -> Layout:
    """Count every paper and give it its printed pages."""
    layout = Layout(cover_pages=meeting.cover_pages)
    for item in meeting.items:
        for make, own in _story_of(council, meeting, item):
            layout.parts.append(Part(item, make, own, pages=count_pages(make)))
    for _ in range(3):  # the ranges are on the front sheet, which they may lengthen
        layout.front_pages = count_pages(partial(front_story, council, meeting, layout))
        page = layout.front_pages + layout.front_pages % 2 + 1
        for part in layout.parts:
            part.first = page
            page = part.last + 1
    return layout


def _blank() -> Story:
    """A page said to be blank."""
    return [Spacer(1, 90 * mm), _para(BLANK, "centre")]


def _cover_story(council: Council, meeting: Meeting, pages: int) -> Story:
    """Unnumbered pages before the front sheet."""
    if not pages:
        return []
    story: Story = [
        Spacer(1, 50 * mm),
        _para(council.name, "form"),
        _para(meeting.board.name, "name"),
    ]
    story.append(_para(f"{clock(meeting.start)} on {long_date(meeting.day)}", "name"))
    story += [_para(_filled(block.text, council, meeting)) for block in council.cover]
    for _ in range(pages - 1):
        story += [PageBreak(), *_blank()]
    return [*story, PageBreak()]


def pack_title(meeting: Meeting) -> str:
    """The title in the pack's metadata."""
    when = datetime.combine(meeting.day, meeting.start)
    return f"(Public Pack)Agenda Document for {meeting.board.name}, {when:%d/%m/%Y %H:%M}"


def front_sheet(council: Council, meeting: Meeting, layout: Layout) -> bytes:
    """The front sheet by itself."""
    title = pack_title(meeting).replace("(Public Pack)Agenda Document", "Agenda Frontsheet")
    return _build(front_story(council, meeting, layout), title, council.name, [])[0]


def pack(council: Council, meeting: Meeting, layout: Layout) -> bytes:
    """The whole pack, with the pack's own page numbers after the front sheet."""
    story = _cover_story(council, meeting, layout.cover_pages)
    story += front_story(council, meeting, layout)
    footers = [("", "")] * (layout.cover_pages + layout.front_pages)
    if layout.front_pages % 2:
        story += [PageBreak(), *_blank()]
        footers.append(("", f"Page {layout.front_pages + 1}"))
    for part in layout.parts:
        story += [PageBreak(), *part.make()]
        for number in range(part.pages):
            own = str(number + 1) if part.own_numbers else ""
            footers.append((own, f"Page {part.first + number}"))
        if part.pages % 2:
            story += [PageBreak(), *_blank()]
            footers.append(("", f"Page {part.last}"))
    data, pages = _build(story, pack_title(meeting), council.name, footers)
    if pages != len(footers):
        raise ValueError(f"pack of {meeting.day}: {pages} pages, {len(footers)} expected")
    return data
