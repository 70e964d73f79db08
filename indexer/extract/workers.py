"""Child processes that read papers: a hostile paper costs only itself.

A paper may crash the library that reads it, hold it for ever or fill the memory. So each is read in
a child with limits, and the parent watches: where the system can limit a process itself, that is
the second line of defence.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import psutil

from indexer.errors import Failed, Unreadable

T = TypeVar("T")
_CONTEXT = multiprocessing.get_context("spawn")  # the only way that Windows has; safe with threads
_LOOK = 0.1
"""Seconds between two looks at a child's memory."""
_NO_MEMORY = 77
"""How a child ends that has not even the memory left to say so."""


_NO_START = (
    "Papers cannot be read: the process that reads them does not start. See that there is memory left, "
    "and that Minutebook is installed whole; then run `minutebook index` again. Nothing is lost."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may take."""

    seconds: float = 60
    """Of the clock and of a core; begun anew by `still_reading`."""
    memory: int = 1_000_000_000
    """Bytes of the child's own memory, the reader's libraries included; real papers take 0.1 GB."""
    output: int = 50_000_000
    """Bytes of what is read out of it, as it is sent; and of a file that a library writes meanwhile."""


class Job(NamedTuple):
    """A paper to read: a number of the caller's choosing, the file and its media type."""

    number: int
    path: Path
    media_type: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a paper could not be read, in plain words."""

    reason: str


class _StillReading(NamedTuple):
    """What a child says in the middle of a paper: the time allowed begins anew."""


_say_so: Callable[[], None] | None = None
"""In a child: how it tells its parent."""


def still_reading() -> None:
    """Said in a worker between two pages of work that is allowed so long for each page.

    A long scan is not ended for its length, and a page that hangs is. Elsewhere it does nothing.
    """
    if _say_so is not None:
        _say_so()


class Workers:
    """Up to `count` children, each started when there is a paper for it.

    Use it in a `with` statement: however that ends, Ctrl-C included, the children end too.
    """

    def __init__(self, count: int, limits: Limits | None = None) -> None:
        """Nothing is started yet."""
        self._count = max(1, count)
        self._limits = limits or Limits()
        self._children: list[_Child] = []
        self._scratch = tempfile.TemporaryDirectory(
            prefix="minutebook-", ignore_cleanup_errors=True
        )
        """Where libraries put their files: a child that is ended cannot clear them away."""

    def __enter__(self) -> Self:
        """The workers themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all children, whatever they are at."""
        for child in self._children:
            child.end()
        self._children.clear()
        self._scratch.cleanup()

    def map(
        self, work: Callable[[Path, str], T], jobs: Iterable[Job]
    ) -> Iterator[tuple[int, T | Failure]]:
        """What `work(path, media_type)` returns for each job, or why it failed.

        `work` and what it returns must be picklable.
        Jobs are taken as children get free, results given as they come: neither is held in memory.
        """
        waiting = iter(jobs)
        busy: list[_Child] = []
        try:
            while self._fill(busy, work, waiting):
                for child in self._finished(busy):
                    busy.remove(child)
                    if not child.usable:
                        self._children.remove(child)
                    yield child.number, child.result
        finally:
            for child in busy:  # the caller has stopped listening
                child.end()
            self._children = [child for child in self._children if child not in busy]

    def _fill(
        self, busy: list["_Child"], work: Callable[[Path, str], T], waiting: Iterator[Job]
    ) -> bool:
        """Give jobs to free children; whether any child is busy then."""
        for job in islice(waiting, self._count - len(busy)):
            child = self._free_child(busy)
            busy.append(child)
            child.start(work, job)
        return bool(busy)

    def _free_child(self, busy: list["_Child"]) -> "_Child":
        for child in self._children:
            if child not in busy:
                return child
        child = _Child(self._limits, self._scratch.name)
        self._children.append(child)
        return child

    def _finished(self, busy: list["_Child"]) -> list["_Child"]:
        """The children that are done, after a short wait for one to be."""
        wait([child.pipe for child in busy], timeout=_LOOK)
        return [child for child in busy if child.look()]


class _Child:
    """One child process, seen from the parent."""

    def __init__(self, limits: Limits, scratch: str) -> None:
        self._limits = limits
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=_serve, args=(theirs, limits, scratch), daemon=True
        )
        self._process.start()
        theirs.close()
        self._watched = psutil.Process(self._process.pid)
        self._ready = False
        self._since = 0.0
        self._most = 0
        self.number = 0
        self.result: Any = None
        self.usable = True

    def start(self, work: Callable[[Path, str], object], job: Job) -> None:
        """Give the child a job. A child that has died meanwhile is noticed by `look`."""
        self.number, self._since, self._most = job.number, time.monotonic(), 0
        with contextlib.suppress(OSError):
            self.pipe.send((work, Path(job.path), job.media_type))

    def look(self) -> bool:
        """Whether the job is done, one way or another; then `result` and `usable` tell how."""
        if self.pipe in wait([self.pipe], timeout=0):
            return self._take()
        self._most = max(self._most, self._memory())
        if self._most > self._limits.memory:
            self._give_up(self._too_much())
        elif time.monotonic() - self._since > self._limits.seconds:
            self._give_up(_too_long(self._limits))
        else:
            return False
        return True

    def end(self) -> None:
        """End the process now; once is enough."""
        if self.pipe.closed:
            return
        self.pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _take(self) -> bool:
        """Take what the child says; True where that ends the job."""
        try:
            answer = pickle.loads(self.pipe.recv_bytes(2 * self._limits.output))
        except Exception:  # it died, perhaps in the middle of its answer
            self._process.join(_LOOK)
            if not self._ready:
                self.end()
                raise Failed(_NO_START) from None
            self._give_up(self._cause_of_death())
            return True
        if not self._ready:
            self._ready, self._since = True, time.monotonic()
            return False
        if isinstance(answer, _StillReading):
            self._since = time.monotonic()
            return False
        self.result = answer
        if self._memory() > self._limits.memory / 3:
            self.usable = False  # what a large paper leaves behind is not the next one's to bear
            self.end()
        return True

    def _give_up(self, reason: str) -> None:
        self.result, self.usable = Failure(reason), False
        self.end()

    def _cause_of_death(self) -> str:
        if self._process.exitcode == -getattr(signal, "SIGXCPU", 1_000):
            return _too_long(self._limits)
        if self._process.exitcode == _NO_MEMORY:
            return self._too_much()
        # pdfium ends its process at the first allocation that fails.
        if self._most > self._limits.memory / 2:
            return self._too_much()
        return "the reader crashed on it"

    def _memory(self) -> int:
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0

    def _too_much(self) -> str:
        return _too_much(self._limits)


def _too_long(limits: Limits) -> str:
    return f"took longer than {limits.seconds:g} s"


def _too_much(limits: Limits) -> str:
    return f"needed more than {limits.memory / 1e9:g} GB of memory"


def _serve(pipe: Connection, limits: Limits, scratch: str) -> None:
    """In the child: do jobs until the parent closes the pipe or is gone."""
    global _say_so
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    tempfile.tempdir = scratch
    _limit_room(limits)
    with contextlib.suppress(BrokenPipeError, ConnectionError):  # the parent is gone already
        pipe.send("ready")  # so that one that cannot start is not taken for a paper that kills it

    def say_so() -> None:
        pipe.send(_StillReading())
        _limit_time(limits)

    _say_so = say_so
    _be_quiet()
    with contextlib.suppress(EOFError, OSError):  # the parent is gone, or has had enough
        try:
            while True:
                work, path, media_type = pipe.recv()
                _limit_time(limits)
                pipe.send_bytes(_sent(_done(work, path, media_type, limits), limits))
        except MemoryError:
            os._exit(_NO_MEMORY)


def _done(
    work: Callable[[Path, str], object], path: Path, media_type: str, limits: Limits
) -> object:
    """What a job gives, or why it failed."""
    try:
        return work(path, media_type)
    except BaseException as error:
        return Failure(_reason(error, limits))


def _sent(result: object, limits: Limits) -> bytes | memoryview:
    """What a job gave, as it is sent; what cannot be sent, or is too much of it, is a failure."""
    try:
        sent = ForkingPickler.dumps(result)
        if len(sent) <= limits.output:
            return sent
        failure = Failure(f"more than {limits.output / 1e6:g} MB of text and items")
    except BaseException as error:
        failure = Failure(_reason(error, limits))
    return ForkingPickler.dumps(failure)


def _reason(error: BaseException, limits: Limits) -> str:
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, MemoryError):
        return _too_much(limits)
    if isinstance(error, RecursionError):
        return "nested too deeply to read"
    if isinstance(error, OSError):
        return f"the file cannot be read: {error.strerror or error}"
    return f"the reader failed on it ({type(error).__name__}: {error})"


def _be_quiet() -> None:
    """Keep what a library says as it dies off the screen: the reason is told by the parent."""
    with contextlib.suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _limit_room(limits: Limits) -> None:
    """Let the system refuse memory and files beyond the limits, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no gigabyte behind
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output * 2,) * 2)
        # Of address space, which is always more than the memory in use.
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory,) * 2)


def _limit_time(limits: Limits) -> None:
    """Let the system end this process should it outlive its parent in an endless loop."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = time.process_time()
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + limits.seconds) + 2, hard))
