"""Lists of boards, of meetings, of decisions and of forward plans. Pure."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from urllib.parse import parse_qs, urlsplit

from indexer.dates import find_dates, find_time
from indexer.sources.moderngov.addresses import Address, Site
from indexer.sources.moderngov.agenda import CANCELLED
from indexer.sources.moderngov.blocks import Bit, Page, blocks, some
from indexer.sources.moderngov.links import (
    ahead,
    behind,
    day_in_row,
    links,
    site_links,
    without_size,
)

_OF_BOARD = re.compile(
    r"^This page lists the meetings for (?P<a>.{1,200}?)\.?$|^Browse meetings\s*[-–:]\s*(?P<b>.{1,200})$",
    re.IGNORECASE,
)
_YEARS = re.compile(r" ?\((?:19|20)\d\d ?[-–] ?(?:(?:19|20)?\d\d)?\)$")
_MONTHS = tuple(name.lower() for name in calendar.month_name)
_MONTH = re.compile(
    rf"\b({'|'.join(calendar.month_name[1:])})\s+((?:19|20|21)\d\d)(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Board:
    """A committee as a list of them has it."""

    number: str
    name: str
    """Without the years of one that is no more: "(1998-2003)"."""
    address: Address
    """Its list of meetings."""


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting as the list of its board has it."""

    address: Address
    date: Date | None
    start: Time | None
    note: str
    """What is there: "Agenda", "Minutes", "Decisions", "CANCELLED"; empty for a future meeting."""


@dataclass(frozen=True, slots=True)
class MeetingsList:
    """A board's meetings, as printed, and where older ones are."""

    board_name: str | None
    meetings: tuple[ListedMeeting, ...]
    earlier: Address | None


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision as a register has it."""

    address: Address
    title: str
    published: Date | None


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A forward plan, or a list of them."""

    address: Address
    title: str
    date: Date | None
    """The first day that it covers, where it is printed."""
    until: Date | None
    """The last one."""


def read_boards(page: Page, site: Site) -> tuple[Board, ...]:
    """The committees of `mgListCommittees.aspx` or `ieDocHome.aspx`.

    `PageChanged` if there are none and nothing shows that the page is ModernGov's.
    """
    found: dict[str, Board] = {}
    for link in links(page, site, site.root):
        number = link.address.board
        if link.address.kind == "meetings" and number and "-before-" not in link.address.key:
            board = Board(number, _YEARS.sub("", link.title), site.meetings(number))
            if number not in found or not found[number].name:
                found[number] = board
    return some(found.values(), page, "committees")


def read_meetings(page: Page, site: Site, base_url: str) -> MeetingsList:
    """The meetings of `ieListMeetings.aspx`, as printed; `PageChanged` as for `read_boards`."""
    found: dict[str, ListedMeeting] = {}
    earlier: Address | None = None
    for at, address in site_links(page.bits, site, base_url):
        if address.kind == "meeting":
            meeting = _listed_meeting(page.bits, at, address)
            before = found.get(address.key)
            found[address.key] = _fuller(before, meeting) if before else meeting
        elif "-before-" in address.key:
            earlier = earlier or address
    meetings = some(found.values(), page, "meetings")
    return MeetingsList(_listed_board(page), meetings, earlier)


def read_register(page: Page, site: Site, base_url: str) -> tuple[ListedDecision, ...]:
    """The decisions of a register, with the day of publication (§8); `PageChanged` as above."""
    bits = page.bits
    found: dict[str, ListedDecision] = {}
    for at, address in site_links(bits, site, base_url):
        if address.kind in {"decision", "issue"}:
            title, _ = without_size(bits[at].words)
            entry = ListedDecision(address, title, day_in_row(bits, at))
            before = found.get(address.key)
            if before:
                entry = ListedDecision(
                    address, before.title or title, before.published or entry.published
                )
            found[address.key] = entry
    return some(found.values(), page, "decisions")


def read_plans(page: Page, site: Site, base_url: str) -> tuple[ListedPlan, ...]:
    """The forward plans, and lists of them, that a page of plans leads to; `PageChanged` as above."""
    bits = page.bits
    found: dict[str, ListedPlan] = {}
    for at, address in site_links(bits, site, base_url):
        if address.kind in {"plan", "plans"}:
            title, _ = without_size(bits[at].words)
            span = _span(f"{title} {behind(bits, at, whole_row=True)}")
            if address.key not in found or not found[address.key].title:
                found[address.key] = ListedPlan(address, title, *span)
    return some(found.values(), page, "plans")


def _listed_meeting(bits: Sequence[Bit], at: int, address: Address) -> ListedMeeting:
    link, after = bits[at], behind(bits, at, whole_row=True)
    told = parse_qs(urlsplit(address.url).query).get("DF", [""])[0]
    note = link.words
    for text in (link.words, link.tooltip, ahead(bits, at), told, after):
        day, start, rest = _when(text)
        if day:
            break
    if text is link.words:
        note = rest
    elif text is after:
        after = rest
    note = _without_dashes(f"{_without_dashes(note)} {after}")
    cancelled = CANCELLED.search(link.tooltip)
    if cancelled and not CANCELLED.search(note):
        note = cancelled[0].upper()
    return ListedMeeting(address, day, start, note)


def _fuller(one: ListedMeeting, other: ListedMeeting) -> ListedMeeting:
    """One meeting out of two entries for it."""
    day = one.date or other.date
    start = one.start or (other.start if other.date == day else None)
    return ListedMeeting(one.address, day, start, one.note or other.note)


def _when(text: str) -> tuple[Date | None, Time | None, str]:
    """Day and time in a text, and what stands behind them."""
    day = next(iter(find_dates(text)), None)
    if day is None:
        return None, None, text
    rest = text[day[2] :]
    time = find_time(rest)
    return day[0], time[0] if time else None, rest[time[2] :] if time else rest


def _without_dashes(text: str) -> str:
    bare = text.strip(" -–—,:;.")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def _listed_board(page: Page) -> str | None:
    texts = (" ".join(bit.words for bit in block) for block in blocks(page.bits))
    named = (_OF_BOARD.match(text[:300]) for text in (page.heading, *texts))
    found = next(filter(None, named), None)
    return page.title or (found["a"] or found["b"] if found else None)


def _span(text: str) -> tuple[Date | None, Date | None]:
    """First and last day of "01/03/2025 - 30/06/2025", "March 2025 to June 2025", "March 2025"."""
    days = [day for day, _, _ in find_dates(text)]
    if days:
        return days[0], days[1] if len(days) > 1 else None
    months = [(int(year), _MONTHS.index(name.lower())) for name, year in _MONTH.findall(text)]
    if not months:
        return None, None
    last = Date(*months[-1], calendar.monthrange(*months[-1])[1]) if len(months) > 1 else None
    return Date(*months[0], 1), last
