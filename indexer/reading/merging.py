"""Which items of several papers are one item: by the site's id, by title in order, by number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from indexer.councils import document_key, page_key
from indexer.model import ItemReading, Kind, MeetingReading
from indexer.reading.titles import SAME, align, folded, is_standing, likeness

_T = TypeVar("_T")
FIRST: tuple[Kind, ...] = ("page", "pack", "agenda", "supplement", "minutes", "draft-minutes")
"""Whose word is taken first for what a meeting or an item is called and numbered."""
_RANK = {kind: place for place, kind in enumerate(FIRST)}
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
    recognised: frozenset[int] = frozenset()
    """Pages whose words were recognised from their picture."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of one meeting."""

    document: DocumentRef
    meeting: MeetingReading
    former: bool = False
    """Whether other bytes have taken its place: it gives identifiers, and no words any more."""
    apart: bool = False
    """Whether it is a paper of the meeting as a whole, whose title is no matter of the agenda."""


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
    """One item with all that is told of it, the words to be cited first in front."""

    told: list[ItemTold] = field(default_factory=list)
    titled: list[tuple[bool, int, str]] = field(default_factory=list)
    """The titles it has borne, former documents' too: whether the paper stands apart from the agenda,
    its place in the order of addition, the title.
    """
    site_ids: set[str | None] = field(default_factory=set)
    agenda_numbers: set[str | None] = field(default_factory=set)

    @property
    def title(self) -> str:
        """What the paper calls it whose word is taken first; a former one's only where it must be."""
        return self.told[0].item.title if self.told else self.titled[0][2]

    @property
    def met(self) -> tuple[bool, int, str]:
        """Where it was met first, and the title that gives it its identifier: one of the agenda's."""
        return min(self.titled)

    @property
    def on_agenda(self) -> bool:
        """Whether more tells of it than papers of the meeting as a whole."""
        return not self.met[0]

    def has_site_id(self, site_id: str | None) -> bool:
        """True where a document named this item of the site."""
        return site_id is not None and site_id in self.site_ids

    def has_agenda_number(self, number: str | None) -> bool:
        """True where a document gives it this number on the agenda."""
        return number is not None and number in self.agenda_numbers


def merge_items(told: Sequence[Told]) -> list[ItemDraft]:
    """All items of one meeting in the order of its agenda; in doubt two items stay two.

    `told` is in the order of addition, on which nothing depends but the titles that were first. What
    only former documents tell is left out, but for the titles that it gave.
    """
    drafts: list[ItemDraft] = []
    for added, one in in_turn(told):
        _insert(drafts, one, added, _places(drafts, one))
    return [draft for draft in drafts if draft.told]


def in_turn(told: Sequence[Told]) -> list[tuple[int, Told]]:
    """Papers, each with its place in the order of addition; the one whose word is taken first in front."""
    return sorted(enumerate(told), key=lambda pair: _turn(pair[1]))


def _turn(one: Told) -> tuple[bool, int, bool, bool, bool]:
    """The turn of a paper in putting a meeting together, and of its words in being cited.

    What shows the agenda comes first; of two of a kind the meeting's own page, and its own minutes
    before those in another's pack.
    """
    key = document_key(one.document.source) or ""
    return (
        one.apart,
        _RANK.get(one.meeting.kind, len(_RANK)),
        one.document.kind != one.meeting.kind,
        one.meeting.kind == "page" and not is_meeting_page(one),
        "minutes" in one.meeting.kind and not key.startswith("g"),
    )


def is_meeting_page(one: Told) -> bool:
    """True for the page of the meeting itself, not that of an item, an attendance, or the service."""
    key = page_key(one.document.url or "") or "meeting-"
    return one.meeting.kind == "page" and key.startswith(("meeting-", "library-meeting-"))


def _places(drafts: Sequence[ItemDraft], told: Told) -> list[int | None]:
    """For each item the place of the draft that is the same, or None."""
    items = told.meeting.items
    places: list[int | None] = [_by_site_id(drafts, item) for item in items]
    if told.apart:
        by_title = [_named_by(drafts, item) for item in items]
    elif told.meeting.kind in _LOOSE:
        by_title = [_most_like(drafts, item) for item in items]
    else:
        by_title = align([draft.title for draft in drafts], [item.title for item in items])
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
    scores = [(likeness(draft.title, item.title), -place) for place, draft in enumerate(drafts)]
    best, place = max(scores, default=(0.0, 0))
    return -place if best >= SAME else None


def _named_by(drafts: Sequence[ItemDraft], item: ItemReading) -> int | None:
    """The item that the title of a late paper names: "Late Paper: Waste Plan – Response"."""
    title = f" {folded(item.title)} "
    named = [
        (len(draft.title), -place)
        for place, draft in enumerate(drafts)
        if not is_standing(draft.title)
        and len(draft.title.split()) > 1
        and f" {folded(draft.title)} " in title
    ]
    return -max(named)[1] if named else None


def _by_number(
    drafts: Sequence[ItemDraft], item: ItemReading, taken: Sequence[int | None]
) -> int | None:
    for place, draft in enumerate(drafts):
        alike = any(likeness(title, item.title) >= A_BIT_ALIKE for *_, title in draft.titled)
        if place not in taken and alike and draft.has_agenda_number(item.agenda_number):
            return place
    return None


def _insert(drafts: list[ItemDraft], told: Told, added: int, places: Sequence[int | None]) -> None:
    """Add what is told to its draft; an item not met before comes after the one told before it."""
    known = [drafts[place] if place is not None else ItemDraft() for place in places]
    before = -1
    for draft, item, place in zip(known, told.meeting.items, places, strict=True):
        draft.titled.append((told.apart, added, item.title))
        draft.site_ids.add(item.site_id)
        draft.agenda_numbers.add(item.agenda_number)
        if not told.former:
            one = ItemTold(told.document, told.meeting.kind, item, told.meeting.draft)
            draft.told.append(one)
        if place is not None:
            before = max(before, _place_of(drafts, draft))
        else:
            at_end = told.apart or told.meeting.kind in _LOOSE
            before = len(drafts) if at_end else before + 1
            drafts.insert(before, draft)


def _place_of(drafts: Sequence[ItemDraft], draft: ItemDraft) -> int:
    """By identity: two drafts may look alike."""
    return next(place for place, one in enumerate(drafts) if one is draft)


def ranked(kinds: Iterable[tuple[Kind, _T]]) -> list[_T]:
    """Values with those of the kinds of `FIRST` in front, else in the order in which they came."""
    ranked = sorted(kinds, key=lambda pair: _RANK.get(pair[0], len(_RANK)))
    return [value for _, value in ranked]


def first(values: Iterable[_T | None]) -> _T | None:
    """The first value that says anything."""
    return next((value for value in values if value not in (None, "", ())), None)


def best_minutes(draft: ItemDraft) -> ItemTold | None:
    """Whose minutes are shown: whole before cut, the meeting's own before others, then the longest.

    Its own are its printed minutes, then its page, then what else is called after it; the copy in
    the pack of a later meeting comes last.
    """
    minuted = [one for one in draft.told if one.item.minutes or one.item.decisions]
    return max(minuted, key=_minutes_worth, default=None)


def _minutes_worth(one: ItemTold) -> tuple[bool, bool, bool, bool, bool, int]:
    own = one.document.kind == one.kind
    return (
        bool(one.item.minutes),
        not one.item.truncated,
        own,
        own and "minutes" in one.kind,
        own and one.kind == "page",
        sum(map(len, one.item.minutes)),
    )
