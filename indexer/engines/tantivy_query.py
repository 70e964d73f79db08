"""Our query tree as tantivy's queries. Pure but for the schema they are made for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query, Schema

from indexer.analysis import Token, is_reference, query_words, stem, whole_word, width
from indexer.engines.ranking import PLACES, TITLE, clues, pairs, runs, weight
from indexer.query import (
    FARTHEST,
    All,
    Among,
    Any,
    AtLeast,
    Between,
    Dated,
    Leaf,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Routine,
    Typo,
    Word,
)

WORDS, STEMS = "words_", "stems_"
"""What the names of the fields of words and stems begin with; the place follows."""
PASSAGE = "passage"
"""The place of a passage's own entry, whatever its zone."""
VALUES = "values_"
"""What the names of the fields of exact values begin with."""

_LONG = {"report": 0.5}
"""How much less a word counts where texts are long: tantivy's scores only see which is longer there."""
_OTHERS = 0.2
"""How much of a word's score counts in the places where it does not score best."""
_SIDE_BY_SIDE, _PAIR = 3.0, 0.5
"""How much it counts that all words stand side by side, as typed, and that two of several do."""

_FEW = 100
"""Values that are looked up one by one; more of them in one walk through all there are."""

_Slot = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Translator:
    """Makes queries for an index with this schema."""

    schema: Schema

    def items(self, node: Node, *, scored: bool = True) -> Query:
        """The items that fit. Unscored is quicker."""
        match node:
            case All(parts):
                return self._all(parts, scored)
            case Any(parts):
                return _any([self.items(part, scored=scored) for part in parts])
            case AtLeast(count, parts):
                either = [(Occur.Should, self.items(part, scored=scored)) for part in parts]
                return Query.boolean_query(either, minimum_number_should_match=count)
            case Not(part):
                return self._all((Not(part),), scored)
            case Among(field, values):
                return _filter(self._in(VALUES + field, values))
            case Between(None, None):
                return self.items(Dated(True))
            case Between(first, last):
                days = Query.range_query(self.schema, "date", FieldType.Unsigned, first, last)
                return _filter(days)
            case Routine(value):
                return _filter(Query.term_query(self.schema, "routine", value))
            case Dated(value):
                dated = _filter(Query.exists_query("date"))
                return dated if value else self._without(dated)
            case _:
                return _best([self.leaf(node, place) for place in _places(node)])

    def passages(self, node: Node, items: Iterable[str]) -> Query:
        """The passages of these items that have a wanted word."""
        # Asked of the few passages clue by clue: of all clues at once tantivy looks at every passage.
        these = (Occur.Must, self.any_of("of", items))
        found = []
        for clue in clues(node):
            if not clue.in_title:
                zone = [(Occur.Must, self.term("zone", clue.zone))] if clue.zone else []
                here = (Occur.Must, self.leaf(clue, PASSAGE))
                found.append(Query.boolean_query([these, here, *zone]))
        return _any(found)

    def first_passages(self, items: Iterable[str], each: int) -> Query:
        """The first so many passages of these items."""
        first = Query.range_query(
            self.schema, "number", FieldType.Unsigned, None, each, include_upper=False
        )
        return self.any_of("of", items).and_must_match(first)

    def term(self, field: str, value: str) -> Query:
        """What has just this value, without a score; nothing, for what is no text."""
        return _filter(self._in(field, [value]))

    def any_of(self, field: str, values: Iterable[str]) -> Query:
        """What has one of these values, without a score."""
        return _filter(self._in(field, values))

    def beginning(self, field: str, start: str) -> Query:
        """What has a value that begins so."""
        return Query.fuzzy_term_query(self.schema, field, start, 0, prefix=True)

    # --- words ---

    def leaf(self, leaf: Leaf, place: str) -> Query:
        """Where the words of a leaf stand in one place, with the weight of that place."""
        counts = weight(place) * _LONG.get(place, 1)
        return Query.boost_query(self._leaf(leaf, place), counts)

    def _leaf(self, leaf: Leaf, place: str) -> Query:
        match leaf:
            case Word(text):
                return self._row(STEMS + place, [(at, stem(word)) for at, word in _slots(text)])
            case Phrase(text):
                return self._row(WORDS + place, _slots(text))
            case Prefix(start):
                begin = whole_word(start)
                return self.beginning(WORDS + place, begin) if begin else Query.empty_query()
            case Typo(text):
                word = whole_word(text)
                if not word:
                    return Query.empty_query()
                return Query.fuzzy_term_query(self.schema, WORDS + place, word, 1, True)
            case Near():
                return self._near(WORDS + place, leaf)

    def _row(self, field: str, slots: Sequence[_Slot], slop: int = 0) -> Query:
        if not slots:
            return Query.empty_query()
        if len(slots) == 1:
            return Query.term_query(self.schema, field, slots[0][1], "freq")
        return Query.phrase_query(self.schema, field, list(slots), slop)

    def _near(self, field: str, near: Near) -> Query:
        first, second = _slots(near.first), _slots(near.second)
        between = min(near.between, FARTHEST)
        if not first or not second:
            return Query.empty_query()
        there = self._then(field, first, width(near.first), second, between)
        back = self._then(field, second, width(near.second), first, between)
        return _any([*there, *back])

    def _then(
        self, field: str, first: Sequence[_Slot], width: int, second: Sequence[_Slot], between: int
    ) -> Iterator[Query]:
        """The first, and after so many words at most the second.

        Slop is how far a word may stand from its slot, either way: for two words one query says it.
        Of more than two it would be the sum for all: then each distance is a query.
        """
        if len(first) == len(second) == 1:
            (at, word), (other_at, other) = first[0], second[0]
            middle = other_at + 2 * width + between
            yield self._row(field, [(at, word), (middle, other)], between)
            return
        for gap in range(between + 1):
            shift = 2 * (width + gap)
            yield self._row(field, [*first, *((at + shift, word) for at, word in second)])

    # --- conditions ---

    def _all(self, parts: Sequence[Node], scored: bool) -> Query:
        wanted = [part for part in parts if not isinstance(part, Not)]
        unwanted = [part.part for part in parts if isinstance(part, Not)]
        clauses = [(Occur.Must, self.items(part, scored=scored)) for part in wanted]
        clauses += [(Occur.MustNot, self.items(part, scored=False)) for part in unwanted]
        if not wanted:
            clauses.append((Occur.Must, self.everything()))
        if scored:
            clauses += [(Occur.Should, self._anywhere(run, _SIDE_BY_SIDE)) for run in runs(parts)]
            clauses += [(Occur.Should, self._anywhere(pair, _PAIR)) for pair in pairs(parts)]
        return Query.boolean_query(clauses)

    def _anywhere(self, words: Word, counts: float) -> Query:
        found = _best([self.leaf(words, place) for place in _places(words)])
        return Query.boost_query(found, counts)

    def everything(self) -> Query:
        """All items."""
        return _filter(Query.exists_query("newest"))

    def _without(self, unwanted: Query) -> Query:
        return Query.boolean_query([(Occur.Must, self.everything()), (Occur.MustNot, unwanted)])

    def _in(self, field: str, values: Iterable[str]) -> Query:
        held = [value for value in values if _is_text(value)]
        if len(held) > _FEW:
            return Query.term_set_query(self.schema, field, held)
        return _any([Query.term_query(self.schema, field, value, "basic") for value in held])


def _slots(text: str) -> list[_Slot]:
    """The words of a query in their slots (`tantivy_words`), the first in slot 0 or 1."""
    words: list[Token] = query_words(text)
    return [
        (2 * (token.position - words[0].position) + is_reference(token.word), token.word)
        for token in words
    ]


def _places(leaf: Leaf) -> Sequence[str]:
    if leaf.in_title:
        return (TITLE,)
    return (leaf.zone,) if leaf.zone else PLACES


def _filter(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _best(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, _OTHERS)


def _is_text(value: str) -> bool:
    """What a shell hands over may hold bytes that are no text: no index has them."""
    return value.isprintable() or value.encode("utf-8", "replace").decode() == value
