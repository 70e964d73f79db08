"""What an answer of a ModernGov site leads to: which addresses to ask for, and what to remember.

Pure: an address, its bytes and the scope of the crawl come in, findings go out.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date as Date
from typing import Any

from indexer.crawled_sites import Board
from indexer.errors import PageChanged
from indexer.frontier import Known, Wanted
from indexer.sources.moderngov import lists, news, service
from indexer.sources.moderngov.addresses import Address, Site, number_of
from indexer.sources.moderngov.agenda import read_meeting
from indexer.sources.moderngov.blocks import Page
from indexer.sources.moderngov.links import Linked, content_digest, links

STORED = frozenset(
    {"meeting", "item", "attendance", "service-meeting", "decision", "issue", "plan", "document"}
)
"""The kinds of address whose bytes go into the corpus; of the others only the links are kept."""
_MOST = 20_000
"""Addresses that one page may lead to; the longest lists of real sites have some hundred."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a crawl is to take: meetings and decisions of these days, of these boards."""

    site: Site
    since: Date
    until: Date | None = None
    boards: frozenset[str] | None = None
    """Numbers of committees; None for all."""
    service: bool = False
    """True where the web service answers."""

    def takes(self, day: Date | None) -> bool:
        """True for a day in the window, and where no day is known."""
        return day is None or (self.since <= day and (self.until is None or day <= self.until))

    def takes_board(self, board: str | None) -> bool:
        """True for a board of the crawl, and where it is not known."""
        return self.boards is None or board is None or board in self.boards


@dataclass(frozen=True, slots=True)
class Findings:
    """What an answer holds."""

    wanted: tuple[Wanted, ...] = ()
    digest: str = ""
    heading: str | None = None
    """What a page is headed; a change of it points to new papers of its meeting."""
    private: int = 0
    boards: tuple[Board, ...] = ()
    news: tuple[tuple[str, str], ...] = ()
    """Entries of What's new: the entry itself, and the key of what it tells of."""
    facts: dict[str, Any] = field(default_factory=dict)


def follow(known: Known, body: bytes, scope: Scope, base: str) -> Findings:
    """Read the answer of an address that is not a document; `base` is where its links start.

    `PageChanged` where it is not what such an address should give.
    """
    read = _XML_READERS.get(known.key if known.kind == "news" else known.kind)
    if read:
        found = replace(read(known, body, scope), digest=hashlib.sha256(body).hexdigest())
    else:
        page = Page.of(body)
        found = _PAGE_READERS[known.kind](known, page, scope, base)
        found = replace(found, digest=content_digest(page))
    if len(found.wanted) > _MOST:
        raise PageChanged(f"it leads to {len(found.wanted):,} addresses, more than a page can mean")
    return found


