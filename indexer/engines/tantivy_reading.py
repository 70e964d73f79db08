"""One state of a tantivy index: finds, orders, counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from string import ascii_lowercase, digits
from typing import Any, NamedTuple

import msgspec
from tantivy import DocAddress, Document, Index, Order, Query, Searcher

from indexer.engines.base import Hit, PassageHit
from indexer.engines.ranking import TITLE, clues
from indexer.engines.tantivy_files import ITEM, Shown, digest
from indexer.engines.tantivy_query import PASSAGE, VALUES, WORDS, Translator
from indexer.errors import Failed
from indexer.query import Field, Node, Phrase, Sort

_SPARE = 16
"""Hits looked at beside a page, so that those of one score or moment are seen together."""
_PASSAGES = 100
"""Passages of an item that are looked at before all are: few items have more."""
_VALUES = 60_000
"""Values of a field that are counted; tantivy counts 65,000 at most."""

Scored = tuple[float, DocAddress]
Fetch = Callable[[int, int], Sequence[Scored]]
"""The hits from one place to before another, best first."""


class _Row(NamedTuple):
    id: str
    shown: Shown
    stored: bytes

    def newest(self) -> tuple[bool, str, str]:
        return self.shown.dated, self.shown.order, self.id

    def oldest(self) -> tuple[bool, str, str]:
        return not self.shown.dated, self.shown.order, self.id


class Snapshot:
    """The index as one commit left it."""

    def __init__(self, index: Index) -> None:
        """Of an index that was just opened."""
        self._searcher: Searcher = index.searcher()
        self.translator = Translator(index.schema)

    # --- items ---

    def page(self, query: Node, sort: Sort, offset: int, limit: int) -> tuple[int, list[Hit]]:
        """The true total and a page of hits. Ties of score and of moment are put in order here."""
        scored = sort == "relevance" and limit > 0 and bool(clues(query))
        wanted = self.translator.items(query, scored=scored)
        total = 0

        def fetch(first: int, last: int) -> Sequence[Scored]:
            nonlocal total
            order = _order(sort, scored)
            found = self._searcher.search(wanted, max(1, last - first), offset=first, **order)
            total = found.count  # type: ignore[attr-defined] # left out of tantivy's type stubs
            return found.hits

        if not limit:
            fetch(0, 1)
            return total, []
        hits: list[Hit] = []
        skip, groups = _whole_groups(fetch, offset, limit)
        for score, group in groups:
            rows = [self._row(address) for address in group]
            if sort == "oldest":
                rows.sort(key=_Row.oldest)
            elif len(rows) > 1:
                rows.sort(key=_Row.newest, reverse=True)
            hits += [Hit(row.id, score if scored else 0.0, row.stored) for row in rows]
        return total, hits[skip : skip + limit]

    def facets(self, query: Node, fields: Sequence[Field]) -> Mapping[Field, list[tuple[str, int]]]:
        """How many of the items hold each value: by count, then by value."""
        if not fields:
            return {}
        asked = {field: {"terms": {"field": VALUES + field, "size": _VALUES}} for field in fields}
        found = self._searcher.aggregate(self.translator.items(query, scored=False), asked)
        return {field: _counts(found[field]) for field in fields}

    def ids(self, query: Node, among: Sequence[str] | None = None) -> frozenset[str]:
        """Those that fit, of these or of all."""
        wanted = self.translator.items(query, scored=False)
        if among is not None:
            these = self.translator.any_of("key", [ITEM + id for id in among])
            wanted = wanted.and_must_match(these)
        return frozenset(_key(document)[1:] for document in self._documents(wanted))

    def _row(self, address: DocAddress) -> _Row:
        document = self._searcher.doc(address)
        shown = msgspec.json.decode(_bytes(document, "shown"), type=Shown)
        return _Row(_key(document)[1:], shown, _bytes(document, "stored"))

    def told(self, id: str) -> set[int]:
        """Digests of all that the item of this id tells (see `tantivy_files.told`)."""
        found = self._find(self.translator.term("of", id))
        texts = self._searcher.fast_field_values("digest", [address for _, address in found])
        (item,) = self._documents(self.translator.term("key", ITEM + id))
        shown = msgspec.json.decode(_bytes(item, "shown"), type=Shown)
        return {int(text or 0) for text in texts} | set(map(digest, shown.values))

    # --- passages ---

    def passages(
        self, query: Node, items: Sequence[str], each: int
    ) -> Mapping[str, Sequence[PassageHit]]:
        """The best passages of each item for the words of a query; its first, where none has any."""
        found = self._by_item(self.translator.passages(query, items), items)
        others = [item for item in items if item not in found]
        first = self._by_item(self.translator.first_passages(others, each), others)
        hits: dict[str, Sequence[PassageHit]] = dict.fromkeys(items, ())
        for item, passages in found.items():
            hits[item] = [self._passage(score, at) for score, at in self._best(passages, each)]
        for item, passages in first.items():
            hits[item] = [self._passage(0.0, at) for _, at in self._in_turn(passages)]
        return hits

    def _by_item(self, query: Query, items: Sequence[str]) -> Mapping[str, list[Scored]]:
        """The passages found, best first, under their items."""
        if not items:
            return {}
        most = _PASSAGES * len(items)
        hits = self._find(query, most, weight_by_field="weight")
        if len(hits) == most:
            hits = self._find(query, weight_by_field="weight")
        owners = self._searcher.fast_field_values("owner", [address for _, address in hits])
        names = {digest(item): item for item in items}
        found: dict[str, list[Scored]] = {}
        for hit, owner in zip(hits, owners, strict=True):
            found.setdefault(names[int(_known(owner))], []).append(hit)
        return found

    def _best(self, passages: Sequence[Scored], each: int) -> Sequence[Scored]:
        """The first so many; among equals those that come first in the item."""
        least = passages[min(each, len(passages)) - 1][0]
        enough = self._in_turn([hit for hit in passages if hit[0] >= least])
        return sorted(enough, key=itemgetter(0), reverse=True)[:each]

    def _in_turn(self, passages: Sequence[Scored]) -> Sequence[Scored]:
        """Passages in the order in which the item has them."""
        numbers = self._searcher.fast_field_values("number", [at for _, at in passages])
        pairs = zip(map(int, map(_known, numbers)), passages, strict=True)
        return [hit for _, hit in sorted(pairs, key=itemgetter(0))]

    def _passage(self, score: float, address: DocAddress) -> PassageHit:
        return PassageHit(score, _bytes(self._searcher.doc(address), "stored"))

    # --- records and words ---

    def holds(self, key: str) -> bool:
        """Whether there is something under this key."""
        return bool(self._find(self.translator.term("key", key), 1))

    def stored(self, key: str) -> bytes | None:
        """What was stored under a key."""
        found = self._find(self.translator.term("key", key), 1)
        return _bytes(self._searcher.doc(found[0][1]), "stored") if found else None

    def all_stored(self, start: str) -> Mapping[str, bytes]:
        """What was stored under each key that begins so, in order of key."""
        held = self._documents(self.translator.beginning("key", start))
        return dict(sorted((_key(document), _bytes(document, "stored")) for document in held))

    def words_like(self, word: str) -> Iterator[str]:
        """Words of the index that may be meant by this one: they share its first letter, or the rest.

        Dead ones too: those of items that were taken out.
        """
        places = (WORDS + TITLE, WORDS + PASSAGE)
        for field in places if word else ():
            yield from (w for w, _ in self._searcher.terms_with_prefix(field, word[0]))
            for other in _other_beginnings(word):
                if self._searcher.doc_freq(field, other):
                    yield other

    def items_with(self, word: str) -> int:
        """How many items have the word."""
        return self.page(Phrase(word), "newest", 0, 0)[0]

    def _find(self, query: Query, limit: int = 0, **order: Any) -> Sequence[Scored]:
        everything = limit or max(1, self._searcher.num_docs)
        return self._searcher.search(query, everything, count=False, **order).hits

    def _documents(self, query: Query) -> Iterator[Document]:
        return (self._searcher.doc(address) for _, address in self._find(query))


def _order(sort: Sort, scored: bool) -> dict[str, Any]:
    if scored:
        return {"weight_by_field": "weight"}
    if sort == "oldest":
        return {"order_by_field": "oldest", "order": Order.Asc}
    return {"order_by_field": "newest", "order": Order.Desc}


def _whole_groups(
    fetch: Fetch, offset: int, limit: int
) -> tuple[int, Iterable[tuple[float, list[DocAddress]]]]:
    """The hits of a page in groups of equal keys, none of them cut; how many of the first lie before it.

    Where keys are equal, tantivy's order means nothing, and may differ with the length of the page.
    """
    spare = _SPARE
    while True:
        first, last = max(0, offset - spare), offset + limit + spare
        hits = fetch(first, last)
        if len(hits) <= offset - first:
            return 0, ()
        keys = [key for key, _ in hits]
        begun = first == 0 or keys[0] != keys[offset - first]
        ended = len(hits) < last - first or keys[-1] != keys[-1 - spare]
        if begun and ended:
            break
        spare *= 8
    begin = keys.index(keys[offset - first])
    end = min(len(hits), offset - first + limit)
    while end < len(hits) and keys[end] == keys[end - 1]:
        end += 1
    groups = groupby(hits[begin:end], itemgetter(0))
    return offset - first - begin, [(key, [at for _, at in group]) for key, group in groups]


def _counts(found: Mapping[str, Any]) -> list[tuple[str, int]]:
    if found["sum_other_doc_count"]:
        raise Failed(
            f"More than {_VALUES:,} different values cannot be counted: narrow the search."
        )
    counts = [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _other_beginnings(word: str) -> Iterator[str]:
    """What differs from the word in its first letter only: changed, added, left out, swapped."""
    for letter in ascii_lowercase + digits:
        yield letter + word[1:]
        yield letter + word
    yield word[1:]
    yield word[1:2] + word[:1] + word[2:]


def _key(document: Document) -> str:
    return str(document.get_first("key"))


def _bytes(document: Document, field: str) -> bytes:
    return bytes(document.get_first(field) or b"")


def _known(value: float | None) -> float:
    assert value is not None
    return value
