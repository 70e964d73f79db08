"""The corpus: papers as they came, and a catalogue of where and when they came from.

The one module that reads and writes `corpus/` (with `bodies`, its hand for the files there). Bytes
come first, flushed to the disk under their hash, then their row in `catalogue.sqlite` in one
transaction; so whatever the catalogue names is whole, and bytes without a row are harmless.
No clock here: the time comes in.
"""

import contextlib
import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self

from indexer import bodies
from indexer.bodies import in_words
from indexer.councils import document_key, plain_address
from indexer.errors import Failed, Locked

CATALOGUE_VERSION = 1
"""The catalogue's `user_version`; a newer one is refused."""

_WAIT = 60.0  # seconds for another process's transaction, which lasts milliseconds
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

_TABLES = (
    # `name` is the last part of the document's identifier.
    """CREATE TABLE document (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        council TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
        media_type TEXT NOT NULL, added TEXT NOT NULL,
        UNIQUE (council, hash), UNIQUE (council, name))""",
    # `place` is council, kind and address in one way of writing; of the documents that were ever
    # at one place, that with the highest `turn` is there now.
    """CREATE TABLE origin (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document, kind TEXT NOT NULL, place TEXT NOT NULL,
        address TEXT NOT NULL, seen TEXT NOT NULL, turn INTEGER NOT NULL,
        UNIQUE (document, place))""",
    "CREATE INDEX origin_by_place ON origin (place, turn)",
    """CREATE TABLE problem (
        source TEXT PRIMARY KEY, council TEXT, reason TEXT NOT NULL, since TEXT NOT NULL)""",
)
_DOCUMENTS = """
    SELECT d.number, d.council, d.name, d.hash, d.size, d.media_type, d.added,
        o.kind, o.address, o.seen,
        o.turn = (SELECT max(turn) FROM origin WHERE place = o.place),
        CASE o.kind WHEN 'path' THEN
            (SELECT group_concat(document) FROM origin WHERE place = o.place AND turn < o.turn) END
    FROM document d JOIN origin o ON o.document = d.number
    WHERE {} ORDER BY d.number, o.id"""
