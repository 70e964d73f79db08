"""Measures ways to search: what they build, how they answer, what they hold in memory."""

import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from search_ways import Question, Reply, WayName, build

from indexer.engines.base import Entry

HERE = Path(__file__).parent
COLD_RUNS = 9
PROCESSOR = ", processor"
"""Ends the name of a kind whose figures are time of the processor."""
PATIENCE = 60.0
"""Seconds after which an answer is no longer waited for."""
_CLI = "import sys; from cli import main; sys.exit(main())"


class Built(msgspec.Struct, frozen=True):
    """How a way indexed the collection."""

    seconds: float
    """The middle one of the rounds, without the time to make the entries."""
    rounds: Sequence[float]
    processor: float
    """Seconds of the processor, of all threads together, in the middle round."""
    megabytes: float


class Speed(msgspec.Struct, frozen=True):
    """How a way answered the questions of one kind, in ms."""

    questions: int
    p50: float
    p95: float
    p99: float
    slowest: float


def speed(seconds: Sequence[float]) -> Speed:
    """The figures of some answers (one at least), by nearest rank."""
    taken = sorted(seconds)
    p50, p95, p99 = (taken[min(len(taken) - 1, int(len(taken) * q))] for q in (0.5, 0.95, 0.99))
    return Speed(len(taken), *(1000 * each for each in (p50, p95, p99, taken[-1])))


# --- indexing -------------------------------------------------------------------------------------


class Untimed:
    """Entries as they come, and how long their making took."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Iterate over it once."""
        self._entries, self.seconds = iter(entries), 0.0

    def __iter__(self) -> Iterator[Entry]:
        """Each of them."""
        while True:
            begun = time.perf_counter()
            entry = next(self._entries, None)
            self.seconds += time.perf_counter() - begun
            if entry is None:
                return
            yield entry


def build_all(
    ways: Sequence[WayName],
    root: Path,
    entries: Callable[[], Iterable[Entry]],
    held: bytes,
    rounds: Mapping[WayName, int],
) -> dict[WayName, Built]:
    """Let each way index the entries in `root/WAY`, in turns; the last round's index stays."""
    taken: dict[WayName, list[float]] = defaultdict(list)
    worked: dict[WayName, list[float]] = defaultdict(list)
    for number in range(max(rounds[way] for way in ways)):
        for way in ways:
            if number < rounds[way]:
                shutil.rmtree(root / way, ignore_errors=True)
                untimed = Untimed(entries())
                begun, used = time.perf_counter(), time.process_time()
                build(way, root / way, untimed, held)
                taken[way].append(time.perf_counter() - begun - untimed.seconds)
                worked[way].append(time.process_time() - used - untimed.seconds)
    middle = statistics.median
    return {
        way: Built(middle(taken[way]), taken[way], middle(worked[way]), _megabytes(root / way))
        for way in ways
    }


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


# --- asking ---------------------------------------------------------------------------------------


