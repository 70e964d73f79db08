"""What the index keeps beside its entries: meetings, documents, and the collection as a whole."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from indexer.collection import Collection, Counts, Problem, stamp
from indexer.engines.base import SearchEngine
from indexer.model import Meeting
from indexer.readings import Readings
from indexer.store import StoredDocument
from indexer.survey import missing_meetings, survey
from indexer.units import Knowledge


def meeting_records(engine: SearchEngine, readings: Readings) -> dict[str, bytes | None]:
    """A record for each meeting and for each other identifier; None for those there are no more."""
    now: dict[str, bytes | None] = {}
    for unit in readings.units():
        now.update(_records(unit.meetings))
        for item in unit.items:
            now.update({f"alias:{alias}": item.id.encode() for alias in item.aliases})
    return _differing(engine, ("meeting:", "alias:"), now)


def _records(meetings: Iterable[Meeting]) -> dict[str, bytes | None]:
    return {f"meeting:{meeting.id}": msgspec.json.encode(meeting) for meeting in meetings}


def document_records(
    engine: SearchEngine, documents: list[StoredDocument], readings: Readings
) -> dict[str, bytes | None]:
    """A record for each document: where it came from, what it is, why it cannot be read."""
    failures = {one.document: one.reason for one in readings.failures()}
    outlines = readings.outlines()
    now: dict[str, bytes | None] = {}
    for document in documents:
        told = outlines.get(document.number)
        now[f"document:{document.id}"] = msgspec.json.encode(
            {
                "id": document.id,
                "council": document.council,
                "title": told.title if told else Path(document.source).name,
                "kind": told.meetings[0].kind if told else "other",
                "url": document.url,
                "source": document.source,
                "sources": [origin.address for origin in document.origins],
                "media_type": document.media_type,
                "size": document.size,
                "hash": document.hash,
                "added": stamp(document.added),
                "private": False,
                "superseded": document.superseded,
                "gone": document.gone,
                "unreadable": failures.get(document.number),
            }
        )
    return _differing(engine, ("document:",), now)


def _differing(
    engine: SearchEngine, prefixes: tuple[str, ...], now: dict[str, bytes | None]
) -> dict[str, bytes | None]:
    """What must be written so that the engine has just these records under the prefixes."""
    before: dict[str, bytes] = {}
    for prefix in prefixes:
        before.update(engine.records(prefix))
    gone: dict[str, bytes | None] = {key: None for key in before if key not in now}
    return gone | {key: value for key, value in now.items() if before.get(key) != value}


def collection_record(
    documents: list[StoredDocument], known: Knowledge, readings: Readings, now: datetime
) -> Collection:
    """The collection as a whole: what is held, what is missing, what could not be read."""
    seen = survey(readings.units())
    failures, outlines = readings.failures(), readings.outlines()
    by_number = {document.number: document for document in documents}
    problems = [
        Problem(
            by_number[one.document].id,
            by_number[one.document].source,
            one.reason or "",
            stamp(one.since),
        )
        for one in failures
        if one.document in by_number
    ]
    partly = [(number, told.without_text) for number, told in outlines.items() if told.without_text]
    problems += [
        Problem(
            by_number[number].id,
            by_number[number].source,
            f"{pages} of its pages are only pictures: not searchable",
            stamp(now),
        )
        for number, pages in partly
    ]
    approved = ((*key, words) for key, words in known.approvals.items())
    boards = seen.boards
    return Collection(
        generation=uuid.uuid4().hex,
        indexed_at=stamp(now),
        documents=Counts(
            held=len(documents),
            read=len(outlines),
            unreadable=len(failures),
            no_text=len(partly),
            private=seen.private,
        ),
        councils=tuple(sorted({document.council for document in documents})),
        boards=boards,
        officers=seen.officers,
        members=seen.members,
        wards=seen.wards,
        attended=seen.attended,
        report_posts=seen.report_posts,
        gaps=(*seen.gaps, *missing_meetings(approved, known.held, boards)),
        problems=tuple(problems),
        items=seen.items,
    )


def documents_digest(documents: Iterable[StoredDocument], readings: Readings) -> str:
    """Changes with everything that records say of documents: where they are from, how reading went."""
    facts = [
        (d.number, d.id, d.superseded, d.gone, [o.address for o in d.origins]) for d in documents
    ]
    reasons = sorted((one.document, one.reason) for one in readings.failures())
    return hashlib.sha256(repr((facts, reasons)).encode()).hexdigest()
