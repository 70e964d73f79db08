"""A line to cite an item by, in the form of the contract. Pure.

    Education Scrutiny Board (2), 3 October 2019, minute 19/19, “Adoption Service Annual Report”
    (minutes approved 28 November 2019), pack p. 14, https://…

Each part stands only where the papers held show it.
"""

from collections.abc import Iterator, Sequence

from indexer.councils import document_key, page_key
from indexer.dates import in_words
from indexer.errors import BadCall
from indexer.media import PDF
from indexer.model import DocumentUse, Item


def citation(item: Item, *, page: int | None = None) -> str:
    """A line to cite an item by; `page` is a page of its pack, as printed, else the item's first.

    The address is the council's own: the pack at that page, else the meeting's page or a paper of the
    item. `BadCall` if the item does not stand on that page.
    """
    ranges = item.printed_pages
    if page is None:
        page = ranges[0][0] if ranges else None
    elif not any(first <= page <= last for first, last in ranges):
        raise BadCall(_elsewhere(page, ranges))
    packs = [one for one in _own_packs(item) if page and _covers(one, page)]
    found = (_at_page(pack, _file_page(pack, page)) for pack in packs)
    return _line(item, page, next(filter(None, found), None) or _address(item))


def citation_at(item: Item, document: DocumentUse, page: int) -> str:
    """A line to cite a page of a document's file by, in which the item stands."""
    printed = _printed_page(document, page) if document in _own_packs(item) else None
    return _line(item, printed, _at_page(document, page) or _address(item))


def _line(item: Item, page: int | None, address: str | None) -> str:
    title = f"“{item.title}”"
    minutes = _minutes(item)
    parts = [*_place(item), f"{title} ({minutes})" if minutes else title]
    if page is not None:
        parts.append(f"pack p. {page}")
    return ", ".join([*parts, address] if address else parts)


def _place(item: Item) -> Iterator[str]:
    """Whose decision or meeting it is, when, and under which number."""
    if item.board:
        yield item.board.name
    elif "/decisions/" in item.id:
        yield f"Decision {item.number}" if item.number else "Decision"
    if item.date:
        yield in_words(item.date)
    if minute := item.minute_reference or item.minute_number:
        yield f"minute {minute}"
    elif item.board and item.number:
        yield f"item {item.number}"


def _minutes(item: Item) -> str | None:
    """That they are approved, as the papers show it; nothing is known to be a draft for ever."""
    if not item.meeting or item.minutes_status != "approved":
        return None
    day = item.minutes_approved
    return f"minutes approved {in_words(day)}" if day else "minutes approved"


# --- pages and addresses --------------------------------------------------------------------------


def _elsewhere(page: int, ranges: Sequence[tuple[int, int]]) -> str:
    if not ranges:
        return f"Page {page}: no paper held says on which pages of a pack the item stands."
    said = ", ".join(
        f"{first}" if first == last else f"{first} to {last}" for first, last in ranges
    )
    return f"Page {page}: by the agenda the item stands on {said} of the pack."


def _own_packs(item: Item) -> list[DocumentUse]:
    """The packs of the item's own meeting: a later one may hold its minutes, on other pages."""
    return [
        one
        for one in item.documents
        if one.kind == "pack"
        and one.printed_pages in item.printed_pages
        and not _of_another(one, item)
    ]


def _of_another(pack: DocumentUse, item: Item) -> bool:
    """Whether the addresses tell that a pack is another meeting's."""
    key = document_key(pack.url or "") or ""
    meeting = page_key((item.meeting and item.meeting.url) or "") or ""
    of_site = key.startswith("g") and meeting.startswith("meeting-")
    return of_site and key[1:].partition("-")[0] != meeting.removeprefix("meeting-")


def _covers(pack: DocumentUse, page: int) -> bool:
    first, last = pack.printed_pages or (0, -1)
    return first <= page <= last


def _ahead(pack: DocumentUse) -> int | None:
    """How far the page of the file is ahead of the number printed on it; None unless it is certain.

    It is where the item has as many pages in the file as its agenda says.
    """
    if not pack.pages or not pack.printed_pages:
        return None
    (first, last), (printed_first, printed_last) = pack.pages, pack.printed_pages
    ahead = first - printed_first
    return ahead if ahead == last - printed_last else None


def _file_page(pack: DocumentUse, page: int | None) -> int | None:
    """The page of the file on which this page number is printed."""
    ahead = _ahead(pack)
    return page + ahead if page is not None and ahead is not None else None


def _printed_page(pack: DocumentUse, page: int) -> int | None:
    """The page number printed on this page of the file, if it is one of the item's."""
    ahead = _ahead(pack)
    first, last = pack.pages or (0, -1)
    return page - ahead if ahead is not None and first <= page <= last else None


def _at_page(document: DocumentUse, page: int | None) -> str | None:
    """The council's own copy, opened at a page."""
    if not document.url or page is None:
        return None
    return f"{document.url}#page={page}" if document.media_type == PDF else document.url


def _address(item: Item) -> str | None:
    """The council's own page of the meeting, else its own copy of the item's first paper."""
    if item.meeting and item.meeting.url:
        return item.meeting.url
    return next((one.url for one in item.documents if one.url), None)
