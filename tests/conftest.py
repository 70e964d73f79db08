"""What several test files share: the sample, crawled from its site and indexed once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page_checks import FORMER, ITEM

from indexer.adding import add_papers
from indexer.crawl_report import Order
from indexer.crawling import crawl
from indexer.demo_site.server import DemoSite
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import COUNCIL, FIRST_DAY, ROOT, sample_folder
from indexer.search.archive import Archive
from indexer.store import Corpus
from searchui.app import create_app

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A corpus and its index, on disk."""

    corpus: Path
    index: Path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """The papers of the invented council, crawled and indexed. Do not write to it."""
    folder = tmp_path_factory.mktemp("sample")
    held = Held(folder / "corpus", folder / "index")
    with (
        DemoSite.serve(sample_folder(), root=ROOT) as site,
        Corpus.open(held.corpus, create=True) as corpus,
    ):
        crawl(corpus, Order(site.root, council=COUNCIL, since=FIRST_DAY, delay=0))
        index(corpus, IndexPlace(held.index), now=NOW)
    return held


@pytest.fixture
def archive(sample: Held) -> Iterator[Archive]:
    """The sample, open for asking."""
    engine = IndexPlace(sample.index).open()
    yield Archive(engine)
    engine.close()


@pytest.fixture(scope="session")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample papers added as files, indexed, and open; one item has a former identifier."""
    folder = tmp_path_factory.mktemp("pages")
    with Corpus.open(folder / "corpus", create=True) as corpus:
        add_papers(corpus, (str(sample_folder()),), council=COUNCIL, now=NOW)
        index(corpus, IndexPlace(folder / "index"), now=NOW, workers=1)
    engine = IndexPlace(folder / "index").open()
    engine.write(records={f"alias:{FORMER}": ITEM.encode()})
    yield Archive(engine)
    engine.close()


@pytest.fixture
def pages(archive: Archive) -> FlaskClient:
    """A browser without script or cookies, on the pages over a test's `archive`."""
    return create_app(archive).test_client(use_cookies=False)
