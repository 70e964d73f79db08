"""Items as engines index them, and the records that people are shown."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from indexer.collection import report_post
from indexer.dates import municipal_year
from indexer.engines.base import Entry, PassageEntry
from indexer.model import Item, Meeting, Passage
from indexer.people import Part, parts
from indexer.query import Field, in_role, named_as
from indexer.reading.assemble import Assembled


def entries(assembled: Assembled) -> Iterator[Entry]:
    """An entry for each item of a unit, with its passages."""
    by_item: dict[str, list[Passage]] = {}
    for passage in assembled.passages:
        by_item.setdefault(passage.item, []).append(passage)
    meetings = {meeting.id: meeting for meeting in assembled.meetings}
    for item in assembled.items:
        meeting = meetings.get(item.meeting.id) if item.meeting else None
        yield entry(item, by_item.get(item.id, []), meeting)


def entry(item: Item, passages: Sequence[Passage], meeting: Meeting | None = None) -> Entry:
    """One item with its passages, as an engine takes it; `meeting` is the one that dealt with it."""
    return Entry(
        id=item.id,
        order=order(item),
        title=" \n".join(filter(None, (item.title, item.heading))),
        passages=tuple(PassageEntry(p.zone, p.text, msgspec.json.encode(p)) for p in passages),
        fields=fields(item, passages, meeting),
        date=int(f"{item.date:%Y%m%d}") if item.date else None,
        routine=item.routine,
        stored=msgspec.json.encode(item),
    )


def order(item: Item) -> str:
    """What items are sorted by date with: date, start, identifier."""
    start = (item.meeting.start if item.meeting else None) or "00:00"
    return f"{item.date.isoformat() if item.date else ''} {start} {item.id}"


def fields(
    item: Item, passages: Sequence[Passage], meeting: Meeting | None = None
) -> Mapping[Field, tuple[str, ...]]:
    """The exact values by which an item is filtered and counted."""
    officers = [person.name for person in item.people if person.is_officer]
    people = list(parts(item, meeting))
    values: dict[Field, Sequence[str]] = {
        "council": [item.council],
        "board": [board.id for board in (item.board, *item.boards) if board],
        "year": [municipal_year(item.date)] if item.date else [],
        "officer": [*officers, *([report_post(item.report_of)] if item.report_of else [])],
        "member": [part.name for part in people if part.is_member],
        "person": [value for part in people for value in _of_person(part)],
        "topic": item.topics,
        "ward": item.wards,
        "kind": [document.kind for document in item.documents if document.id],
        "zone": [passage.zone for passage in passages],
        "reference": [item.minute_reference or _decision_number(item) or ""],
    }
    return {name: tuple(dict.fromkeys(held)) for name, held in values.items() if any(held)}


def _of_person(part: Part) -> Iterator[str]:
    yield part.role
    yield in_role(part.role, part.name)
    if part.own:
        yield named_as(part.side, part.name)


def _decision_number(item: Item) -> str | None:
    """The number under which a register has a decision."""
    return item.number if item.id.startswith(f"{item.council}/decisions/") else None
