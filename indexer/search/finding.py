"""Which items a query finds, and in what order: routine matter, references, partial matches."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.collection import Collection
from indexer.engines.base import Found, Hit, SearchEngine
from indexer.query import (
    EVERYTHING,
    All,
    Among,
    Any,
    AtLeast,
    Between,
    Dated,
    Field,
    Node,
    Not,
    Routine,
    Sort,
    Word,
)
from indexer.search.language import plain_parts

_MOST_NAMED = 5
"""People of attendance lists that are named where nothing was found."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an engine is asked: every name in it is known."""

    typed: Node
    wide: Node
    """The same, where official phrases do for everyday words; it finds all of `typed`."""
    reference: str | None
    """The minute or decision that is shown first."""


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
    wanted: Wanted,
    *,
    everything: bool,
    sort: Sort,
    offset: int,
    limit: int,
    facets: Sequence[Field],
) -> Findings:
    """The page asked for. Routine matter is left out, unless `everything` or nothing else fits."""
    narrowed: Node = EVERYTHING if everything else Routine(False)
    notes: list[str] = []
    left_out = 0 if everything else count(engine, All((wanted.wide, Routine(True))))
    found = _page(engine, wanted, narrowed, sort, offset, limit, facets)
    if left_out and not found.total:
        narrowed, left_out = Routine(True), 0
        notes.append(
            "Only routine matter has this, so it is shown (nobody declared an interest, and the like)."
        )
        found = _page(engine, wanted, narrowed, sort, offset, limit, facets)
    notes += _reference_notes(engine, wanted.reference)
    return Findings(found, left_out, tuple(notes), narrowed)


def count(engine: SearchEngine, query: Node) -> int:
    """How many items fit."""
    return engine.search(query, limit=0).total


def _page(
    engine: SearchEngine,
    wanted: Wanted,
    narrowed: Node,
    sort: Sort,
    offset: int,
    limit: int,
    facets: Sequence[Field],
) -> Found:
    """One page through what is shown one after the other, laid end to end."""
    whole = All((wanted.wide, narrowed))
    turns = _in_turn(wanted, narrowed) if sort == "relevance" else [whole]
    if len(turns) == 1:
        return engine.search(whole, sort=sort, offset=offset, limit=limit, facets=facets)
    total = 0
    hits: list[Hit] = []
    for turn in turns:
        found = engine.search(turn, offset=max(0, offset - total), limit=limit - len(hits))
        total += found.total
        hits += found.hits
    counted = engine.search(whole, limit=0, facets=facets).facets if facets else {}
    return Found(total, tuple(hits), counted)


def _in_turn(wanted: Wanted, narrowed: Node) -> list[Node]:
    """The minute of that number, then what mentions it; what was typed, then what does for it."""
    typed, wide = All((wanted.typed, narrowed)), All((wanted.wide, narrowed))
    turns: list[Node] = [typed]
    if wanted.reference is not None:
        minute = Among("reference", (wanted.reference,))
        turns = [All((typed, minute)), All((typed, Not(minute)))]
    return turns if wanted.wide == wanted.typed else [*turns, All((wide, Not(wanted.typed)))]


def _reference_notes(engine: SearchEngine, reference: str | None) -> Iterator[str]:
    """Where no minute has the number: who mentions it, in all that is held."""
    if reference is None or count(engine, Among("reference", (reference,))):
        return
    mentions = count(engine, Word(reference))
    said = {0: "nothing mentions it", 1: "one item mentions it"}
    who = said.get(mentions, f"{mentions:,} items mention it")
    yield f"No minute is held under the number {reference} as printed; {who}."


def partial_matches(
    engine: SearchEngine, wanted: Wanted, findings: Findings, limit: int
) -> Partial | None:
    """Items with at least half of the plain words; none if there are enough with all of them."""
    plain, rest = plain_parts(wanted.typed)
    room = limit - findings.found.total
    if room <= 0 or len(plain) < 2:
        return None
    fixed = All((rest, findings.narrowed, Not(wanted.wide)))
    total, hits = _by_words_held(engine, plain, fixed, room)
    ids = [hit.id for hit in hits]
    having = [(_said(word), engine.fitting(word, ids)) for word in plain] if ids else []
    lacking = [tuple(word for word, held in having if hit.id not in held) for hit in hits]
    shown = sorted(zip(hits, lacking, strict=True), key=lambda pair: len(pair[1]))
    return Partial(total, tuple(shown))


def _by_words_held(
    engine: SearchEngine, plain: Sequence[Node], fixed: Node, room: int
) -> tuple[int, Sequence[Hit]]:
    """How many items have half of the words, and those with most of them that there is room for.

    Where there is not room for all, the number of words is looked for that too few have: they are
    shown, and what is left of the room is for those with one word less.
    """
    least = math.ceil(len(plain) / 2)

    def having(number: int) -> Node:
        return All((AtLeast(number, tuple(plain)), fixed))

    found = engine.search(having(least), limit=room)
    if found.total <= room or least == len(plain) - 1:
        return found.total, found.hits
    numbers = range(least + 1, len(plain))
    few = numbers.start + bisect_left(
        numbers, True, key=lambda number: count(engine, having(number)) < room
    )
    best = engine.search(having(few), limit=room).hits if few < len(plain) else ()
    next_best = All((having(few - 1), Not(AtLeast(few, tuple(plain)))))
    return found.total, (*best, *engine.search(next_best, limit=room - len(best)).hits)


def _said(word: Node) -> str:
    """The word of a plain part, as typed."""
    if isinstance(word, Any):
        return _said(word.parts[0])
    return word.text if isinstance(word, Word) else ""


def undated(engine: SearchEngine, query: Node, narrowed: Node) -> int:
    """How many undated items the conditions on date and year leave out; 0 where there are none."""
    parts = query.parts if isinstance(query, All) else (query,)
    others = tuple(part for part in parts if not _on_date(part))
    if len(others) == len(parts):
        return 0
    return count(engine, All((*others, narrowed, Dated(False))))


def _on_date(node: Node) -> bool:
    """True for a condition on the date alone, or several joined by OR."""
    if isinstance(node, Any):
        return bool(node.parts) and all(_on_date(part) for part in node.parts)
    return isinstance(node, Between) or (isinstance(node, Among) and node.field == "year")


def where_nothing_fits(words: Sequence[str], collection: Collection) -> Iterator[str]:
    """What is to be said where nothing was found: that nothing is held, or who is only named."""
    if not collection.items:
        yield (
            "Nothing is indexed yet. `minutebook crawl` or `minutebook add` takes papers in, "
            "`minutebook index` indexes them."
        )
    asked = {word.casefold() for word in words}
    named = [
        f"“{name}” ({lists:,})"
        for name, lists in collection.attended
        if asked & set(re.findall(r"\w[\w'’-]+", name.casefold()))
    ]
    if named:
        yield (
            f"Attendance lists name {', '.join(named[:_MOST_NAMED])}. Who attended is found with "
            "role: beside a name, as in member:NAME role:apologies."
        )
