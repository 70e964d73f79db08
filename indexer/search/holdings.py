"""What is held, as lists of it need it: meetings, people and their addresses, of one state of the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property

import msgspec

from indexer.collection import MEETINGS, BoardHeld, MeetingLine, NameHeld
from indexer.engines.base import Found
from indexer.identifiers import free, slug
from indexer.model import Decision, Item, MinutesStatus, Role
from indexer.people import Part, Side
from indexer.query import All, Among, Field, Node
from indexer.search.finding import count
from indexer.search.states import State

_ITEM = msgspec.json.Decoder(Item)


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item in a list: what it is, where and when, and what was decided."""

    id: str
    title: str
    heading: str | None
    number: str | None
    agenda_number: str | None
    minute_number: str | None
    minute_reference: str | None
    council: str
    date: Date | None
    board: str | None
    """The board's name, as at that meeting."""
    meeting: str | None
    decisions: Sequence[Decision]
    minutes_status: MinutesStatus | None
    routine: bool = False
    private: bool = False
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with the number of its items, and the path of its page, where it has one."""

    name: str
    items: int
    path: str | None = None


class Addresses:
    """Which path leads to which name, and back."""

    def __init__(self, names: Iterable[tuple[str, NameHeld]]) -> None:
        """Of names in order, each with what its path begins with, as in `officers/kelderby`.

        A second of the same slug has `-2`. Another written form leads to the same name, unless it is
        another's path, or may be several names.
        """
        self.held: dict[str, NameHeld] = {}
        self.paths: dict[tuple[str, str], str] = {}
        """By council and name, in every written form."""
        taken: set[str] = set()
        others: dict[str, list[NameHeld]] = {}
        for start, one in names:
            path = free(f"{start}/{slug(one.name)}", taken)
            taken.add(path)
            self.held[path] = one
            for name in (one.name, *one.aliases):
                self.paths[one.council, name] = path
            for name in one.aliases:
                others.setdefault(f"{start}/{slug(name)}", []).append(one)
        for path, all_of_it in others.items():
            if len(set(map(id, all_of_it))) == 1:
                self.held.setdefault(path, all_of_it[0])

    def path(self, council: str, name: str) -> str | None:
        """The path of a name as printed in a council's papers."""
        return self.paths.get((council, name))


class Holdings:
    """What follows from one state of the index, for the pages about it; each worked out once."""

    def __init__(self, state: State) -> None:
        """Use `state.once(Holdings)`."""
        self.engine, self.collection = state.engine, state.collection

    @cached_property
    def meetings(self) -> Sequence[MeetingLine]:
        """Every meeting, newest first."""
        record = self.engine.record(MEETINGS)
        return msgspec.json.decode(record, type=tuple[MeetingLine, ...]) if record else ()

    @cached_property
    def meeting(self) -> Mapping[str, MeetingLine]:
        """The meetings by identifier."""
        return {line.id: line for line in self.meetings}

    @cached_property
    def meetings_of(self) -> Mapping[str, Sequence[MeetingLine]]:
        """The meetings of each board, by its identifier, newest first; joint ones for each board."""
        found: dict[str, list[MeetingLine]] = {board: [] for board in self.boards}
        for line in self.meetings:
            for board in line.all_boards:
                found.setdefault(board, []).append(line)
        return found

    @cached_property
    def boards(self) -> Mapping[str, BoardHeld]:
        """The boards by identifier."""
        return {board.id: board for board in self.collection.boards}

    @cached_property
    def _people(self) -> Mapping[Side, Addresses]:
        held = self.collection
        return {
            "officer": Addresses((f"officers/{one.council}", one) for one in held.officers),
            "member": Addresses((f"members/{one.council}", one) for one in held.members),
        }

    @cached_property
    def topics(self) -> Addresses:
        """The paths of topics."""
        return Addresses(("topics", one) for one in self.collection.topics)

    @cached_property
    def wards(self) -> Addresses:
        """The paths of wards."""
        return Addresses(("wards", one) for one in self.collection.wards)

    def people(self, side: Side) -> Addresses:
        """The paths of the officers or members."""
        return self._people[side]

    def person_path(self, side: Side, council: str | None, name: str) -> str | None:
        """The path of the page of whom a name, in any written form, means; None if that is not sure.

        Without a council, that of the only council which knows the name.
        """
        known = self.people(side)
        councils = self.collection.councils if council is None else (council,)
        paths = [path for one in councils if (path := known.path(one, name))]
        return paths[0] if len(paths) == 1 else None

    def officers(self, council: str, query: Node, found: Found) -> list[Counted]:
        """The officers of a result of one council, each person once: by items, then by name.

        `found` has the facet `officer` of this query.
        """
        addresses = self.people("officer")
        forms: dict[str, list[tuple[str, int]]] = {}
        for name, items in found.facets["officer"]:
            if path := addresses.path(council, name):
                forms.setdefault(path, []).append((name, items))
        return in_order(
            Counted(addresses.held[path].name, self._items("officer", query, names), path)
            for path, names in forms.items()
        )

    def _items(self, field: Field, query: Node, values: Sequence[tuple[str, int]]) -> int:
        """How many items have one of these values; one that has two of them counts once."""
        if len(values) == 1:
            return values[0][1]
        return count(self.engine, All((query, Among(field, tuple(value for value, _ in values)))))


def in_order(counted: Iterable[Counted]) -> list[Counted]:
    """By items, most first, then by name."""
    return sorted(counted, key=lambda one: (-one.items, one.name))


def side_of(name: str, role: Role) -> Side:
    """Whether somebody of this name and role acts as a member or as an officer."""
    return Part(name, role).side


def read_item(stored: bytes) -> Item:
    """The item that an engine stored."""
    return _ITEM.decode(stored)


def listed_item(item: Item) -> ListedItem:
    """An item as a list has it."""
    return ListedItem(
        id=item.id,
        title=item.title,
        heading=item.heading,
        number=item.number,
        agenda_number=item.agenda_number,
        minute_number=item.minute_number,
        minute_reference=item.minute_reference,
        council=item.council,
        date=item.date,
        board=item.board.name if item.board else None,
        meeting=item.meeting.id if item.meeting else None,
        decisions=item.decisions,
        minutes_status=item.minutes_status,
        routine=item.routine,
        private=item.private,
        truncated=item.truncated,
    )
