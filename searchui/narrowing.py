"""What stands beside a result: counts that narrow it, and the chips of what is chosen. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from indexer.errors import BadQuery
from indexer.model import Zone
from indexer.search.absence import grouped, written
from indexer.search.language import Option, asked_tokens
from indexer.search.lexer import Token
from indexer.search.wording import PLACES
from searchui.asking import FILTERS, Asked, with_one
from searchui.wording import kind

SHOWN = 6
"""Values of a filter that are shown at once; the others are folded away."""
NAMES: Mapping[str, str] = {
    "year": "municipal year",
    "kind": "kind of paper",
    "zone": "kind of text",
    "from": "from",
    "to": "to",
}
"""Of the filters that are not called as they are typed."""
_SEVERAL = {"kind": "kinds of paper", "zone": "kinds of text"}
_QUOTED = re.compile("“([^”]*)”")
_GROUPS: tuple[Option, ...] = ("board", "officer", "topic", "ward", "kind", "zone", "council")
"""In the order shown; years have the chart."""
Address = Callable[[Mapping[str, Sequence[str]]], str]
"""The address of a search with these parameters."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: how many items of the result have it, and the address that narrows to it."""

    text: str
    items: int
    href: str | None
    """None where the filter is chosen already: a second value would widen it, not narrow."""


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with all its values, the most frequent first."""

    name: Option
    title: str
    first: Sequence[Choice]
    rest: Sequence[Choice]

    @property
    def more(self) -> str:
        """What is folded away: "12 more officers"."""
        number = len(self.rest)
        called = named(self.name) if number == 1 else _SEVERAL.get(self.name, f"{self.name}s")
        return f"{number:,} more {called}"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is chosen or typed, and the address of the same search without it."""

    name: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Boards:
    """The boards held, by identifier and by name."""

    names: Mapping[str, str]
    """By identifier."""
    ids: Mapping[str, Sequence[str]]
    """By name: boards of several councils may share one."""

    def read(self, said: str) -> str:
        """A sentence with the names of boards where it quotes identifiers, which are exact."""
        return _QUOTED.sub(lambda match: f"“{self.names.get(match[1], match[1])}”", said)


def boards(held: Iterable[tuple[str, str]]) -> Boards:
    """From pairs of identifier and name."""
    names = dict(held)
    ids: dict[str, list[str]] = {}
    for identifier, name in names.items():
        ids.setdefault(name, []).append(identifier)
    return Boards(names, ids)


def named(name: str) -> str:
    """What a filter is called on a page."""
    return NAMES.get(name, name)


def said(name: str, value: str, known: Boards) -> str:
    """A value of a filter as people read it."""
    if name == "board":
        return known.names.get(value, value)
    if name == "zone":
        return PLACES.get(cast(Zone, value), value)
    return kind(value) if name == "kind" else value


def groups(
    facets: Mapping[str, Sequence[tuple[str, int]]], asked: Asked, known: Boards, address: Address
) -> list[Group]:
    """All counts of a result but those of years; the council only where there are several."""
    return [
        _group(name, values, asked, known, address)
        for name in _GROUPS
        if (values := facets.get(name, ()))
        and (name != "council" or len(values) > 1 or asked.of(name))
    ]


def _group(
    name: Option,
    values: Sequence[tuple[str, int]],
    asked: Asked,
    known: Boards,
    address: Address,
) -> Group:
    chosen = bool(asked.of(name))
    here = address(asked.changed({}))
    choices = [
        Choice(
            said(name, value, known),
            items,
            None if chosen else _narrower(here, name, value, known),
        )
        for value, items in values
    ]
    return Group(name, named(name).capitalize(), choices[:SHOWN], choices[SHOWN:])


def _narrower(here: str, name: str, value: str, known: Boards) -> str:
    """The address of a search, narrowed to a value; boards are counted by name, and chosen exactly."""
    for exact in known.ids.get(value, (value,)) if name == "board" else (value,):
        here = with_one(here, name, exact)
    return here


def chips(asked: Asked, known: Boards, address: Address) -> list[Chip]:
    """What is typed as a field, then the filters chosen, each with a way to leave it out."""
    chosen = [
        Chip(named(name), said(name, value, known), address(asked.without(name, value)))
        for name in FILTERS
        for value in asked.of(name)
    ]
    return [*_typed(asked, address), *chosen]


def _typed(asked: Asked, address: Address) -> Iterable[Chip]:
    """The fields of the query that stand by themselves; none under OR, in brackets or beside NOT."""
    try:
        tokens, _ = asked_tokens(asked.one("q"))
    except BadQuery:
        return
    parts = grouped(tokens)
    for at, part in enumerate(parts):
        if field := _lone_field(part):
            others = (token for other in (*parts[:at], *parts[at + 1 :]) for token in other)
            rest = written([*others])
            yield Chip(
                field,
                f"{part[0].text} (typed)",
                address(asked.changed({"q": [rest] if rest else []})),
            )


def _lone_field(part: Sequence[Token]) -> str | None:
    return part[0].field if len(part) == 1 else None
