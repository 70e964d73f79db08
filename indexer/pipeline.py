"""The way of a paper from the corpus into the index: read what is new, put together, index.

Documents are read one by one in workers. What they tell is sorted into units (a council's day, or a
paper without a meeting). A unit whose documents changed is put together anew, and its items go to the
engine, in one commit at the end of the run: a reader sees all of it or none.
"""

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from itertools import islice
from pathlib import Path

from indexer.collection import Counts
from indexer.correcting import corrected, entries_for, notes_on, with_entries
from indexer.corrections import Corrections, read_corrections
from indexer.errors import BadCall, Failed, Unreadable
from indexer.extract.formats import extract
from indexer.extract.lines import Line
from indexer.extract.ocr import (
    NOT_RECOGNISED,
    NotRecognised,
    Recogniser,
    find_tesseract,
    tesseract,
)
from indexer.extract.pictures import Picture
from indexer.extract.workers import Failure, Job, Workers, still_reading
from indexer.media import HEAD, HTML, PDF, XML, why_unreadable
from indexer.model import ItemReading, Kind, MeetingReading, Reading
from indexer.picture_cache import PictureCache
from indexer.place import SCHEMA_VERSION, EngineChoice, IndexPlace
from indexer.pushing import Progress, Pushed, Pusher
from indexer.reading.approvals import Agreed
from indexer.reading.assemble import (
    Assembled,
    assemble_day,
    assemble_decision,
    assemble_paper,
)
from indexer.reading.decisions import with_capacity
from indexer.reading.merging import DocumentRef, Told
from indexer.reading.reader import (
    READER_VERSION,
    looks_like_service,
    looks_like_site_page,
    read_html,
    read_text,
    read_xml,
)
from indexer.reading.topics import with_topics
from indexer.readings import PICTURES, Outline, Read, Readings, discard
from indexer.store import Corpus, StoredDocument
from indexer.topics import Topics, shipped_topics
from indexer.units import PLACED, Knowledge, Linked, Part, Unit, knowledge, shown, units

_VERSION = f"{SCHEMA_VERSION}.{READER_VERSION}"
"""Of reading and putting together: whatever changes it makes every unit anew."""
_BATCH = 50
"""Readings kept in one transaction: what a killed run reads again at most."""
_LONGEST_SCAN = 2 * 60 * 60
"""Seconds after which the rest of a paper's pictures is left: a thousand pages take about one hour."""

GONE = "its bytes are gone from the corpus; add the file again"
CHANGED = "its bytes in the corpus are not those that were added; add the file again"
"""Reasons that another `add` mends, so that such papers are tried again in every run."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A paper that could not be read in this run."""

    document: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run of `index` did, and what the index holds after it."""

    engine: str
    why: str
    """Why this engine, as in "since the collection has 800 passages; …"."""
    before: str | None
    """The engine that answered before this run, where it was another."""
    read: int
    """Documents read in this run, well or not."""
    problems: tuple[Unread, ...]
    """Those of them that could not be read."""
    items_indexed: int
    """Items put into the index in this run."""
    documents: Counts
    items: int
    indexed_at: str
    corrections: Sequence[str] = ()
    """What is to be said of the operator's corrections: those that are wrong, wait, or may be old."""


def read_document(path: Path, media_type: str, recognise: Recogniser | None = None) -> Reading:
    """Bytes to all that a document says; `Unreadable` with the reason.

    Words of pages that are pictures are recognised by `recognise`, where it is given.
    """
    with path.open("rb") as body:
        reason = why_unreadable(media_type, body.read(HEAD), path.stat().st_size)
    if reason:
        raise Unreadable(reason)
    data = path.read_bytes()
    if media_type == HTML and looks_like_site_page(data):
        return read_html(data)
    if media_type == XML and looks_like_service(data):
        return read_xml(data)
    return read_text(extract(media_type, data, recognise))


