"""Meetings and items put together from every document that tells of them.

The unit is a council's day: papers of one day are sorted into its meetings, and the items of each
meeting merged. The same documents in the same order always give the same identifiers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import time as Time

from indexer.identifiers import free, item_id, meeting_id, paper_id, slug
from indexer.model import (
    Board,
    Contact,
    Item,
    ItemLine,
    ItemReading,
    Meeting,
    MeetingReading,
    MeetingStatus,
    MeetingSummary,
    Passage,
    PathStep,
)
from indexer.reading.merging import (
    FIRST,
    ItemDraft,
    ItemTold,
    Told,
    first,
    merge_items,
    ranked,
)
from indexer.reading.passages import item_passages
from indexer.reading.telling import told_item


@dataclass(frozen=True, slots=True)
class Assembled:
    """The items of a day's meetings, or of one paper without a meeting, with their passages."""

    meetings: tuple[Meeting, ...]
    items: tuple[Item, ...]
    passages: tuple[Passage, ...]


def assemble_day(
    council: str,
    day: Date,
    told: Sequence[Told],
    *,
    approvals: Callable[[str, Date], str | None],
    held: Callable[[str, Date], bool],
) -> Assembled:
    """The meetings of one council on one day.

    `approvals` gives the words with which a later meeting of a board (its slug) agreed the minutes of
    that day; `held` tells whether a meeting of a board and day is in the collection.
    """
    meetings: list[Meeting] = []
    items: list[Item] = []
    passages: list[Passage] = []
    taken: set[str] = set()
    for whole in _sittings(told):
        sitting = [one for one in whole if not one.former]
        if not sitting:
            continue
        meeting = _meeting(council, day, sitting, taken)
        approval = approvals(slug(meeting.board.name), day)
        drafts = merge_items(whole)
        identifiers = _identifiers(meeting, drafts, whole)
        own = [
            _item(meeting, draft, identifier, set(identifiers), approval, held)
            for draft, identifier in zip(drafts, identifiers, strict=True)
        ]
        items += own
        for item, draft in zip(own, drafts, strict=True):
            passages += item_passages(item.id, draft)
        lines = tuple(ItemLine(item.id, item.number, item.title) for item in own)
        meetings.append(replace(meeting, items=lines))
    return Assembled(tuple(meetings), tuple(items), tuple(passages))


def assemble_paper(council: str, body_hash: str, told: Sequence[Told]) -> Assembled:
    """A paper that names no meeting: one item without a date, with all that the paper says."""
    document, kind = told[0].document, told[0].meeting.kind
    items = [item for one in told for item in one.meeting.items]
    whole = _as_one(document.title, items) if items else ItemReading(document.title)
    draft = ItemDraft([ItemTold(document, kind, whole)], [whole.title])
    item = replace(
        told_item(draft, None), id=paper_id(council, whole.title, body_hash), council=council
    )
    return Assembled((), (item,), tuple(item_passages(item.id, draft)))


def _as_one(title: str, items: Sequence[ItemReading]) -> ItemReading:
    if len(items) == 1:
        return items[0]
    return ItemReading(
        title=title,
        minutes=tuple(text for item in items for text in item.minutes),
        truncated=any(item.truncated for item in items),
        decisions=tuple(decision for item in items for decision in item.decisions),
        undertakings=tuple(promise for item in items for promise in item.undertakings),
        recommendations=tuple(one for item in items for one in item.recommendations),
        people=tuple(person for item in items for person in item.people),
        excerpts=tuple(excerpt for item in items for excerpt in item.excerpts),
        links=tuple(link for item in items for link in item.links),
    )


def _sittings(told: Sequence[Told]) -> list[list[Told]]:
    """The day's papers by meeting: by the site's id, else by board, and start where both are known."""
    sittings: list[list[Told]] = []
    for one in told:
        same = next((sitting for sitting in sittings if _belongs(one.meeting, sitting)), None)
        if same is None:
            sittings.append([one])
        else:
            same.append(one)
    return sittings


