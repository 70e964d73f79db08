"""What makes one item, or one passage, a better answer than another: the same for every engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import get_args

from indexer.model import Zone
from indexer.query import All, Any, AtLeast, Leaf, Near, Node, Phrase, Prefix, Typo, Word

TITLE = "title"
PLACES: tuple[str, ...] = (TITLE, *get_args(Zone))
"""Where words stand: the title, or a passage of a zone."""

_WEIGHT = {TITLE: 4.0, "decision": 1.5, "minutes": 1.2, "programme": 0.6}

_OLD, _SPAN, _MOST = 2000, 50, 0.1


def weight(place: str) -> float:
    """How much a word counts that stands there."""
    return _WEIGHT.get(place, 1.0)


def recency(date: int | None) -> float:
    """By what the score of an item of this date (YYYYMMDD) is multiplied: 1 to 1.1.

    Ten years later is two per cent more: enough to part near-equals, and items of the same words.
    """
    if date is None:
        return 1.0
    years = date // 10_000 + (date // 100 % 100) / 13 + (date % 100) / 416
    return 1 + _MOST * min(1.0, max(0.0, (years - _OLD) / _SPAN))


def clues(node: Node) -> Sequence[Leaf]:
    """The leaves whose words are wanted: what scores, is shown and marked. None under NOT.

    Plain words that stand side by side in the query are one clue more, as a phrase of any forms.
    """
    return list(dict.fromkeys(_clues(node)))


def _clues(node: Node) -> Iterator[Leaf]:
    match node:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _clues(part)
            if isinstance(node, All):
                yield from runs(parts)
        case Word() | Phrase() | Near() | Prefix() | Typo():
            yield node


def neighbours(node: Node) -> Sequence[Word]:
    """All `pairs` of a query: what adds to a score, and is neither shown nor marked by itself."""
    return list(dict.fromkeys(_neighbours(node)))


def _neighbours(node: Node) -> Iterator[Word]:
    match node:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _neighbours(part)
            if isinstance(node, All):
                yield from pairs(parts)


def runs(parts: Iterable[Node]) -> Iterator[Word]:
    """Plain words that stand side by side in a query, as they stand, for each place asked for."""
    for words, zone, in_title in _side_by_side(parts):
        if len(words) > 1:
            yield Word(" ".join(words), zone, in_title)


def pairs(parts: Iterable[Node]) -> Iterator[Word]:
    """Of three to ten such words, each two neighbours: part of a title may be left out or wrong."""
    for words, zone, in_title in _side_by_side(parts):
        if 2 < len(words) <= 10:
            for first, second in pairwise(words):
                yield Word(f"{first} {second}", zone, in_title)


def _side_by_side(parts: Iterable[Node]) -> Iterator[tuple[list[str], Zone | None, bool]]:
    texts: dict[tuple[Zone | None, bool], list[str]] = defaultdict(list)
    for part in parts:
        if isinstance(part, Word):
            texts[part.zone, part.in_title].append(part.text)
    for (zone, in_title), words in texts.items():
        yield words, zone, in_title
