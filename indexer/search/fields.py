"""What may stand after a field's colon, or in a filter: one reading for both. Pure."""

import difflib
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from typing import Literal, cast, get_args

from indexer.dates import find_dates, in_words
from indexer.errors import BadQuery
from indexer.model import Kind, Role, Zone
from indexer.query import (
    All,
    Among,
    Any,
    Between,
    Field,
    Leaf,
    Node,
    Word,
)
from indexer.search.lexer import FieldName, bare_word


@dataclass(frozen=True, slots=True)
class Named(Among):
    """Items whose field holds what one of these loose words names; `resolve` puts in the names.

    `roles` (with `officer` or `member` only) asks for the person in one of these roles, instead of
    those the field stands for; without `values` it is anybody in one of these roles.
    """

    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the words beside it must stand: in one of these zones."""

    values: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """In which roles the people beside it must be: in one of these."""

    values: tuple[Role, ...]


Part = Node | Zones | Roles
"""What one field, or one bracket, comes to before the words beside it are known."""


def read_field(name: FieldName, value: str, notes: list[str]) -> Part:
    """What `name:value` asks for; BadQuery if the value is none of that field. Not for `title`."""
    if not bare_word(value):
        raise BadQuery(f'“{name}:” needs a value: write {name}:word or {name}:"several words".')
    if name == "date":
        return read_dates(value, notes)
    if name == "year":
        return Among("year", (_year(value),))
    if name == "zone":
        return Zones((cast(Zone, _closed(name, value, get_args(Zone))),))
    if name == "role":
        return Roles((cast(Role, _closed(name, value, get_args(Role))),))
    if name == "kind":
        return Among("kind", (_closed(name, value, get_args(Kind)),))
    if name == "ref":
        return _of_reference(_reference(value), notes)
    if value.startswith("-"):
        raise BadQuery(
            f"“{name}:{value}” cannot be read. To leave it out, write -{name}:{value.lstrip('-')}."
        )
    if value.endswith(("*", "~")):
        notes.append(f"“{value[-1]}” was left out of “{name}:{value}”: names are found by a part.")
    return Named(cast(Field, name), (value.rstrip("*~"),))


def cites(reference: str) -> Node:
    """Items that are this minute or decision, or have its reference in their words."""
    return Any((Among("reference", (reference,)), Word(reference)))


def _of_reference(reference: str, notes: list[str]) -> Node:
    if not reference.isdecimal():
        return cites(reference)
    notes.append(
        f"“ref:{reference}” is a decision of just that number. The reference of a minute has its year"
        f" too, as in ref:{reference}/24."
    )
    return Among("reference", (reference,))


def one_of(parts: list[Part]) -> Part:
    """Any of several uses of one field, as simply as it can be put."""
    first = parts[0]
    if isinstance(first, Zones):
        zones = (value for part in parts if isinstance(part, Zones) for value in part.values)
        return Zones(tuple(dict.fromkeys(zones)))
    if isinstance(first, Roles):
        roles = (value for part in parts if isinstance(part, Roles) for value in part.values)
        return Roles(tuple(dict.fromkeys(roles)))
    nodes = cast(list[Node], list(dict.fromkeys(parts)))
    if isinstance(first, Among):
        values = (value for node in nodes if isinstance(node, Among) for value in node.values)
        return type(first)(first.field, tuple(dict.fromkeys(values)))
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))


# --- closed vocabularies, years, references -----------------------------------------------------


def _closed(name: FieldName, value: str, vocabulary: tuple[str, ...]) -> str:
    """The word of the vocabulary that is meant, in whatever case, number and hyphens."""
    known = {_plain(word): word for word in vocabulary}
    if (word := known.get(_plain(value))) is not None:
        return word
    near = difflib.get_close_matches(_plain(value), known, 1)
    meant = f" Did you mean “{known[near[0]]}”?" if near else ""
    raise BadQuery(
        f"“{name}:{value}” is not known.{meant} Write one of " + ", ".join(vocabulary) + "."
    )


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", word.strip().casefold()).removesuffix("s")


def _year(value: str) -> str:
    match = re.fullmatch(r"(\d{4}|\d\d)\s?[/-]\s?(\d{4}|\d\d)", value.strip())
    if match:
        first = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
        if (first + 1) % 10 ** len(match[2]) == int(match[2]):
            return f"{first:04}/{(first + 1) % 100:02}"
    example = "year:2020/21"
    if re.fullmatch(r"[12]\d{3}", value):
        example = f"year:{value}/{(int(value) + 1) % 100:02}, or date:{value} for the calendar year"
    raise BadQuery(f"“year:{value}” is no municipal year. Write {example}.")


def _reference(value: str) -> str:
    if not re.search(r"\d", value):
        raise BadQuery(f"“ref:{value}” is no reference. Write ref:46/18 or ref:24/00093.")
    return re.sub(r"\s*/\s*", "/", value.strip())


# --- dates --------------------------------------------------------------------------------------

_ISO = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?))?)?")
_FORMS = "2019, 2019-07 or 2019-07-18; after date: also 2019..2021, 2019.., >=2019-07 or <2020"


def read_dates(value: str, notes: list[str]) -> Node:
    """The days that a value of `date:` stands for; BadQuery if it stands for none."""
    said = f"date:{value}"
    value = value.strip()
    if ends := re.fullmatch(r"(?P<first>.*?)\s*\.{2,3}\s*(?P<last>.*)", value):
        first = read_days(ends["first"], said, notes)[0] if ends["first"] else None
        last = read_days(ends["last"], said, notes)[1] if ends["last"] else None
    else:
        match = re.fullmatch(r"(?P<sign>>=|<=|=<|=>|>|<|=)?\s*(?P<days>.*)", value)
        assert match is not None
        first, last = _compared(match["sign"] or "=", *read_days(match["days"], said, notes))
    if first and last and first > last:
        raise BadQuery(
            f"“{said}” ends before it begins. Write the earlier date first, as in date:2019..2021."
        )
    return Between(_number(first), _number(last))


def read_bound(name: Literal["from", "to"], value: str, notes: list[str]) -> Node:
    """The days from the beginning, or to the end, of the year, month or day given."""
    first, last = read_days(value.strip(), f"{name}:{value}", notes)
    return Between(_number(first), None) if name == "from" else Between(None, _number(last))


def _compared(sign: str, first: Date, last: Date) -> tuple[Date | None, Date | None]:
    one_day = timedelta(days=1)
    match sign:
        case ">=" | "=>":
            return first, None
        case "<=" | "=<":
            return None, last
        case ">":
            return last + one_day, None
        case "<":
            return None, first - one_day
        case _:
            return first, last


def read_days(text: str, said: str, notes: list[str]) -> tuple[Date, Date]:
    """First and last day of a year, month or day."""
    try:
        if match := _ISO.fullmatch(text):
            year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
            first = Date(year, month or 1, day or 1)
            end_month = month or 12
            return first, Date(year, end_month, day or monthrange(year, end_month)[1])
    except ValueError:
        pass
    found = find_dates(text)
    if len(found) != 1 or found[0][1:] != (0, len(text)):
        raise BadQuery(f"“{said}” is no date. Write {_FORMS}.{_hint(text)}")
    day_found = found[0][0]
    if "/" in text:
        notes.append(f"“{text}” was read as {in_words(day_found)}.")
    return day_found, day_found


def _hint(text: str) -> str:
    return f" The municipal year is year:{text}." if re.fullmatch(r"\d{4}/\d\d", text) else ""


def _number(day: Date | None) -> int | None:
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


# --- binding ------------------------------------------------------------------------------------


def alone(part: Part) -> Node:
    """A zone or role that has no words or people beside it asks for itself."""
    if isinstance(part, Zones):
        return Among("zone", part.values)
    if isinstance(part, Roles):
        return Named("officer", (), part.values)
    return part


def bound(nodes: list[Node], to: Zones | Roles) -> list[Node]:
    """The nodes bound to zones or roles; if none of them can be, these stand beside them."""
    tied = [_tied(node, to) for node in nodes]
    return tied if tied != nodes else [*nodes, alone(to)]


def _tied(node: Node, to: Zones | Roles) -> Node:
    """What has no place or role yet gets one of these; what is under NOT is unwanted anywhere."""
    if isinstance(node, All | Any):
        return replace(node, parts=tuple(_tied(part, to) for part in node.parts))
    if isinstance(to, Zones):
        return _placed(node, to.values)
    if isinstance(node, Named) and node.field in ("officer", "member") and not node.roles:
        return replace(node, roles=to.values)
    return node


def _placed(node: Node, zones: tuple[Zone, ...]) -> Node:
    if not isinstance(node, Leaf) or node.zone is not None or node.in_title:
        return node
    placed = tuple(replace(node, zone=zone) for zone in zones)
    return placed[0] if len(placed) == 1 else Any(placed)
