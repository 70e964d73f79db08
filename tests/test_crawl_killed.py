"""Killed at any moment while it crawls: nothing is lost, and at most one address is asked twice."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from crawl_site import BOARD, SINCE, World, key, world

from indexer.crawl_report import Order, Progress
from indexer.crawling import crawl
from indexer.demo_site.answers import Answer
from indexer.errors import Locked

CHECKOUT = Path(__file__).parents[1]
CRAWLER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from indexer.crawling import crawl
from indexer.crawl_report import Order, Progress
from indexer.sources.pace import Clock
from indexer.store import Corpus
clock = Clock(today=lambda: datetime(2025, 2, 27, 12, tzinfo=UTC), jitter=lambda: 1)
order = Order(sys.argv[2], council="kelderby", since=date.fromisoformat(sys.argv[3]),
    boards=tuple(sys.argv[4:]), delay=0)
with Corpus.open(Path(sys.argv[1]), create=True) as corpus:
    print("ready", flush=True)
    print(crawl(corpus, order, clock=clock).outcome, flush=True)
"""
KILLS = 8
MOST_RUNS = 100


def start(one: World, since: str = "2023-09-01", *boards: str) -> "subprocess.Popen[str]":
    """A process that crawls."""
    call = [sys.executable, "-c", CRAWLER, str(one.folder), one.site.root, since, *boards]
    process = subprocess.Popen(call, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    return process


def test_killed_at_random(tmp_path: Path) -> None:
    """Killed again and again, then left alone: all that an undisturbed crawl holds is held."""
    chance = random.Random(7)
    with world(tmp_path / "calm") as calm:
        calm.crawl(boards=("SB3",), since=date(2023, 9, 1))
        expected = calm.held()
    with world(tmp_path / "killed") as one:
        kills = 0
        for _ in range(MOST_RUNS):
            process = start(one, "2023-09-01", "SB3")
            if kills < KILLS:
                time.sleep(chance.uniform(0.03, 0.2))
                process.kill()
            output, _ = process.communicate()
            if "new" in output:
                break
            kills += 1
        one.asked = one.site.requests
        assert kills >= KILLS
        assert one.held() == expected
        assert sum(times - 1 for times in one.twice().values()) <= kills


def test_two_crawls_of_one_host(tmp_path: Path) -> None:
    """The second is told; once the first is killed, its lock is in nobody's way."""
    with world(tmp_path) as one:
        process = start(one, "2022-05-01")
        while len(one.site.requests) < 5:
            time.sleep(0.01)
        with one.corpus() as corpus, pytest.raises(Locked, match="Another crawl"):
            crawl(corpus, Order(one.site.root, council="kelderby", boards=(BOARD,), delay=0))
        process.kill()
        process.communicate()
        assert one.crawl().outcome == "new"


def test_robots_is_kept_before_the_first_page_is_asked_for(tmp_path: Path) -> None:
    """So that a crawl which is killed in the pause between them need not read it again."""
    kept: list[str | None] = []
    with world(tmp_path) as one:

        def look(progress: Progress) -> None:
            if progress.pause and not kept:
                with closing(sqlite3.connect(one.folder / "catalogue.sqlite")) as catalogue:
                    kept.extend(row[0] for row in catalogue.execute("SELECT robots FROM site"))

        order = Order(one.site.root, council="kelderby", boards=(BOARD,), since=SINCE, delay=1)
        with one.corpus() as corpus:
            crawl(corpus, order, clock=one.clock(), progress=look)
    assert "mgCalendar" in (kept[0] or "")


def test_a_crawl_that_goes_on_tells_what_it_missed_before(tmp_path: Path) -> None:
    """What was missing before the kill is in the report after it, too."""
    with world(tmp_path) as one:
        one.site.edit("s5051", Answer(404))

        def stop(progress: Progress) -> None:
            if "meeting-938" in map(key, (request.address for request in one.site.requests)):
                raise KeyboardInterrupt

        order = Order(one.site.root, council="kelderby", boards=(BOARD,), since=SINCE, delay=0)
        with one.corpus() as corpus, pytest.raises(KeyboardInterrupt):
            crawl(corpus, order, clock=one.clock(), progress=stop)
        report = one.crawl()
        assert "s5051" not in one.requested()
        assert [key(lacking.address) for lacking in report.missing] == ["s5051"]
        assert report.outcome == "incomplete"
