"""Answers a query tree from posting lists: items as exact sets; then their order, facets, places.

For an engine whose library can list the postings of a word, but whose own matching is not to be
trusted. Pure: what is read comes through `Source`.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from indexer.analysis import one_edit, query_words, stem, tokens, whole_word
from indexer.engines.ranking import PLACES, TITLE, clues, weight
from indexer.query import (
    All,
    Among,
    Any,
    AtLeast,
    Between,
    Dated,
    Field,
    Leaf,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Routine,
    Sort,
    Typo,
    Word,
)

STEMS = "_stems"
"""Ends the name of the field that holds the stems of the words of a place."""

_SATURATION = 1.2  # BM25's usual k1 and b
_LENGTH_COUNTS = 0.75
_SHORT = 200  # words up to which a text is not held to be long

Where = dict[str, Mapping[int, Sequence[int]]]
"""Place, then item, then where in the item: see `position`."""


def position(passage: int, place: int) -> int:
    """A place in a passage as one number, such that neighbours never lie in two passages."""
    return (passage << 32) + place


def passage_of(at: int) -> int:
    """The number of the passage that a position lies in."""
    return at >> 32


@dataclass(frozen=True, slots=True)
class Row:
    """What of an item is no text: for filters, facets and order."""

    id: str
    order: str
    date: int | None
    routine: bool
    fields: Mapping[Field, Sequence[str]]

    @property
    def newest(self) -> tuple[bool, str, str]:
        """Sorts as "newest" does, descending."""
        return self.date is not None, self.order, self.id

    @property
    def oldest(self) -> tuple[bool, str, str]:
        """Sorts as "oldest" does, ascending."""
        return self.date is None, self.order, self.id


class Source(Protocol):
    """One state of an index. Items have numbers."""

    @property
    def rows(self) -> Mapping[int, Row]:
        """Every item."""

    def postings(self, field: str, term: str) -> Mapping[int, Sequence[int]]:
        """For each item that has the term in the field, its positions there, ascending."""

    def terms(self, field: str, prefix: str) -> Iterable[str]:
        """All terms of the field that begin so."""

    def length(self, item: int, field: str) -> int:
        """Words that the item has in the field, about."""


class Matching:
    """One query's answers. What it looked up is kept, since sets and scores ask for the same."""

    def __init__(self, source: Source) -> None:
        """Ask this source."""
        self._source = source
        self._postings, self._length = cache(source.postings), cache(source.length)
        self._found: dict[Leaf, Where] = {}

    # --- sets ---

    def items(self, node: Node) -> AbstractSet[int]:
        """The items that fit, exactly."""
        rows = self._source.rows
        match node:
            case All(parts):
                found: AbstractSet[int] = rows.keys()
                for part in parts:
                    found = found & self.items(part)
                return found
            case Any(parts):
                return {item for part in parts for item in self.items(part)}
            case AtLeast(count, parts):
                times = Counter(item for part in parts for item in self.items(part))
                return {item for item, held in times.items() if held >= count}
            case Not(part):
                return rows.keys() - self.items(part)
            case Among() | Between() | Routine() | Dated():
                return {item for item, row in rows.items() if _fits(row, node)}
            case _:
                return {item for found in self.where(node).values() for item in found}

    def where(self, leaf: Leaf) -> Where:
        """Where the words of a leaf stand."""
        if leaf not in self._found:
            here = {place: self._in(place, leaf) for place in _places(leaf)}
            self._found[leaf] = {place: found for place, found in here.items() if found}
        return self._found[leaf]

    def _in(self, place: str, leaf: Leaf) -> Mapping[int, Sequence[int]]:
        match leaf:
            case Word(text):
                return self._row(place + STEMS, [(stem(w), at) for w, at in _wanted(text)])
            case Phrase(text):
                return self._row(place, _wanted(text))
            case Near():
                return self._near(place, leaf)
            case Prefix(start):
                begin = whole_word(start)
                return self._any(place, self._source.terms(place, begin) if begin else ())
            case Typo(text):
                word = whole_word(text)
                words = self._source.terms(place, "") if word else ()
                return self._any(place, [w for w in words if one_edit(word, w)])

    def _any(self, field: str, words: Iterable[str]) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for word in words:
            for item, at in self._postings(field, word).items():
                found[item] += at
        return found

    def _row(self, field: str, words: Sequence[tuple[str, int]]) -> Mapping[int, Sequence[int]]:
        """Where words stand in a row, each so many places after the first."""
        if not words:
            return {}
        lists = [self._postings(field, word) for word, _ in words]
        if len(lists) == 1:
            return lists[0]
        found = {}
        for item in set(lists[0]).intersection(*lists[1:]):
            starts = set(lists[0][item])
            for postings, (_, after) in zip(lists[1:], words[1:], strict=True):
                starts &= {at - after for at in postings[item]}
            if starts:
                found[item] = sorted(starts)
        return found

    def _near(self, place: str, near: Near) -> Mapping[int, Sequence[int]]:
        first = self._row(place, _wanted(near.first))
        second = self._row(place, _wanted(near.second))
        found = {}
        for item in first.keys() & second.keys():
            a, b = first[item], second[item]
            pairs = [
                *followed(a, width(near.first), b, near.between),
                *followed(b, width(near.second), a, near.between),
            ]
            if pairs:
                found[item] = [start for start, _ in pairs]
        return found

    # --- order ---

    def scores(self, query: Node, among: AbstractSet[int]) -> dict[int, float]:
        """BM25F of each of these items, for the words that are wanted; changes no set.

        A word counts more in title, decision or minutes, and less in a long text.
        """
        scores = dict.fromkeys(among, 0.0)
        for clue in clues(query):
            counts: dict[int, float] = defaultdict(float)
            for place, found in self.where(clue).items():
                for item, at in found.items():
                    counts[item] += weight(place) * len(at) / self._longness(item, place)
            rarity = self._rarity(len(counts))
            for item in counts.keys() & among:
                scores[item] += rarity * counts[item] / (counts[item] + _SATURATION)
        return scores

    def passage_scores(
        self, query: Node, among: AbstractSet[int]
    ) -> Mapping[int, Mapping[int, float]]:
        """For each of these items, the passages (by number) that have a wanted word."""
        scores: dict[int, dict[int, float]] = {item: defaultdict(float) for item in among}
        for clue in clues(query):
            where = self.where(clue)
            rarity = self._rarity(len({item for found in where.values() for item in found}))
            for place in where.keys() - {TITLE}:
                for item in where[place].keys() & among:
                    for passage, times in Counter(map(passage_of, where[place][item])).items():
                        gain = weight(place) * times / (times + _SATURATION)
                        scores[item][passage] += rarity * gain
        return scores

    def _longness(self, item: int, place: str) -> float:
        if place == TITLE:
            return 1.0
        length = self._length(item, place)
        return max(1.0, 1 - _LENGTH_COUNTS + _LENGTH_COUNTS * length / _SHORT)

    def _rarity(self, items: int) -> float:
        return math.log(1 + (len(self._source.rows) - items + 0.5) / (items + 0.5))

    def ordered(
        self, items: Iterable[int], sort: Sort, scores: Mapping[int, float]
    ) -> Sequence[int]:
        """These items as asked for; of the same score, the newest first."""
        rows = self._source.rows
        if sort == "oldest":
            return sorted(items, key=lambda item: rows[item].oldest)
        newest = sorted(items, key=lambda item: rows[item].newest, reverse=True)
        return sorted(newest, key=lambda item: -scores[item]) if sort == "relevance" else newest

    def facet(self, field: Field, items: Iterable[int]) -> Sequence[tuple[str, int]]:
        """How many of these items hold each value: by count, then by value."""
        rows = self._source.rows
        counts = Counter(value for item in items for value in set(rows[item].fields.get(field, ())))
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def ranked_passages(
    scores: Mapping[int, float], passages: int, each: int
) -> Sequence[tuple[int, float]]:
    """The best of an item's passages with their scores; the first ones where none has a score."""
    best = sorted(scores, key=lambda number: (-scores[number], number))
    return [(number, scores.get(number, 0.0)) for number in (best or range(passages))[:each]]


