"""Meetings and items put together from every document that tells of them.

The unit is a council's day: papers of one day are sorted into its meetings, and the items of each
meeting merged. The same documents in the same order always give the same identifiers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import time as Time

from indexer.councils import page_key
from indexer.identifiers import free, item_id, meeting_id, paper_id, slug
from indexer.model import (
    Attendee,
    Board,
    Contact,
    Excerpt,
    Item,
    ItemLine,
    ItemReading,
    Meeting,
    MeetingReading,
    MeetingStatus,
    MeetingSummary,
    Paragraph,
    Passage,
    PathStep,
)
from indexer.reading.approvals import Agreed
from indexer.reading.merging import (
    FIRST,
    ItemDraft,
    ItemTold,
    Told,
    first,
    in_turn,
    is_meeting_page,
    merge_items,
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
    approvals: Callable[[str, Date], Agreed | None],
    held: Callable[[str, Date], bool],
    years: Callable[[str, Date], int | None] = lambda board, day: None,
) -> Assembled:
    """The meetings of one council on one day.

    `approvals` tells how a later meeting of a board (its slug) agreed the minutes of that day; `held`
    whether a meeting of a board and day is in the collection; `years` gives the first year of the
    municipal year of that day, where the board numbers its minutes by year.
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
        names = (meeting.board.name, *(board.name for board in meeting.boards))
        approval = first(approvals(slug(name), day) for name in names)
        year = years(slug(meeting.board.name), day)
        drafts = merge_items(whole)
        identifiers = _identifiers(meeting, drafts)
        own = [
            _item(meeting, draft, identifier, set(identifiers), approval, held, year)
            for draft, identifier in zip(drafts, identifiers, strict=True)
        ]
        items += own
        for item, draft in zip(own, drafts, strict=True):
            passages += item_passages(item.id, draft)
        lines = tuple(
            ItemLine(item.id, item.number, item.title)
            for item, draft in zip(own, drafts, strict=True)
            if draft.on_agenda
        )
        meetings.append(replace(meeting, items=lines))
    return Assembled(tuple(meetings), tuple(items), tuple(passages))


def assemble_paper(council: str, body_hash: str, told: Sequence[Told]) -> Assembled:
    """A paper that names no meeting: one item without a date, with all that the paper says."""
    document, kind = told[0].document, told[0].meeting.kind
    items = [item for one in told for item in one.meeting.items]
    whole = _as_one(document.title, items) if items else _list_of_names(told)
    draft = ItemDraft([ItemTold(document, kind, whole)])
    item = replace(
        told_item(draft, None),
        id=paper_id(council, whole.title, body_hash),
        council=council,
        date=told[0].meeting.date if kind == "decisions" else None,
    )
    return Assembled((), (item,), tuple(item_passages(item.id, draft)))


def assemble_decision(council: str, number: str, told: Sequence[Told]) -> Assembled:
    """A decision of a register, which has no meeting: one item, with the reports that it links.

    `number` is the last part of its identifier. The site's own number is an alias.
    """
    now = [one for one in told if not one.former]
    pages = [one for one in now if one.meeting.kind == "decisions"] or now
    rest = [one for one in now if one not in pages]
    draft = ItemDraft(
        [
            ItemTold(one.document, one.meeting.kind, item)
            for one in (*pages, *rest)
            for item in one.meeting.items
        ]
    )
    identifier = f"{council}/decisions/{number}"
    keys = [page_key(one.document.url or "") or "" for one in told]
    aliases = {f"{council}/decisions/{key[9:]}" for key in keys if key.startswith("decision-")}
    item = replace(
        told_item(draft, None),
        id=identifier,
        council=council,
        aliases=tuple(sorted(aliases - {identifier})),
        date=first(one.meeting.date for one in pages),
        number=first(one.meeting.number for one in pages),
    )
    return Assembled((), (item,), tuple(item_passages(item.id, draft)))


