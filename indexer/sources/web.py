"""The polite guest: asks one council's site for one address at a time.

It obeys robots.txt, leaves time between requests, waits when asked to, keeps no cookies, and never
leaves the root. It knows nothing of what answers mean; whether to go on is the caller's decision.
What a site can do comes back as an `Answer`; exceptions are for what the user must mend.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from indexer.errors import BadCall
from indexer.sources.answer import Answer, answer_of, status_in_words
from indexer.sources.exchange import LONGEST, Line, NoReply, Reply
from indexer.sources.pace import LONGEST_WAIT, Clock, Pace, TooLong, retry_after
from indexer.sources.reach import Reach, Root, host_of, look_up, origin_of, web_address
from indexer.sources.robots import LARGEST as LARGEST_ROBOTS
from indexer.sources.robots import Robots, read_robots

if TYPE_CHECKING:
    from httpx2 import URL, BaseTransport

LARGEST_FILE = 300_000_000
LARGEST_PAGE = 5_000_000
"""Bytes of the largest body that is taken, unpacked: limits to pass to `Guest.get`."""
DELAY = 2.0
"""Seconds between the end of one answer and the next request."""
LONGEST_CRAWL_DELAY = 60.0
"""Seconds between requests that robots.txt may ask for; beyond, the user must say `--delay`."""
REDIRECTS = 5

CLOCK = Clock()
"""The clock on the wall."""

_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*").fullmatch
_BACK_OFF = (4, 16, 0)  # for each try, how many delays to wait after it failed
_MOVED = frozenset({301, 302, 303, 307, 308})
_LOGIN_PAGE = re.compile(r"[a-z]{0,12}[-_]?(?:log|sign)[-_]?(?:in|on)(?:\.[a-z]{2,5})?", re.I)
_LOGIN_PLACES = frozenset({"adfs", "saml", "saml2", "sso", "oauth2", "oidc"})


class Guest:
    """A guest at one site; use it in a `with` statement.

    Time, chance and the network come in from outside. `waiting(seconds, why)` is called before each
    sleep.
    """

    def __init__(
        self,
        root: str,
        *,
        delay: float = DELAY,
        contact: str | None = None,
        allow_private: bool = False,
        ca_bundle: Path | None = None,
        folder: Path | None = None,
        robots: Iterable[Robots] = (),
        waiting: Callable[[float, str], None] = lambda seconds, why: None,
        clock: Clock = CLOCK,
        longest: float = LONGEST,
        look_up: Callable[[str, int], Sequence[str]] = look_up,
        transport: "BaseTransport | None" = None,
    ) -> None:
        """`folder` takes the temporary files of bodies, `robots` what an earlier guest has read.

        `BadCall` if root, delay, contact or bundle cannot be meant.
        """
        if not 0 <= delay < math.inf:
            raise BadCall(f"--delay {delay} is no number of seconds; write 2, for example")
        self.root = Root.of(root)
        self.user_agent = user_agent(contact)
        self.requests = 0
        """How many were made, to robots.txt and again after failures too."""
        self._clock = clock
        self._pace = Pace(delay, clock=clock, waiting=waiting)
        self._robots = {each.origin: each for each in robots}
        self._line = Line(
            user_agent=self.user_agent,
            reach=Reach.of(self.root, allow_private=allow_private),
            ca_bundle=ca_bundle,
            folder=folder,
            longest=longest,
            look_up=look_up,
            transport=transport,
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up."""
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    @property
    def robots(self) -> tuple[Robots, ...]:
        """Every robots.txt read or handed in, for the caller to keep."""
        return tuple(self._robots.values())

    def get(
        self, url: str, *, limit: int, etag: str | None = None, modified: str | None = None
    ) -> Answer:
        """Ask for one address under the root, with all a guest's manners; it may take minutes.

        `limit` is in bytes of the unpacked body; `etag` and `modified` are those of the last
        visit's answer. `Failed` if the body cannot be written to the disk.
        """
        address = web_address(url)
        if address is None:
            return Answer(url, url, "failed", "it is no web address")
        validators = {"If-None-Match": etag, "If-Modified-Since": modified}
        # A site may have sent what no header may hold.
        headers = {name: told for name, told in validators.items() if told and _PLAIN(told)}
        return self._follow(url, address, check=self._check, headers=headers, limit=limit)

    def _follow(
        self,
        asked: str,
        url: "URL",
        *,
        check: Callable[["URL", bool], None],
        headers: Mapping[str, str],
        limit: int,
        cut: bool = False,
    ) -> Answer:
        """Ask, and follow redirects; each address is checked before it is asked for."""
        try:
            for hop in range(REDIRECTS + 1):
                check(url, hop > 0)
                reply = self._ask(url, headers, limit, cut)
                if reply.status not in _MOVED or "location" not in reply.headers:
                    return answer_of(asked, reply, conditional=bool(headers))
                url = _target(reply)
            raise NoReply("failed", f"redirects more than {REDIRECTS} times; it may want cookies")
        except NoReply as no:
            return Answer(
                asked, str(url), no.outcome, str(no), status=no.status, come_back=no.come_back
            )

    def _check(self, url: "URL", redirected: bool) -> None:
        """`NoReply` where a guest should not ask."""
        if redirected and _is_login(url):
            raise NoReply("refused", f"asks for a login, at {url}")
        if not self.root.holds(url):
            verb = "redirects to" if redirected else "is"
            raise NoReply("elsewhere", f"{verb} {url}, which is not under {self.root.url}")
        robots = self._robots_of(url)
        pause = robots.crawl_delay(self._product)
        if pause > max(LONGEST_CRAWL_DELAY, self._pace.delay):
            raise NoReply(
                "refused",
                f"{robots.origin}/robots.txt asks for {pause:,.0f} seconds between requests; "
                f"if it may take so long, say --delay {math.ceil(pause)}",
            )
        if not robots.allows(str(url), self._product):
            raise NoReply("refused", f"{robots.origin}/robots.txt does not allow {url}")

    @property
    def _product(self) -> str:
        """What robots.txt may call us. The words after it are no name of ours."""
        return self.user_agent.partition(" ")[0]

    def _robots_of(self, url: "URL") -> Robots:
        """The robots.txt that holds for this address; `NoReply` if it cannot be fetched.

        By RFC 9309 a site without one (any 4xx) allows everything, a site that fails allows nothing.
        It may stand on another host, which `Line` checks like any other.
        """
        origin = origin_of(url)
        held = self._robots.get(origin)
        if held is not None and held.holds(self._clock.today()):
            return held
        where = url.copy_with(raw_path=b"/robots.txt")
        with self._follow(
            str(where),
            where,
            check=lambda url, redirected: None,
            headers={},
            limit=LARGEST_ROBOTS,
            cut=True,
        ) as answer:
            data = answer.body.read() if answer.body else b""
        _check_robots(answer)
        found = Robots(origin, read_robots(data), self._clock.today())
        self._robots[origin] = found
        return found

    def _ask(self, url: "URL", headers: Mapping[str, str], limit: int, cut: bool) -> Reply:
        """Ask up to three times, with growing waits, while the site fails or is too busy."""
        trouble = NoReply("failed", "")
        for factor in _BACK_OFF:
            self._wait(url)
            asked = 0.0
            try:
                self.requests += 1
                reply = self._line.ask(url, headers=headers, limit=limit, cut=cut)
                if not _is_busy(reply.status):
                    return reply
                asked = retry_after(reply.status, reply.headers, self._clock.today())
                trouble = self._busy(reply, asked)
            except NoReply as no:
                if not no.again:
                    raise
                trouble = no
            finally:
                self._pace.ended()
            self._pace.hold_off(
                self._crawl_delay(url), factor=factor, asked=asked, why=str(trouble)
            )
            if asked > LONGEST_WAIT:
                break
        raise trouble

    def _wait(self, url: "URL") -> None:
        try:
            self._pace.wait(self._crawl_delay(url))
        except TooLong as error:
            raise NoReply("failed", str(error), come_back=error.come_back) from error

    def _busy(self, reply: Reply, asked: float) -> NoReply:
        return NoReply(
            "failed",
            f"{host_of(reply.url)} answered {status_in_words(reply.status)}",
            status=reply.status,
            come_back=self._pace.moment(asked) if asked else None,
        )

    def _crawl_delay(self, url: "URL") -> float:
        robots = self._robots.get(origin_of(url))
        return robots.crawl_delay(self._product) if robots else 0.0


