"""The pages of an officer or a member: what they wrote, moved and voted for, and where they sat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

import msgspec

from indexer.collection import MeetingLine, PersonHeld, PostHeld, person_key
from indexer.dates import municipal_year
from indexer.errors import BadQuery
from indexer.model import Item, Role, Vote
from indexer.people import Side
from indexer.query import All, Among, Dated, Node, named_as
from indexer.search.citing import citation
from indexer.search.fields import read_field
from indexer.search.finding import count
from indexer.search.holdings import Holdings, ListedItem, listed_item, read_item, side_of
from indexer.search.vote_lines import vote_outcome

UNDATED = "undated"
"""Stands for a municipal year, for items without a date."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in a list of officers or members."""

    name: str
    council: str
    path: str
    posts: Sequence[str]
    items: int
    """What `officer:` or `member:` with the name finds."""
    meetings: int
    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class PersonYear:
    """A municipal year, or `UNDATED`, with what there is of somebody in it."""

    year: str
    items: int
    """Those that name the person themselves, as the page lists them."""
    meetings: int
    """Attended, or apologies sent."""


@dataclass(frozen=True, slots=True)
class MotionPart:
    """A motion or amendment, how it ended, and what somebody did there."""

    motion: str
    carried: bool | None
    outcome: str
    """Such as "Carried" or "Lost"."""
    parts: Sequence[str]
    """Of `moved`, `seconded`, `for`, `against`, `abstained`."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """An item with somebody's part in it."""

    item: ListedItem
    roles: Sequence[Role]
    motions: Sequence[MotionPart]
    citation: str


@dataclass(frozen=True, slots=True)
class Attended:
    """A meeting in whose attendance list somebody stands, and as what."""

    meeting: MeetingLine
    roles: Sequence[Role]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What is held of an officer or a member: in all, and in one municipal year."""

    side: Side
    path: str
    name: str
    council: str
    written_forms: Sequence[str]
    """The other written forms of the name in the papers."""
    posts: Sequence[PostHeld]
    years: Sequence[PersonYear]
    """Newest first, undated items last."""
    year: str | None
    """The one that is shown: asked for, or the newest; None where there is none."""
    entries: Sequence[PersonEntry]
    """Of that year, newest first. Of an officer: written, led, contributed to or approved."""
    attended: Sequence[Attended]
    """Of that year, newest first."""
    apologies: Sequence[MeetingLine]
    items: int
    """Of all years, as in `entries`."""
    otherwise: int
    """Of an officer: further items that name them, as contact or signatory."""
    searchable: int
    """What `officer:` or `member:` with the name finds; a member's attendance counts there."""


def people_lines(held: Holdings, side: Side) -> list[PersonLine]:
    """Officers or members by name."""
    addresses = held.people(side)
    people = held.collection.officers if side == "officer" else held.collection.members
    return [
        PersonLine(
            name=one.name,
            council=one.council,
            path=addresses.paths[one.council, one.name],
            posts=one.posts,
            items=one.items,
            meetings=one.meetings,
            first=one.first,
            last=one.last,
        )
        for one in people
    ]


def person_page(
    held: Holdings, side: Side, council: str, slug: str, year: str | None = None
) -> PersonPage | None:
    """The officer or member at this address, in this municipal year; None if there is none.

    An address of another written form of the name answers too, with the present `path`. `BadQuery`
    for what is no municipal year.
    """
    year = None if year is None else _read_year(year)
    addresses = held.people(side)
    person = addresses.held.get(f"{side}s/{council}/{slug}")
    if person is None:
        return None
    names = (person.name, *person.aliases)
    record = held.engine.record(person_key(side, council, person.name))
    told = msgspec.json.decode(record, type=PersonHeld) if record else PersonHeld()
    named = _items(council, Among("person", tuple(named_as(side, name) for name in names)))
    own = _items(council, Among("officer", names)) if side == "officer" else named
    listed = _listed(held, told)
    items, years = _years(held, own, listed)
    shown = year or (years[0].year if years else None)
    here = [one for one in listed if municipal_year(one.meeting.date) == shown]
    return PersonPage(
        side=side,
        path=addresses.paths[council, person.name],
        name=person.name,
        council=council,
        written_forms=person.aliases,
        posts=told.posts,
        years=years,
        year=shown,
        entries=_entries(held, own, shown, frozenset(names), side),
        attended=[one for one in here if set(one.roles) != {"apologies"}],
        apologies=[one.meeting for one in here if "apologies" in one.roles],
        items=items,
        otherwise=count(held.engine, named) - items if side == "officer" else 0,
        searchable=person.items,
    )


def _read_year(year: str) -> str:
    if year == UNDATED:
        return year
    read = read_field("year", year, [])
    if not isinstance(read, Among):
        raise BadQuery(f"“{year}” is no municipal year. Write year=2020/21.")
    return read.values[0]


def _items(council: str, named: Node) -> Node:
    """The same name in another council's papers is somebody else."""
    return All((Among("council", (council,)), named))


def _listed(held: Holdings, told: PersonHeld) -> list[Attended]:
    """The meetings that list somebody, newest first, each once."""
    roles: dict[str, list[Role]] = {}
    for meeting, role in told.listed:
        roles.setdefault(meeting, []).append(role)
    return [Attended(line, roles[line.id]) for line in held.meetings if line.id in roles]


def _years(held: Holdings, query: Node, listed: Sequence[Attended]) -> tuple[int, list[PersonYear]]:
    """How many items there are in all, and what there is in each year."""
    found = held.engine.search(query, limit=0, facets=("year",))
    items = dict(found.facets["year"])
    meetings = [municipal_year(one.meeting.date) for one in listed]
    years = [
        PersonYear(year, items.get(year, 0), meetings.count(year))
        for year in sorted({*items, *meetings}, reverse=True)
    ]
    undated = found.total - sum(items.values())
    return found.total, years + ([PersonYear(UNDATED, undated, 0)] if undated else [])


def _entries(
    held: Holdings, query: Node, year: str | None, names: frozenset[str], side: Side
) -> list[PersonEntry]:
    if year is None:
        return []
    when = Dated(False) if year == UNDATED else Among("year", (year,))
    wanted = All((query, when))
    hits = held.engine.search(wanted, sort="newest", limit=count(held.engine, wanted)).hits
    return [_entry(read_item(hit.stored), names, side) for hit in hits]


def _entry(item: Item, names: frozenset[str], side: Side) -> PersonEntry:
    roles = dict.fromkeys(
        person.role
        for person in item.people
        if person.name in names and side_of(person.name, person.role) == side
    )
    motions = [_motion(vote, names) for vote in item.votes] if side == "member" else []
    return PersonEntry(
        listed_item(item), tuple(roles), [one for one in motions if one.parts], citation(item)
    )


def _motion(vote: Vote, names: frozenset[str]) -> MotionPart:
    part_of = {
        "moved": (vote.moved_by,),
        "seconded": (vote.seconded_by,),
        "for": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstain,
    }
    parts = [part for part, of in part_of.items() if not names.isdisjoint(of)]
    return MotionPart(vote.motion, vote.carried, vote_outcome(vote), parts)
