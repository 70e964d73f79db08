"""Front sheets and agenda packs.

A pack is laid out in two steps: the papers are counted alone, then the whole is built with
the page ranges that follow from the counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, PageBreak, Spacer, Table, TableStyle
from sample_html import ground_sentence
from sample_model import Board, Council, Item, Meeting
from sample_papers import minutes_story, report_story
from sample_pdf import WIDTH, Maker, Story, build, count_pages, no_footers, para
from sample_text import clock, long_date, minutes_date

BLANK = "This page is intentionally left blank"
BODIES = {
    "scrutiny": "Board",
    "cabinet": "Cabinet",
    "council": "Council",
    "planning": "Committee",
}


@dataclass
class Part:
    """One paper of a pack and the item it belongs to."""

    item: Item
    make: Maker
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


# --- front sheet ----------------------------------------------------------------


def _front_item(item: Item, pages: str) -> Story:
    """One item of the front sheet."""
    cells = [
        [
            para(item.printed_number, "tight"),
            para(item.title, "tightbold"),
            para(pages, "pages"),
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
    if item.private:
        story.append(para(f"({ground_sentence(item.private)})", "deeppart"))
        return [KeepTogether(story)]
    for block in item.agenda:
        story.append(para(block.text, "deeppart", block.marker or None))
    if item.report_of:
        story.append(para(item.report_of, "deeppart"))
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
        body=BODIES[meeting.board.style],
    )


def _membership(board: Board, year: str, named: bool) -> Story:
    """Who sits on the board, and who comes by invitation."""
    if board.style == "council":
        return [para("To: All Members of the Council")]
    of = f" of the {board.name}" if named else ""
    story: Story = [para(f"Membership{of}: Councillors {board.membership[year]}")]
    if support := board.support.get(year):
        story.append(para(f"By Invitation: {support}"))
    return story


def _agenda(meeting: Meeting, layout: Layout) -> Story:
    """The items under their sections, with the pages of their papers."""
    story: Story = []
    section = ""
    for item in meeting.items:
        if (item.section or "Public Business") != section:
            section = item.section or "Public Business"
            story.append(para(section, "bold"))
        span = layout.printed(item)
        story += _front_item(item, f"(Pages {span[0]} - {span[1]})" if span else "")
    if section != "Private Business":
        story += [para("Private Business", "bold"), para("Nil")]
    return [*story, Spacer(1, 6)]


def _signed(council: Council, meeting: Meeting) -> Story:
    """Who published the agenda, and when."""
    officer = para(council.section.need("proper officer"))
    return [officer, *([para(minutes_date(meeting.published))] if meeting.published else [])]


def front_story(council: Council, meeting: Meeting, layout: Layout) -> Story:
    """The front sheet, with the page ranges of the layout."""
    story: Story = [
        para("Public Document Pack", "top"),
        para(council.name, "name"),
        para(meeting.title, "name"),
        Spacer(1, 4),
        para("Time and Date", "tightbold"),
        para(f"{clock(meeting.start)} on {long_date(meeting.day)}"),
        para("Place", "tightbold"),
        para(meeting.venue),
        HRFlowable(width="100%", color=colors.black, spaceAfter=8),
    ]
    story += _agenda(meeting, layout)
    story += _signed(council, meeting)
    story.append(para("Notes:", "bold"))
    for note in council.notes:
        if "{body}" in note.text and meeting.board.style == "council":
            continue  # it is about those who do not sit on the body, and all sit on the Council
        story.append(para(_filled(note.text, council, meeting), "part", note.marker))
    for board in meeting.boards:
        story += _membership(board, meeting.municipal_year, len(meeting.boards) > 1)
    for line in (
        meeting.contact.name,
        f"Telephone: {meeting.contact.phone}",
        f"e-mail: {council.email(meeting.contact)}",
    ):
        story.append(para(line, "tight"))
    return story


def _makers(council: Council, meeting: Meeting, item: Item) -> list[Maker]:
    """How to make each of an item's papers that can stand in a pack."""
    makers: list[Maker] = []
    for document in item.public:
        report, day = document.report, document.minutes_of
        if report is not None and report.form != "broken":
            makers.append(partial(report_story, council, report))
        elif day is not None:
            before = council.meeting_on(meeting.board, day)
            makers.append(partial(minutes_story, council, before))
    return makers


def lay_out(council: Council, meeting: Meeting) -> Layout:
    """Count every paper and give it its printed pages."""
    layout = Layout(cover_pages=meeting.cover_pages)
    for item in meeting.items:
        for make in _makers(council, meeting, item):
            layout.parts.append(Part(item, make, pages=count_pages(make)))
    for _ in range(3):  # the ranges are on the front sheet, which they may lengthen
        layout.front_pages = count_pages(partial(front_story, council, meeting, layout))
        page = layout.front_pages + layout.front_pages % 2 + 1
        for part in layout.parts:
            part.first = page
            page = part.last + 1
    return layout


def _blank() -> Story:
    """A page said to be blank."""
    return [Spacer(1, 90 * mm), para(BLANK, "centre")]


def _cover_story(council: Council, meeting: Meeting, pages: int) -> Story:
    """Unnumbered pages before the front sheet."""
    if not pages:
        return []
    story: Story = [
        Spacer(1, 50 * mm),
        para(council.name, "form"),
        para(meeting.title, "name"),
    ]
    story.append(para(f"{clock(meeting.start)} on {long_date(meeting.day)}", "name"))
    story += [para(_filled(block.text, council, meeting)) for block in council.cover]
    for _ in range(pages - 1):
        story += [PageBreak(), *_blank()]
    return [*story, PageBreak()]


def pack_title(meeting: Meeting) -> str:
    """The title in the pack's metadata."""
    when = datetime.combine(meeting.day, meeting.start)
    return f"(Public Pack)Agenda Document for {meeting.title}, {when:%d/%m/%Y %H:%M}"


def front_sheet(council: Council, meeting: Meeting, layout: Layout) -> bytes:
    """The front sheet by itself."""
    title = pack_title(meeting).replace("(Public Pack)Agenda Document", "Agenda Frontsheet")
    return build(front_story(council, meeting, layout), title, council.name, no_footers)[0]


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
            footers.append((str(number + 1), f"Page {part.first + number}"))
        if part.pages % 2:
            story += [PageBreak(), *_blank()]
            footers.append(("", f"Page {part.last}"))

    def numbers(page: int) -> tuple[str, str]:
        return footers[page] if page < len(footers) else ("", "")

    data, pages = build(story, pack_title(meeting), council.name, numbers)
    if pages != len(footers):
        raise ValueError(f"pack of {meeting.day}: {pages} pages, {len(footers)} expected")
    return data
