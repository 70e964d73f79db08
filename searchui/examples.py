"""Examples of what to type that find something in what is held. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from indexer.collection import BoardHeld, Collection, NameHeld
from indexer.dates import municipal_year

Held = TypeVar("Held", BoardHeld, NameHeld)


@dataclass(frozen=True, slots=True)
class Example:
    """What to type, and what it finds."""

    typed: str
    finds: str


def examples(held: Collection) -> list[Example]:
    """One for each kind of condition, with the name that has most items."""
    return [*_examples(held)]


def _examples(held: Collection) -> Iterator[Example]:
    if board := _most(held.boards):
        slug = board.id.partition("/")[2]
        yield Example(f"board:{slug}", f"items of “{board.name}”")
    if officer := _most(held.officers):
        yield Example(f'officer:"{officer.name}"', "what an officer wrote, led or approved")
    if member := _most(held.members):
        yield Example(f'member:"{member.name}"', "what a member had a say in")
    if topic := _most(held.topics):
        yield Example(f'topic:"{topic.name}" zone:decision', "a topic, in items with a decision")
    if ward := _most(held.wards):
        yield Example(f'ward:"{ward.name}"', "items about a ward")
    if last := max((board.last for board in held.boards if board.last), default=None):
        yield Example(f"date:{last.year}", "a calendar year; also 2019-07, 2019..2021, >=2019-07")
        yield Example(f"year:{municipal_year(last)}", "a municipal year, from one May to the next")


def _most(held: Sequence[Held]) -> Held | None:
    return max(held, key=lambda one: one.items, default=None)
