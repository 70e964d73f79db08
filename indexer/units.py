"""Which documents belong together: a unit is a council's day, or one paper without a meeting."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import time as Time

from indexer.board_history import Told, agreed_minutes, minute_years
from indexer.councils import document_key, page_key
from indexer.identifiers import slug
from indexer.model import Kind
from indexer.reading.approvals import Agreed
from indexer.readings import MeetingOutline, Outline, Pointer
from indexer.store import StoredDocument

PLACED: frozenset[Kind] = frozenset({"report", "other"})
"""Kinds of papers whose word for where they belong is taken only where no page links them."""
_BY_ADDRESS: dict[str, Kind] = {
    "0": "agenda",
    "1": "minutes",
    "11": "minutes",
    "2": "decisions",
    "10": "pack",
}
"""What a document of a meeting is, by the `T` of its address (moderngov.md §6)."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The meeting, item or register's decision to which a page links a document as its own."""

    title: str | None = None
    """The item's title; None where the meeting as a whole links it."""
    item: str | None = None
    """The site's id of the item."""
    board: str = ""
    date: Date | None = None
    start: Time | None = None
    site_id: str | None = None
    """The site's id of the meeting."""
    decision: str | None = None
    """The number of a register's decision, as its identifier has it."""
    kind: Kind | None = None
    """What the document is by its address, where its own words do not tell."""

    @property
    def whole(self) -> bool:
        """True where it is the meeting as a whole that has the document."""
        return self.title is None and self.decision is None


@dataclass(frozen=True, slots=True)
class Part:
    """What one document tells of one meeting: `place` is the meeting's in its reading."""

    document: StoredDocument
    place: int
    linked: Linked | None = None
    """Where a page says what the document belongs to."""
    boards: tuple[str, ...] = ()
    """The boards of a joint meeting."""
    site_id: str | None = None
    """The site's id of the meeting, by the page's address, where the page does not print it."""
    decision: str | None = None
    """The number of a register's decision, as its identifier has it."""
    former: bool = False
    """Whether other bytes have taken the document's place."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is put together at once."""

    name: str
    council: str
    date: Date | None
    parts: tuple[Part, ...]
    digest: str
    """Changes whenever what comes of it may change."""
    decision: str | None = None
    """The number of a register's decision, as its identifier has it."""


@dataclass(slots=True)
class Knowledge:
    """What one paper tells of other meetings: whose minutes were agreed, and which are held."""

    approvals: dict[tuple[str, str, Date], Agreed] = field(default_factory=dict)
    """By council, board (slug) and day: how the minutes were agreed."""
    held: set[tuple[str, str, Date]] = field(default_factory=set)
    """Council, board (slug) and day of meetings of which more than a report is held."""
    linked: dict[tuple[str, str], list[Linked]] = field(default_factory=dict)
    """By council, and key of a document or page: what links it as its own."""
    meetings: dict[tuple[str, str], Linked] = field(default_factory=dict)
    """By council and the site's id: each meeting, as its page tells it."""
    boards: dict[tuple[str, str], str] = field(default_factory=dict)
    """By council and slug: the boards of which a meeting is held, as printed."""
    years: dict[tuple[str, str, Date], int] = field(default_factory=dict)
    """By council, board (slug) and day: the municipal year, where minutes are numbered by year."""
    decisions: dict[int, str] = field(default_factory=dict)
    """By number of the document: the number of the register's decision that it is, for identifiers."""

    def joint(self, council: str, name: str) -> tuple[str, ...]:
        """The boards of a joint meeting "A and B", where both are known; else none."""
        for found in re.finditer(r"\s+(?:and|&)\s+", name):
            sides = (name[: found.start()], name[found.end() :])
            if all((council, slug(side)) in self.boards for side in sides):
                return sides
        return ()


def shown(
    documents: Sequence[StoredDocument], outlines: Mapping[int, Outline]
) -> list[StoredDocument]:
    """The documents whose words are to be found.

    Left out are those whose address gives other bytes now or nothing any more, and those whose path
    gives others, if what came after is another state of the same paper: of the same meeting, or of
    the same title.
    """
    moved_on = {d.number for d in documents if not any(origin.current for origin in d.origins)}
    replaced = {
        earlier
        for document in documents
        for earlier in document.same_path_before
        if earlier in moved_on and _same_paper(outlines.get(earlier), outlines.get(document.number))
    }
    return [
        d
        for d in documents
        if not (d.superseded or d.gone) and d.number not in replaced and d.number in outlines
    ]


