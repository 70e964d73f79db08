"""What a site's robots.txt says to us (RFC 9309). Pure: fetching it is `indexer.sources.web`'s."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500 * 1024
"""Bytes that are read of one; RFC 9309 asks for at least these."""
VALID = timedelta(hours=24)
"""For so long it holds without being asked for again."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of one origin (scheme, host and port) as it was fetched.

    Callers may keep it and hand it in again. `text` is empty where the site has none.
    """

    origin: str
    text: str
    fetched: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it still holds, or is to be fetched again."""
        return self.fetched <= now < self.fetched + VALID

    def allows(self, url: str, agent: str) -> bool:
        """Whether this address may be fetched: the longest rule that matches says it."""
        return _rules(self.text).can_fetch(url, agent)

    def crawl_delay(self, agent: str) -> float:
        """Seconds between two requests that it asks for; 0 if it asks for none."""
        return _rules(self.text).crawl_delay(agent) or 0.0


def read_robots(data: bytes) -> str:
    """Its text; of one that is as long as we read, without the last line, which may be cut."""
    whole = data if len(data) < LARGEST else data[: data.rfind(b"\n") + 1]
    return whole.decode("utf-8-sig", "replace")


@lru_cache(maxsize=4)
def _rules(text: str) -> "Protego":
    from protego import Protego

    return Protego.parse(text)
