"""One item as all documents together tell it: whose word is taken for what, and where it was read."""

from collections.abc import Iterable, Sequence

from indexer.model import DocumentUse, Excerpt, Item, Link, MinutesStatus, Source
from indexer.reading.merging import (
    REPORT_ZONES,
    DocumentRef,
    ItemDraft,
    ItemTold,
    best_minutes,
    first,
    ranked,
)
from indexer.reading.routine import is_routine


def told_item(draft: ItemDraft, approval: str | None) -> Item:
    """The item without its place: what all documents together tell."""
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
    minutes = minuted.item.minutes if minuted else ()
    decisions = minuted.item.decisions if minuted else ()
    others = any(e.zone in REPORT_ZONES for told in draft.told for e in told.item.excerpts)
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
        section=first(item.section for item in best),
        private=any(item.private for item in best),
        routine=not others and is_routine(title, minutes or [d.text for d in decisions], agenda),
        key_decision=_first_said(item.key_decision for item in best),
        wards=first(item.wards for item in best) or (),
        report_of=first(item.report_of for item in best),
        minutes="\n\n".join(minutes) or None,
        minutes_status=_minutes_status(draft, approval) if minuted else None,
        minutes_note=approval if minuted else None,
        truncated=bool(minuted and minuted.item.truncated),
        decisions=decisions,
        undertakings=minuted.item.undertakings if minuted else (),
        recommendations=first(item.recommendations for item in best) or (),
        people=tuple(dict.fromkeys(person for item in best for person in item.people)),
        documents=(*(_use(one) for one in _one_each(draft.told)), *_withheld(draft)),
        printed_pages=_on_front_sheets(draft),
        sources=tuple(_sources(draft, minuted)),
    )


def _on_front_sheets(draft: ItemDraft) -> tuple[tuple[int, int], ...]:
    """The ranges that front sheets print for the item; not where its minutes lie in a later pack."""
    told = (one.item.printed_pages for one in draft.told if "minutes" not in one.kind)
    return tuple(dict.fromkeys(pages for pages in told if pages))


def _first_said(values: Iterable[bool | None]) -> bool | None:
    return next((value for value in values if value is not None), None)


def _reference(minute_number: str | None) -> str | None:
    """A minute number that the papers print whole, with its year: `77/21`."""
    return minute_number if minute_number and "/" in minute_number else None


def _minutes_status(draft: ItemDraft, approval: str | None) -> MinutesStatus | None:
    """Approved where a later meeting in the collection agreed them, draft where a paper says so.

    Else it is not known: that no later meeting is held does not mean that none agreed them.
    """
    called_draft = any(one.draft for one in draft.told)
    return "approved" if approval else "draft" if called_draft else None


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
