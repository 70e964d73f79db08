"""What is held and what is lacking, by council, board and municipal year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.collection import BoardHeld, Gap, MeetingLine
from indexer.dates import municipal_year
from indexer.model import MeetingStatus
from indexer.query import Among
from indexer.search.finding import count
from indexer.search.holdings import Holdings
from indexer.search.places import by_year
from indexer.search.states import State


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """What is held of one board's municipal year."""

    year: str
    meetings: int
    held: int
    """Shown to have taken place by minutes, decisions or attendance."""
    scheduled: int
    """Still to come, on the day of indexing (`status_on`)."""
    cancelled: int
    unknown: int
    """Of which the papers held tell neither, those included that were scheduled for a day past."""
    approved: int
    """Meetings with minutes that a later meeting agreed."""
    draft: int
    without: int
    """Of which no minutes are held, though there may be some, as of the day of indexing
    (`MeetingLine.lacks_minutes`).
    """
    items: int
    unreadable: int
    """Papers that cannot be read, or a part of which cannot, as far as their meeting is known."""
    missing: int
    """Gaps: what papers mention of that year, and the collection lacks."""


@dataclass(frozen=True, slots=True)
class BoardCoverage:
    """A board by municipal year, newest first, with all that it is known to lack."""

    id: str
    name: str
    years: Sequence[YearCoverage]
    gaps: Sequence[Gap]


@dataclass(frozen=True, slots=True)
class CouncilCoverage:
    """A council's boards, and what belongs to no meeting."""

    council: str
    boards: Sequence[BoardCoverage]
    apart: int
    """Items without a meeting: decisions of a register, papers by themselves."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that is held, by council, board and year."""

    councils: Sequence[CouncilCoverage]
    gaps: Sequence[Gap]
    """Those of which the board is none that is held, or is not known."""


def status_on(meeting: MeetingLine, today: Date) -> MeetingStatus | None:
    """What is known of a meeting on a day: what was scheduled for a day past may have been held or not."""
    past = meeting.date < today
    return None if past and meeting.status == "scheduled" else meeting.status


def coverage(state: State) -> Coverage:
    """What is held and what is lacking, by council, board and municipal year."""
    held = state.once(Holdings)
    known = held.collection
    gaps: dict[str | None, list[Gap]] = defaultdict(list)
    for gap in known.gaps:
        gaps[gap.board_id].append(gap)
    spoilt: dict[str, list[Date]] = defaultdict(list)
    for problem in known.problems:
        if problem.date is not None:
            for board in problem.boards:
                spoilt[board].append(problem.date)
    today = Date.fromisoformat(known.indexed_at[:10]) if known.indexed_at else Date.min
    boards: dict[str, list[BoardCoverage]] = {council: [] for council in known.councils}
    for one in known.boards:
        told = _board_coverage(one, held.meetings_of[one.id], gaps[one.id], spoilt[one.id], today)
        boards.setdefault(one.council, []).append(told)
    councils = [CouncilCoverage(name, own, _apart(held, name)) for name, own in boards.items()]
    return Coverage(councils, gaps[None])


def _apart(held: Holdings, council: str) -> int:
    at_meetings = sum(line.items for line in held.meetings if line.council == council)
    return count(held.engine, Among("council", (council,))) - at_meetings


def _board_coverage(
    board: BoardHeld,
    lines: Sequence[MeetingLine],
    gaps: Sequence[Gap],
    spoilt: Sequence[Date],
    today: Date,
) -> BoardCoverage:
    by = dict(by_year(lines))
    missing = [gap.date for gap in gaps if gap.date]
    years = sorted({*by, *map(municipal_year, (*missing, *spoilt))}, reverse=True)
    return BoardCoverage(
        board.id,
        board.name,
        [
            _year_coverage(
                year,
                by.get(year, ()),
                today,
                unreadable=_in_year(year, spoilt),
                missing=_in_year(year, missing),
            )
            for year in years
        ],
        gaps,
    )


def _in_year(year: str, days: Iterable[Date]) -> int:
    return sum(municipal_year(day) == year for day in days)


def _year_coverage(
    year: str, lines: Sequence[MeetingLine], today: Date, *, unreadable: int, missing: int
) -> YearCoverage:
    statuses = [status_on(line, today) for line in lines]
    minutes = [line.minutes for line in lines]
    return YearCoverage(
        year=year,
        meetings=len(lines),
        held=statuses.count("held"),
        scheduled=statuses.count("scheduled"),
        cancelled=statuses.count("cancelled"),
        unknown=statuses.count(None),
        approved=minutes.count("approved"),
        draft=minutes.count("draft"),
        without=sum(line.lacks_minutes(today) for line in lines),
        items=sum(line.items for line in lines),
        unreadable=unreadable,
        missing=missing,
    )
