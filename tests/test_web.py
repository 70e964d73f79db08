"""The polite guest: what it asks, when, and what becomes of each answer. All on loopback."""

import gzip
import random
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BadCall, Failed
from indexer.sources import exchange, web
from indexer.sources.answer import Answer
from indexer.sources.pace import Clock, retry_after
from indexer.sources.reach import Reach, Root, is_public, web_address
from indexer.sources.robots import LARGEST, Robots, read_robots
from indexer.sources.web import Guest, user_agent

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LIMIT = 1_000_000
PUBLIC = "93.184.215.14"
SITE = "https://papers.kelderby.example/"

Play = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Asked:
    """A request as the server saw it."""

    path: str
    headers: dict[str, str]
    at: float
    port: int


class Site:
    """A council's site on loopback. `plays` holds what each path does; else it is missing."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.plays: dict[str, Play] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                port = int(self.client_address[1])
                site.asked.append(Asked(self.path, headers, time.monotonic(), port))
                site.plays.get(self.path, says(404))(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a guest that hangs up is no error

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.root = f"http://127.0.0.1:{self.port}/"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    @contextmanager
    def open(self) -> Iterator["Site"]:
        """Serve in a thread."""
        thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join(5)


def says(status: int, body: bytes = b"", **headers: str) -> Play:
    """An ordinary answer; `_` in the name of a header stands for a hyphen."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return play


def in_turn(*plays: Play) -> Play:
    """One after the other, then the last for ever."""
    left = list(plays)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def raw(*pieces: bytes, every: float = 0.0) -> Play:
    """These very bytes, then the connection closes."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(every)

    return play


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    jitter: float = 1.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.seconds,
            sleep=self.sleep,
            today=lambda: MONDAY + timedelta(seconds=self.seconds),
            jitter=lambda: self.jitter,
        )


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests are not asked through the proxies of whoever runs them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without a robots.txt."""
    with Site().open() as site:
        yield site


@pytest.fixture
def at() -> FakeTime:
    """A fake clock."""
    return FakeTime()


def nothing_forbidden(root: str) -> list[Robots]:
    """A robots.txt of today, so that none is asked for."""
    return [Robots(root.rstrip("/"), "", datetime.now(UTC))]


def get(site: Site, path: str = "page", *, limit: int = LIMIT, **how: object) -> Answer:
    """What a guest without a delay gets; its body read into memory by nobody yet."""
    with Guest(site.root, delay=0, **how) as guest:  # type: ignore[arg-type]
        return guest.get(site.root + path, limit=limit)


def body(answer: Answer) -> bytes:
    """The body, closed after it is read."""
    assert answer.body is not None, answer.reason
    with answer:
        return answer.body.read()


def played(
    answers: Callable[[httpx2.Request], httpx2.Response], root: str = SITE, **how: object
) -> Guest:
    """A guest at a public site that is only played."""
    how = {"clock": FakeTime().clock(), "look_up": lambda host, port: [PUBLIC], **how}
    return Guest(root, transport=httpx2.MockTransport(answers), **how)  # type: ignore[arg-type]


