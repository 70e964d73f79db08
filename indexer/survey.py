"""What is held as a whole, from all units: boards, people, coverage, gaps, problems."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from indexer.collection import BoardHeld, Gap, NameHeld, merged_aliases, report_post, span
from indexer.dates import in_words
from indexer.model import Item, Meeting
from indexer.reading.assemble import Assembled

_MEMBER_ROLES = frozenset(
    {
        "member",
        "chair",
        "vice-chair",
        "substitute",
        "co-opted",
        "cabinet member",
        "deputy cabinet member",
    }
)


@dataclass(slots=True)
class _Name:
    posts: dict[str, None] = field(default_factory=dict)
    days: list[Date | None] = field(default_factory=list)
    items: int = 0
    meetings: set[str] = field(default_factory=set)


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
    _officers: dict[str, _Name] = field(default_factory=lambda: defaultdict(_Name))
    _members: dict[str, _Name] = field(default_factory=lambda: defaultdict(_Name))
    _wards: dict[str, _Name] = field(default_factory=lambda: defaultdict(_Name))
    _posts: dict[str, None] = field(default_factory=dict)
    _attended: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, unit: Assembled) -> None:
        """Count what one unit holds."""
        for meeting in unit.meetings:
            self._add_meeting(meeting)
        for item in unit.items:
            self._add_item(item)

    def _add_meeting(self, meeting: Meeting) -> None:
        for one in dict.fromkeys((meeting.board, *meeting.boards)):
            board = self._boards.setdefault(one.id, _Board(meeting.council))
            board.names[one.name] = max(meeting.date, board.names.get(one.name, meeting.date))
            board.days.append(meeting.date)
            board.items += len(meeting.items)
        self._attended.update({one.name for one in meeting.attendance})
        for there in meeting.attendance:
            if there.role in _MEMBER_ROLES:
                member = self._members[there.name]
                member.meetings.add(meeting.id)
                member.days.append(meeting.date)
                member.posts.update({there.post: None} if there.post else {})

    def _add_item(self, item: Item) -> None:
        self.items += 1
        self.private += sum(document.id is None for document in item.documents)
        for name in {p.name for p in item.people if p.is_officer}:
            self._count(self._officers[name], item)
        for person in item.people:
            if person.post and person.is_officer:
                self._officers[person.name].posts[person.post] = None
        for ward in item.wards:
            self._count(self._wards[ward], item)
        if item.report_of:
            self._posts[report_post(item.report_of)] = None
        for step in item.path:
            if not step.held and step.date:
                what = f"the meeting of {step.board} on {in_words(step.date)} is not held"
                self.gaps.append(Gap(step.board, what, f"“{item.title}” goes there ({item.id})"))
        if item.truncated:
            board = item.board.name if item.board else None
            what = f"the minutes of “{item.title}”, {item.date}, are cut, and no whole copy is held"
            self.gaps.append(Gap(board, what, item.id))

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
        """Officers by name."""
        return _names(self._officers)

    @property
    def members(self) -> tuple[NameHeld, ...]:
        """Members by name."""
        return _names(self._members)

    @property
    def wards(self) -> tuple[NameHeld, ...]:
        """Wards by name."""
        return _names(self._wards)

    @property
    def attended(self) -> tuple[tuple[str, int], ...]:
        """Names in attendance lists, and in how many each stands."""
        return tuple(sorted(self._attended.items()))

    @property
    def report_posts(self) -> tuple[str, ...]:
        """Report-of lines by which items can be found."""
        return tuple(self._posts)


def _names(names: dict[str, _Name]) -> tuple[NameHeld, ...]:
    return tuple(
        NameHeld(name, tuple(one.posts), one.items, len(one.meetings), *span(one.days))
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
        if not any(
            (council, day) == (of, on) and _is_same_board(board, name) for of, name, on in held
        )
    ]


def _is_same_board(one: str, other: str) -> bool:
    """True for slugs of one board, perhaps renamed since: one name has all the words of the other, as
    "Environment Scrutiny Board (3)" and "Environment and Neighbourhoods Scrutiny Board (3)" do.
    """
    words, others = set(one.split("-")), set(other.split("-"))
    return one == other or (
        min(len(words), len(others)) > 2 and (words <= others or others <= words)
    )
