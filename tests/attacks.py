"""Hostile files of every format, and how the reading of each of them ends.

    python tests/attacks.py [WORDS OF A NAME]

prints a table: how it ended, the seconds it took, and the most memory that its process held. A PDF has
two lines: the whole reading, and pypdf alone, which is asked where pdfium opens nothing.
"""

import contextlib
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil
from attacks_pdf import ATTACKS as PDFS
from attacks_text import ATTACKS as OTHERS

from indexer.extract.pdf import _second_try
from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.media import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, TEXT, XML
from indexer.model import Text
from indexer.pipeline import read_document

ATTACKS: dict[str, Callable[[], bytes]] = {f"pdf: {n}": build for n, build in PDFS.items()} | OTHERS
"""For each attack by name what makes its file; the word before the colon is the format."""
_TYPES = {
    "pdf": PDF,
    "docx": DOCX,
    "odt": ODT,
    "doc": DOC,
    "html": HTML,
    "xml": XML,
    "txt": TEXT,
    "md": MARKDOWN,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one hostile file ended."""

    attack: str
    reason: str | None
    """Why it could not be read; None where it was read."""
    seconds: float
    peak: int
    """Bytes of memory that its process held at most, from the start of the process."""


class Watch:
    """Looks, while it is open, at the most memory that each child of this process ever held."""

    def __init__(self) -> None:
        """Nothing is looked at yet."""
        self.peaks: dict[int, int] = {}
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process().cmdline()
        while not self._over.wait(0.02):
            for child in psutil.Process().children():
                with contextlib.suppress(psutil.Error, OSError):
                    if child.cmdline() == own:
                        continue  # not begun yet: the memory is still this process's
                    self.peaks[child.pid] = max(self.peaks.get(child.pid, 0), _held(child))


def _held(child: psutil.Process) -> int:
    """The most that a process has held; what it holds now, where the system does not tell that."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{child.pid}/status").read_text("ascii").splitlines()
        told = next(line for line in lines if line.startswith("VmHWM:"))
        return int(told.split()[1]) * 1024
    memory = child.memory_info()
    return int(getattr(memory, "peak_wset", memory.rss))


def by_pypdf(path: Path, media_type: str) -> Text:
    """The words of a PDF by pypdf alone. Runs in a worker."""
    return _second_try(path.read_bytes())


def media_type_of(attack: str) -> str:
    """As what the file of an attack is held."""
    return _TYPES[attack.partition(":")[0]]


def end_of(attack: str, path: Path, work: Callable[[Path, str], object] = read_document) -> Outcome:
    """How one file ends in a process of its own, with the limits that every paper has."""
    begun = time.monotonic()
    with Watch() as watch, Workers(1) as workers:
        ((_, result),) = workers.map(work, [Job(0, path, media_type_of(attack))])
    reason = result.reason if isinstance(result, Failure) else None
    seconds = time.monotonic() - begun
    return Outcome(attack, reason, seconds, max(watch.peaks.values(), default=0))


def outcomes(attacks: Iterable[str]) -> Iterator[tuple[str, Outcome]]:
    """How each ends, one after the other: by which reader, and what."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper")
        for attack in attacks:
            path.write_bytes(ATTACKS[attack]())
            yield "whole reading", end_of(attack, path)
            if attack.startswith("pdf"):
                yield "pypdf alone", end_of(attack, path, by_pypdf)


def main(words: str) -> None:
    """Print the table of the attacks whose names hold these words."""
    limits = Limits()
    print(
        f"Python {platform.python_version()}, {platform.system()}; limits of a paper: "
        f"{limits.seconds:g} s, {limits.memory / 1e6:g} MB\n"
    )
    print("| attack | reader | ended with | seconds | peak MB |")
    print("|---|---|---|--:|--:|")
    for reader, one in outcomes(attack for attack in ATTACKS if words in attack):
        ended = one.reason or "read"
        line = f"| {one.attack} | {reader} | {ended} | {one.seconds:.1f} | {one.peak / 1e6:.0f} |"
        print(line, flush=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
