"""Many ask at once, while the index changes: whole answers of one state, and turns for costly ones."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date as Date
from pathlib import Path

import msgspec
import pytest

from indexer.collection import RECORD, Collection
from indexer.engines.base import Entry, SearchEngine
from indexer.entries import entry
from indexer.errors import BadQuery, Busy, IndexUnusable
from indexer.model import Board, Item, Passage
from indexer.place import ENGINES, Choice, EngineName, Follower, IndexPlace
from indexer.search import states, turns
from indexer.search.answers import Answer
from indexer.search.archive import Archive, Request
from indexer.search.limits import LIMITS
from indexer.search.request import understood
from indexer.search.states import States
from indexer.search.turns import Turns

FILES = Path("/proc/self/fd")
COMMITS: dict[EngineName, int] = {"whoosh": 50, "tantivy": 20}
MANY_COMMITS: dict[EngineName, int] = {"whoosh": 200, "tantivy": 30}
"""A commit takes tantivy a fifth of a second."""


def item(number: int) -> Entry:
    """An item of its own day."""
    made = Item(
        f"kelderby/{number}",
        f"Matter {number}",
        "kelderby",
        Board("kelderby/cabinet", "Cabinet"),
        Date.fromordinal(737_000 + number),
        None,
    )
    return entry(made, [Passage(made.id, 0, "minutes", "minutes", "peat and liner")])


def told(items: int) -> dict[str, bytes | None]:
    """The record that says how many items there are."""
    return {RECORD: msgspec.json.encode(Collection(indexed_at=str(items), items=items))}


def built(place: IndexPlace, engine: EngineName, items: int) -> None:
    """Let an engine with so many items answer from now on."""
    current, opened = place.create(Choice(engine, False, ""))
    with closing(opened):
        opened.write(entries=map(item, range(items)), records=told(items))
    place.swap(current)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexPlace:
    """The folder of an index; whoever follows it looks again every time."""
    monkeypatch.setattr(states, "_EVERY", 0.0)
    return IndexPlace(tmp_path / "index")


def whole(answer: Answer) -> bool:
    """Whether all of an answer is of the state that it names."""
    items = int(answer.fresh or 0)
    assert answer.facets is not None and answer.first and answer.last
    counted = dict(answer.facets["council"])["kelderby"]
    ends = (answer.last.date - answer.first.date).days
    return (answer.total, counted, ends, len(answer.hits)) == (
        items,
        items,
        items - 1,
        min(items, 100),
    )


# --- one state ------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_readers_see_whole_states_while_others_commit_and_swap(
    place: IndexPlace, engine: EngineName
) -> None:
    """Four threads ask, one commits again and again, and once another folder takes the place."""
    commits = COMMITS[engine]
    built(place, engine, 1)
    archive = Archive(place.open(), Follower(place))
    over = threading.Event()

    def write() -> None:
        try:
            for items in range(2, commits + 2):
                if items == commits // 2:
                    built(place, engine, items)
                else:
                    with closing(place.open()) as writer:
                        writer.write(entries=[item(items - 1)], records=told(items))
        finally:
            over.set()

    def read() -> list[Answer]:
        answers = []
        for _ in range(2_000):
            last = over.is_set()
            archive.refresh()
            answers.append(archive.search(Request("peat", facets=True, limit=100)))
            if last:
                break
        return answers

    with ThreadPoolExecutor(5) as pool:
        writing = pool.submit(write)
        reading = [pool.submit(read) for _ in range(4)]
        writing.result(timeout=120)
        answers = [one.result(timeout=120) for one in reading]
    assert all(map(whole, (answer for each in answers for answer in each)))
    for each in answers:
        seen = [answer.total for answer in each]
        assert seen == sorted(seen)
    archive.refresh()
    assert archive.search(Request("peat")).total == commits + 1


@pytest.mark.parametrize("engine", ENGINES)
def test_what_belongs_together_is_asked_of_one_state(place: IndexPlace, engine: EngineName) -> None:
    """Within it nothing changes for this thread, also after a swap; others see what is new."""
    built(place, engine, 3)
    archive = Archive(place.open(), Follower(place))
    with archive.one_state(), ThreadPoolExecutor(1) as pool:
        assert archive.collection().items == 3
        built(place, engine, 5)
        archive.refresh()
        assert (archive.search(Request("peat")).total, archive.collection().items) == (3, 3)
        assert archive.show("kelderby/4") is None
        assert pool.submit(archive.search, Request("peat")).result(60).total == 5
    assert archive.search(Request("peat")).total == 5
    assert archive.show("kelderby/4") is not None


def test_an_answer_that_runs_over_pages_is_of_one_state(place: IndexPlace) -> None:
    """A table of all hits that is fetched page by page has none twice, whatever is indexed meanwhile."""
    built(place, "whoosh", LIMITS.hits + 10)
    archive = Archive(place.open(), Follower(place))
    hits = archive.all_hits(Request("peat", sort="newest"))
    first = next(hits)
    built(place, "whoosh", LIMITS.hits + 50)
    archive.refresh()
    rest = [hit.id for hit in hits]
    assert len({first.id, *rest}) == 1 + len(rest) == LIMITS.hits + 10


@pytest.mark.parametrize("engine", ENGINES)
def test_old_states_are_given_back(place: IndexPlace, engine: EngineName) -> None:
    """After many commits and some swaps no more engines live, and no more files are open, than after
    a few; without waiting for Python to look for garbage.
    """
    commits = MANY_COMMITS[engine]
    given: list[weakref.ref[SearchEngine]] = []
    follow = Follower(place)

    def latest(opened: SearchEngine) -> SearchEngine:
        engine = follow(opened)
        if engine is not opened:
            given.append(weakref.ref(engine))
        return engine

    built(place, engine, 2)
    archive = Archive(place.open(), latest)
    files = []
    gc.collect()
    gc.disable()
    try:
        for commit in range(1, commits + 1):
            if commit % (commits // 3):
                with closing(place.open()) as writer:
                    writer.write(records=told(2) | {"commit": str(commit).encode()})
            else:
                built(place, engine, 2)
            archive.refresh()
            assert archive.search(Request("peat", facets=True)).total == 2
            files.append(len(list(FILES.iterdir())) if FILES.is_dir() else 0)
    finally:
        gc.enable()
    assert len(given) == commits
    assert sum(one() is not None for one in given) == 1
    assert max(files[commits // 2 :]) <= max(files[: commits // 5]) + 20


class Fake:
    """As much of an engine as handing it out needs."""

    name = "fake"

    def __init__(self, record: bytes = b"{}") -> None:
        self.closed = 0
        self._record = record

    def record(self, key: str) -> bytes:
        return self._record

    def close(self) -> None:
        self.closed += 1


def following(engines: list[Fake], clock: Callable[[], float] = lambda: 0.0) -> States:
    """States that take the next engine each time they ask."""
    turns: Iterator[Fake] = iter(engines[1:])
    return States(engines[0], lambda _: next(turns), clock)  # type: ignore[arg-type,return-value]


def test_a_state_is_closed_once_after_its_last_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many use it; at once where nobody does; never while it answers."""
    monkeypatch.setattr(states, "_EVERY", 0.0)
    first, second, third = engines = [Fake(), Fake(), Fake()]
    held = following(engines)
    with held.use() as one:
        with held.use() as other:
            held.follow()
            assert one is other and one.engine is first  # type: ignore[comparison-overlap]
        assert first.closed == 0
        with held.use() as new:
            assert new.engine is second  # type: ignore[comparison-overlap]
    assert (first.closed, second.closed) == (1, 0)
    held.follow()
    assert (first.closed, second.closed, third.closed) == (1, 1, 0)


