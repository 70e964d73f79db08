"""What Minutebook asks of a search engine: seen at a glance.

Engines fit by shape, not by inheritance; `tests/test_engine_contract.py` runs on each of them.

An engine keeps three things, and one commit covers them all, so that what a reader sees is always
whole:

* an entry for each item: for matching, totals, facets and order;
* an entry for each passage of it: for the places to show;
* records by key: what `show` and `list` print. Engines do not look into them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.model import Zone
from indexer.query import Field, Node, Sort


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """One passage as engines index it. `stored` comes back as it was given."""

    zone: Zone
    text: str
    stored: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as engines index it: matched as a whole, its title and all its passages.

    `order` sorts as dates are promised to: ascending is "oldest". Undated entries are last in either
    direction. `date` is YYYYMMDD. `stored` comes back as it was given.
    """

    id: str
    order: str
    title: str
    passages: tuple[PassageEntry, ...]
    fields: Mapping[Field, tuple[str, ...]]
    date: int | None
    routine: bool
    stored: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found."""

    id: str
    score: float
    stored: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """The page asked for; `total` and `facets` are exact and over the whole result."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[Field, Sequence[tuple[str, int]]]
    """For each field asked for, every value with its items: by count, then by value."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage of an item found, best first."""

    score: float
    stored: bytes


class SearchEngine(Protocol):
    """An index that is open: one state of it, which changes by its own `write` only.

    Close it, or use it in a `with` statement. Threads may share it to read.
    """

    name: str

    def write(
        self,
        *,
        entries: Iterable[Entry] = (),
        remove: Iterable[str] = (),
        records: Mapping[str, bytes | None] | None = None,
    ) -> None:
        """Put entries in place of those of the same id, take others out, set records; one commit.

        A record of None is removed. After it, no word of an entry taken out or replaced is left in
        any posting or stored text, unless `leftovers` says so. `Locked` if another process writes.
        """

    def search(
        self,
        query: Node,
        *,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[Field] = (),
    ) -> Found:
        """Items that fit, a page of them. Ties of score go newest first, so pages never overlap."""

    def passages(
        self, query: Node, items: Sequence[str], *, each: int = 3
    ) -> Mapping[str, Sequence[PassageHit]]:
        """The best `each` passages of each of these items for the words of the query.

        For an item none of whose passages has a word (found by its title, or by filters alone), its
        first passages, with score 0. Words under NOT count for nothing.
        """

    def ids(self, query: Node) -> frozenset[str]:
        """The ids of all items that fit; each of them is read, so not for answering people."""

    def fitting(self, query: Node, ids: Sequence[str]) -> frozenset[str]:
        """Those of these items that fit."""

    def stored(self, id: str) -> bytes | None:
        """What was stored with the item of this id, or None."""

    def record(self, key: str) -> bytes | None:
        """A record, or None."""

    def records(self, prefix: str) -> Mapping[str, bytes]:
        """All records whose key begins so, by key."""

    def near_words(self, word: str, *, limit: int = 3) -> Sequence[str]:
        """Words of the index, as printed but folded, that differ a little from this one; commonest
        first. For "did you mean".
        """

    def damaged(self) -> bool:
        """Whether its files are not as it wrote them, as far as it can tell. Reads all of them."""

    def changed(self) -> bool:
        """Whether another has committed since it was opened, or has taken its files away.

        It goes on answering as it did; what is new is seen by opening it again. A look at the
        folder, no more.
        """

    def leftovers(self) -> bool:
        """Whether words of entries taken out or replaced may still lie in its files, unfound.

        An engine that cannot forget them is made anew beside and swapped before a run ends.
        """

    def close(self) -> None:
        """Give back files and memory."""
