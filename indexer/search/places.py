"""The pages of a board, a topic, a ward."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import groupby
from typing import Literal

from indexer.collection import MeetingLine
from indexer.dates import municipal_year
from indexer.query import All, Among, Node
from indexer.search.holdings import (
    Addresses,
    Counted,
    Holdings,
    ListedItem,
    in_order,
    listed_item,
    read_item,
)

_NEWEST = 20
"""Items of a topic or ward that are listed."""

SubjectKind = Literal["topic", "ward"]


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """The meetings of one municipal year, newest first."""

    year: str
    meetings: Sequence[MeetingLine]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What is held of a board."""

    id: str
    name: str
    council: str
    former_names: Sequence[str]
    short_forms: Sequence[str]
    """What people may write for its names."""
    years: Sequence[YearOfMeetings]
    """Newest first; a joint meeting counts for each of its boards."""
    topics: Sequence[Counted]
    officers: Sequence[Counted]
    """Who wrote, led, contributed or approved; by items, then by name."""
    items: int
    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A topic or ward in a list."""

    name: str
    path: str
    items: int
    meetings: int
    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """What is held of a topic or a ward."""

    kind: SubjectKind
    path: str
    name: str
    items: int
    years: Sequence[tuple[str, int]]
    """Newest first."""
    boards: Sequence[Counted]
    officers: Sequence[Counted]
    newest: Sequence[ListedItem]
    """The newest items; a search finds all."""


def board_page(held: Holdings, identifier: str) -> BoardPage | None:
    """The board of this identifier; None if none is held."""
    board = held.boards.get(identifier)
    if board is None:
        return None
    query = Among("board", (board.id,))
    found = held.engine.search(query, limit=0, facets=("topic", "officer"))
    return BoardPage(
        id=board.id,
        name=board.name,
        council=board.council,
        former_names=board.former_names,
        short_forms=[name for name in board.aliases if name not in board.former_names],
        years=[
            YearOfMeetings(year, meetings) for year, meetings in by_year(held.meetings_of[board.id])
        ],
        topics=_counted(held.topics, found.facets["topic"]),
        officers=held.officers(board.council, query, found),
        items=found.total,
        first=board.first,
        last=board.last,
    )


def subject_lines(held: Holdings, kind: SubjectKind) -> list[SubjectLine]:
    """Topics or wards by name."""
    addresses = held.topics if kind == "topic" else held.wards
    subjects = held.collection.topics if kind == "topic" else held.collection.wards
    return [
        SubjectLine(
            name=one.name,
            path=addresses.paths[one.council, one.name],
            items=one.items,
            meetings=one.meetings,
            first=one.first,
            last=one.last,
        )
        for one in subjects
    ]


def subject_page(held: Holdings, kind: SubjectKind, slug: str) -> SubjectPage | None:
    """The topic or ward of this slug; None if none is held."""
    addresses = held.topics if kind == "topic" else held.wards
    path = f"{kind}s/{slug}"
    subject = addresses.held.get(path)
    if subject is None:
        return None
    query = Among(kind, (subject.name,))
    found = held.engine.search(
        query, sort="newest", limit=_NEWEST, facets=("year", "board", "council")
    )
    return SubjectPage(
        kind=kind,
        path=path,
        name=subject.name,
        items=found.total,
        years=sorted(found.facets["year"], reverse=True),
        boards=in_order(
            Counted(held.boards[id].name, items, id) for id, items in found.facets["board"]
        ),
        officers=_officers(held, query, [council for council, _ in found.facets["council"]]),
        newest=[listed_item(read_item(hit.stored)) for hit in found.hits],
    )


def _officers(held: Holdings, query: Node, councils: Iterable[str]) -> list[Counted]:
    """The officers of each council: the same name in another's papers is somebody else."""
    officers: list[Counted] = []
    for council in councils:
        own = All((query, Among("council", (council,))))
        found = held.engine.search(own, limit=0, facets=("officer",))
        officers += held.officers(council, own, found)
    return in_order(officers)


def _counted(addresses: Addresses, values: Iterable[tuple[str, int]]) -> list[Counted]:
    return [Counted(value, items, addresses.path("", value)) for value, items in values]


def by_year(lines: Iterable[MeetingLine]) -> list[tuple[str, Sequence[MeetingLine]]]:
    """Meetings, which come newest first, by municipal year."""
    return [
        (year, tuple(meetings))
        for year, meetings in groupby(lines, key=lambda line: municipal_year(line.date))
    ]
