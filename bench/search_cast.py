"""Who and what comes up in the invented papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from search_language import made_up

from indexer.identifiers import slug
from indexer.model import Board
from indexer.topics import shipped_topics

T = TypeVar("T")

COUNCIL = "kelderby"
BOARDS, OFFICERS, MEMBERS, WARDS = 40, 300, 60, 24

_ABOUT = (
    "Housing",
    "Planning",
    "Finance",
    "Environment",
    "Transport",
    "Education",
    "Culture",
    "Health",
)
_BODIES = ("Scrutiny Board ({n})", "Committee", "Sub-Committee", "Cabinet Member", "Panel")
_POSTS = ("Director of {}", "Head of {}", "{} Manager", "{} Officer", "Assistant Director ({})")
_FIRST_NAMES = (
    *("Ada", "Bela", "Cora", "Dev", "Esme", "Farid", "Gita", "Hugh"),
    *("Ines", "Jago", "Kofi", "Lena", "Milo", "Nadia", "Omar", "Petra"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what comes up in the papers: the first of each the most often."""

    boards: Sequence[Board]
    officers: Sequence[tuple[str, str]]
    """Name and post."""
    members: Sequence[str]
    wards: Sequence[str]
    topics: Sequence[str]


def new_cast(random: Random) -> Cast:
    """A council's own, drawn."""
    words = iter(random.sample(range(100_000), 1_000))

    def name() -> str:
        return made_up(next(words)).capitalize()

    boards = [
        f"{about} and {name()} {body.format(n=number % 6 + 1)}"
        for number, (body, about) in enumerate((b, a) for b in _BODIES for a in _ABOUT)
    ]
    officers = [
        (
            f"{random.choice(_FIRST_NAMES)} {name()}",
            random.choice(_POSTS).format(random.choice(_ABOUT)),
        )
        for _ in range(OFFICERS)
    ]
    return Cast(
        boards=[Board(f"{COUNCIL}/{slug(board)}", board) for board in boards[:BOARDS]],
        officers=officers,
        members=[f"Councillor {random.choice(_FIRST_NAMES)[0]} {name()}" for _ in range(MEMBERS)],
        wards=[name() for _ in range(WARDS)],
        topics=sorted({one.topic for some in shipped_topics().entries.values() for one in some}),
    )


def often_first(random: Random, several: Sequence[T]) -> T:
    """One of these, drawn: each less often than the one before it."""
    return several[int(len(several) * random.random() ** 2)]