def reply(status: int, content: bytes = b"", **headers: str) -> httpx2.Response:
    """A played reply."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, headers=told, stream=httpx2.ByteStream(content))


def only(status: int, **headers: str) -> Callable[[httpx2.Request], httpx2.Response]:
    """A site without robots.txt that answers everything so."""
    return lambda request: (
        reply(404) if request.url.path == "/robots.txt" else reply(status, b"", **headers)
    )


# --- what is asked, and what comes ------------------------------------------------------------


def test_a_page(site: Site) -> None:
    """A page comes with its bytes, its media type and its validators."""
    play = says(200, b"<p>Minutes", Content_Type="Text/HTML; charset=utf-8", ETag='"7"')
    site.plays["/page"] = play
    answer = get(site)
    assert body(answer) == b"<p>Minutes"
    assert (answer.outcome, answer.status, answer.reason) == ("ok", 200, "")
    assert (answer.media_type, answer.etag, answer.modified) == ("text/html", '"7"', None)
    assert answer.asked == answer.url == site.root + "page"


def test_headers_sent(site: Site) -> None:
    """It says who it is, asks for gzip alone, and sends neither cookies nor a referer."""
    site.plays["/page"] = says(200, Set_Cookie="s=1")
    with Guest(site.root, delay=0) as guest:
        for _ in range(2):
            with guest.get(site.root + "page", limit=LIMIT) as answer:
                assert "set-cookie" not in answer.headers
    sent = site.asked[-1].headers
    assert sorted(sent) == ["accept", "accept-encoding", "host", "user-agent"]
    assert sent["accept-encoding"] == "gzip"
    assert sent["user-agent"] == user_agent()


def test_user_agent() -> None:
    """Who we are, with a contact only where the user gives one, and no address of our own."""
    assert user_agent().endswith("(committee papers search)")
    assert user_agent("a@kelderby.example").endswith("search; contact: a@kelderby.example)")
    assert "http" not in user_agent()


@pytest.mark.parametrize("contact", ["", "a\r\nCookie: b", "Zoë", " a", "\x00"])
def test_contact_that_cannot_be_sent(contact: str) -> None:
    """A contact that cannot stand in a header is a wrong call."""
    with pytest.raises(BadCall, match="--contact"):
        Guest(SITE, contact=contact)


def test_credentials_of_an_address_are_not_sent(site: Site) -> None:
    """A user name and password in an address are left out."""
    site.plays["/page"] = says(200)
    address = site.root.replace("//", "//clerk:secret@") + "page"
    with Guest(site.root, delay=0) as guest, guest.get(address, limit=LIMIT) as answer:
        assert answer.url == site.root + "page"
    assert "authorization" not in site.asked[-1].headers


def test_one_connection(site: Site) -> None:
    """All requests, also those that find nothing, go through one connection."""
    site.plays["/page"] = says(200, b"x" * 5000)
    site.plays["/moved"] = says(302, b"Object moved", Location="/page")
    site.plays["/same"] = says(304)
    with Guest(site.root, delay=0) as guest:
        for path in ("page", "gone", "moved", "page"):
            guest.get(site.root + path, limit=LIMIT).close()
        guest.get(site.root + "same", limit=LIMIT, etag='"1"')
        guest.get(site.root + "page", limit=LIMIT).close()
    assert len(site.asked) == 8
    assert len({asked.port for asked in site.asked}) == 1


def test_conditional_request(site: Site) -> None:
    """Validators of the last visit are sent, and an unchanged page has no body."""
    site.plays["/page"] = says(304)
    with Guest(site.root, delay=0) as guest:
        answer = guest.get(site.root + "page", limit=LIMIT, etag='W/"7"', modified="yesterday")
    assert (answer.outcome, answer.body) == ("not modified", None)
    assert site.asked[-1].headers["if-none-match"] == 'W/"7"'
    assert site.asked[-1].headers["if-modified-since"] == "yesterday"
    assert "if-none-match" not in site.asked[0].headers


def test_validators_that_no_header_may_hold(site: Site) -> None:
    """A site's odd ETag is not sent back."""
    site.plays["/page"] = says(200)
    with Guest(site.root, delay=0) as guest:
        odd = "ä\r\nX: 1"
        guest.get(site.root + "page", limit=LIMIT, etag=odd, modified="é").close()
    assert sorted(site.asked[-1].headers) == ["accept", "accept-encoding", "host", "user-agent"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, "refused"),
        (403, "refused"),
        (404, "missing"),
        (410, "missing"),
        (202, "failed"),
        (204, "failed"),
        (206, "failed"),
        (300, "failed"),
        (302, "failed"),
        (304, "failed"),
        (400, "failed"),
        (407, "failed"),
        (418, "failed"),
        (429, "failed"),
        (500, "failed"),
        (503, "failed"),
        (599, "failed"),
    ],
)
def test_status(status: int, outcome: str) -> None:
    """Every status has its outcome, and a reason that names it."""
    with played(only(status)) as guest:
        answer = guest.get(SITE + "page", limit=LIMIT)
    assert (answer.outcome, answer.status, answer.body) == (outcome, status, None)
    assert str(status) in answer.reason


@pytest.mark.parametrize(
    "url", ["", "page", "mailto:a@b.example", "http://", "https://[::1", "http://h:99999/"]
)
def test_no_web_address(url: str) -> None:
    """What is no web address is told, not asked for."""
    with played(only(200)) as guest:
        assert guest.get(url, limit=LIMIT).outcome == "failed"


@pytest.mark.parametrize("root", ["", "kelderby.example", "ftp://kelderby.example/", "https:///x"])
def test_root_that_is_no_address(root: str) -> None:
    """A root that cannot be meant is a wrong call that says what to write."""
    with pytest.raises(BadCall, match="https://"):
        Guest(root)


@pytest.mark.parametrize("delay", [-1, float("nan"), float("inf")])
def test_delay_that_is_none(delay: float) -> None:
    """A delay must be a number of seconds."""
    with pytest.raises(BadCall, match="--delay"):
        Guest(SITE, delay=delay)


# --- redirects --------------------------------------------------------------------------------


def test_redirect_within(site: Site) -> None:
    """A redirect under the root is followed, and the answer says where it led."""
    site.plays["/page"] = says(301, Location="sub/there?x=1#top")
    site.plays["/sub/there?x=1"] = says(200, b"here")
    answer = get(site)
    assert body(answer) == b"here"
    assert answer.url == site.root + "sub/there?x=1"


@pytest.mark.parametrize(
    "location",
    [
        "//elsewhere.example/",
        "http://127.0.0.2/",
        "http://localhost/",
        "/sub/../../page",
        "https://user@elsewhere.example",
        "http://127.0.0.1:1/root/page",
        "/root/%2e%2e/page",
        "/root/.%2E/page",
        "/rooted",
    ],
)
def test_redirect_that_leaves_the_root(site: Site, location: str) -> None:
    """A redirect out of the root is told and not followed."""
    site.plays["/root/page"] = says(302, Location=location)
    with Guest(site.root + "root", delay=0) as guest:
        answer = guest.get(site.root + "root/page", limit=LIMIT)
    assert (answer.outcome, answer.body) == ("elsewhere", None)
    assert answer.url in answer.reason
    assert site.paths() == ["/root/page"]


