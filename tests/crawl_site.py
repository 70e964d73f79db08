"""What the tests of the crawl share: a world with a site in it, a corpus, and a clock to set."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from indexer.councils import document_key, page_key
from indexer.crawl_report import CrawlReport, Order
from indexer.crawling import crawl
from indexer.demo_site.answers import Quirks, Request
from indexer.demo_site.server import DemoSite
from indexer.sample import sample_folder
from indexer.sources.pace import Clock
from indexer.store import Corpus, StoredDocument

TODAY = datetime(2025, 2, 27, 12, tzinfo=UTC)
"""The day on which the invented council stands still."""
SINCE = date(2024, 9, 1)
BOARD = "312"
"""Few enough papers for a quick test: one board, its last four meetings (931, 935, 938, 946)."""
A_DAY = timedelta(days=1)


def key(address: str) -> str:
    """What an address asks for, however it is written: `meeting-900`, `s5001`, `mgwhatsnew.aspx`."""
    known = document_key(address) or page_key(address)
    if known:
        return known
    parts = urlsplit(address)
    told = re.findall(r"\b(?:cid|l?committeeid|year|sfromdate|dr|d)=([^&]+)", parts.query.lower())
    return " ".join([parts.path.rpartition("/")[2].lower(), *told])


@dataclass
class World:
    """A council's site, a corpus, and the time."""

    site: DemoSite
    folder: Path
    now: datetime = TODAY
    slept: list[float] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    """The requests of the last crawl."""

    def clock(self) -> Clock:
        """A clock that only sleeping and the test itself put forward."""

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.now += timedelta(seconds=seconds)

        return Clock(
            now=lambda: self.now.timestamp(), sleep=sleep, today=lambda: self.now, jitter=lambda: 1
        )

    def crawl(self, **wanted: Any) -> CrawlReport:
        """Crawl, of the whole site what is said or else the little that most tests need."""
        before = len(self.site.requests)
        order: dict[str, Any] = {"council": "kelderby", "since": SINCE, "boards": (BOARD,)}
        order |= {"delay": 0} | wanted
        with self.corpus() as corpus:
            try:
                return crawl(corpus, Order(self.site.root, **order), clock=self.clock())
            finally:
                self.asked = self.site.requests[before:]

    @contextmanager
    def corpus(self) -> Iterator[Corpus]:
        """The corpus, open."""
        with Corpus.open(self.folder, create=True) as corpus:
            yield corpus

    def documents(self) -> list[StoredDocument]:
        """All that is held."""
        with self.corpus() as corpus:
            return corpus.documents()

    def held(self) -> dict[str, str]:
        """What is at each address now: key and hash."""
        return {
            key(origin.address): document.hash
            for document in self.documents()
            for origin in document.origins
            if origin.current
        }

    def gone(self) -> set[str]:
        """The keys of documents that are marked as gone at source."""
        return {key(document.source) for document in self.documents() if document.gone}

    def requested(self) -> list[str]:
        """What the last crawl asked for, in order."""
        return [key(request.address) for request in self.asked]

    def twice(self) -> dict[str, int]:
        """What was asked for more than once, redirects apart."""
        kept = [one for one in self.asked if one.status not in (301, 302)]
        return {
            what: times
            for what, times in Counter(key(one.address) for one in kept).items()
            if times > 1
        }

    def bodies(self) -> list[str]:
        """The documents that the last crawl downloaded."""
        return [
            key(one.address)
            for one in self.asked
            if document_key(one.address) and one.status == 200
        ]


@contextmanager
def world(
    folder: Path, quirks: Quirks | None = None, *, root: str = "/moderngov/"
) -> Iterator[World]:
    """The invented council's site as it is shipped, with these quirks."""
    with DemoSite.serve(sample_folder(), root=root, quirks=quirks) as site:
        yield World(site, folder / "corpus")
