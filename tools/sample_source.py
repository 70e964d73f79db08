"""Read the plain text sources of the sample council (see tools/sample/README.md).

Everything the builder knows comes through here: a source file is a small header
of ``key: value`` lines, then sections (``== Name``), then blocks of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

_HEADER = re.compile(r"([a-z][a-z0-9/ ]*):\s?(.*)")
_PART = re.compile(r"(\d{1,2}\)|[a-z]\))\s+(.*)", re.S)
_NUMBERED = re.compile(r"(\d+\.\d+(?:\.\d+)?)\s+(.*)", re.S)
_RESOLVED = re.compile(r"(RESOLVED|RECOMMENDED)\b")
_SENTENCE_LEAD = re.compile(r"((?:RESOLVED|RECOMMENDED) that,?)\s+(.*)", re.S)
_REFERENCE = re.compile(r"[Mm]inute (\d+)/(\d\d) [\u2018\u201c'\"](.+?)[\u2019\u201d'\"](?![a-z])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


class SourceError(ValueError):
    """A source file says something that cannot be built."""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, bullet, numbered part or table of a source text."""

    kind: str  # para, title, heading, bullet, indent, part, numbered, table, page
    text: str = ""
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Section:
    """A named stretch of a source file, with its own header lines."""

    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def get(self, key: str, default: str = "") -> str:
        """The first value of a header line, or the default."""
        return self.values.get(key, [default])[0]

    def need(self, key: str) -> str:
        """The value of a header line that must be there."""
        value = self.get(key)
        if not value:
            raise SourceError(f"section {self.name!r} lacks '{key}:'")
        return value

    def many(self, key: str) -> list[str]:
        """All values of a header line that may be repeated."""
        return self.values.get(key, [])

    def yes(self, key: str, default: bool = False) -> bool:
        """A yes/no header line."""
        return self.get(key, "yes" if default else "no") == "yes"

    def blocks(self) -> list[Block]:
        """The section's text as blocks."""
        return parse_blocks(self.lines)


@dataclass(frozen=True)
class Person:
    """Somebody named in a header line: name | post | service | telephone."""

    name: str
    post: str
    service: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Attendee:
    """One name of a meeting's attendance, as the minutes group it."""

    name: str
    group: str
    role: str = ""
    post: str = ""


@dataclass(frozen=True)
class Resolution:
    """One RESOLVED or RECOMMENDED block: how it opens, and its parts."""

    kind: str
    lead_in: str
    parts: tuple[tuple[str, str], ...]  # (printed number or "", words)


@dataclass
class Report:
    """A paper attached to an item."""

    ident: str
    form: str
    title: str
    section: Section
    body: list[Block]
    after_authors: list[Block]
    authors: list[Person]

    @property
    def filename(self) -> str:
        """The name under which the document is linked."""
        return safe_name(self.title) + ".pdf"


@dataclass
class Attachment:
    """A document on an item: a report, or an earlier meeting's minutes."""

    ident: str
    title: str
    report: Report | None = None
    minutes_of: date | None = None

    @property
    def filename(self) -> str:
        """The name under which the document is linked."""
        return safe_name(self.title) + ".pdf"


@dataclass
class Item:
    """One agenda item, with its minute if it has one."""

    ident: int
    agenda_number: int
    minute_number: int | None
    title: str
    report_of: str
    agenda: list[Block]
    minutes: list[Block]
    documents: list[Attachment]
    cut_at: int = 0
    empty_label: bool = False


@dataclass
class Board:
    """A committee, and who sat on it in each municipal year."""

    key: str
    name: str
    cid: int
    weekday: str
    membership: dict[str, str]
    support: dict[str, str]


@dataclass
class Meeting:
    """One meeting with its agenda, attendance and minutes."""

    ident: int
    board: Board
    day: date
    start: time
    end: time | None
    venue: str
    directions: str
    contact: Person
    published: date
    status: str  # agenda, draft or minutes
    has_pack: bool
    cover_pages: int
    groups: list[tuple[str, list[str]]]
    items: list[Item]

    @property
    def minuted(self) -> bool:
        """Whether the minutes of the meeting exist."""
        return self.status != "agenda"

    @property
    def municipal_year(self) -> str:
        """The year from May to April in which the meeting lies, as 2023/24."""
        return municipal_year(self.day)


