"""The corpus: papers as they came, and a catalogue of where and when they came from.

The one module that reads and writes `corpus/` (with `bodies`, its hand for the files there). Bytes
come first, flushed to the disk under their hash, then their row in `catalogue.sqlite` in one
transaction; so whatever the catalogue names is whole, and bytes without a row are harmless.
No clock here: the time comes in.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self

from indexer import bodies
from indexer.catalogue import Catalogue, failures, stamp
from indexer.councils import document_key, page_key, plain_address
from indexer.errors import Withdrawn

_DOCUMENTS = """
    SELECT d.number, d.council, d.name, d.hash, d.size, d.media_type, d.added,
        o.kind, o.address, o.seen,
        o.turn = (SELECT max(turn) FROM origin WHERE place = o.place),
        CASE o.kind WHEN 'path' THEN
            (SELECT group_concat(document) FROM origin WHERE place = o.place AND turn < o.turn) END,
        o.gone
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
    gone: datetime | None = None
    """Since when the site no longer has it."""


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
    def gone(self) -> bool:
        """True where it came from the web alone, and no address of it gives anything any more."""
        now = [origin for origin in self.origins if origin.current]
        return bool(now) and all(origin.kind == "url" and origin.gone for origin in now)

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
class Kept:
    """Bytes that are on the disk under their hash, and belong to no document yet."""

    hash: str
    size: int


