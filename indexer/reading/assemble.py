"""Meetings and items put together from every document that tells of them.

The unit is a council's day: papers of one day are sorted into its meetings, and the items of each
meeting merged. The same documents in the same order always give the same identifiers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import time as Time
from typing import TypeVar

from indexer.identifiers import item_id, meeting_id, paper_id, slug
from indexer.model import (
    Board,
    DocumentUse,
    Excerpt,
    Item,
    ItemLine,
    Kind,
    Meeting,
    MeetingReading,
    MeetingStatus,
    MeetingSummary,
    MinutesStatus,
    Passage,
    PathStep,
    Source,
)
from indexer.reading.merging import DocumentRef, ItemDraft, ItemTold, Told, merge_items
from indexer.reading.passages import runs
from indexer.reading.routine import is_routine
from indexer.reading.titles import folded

_T = TypeVar("_T")
_FIRST: tuple[Kind, ...] = ("page", "pack", "agenda", "supplement", "minutes", "draft-minutes")
"""Whose word is taken first for what a meeting or an item is called and numbered."""
_REPORT_ZONES = frozenset({"report", "recommendation", "programme"})
_MINUTES_ZONES = frozenset({"minutes", "decision"})


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
    for sitting in _sittings(told):
        meeting = _meeting(council, day, sitting, taken)
        approval = approvals(slug(meeting.board.name), day)
        drafts = merge_items(sitting)
        identifiers = _identifiers(meeting, drafts, sitting)
        own = [
            _item(meeting, draft, identifier, approval, held)
            for draft, identifier in zip(drafts, identifiers, strict=True)
        ]
        items += own
        for item, draft in zip(own, drafts, strict=True):
            passages += _passages(item.id, draft)
        lines = tuple(ItemLine(item.id, item.number, item.title) for item in own)
        meetings.append(replace(meeting, items=lines))
    return Assembled(tuple(meetings), tuple(items), tuple(passages))


def assemble_paper(council: str, body_hash: str, told: Told) -> Assembled:
    """A paper that names no meeting: one item without a date."""
    draft = ItemDraft(
        [ItemTold(told.document, told.meeting.kind, item) for item in told.meeting.items]
    )
    item = replace(
        _told_item(draft, None),
        id=paper_id(council, draft.first_title, body_hash),
        council=council,
    )
    return Assembled((), (item,), tuple(_passages(item.id, draft)))


def _sittings(told: Sequence[Told]) -> list[list[Told]]:
    """The day's papers by meeting: by the site's id, else by board, and start where both are known."""
    sittings: list[list[Told]] = []
    for one in told:
        same = next((s for s in sittings if any(_same_meeting(one, other) for other in s)), None)
        if same is None:
            sittings.append([one])
        elif not _starts_apart(one, same):
            same.append(one)
        else:
            sittings.append([one])
    return sittings


def _same_meeting(one: Told, other: Told) -> bool:
    first, second = one.meeting, other.meeting
    if first.site_id and second.site_id:
        return first.site_id == second.site_id
    if slug(first.board or "") != slug(second.board or ""):
        return False
    return first.start is None or second.start is None or first.start == second.start


def _starts_apart(one: Told, sitting: Iterable[Told]) -> bool:
    """True where the sitting is known to begin at another time."""
    starts = {other.meeting.start for other in sitting if other.meeting.start}
    site_ids = {other.meeting.site_id for other in sitting if other.meeting.site_id}
    if one.meeting.site_id in site_ids:
        return False
    return bool(one.meeting.start and starts and one.meeting.start not in starts)


def _ranked(kinds: Iterable[tuple[Kind, _T]]) -> list[_T]:
    """Values with those of the kinds of `_FIRST` in front, else in the order in which they came."""
    order = {kind: place for place, kind in enumerate(_FIRST)}
    ranked = sorted(kinds, key=lambda pair: order.get(pair[0], len(order)))
    return [value for _, value in ranked]


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value not in (None, "", ())), None)


def _clock(time: Time | None) -> str | None:
    return f"{time:%H:%M}" if time else None


def _meeting(council: str, day: Date, sitting: Sequence[Told], taken: set[str]) -> Meeting:
    best = _ranked((one.meeting.kind, one.meeting) for one in sitting)
    name = _first(reading.board for reading in best) or "Untitled"
    start = _first(reading.start for reading in best)
    identifier = meeting_id(council, sitting[0].meeting.board or name, day)
    if identifier in taken:
        identifier = meeting_id(council, name, day, start)
    taken.add(identifier)
    board = Board(f"{council}/{identifier.split('/')[1]}", name)
    return Meeting(
        id=identifier,
        council=council,
        board=board,
        boards=(board,),
        date=day,
        start=_clock(start),
        end=_clock(_first(reading.end for reading in best)),
        start_note=_first(reading.start_note for reading in best),
        venue=_first(reading.venue for reading in best),
        status=_status(best),
        url=_first(one.document.url for one in sitting if one.meeting.kind == "page"),
        contact=_first(reading.contact for reading in best),
        attendance=_first(reading.attendance for reading in best) or (),
    )


def _status(readings: Sequence[MeetingReading]) -> MeetingStatus | None:
    """Cancelled if a paper says so; held once minutes or attendance show it; scheduled by an agenda."""
    statuses = {reading.status for reading in readings}
    if "cancelled" in statuses:
        return "cancelled"
    if "held" in statuses:
        return "held"
    return "scheduled" if any(reading.kind in _FIRST for reading in readings) else None


def _identifiers(
    meeting: Meeting, drafts: Sequence[ItemDraft], sitting: Sequence[Told]
) -> list[str]:
    """An identifier for each draft, given in the order in which documents came: what is given stays."""
    order = {one.document.id: place for place, one in reversed(list(enumerate(sitting)))}
    taken: set[str] = set()
    given: dict[int, str] = {}
    for place in sorted(range(len(drafts)), key=lambda p: order[drafts[p].told[0].document.id]):
        given[place] = item_id(meeting.id, drafts[place].first_title, taken)
    return [given[place] for place in range(len(drafts))]


def _item(
    meeting: Meeting,
    draft: ItemDraft,
    identifier: str,
    approval: str | None,
    held: Callable[[str, Date], bool],
) -> Item:
    item = _told_item(draft, approval)
    aliases = {f"{meeting.id}/{slug(one.item.title)}" for one in draft.told} - {identifier}
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
    return _first(one.item.path for one in draft.told) or ()


def _told_item(draft: ItemDraft, approval: str | None) -> Item:
    """The item without its place: what all documents together tell."""
    best = _ranked((one.kind, one.item) for one in draft.told)
    minuted = _best_minutes(draft)
    agenda_number = _first(item.agenda_number for item in best)
    minute_number = _first(item.minute_number for item in best)
    agenda = [
        p.text
        for told in draft.told
        for e in told.item.excerpts
        if e.zone == "agenda"
        for p in e.paragraphs
    ]
    minutes = minuted.item.minutes if minuted else ()
    others = any(e.zone in _REPORT_ZONES for told in draft.told for e in told.item.excerpts)
    title = best[0].title
    return Item(
        id="",
        title=title,
        council="",
        board=None,
        date=None,
        meeting=None,
        number=minute_number or agenda_number,
        agenda_number=agenda_number,
        minute_number=minute_number,
        minute_reference=_reference(minute_number),
        minute_reference_basis="as_printed" if _reference(minute_number) else None,
        heading=minuted.item.heading if minuted else None,
        section=_first(item.section for item in best),
        private=any(item.private for item in best),
        routine=not others and is_routine(title, minutes, agenda),
        key_decision=_first_said(item.key_decision for item in best),
        wards=_first(item.wards for item in best) or (),
        report_of=_first(item.report_of for item in best),
        minutes="\n\n".join(minutes) or None,
        minutes_status=_minutes_status(minuted, approval),
        minutes_note=approval if minuted else None,
        truncated=bool(minuted and minuted.item.truncated),
        decisions=minuted.item.decisions if minuted else (),
        undertakings=minuted.item.undertakings if minuted else (),
        recommendations=_first(item.recommendations for item in best) or (),
        people=tuple(dict.fromkeys(person for item in best for person in item.people)),
        documents=tuple(_use(one) for one in _one_each(draft.told)),
        printed_pages=tuple(
            dict.fromkeys(item.printed_pages for item in best if item.printed_pages)
        ),
        sources=tuple(_sources(draft, minuted)),
    )


def _first_said(values: Iterable[bool | None]) -> bool | None:
    return next((value for value in values if value is not None), None)


def _reference(minute_number: str | None) -> str | None:
    """A minute number that the papers print whole, with its year: `77/21`."""
    return minute_number if minute_number and "/" in minute_number else None


def _best_minutes(draft: ItemDraft) -> ItemTold | None:
    """Whose minutes are shown: whole before cut, with pages before without, then the longest."""
    minuted = [one for one in draft.told if one.item.minutes or one.item.decisions]
    return max(minuted, key=_minutes_worth, default=None)


def _minutes_worth(one: ItemTold) -> tuple[bool, bool, bool, int]:
    paged = any(
        paragraph.starts for excerpt in one.item.excerpts for paragraph in excerpt.paragraphs
    )
    return (bool(one.item.minutes), not one.item.truncated, paged, sum(map(len, one.item.minutes)))


def _minutes_status(minuted: ItemTold | None, approval: str | None) -> MinutesStatus | None:
    """Minutes are a draft until a later meeting in the collection agrees them."""
    if minuted is None:
        return None
    return "approved" if approval else "draft"


def _one_each(told: Sequence[ItemTold]) -> list[ItemTold]:
    """One entry for each document, though it may tell of an item twice."""
    return list({one.document.id: one for one in reversed(told)}.values())[::-1]


def _use(one: ItemTold) -> DocumentUse:
    document = one.document
    pages = one.item.pages or _pages(one.item.excerpts)
    return DocumentUse(
        id=document.id,
        title=document.title,
        kind=document.kind,
        url=document.url,
        source=document.source,
        media_type=document.media_type,
        private=one.item.private,
        pages=pages,
        printed_pages=one.item.printed_pages or _printed(document, pages),
    )


def _pages(excerpts: Iterable[Excerpt]) -> tuple[int, int] | None:
    """First and last page of the document on which the item's own matter stands."""
    by_zone: dict[bool, list[int]] = {True: [], False: []}
    for excerpt in excerpts:
        for paragraph in excerpt.paragraphs:
            by_zone[excerpt.zone == "agenda"] += [page for _, page in paragraph.starts]
    pages = by_zone[False] or by_zone[True]
    return (min(pages), max(pages)) if pages else None


