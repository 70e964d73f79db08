"""The links of a page that a crawl may follow, and the words beside them. Pure."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from urllib.parse import unquote, urlsplit

from indexer.councils import document_key, page_key, without_session
from indexer.dates import read_date
from indexer.sources.moderngov.addresses import Address, Site
from indexer.sources.moderngov.blocks import Bit, Page

_FILE = (
    r"(?:\b(?:pdf|word|doc|excel|htm) icon )?\b(?:PDF|DOC[XM]?|XLS[XM]?|HTML?|PPTX?|RTF|ODT|CSV|TXT|ZIP)"
    r" (?P<size>\d[\d.,]{0,9} ?[KMG]?B)\b"
)  # moderngov.md §9.13: the alternative text of the icon, the kind and the printed size
_ENDS_WITH_FILE = re.compile(rf"{_FILE}$", re.IGNORECASE)
_BEGINS_WITH_FILE = re.compile(rf"{_FILE}\s*", re.IGNORECASE)
_OF_ITEM = re.compile(r" ?, ?item [\w./]{1,10}$", re.IGNORECASE)
VIEW_FULL = re.compile(r"\bview the full\b", re.IGNORECASE)
"""What the label of a link says that leads to an item whose text is cut on this page."""
_LONGEST_NOTE = 60
_LONGEST_BEHIND = 200
_MOST_BITS = 50
"""So many pieces of a row are looked at for a date."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to something on the site."""

    address: Address
    title: str
    """The link's words without the file's size and without ", item 8."; may be empty."""
    size: str | None
    """As printed: "300 KB"."""
    after: str
    """What stands behind it in its list entry or paragraph, up to the next link: "- CANCELLED"."""
    label: str
    """The link's words whole: "view the full minutes text for item 8."."""


def links(page: Page, site: Site, base_url: str) -> tuple[Linked, ...]:
    """All that the content links to and a crawl may fetch, in order, each once.

    Of several links to one thing the first title that is not empty counts, and the label that says
    "view the full …" if one does.
    """
    found: dict[str, Linked] = {}
    for at, address in site_links(page.bits, site, base_url):
        found[address.key] = _merged(found.get(address.key), _linked(page.bits, at, address))
    return tuple(found.values())


def content_digest(page: Page) -> str:
    """SHA-256 of what the content says: its words, and what it links to.

    Scripts, hidden fields, sessions, parameters and the decoration of documents' addresses, which
    differ from one answer to the next, do not count; a changed title or file size does.
    """
    said = hashlib.sha256(f"{page.heading}\n".encode())
    for bit in page.bits:
        target = f" [{_target(bit.href)}]" if bit.href is not None else ""
        said.update(f"{bit.words}{target} ".encode("utf-8", "replace"))
    return said.hexdigest()


def site_links(bits: Sequence[Bit], site: Site, base_url: str) -> Iterator[tuple[int, Address]]:
    """The links that the site knows: which bit, and where to."""
    for at, bit in enumerate(bits):
        address = site.address(bit.href, base_url) if bit.href is not None else None
        if address:
            yield at, address


def _linked(bits: Sequence[Bit], at: int, address: Address) -> Linked:
    title, size = without_size(bits[at].words)
    after = behind(bits, at)
    beside = _BEGINS_WITH_FILE.match(after) if size is None else None
    if beside:
        size, after = beside["size"], after[beside.end() :]
    return Linked(address, title, size, after, bits[at].words)


def without_size(label: str) -> tuple[str, str | None]:
    """A link's title, and the size of the file that its label ends with."""
    start = max(0, len(label) - _LONGEST_NOTE)
    found = _ENDS_WITH_FILE.search(label[start:])
    title = label[: start + found.start()].rstrip() if found else label
    start = max(0, len(title) - _LONGEST_NOTE)
    numbered = _OF_ITEM.search(title[start:])
    title = title[: start + numbered.start()] if numbered else title
    return title.strip(), found["size"] if found else None


def behind(bits: Sequence[Bit], at: int, whole_row: bool = False) -> str:
    """What stands behind a link up to the next: in its list entry, else in its block.

    `whole_row`: in all cells of its table row too.
    """
    link, words, length = bits[at], [""], 0
    for bit in bits[at + 1 : at + 1 + _MOST_BITS]:
        along = bit.row == link.row and link.row and (link.in_list or whole_row)
        if bit.href is not None or not (along or bit.block == link.block):
            break
        words.append(bit.words)
        length += len(bit.words)
        if length > _LONGEST_BEHIND:
            break
    return " ".join(words).strip()[:_LONGEST_BEHIND]


def ahead(bits: Sequence[Bit], at: int) -> str:
    """What stands before a link in its row or block, back to the last link."""
    link, words = bits[at], [""]
    for bit in reversed(bits[max(0, at - _MOST_BITS) : at]):
        if bit.href is not None or not (bit.block == link.block or bit.row == link.row != 0):
            break
        words.insert(0, bit.words)
    return " ".join(words).strip()


def day_in_row(bits: Sequence[Bit], at: int) -> Date | None:
    """The first date behind a link in its row or block, else the last before it; no link's own."""
    link = bits[at]
    near = slice(max(0, at - _MOST_BITS), at + _MOST_BITS)
    beside = [
        (number, bit)
        for number, bit in enumerate(bits[near], near.start)
        if bit.href is None and (bit.block == link.block or bit.row == link.row != 0)
    ]
    after = (read_date(bit.words) for number, bit in beside if number > at)
    before = (read_date(bit.words) for number, bit in reversed(beside) if number < at)
    return next(filter(None, (*after, *before)), None)


def _merged(before: Linked | None, link: Linked) -> Linked:
    if before is None:
        return link
    full = VIEW_FULL.search(link.label) and not VIEW_FULL.search(before.label)
    return replace(
        before,
        title=before.title or link.title,
        size=before.size or link.size,
        after=before.after or link.after,
        label=link.label if full or not before.label else before.label,
    )


def _target(href: str) -> str:
    """What a link leads to, without what changes from one answer to the next."""
    key = document_key(href) or page_key(href)
    if key:
        return key
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        return ""
    return unquote(without_session(path)).lower()
