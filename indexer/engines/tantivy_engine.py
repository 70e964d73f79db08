"""The engine for all that one machine holds: tantivy (0.27), exact and fast.

Words go in as `tantivy_words` cuts them, queries as `tantivy_query` translates them: no parser and no
tokenizer of tantivy's own sees what people wrote. `tantivy_files` says what lies in the index,
`tantivy_reading` answers from one state of it.
"""

import errno
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tantivy import IndexWriter

from indexer.analysis import close_words, whole_word
from indexer.engines.base import Entry, Found, PassageHit
from indexer.engines.failing import locked, mended_by_rebuild, no_index, unusable
from indexer.engines.tantivy_files import (
    ITEM,
    LEFTOVERS,
    PARTS,
    RECORD,
    documents,
    new_index,
    opened_index,
    record,
    told,
    whole,
)
from indexer.engines.tantivy_reading import Snapshot
from indexer.query import Field, Node, Sort

_THREADS = min(4, os.cpu_count() or 1)
_HEAP = 100_000_000 * _THREADS
"""Bytes that a writer gathers in memory before it writes them."""


class TantivyEngine:
    """A `SearchEngine` in one folder. Threads may share it."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        """The index in this folder, which is opened when it is first asked."""
        self._folder = folder
        self._turn = threading.RLock()
        self._now: tuple[Snapshot, object] | None = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in a folder; `NoIndex` if it holds none, `IndexUnusable` if it is damaged."""
        if not (folder / "meta.json").is_file():
            raise no_index()
        engine = cls(folder)
        with engine._reading():
            return engine

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        with _system_errors():
            new_index(folder)
        return cls.open(folder)

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
        """See `SearchEngine.write`. Words of what goes stay in tantivy's files: see `leftovers`."""
        with self._turn, self._writer() as writer:
            self._now = None  # what others committed is to be seen
            with self._reading():
                now = self._snapshot()
            lost = [_take_out(writer, now, id) for id in set(remove)]
            seen: set[str] = set()
            for entry in entries:
                lost.append(_take_out(writer, now, entry.id, entry, entry.id in seen))
                seen.add(entry.id)
                for document in documents(entry):
                    writer.add_document(document)
            for key, value in (records or {}).items():
                writer.delete_documents_by_term("key", RECORD + key)
                if value is not None:
                    writer.add_document(record(RECORD + key, value))
            if any(lost):
                writer.add_document(record(LEFTOVERS, b"yes"))
            writer.commit()
            self._now = None

    @contextmanager
    def _writer(self) -> Iterator[IndexWriter]:
        """A writer, gone at the end with all that was not committed."""
        try:
            # Opened anew: an older one's view of the segments would bring back what others merged.
            writer = opened_index(self._folder).writer(_HEAP, _THREADS)
        except (ValueError, OSError) as error:
            raise _no_writer(error) from error
        try:
            with _system_errors():
                yield writer
        except BaseException:
            with suppress(Exception):
                writer.rollback()
            raise
        finally:
            with suppress(Exception):
                writer.wait_merging_threads()

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
            total, hits = now.page(query, sort, offset, limit)
            return Found(total, tuple(hits), now.facets(query, facets))

    def passages(
        self, query: Node, items: Sequence[str], *, each: int = 3
    ) -> Mapping[str, Sequence[PassageHit]]:
        """See `SearchEngine.passages`."""
        with self._reading() as now:
            return now.passages(query, items, each)

    def ids(self, query: Node) -> frozenset[str]:
        """See `SearchEngine.ids`."""
        with self._reading() as now:
            return now.ids(query)

    def fitting(self, query: Node, ids: Sequence[str]) -> frozenset[str]:
        """See `SearchEngine.fitting`."""
        with self._reading() as now:
            return now.ids(query, among=ids)

    def stored(self, id: str) -> bytes | None:
        """See `SearchEngine.stored`."""
        with self._reading() as now:
            return now.stored(ITEM + id)

    def record(self, key: str) -> bytes | None:
        """See `SearchEngine.record`."""
        with self._reading() as now:
            return now.stored(RECORD + key)

    def records(self, prefix: str) -> Mapping[str, bytes]:
        """See `SearchEngine.records`."""
        with self._reading() as now:
            return {key[1:]: value for key, value in now.all_stored(RECORD + prefix).items()}

    def near_words(self, word: str, *, limit: int = 3) -> Sequence[str]:
        """See `SearchEngine.near_words`."""
        typed = whole_word(word)
        with self._reading() as now:
            close = close_words(typed, set(now.words_like(typed)))
            items = {other: now.items_with(other) for other in close}
            held = [other for other in close if items[other]]
            return sorted(held, key=lambda other: (-items[other], other))[:limit]

    def leftovers(self) -> bool:
        """See `SearchEngine.leftovers`: from the first word that went until the index is made anew.

        tantivy keeps the words of what was deleted until it happens to merge, and cannot be asked to.
        """
        with self._reading() as now:
            return now.stored(LEFTOVERS) is not None

    def damaged(self) -> bool:
        """See `SearchEngine.damaged`, by the checksums that tantivy writes and does not read."""
        return not all(whole(file) for file in self._folder.iterdir() if file.suffix in PARTS)

    def changed(self) -> bool:
        """See `SearchEngine.changed`."""
        with self._turn, mended_by_rebuild():
            try:
                return self._now is not None and self._now[1] != _state(self._folder)
            except FileNotFoundError:
                return True

    def close(self) -> None:
        """See `SearchEngine.close`."""
        with self._turn:
            self._now = None

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with mended_by_rebuild():
            yield self._snapshot()

    def _snapshot(self) -> Snapshot:
        with self._turn:
            if self._now is None:
                state = _state(self._folder)
                self._now = Snapshot(opened_index(self._folder)), state
            return self._now[0]


def _take_out(
    writer: IndexWriter, now: Snapshot, id: str, after: Entry | None = None, again: bool = False
) -> bool:
    """Take an item out, if it is there; whether it tells anything that the entry `after` it does not.

    `again`: it was put in by this very run.
    """
    if not again and not now.holds(ITEM + id):
        return False
    writer.delete_documents_by_term("key", ITEM + id)
    writer.delete_documents_by_term("of", id)
    return again or after is None or not now.told(id) <= told(after)


def _state(folder: Path) -> object:
    """Changes with every commit."""
    meta = (folder / "meta.json").stat()
    return meta.st_mtime_ns, meta.st_ino, meta.st_size


@contextmanager
def _system_errors() -> Iterator[None]:
    """What tantivy tells as a ValueError, as that the disk is full, is an error of the system."""
    try:
        yield
    except ValueError as error:
        if any(sign in str(error) for sign in ("os error", "io::Error", "IO error", "IoError")):
            raise OSError(errno.EIO, str(error)) from error
        raise


def _no_writer(error: Exception) -> Exception:
    if "os error" in str(error):
        return OSError(errno.EIO, str(error))
    return locked() if "lock" in str(error).lower() else unusable()
