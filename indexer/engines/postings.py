"""Answers a query tree from posting lists: items as exact sets; then their order, facets, places.

For an engine whose library can list the postings of a word, but whose own matching is not to be
trusted. Pure: what is read comes through `Source`.
"""

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Protocol

from indexer.analysis import query_words, stem, whole_word, width, within_edits
from indexer.engines.ranking import PLACES, TITLE, clues, neighbours, recency, weight
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

_SATURATION = 1.2  # BM25's usual k1 and b
_LENGTH_COUNTS = 0.75
_SHORT = 200  # words up to which a text is not held to be long
_SHORT_TITLE = 6
_PAIR = 0.5
"""How much it counts that two of several words stand side by side."""

_KEPT_WORDS = 64
_KEPT_CELLS = 200_000  # some 50 MB

Cells = Mapping[int, bytes]
"""Cell (see `cell`), then where in it (`packed`): bytes, since Python would search any other objects,
of which there are many, for garbage again and again."""

_WIDE = 8


def cell(item: int, place: str) -> int:
    """A place of an item, its title or a zone of it, as one number."""
    return item * len(PLACES) + PLACES.index(place)


def item_of(cell: int) -> int:
    """The item that a cell is of."""
    return cell // len(PLACES)


def position(passage: int, place: int) -> int:
    """A place in a passage as one number, such that neighbours never lie in two passages."""
    return (passage << 32) + place


def passage_of(at: int) -> int:
    """The number of the passage that a position lies in."""
    return at >> 32


def packed(positions: Iterable[int]) -> bytes:
    """Positions in a cell as bytes."""
    return array("Q", positions).tobytes()


def unpacked(at: bytes) -> Sequence[int]:
    """What was `packed`."""
    return memoryview(at).cast("Q")


@dataclass(frozen=True, slots=True)
class Row:
    """What of an item is no text: for filters, facets and order."""

    id: str
    order: str
    date: int | None
    routine: bool
    fields: Mapping[Field, tuple[str, ...]]
    lengths: Mapping[str, int]
    """For each place, its words."""

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

    def postings(self, word: str) -> Cells:
        """Where a word stands; in each cell, ascending."""

    def forms(self, stem: str) -> Iterable[str]:
        """All words of this stem."""

    def words(self, prefix: str) -> Sequence[str]:
        """All words that begin so."""


