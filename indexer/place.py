"""The folder `index/`: which engine is in it, who writes to it, and opening it."""

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import msgspec

from indexer.analysis import ANALYSIS_VERSION
from indexer.collection import RECORD
from indexer.engines.base import SearchEngine
from indexer.errors import BadCall, IndexUnusable, Locked, NoIndex

SCHEMA_VERSION = 4
"""Raised with every change of what is indexed or how; an index of another version is built anew."""
EngineName = Literal["whoosh", "tantivy"]
EngineChoice = Literal["auto", "whoosh", "tantivy"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
"""The engines there are."""
WHOOSH_UNTIL = 10_000
"""Passages up to which `auto` takes Whoosh: there it still answers at ease (docs/engines.md)."""


@dataclass(frozen=True, slots=True)
class Current:
    """What `current.json` says: the folder of the engine that answers now."""

    engine: str
    folder: str
    schema_version: int
    analysis_version: int = 0
    asked: bool = False
    """Whether the engine was asked for by name, and so stays until `--engine auto` is said."""

    @property
    def known(self) -> bool:
        """Whether this version of Minutebook made it, or one that made it alike."""
        versions = (self.schema_version, self.analysis_version)
        return self.engine in ENGINES and versions == (SCHEMA_VERSION, ANALYSIS_VERSION)


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that is to answer, and why."""

    engine: EngineName
    asked: bool
    why: str
    """As in "tantivy, since the collection has 12,400 passages; Whoosh serves up to 10,000"."""


def choose(wanted: EngineChoice | None, current: Current | None, passages: int) -> Choice:
    """The engine for a collection of so many passages, beside what answers now.

    None is a call that says nothing: what was asked for by name stays, else it is `auto`. Back from
    tantivy to Whoosh only below half, so that a collection about the limit does not swing.
    """
    if wanted in ENGINES:
        return Choice(wanted, True, "as asked for")
    if wanted is None and current and current.asked and current.engine in ENGINES:
        return Choice(current.engine, True, "as asked for before; `--engine auto` ends that")
    held = f"since the collection has {passages:,} passage{'' if passages == 1 else 's'}"
    if passages > WHOOSH_UNTIL:
        return Choice("tantivy", False, f"{held}; Whoosh serves up to {WHOOSH_UNTIL:,}")
    if current and current.engine == "tantivy" and passages * 2 >= WHOOSH_UNTIL:
        return Choice("tantivy", False, f"{held}; back to Whoosh below {WHOOSH_UNTIL // 2:,}")
    return Choice("whoosh", False, f"{held}; tantivy serves more than {WHOOSH_UNTIL:,}")


class IndexPlace:
    """The folder that holds an index. Nothing in it but what can be built again from the corpus."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist."""
        self.folder = folder

    @property
    def readings(self) -> Path:
        """The cache of what was read."""
        return self.folder / "readings.sqlite"

    @property
    def begun(self) -> bool:
        """Whether words of papers may lie in it: also where no run of `index` has ended yet."""
        return self.readings.exists() or (self.folder / "current.json").exists()

    def current(self) -> Current | None:
        """What answers now; None if nothing is there. `IndexUnusable` if it cannot be told."""
        try:
            return msgspec.json.decode((self.folder / "current.json").read_bytes(), type=Current)
        except FileNotFoundError:
            return None
        except msgspec.MsgspecError as error:
            raise self._damaged() from error

    def open(self) -> SearchEngine:
        """The engine that answers now, for reading: its files are open, so they may be taken away.

        `NoIndex` if there is none; `IndexUnusable` if it is damaged or of another version.
        """
        while True:
            current = self.current()
            if current is None:
                raise NoIndex(
                    f"There is no index in {self.folder}. Add papers with `minutebook add`, then run "
                    "`minutebook index`."
                )
            try:
                return self.open_as(current)
            except IndexUnusable:
                if self.current() == current:
                    raise  # else it was swapped since we asked

    def open_as(self, current: Current) -> SearchEngine:
        """The engine of which `current.json` says this. `IndexUnusable` like `open`."""
        if not current.known:
            raise IndexUnusable(
                f"The index in {self.folder} is of another version of Minutebook. Run `minutebook "
                "index`: it is made anew from the papers held."
            )
        try:
            engine = open_engine(current.engine, self.folder / current.folder)
        except NoIndex as error:
            raise self._damaged() from error
        try:
            engine.record(RECORD)
        except BaseException:
            engine.close()
            raise
        return engine

    def create(self, choice: Choice) -> tuple[Current, SearchEngine]:
        """A new, empty engine beside the one that answers; `swap` makes it the one.

        Its folder's name was never there before: readers tell by it that the engine is another.
        """
        folder = self.folder / f"{choice.engine}-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        current = Current(
            choice.engine, folder.name, SCHEMA_VERSION, ANALYSIS_VERSION, choice.asked
        )
        try:
            return current, create_engine(choice.engine, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def swap(self, current: Current) -> None:
        """Let this one answer from now on, in one step, and take others away."""
        temporary = self.folder / "current.json.new"
        temporary.write_bytes(msgspec.json.encode(current))
        _replace(temporary, self.folder / "current.json")
        self.tidy()

    def tidy(self) -> None:
        """Take away engines that do not answer: what a swap or a killed run left.

        Where a reader's open files cannot be deleted (Windows), they go another time.
        """
        with suppress(IndexUnusable):
            current = self.current()
            for engine in ENGINES:
                for folder in self.folder.glob(f"{engine}-*"):
                    if current is None or folder.name != current.folder:
                        shutil.rmtree(folder, ignore_errors=True)

    def files(self, current: Current) -> str:
        """The names and sizes of an engine's files: whoever cut or deleted one changed it."""
        folder = self.folder / current.folder
        sizes = sorted(
            (path.relative_to(folder).as_posix(), path.stat().st_size)
            for path in folder.rglob("*")
            if path.is_file()
        )
        return repr([(name, size) for name, size in sizes if size])

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
            self.tidy()
            yield
        finally:
            who.unlink(missing_ok=True)
            lock.release()

    def _damaged(self) -> IndexUnusable:
        return IndexUnusable(
            f"The index in {self.folder} is damaged. Run `minutebook index --rebuild`: it is made anew"
            " from the papers held."
        )


class Follower:
    """For a reader that stays: gives the engine as of the last commit, also after a swap."""

    def __init__(self, place: IndexPlace) -> None:
        """What answers now is what its reader has open."""
        current = place.current()
        self._place, self._folder = place, current and current.folder

    def __call__(self, opened: SearchEngine) -> SearchEngine:
        """The engine to read from now on: another object whenever there is anything new.

        An old one is left open: others may be reading it.
        """
        current = self._place.current()
        if current is None or (current.folder == self._folder and not opened.changed()):
            return opened
        engine = self._place.open()
        self._folder = current.folder
        return engine


def _replace(new: Path, old: Path) -> None:
    """Put a file in the place of another; Windows refuses that in the moment that one is read."""
    for _ in range(20):
        with suppress(PermissionError):
            new.replace(old)
            return
        time.sleep(0.05)
    new.replace(old)


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


def open_engine(name: str, folder: Path) -> SearchEngine:
    """The engine of this name in its folder. Engines are imported only where they are used."""
    if name == "whoosh":
        from indexer.engines.whoosh_engine import WhooshEngine

        return WhooshEngine.open(folder)
    if name == "tantivy":
        from indexer.engines.tantivy_engine import TantivyEngine

        return TantivyEngine.open(folder)
    raise BadCall(_none_called(name))


def create_engine(name: str, folder: Path) -> SearchEngine:
    """A new, empty engine of this name in an empty folder."""
    if name == "whoosh":
        from indexer.engines.whoosh_engine import WhooshEngine

        return WhooshEngine.create(folder)
    if name == "tantivy":
        from indexer.engines.tantivy_engine import TantivyEngine

        return TantivyEngine.create(folder)
    raise BadCall(_none_called(name))


def _none_called(name: str) -> str:
    return f"There is no engine “{name}”. Write one of: auto, {', '.join(ENGINES)}."