def _boards(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    found = lists.read_boards(page, scope.site)
    return Findings(boards=tuple(Board(board.number, board.name) for board in found))


def _service_committees(known: Known, xml: bytes, scope: Scope) -> Findings:
    found = service.read_committees(xml)
    boards = (Board(b.number, b.name, past=b.deleted or b.expired) for b in found)
    return Findings(boards=tuple(boards))


def _meetings(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    found = lists.read_meetings(page, scope.site, base)
    wanted = [
        _meeting(one.address, known.board, one.date, one.note, scope) for one in found.meetings
    ]
    days = [one.date for one in found.meetings if one.date]
    if found.earlier and _walks_back(known, days):
        before = found.earlier.before()
        if before and before > scope.since and _moment(found.earlier.key) < _moment(known.key):
            wanted.append(_wanted(found.earlier, known.board, found.earlier.key, before))
    name = (Board(known.board, found.board_name or "", past=True),) if known.board else ()
    met = {one.address.board for one in links(page, scope.site, base)} - {known.board}
    return Findings(tuple(wanted), boards=(*name, *_strangers(sorted(filter(None, met)))))


def _walks_back(known: Known, days: list[Date]) -> bool:
    """True where only the list's own link to earlier meetings leads back: in a list without a year,
    and where the year that was asked for, by the calendar or municipal, is not heeded.
    """
    year = int(known.key.rpartition("-")[2])
    if "-before-" in known.key or not year:
        return True
    return not all(Date(year, 1, 1) <= day <= Date(year + 1, 5, 31) for day in days)


def _moment(key: str) -> str:
    """The moment before which the meetings of a list lie, comparable; the last one for a year's."""
    _, before, stamp = key.partition("-before-")
    return stamp.ljust(14, "0") if before else "~"


def _service_meetings(known: Known, xml: bytes, scope: Scope) -> Findings:
    found = service.read_meetings(xml)
    wanted = [
        _meeting(scope.site.meeting(one.number, one.board), one.board, one.date, one.status, scope)
        for one in found
        if scope.takes_board(one.board)
    ]
    return Findings(tuple(wanted))


def _meeting(
    address: Address, board: str | None, day: Date | None, note: str | None, scope: Scope
) -> Wanted:
    board = address.board or board
    ask = scope.takes(day) and scope.takes_board(board)
    return _wanted(address, board, address.key, day, note or "", ask)


def _meeting_page(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    found = read_meeting(page, scope.site, base)
    day = found.date or known.day
    board = known.board or (found.boards[0] if found.boards else None)
    ask = scope.takes(day)
    wanted = list(_papers(found.documents, known, board, day, ask))
    parts = [*found.cut, *found.pack_choices, *found.decisions]
    if found.attendance:
        parts.append(found.attendance)
    if scope.service and known.key.startswith("meeting-"):
        parts.append(scope.site.service_meeting(number_of(known.key)))
    wanted += [_wanted(part, board, known.key, day, ask=ask) for part in parts]
    return Findings(
        tuple(wanted),
        heading=f"{found.heading} | {found.title}",
        private=found.restricted,
        boards=_strangers(found.boards),
        facts={"day": day.isoformat() if day else None, "board": board},
    )


def _service_meeting(known: Known, xml: bytes, scope: Scope) -> Findings:
    """The documents too: some stand under an item that its page does not list."""
    found = service.read_meeting(xml)
    public = (one for one in found.documents if one.key and one.url and not one.restricted)
    addresses = ((scope.site.address(one.url or ""), one.title) for one in public)
    wanted = (
        _wanted(address, known.board, known.family, known.day, title, scope.takes(known.day))
        for address, title in addresses
        if address is not None and address.kind == "document"
    )
    return Findings(tuple(wanted), private=found.restricted_count)


def _part(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    """Pages of which only the documents are followed."""
    found = links(page, scope.site, base)
    documents = [one for one in found if one.address.kind == "document"]
    wanted = _papers(documents, known, known.board, known.day, True)
    boards = _strangers(one.address.board for one in found if one.address.board)
    return Findings(tuple(wanted), boards=boards)


def _issue(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    """An issue's page: its documents, and the decisions that were made of it."""
    part = _part(known, page, scope, base)
    decisions = (
        _wanted(one.address, known.board, one.address.key, known.day)
        for one in links(page, scope.site, base)
        if one.address.kind == "decision"
    )
    return Findings((*part.wanted, *decisions), boards=part.boards)


def _register(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    wanted = (
        _wanted(
            one.address,
            None,
            one.address.key,
            one.published,
            f"{one.title}|{one.published or ''}",
            scope.takes(one.published),
        )
        for one in lists.read_register(page, scope.site, base)
    )
    return Findings(tuple(wanted))


def _plans(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    wanted = (
        _wanted(one.address, None, one.address.key, one.date, "", scope.takes(one.date))
        for one in lists.read_plans(page, scope.site, base)
        if one.address.key != known.key
    )
    return Findings(tuple(wanted))


def _plan(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    found = links(page, scope.site, base)
    issues = (
        _wanted(one.address, None, known.key, known.day, one.title)
        for one in found
        if one.address.kind in {"issue", "decision"}
    )
    documents = (one for one in found if one.address.kind == "document")
    papers = _papers(documents, known, None, known.day, True)
    return Findings((*issues, *papers))


def _news(known: Known, page: Page, scope: Scope, base: str) -> Findings:
    return _told(news.read_news(page, scope.site, base))


def _feed(known: Known, xml: bytes, scope: Scope) -> Findings:
    return _told(news.read_feed(xml, scope.site))


def _told(entries: Iterable[news.News]) -> Findings:
    told = [(entry, entry.address) for entry in entries if entry.address is not None]
    wanted = (
        _wanted(address, address.board, address.key, None)
        for _, address in told
        if address.kind in {"meeting", "decision", "issue", "plan"}
    )
    return Findings(
        tuple(wanted),
        boards=_strangers(address.board for _, address in told),
        news=tuple(
            (f"{entry.date or ''} {entry.what} #{address.key}", address.key)
            for entry, address in told
        ),
    )


def _papers(
    documents: Iterable[Linked],
    known: Known,
    board: str | None,
    day: Date | None,
    ask: bool,
) -> Iterator[Wanted]:
    for one in documents:
        words = f"{one.title}|{one.size or ''}"
        yield _wanted(one.address, board, known.family, day, words, ask)


def _wanted(
    address: Address,
    board: str | None,
    family: str,
    day: Date | None,
    words: str = "",
    ask: bool = True,
) -> Wanted:
    return Wanted(
        address.kind, address.key, address.url, address.board or board, family, day, words, ask
    )


def _strangers(numbers: Iterable[str | None]) -> tuple[Board, ...]:
    """Boards met on the way, perhaps past ones; those known already keep what is known of them."""
    return tuple(Board(number, "", past=True) for number in dict.fromkeys(numbers) if number)


_XML_READERS: dict[str, Callable[[Known, bytes, Scope], Findings]] = {
    "service-committees": _service_committees,
    "service-meetings": _service_meetings,
    "service-meeting": _service_meeting,
    "feed": _feed,
}
_PAGE_READERS: dict[str, Callable[[Known, Page, Scope, str], Findings]] = {
    "boards": _boards,
    "meetings": _meetings,
    "meeting": _meeting_page,
    "item": _part,
    "attendance": _part,
    "pack-choice": _part,
    "decision": _part,
    "issue": _issue,
    "register": _register,
    "plans": _plans,
    "plan": _plan,
    "news": _news,
}
