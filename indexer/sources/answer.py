"""What became of an address that a guest asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from types import TracebackType
from typing import IO, Self

from indexer.sources.exchange import Outcome, Reply
from indexer.sources.reach import host_of

_REFUSED = frozenset({401, 403, 451})
_MISSING = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one address. Close it, or use it in a `with` statement.

    ok: `body` holds it. not modified: as at the last visit. missing: 404, 410. refused: by
    robots.txt, 401, 403, a login, or because it is not on the public internet. elsewhere: it is,
    or redirects to `url`, outside the root. too large: more than the limit. failed: anything else;
    `come_back` says when to try again, if the site said so.
    """

    asked: str
    url: str
    """Where it was found in the end, after redirects."""
    outcome: Outcome
    reason: str = ""
    """A sentence for people; empty where it is ok."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case, as they came; the body is unpacked, whatever they say of it."""
    body: IO[bytes] | None = None
    come_back: datetime | None = None

    @property
    def media_type(self) -> str | None:
        """What the site says it is, in small letters and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or None

    @property
    def etag(self) -> str | None:
        """What to send as `etag` when asking again."""
        return self.headers.get("etag")

    @property
    def modified(self) -> str | None:
        """What to send as `modified` when asking again."""
        return self.headers.get("last-modified")

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the body."""
        self.close()

    def close(self) -> None:
        """Give back the file of the body."""
        if self.body is not None:
            self.body.close()


def answer_of(asked: str, reply: Reply, *, conditional: bool) -> Answer:
    """What a reply is to the caller; `conditional` if validators were sent."""
    outcome: Outcome = "failed"
    if reply.status == HTTPStatus.OK:
        outcome = "ok"
    elif reply.status == HTTPStatus.NOT_MODIFIED and conditional:
        outcome = "not modified"
    elif reply.status in _REFUSED:
        outcome = "refused"
    elif reply.status in _MISSING:
        outcome = "missing"
    told = outcome in ("ok", "not modified")
    reason = "" if told else f"{host_of(reply.url)} answered {status_in_words(reply.status)}"
    return Answer(asked, str(reply.url), outcome, reason, reply.status, reply.headers, reply.body)


def status_in_words(status: int) -> str:
    """The number, and what it means."""
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
