"""A council's disposition of items: tables of "number, title, what was done", one for each report before it.

North American councils print their decisions so: every row is an item, and its last cell the outcome. What
was lost, withdrawn or struck out is no decision; motions, by-laws and recorded votes follow in tables of
their own, which stay whole under their headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.dates import read_date
from indexer.model import (
    Action,
    Attendee,
    Decision,
    Excerpt,
    ItemReading,
    MeetingReading,
    Paragraph,
)
from indexer.reading.title_block import body_in
from indexer.reading.vote_tables import read_vote_table

_OFFICE = re.compile(
    r"^(?:(?:His|Her|Their) Worship |(?:The )?(?P<post>(?:Deputy )?Speaker),? )(?=\S)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"^disposition of items$", re.IGNORECASE)
_MEETING = re.compile(
    r"^(?P<body>[\w' ,]{0,80}\bcouncil|[\w' ,]{2,80}\bcommittee) meeting$", re.IGNORECASE
)
_REPORT = re.compile(r"^report\b.{0,10}\b(?:of|from) the .{4,200}$", re.IGNORECASE)
_SECTION = re.compile(r"^[A-Z][A-Z ,’'()/-]{5,90}$")
_ROW = re.compile(r"^(?:\d{1,3}[a-z]?|\d{1,4}/\d{4})$")
_HEAD_OF_TABLE = re.compile(
    r"^(?:by-?law\b[^\t]{0,20}\tsubject|motion\tmover[^\t]{0,20}\tsubject)\tdisposition$",
    re.IGNORECASE,
)
_MOVES = re.compile(r"^[“\"(]?(?:(?:that|therefore|whereas|be it)\b|\d{1,2}\.\s)", re.IGNORECASE)
_OUTCOME = re.compile(r"^[A-Z0-9][^a-z]{3,200}(?:\(See [^()]{3,60}\))?$")
_NO_DECISION = re.compile(
    r"\b(?:lost|defeated|withdrawn|not proceeded with|struck out|notice of motion|ruled out of order"
    r"|not adopted|first reading)\b",
    re.IGNORECASE,
)
_ACTIONS: tuple[tuple[str, Action], ...] = (
    (r"\b(?:denied|rejected|refused)\b", "refuse"),
    (r"\b(?:referred|referral)\b", "refer"),
    (r"\b(?:laid over|extension of time|deferred|report back)\b", "defer"),
    (r"\b(?:received as information|filed)\b", "note"),
    (r"\b(?:adopted|carried|passed|approved)\b", "approve"),
)


@dataclass(slots=True)
class _Row:
    """An item as its cells came out."""

    title: str
    number: str | None = None
    section: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    outcome: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    """The words of a motion."""
    motion: bool = False

    def add(self, paragraph: Paragraph, cells: Sequence[str]) -> None:
        """Take in what stands below its first cell: who moved it, its subject, its outcome."""
        self.paragraphs.append(paragraph)
        if self.section is None:
            return
        if _OUTCOME.match(cells[-1]) or self.outcome:
            self.outcome.append(cells[-1])
        elif not self.motion:
            self.title = f"{self.title} {paragraph.text}".strip()
        elif self.subject or _MOVES.match(paragraph.text):
            self.subject.append(paragraph.text)


def looks_like_dispositions(paragraphs: Sequence[Paragraph]) -> bool:
    """True for a paper whose head says so, and names its meeting and day."""
    return any(_CALLED.match(p.text) for p in paragraphs[:6]) and _head(paragraphs) is not None


def read_dispositions(paragraphs: Sequence[Paragraph]) -> MeetingReading:
    """The meeting, with an item for each row of its reports and one for each table after them."""
    board, place = _head(paragraphs) or (None, 0)
    start = next((n for n, p in enumerate(paragraphs) if _REPORT.match(p.text)), len(paragraphs))
    items = [_item(row, board) for row in _rows(paragraphs[start:])]
    head = Excerpt("minutes", tuple(paragraphs[:start]))
    return MeetingReading(
        kind="decisions",
        board=board,
        date=read_date(paragraphs[place].text),
        status="held",
        items=tuple(replace(i, excerpts=(head, *i.excerpts)) for i in items[:1]) + tuple(items[1:]),
        attendance=tuple(_present(paragraphs[place + 1 : start])),
    )


def _present(lines: Sequence[Paragraph]) -> Iterator[Attendee]:
    """Two columns, of members and of staff, headed "MEMBERS PRESENT" and the name of the service."""
    heads: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.text.split("\t")]
        if cells[0].lower() == "members present":
            heads = cells
        elif heads and len(cells) <= len(heads) and not (line.strong and len(cells) == 1):
            yield from (_member(cell) for cell in cells[:1] if cell)
            yield from (_officer(cell, heads[1]) for cell in cells[1:] if cell)
        else:
            heads = []


def _member(cell: str) -> Attendee:
    found = _OFFICE.match(cell)
    return Attendee(
        cell[found.end() :] if found else cell, "member", found["post"] if found else None
    )


def _officer(cell: str, service: str) -> Attendee:
    name, _, post = cell.partition(",")
    return Attendee(name.strip(), "officer", post.strip() or None, organisation=service)


def _head(paragraphs: Sequence[Paragraph]) -> tuple[str, int] | None:
    """The body, and the place of the day, which follows it."""
    for place, paragraph in enumerate(paragraphs[:8]):
        found = _MEETING.match(paragraph.text)
        following = paragraphs[place + 1].text if place + 1 < len(paragraphs) else ""
        if found and read_date(following):
            return " ".join((body_in(found["body"]) or found["body"]).split()), place + 1
    return None


def _rows(paragraphs: Sequence[Paragraph]) -> Iterator[_Row]:
    """Rows whole, and rows whose cells came out one under another."""
    section, columns = "", 3
    row: _Row | None = None
    above: list[Paragraph] = []
    for paragraph in paragraphs:
        cells = [cell.strip() for cell in paragraph.text.split("\t")]
        report = paragraph.strong and _REPORT.match(paragraph.text)
        heading = report or (paragraph.strong and _SECTION.match(paragraph.text))
        if heading or _opens(cells, columns if section else 0):
            if row is not None and row.title:
                yield row
            row = None
        if heading:
            section, columns = (paragraph.text, 3) if report else ("", 3)
            row, above = None if report else _Row(paragraph.text), [paragraph]
        elif row is not None and not section and _HEAD_OF_TABLE.match(paragraph.text):
            section, columns, above, row = row.title, len(cells), [*above, paragraph], None
        elif row is None and section:
            row = _row(cells, section, columns, [*above, paragraph])
            above = []
        elif row is not None:
            row.add(paragraph, cells)
    if row is not None and row.title:
        yield row


def _opens(cells: Sequence[str], columns: int) -> bool:
    """True for the first cell of a row, or all of them, in a table of so many columns."""
    return bool(columns and _ROW.match(cells[0])) or (0 < columns == len(cells) and bool(cells[0]))


def _row(cells: Sequence[str], section: str, columns: int, words: list[Paragraph]) -> _Row:
    """A row of a report, of by-laws (three columns), or of motions (four: the second, who moved it)."""
    whole = len(cells) == columns
    outcome = [cells[-1]] if whole else []
    subject = [cells[-2]] if whole else [cell for cell in cells[1:] if cell]
    if columns > 3:
        title = f"Motion {cells[0]}" if _ROW.match(cells[0]) else cells[0]
        return _Row(title, None, section, words, outcome, subject, motion=True)
    number = cells[0] if _REPORT.match(section) else None
    return _Row(" ".join(subject), number, section, words, outcome)


def _item(row: _Row, board: str | None) -> ItemReading:
    outcome = " ".join(row.outcome)
    made = _decision(outcome, " ".join(row.subject) if row.motion else "")
    return ItemReading(
        row.title,
        agenda_number=row.number,
        section=row.section,
        votes=() if row.section else read_vote_table(row.paragraphs),
        decisions=(replace(made, decided_by=board),) if made else (),
        excerpts=(Excerpt("decision", tuple(row.paragraphs)),) if row.paragraphs else (),
    )


def _decision(outcome: str, motion: str) -> Decision | None:
    """What an outcome decides: of a motion that was carried its words, else the outcome's own."""
    if not outcome or _NO_DECISION.search(outcome):
        return None
    known = (action for words, action in _ACTIONS if re.search(words, outcome, re.IGNORECASE))
    action = next(known, None)
    text = motion if motion and action == "approve" else outcome
    return Decision(text, action, capacity="council") if action else None
