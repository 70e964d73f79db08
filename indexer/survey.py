"""What is held as a whole, from all units: boards, people, coverage, gaps, problems."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date

from indexer.collection import (
    BoardHeld,
    Gap,
    MeetingLine,
    NameHeld,
    PersonHeld,
    PostHeld,
    merged_aliases,
    report_post,
    span,
)
from indexer.dates import in_words
from indexer.gaps import held_board
from indexer.identifiers import slug
from indexer.model import OFFICER_ROLES, Item, Meeting, MinutesStatus, Role
from indexer.people import MEMBER_ROLES, Clues, Side, clues_of, joined, parts
from indexer.reading.assemble import Assembled


@dataclass(slots=True)
class _Name:
    days: list[Date | None] = field(default_factory=list)
    items: int = 0
    meetings: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Seen:
    """A name as printed, with what its bearer was seen with and where."""

    posts: dict[str, list[Date | None]] = field(default_factory=lambda: defaultdict(list))
    clues: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    items: dict[str, Date | None] = field(default_factory=dict)
    """The items that `officer:` or `member:` finds, with their days."""
    meetings: dict[str, Date | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Board:
    council: str
    names: dict[str, Date] = field(default_factory=dict)
    days: list[Date | None] = field(default_factory=list)
    items: int = 0


@dataclass(frozen=True, slots=True)
class StandsIn:
    """An item in which a document stands, and its pages there, as `Document.pages`."""

    id: str
    title: str
    pages: tuple[int, int] | None


@dataclass(slots=True)
class Standing:
    """Where a document stands: its meetings, and its items in order."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    items: list[StandsIn] = field(default_factory=list)


_LISTED: Mapping[Side, frozenset[Role]] = {
    "member": MEMBER_ROLES | {"invited", "apologies"},
    "officer": frozenset({"officer"}),
}
"""In which roles an attendance list tells of somebody: guests are no officers."""