_AT_PLACE = "SELECT document FROM origin WHERE place = ? ORDER BY turn DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: a web address, or a path as it was given."""

    address: str
    kind: Literal["path", "url"]
    seen: datetime
    """When it first came from there, in UTC."""
    current: bool = True
    """False once other bytes have come from there."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document held: bytes as they came, of one council."""

    number: int
    """Its place in the order of addition; never given twice."""
    id: str
    council: str
    hash: str
    """SHA-256 of its bytes, in hexadecimal."""
    size: int
    media_type: str
    added: datetime
    origins: tuple[Origin, ...]
    """In the order of first sight."""
    superseded: bool
    """True where it came from the web and every address of it gives other bytes now."""
    same_path_before: tuple[int, ...] = ()
    """Numbers of the documents that came from one of its paths before it did."""

    @property
    def url(self) -> str | None:
        """Its web address: the first that still gives it, else the first; None if it has none."""
        urls = [origin for origin in self.origins if origin.kind == "url"]
        best = next((origin for origin in urls if origin.current), urls[0] if urls else None)
        return best.address if best else None

    @property
    def source(self) -> str:
        """Its web address, else the first path it was added under, as given."""
        return self.url or self.origins[0].address


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition did: bytes not held before, bytes held already, a place that has changed."""

    document: StoredDocument
    outcome: Literal["new", "held", "changed"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be taken in."""

    source: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document comes from, as the catalogue compares it."""

    kind: Literal["path", "url"]
    address: str
    name: str
    key: str | None = None
    """Letter and number of a ModernGov address."""


class Corpus:
    """A corpus that is open; `Corpus.open` in a `with` statement."""

    def __init__(self, folder: Path, catalogue: sqlite3.Connection) -> None:
        """Use `Corpus.open`, which makes the catalogue ready."""
        self._folder, self._db = folder, catalogue

    @classmethod
    def open(cls, folder: Path, *, create: bool) -> Self:
        """Open the corpus in this folder, made first if `create`.

        `Failed` if there is none and none is to be made, or it is damaged or of a newer version.
        """
        if not create and not (folder / "catalogue.sqlite").exists():
            raise Failed(f"There is no corpus in {folder}; `minutebook add` makes one.")
        with _failures(folder):
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            path = (folder / "catalogue.sqlite").absolute()
            writable = create or os.access(folder, os.W_OK)
            return cls(folder, _open_catalogue(path) if writable else _open_to_read(path))

    def close(self) -> None:
        """Give back the catalogue."""
        self._db.close()

    def __enter__(self) -> Self:
        """The corpus itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    # --- adding -------------------------------------------------------------------------------

    def add(
        self,
        content: Path | BinaryIO,
        *,
        council: str,
        media_type: str,
        now: datetime,
        path: str | None = None,
        url: str | None = None,
    ) -> Added:
        """Take a document in: from a file, or from a stream read to its end.

        `path` (as the user gave it) and `url` say where it came from; one must be there. The same
        bytes are held once for each council, with all their origins. When this returns, it is on
        the disk. `Unreadable` if `content` cannot be read; `Failed` if the disk is full; either way
        what was held before is as it was.
        """
        if path is None and url is None:
            raise ValueError("a document has a path, an address or both")
        with _failures(self._folder):
            body_hash, size = bodies.keep(self._folder, content)
        with self._transaction():
            row = self._db.execute(
                "SELECT number FROM document WHERE council = ? AND hash = ?", (council, body_hash)
            ).fetchone()
            number = row[0] if row else self._insert(council, body_hash, size, media_type, now)
            places = _places(council, content, path, url)
            changed = [self._sight(number, place, row is None, now) for place in places]
            self._retype(number, media_type)
            self._db.execute("DELETE FROM problem WHERE source IN (?, ?)", (path, url))
            (document,) = self._select("d.number = ?", number)
        return Added(document, "changed" if any(changed) else "held" if row else "new")

    def _insert(
        self, council: str, body_hash: str, size: int, media_type: str, now: datetime
    ) -> int:
        cursor = self._db.execute(
            "INSERT INTO document (council, name, hash, size, media_type, added)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (council, body_hash[:16], body_hash, size, media_type, _stamp(now)),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _sight(self, number: int, place: _Place, new: bool, now: datetime) -> bool:
        """Note that this document is at this place now; True if another one was there before."""
        row = self._db.execute(_AT_PLACE, (place.name,)).fetchone()
        if row == (number,):
            self._db.execute(
                "UPDATE origin SET address = ? WHERE document = ? AND place = ? AND address <> ?",
                (place.address, number, place.name, place.address),
            )
            return False
        self._db.execute(
            "INSERT INTO origin (document, kind, place, address, seen, turn)"
            " VALUES (?, ?, ?, ?, ?, (SELECT ifnull(max(turn), 0) + 1 FROM origin))"
            " ON CONFLICT (document, place)"
            " DO UPDATE SET turn = excluded.turn, address = excluded.address",
            (number, place.kind, place.name, place.address, _stamp(now)),
        )
        if place.key and (new or row):
            self._name(number, place.key, new)
        return row is not None

    def _name(self, number: int, key: str, new: bool) -> None:
        """Let the document that came to a ModernGov address bear its letter and number.

        An identifier once given stays: a document that was held under its hash before keeps that
        name, unless letter and number were in use for what was at the address until now.
        """
        released = self._db.execute(
            "UPDATE document SET name = substr(hash, 1, 16) WHERE name = ?"
            " AND council = (SELECT council FROM document WHERE number = ?)",
            (key, number),
        ).rowcount
        if new or released:
            self._db.execute(
                "UPDATE document SET name = ? WHERE number = ? AND name = substr(hash, 1, 16)",
                (key, number),
            )

    def _retype(self, number: int, media_type: str) -> None:
        """Only bytes without a mark of their own are typed by their name; so what was called .pdf
        at first and comes again as .txt is text.
        """
        if media_type.startswith("text/") or media_type == "application/xml":
            self._db.execute(
                "UPDATE document SET media_type = ? WHERE number = ? AND"
                " NOT (media_type LIKE 'text/%' OR media_type = 'application/xml')",
                (media_type, number),
            )

    # --- reading ------------------------------------------------------------------------------

    def documents(self) -> list[StoredDocument]:
        """All documents, superseded ones too, in the order of addition."""
        with _failures(self._folder):
            return self._select("1")

    def document(self, id: str) -> StoredDocument | None:
        """The document of this identifier, None if none is held.

        `COUNCIL/documents/s5001` is what is at that address now; `COUNCIL/documents/HASH16` finds
        any document by its bytes, whatever its identifier.
        """
        council, _, name = id.partition("/documents/")
        with _failures(self._folder):
            at_place = self._db.execute(_AT_PLACE, (f"{council} url {name}",)).fetchone()
            if at_place:
                found = self._select("d.number = ?", at_place[0])
            else:
                found = self._select("d.council = ? AND substr(d.hash, 1, 16) = ?", council, name)
        return found[0] if found else None

    def councils(self) -> list[str]:
        """The councils of which documents are held, by name."""
        with _failures(self._folder):
            rows = self._db.execute("SELECT DISTINCT council FROM document ORDER BY council")
            return [council for (council,) in rows]

    def body_path(self, document: StoredDocument) -> Path:
        """The file that holds its bytes. It is never changed in place; do not write to it."""
        return bodies.path_of(self._folder, document.hash)

    def read(self, document: StoredDocument) -> bytes:
        """Its bytes; `Unreadable` if they are gone or no longer those that were added."""
        return bodies.read(self._folder, document.hash)

    def _select(self, condition: str, *values: object) -> list[StoredDocument]:
        rows = self._db.execute(_DOCUMENTS.format(condition), values).fetchall()
        return [_document(list(group)) for _, group in groupby(rows, key=lambda row: row[0])]

    # --- problems -----------------------------------------------------------------------------

    def note_problem(
        self, source: str, reason: str, *, now: datetime, council: str | None = None
    ) -> None:
        """Remember that a source (path as given, address) could not be taken in.

        It is forgotten when that source is added after all.
        """
        with self._transaction():
            self._db.execute(
                "INSERT INTO problem (source, council, reason, since) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (source) DO UPDATE SET reason = excluded.reason",
                (source, council, reason, _stamp(now)),
            )

    def problems(self) -> list[Problem]:
        """The sources that could not be taken in, by source."""
        with _failures(self._folder):
            rows = self._db.execute("SELECT source, reason, since FROM problem ORDER BY source")
            return [Problem(source, why, datetime.fromisoformat(at)) for source, why, at in rows]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _failures(self._folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite rolls back by itself when the disk is full
                    self._db.execute("ROLLBACK")
                raise


def _open_catalogue(path: Path) -> sqlite3.Connection:
    # The web app's threads read through one connection; SQLite lets them in one at a time.
    catalogue = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        with contextlib.suppress(sqlite3.OperationalError):  # another process is at it, then
            catalogue.execute("PRAGMA journal_mode = WAL")
        catalogue.execute("PRAGMA synchronous = FULL")
        _bring_up(catalogue, path)
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Open a catalogue in a folder in which we may not write, and SQLite not put its notes.

    Without a log beside it nobody writes and it may be read as it is; with one, SQLite must look.
    """
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    catalogue = sqlite3.connect(
        f"{path.as_uri()}?{how}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        _refuse_newer(catalogue, path)
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def _bring_up(catalogue: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new catalogue."""
    if _version(catalogue) == 0:
        catalogue.execute("BEGIN IMMEDIATE")
        if _version(catalogue) == 0:  # else another process made them meanwhile
            for statement in _TABLES:
                catalogue.execute(statement)
            catalogue.execute(f"PRAGMA user_version = {CATALOGUE_VERSION}")
        catalogue.execute("COMMIT")
    _refuse_newer(catalogue, path)


def _refuse_newer(catalogue: sqlite3.Connection, path: Path) -> None:
    if (version := _version(catalogue)) > CATALOGUE_VERSION:
        raise Failed(
            f"{path} was written by a newer Minutebook (catalogue version {version}; this one"
            f" reads {CATALOGUE_VERSION}); install that version or a later one."
        )


def _version(catalogue: sqlite3.Connection) -> int:
    (version,) = catalogue.execute("PRAGMA user_version").fetchone()
    return int(version)


def _places(
    council: str, content: Path | BinaryIO, path: str | None, url: str | None
) -> Iterator[_Place]:
    """The places of a document. A path is compared by its absolute form, of which only a hash is
    kept: a corpus is passed on, and where its maker's files lay is nobody's business.
    """
    if path is not None:
        whole = os.path.abspath(content) if isinstance(content, Path) else path  # noqa: PTH100
        digest = hashlib.sha256(os.fsencode(os.path.normcase(whole))).hexdigest()
        yield _Place("path", path, f"{council} path {digest}")
    if url is not None:
        key = document_key(url)
        yield _Place("url", url, f"{council} url {key or plain_address(url)}", key)


def _document(rows: list[tuple[Any, ...]]) -> StoredDocument:
    """A document from its rows, one for each origin."""
    origins = []
    before: set[int] = set()
    for *_, kind, address, seen, current, earlier in rows:
        origins.append(Origin(address, kind, datetime.fromisoformat(seen), bool(current)))
        before.update(int(number) for number in (earlier or "").split(",") if number)
    number, council, name, body_hash, size, media_type, added = rows[0][:7]
    urls = [origin for origin in origins if origin.kind == "url"]
    return StoredDocument(
        number=number,
        id=f"{council}/documents/{name}",
        council=council,
        hash=body_hash,
        size=size,
        media_type=media_type,
        added=datetime.fromisoformat(added),
        origins=tuple(origins),
        superseded=bool(urls) and not any(origin.current for origin in urls),
        same_path_before=tuple(sorted(before)),
    )


@contextmanager
def _failures(folder: Path) -> Iterator[None]:
    """Turn what disk and catalogue complain of into a `Failed` that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(folder) from error
        raise Failed(
            f"The corpus {folder} cannot be used: {in_words(error)}. See that the folder is there and"
            " that you may read and write in it."
        ) from error
    except sqlite3.Error as error:
        if "disk is full" in str(error):
            raise _disk_full(folder) from error
        if "locked" in str(error):
            raise Locked(
                f"Another Minutebook process is writing to the corpus {folder}; let it finish and"
                " run the same command again."
            ) from error
        raise Failed(
            f"The catalogue of the corpus {folder} cannot be used: {error}. See that there is space on"
            " the disk and that you may write in the folder; if it is damaged, put back a copy of it."
        ) from error


def _disk_full(folder: Path) -> Failed:
    return Failed(
        f"The disk is full, so nothing more goes into the corpus {folder}: free some space and run"
        " the same command again; what was added before is safe."
    )


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat()