@dataclass(frozen=True, slots=True)
class WithdrawnPaper:
    """A paper that was taken out for good, with what keeps it out."""

    id: str
    address: str
    hash: str
    since: datetime
    reason: str


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

    def __init__(self, catalogue: Catalogue) -> None:
        """Use `Corpus.open`, which makes the catalogue ready."""
        self.catalogue = catalogue
        self._folder, self._db = catalogue.folder, catalogue.db

    @classmethod
    def open(cls, folder: Path, *, create: bool) -> Self:
        """Open the corpus in this folder, made first if `create`.

        `Failed` if there is none and none is to be made, or it is damaged or of a newer version.
        """
        return cls(Catalogue.open(folder, create=create))

    def close(self) -> None:
        """Give back the catalogue."""
        self.catalogue.close()

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

    def incoming(self) -> Path:
        """The folder for files that are being written."""
        folder = self._folder / "incoming"
        with failures(self._folder):
            folder.mkdir(exist_ok=True)
        return folder

    def keep(self, content: Path | BinaryIO) -> Kept:
        """Put bytes on the disk, to be added afterwards with whatever else is to be written then.

        `Unreadable` if they cannot be read; `Failed` if the disk is full.
        """
        with failures(self._folder):
            return Kept(*bodies.keep(self._folder, content))

    def add(
        self,
        content: Path | BinaryIO | Kept,
        *,
        council: str,
        media_type: str,
        now: datetime,
        path: str | None = None,
        url: str | None = None,
    ) -> Added:
        """Take a document in: from a file, from a stream read to its end, or from bytes kept.

        `path` (as the user gave it) and `url` say where it came from; one must be there. The same
        bytes are held once for each council, with all their origins. When this returns, it is on
        the disk. `Unreadable` if `content` cannot be read; `Withdrawn` if it was taken out for good;
        `Failed` if the disk is full; in each case what was held before is as it was.
        """
        if path is None and url is None:
            raise ValueError("a document has a path, an address or both")
        places = list(_places(council, content, path, url))
        kept = content if isinstance(content, Kept) else self.keep(content)
        with self.catalogue.transaction():
            self._refuse_withdrawn(kept, places)
            row = self._db.execute(
                "SELECT number FROM document WHERE council = ? AND hash = ?", (council, kept.hash)
            ).fetchone()
            number = row[0] if row else self._insert(council, kept, media_type, now)
            changed = [self._sight(number, place, row is None, now) for place in places]
            self._retype(number, media_type)
            self._db.execute("DELETE FROM problem WHERE source IN (?, ?)", (path, url))
            (document,) = self._select("d.number = ?", number)
        return Added(document, "changed" if any(changed) else "held" if row else "new")

    def _refuse_withdrawn(self, kept: Kept, places: list[_Place]) -> None:
        for place in (None, *places):
            column, value = ("place", place.name) if place else ("hash", kept.hash)
            row = self._db.execute(
                f"SELECT since, reason FROM withdrawn WHERE {column} = ?", (value,)
            ).fetchone()
            if row:
                self._drop_body(kept.hash)
                raise Withdrawn(f"withdrawn on {row[0][:10]}: {row[1]}")

    def _drop_body(self, body_hash: str) -> None:
        """Remove bytes that no document has."""
        row = self._db.execute("SELECT 1 FROM document WHERE hash = ?", (body_hash,)).fetchone()
        if not row:
            bodies.path_of(self._folder, body_hash).unlink(missing_ok=True)

    def _insert(self, council: str, kept: Kept, media_type: str, now: datetime) -> int:
        cursor = self._db.execute(
            "INSERT INTO document (council, name, hash, size, media_type, added)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (council, kept.hash[:16], kept.hash, kept.size, media_type, stamp(now)),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _sight(self, number: int, place: _Place, new: bool, now: datetime) -> bool:
        """Note that this document is at this place now; True if another one was there before."""
        row = self._db.execute(_AT_PLACE, (place.name,)).fetchone()
        if row == (number,):
            self._db.execute(
                "UPDATE origin SET address = ?, gone = NULL WHERE document = ? AND place = ?"
                " AND (address <> ? OR gone IS NOT NULL)",
                (place.address, number, place.name, place.address),
            )
            return False
        self._db.execute(
            "INSERT INTO origin (document, kind, place, address, seen, turn)"
            " VALUES (?, ?, ?, ?, ?, (SELECT ifnull(max(turn), 0) + 1 FROM origin))"
            " ON CONFLICT (document, place)"
            " DO UPDATE SET turn = excluded.turn, address = excluded.address, gone = NULL",
            (number, place.kind, place.name, place.address, stamp(now)),
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
        with failures(self._folder):
            return self._select("1")

    def document(self, id: str) -> StoredDocument | None:
        """The document of this identifier, None if none is held.

        `COUNCIL/documents/s5001` is what is at that address now; `COUNCIL/documents/HASH16` finds
        any document by its bytes, whatever its identifier.
        """
        council, _, name = id.partition("/documents/")
        with failures(self._folder):
            at_place = self._db.execute(_AT_PLACE, (f"{council} url {name}",)).fetchone()
            if at_place:
                found = self._select("d.number = ?", at_place[0])
            else:
                found = self._select("d.council = ? AND substr(d.hash, 1, 16) = ?", council, name)
        return found[0] if found else None

    def councils(self) -> list[str]:
        """The councils of which documents are held, by name."""
        with failures(self._folder):
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

    # --- leaving ------------------------------------------------------------------------------

    def mark_gone(self, council: str, url: str, *, now: datetime) -> None:
        """Note that the site no longer has what came from this address; its bytes stay."""
        (place,) = _places(council, Kept("", 0), None, url)
        with self.catalogue.transaction():
            self._db.execute(
                "UPDATE origin SET gone = ? WHERE place = ? AND gone IS NULL",
                (stamp(now), place.name),
            )

    def withdraw(self, id_or_url: str, *, reason: str, now: datetime) -> list[WithdrawnPaper]:
        """Take a paper out for good: its bytes go; address, hash, day and reason stay.

        With it go all the bytes that ever came from its addresses, and the same bytes wherever they
        are held. It cannot be added again. An empty list if nothing of this identifier or address is
        held.
        """
        with self.catalogue.transaction():
            numbers = self._same_paper(self._named(id_or_url))
            papers = [paper for number in numbers for paper in self._select("d.number = ?", number)]
            for paper in papers:
                self._note_withdrawn(paper, reason, now)
        gone = self.withdrawn()
        with failures(self._folder):
            for each in gone:  # those too that a killed process left
                self._drop_body(each.hash)
        hashes = {paper.hash for paper in papers}
        return [paper for paper in gone if paper.hash in hashes]

    def _named(self, id_or_url: str) -> set[int]:
        """The documents that an identifier or a web address may mean."""
        if "://" in id_or_url:
            key = document_key(id_or_url) or page_key(id_or_url) or plain_address(id_or_url)
            rows = self._db.execute(
                "SELECT document FROM origin WHERE kind = 'url'"
                " AND substr(place, instr(place, ' url ') + 5) = ?",
                (key,),
            )
            return {number for (number,) in rows}
        document = self.document(id_or_url)
        return {document.number} if document else set()

    def _same_paper(self, numbers: set[int]) -> list[int]:
        """These documents with all that ever came from their web addresses, and their twins."""
        while True:
            marks = ",".join("?" * len(numbers))
            rows = self._db.execute(
                "SELECT document FROM origin WHERE kind = 'url' AND place IN"
                f" (SELECT place FROM origin WHERE document IN ({marks})) UNION"
                " SELECT number FROM document WHERE hash IN"
                f" (SELECT hash FROM document WHERE number IN ({marks}))",
                [*numbers, *numbers],
            )
            more = numbers | {number for (number,) in rows}
            if more == numbers:
                return sorted(numbers)
            numbers = more

    def _note_withdrawn(self, paper: StoredDocument, reason: str, now: datetime) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO withdrawn (council, name, place, address, hash, since, reason)"
            " SELECT ?, ?, CASE kind WHEN 'url' THEN place ELSE '' END, address, ?, ?, ?"
            " FROM origin WHERE document = ?",
            (
                paper.council,
                paper.id.rpartition("/")[2],
                paper.hash,
                stamp(now),
                reason,
                paper.number,
            ),
        )
        self._db.execute("DELETE FROM origin WHERE document = ?", (paper.number,))
        self._db.execute("DELETE FROM document WHERE number = ?", (paper.number,))

    def withdrawn(self) -> list[WithdrawnPaper]:
        """The papers that were taken out for good, in the order in which they were."""
        with failures(self._folder):
            rows = self._db.execute(
                "SELECT council || '/documents/' || name,"
                " ifnull(max(CASE WHEN place <> '' THEN address END), min(address)),"
                " hash, since, reason FROM withdrawn GROUP BY council, name, hash ORDER BY id"
            ).fetchall()
        return [
            WithdrawnPaper(id, address, body_hash, datetime.fromisoformat(since), reason)
            for id, address, body_hash, since, reason in rows
        ]

    def count_withdrawn(self, council: str) -> int:
        """How many papers of this council were taken out for good."""
        return sum(one.id.startswith(f"{council}/") for one in self.withdrawn())

    def is_withdrawn(self, council: str, url: str) -> bool:
        """True for an address from which nothing is taken any more."""
        (place,) = _places(council, Kept("", 0), None, url)
        with failures(self._folder):
            row = self._db.execute("SELECT 1 FROM withdrawn WHERE place = ?", (place.name,))
            return row.fetchone() is not None

    # --- problems -----------------------------------------------------------------------------

    def note_problem(
        self, source: str, reason: str, *, now: datetime, council: str | None = None
    ) -> None:
        """Remember that a source (path as given, address) could not be taken in.

        It is forgotten when that source is added after all.
        """
        with self.catalogue.transaction():
            self._db.execute(
                "INSERT INTO problem (source, council, reason, since) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (source) DO UPDATE SET reason = excluded.reason",
                (source, council, reason, stamp(now)),
            )

    def problems(self) -> list[Problem]:
        """The sources that could not be taken in, by source."""
        with failures(self._folder):
            rows = self._db.execute("SELECT source, reason, since FROM problem ORDER BY source")
            return [Problem(source, why, datetime.fromisoformat(at)) for source, why, at in rows]


def _places(
    council: str, content: Path | BinaryIO | Kept, path: str | None, url: str | None
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
        name = key or page_key(url) or plain_address(url)
        yield _Place("url", url, f"{council} url {name}", key)


def _document(rows: list[tuple[Any, ...]]) -> StoredDocument:
    """A document from its rows, one for each origin."""
    origins = []
    before: set[int] = set()
    for *_, kind, address, seen, current, earlier, gone in rows:
        since = datetime.fromisoformat(gone) if gone else None
        origins.append(Origin(address, kind, datetime.fromisoformat(seen), bool(current), since))
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
