"""What can go wrong with one address: each function makes a change for `DemoSite.spoil`."""

import gzip
import io
from collections.abc import Callable
from dataclasses import replace

from indexer.demo_site.answers import HTML, Answer, Change

_MEGABYTE = bytes(1 << 20)


def body(change: Callable[[bytes], bytes]) -> Change:
    """Another body, made from the one that would have come; only where the page was found."""
    return lambda was: replace(was, body=change(was.body)) if was.status == 200 else was


def slow(seconds: float) -> Change:
    """The same answer, but late."""
    return lambda was: replace(was, delay=seconds)


def refused(status: int = 403, *, retry_after: str | None = None) -> Change:
    """An error instead; `retry_after` in seconds or as an HTTP date."""
    headers = {"Content-Type": HTML} | ({"Retry-After": retry_after} if retry_after else {})
    return lambda _: Answer(status, b"<html><body><h1>Not available</h1></body></html>", headers)


def redirected(to: str) -> Change:
    """A redirect: to another host, or relative to the site's root."""
    return lambda _: Answer(302, headers={"Location": to})


def endless() -> Change:
    """A redirect that never arrives, each time at a new address."""
    return redirected("mgLoop.aspx?N=1")


def cut(size: int = 100) -> Change:
    """Only so many bytes come of those that the answer promises."""

    def shorten(was: Answer) -> Answer:
        promised = str(max(len(was.body), size + 1))
        return replace(
            was, body=was.body[:size], headers={**was.headers, "Content-Length": promised}
        )

    return shorten


def large(megabytes: int) -> Change:
    """A body of so many megabytes, whose length is not said beforehand."""
    return lambda was: replace(was, status=200, body=_MEGABYTE, repeat=megabytes)


def gzip_bomb(megabytes: int) -> Change:
    """A small body that unpacks to so many megabytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
        for _ in range(megabytes):
            file.write(_MEGABYTE)
    return lambda was: replace(
        was, status=200, body=packed.getvalue(), headers={**was.headers, "Content-Encoding": "gzip"}
    )