def test_what_is_new_is_asked_for_a_few_times_a_second_at_most() -> None:
    """However many requests come; time is handed in."""
    moments = iter([0.0, 0.0, 0.1, 0.2, 0.3, 0.3, 0.31])
    engines = [Fake() for _ in range(5)]
    held = following(engines, lambda: next(moments))
    answering = []
    for _ in range(4):
        held.follow()
        with held.use() as state:
            answering.append(engines.index(state.engine))  # type: ignore[arg-type]
    assert answering == [1, 1, 1, 2]


def test_what_cannot_be_read_leaves_the_state_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with it; and it is asked for again."""
    monkeypatch.setattr(states, "_EVERY", 0.0)
    good, broken, later = Fake(), Fake(b"[1]"), Fake()
    failures = (IndexUnusable("damaged"), PermissionError("read just now"))
    outcomes: Iterator[Fake | Exception] = iter([*failures, broken, later])

    def latest(_: SearchEngine) -> SearchEngine:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome  # type: ignore[return-value]

    held = States(good, latest)  # type: ignore[arg-type]
    for _ in range(3):
        held.follow()
        with held.use() as state:
            assert state.engine is good and not good.closed  # type: ignore[comparison-overlap]
    assert broken.closed == 1
    held.follow()
    with held.use() as state:
        assert state.engine is later and good.closed == 1  # type: ignore[comparison-overlap]


# --- turns ----------------------------------------------------------------------------------------

MANY = " ".join(f"word{letter}" for letter in "abcdefghijklm")


@pytest.mark.parametrize(
    ("typed", "costly"),
    [
        ("bin collection ferry", False),
        ("librar*", False),
        ("librar* scho*", True),
        ("ferry~ -wharf~", True),
        ('"peat liner"~5 gull~', True),
        ('"peat liner"~5', False),
        (MANY, True),
        (MANY.rsplit(" ", 1)[0], False),
        (MANY.replace(" ", " OR "), True),
        (f'"{MANY}"', False),
        ("board:cabinet year:2020/21 officer:nobody peat", False),
        ("zone:minutes OR zone:report a1 b2 c3 d4 e5 f6 g7", True),
    ],
)
def test_which_queries_are_costly_is_told_from_their_size(
    tmp_path: Path, typed: str, costly: bool
) -> None:
    """By the words, phrases and fields that an engine is asked for; before it is."""
    place = IndexPlace(tmp_path)
    built(place, "whoosh", 1)
    with closing(place.open()) as engine:
        held = Archive(engine).collection()
        assert turns.costly(understood(Request(typed), held).wanted.wide) is costly


class Held:
    """An engine whose answers wait until they are let go."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine, self.go, self.asked = engine, threading.Event(), threading.Semaphore(0)

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def search(self, query: object, **how: object) -> object:
        if "Prefix" in str(query):
            self.asked.release()
            assert self.go.wait(60)
        return self._engine.search(query, **how)  # type: ignore[arg-type]