def read_body(path: Path, media_type: str, recognise: Recogniser | None = None) -> Reading:
    """What a document of the corpus says, if its bytes are those that were added. Runs in a worker."""
    try:
        with path.open("rb") as body:
            digest = hashlib.file_digest(body, "sha256").hexdigest()
    except FileNotFoundError:
        raise Unreadable(GONE) from None
    if digest != path.name:
        raise Unreadable(CHANGED)
    return read_document(path, media_type, recognise)


def read_body_and_pictures(path: Path, media_type: str) -> Reading:
    """Like `read_body`, with the words in its pictures recognised. Runs in a worker.

    Every page has the time that a worker allows a paper, up to `_LONGEST_SCAN`.
    """
    seen = tesseract(find_tesseract())
    end = time.monotonic() + _LONGEST_SCAN

    def recognise(picture: Picture) -> Sequence[Line]:
        if time.monotonic() > end:
            raise NotRecognised("the paper took too long")
        still_reading()
        return seen(picture)

    return read_body(path, media_type, recognise)


def index(
    corpus: Corpus,
    place: IndexPlace,
    *,
    now: datetime,
    engine: EngineChoice | None = None,
    rebuild: bool = False,
    ocr: bool = False,
    workers: int | None = None,
    topics: Topics | None = None,
    progress: Progress = lambda line: None,
) -> IndexReport:
    """Bring the index up to date with the corpus, or build it anew beside the one that answers.

    `engine`: by name, or `auto` by the size of the collection; None is what was asked for before,
    else `auto`.
    `ocr`: recognise the words of pages that are pictures, also in papers read before without it; what
    was recognised stays until a rebuild; `Failed` if there is nothing to do that with. `topics`: the
    council's own list of them, if it has one. `Locked` if another run is at it. What was there before
    answers until the commit. `BadCall`, with nothing changed, if the operator's corrections cannot be
    read.
    """
    if ocr:
        find_tesseract()
    corrections = _corrections(corpus.catalogue.folder, now.date())
    with place.writing():
        if rebuild:
            discard(place.readings)
        with closing(Readings(place.readings)) as readings:
            documents = corpus.documents()
            told = {d.hash for d in documents if not (d.superseded or d.gone)}
            PictureCache(place.folder).keep_only(told)
            tried = _read_new(
                corpus, documents, readings, workers or os.cpu_count() or 1, now, progress, ocr
            )
            outlines = readings.outlines()
            visible = shown(documents, outlines)
            known = knowledge(documents, visible, outlines)
            listed = topics or shipped_topics()
            held = _put_together(documents, visible, outlines, known, readings, listed, corrections)
            notes = notes_on(corrections, held, documents, readings)
            pusher = Pusher(place, readings, documents, known, now, progress, notes)
            pushed = pusher.push(engine, rebuild=rebuild)
        return _report(pushed, tried, documents, notes)


def _corrections(folder: Path, today: Date) -> Corrections:
    try:
        return read_corrections(folder, today)
    except BadCall as error:
        raise BadCall(f"{error} The index was not changed.") from error


# --- reading ------------------------------------------------------------------------------------


def _read_new(
    corpus: Corpus,
    documents: list[StoredDocument],
    readings: Readings,
    workers: int,
    now: datetime,
    progress: Progress,
    ocr: bool,
) -> list[Read]:
    """Read documents that were never read, or by another version of the reader."""
    versions = readings.versions()
    for failure in readings.failures():
        if failure.reason in {GONE, CHANGED}:
            versions[failure.document] = "again"
    readings.forget(set(versions) - {document.number for document in documents})
    new = _to_read(documents, versions, readings.lacking() if ocr else frozenset())
    if not new:
        return []
    looked = _to_look_at(new, versions, ocr)
    by_number = {document.number: document for document in new}
    jobs = [Job(d.number, corpus.body_path(d), d.media_type) for d in new]
    tried: list[Read] = []
    with Workers(min(workers, len(jobs))) as pool:
        results = (_read(number, result, now) for number, result in _results(pool, jobs, looked))
        while batch := list(islice(results, _BATCH)):
            readings.keep([(one, _was_read_as(one, by_number, looked)) for one in batch])
            tried += [Read(one.document, None, one.reason, one.since) for one in batch]
            progress(f"read {len(tried):,} of {len(new):,} documents")
    return tried