def test_address_outside_the_root(site: Site) -> None:
    """An address that is not under the root is not asked for at all."""
    with Guest(site.root + "root/", delay=0) as guest:
        assert guest.get(site.root + "page", limit=LIMIT).outcome == "elsewhere"
    assert site.asked == []


def test_redirect_to_https_of_the_same_host() -> None:
    """Both http and https of one host are one root, each with its own robots.txt."""
    asked = []

    def answers(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        if request.url.path == "/robots.txt":
            return reply(404)
        if request.url.scheme == "http":
            return reply(301, location=str(request.url).replace("http://", "https://"))
        return reply(200, b"safe")

    with played(answers, "http://Papers.Kelderby.example/") as guest:
        answer = guest.get("http://papers.KELDERBY.example/page", limit=LIMIT)
    assert body(answer) == b"safe"
    assert answer.url == SITE + "page"
    assert asked[2:] == [SITE + "robots.txt", SITE + "page"]


def test_redirects_without_end(site: Site) -> None:
    """At most five redirects are followed."""
    site.plays["/page"] = says(302, Location="/page")
    answer = get(site)
    assert (answer.outcome, len(site.paths())) == ("failed", 6)
    assert "cookies" in answer.reason


@pytest.mark.parametrize("location", ["http://[::1", "http://h:port/", "javascript:go()", "https:"])
def test_redirect_to_no_address(site: Site, location: str) -> None:
    """A redirect that leads to no web address is a failure, asked once."""
    site.plays["/page"] = says(302, Location=location)
    assert get(site).outcome == "failed"
    assert site.paths() == ["/page"]


def test_redirect_in_plain_utf_8(site: Site) -> None:
    """A redirect that should have been quoted leads where it means."""
    location = "/Café agenda.pdf"
    head = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location
    site.plays["/page"] = raw(head.encode() + b"\r\n\r\n")
    site.plays["/Caf%C3%A9%20agenda.pdf"] = says(200, b"%PDF")
    assert body(get(site)) == b"%PDF"


@pytest.mark.parametrize(
    "location",
    [
        "/Login.aspx?ReturnUrl=%2fpage",
        "/account/sign-in/",
        "/ieLogon.aspx",
        "https://login.elsewhere.example/x/authorize",
        "https://kelderby.example/adfs/ls/?wa=1",
    ],
)
def test_redirect_to_a_login(location: str) -> None:
    """A redirect to a login, wherever it stands, is a refusal."""
    with played(only(302, location=location)) as guest:
        answer = guest.get(SITE + "page", limit=LIMIT)
    assert (answer.outcome, "login" in answer.reason) == ("refused", True)


def test_pages_that_only_sound_like_a_login(site: Site) -> None:
    """A redirect to a paper about logging in is followed."""
    site.plays["/page"] = says(302, Location="/documents/s7/Login%20system%20report.pdf")
    site.plays["/documents/s7/Login%20system%20report.pdf"] = says(200, b"%PDF")
    assert body(get(site)) == b"%PDF"


# --- the root ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("root", "inside", "outside"),
    [
        ("https://a.example", "http://A.example./x", "https://b.example/x"),
        ("https://a.example:443/", "http://a.example:80/", "http://a.example:443/"),
        ("http://a.example:8080", "http://a.example:8080/x", "http://a.example/x"),
        (
            "https://a.example/Moderngov",
            "https://a.example/modernGov",
            "https://a.example/moderngovx",
        ),
        ("https://a.example/m/", "https://a.example/m/x?../..", "https://a.example/m/../x"),
        ("https://a.example/m/mgHome.aspx?x=1", "https://a.example/m/x", "https://a.example/x"),
        ("http://[::1]:8000/", "http://[::1]:8000/x", "http://[::2]:8000/x"),
        (
            "https://exämple.example/",
            "https://xn--exmple-cua.example/x",
            "https://example.example/",
        ),
    ],
)
def test_root_holds(root: str, inside: str, outside: str) -> None:
    """Host without case, http and https alike, the same port, whole folders of the path."""
    of = Root.of(root)
    address, other = web_address(inside), web_address(outside)
    assert address and of.holds(address)
    assert other and not of.holds(other)


@given(st.text(max_size=40))
def test_any_text_as_an_address(text: str) -> None:
    """Whatever stands in a link is an address or none; what lies under the root has its host."""
    base = web_address(SITE + "m/")
    address = web_address(text, base)
    if address is not None and Root.of(SITE).holds(address):
        assert address.raw_host.lower().rstrip(b".") == b"papers.kelderby.example"
        assert not address.userinfo


# --- robots.txt -------------------------------------------------------------------------------

