"""What the index keeps beside its entries: meetings, documents, and the collection as a whole."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from indexer.collection import Collection, Counts, Problem, stamp
from indexer.engines.base import SearchEngine
from indexer.media import PDF
from indexer.model import Meeting
from indexer.readings import Outline, Readings
from indexer.store import StoredDocument
from indexer.survey import missing_meetings, survey
from indexer.units import Knowledge

_NAMED = 20
"""Attached files of one document that are named; of more their number is told."""


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
                "without_text": told.without_text if told else (),
                "recognised": told.recognised if told else (),
                "attached": told.attached if told else (),
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
    looked_at = readings.looked_at()
    partly = [number for number, told in outlines.items() if told.without_text]
    problems += [
        Problem(by_number[number].id, by_number[number].source, reason, stamp(now))
        for number, told in outlines.items()
        for reason in _lacks(told, by_number[number], number in looked_at)
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
        topics=seen.topics,
        attended=seen.attended,
        report_posts=seen.report_posts,
        gaps=(*seen.gaps, *missing_meetings(approved, known.held, boards)),
        problems=tuple(problems),
        items=seen.items,
    )


def _lacks(told: Outline, document: StoredDocument, looked_at: bool) -> Iterator[str]:
    """What of a document that was read is not found by a search, and what to do."""
    if told.without_text:
        what = (
            "is a picture, which is" if len(told.without_text) == 1 else "are pictures, which are"
        )
        said = f"{_pages(told.without_text)} {what} not searchable"
        if looked_at:
            said += ": no words were recognised"
        elif document.media_type == PDF:
            said += "; `minutebook index --ocr` recognises the words"
        yield said
    if told.attached:
        names = ", ".join(told.attached[:_NAMED])
        rest = len(told.attached) - _NAMED
        yield (
            f"holds attached files ({len(told.attached):,}), which are not read: {names}"
            + (f" and {rest:,} more" if rest > 0 else "")
            + "; save them and `minutebook add` them"
        )


def _pages(pages: Sequence[int]) -> str:
    """Such as "page 3" and "pages 3-5, 9"."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    said = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"page{'s' if len(pages) > 1 else ''} {said}"


def documents_digest(documents: Iterable[StoredDocument], readings: Readings) -> str:
    """Changes with everything that records say of documents: where they are from, how reading went."""
    facts = [
        (d.number, d.id, d.superseded, d.gone, [o.address for o in d.origins]) for d in documents
    ]
    reasons = sorted((one.document, one.reason) for one in readings.failures())
    lacks = sorted(
        (number, told.without_text, told.recognised, told.attached)
        for number, told in readings.outlines().items()
    )
    looked_at = sorted(readings.looked_at())
    return hashlib.sha256(repr((facts, reasons, lacks, looked_at)).encode()).hexdigest()