def _to_read(
    documents: Iterable[StoredDocument], versions: Mapping[int, str], lacking: Collection[int]
) -> list[StoredDocument]:
    """Documents that are not read as this version does it, and the PDFs that lack words still."""
    return [
        document
        for document in documents
        if (read := versions.get(document.number, "")).removesuffix(PICTURES) != _read_as(document)
        or (
            document.number in lacking
            and document.media_type == PDF
            and not read.endswith(PICTURES)
        )
    ]


def _to_look_at(
    documents: Iterable[StoredDocument], versions: Mapping[int, str], ocr: bool
) -> frozenset[int]:
    """The PDFs whose pictures are to be looked at: all, or those for which it was done before.

    The latter only where it can still be done: without tesseract they are read as any other.
    """
    found = [
        document.number
        for document in documents
        if document.media_type == PDF
        and (ocr or versions.get(document.number, "").endswith(PICTURES))
    ]
    if found and not ocr:
        try:
            find_tesseract()
        except Failed:
            return frozenset()
    return frozenset(found)


def _results(
    pool: Workers, jobs: Sequence[Job], looked: Collection[int]
) -> Iterator[tuple[int, Reading | Failure]]:
    """How reading ends for each job; one that fails over its pictures is read without them."""
    yield from pool.map(read_body, (job for job in jobs if job.number not in looked))
    failures: dict[int, Failure] = {}
    with_pictures = (job for job in jobs if job.number in looked)
    for number, result in pool.map(read_body_and_pictures, with_pictures):
        if isinstance(result, Failure):
            failures[number] = result
        else:
            yield number, result
    for number, result in pool.map(read_body, (job for job in jobs if job.number in failures)):
        if isinstance(result, Failure):
            yield number, failures[number]
        else:
            yield number, replace(result, not_recognised=result.without_text)


def _was_read_as(
    one: Read, documents: Mapping[int, StoredDocument], looked: Collection[int]
) -> str:
    """As what a document was read; where recognising its pictures failed, it is to be tried again."""
    failed = one.reason == NOT_RECOGNISED or (one.reading and one.reading.not_recognised)
    done = one.document in looked and not failed
    return _read_as(documents[one.document]) + (PICTURES if done else "")


def _read_as(document: StoredDocument) -> str:
    """Under which version, and as what, a document is read: it is read again when that changes."""
    return f"{READER_VERSION} {document.media_type}"


def _read(number: int, result: Reading | Failure, now: datetime) -> Read:
    if isinstance(result, Failure):
        return Read(number, None, result.reason, now)
    return Read(number, result, None, now)


# --- putting together ---------------------------------------------------------------------------


def _put_together(
    documents: list[StoredDocument],
    visible: list[StoredDocument],
    outlines: Mapping[int, Outline],
    known: Knowledge,
    readings: Readings,
    topics: Topics,
    corrections: Corrections,
) -> list[Unit]:
    """Assemble the units that changed; forget those of which no document tells any more. All units."""
    before = readings.digests()
    numbers = {document.number for document in visible}
    version = f"{_VERSION} {topics.digest}"
    now = {unit.name: unit for unit in units(documents, numbers, outlines, known, version)}
    for unit in now.values():
        entries = entries_for(unit, corrections)
        digest = with_entries(_with_recognised(unit, outlines), entries)
        if before.get(unit.name) != digest:
            assembled = with_topics(_assemble(unit, known, readings), topics)
            readings.put_unit(unit.name, digest, corrected(assembled, entries))
    readings.drop_units(set(before) - set(now))
    return list(now.values())


