"""What a search answers: the shapes of its JSON, in the words of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.everyday import Expanded
from indexer.model import Decision, Kind, MinutesStatus, Zone


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
