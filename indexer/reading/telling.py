"""One item as all documents together tell it: whose word is taken for what, and where it was read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.model import DocumentUse, Excerpt, Item, Link, MinutesStatus
from indexer.reading.approvals import Agreed
from indexer.reading.merging import (
    REPORT_ZONES,
    DocumentRef,
    ItemDraft,
    ItemTold,
    best_minutes,
    first,
    ranked,
)
from indexer.reading.numbering import derived_reference, printed_reference
from indexer.reading.references import distinct
from indexer.reading.routine import is_routine
from indexer.reading.sources import sources_of


def told_item(draft: ItemDraft, approval: Agreed | None, year: int | None = None) -> Item:
    """The item without its place: what all documents together tell.

    `approval` tells how a later meeting agreed the minutes; `year` is the municipal year
    of the meeting (its first), where its board numbers minutes by year.
    """
    best = ranked((one.kind, one.item) for one in draft.told)
    minuted = best_minutes(draft)
    agenda_number = first(item.agenda_number for item in best)
    minute_number = first(item.minute_number for item in best)
    agenda = [
        p.text
        for told in draft.told
        for e in told.item.excerpts
        if e.zone == "agenda"
        for p in e.paragraphs
    ]
    printed = first(i.minute_reference or printed_reference(i.minute_number) for i in best)
    derived = derived_reference(minute_number, year)
    minutes = minuted.item.minutes if minuted else ()
    decisions = minuted.item.decisions if minuted else ()
    others = any(e.zone in REPORT_ZONES for told in draft.told for e in told.item.excerpts)
    title = best[0].title
    item = Item(
        id="",
        title=title,
        council="",
        board=None,
        date=None,
        meeting=None,
        number=minute_number or agenda_number,
        agenda_number=agenda_number,
        minute_number=minute_number,
        minute_reference=printed or derived,
        minute_reference_basis="as_printed" if printed else "derived" if derived else None,
        heading=minuted.item.heading if minuted else None,
        section=first(item.section for item in best),
        private=any(item.private for item in best),
        routine=not others and is_routine(title, minutes or [d.text for d in decisions], agenda),
        key_decision=_first_said(item.key_decision for item in best),
        wards=first(item.wards for item in best) or (),
        report_of=first(item.report_of for item in best),
        minutes="\n\n".join(minutes) or None,
        minutes_status=_minutes_status(approval) if minutes else None,
        minutes_note=approval.words if minutes and approval else None,
        minutes_approved=approval.day if minutes and approval else None,
        truncated=bool(minuted and minuted.item.truncated),
        decisions=decisions,
        undertakings=minuted.item.undertakings if minuted else (),
        recommendations=first(item.recommendations for item in best) or (),
        people=tuple(dict.fromkeys(person for item in best for person in item.people)),
        documents=(*(_use(one) for one in _one_each(draft.told)), *_withheld(draft)),
        printed_pages=_on_front_sheets(draft),
        votes=(minuted.item.votes if minuted else ()) or first(i.votes for i in best) or (),
        programme=first(item.programme for item in best) or (),
        refers_to=distinct(one for told in best for one in told.refers_to),
    )
    return replace(item, sources=sources_of(item, draft, minuted))


def _on_front_sheets(draft: ItemDraft) -> tuple[tuple[int, int], ...]:
    """The ranges that front sheets print for the item; not where its minutes lie in a later pack."""
    told = (one.item.printed_pages for one in draft.told if "minutes" not in one.kind)
    return tuple(dict.fromkeys(pages for pages in told if pages))


def _first_said(values: Iterable[bool | None]) -> bool | None:
    return next((value for value in values if value is not None), None)


def _minutes_status(approval: Agreed | None) -> MinutesStatus:
    """Minutes are a draft until a later meeting is held here that agreed them."""
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
        private=False,  # what is held was published; what is withheld, `_withheld` names
        pages=pages,
        printed_pages=one.item.printed_pages or _printed(document, pages),
        recognised=not document.recognised.isdisjoint(_all_pages(one.item.excerpts)),
    )


def _withheld(draft: ItemDraft) -> tuple[DocumentUse, ...]:
    """The documents that a paper names as withheld; several name the same ones, so one is believed.

    The ground is taken from whichever prints it.
    """
    lists = ranked((one.kind, (one, _private(one))) for one in draft.told)
    grounds = {link.title: link.ground for _, links in lists for link in links if link.ground}
    one, links = next((named for named in lists if named[1]), (None, ()))
    return tuple(
        DocumentUse(
            id=None,
            title=link.title,
            kind="appendix" if link.title.lower().startswith("appendi") else "report",
            url=None,
            source=one.document.source,
            media_type=None,
            private=True,
            ground=grounds.get(link.title),
        )
        for link in links
        if one is not None
    )


def _private(one: ItemTold) -> tuple[Link, ...]:
    return tuple(link for link in one.item.links if link.private)


def _all_pages(excerpts: Iterable[Excerpt]) -> Iterator[int]:
    for excerpt in excerpts:
        for paragraph in excerpt.paragraphs:
            yield from (page for _, page in paragraph.starts)


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
