"""An agenda page (`ieListDocuments.aspx`) as HTML, in the markup of moderngov.md §3 and §4.

Rows are taken in document order; an item starts at an anchor `AI<number>` and ends at the next one;
within it the label texts switch, whatever element holds them (§4.6).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from indexer.councils import document_key
from indexer.errors import PageChanged
from indexer.extract.characters import tidy
from indexer.extract.html import is_hidden
from indexer.model import Link, MeetingReading, Paragraph
from indexer.reading.items import SECTION, RawItem, read_item, without_agenda_number
from indexer.reading.meetings import CANCELLED, read_contact, read_venue, split_heading
from indexer.reading.words import without_file_note

_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "ul",
        "ol",
        "table",
        "br",
        "hr",
    }
)
_LEFT_OUT = frozenset({"script", "style", "noscript", "img", "template"})
_LABEL = re.compile(r"^(Additional documents|Decision|Minutes):$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<number>[A-Z]{0,3}\.?\d{1,4}(?:/\d{2,4})?[a-z]?)\.?$")
_OWN = re.compile(r"(?:^|/)documents/g(?P<number>\d+)/", re.IGNORECASE)
_GLYPH = re.compile(r"^(?:[·▪◦]|•\s*[·▪◦])\s*")
_FURNITURE = re.compile(
    r"^(?:share this item|view the (?:background|decision|reports?)\b.*)$", re.IGNORECASE
)
_ITEM_NOTE = re.compile(r"\s*,\s*item\s+[\w/]{1,8}\.?$", re.IGNORECASE)
_ITEM = re.compile(r"^AI(?P<id>\d+)$", re.IGNORECASE)


def looks_like_agenda_html(data: bytes) -> bool:
    """True for a page whose text heading and items are marked as ModernGov marks them."""
    head = data[:400_000].lower()
    return b"mgsubtitletxt" in head and (
        b"mgitemtable" in head or b"mgaititletxt" in head or b"ielistdocuments" in head
    )


def read_agenda_html(data: bytes) -> MeetingReading:
    """The meeting on an agenda page; `PageChanged` if its heading is not where it should be."""
    page = BeautifulSoup(data, "lxml")
    content = page.find(id="modgov") or page.body or page
    board, day, start = _heading(content)
    title = _text(page.select_one("h1.mgMainTitleTxt, #modgov h1, h1"))
    raw = list(_items(content))
    minuted = any(item.minutes for item in raw)
    held = minuted or any(item.decision for item in raw)
    for item in raw:
        item.numbered_as = (
            "minute" if minuted and item.number and "minute" in title.lower() else "agenda"
        )
    labelled = dict(_labelled(content))
    links = tuple(_links(content.select("ul.mgActionList a[href]")))
    cancelled = CANCELLED.search(title) or CANCELLED.search(
        _text(content.select_one(".mgSubTitleTxt"))
    )
    return MeetingReading(
        kind="page",
        board=board,
        date=day,
        start=start,
        venue=read_venue(labelled.get("venue", "")),
        contact=read_contact(labelled.get("contact", "")),
        status="cancelled" if cancelled else "held" if held else None,
        site_id=_meeting_number(links),
        draft="draft" in title.lower(),
        items=tuple(read_item(item, board=board) for item in raw),
        links=links,
    )


def _heading(content: Tag) -> tuple[str, Date, Time | None]:
    for node in content.select("h2.mgSubTitleTxt, .mgSubTitleTxt, h2"):
        found = split_heading(_text(node))
        if found:
            return found
    raise PageChanged(
        "no heading of the form “Board - Thursday, 11th March, 2021 10.00 am” (h2.mgSubTitleTxt)"
    )


def _text(node: PageElement | None) -> str:
    """The words that are to be seen, on one line."""
    if not isinstance(node, Tag):
        return ""
    seen = [str(part) if isinstance(part, NavigableString) else " " for part, _ in _walk(node)]
    return tidy(" ".join("".join(seen).split()))


def _labelled(content: Tag) -> Iterator[tuple[str, str]]:
    for label in content.select("span.mgLabel"):
        name = _text(label).rstrip(": ").lower()
        if label.parent is not None:
            yield name, _text(label.parent)


def _links(anchors: list[Tag]) -> Iterator[Link]:
    for anchor in anchors:
        href = str(anchor.get("href", "")).strip()
        yield _link(anchor, href)


def _link(anchor: Tag, href: str) -> Link:
    """A document's link; its title without the file's size and without ", item 8."."""
    title = without_agenda_number(_ITEM_NOTE.sub("", without_file_note(_text(anchor))))
    return Link(title, href, document_key(href))


def _meeting_number(links: tuple[Link, ...]) -> str | None:
    """The site's id of the meeting, as its own documents have it (`documents/g900/…`)."""
    found = (_OWN.search(link.href) for link in links)
    return next((match["number"] for match in found if match), None)


