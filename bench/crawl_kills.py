"""Kill a crawl at random moments and count what that costs: documents lost, addresses asked twice.

    python bench/crawl_kills.py [KILLS] [SEED]

It serves the shipped sample's site, crawls it undisturbed, then crawls it again into another corpus
in a process that is killed (SIGKILL; on Windows, TerminateProcess) and started anew until it ends.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from indexer.councils import document_key, page_key
from indexer.demo_site.server import DemoSite
from indexer.sample import COUNCIL, FIRST_DAY, sample_folder
from indexer.store import Corpus

CHECKOUT = Path(__file__).parents[1]
CRAWLER = """
import sys
from datetime import date
from pathlib import Path
from indexer.crawling import crawl
from indexer.crawl_report import Order
from indexer.store import Corpus
order = Order(sys.argv[2], council=sys.argv[3], since=date.fromisoformat(sys.argv[4]), delay=0)
with Corpus.open(Path(sys.argv[1]), create=True) as corpus:
    print("ready", flush=True)
    report = crawl(corpus, order)
    print(report.outcome, flush=True)
"""
LONGEST = 0.4  # seconds until a kill


def start(corpus: Path, site: DemoSite) -> "subprocess.Popen[str]":
    """A process that crawls; it has opened the corpus when this returns."""
    call = [sys.executable, "-c", CRAWLER, str(corpus), site.root, COUNCIL, str(FIRST_DAY)]
    process = subprocess.Popen(call, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    return process


def held(folder: Path) -> set[tuple[str, str]]:
    """Address and hash of everything that is held and whole."""
    with Corpus.open(folder, create=False) as corpus:
        return {
            (document_key(origin.address) or page_key(origin.address) or "", document.hash)
            for document in corpus.documents()
            if corpus.read(document)
            for origin in document.origins
        }


def twice(site: DemoSite) -> int:
    """How many requests were made a second time."""
    return sum(times - 1 for times in Counter(one.address for one in site.requests).values())


def crawl_and_kill(corpus: Path, site: DemoSite, kills: int, chance: random.Random) -> int:
    """Crawl to the end, killed so many times; how often it was."""
    killed = 0
    while True:
        process = start(corpus, site)
        if killed < kills:
            time.sleep(chance.uniform(0, LONGEST))
            process.kill()
        output, _ = process.communicate()
        if output.strip():
            return killed
        killed += 1


def main(kills: int, seed: int) -> None:
    """Do it and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        calm, disturbed = Path(folder) / "calm", Path(folder) / "disturbed"
        with DemoSite.serve(sample_folder()) as site:
            crawl_and_kill(calm, site, 0, random.Random())
            once = len(site.requests)
        with DemoSite.serve(sample_folder()) as site:
            killed = crawl_and_kill(disturbed, site, kills, random.Random(seed))
            again, requests = twice(site), len(site.requests)
        lost = held(calm) - held(disturbed)
        print(f"addresses of an undisturbed crawl: {once}")
        print(f"kills: {killed}; requests in all: {requests}")
        print(f"documents held: {len(held(disturbed))}; lost: {len(lost)}")
        print(f"addresses asked for again: {again}, at most one for each kill: {again <= killed}")


if __name__ == "__main__":
    told = [int(word) for word in sys.argv[1:3]]
    main(*(told + [40, 1][len(told) :]))
