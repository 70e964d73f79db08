"""The papers that `finding.py` searches: the sample, crawled from its site, and the real ones."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from indexer.adding import add_papers
from indexer.crawl_report import Order
from indexer.crawling import crawl
from indexer.demo_site.server import DemoSite
from indexer.engines.base import Entry
from indexer.entries import entries
from indexer.pipeline import index
from indexer.place import EngineName, IndexPlace
from indexer.readings import Readings
from indexer.sample import COUNCIL, FIRST_DAY, ROOT, sample_folder
from indexer.store import Corpus

REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or Path(__file__).parents[2] / "shared")
_FOLDERS = [
    folder for folder in (REAL / "seeds", REAL / "data" / "real-documents") if folder.is_dir()
]
COLLECTIONS = ("sample", "real") if _FOLDERS else ("sample",)
"""What there is to search here."""
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def take_in(name: str, folder: Path) -> None:
    """The papers of a collection into its corpus, unless they are there."""
    if (folder / "corpus").exists():
        return
    with Corpus.open(folder / "corpus", create=True) as corpus:
        if name == "sample":
            with DemoSite.serve(sample_folder(), root=ROOT) as site:
                crawl(corpus, Order(site.root, council=COUNCIL, since=FIRST_DAY, delay=0))
        else:
            add_papers(corpus, [str(folder) for folder in _FOLDERS], council="real", now=NOW)


def indexed(folder: Path, engine: EngineName) -> IndexPlace:
    """The collection's index with this engine; papers that were read are not read again."""
    place = IndexPlace(folder / "index")
    with Corpus.open(folder / "corpus", create=False) as corpus:
        index(corpus, place, now=NOW, engine=engine)
    return place


def held(place: IndexPlace) -> list[Entry]:
    """Every item as an engine is given it."""
    with closing(Readings(place.readings)) as readings:
        return [entry for unit in readings.units() for entry in entries(unit)]
