"""What is new and what is coming."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta

import msgspec

from indexer.collection import RECENT, MeetingLine, Recent
from indexer.model import Kind
from indexer.search.holdings import Holdings

WEEK, MONTH = timedelta(days=7), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewPaperLine:
    """A paper that was first held lately, with where it belongs."""

    id: str
    title: str
    kind: Kind
    added: datetime
    """When it was first held, in UTC."""
    meeting: MeetingLine | None
    items: Sequence[str]
    """The items in which it stands."""


@dataclass(frozen=True, slots=True)
class News:
    """The papers of the last week and the meetings of the next month, as of a day."""

    today: Date
    papers: Sequence[NewPaperLine]
    """Newest first; pages of the site itself are left out. Of very many only the newest are listed."""
    papers_total: int
    coming: Sequence[MeetingLine]
    """From today on, the next first; cancelled ones too."""
    newest: Date | None
    """The day on which the newest paper held was first held."""


def news(held: Holdings, today: Date) -> News:
    """What came in the week up to this day, and the meetings of the month from this day on."""
    record = held.engine.record(RECENT)
    recent = msgspec.json.decode(record, type=Recent) if record else Recent()
    papers = [one for one in recent.papers if today - WEEK < one.added.date() <= today]
    coming = [line for line in held.meetings if today <= line.date <= today + MONTH]
    return News(
        today=today,
        papers=[
            NewPaperLine(
                one.id,
                one.title,
                one.kind,
                one.added,
                held.meeting.get(one.meeting or ""),
                one.items,
            )
            for one in papers
        ],
        papers_total=sum(number for day, number in recent.days if today - WEEK < day <= today),
        coming=sorted(coming, key=lambda line: (line.date, line.start or "", line.id)),
        newest=recent.days[0][0] if recent.days else None,
    )