def _printed(document: DocumentRef, pages: tuple[int, int] | None) -> tuple[int, int] | None:
    printed = dict(document.printed)
    if pages is None or not all(printed.get(page, "").isdigit() for page in pages):
        return None
    return int(printed[pages[0]]), int(printed[pages[1]])


def _sources(draft: ItemDraft, minuted: ItemTold | None) -> Iterable[Source]:
    """Where title, numbers, report-of line, minutes and decisions were read."""
    for one in draft.told:
        for name in ("agenda_number", "minute_number", "report_of"):
            value = getattr(one.item, name)
            if value:
                page = _pages(e for e in one.item.excerpts if e.zone == "agenda")
                yield Source(name, one.document.id, page[0] if page else None, value)
    if minuted:
        for name, words in (
            ("minutes", minuted.item.minutes[:1]),
            ("decisions", [d.text for d in minuted.item.decisions[:1]]),
        ):
            zone = "decision" if name == "decisions" else "minutes"
            page = _pages(e for e in minuted.item.excerpts if e.zone == zone)
            for text in words:
                yield Source(name, minuted.document.id, page[0] if page else None, text[:200])


def _passages(identifier: str, draft: ItemDraft) -> list[Passage]:
    """The passages of an item: each zone from the document that has it best, none twice."""
    chosen: list[tuple[ItemTold, Excerpt]] = []
    minuted = _best_minutes(draft)
    described = next(
        iter(_ranked((one.kind, one) for one in draft.told if _has(one, {"agenda"}))), None
    )
    for one in draft.told:
        zones = {"agenda"} if one is described else set()
        zones |= _MINUTES_ZONES if one is minuted else set()
        chosen += [(one, excerpt) for excerpt in one.item.excerpts if excerpt.zone in zones]
    for one in _distinct_reports(draft.told):
        chosen += [(one, excerpt) for excerpt in one.item.excerpts if excerpt.zone in _REPORT_ZONES]
    texts = [(one, excerpt, *run) for one, excerpt in chosen for run in runs(excerpt)]
    return [
        Passage(
            item=identifier,
            number=number,
            zone=excerpt.zone,
            kind=one.document.kind,
            text=text,
            heading=excerpt.heading,
            document=one.document.id,
            source=one.document.source,
            url=one.document.url,
            starts=starts,
            printed=tuple(
                (p, n) for p, n in one.document.printed if any(p == page for _, page in starts)
            ),
        )
        for number, (one, excerpt, text, starts) in enumerate(texts)
    ]


def _has(one: ItemTold, zones: Iterable[str]) -> bool:
    return any(excerpt.zone in zones for excerpt in one.item.excerpts)


def _distinct_reports(told: Sequence[ItemTold]) -> list[ItemTold]:
    """Reports without copies: of two with mostly the same paragraphs the paged one, then the pack's."""
    kept: list[tuple[ItemTold, frozenset[str]]] = []
    for one in sorted((o for o in told if _has(o, _REPORT_ZONES)), key=_report_rank):
        words = _long_paragraphs(one)
        if not any(
            len(words & other) * 10 >= 7 * max(1, min(len(words), len(other))) for _, other in kept
        ):
            kept.append((one, words))
    return [one for one, _ in kept]


def _report_rank(one: ItemTold) -> tuple[bool, bool]:
    paged = any(
        p.starts for e in one.item.excerpts if e.zone in _REPORT_ZONES for p in e.paragraphs
    )
    return (not paged, one.kind != "pack")


def _long_paragraphs(one: ItemTold) -> frozenset[str]:
    texts = (p.text for e in one.item.excerpts if e.zone in _REPORT_ZONES for p in e.paragraphs)
    return frozenset(folded(text) for text in texts if len(text) > 40)
