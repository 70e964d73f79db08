"""What is Whoosh's own: its files, their damage, its lock. The rest is in the engine contract."""

import gc
import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from engine_entries import entry, some_entries
from engine_oracle import expected
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import open_dir

from indexer.engines.base import Entry
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.errors import IndexUnusable, Locked, NoIndex
from indexer.query import EVERYTHING, Any, Phrase, Prefix, Typo, Word


@contextmanager
def untidy() -> Iterator[None]:
    """Whoosh leaves files open where it fails to read them; Python says so when it tidies up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def segment_files(folder: Path) -> list[Path]:
    """What Whoosh keeps postings, terms and stored texts in."""
    return [file for file in folder.iterdir() if file.suffix in (".pst", ".trm", ".col")]


def test_making_an_index_again_waits_for_nobody(tmp_path: Path) -> None:
    """While another writes, `create` fails at once."""
    first = WhooshEngine.create(tmp_path)

    def entries() -> Iterator[Entry]:
        with pytest.raises(Locked, match="Another Minutebook process"):
            WhooshEngine.create(tmp_path)
        yield entry("k/1")

    first.write(entries=entries())
    assert first.ids(EVERYTHING) == {"k/1"}


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path) -> None:
    """A folder that is not there, or is empty, holds no index; opening makes none."""
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(NoIndex, match="minutebook index"):
            WhooshEngine.open(folder)
    assert list(tmp_path.iterdir()) == []


def test_nothing_deleted_stays_in_a_segment(tmp_path: Path) -> None:
    """Whoosh would keep postings and texts of what is only marked as deleted."""
    engine = WhooshEngine.create(tmp_path)
    entries = some_entries(seed=7, count=10)
    engine.write(entries=entries[:5])
    engine.write(entries=entries[5:])
    engine.write(entries=entries[:1], remove=[entries[7].id])
    engine.close()
    with open_dir(tmp_path).reader() as reader:
        assert reader.doc_count_all() == reader.doc_count()
        assert len(reader.leaf_readers()) == 1
    assert len(segment_files(tmp_path)) == 3


@pytest.mark.parametrize("keep", [0, 7, 100])
def test_a_damaged_index_is_said_to_be_unusable(tmp_path: Path, keep: int) -> None:
    """Whichever of its files is cut short: the message says how to mend it."""
    engine = WhooshEngine.create(tmp_path / "whole")
    engine.write(entries=some_entries(seed=4, count=20), records={"a": b"1"})
    engine.close()
    for file in (tmp_path / "whole").iterdir():
        whole = file.read_bytes()
        if len(whole) > keep:
            file.write_bytes(whole[:keep])
            with untidy(), pytest.raises(IndexUnusable, match="--rebuild"):
                broken = WhooshEngine.open(tmp_path / "whole")
                broken.search(Word("report"), facets=["board"])
            file.write_bytes(whole)


def test_a_damaged_index_is_said_to_be_unusable_when_it_is_written_to(tmp_path: Path) -> None:
    """Writing reads the old segments; the lock is free again after the failure."""
    engine = WhooshEngine.create(tmp_path)
    engine.write(entries=some_entries(seed=4, count=20))
    engine.close()
    whole = {file: file.read_bytes() for file in segment_files(tmp_path)}
    for file, data in whole.items():
        file.write_bytes(data[: len(data) // 10].ljust(len(data), b"\xff"))
    with untidy(), pytest.raises(IndexUnusable, match="--rebuild"):
        engine.write(remove=["kelderby/1"])
    for file, data in whole.items():
        file.write_bytes(data)
    engine.write(remove=["kelderby/1"])
    assert len(engine.ids(EVERYTHING)) == 19


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_overwritten_bytes_never_raise_anything_but_our_own_errors(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """A disk's mischief ends in `IndexUnusable` or goes unseen, never in a library's error."""
    folder = tmp_path_factory.mktemp("damaged")
    engine = WhooshEngine.create(folder)
    engine.write(entries=some_entries(seed=5, count=8))
    engine.close()
    file = chance.choice(sorted(segment_files(folder)))
    data = bytearray(file.read_bytes())
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file.write_bytes(data)
    with untidy(), suppress(IndexUnusable), WhooshEngine.open(folder) as broken:
        broken.search(Any((Word("report"), Typo("famly"))), facets=["board"])
        broken.passages(Word("report"), list(broken.ids(EVERYTHING)))


def test_an_index_that_is_made_again_is_empty(tmp_path: Path) -> None:
    """`create` takes the place of what was there, files and all."""
    old = WhooshEngine.create(tmp_path)
    old.write(entries=[entry("k/1", "Quillfeather")])
    old.close()
    new = WhooshEngine.create(tmp_path)
    assert new.ids(EVERYTHING) == set()
    assert not segment_files(tmp_path)


@given(
    block=st.integers(0, 40),
    first=st.lists(st.integers(0, 19)),
    second=st.lists(st.integers(0, 19)),
    gone=st.lists(st.integers(0, 19)),
)
@settings(max_examples=40, deadline=None)
def test_blocks_of_any_size_give_the_same_answers(
    block: int, first: list[int], second: list[int], gone: list[int]
) -> None:
    """However items fall into blocks, and whichever of a block are replaced or taken out."""
    old, new = some_entries(seed=1, count=20), some_entries(seed=2, count=20)
    with pytest.MonkeyPatch.context() as patch, WhooshEngine(RamStorage()) as engine:
        patch.setattr("indexer.engines.whoosh_blocks._BLOCK", block)
        engine.write(entries=[old[n] for n in first], records={"a": b"1", "b": b"2"})
        engine.write(entries=[new[n] for n in second], records={"b": b"3"})
        engine.write(remove=[old[n].id for n in gone])
        held = {n: old[n] for n in first} | {n: new[n] for n in second}
        left = [entry for n, entry in held.items() if n not in gone]
        for query in (EVERYTHING, Word("report"), Phrase("the report"), Prefix("f"), Typo("bord")):
            assert engine.ids(query) == expected(left, query)
        for entry in left:
            assert engine.stored(entry.id) == entry.stored
            shown = engine.passages(EVERYTHING, [entry.id], each=9)[entry.id]
            assert [hit.stored for hit in shown] == [p.stored for p in entry.passages]
        assert engine.records("") == {"a": b"1", "b": b"3"}


def test_an_engine_that_nobody_closed_gives_its_files_back(tmp_path: Path) -> None:
    """A reader that stays swaps engines while others may still ask the old one."""
    WhooshEngine.create(tmp_path).write(entries=[entry("k/1", "Adoption")])
    engine = WhooshEngine.open(tmp_path)
    assert engine.ids(Word("adoption")) == {"k/1"}
    del engine
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        gc.collect()


def test_any_storage_will_do() -> None:
    """Handed in; made ready if it is empty, opened if it is not."""
    storage = RamStorage()
    with WhooshEngine(storage) as engine:
        engine.write(entries=[entry("k/1", "Adoption")])
    with WhooshEngine(storage) as engine:
        assert engine.ids(Word("adoption")) == {"k/1"}
