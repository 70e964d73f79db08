"""Where nothing was found: what was searched, what could not be, and which part of the query is why."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date as Date
from itertools import islice
from typing import get_args

from indexer.collection import BoardHeld, Collection, Gap, Problem
from indexer.dates import municipal_year
from indexer.errors import BadQuery
from indexer.query import (
    EVERYTHING,
    All,
    Among,
    Any,
    Between,
    Dated,
    Near,
    Node,
    Not,
    Phrase,
    Routine,
)
from indexer.search.answers import Absence, Condition, PartKind, PartTold, Searched
from indexer.search.finding import Wanted, count
from indexer.search.hits import mention
from indexer.search.holdings import Holdings
from indexer.search.language import Option, asked_tokens, resolve
from indexer.search.lexer import Token
from indexer.search.limits import LISTED, PARTS_TOLD
from indexer.search.names import Names
from indexer.search.request import Request, understood
from indexer.search.states import State
from indexer.search.tree import TreeReader
from indexer.search.wording import has_text, part_in_words

_LAST = 99991231


def absence(state: State, request: Request, wanted: Wanted) -> Absence:
    """What is to be said of a search that found nothing. `wanted` is what it asked the engine."""
    held = state.collection
    scope = All(tuple(part for part in _parts(wanted.typed) if _says_where(part)))
    boards = [one for one in held.boards if _may_fit(scope, one.council, {one.id})]
    councils = _councils(held, boards, scope)
    gaps = [one for one in held.gaps if _concerns_gap(scope, one, boards)]
    problems = [one for one in held.problems if _concerns_problem(scope, one, councils)]
    return Absence(
        searched=_searched(state, scope, boards, councils),
        parts=tuple(islice(_told(state, request, scope), PARTS_TOLD)),
        gaps=tuple(gaps[:LISTED]),
        gaps_total=len(gaps),
        problems=tuple(problems[:LISTED]),
        problems_total=len(problems),
        private=held.documents.private,
        cut=sum(gap.kind == "cut" for gap in gaps),
        fresh=held.indexed_at,
    )


def _parts(query: Node) -> Sequence[Node]:
    return query.parts if isinstance(query, All) else (query,)


# --- conditions that say where and when one looks -----------------------------------------------


def _says_where(node: Node) -> bool:
    """Whether council, board and date alone decide."""
    match node:
        case Among(field):
            return field in ("council", "board", "year")
        case Between():
            return True
        case Not(part):
            return _says_where(part)
        case Any(parts) | All(parts):
            return all(map(_says_where, parts))
        case _:
            return False


def _conditions(node: Node) -> frozenset[Condition]:
    """What such a condition is on."""
    match node:
        case Among("council"):
            return frozenset({"council"})
        case Among("board"):
            return frozenset({"board"})
        case Not(part):
            return _conditions(part)
        case Any(parts) | All(parts):
            return frozenset().union(*map(_conditions, parts))
        case _:
            return frozenset({"dates"})


_Boards = AbstractSet[str] | None


def _fits(node: Node, council: str | None, boards: _Boards, day: Date | None) -> bool | None:
    """Whether such a condition holds of something of which this is known; None if that depends."""
    match node:
        case Among("council", values):
            return None if council is None else council in values
        case Among("board", values):
            return None if boards is None else not boards.isdisjoint(values)
        case Among("year", values):
            return None if day is None else municipal_year(day) in values
        case Between(first, last):
            return None if day is None else (first or 0) <= _number(day) <= (last or _LAST)
        case Not(part):
            held = _fits(part, council, boards, day)
            return None if held is None else not held
        case Any(parts) | All(parts):
            each = [_fits(part, council, boards, day) for part in parts]
            enough = isinstance(node, Any)
            return enough if enough in each else None if None in each else not enough
        case _:
            raise AssertionError(node)


def _number(day: Date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _may_fit(
    node: Node, council: str | None, boards: _Boards = None, day: Date | None = None
) -> bool:
    return _fits(node, council, boards, day) is not False


def _concerns_gap(scope: Node, gap: Gap, searched: Sequence[BoardHeld]) -> bool:
    """Not where it is known to be of another board or day. One of a board that is not held is none of
    those searched; but it may be the one that was meant, where none is.
    """
    council = gap.board_id.split("/", 1)[0] if gap.board_id else None
    of_none_held: _Boards = frozenset() if gap.board and searched else None
    return _may_fit(scope, council, {gap.board_id} if gap.board_id else of_none_held, gap.date)


def _concerns_problem(scope: Node, problem: Problem, searched: Sequence[str]) -> bool:
    """Not where it is known to be of another board or day, or of no council searched."""
    council = problem.document.split("/", 1)[0] if problem.document else None
    elsewhere = council is not None and council not in searched
    return not elsewhere and _may_fit(scope, council, set(problem.boards) or None, problem.date)


# --- what was searched --------------------------------------------------------------------------


def _councils(held: Collection, boards: Sequence[BoardHeld], scope: Node) -> Sequence[str]:
    """Councils of these boards, and those of which anything without a board is searched."""
    of_boards = {board.council for board in boards}
    return [one for one in held.councils if one in of_boards or _may_fit(scope, one, frozenset())]


def _searched(
    state: State, scope: Node, boards: Sequence[BoardHeld], councils: Sequence[str]
) -> Searched:
    dated = All((scope, Dated(True)))
    first, last = (
        [mention(hit).date for hit in state.engine.search(dated, sort=sort, limit=1).hits]
        for sort in ("oldest", "newest")
    )
    meetings = state.once(Holdings).meetings
    on = _conditions(scope)
    return Searched(
        councils=tuple(councils),
        boards=tuple(sorted({board.name for board in boards})),
        meetings=sum(
            1
            for one in meetings
            if one.items and _fits(scope, one.council, set(one.all_boards), one.date)
        ),
        items=count(state.engine, scope),
        documents=state.collection.documents.read if scope == EVERYTHING else None,
        first=first[0] if first else None,
        last=last[0] if last else None,
        narrowed_by=tuple(one for one in get_args(Condition) if one in on),
        held=state.collection.items,
    )


# --- part by part -------------------------------------------------------------------------------


def _told(state: State, request: Request, scope: Node) -> Iterator[PartTold]:
    """What was typed, in its order, then the filters."""
    tokens, _ = asked_tokens(request.query)
    groups = grouped(tokens)
    for at, group in enumerate(groups):
        node = TreeReader([]).whole(group, {}, False)
        rest = written([token for other in (*groups[:at], *groups[at + 1 :]) for token in other])
        yield _part(state, node, scope, replace(request, query=rest), _kind(node))
    for name, values in request.filters.items():
        if values:
            node = TreeReader([]).whole([], {name: values}, False)
            others = {other: held for other, held in request.filters.items() if other != name}
            yield _part(state, node, scope, replace(request, filters=others), "filter", name)


def _part(
    state: State,
    node: Node,
    scope: Node,
    others: Request,
    kind: PartKind,
    chosen: Option | None = None,
) -> PartTold:
    """A part, and the request without it."""
    known = resolve(node, Names(state.collection).lookup)
    held = count(state.engine, known)
    everywhere = scope == EVERYTHING or _says_where(known)
    return PartTold(
        text=part_in_words(node),
        kind=kind,
        items=held if everywhere else count(state.engine, All((known, scope))),
        without=_total(state, others),
        query=others.query,
        filter=chosen,
        held=held,
    )


def _kind(node: Node) -> PartKind:
    if isinstance(node, Not):
        return _kind(node.part)
    if isinstance(node, Phrase | Near):
        return "phrase"
    return "word" if has_text(node) else "field"


def _total(state: State, request: Request) -> int | None:
    """The total of a search; None where nothing is asked for."""
    try:
        wanted = understood(request, state.collection).wanted.wide
    except BadQuery:
        return None
    if request.everything:
        return count(state.engine, wanted)
    return count(state.engine, All((wanted, Routine(False)))) or count(state.engine, wanted)


def grouped(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each part that can be left out of a query by itself, in order."""
    groups: list[list[Token]] = []
    depth, joined = 0, False
    for token in tokens:
        if token.kind == "aside" or (token.kind == ")" and not depth):
            continue
        if token.kind == "or" and not depth:
            joined = True
            continue
        if joined and not (groups and _same_field(groups[-1], token)):
            return [[token for token in tokens if token.kind != "aside"]]
        if joined:
            groups[-1] += [Token("or"), token]
        elif depth or (groups and groups[-1][-1].kind == "not"):
            groups[-1].append(token)
        else:
            groups.append([token])
        joined = False
        depth += (token.kind == "(") - (token.kind == ")")
    return [group for group in groups if any(token.text and token.kind != "not" for token in group)]


def _same_field(before: Sequence[Token], token: Token) -> bool:
    """Whether OR makes one filter of what stands before it and this."""
    return before[0].kind != "not" and token.field is not None and before[-1].field == token.field


def written(tokens: Sequence[Token]) -> str:
    """What to type for these tokens."""
    return " ".join(map(_written, tokens))


def _written(token: Token) -> str:
    if token.kind in ("or", "not"):
        return token.kind.upper()
    if token.kind in ("(", ")"):
        return token.kind
    field = f"{token.field}:" if token.field else ""
    return field + (f'"{token.text}"' if token.kind == "phrase" else token.text) + token.mark
