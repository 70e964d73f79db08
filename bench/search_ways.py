"""What is asked, and the ways to answer it: ours, the bare binding, SQLite. Each runs in its own process.

    python bench/search_ways.py WAY FOLDER

opens what `build` made in the folder, reads a `Question` a line as JSON and prints a `Reply` a line.
"""

import gc
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Protocol, cast

import msgspec

from indexer.engines.base import Entry
from indexer.query import Field, Sort

WayName = Literal["whoosh", "tantivy", "bare", "fts5"]
LIMIT = 10
"""Hits on a page."""
PLACES = 3
"""Passages shown of a hit."""
FACETS: tuple[Field, ...] = ("board", "year", "officer", "topic", "ward", "kind", "zone")
_LOOK = 10
"""Memory is looked at after so many questions."""


class Question(msgspec.Struct, frozen=True):
    """One question: as it is typed, and taken apart for ways that have no query language."""

    kind: str
    text: str
    words: tuple[str, ...] = ()
    """All required."""
    phrase: tuple[str, ...] = ()
    prefix: str | None = None
    typo: str | None = None
    held: tuple[Field, str] | None = None
    """A field and the exact value that it must hold."""
    sort: Sort = "relevance"
    page: int = 1
    limit: int = LIMIT
    facets: bool = False


class Reply(msgspec.Struct, frozen=True):
    """How a question was answered, and the memory of the process (MB) where it was looked at."""

    seconds: float
    processor: float
    """Seconds of the processor, whoever else used the machine."""
    total: int
    hits: int
    refused: str | None = None
    """Why the question was refused."""
    private: float | None = None
    """Memory that no other process shares, pages of the index's files that it has mapped among it."""
    anonymous: float | None = None
    """Memory that is no file's; None where the system does not tell."""


class Way(Protocol):
    """A way to search that is open."""

    def ask(self, question: Question) -> tuple[int, int]:
        """The exact total, and how many hits were made ready with their snippets (and facets)."""


def build(way: WayName, folder: Path, entries: Iterable[Entry], held: bytes) -> None:
    """Index the entries in an empty folder, in one commit; `held` is our record of the collection."""
    if way == "bare":
        import search_bare

        search_bare.build(folder, entries)
    elif way == "fts5":
        import search_fts5

        search_fts5.build(folder, entries)
    else:
        import search_ours

        search_ours.build(way, folder, entries, held)


def opened(way: WayName, folder: Path) -> Way:
    """A way that was built in this folder. Only its own libraries are loaded."""
    if way == "bare":
        import search_bare

        return search_bare.Bare(folder)
    if way == "fts5":
        import search_fts5

        return search_fts5.Fts5(folder)
    import search_ours

    return search_ours.Ours(folder)


def reply(way: Way, question: Question) -> Reply:
    """Ask and time it."""
    from indexer.errors import BadQuery

    total, hits, refused = 0, 0, None
    begun, worked = time.perf_counter(), time.process_time()
    try:
        total, hits = way.ask(question)
    except BadQuery as error:
        refused = str(error)
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    return Reply(seconds, processor, total, hits, refused)


def memory() -> tuple[float, float | None]:
    """Private and anonymous memory of this process, in MB."""
    import psutil

    process = psutil.Process()
    private = process.memory_full_info().uss / 1e6
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return private, None
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))
    return private, kilobytes * 1024 / 1e6


def main(name: WayName, folder: Path) -> None:
    """Answer until there are no more questions."""
    way = opened(name, folder)
    gc.freeze()
    for number, line in enumerate(sys.stdin.buffer):
        answered = reply(way, msgspec.json.decode(line, type=Question))
        if number % _LOOK == 0:
            private, anonymous = memory()
            answered = msgspec.structs.replace(answered, private=private, anonymous=anonymous)
        sys.stdout.buffer.write(msgspec.json.encode(answered) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(cast(WayName, sys.argv[1]), Path(sys.argv[2]))
