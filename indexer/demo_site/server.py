"""The fixture site: the shipped invented council over real HTTP on loopback.

It behaves as council sites do (unlike addresses for one meeting, a redirect where another would say
404, hidden links), so that the demonstration and the tests crawl what a real crawl meets.
"""

import hashlib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode, urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response

from indexer.demo_site import pages, spoil
from indexer.demo_site.answers import (
    Answer,
    Ask,
    Change,
    Quirks,
    Request,
    is_meant,
    key_of,
    session_of,
)
from indexer.demo_site.files import NOT_FOUND
from indexer.demo_site.markup import is_trap
from indexer.demo_site.papers import Papers, load, with_drafts, without

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_HOST = "127.0.0.1"
_SESSION = "(X(1)S(kbc5l4a2mgz0))/"
_LARGEST_FORM = 65_536


@dataclass(slots=True)
class _Changed:
    """A change to what some addresses answer, and how many more times it is made."""

    where: str
    change: Change
    left: float


class DemoSite:
    """One running site; `serve` makes it. It may be asked and changed while it runs."""

    def __init__(self, papers: Papers, root: str, quirks: Quirks) -> None:
        """Take the papers as loaded; `root` is the whole address of the site's root."""
        self.root = root
        self.quirks = quirks
        self._loaded = papers
        self._approved: frozenset[int] = frozenset()
        self._removed: frozenset[str] = frozenset()
        self._papers = self._now()
        self._changes: list[_Changed] = []
        self._arrivals = itertools.count()
        self._requests: list[Request] = []
        self._versions: dict[str, tuple[str, datetime]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @classmethod
    @contextmanager
    def serve(
        cls, folder: Path, *, root: str = "/", quirks: Quirks | None = None, port: int = 0
    ) -> Iterator[Self]:
        """Serve this folder under `root` on loopback until the block ends: at this port if it is
        free, else at any that is.

        Raises Failed where the folder holds no usable `site.json`.
        """
        papers = load(folder)
        server = _server(port)
        path = f"/{root.strip('/')}/".replace("//", "/")
        site = cls(papers, f"http://{_HOST}:{server.server_port}{path}", quirks or Quirks())
        server.app = site._respond
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            site._stopping.set()
            server.shutdown()
            thread.join()
            server.server_close()

    # --- what was asked ---------------------------------------------------------------------------

    @property
    def requests(self) -> list[Request]:
        """All requests so far, in the order in which they were answered."""
        with self._lock:
            return list(self._requests)

    @property
    def trapped(self) -> list[Request]:
        """Those for calendars, registers of interest and hidden links, which no guest should ask."""
        return [request for request in self.requests if self._is_trap(request.address)]

    # --- changes ----------------------------------------------------------------------------------

    def edit(self, where: str, change: Callable[[bytes], bytes] | Answer) -> None:
        """From now on another body, or another answer altogether, at an address.

        `where` is an address relative to the root or a key, as `is_meant` has it.
        """
        self.spoil(where, (lambda _: change) if isinstance(change, Answer) else spoil.body(change))

    def spoil(self, where: str, change: Change, *, times: int | None = None) -> None:
        """Let something go wrong at an address, always or only so many times; see `spoil`."""
        with self._lock:
            self._changes.append(_Changed(where, change, float("inf") if times is None else times))

    def remove(self, key: str) -> None:
        """Take a paper away, out of all lists too; ValueError where none has this key or address."""
        known = key_of(key)
        with self._lock:
            if not known or without(self._papers, frozenset({known})) == self._papers:
                raise ValueError(f"nothing here has the key {key}")
            self._removed |= {known}
            self._papers = self._now()

    def restore(self, key: str) -> None:
        """Publish again what was removed; ValueError where it was not."""
        known = key_of(key)
        with self._lock:
            if known not in self._removed:
                raise ValueError(f"{key} was not removed")
            self._removed -= {known}
            self._papers = self._now()

    def publish_approved(self, meeting: int) -> None:
        """Put the approved minutes in the place of the draft; ValueError where no draft is shown."""
        shown = self._loaded.meeting(meeting)
        with self._lock:
            if not self.quirks.drafts or not shown or not shown.draft_page:
                raise ValueError(f"meeting {meeting} does not show a draft")
            self._approved |= {meeting}
            self._papers = self._now()

    def _now(self) -> Papers:
        """The papers as they are to be shown."""
        shown = with_drafts(self._loaded, self._approved) if self.quirks.drafts else self._loaded
        return without(shown, self._removed)

    # --- answering --------------------------------------------------------------------------------

    def _respond(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        moment = time.monotonic()
        http = HttpRequest(environ)
        address = str(environ["REQUEST_URI"])
        answer = self._answer(address, http)
        response = _response(answer)
        if self.quirks.cookies:
            response.set_cookie("ASP.NET_SessionId", "kbc5l4a2mgz0")
        if self.quirks.validators and answer.status == 200:
            self._validate(response, address, answer.body, environ)
        headers = {name.lower(): value for name, value in http.headers.items()}
        with self._lock:
            self._requests.append(Request(address, moment, headers, response.status_code))
        self._stopping.wait(answer.delay)
        return response(environ, start)

    def _answer(self, address: str, http: HttpRequest) -> Answer:
        """The plain site's answer, with the quirks and changes."""
        arrival = next(self._arrivals)
        if self.quirks.forbidden_after is not None and arrival >= self.quirks.forbidden_after:
            return spoil.refused()(NOT_FOUND)
        if http.method not in ("GET", "HEAD", "POST"):
            return Answer(405, headers={"Allow": "GET, HEAD, POST"})
        inside = self._inside(address)
        if inside is None:
            return NOT_FOUND
        answer = self._changed(inside, self._plain(inside, http))
        return self._located(answer, session_of(inside))

    def _inside(self, address: str) -> str | None:
        """The address relative to the root; None for one outside it. robots.txt is always inside."""
        if address.partition("?")[0] == "/robots.txt":
            return pages.ROBOTS
        root = urlsplit(self.root).path
        return address[len(root) :] if address.lower().startswith(root.lower()) else None

    def _plain(self, inside: str, http: HttpRequest) -> Answer:
        """What the site says before changes."""
        quirks = self.quirks
        if inside == pages.ROBOTS:
            return pages.robots(quirks.robots, quirks.crawl_delay)
        ask = Ask.of(inside, self.root, quirks)
        if quirks.login and ask.name != pages.LOGIN:
            return Answer(
                302, headers={"Location": f"ieLogon.aspx?{urlencode({'RPID': ask.name})}"}
            )
        if quirks.session_paths and ask.name.endswith(".aspx") and not session_of(inside):
            return Answer(302, headers={"Location": _SESSION + inside})
        return pages.answer(self._papers, replace(ask, params={**_form(http), **ask.params}))

    def _changed(self, inside: str, answer: Answer) -> Answer:
        """The answer with all changes that are meant for this address, in the order they came."""
        with self._lock:
            meant = [one for one in self._changes if one.left > 0 and is_meant(one.where, inside)]
            for one in meant:
                one.left -= 1
        for one in meant:
            answer = one.change(answer)
        return answer

    def _located(self, answer: Answer, session: str) -> Answer:
        """A redirect within the site stays in its folder and in its session."""
        to = answer.headers.get("Location")
        if not to or urlsplit(to).scheme or to.startswith("/"):
            return answer
        to = urlsplit(self.root).path + ("" if session_of(to) else session) + to
        return replace(answer, headers={**answer.headers, "Location": to})

    def _validate(
        self, response: Response, address: str, body: bytes, environ: "WSGIEnvironment"
    ) -> None:
        """Add ETag and Last-Modified; each new body at an address is a minute younger."""
        etag = hashlib.sha256(body).hexdigest()[:16]
        with self._lock:
            today = self._loaded.all.today
            first = (etag, datetime(today.year, today.month, today.day, 9, tzinfo=UTC))
            known, since = self._versions.get(address, first)
            if known != etag:
                since += timedelta(minutes=1)
            self._versions[address] = (etag, since)
        response.set_etag(etag)
        response.last_modified = since
        response.make_conditional(environ)

    def _is_trap(self, address: str) -> bool:
        inside = self._inside(address)
        ask = Ask.of(inside or "")
        return inside is not None and is_trap(ask.name, ask.number("mid", "meetingid"))


class _Silent(WSGIRequestHandler):
    """Requests are recorded, not printed."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Print nothing."""


def _response(answer: Answer) -> Response:
    """The answer as HTTP; one that repeats itself does not say its length."""
    # A list, for with bytes a Content-Length of the answer's own would be put right.
    body = [answer.body] if answer.repeat == 1 else itertools.repeat(answer.body, answer.repeat)
    return Response(body, answer.status, dict(answer.headers))


def _form(http: HttpRequest) -> dict[str, str]:
    """What was posted, names in small letters; nothing of a form that is too large."""
    http.max_content_length = _LARGEST_FORM
    try:
        return {name.lower(): value for name, value in http.form.items()}
    except RequestEntityTooLarge:
        return {}


def _server(port: int) -> BaseWSGIServer:
    """A server at this port; at another if it is taken."""
    with socket.socket() as trial:
        try:
            trial.bind((_HOST, port))
        except OSError:
            port = 0
    return make_server(_HOST, port, Response(status=503), threaded=True, request_handler=_Silent)
