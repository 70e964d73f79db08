"""Which items a query finds, and in what order: routine matter, references, partial matches."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.collection import Collection
from indexer.engines.base import Found, Hit, SearchEngine
from indexer.query import All, Among, Any, Between, Dated, Field, Node, Not, Routine, Sort, Word
from indexer.search.language import plain_parts

_LOOKED_THROUGH = 1_000
"""Items looked through, best first, for those with most of the words."""


@dataclass(frozen=True, slots=True)
class Findings:
    """A page of what was found, and what stands beside it."""

    found: Found
    routine_left_out: int
    notes: tuple[str, ...]
    narrowed: Node
    """The condition on routine matter that held."""


@dataclass(frozen=True, slots=True)
class Partial:
    """Items with at least half of the plain words, best first; each with the words it lacks."""

    total: int
    hits: tuple[tuple[Hit, tuple[str, ...]], ...]


def find(
    engine: SearchEngine,
    query: Node,
    *,
    reference: str | None,
    everything: bool,
    sort: Sort,
    offset: int,
    limit: int,
    facets: Sequence[Field],
) -> Findings:
    """The page asked for. Routine matter is left out, unless `everything` or nothing else fits."""
    narrowed: Node = All(()) if everything else Routine(False)
    left_out = 0 if everything else _count(engine, All((query, Routine(True))))
    notes: list[str] = []
    if left_out and not _count(engine, All((query, narrowed))):
        narrowed, left_out = Routine(True), 0
        notes.append(
            "Only routine matter has this, so it is shown (nobody declared an interest, and the like)."
        )
    asked = All((query, narrowed))
    notes += _reference_notes(engine, asked, reference)
    found = _pages(engine, _in_turn(asked, reference, sort), sort, offset, limit)
    if facets:
        whole = engine.search(asked, limit=0, facets=facets)
        found = replace(found, facets=whole.facets)
    return Findings(found, left_out, tuple(notes), narrowed)


def _count(engine: SearchEngine, query: Node) -> int:
    return engine.search(query, limit=0).total


def _in_turn(asked: Node, reference: str | None, sort: Sort) -> list[Node]:
    """What is shown one after the other: the minute of that number, then what mentions it."""
    if reference is None or sort != "relevance":
        return [asked]
    minute = Among("reference", (reference,))
    return [All((asked, minute)), All((asked, Not(minute)))]


def _pages(
    engine: SearchEngine, queries: Sequence[Node], sort: Sort, offset: int, limit: int
) -> Found:
    """One page through the results of several queries, laid end to end."""
    total = 0
    hits: list[Hit] = []
    for query in queries:
        found = engine.search(
            query, sort=sort, offset=max(0, offset - total), limit=limit - len(hits)
        )
        total += found.total
        hits += found.hits
    return Found(total, tuple(hits), {})


def _reference_notes(engine: SearchEngine, asked: Node, reference: str | None) -> Iterator[str]:
    if reference is None or engine.ids(Among("reference", (reference,))):
        return
    mentions = _count(engine, asked)
    said = {0: "nothing mentions it", 1: "one item mentions it"}
    who = said.get(mentions, f"{mentions} items mention it")
    yield f"No minute is held under the number {reference} as printed; {who}."


def partial_matches(
    engine: SearchEngine, query: Node, findings: Findings, limit: int
) -> Partial | None:
    """Items with at least half of the plain words; none if there are enough with all of them."""
    plain, rest = plain_parts(query)
    room = limit - findings.found.total
    if room <= 0 or len(plain) < 2:
        return None
    fixed = All((rest, findings.narrowed))
    having = [engine.ids(All((word, fixed))) for word in plain]
    least = math.ceil(len(plain) / 2)
    candidates = {
        identifier: tuple(
            _said(word) for word, ids in zip(plain, having, strict=True) if identifier not in ids
        )
        for identifier in frozenset().union(*having)
    }
    missing = {
        identifier: words
        for identifier, words in candidates.items()
        if 0 < len(words) <= len(plain) - least
    }
    ranked = [
        (hit, missing[hit.id])
        for hit in _best(engine, All((Any(plain), fixed)))
        if hit.id in missing
    ]
    ranked.sort(key=lambda pair: len(pair[1]))
    return Partial(len(missing), tuple(ranked[:room]))


def _said(word: Node) -> str:
    """The word of a plain part, as typed."""
    if isinstance(word, Any):
        return _said(word.parts[0])
    return word.text if isinstance(word, Word) else ""


def _best(engine: SearchEngine, query: Node) -> Sequence[Hit]:
    return engine.search(query, limit=_LOOKED_THROUGH).hits


def undated(engine: SearchEngine, query: Node, narrowed: Node) -> int:
    """How many undated items the conditions on date and year leave out; 0 where there are none."""
    parts = query.parts if isinstance(query, All) else (query,)
    others = tuple(part for part in parts if not _on_date(part))
    if len(others) == len(parts):
        return 0
    return _count(engine, All((*others, narrowed, Dated(False))))


def _on_date(node: Node) -> bool:
    """True for a condition on the date alone, or several joined by OR."""
    if isinstance(node, Any):
        return bool(node.parts) and all(_on_date(part) for part in node.parts)
    return isinstance(node, Between) or (isinstance(node, Among) and node.field == "year")


def not_in_items(words: Sequence[str], collection: Collection) -> tuple[str, ...]:
    """What is to be said where nothing was found: what is not searched, and who is named there."""
    named = [
        f"“{name}” is named in {count} attendance {'list' if count == 1 else 'lists'}."
        for name, count in collection.attended
        if {word.casefold() for word in words} & set(re.findall(r"\w[\w'’-]+", name.casefold()))
    ]
    return (
        *named,
        "Words are looked for in the titles and texts of items. Who attended is found with role:"
        " beside a name (member:NAME role:apologies); `minutebook show MEETING` has the whole list, with the"
        " contact and notes of the front sheet.",
    )
