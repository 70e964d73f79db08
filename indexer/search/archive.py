"""What is held, for people: find, show, list. Command line and pages both ask here."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Literal

import msgspec

from indexer.collection import RECORD, Collection, NameHeld, span
from indexer.engines.base import Hit, SearchEngine
from indexer.errors import BadQuery, Failed
from indexer.model import Item, Meeting
from indexer.query import Field, Node, Sort
from indexer.search.answers import Answer, FoundItem
from indexer.search.counting import Counting
from indexer.search.finding import (
    Partial,
    Wanted,
    count,
    find,
    partial_matches,
    undated,
    where_nothing_fits,
)
from indexer.search.hits import found_item
from indexer.search.language import Option, Parsed, parse, resolve
from indexer.search.limits import LIMITS
from indexer.search.meant import did_you_mean
from indexer.search.names import Names

FACETS: tuple[Field, ...] = ("board", "year", "officer", "topic", "ward", "kind", "zone")
_PASSAGES = 3

Listed = Literal["councils", "boards", "meetings", "officers", "members", "topics", "wards"]


@dataclass(frozen=True, slots=True)
class Request:
    """A search as somebody asks it."""

    query: str
    filters: Mapping[Option, Sequence[str]] = field(default_factory=dict)
    sort: Sort = "relevance"
    """Filters alone find everything equally well: then it is newest first."""
    page: int = 1
    limit: int = 10
    everything: bool = False
    """Routine matter too."""
    facets: bool = False
    as_typed: bool = False
    """No official phrases for everyday words."""


@dataclass(frozen=True, slots=True)
class _State:
    """What follows from one state of the index, worked out once."""

    record: bytes | None
    collection: Collection
    counting: Counting


class Archive:
    """An index that is open, and what people may ask of it."""

    def __init__(
        self, engine: SearchEngine, latest: Callable[[SearchEngine], SearchEngine] | None = None
    ) -> None:
        """Whoever opened the engine closes it. `latest` gives the engine that answers by now."""
        self._engine, self._latest = engine, latest
        self._turn = RLock()
        """Held for a whole answer, so that all of it is of one state of the index."""
        self._known: _State | None = None

    def refresh(self) -> None:
        """See what was indexed since; for a process that stays. An index that is being made anew
        or cannot be read leaves the one that was open.
        """
        if self._latest is not None:
            with self._turn, suppress(Failed):
                self._engine = self._latest(self._engine)

    def collection(self) -> Collection:
        """What is held as a whole, as of the last commit."""
        return self._state().collection

    def _state(self) -> _State:
        record = self._engine.record(RECORD)
        if self._known is None or record != self._known.record:
            held = msgspec.json.decode(record, type=Collection) if record else Collection()
            self._known = _State(record, held, Counting(held))
        return self._known

    @property
    def engine(self) -> str:
        """The name of the engine that answers."""
        return self._engine.name

    # --- search -------------------------------------------------------------------------------

    def search(self, request: Request) -> Answer:
        """Answer a search. `BadQuery` names what is wrong with it."""
        _check(request)
        with self._turn:
            return self._answer(request)

    def _answer(self, request: Request) -> Answer:
        started = time.perf_counter()
        state = self._state()
        parsed, wanted, notes = _understood(request, state.collection)
        findings = find(
            self._engine,
            wanted,
            everything=request.everything,
            sort=request.sort,
            offset=(request.page - 1) * request.limit,
            limit=request.limit,
            facets=FACETS if request.facets else (),
        )
        total = findings.found.total
        first = request.page == 1
        partial = (
            partial_matches(self._engine, wanted, findings, request.limit) if first else None
        ) or Partial(0, ())
        beside = () if total else where_nothing_fits(parsed.words, state.collection)
        return Answer(
            query=request.query,
            understood=parsed.understood,
            notes=tuple(dict.fromkeys((*parsed.notes, *notes, *findings.notes, *beside))),
            did_you_mean=None if total else self._did_you_mean(wanted, request, state),
            expanded=parsed.expanded,
            total=total,
            partial_total=partial.total,
            routine_left_out=findings.routine_left_out,
            undated_left_out=undated(self._engine, wanted.wide, findings.narrowed),
            page=request.page,
            pages=math.ceil(total / request.limit),
            limit=request.limit,
            engine=self._engine.name,
            fresh=state.collection.indexed_at,
            hits=self._shown(
                [*((hit, ()) for hit in findings.found.hits), *partial.hits], wanted.wide
            ),
            facets=state.counting.facets(
                self._engine, findings.found, wanted.wide, findings.narrowed
            )
            if request.facets
            else None,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )

    def all_hits(self, request: Request) -> Iterator[FoundItem]:
        """Every hit, page after page, without partial matches. `BadQuery` if they are too many."""
        page, pages = 1, 1
        while page <= pages:
            answer = self.search(replace(request, page=page, limit=LIMITS.hits))
            pages = answer.pages
            if answer.total > LIMITS.deepest:
                raise BadQuery(
                    f"{answer.total:,} items fit, and a table holds {LIMITS.deepest:,} at most. Narrow the "
                    "search by board or date."
                )
            yield from (hit for hit in answer.hits if not hit.missing)
            page += 1

    def _shown(
        self, hits: Sequence[tuple[Hit, Sequence[str]]], query: Node
    ) -> tuple[FoundItem, ...]:
        passages = self._engine.passages(query, [hit.id for hit, _ in hits], each=_PASSAGES)
        return tuple(found_item(hit, missing, passages[hit.id], query) for hit, missing in hits)

    def _did_you_mean(self, wanted: Wanted, request: Request, state: _State) -> str | None:
        def finds(text: str) -> bool:
            with suppress(BadQuery):
                other = _understood(replace(request, query=text), state.collection)[1]
                return count(self._engine, other.wide) > 0
            return False

        return did_you_mean(self._engine, request.query, wanted.typed, finds)

    # --- show and list --------------------------------------------------------------------------

    def show(self, identifier: str) -> tuple[Literal["item", "meeting", "document"], Any] | None:
        """An item, meeting or document by its identifier or a former one; None if not held."""
        identifier = identifier.strip().strip("/")
        stored = self._engine.stored(identifier)
        if stored is not None:
            return "item", msgspec.json.decode(stored, type=Item)
        meeting = self._engine.record(f"meeting:{identifier}")
        if meeting is not None:
            return "meeting", msgspec.json.decode(meeting, type=Meeting)
        document = self._engine.record(f"document:{identifier}")
        if document is not None:
            return "document", msgspec.json.decode(document)
        alias = self._engine.record(f"alias:{identifier}")
        return self.show(alias.decode()) if alias is not None else None

    def listed(self, kind: Listed) -> list[dict[str, Any]]:
        """What is held of one kind, in the shape of the contract's `entries`."""
        if kind == "meetings":
            return self._meetings()
        held = self.collection()
        if kind == "councils":
            return _councils(held)
        if kind == "boards":
            return [
                _entry(b.id, b.name, b.items, b.meetings, b.first, b.last, aliases=b.aliases)
                for b in held.boards
            ]
        names: Sequence[NameHeld] = getattr(held, kind)
        return [
            _entry(
                n.name,
                n.name,
                n.items,
                n.meetings,
                n.first,
                n.last,
                posts=n.posts,
                aliases=n.aliases,
            )
            for n in names
        ]

    def _meetings(self) -> list[dict[str, Any]]:
        """Meetings, newest first."""
        records = self._engine.records("meeting:").values()
        meetings = [msgspec.json.decode(record, type=Meeting) for record in records]
        meetings.sort(key=lambda m: (m.date, m.start or "", m.id), reverse=True)
        return [
            _entry(
                m.id, m.board.name, len(m.items), 1, m.date, m.date, date=m.date, status=m.status
            )
            for m in meetings
        ]


