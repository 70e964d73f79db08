"""The catalogue of a corpus: one SQLite file, which `store` and `frontier` write together.

What belongs together goes in in one transaction; so a killed process leaves all of it or nothing.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from indexer.bodies import in_words
from indexer.errors import Failed, Locked

CATALOGUE_VERSION = 2
"""The catalogue's `user_version`; an older one is brought up, a newer one is refused."""

_WAIT = 60.0  # seconds for another process's transaction, which lasts milliseconds
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

# The order in which addresses are asked for: what leads to everything else, then newest first,
# whatever belongs to one meeting together, its page before its papers; last, what was not had
# before, so that a crawl which stops at it comes by everything else the next time.
NEXT = """CASE WHEN kind IN ('boards', 'service-committees', 'news') THEN 0
        WHEN tries = 0 THEN 1 ELSE 2 END,
    day IS NULL, day DESC, family,
    CASE kind WHEN 'boards' THEN 0 WHEN 'service-committees' THEN 1 WHEN 'news' THEN 2
        WHEN 'service-meetings' THEN 3 WHEN 'meetings' THEN 4 WHEN 'register' THEN 5
        WHEN 'plans' THEN 5 WHEN 'meeting' THEN 6 WHEN 'decision' THEN 6 WHEN 'plan' THEN 6
        WHEN 'issue' THEN 7 WHEN 'item' THEN 8 WHEN 'service-meeting' THEN 9
        WHEN 'pack-choice' THEN 9 WHEN 'document' THEN 10 ELSE 11 END,
    key"""
"""What the addresses that are due are sorted by; an index has them in this order."""

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
_SECOND = (
    "ALTER TABLE origin ADD COLUMN gone TEXT",
    # What was taken out for good; `place` and `hash` keep it out.
    """CREATE TABLE withdrawn (
        id INTEGER PRIMARY KEY, council TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL,
        address TEXT NOT NULL, hash TEXT NOT NULL, since TEXT NOT NULL, reason TEXT NOT NULL,
        UNIQUE (place, hash))""",
    "CREATE INDEX withdrawn_by_hash ON withdrawn (hash)",
    # A site that is crawled, its crawls, and every address of it that is known.
    """CREATE TABLE site (
        id INTEGER PRIMARY KEY, council TEXT NOT NULL, root TEXT NOT NULL UNIQUE,
        robots TEXT, robots_at TEXT, service INTEGER, asked TEXT, not_before TEXT)""",
    """CREATE TABLE crawl (
        id INTEGER PRIMARY KEY, site INTEGER NOT NULL REFERENCES site,
        started TEXT NOT NULL, ended TEXT, outcome TEXT, sentence TEXT)""",
    """CREATE TABLE board (
        site INTEGER NOT NULL REFERENCES site, number TEXT NOT NULL, name TEXT NOT NULL,
        past INTEGER NOT NULL, PRIMARY KEY (site, number)) WITHOUT ROWID""",
    # `family` is the key of the meeting, decision or list with which an address is asked for;
    # `crawl` the last crawl in which it was answered for good.
    """CREATE TABLE address (
        site INTEGER NOT NULL REFERENCES site, key TEXT NOT NULL,
        kind TEXT NOT NULL, url TEXT NOT NULL, board TEXT, family TEXT NOT NULL, day TEXT,
        state TEXT NOT NULL, crawl INTEGER NOT NULL DEFAULT 0, asked TEXT,
        tries INTEGER NOT NULL DEFAULT 0, etag TEXT, modified TEXT, hash TEXT, digest TEXT,
        heading TEXT, private INTEGER NOT NULL DEFAULT 0, document INTEGER, reason TEXT,
        gone_since TEXT, PRIMARY KEY (site, key)) WITHOUT ROWID""",
    "CREATE INDEX address_by_state ON address (site, state)",
    f"CREATE INDEX address_next ON address (site, {NEXT}) WHERE state = 'due'",
    """CREATE TABLE link (
        site INTEGER NOT NULL, page TEXT NOT NULL, key TEXT NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (site, page, key)) WITHOUT ROWID""",
    "CREATE INDEX link_by_key ON link (site, key)",
)
_VERSIONS = (_TABLES, _SECOND)


class Catalogue:
    """A catalogue that is open. Its `db` is SQLite's connection, in autocommit."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        """Use `Catalogue.open`."""
        self.folder, self.db = folder, db
        self._depth = 0

    @classmethod
    def open(cls, folder: Path, *, create: bool) -> "Catalogue":
        """Open the catalogue in this folder, made first if `create`.

        `Failed` if there is none and none is to be made, or it is damaged or of a newer version.
        """
        if not create and not (folder / "catalogue.sqlite").exists():
            raise Failed(
                f"There is no corpus in {folder}; `minutebook add` or `minutebook crawl` makes one."
            )
        with failures(folder):
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            path = (folder / "catalogue.sqlite").absolute()
            writable = create or os.access(folder, os.W_OK)
            return cls(folder, _open_to_write(path) if writable else _open_to_read(path))

    def close(self) -> None:
        """Give it back."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in here, or nothing; one within another is part of the outer."""
        if self._depth:
            yield
            return
        with failures(self.folder):
            self.db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:  # SQLite rolls back by itself when the disk is full
                    self.db.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1


def _open_to_write(path: Path) -> sqlite3.Connection:
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
        if _version(catalogue) < CATALOGUE_VERSION:
            raise Failed(
                f"{path} was written by an older Minutebook and must be brought up, but the folder may"
                " not be written to: run `minutebook status` once where it may."
            )
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def _bring_up(catalogue: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new catalogue, and what later versions added to an older one."""
    if _version(catalogue) < CATALOGUE_VERSION:
        catalogue.execute("BEGIN IMMEDIATE")
        for statements in _VERSIONS[_version(catalogue) :]:  # another process may have made some
            for statement in statements:
                catalogue.execute(statement)
        if _version(catalogue) < CATALOGUE_VERSION:
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


@contextmanager
def failures(folder: Path) -> Iterator[None]:
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


def stamp(now: datetime) -> str:
    """A moment as the catalogue has it."""
    return now.astimezone(UTC).isoformat()