@dataclass
class Council:
    """The invented council: the whole of the sources."""

    section: Section
    notes: list[Block]
    cover: list[Block]
    boards: dict[str, Board]
    reports: dict[str, Report]
    meetings: list[Meeting]

    @property
    def name(self) -> str:
        """The council's name."""
        return self.section.need("name")

    def email(self, person: Person) -> str:
        """A person's invented address."""
        name = re.sub(r"^(Dr|Mr|Mrs|Ms) ", "", person.name)
        local = re.sub(r"[^a-z.-]", "", name.lower().replace(" ", "."))
        return f"{local}@{self.section.need('mail domain')}"

    def meeting_on(self, board: Board, day: date) -> Meeting:
        """The meeting of a board on a given day."""
        for meeting in self.meetings:
            if meeting.board is board and meeting.day == day:
                return meeting
        raise SourceError(f"no meeting of {board.name} on {day}")


# --- words, names and dates -------------------------------------------------


def plain(text: str) -> str:
    """Text as printed: emphasis marks gone, white space collapsed."""
    return " ".join(_BOLD.sub(r"\1", text).split())


def emphasised(text: str, tag: str) -> str:
    """Escaped text with **bold** turned into a tag."""
    return _BOLD.sub(rf"<{tag}>\1</{tag}>", text)


def safe_name(title: str) -> str:
    """A title without the characters that Windows forbids in file names."""
    return " ".join(_FORBIDDEN.sub(" ", title).split()).rstrip(".")


def municipal_year(day: date) -> str:
    """The municipal year of a day, May to April, as 2023/24."""
    first = day.year if day.month >= 5 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def long_date(day: date) -> str:
    """Thursday, 7th March, 2024."""
    return f"{day:%A}, {ordinal(day.day)} {day:%B}, {day.year}"


def minutes_date(day: date) -> str:
    """Thursday, 7 March 2024."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def report_date(day: date) -> str:
    """7 March 2024."""
    return f"{day.day} {day:%B} {day.year}"


def file_date(day: date) -> str:
    """07th-Mar-2024, as in the names of meeting documents."""
    return f"{ordinal(day.day).rjust(4, '0')}-{day:%b}-{day.year}"


def clock(moment: time) -> str:
    """10.00 am."""
    hour = moment.hour % 12 or 12
    return f"{hour}.{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


# --- blocks -----------------------------------------------------------------


def _starts_block(line: str) -> bool:
    """Whether a line begins a new block without a blank line before it."""
    if line.startswith(("# ", "## ", "- ", "~ ")):
        return True
    return bool(_PART.fullmatch(line) or _NUMBERED.fullmatch(line))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Group lines into blocks: by blank lines, and by leading marks."""
    chunk: list[str] = []
    for line in [*lines, ""]:
        in_table = line.startswith("|") and chunk and chunk[0].startswith("|")
        if chunk and (not line.strip() or _starts_block(line)) and not in_table:
            yield chunk
            chunk = []
        if line.strip():
            chunk.append(line.strip())


