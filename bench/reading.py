"""Pages a second: our extraction and whole reading beside bare pdfium and pypdf, in one run.

    python bench/reading.py [ROUNDS]

Each way reads the same papers in processes of ours that are already warm, one and two of them; the ways
take turns, and the middle one of the rounds is printed, with its ratio to bare pdfium and the most memory
of a process. The papers are the sample's and, where they are, the real ones (MINUTEBOOK_REAL_PAPERS).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from indexer.extract.formats import extract
from indexer.extract.workers import Failure, Job, Workers
from indexer.media import DOC, DOCX, HEAD, HTML, ODT, PDF, XML, media_type
from indexer.pipeline import read_document
from indexer.sample import sample_folder

CHECKOUT = Path(__file__).parents[1]
REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS", CHECKOUT.parent / "shared"))
COUNTS = (1, 2)
OTHERS = {DOCX: "DOCX", ODT: "ODT", DOC: "DOC", HTML: "HTML", XML: "XML"}


class Done(NamedTuple):
    """What a process says of a paper: how many pages, and the most memory that it ever held."""

    pages: int
    peak: float
    """In MB."""


def peak() -> float:
    """The most memory that this process ever held, in MB."""
    try:
        import resource
    except ImportError:
        import psutil

        memory = psutil.Process().memory_info()
        return float(getattr(memory, "peak_wset", memory.rss) / 1e6)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


# --- the ways, each run in a worker ------------------------------------------------------------------


def bare_pdfium(path: Path, kind: str) -> Done:
    """The text of every page, thrown away."""
    with PdfDocument(path) as pdf:
        for page in pdf:
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()
        return Done(len(pdf), peak())


def pypdf(path: Path, kind: str) -> Done:
    """The text of every page, thrown away."""
    reader = PdfReader(path)
    for page in reader.pages:
        page.extract_text()
    return Done(len(reader.pages), peak())


def our_extraction(path: Path, kind: str) -> Done:
    """Paragraphs with their pages."""
    return Done(extract(kind, path.read_bytes()).pages or 0, peak())


def our_reading(path: Path, kind: str) -> Done:
    """All that the paper says."""
    return Done(read_document(path, kind).pages or 0, peak())


WAYS: Sequence[Callable[[Path, str], Done]] = (bare_pdfium, pypdf, our_extraction, our_reading)


# --- measuring --------------------------------------------------------------------------------------


class Run(NamedTuple):
    """One way over all papers: papers and pages a second, and the most memory of a process."""

    papers: float
    pages: float
    peak: float


def measured(work: Callable[[Path, str], Done], jobs: Sequence[Job], count: int) -> Run:
    """Read all papers in so many processes, after each has read one."""
    with Workers(count) as workers:
        for _ in workers.map(work, [*jobs[:1]] * count):
            pass
        begun = time.perf_counter()
        results = [result for _, result in workers.map(work, jobs)]
        seconds = time.perf_counter() - begun
    done = [result for result in results if not isinstance(result, Failure)]
    pages = sum(one.pages for one in done)
    return Run(len(done) / seconds, pages / seconds, max(one.peak for one in done))


def papers() -> dict[str, list[Job]]:
    """The papers by media type, the largest first, so that two processes end together."""
    folders = [REAL / "seeds", REAL / "data" / "real-documents", sample_folder()]
    found: dict[str, list[Job]] = {}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    for number, path in enumerate(sorted(files, key=lambda path: -path.stat().st_size)):
        with path.open("rb") as file:
            kind = media_type(path.name, file.read(HEAD))
        if kind:
            found.setdefault(kind, []).append(Job(number, path, kind))
    return found


def readable(jobs: Sequence[Job]) -> list[Job]:
    """Those papers that every way can read, so that all have the same pages to read."""
    with Workers(2) as workers:
        for work in WAYS:
            fit = {n for n, result in workers.map(work, jobs) if not isinstance(result, Failure)}
            jobs = [job for job in jobs if job.number in fit]
    return list(jobs)


def middle(runs: Sequence[Run]) -> Run:
    """The run in the middle by speed, with the most memory of all."""
    by_speed = sorted(runs, key=lambda run: run.papers)
    return by_speed[(len(runs) - 1) // 2]._replace(peak=max(run.peak for run in runs))


def pdfs(jobs: Sequence[Job], rounds: int) -> None:
    """Print the table of PDFs."""
    runs: dict[tuple[int, str], list[Run]] = {}
    for _ in range(rounds):
        for count in COUNTS:
            for work in WAYS:
                runs.setdefault((count, work.__name__), []).append(measured(work, jobs, count))
    print(f"{len(jobs)} PDFs, the middle one of {rounds} rounds:\n")
    print("| processes | way | pages/s | to bare pdfium | peak MB of a process |")
    print("|--:|---|--:|--:|--:|")
    for (count, name), several in runs.items():
        run, bare = middle(several), runs[count, bare_pdfium.__name__]
        ratio = statistics.median(a.pages / b.pages for a, b in zip(several, bare, strict=True))
        print(
            f"| {count} | {name.replace('_', ' ')} | {run.pages:.0f} | {ratio:.2f} | {run.peak:.0f} |"
        )


def others(found: dict[str, list[Job]], rounds: int) -> None:
    """Print the table of the other formats."""
    print("\n| format | papers | processes | whole readings/s | peak MB of a process |")
    print("|---|--:|--:|--:|--:|")
    for kind, name in OTHERS.items():
        for count in COUNTS if kind in found else ():
            run = middle([measured(our_reading, found[kind], count) for _ in range(rounds)])
            print(f"| {name} | {len(found[kind])} | {count} | {run.papers:.1f} | {run.peak:.0f} |")


def main(rounds: int) -> None:
    """Do it and print the figures."""
    found = papers()
    real = "and real papers" if (REAL / "data").is_dir() else "only: no real papers here"
    print(f"The sample {real}; {os.cpu_count()} cores.\n")
    pdfs(readable(found[PDF]), rounds)
    others(found, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