class Process:
    """A way in a process of its own, which is ended with the `with` statement."""

    def __init__(self, way: WayName, folder: Path) -> None:
        """Open what was built in the folder."""
        self.replies: list[Reply] = []
        self._child = subprocess.Popen(
            [sys.executable, str(HERE / "search_ways.py"), way, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End it."""
        self._child.kill()
        self._child.communicate()

    def ask(self, question: Question) -> Reply | None:
        """The reply; None if it did not come in time, or the process died. Then it is of no more use."""
        assert self._child.stdin and self._child.stdout
        impatience = threading.Timer(PATIENCE, self._child.kill)
        impatience.start()
        try:
            self._child.stdin.write(msgspec.json.encode(question) + b"\n")
            self._child.stdin.flush()
            line = self._child.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            impatience.cancel()
        if not line:
            return None
        self.replies.append(msgspec.json.decode(line, type=Reply))
        return self.replies[-1]


class Asked(msgspec.Struct, frozen=True):
    """What came of all questions."""

    speeds: Mapping[WayName, Mapping[str, Speed]]
    """By kind of question."""
    private: Mapping[WayName, float]
    """The most private memory seen, in MB."""
    anonymous: Mapping[WayName, float | None]
    """The most of it that was no file's."""
    differ: Mapping[WayName, Sequence[str]]
    """Questions whose total was another than the first way's."""


class Measured(msgspec.Struct, frozen=True):
    """All figures of one size."""

    passages: int
    items: int
    kinds: Sequence[str]
    """Of questions, in the order of the tables."""
    built: Mapping[WayName, Built]
    asked: Asked
    cold: Mapping[WayName, float]
    """Seconds of the whole command, the middle one."""
    worst: Mapping[WayName, Mapping[str, Reply | None]]
    """By kind of question; None where no answer came in time."""


def ask_all(
    ways: Sequence[WayName], root: Path, warm: Sequence[Question], questions: Sequence[Question]
) -> Asked:
    """Ask each way every question that it can answer, in turns; the warm-up is not counted."""
    seconds: dict[WayName, dict[str, list[float]]] = {way: defaultdict(list) for way in ways}
    differ: dict[WayName, list[str]] = {way: [] for way in ways}
    with ExitStack() as stack:
        open_ways = {way: stack.enter_context(Process(way, root / way)) for way in ways}
        for question in warm:
            for way in ways:
                _answered(open_ways[way], question)
        for number, question in enumerate(questions):
            turn = number % len(ways)
            able = [way for way in (*ways[turn:], *ways[:turn]) if can(way, question)]
            totals: dict[WayName, int] = {}
            for way in able:
                reply = _answered(open_ways[way], question)
                seconds[way][question.kind].append(reply.seconds)
                seconds[way][question.kind + PROCESSOR].append(reply.processor)
                totals[way] = reply.total
            for way in able:
                if totals[way] != totals.get(ways[0], totals[way]):
                    differ[way].append(f"{question.text}: {totals[way]}, not {totals[ways[0]]}")
        replies = {way: process.replies for way, process in open_ways.items()}
    return Asked(
        {
            way: {kind: speed(each) for kind, each in kinds.items()}
            for way, kinds in seconds.items()
        },
        {way: max(r.private or 0 for r in several) for way, several in replies.items()},
        {way: _most(r.anonymous for r in several) for way, several in replies.items()},
        differ,
    )


def can(way: WayName, question: Question) -> bool:
    """Whether the way has what is asked: only ours suggests other words, and FTS5 knows no typos."""
    if question.kind == "did you mean":
        return way in ("whoosh", "tantivy")
    return way != "fts5" or question.typo is None


def _answered(process: Process, question: Question) -> Reply:
    reply = process.ask(question)
    if reply is None:
        raise SystemExit(f"No answer to “{question.text}”: see the error above.")
    if reply.refused:
        raise SystemExit(f"“{question.text}” was refused: {reply.refused}")
    return reply


def _most(several: Iterable[float | None]) -> float | None:
    return max((each for each in several if each is not None), default=None)


# --- the whole command, and the worst -------------------------------------------------------------


def cold_start(index: Path, questions: Sequence[Question]) -> list[float]:
    """Seconds of the whole process of `minutebook search`, one for each question."""
    taken = []
    for question in questions:
        command = [sys.executable, "-c", _CLI, "--index", str(index), "search", question.text]
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, cwd=HERE.parent, check=False)
        taken.append(time.perf_counter() - begun)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode())
    return taken


def worst(way: WayName, folder: Path, candidates: Sequence[Question]) -> dict[str, Reply | None]:
    """By kind of question: the reply; None if none came in time."""
    found: dict[str, Reply | None] = {}
    left = list(candidates)
    while left:
        with Process(way, folder) as process:
            while left:
                question = left.pop(0)
                found[question.kind] = process.ask(question)
                if found[question.kind] is None:
                    break
    return found
