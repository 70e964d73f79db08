"""What papers tell of boards over time: whose minutes were agreed, and how minutes are numbered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.reading.approvals import Agreed, fits, same_board
from indexer.reading.numbering import Sitting, learnt
from indexer.readings import MeetingOutline

Meeting = tuple[str, str, Date]
"""Council, board (slug) and day."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one paper tells of one dated meeting of a council's board."""

    council: str
    meeting: MeetingOutline
    day: Date
    site_board: str | None = None
    """The site's own id of the board, where the paper's address has it."""

    @property
    def key(self) -> Meeting:
        """The meeting."""
        return self.council, self.meeting.board, self.day


@dataclass(frozen=True, slots=True)
class _Said:
    """That a meeting agreed minutes: `of` is None for those of the meeting before."""

    by: Meeting
    of: Date | None
    words: str


def agreed_minutes(told: Sequence[Told], held: Collection[Meeting]) -> dict[Meeting, Agreed]:
    """Each meeting whose minutes a later one of its board agreed, with the words and its day.

    `held` are the meetings of which anything is held. Where several meetings agreed the same minutes,
    the first counts; where several papers tell of it, the one that has most words.
    """
    said = sorted(_said(told), key=lambda one: (one.by[2], -len(one.words), one.words))
    boards = _Boards(told, held)
    dated = [(boards.meeting(one.by, one.of), one) for one in said if one.of]
    known = {meeting for meeting, _ in dated} | set(held)
    undated = [(boards.before(one.by, known), one) for one in said if one.of is None]
    result: dict[Meeting, _Said] = {}
    for meeting, one in [*dated, *undated]:
        if meeting and (one.of or fits(one.words, meeting[2])):
            other = result.get(meeting)
            if other is None or (one.by[2], -len(one.words)) < (other.by[2], -len(other.words)):
                result[meeting] = one
    return {meeting: Agreed(one.words, one.by[2]) for meeting, one in result.items()}


def _said(told: Iterable[Told]) -> Iterator[_Said]:
    for one in told:
        for approval in one.meeting.approvals:
            if approval.of is None or approval.of < one.day:
                yield _Said(one.key, approval.of, approval.words)


class _Boards:
    """Which boards are one under several names: by the site's id, or renamed by what they are called."""

    def __init__(self, told: Sequence[Told], held: Iterable[Meeting]) -> None:
        self._by_day: dict[tuple[str, Date], set[str]] = defaultdict(set)
        self._days: dict[tuple[str, str], list[Date]] = defaultdict(list)
        self._ids: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._cancelled = _cancelled(told)
        for council, board, day in held:
            self._by_day[council, day].add(board)
            self._days[council, board].append(day)
        for one in told:
            if one.site_board:
                self._ids[one.council, one.meeting.board].add(one.site_board)

    def meeting(self, by: Meeting, day: Date) -> Meeting:
        """The meeting of that day whose minutes a board agrees, under the name it bore then."""
        council, board, _ = by
        boards = self._by_day.get((council, day), set())
        former = [other for other in boards if self._is_former(council, other, board)]
        return council, former[0] if board not in boards and len(former) == 1 else board, day

    def before(self, by: Meeting, known: Iterable[Meeting]) -> Meeting | None:
        """The board's last meeting known of before another, cancelled ones left out."""
        council, board, day = by
        own = [
            one
            for one in known
            if (one[0], one[2] < day, one not in self._cancelled) == (council, True, True)
            and (one[1] == board or self._has_id_of(council, one[1], board))
        ]
        return max(own, key=lambda one: one[2], default=None)

    def _is_former(self, council: str, other: str, board: str) -> bool:
        """True for a name that the board bore: never for one that another bears at the same time."""
        if self._has_id_of(council, other, board):
            return True
        ended, began = self._days.get((council, other)), self._days.get((council, board))
        return bool(same_board(other, board) and ended and began and max(ended) < min(began))

    def _has_id_of(self, council: str, one: str, other: str) -> bool:
        ids = self._ids.get((council, one), set())
        return len(ids) == 1 and ids == self._ids.get((council, other), set())


def _cancelled(told: Iterable[Told]) -> set[Meeting]:
    statuses: dict[Meeting, set[str | None]] = defaultdict(set)
    for one in told:
        statuses[one.key].add(one.meeting.status)
    return {key for key, said in statuses.items() if "cancelled" in said and "held" not in said}


def minute_years(told: Sequence[Told], held: Iterable[Meeting]) -> dict[Meeting, int]:
    """The municipal year of each meeting of the boards that number their minutes by year.

    A board that agreed minutes of a meeting under a former name goes on with its numbers.
    """
    later = _later_names(told, _Boards(told, held))
    sittings: dict[tuple[str, str], dict[Date, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        if one.meeting.minuted:
            council, board, day = one.key
            sittings[council, _last(later, (council, board))][day].append(one)
    result: dict[Meeting, int] = {}
    for by_day in sittings.values():
        years = learnt([_sitting(day, papers) for day, papers in by_day.items()]).years
        for day, papers in by_day.items():
            result |= {one.key: years[day] for one in papers if day in years}
    return result


def _later_names(told: Iterable[Told], boards: _Boards) -> dict[tuple[str, str], str]:
    """By council and a board's former name: the name under which it agreed its earlier minutes."""
    later: dict[tuple[str, str], str] = {}
    for one in told:
        for approval in one.meeting.approvals:
            if approval.of and approval.of < one.day:
                council, board, _ = boards.meeting(one.key, approval.of)
                if board != one.meeting.board:
                    later[council, board] = one.meeting.board
    return later


def _last(later: dict[tuple[str, str], str], key: tuple[str, str]) -> str:
    seen: set[tuple[str, str]] = set()
    while key in later and key not in seen:
        seen.add(key)
        key = key[0], later[key]
    return key[1]


def _sitting(day: Date, papers: Sequence[Told]) -> Sitting:
    numbers = {number for one in papers for number in one.meeting.minuted}
    agreed = [
        a.of for one in papers for a in one.meeting.approvals if a.of is not None and a.of < day
    ]
    return Sitting(day, tuple(sorted(numbers - {0})), max(agreed, default=None))