RULES = b"""\xef\xbb\xbfUser-agent: search
Disallow: /
User-agent: *
Disallow: /*.pdf$
Disallow: /private
Allow: /private/open
Disallow: /*?*Act=
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("page", True),
        ("a/b.pdf", False),
        ("a/b.pdf?x", True),
        ("private/x", False),
        ("private/open/x", True),
        ("cal?d=1&Act=later", False),
    ],
)
def test_robots_rules(site: Site, path: str, allowed: bool) -> None:
    """Wildcards, `$` and the longest match count; rules for other robots do not."""
    site.plays["/robots.txt"] = says(200, RULES)
    site.plays["/" + path] = says(200)
    with get(site, path) as answer:
        assert answer.outcome == ("ok" if allowed else "refused")
    assert site.paths() == (["/" + path] if allowed else [])
    assert allowed or "robots.txt" in answer.reason


def test_robots_that_name_us(site: Site) -> None:
    """Rules for Minutebook take the place of those for everybody."""
    site.plays["/robots.txt"] = says(
        200, b"User-agent: *\nDisallow:\nUser-agent: minutebook\nDisallow: /"
    )
    assert get(site).outcome == "refused"


def test_robots_of_a_redirect(site: Site) -> None:
    """A redirect to what robots.txt forbids is not followed."""
    site.plays["/robots.txt"] = says(200, b"User-agent: *\nDisallow: /no")
    site.plays["/page"] = says(302, Location="/no")
    assert get(site).outcome == "refused"
    assert site.paths() == ["/page"]


def test_robots_are_asked_for_once_a_day(site: Site, at: FakeTime) -> None:
    """robots.txt is fetched once, handed out, and again after 24 hours; so by the next guest."""
    site.plays["/robots.txt"] = says(200, b"User-agent: *\nDisallow: /no")
    with Guest(site.root, delay=0, clock=at.clock()) as guest:
        for _ in range(3):
            guest.get(site.root + "page", limit=LIMIT)
        kept = guest.robots
    assert [robots.origin for robots in kept] == [site.root.rstrip("/")]
    with Guest(site.root, delay=0, clock=at.clock(), robots=kept) as guest:
        assert guest.get(site.root + "no", limit=LIMIT).outcome == "refused"
        assert sum(asked.path == "/robots.txt" for asked in site.asked) == 1
        at.seconds += 24 * 3600
        guest.get(site.root + "no", limit=LIMIT)
    assert sum(asked.path == "/robots.txt" for asked in site.asked) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_no_robots(site: Site, status: int) -> None:
    """A site that has no robots.txt, by any 4xx, allows everything."""
    site.plays["/robots.txt"] = says(status)
    site.plays["/page"] = says(200, b"open")
    assert body(get(site)) == b"open"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_that_fail(site: Site, at: FakeTime, status: int) -> None:
    """While robots.txt fails, nothing is asked for; later it is tried again."""
    site.plays["/robots.txt"] = in_turn(*[says(status)] * 3, says(404))
    site.plays["/page"] = says(200, b"open")
    with Guest(site.root, delay=0, clock=at.clock()) as guest:
        answer = guest.get(site.root + "page", limit=LIMIT)
        assert (answer.outcome, answer.status, site.paths()) == ("refused", status, [])
        assert "robots.txt" in answer.reason
        assert guest.robots == ()
        assert body(guest.get(site.root + "page", limit=LIMIT)) == b"open"


def test_robots_elsewhere() -> None:
    """A robots.txt that stands on another host holds for ours (RFC 9309, 2.3.1.2)."""

    def answers(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "www.kelderby.example":
            return reply(200, b"User-agent: *\nDisallow: /page")
        return reply(301, location="https://www.kelderby.example/r.txt")

    with played(answers) as guest:
        assert guest.get(SITE + "page", limit=LIMIT).outcome == "refused"


def test_robots_in_a_private_network() -> None:
    """A robots.txt that redirects into a private network is not asked for there."""
    asked = []

    def answers(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        return reply(301, location="http://router.example/")

    where = {"router.example": ["192.168.0.1"]}
    with played(answers, look_up=lambda host, port: where.get(host, [PUBLIC])) as guest:
        answer = guest.get(SITE + "page", limit=LIMIT)
    assert (answer.outcome, "--allow-private" in answer.reason) == ("refused", True)
    assert asked == ["papers.kelderby.example"]


def test_large_robots(site: Site) -> None:
    """Of a long robots.txt 500 kB are read; a rule that is cut there does not count."""
    head = b"User-agent: *\nDisallow: /no\n"
    line = b"Disallow: /abcdefgh/\n"
    filler = b"#" * ((LARGEST - len(head) - 11) - 1) + b"\n"
    site.plays["/robots.txt"] = says(200, head + filler + line + b"#" * LARGEST)
    site.plays["/page"] = says(200, b"open")
    assert read_robots((head + filler + line)[:LARGEST]).endswith("#\n")
    assert body(get(site)) == b"open"
    assert get(site, "no").outcome == "refused"


@given(st.binary(max_size=300))
def test_any_bytes_as_robots(data: bytes) -> None:
    """Whatever stands at /robots.txt can be read and asked."""
    robots = Robots("https://a.example", read_robots(data), MONDAY)
    robots.allows("https://a.example/x", "Minutebook/1")
    assert robots.crawl_delay("Minutebook/1") >= 0


# --- time -------------------------------------------------------------------------------------


def test_gaps_between_requests(site: Site) -> None:
    """By the server's clock, requests are never nearer than the delay, robots.txt and redirects too."""
    site.plays["/page"] = says(302, Location="/there")
    site.plays["/there"] = says(200)
    with Guest(site.root, delay=0.05) as guest:
        for _ in range(3):
            guest.get(site.root + "page", limit=LIMIT).close()
    times = [asked.at for asked in site.asked]
    assert len(times) == 7
    assert min(b - a for a, b in pairwise(times)) >= 0.05


