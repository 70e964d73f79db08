"""What is tantivy's own: pages among equals, what is left over, damage. The rest is in the contract."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from engine_entries import entry, passage, some_entries
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.base import Entry
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.engines.tantivy_files import PARTS, _moment
from indexer.errors import IndexUnusable, NoIndex
from indexer.query import EVERYTHING, Any, Sort, Typo, Word


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    """An empty one."""
    with TantivyEngine.create(tmp_path / "index") as engine:
        yield engine


# --- order ------------------------------------------------------------------------------------


@given(st.tuples(st.text(max_size=18), st.text(max_size=18)) | st.tuples(*[st.text("0-: 9/a")] * 2))
def test_a_moment_sorts_as_its_text(two: tuple[str, str]) -> None:
    """Never the other way round; it may only be the same where the text differs."""
    first, second = sorted(two)
    assert 0 <= _moment(first) <= _moment(second) < 2**64


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_among_equals_neither_overlap_nor_leave_out(
    engine: TantivyEngine, sort: Sort
) -> None:
    """Two hundred items of the same words and day, in several commits: each on one page, by name."""
    ids = [f"k/{number:03}" for number in range(200)]
    random.Random(3).shuffle(ids)
    for start in range(0, 200, 40):
        part = ids[start : start + 40]
        engine.write(entries=[entry(id, "Budget", order="2020-01-01 14:00") for id in part])
    got: list[str] = []
    for offset in range(0, 200, 7):
        got += [h.id for h in engine.search(Word("budget"), sort=sort, offset=offset, limit=7).hits]
    assert got == sorted(ids, reverse=sort != "oldest")


def test_many_undated_items_stand_at_the_end_in_their_order(engine: TantivyEngine) -> None:
    """Deep pages too."""
    dated = [entry(f"k/d{n:03}", order=f"2020-01-{n + 1:02}", date=20200101 + n) for n in range(20)]
    undated = [entry(f"k/u{n:03}", order="", date=None) for n in range(150)]
    engine.write(entries=[*undated, *dated])
    newest = [h.id for h in engine.search(EVERYTHING, sort="newest", offset=15, limit=100).hits]
    assert newest == [f"k/d{n:03}" for n in range(4, -1, -1)] + [
        f"k/u{n:03}" for n in range(149, 54, -1)
    ]
    oldest = [h.id for h in engine.search(EVERYTHING, sort="oldest", offset=160, limit=100).hits]
    assert oldest == [f"k/u{n:03}" for n in range(140, 150)]


# --- what is left over --------------------------------------------------------------------------


def test_an_entry_that_keeps_all_its_words_leaves_nothing_over(engine: TantivyEngine) -> None:
    """A meeting whose minutes came: the agenda is still there, so nothing need be made anew."""
    engine.write(entries=[entry("k/1", "Budget", "agenda")])
    engine.write(entries=[entry("k/1", "Budget", "agenda", passage("new words", "report"))])
    assert not engine.leftovers()


@pytest.mark.parametrize(
    "after",
    [
        entry("k/1", "Budget", "other"),
        entry("k/1", "Accounts", "agenda"),
        entry("k/1", "Budget", "agenda", fields={"officer": ("B Wren",)}),
    ],
)
def test_an_entry_that_loses_words_leaves_them_over(engine: TantivyEngine, after: Entry) -> None:
    """Words of a passage, of the title, or a name: said from then on, also to who opens it later."""
    engine.write(entries=[entry("k/1", "Budget", "agenda", fields={"officer": ("A Wren",)})])
    engine.write(entries=[entry("k/2")], remove=["k/none"])
    assert not engine.leftovers()
    engine.write(entries=[after])
    engine.write(entries=[entry("k/3")])
    assert engine.leftovers() and TantivyEngine.open(engine._folder).leftovers()


def test_an_entry_taken_out_leaves_its_words_over(engine: TantivyEngine) -> None:
    """Nobody finds them; yet they are in the files."""
    engine.write(entries=[entry("k/1", "Quillfeather", "Quillfeather")])
    engine.write(remove=["k/1"])
    assert engine.leftovers()
    assert engine.ids(Word("quillfeather")) == set() and not engine.near_words("quilfeather")


# --- damage -----------------------------------------------------------------------------------


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path) -> None:
    """A folder that is not there, or is empty, holds no index; opening makes none."""
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(NoIndex, match="minutebook index"):
            TantivyEngine.open(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [0, 7, 100])
def test_a_damaged_index_is_said_to_be_unusable(tmp_path: Path, keep: int) -> None:
    """Whichever of its files is cut short: the message says how to mend it."""
    with TantivyEngine.create(tmp_path / "whole") as engine:
        engine.write(entries=some_entries(seed=4, count=20), records={"a": b"1"})
    for file in (tmp_path / "whole").iterdir():
        whole = file.read_bytes()
        if file.name.startswith(".") or len(whole) <= keep:
            continue
        file.write_bytes(whole[:keep])
        with pytest.raises(IndexUnusable, match="--rebuild"):
            broken = TantivyEngine.open(tmp_path / "whole")
            broken.search(Word("report"), facets=["board"])
            broken.passages(Word("report"), list(broken.ids(EVERYTHING)))
        file.write_bytes(whole)


def test_a_byte_that_was_changed_is_noticed_when_all_is_read(tmp_path: Path) -> None:
    """In whichever part of a segment: what tantivy itself would answer from without a word."""
    with TantivyEngine.create(tmp_path) as engine:
        engine.write(entries=some_entries(seed=4, count=20))
        engine.write(remove=["kelderby/1"])
        assert not engine.damaged()
        for file in tmp_path.iterdir():
            whole = file.read_bytes()
            if file.suffix in PARTS:
                file.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
                assert engine.damaged(), file.suffix
                file.write_bytes(b"")
                assert engine.damaged(), file.suffix
            file.write_bytes(whole)


def test_damage_to_the_folder_leaves_the_state_that_was_open(tmp_path: Path) -> None:
    """What was answered before is still answered."""
    with TantivyEngine.create(tmp_path) as engine:
        engine.write(entries=[entry("k/1", "Adoption")])
        assert engine.ids(Word("adoption")) == {"k/1"}
        (tmp_path / "meta.json").write_text("{")
        assert engine.changed()
        assert engine.ids(Word("adoption")) == {"k/1"}
        (tmp_path / "meta.json").unlink()
        assert engine.changed()
        assert engine.ids(Word("adoption")) == {"k/1"}


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_overwritten_bytes_never_raise_anything_but_our_own_errors(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """A disk's mischief ends in `IndexUnusable` or goes unseen, never in a library's error."""
    folder = tmp_path_factory.mktemp("damaged")
    with TantivyEngine.create(folder) as engine:
        engine.write(entries=some_entries(seed=5, count=8))
    files = sorted(folder.glob("[!.]*"), key=lambda file: (file.suffix, file.stat().st_size))
    files = [file for file in files if file.stat().st_size]
    file = files[chance.randrange(1_000) % len(files)]  # names and sizes differ from run to run
    data = bytearray(file.read_bytes())
    for _ in range(20):
        data[chance.randrange(10**6) % len(data)] = chance.randrange(256)
    file.write_bytes(data)
    with suppress(IndexUnusable):
        broken = TantivyEngine.open(folder)
        broken.search(Any((Word("report"), Typo("famly"))), facets=["board"])
        broken.passages(Word("report"), list(broken.ids(EVERYTHING)))