def user_agent(contact: str | None = None) -> str:
    """Who we say we are; `BadCall` if `contact` cannot stand in a header."""
    try:
        name = f"Minutebook/{version('minutebook')}"
    except PackageNotFoundError:  # a checkout that was never installed
        name = "Minutebook/0"
    if contact is None:
        return f"{name} (committee papers search)"
    if not _PLAIN(contact):
        raise BadCall("--contact must be plain ASCII letters, such as an e-mail address")
    return f"{name} (committee papers search; contact: {contact})"


def _is_busy(status: int) -> bool:
    return status in (408, 429) or status >= 500


def _target(reply: Reply) -> "URL":
    target = web_address(reply.headers["location"], reply.url)
    if target is None:
        raise NoReply("failed", "redirects to what is no web address", status=reply.status)
    return target


def _is_login(url: "URL") -> bool:
    """Whether a redirect to here means that one must log in."""
    folders = url.path.lower().rstrip("/").split("/")
    label = host_of(url).partition(".")[0]
    return (
        any(_LOGIN_PAGE.fullmatch(name) for name in (folders[-1], label))
        or label in _LOGIN_PLACES
        or not _LOGIN_PLACES.isdisjoint(folders)
    )


def _check_robots(answer: Answer) -> None:
    """`NoReply` if the site fails to say what it allows."""
    if answer.status is None and answer.outcome != "ok":  # not reached: the reason says it all
        raise NoReply(answer.outcome, answer.reason, come_back=answer.come_back)
    if answer.status is not None and _is_busy(answer.status) and answer.status != 408:
        raise NoReply(
            "refused",
            f"robots.txt cannot be fetched, so nothing may be: {answer.reason}",
            status=answer.status,
            come_back=answer.come_back,
        )