def _same_paper(one: Outline | None, other: Outline | None) -> bool:
    if one is None or other is None:
        return False
    meetings = {(m.board, m.date) for m in one.meetings[:1] if m.date}
    others = {(m.board, m.date) for m in other.meetings[:1] if m.date}
    return bool(meetings & others) or (not meetings and not others and one.title == other.title)


def knowledge(
    documents: Iterable[StoredDocument],
    visible: Sequence[StoredDocument],
    outlines: Mapping[int, Outline],
) -> Knowledge:
    """All that the visible documents tell of other papers than themselves; numbers of decisions of all."""
    known = Knowledge(decisions=_decisions(documents, outlines))
    pages_first = sorted(visible, key=_worth)
    told = [(one, meeting) for one in pages_first for meeting in outlines[one.number].meetings]
    for document, meeting in told:
        if meeting.date is not None and meeting.kind not in PLACED:
            known.boards.setdefault((document.council, meeting.board), meeting.name)
    for document, meeting in told:
        _learn(known, document, meeting)
    for document, meeting in told:
        _learn_from_item_page(known, document, meeting)
    history = [
        Told(document.council, meeting, meeting.date, _board_id(document))
        for document, meeting in told
        if meeting.date is not None and meeting.kind not in PLACED
    ]
    known.approvals = agreed_minutes(history, known.held)
    known.years = minute_years(history, known.held)
    return known


def _board_id(document: StoredDocument) -> str | None:
    """The site's own id of the board in the address of a meeting's page."""
    found = re.search(r"[?&]CId=(\d{1,9})\b", document.url or "", re.IGNORECASE)
    return found[1] if found and found[1].strip("0") else None


def _worth(document: StoredDocument) -> int:
    """Whose word for a meeting is taken first: its page's; the service may lack the board's name."""
    if _number_in(document, "meeting"):
        return 0
    return 2 if _number_in(document, "service-meeting") else 1


def _decisions(
    documents: Iterable[StoredDocument], outlines: Mapping[int, Outline]
) -> dict[int, str]:
    """The identifying number of each register's decision: as printed, else the site's.

    Where two decisions of the site print one number, the later keeps the site's.
    """
    numbers: dict[int, str] = {}
    first: dict[tuple[str, str], str | None] = {}
    for document in documents:
        outline = outlines.get(document.number)
        if outline is None or not _is_decision(outline.meetings[0]):
            continue
        printed = slug(outline.meetings[0].number or "") if outline.meetings[0].number else None
        site_id = _number_in(document, "decision")
        if _number_in(document, "item-decision"):
            continue  # of an item that a meeting decided
        if printed and first.setdefault((document.council, printed), site_id) == site_id:
            numbers[document.number] = printed
        elif site_id or printed:
            numbers[document.number] = site_id or f"{printed}-{document.hash[:8]}"
    return numbers


def _is_decision(meeting: MeetingOutline) -> bool:
    return meeting.kind == "decisions" and not meeting.name


def _number_in(document: StoredDocument, what: str) -> str | None:
    """The site's id in the document's address, if that is the address of such a page."""
    kind, _, number = (page_key(document.url or "") or "").rpartition("-")
    return number if kind == what else None


def _learn(known: Knowledge, document: StoredDocument, meeting: MeetingOutline) -> None:
    """What a meeting's papers, or a decision, link; what is held."""
    decision = known.decisions.get(document.number)
    if decision is not None:
        _link(known, document, meeting.links, Linked(decision=decision))
    if meeting.date is None:
        return
    boards = {meeting.board, *map(slug, known.joint(document.council, meeting.name))}
    if meeting.kind not in PLACED:
        known.held.update((document.council, board, meeting.date) for board in boards)
    site_id = meeting.site_id or _number_in(document, "meeting")
    here = Linked(board=meeting.name, date=meeting.date, start=meeting.start, site_id=site_id)
    if site_id and meeting.kind == "page":
        known.meetings.setdefault((document.council, site_id), here)
    _link(known, document, meeting.links, here)


def _learn_from_item_page(
    known: Knowledge, document: StoredDocument, meeting: MeetingOutline
) -> None:
    """The documents that the page of an item lists belong to the item, as those of its meeting's page."""
    if meeting.date is None and meeting.kind in {"page", "decisions"}:
        key = page_key(document.url or "") or ""
        for place in known.linked.get((document.council, key), [])[:1]:
            documents = [one for one in meeting.links if not one.key.startswith("item-")]
            _link(known, document, documents, place)