def _list_of_names(told: Sequence[Told]) -> ItemReading:
    """A paper without items; of a list of who attended, its names, so that they are found."""
    names = [Paragraph(person.name) for one in told for person in one.meeting.attendance]
    excerpts = (Excerpt("agenda", tuple(names)),) if names else ()
    return ItemReading(told[0].document.title, excerpts=excerpts)


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
        votes=tuple(vote for item in items for vote in item.votes),
        programme=tuple(row for item in items for row in item.programme),
        refers_to=tuple(reference for item in items for reference in item.refers_to),
        path=tuple(step for item in items for step in item.path),
        excerpts=tuple(excerpt for item in items for excerpt in item.excerpts),
        links=tuple(link for item in items for link in item.links),
    )


def _sittings(told: Sequence[Told]) -> list[list[Told]]:
    """The day's papers by meeting: by the site's id, else by board, and start where both are known.

    Those that say most are sorted first, so that the order of addition does not matter.
    """
    sittings: list[list[int]] = []
    for place in sorted(range(len(told)), key=lambda place: _vagueness(told[place].meeting)):
        meeting = told[place].meeting
        mates = (s for s in sittings if _belongs(meeting, [told[p].meeting for p in s]))
        same = next(mates, None)
        if same is None:
            sittings.append([place])
        else:
            same.append(place)
    return [[told[place] for place in sorted(sitting)] for sitting in sorted(sittings, key=min)]


def _vagueness(meeting: MeetingReading) -> tuple[bool, bool]:
    return (meeting.site_id is None, meeting.start is None)


def _belongs(meeting: MeetingReading, others: Sequence[MeetingReading]) -> bool:
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
    best = [one.meeting for _, one in in_turn(sitting)]
    name = first(reading.board for reading in best) or "Untitled"
    start = first(reading.start for reading in best)
    named = sitting[0].meeting.board or name
    identifier = meeting_id(council, named, day)
    if identifier in taken:
        identifier = free(meeting_id(council, named, day, start), taken)
    taken.add(identifier)
    board = Board(f"{council}/{identifier.split('/')[1]}", name)
    joint = first(reading.boards for reading in best) or ()
    return Meeting(
        id=identifier,
        council=council,
        board=board,
        boards=tuple(Board(f"{council}/{slug(one)}", one) for one in joint) or (board,),
        date=day,
        start=_clock(start),
        end=_clock(first(reading.end for reading in best)),
        start_note=first(reading.start_note for reading in best),
        venue=first(reading.venue for reading in best),
        status=_status(best),
        status_note=first(reading.status_note for reading in best),
        url=first(one.document.url for one in sitting if is_meeting_page(one)),
        contact=_contact([reading.contact for reading in best if reading.contact]),
        attendance=_attendance(best),
    )


def _attendance(readings: Sequence[MeetingReading]) -> tuple[Attendee, ...]:
    """Who was there by the minutes, which print posts; else by the site's own list. Never both."""
    printed = (reading.attendance for reading in readings if reading.kind != "page")
    listed = (reading.attendance for reading in readings if reading.kind == "page")
    return first((*printed, *listed)) or ()


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


def _identifiers(meeting: Meeting, drafts: Sequence[ItemDraft]) -> list[str]:
    """An identifier for each draft, given in the order in which documents came: what is given stays."""
    taken: set[str] = set()
    given: dict[int, str] = {}
    for place in sorted(range(len(drafts)), key=lambda p: drafts[p].met[:2]):
        given[place] = item_id(meeting.id, drafts[place].met[2], taken)
    return [given[place] for place in range(len(drafts))]


def _item(
    meeting: Meeting,
    draft: ItemDraft,
    identifier: str,
    given: set[str],
    approval: Agreed | None,
    held: Callable[[str, Date], bool],
    year: int | None,
) -> Item:
    item = told_item(draft, approval, year)
    aliases = {f"{meeting.id}/{slug(title)}" for *_, title in draft.titled} - given
    return replace(
        item,
        id=identifier,
        aliases=tuple(sorted(aliases)),
        council=meeting.council,
        board=meeting.board,
        boards=meeting.boards if len(meeting.boards) > 1 else (),
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