def test_costly_answers_take_turns_while_cheap_ones_go_on(tmp_path: Path) -> None:
    """One at a time here: the next waits for its turn and has it, a third is told to come again."""
    place = IndexPlace(tmp_path)
    built(place, "whoosh", 3)
    with closing(place.open()) as opened, ThreadPoolExecutor(2) as pool:
        engine, turns = Held(opened), Turns(1, 1, 60.0)
        archive = Archive(engine, turns=turns)  # type: ignore[arg-type]
        costly = Request("pea* lin*")
        first = pool.submit(archive.search, costly)
        assert engine.asked.acquire(timeout=60)
        second = pool.submit(archive.search, costly)
        assert wait_for(lambda: not turns._room._value)
        assert archive.search(Request("peat liner")).total == 3
        with pytest.raises(Busy, match="Try again in a few seconds") as busy:
            archive.search(costly)
        assert (busy.value.http_status, busy.value.retry_after > 0) == (503, True)
        engine.go.set()
        assert first.result(60).total == second.result(60).total == 3
        assert archive.search(costly).total == 3


def test_waiting_for_a_turn_ends(tmp_path: Path) -> None:
    """Whoever waits too long is told to come again; the turn itself goes on, and is given back."""
    turns = Turns(1, 5, 0.01)
    with turns.turn():
        for _ in range(10):
            with pytest.raises(Busy), turns.turn():
                raise AssertionError
    with turns.turn():
        pass


def test_an_error_gives_the_turn_back(tmp_path: Path) -> None:
    """As often as there are errors."""
    turns = Turns(1, 0, 0.0)
    for _ in range(3):
        with pytest.raises(BadQuery), turns.turn():
            raise BadQuery("wrong")


def wait_for(holds: Callable[[], bool]) -> bool:
    """Whether it holds before long."""
    for _ in range(3_000):
        if holds():
            return True
        threading.Event().wait(0.01)
    return False
