"""What the fixture site has to show: the shipped folder's `site.json`, as records.

Records are frozen; taking a paper away, or showing a draft, gives a new `Papers`.
"""

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import msgspec

from indexer.errors import Failed

HALF_A_YEAR = timedelta(days=183)
"""How far back lists go that were asked for no period."""


class Record(msgspec.Struct, frozen=True):
    """What all records of `site.json` have in common: they cannot be changed."""


class Board(Record, frozen=True):
    """A committee; an expired one is in no list of current ones. `span` is as "(2022-2023)"."""

    id: int
    name: str
    expired: bool = False
    span: str | None = None


class Item(Record, frozen=True):
    """One item of a meeting's agenda; its number is the one in the anchors of the page."""

    id: int
    title: str


class Meeting(Record, frozen=True):
    """One sitting. Paths are relative to the folder; `files` go by ModernGov's `T`."""

    id: int
    boards: tuple[int, ...]
    date: Date
    title: str
    page: str
    published: Date | None = None
    start: str = "10:00"
    listed: str = ""
    draft_page: str | None = None
    attendance: str | None = None
    attendance_id: int | None = None
    service: str | None = None
    files: dict[str, str] = {}
    draft_files: dict[str, str] = {}
    items: tuple[Item, ...] = ()

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return "CANCELLED" in self.listed

    @property
    def moment(self) -> str:
        """Day and time as the paging of lists has them: YYYYMMDDHHMM."""
        return f"{self.date:%Y%m%d}{self.start.replace(':', '')}"

    def drafted(self) -> "Meeting":
        """The meeting as it was before its minutes were approved."""
        if not self.draft_page:
            return self
        files = {**self.files, **self.draft_files}
        return msgspec.structs.replace(self, page=self.draft_page, files=files)


class Document(Record, frozen=True):
    """A report, appendix (`s…`) or supplement (`b…`). A private one has no file."""

    title: str
    path: str | None = None
    meeting: int | None = None
    item: int | None = None
    private: bool = False


class Decision(Record, frozen=True):
    """An entry in a register of decisions that no meeting took."""

    id: int
    number: str
    register: str
    title: str
    maker: str
    date: Date
    published: Date
    page: str
    effective: Date | None = None
    call_in: str = ""
    issue: int | None = None


class Plan(Record, frozen=True):
    """A forward plan, and the issues in it."""

    id: int
    title: str
    board: int
    page: str
    issues: tuple[int, ...] = ()


class News(Record, frozen=True):
    """One line of what is new: of a meeting, a decision or a plan."""

    date: Date
    what: str
    meeting: int | None = None
    decision: int | None = None
    plan: int | None = None


class Contents(Record, frozen=True):
    """All of `site.json`. `today` is the day on which this world stands still."""

    council: str
    today: Date
    boards: tuple[Board, ...]
    meetings: tuple[Meeting, ...]
    items: dict[str, str] = {}
    documents: dict[str, Document] = {}
    decisions: tuple[Decision, ...] = ()
    plans: tuple[Plan, ...] = ()
    issues: dict[str, str] = {}
    news: tuple[News, ...] = ()

    def paths(self) -> set[str]:
        """All files that are named, relative to the folder."""
        documents = (one.path for one in self.documents.values() if not one.private)
        named = {*self.items.values(), *self.issues.values(), *documents}
        named |= {*(one.page for one in self.decisions), *(one.page for one in self.plans)}
        for one in self.meetings:
            named |= {one.page, one.draft_page, one.attendance, one.service}
            named |= {*one.files.values(), *one.draft_files.values()}
        return {path for path in named if path}


