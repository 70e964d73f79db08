"""What is asked of a crawl, and what it tells when it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Literal

Outcome = Literal["new", "nothing new", "empty", "incomplete", "refused"]
EXIT_CODES: dict[Outcome, int] = {
    "new": 0,
    "nothing new": 0,
    "empty": 5,
    "incomplete": 5,
    "refused": 4,
}
"""Of the command, by what became of the crawl."""


@dataclass(frozen=True, slots=True)
class NotHad:
    """An address that the site did not give, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did, for people and scripts."""

    council: str
    root: str
    outcome: Outcome
    sentence: str
    since: Date
    until: Date | None
    service: bool
    boards: int
    meetings: int
    """Meetings whose page was read."""
    new: int
    changed: int
    unchanged: int
    """Documents and pages that were asked for again and are what they were."""
    missing: Sequence[NotHad] = ()
    blocked: Sequence[NotHad] = ()
    failed: Sequence[NotHad] = ()
    still_missing: int = 0
    """Addresses that earlier crawls did not get, and that were not tried again now."""
    private: int = 0
    withdrawn: int = 0
    gone: Sequence[str] = ()
    """Addresses of documents that have left the index."""
    warnings: Sequence[str] = ()
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is."""

    boards: int
    meetings: int
    documents: int
    waiting: int
    """Addresses known and not asked for yet."""
    pause: float = 0.0
    """Seconds that are waited now."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a user asks of a crawl."""

    root: str
    council: str | None = None
    since: Date | None = None
    until: Date | None = None
    boards: tuple[str, ...] = ()
    delay: float = 2.0
    contact: str | None = None
    allow_private: bool = False
    ca_bundle: Path | None = None