@dataclass(slots=True)
class _Piece:
    """A paragraph met on the way through the page, or an anchor that opens an item."""

    text: str = ""
    opens: str | None = None
    link: Link | None = None
    strong: bool = False


def _items(content: Tag) -> Iterator[RawItem]:
    section: str | None = None
    item: RawItem | None = None
    zone = "agenda"
    for piece in _pieces(content):
        if piece.opens is not None:
            if item is not None and item.title and not _is_section(item):
                yield item
            section = item.title if item is not None and _is_section(item) else section
            item, zone = RawItem(title="", site_id=piece.opens, section=section), "agenda"
        elif item is not None:
            zone = _take(item, piece, zone)
    if item is not None and item.title and not _is_section(item):
        yield item


def _is_section(item: RawItem) -> bool:
    """True for a row such as "Public Business", which has an anchor but no number."""
    return item.number is None and bool(SECTION.match(item.title))


def _take(item: RawItem, piece: _Piece, zone: str) -> str:
    """Put a piece where it belongs in the item; the zone that holds from there on."""
    if piece.link is not None:
        item.links.append(piece.link)
        return zone
    number = _NUMBER.match(piece.text)
    if _FURNITURE.match(piece.text):
        return zone
    if not item.title and number and item.number is None:
        item.number = number["number"]
    elif not item.title:
        item.title = piece.text
    elif _LABEL.match(piece.text):
        return piece.text.rstrip(":").lower()
    elif zone != "additional documents" or not _names_a_link(item, piece.text):
        target = {"minutes": item.minutes, "decision": item.decision}.get(zone, item.agenda)
        target.append(Paragraph(piece.text, strong=piece.strong))
    return zone


def _names_a_link(item: RawItem, text: str) -> bool:
    """True for an entry of the list of documents, which is held as a link already."""
    return any(link.title and link.title in text for link in item.links)


def _pieces(content: Tag) -> Iterator[_Piece]:
    """Paragraphs, document links and item anchors in document order; without recursion."""
    words: list[str] = []
    strong = False

    def flush() -> Iterator[_Piece]:
        nonlocal strong
        text = tidy(" ".join("".join(words).split()))
        words.clear()
        if text:
            yield _Piece(text=_GLYPH.sub("• ", text), strong=strong)
        strong = False

    for node, closing in _walk(content):
        if isinstance(node, Tag) and not closing and _is_data_table(node):
            yield from flush()
            yield from (_Piece(text=row) for row in _rows(node))
        elif isinstance(node, NavigableString):
            words.append(str(node))
            strong = strong or (
                node.parent is not None and node.parent.name in {"b", "strong", "h3", "h4"}
            )
        elif isinstance(node, Tag):
            opens = (
                _ITEM.match(str(node.get("name") or node.get("id") or "")) if not closing else None
            )
            if opens or node.name in _BLOCKS:
                yield from flush()
                if node.name == "li" and not closing:
                    words.append(_mark(node))
            if opens:
                yield _Piece(opens=opens["id"])
            if node.name == "a" and not closing:
                yield from _document(node)
    yield from flush()


def _document(anchor: Tag) -> Iterator[_Piece]:
    href = str(anchor.get("href", "")).strip()
    if document_key(href) or "mgconvert2pdf" in href.lower():
        yield _Piece(link=_link(anchor, href))


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
    """Every node below the root, tags when they open and when they close; hidden parts left out."""
    stack: list[tuple[PageElement, bool]] = [(child, False) for child in reversed(root.contents)]
    while stack:
        node, closing = stack.pop()
        if isinstance(node, Tag) and not closing:
            if node.name in _LEFT_OUT or _hidden(node):
                continue
            yield node, False
            if _is_data_table(node):
                continue
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
        elif isinstance(node, Tag) or type(node) is NavigableString:
            yield node, closing


def _is_data_table(node: Tag) -> bool:
    """True for a table within a cell of the table of items: figures in somebody's minutes."""
    return (
        node.name == "table"
        and node.find_parent("td") is not None
        and not node.find("a", attrs={"name": _ITEM})
    )


def _rows(table: Tag) -> Iterator[str]:
    """The rows of a table, cells parted by tabs."""
    for row in table.find_all("tr"):
        cells = [_text(cell) for cell in row.find_all(["td", "th"], recursive=False)]
        if any(cells):
            yield "\t".join(cells)


def _mark(entry: Tag) -> str:
    """What a browser prints before an entry of a list."""
    if entry.parent is None or entry.parent.name != "ol":
        return "• "
    return f"{len(entry.find_previous_siblings('li')) + 1}. "


def _hidden(node: Tag) -> bool:
    """True for what is not to be seen, and for the printed size of a file."""
    return is_hidden(node) or "mgFileSize" in node.get_attribute_list("class")