@dataclass(frozen=True, slots=True)
class Papers:
    """The folder and what it holds."""

    folder: Path
    all: Contents

    def read(self, path: str) -> bytes:
        """The bytes of a file named in `site.json`; never of one that it does not name."""
        return (self.folder / path).read_bytes()

    def meeting(self, number: int | None) -> Meeting | None:
        """The meeting of this number."""
        return next((one for one in self.all.meetings if one.id == number), None)

    def board(self, number: int | None) -> Board | None:
        """The board of this number."""
        return next((one for one in self.all.boards if one.id == number), None)

    def decision(self, number: int | None) -> Decision | None:
        """The decision of this number."""
        return next((one for one in self.all.decisions if one.id == number), None)

    def plan(self, number: int | None) -> Plan | None:
        """The plan of this number."""
        return next((one for one in self.all.plans if one.id == number), None)

    def meetings_of(self, board: int) -> list[Meeting]:
        """A board's meetings, joint ones too, newest first."""
        own = [meeting for meeting in self.all.meetings if board in meeting.boards]
        return sorted(own, key=lambda meeting: (meeting.moment, meeting.id), reverse=True)

    def news(self) -> list[News]:
        """What was published, newest first: the lines given, then from older papers' own dates."""
        contents = self.all
        limit = min((entry.date for entry in contents.news), default=contents.today)
        older = [
            News(meeting.published, "Agenda published", meeting=meeting.id)
            for meeting in contents.meetings
            if meeting.published and meeting.published < limit
        ]
        older += [
            News(decision.published, "Decision published", decision=decision.id)
            for decision in contents.decisions
            if decision.published < limit
        ]
        given = [entry for entry in contents.news if self.is_held(entry)]
        return sorted([*given, *older], key=lambda entry: entry.date, reverse=True)

    def is_held(self, entry: News) -> bool:
        """Whether what a line of news tells of is still there."""
        told = (self.meeting(entry.meeting), self.decision(entry.decision), self.plan(entry.plan))
        return any(told)


def load(folder: Path) -> Papers:
    """Read `site.json` in this folder; Failed where it or a file that it names is not as it should be.

    So nothing outside the folder is ever served: addresses choose among the files named, no more.
    """
    try:
        contents = msgspec.json.decode((folder / "site.json").read_bytes(), type=Contents)
    except (OSError, msgspec.MsgspecError) as error:
        raise Failed(f"{folder} holds no usable site.json: {error}") from error
    inside = folder.resolve()
    for path in sorted(contents.paths()):
        file = (inside / path).resolve()
        if not file.is_relative_to(inside) or not file.is_file():
            raise Failed(f"site.json names a file that is not in {folder}: {path}")
    return Papers(folder, contents)


def with_drafts(papers: Papers, approved: frozenset[int]) -> Papers:
    """Meetings that have a draft show it, but for those whose minutes are approved by now.

    An approval is news of the day.
    """
    meetings = tuple(one if one.id in approved else one.drafted() for one in papers.all.meetings)
    news = tuple(
        News(papers.all.today, "Minutes published", meeting=one) for one in sorted(approved)
    )
    contents = msgspec.structs.replace(
        papers.all, meetings=meetings, news=(*news, *papers.all.news)
    )
    return Papers(papers.folder, contents)


def without(papers: Papers, keys: frozenset[str]) -> Papers:
    """The papers without those of these keys: `meeting-900`, `s5001`, `g900-10`, `decision-4014`."""
    old = papers.all
    contents = msgspec.structs.replace(
        old,
        meetings=tuple(
            _without_files(one, keys) for one in old.meetings if f"meeting-{one.id}" not in keys
        ),
        items={name: path for name, path in old.items.items() if f"item-{name}" not in keys},
        documents={name: one for name, one in old.documents.items() if name not in keys},
        decisions=tuple(one for one in old.decisions if f"decision-{one.id}" not in keys),
        plans=tuple(one for one in old.plans if f"plan-{one.id}" not in keys),
        issues={name: path for name, path in old.issues.items() if f"issue-{name}" not in keys},
    )
    return Papers(papers.folder, contents)


def _without_files(meeting: Meeting, keys: frozenset[str]) -> Meeting:
    """A meeting without those of its own documents, and without an attendance that was taken away."""
    files = {
        kind: path for kind, path in meeting.files.items() if f"g{meeting.id}-{kind}" not in keys
    }
    number = meeting.attendance_id or meeting.id
    attendance = None if f"attendance-{number}" in keys else meeting.attendance
    return msgspec.structs.replace(meeting, files=files, attendance=attendance)
