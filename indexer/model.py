"""The nouns of Minutebook: frozen, typed, no input or output. All other modules speak these words.

Three layers, in the order in which a paper passes them:

* extracting: `Text`, made of `Paragraph`s with their pages (bytes became words);
* reading: `Reading`, what one document says of one or several meetings (words became matters);
* answering: `Item`, `Meeting`, `Passage`, put together from every document that tells of them. Their
  field names are those of the JSON that `minutebook show` prints.
"""

from dataclasses import dataclass, field
from datetime import date as Date
from datetime import time as Time
from typing import Literal

import msgspec

Action = Literal[
    "approve", "note", "recommend", "request", "refer", "delegate", "defer", "refuse", "other"
]
Capacity = Literal["executive", "council", "scrutiny", "regulatory", "officer"]
Zone = Literal["minutes", "decision", "report", "recommendation", "agenda", "programme"]
Kind = Literal[
    "page",
    "agenda",
    "pack",
    "minutes",
    "draft-minutes",
    "decisions",
    "report",
    "appendix",
    "supplement",
    "other",
]
Role = Literal[
    "author",
    "contributor",
    "approver",
    "lead",
    "contact",
    "signatory",
    "member",
    "chair",
    "vice-chair",
    "substitute",
    "co-opted",
    "cabinet member",
    "deputy cabinet member",
    "officer",
    "invited",
    "apologies",
]
MeetingStatus = Literal["scheduled", "held", "cancelled"]
MinutesStatus = Literal["draft", "approved"]

OFFICER_ROLES: frozenset[Role] = frozenset({"author", "contributor", "approver", "lead"})
"""The roles that `officer:` asks for; contacts, signatories and mere attendance are left out."""
SOFT_HYPHEN = "\u00ad"
"""What a word on a page ends with that a hyphen breaks at the end of its line."""


# --- extracting -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading, list entry or table row (cells parted by tabs), lines joined.

    White space is single but for the tabs of a row. `starts` says on which page of the file which
    part of the text stands: pairs of (offset in `text`, page from 1), the first with offset 0; empty
    where the format has no pages. `gap` is true where the layout has a space or blank line before it.
    `strong` is true where it is set apart as a heading is (bold, larger, or a heading tag).
    """

    text: str
    starts: tuple[tuple[int, int], ...] = ()
    gap: bool = True
    strong: bool = False

    @property
    def page(self) -> int | None:
        """The page on which it begins, from 1."""
        return self.starts[0][1] if self.starts else None


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one document in reading order, without running headers, footers, page numbers."""

    paragraphs: tuple[Paragraph, ...]
    pages: int | None = None
    printed: tuple[tuple[int, str], ...] = ()
    """Page of the file and the number printed on it, for the pages that print one."""
    without_text: tuple[int, ...] = ()
    """Pages that are only pictures: not searchable."""
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised from their picture (OCR): to be read with doubt."""
    not_recognised: tuple[int, ...] = ()
    """Pages on which that failed, or was not tried any more: to be tried again."""
    title: str | None = None
    """The title in the file's own description, if any."""
    outline: tuple["Bookmark", ...] = ()
    """The file's bookmarks, in order."""
    attached: tuple[str, ...] = ()
    """Names of files that are attached to it, which are not read."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline: its words, the page it leads to (from 1), its depth from 0."""

    title: str
    page: int
    level: int = 0


# --- reading ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """One numbered part of what an item resolved."""

    text: str
    action: Action = "other"
    number: str | None = None
    addressed_to: str | None = None
    decided_by: str | None = None
    capacity: Capacity | None = None
    complete: bool = True
    """False where the text is cut."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a report asks a body to decide. Never shown as that body's decision."""

    addressed_to: str | None
    text: str


class Tally(msgspec.Struct, frozen=True, rename={"in_favour": "for"}):
    """The totals of a vote as printed, whether or not they agree with the names."""

    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None


