"""What is held as a whole, from all units: boards, people, coverage, gaps, problems."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from indexer.collection import BoardHeld, Gap, NameHeld, merged_aliases, report_post, span
from indexer.dates import in_words
from indexer.model import OFFICER_ROLES, Item, Meeting
from indexer.people import Clues, Side, clues_of, joined, parts
from indexer.reading.approvals import same_board
from indexer.reading.assemble import Assembled


@dataclass(slots=True)
class _Name:
    days: list[Date | None] = field(default_factory=list)
    items: int = 0
    meetings: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Seen:
    """A name as printed, with what its bearer was seen with and where."""

    posts: dict[str, None] = field(default_factory=dict)
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
    gaps: list[Gap] = field(default_factory=list)

    def add(self, unit: Assembled) -> None:
        """Count what one unit holds."""
        for meeting in unit.meetings:
            self._add_meeting(meeting)
        meetings = {meeting.id: meeting for meeting in unit.meetings}
        for item in unit.items:
            self._add_item(item)
            self._add_people(item, meetings.get(item.meeting.id) if item.meeting else None)

    def _add_meeting(self, meeting: Meeting) -> None:
        for one in dict.fromkeys((meeting.board, *meeting.boards)):
            board = self._boards.setdefault(one.id, _Board(meeting.council))
            board.names[one.name] = max(meeting.date, board.names.get(one.name, meeting.date))
            board.days.append(meeting.date)
            board.items += len(meeting.items)
        self._attended.update({one.name for one in meeting.attendance})

    def _add_item(self, item: Item) -> None:
        self.items += 1
        self.private += sum(document.id is None for document in item.documents)
        for ward in item.wards:
            self._count(self._wards[ward], item)
        for topic in item.topics:
            self._count(self._topics[topic], item)
        if item.report_of:
            self._posts[report_post(item.report_of)] = None
        for step in item.path:
            if not step.held and step.date:
                what = f"no agenda or minutes of {step.board} on {in_words(step.date)} are held"
                self.gaps.append(Gap(step.board, what, f"“{item.title}” goes there ({item.id})"))
        if item.truncated:
            board = item.board.name if item.board else None
            what = f"the minutes of “{item.title}”, {item.date}, are cut, and no whole copy is held"
            self.gaps.append(Gap(board, what, item.id))

    def _add_people(self, item: Item, meeting: Meeting | None) -> None:
        """Who is named in an item and its meeting, and what may show who they are."""
        year = item.date.year if item.date else 0
        for part in parts(item, meeting):
            if part.side == "officer" and not part.own and part.role not in {"officer", "contact"}:
                continue  # guests are no officers; the attendance lists have them
            seen = self._people[item.council, part.side][part.name]
            seen.posts.update({part.post: None} if part.post and part.role != "substitute" else {})
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
                )
            )
        return tuple(sorted(found, key=lambda board: (board.name, board.id)))

    @property
    def officers(self) -> tuple[NameHeld, ...]:
        """Officers by name, those too who only attended; each with all written forms of the name."""
        return self._joined("officer")

    @property
    def members(self) -> tuple[NameHeld, ...]:
        """Members by name, each with all written forms of it."""
        return self._joined("member")

    def _joined(self, side: Side) -> tuple[NameHeld, ...]:
        found = [
            _held(council, names, seen)
            for (council, of), seen in self._people.items()
            if of == side
            for names in joined({name: _clues(one) for name, one in seen.items()})
        ]
        return tuple(sorted(found, key=lambda one: (one.name, one.council)))

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


def missing_meetings(
    approved: Iterable[tuple[str, str, Date, str]],
    held: set[tuple[str, str, Date]],
    boards: Sequence[BoardHeld],
) -> list[Gap]:
    """Meetings whose minutes were agreed later, and of which nothing is held.

    `approved` are council, board (slug), day and the words of the approval.
    """
    names = {board.id: board.name for board in boards}
    return [
        Gap(
            names.get(f"{council}/{board}"),
            f"the meeting of {in_words(day)} is not held",
            words,
        )
        for council, board, day, words in sorted(approved)
        if not any((council, day) == (of, on) and same_board(board, name) for of, name, on in held)
    ]
