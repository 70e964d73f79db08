"""Addresses of a ModernGov site: what each one is, and one way to write it. Pure.

Only pages on the list here are ever asked for, and each only by the parameters that it needs; so
calendars, session paths and trap links cannot be followed (moderngov.md §2, §10).
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from indexer.councils import (
    document_key,
    is_number,
    page_key,
    parameters_of,
    plain_address,
    without_session,
)
from indexer.errors import BadCall

Kind = Literal[
    "boards",  # lists of committees
    "meetings",  # a board's meetings, a year or a stretch of them
    "meeting",  # an agenda page
    "item",  # one item's page, with its text whole
    "attendance",
    "pack-choice",  # a page that leads to a meeting's pack
    "document",
    "register",  # a list of decisions
    "decision",
    "issue",
    "plans",  # lists of forward plans
    "plan",
    "news",  # What's new, and the feed
    "service-committees",
    "service-meetings",
    "service-meeting",
]
_PAGE_KINDS: dict[str, Kind] = {
    "meeting": "meeting",
    "library-meeting": "meeting",
    "item": "item",
    "attendance": "attendance",
    "pack-choice": "pack-choice",
    "decision": "decision",
    "item-decision": "decision",
    "issue": "issue",
    "plan": "plan",
    "service-meeting": "service-meeting",
}
_NUMBER = re.compile(r"[0-9]{1,12}")
_EARLIER = re.compile(r"[0-9]{8,14}")


@dataclass(frozen=True, slots=True)
class Address:
    """Something that a site may be asked for: `key` is the same however it is written."""

    kind: Kind
    key: str
    url: str
    board: str | None = None
    """The number of the committee that the address names."""

    def before(self) -> Date | None:
        """The day before which a list of earlier meetings begins; None for any other address."""
        _, found, stamp = self.key.partition("-before-")
        try:
            return datetime.strptime(stamp[:8], "%Y%m%d").date() if found else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Site:
    """A council's site, by its root: `https://democracy.kelderby.gov.example/moderngov/`."""

    root: str

    @classmethod
    def at(cls, typed: str) -> "Site":
        """The site that a person means: a page of it will do; https where no scheme is written.

        `BadCall` if it is no web address.
        """
        typed = typed.strip()
        if "://" not in typed:
            typed = f"https://{typed}"
        try:
            parts = urlsplit(typed)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if (
            not host
            or re.search(r"\s", host)
            or parts.scheme not in {"http", "https"}
            or parts.username
        ):
            raise BadCall(
                f"“{typed}” is no address of a site. Write the root of the council's committee pages,"
                " such as https://democracy.example.gov.uk/"
            )
        path = without_session(re.sub(r"/+", "/", parts.path or "/"))
        folder, _, last = path.rpartition("/")
        if "." not in last and last:
            folder = f"{folder}/{last}"
        folder = re.sub(r"/(?:documents|mgwebservice\.asmx)(?:/.*)?$", "", folder, flags=re.I)
        name = f"[{host}]" if ":" in host else host
        return cls(f"{parts.scheme}://{name}{f':{port}' if port else ''}{folder}/")

    @property
    def host(self) -> str:
        """The name of its host."""
        return urlsplit(self.root).hostname or ""

    @property
    def is_loopback(self) -> bool:
        """True for a site on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def holds(self, url: str) -> str | None:
        """The path below the root of an address on this site, with its query; None if it is elsewhere.

        http and https of one host are one site, upper and lower case too.
        """
        try:
            parts, root = urlsplit(url), urlsplit(self.root)
            same = (parts.hostname, _port(parts.scheme, parts.port)) == (
                root.hostname,
                _port(root.scheme, root.port),
            )
        except ValueError:
            return None
        if not same or parts.scheme not in {"http", "https"}:
            return None
        folders = root.path.split("/")[:-1]
        steps = without_session(parts.path).split("/")
        if [unquote(one).lower() for one in steps[: len(folders)]] != [
            unquote(one).lower() for one in folders
        ]:
            return None
        below = "/".join(steps[len(folders) :])
        return f"{below}?{parts.query}" if parts.query else below

    def address(self, href: str, base: str | None = None) -> Address | None:
        """What a link on a page of this site leads to; None where it is not to be followed."""
        href = href.strip()
        if not href or len(href) > 2000 or href.startswith(("#", "mailto:", "javascript:", "tel:")):
            return None
        try:
            joined = urljoin(base or self.root, href.replace("\\", "/"))
        except ValueError:
            return None
        below = self.holds(joined)
        return self._known(below) if below is not None else None

    def _known(self, below: str) -> Address | None:
        path, _, query = below.lstrip("/").partition("?")
        name, told = path.lower(), parameters_of(query)
        below = f"{path}?{_kept(query)}" if query else path
        key = document_key(below)
        if key:
            own = name.startswith("documents/") or "/" not in name
            return Address("document", key, self._url(below)) if own else None
        key = page_key(below)
        if key and ("/" not in path or name.startswith("mgwebservice.asmx/")):
            kind = _PAGE_KINDS[key.rpartition("-")[0]]
            board = told.get("cid") or told.get("committeeid")
            board = board if board and _is_board(board) else None
            if key.startswith("meeting-"):
                return self.meeting(number_of(key), board)
            return Address(kind, key, self._url(below), board)
        if "/" in name:
            published = name.startswith("published/") and "." in name.rpartition("/")[2]
            key = unquote(path).lower()
            return Address("document", key, self._url(path)) if published else None
        if name == "ielistmeetings.aspx":
            return self._meetings(told)
        if name == "mgcommitteedetails.aspx" and _is_board(told.get("id", "")):
            return self.meetings(told["id"])
        if name == "mglistplans.aspx" and is_number(told.get("rpid", "")):
            number = told["rpid"]
            url = self._url(f"mgListPlans.aspx?RPId={number}&RD=0")
            return Address("plans", f"plans-{number}", url, number)
        return None

    def _meetings(self, told: dict[str, str]) -> Address | None:
        board = told.get("cid") or told.get("committeeid") or ""
        if not _is_board(board):
            return None
        before = told.get("d", "")
        if told.get("act", "").lower() == "earlier" and _EARLIER.fullmatch(before):
            query = f"Act=earlier&CId={board}&D={before}&MD=ielistmeetings"
            url = self._url(f"ieListMeetings.aspx?{query}")
            return Address("meetings", f"meetings-{board}-before-{before}", url, board)
        return self.meetings(board)

    def meetings(self, board: str, year: int = 0) -> Address:
        """A board's list of meetings: of a year, or with 0 of the site's usual window."""
        url = self._url(f"ieListMeetings.aspx?CId={board}&Year={year}")
        return Address("meetings", f"meetings-{board}-{year}", url, board)

    def meeting(self, number: str, board: str | None = None) -> Address:
        """A meeting's agenda page."""
        committee = f"CId={board}&" if board else ""
        url = self._url(f"ieListDocuments.aspx?{committee}MId={number}&Ver=4")
        return Address("meeting", f"meeting-{number}", url, board)

    def entrances(self) -> Iterator[Address]:
        """The two pages that list the boards (moderngov.md §2.2)."""
        yield Address("boards", "boards", self._url("mgListCommittees.aspx?bcr=1"))
        yield Address("boards", "home", self._url("ieDocHome.aspx?bcr=1"))

    def news(self) -> Iterator[Address]:
        """What is new; the page first, the feed for sites without it."""
        yield Address("news", "news", self._url("mgWhatsNew.aspx?bcr=1"))
        yield Address("news", "feed", self._url("mgRss.aspx?XXR=0&M=0"))

    def plans(self) -> Address:
        """The page that lists the forward plans."""
        return Address("plans", "plans", self._url("mgPlansHome.aspx?bcr=1"))

    def registers(self, first: Date, last: Date) -> Iterator[Address]:
        """The lists of decisions published in these days: of Cabinet Members, and of officers."""
        days = f"{first:%d/%m/%Y}-{last:%d/%m/%Y}"
        made = {"XXR": "0", "DR": days, "ACT": "Find", "RP": "0", "K": "0", "V": "0", "DM": "0"}
        made |= {"HD": "0", "DS": "2", "Next": "true", "META": "mgdelegateddecisions"}
        name = f"register-members-{first}-{last}"
        yield Address("register", name, self._url("mgDelegatedDecisions.aspx?" + urlencode(made)))
        officers = {"XXR": "0", "FULL": "1", "BAM": "1", "DR": days, "ACT": "Find", "K": "0"}
        officers |= {"DM": "0", "DEP": "0", "PH": "0", "LO": "0", "C3": "0", "Next": "true"}
        name = f"register-officers-{first}-{last}"
        yield Address(
            "register", name, self._url("mgListOfficerDecisions.aspx?" + urlencode(officers))
        )

    def service_committees(self) -> Address:
        """All boards, past ones too."""
        return Address(
            "service-committees", "service-committees", self._url("mgWebService.asmx/GetCommittees")
        )

    def service_meetings(self, board: str, first: Date, last: Date) -> Address:
        """A board's meetings in these days; "0" for all boards. Dates must be dd/mm/yyyy (§7.1)."""
        days = {"sFromDate": f"{first:%d/%m/%Y}", "sToDate": f"{last:%d/%m/%Y}"}
        query = urlencode({"lCommitteeId": board, **days})
        return Address(
            "service-meetings",
            f"service-meetings-{board}-{first}-{last}",
            self._url(f"mgWebService.asmx/GetMeetings?{query}"),
        )

    def service_meeting(self, number: str) -> Address:
        """All that the service tells of one meeting."""
        url = self._url(f"mgWebService.asmx/GetMeeting?lMeetingId={number}")
        return Address("service-meeting", f"service-meeting-{number}", url)

    def is_error(self, url: str) -> bool:
        """True for the page on which ModernGov lands whoever asks for what is not there."""
        return _page_name(url) == "mgerror.aspx"

    def _url(self, below: str) -> str:
        return plain_address(self.root + below)


def number_of(key: str) -> str:
    """The number at the end of a page's key: "900" for `meeting-900`."""
    return key.rpartition("-")[2]


_NOISE = re.compile(r"^(?:bcr|xxr|now|zts|lll|fn-.*)$", re.I)


def _kept(query: str) -> str:
    """A page's parameters without those that mean nothing and change."""
    kept = [(name, value) for name, value in parse_qsl(query) if not _NOISE.match(name)]
    return urlencode(kept, quote_via=quote)


def _port(scheme: str, port: int | None) -> int | None:
    return None if port in {None, 80, 443} else port


def _is_board(text: str) -> bool:
    """True for the number of one board; 0 means all of them."""
    return is_number(text) and int(text) > 0


def _page_name(url: str) -> str:
    try:
        return urlsplit(url).path.rpartition("/")[2].lower()
    except ValueError:
        return ""