class Vote(msgspec.Struct, frozen=True, rename={"in_favour": "for"}):
    """A motion or amendment put to a vote, with the names where they were recorded.

    `in_favour` is `for` in the JSON. A motion that was lost is a vote and no decision.
    """

    motion: str
    carried: bool | None = None
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()
    printed: Tally = Tally()
    moved_by: str | None = None
    seconded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another minute, decision or meeting that a paper refers to, as printed.

    `text` are the words that refer; `reference` the number in its usual form (`46/18`, `24/00093`),
    None where only a date or title is given. What it leads to is found out elsewhere: `status` is None
    until then.
    """

    text: str
    reference: str | None = None
    kind: Literal["minute", "decision", "meeting"] = "minute"
    quoted_title: str | None = None
    date: Date | None = None
    board: str | None = None
    status: Literal["resolved", "ambiguous", "outside", "contradicted"] | None = None
    item: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of a work programme: something that a board means to look at, and when.

    `date` and `when` are those of the row, or of the heading above it; `date` is None where it is undated,
    or not to the day; then `when` may say more ("Date to be confirmed", "January 2021").
    """

    title: str
    date: Date | None = None
    when: str | None = None
    """When, as printed."""
    paused: bool = False
    detail: str | None = None
    member: str | None = None
    """The Cabinet Member or other member responsible, as printed."""
    officer: str | None = None
    """The lead officer, as printed."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a part in one item."""

    name: str
    role: Role
    post: str | None = None
    organisation: str | None = None

    @property
    def is_officer(self) -> bool:
        """True where `officer:` asks for them: in the right role, and no councillor approving it."""
        return self.role in OFFICER_ROLES and not self.name.startswith(("Councillor", "Cllr"))


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in a meeting's attendance list."""

    name: str
    role: Role
    post: str | None = None
    directorate: str | None = None
    organisation: str | None = None
    virtual: bool | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a paper names for questions about the meeting, as printed on it."""

    name: str
    telephone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of paragraphs of one zone under one heading, as one document has it."""

    zone: Zone
    paragraphs: tuple[Paragraph, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A document that a paper points to."""

    title: str
    href: str
    key: str | None = None
    """Letter and number of a ModernGov address (`s5001`, `g900-10`), if it has them."""
    private: bool = False
    """True where the paper names a document that is withheld; it has no address then."""
    ground: str | None = None
    """Why it is withheld, as printed: "paragraph 3 of Part 1 of Schedule 12A …"."""


@dataclass(frozen=True, slots=True)
class ItemReading:
    """What one document says of one item."""

    title: str
    agenda_number: str | None = None
    minute_number: str | None = None
    minute_reference: str | None = None
    """The minute's number with its year, where the paper prints it whole: `46/18`."""
    site_id: str | None = None
    section: str | None = None
    report_of: str | None = None
    """The report-of line, whole: "Briefing Note of the Director of Streetscene"."""
    heading: str | None = None
    """The matter's own heading, where the title is a standing one."""
    private: bool = False
    key_decision: bool | None = None
    wards: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    """The minutes of the item, resolution and all, paragraph by paragraph."""
    truncated: bool = False
    """True where the page cuts the minutes."""
    agenda_truncated: bool = False
    """True where it cuts the text under the title."""
    decisions: tuple[Decision, ...] = ()
    undertakings: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    people: tuple[Person, ...] = ()
    printed_pages: tuple[int, int] | None = None
    """As the front sheet has them: "(Pages 11 - 18)"."""
    pages: tuple[int, int] | None = None
    """The same pages in the file, where they were found."""
    path: tuple[tuple[str, Date], ...] = ()
    """Bodies and dates that the report names as its way."""
    votes: tuple[Vote, ...] = ()
    programme: tuple[Planned, ...] = ()
    refers_to: tuple[Reference, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """A later meeting's word that the minutes of an earlier one are right.

    `of` is None where only "the last meeting" is named: the one before.
    """

    of: Date | None
    words: str


@dataclass(frozen=True, slots=True)
class MeetingReading:
    """What one document says of one meeting; or of none, where `board` or `date` is None.

    A decision of a register has kind `decisions`, no board, and the day of decision as its date.
    """

    kind: Kind
    board: str | None = None
    """As printed; of a joint meeting "A and B"."""
    boards: tuple[str, ...] = ()
    """The boards of a joint meeting, where it is known to be one."""
    date: Date | None = None
    start: Time | None = None
    end: Time | None = None
    start_note: str | None = None
    venue: str | None = None
    contact: Contact | None = None
    status: MeetingStatus | None = None
    status_note: str | None = None
    """What a paper says of a meeting that is not to be: "POSTPONED to 9 October"."""
    site_id: str | None = None
    number: str | None = None
    """The number of a register's decision, as printed."""
    draft: bool = False
    items: tuple[ItemReading, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    approvals: tuple[Approval, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says."""

    kind: Kind
    title: str
    meetings: tuple[MeetingReading, ...]
    """The document's own meeting first; then those whose minutes it carries."""
    pages: int | None = None
    printed: tuple[tuple[int, str], ...] = ()
    without_text: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised from their picture."""
    not_recognised: tuple[int, ...] = ()
    """Pages on which that failed."""
    attached: tuple[str, ...] = ()
    """Names of files attached to the document, which are not read."""


# --- answering --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Board:
    """A committee, under the name it bore at a meeting."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """The meeting of an item, as `show ITEM` has it."""

    id: str
    date: Date | None
    start: str | None
    end: str | None
    venue: str | None
    status: MeetingStatus | None
    url: str | None


@dataclass(frozen=True, slots=True)
class DocumentUse:
    """A document in which an item stands, with its pages there.

    One that is withheld is not held: it has no identifier, address or media type, and its `source`
    is that of the paper which names it.
    """

    id: str | None
    title: str
    kind: Kind
    url: str | None
    source: str
    media_type: str | None
    private: bool = False
    ground: str | None = None
    """Why it is withheld, as printed."""
    pages: tuple[int, int] | None = None
    printed_pages: tuple[int, int] | None = None
    recognised: bool = False
    """Whether words of the item there were recognised from a picture (OCR)."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """A body that a report was to go to, and whether a meeting of that body and day is held here."""

    board: str
    date: Date | None
    held: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field of an item was read."""

    field: str
    document: str
    page: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Correction:
    """That an operator put right what was read of an item."""

    field: str
    before: str | None
    """What is read without it, shortened; None where nothing is."""
    reason: str
    by: str
    on: Date


@dataclass(frozen=True, slots=True)
class Item:
    """One matter on a meeting's agenda, put together from every document that tells of it."""

    id: str
    title: str
    council: str
    board: Board | None
    date: Date | None
    meeting: MeetingSummary | None
    boards: tuple[Board, ...] = ()
    """Those of a joint meeting; else empty."""
    aliases: tuple[str, ...] = ()
    number: str | None = None
    agenda_number: str | None = None
    minute_number: str | None = None
    minute_reference: str | None = None
    minute_reference_basis: Literal["as_printed", "derived"] | None = None
    heading: str | None = None
    section: str | None = None
    private: bool = False
    routine: bool = False
    key_decision: bool | None = None
    wards: tuple[str, ...] = ()
    report_of: str | None = None
    path: tuple[PathStep, ...] = ()
    minutes: str | None = None
    minutes_status: MinutesStatus | None = None
    minutes_note: str | None = None
    minutes_approved: Date | None = None
    """The day of the meeting that agreed the minutes."""
    truncated: bool = False
    decisions: tuple[Decision, ...] = ()
    undertakings: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    people: tuple[Person, ...] = ()
    documents: tuple[DocumentUse, ...] = ()
    printed_pages: tuple[tuple[int, int], ...] = ()
    sources: tuple[Source, ...] = ()
    topics: tuple[str, ...] = ()
    """Up to three, the surest first."""
    votes: tuple[Vote, ...] = ()
    programme: tuple[Planned, ...] = ()
    """The rows, where the item is a work programme."""
    refers_to: tuple[Reference, ...] = ()
    referred_to_by: tuple[str, ...] = ()
    """Promised to scripts, and not found out by this version: always empty."""
    corrected: tuple[Correction, ...] = ()
    """The fields that are not as they were read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown and marked: a run of whole paragraphs of one item in one document and zone.

    Paragraphs are parted by a newline. `starts` is as in `Paragraph`.
    """

    item: str
    number: int
    """Its place among the passages of the item, from 0."""
    zone: Zone
    kind: Kind
    text: str
    heading: str | None = None
    document: str = ""
    source: str = ""
    url: str | None = None
    starts: tuple[tuple[int, int], ...] = ()
    printed: tuple[tuple[int, str], ...] = ()
    recognised: bool = False
    """Whether any of it was recognised from a picture (OCR)."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as its meeting lists it."""

    id: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting of a board, with its agenda in order."""

    id: str
    council: str
    board: Board
    boards: tuple[Board, ...]
    date: Date
    start: str | None = None
    end: str | None = None
    start_note: str | None = None
    venue: str | None = None
    status: MeetingStatus | None = None
    status_note: str | None = None
    """Of a meeting that was cancelled, postponed or withdrawn: what its page says of it."""
    url: str | None = None
    contact: Contact | None = None
    attendance: tuple[Attendee, ...] = ()
    items: tuple[ItemLine, ...] = ()
    aliases: tuple[str, ...] = field(default=())
