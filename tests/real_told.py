"""What the reader says of a paper, or the index of several, as plain lists: for `real_truth`."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.adding import add_papers
from indexer.model import Item, ItemReading, Meeting, MeetingReading, Planned, Reading, Vote
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.search.archive import Archive
from indexer.store import Corpus

NOW = datetime(2025, 3, 1, tzinfo=UTC)


def told_by_reading(reading: Reading) -> list[dict[str, Any]]:
    """Every meeting that one document tells of."""
    return [
        {
            "kind": one.kind,
            "board": one.board,
            "date": one.date.isoformat() if one.date else None,
            "start": one.start and one.start.isoformat("minutes"),
            "end": one.end and one.end.isoformat("minutes"),
            "approvals": [each.of.isoformat() if each.of else "-" for each in one.approvals],
            **_parts(one, one.items),
        }
        for one in reading.meetings
    ]


def told_by_index(paths: list[Path]) -> list[dict[str, Any]]:
    """Every meeting that an index of these papers holds, with its items as they are shown."""
    with tempfile.TemporaryDirectory() as folder:
        with Corpus.open(Path(folder) / "corpus", create=True) as corpus:
            add_papers(corpus, [str(path) for path in paths], council="real", now=NOW)
            index(corpus, IndexPlace(Path(folder) / "index"), now=NOW, workers=2)
        with closing(IndexPlace(Path(folder) / "index").open()) as engine:
            return list(_shown(Archive(engine)))


def words_of(reading: Reading) -> Iterator[str]:
    """The words that will be searched: titles, headings and all paragraphs of all items."""
    for item in (item for meeting in reading.meetings for item in meeting.items):
        yield item.title
        for excerpt in item.excerpts:
            yield excerpt.heading or ""
            yield from (one.text for one in excerpt.paragraphs)


def _shown(archive: Archive) -> Iterator[dict[str, Any]]:
    for entry in archive.listed("meetings"):
        found = archive.show(entry["id"])
        assert found is not None and isinstance(found[1], Meeting)
        meeting = found[1]
        items = [archive.show(line.id) for line in meeting.items]
        yield {
            "board": meeting.board.name,
            "date": meeting.date.isoformat(),
            "start": meeting.start,
            "end": meeting.end,
            **_parts(meeting, [one[1] for one in items if one and isinstance(one[1], Item)]),
        }


def _parts(
    meeting: MeetingReading | Meeting, items: Iterable[ItemReading | Item]
) -> dict[str, Any]:
    items = list(items)
    return {
        "attendance": [
            (one.name, one.role, one.post or one.directorate or one.organisation)
            for one in meeting.attendance
        ],
        "votes": [_vote(vote) for item in items for vote in item.votes],
        "items": [_item(item) for item in items],
    }


def _item(item: ItemReading | Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "agenda": item.agenda_number,
        "minute": item.minute_number,
        "report_of": item.report_of,
        "key_decision": item.key_decision,
        "wards": item.wards,
        "pages": _pages(item),
        "path": _path(item),
        "references": [one.reference for one in item.refers_to if one.reference],
        "dated": [
            one.date.isoformat() for one in item.refers_to if one.date and not one.reference
        ],
        "decisions": [
            {"text": one.text, "action": one.action, "to": one.addressed_to, "cut": not one.complete}
            for one in item.decisions
        ],
        "undertakings": item.undertakings,
        "recommendations": [(one.addressed_to, one.text) for one in item.recommendations],
        "people": [(one.name, one.role, one.post) for one in item.people],
        "planned": [_row(row) for row in item.programme],
    }  # fmt: skip


def _pages(item: ItemReading | Item) -> list[str]:
    if isinstance(item, Item):
        ranges = list(item.printed_pages)
    else:
        ranges = [item.printed_pages] if item.printed_pages else []
    return [f"{first} {last}" for first, last in ranges]


def _path(item: ItemReading | Item) -> list[str]:
    if isinstance(item, Item):
        return [f"{one.board} {one.date.isoformat() if one.date else ''}" for one in item.path]
    return [f"{board} {day.isoformat()}" for board, day in item.path]


def _row(row: Planned) -> dict[str, Any]:
    return {
        "title": row.title,
        "date": row.date.isoformat() if row.date else None,
        "paused": row.paused,
        "officer": row.officer,
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "motion": vote.motion,
        "carried": vote.carried,
        "for": vote.in_favour,
        "against": vote.against,
        "abstain": vote.abstain,
        "moved_by": vote.moved_by,
        "seconded_by": vote.seconded_by,
    }
