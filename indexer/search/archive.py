"""What is held, for people: find, show, list. Command line and pages both ask here."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date as Date
from typing import Any, Literal

import msgspec

from indexer.collection import Collection, MeetingLine, NameHeld, span
from indexer.engines.base import SearchEngine
from indexer.errors import BadQuery
from indexer.model import Item, Meeting, Passage
from indexer.people import Side
from indexer.query import All
from indexer.search.answering import answer
from indexer.search.answers import Answer, FoundItem
from indexer.search.coverage import Coverage, coverage
from indexer.search.holdings import Holdings
from indexer.search.limits import LIMITS
from indexer.search.news import News, news
from indexer.search.person_pages import PersonLine, PersonPage, people_lines, person_page
from indexer.search.places import (
    BoardPage,
    SubjectKind,
    SubjectLine,
    SubjectPage,
    board_page,
    subject_lines,
    subject_page,
)
from indexer.search.request import Request as Request
from indexer.search.request import check
from indexer.search.states import Latest, State, States
from indexer.search.turns import Turns

Listed = Literal["councils", "boards", "meetings", "officers", "members", "topics", "wards"]


class Archive:
    """An index that is open, and what people may ask of it. Threads may share it.

    Each answer is of one state of the index; `one_state` makes several answers be of the same.
    """

    def __init__(
        self, engine: SearchEngine, latest: Latest | None = None, turns: Turns | None = None
    ) -> None:
        """Whoever opened the engine closes it, unless another took its place.

        `latest` gives the engine that answers by now. The archive closes those that it replaces.
        `turns` says how many costly searches are answered at once.
        """
        self._states = States(engine, latest)
        self._turns = turns or Turns()
        self._pinned = threading.local()

    def refresh(self) -> None:
        """See what was indexed since; for a process that stays. An index that is being made anew
        or cannot be read leaves the one that was open.
        """
        self._states.follow()

    @contextmanager
    def one_state(self) -> Iterator[State]:
        """All that this thread asks meanwhile is answered of one state of the index.

        For a page that asks several things. Nobody else waits for it.
        """
        pinned: State | None = getattr(self._pinned, "state", None)
        if pinned is not None:
            yield pinned
            return
        with self._states.use() as state:
            self._pinned.state = state
            try:
                yield state
            finally:
                self._pinned.state = None

    def collection(self) -> Collection:
        """What is held as a whole, as of the last commit."""
        with self.one_state() as state:
            return state.collection

    @property
    def engine(self) -> str:
        """The name of the engine that answers."""
        with self.one_state() as state:
            return state.engine.name

    # --- search -------------------------------------------------------------------------------

    def search(self, request: Request) -> Answer:
        """Answer a search. `BadQuery` names what is wrong with it; `Busy` where too many costly
        ones are asked at once.
        """
        check(request)
        with self.one_state() as state:
            return answer(state, request, self._turns)

    def all_hits(self, request: Request) -> Iterator[FoundItem]:
        """Every hit, page after page, without partial matches. `BadQuery` if they are too many."""
        page, pages = 1, 1
        with self._states.use() as state:
            while page <= pages:
                found = answer(state, replace(request, page=page, limit=LIMITS.hits), self._turns)
                pages = found.pages
                if found.total > LIMITS.deepest:
                    raise BadQuery(
                        f"{found.total:,} items fit, and a table holds {LIMITS.deepest:,} at most. "
                        "Narrow the search by board or date."
                    )
                yield from (hit for hit in found.hits if not hit.missing)
                page += 1

    # --- show and list --------------------------------------------------------------------------

    def show(self, identifier: str) -> tuple[Literal["item", "meeting", "document"], Any] | None:
        """An item, meeting or document by its identifier or a former one; None if not held."""
        with self.one_state() as state:
            return _shown(state.engine, identifier.strip().strip("/"))

    def passages(self, item: str, most: int) -> Sequence[Passage]:
        """The first so many passages of an item, in order; none, if it is not held."""
        with self.one_state() as state:
            hits = state.engine.passages(All(()), [item], each=most)[item]
        return [msgspec.json.decode(hit.stored, type=Passage) for hit in hits]

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
        with self.one_state() as state:
            records = state.engine.records("meeting:").values()
        meetings = [msgspec.json.decode(record, type=Meeting) for record in records]
        meetings.sort(key=lambda m: (m.date, m.start or "", m.id), reverse=True)
        return [
            _entry(
                m.id, m.board.name, len(m.items), 1, m.date, m.date, date=m.date, status=m.status
            )
            for m in meetings
        ]

    # --- pages ------------------------------------------------------------------------------------

    def holdings(self) -> Holdings:
        """What lists of meetings and people need, of one state of the index."""
        with self.one_state() as state:
            return state.once(Holdings)

    def meetings(self) -> Sequence[MeetingLine]:
        """Every meeting, newest first."""
        with self.one_state():
            return self.holdings().meetings

    def board(self, identifier: str) -> BoardPage | None:
        """What is held of the board of this identifier; None if none is held."""
        with self.one_state():
            return board_page(self.holdings(), identifier)

    def people(self, side: Side) -> list[PersonLine]:
        """Officers or members, by name."""
        with self.one_state():
            return people_lines(self.holdings(), side)

    def person(
        self, side: Side, council: str, slug: str, year: str | None = None
    ) -> PersonPage | None:
        """The officer or member at this address, in this municipal year; None if there is none.

        An address of another written form of the name answers too, with the present `path`.
        `BadQuery` for what is no municipal year.
        """
        with self.one_state():
            return person_page(self.holdings(), side, council, slug, year)

    def person_path(self, side: Side, council: str | None, name: str) -> str | None:
        """The path of the page of whom a name as printed means; None if that is not sure."""
        with self.one_state():
            return self.holdings().person_path(side, council, name)

    def subjects(self, kind: SubjectKind) -> list[SubjectLine]:
        """Topics or wards, by name."""
        with self.one_state():
            return subject_lines(self.holdings(), kind)

    def subject(self, kind: SubjectKind, slug: str) -> SubjectPage | None:
        """What is held of the topic or ward of this slug; None if none is held."""
        with self.one_state():
            return subject_page(self.holdings(), kind, slug)

    def news(self, today: Date) -> News:
        """The papers of the week up to this day, and the meetings of the month from it on."""
        with self.one_state():
            return news(self.holdings(), today)

    def coverage(self) -> Coverage:
        """What is held and what is lacking, by council, board and municipal year."""
        with self.one_state() as state:
            return state.once(coverage)


def _shown(
    engine: SearchEngine, identifier: str
) -> tuple[Literal["item", "meeting", "document"], Any] | None:
    stored = engine.stored(identifier)
    if stored is not None:
        return "item", msgspec.json.decode(stored, type=Item)
    meeting = engine.record(f"meeting:{identifier}")
    if meeting is not None:
        return "meeting", msgspec.json.decode(meeting, type=Meeting)
    document = engine.record(f"document:{identifier}")
    if document is not None:
        return "document", msgspec.json.decode(document)
    alias = engine.record(f"alias:{identifier}")
    return _shown(engine, alias.decode()) if alias is not None else None


def _councils(held: Collection) -> list[dict[str, Any]]:
    """The councils of which meetings are held."""
    found = []
    for name in held.councils:
        own = [board for board in held.boards if board.council == name]
        first, last = span([day for board in own for day in (board.first, board.last)])
        items, meetings = sum(b.items for b in own), sum(b.meetings for b in own)
        found.append(_entry(name, name, items, meetings, first, last))
    return found


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
