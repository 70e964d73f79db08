"""What a user's order to crawl means: whose site, which boards, which days; one crawl at a time."""

import hashlib
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date as Date

from filelock import FileLock, Timeout

from indexer.collection import short_names
from indexer.councils import council_of
from indexer.crawl_report import Order
from indexer.crawled_sites import Board, council_before
from indexer.errors import BadCall, Locked
from indexer.identifiers import RESERVED, slug
from indexer.sources.moderngov.addresses import Site
from indexer.store import Corpus

LEAST_DELAY = 1.0
"""Seconds between requests that `--delay` must leave, but on this machine's own sites."""


def check(order: Order, site: Site) -> None:
    """`BadCall` where delay or days cannot be meant."""
    least = 0.0 if site.is_loopback else LEAST_DELAY
    if not least <= order.delay < math.inf:
        raise BadCall(
            f"--delay {order.delay:g} will not do: write a number of seconds, {least:g} or more for"
            " this site (2 is usual)."
        )
    if order.until and order.since and order.until < order.since:
        raise BadCall(f"--until {order.until} lies before --since {order.since}.")


def first_day(order: Order, today: Date) -> Date:
    """The first day to take, where none is said: three municipal years (May to April) back."""
    if order.since:
        return order.since
    day = min(today, order.until or today)
    year = day.year if day.month >= 5 else day.year - 1
    return Date(year - 3, 5, 1)


def chosen(boards: Iterable[Board], names: Iterable[str]) -> frozenset[str]:
    """The numbers of the boards that people mean: by number or name, else a part of it, or "SB2".

    `BadCall` for a name that no board bears; it lists those there are.
    """
    known = list(boards)
    found: set[str] = set()
    for name in names:
        meant = [board.number for board in known if _is_named(board, name)]
        meant = meant or [board.number for board in known if _is_meant(board, name)]
        if not meant:
            there = "; ".join(sorted({board.name for board in known if board.name}))
            raise BadCall(f"The site has no board “{name}”. It has: {there}.")
        found.update(meant)
    return frozenset(found)


def _is_named(board: Board, name: str) -> bool:
    return name.strip().casefold() in {board.number, board.name.casefold() or None}


def _is_meant(board: Board, name: str) -> bool:
    short = {one.casefold() for one in short_names(board.name)} if board.name else set()
    part = _says_something(name) and slug(name) in slug(board.name)
    return part or name.strip().casefold() in short


def _says_something(name: str) -> bool:
    return any(map(str.isalnum, name))


def council(corpus: Corpus, order: Order, site: Site) -> str:
    """Whose site this is: as told, else as when it was crawled before, else by its host.

    `BadCall` where it cannot be known, or was another's when it was crawled before.
    """
    before = council_before(corpus.catalogue, site.root)
    held = corpus.councils()
    told = order.council or before or council_of(site.root)
    told = told or (held[0] if len(held) == 1 else None)
    if not told or not _says_something(told):
        raise BadCall(f"Say whose site {site.root} is: crawl {site.root} --council NAME.")
    if slug(told) in RESERVED:
        raise BadCall(f"“{told}” cannot name a council: the pages use that word. Add to it.")
    if before and slug(told) != before:
        raise BadCall(
            f"{site.root} was crawled as the site of {before} before; leave out --council, or crawl"
            " it into another corpus."
        )
    return slug(told)


@contextmanager
def alone(corpus: Corpus, site: Site) -> Iterator[None]:
    """One crawl of a host at a time; `Locked` while there is another."""
    name = hashlib.sha256(site.host.encode()).hexdigest()[:16]
    lock = FileLock(corpus.incoming() / f"crawl-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Locked(
            f"Another crawl of {site.host} is running; let it finish, or end it, and try again."
        ) from error
    try:
        yield
    finally:
        lock.release()
