"""What was read and put together so far, so that a run does only what is new.

A cache beside the engine's files, in `index/`: it can be thrown away, and is made anew from the
corpus. It also knows which entries the engine may hold, so that a killed run is completed.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from pathlib import Path

import msgspec

from indexer.councils import page_key
from indexer.identifiers import slug
from indexer.model import Approval, ItemReading, Kind, MeetingReading, MeetingStatus, Reading
from indexer.reading.assemble import Assembled

_VERSION = 10
_TABLES = """
CREATE TABLE reading (
    document INTEGER PRIMARY KEY, version TEXT NOT NULL, since TEXT NOT NULL,
    reason TEXT, outline BLOB, reading BLOB);
CREATE TABLE unit (
    name TEXT PRIMARY KEY, digest TEXT NOT NULL, pushed INTEGER NOT NULL, passages INTEGER NOT NULL,
    assembled BLOB NOT NULL);
CREATE TABLE entry (id TEXT PRIMARY KEY, unit TEXT NOT NULL, stale INTEGER NOT NULL);
CREATE INDEX entry_by_unit ON entry (unit);
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


PICTURES = " and its pictures"
"""What the version of a reading ends with whose picture pages were looked at for words."""


@dataclass(frozen=True, slots=True)
class Read:
    """How the reading of a document ended: a reading, or the reason why there is none."""

    document: int
    reading: Reading | None
    reason: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Pointer:
    """A document or page of the site that a page names as belonging to its meeting or item."""

    key: str
    """Letter and number of a document, or what a page tells of: `item-3001`, `attendance-900`."""
    title: str | None = None
    """The title of the item it belongs to; None where it is the meeting's."""
    item: str | None = None
    """The site's id of that item."""


