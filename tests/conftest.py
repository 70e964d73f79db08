"""What several test files share: the sample, indexed once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.adding import add_papers
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive
from indexer.store import Corpus

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A corpus and its index, on disk."""

    corpus: Path
    index: Path


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """The papers of the invented council, added and indexed. Do not write to it."""
    folder = tmp_path_factory.mktemp("sample")
    held = Held(folder / "corpus", folder / "index")
    with Corpus.open(held.corpus, create=True) as corpus:
        add_papers(corpus, (str(sample_folder()),), council=COUNCIL, now=NOW)
        index(corpus, IndexPlace(held.index), now=NOW)
    return held


@pytest.fixture
def archive(sample: Held) -> Iterator[Archive]:
    """The sample, open for asking."""
    engine = IndexPlace(sample.index).open()
    yield Archive(engine)
    engine.close()