def _councils(held: Collection) -> list[dict[str, Any]]:
    """The councils of which meetings are held."""
    found = []
    for name in held.councils:
        own = [board for board in held.boards if board.council == name]
        first, last = span([day for board in own for day in (board.first, board.last)])
        items, meetings = sum(b.items for b in own), sum(b.meetings for b in own)
        found.append(_entry(name, name, items, meetings, first, last))
    return found


def _understood(request: Request, collection: Collection) -> tuple[Parsed, Wanted, Sequence[str]]:
    """A search read, with what its names mean here, and notes on them."""
    parsed = parse(request.query, request.filters, as_typed=request.as_typed)
    names = Names(collection)
    typed = resolve(parsed.query, names.lookup)
    wide = resolve(parsed.wide, names.lookup) if parsed.expanded else typed
    return parsed, Wanted(typed, wide, parsed.reference), names.notes


def _check(request: Request) -> None:
    if not 1 <= request.limit <= LIMITS.hits:
        raise BadQuery(f"“limit” is {request.limit}. Write a number from 1 to {LIMITS.hits}.")
    if request.page < 1:
        raise BadQuery(f"“page” is {request.page}. The first page is 1.")
    if request.page * request.limit > LIMITS.deepest:
        raise BadQuery(
            f"Page {request.page} lies beyond the {LIMITS.deepest:,} hits that can be paged through. Narrow "
            "the search by board or date, or sort it the other way round."
        )


def _entry(
    id: str, name: str, items: int, meetings: int, first: object, last: object, **further: object
) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "items": items,
        "meetings": meetings,
        "first": first,
        "last": last,
        **further,
    }
