"""The folder `index/`: which engine is in it, who writes to it, and opening it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from indexer.engines.base import SearchEngine
from indexer.errors import BadCall, IndexUnusable, Locked, NoIndex

SCHEMA_VERSION = 2
"""Raised with every change of what is indexed or how; an index of another version is built anew."""
ENGINES = ("whoosh",)
"""The engines there are."""


@dataclass(frozen=True, slots=True)
class Current:
    """What `current.json` says: the folder of the engine that answers now."""

    engine: str
    folder: str
    schema_version: int


class IndexPlace:
    """The folder that holds an index. Nothing in it but what can be built again from the corpus."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist."""
        self.folder = folder

    @property
    def readings(self) -> Path:
        """The cache of what was read."""
        return self.folder / "readings.sqlite"

    def current(self) -> Current | None:
        """What answers now; None if nothing is there. `IndexUnusable` if it cannot be told."""
        try:
            return msgspec.json.decode((self.folder / "current.json").read_bytes(), type=Current)
        except FileNotFoundError:
            return None
        except msgspec.MsgspecError as error:
            raise IndexUnusable(_mend(f"The index in {self.folder} is damaged")) from error

    def open(self) -> SearchEngine:
        """The engine that answers now, for reading."""
        current = self.current()
        if current is None:
            raise NoIndex(
                f"There is no index in {self.folder}. Add papers with `minutebook add`, then run "
                "`minutebook index`."
            )
        if current.schema_version != SCHEMA_VERSION or current.engine not in ENGINES:
            raise IndexUnusable(
                _mend(f"The index in {self.folder} is of another version of Minutebook")
            )
        return open_engine(current.engine, self.folder / current.folder)

    def create(self, engine: str) -> tuple[Current, SearchEngine]:
        """A new, empty engine beside the one that answers; `swap` makes it the one."""
        number = 1
        while (self.folder / f"{engine}-{number}").exists():
            number += 1
        folder = self.folder / f"{engine}-{number}"
        folder.mkdir(parents=True)
        return Current(engine, folder.name, SCHEMA_VERSION), create_engine(engine, folder)

    def swap(self, current: Current) -> None:
        """Let this one answer from now on, in one step, and take others away."""
        temporary = self.folder / "current.json.new"
        temporary.write_bytes(msgspec.json.encode(current))
        temporary.replace(self.folder / "current.json")
        self.tidy()

    def tidy(self) -> None:
        """Take away engines that do not answer: what a swap or a killed rebuild left."""
        current = self.current()
        for engine in ENGINES:
            for folder in self.folder.glob(f"{engine}-*"):
                if current is None or folder.name != current.folder:
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time; a second is told who it is (`Locked`). A killed one holds nothing."""
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        who = self.folder / "writer"
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Locked(
                f"Another `minutebook index` (process {_read(who) or 'unknown'}) is writing to "
                f"{self.folder}. Wait until it has ended, then run it again."
            ) from None
        try:
            who.write_text(str(os.getpid()))
            yield
        finally:
            who.unlink(missing_ok=True)
            lock.release()


class Follower:
    """For a reader that stays: gives the engine as of the last commit, also after a swap."""

    def __init__(self, place: IndexPlace) -> None:
        """What answers now is what its reader has open."""
        self._place, self._current = place, place.current()

    def __call__(self, opened: SearchEngine) -> SearchEngine:
        """The engine to read from now on. An old one is left open: others may be reading it."""
        current = self._place.current()
        if current is None or current == self._current:
            opened.refresh()
            return opened
        engine = self._place.open()
        self._current = current
        return engine


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


def _mend(what: str) -> str:
    return f"{what}. Run `minutebook index --rebuild`: it is made anew from the papers held."


def open_engine(name: str, folder: Path) -> SearchEngine:
    """The engine of this name in its folder. Engines are imported only where they are used."""
    if name == "whoosh":
        from indexer.engines.whoosh_engine import WhooshEngine

        return WhooshEngine.open(folder)
    raise BadCall(f"There is no engine “{name}”. Write one of: {', '.join(ENGINES)}.")


def create_engine(name: str, folder: Path) -> SearchEngine:
    """A new, empty engine of this name in an empty folder."""
    if name == "whoosh":
        from indexer.engines.whoosh_engine import WhooshEngine

        return WhooshEngine.create(folder)
    raise BadCall(f"There is no engine “{name}”. Write one of: {', '.join(ENGINES)}.")
