"""What the index keeps beside its entries: meetings, documents, and the collection as a whole."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from indexer.collection import (
    MEETINGS,
    RECENT,
    Collection,
    Counts,
    NewPaper,
    Problem,
    Recent,
    person_key,
    stamp,
)
from indexer.councils import document_key, page_key
from indexer.engines.base import SearchEngine
from indexer.gaps import missing_meetings
from indexer.identifiers import slug
from indexer.media import PDF
from indexer.model import Meeting
from indexer.readings import Outline, Readings
from indexer.store import StoredDocument
from indexer.survey import Standing, Survey
from indexer.units import Knowledge

_NAMED = 20
"""Attached files of one document that are named; of more their number is told."""
_RECENT = timedelta(days=60)
"""Before the newest paper: what came since is recent."""
_MOST_RECENT = 1_000
"""Recent papers that are listed; of more their number is told."""


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
    engine: SearchEngine, seen: Survey, documents: Iterable[StoredDocument], readings: Readings
) -> dict[str, bytes | None]:
    """A record for each document: where it came from, what it is, where it stands, why it cannot be
    read.
    """
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
                "pages": told.pages if told else None,
                "items": seen.standing.get(document.id, Standing()).items,
                "meeting": _meeting(document, told, seen),
            }
        )
    return _differing(engine, ("document:",), now)


def _meeting(document: StoredDocument, told: Outline | None, seen: Survey) -> str | None:
    own = told.meetings[0] if told else None
    board, day = (own.board, own.date) if own else (None, None)
    return seen.meeting_of(document.id, document.council, board, day)


def _differing(
    engine: SearchEngine, prefixes: tuple[str, ...], now: dict[str, bytes | None]
) -> dict[str, bytes | None]:
    """What must be written so that the engine has just these records under the prefixes."""
    before: dict[str, bytes] = {}
    for prefix in prefixes:
        before.update(engine.records(prefix))
    gone: dict[str, bytes | None] = {key: None for key in before if key not in now}
    return gone | {key: value for key, value in now.items() if before.get(key) != value}


def holdings_records(
    engine: SearchEngine, seen: Survey, documents: Iterable[StoredDocument], readings: Readings
) -> dict[str, bytes | None]:
    """What pages of meetings and people and of what is new need beside the collection's own record."""
    encode = msgspec.json.encode
    lines = sorted(seen.lines, key=lambda line: (line.date, line.start or "", line.id))
    now: dict[str, bytes | None] = {
        MEETINGS: encode(lines[::-1]),
        RECENT: encode(_recent(documents, seen, readings.outlines())),
    }
    for side in ("officer", "member"):
        for held, told in seen.people(side).items():
            now[person_key(side, held.council, held.name)] = encode(told)
    return _differing(engine, (MEETINGS, RECENT, "person:"), now)


def _recent(
    documents: Iterable[StoredDocument], seen: Survey, outlines: Mapping[int, Outline]
) -> Recent:
    """The papers that came in the last days before the newest, without those that tell no more."""
    papers = [
        _new_paper(document, told, seen)
        for document in documents
        if (told := outlines.get(document.number)) and not (document.superseded or document.gone)
    ]
    papers = [paper for paper in papers if paper.kind != "page"]
    newest = max((paper.added for paper in papers), default=None)
    recent = [one for one in papers if newest and one.added > newest - _RECENT]
    recent.sort(key=lambda one: (one.added, one.id), reverse=True)
    days: dict[Date, int] = {}
    for one in recent:
        days[one.added.date()] = days.get(one.added.date(), 0) + 1
    return Recent(tuple(recent[:_MOST_RECENT]), tuple(days.items()))


def _new_paper(document: StoredDocument, told: Outline, seen: Survey) -> NewPaper:
    items = seen.standing.get(document.id, Standing()).items
    return NewPaper(
        document.id,
        told.title,
        told.meetings[0].kind,
        document.added,
        _meeting(document, told, seen),
        tuple(dict.fromkeys(item.id for item in items)),
    )


def collection_record(
    seen: Survey,
    documents: list[StoredDocument],
    known: Knowledge,
    readings: Readings,
    now: datetime,
    notes: Sequence[str] = (),
) -> Collection:
    """The collection as a whole: what is held, what is missing, what could not be read.

    `notes` are those on the operator's corrections.
    """
    failures, outlines = readings.failures(), readings.outlines()
    partly = [number for number, told in outlines.items() if told.without_text]
    approved = ((*key, agreed.words) for key, agreed in known.approvals.items())
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
        officers=tuple(seen.people("officer")),
        members=tuple(seen.people("member")),
        wards=seen.wards,
        topics=seen.topics,
        attended=seen.attended,
        report_posts=seen.report_posts,
        gaps=(*seen.gaps, *missing_meetings(approved, known.held, boards)),
        problems=tuple(_problems(seen, documents, known, readings, now)),
        corrections=tuple(notes),
        items=seen.items,
    )


def _problems(
    seen: Survey,
    documents: Iterable[StoredDocument],
    known: Knowledge,
    readings: Readings,
    now: datetime,
) -> Iterator[Problem]:
    """Papers that could not be read; then those of which a part is not found by a search."""
    by_number = {document.number: document for document in documents}
    for one in readings.failures():
        if document := by_number.get(one.document):
            reason, since = one.reason or "", stamp(one.since)
            place = _linked_from(document, known)
            yield Problem(document.id, document.source, reason, since, *place)
    looked_at = readings.looked_at()
    for number, told in readings.outlines().items():
        document = by_number[number]
        for reason in _lacks(told, document, number in looked_at):
            place = _stands_in(seen.standing.get(document.id, Standing()))
            yield Problem(document.id, document.source, reason, stamp(now), *place)


def _linked_from(document: StoredDocument, known: Knowledge) -> tuple[tuple[str, ...], Date | None]:
    """Boards and day of the meeting whose page links a document that tells nothing itself."""
    address = document.url or document.origins[0].address
    keys = (document_key(address), page_key(address))
    places = [p for key in keys if key for p in known.linked.get((document.council, key), [])]
    places = [place for place in places if place.board]
    ids = dict.fromkeys(f"{document.council}/{slug(place.board)}" for place in places)
    return tuple(ids), max((place.date for place in places if place.date), default=None)


def _stands_in(standing: Standing) -> tuple[tuple[str, ...], Date | None]:
    """Boards and latest day of the meetings in which a document stands."""
    meetings = standing.meetings.values()
    ids = dict.fromkeys(board.id for one in meetings for board in (one.board, *one.boards))
    return tuple(ids), max((one.date for one in meetings), default=None)


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


def documents_digest(
    documents: Iterable[StoredDocument], readings: Readings, notes: Sequence[str] = ()
) -> str:
    """Changes with everything that records say of documents: where they are from, how reading went;
    and with the notes on the operator's corrections.
    """
    facts = [
        (d.number, d.id, d.superseded, d.gone, [o.address for o in d.origins]) for d in documents
    ]
    reasons = sorted((one.document, one.reason) for one in readings.failures())
    lacks = sorted(
        (number, told.without_text, told.recognised, told.attached)
        for number, told in readings.outlines().items()
    )
    looked_at = sorted(readings.looked_at())
    return hashlib.sha256(
        repr((facts, reasons, lacks, looked_at, list(notes))).encode()
    ).hexdigest()
