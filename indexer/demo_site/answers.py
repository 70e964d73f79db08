"""What goes to and fro: a request taken apart, an answer, and how a site can differ from the plain one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self
from urllib.parse import parse_qsl, unquote

from indexer.councils import document_key, page_key

HTML = "text/html; charset=utf-8"
XML = "text/xml; charset=utf-8"
_KEY = re.compile(r"[a-z-]+\d+(?:-\d+)?")
_SESSIONS = re.compile(r"(?:\((?:[A-Z]\([^()/]*\))+\)/)+", re.I)


@dataclass(frozen=True, slots=True)
class Quirks:
    """How a site as a whole differs from the plain one; see `spoil` for single addresses."""

    service: Literal["on", "off", "html", "empty"] = "on"
    """The web service: as it should be, 404, a page of HTML with 200, or valid and empty."""
    drafts: bool = False
    """Meetings that have a draft of their minutes show it until `publish_approved`."""
    years: bool = True
    """Whether lists of meetings heed `Year=`; without, only earlier and later meetings lead on."""
    session_paths: bool = False
    """Every page asked for without a session in its path is redirected to one that has it."""
    validators: bool = False
    """ETag and Last-Modified are sent, and 304 where nothing changed."""
    forbidden_after: int | None = None
    """From then on, all is 403: 0 from the first request, 10 from the eleventh."""
    login: bool = False
    """Every page leads to the login page."""
    cookies: bool = False
    """Every answer sets a cookie."""
    robots: str | None = None
    """The text of robots.txt; None for the plain site's."""
    crawl_delay: float | None = None
    """Seconds between requests that robots.txt asks for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request that came in."""

    address: str
    """Path and query as they were sent."""
    moment: float
    """When, by `time.monotonic`."""
    headers: Mapping[str, str]
    """By name in small letters."""
    status: int
    """What it was answered with."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says. A Location without a host is taken from the site's root."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": HTML})
    delay: float = 0.0
    """Seconds before it begins."""
    repeat: int = 1
    """How many times the body is sent, one after another, without saying how long it will be."""


Change = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as the pages see it: names in small letters, no session, relative to the root."""

    name: str
    params: Mapping[str, str]
    root: str = "/"
    """The address of the site's root, with host."""
    quirks: Quirks = Quirks()

    @classmethod
    def of(cls, address: str, root: str = "/", quirks: Quirks | None = None) -> Self:
        """Take apart an address that is relative to the root."""
        path, _, query = address.partition("#")[0].partition("?")
        path = unquote(path).removeprefix(session_of(address))
        params: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            params.setdefault(name.lower(), value.strip())
        return cls(path.lstrip("/").lower(), params, root, quirks or Quirks())

    def text(self, *names: str) -> str:
        """The first of these parameters that is given; "" where none is."""
        return next((self.params[name] for name in names if self.params.get(name)), "")

    def number(self, *names: str) -> int | None:
        """The same as a number; None where it is none."""
        text = self.text(*names)
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def session_of(address: str) -> str:
    """The session that some sites put in front of a page's name: `(X(1)S(abc))/`; "" without one."""
    found = _SESSIONS.match(unquote(address))
    return found[0] if found else ""


def key_of(address: str) -> str | None:
    """The key of what an address tells of (`meeting-900`, `s5001`); a key is its own."""
    if _KEY.fullmatch(address):
        return address
    return document_key(address) or page_key(address)


def is_meant(where: str, address: str) -> bool:
    """Whether `where` means this address, both relative to the root.

    It does where both have the same key, however they are written; else where the page is the same
    and each parameter in `where` has the same value. So `mgWhatsNew.aspx` means all of its pages,
    and `*` means everything.
    """
    if where == "*":
        return True
    key = key_of(where)
    if key:
        return key == key_of(address)
    meant, asked = Ask.of(where), Ask.of(address)
    return meant.name == asked.name and meant.params.items() <= asked.params.items()
