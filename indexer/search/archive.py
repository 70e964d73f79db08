"""What is held, for people: find, show, list. Command line and pages both ask here."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Literal

import msgspec

from indexer.collection import RECORD, REPORT_POST, Collection, NameHeld, span
from indexer.engines.base import Found, Hit, PassageHit, SearchEngine
from indexer.errors import BadQuery, Failed
from indexer.model import Item, Meeting, Passage
from indexer.query import All, Among, Field, Node, Sort
from indexer.search.answers import Answer, FoundItem, FoundPassage
from indexer.search.finding import Findings, find, not_in_items, partial_matches, undated
from indexer.search.language import Option, Parsed, parse, resolve
from indexer.search.names import Names
from indexer.search.persons import fullest_names
from indexer.search.snippets import snippet

FACETS: tuple[Field, ...] = ("board", "year", "officer", "topic", "ward", "kind", "zone")
MOST_LIMIT = 100
"""Hits on one page at most."""
DEEPEST = 10_000
"""The last hit that paging reaches."""
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


class Archive:
    """An index that is open, and what people may ask of it."""

    def __init__(
        self, engine: SearchEngine, latest: Callable[[SearchEngine], SearchEngine] | None = None
    ) -> None:
        """Whoever opened the engine closes it. `latest` gives the engine that answers by now."""
        self._engine, self._latest = engine, latest
        self._turn = RLock()
        """Held for a whole answer, so that all of it is of one state of the index."""

    def refresh(self) -> None:
        """See what was indexed since; for a process that stays. An index that is being made anew
        or cannot be read leaves the one that was open.
        """
        if self._latest is not None:
            with self._turn, suppress(Failed):
                self._engine = self._latest(self._engine)

    def collection(self) -> Collection:
        """What is held as a whole, as of the last commit."""
        record = self._engine.record(RECORD)
        return msgspec.json.decode(record, type=Collection) if record else Collection()

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
        collection = self.collection()
        names = Names(collection)
        parsed = parse(request.query, request.filters)
        query = resolve(parsed.query, names.lookup)
        findings = find(
            self._engine,
            query,
            reference=parsed.reference,
            everything=request.everything,
            sort=request.sort,
            offset=(request.page - 1) * request.limit,
            limit=request.limit,
            facets=FACETS if request.facets else (),
        )
        partial = (
            partial_matches(self._engine, query, findings, request.limit)
            if request.page == 1
            else None
        )
        beside = () if findings.found.total else not_in_items(parsed.words, collection)
        hits = [(hit, ()) for hit in findings.found.hits] + list(partial.hits if partial else ())
        return Answer(
            query=request.query,
            understood=parsed.understood,
            notes=tuple(dict.fromkeys((*parsed.notes, *names.notes, *findings.notes, *beside))),
            did_you_mean=None if findings.found.total else self._did_you_mean(parsed, request),
            expanded=(),
            total=findings.found.total,
            partial_total=partial.total if partial else 0,
            routine_left_out=findings.routine_left_out,
            undated_left_out=undated(self._engine, query, findings.narrowed),
            page=request.page,
            pages=math.ceil(findings.found.total / request.limit),
            limit=request.limit,
            engine=self._engine.name,
            fresh=collection.indexed_at,
            hits=self._shown(hits, query),
            facets=self._facets(findings, query, collection) if request.facets else None,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
        )

    def all_hits(self, request: Request) -> Iterator[FoundItem]:
        """Every hit, page after page, without partial matches. `BadQuery` if they are too many."""
        page, pages = 1, 1
        while page <= pages:
            answer = self.search(replace(request, page=page, limit=MOST_LIMIT))
            pages = answer.pages
            if answer.total > DEEPEST:
                raise BadQuery(
                    f"{answer.total:,} items fit, and a table holds {DEEPEST:,} at most. Narrow the search"
                    " by board or date."
                )
            yield from (hit for hit in answer.hits if not hit.missing)
            page += 1

    def _shown(
        self, hits: Sequence[tuple[Hit, Sequence[str]]], query: Node
    ) -> tuple[FoundItem, ...]:
        passages = self._engine.passages(query, [hit.id for hit, _ in hits], each=_PASSAGES)
        return tuple(_found_item(hit, missing, passages[hit.id], query) for hit, missing in hits)

    def _facets(
        self, findings: Findings, query: Node, collection: Collection
    ) -> dict[str, list[tuple[str, int]]]:
        """Every count of the result; an officer under the fullest form of the name, counted once."""
        boards = {board.id: board.name for board in collection.boards}
        facets = _facets(findings.found, boards)
        full = fullest_names(collection)
        forms: dict[str, list[str]] = {}
        for name, _ in facets.get("officer", []):
            forms.setdefault(full.get(name, name), []).append(name)
        counts = dict(facets.get("officer", []))
        for name, written in forms.items():
            if len(written) > 1:
                asked = All((query, findings.narrowed, Among("officer", tuple(written))))
                counts[name] = self._engine.search(asked, limit=0).total
            else:
                counts[name] = counts[written[0]]
        officers = [(name, counts[name]) for name in forms]
        return facets | {"officer": sorted(officers, key=lambda pair: (-pair[1], pair[0]))}

    def _did_you_mean(self, parsed: Parsed, request: Request) -> str | None:
        """What was typed, with words that nothing has changed to neighbours; only if that finds."""
        better = request.query
        for word in parsed.words:
            if not self._engine.ids(_alone(word)):
                near = self._engine.near_words(word, limit=1)
                better = better.replace(word, near[0]) if near else better
        if better == request.query:
            return None
        found = resolve(parse(better, request.filters).query, Names(self.collection()).lookup)
        return better if self._engine.ids(found) else None

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


def _alone(word: str) -> Node:
    return parse(f'"{word}"' if '"' not in word else word).query


def _check(request: Request) -> None:
    if not 1 <= request.limit <= MOST_LIMIT:
        raise BadQuery(f"“limit” is {request.limit}. Write a number from 1 to {MOST_LIMIT}.")
    if request.page < 1:
        raise BadQuery(f"“page” is {request.page}. The first page is 1.")
    if request.page * request.limit > DEEPEST:
        raise BadQuery(
            f"Page {request.page} lies beyond the {DEEPEST:,} hits that can be paged through. Narrow the "
            "search by board or date, or sort it the other way round."
        )


def _found_item(
    hit: Hit, missing: Sequence[str], passages: Sequence[PassageHit], query: Node
) -> FoundItem:
    item = msgspec.json.decode(hit.stored, type=Item)
    officers = dict.fromkeys(p.name for p in item.people if p.is_officer)
    return FoundItem(
        id=item.id,
        title=item.title,
        heading=item.heading,
        number=item.number,
        minute_reference=item.minute_reference,
        council=item.council,
        board=item.board.name if item.board else None,
        date=item.date,
        officers=tuple(officers),
        topics=item.topics,
        decisions=item.decisions,
        minutes_status=item.minutes_status,
        score=round(hit.score, 4),
        missing=tuple(missing),
        passages=tuple(_found_passage(passage, query) for passage in passages),
        routine=item.routine,
        truncated=item.truncated,
        meeting=item.meeting.id if item.meeting else None,
        printed_pages=item.printed_pages,
    )


def _found_passage(hit: PassageHit, query: Node) -> FoundPassage:
    passage = msgspec.json.decode(hit.stored, type=Passage)
    shown = snippet(passage.text, query, starts=passage.starts, zone=passage.zone)
    printed = dict(passage.printed)
    return FoundPassage(
        zone=passage.zone,
        kind=passage.kind,
        heading=passage.heading,
        document=passage.document,
        source=passage.source,
        url=_at_page(passage.url, shown.page),
        page=shown.page,
        printed_page=printed.get(shown.page) if shown.page else None,
        snippet=shown.html,
        recognised=passage.recognised,
    )


def _at_page(url: str | None, page: int | None) -> str | None:
    """An address that opens a PDF at the page; as it is where there is no page, None where none is known."""
    return f"{url}#page={page}" if url and page else url


def _facets(found: Found, boards: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {}
    for name, values in found.facets.items():
        counted: dict[str, int] = {}
        for value, count in values:
            shown = boards.get(value, value) if name == "board" else value
            if not shown.startswith(REPORT_POST):
                counted[shown] = counted.get(shown, 0) + count
        facets[name] = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return facets


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
