"""What is asked, as a frozen tree: the one form that every engine translates.

`parse` in `indexer/search/language.py` makes it from what people type; names of boards and people
in it are turned into the exact values held (`Among`) before an engine sees it. No engine's own
parser ever sees what somebody typed.
"""

from dataclasses import dataclass
from typing import Literal

from indexer.model import Role, Zone

Sort = Literal["relevance", "newest", "oldest"]

Field = Literal[
    "council",
    "board",
    "year",
    "officer",
    "member",
    "person",
    "topic",
    "ward",
    "kind",
    "zone",
    "reference",
]
"""The fields of an item that hold exact values: identifiers, names and closed words.

`person` holds each role that somebody has, and each role with the name (`in_role`), so that both are
asked of one person; and whom the item itself names (`named_as`).
"""


def in_role(role: Role, name: str) -> str:
    """The value of `person` for somebody of this name in this role."""
    return f"{role}|{name}"


def named_as(side: Literal["officer", "member"], name: str) -> str:
    """The value of `person` for somebody whom the item itself names, not only its meeting."""
    return f"named as {side}|{name}"


@dataclass(frozen=True, slots=True)
class Word:
    """Items with this word, or another form of it (English stems), anywhere in title or text."""

    text: str
    zone: Zone | None = None
    """Where it must stand; anywhere, if None. The title belongs to no zone."""
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items with these very words in this order within one passage (or the title), unstemmed."""

    text: str
    zone: Zone | None = None
    in_title: bool = False


FARTHEST = 50
"""Words between two that are asked to stand near each other, at most."""


@dataclass(frozen=True, slots=True)
class Near:
    """Items with both words in one passage, in either order, at most `between` others between.

    No engine is asked for more than `FARTHEST`.
    """

    first: str
    second: str
    between: int
    zone: Zone | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Items with a word that begins so."""

    start: str
    zone: Zone | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Typo:
    """Items with this word, or one that differs by one letter (changed, added, left out, swapped)."""

    text: str
    zone: Zone | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """Items whose field holds one of these exact values; of no value at all: no item."""

    field: Field
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Items dated within these days, ends included, as YYYYMMDD; None leaves an end open.

    Undated items never match.
    """

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Routine:
    """Items that are routine matter (`value` True) or not."""

    value: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """Items that have a date (`value` True) or none."""

    value: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. Of no part: every item."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the parts hold, or more (`count` is 1 or more)."""

    count: int
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"


Leaf = Word | Phrase | Near | Prefix | Typo
"""What asks for words: the parts of a query that score, and are shown and marked."""

Node = Leaf | Among | Between | Routine | Dated | All | Any | AtLeast | Not
EVERYTHING = All(())
