"""Which items of several papers are one item: by the site's id, by title in order, by number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from indexer.model import ItemReading, Kind, MeetingReading
from indexer.reading.titles import SAME, align, likeness

_T = TypeVar("_T")
FIRST: tuple[Kind, ...] = ("page", "pack", "agenda", "supplement", "minutes", "draft-minutes")
"""Whose word is taken first for what a meeting or an item is called and numbered."""
REPORT_ZONES = frozenset({"report", "recommendation", "programme"})
"""The zones of what is laid before a meeting."""
_LOOSE: frozenset[Kind] = frozenset({"report", "appendix", "other"})
"""Papers of one item, which say nothing of the order of the agenda."""
A_BIT_ALIKE = 60.0
"""Likeness that is enough where the agenda number is the same."""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document as the corpus holds it, with what reading it told of it as a whole."""

    id: str
    source: str
    url: str | None
    media_type: str
    title: str
    kind: Kind
    printed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of one meeting."""

    document: DocumentRef
    meeting: MeetingReading
    former: bool = False
    """Whether other bytes have taken its place: it gives identifiers, and no words any more."""


@dataclass(frozen=True, slots=True)
class ItemTold:
    """What one document tells of one item."""

    document: DocumentRef
    kind: Kind
    item: ItemReading
    draft: bool = False
    """Whether the document calls its minutes a draft."""


@dataclass(slots=True)
class ItemDraft:
    """One item with all that is told of it, in the order in which documents were added."""

    told: list[ItemTold] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """The titles it has borne, former documents' too; the first gives it its identifier."""
    met: str = ""
    """The document in which it was met first."""
    site_ids: set[str | None] = field(default_factory=set)
    agenda_numbers: set[str | None] = field(default_factory=set)

    @property
    def first_title(self) -> str:
        """The title under which it was met first."""
        return self.titles[0]

    def has_site_id(self, site_id: str | None) -> bool:
        """True where a document named this item of the site."""
        return site_id is not None and site_id in self.site_ids

    def has_agenda_number(self, number: str | None) -> bool:
        """True where a document gives it this number on the agenda."""
        return number is not None and number in self.agenda_numbers


def merge_items(told: Sequence[Told]) -> list[ItemDraft]:
    """All items of one meeting in the order of its agenda; in doubt two items stay two.

    What only former documents tell is left out, but for the titles that it gave.
    """
    drafts: list[ItemDraft] = []
    for one in told:
        items = one.meeting.items
        places = _places(drafts, items, in_order=one.meeting.kind not in _LOOSE)
        _insert(drafts, one, places)
    return [draft for draft in drafts if draft.told]


def _places(
    drafts: Sequence[ItemDraft], items: Sequence[ItemReading], *, in_order: bool
) -> list[int | None]:
    """For each item the place of the draft that is the same, or None."""
    places: list[int | None] = [_by_site_id(drafts, item) for item in items]
    if in_order:
        by_title = align([draft.first_title for draft in drafts], [item.title for item in items])
    else:
        by_title = [_most_like(drafts, item) for item in items]
    for index, place in enumerate(by_title):
        if places[index] is None and place not in places:
            places[index] = place
    for index, item in enumerate(items):
        if places[index] is None:
            places[index] = _by_number(drafts, item, places)
    return places


def _by_site_id(drafts: Sequence[ItemDraft], item: ItemReading) -> int | None:
    return next((p for p, draft in enumerate(drafts) if draft.has_site_id(item.site_id)), None)


def _most_like(drafts: Sequence[ItemDraft], item: ItemReading) -> int | None:
    scores = [
        (likeness(draft.first_title, item.title), -place) for place, draft in enumerate(drafts)
    ]
    best, place = max(scores, default=(0.0, 0))
    return -place if best >= SAME else None


def _by_number(
    drafts: Sequence[ItemDraft], item: ItemReading, taken: Sequence[int | None]
) -> int | None:
    for place, draft in enumerate(drafts):
        alike = likeness(draft.first_title, item.title) >= A_BIT_ALIKE
        if place not in taken and alike and draft.has_agenda_number(item.agenda_number):
            return place
    return None


def _insert(drafts: list[ItemDraft], told: Told, places: Sequence[int | None]) -> None:
    """Add what is told to its draft; an item not met before comes after the one told before it."""
    known = [drafts[place] if place is not None else ItemDraft() for place in places]
    before = -1
    for draft, item, place in zip(known, told.meeting.items, places, strict=True):
        draft.titles.append(item.title)
        draft.met = draft.met or told.document.id
        draft.site_ids.add(item.site_id)
        draft.agenda_numbers.add(item.agenda_number)
        if not told.former:
            one = ItemTold(told.document, told.meeting.kind, item, told.meeting.draft)
            draft.told.append(one)
        if place is not None:
            before = max(before, _place_of(drafts, draft))
        else:
            at_end = told.meeting.kind in _LOOSE
            before = len(drafts) if at_end else before + 1
            drafts.insert(before, draft)


def _place_of(drafts: Sequence[ItemDraft], draft: ItemDraft) -> int:
    """By identity: two drafts may look alike."""
    return next(place for place, one in enumerate(drafts) if one is draft)


def ranked(kinds: Iterable[tuple[Kind, _T]]) -> list[_T]:
    """Values with those of the kinds of `FIRST` in front, else in the order in which they came."""
    order = {kind: place for place, kind in enumerate(FIRST)}
    ranked = sorted(kinds, key=lambda pair: order.get(pair[0], len(order)))
    return [value for _, value in ranked]


def first(values: Iterable[_T | None]) -> _T | None:
    """The first value that says anything."""
    return next((value for value in values if value not in (None, "", ())), None)


def best_minutes(draft: ItemDraft) -> ItemTold | None:
    """Whose minutes are shown: whole before cut, with pages before without, then the longest."""
    minuted = [one for one in draft.told if one.item.minutes or one.item.decisions]
    return max(minuted, key=_minutes_worth, default=None)


def _minutes_worth(one: ItemTold) -> tuple[bool, bool, bool, int]:
    paged = any(
        paragraph.starts for excerpt in one.item.excerpts for paragraph in excerpt.paragraphs
    )
    return (bool(one.item.minutes), not one.item.truncated, paged, sum(map(len, one.item.minutes)))