@dataclass(slots=True)
class Survey:
    """Counts that grow with every unit; then `boards`, `officers` … tell them."""

    items: int = 0
    private: int = 0
    """Documents that papers name as withheld."""
    _boards: dict[str, _Board] = field(default_factory=dict)
    _people: dict[tuple[str, Side], dict[str, _Seen]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(_Seen))
    )
    _wards: dict[str, _Name] = field(default_factory=lambda: defaultdict(_Name))
    _topics: dict[str, _Name] = field(default_factory=lambda: defaultdict(_Name))
    _posts: dict[str, None] = field(default_factory=dict)
    _attended: Counter[str] = field(default_factory=Counter)
    _listed: dict[tuple[str, str], set[tuple[Date, str, Role]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """By council and name as printed: day and meeting of the attendance lists that have it, and as what."""
    _gaps: list[Gap] = field(default_factory=list)
    _joined: dict[Side, dict[NameHeld, PersonHeld]] = field(default_factory=dict)
    lines: list[MeetingLine] = field(default_factory=list)
    """Every meeting in short."""
    standing: dict[str, Standing] = field(default_factory=lambda: defaultdict(Standing))
    """By identifier of a document."""
    _held: dict[tuple[str, str, Date], str] = field(default_factory=dict)
    """By council, board (slug) and day: the first meeting."""

    def add(self, unit: Assembled) -> None:
        """Count what one unit holds."""
        meetings = {meeting.id: meeting for meeting in unit.meetings}
        own: dict[str, list[Item]] = {id: [] for id in meetings}
        self._joined.clear()
        for item in unit.items:
            meeting = meetings.get(item.meeting.id) if item.meeting else None
            self._add_item(item, meeting)
            self._add_people(item, meeting)
            if meeting is not None:
                own[meeting.id].append(item)
        for meeting in unit.meetings:
            self._add_meeting(meeting)
            self.lines.append(_line(meeting, own[meeting.id]))

    def _add_meeting(self, meeting: Meeting) -> None:
        key = meeting.council, slug(meeting.board.name), meeting.date
        self._held.setdefault(key, meeting.id)
        for one in dict.fromkeys((meeting.board, *meeting.boards)):
            board = self._boards.setdefault(one.id, _Board(meeting.council))
            board.names[one.name] = max(meeting.date, board.names.get(one.name, meeting.date))
            board.days.append(meeting.date)
        self._attended.update({one.name for one in meeting.attendance})
        for person in meeting.attendance:
            listed = self._listed[meeting.council, person.name]
            listed.add((meeting.date, meeting.id, person.role))

    def _add_item(self, item: Item, meeting: Meeting | None) -> None:
        self.items += 1
        self.private += sum(document.id is None for document in item.documents)
        for board in dict.fromkeys(one.id for one in (item.board, *item.boards) if one):
            self._boards.setdefault(board, _Board(item.council)).items += 1
        for use in item.documents:
            if use.id is not None:
                standing = self.standing[use.id]
                standing.items.append(StandsIn(item.id, item.title, use.pages))
                if meeting is not None:
                    standing.meetings[meeting.id] = meeting
        for ward in item.wards:
            self._count(self._wards[ward], item)
        for topic in item.topics:
            self._count(self._topics[topic], item)
        if item.report_of:
            self._posts[report_post(item.report_of)] = None
        for step in item.path:
            if not step.held and step.date:
                what = f"no agenda or minutes of {step.board} on {in_words(step.date)} are held"
                why = f"“{item.title}” goes there ({item.id})"
                there = f"{item.council}/{slug(step.board)}"
                self._gaps.append(Gap(step.board, what, why, there, step.date))
        if item.truncated:
            what = f"the minutes of “{item.title}”, {item.date}, are cut, and no whole copy is held"
            name, id = (item.board.name, item.board.id) if item.board else (None, None)
            self._gaps.append(Gap(name, what, item.id, id, item.date, "cut"))

    def _add_people(self, item: Item, meeting: Meeting | None) -> None:
        """Who is named in an item and its meeting, and what may show who they are."""
        year = item.date.year if item.date else 0
        for part in parts(item, meeting):
            if part.side == "officer" and not part.own and part.role not in {"officer", "contact"}:
                continue  # guests are no officers; the attendance lists have them
            seen = self._people[item.council, part.side][part.name]
            if part.post and part.role != "substitute":
                seen.posts[part.post].append(item.date)
            for clue in clues_of(part, item):
                seen.clues[clue].add(year)
            if part.is_member or (part.own and part.role in OFFICER_ROLES):
                seen.items[item.id] = item.date
            if meeting is not None and (part.is_member or part.side == "officer"):
                seen.meetings[meeting.id] = meeting.date

    def _count(self, name: _Name, item: Item) -> None:
        name.items += 1
        name.days.append(item.date)
        name.meetings.update([item.meeting.id] if item.meeting else [])

    def meeting_of(
        self, document: str, council: str, board: str | None, date: Date | None
    ) -> str | None:
        """The meeting of a document that names itself this board (its slug) and day: the one it
        names, unless it stands in others; then the last of those.
        """
        meetings = self.standing[document].meetings if document in self.standing else {}
        named = self._held.get((council, board, date)) if board and date else None
        if named in meetings or not meetings:
            return named
        return max(meetings, key=lambda id: (meetings[id].date, id))

    @property
    def boards(self) -> tuple[BoardHeld, ...]:
        """All boards by name; each under the name it bore last, with former ones as aliases."""
        found = []
        for identifier, board in self._boards.items():
            names = sorted(board.names, key=lambda name: board.names[name], reverse=True)
            first, last = span(board.days)
            aliases = merged_aliases(names)
            found.append(
                BoardHeld(
                    identifier,
                    names[0],
                    board.council,
                    aliases,
                    len(board.days),
                    board.items,
                    first,
                    last,
                    tuple(names[1:]),
                )
            )
        return tuple(sorted(found, key=lambda board: (board.name, board.id)))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is mentioned and not held, each with its board where that is one that is held."""
        known = {gap.board_id: held_board(gap.board_id, self._boards) for gap in self._gaps}
        return tuple(replace(gap, board_id=known[gap.board_id]) for gap in self._gaps)

    def people(self, side: Side) -> dict[NameHeld, PersonHeld]:
        """Officers or members by name, each with all written forms of it, and what is told of each.

        Officers are those too who only attended.
        """
        if side not in self._joined:
            found = {
                _held(council, names, seen): self._told(side, council, names, seen)
                for (council, of), seen in self._people.items()
                if of == side
                for names in joined({name: _clues(one) for name, one in seen.items()})
            }
            in_order = sorted(found.items(), key=lambda pair: (pair[0].name, pair[0].council))
            self._joined[side] = dict(in_order)
        return self._joined[side]

    def _told(
        self, side: Side, council: str, names: Sequence[str], seen: Mapping[str, _Seen]
    ) -> PersonHeld:
        days: dict[str, list[Date | None]] = defaultdict(list)
        for name in names:
            for post, on in seen[name].posts.items():
                days[post] += on
        listed = {
            one
            for name in names
            for one in self._listed.get((council, name), ())
            if one[2] in _LISTED[side]
        }
        return PersonHeld(
            tuple(sorted((PostHeld(post, *span(on)) for post, on in days.items()), key=_in_time)),
            tuple((meeting, role) for _, meeting, role in sorted(listed)),
        )

    @property
    def wards(self) -> tuple[NameHeld, ...]:
        """Wards by name."""
        return _names(self._wards)

    @property
    def topics(self) -> tuple[NameHeld, ...]:
        """Topics by name."""
        return _names(self._topics)

    @property
    def attended(self) -> tuple[tuple[str, int], ...]:
        """Names in attendance lists, and in how many each stands."""
        return tuple(sorted(self._attended.items()))

    @property
    def report_posts(self) -> tuple[str, ...]:
        """Report-of lines by which items can be found."""
        return tuple(self._posts)


def _line(meeting: Meeting, items: Sequence[Item]) -> MeetingLine:
    statuses = {item.minutes_status for item in items}
    known: Sequence[MinutesStatus] = ("approved", "draft")
    return MeetingLine(
        meeting.id,
        meeting.council,
        meeting.board.id,
        meeting.board.name,
        meeting.date,
        meeting.start,
        meeting.venue,
        meeting.status,
        len(items),
        next((one for one in known if one in statuses), None),
        tuple(dict.fromkeys(one.id for one in meeting.boards if one.id != meeting.board.id)),
    )


def _in_time(post: PostHeld) -> tuple[bool, str, str]:
    return post.first is None, str(post.first), post.post


def _clues(seen: _Seen) -> Clues:
    return {clue: frozenset(years) for clue, years in seen.clues.items()}


def _held(council: str, names: Sequence[str], seen: Mapping[str, _Seen]) -> NameHeld:
    """One person, with what all written forms of the name tell."""
    posts = dict.fromkeys(post for name in names for post in seen[name].posts)
    items = {item: day for name in names for item, day in seen[name].items.items()}
    meetings = {id: day for name in names for id, day in seen[name].meetings.items()}
    days = span([*items.values(), *meetings.values()])
    return NameHeld(
        names[0], tuple(posts), len(items), len(meetings), *days, tuple(names[1:]), council
    )


def _names(names: dict[str, _Name]) -> tuple[NameHeld, ...]:
    return tuple(
        NameHeld(name, (), one.items, len(one.meetings), *span(one.days))
        for name, one in sorted(names.items())
    )


def survey(units: Iterable[Assembled]) -> Survey:
    """Count all units."""
    result = Survey()
    for unit in units:
        result.add(unit)
    return result
