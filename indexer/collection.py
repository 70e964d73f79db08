"""What is held as a whole: boards, people, coverage, gaps. One record of the index, read at opening.

`pipeline` writes it, `search` reads it; it says what names in a query can mean and what `list` and
`status` show.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import date as Date
from typing import Literal

from indexer.model import Kind, MeetingStatus, MinutesStatus, Role

RECORD = "collection"
"""The key of the record."""
MEETINGS, RECENT = "meetings", "recent"
"""The keys of two further records: all meetings in short, and the papers that came last."""
CORRECTIONS = "corrections.toml"
"""The file in the corpus' folder in which an operator settles what was read wrongly."""


@dataclass(frozen=True, slots=True)
class BoardHeld:
    """A board with what is held of it."""

    id: str
    name: str
    council: str
    aliases: tuple[str, ...]
    meetings: int
    items: int
    first: Date | None
    last: Date | None
    former_names: tuple[str, ...] = ()
    """Those of the aliases that are no short forms, the last one first."""


@dataclass(frozen=True, slots=True)
class NameHeld:
    """An officer, member, ward or topic, with the posts that papers give, and where it comes up."""

    name: str
    posts: tuple[str, ...]
    items: int
    meetings: int
    first: Date | None
    last: Date | None
    aliases: tuple[str, ...] = ()
    """Of a person: the other written forms of the name."""
    council: str = ""
    """Of a person: the council in whose papers they stand."""


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post of somebody, with the first and last day on which the papers held print it."""

    post: str
    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class PersonHeld:
    """What is held of one person beside the items: a record of its own (`person_key`)."""

    posts: tuple[PostHeld, ...] = ()
    """By first day; those of undated papers last."""
    listed: tuple[tuple[str, Role], ...] = ()
    """The meetings whose attendance lists have them, with the role there."""


def person_key(side: str, council: str, name: str) -> str:
    """The key of the record of an officer or member, by the fullest form of the name."""
    return f"person:{side}:{council}:{name}"


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in short, as lists of meetings show it."""

    id: str
    council: str
    board: str
    """Its identifier."""
    name: str
    """The board's, as at that meeting."""
    date: Date
    start: str | None
    venue: str | None
    status: MeetingStatus | None
    items: int
    minutes: MinutesStatus | None
    """None where no minutes of it are held."""
    boards: tuple[str, ...] = ()
    """The identifiers of the boards of a joint meeting; else empty."""

    @property
    def all_boards(self) -> tuple[str, ...]:
        """The boards for which it counts."""
        return (self.board, *self.boards)

    def lacks_minutes(self, today: Date) -> bool:
        """Whether no minutes of it are held though there may be some: it was before this day, and
        was not cancelled. On its own day it may still be to come.
        """
        return self.minutes is None and self.status != "cancelled" and self.date < today


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper by the moment when it was first held."""

    id: str
    title: str
    kind: Kind
    added: datetime
    meeting: str | None = None
    """The one that it names, unless it stands in others; then the latest of those."""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recent:
    """The papers that came last, newest first, and how many came on each day (UTC), newest first.

    Pages of a site are no papers here: they are fetched anew with every change.
    """

    papers: tuple[NewPaper, ...] = ()
    days: tuple[tuple[Date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents by what became of them."""

    held: int = 0
    read: int = 0
    unreadable: int = 0
    no_text: int = 0
    private: int = 0
    withdrawn: int = 0
    gone_at_source: int = 0
    blocked: int = 0
    missing: int = 0


GapKind = Literal["meeting", "cut"]
"""Papers of a meeting are lacking; or the minutes of an item are cut, and no whole copy is held."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the papers mention and the collection lacks."""

    board: str | None
    what: str
    evidence: str
    board_id: str | None = None
    """The identifier of the board, where it is known to be one that is held."""
    date: Date | None = None
    """The day of the meeting that is lacking, or lacks something."""
    kind: GapKind = "meeting"


@dataclass(frozen=True, slots=True)
class Problem:
    """A paper, or a part of one, that could not be read."""

    document: str | None
    source: str
    reason: str
    since: str
    boards: tuple[str, ...] = ()
    """The identifiers of the boards to whose meetings the paper belongs, as far as is known."""
    date: Date | None = None
    """The day of that meeting, as far as is known."""


@dataclass(frozen=True, slots=True)
class Collection:
    """All of it."""

    generation: str = ""
    """Names the state of the index, so that its maker knows it again."""
    indexed_at: str | None = None
    documents: Counts = field(default_factory=Counts)
    documents_digest: str = ""
    """Of the documents that the index knows of, and how reading them went."""
    councils: tuple[str, ...] = ()
    boards: tuple[BoardHeld, ...] = ()
    officers: tuple[NameHeld, ...] = ()
    members: tuple[NameHeld, ...] = ()
    wards: tuple[NameHeld, ...] = ()
    topics: tuple[NameHeld, ...] = ()
    attended: tuple[tuple[str, int], ...] = ()
    """Everybody named in an attendance list, and in how many."""
    report_posts: tuple[str, ...] = ()
    """The values of `officer` that are report-of lines."""
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[str, ...] = ()
    """What is to be said of the operator's corrections: those that are wrong, wait, or may be old."""
    items: int = 0


_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "s"})


def short_names(name: str) -> tuple[str, ...]:
    """How people shorten a board's name: "SB2" for "Education … Scrutiny Board (2)".

    The first letters of its last words, from all of them down to two, with the number in brackets.
    """
    number = "".join(re.findall(r"\((\w{1,3})\)", name))
    words = [
        word
        for word in re.findall(r"[A-Za-z]+", re.sub(r"\(\w+\)|['’]s\b", "", name))
        if word.lower() not in _SMALL
    ]
    letters = "".join(word[0].upper() for word in words)
    least = 2 if len(letters) >= 2 else len(letters)
    shortened = [letters[start:] + number for start in range(len(letters) - least + 1)]
    return tuple(short for short in shortened if len(short) >= 2)


def stamp(moment: datetime) -> str:
    """A moment as records have it: 2026-11-21T04:10:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def span(days: Iterable[Date | None]) -> tuple[Date | None, Date | None]:
    """First and last of the days that are known."""
    known = sorted(day for day in days if day is not None)
    return (known[0], known[-1]) if known else (None, None)


def merged_aliases(names: Sequence[str]) -> tuple[str, ...]:
    """Former names, and the short forms of all of them."""
    return tuple(
        dict.fromkeys([*names[1:], *(short for name in names for short in short_names(name))])
    )


REPORT_POST = "report of "
"""What opens the value of `officer` for a post in a report-of line, so that it is no name."""


def report_post(report_of: str) -> str:
    """The value of `officer` for "Briefing Note of the Director of Streetscene"."""
    return REPORT_POST + report_of.replace("’", "'")
