"""An agenda page (`ieListDocuments.aspx`) as HTML, in the markup of moderngov.md §3 and §4.

Rows are taken in document order; an item starts at an anchor `AI<number>` and ends at the next one;
within it the label texts switch, whatever element holds them (§4.6).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date
from datetime import time as Time

from bs4 import BeautifulSoup
from bs4.element import Tag

from indexer.errors import PageChanged
from indexer.model import Link, MeetingReading, MeetingStatus, Paragraph
from indexer.reading.items import SECTION, RawItem, read_item
from indexer.reading.markup import Piece, content_of, labelled, links, main_title, pieces, text_of
from indexer.reading.meetings import CANCELLED, read_contact, read_venue, split_heading
from indexer.reading.privacy import ground_of, withheld_entry, withholds

_LABEL = re.compile(
    r"^(?:(?P<list>Additional|Supporting|Accompanying) documents"
    r"|(?P<zone>Decision|Minutes)):$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?P<number>(?:[A-Z]{0,3}\.?|[A-Z][A-Z&]{1,5}(?:\d{2,4})?[./](?:\d{2,4}/)?)\d{1,4}(?:/\d{2,4})?[a-z]?)\.?$"
)
"""Plain, or with a board's letters: "7.", "46/18", "CAB.45", "HWB/23/4"."""
_OWN = re.compile(r"(?:^|/)documents/g(?P<number>\d+)/", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:share this item|view the (?:background|decision|reports?)\b.*)$", re.IGNORECASE
)


def read_agenda_html(page: BeautifulSoup) -> MeetingReading:
    """The meeting on an agenda page; `PageChanged` if its heading is not where it should be."""
    content = content_of(page)
    board, day, start = _heading(content)
    title = main_title(page)
    told = dict(labelled(content))
    own_links = tuple(links(content.select("ul.mgActionList a[href]")))
    called_off = _called_off(title, text_of(content.select_one(".mgSubTitleTxt")))
    raw = [] if called_off else list(_items(content))
    minuted = any(item.minutes for item in raw)
    held = minuted or any(item.decision for item in raw)
    for item in raw:
        item.numbered_as = (
            "minute" if minuted and item.number and "minute" in title.lower() else "agenda"
        )
    status: MeetingStatus | None = "cancelled" if called_off else "held" if held else None
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=start,
        venue=read_venue(told.get("venue", "")),
        contact=read_contact(told.get("contact", "")),
        status=status,
        status_note=note_of(called_off, told.get("note", "")) if called_off else None,
        site_id=_meeting_number(own_links),
        draft="draft" in title.lower(),
        items=tuple(read_item(item, board=board) for item in raw),
        links=own_links,
    )


def has_heading(content: Tag) -> bool:
    """True where a heading names board and day, as an agenda page's does."""
    return any(split_heading(text_of(node)) for node in content.select(".mgSubTitleTxt, h2"))


def _heading(content: Tag) -> tuple[str, Date, Time | None]:
    for node in content.select("h2.mgSubTitleTxt, .mgSubTitleTxt, h2"):
        found = split_heading(text_of(node))
        if found:
            return found
    raise PageChanged(
        "no heading of the form “Board - Thursday, 11th March, 2021 10.00 am” (h2.mgSubTitleTxt)"
    )


def _called_off(title: str, heading: str) -> str | None:
    """The word of title or heading that says that there will be no such meeting."""
    found = CANCELLED.search(title) or CANCELLED.search(heading)
    return found[0] if found else None


def note_of(word: str, line: str = "") -> str | None:
    """What is said of a meeting that is not to be: the page's note, else that it is postponed."""
    note = re.sub(r"^Note:\s*", "", line, flags=re.IGNORECASE).strip()
    return note or (None if word.lower() in {"cancelled", "canceled"} else word.capitalize())


def _meeting_number(found: tuple[Link, ...]) -> str | None:
    """The site's id of the meeting, as its own documents have it (`documents/g900/…`)."""
    numbers = (_OWN.search(link.href) for link in found)
    return next((match["number"] for match in numbers if match), None)


def _items(content: Tag) -> Iterator[RawItem]:
    section: str | None = None
    item: RawItem | None = None
    zone = "agenda"
    for piece in pieces(content):
        if piece.opens is not None:
            if item is not None and item.title and not _is_section(item):
                yield item
            section = item.title if item is not None and _is_section(item) else section
            item, zone = RawItem(title="", site_id=piece.opens, section=section), "agenda"
        elif item is not None:
            zone = take(item, piece, zone)
    if item is not None and item.title and not _is_section(item):
        yield item


def _is_section(item: RawItem) -> bool:
    """True for a row such as "Public Business", which has an anchor but no number."""
    return item.number is None and bool(SECTION.match(item.title))


def take(item: RawItem, piece: Piece, zone: str) -> str:
    """Put a piece where it belongs in the item; the zone that holds from there on."""
    if piece.link is not None:
        item.links.append(piece.link)
        return zone
    number = _NUMBER.match(piece.text)
    label = _LABEL.match(piece.text)
    if _FURNITURE.match(piece.text):
        return zone
    if not item.title and number and item.number is None:
        item.number = number["number"]
    elif not item.title:
        item.title = piece.text
    elif label:
        return "documents" if label["list"] else label["zone"].lower()
    elif zone != "documents" or not (piece.linked or _listed(item, piece.text)):
        target = {"minutes": item.minutes, "decision": item.decision}.get(zone, item.agenda)
        target.append(Paragraph(piece.text, strong=piece.strong))
    return zone


def _listed(item: RawItem, text: str) -> bool:
    """True for an entry of the list of documents, which is held as a link from now on."""
    withheld = withheld_entry(text)
    if withheld is not None:
        item.links.append(withheld)
        return True
    if withholds(text) and item.links and item.links[-1].private:
        item.links[-1] = replace(item.links[-1], ground=ground_of(text))
        return True
    return any(link.title and link.title in text for link in item.links)
