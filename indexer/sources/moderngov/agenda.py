"""An agenda page: what it says of its meeting, and leads to. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time

from indexer.councils import document_key
from indexer.dates import find_dates, read_time
from indexer.errors import PageChanged
from indexer.sources.moderngov.addresses import Address, Kind, Site
from indexer.sources.moderngov.blocks import Bit, Page, blocks
from indexer.sources.moderngov.links import VIEW_FULL, Linked, links

CANCELLED = re.compile(r"\b(?:cancelled|canceled|postponed|withdrawn)\b", re.IGNORECASE)
"""Of a meeting that is not held, or not then."""
_SAYS_CANCELLED = re.compile(
    r"^(?:note |status |please note )?(?:that )?"
    r"(?:(?:(?:this|the) )?meeting (?:(?:has (?:now )?been|is|was) )?)?"
    r"(?:cancelled|canceled|postponed|withdrawn)(?: (?:due|because|and|as|by|owing|until|to|at|on|for)\b|$)",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"^\W*(?:not for publication|exempt from publication)\b|^restricted\W*$"
    r"|[(\[–-] ?(?:restricted|not for publication|exempt)\b[^()]{0,60}[)\]]?$",
    re.IGNORECASE,
)
_RESTRICTED_ENTRY = re.compile(r"\s(?:Restricted|RESTRICTED)$")
_LONGEST_WITHHELD = 400
_REASONS = re.compile(r"(?:^|/)mgReasonsRestricted\.aspx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """What an agenda page says of its meeting and leads to."""

    heading: str
    """The h1: "Agenda and draft minutes"."""
    title: str
    """The h2: "Cabinet - Thursday, 11th March, 2021 10.00 am"."""
    board_name: str | None
    date: Date | None
    start: Time | None
    cancelled: bool
    documents: tuple[Linked, ...]
    cut: tuple[Address, ...]
    """Pages of the items whose text is cut on this page ("view the full …")."""
    attendance: Address | None
    pack_choices: tuple[Address, ...]
    decisions: tuple[Address, ...]
    boards: tuple[str, ...]
    """Numbers of the committees that the page links to."""
    restricted: int
    """How many papers and items are named but withheld."""


def read_meeting(page: Page, site: Site, base_url: str) -> MeetingPage:
    """An agenda page (`ieListDocuments.aspx`, `ceListDocuments.aspx`).

    `PageChanged` if it has neither a heading with a date, nor items, nor documents.
    """
    found = links(page, site, base_url)
    board, day, start = _split_title(page.title)
    documents = tuple(link for link in found if link.address.kind == "document")
    if day is None and not documents and not any(bit.item for bit in page.bits):
        raise PageChanged("no meeting: neither a heading with a date, nor items, nor documents")

    def of_kind(kind: Kind) -> tuple[Address, ...]:
        return tuple(link.address for link in found if link.address.kind == kind)

    return MeetingPage(
        heading=page.heading,
        title=page.title,
        board_name=board,
        date=day,
        start=start,
        cancelled=_is_cancelled(page),
        documents=documents,
        cut=tuple(_cut(page.bits, site, base_url)),
        attendance=next(iter(of_kind("attendance")), None),
        pack_choices=of_kind("pack-choice"),
        decisions=of_kind("decision"),
        boards=tuple(
            dict.fromkeys(address.board for address in of_kind("meetings") if address.board)
        ),
        restricted=_restricted(page.bits),
    )


def _split_title(title: str) -> tuple[str | None, Date | None, Time | None]:
    """Board, day and start of "Cabinet - Thursday, 11th March, 2021 10.00 am".

    Split at the date that a dash leads to, since names of committees hold dashes too (§4.1).
    """
    found = find_dates(title[:1000])
    if not found:
        return _board(title), None, None
    led = (entry for entry in found if title[: entry[1]].rstrip().endswith(("-", "–", "—")))
    day, start, end = next(led, found[0])
    return _board(title[:start]), day, read_time(title[end:])


def _board(text: str) -> str | None:
    name = re.sub(r"^\W*(?:cancelled|postponed|withdrawn)\b", "", text, flags=re.IGNORECASE)
    name = re.sub(r"\W(?:cancelled|postponed|withdrawn)\W*$", "", name, flags=re.IGNORECASE)
    return name.strip(" -–—,:") or None


def _is_cancelled(page: Page) -> bool:
    if CANCELLED.search(page.heading) or CANCELLED.search(page.title):
        return True
    above = (bit for bit in page.bits if bit.item is None)
    texts = (" ".join(bit.words for bit in block) for block in blocks(above))
    return any(_SAYS_CANCELLED.match(_plain_words(text[:200])) for text in texts)


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _cut(bits: Sequence[Bit], site: Site, base_url: str) -> Iterator[Address]:
    """The pages of items whose text is cut: by the link, else by the number of the item."""
    seen: set[str] = set()
    for bit in bits:
        if bit.href is None or not VIEW_FULL.search(bit.words):
            continue
        address = site.address(bit.href, base_url)
        if (address is None or address.kind != "item") and bit.item:
            address = site.address(f"mgAi.aspx?ID={bit.item}")
        if address and address.kind == "item" and address.key not in seen:
            seen.add(address.key)
            yield address


def _restricted(bits: Sequence[Bit]) -> int:
    """How many papers and items are named but withheld (§6, §9.10): each counted once.

    A list entry stands for a paper, any other block for the item it belongs to. Prose that speaks
    of exempt information, as the motion to exclude the public does, is none.
    """
    withheld: set[tuple[str, int | str]] = set()
    for block in blocks(bits):
        text = " ".join(bit.words for bit in block)
        explained = any(bit.href and _REASONS.search(bit.href) for bit in block)
        linked = any(bit.href and document_key(bit.href) for bit in block)
        says = len(text) <= _LONGEST_WITHHELD and (
            _WITHHELD.search(text) or (block[0].in_list and _RESTRICTED_ENTRY.search(text))
        )
        if explained or (says and not linked):
            first = block[0]
            by_row = first.in_list or first.item is None
            withheld.add(("row", first.row) if by_row else ("item", first.item or ""))
    return len(withheld)
