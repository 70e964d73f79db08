"""The children that draw and tell papers for a server, lent to its threads: see `showing`."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore, Lock
from typing import Generic, TypeVar

from indexer.errors import Busy, Failed, Unreadable
from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.media import PDF

_T = TypeVar("_T")
_WAITING = 4
"""Threads that may wait for a worker, and papers whose words wait to be told: the server's other
threads go on with other pages.
"""
_DEAR = 1.0
"""Seconds after which a failure is remembered: it is not paid for again …"""
_REMEMBERED = 600.0
"""… for so many seconds, …"""
_MOST_REMEMBERED = 1_000
"""… and so many of them."""
_NO_START = (
    "Pages cannot be drawn: the process that draws them does not start. Whoever runs this server should "
    "see that there is memory left and that Minutebook is installed whole."
)
_BUSY = "Too many pages are being drawn at once. Try again in a few seconds."


class Desk:
    """A few workers of one child each, lent to one thread at a time."""

    def __init__(self, workers: int, wait: float, limits: Limits) -> None:
        """`wait` is how many seconds a thread waits for one to be free."""
        self._wait = wait
        self._room = BoundedSemaphore(workers + _WAITING)
        self._ending = ExitStack()
        self._free: LifoQueue[Workers] = LifoQueue()
        for _ in range(workers):
            self._free.put(self._ending.enter_context(Workers(1, limits)))
        self._failed: dict[tuple[str, str], tuple[float, str]] = {}
        """Until when a job is not tried again, and how it ended."""

    def close(self) -> None:
        """End all children."""
        self._ending.close()

    def do(self, work: Callable[[Path, str], _T], path: Path, name: str) -> _T:
        """What the work gives for a paper. `Unreadable` if it fails, `Busy` if no worker gets free."""
        until, reason = self._failed.get((path.name, name), (0.0, ""))
        if time.monotonic() < until:
            raise Unreadable(reason)
        with self._lent() as workers:
            begun = time.monotonic()
            try:
                ((_, result),) = workers.map(work, [Job(0, path, PDF)])
            except Failed:
                raise Failed(_NO_START) from None
            if isinstance(result, Failure) and time.monotonic() - begun > _DEAR:
                self._remember((path.name, name), result.reason)
        if isinstance(result, Failure):
            raise Unreadable(result.reason)
        return result

    @contextmanager
    def _lent(self) -> Iterator[Workers]:
        """A worker for this thread alone; `Busy` if none gets free, or too many wait already."""
        if not self._room.acquire(blocking=False):
            raise Busy(_BUSY)
        try:
            workers = self._free.get(timeout=self._wait)
            try:
                yield workers
            finally:
                self._free.put(workers)
        except Empty:
            raise Busy(_BUSY) from None
        finally:
            self._room.release()

    def _remember(self, job: tuple[str, str], reason: str) -> None:
        if len(self._failed) >= _MOST_REMEMBERED:
            self._failed.clear()
        self._failed[job] = (time.monotonic() + _REMEMBERED, reason)


class Teller(Generic[_T]):
    """Tells the words of whole papers in a thread and a child of its own: one paper at a time, and
    each once, however many ask. Drawing goes on meanwhile.
    """

    def __init__(self, limits: Limits) -> None:
        """Nothing is started yet. `limits` are those of one paper."""
        self._desk = Desk(1, 0.0, limits)
        self._thread = ThreadPoolExecutor(1, "minutebook-telling")
        self._lock = Lock()
        self._asked: dict[str, Future[_T]] = {}
        """Those that are being told or wait for it, by the hash of their bytes."""

    def close(self) -> None:
        """End the child, and with it the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._desk.close()
        self._thread.shutdown()

    def ask(self, body_hash: str, tell: Callable[[Desk], _T], wait: float) -> _T:
        """What this tells of the paper with this hash. `TimeoutError` after so many seconds: it goes
        on then. `Unreadable` if it fails; `Busy` if too many papers wait already.
        """
        with self._lock:
            asked = self._asked.get(body_hash)
            if asked is None:
                if len(self._asked) > _WAITING:
                    raise Busy(_BUSY)
                asked = self._thread.submit(self._told, body_hash, tell)
                self._asked[body_hash] = asked
        return asked.result(wait)

    def _told(self, body_hash: str, tell: Callable[[Desk], _T]) -> _T:
        try:
            return tell(self._desk)
        finally:
            with self._lock:
                del self._asked[body_hash]
