"""The folder of an index: which engine is chosen, who writes, what a reader is told and follows."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from engine_entries import some_entries
from hypothesis import given
from hypothesis import strategies as st

from indexer import place as place_module
from indexer.analysis import ANALYSIS_VERSION
from indexer.collection import RECORD
from indexer.engines.base import SearchEngine
from indexer.errors import BadCall, IndexUnusable, Locked, NoIndex
from indexer.place import (
    ENGINES,
    SCHEMA_VERSION,
    WHOOSH_UNTIL,
    Choice,
    Current,
    EngineName,
    Follower,
    IndexPlace,
    choose,
    create_engine,
    open_engine,
)
from indexer.query import EVERYTHING

HALF = WHOOSH_UNTIL // 2


def answering(engine: str, *, asked: bool = False) -> Current:
    return Current(engine, f"{engine}-1", SCHEMA_VERSION, ANALYSIS_VERSION, asked)


def built(place: IndexPlace, engine: EngineName, count: int, seed: int = 1) -> None:
    """Let an engine with so many items answer."""
    current, opened = place.create(Choice(engine, False, ""))
    with closing(opened):
        opened.write(entries=some_entries(seed=seed, count=count), records={RECORD: b"{}"})
    place.swap(current)


@pytest.fixture
def place(tmp_path: Path) -> IndexPlace:
    return IndexPlace(tmp_path / "index")


# --- which engine ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "passages", "engine"),
    [
        (None, 0, "whoosh"),
        (None, WHOOSH_UNTIL, "whoosh"),
        (None, WHOOSH_UNTIL + 1, "tantivy"),
        ("whoosh", WHOOSH_UNTIL, "whoosh"),
        ("whoosh", WHOOSH_UNTIL + 1, "tantivy"),
        ("tantivy", WHOOSH_UNTIL, "tantivy"),
        ("tantivy", HALF, "tantivy"),
        ("tantivy", HALF - 1, "whoosh"),
        ("of-another-version", 5, "whoosh"),
    ],
)
def test_the_size_decides(before: str | None, passages: int, engine: str) -> None:
    """Whoosh up to the limit, tantivy above, and back only below half; the figure is said."""
    choice = choose(None, answering(before) if before else None, passages)
    assert (choice.engine, choice.asked) == (engine, False)
    assert f"{passages:,} passage" in choice.why


@given(st.lists(st.integers(0, 3 * WHOOSH_UNTIL), min_size=1))
def test_a_collection_about_the_limit_does_not_swing(sizes: list[int]) -> None:
    """Between two changes of engine the collection at least halves or doubles, whatever happens."""
    current, since = None, 0
    for size in sizes:
        choice = choose("auto", current, size)
        if current and choice.engine != current.engine:
            assert size > WHOOSH_UNTIL or 2 * size < WHOOSH_UNTIL < since
        since = size if size > WHOOSH_UNTIL else since
        current = answering(choice.engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_asked_for_by_name_stays_until_auto_is_said(engine: EngineName) -> None:
    """Whatever the size; a call that names none keeps it."""
    for size in (1, HALF, 2 * WHOOSH_UNTIL):
        asked = choose(engine, None, size)
        assert (asked.engine, asked.asked) == (engine, True)
        kept = choose(None, answering(engine, asked=True), size)
        assert (kept.engine, kept.asked) == (engine, True)
        assert not choose("auto", answering(engine, asked=True), size).asked


def test_an_engine_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """The message names those that there are."""
    for call in (open_engine, create_engine):
        with pytest.raises(BadCall, match="auto, whoosh, tantivy"):
            call("opensearch", tmp_path)


# --- what cannot be opened ------------------------------------------------------------------------


def test_without_an_index_the_command_that_makes_one_is_named(place: IndexPlace) -> None:
    """Absent is no damage."""
    with pytest.raises(NoIndex, match="run `minutebook index`"):
        place.open()


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": SCHEMA_VERSION + 1},
        {"analysis_version": ANALYSIS_VERSION + 1},
        {"analysis_version": ANALYSIS_VERSION - 1},
        {"engine": "lucene"},
    ],
    ids=lambda change: "-".join(map(str, change)),
)
def test_another_version_is_named_with_what_mends_it(
    place: IndexPlace, change: dict[str, Any]
) -> None:
    """Of the schema, of how words are cut, or an engine that is not known here."""
    built(place, "whoosh", 3)
    path = place.folder / "current.json"
    path.write_bytes(msgspec.json.encode(msgspec.json.decode(path.read_bytes()) | change))
    with pytest.raises(IndexUnusable, match=r"another version.*Run `minutebook index`:"):
        place.open()


def no_json(place: IndexPlace) -> None:
    (place.folder / "current.json").write_text('{"engine": "who')


def other_json(place: IndexPlace) -> None:
    (place.folder / "current.json").write_text("[1]")


def no_folder(place: IndexPlace) -> None:
    for folder in place.folder.glob("*-*"):
        folder.rename(place.folder / "elsewhere")


def no_files(place: IndexPlace) -> None:
    for path in place.folder.glob("*-*/*"):
        path.unlink()


def cut_files(place: IndexPlace) -> None:
    for path in place.folder.glob("*-*/*"):
        path.write_bytes(path.read_bytes()[:50])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
@pytest.mark.parametrize("damage", [no_json, other_json, no_folder, no_files, cut_files])
@pytest.mark.parametrize("engine", ENGINES)
def test_damage_is_said_in_one_sentence_with_what_mends_it(
    place: IndexPlace, engine: EngineName, damage: Callable[[IndexPlace], None]
) -> None:
    """At opening, before anything is answered."""
    built(place, engine, 20)
    damage(place)
    with pytest.raises(IndexUnusable, match="`minutebook index --rebuild`"):
        place.open()


# --- readers that stay ----------------------------------------------------------------------------


def held(engine: SearchEngine) -> int:
    return engine.search(EVERYTHING, limit=0).total


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_open_answers_when_its_files_are_gone(
    place: IndexPlace, engine: EngineName
) -> None:
    """A swap takes the old folder away; whoever had it open notices nothing, also of what it had
    not asked for before.
    """
    built(place, engine, 20)
    with closing(place.open()) as opened:
        built(place, engine, 30)
        assert len(list(place.folder.glob(f"{engine}-*"))) == 1
        assert held(opened) == 20
        ids = sorted(opened.ids(EVERYTHING))
        assert all(opened.stored(name) for name in ids)
        assert opened.passages(EVERYTHING, ids).keys() == set(ids)


@pytest.mark.parametrize("second", ENGINES)
@pytest.mark.parametrize("first", ENGINES)
def test_a_reader_that_stays_takes_the_new_engine(
    place: IndexPlace, first: EngineName, second: EngineName
) -> None:
    """After a commit in place, and after two swaps that it did not see: another object each time, so
    that whatever is remembered of the old one can be dropped; the same one where nothing happened.
    """
    built(place, first, 5)
    follow = Follower(place)
    opened = follow(place.open())
    assert held(opened) == 5
    with closing(place.open()) as writer:
        writer.write(entries=some_entries(seed=1, count=8))
    committed = follow(opened)
    assert committed is not opened
    assert (held(committed), follow(committed)) == (8, committed)
    built(place, second, 11)
    built(place, first, 13)
    swapped = follow(committed)
    assert (held(committed), held(swapped), follow(swapped)) == (8, 13, swapped)
    for one in (opened, committed, swapped):
        one.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_swap_between_opening_and_following_is_seen(
    place: IndexPlace, engine: EngineName
) -> None:
    """The follower was made after another engine took the place of the one that is open."""
    built(place, engine, 5)
    with closing(place.open()) as opened:
        built(place, engine, 7)
        with closing(Follower(place)(opened)) as after:
            assert (held(opened), held(after)) == (5, 7)


def test_a_reader_stays_with_what_it_has_while_there_is_nothing_better(place: IndexPlace) -> None:
    """Thrown away, damaged or of another version: what it has open goes on answering."""
    built(place, "whoosh", 5)
    follow = Follower(place)
    with closing(place.open()) as opened:
        (place.folder / "current.json").unlink()
        assert follow(opened) is opened
        no_json(place)
        with pytest.raises(IndexUnusable):
            follow(opened)
        built(place, "whoosh", 6)
        with closing(follow(opened)) as after:
            assert (held(opened), held(after)) == (5, 6)


def test_a_swap_while_an_index_is_opened_is_no_error(
    place: IndexPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading which engine answers and opening its files, another took its place."""
    built(place, "whoosh", 5)
    calls: list[str] = []

    def swapped_meanwhile(name: str, folder: Path) -> SearchEngine:
        calls.append(name)
        if len(calls) == 1:
            built(place, "tantivy", 7)
        return open_engine(name, folder)

    monkeypatch.setattr(place_module, "open_engine", swapped_meanwhile)
    with closing(place.open()) as opened:
        assert (calls, held(opened)) == (["whoosh", "tantivy"], 7)


