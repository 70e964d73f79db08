"""Children that read papers: a hostile paper costs only itself."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from papers import bomb, pdf_of_lines

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.model import Text


def behave(path: Path, media_type: str) -> str:
    """Do what the name of the file says."""
    match path.name:
        case "exit":
            os._exit(3)
        case "abort":
            os.abort()
        case "sleep":
            time.sleep(1_000)
        case "loop":
            while True:
                pass
        case "eat":
            eaten = []
            while True:
                eaten.append(b"x" * 10_000_000)
        case "refuse":
            raise Unreadable("locked with a password")
        case "fail":
            raise ValueError("odd")
        case "deep":
            return behave(path, media_type)
        case "secret":
            return lambda: None  # type: ignore[return-value]
        case name:
            return name.upper()
    raise AssertionError


def text_of(path: Path, media_type: str) -> Text:
    """The words of a paper."""
    return extract(media_type, path.read_bytes())


def jobs(*names: str) -> list[Job]:
    """A job for each name."""
    return [Job(number, Path(name), "text/plain") for number, name in enumerate(names)]


def results(*names: str, count: int = 2, limits: Limits | None = None) -> dict[str, object]:
    """What becomes of each name."""
    limits = limits or Limits(seconds=20, memory=400_000_000)
    with Workers(count, limits) as workers:
        return {names[number]: result for number, result in workers.map(behave, jobs(*names))}


def reason(name: str, seconds: float = 20) -> str:
    """Why the paper between two honest ones failed."""
    limits = Limits(seconds=seconds, memory=400_000_000)
    found = results("before", name, "after", limits=limits)
    assert (found["before"], found["after"]) == ("BEFORE", "AFTER")
    failure = found[name]
    assert isinstance(failure, Failure)
    return failure.reason


@pytest.mark.parametrize("name", ["exit", "abort"])
def test_a_reader_that_dies_costs_one_paper(name: str) -> None:
    """The papers before and after it are read."""
    assert reason(name) == "the reader crashed on it"


@pytest.mark.parametrize("name", ["sleep", "loop"])
def test_a_reader_that_never_ends_is_ended(name: str) -> None:
    """After the time allowed, with that as the reason."""
    assert reason(name, seconds=2) == "took longer than 2 s"


def test_a_reader_that_eats_memory_is_ended() -> None:
    """At the memory allowed, with that as the reason."""
    assert reason("eat") == "needed more than 0.4 GB of memory"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("refuse", "locked with a password"),
        ("fail", "the reader failed on it (ValueError: odd)"),
        ("deep", "nested too deeply to read"),
    ],
)
def test_errors_become_reasons(name: str, why: str) -> None:
    """Our own errors speak for themselves; others are named."""
    assert reason(name) == why


def test_a_result_that_cannot_be_sent_is_a_failure() -> None:
    """Not the end of the run."""
    assert "the reader failed on it" in reason("secret")


def test_many_jobs_on_few_workers_all_come_back() -> None:
    """Every number comes back once, with its own result."""
    names = [f"paper{number}" for number in range(200)]
    assert results(*names, count=3) == {name: name.upper() for name in names}


def test_jobs_are_taken_as_workers_get_free() -> None:
    """A million papers are never listed in memory: jobs are drawn one by one."""
    drawn = 0

    def endless() -> Iterator[Job]:
        nonlocal drawn
        while True:
            drawn += 1
            yield Job(drawn, Path("paper"), "text/plain")

    with Workers(2) as workers:
        found = workers.map(behave, endless())
        assert [next(found)[1] for _ in range(5)] == ["PAPER"] * 5
    assert drawn <= 8


def test_one_job_starts_one_child() -> None:
    """Children are started when there is a paper for them."""
    before = len(psutil.Process().children())
    with Workers(8) as workers:
        found = workers.map(behave, jobs("paper"))
        assert next(found) == (0, "PAPER")
        assert len(psutil.Process().children()) <= before + 2  # Python may start one to keep books


def test_an_interruption_ends_the_children() -> None:
    """Ctrl-C while papers are read leaves no process behind."""
    with pytest.raises(KeyboardInterrupt), Workers(2) as workers:
        for _ in workers.map(behave, jobs("paper", "sleep", "sleep")):
            children = workers._children.copy()
            raise KeyboardInterrupt
    assert children
    assert all(child.pipe.closed for child in children)


def test_workers_serve_a_second_round_after_the_first_was_left() -> None:
    """Results of a round that nobody listened to never turn up in the next."""
    with Workers(2) as workers:
        first = workers.map(behave, jobs("one", "sleep"))
        assert next(first) == (0, "ONE")
        first.close()  # type: ignore[attr-defined]
        assert list(workers.map(behave, [Job(9, Path("two"), "text/plain")])) == [(9, "TWO")]


def test_hostile_and_honest_papers_side_by_side(tmp_path: Path) -> None:
    """Each ends with its text or a reason in plain words, whatever the others are."""
    files = {
        "honest.pdf": pdf_of_lines(["Minutes of the meeting"]),
        "empty.pdf": b"",
        "text.pdf": b"Minutes of the meeting",
        "noise.pdf": b"%PDF-1.4\n" + os.urandom(200_000),
        "zeros.pdf": bytes(100_000_000),
        "bomb.pdf": bomb(300_000_000),
        "honest2.pdf": pdf_of_lines(["Minutes of another meeting"]),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    names = [*files, "gone.pdf"]
    work = [Job(n, tmp_path / name, "application/pdf") for n, name in enumerate(names)]
    with Workers(2, Limits(seconds=20, memory=700_000_000)) as workers:
        found = {names[number]: result for number, result in workers.map(text_of, work)}
    assert {n for n, r in found.items() if isinstance(r, Text)} == {"honest.pdf", "honest2.pdf"}
    why = {name: r.reason for name, r in found.items() if isinstance(r, Failure)}
    assert why["empty.pdf"] == "empty (0 bytes)"
    assert why["text.pdf"] == "not a PDF: it holds plain text"
    assert why["noise.pdf"] == "the PDF is cut off or broken"
    assert why["zeros.pdf"] == "not a PDF: it holds nothing but zeros"
    assert why["bomb.pdf"] in {"needed more than 0.7 GB of memory", "took longer than 20 s"}
    assert why["gone.pdf"].startswith("the file cannot be read: ")
