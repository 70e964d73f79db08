"""The engine for a small council: Whoosh (2.7.4) keeps postings and texts, we match and rank.

Whoosh's own collectors miscount ranges and identifiers inside an AND, give the last page again past
the end, and stop early for speed. So nothing but its storage is used: a query is answered by
`indexer/engines/postings.py` from whole posting lists, which is exact and fast enough here.

Three kinds of document lie in one index: items (all fields), their passages and the records (a key
and what is stored). `key` begins with the letter of the kind.
"""

import json
import threading
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh import fields, formats, index
from whoosh.filedb.filestore import FileStorage, Storage

from indexer.analysis import close_words, stem, tokens, whole_word
from indexer.engines.base import Entry, Found, Hit, PassageHit
from indexer.engines.postings import STEMS, Matching, Row, position, ranked_passages
from indexer.engines.ranking import PLACES, TITLE
from indexer.errors import IndexUnusable, Locked, MinutebookError, NoIndex
from indexer.query import Field, Node, Sort

ITEM, PASSAGE, RECORD = "i", "p", "r"
_ROW = "item"
_NOT_EMPTY = b"-"  # Whoosh loses count of a posting's values where one is empty


class Postings(fields.FieldType):  # type: ignore[misc]
    """A field that is handed its postings: triples of term, times it occurs, and any bytes."""

    def __init__(self, scorable: bool) -> None:
        """Scorable: the number of words is kept."""
        super().__init__(formats.Format(), None, scorable=scorable)

    def index(
        self, value: Iterable[tuple[str, int, bytes]], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings as Whoosh wants them: with the term in UTF-8 and a weight."""
        for term, count, payload in value:
            yield _bytes(term), count, 1.0, payload


SCHEMA = fields.Schema(
    key=Postings(scorable=False),
    row=Postings(scorable=False),
    stored=fields.STORED(),
    **{name: Postings(scorable=True) for name in PLACES},
    **{name + STEMS: Postings(scorable=False) for name in PLACES},
)


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
        self._now: _Snapshot | None = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder; `NoIndex` if it holds none, `IndexUnusable` if it is damaged."""
        with _mended_by_rebuild():
            storage = FileStorage(str(folder))
            if not folder.is_dir() or not storage.index_exists():
                raise NoIndex("There is no index yet: run `minutebook index` first.")
            return cls(storage)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a folder, in place of any that is there; `Locked` while one writes."""
        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        lock = storage.lock(f"{index._DEF_INDEX_NAME}_WRITELOCK")
        if not lock.acquire():
            raise Locked(_LOCKED)
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
            gone = [kind + id for id in {*added, *remove} for kind in (ITEM, PASSAGE)]
            with _mended_by_rebuild():
                removed = _remove(writer, gone)
                _remove(writer, [RECORD + key for key in records])
            for entry in added.values():
                _add_entry(writer, entry)
            for key, value in records.items():
                if value is not None:
                    writer.add_document(key=_key(RECORD + key), stored=value)
            # Open files could not be deleted on Windows.
            self._forget()
            # Only then does Whoosh drop the postings and texts of what is gone.
            with _mended_by_rebuild(OSError):  # a full disk is no damage
                writer.commit(optimize=removed)

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        try:
            with _mended_by_rebuild(index.LockError):
                writer = self._index.writer()
        except index.LockError as error:
            raise Locked(_LOCKED) from error
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
            matching = Matching(now)
            found = matching.items(query)
            scores = matching.scores(query, found) if sort == "relevance" else {}
            page = matching.ordered(found, sort, scores)[offset : offset + limit]
            hits = tuple(
                Hit(now.rows[doc].id, scores.get(doc, 0.0), now.stored(doc)) for doc in page
            )
            return Found(len(found), hits, {name: matching.facet(name, found) for name in facets})

    def passages(
        self, query: Node, items: Sequence[str], *, each: int = 3
    ) -> Mapping[str, Sequence[PassageHit]]:
        """See `SearchEngine.passages`."""
        with self._reading() as now:
            docs = {doc: id for id in items for doc in now.docs(ITEM + id)}
            scores = Matching(now).passage_scores(query, docs.keys())
            hits: dict[str, Sequence[PassageHit]] = dict.fromkeys(items, ())
            for doc, id in docs.items():
                held = now.docs(PASSAGE + id)
                best = ranked_passages(scores[doc], len(held), each)
                hits[id] = tuple(PassageHit(score, now.stored(held[n])) for n, score in best)
            return hits

    def ids(self, query: Node) -> frozenset[str]:
        """See `SearchEngine.ids`."""
        with self._reading() as now:
            return frozenset(now.rows[doc].id for doc in Matching(now).items(query))

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
        typed = whole_word(word)
        with self._reading() as now:
            lexicon = {other for place in PLACES for other in now.terms(place, "")}
            close = close_words(typed, lexicon)
            items = {w: len({d for p in PLACES for d in now.postings(p, w)}) for w in close}
            return sorted(close, key=lambda other: (-items[other], other))[:limit]

    def refresh(self) -> bool:
        """See `SearchEngine.refresh`."""
        with self._turn, _mended_by_rebuild():
            changed = bool(self._now and self._now.generation != self._index.latest_generation())
            if changed:
                self._forget()
            return changed

    def leftovers(self) -> bool:
        """See `SearchEngine.leftovers`: `write` leaves none."""
        return False

    def close(self) -> None:
        """See `SearchEngine.close`."""
        with self._turn:
            self._forget()

    @contextmanager
    def _reading(self) -> Iterator["_Snapshot"]:
        with self._turn, _mended_by_rebuild():
            if self._now is None:
                self._now = _Snapshot(self._index)
            yield self._now

    def _forget(self) -> None:
        if self._now:
            self._now.close()
        self._now = None


class _Snapshot:
    """The index as one commit left it: the `Source` from which queries are answered."""

    def __init__(self, whole: Any) -> None:
        self.generation: int = whole.latest_generation()
        self._reader = whole.reader()
        self.rows = {doc: Row(*json.loads(value)) for doc, value in self._values("row", _ROW)}

    def close(self) -> None:
        self._reader.close()

    def docs(self, key: str) -> list[int]:
        return [doc for doc, _ in self._values("key", key)]

    def stored(self, doc: int) -> bytes:
        stored: bytes = self._reader.stored_fields(doc)["stored"]
        return stored

    def postings(self, field: str, term: str) -> dict[int, Sequence[int]]:
        return {doc: memoryview(value).cast("Q") for doc, value in self._values(field, term)}

    def length(self, doc: int, field: str) -> int:
        length: int | None = self._reader.doc_field_length(doc, field)
        return length or 0

    def terms(self, field: str, prefix: str) -> list[str]:
        """Words of a field that begin so."""
        found: list[str] = []
        for leaf, _ in self._reader.leaf_readers():
            terms = leaf.expand_prefix(field, _bytes(prefix))
            found += (term.decode("utf-8", "surrogatepass") for term in terms)
        return found

    def _values(self, field: str, term: str) -> Iterator[tuple[int, bytes]]:
        for leaf, base in self._reader.leaf_readers():
            if (field, _bytes(term)) in leaf:
                matcher = leaf.postings(field, _bytes(term))
                while matcher.is_active():
                    yield base + matcher.id(), matcher.value()
                    matcher.next()


_LOCKED = (
    "Another Minutebook process is writing this index: wait until it has done, then try again."
)


@contextmanager
def _mended_by_rebuild(*passing: type[Exception]) -> Iterator[None]:
    through: tuple[type[Exception], ...] = (MinutebookError, RecursionError, *passing)
    try:
        yield
    except through:
        raise
    except Exception as error:  # Whoosh raises this very class, too, where its files are damaged
        raise IndexUnusable(
            "The index cannot be read: run `minutebook index --rebuild` to make it again."
        ) from error


def _bytes(term: str) -> bytes:
    # What a shell hands over may hold bytes that are no text: it is not found, and nothing fails.
    return term.encode("utf-8", "surrogatepass")


def _key(key: str) -> list[tuple[str, int, bytes]]:
    return [(key, 1, _NOT_EMPTY)]


def _remove(writer: Any, keys: Sequence[str]) -> bool:
    """Mark documents as gone; whether there were any."""
    reader, removed = writer.reader(), False
    for leaf, base in reader.leaf_readers():
        for key in keys:
            if ("key", _bytes(key)) in leaf:
                for doc in leaf.postings("key", _bytes(key)).all_ids():
                    writer.delete_document(base + doc)
                    removed = True
    reader.close()
    return removed


def _add_entry(writer: Any, entry: Entry) -> None:
    row = (entry.id, entry.order, entry.date, entry.routine, dict(entry.fields))
    words: dict[str, dict[str, array[int]]] = {}
    _collect(words, TITLE, 0, entry.title)
    for number, passage in enumerate(entry.passages):
        _collect(words, passage.zone, number, passage.text)
    writer.add_document(
        key=_key(ITEM + entry.id),
        row=[(_ROW, 1, json.dumps(row).encode())],
        stored=entry.stored,
        **{
            field: [(word, len(places), places.tobytes()) for word, places in found.items()]
            for field, found in words.items()
        },
    )
    for passage in entry.passages:
        writer.add_document(key=_key(PASSAGE + entry.id), stored=passage.stored)


def _collect(words: dict[str, dict[str, "array[int]"]], place: str, number: int, text: str) -> None:
    """Add the words of one passage, and their stems, to those of the item."""
    exact, stems = words.setdefault(place, {}), words.setdefault(place + STEMS, {})
    for word, _, _, place_in_text in tokens(text):
        at = position(number, place_in_text)
        for found, term in ((exact, word), (stems, stem(word))):
            if term in found:
                found[term].append(at)
            else:
                found[term] = array("Q", (at,))
