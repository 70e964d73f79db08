"""How a search is answered from one state of the index."""

import math
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace

from indexer.engines.base import Hit
from indexer.errors import BadQuery
from indexer.query import All, Dated, Field, Node
from indexer.search.absence import absence
from indexer.search.answers import Answer, FoundItem, Mention
from indexer.search.finding import (
    Partial,
    Wanted,
    count,
    find,
    partial_matches,
    undated,
    where_nothing_fits,
)
from indexer.search.hits import found_item, mention
from indexer.search.meant import did_you_mean
from indexer.search.request import Request, Understood, understood
from indexer.search.states import State
from indexer.search.turns import Turns, costly

FACETS: tuple[Field, ...] = (
    "board",
    "year",
    "officer",
    "topic",
    "ward",
    "kind",
    "zone",
    "council",
)
_PASSAGES = 3


def answer(state: State, request: Request, turns: Turns) -> Answer:
    """Answer a search, a costly one in its turn.

    `BadQuery` names what is wrong with it; `Busy` where no turn is to be had.
    """
    started = time.perf_counter()
    read = understood(request, state.collection)
    with turns.turn() if costly(read.wanted.wide) else nullcontext():
        found = _answer(state, request, read)
    return replace(found, took_ms=round((time.perf_counter() - started) * 1000, 1))


def _answer(state: State, request: Request, read: Understood) -> Answer:
    """The answer, all but the time that it took."""
    engine, held = state.engine, state.collection
    parsed, wanted = read.parsed, read.wanted
    findings = find(
        engine,
        wanted,
        everything=request.everything,
        sort=request.sort,
        offset=(request.page - 1) * request.limit,
        limit=request.limit,
        facets=FACETS if request.facets else (),
    )
    total = findings.found.total
    whole = All((wanted.wide, findings.narrowed))
    partial = (
        partial_matches(engine, wanted, findings, request.limit) if request.page == 1 else None
    ) or Partial(0, ())
    first, last = _ends(state, whole) if total and request.facets else (None, None)
    beside = () if total else where_nothing_fits(parsed.words, held)
    return Answer(
        query=request.query,
        understood=parsed.understood,
        notes=tuple(dict.fromkeys((*parsed.notes, *read.notes, *findings.notes, *beside))),
        did_you_mean=None if total else _did_you_mean(state, wanted, request),
        expanded=parsed.expanded,
        total=total,
        partial_total=partial.total,
        routine_left_out=findings.routine_left_out,
        undated_left_out=undated(engine, wanted.wide, findings.narrowed),
        page=request.page,
        pages=math.ceil(total / request.limit),
        limit=request.limit,
        engine=engine.name,
        fresh=held.indexed_at,
        hits=_shown(
            state, [*((hit, ()) for hit in findings.found.hits), *partial.hits], wanted.wide
        ),
        facets=state.counting.facets(engine, findings.found, wanted.wide, findings.narrowed)
        if request.facets
        else None,
        first=first,
        last=last,
        absence=None if total else absence(state, request, wanted),
        took_ms=0.0,
    )


def _ends(state: State, whole: Node) -> tuple[Mention | None, Mention | None]:
    """The first and the last of all that was found."""
    dated = All((whole, Dated(True)))
    first, last = (
        state.engine.search(dated, sort=sort, limit=1).hits for sort in ("oldest", "newest")
    )
    return (mention(first[0]), mention(last[0])) if first and last else (None, None)


def _shown(
    state: State, hits: Sequence[tuple[Hit, Sequence[str]]], query: Node
) -> tuple[FoundItem, ...]:
    passages = state.engine.passages(query, [hit.id for hit, _ in hits], each=_PASSAGES)
    return tuple(found_item(hit, missing, passages[hit.id], query) for hit, missing in hits)


def _did_you_mean(state: State, wanted: Wanted, request: Request) -> str | None:
    def finds(text: str) -> bool:
        with suppress(BadQuery):
            other = understood(replace(request, query=text), state.collection)
            return count(state.engine, other.wanted.wide) > 0
        return False

    return did_you_mean(state.engine, request.query, wanted.typed, finds)
