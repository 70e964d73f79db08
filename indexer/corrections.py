"""Corrections: an operator settles what was read wrongly, for good.

They stand in `corrections.toml` in the corpus' folder, written by hand, and are applied to items after
they are put together and before they are indexed. So they outlive every re-index, and search, filters,
JSON and pages all show them. The words of papers are never changed, only what was read in them.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_origin, get_type_hints

import msgspec

from indexer.bodies import in_words
from indexer.collection import CORRECTIONS
from indexer.errors import BadCall
from indexer.extract.characters import tidy
from indexer.model import Item

FIELDS = (
    *("title", "heading", "agenda_number", "minute_number", "minute_reference", "date"),
    *("decisions", "votes", "undertakings", "recommendations", "people", "report_of"),
    *("topics", "wards", "key_decision", "private", "routine"),
    *("minutes_status", "minutes_note", "minutes_approved"),
)
"""What can be corrected. `number` follows the numbers it is made of; identifiers never change."""
_ONCE = frozenset({"topics", "wards", "people"})
"""Fields in which a value that is listed twice says nothing more."""
_LONGEST_TITLE = 500
_KEYS = frozenset({"item", "field", "value", "none", "reason", "by", "on"})
_ELSEWHERE = timedelta(days=1)
"""Where the entry was written it may be tomorrow already."""
_HINTS: Mapping[str, Any] = get_type_hints(Item)


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction, ready to be applied."""

    number: int
    """Its place in the file, from 1."""
    item: str
    field: str
    value: Any
    """Of the type that the item's field has."""
    reason: str
    by: str
    on: Date

    @property
    def unit(self) -> str | None:
        """The key of the unit that its item belongs to (`units`), by the identifier."""
        return _unit_of(self.item)

    @property
    def content(self) -> tuple[object, ...]:
        """All of it but its place: what changes an item when it changes."""
        return (self.item, self.field, self.value, self.reason, self.by, self.on)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file says: entries by the unit they concern, and what cannot be applied."""

    by_unit: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    faults: Sequence[str] = ()
    """A sentence each, with the entry's place in the file, and what to write."""

    def of(self, keys: Iterable[str]) -> list[Entry]:
        """The entries for the unit with these keys, in the order of the file."""
        found = [entry for key in keys for entry in self.by_unit.get(key, ())]
        return sorted(found, key=lambda entry: entry.number)

    def __iter__(self) -> Iterator[Entry]:
        """The entries in the order of the file."""
        entries = (entry for some in self.by_unit.values() for entry in some)
        return iter(sorted(entries, key=lambda entry: entry.number))


class _Wrong(Exception):
    """What is wrong with an entry."""


# --- reading the file ---------------------------------------------------------------------------


def read_corrections(folder: Path, today: Date) -> Corrections:
    """The corrections of the corpus in this folder; none where there is no file.

    An entry of a day after `today` is a fault.
    `BadCall` where the file as a whole cannot be read; single entries that are wrong are `faults`.
    """
    path = folder / CORRECTIONS
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Corrections()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCall(_unreadable(path, str(error))) from error
    except OSError as error:
        raise BadCall(_unreadable(path, in_words(error))) from error
    entries = told.get("correction")
    if told and (set(told) != {"correction"} or not isinstance(entries, list)):
        raise BadCall(
            f"{path} holds something else than entries that begin with [[correction]]. Mend the file, or"
            " move it away to index without corrections."
        )
    return _sorted_out(entries or [], today)


def _unreadable(path: Path, why: str) -> str:
    return f"{path} cannot be read: {why}. Mend the file, or move it away to index without corrections."


def _sorted_out(written: Sequence[object], today: Date) -> Corrections:
    by_unit: dict[str, list[Entry]] = defaultdict(list)
    faults: list[str] = []
    last: dict[tuple[str, str], int] = {}
    entries = []
    for number, one in enumerate(written, 1):
        try:
            entries.append(_entry(number, one, today))
        except _Wrong as wrong:
            faults.append(f"{_called(number, one)}: {wrong}")
    for entry in entries:
        last[entry.item, entry.field] = entry.number
    for entry in entries:
        later = last[entry.item, entry.field]
        if later != entry.number:
            faults.append(f"{said(entry)}: entry {later} says the same field again; take one away")
        elif entry.unit is None:
            faults.append(f"{said(entry)}: “{entry.item}” is no identifier of an item")
        else:
            by_unit[entry.unit].append(entry)
    return Corrections(by_unit, tuple(faults))


