"""The engine for a small council: Whoosh (2.7.4) keeps postings and texts, we match and rank.

Whoosh's own collectors miscount ranges and identifiers inside an AND, give the last page again past
the end, and stop early for speed. So nothing but its storage is used: a query is answered by
`indexer/engines/postings.py` from whole posting lists, which is exact and fast enough here.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh import index
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.writing import CLEAR

from indexer.analysis import close_words, whole_word
from indexer.engines.base import Entry, Found, Hit, PassageHit
from indexer.engines.failing import locked, mended_by_rebuild, no_index
from indexer.engines.postings import item_of, ranked_passages
from indexer.engines.whoosh_blocks import (
    ITEM,
    PASSAGE,
    RECORD,
    SCHEMA,
    Snapshot,
    add,
    key_of,
    take_out,
)
from indexer.query import Field, Node, Sort


class WhooshEngine:
    """A `SearchEngine` in one folder (or in any Whoosh storage, which is made ready if empty).

    Threads may share it: they take turns.
    """

    name = "whoosh"

    def __init__(self, storage: Storage) -> None:
        """Open what the storage holds."""
        if not storage.index_exists():
            storage.create_index(SCHEMA)
        self._index = storage.open_index(schema=SCHEMA)
        self._turn = threading.RLock()
        self._now: Snapshot | None = None
        self._generation = -1
        """Of the snapshot; an older one, if there was a commit just then."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder; `NoIndex` if it holds none, `IndexUnusable` if it is damaged."""
        with mended_by_rebuild():
            storage = FileStorage(str(folder))
            if not folder.is_dir() or not storage.index_exists():
                raise no_index()
            return cls(storage)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a folder, in place of any that is there; `Locked` while one writes."""
        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        lock = storage.lock(f"{index._DEF_INDEX_NAME}_WRITELOCK")
        if not lock.acquire():
            raise locked()
        try:
            storage.create_index(SCHEMA)
            index.clean_files(storage, index._DEF_INDEX_NAME, 0, [])
        finally:
            lock.release()
        return cls(storage)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    # --- writing ---

    def write(
        self,
        *,
        entries: Iterable[Entry] = (),
        remove: Iterable[str] = (),
        records: Mapping[str, bytes | None] | None = None,
    ) -> None:
        """See `SearchEngine.write`. Where an entry goes, the whole index is written anew."""
        records = records or {}
        with self._turn, self._writer() as writer:
            added = {entry.id: entry for entry in entries}
            with mended_by_rebuild():
                anew = take_out(writer, {*added, *remove}, records.keys())
            add(writer, added.values())
            for key, value in records.items():
                if value is not None:
                    writer.add_document(key=key_of(RECORD + key), stored=value)
            # Open files could not be deleted on Windows.
            self._forget()
            with mended_by_rebuild(OSError):  # a full disk is no damage
                writer.commit(mergetype=CLEAR if anew else None)

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        try:
            with mended_by_rebuild(index.LockError):
                writer = self._index.writer(compound=False)
        except index.LockError as error:
            raise locked() from error
        try:
            yield writer
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    # --- reading ---

    def search(
        self,
        query: Node,
        *,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[Field] = (),
    ) -> Found:
        """See `SearchEngine.search`."""
        with self._reading() as now:
            found = now.matching.items(query)
            hits: tuple[Hit, ...] = ()
            if offset < len(found) and limit:
                scores = now.matching.scores(query, found) if sort == "relevance" else {}
                page = now.matching.ordered(found, sort, scores)[offset : offset + limit]
                hits = tuple(
                    Hit(now.rows[doc].id, scores.get(doc, 0.0), now.stored(doc)) for doc in page
                )
            return Found(
                len(found), hits, {name: now.matching.facet(name, found) for name in facets}
            )

    def passages(
        self, query: Node, items: Sequence[str], *, each: int = 3
    ) -> Mapping[str, Sequence[PassageHit]]:
        """See `SearchEngine.passages`."""
        with self._reading() as now:
            docs = {doc: id for id in items for doc in now.docs(ITEM + id)}
            scores = now.matching.passage_scores(query, docs.keys())
            hits: dict[str, Sequence[PassageHit]] = dict.fromkeys(items, ())
            for doc, id in docs.items():
                held = now.docs(PASSAGE + id)
                best = ranked_passages(scores[doc], len(held), each)
                hits[id] = tuple(PassageHit(score, now.stored(held[n])) for n, score in best)
            return hits

    def ids(self, query: Node) -> frozenset[str]:
        """See `SearchEngine.ids`."""
        with self._reading() as now:
            return frozenset(now.rows[doc].id for doc in now.matching.items(query))

    def fitting(self, query: Node, ids: Sequence[str]) -> frozenset[str]:
        """See `SearchEngine.fitting`."""
        return self.ids(query) & frozenset(ids)

    def stored(self, id: str) -> bytes | None:
        """See `SearchEngine.stored`."""
        return self._held(ITEM + id)

    def record(self, key: str) -> bytes | None:
        """See `SearchEngine.record`."""
        return self._held(RECORD + key)

    def _held(self, key: str) -> bytes | None:
        with self._reading() as now:
            docs = now.docs(key)
            return now.stored(docs[0]) if docs else None

    def records(self, prefix: str) -> Mapping[str, bytes]:
        """See `SearchEngine.records`."""
        with self._reading() as now:
            keys = sorted(now.terms("key", RECORD + prefix))
            return {key[1:]: now.stored(now.docs(key)[0]) for key in keys if now.docs(key)}

    def near_words(self, word: str, *, limit: int = 3) -> Sequence[str]:
        """See `SearchEngine.near_words`."""
        with self._reading() as now:
            close = close_words(whole_word(word), now.words(""))
            items = {other: len(set(map(item_of, now.postings(other)))) for other in close}
            return sorted(close, key=lambda other: (-items[other], other))[:limit]

    def changed(self) -> bool:
        """See `SearchEngine.changed`."""
        with self._turn, mended_by_rebuild():
            try:
                return bool(self._now and self._generation != self._index.latest_generation())
            except FileNotFoundError:
                return True

    def damaged(self) -> bool:
        """See `SearchEngine.damaged`: Whoosh keeps no checksums, and fails where it cannot read on."""
        return False

    def leftovers(self) -> bool:
        """See `SearchEngine.leftovers`: `write` leaves none."""
        return False

    def close(self) -> None:
        """See `SearchEngine.close`."""
        with self._turn:
            self._forget()

    @contextmanager
    def _reading(self) -> Iterator["Snapshot"]:
        with self._turn, mended_by_rebuild():
            if self._now is None:
                self._generation = self._index.latest_generation()
                self._now = Snapshot(self._index.reader())
            yield self._now

    def _forget(self) -> None:
        if self._now:
            self._now.close()
        self._now = None