def test_default_delay_and_jitter() -> None:
    """Two seconds and up to a quarter more, drawn for each request."""
    at = FakeTime()
    drawn = random.Random(7)
    clock = Clock(at.clock().now, at.sleep, at.clock().today, lambda: drawn.uniform(1, 1.25))
    with played(only(404), clock=clock) as guest:
        for _ in range(50):
            guest.get(SITE, limit=LIMIT)
    assert len(at.slept) == 50
    assert all(2 <= seconds <= 2.5 for seconds in at.slept)
    assert len(set(at.slept)) > 40
    assert 1 <= Clock().jitter() <= 1.25


def test_jitter_never_shortens() -> None:
    """Whatever chance says, the delay is kept."""
    at = FakeTime(jitter=0.1)
    with played(only(404), clock=at.clock()) as guest:
        guest.get(SITE, limit=LIMIT)
    assert at.slept == [2]


def test_time_already_passed_counts() -> None:
    """No sleep where the delay has passed by itself."""
    at = FakeTime()
    with played(only(404), clock=at.clock()) as guest:
        guest.get(SITE, limit=LIMIT)
        at.seconds += 60
        guest.get(SITE, limit=LIMIT)
    assert at.slept == [2]


def test_crawl_delay(site: Site, at: FakeTime) -> None:
    """A Crawl-delay longer than ours is kept from the first page on; a shorter one changes nothing."""
    site.plays["/robots.txt"] = says(200, b"User-agent: *\nCrawl-delay: 10.5")
    told: list[tuple[float, str]] = []
    with Guest(
        site.root, clock=at.clock(), waiting=lambda seconds, why: told.append((seconds, why))
    ) as guest:
        guest.get(site.root, limit=LIMIT)
        guest.get(site.root, limit=LIMIT)
    assert at.slept == [10.5, 10.5]
    assert told == [(10.5, "between requests")] * 2
    with Guest(site.root, delay=20, clock=at.clock(), robots=guest.robots) as guest:
        guest.get(site.root, limit=LIMIT)
        guest.get(site.root, limit=LIMIT)
    assert at.slept[2:] == [20]


def test_absurd_crawl_delay(site: Site, at: FakeTime) -> None:
    """A Crawl-delay above a minute is told with what to say; then it is kept."""
    site.plays["/robots.txt"] = says(200, b"User-agent: *\nCrawl-delay: 3600")
    with Guest(site.root, clock=at.clock()) as guest:
        answer = guest.get(site.root, limit=LIMIT)
    assert (answer.outcome, "--delay 3600" in answer.reason) == ("refused", True)
    assert (site.paths(), at.slept) == ([], [])
    with Guest(site.root, clock=at.clock(), delay=3600) as guest:
        assert guest.get(site.root, limit=LIMIT).outcome == "missing"
    assert at.slept == [3600]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "told", ["120", format_datetime(MONDAY + timedelta(seconds=122), usegmt=True)]
)
def test_retry_after(status: int, told: str) -> None:
    """The wait that a busy site asks for is kept, in both forms; the display is told why."""
    at, left = FakeTime(), [reply(404), reply(status, retry_after=told), reply(200, b"now")]
    said: list[tuple[float, str]] = []
    with played(
        lambda request: left.pop(0),
        clock=at.clock(),
        waiting=lambda seconds, why: said.append((seconds, why)),
    ) as guest:
        assert body(guest.get(SITE, limit=LIMIT)) == b"now"
    assert at.slept == [2, 120]
    assert said[-1][0] == 120
    assert str(status) in said[-1][1]


