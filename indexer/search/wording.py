"""How a query was understood, in a sentence that its writer can check it by. Pure."""

from collections.abc import Sequence
from datetime import date as Date

from indexer.dates import in_words
from indexer.everyday import Expanded
from indexer.model import Zone
from indexer.query import (
    All,
    Among,
    Any,
    Between,
    Dated,
    Leaf,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Routine,
    Typo,
    Word,
)
from indexer.search.fields import Named

PLACES: dict[Zone, str] = {
    "minutes": "minutes",
    "decision": "decisions",
    "report": "reports",
    "recommendation": "recommendations",
    "agenda": "agendas",
    "programme": "work programmes",
}


def understood(query: Node) -> str:
    """The whole query: `items with “family” and “valued”, board “scrutiny”`."""
    parts = query.parts if isinstance(query, All) else (query,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    texts = [part for part in wanted if has_text(part)]
    unwanted = [part for part in parts if isinstance(part, Not)]
    filters = [part for part in wanted if not has_text(part)]
    items = "items with " + _texts(texts) if texts else "all items"
    return ", ".join([items, *map(_said, unwanted), *map(_said, filters)])


def part_in_words(part: Node) -> str:
    """A part of a query, as `understood` says it among others."""
    return _texts([part])


def also_as(expanded: Sequence[Expanded]) -> str:
    """What was looked for besides: `; “bin collection” also as “refuse collection”`."""
    return "".join(f"; “{one.typed}” also as {_quoted(one.also)}" for one in expanded)


def days_in_words(span: Between) -> str:
    """A span of days: "from 1 July 2019 to 31 July 2019"."""
    if span.first is not None and span.first == span.last:
        return "on " + _day(span.first)
    ends = (("from ", span.first), ("to ", span.last))
    return " ".join(word + _day(day) for word, day in ends if day is not None) or "of any date"


def _texts(nodes: Sequence[Node]) -> str:
    """Several joined by "and"; a place that all share is said once, at the end."""
    if len(nodes) == 1:
        said = _said(nodes[0])
        return said[1:-1] if said.startswith("(") and said.endswith(")") else said
    place = _shared_place(nodes)
    if place:
        return " and ".join(map(_core, nodes)) + place
    return " and ".join(map(_said, sorted(nodes, key=lambda node: bool(_place(node)))))


def has_text(node: Node) -> bool:
    """Whether it asks for any word or phrase."""
    if isinstance(node, All | Any):
        return any(has_text(part) for part in node.parts)
    return isinstance(node, Leaf)


def _said(node: Node) -> str:
    return _core(node) + _place(node)


def _place(node: Node) -> str:
    """Where a text must stand, with the space before it; empty for anywhere."""
    if isinstance(node, Leaf):
        if node.in_title:
            return " in the title"
        return f" in {PLACES[node.zone]}" if node.zone else ""
    if isinstance(node, Any) and _is_one_text(node):
        zones = [PLACES[part.zone] for part in node.parts if isinstance(part, Leaf) and part.zone]
        return " in " + " or ".join(zones)
    return _shared_place(node.parts) if isinstance(node, All | Any) else ""


def _shared_place(nodes: Sequence[Node]) -> str:
    places = set(map(_place, nodes))
    return places.pop() if len(places) == 1 else ""


def _is_one_text(node: Any) -> bool:
    """True for one text asked for in several zones."""
    placed = [part for part in node.parts if isinstance(part, Leaf) and part.zone]
    return len(placed) == len(node.parts) > 1 and len(set(map(_core, placed))) == 1


def _core(node: Node) -> str:
    """The words for a node, without its place."""
    match node:
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return f"the exact {'phrase' if ' ' in text else 'word'} “{text}”"
        case Near(first, second, between):
            words = "1 word" if between == 1 else f"{between} words"
            return f"“{first}” near “{second}” (at most {words} between)"
        case Prefix(start):
            return f"words that begin with “{start}”"
        case Typo(text):
            return f"“{text}” (or one letter different)"
        case Not(part):
            return ("without " if has_text(part) or _is_zone(part) else "not ") + _said(part)
        case Any() if _is_one_text(node):
            return _core(node.parts[0])
        case Any((Among("reference", (reference,)), Word() as cited)):
            return f"the reference “{reference}” (their own or cited{_place(cited)})"
        case All(parts) | Any(parts):
            say = _core if _place(node) else _said
            word = " and " if isinstance(node, All) else " or "
            return "(" + word.join(map(say, parts)) + ")" if parts else "all items"
        case _:
            return _filter(node)


def _is_zone(node: Node) -> bool:
    return isinstance(node, Among) and node.field == "zone"


def _filter(node: Node) -> str:
    match node:
        case Named(field, values, roles):
            who = f"{field} {_quoted(values)}" if values else "somebody"
            return who + (" as " + " or ".join(roles) if roles else "")
        case Among("zone", values):
            return "text in " + " or ".join(PLACES[zone] for zone in PLACES if zone in values)
        case Among(field, values):
            return f"{field} {_quoted(values)}" if values else f"{field} not known"
        case Between():
            return days_in_words(node)
        case Routine(value):
            return "routine matter" if value else "no routine matter"
        case Dated(value):
            return "with a date" if value else "without a date"
        case _:
            raise AssertionError(node)


def _quoted(values: tuple[str, ...]) -> str:
    return " or ".join(f"“{value}”" for value in values)


def _day(number: int) -> str:
    return in_words(Date(number // 10_000, number // 100 % 100, number % 100))
