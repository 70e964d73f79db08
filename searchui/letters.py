"""Names from A to Z, and the places on a page that their letters lead to. Pure."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from indexer.identifiers import slug

_HONOURS = frozenset({"obe", "mbe", "cbe", "bem", "qpm", "jp", "qc", "kc", "mp", "dl"})
_NO_LETTER = "0-9"
Named = TypeVar("Named")


def anchor(text: str) -> str:
    """The id of the place on a page that belongs to a letter, a year or a board: one for each."""
    return f"at-{text.replace('/', '_')}"


def by_letter(
    named: Iterable[Named], name: Callable[[Named], str]
) -> Sequence[tuple[str, Sequence[Named]]]:
    """Those of each letter under it, in order; what begins with no letter comes first."""
    slugs = sorted(((slug(name(one)), one) for one in named), key=lambda pair: pair[0])
    return [
        (letter, tuple(one for _, one in group))
        for letter, group in groupby(slugs, key=lambda pair: _letter(pair[0]))
    ]


def surname_first(name: str) -> str:
    """A name as lists of people are ordered by it: "Ruane Councillor E" for "Councillor E Ruane"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(",.") in _HONOURS:
        words.pop()
    return " ".join([*words[-1:], *words[:-1]])


def _letter(slugged: str) -> str:
    return slugged[0].upper() if slugged[0].isalpha() else _NO_LETTER