def test_retry_after_that_is_too_long() -> None:
    """A wait above ten minutes is not sat out: the answer, and the next, say when to come back."""
    asked, at = [], FakeTime()

    def answers(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        return only(503, retry_after="3600")(request)

    with played(answers, clock=at.clock()) as guest:
        first = guest.get(SITE + "a", limit=LIMIT)
        second = guest.get(SITE + "b", limit=LIMIT)
        at.seconds += 3600
        guest.get(SITE + "c", limit=LIMIT)
    assert first.outcome == second.outcome == "failed"
    assert first.status == 503
    assert first.come_back == second.come_back == MONDAY + timedelta(seconds=3602)
    assert asked == ["/robots.txt", "/a", "/c"]
    assert at.slept == [2]


@given(st.one_of(st.text(max_size=20), st.integers().map(str), st.datetimes().map(format_datetime)))
def test_any_retry_after(told: str) -> None:
    """Whatever stands in Retry-After is a wait of nothing up to a year."""
    assert 0 <= retry_after(429, {"retry-after": told}, MONDAY) <= 366 * 86400


def test_retry_after_of_other_answers() -> None:
    """Retry-After counts on 429 and 503 alone."""
    assert retry_after(200, {"retry-after": "5"}, MONDAY) == 0
    assert retry_after(503, {"retry-after": "٥"}, MONDAY) == 0
    assert retry_after(503, {"retry-after": "Mon, 23 Nov 2026 08:00:00 GMT"}, MONDAY) == 0


def test_backing_off() -> None:
    """Three tries with growing waits, then the usual delay."""
    at = FakeTime()
    with played(only(500), clock=at.clock()) as guest:
        assert guest.get(SITE, limit=LIMIT).outcome == "failed"
        guest.get(SITE, limit=LIMIT)
    assert at.slept == [2, 8, 32, 2, 8, 32]


def test_backing_off_from_a_long_delay() -> None:
    """A wait of our own never passes ten minutes, unless the delay itself does."""
    at = FakeTime()
    with played(only(500), clock=at.clock(), delay=100) as guest:
        guest.get(SITE, limit=LIMIT)
    assert at.slept == [100, 400, 600]


def test_connection_that_fails(site: Site, at: FakeTime) -> None:
    """A connection that breaks is tried again; what comes then counts."""
    site.plays["/page"] = in_turn(raw(), raw(b"HTTP/1.1 nonsense\r\n\r\n"), says(200, b"at last"))
    with Guest(site.root, clock=at.clock()) as guest:
        assert body(guest.get(site.root + "page", limit=LIMIT)) == b"at last"
    assert at.slept == [2, 8, 32]


def test_nobody_listens(at: FakeTime) -> None:
    """A site that does not answer at all is a failure with a reason."""
    with Site().open() as site:
        root = site.root
    with Guest(root, clock=at.clock()) as guest:
        answer = guest.get(root, limit=LIMIT)
    assert (answer.outcome, answer.status) == ("failed", None)
    assert "127.0.0.1" in answer.reason
    assert at.slept == [8, 32]


def test_silence(site: Site, at: FakeTime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that takes the request and says nothing is hung up on, three times."""
    monkeypatch.setattr(exchange, "SILENCE", 0.2)
    site.plays["/page"] = raw(b"", every=0.8)
    robots = [Robots(site.root.rstrip("/"), "", MONDAY)]
    answer = get(site, clock=at.clock(), robots=robots)
    assert (answer.outcome, "silent" in answer.reason) == ("failed", True)
    assert len(site.paths()) == 3


@pytest.mark.parametrize("where", ["asking", "sleeping"])
def test_interruption(where: str) -> None:
    """Ctrl-C comes through at once."""
    at = FakeTime()

    def interrupt(*_: object) -> httpx2.Response:
        raise KeyboardInterrupt

    if where == "asking":
        guest = played(interrupt)
    else:
        clock = Clock(at.clock().now, interrupt, at.clock().today, lambda: 1.0)  # type: ignore[arg-type]
        guest = played(only(200), clock=clock)
    with guest, pytest.raises(KeyboardInterrupt):
        guest.get(SITE, limit=LIMIT)


# --- bodies -----------------------------------------------------------------------------------


def test_large_body_goes_to_the_folder_given(site: Site, tmp_path: Path) -> None:
    """A large body passes through a file in the folder given, which nobody finds afterwards."""
    data = bytes(range(256)) * 20_000
    site.plays["/page"] = says(200, data)
    answer = get(site, limit=10_000_000, folder=tmp_path)
    assert body(answer) == data
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    """Where a body cannot be kept, the user is told where."""
    site.plays["/page"] = says(200, bytes(3_000_000))
    with pytest.raises(Failed, match="nowhere"):
        get(site, limit=10_000_000, folder=tmp_path / "nowhere")


@pytest.mark.parametrize("headers", [b"Content-Length: 5001\r\n", b""])
def test_body_that_is_too_large(site: Site, headers: bytes) -> None:
    """A body beyond the limit is not kept, whether its length is told or not; asked for once."""
    site.plays["/page"] = raw(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n", bytes(5001))
    answer = get(site, limit=5000)
    assert (answer.outcome, answer.body) == ("too large", None)
    assert site.paths() == ["/page"]


def test_body_of_just_the_limit(site: Site) -> None:
    """The limit itself is allowed."""
    site.plays["/page"] = says(200, bytes(5000))
    assert body(get(site, limit=5000)) == bytes(5000)


def test_gzip(site: Site) -> None:
    """A body that comes packed is unpacked, in one member or several."""
    data = b"Minutes of the meeting. " * 20_000
    packed = gzip.compress(data[:1000]) + gzip.compress(data[1000:])
    site.plays["/page"] = says(200, packed, Content_Encoding="GZIP")
    assert body(get(site)) == data


def test_gzip_bomb(site: Site) -> None:
    """Unpacking stops at the limit."""
    bomb = gzip.compress(bytes(200_000_000))
    site.plays["/page"] = says(200, bomb, Content_Encoding="gzip")
    assert get(site, limit=1_000_000).outcome == "too large"


@pytest.mark.parametrize(
    ("encoding", "data", "words"),
    [
        ("gzip", gzip.compress(random.Random(1).randbytes(5000))[:-100], "cut"),
        ("gzip", b"plain", "damaged"),
        ("gzip", gzip.compress(b"x") + b"rest", "damaged"),
        ("br", b"x", "not asked for"),
        ("gzip, gzip", b"x", "not asked for"),
    ],
)
def test_packing_that_is_broken(site: Site, encoding: str, data: bytes, words: str) -> None:
    """A body that cannot be unpacked whole is a failure."""
    site.plays["/page"] = says(200, data, Content_Encoding=encoding)
    answer = get(site)
    assert (answer.outcome, words in answer.reason) == ("failed", True)


def test_empty_body_said_to_be_packed(site: Site) -> None:
    """An empty body is whole, whatever it is said to be packed with."""
    site.plays["/page"] = says(200, b"", Content_Encoding="gzip")
    assert body(get(site)) == b""


@pytest.mark.parametrize(
    "cut",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ],
)
def test_cut_body(site: Site, cut: bytes) -> None:
    """A body that ends before its time is asked for again, and never taken for whole."""
    site.plays["/page"] = in_turn(raw(cut), says(200, b"whole"))
    assert body(get(site)) == b"whole"
    site.plays["/page"] = raw(cut)
    answer = get(site)
    assert (answer.outcome, answer.body) == ("failed", None)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: ",
    ],
)
def test_slow_drip(site: Site, head: bytes) -> None:
    """A reply that drips in for ever, body or headers, is hung up on, and asked for once."""
    site.plays["/page"] = raw(head, *[b"x"] * 100, every=0.03)
    answer = get(site, longest=0.4, robots=nothing_forbidden(site.root))
    assert (answer.outcome, "took longer" in answer.reason) == ("failed", True)
    assert site.paths() == ["/page"]


def test_large_headers(site: Site) -> None:
    """Headers without end are a failure."""
    site.plays["/page"] = raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 300_000 + b"\r\n\r\n")
    assert get(site).outcome == "failed"


# --- where it connects to ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:21f::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses(address: str) -> None:
    """The public internet, also as seen through IPv6."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "2002:c0a8:101::1",
        "2001:0:a00:1::",
        "fc00::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff0e::1",
        "kelderby.example",
        "",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    """Private, shared, local, reserved, multicast, and each of them inside an IPv6 address."""
    assert not is_public(address)
    assert not Reach().allows(address)
    assert Reach(private=True).allows(address)


@pytest.mark.parametrize(
    "root", ["http://127.0.0.1/", "http://127.1.2.3/", "http://[::1]/", "http://localhost/"]
)
def test_loopback_that_is_typed(root: str) -> None:
    """Who types loopback means it; other private networks are not meant by it."""
    reach = Reach.of(Root.of(root), allow_private=False)
    assert reach.allows("127.0.0.1")
    assert reach.allows("::1")
    assert reach.allows(PUBLIC)
    assert not reach.allows("192.168.1.1")


@pytest.mark.parametrize(
    "root", ["http://kelderby.example/", "http://2130706433/", "http://0x7f.1/"]
)
def test_loopback_that_is_not_typed(root: str) -> None:
    """A name or a disguise that leads to loopback is refused."""
    with played(only(200), root, look_up=lambda host, port: ["127.0.0.1"]) as guest:
        assert guest.get(root, limit=LIMIT).outcome == "refused"


def test_private_network() -> None:
    """A host in a private network, by any of its addresses, is asked only with --allow-private."""
    asked: list[str] = []

    def answers(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        return reply(404)

    def where(host: str, port: int) -> list[str]:
        return [PUBLIC, "10.0.0.7"]

    with played(answers, look_up=where) as guest:
        answer = guest.get(SITE, limit=LIMIT)
    assert (answer.outcome, asked) == ("refused", [])
    assert "10.0.0.7" in answer.reason
    assert "--allow-private" in answer.reason
    with played(answers, look_up=where, allow_private=True) as guest:
        assert guest.get(SITE, limit=LIMIT).outcome == "missing"


def test_name_that_leads_elsewhere_the_second_time(site: Site) -> None:
    """The address connected to is checked, whatever the name led to when it was looked up."""
    root = f"http://0x7f000001:{site.port}/"  # leads to 127.0.0.1, but is no name of it
    with Guest(root, delay=0, look_up=lambda host, port: [PUBLIC]) as guest:
        answer = guest.get(root, limit=LIMIT)
    assert answer.outcome in ("refused", "failed")
    assert site.asked == []


def test_unknown_name() -> None:
    """A name that leads nowhere is a failure that asks for the address, without further tries."""
    at = FakeTime()

    def nowhere(host: str, port: int) -> list[str]:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with played(only(200), look_up=nowhere, clock=at.clock()) as guest:
        answer = guest.get(SITE, limit=LIMIT)
    assert (answer.outcome, at.slept) == ("failed", [])
    assert "papers.kelderby.example is not known" in answer.reason


def test_name_that_cannot_be_a_name() -> None:
    """A host that no name can be is a failure, not an exception."""
    root = f"http://{'a' * 300}.example/"
    with Guest(root, delay=0) as guest:
        assert guest.get(root, limit=LIMIT).outcome == "failed"


def test_proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public hosts are asked through the proxy of the environment, even where names lead nowhere."""

    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no names here")

    monkeypatch.setenv("http_proxy", f"127.0.0.1:{site.port}")
    root = "http://papers.kelderby.example/"
    site.plays[root + "page"] = says(200, b"by proxy")
    for names in (nowhere, lambda host, port: [PUBLIC]):
        with Guest(root, delay=0, look_up=names) as guest:
            assert body(guest.get(root + "page", limit=LIMIT)) == b"by proxy"
    monkeypatch.setenv("no_proxy", "kelderby.example")
    with Guest(root, delay=0, look_up=nowhere) as guest:
        assert guest.get(root, limit=LIMIT).outcome == "failed"


def test_loopback_is_never_asked_through_a_proxy(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loopback is this machine, whatever the environment names."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    site.plays["/page"] = says(200, b"direct")
    assert body(get(site)) == b"direct"


@pytest.mark.parametrize("proxy", ["gopher://p.example", "socks5://p.example", "http://p:port/"])
def test_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """A proxy of another kind is told, with the variables to look at."""
    monkeypatch.setenv("https_proxy", proxy)
    with (
        Guest(SITE, delay=0, look_up=lambda host, port: [PUBLIC]) as guest,
        pytest.raises(Failed, match="HTTPS_PROXY"),
    ):
        guest.get(SITE, limit=LIMIT)


# --- certificates -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and key of our own making, for 127.0.0.1."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here to make a certificate")
    pem = tmp_path_factory.mktemp("tls") / "own.pem"
    what = ["-subj", "/CN=Kelderby", "-addext", "subjectAltName=IP:127.0.0.1"]
    what += ["-keyout", str(pem.with_name("key.pem")), "-out", str(pem)]
    made = subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *what],
        capture_output=True,
        check=False,
        timeout=60,
    )
    if made.returncode:
        pytest.skip("this openssl makes no such certificate")
    return pem


@pytest.fixture
def safe(site: Site, certificate: Path) -> str:
    """The root of the site, served with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site.root.replace("http:", "https:")


def test_certificate_that_nobody_knows(site: Site, safe: str, at: FakeTime) -> None:
    """A certificate that cannot be trusted is never passed over: one sentence says what to do."""
    with Guest(safe, clock=at.clock()) as guest:
        answer = guest.get(safe, limit=LIMIT)
    assert (answer.outcome, site.asked, at.slept) == ("failed", [], [])
    assert "--ca-bundle" in answer.reason


def test_certificate_of_a_bundle(site: Site, safe: str, certificate: Path) -> None:
    """A bundle adds to what is trusted."""
    site.plays["/page"] = says(200, b"safe")
    with Guest(safe, delay=0, ca_bundle=certificate) as guest:
        assert body(guest.get(safe + "page", limit=LIMIT)) == b"safe"


def test_slow_drip_through_tls(site: Site, safe: str, certificate: Path) -> None:
    """Hanging up works on a safe connection too."""
    site.plays["/page"] = raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 100, every=0.03)
    robots = nothing_forbidden(safe)
    with Guest(safe, delay=0, ca_bundle=certificate, longest=0.8, robots=robots) as guest:
        assert "took longer" in guest.get(safe + "page", limit=LIMIT).reason


def test_system_store_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the environment names a store of certificates that is not there, that is told."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(Failed, match="SSL_CERT_FILE"):
        Guest(SITE)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_bundle_that_cannot_be_used(tmp_path: Path, content: str | None) -> None:
    """A bundle that is none is a wrong call."""
    bundle = tmp_path / "bundle.pem"
    if content:
        bundle.write_text(content)
    with pytest.raises(BadCall, match="--ca-bundle"):
        Guest(SITE, ca_bundle=bundle)


def test_limits_are_those_promised() -> None:
    """The figures that the documentation gives."""
    assert (web.LARGEST_FILE, web.LARGEST_PAGE, web.DELAY) == (300_000_000, 5_000_000, 2.0)
    assert (exchange.SILENCE, exchange.LONGEST, web.REDIRECTS) == (60.0, 600.0, 5)
    with closing(Guest(SITE)) as guest:
        assert guest.robots == ()