def _fits(row: Row, test: Among | Between | Routine | Dated) -> bool:
    match test:
        case Among(field, values):
            return any(value in values for value in row.fields.get(field, ()))
        case Between(first, last):
            return row.date is not None and (
                (first is None or first <= row.date) and (last is None or row.date <= last)
            )
        case Routine(value):
            return row.routine == value
        case Dated(value):
            return (row.date is not None) == value


def _places(leaf: Leaf) -> Sequence[str]:
    if leaf.in_title:
        return (TITLE,)
    return (leaf.zone,) if leaf.zone else PLACES


def _wanted(text: str) -> Sequence[tuple[str, int]]:
    words = query_words(text)
    return [(token.word, token.position - words[0].position) for token in words]


def width(text: str) -> int:
    """Places that a word takes (compounds take more than one)."""
    return max((token.position + 1 for token in tokens(text)), default=0)


def followed(
    first: Sequence[int], width: int, second: Sequence[int], between: int
) -> Iterator[tuple[int, int]]:
    """Where the first stands with the second after it, and where that one stands.

    Both in one passage, with at most so many words between; each of the first has its nearest.
    """
    for start in first:
        i = bisect_left(second, start + width)
        at = second[i] if i < len(second) else -1
        if passage_of(at) == passage_of(start) and at - start - width <= between:
            yield start, at
