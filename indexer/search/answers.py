"""What a search answers: the shapes of its JSON, in the words of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from indexer.collection import Gap, Problem
from indexer.everyday import Expanded
from indexer.model import Decision, Kind, MinutesStatus, Zone
from indexer.search.tree import Option


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A place where a hit has the words, with its page and an address that leads there."""

    zone: Zone
    kind: Kind
    heading: str | None
    document: str
    source: str
    url: str | None
    page: int | None
    printed_page: str | None
    snippet: str
    """HTML-escaped but for `<mark>`."""
    recognised: bool = False
    """Whether any of the passage was recognised from a picture (OCR)."""
    title: str | None = None
    """Of the paper; None where the item does not say it."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A hit."""

    id: str
    title: str
    heading: str | None
    number: str | None
    minute_reference: str | None
    council: str
    board: str | None
    date: Date | None
    officers: Sequence[str]
    topics: Sequence[str]
    decisions: Sequence[Decision]
    minutes_status: MinutesStatus | None
    score: float
    missing: Sequence[str]
    """The words asked for that it lacks: empty but for partial matches."""
    passages: Sequence[FoundPassage]
    routine: bool = False
    meeting: str | None = None
    truncated: bool = False
    printed_pages: Sequence[tuple[int, int]] = ()
    agenda_number: str | None = None
    minute_number: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """The first or last dated item of a whole result."""

    date: Date
    id: str
    title: str
    board: str | None


Condition = Literal["council", "board", "dates"]


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search that found nothing looked through: all that its conditions on council, board
    and date leave, typed or chosen; the others are told as parts.
    """

    councils: Sequence[str]
    boards: Sequence[str]
    """The names of those that the conditions on council and board leave, in order."""
    meetings: int
    """Meetings of these boards and days that have items."""
    items: int
    documents: int | None
    """Papers that were read; None where conditions leave only some of them."""
    first: Date | None
    last: Date | None
    """Of the dated items among them."""
    narrowed_by: Sequence[Condition] = ()
    """What those conditions are on; nothing where all that is held was searched."""
    held: int = 0
    """Items held in all."""


PartKind = Literal["word", "phrase", "field", "filter"]


@dataclass(frozen=True, slots=True)
class PartTold:
    """A part of a query that found nothing: what it finds alone, and what the others find without it."""

    text: str
    """As `understood` says it."""
    kind: PartKind
    """`word` and `phrase` also with a mark, a place or NOT before; `field` is typed, `filter` chosen.
    Brackets and alternatives are one part, and a `word`, if there is any text in them.
    """
    items: int
    """How many of the items searched have it, routine matter too. A condition on council, board or
    date says what is searched: how many of all items held have it.
    """
    without: int | None
    """The `total` of the same search without it; None where nothing to ask for would be left."""
    query: str
    """What to type for that."""
    filter: Option | None = None
    """The filter that is to be left out for that; None for what was typed."""
    held: int = 0
    """How many of all items held have it."""


@dataclass(frozen=True, slots=True)
class Absence:
    """That nothing was found, as a statement to be checked: what was searched, and what could not be."""

    searched: Searched
    parts: Sequence[PartTold]
    """In the order typed, then the filters; the first so many (`limits.PARTS_TOLD`)."""
    gaps: Sequence[Gap]
    """Of the boards searched, and those whose board is not known; the first so many."""
    gaps_total: int
    problems: Sequence[Problem]
    """Of the councils searched: papers, and parts of them, that cannot be read."""
    problems_total: int
    private: int
    """Papers of the whole collection that are named and withheld."""
    cut: int
    """Items of the boards searched whose minutes are cut."""
    fresh: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a search."""

    query: str
    understood: str
    notes: Sequence[str]
    did_you_mean: str | None
    expanded: Sequence[Expanded]
    total: int
    partial_total: int
    routine_left_out: int
    undated_left_out: int
    page: int
    pages: int
    limit: int
    took_ms: float
    engine: str
    fresh: str | None
    hits: Sequence[FoundItem]
    """The page asked for; on the first, partial matches after it, told by what is `missing`."""
    facets: Mapping[str, Sequence[tuple[str, int]]] | None
    first: Mention | None = None
    """The first of the whole result, where facets are asked for; None too where nothing is dated."""
    last: Mention | None = None
    absence: Absence | None = None
    """Where `total` is 0."""