def _called(number: int, written: object) -> str:
    told = written if isinstance(written, dict) else {}
    names = [told[key] for key in ("item", "field") if isinstance(told.get(key), str)]
    return f"entry {number} ({', '.join(names)})" if names else f"entry {number}"


def said(entry: Entry) -> str:
    """An entry as it is called in what is told of it."""
    return f"entry {entry.number} ({entry.item}, {entry.field})"


def _entry(number: int, written: object, today: Date) -> Entry:
    if not isinstance(written, dict):
        raise _Wrong("write it under a line [[correction]]")
    unknown = sorted(written.keys() - _KEYS)
    if unknown:
        raise _Wrong(f"there is no “{unknown[0]}”; write {_listed(sorted(_KEYS))}")
    item, name, reason, by = (_text(written, key) for key in ("item", "field", "reason", "by"))
    on = written.get("on")
    if not isinstance(on, Date) or isinstance(on, datetime):
        raise _Wrong("write the day without quotes: on = 2026-11-22")
    if on > today + _ELSEWHERE:
        raise _Wrong(f"{on} is still to come; write the day on which you corrected it")
    if name not in FIELDS:
        raise _Wrong(f"“{name}” cannot be corrected; field is one of {_listed(FIELDS)}")
    return Entry(number, item.strip("/"), name, _value(name, written), reason, by, on)


def _text(written: Mapping[str, object], key: str) -> str:
    value = written.get(key)
    text = _plain(value) if isinstance(value, str) else ""
    if not text:
        raise _Wrong(f'“{key}” is missing: write {key} = "…"')
    return text


def _value(name: str, written: Mapping[str, object]) -> object:
    """The value in the type of the field; `_Wrong` if it has another shape."""
    none = written.get("none", False)
    if not isinstance(none, bool) or none == ("value" in written):
        raise _Wrong("write either value = …, or none = true where there is none")
    many = get_origin(_HINTS[name]) is tuple
    given = _tidied(written["value"]) if not none else [] if many else None
    try:
        value = msgspec.convert(given, _HINTS[name])
    except msgspec.ValidationError as error:
        raise _Wrong(
            f"the value does not fit “{name}” ({error}); `minutebook show ITEM --json` prints what it looks"
            " like"
        ) from error
    unknown = next(_unknown(given, msgspec.to_builtins(value)), None)
    if unknown is not None:
        raise _Wrong(f"there is no “{unknown}” in “{name}”")
    if name == "title" and len(value) > _LONGEST_TITLE:
        raise _Wrong(f"a title has at most {_LONGEST_TITLE} letters, this one {len(value):,}")
    return tuple(dict.fromkeys(value)) if name in _ONCE else value


def _tidied(value: object) -> object:
    """The value with its texts made plain; `_Wrong` for one that is blank."""
    if isinstance(value, dict):
        return {key: _tidied(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_tidied(one) for one in value]
    if isinstance(value, str):
        text = _plain(value)
        if not text:
            raise _Wrong("a text of the value is blank; leave it out, or write none = true")
        return text
    return value


def _plain(text: str) -> str:
    """With single spaces, and without signs that cannot be seen or turn the direction of writing."""
    return " ".join(tidy(text).split())


def _unknown(given: object, made: object) -> Iterator[str]:
    """Keys of tables that the value's type does not know."""
    if isinstance(given, dict) and isinstance(made, dict):
        yield from (str(key) for key in given if key not in made)
        pairs = [(value, made.get(key)) for key, value in given.items()]
    elif isinstance(given, list) and isinstance(made, (list, tuple)):
        pairs = list(zip(given, made, strict=True))
    else:
        pairs = []
    for one, other in pairs:
        yield from _unknown(one, other)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


# --- whose they are -----------------------------------------------------------------------------


def _unit_of(item: str) -> str | None:
    council, *rest = item.split("/")
    if len(rest) == 3 and re.fullmatch(r"\d{4}-\d\d-\d\d(-\d{4})?(-\d+)?", rest[1]):
        return day_key(council, rest[1][:10])
    if len(rest) == 2 and rest[0] == "decisions":
        return decision_key(council, rest[1])
    if len(rest) == 2 and rest[0] == "papers":
        return paper_key(council, rest[1][-8:])
    return None


def day_key(council: str, day: Date | str) -> str:
    """The key of a council's day."""
    return f"{council}/{day}"


def decision_key(council: str, number: str) -> str:
    """The key of a register's decision, by the last part of its identifier or of a former one."""
    return f"{council}/decisions/{number}"


def paper_key(council: str, body_hash: str) -> str:
    """The key of a paper without a meeting."""
    return f"{council}/papers/{body_hash[:8]}"
