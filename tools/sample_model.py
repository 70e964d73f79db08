"""The nouns of the sample: council, boards, meetings, items, papers, registers and plans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from sample_text import Block, Section, SourceError, municipal_year, safe_name

STATUSES = ("agenda", "decisions", "draft", "minutes", "cancelled", "future")
FORMS = ("briefing", "report", "appendix", "programme", "docx", "broken")
STYLES = ("scrutiny", "cabinet", "council", "planning")


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
class Report:
    """A paper attached to an item, a meeting or a decision."""

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
        return safe_name(self.title) + (".docx" if self.form == "docx" else ".pdf")


@dataclass(frozen=True)
class Attachment:
    """A document on an item: a report, or an earlier meeting's minutes; perhaps withheld."""

    ident: str
    title: str
    report: Report | None = None
    minutes_of: date | None = None
    private: str = ""  # the paragraph of Schedule 12A that keeps it from the public

    @property
    def filename(self) -> str:
        """The name under which the document is linked."""
        return self.report.filename if self.report else safe_name(self.title) + ".pdf"

    @property
    def number(self) -> str:
        """The number in addresses that know no letters."""
        return self.ident.lstrip("sb")


@dataclass(frozen=True)
class Item:
    """One agenda item, with its minute if it has one."""

    ident: int
    agenda_number: str  # "3", and "3a" for a sub-item
    minute_number: int | None
    minuted: bool
    title: str
    report_of: str
    agenda: list[Block]
    decision: list[Block]
    minutes: list[Block]
    documents: list[Attachment]
    section: str = ""
    private: str = ""  # the paragraph of Schedule 12A
    cut_at: int = 0
    agenda_cut_at: int = 0
    empty_label: bool = False

    @property
    def printed_number(self) -> str:
        """The agenda number as printed: no full stop after 3a."""
        return self.agenda_number + ("." if self.agenda_number.isdigit() else "")

    @property
    def public(self) -> list[Attachment]:
        """The documents that anybody may read."""
        return [document for document in self.documents if not document.private]

    @property
    def withheld(self) -> list[Attachment]:
        """The documents of which only the title is told."""
        return [document for document in self.documents if document.private]

    @property
    def resolved(self) -> list[Block]:
        """Where the decision stands: the minute, or the record of decision where there is none."""
        return self.minutes or self.decision


@dataclass(frozen=True)
class Board:
    """A committee, and who sat on it in each municipal year."""

    key: str
    name: str
    cid: int
    weekday: str
    style: str
    expired: bool
    span: str
    membership: dict[str, str]
    support: dict[str, str]


@dataclass(frozen=True)
class Meeting:
    """One meeting with its agenda, attendance and minutes."""

    ident: int
    boards: tuple[Board, ...]
    day: date
    start: time
    end: time | None
    venue: str
    directions: str
    contact: Person
    published: date | None
    status: str  # one of STATUSES
    note: str
    has_pack: bool
    cover_pages: int
    draft_also: bool
    decisions_sheet: bool
    supplements: list[Report]
    groups: list[tuple[str, list[str]]]
    items: list[Item]
    attendance_id: int | None = None  # where the site links attendance under another number
    old_links: bool = False
    unescaped: bool = False  # whether the web service gives the minutes as bare markup

    @property
    def board(self) -> Board:
        """The board under whose number the page is linked."""
        return self.boards[0]

    @property
    def title(self) -> str:
        """The names of the boards, as the page's heading has them."""
        return " and ".join(board.name for board in self.boards)

    @property
    def minuted(self) -> bool:
        """Whether the minutes of the meeting exist."""
        return self.status in ("draft", "minutes")

    @property
    def municipal_year(self) -> str:
        """The year from May to April in which the meeting lies, as 2023/24."""
        return municipal_year(self.day)


@dataclass(frozen=True)
class Register:
    """A decision of one member or officer, taken outside meetings."""

    ident: int
    number: str
    register: str
    title: str
    maker: str
    day: date
    published: date
    effective: date | None
    called_in: date | None
    section: Section
    purpose: list[Block]
    decision: list[Block]
    documents: list[Attachment]
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Issue:
    """A matter that a forward plan announces."""

    ident: int
    title: str
    maker: str
    due: date
    lead_officer: str
    status: str
    first_published: date
    restriction: str
    notice: list[Block]


@dataclass(frozen=True)
class Plan:
    """A forward plan."""

    ident: int
    title: str
    first: date
    last: date
    issues: list[Issue]


@dataclass(frozen=True)
class Council:
    """The invented council: the whole of the sources."""

    section: Section
    site: Section
    notes: list[Block]
    cover: list[Block]
    boards: dict[str, Board]
    reports: dict[str, Report]
    meetings: list[Meeting]
    registers: list[Register] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The council's name."""
        return self.section.need("name")

    @property
    def today(self) -> date:
        """The day on which the sample's world stands still."""
        return self.site.needed_day("today")

    def email(self, person: Person) -> str:
        """A person's invented address."""
        name = re.sub(r"^(Dr|Mr|Mrs|Ms) ", "", person.name)
        local = re.sub(r"[^a-z.-]", "", name.lower().replace(" ", "."))
        return f"{local}@{self.section.need('mail domain')}"

    def meeting_on(self, board: Board, day: date) -> Meeting:
        """The meeting of a board on a given day."""
        return meeting_on(self.meetings, board, day)


def meeting_on(meetings: Iterable[Meeting], board: Board, day: date) -> Meeting:
    """The meeting of a board on a given day; SourceError if there is none."""
    for meeting in meetings:
        if board in meeting.boards and meeting.day == day:
            return meeting
    raise SourceError(f"no meeting of {board.name} on {day}")


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


def members(board: Board, year: str) -> list[tuple[str, str]]:
    """Names and roles of those who sit on a board, from its line of membership."""
    found: list[tuple[str, str]] = []
    for entry in re.split(r", | and ", board.membership.get(year, "")):
        name, _, role = entry.partition(" (")
        if name:
            found.append((f"Councillor {name}", role.rstrip(")")))
    return found
