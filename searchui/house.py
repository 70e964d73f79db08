"""What the pages must know of whoever runs this server, and of what the server may hand out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import date as Date
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from indexer.errors import BadCall
from indexer.search.papers import Papers

_HERE = ZoneInfo("Europe/London")
_EVERYWHERE = frozenset({"0.0.0.0", "::", "*", ""})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names under which a machine is known to itself."""


@dataclass(frozen=True, slots=True)
class House:
    """The settings of the web pages; those of a server for oneself, unless said otherwise."""

    address: str | None = None
    """The public address, such as `https://minutes.example.org`, as feeds and citations name it."""
    names: frozenset[str] = frozenset()
    """Further names and numbers of hosts under which it may be asked."""
    operator: str | None = None
    """Who runs this server, as people are told."""
    contact: str | None = None
    """The e-mail address (or the page) for what is wrong or must be taken down."""
    papers: Papers | None = None
    """Gives papers and pictures of their pages; without it none are shown."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def today(self) -> Date:
        """The day it is in the United Kingdom."""
        return self.now().astimezone(_HERE).date()

    @property
    def hosts(self) -> frozenset[str]:
        """All names of hosts that requests may be addressed to, without ports."""
        public = urlsplit(self.address).hostname if self.address else None
        return LOOPBACK | self.names | ({public} if public else set())

    @property
    def for_oneself(self) -> bool:
        """Whether only this machine itself is answered: whoever asks runs the server."""
        return self.hosts <= LOOPBACK

    @property
    def contact_link(self) -> str | None:
        """The address that a link to the contact has."""
        if self.contact is None or self.contact.startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}"


def is_mail(contact: str) -> bool:
    """Whether a contact is one plain e-mail address: no name beside it, nothing that a link could ask."""
    return re.fullmatch(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+", contact, re.ASCII) is not None


def _is_page(contact: str) -> bool:
    """Whether it is the address of a page."""
    page = _split(contact)
    return page.scheme in {"http", "https"} and bool(page.hostname)


def _split(address: str) -> SplitResult:
    """The parts of an address; none of something that is no address."""
    try:
        return urlsplit("" if re.search(r"[\s<>\"]", address) else address)
    except ValueError:
        return urlsplit("")


def checked(house: House, *, listening: str) -> House:
    """The settings of a server that listens on this address, which becomes a name of its own.

    `BadCall` where the contact or the public address is none, or the latter is wanted: a server that
    everybody can reach must know its names.
    """
    if house.contact and not is_mail(house.contact) and not _is_page(house.contact):
        raise BadCall(
            f"“{house.contact}” is neither an e-mail address alone nor the address of a page. Write: "
            "--contact desk@example.org or --contact https://example.org/contact"
        )
    public = _split(house.address or "")
    whole = public.scheme in {"http", "https"} and public.hostname and public.path in {"", "/"}
    if house.address and (not whole or public.query or public.fragment or public.username):
        raise BadCall(
            f"“{house.address}” is no address of a server. Write it whole, without a folder: "
            "--address https://minutes.example.org"
        )
    if listening in _EVERYWHERE and not house.address:
        raise BadCall(
            f"--host {listening} listens on every address of this machine. Say under which people will"
            " ask: --address http://minutes.example.org:8000"
        )
    return replace(house, names=house.names | ({listening.lower()} - _EVERYWHERE))