def test_an_engine_that_is_not_finished_is_tidied_and_never_answers(place: IndexPlace) -> None:
    """Made beside, not swapped: readers have the old one, the next writer takes it away."""
    built(place, "whoosh", 5)
    _, unfinished = place.create(Choice("tantivy", False, ""))
    unfinished.close()
    with closing(place.open()) as opened:
        assert held(opened) == 5
    with place.writing():
        assert list(place.folder.glob("tantivy-*")) == []


# --- writers --------------------------------------------------------------------------------------

WRITER = """
import sys, time
from pathlib import Path
from indexer.place import IndexPlace
with IndexPlace(Path(sys.argv[1])).writing():
    print("writing", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_writes_and_a_killed_one_holds_nothing(
    place: IndexPlace,
) -> None:
    """Another process has the lock; once it is killed, the next writer just begins."""
    root = Path(__file__).parent.parent
    call = [sys.executable, "-c", WRITER, str(place.folder)]
    with subprocess.Popen(call, cwd=root, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout and writer.stdout.readline() == "writing\n"
        with pytest.raises(Locked, match=f"process {writer.pid}"), place.writing():
            pass
        writer.kill()
    for _ in range(50):  # until the system has given back what it held
        try:
            with place.writing():
                return
        except Locked:
            time.sleep(0.1)
    raise AssertionError("still locked")
