"""Applying an operator's corrections to the units they concern, and what is to be said of them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date as Date

from indexer.corrections import Corrections, Entry, day_key, decision_key, paper_key, said
from indexer.councils import page_key
from indexer.model import (
    Correction,
    Decision,
    Item,
    ItemLine,
    Meeting,
    Person,
    Recommendation,
    Vote,
)
from indexer.reading.assemble import Assembled
from indexer.readings import Readings
from indexer.store import StoredDocument
from indexer.units import Unit

_SHOWN = 200
"""Characters that are kept of what was read before."""


def entries_for(unit: Unit, corrections: Corrections) -> Sequence[Entry]:
    """The corrections of the unit's items, by their present or former identifiers."""
    return corrections.of(_keys(unit))


def with_entries(digest: str, entries: Sequence[Entry]) -> str:
    """A unit's digest, with the corrections of its items."""
    if not entries:
        return digest
    told = [entry.content for entry in entries]
    return hashlib.sha256(repr((digest, told)).encode()).hexdigest()


def notes_on(
    corrections: Corrections,
    units: Iterable[Unit],
    documents: Iterable[StoredDocument],
    readings: Readings,
) -> list[str]:
    """What is to be said of the corrections beside what is held now: a sentence each."""
    items = [
        item
        for unit in units
        if entries_for(unit, corrections) and (assembled := readings.unit(unit.name))
        for item in assembled.items
    ]
    added = {document.id: document.added.date() for document in documents}
    notes = list(corrections.faults)
    for entry in corrections:
        item = next((item for item in items if concerns(entry, item)), None)
        if note := note_on(entry, item, added):
            notes.append(note)
    return notes


def _keys(unit: Unit) -> set[str]:
    if unit.date is not None:
        return {day_key(unit.council, unit.date)}
    if unit.decision is None:
        return {paper_key(unit.council, unit.parts[0].document.hash)}
    pages = (page_key(part.document.url or "") or "" for part in unit.parts)
    numbers = {page.removeprefix("decision-") for page in pages if page.startswith("decision-")}
    return {decision_key(unit.council, number) for number in (unit.decision, *numbers)}


# --- applying -----------------------------------------------------------------------------------


def corrected(assembled: Assembled, entries: Sequence[Entry]) -> Assembled:
    """The unit with these corrections; those whose item it has not, or which cannot be, change nothing."""
    if not entries:
        return assembled
    items = tuple(_with(item, entries) for item in assembled.items)
    meetings = tuple(_relisted(meeting, items) for meeting in assembled.meetings)
    return replace(assembled, meetings=meetings, items=items)


def concerns(entry: Entry, item: Item) -> bool:
    """Whether it is the item that the entry names, by its present or a former identifier."""
    return entry.item == item.id or entry.item in item.aliases


def fault_with(entry: Entry, item: Item) -> str | None:
    """Why the entry cannot be applied to its item; None where it can."""
    if entry.field == "date" and item.meeting is not None:
        return "the day is that of its meeting, and cannot be corrected"
    return None


def note_on(entry: Entry, item: Item | None, added: Mapping[str, Date]) -> str | None:
    """What whoever wrote the entry must know of it, beside its item as held; None if nothing.

    `added` is the day on which each document was first held, by identifier.
    """
    if item is None:
        return f"{said(entry)}: waits, since no such item is held"
    if fault := fault_with(entry, item):
        return f"{said(entry)}: {fault}"
    days = [added[one.id] for one in item.documents if one.id and one.id in added]
    if days and max(days) > entry.on:
        return (
            f"{said(entry)}: applied, but a paper of the item came on {max(days)}, after it; see whether it"
            f" still holds, then write on = {max(days)} or take it away"
        )
    return None


def _with(item: Item, entries: Sequence[Entry]) -> Item:
    changed = item
    for entry in entries:
        before = getattr(changed, entry.field)
        if concerns(entry, item) and before != entry.value and not fault_with(entry, item):
            note = Correction(entry.field, _shortly(before), entry.reason, entry.by, entry.on)
            changed = replace(
                changed,
                **{entry.field: entry.value},
                corrected=(*changed.corrected, note),
                sources=tuple(one for one in changed.sources if one.field != entry.field),
            )
    return _consistent(changed, item) if changed is not item else item


def _consistent(item: Item, before: Item) -> Item:
    """What follows from other fields follows from them as corrected."""
    fields = {one.field for one in item.corrected}
    if {"agenda_number", "minute_number"} & fields and item.meeting is not None:
        item = replace(item, number=item.minute_number or item.agenda_number)
    if "minute_reference" in fields:
        basis = "as_printed" if item.minute_reference else None
        item = replace(item, minute_reference_basis=basis)  # type: ignore[arg-type] # a literal
    elif "minute_number" in fields and before.minute_reference_basis == "derived":
        item = _derived_anew(item, before)
    if "minutes_status" in fields and item.minutes_status != "approved":
        item = replace(item, minutes_note=None, minutes_approved=None)
    return item


def _derived_anew(item: Item, before: Item) -> Item:
    """The reference that is made of number and year, with the number as corrected."""
    if item.minute_number is None:
        return replace(item, minute_reference=None, minute_reference_basis=None)
    year = (before.minute_reference or "").rpartition("/")[2]
    return replace(item, minute_reference=f"{item.minute_number}/{year}")


def _relisted(meeting: Meeting, items: Sequence[Item]) -> Meeting:
    """The meeting with numbers and titles of its items as corrected."""
    now = {item.id: ItemLine(item.id, item.number, item.title) for item in items}
    return replace(meeting, items=tuple(now.get(line.id, line) for line in meeting.items))


def _shortly(value: object) -> str | None:
    """What was read before, as a short text. Whom an item named wrongly is not named again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    several = value if isinstance(value, tuple) else (value,)
    if isinstance(next(iter(several), None), Person):
        return "1 person" if len(several) == 1 else f"{len(several)} people"
    text = "; ".join(_words(one) for one in several if one is not None)
    return (text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …") or None


def _words(value: object) -> str:
    if isinstance(value, (Decision, Recommendation)):
        return value.text
    if isinstance(value, Vote):
        return value.motion
    return str(value)
