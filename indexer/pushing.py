"""Bringing the search engine to what was put together: in one commit, or built beside and swapped.

The engine that answers is written to where that is safe and leaves nothing behind. Else a new one is
built beside it from the readings and takes its place in one step: when it is damaged, of another
version or another kind, when a run was killed while it wrote, and when it cannot forget the words of
what was taken out.
"""

import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from indexer.collection import RECORD, Collection
from indexer.engines.base import Entry, SearchEngine
from indexer.entries import entries
from indexer.errors import IndexUnusable
from indexer.place import Choice, Current, EngineChoice, IndexPlace, choose
from indexer.readings import Readings
from indexer.records import (
    collection_record,
    document_records,
    documents_digest,
    holdings_records,
    meeting_records,
)
from indexer.store import StoredDocument
from indexer.survey import survey
from indexer.units import Knowledge

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the engine holds now, and how many items this run put into it."""

    choice: Choice
    collection: Collection
    items: int
    before: str | None
    """The engine that answered before, where it was another."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What an engine lacks, and what the collection is with it."""

    collection: Collection
    items: int = 0
    stale: Sequence[str] = ()
    records: Mapping[str, bytes | None] = field(default_factory=dict)
    """Empty where the engine lacks nothing."""
    takes_out: bool = False
    """Whether a paper of which the engine tells was withdrawn, replaced, or is gone at source."""


@dataclass(frozen=True, slots=True)
class Pusher:
    """All that goes into an engine, and where engines are."""

    place: IndexPlace
    readings: Readings
    documents: list[StoredDocument]
    known: Knowledge
    now: datetime
    progress: Progress
    notes: Sequence[str] = ()
    """On the operator's corrections."""

    def push(self, wanted: EngineChoice | None, *, rebuild: bool = False) -> Pushed:
        """Let the engine that is wanted answer with what the readings say.

        What answered before goes on doing so until then, and stays if anything fails.
        """
        current = _current(self.place)
        choice = choose(wanted, current, self.readings.passages())
        done, before = None, None
        if current and current.engine != choice.engine:
            before = current.engine
        elif current and not rebuild:
            done = self._continued(current, choice)
        done = done or self._beside(choice)
        return Pushed(choice, done.collection, done.items, before)

    def _continued(self, current: Current, choice: Choice) -> _Work | None:
        """Write to the engine that answers; None where another has to be built.

        Where words have to be forgotten for good, another is built, too: of a paper taken out they
        lie in more than in its entries, such as in what `show` says of the document.
        """
        try:
            with closing(self.place.open_as(current)) as engine:
                held = _held(engine)
                if self._state(current, held) != self.readings.generation or engine.damaged():
                    return None
                work = self._work(engine, held)
                if not work.takes_out:
                    self._write(engine, work)
                anew = work.takes_out or engine.leftovers()
        except IndexUnusable:  # it is a cache: what cannot be used is made anew
            return None
        if not work.takes_out:
            self._note(current, work)
        if anew:
            return replace(self._beside(choice), items=work.items)
        self.place.swap(replace(current, asked=choice.asked))
        return work

    def _beside(self, choice: Choice) -> _Work:
        """Build a new engine and swap. One that is not finished goes, as it may fill the disk."""
        self.readings.push_all_again()
        current, engine = self.place.create(choice)
        try:
            with closing(engine):
                work = self._work(engine, Collection())
                self._write(engine, work)
            self._note(current, work)
        except BaseException:
            shutil.rmtree(self.place.folder / current.folder, ignore_errors=True)
            raise
        self.place.swap(current)
        return work

    def _work(self, engine: SearchEngine, held: Collection) -> _Work:
        stale = self.readings.stale_entries()
        digest = documents_digest(self.documents, self.readings, self.notes)
        if not stale and not self.readings.unpushed() and held.documents_digest == digest:
            return _Work(held)
        seen = survey(self.readings.units())
        of_documents = document_records(engine, seen, self.documents, self.readings)
        collection = replace(
            collection_record(
                seen, self.documents, self.known, self.readings, self.now, self.notes
            ),
            documents_digest=digest,
        )
        return _Work(
            collection,
            self.readings.unpushed_items(),
            stale,
            {
                **meeting_records(engine, self.readings),
                **holdings_records(engine, seen, self.documents, self.readings),
                **of_documents,
                RECORD: msgspec.json.encode(collection),
            },
            takes_out=any(_ceased(engine.record(key), now) for key, now in of_documents.items()),
        )

    def _write(self, engine: SearchEngine, work: _Work) -> None:
        """Bring the engine to the state of the readings in one commit."""
        if work.records:
            self.progress(f"indexing {work.items:,} items")
            self.readings.pushing()
            with closing(_changed(self.readings)) as changed:  # open, it would lock the readings
                engine.write(entries=changed, remove=work.stale, records=work.records)

    def _note(self, current: Current, work: _Work) -> None:
        """Remember what is in an engine that was written to and closed."""
        if work.records:
            self.readings.pushed(work.stale, self._state(current, work.collection))

    def _state(self, current: Current, collection: Collection) -> str:
        """Names what is in the engine, and that its files are whole."""
        return f"{collection.generation} {self.place.files(current)}"


def _current(place: IndexPlace) -> Current | None:
    """What answers now, if it is known and can be told."""
    try:
        return place.current()
    except IndexUnusable:
        return None


def _held(engine: SearchEngine) -> Collection:
    record = engine.record(RECORD)
    return msgspec.json.decode(record, type=Collection) if record else Collection()


class _Document(msgspec.Struct):
    """As much of a document's record as says whether it still tells."""

    gone: bool
    superseded: bool

    @property
    def tells(self) -> bool:
        return not (self.gone or self.superseded)


def _ceased(before: bytes | None, now: bytes | None) -> bool:
    """Whether the document of these records told before and tells no more."""
    told, tells = (
        record is not None and msgspec.json.decode(record, type=_Document).tells
        for record in (before, now)
    )
    return told and not tells


def _changed(readings: Readings) -> Generator[Entry]:
    with closing(readings.units(unpushed=True)) as units:
        for unit in units:
            yield from entries(unit)
