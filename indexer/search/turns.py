"""Costly answers take turns, so that the cheap ones of everybody else are not held up."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from indexer.errors import Busy
from indexer.query import All, Any, AtLeast, Near, Node, Not, Prefix, Typo

AT_ONCE, WAITING, SECONDS = 2, 4, 3.0
_TERMS, _MARKS = 12, 1
"""More words, phrases and fields than that, or more words with `*` or `~` and phrases with `~5`, and
an answer over 100,000 passages takes 100 ms and more (most take 5 to 20 ms).
"""


def costly(query: Node) -> bool:
    """Whether a query may take long: told from its size, before it is asked."""
    parts, terms, marks = [query], 0, 0
    while parts:
        match parts.pop():
            case All(within) | Any(within) | AtLeast(_, within):
                parts += within
            case Not(part):
                parts.append(part)
            case leaf:
                terms += 1
                marks += isinstance(leaf, Prefix | Typo | Near)
    return terms > _TERMS or marks > _MARKS


class Turns:
    """So many at once; so many others wait for so long; who comes then is told to come again."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = SECONDS
    ) -> None:
        """A server needs more threads than `at_once` and `waiting` together."""
        self._free = BoundedSemaphore(at_once)
        self._room = BoundedSemaphore(at_once + waiting)
        self._seconds = seconds

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Have a turn; `Busy` where there is none to be had in time."""
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._free.acquire(timeout=self._seconds):
                raise _busy()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._room.release()


def _busy() -> Busy:
    return Busy(
        "Too many long searches are being answered just now. Try again in a few seconds, or ask with "
        "fewer words, and without * and ~."
    )