def _table(lines: list[str]) -> Block:
    """A table block; a line starting with || goes on with the row above."""
    rows: list[list[str]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows.append(cells)
    width = max(len(row) for row in rows)
    return Block("table", rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _block(lines: list[str]) -> Block:
    """One block from its lines."""
    if lines[0].startswith("|"):
        return _table(lines)
    text = " ".join(lines)
    if text == "<page>":
        return Block("page")
    for mark, kind in (("## ", "heading"), ("# ", "title"), ("- ", "bullet"), ("~ ", "indent")):
        if text.startswith(mark):
            return Block(kind, text[len(mark) :])
    if match := _PART.fullmatch(text):
        return Block("part", match[2], match[1])
    if match := _NUMBERED.fullmatch(text):
        return Block("numbered", match[2], match[1])
    return Block("para", text)


def parse_blocks(lines: Iterable[str]) -> list[Block]:
    """The blocks of a text."""
    return [_block(chunk) for chunk in _chunks(lines)]


def resolutions(blocks: Iterable[Block]) -> list[Resolution]:
    """The decisions among the blocks of a minute.

    A lead-in ending in a colon, a dash or "that" is followed by numbered parts;
    any other is a sentence whose words after "RESOLVED that" are the only part.
    """
    found: list[Resolution] = []
    collecting = False
    for block in blocks:
        words = plain(block.text)
        if block.kind == "para" and (match := _RESOLVED.match(words)):
            collecting = words.endswith((":", ":-", " that", " that,"))
            lead = words
            parts: tuple[tuple[str, str], ...] = ()
            if not collecting:
                sentence = _SENTENCE_LEAD.fullmatch(words)
                if not sentence:
                    raise SourceError(f"decision not understood: {words[:60]}")
                lead, parts = sentence[1], (("", sentence[2]),)
            found.append(Resolution(match[1].lower(), lead, parts))
        elif collecting and block.kind == "part":
            last = found.pop()
            found.append(replace(last, parts=(*last.parts, (block.marker, words))))
        else:
            collecting = False
    for resolution in found:
        if not resolution.parts:
            raise SourceError(f"decision without parts: {resolution.lead_in}")
    return found


# --- files ------------------------------------------------------------------


def read_sections(path: Path) -> list[Section]:
    """The sections of a file; the first is the file's own header and text."""
    sections = [Section("")]
    in_header = True
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("%"):
            continue
        if line.startswith("== ") or line.startswith("-- "):
            sections.append(Section(line[3:].strip()))
            sections[-1].values["mark"] = [line[:2]]
            in_header = True
            continue
        match = _HEADER.fullmatch(line) if in_header else None
        if match:
            sections[-1].values.setdefault(match[1], []).append(match[2].strip())
        elif line.strip() or not in_header:
            in_header = False
            sections[-1].lines.append(line)
        elif len(sections[-1].values) > 1 or sections[-1].name == "":
            in_header = False
    return sections


def parse_person(line: str) -> Person:
    """Name | post | service | telephone."""
    parts = [part.strip() for part in line.split("|")] + ["", "", ""]
    return Person(parts[0], parts[1], parts[2], parts[3])


def _parse_time(text: str) -> time:
    """10:00."""
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def read_report(path: Path) -> Report:
    """One report file."""
    sections = read_sections(path)
    head = sections[0]
    after = [block for section in sections[1:] for block in section.blocks()]
    authors = [parse_person(line) for line in head.many("author")]
    return Report(
        head.need("id"), head.need("form"), head.need("title"), head, head.blocks(), after, authors
    )


def read_boards(path: Path) -> dict[str, Board]:
    """The boards, each a section of one file."""
    boards: dict[str, Board] = {}
    for section in read_sections(path)[1:]:
        years = {
            key.removeprefix("membership "): values[0]
            for key, values in section.values.items()
            if key.startswith("membership ")
        }
        support = {
            key.removeprefix("support "): values[0]
            for key, values in section.values.items()
            if key.startswith("support ")
        }
        boards[section.name] = Board(
            section.name,
            section.need("name"),
            int(section.need("id")),
            section.get("weekday"),
            years,
            support,
        )
    return boards


def _groups(section: Section) -> list[tuple[str, list[str]]]:
    """Attendance as headed lists of typed lines."""
    groups: list[tuple[str, list[str]]] = []
    for block in section.blocks():
        if block.kind == "heading":
            groups.append((block.text, []))
        elif block.kind == "bullet" and groups:
            groups[-1][1].append(block.text)
        else:
            raise SourceError(f"attendance not understood: {block.text}")
    return groups


def _attachments(section: Section, reports: dict[str, Report]) -> list[Attachment]:
    """An item's documents: report ids, or 's5011 minutes of 2023-09-14'."""
    found: list[Attachment] = []
    for line in section.many("document"):
        ident, _, rest = line.partition(" ")
        if rest.startswith("minutes of "):
            day = date.fromisoformat(rest.removeprefix("minutes of "))
            title = f"Minutes {report_date(day)}"
            found.append(Attachment(ident, title, minutes_of=day))
        elif ident in reports:
            found.append(Attachment(ident, reports[ident].title, report=reports[ident]))
        else:
            raise SourceError(f"no report {ident}")
    return found


def _item(
    parts: list[Section], number: int, ident: int, minute: int | None, reports: dict[str, Report]
) -> Item:
    """One item from its section and its Agenda and Minutes sub-sections."""
    head = parts[0]
    text = {part.name: part.blocks() for part in parts[1:]}
    return Item(
        ident=ident,
        agenda_number=number,
        minute_number=minute,
        title=head.need("title"),
        report_of=head.get("report of"),
        agenda=text.get("Agenda", []),
        minutes=text.get("Minutes", []),
        documents=_attachments(head, reports),
        cut_at=int(head.get("cut at", "0")),
        empty_label=head.yes("empty documents label"),
    )


def _split_items(sections: list[Section]) -> list[list[Section]]:
    """Group item sections with their sub-sections."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.name == "Item":
            groups.append([section])
        elif section.get("mark") == "--" and groups:
            groups[-1].append(section)
    return groups


def read_meeting(
    path: Path, boards: dict[str, Board], reports: dict[str, Report], next_minute: int
) -> Meeting:
    """One meeting file; minute numbers run on from next_minute."""
    sections = read_sections(path)
    head = sections[0]
    status = head.need("status")
    items: list[Item] = []
    first = int(head.need("first item"))
    for offset, parts in enumerate(_split_items(sections)):
        minuted = status != "agenda" and parts[0].yes("minuted", default=True)
        items.append(
            _item(parts, offset + 1, first + offset, next_minute if minuted else None, reports)
        )
        next_minute += minuted
    present = [section for section in sections if section.name == "Present"]
    return Meeting(
        ident=int(head.need("id")),
        board=boards[head.need("board")],
        day=date.fromisoformat(head.need("date")),
        start=_parse_time(head.need("start")),
        end=_parse_time(head.get("end")) if head.get("end") else None,
        venue=head.need("venue"),
        directions=head.get("directions"),
        contact=parse_person(head.need("contact")),
        published=date.fromisoformat(head.need("published")),
        status=status,
        has_pack=head.yes("pack"),
        cover_pages=int(head.get("cover pages", "0")),
        groups=_groups(present[0]) if present else [],
        items=items,
    )


def _read_meetings(
    folder: Path, boards: dict[str, Board], reports: dict[str, Report]
) -> list[Meeting]:
    """All meetings by date; each board counts its minutes through the year."""
    meetings: list[Meeting] = []
    counters: dict[tuple[str, str], int] = {}
    for path in sorted(folder.glob("*.txt")):
        head = read_sections(path)[0]
        key = (head.need("board"), municipal_year(date.fromisoformat(head.need("date"))))
        meeting = read_meeting(path, boards, reports, counters.get(key, 1))
        numbers = [item.minute_number for item in meeting.items if item.minute_number]
        if numbers:
            counters[key] = max(numbers) + 1
        meetings.append(meeting)
    return sorted(meetings, key=lambda meeting: (meeting.day, meeting.ident))


def load(folder: Path) -> Council:
    """Read and check all sources."""
    sections = read_sections(folder / "council.txt")
    named = {section.name: section.blocks() for section in sections[1:]}
    reports = {}
    for path in sorted((folder / "reports").glob("*.txt")):
        report = read_report(path)
        reports[report.ident] = report
    boards = read_boards(folder / "boards.txt")
    meetings = _read_meetings(folder / "meetings", boards, reports)
    council = Council(
        sections[0], named.get("Notes", []), named.get("Cover", []), boards, reports, meetings
    )
    check(council)
    return council


# --- attendance -------------------------------------------------------------


def attendance(meeting: Meeting) -> list[Attendee]:
    """Everyone named in a meeting's attendance, in the printed order."""
    found: list[Attendee] = []
    for group, lines in meeting.groups:
        for line in lines:
            found.extend(_attendees(group, line))
    return found


def _attendees(group: str, line: str) -> list[Attendee]:
    """The people of one typed line."""
    if group.endswith("(by Service Area)"):
        area, _, names = line.partition(":")
        return [Attendee(name.strip(), group, post=area) for name in names.split(",")]
    match = re.fullmatch(r"([^(,]+?)(?: \((.+)\))?(?:, (.+))?", line)
    if not match:
        raise SourceError(f"attendance not understood: {line}")
    return [Attendee(match[1], group, role=match[2] or "", post=match[3] or "")]


# --- checks -----------------------------------------------------------------


def _minute_titles(council: Council) -> dict[str, set[str]]:
    """The titles of each minute number, as '3/23'."""
    titles: dict[str, set[str]] = {}
    for meeting in council.meetings:
        for item in meeting.items:
            if item.minute_number:
                key = f"{item.minute_number}/{meeting.municipal_year[2:4]}"
                titles.setdefault(key, set()).add(item.title)
    return titles


def _all_text(council: Council) -> Iterator[str]:
    """The text of every minute and report."""
    for meeting in council.meetings:
        for item in meeting.items:
            yield from (block.text for block in [*item.agenda, *item.minutes])
    for report in council.reports.values():
        yield from (block.text for block in [*report.body, *report.after_authors])


def check(council: Council) -> None:
    """Refuse sources that contradict themselves."""
    for meeting in council.meetings:
        weekday = meeting.board.weekday
        if weekday and f"{meeting.day:%A}" != weekday:
            raise SourceError(f"{meeting.day} is not a {weekday}")
        for item in meeting.items:
            if item.minute_number and not item.minutes:
                raise SourceError(f"{meeting.day} {item.title}: no minute")
            resolutions(item.minutes)
    titles = _minute_titles(council)
    for text in _all_text(council):
        for number, year, title in _REFERENCE.findall(text):
            known = titles.get(f"{number}/{year}", set())
            if title not in known:
                raise SourceError(f"minute {number}/{year} is {sorted(known)}, not {title!r}")
