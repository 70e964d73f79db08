"""States of the index: the one that answers now, and those before it until their last answer ends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar, cast

import msgspec

from indexer.collection import RECORD, Collection
from indexer.engines.base import SearchEngine
from indexer.engines.failing import mended_by_rebuild
from indexer.errors import Failed
from indexer.search.counting import Counting

Latest = Callable[[SearchEngine], SearchEngine]
"""Given the engine that answers, the one that is to answer from now on (see `place.Follower`)."""

_EVERY = 0.25
"""Seconds for which nobody asks again whether there is anything new."""
_T = TypeVar("_T")


class State:
    """One state of the index, and what follows from it, worked out once."""

    def __init__(self, engine: SearchEngine) -> None:
        """Of an engine that goes on answering as it does."""
        self.engine = engine
        self.users = 0
        self._known: dict[object, Any] = {}

    @cached_property
    def collection(self) -> Collection:
        """What is held as a whole."""
        record = self.engine.record(RECORD)
        with mended_by_rebuild():
            return msgspec.json.decode(record, type=Collection) if record else Collection()

    @cached_property
    def counting(self) -> Counting:
        """The facets of results."""
        return Counting(self.collection)

    def once(self, make: Callable[["State"], _T]) -> _T:
        """What this function makes of the state, made when it is first asked for and then kept.

        Two threads that ask at once may both make it; so it must come out the same.
        """
        if make not in self._known:
            self._known[make] = make(self)
        return cast(_T, self._known[make])


class States:
    """Hands out the state that answers now; closes one when it is replaced and nobody uses it."""

    def __init__(
        self,
        engine: SearchEngine,
        latest: Latest | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """The engine that answers first; without `latest` it stays the only one."""
        self._now = State(engine)
        self._latest, self._clock = latest, clock
        self._asked = -_EVERY
        self._counting = Lock()
        self._asking = Lock()

    @contextmanager
    def use(self) -> Iterator[State]:
        """The state that answers now; it stays whole until the end, whatever comes meanwhile."""
        with self._counting:
            state = self._now
            state.users += 1
        try:
            yield state
        finally:
            with self._counting:
                state.users -= 1
                over = state is not self._now and not state.users
            if over:
                state.engine.close()

    def follow(self) -> None:
        """See what was indexed since. What cannot be read leaves the state that answers.

        One thread opens what is new, while the others go on answering.
        """
        if self._latest is None or not self._asking.acquire(blocking=False):
            return
        try:
            if self._clock() - self._asked >= _EVERY:
                with suppress(Failed, OSError):
                    self._take(self._latest(self._now.engine))
                self._asked = self._clock()
        finally:
            self._asking.release()

    def _take(self, engine: SearchEngine) -> None:
        """Let this engine answer from now on, if it is another."""
        before = self._now
        if engine is before.engine:
            return
        state = State(engine)
        try:
            state.collection  # noqa: B018 # read here, so that no answer waits for it
        except BaseException:
            engine.close()
            raise
        with self._counting:
            self._now = state
            over = not before.users
        if over:
            before.engine.close()
