"""Indexing: only what is new, all or nothing for readers, the same again from nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, Held

from indexer.adding import add_papers
from indexer.errors import IndexUnusable, Locked
from indexer.pipeline import IndexReport, index
from indexer.place import IndexPlace
from indexer.query import EVERYTHING
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus

ROOT = Path(__file__).parent.parent
PAGES = sample_folder() / "pages"
DOCUMENTS = sample_folder() / "documents"


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path / "corpus", tmp_path / "index")


def put(held: Held, *paths: Path) -> None:
    with Corpus.open(held.corpus, create=True) as corpus:
        add_papers(corpus, [str(path) for path in paths], council=COUNCIL, now=NOW)


def run(held: Held, **options: Any) -> IndexReport:
    with Corpus.open(held.corpus, create=False) as corpus:
        return index(corpus, IndexPlace(held.index), now=NOW, **options)


def everything(held: Held) -> dict[str, Any]:
    """All that the index says: items by id, with their records, but for the time it took."""
    with closing(IndexPlace(held.index).open()) as engine:
        ids = engine.ids(EVERYTHING)
        items = {name: msgspec.json.decode(engine.stored(name) or b"null") for name in ids}
        return items | {key: bytes(value) for key, value in engine.records("meeting:").items()}


def test_in_whatever_portions_papers_come_the_index_is_the_same(held: Held, sample: Held) -> None:
    """Added page by page with a run after each, it holds what one run makes of all at once."""
    with Corpus.open(sample.corpus, create=False) as corpus:
        sources = [Path(document.source) for document in corpus.documents()]
    for start in range(0, len(sources), 9):
        put(held, *sources[start : start + 9])
        run(held)
    assert everything(held) == everything(sample)


def test_a_rebuild_gives_the_same_identifiers_and_items(held: Held) -> None:
    """The index can be thrown away at any time."""
    put(held, PAGES, DOCUMENTS / "g915")
    run(held)
    before = everything(held)
    run(held, rebuild=True)
    assert everything(held) == before


def test_an_index_thrown_away_is_made_again(held: Held) -> None:
    """Without the engine's files, or without the cache, the next run makes all of it."""
    put(held, PAGES)
    run(held)
    before = everything(held)
    (held.index / "current.json").unlink()
    run(held)
    assert everything(held) == before
    (held.index / "readings.sqlite").write_bytes(b"no database")
    run(held)
    assert everything(held) == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
def test_a_damaged_engine_is_made_again_by_the_next_run(held: Held) -> None:
    """Readers are told; `index` mends it without being asked twice."""
    put(held, PAGES)
    run(held)
    before = everything(held)
    folder = next(held.index.glob("whoosh-*"))
    for path in folder.glob("*"):
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(IndexUnusable), closing(IndexPlace(held.index).open()) as engine:
        engine.ids(EVERYTHING)
    run(held)
    assert everything(held) == before


def test_only_what_changed_is_indexed_again(held: Held) -> None:
    """A further paper of one meeting touches the items of that meeting alone."""
    put(held, PAGES)
    whole = run(held).items_indexed
    put(held, DOCUMENTS / "g915")
    report = run(held)
    assert report.read == len(list((DOCUMENTS / "g915").iterdir()))
    assert 0 < report.items_indexed < whole


def test_a_reader_sees_all_of_a_run_or_nothing(held: Held) -> None:
    """What was open before answers as before until it is refreshed."""
    put(held, PAGES / "2023-09-14-900.html")
    run(held)
    with closing(IndexPlace(held.index).open()) as engine:
        before = engine.ids(EVERYTHING)
        put(held, PAGES)
        run(held)
        assert engine.ids(EVERYTHING) == before
        engine.refresh()
        assert len(engine.ids(EVERYTHING)) > len(before)


def test_a_second_writer_is_told_who_the_first_is(held: Held) -> None:
    """Two runs at once: the second ends at once, and names the process."""
    put(held, PAGES)
    with IndexPlace(held.index).writing(), pytest.raises(Locked, match=str(os.getpid())):
        run(held)


def test_minutes_become_approved_when_a_later_meeting_agrees_them(held: Held) -> None:
    """The earlier meeting's items are put together again when the later page comes."""
    put(held, PAGES / "2023-11-23-907.html")
    run(held)
    assert _statuses(held, "2023-11-23") == {"draft"}
    put(held, PAGES / "2024-03-07-915.html")
    run(held)
    assert _statuses(held, "2023-11-23") == {"approved"}


def _statuses(held: Held, day: str) -> set[str]:
    with closing(IndexPlace(held.index).open()) as engine:
        answer = Archive(engine).search(
            Request("", {"from": [day], "to": [day]}, limit=50, everything=True)
        )
        return {hit.minutes_status for hit in answer.hits if hit.minutes_status}


def _killed(call: list[str], delay: float) -> bool:
    """Start a command and kill it after a while; whether it was still running."""
    with subprocess.Popen(
        call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        time.sleep(delay)
        running = child.poll() is None
        child.kill()
    return running


def _delays(seed: int, count: int, longest: float) -> Iterator[float]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.uniform(0.05, longest)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_any_moment_the_next_run_completes_it(held: Held, sample: Held) -> None:
    """After each of 12 kills the last commit answers, or there is none; at the end all is there."""
    put(held, PAGES, DOCUMENTS)
    call = [
        sys.executable,
        "cli.py",
        "--corpus",
        str(held.corpus),
        "--index",
        str(held.index),
        "index",
    ]
    wanted = len([key for key in everything(sample) if not key.startswith("meeting:")])
    killed = 0
    for delay in _delays(seed=7, count=12, longest=1.6):
        killed += _killed(call, delay)
        if (held.index / "current.json").exists():
            with closing(IndexPlace(held.index).open()) as engine:
                assert len(engine.ids(EVERYTHING)) in (0, wanted)
    assert killed
    assert run(held).items == wanted