@dataclass(frozen=True, slots=True)
class MeetingOutline:
    """As much of a `MeetingReading` as tells what belongs together."""

    kind: Kind
    board: str
    """As a slug."""
    date: Date | None
    approvals: tuple[Approval, ...]
    path: tuple[tuple[str, Date], ...]
    """Bodies (slugs) and days that its reports name."""
    links: tuple[Pointer, ...]
    name: str
    """The board's name as printed."""
    start: Time | None
    site_id: str | None
    number: str | None
    """Of a register's decision, as printed."""
    status: MeetingStatus | None = None
    minuted: tuple[int, ...] = ()
    """The numbers of its minutes, 0 for one without a plain number."""


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of a `Reading` as tells what belongs together, small enough to look at in every run."""

    title: str
    meetings: tuple[MeetingOutline, ...]
    without_text: tuple[int, ...] = ()
    """Pages that are only pictures."""
    recognised: tuple[int, ...] = ()
    """Pages whose words were recognised from their picture."""
    attached: tuple[str, ...] = ()
    """Names of files attached to it, which are not read."""
    pages: int | None = None
    """How many pages it has, where its format has pages."""


def outline(reading: Reading) -> Outline:
    """The outline of a reading."""
    return Outline(
        reading.title,
        tuple(
            MeetingOutline(
                one.kind,
                slug(one.board or ""),
                one.date if one.board else None,
                one.approvals,
                tuple((slug(body), day) for item in one.items for body, day in item.path),
                tuple(_pointers(one)),
                one.board or "",
                one.start,
                one.site_id,
                one.number,
                one.status,
                tuple(_minute_number(item) for item in one.items if item.minutes),
            )
            for one in reading.meetings
        ),
        reading.without_text,
        reading.recognised,
        reading.attached,
        reading.pages,
    )


def _minute_number(item: ItemReading) -> int:
    number = item.minute_number or ""
    return int(number) if number.isascii() and number.isdigit() else 0


def _pointers(meeting: MeetingReading) -> Iterator[Pointer]:
    """What belongs to the meeting: the documents of its items, its own, and the pages of both.

    The pages of an item bear its own number, the one that its anchor has on the agenda page.
    """
    for item in meeting.items:
        for link in item.links:
            if link.key:
                yield Pointer(link.key, item.title, item.site_id)
        if item.site_id:
            yield Pointer(f"item-{item.site_id}", item.title, item.site_id)
            yield Pointer(f"item-decision-{item.site_id}", item.title, item.site_id)
    for link in meeting.links:
        key = page_key(link.href)
        if key and key.startswith("attendance-"):
            yield Pointer(key)
        elif link.key and not link.key.startswith("g"):  # its number tells whose that is
            yield Pointer(link.key)


class Readings:
    """The cache, open for one run of `index`."""

    def __init__(self, path: Path) -> None:
        """Open or make it; one that is damaged or of another version is made anew."""
        try:
            self._db = _opened(path)
        except sqlite3.OperationalError:  # a full disk or a lock is no damage
            raise
        except sqlite3.DatabaseError:
            discard(path)
            self._db = _opened(path)

    def close(self) -> None:
        """Give back the file; nothing stays beside it that was put into it or taken out."""
        try:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._db.close()

    # --- readings -----------------------------------------------------------------------------

    def versions(self) -> dict[int, str]:
        """Number of each document tried, and under which version and as what it was tried."""
        return dict(self._db.execute("SELECT document, version FROM reading"))

    def keep(self, results: Iterable[tuple[Read, str]]) -> None:
        """Remember results of reading, each with its version, in one transaction."""
        rows = [
            (
                one.document,
                version,
                one.since.isoformat(),
                one.reason,
                _encoded(outline(one.reading) if one.reading else None),
                _encoded(one.reading),
            )
            for one, version in results
        ]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget(self, documents: Iterable[int]) -> None:
        """Drop the readings of documents that are no longer held."""
        with self._db:
            self._db.executemany(
                "DELETE FROM reading WHERE document = ?", [(n,) for n in documents]
            )

    def outlines(self) -> dict[int, Outline]:
        """The outline of every document that could be read, by its number."""
        rows = self._db.execute("SELECT document, outline FROM reading WHERE outline IS NOT NULL")
        return {number: msgspec.json.decode(found, type=Outline) for number, found in rows}

    def reading(self, document: int) -> Reading | None:
        """The reading of a document, None where it could not be read."""
        row = self._db.execute(
            "SELECT reading FROM reading WHERE document = ?", (document,)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Reading) if row and row[0] is not None else None

    def failures(self) -> list[Read]:
        """The documents that could not be read, with the reason."""
        rows = self._db.execute(
            "SELECT document, reason, since FROM reading WHERE reason IS NOT NULL"
        )
        return [Read(number, None, why, datetime.fromisoformat(at)) for number, why, at in rows]

    def lacking(self) -> frozenset[int]:
        """The documents with pages that are only pictures, and those that could not be read."""
        partly = {number for number, told in self.outlines().items() if told.without_text}
        return frozenset(partly | {one.document for one in self.failures()})

    def looked_at(self) -> frozenset[int]:
        """The documents whose picture pages were looked at for words."""
        return frozenset(n for n, version in self.versions().items() if version.endswith(PICTURES))

    # --- units: a council's day, or one paper ---------------------------------------------------

    def digests(self) -> dict[str, str]:
        """Every unit put together, with the digest of what it was put together from."""
        return dict(self._db.execute("SELECT name, digest FROM unit"))

    def put_unit(self, name: str, digest: str, assembled: Assembled) -> None:
        """Remember a unit as put together, not yet in the engine; the ids it may bring with it."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO unit VALUES (?, ?, 0, ?, ?)",
                (name, digest, len(assembled.passages), _encoded(assembled)),
            )
            self._db.execute("UPDATE entry SET stale = 1 WHERE unit = ?", (name,))
            self._db.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, 0)",
                [(item.id, name) for item in assembled.items],
            )

    def drop_units(self, names: Iterable[str]) -> None:
        """Forget units of which no document tells any more; their entries stay to be removed."""
        with self._db:
            for name in names:
                self._db.execute("DELETE FROM unit WHERE name = ?", (name,))
                self._db.execute("UPDATE entry SET stale = 1 WHERE unit = ?", (name,))

    def units(self, *, unpushed: bool = False) -> Generator[Assembled]:
        """All units, or those that the engine does not have yet, by name."""
        rows = self._db.execute(
            f"SELECT assembled FROM unit {'WHERE pushed = 0' if unpushed else ''} ORDER BY name"
        )
        for (assembled,) in rows:
            yield msgspec.json.decode(assembled, type=Assembled)

    def unit(self, name: str) -> Assembled | None:
        """The unit of this name; None if there is none."""
        row = self._db.execute("SELECT assembled FROM unit WHERE name = ?", (name,)).fetchone()
        return msgspec.json.decode(row[0], type=Assembled) if row else None

    def unpushed(self) -> int:
        """How many units the engine does not have yet."""
        (count,) = self._db.execute("SELECT count(*) FROM unit WHERE pushed = 0").fetchone()
        return int(count)

    def unpushed_items(self) -> int:
        """How many items the engine does not have yet."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM entry JOIN unit ON unit.name = unit WHERE NOT pushed AND NOT stale"
        ).fetchone()
        return int(count)

    def passages(self) -> int:
        """How many passages all units have together."""
        (count,) = self._db.execute("SELECT coalesce(sum(passages), 0) FROM unit").fetchone()
        return int(count)

    def stale_entries(self) -> list[str]:
        """Ids that the engine may hold and no unit has any more."""
        return [name for (name,) in self._db.execute("SELECT id FROM entry WHERE stale = 1")]

    def pushing(self) -> None:
        """Note that the engine is being written to: of what is in it nothing is known until `pushed`."""
        with self._db:
            self._db.execute("DELETE FROM note WHERE name = 'generation'")

    def pushed(self, stale: Iterable[str], generation: str) -> None:
        """Note that the engine now holds exactly what is put together here, and its state's name."""
        with self._db:
            self._db.executemany("DELETE FROM entry WHERE id = ?", [(one,) for one in stale])
            self._db.execute("UPDATE unit SET pushed = 1")
            self._db.execute("INSERT OR REPLACE INTO note VALUES ('generation', ?)", (generation,))

    def push_all_again(self) -> None:
        """Take it that the engine holds nothing."""
        with self._db:
            self._db.execute("UPDATE unit SET pushed = 0")

    @property
    def generation(self) -> str | None:
        """The name of the engine's state that this cache describes."""
        row = self._db.execute("SELECT value FROM note WHERE name = 'generation'").fetchone()
        return str(row[0]) if row else None


def discard(path: Path) -> None:
    """Take the cache away, with what SQLite keeps beside it."""
    for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)


def _encoded(value: object) -> bytes | None:
    return None if value is None else msgspec.json.encode(value)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version not in (0, _VERSION):
        db.close()
        raise sqlite3.DatabaseError("another version")
    db.execute("PRAGMA secure_delete = ON")  # a paper withdrawn leaves no words in free pages
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    if version == 0:
        with db:
            for statement in _TABLES.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
    return db