def _with_recognised(unit: Unit, outlines: Mapping[int, Outline]) -> str:
    """The unit's digest, with which pages were recognised: the same bytes say more then."""
    recognised = [outlines[part.document.number].recognised for part in unit.parts]
    if not any(recognised):
        return unit.digest
    return hashlib.sha256(repr((unit.digest, recognised)).encode()).hexdigest()


def _assemble(unit: Unit, known: Knowledge, readings: Readings) -> Assembled:
    told = [_told(part, readings) for part in unit.parts]
    if unit.decision is not None:
        return assemble_decision(unit.council, unit.decision, told)
    if unit.date is None:
        return assemble_paper(unit.council, unit.parts[0].document.hash, told)

    def approvals(board: str, day: Date) -> Agreed | None:
        return known.approvals.get((unit.council, board, day))

    def held(board: str, day: Date) -> bool:
        return (unit.council, board, day) in known.held

    def years(board: str, day: Date) -> int | None:
        return known.years.get((unit.council, board, day))

    return assemble_day(unit.council, unit.date, told, approvals=approvals, held=held, years=years)


def _told(part: Part, readings: Readings) -> Told:
    document = part.document
    reading = readings.reading(document.number)
    assert reading is not None, "units are made of documents that were read"
    meeting = replace(reading.meetings[part.place], boards=part.boards)
    if part.linked:
        meeting = _under(meeting, part.linked)
    elif part.site_id:
        meeting = replace(meeting, site_id=part.site_id)
    ref = DocumentRef(
        id=document.id,
        source=document.source,
        url=document.url,
        media_type=document.media_type,
        title=reading.title,
        kind=meeting.kind if part.linked else reading.kind,
        printed=reading.printed,
        recognised=frozenset(reading.recognised),
    )
    apart = bool(part.linked and part.linked.whole and reading.kind in PLACED)
    return Told(ref, meeting, part.former, apart)


def _under(meeting: MeetingReading, linked: Linked) -> MeetingReading:
    """A report or page as part of what links it, whatever title or meeting it names itself."""
    items = meeting.items
    if linked.title is not None:
        items = tuple(replace(i, title=linked.title, site_id=linked.item) for i in items)
    if meeting.kind == "page" and not meeting.board:
        items = tuple(_decided_by(item, linked.board) for item in items)
    return replace(
        meeting,
        kind=_kind_under(meeting, linked),
        board=linked.board or None,
        date=linked.date,
        start=linked.start or meeting.start,
        site_id=linked.site_id,
        items=items,
    )


def _decided_by(item: ItemReading, board: str) -> ItemReading:
    """The item with decisions of the board, which its own page does not name."""
    return replace(item, decisions=tuple(with_capacity(one, board) for one in item.decisions))


def _kind_under(meeting: MeetingReading, linked: Linked) -> Kind:
    if meeting.kind not in PLACED:
        return meeting.kind
    if linked.whole:
        return linked.kind or "supplement"
    first = meeting.items[0].title if meeting.items else ""
    return "appendix" if first.lower().startswith("appendi") else "report"


def _report(
    pushed: Pushed, tried: list[Read], documents: list[StoredDocument], notes: Sequence[str]
) -> IndexReport:
    by_number = {document.number: document for document in documents}
    problems = tuple(
        Unread(by_number[one.document].id, by_number[one.document].source, one.reason)
        for one in tried
        if one.reason is not None
    )
    return IndexReport(
        engine=pushed.choice.engine,
        why=pushed.choice.why,
        before=pushed.before,
        read=len(tried),
        problems=problems,
        items_indexed=pushed.items,
        documents=pushed.collection.documents,
        items=pushed.collection.items,
        indexed_at=pushed.collection.indexed_at or "",
        corrections=notes,
    )