def _belongs(meeting: MeetingReading, sitting: Sequence[Told]) -> bool:
    others = [other.meeting for other in sitting]
    site_ids = {other.site_id for other in others} - {None}
    if meeting.site_id and site_ids:
        return meeting.site_id in site_ids
    boards = {slug(other.board or "") for other in others}
    starts = {other.start for other in others} - {None}
    at_that_time = meeting.start is None or not starts or meeting.start in starts
    return slug(meeting.board or "") in boards and at_that_time


def _clock(time: Time | None) -> str | None:
    return f"{time:%H:%M}" if time else None


def _meeting(council: str, day: Date, sitting: Sequence[Told], taken: set[str]) -> Meeting:
    best = ranked((one.meeting.kind, one.meeting) for one in sitting)
    name = first(reading.board for reading in best) or "Untitled"
    start = first(reading.start for reading in best)
    named = sitting[0].meeting.board or name
    identifier = meeting_id(council, named, day)
    if identifier in taken:
        identifier = free(meeting_id(council, named, day, start), taken)
    taken.add(identifier)
    board = Board(f"{council}/{identifier.split('/')[1]}", name)
    return Meeting(
        id=identifier,
        council=council,
        board=board,
        boards=(board,),
        date=day,
        start=_clock(start),
        end=_clock(first(reading.end for reading in best)),
        start_note=first(reading.start_note for reading in best),
        venue=first(reading.venue for reading in best),
        status=_status(best),
        url=first(one.document.url for one in sitting if one.meeting.kind == "page"),
        contact=_contact([reading.contact for reading in best if reading.contact]),
        attendance=first(reading.attendance for reading in best) or (),
    )


def _contact(told: Sequence[Contact]) -> Contact | None:
    """The contact named first, with what other papers print of the same person."""
    if not told:
        return None
    same = [contact for contact in told if contact.name == told[0].name]
    return Contact(
        told[0].name,
        first(contact.telephone for contact in same),
        first(contact.email for contact in same),
    )


def _status(readings: Sequence[MeetingReading]) -> MeetingStatus | None:
    """Cancelled if a paper says so; held once minutes or attendance show it; scheduled by an agenda."""
    statuses = {reading.status for reading in readings}
    if "cancelled" in statuses:
        return "cancelled"
    if "held" in statuses:
        return "held"
    return "scheduled" if any(reading.kind in FIRST for reading in readings) else None


def _identifiers(
    meeting: Meeting, drafts: Sequence[ItemDraft], sitting: Sequence[Told]
) -> list[str]:
    """An identifier for each draft, given in the order in which documents came: what is given stays."""
    order = {one.document.id: place for place, one in reversed(list(enumerate(sitting)))}
    taken: set[str] = set()
    given: dict[int, str] = {}
    for place in sorted(range(len(drafts)), key=lambda p: order[drafts[p].met]):
        given[place] = item_id(meeting.id, drafts[place].first_title, taken)
    return [given[place] for place in range(len(drafts))]


def _item(
    meeting: Meeting,
    draft: ItemDraft,
    identifier: str,
    given: set[str],
    approval: str | None,
    held: Callable[[str, Date], bool],
) -> Item:
    item = told_item(draft, approval)
    aliases = {f"{meeting.id}/{slug(title)}" for title in draft.titles} - given
    return replace(
        item,
        id=identifier,
        aliases=tuple(sorted(aliases)),
        council=meeting.council,
        board=meeting.board,
        date=meeting.date,
        meeting=_summary(meeting),
        path=tuple(PathStep(body, day, held(slug(body), day)) for body, day in _path(draft)),
    )


def _summary(meeting: Meeting) -> MeetingSummary:
    return MeetingSummary(
        meeting.id,
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.venue,
        meeting.status,
        meeting.url,
    )


def _path(draft: ItemDraft) -> tuple[tuple[str, Date], ...]:
    return first(one.item.path for one in draft.told) or ()
