"""One request and its reply, within limits: the connection, its checks, the body to a file."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeVar

from indexer.errors import BadCall, Failed
from indexer.sources.body import Damaged, TooLarge, kept, unpacked
from indexer.sources.reach import Reach, host_of, is_public, look_up, port_of, proxy_for

if TYPE_CHECKING:
    from httpx2 import URL, BaseTransport, Response

Outcome = Literal["ok", "not modified", "missing", "refused", "failed", "elsewhere", "too large"]

SILENCE = 60.0
"""Seconds within which a connection must stand, and within which each next byte must come."""
LONGEST = 600.0
"""Seconds for one whole reply, from the first byte sent to the last byte read."""

_Error = TypeVar("_Error", bound=BaseException)
_KEEP_ALIVE = 30.0  # seconds


class NoReply(Exception):
    """There is no reply to use; the message is a sentence for people."""

    def __init__(
        self,
        outcome: Outcome,
        reason: str,
        *,
        again: bool = False,
        status: int | None = None,
        come_back: datetime | None = None,
    ) -> None:
        """`again`: the same request may well succeed later."""
        super().__init__(reason)
        self.outcome: Outcome = outcome
        self.again = again
        self.status = status
        self.come_back = come_back


@dataclass(frozen=True, slots=True)
class Reply:
    """What came: `headers` in lower case and without cookies, `body` for status 200 alone."""

    url: "URL"
    status: int
    headers: Mapping[str, str]
    body: IO[bytes] | None
    """Unpacked, at its beginning, for the caller to close."""


class Line:
    """The line to a site: one connection at a time, checked before anything is sent through it."""

    def __init__(
        self,
        *,
        user_agent: str,
        reach: Reach,
        ca_bundle: Path | None = None,
        folder: Path | None = None,
        longest: float = LONGEST,
        look_up: Callable[[str, int], Sequence[str]] = look_up,
        transport: "BaseTransport | None" = None,
    ) -> None:
        """Bodies go to nameless files in `folder`; `transport` is for tests, in place of a network.

        `BadCall` if `ca_bundle` holds no certificates.
        """
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        self._reach, self._look_up = reach, look_up
        self._folder, self._longest = folder, longest
        self._trust = _trust(ca_bundle)
        self._given = transport
        self._transport: BaseTransport | None = None
        self._proxy: str | None = None
        self._host = ""
        self._stream: Any = None  # the library's network stream of the newest connection

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def ask(
        self, url: "URL", *, headers: Mapping[str, str], limit: int, cut: bool = False
    ) -> Reply:
        """Ask once. `NoReply` if nothing of use comes; `Failed` if `folder` cannot be written.

        `limit` is in bytes of the unpacked body; beyond it there is no reply or, with `cut`, the
        body ends there.
        """
        import httpx2

        self._host = host_of(url)
        transport = self._connect_through(self._route(url))
        extensions = {
            "timeout": dict.fromkeys(("connect", "read", "write", "pool"), SILENCE),
            "trace": self._look_at,
        }
        sent = {**self._headers, **headers}
        request = httpx2.Request("GET", url, headers=sent, extensions=extensions)
        with self._in_time() as late, _failures(self._host):
            response = transport.handle_request(request)
            try:
                return self._read(url, response, late, limit, cut)
            finally:
                response.close()

    def _route(self, url: "URL") -> str | None:
        """The proxy to go through. Only public hosts are asked through one."""
        proxy = proxy_for(url)
        try:
            addresses = self._look_up(self._host, port_of(url))
        except (OSError, UnicodeError) as error:
            if proxy:  # behind some proxies there are no names
                return proxy
            unknown = not isinstance(error, OSError) or error.errno == socket.EAI_NONAME
            reason = "is not known; is the address right?"
            reason = reason if unknown else f"cannot be looked up: {_in_words(error)}"
            raise NoReply("failed", f"the name {self._host} {reason}", again=not unknown) from error
        for address in addresses:
            self._check(address)
        return proxy if all(map(is_public, addresses)) else None

    def _check(self, address: str) -> None:
        if not self._reach.allows(address):
            raise NoReply(
                "refused",
                f"{self._host} is at {address}, which is not on the public internet; "
                "if you mean a site in your own network, say --allow-private",
            )

    def _connect_through(self, proxy: str | None) -> "BaseTransport":
        if self._given is not None:
            return self._given
        if self._transport is None or proxy != self._proxy:
            self.close()
            self._transport, self._proxy = _transport(self._trust, proxy), proxy
        return self._transport

    def _look_at(self, event: str, info: Mapping[str, Any]) -> None:
        """The library's account of its steps: a new connection is checked before it is used.

        A name may lead elsewhere than a moment ago, so what counts is the address connected to.
        """
        if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            return
        self._stream = info["return_value"]
        if event.endswith(".connect_tcp.complete") and self._proxy is None:
            address = str(self._stream.get_extra_info("server_addr")[0])
            if not self._reach.allows(address):
                self._stream.close()
                self._check(address)

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[threading.Event]:
        """Hang up when it takes too long in all: bytes may drip in for ever, headers too.

        The event is set then: a body that ends with the connection looks whole.
        """
        late = threading.Event()

        def hang_up() -> None:
            late.set()
            with contextlib.suppress(Exception):  # it may be closed by now
                self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self._longest, hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield late
        except NoReply as error:
            if late.is_set():
                reason = f"{self._host} took longer than {self._longest:,.0f} seconds to reply"
                raise NoReply("failed", reason) from error
            raise
        finally:
            timer.cancel()

    def _read(
        self, url: "URL", response: "Response", late: threading.Event, limit: int, cut: bool
    ) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        headers.pop("set-cookie", None)
        if response.status_code != HTTPStatus.OK:
            _drain(response)
            return Reply(url, response.status_code, headers, None)
        declared = headers.get("content-length", "")
        if not cut and declared.isdecimal() and int(declared) > limit:
            raise TooLarge(limit)
        chunks = unpacked(_until(late, response.iter_raw()), headers.get("content-encoding", ""))
        body = kept(chunks, limit, cut=cut, folder=self._folder)
        return Reply(url, response.status_code, headers, body)


def _trust(ca_bundle: Path | None) -> ssl.SSLContext:
    """The certificates that the system trusts, and those of the bundle."""
    import httpx2

    try:
        trust = httpx2.create_ssl_context()
    except OSError as error:
        raise Failed(
            f"the certificates that this computer trusts cannot be read: {_in_words(error)}; "
            "see SSL_CERT_FILE and SSL_CERT_DIR"
        ) from error
    if ca_bundle is not None:
        try:
            trust.load_verify_locations(cafile=ca_bundle)
        except OSError as error:
            raise BadCall(
                f"--ca-bundle {ca_bundle} cannot be used: {_in_words(error)}; "
                "name a file of certificates in PEM form"
            ) from error
    return trust


def _transport(trust: ssl.SSLContext, proxy: str | None) -> "BaseTransport":
    import httpx2

    limits = httpx2.Limits(
        max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEEP_ALIVE
    )
    try:
        return httpx2.HTTPTransport(verify=trust, limits=limits, proxy=proxy)
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        raise Failed(
            "the proxy that the environment names cannot be used: only http:// and https:// ones "
            "can; see HTTPS_PROXY, HTTP_PROXY and ALL_PROXY"
        ) from error


@contextlib.contextmanager
def _failures(host: str) -> Iterator[None]:
    """What the library and the body raise, as `NoReply`."""
    import httpx2

    try:
        yield
    except TooLarge as error:
        raise NoReply("too large", f"it {error}") from error
    except Damaged as error:
        raise NoReply("failed", f"it {error}", again=True) from error
    except httpx2.TimeoutException as error:
        reason = f"{host} was silent for {SILENCE:.0f} seconds"
        raise NoReply("failed", reason, again=True) from error
    except httpx2.TransportError as error:
        certificate = _caused_by(error, ssl.SSLCertVerificationError)
        if certificate is not None:
            raise NoReply("failed", _about_certificate(host, certificate)) from error
        cause = _caused_by(error, OSError) or error
        reason = f"the connection to {host} failed: {_in_words(cause)}"
        raise NoReply("failed", reason, again=True) from error


def _about_certificate(host: str, error: ssl.SSLCertVerificationError) -> str:
    why = getattr(error, "verify_message", "") or _in_words(error)
    return (
        f"the certificate of {host} cannot be trusted ({why}); if you know that it is right, "
        "put the certificates of its issuer into a file F and say --ca-bundle F"
    )


def _caused_by(error: BaseException | None, kind: type[_Error]) -> _Error | None:
    for _ in range(10):  # a chain of causes could run in a circle
        if error is None or isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None


def _in_words(error: BaseException) -> str:
    words = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return words[:1].lower() + words[1:].rstrip(".")


def _until(late: threading.Event, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks
    if late.is_set():
        raise Damaged("came too slowly")


def _drain(response: "Response") -> None:
    """Read a short body that nobody wants, so that the connection can be used again."""
    import httpx2

    with contextlib.suppress(httpx2.HTTPError):
        for _ in zip(range(4), response.iter_raw(), strict=False):
            pass