class Matching:
    """Answers from one state of an index. What it looked up last is kept, within bounds."""

    def __init__(self, source: Source) -> None:
        """Ask this source."""
        self._source = source
        self._postings = lru_cache(_KEPT_WORDS)(source.postings)
        # Not a method of ours: that would hold us in memory after whoever asked us has gone.
        self._forms = lru_cache(_KEPT_WORDS)(lambda stem: _any(source, source.forms(stem)))
        self._found: dict[Leaf, Cells] = {}
        self._gained: dict[Leaf, Mapping[int, float]] = {}
        self._fitting: dict[Node, AbstractSet[int]] = {}
        self._kept = 0

    def _make_room(self) -> None:
        if self._kept > _KEPT_CELLS:
            for kept in (self._found, self._gained, self._fitting):
                kept.clear()
            self._kept = 0

    # --- sets ---

    def items(self, node: Node) -> AbstractSet[int]:
        """The items that fit, exactly."""
        if node not in self._fitting:
            self._make_room()
            self._fitting[node] = fitting = self._items(node)
            self._kept += len(fitting)
        return self._fitting[node]

    def _items(self, node: Node) -> AbstractSet[int]:
        rows = self._source.rows
        match node:
            case All(parts):
                found: AbstractSet[int] = rows.keys()
                for part in parts:
                    found = found & self.items(part)
                return found
            case Any(parts):
                return set().union(*map(self.items, parts))
            case AtLeast(count, parts):
                times = Counter(chain.from_iterable(map(self.items, parts)))
                return {item for item, held in times.items() if held >= count}
            case Not(part):
                return rows.keys() - self.items(part)
            case Among() | Between() | Routine() | Dated():
                return {item for item, row in rows.items() if _fits(row, node)}
            case _:
                return set(map(item_of, self.where(node)))

    def where(self, leaf: Leaf) -> Cells:
        """Where the words of a leaf stand."""
        if leaf not in self._found:
            self._make_room()
            self._found[leaf] = found = _only(self._in(leaf), leaf)
            self._kept += len(found)
        return self._found[leaf]

    def _in(self, leaf: Leaf) -> Cells:
        match leaf:
            case Word(text):
                return _in_a_row([(self._forms(stem(word)), at) for word, at in _wanted(text)])
            case Phrase(text):
                return self._phrase(text)
            case Near(first, second):
                return _near(leaf, self._phrase(first), self._phrase(second))
            case Prefix(start):
                begin = whole_word(start)
                return _any(self._source, self._source.words(begin) if begin else ())
            case Typo(text):
                word = whole_word(text)
                return _any(
                    self._source, within_edits(word, self._source.words(""), 1) if word else ()
                )

    def _phrase(self, text: str) -> Cells:
        return _in_a_row([(self._postings(word), at) for word, at in _wanted(text)])

    # --- order ---

    def scores(self, query: Node, among: AbstractSet[int]) -> dict[int, float]:
        """BM25F of each of these items, for the words that are wanted; changes no set.

        A word counts more in title, decision or minutes, and less in a long text; an item a little
        more where it is new.
        """
        scores = dict.fromkeys(among, 0.0)
        counted = [(1.0, clue) for clue in clues(query)]
        counted += [(_PAIR, pair) for pair in neighbours(query)]
        for counts, clue in counted:
            gained = self._gains(clue)
            for item in gained.keys() & among:
                scores[item] += counts * gained[item]
        rows = self._source.rows
        return {item: score * recency(rows[item].date) for item, score in scores.items()}

    def _gains(self, clue: Leaf) -> Mapping[int, float]:
        """What each item that has the words of a clue gains by that."""
        if clue not in self._gained:
            counts: dict[int, float] = defaultdict(float)
            worth = self._worth
            for cell, at in self.where(clue).items():
                counts[item_of(cell)] += worth[cell] * len(at)
            rarity = self._rarity(len(counts))
            self._gained[clue] = {
                item: rarity * count / (count + _SATURATION) for item, count in counts.items()
            }
        return self._gained[clue]

    def passage_scores(
        self, query: Node, among: AbstractSet[int]
    ) -> Mapping[int, Mapping[int, float]]:
        """For each of these items, the passages (by number) that have a wanted word."""
        scores: dict[int, dict[int, float]] = {item: defaultdict(float) for item in among}
        for clue in clues(query):
            where = self.where(clue)
            rarity = self._rarity(len(self.items(clue)))
            for item in among:
                for place in PLACES:
                    at = unpacked(where.get(cell(item, place), b""))
                    if place != TITLE:
                        for passage, times in Counter(map(passage_of, at)).items():
                            gain = weight(place) * times / (times + _SATURATION)
                            scores[item][passage] += rarity * gain
        return scores

    @cached_property
    def _worth(self) -> Mapping[int, float]:
        """How much a byte of a position counts in each cell."""
        worth = {}
        for place in PLACES:
            own, first = weight(place) / _WIDE, cell(0, place)
            for item, row in self._source.rows.items():
                if place in row.lengths:
                    worth[cell(item, TITLE) + first] = own / _longness(place, row.lengths[place])
        return worth

    def _rarity(self, items: int) -> float:
        return math.log(1 + (len(self._source.rows) - items + 0.5) / (items + 0.5))

    def ordered(
        self, items: Iterable[int], sort: Sort, scores: Mapping[int, float]
    ) -> Sequence[int]:
        """These items as asked for; of the same score, the newest first."""
        if sort == "oldest":
            return sorted(items, key=self._oldest.__getitem__)
        newest = sorted(items, key=self._newest.__getitem__)
        return sorted(newest, key=lambda item: -scores[item]) if sort == "relevance" else newest

    @cached_property
    def _newest(self) -> Mapping[int, int]:
        """The rank of each item when the newest is first."""
        rows = self._source.rows
        items = sorted(rows, key=lambda item: rows[item].newest, reverse=True)
        return {item: rank for rank, item in enumerate(items)}

    @cached_property
    def _oldest(self) -> Mapping[int, int]:
        rows = self._source.rows
        items = sorted(rows, key=lambda item: rows[item].oldest)
        return {item: rank for rank, item in enumerate(items)}

    def facet(self, field: Field, items: Iterable[int]) -> Sequence[tuple[str, int]]:
        """How many of these items hold each value: by count, then by value."""
        rows = self._source.rows
        counts = Counter(chain.from_iterable(set(rows[i].fields.get(field, ())) for i in items))
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _any(source: Source, words: Iterable[str]) -> Cells:
    """Where any of these words stands, word after word."""
    found: dict[int, bytes] = {}
    for word in words:
        for cell, at in source.postings(word).items():
            found[cell] = found[cell] + at if cell in found else at
    return found


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


def _longness(place: str, words: int) -> float:
    if place == TITLE:
        return 0.5 + 0.5 * words / _SHORT_TITLE
    return max(1.0, 1 - _LENGTH_COUNTS + _LENGTH_COUNTS * words / _SHORT)


def _only(found: Cells, leaf: Leaf) -> Cells:
    """What stands where the leaf asks for it."""
    place = TITLE if leaf.in_title else leaf.zone
    if place is None:
        return found
    number = PLACES.index(place)
    return {cell: at for cell, at in found.items() if cell % len(PLACES) == number}


def _wanted(text: str) -> Sequence[tuple[str, int]]:
    words = query_words(text)
    return [(token.word, token.position - words[0].position) for token in words]


def _in_a_row(words: Sequence[tuple[Cells, int]]) -> Cells:
    """Where words stand in a row, each so many places after the first."""
    if len(words) < 2:
        return words[0][0] if words else {}
    found = {}
    (first, _), *others = words
    for cell in set(first).intersection(*(postings for postings, _ in others)):
        starts = set(unpacked(first[cell]))
        for postings, after in others:
            if not starts:
                break
            starts.intersection_update([at - after for at in unpacked(postings[cell])])
        if starts:
            found[cell] = packed(sorted(starts))
    return found


def _near(near: Near, first: Cells, second: Cells) -> Cells:
    found = {}
    wide, wide_second = width(near.first), width(near.second)
    for cell in first.keys() & second.keys():
        a, b = list(unpacked(first[cell])), list(unpacked(second[cell]))
        pairs = [*followed(a, wide, b, near.between), *followed(b, wide_second, a, near.between)]
        if pairs:
            found[cell] = packed(start for start, _ in pairs)
    return found


def followed(
    first: Sequence[int], width: int, second: Sequence[int], between: int
) -> Iterator[tuple[int, int]]:
    """Where the first stands with the second after it, and where that one stands.

    Both ascending, both in one passage, with at most so many words between; each of the first has
    its nearest.
    """
    i = 0
    for start in first:
        i = bisect_left(second, start + width, i)
        if i == len(second):
            return
        at = second[i]
        if at - start - width <= between and passage_of(at) == passage_of(start):
            yield start, at