def _link(
    known: Knowledge, document: StoredDocument, pointers: Iterable[Pointer], place: Linked
) -> None:
    """Note what is linked, once for each item, whichever and however many papers say so."""
    for pointer in pointers:
        one = replace(
            place,
            title=pointer.title if place.title is None else place.title,
            item=pointer.item if place.item is None else place.item,
        )
        places = known.linked.setdefault((document.council, pointer.key), [])
        if not any(_same_place(one, other) for other in places):
            places.append(one)


def _same_place(one: Linked, other: Linked) -> bool:
    if one.decision != other.decision or one.date != other.date:
        return False
    if slug(one.board) != slug(other.board) and (one.site_id or "") != other.site_id:
        return False
    if one.item is not None and other.item is not None:
        return one.item == other.item
    return one.title == other.title


def units(
    documents: Sequence[StoredDocument],
    visible: Collection[int],
    outlines: Mapping[int, Outline],
    known: Knowledge,
    version: str,
) -> Iterator[Unit]:
    """The units of all documents, in the order in which documents were added.

    `visible` are the numbers of those whose words are to be found; the others tell of former titles.
    """
    parts: dict[tuple[str, Date | None, str], list[Part]] = defaultdict(list)
    for document in documents:
        if document.number not in outlines:
            continue
        for part in _parts(document, outlines[document.number], known):
            part = replace(part, former=document.number not in visible)
            day = _day(part, outlines)
            own = "" if day else f"paper {document.number}"
            if part.decision is not None:
                own = f"decision {part.decision}"
            parts[(document.council, day, own)].append(part)
    for (council, day, own), found in parts.items():
        if not all(part.former for part in found):
            name = f"{council}|{own or day}"
            digest = _digest(council, day, found, outlines, known, version)
            yield Unit(name, council, day, tuple(found), digest, found[0].decision)


def _day(part: Part, outlines: Mapping[int, Outline]) -> Date | None:
    if part.decision is not None:
        return None
    if part.linked is not None:
        return part.linked.date
    return outlines[part.document.number].meetings[part.place].date


def _parts(document: StoredDocument, outline: Outline, known: Knowledge) -> Iterator[Part]:
    """What a page links as its own belongs there; else what a document's own words say holds.

    A document of a meeting, `g900-1`, is of meeting 900 whatever it says of itself.
    """
    address = document.url or document.origins[0].address
    key = document_key(address) or ""
    by_document = known.linked.get((document.council, key), [])
    by_page = known.linked.get((document.council, page_key(address) or ""), [])
    for place, meeting in enumerate(outline.meetings):
        by_number = _of_meeting(document, meeting, known) if place == 0 else []
        linked = by_page or by_number or (by_document if meeting.kind in PLACED else [])
        # Where an item has it too, it is not the meeting's as a whole.
        for one in [one for one in linked if not one.whole] or linked:
            boards = known.joint(document.council, one.board)
            yield Part(document, place, one, boards, decision=one.decision)
        if not linked:
            site_id = None if meeting.site_id else _number_in(document, "meeting")
            yield Part(
                document,
                place,
                boards=known.joint(document.council, meeting.name),
                site_id=site_id,
                decision=known.decisions.get(document.number),
            )


def _of_meeting(
    document: StoredDocument, meeting: MeetingOutline, known: Knowledge
) -> list[Linked]:
    """The meeting whose number stands in the document's address, as its page tells that meeting.

    Where a document names neither board nor day, the number that it bears itself will do.
    """
    key = document_key(document.url or "") or ""
    number, _, kind = key[1:].partition("-") if key.startswith("g") else ("", "", "")
    number = number or _number_in(document, "service-meeting") or ""
    if not number and meeting.date is None:
        number = meeting.site_id or ""
    found = known.meetings.get((document.council, number))
    return [replace(found, kind=_BY_ADDRESS.get(kind))] if found else []


def _digest(
    council: str,
    day: Date | None,
    parts: Sequence[Part],
    outlines: Mapping[int, Outline],
    known: Knowledge,
    version: str,
) -> str:
    facts: list[object] = [version]
    for part in parts:
        document = part.document
        meeting = outlines[document.number].meetings[part.place]
        facts += [document.number, document.hash, document.id, document.source, document.url]
        facts += [part.place, part.linked, part.boards, part.site_id, part.decision, part.former]
        facts += [(body, date, (council, body, date) in known.held) for body, date in meeting.path]
        if day:
            name = part.linked.board if part.linked else meeting.name
            facts += [known.approvals.get((council, slug(b), day)) for b in (name, *part.boards)]
            facts.append(known.years.get((council, slug(name), day)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()
