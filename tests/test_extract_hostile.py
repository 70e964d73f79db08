"""Hostile and spoilt papers of every format, read whole in workers: each ends with a status."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import ATTACKS, Watch, media_type_of
from fuzz_papers import KINDS, endings, faults, mutant, originals
from papers import pdf_of_lines

from indexer.extract.formats import extract
from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.media import PDF
from indexer.model import Reading
from indexer.pipeline import read_document

SHORT = Limits(seconds=3)
"""For attacks that may end in any way: what never ends costs this test less than in real life."""
GIB = 1 << 30
HONEST = "an honest paper"
HARMLESS = [
    name
    for name in ATTACKS
    if name.startswith(
        ("pdf: outline: ", "pdf: attachments: ", "pdf: linearised: ", "pdf: font: a map")
    )
    or "declared, one there" in name
]
"""Tricks that leave the page as it is: what stands on it is read."""
COUNTS = {"pdf": 200, "docx": 40, "odt": 40, "doc": 20, "html": 40, "xml": 20, "txt": 30, "md": 10}
"""How many spoilt papers of each format are read here; `fuzz_papers.py` reads as many as you like."""


@pytest.fixture(scope="module")
def watched() -> Iterator[Watch]:
    """What looks at the memory of all the workers."""
    with Watch() as watch:
        yield watch


@pytest.fixture(scope="module")
def ends(watched: Watch) -> dict[str, Reading | Failure]:
    """How each attack ends, the harmless ones and an honest paper with the limits of real life."""
    harmful = [name for name in ATTACKS if name not in HARMLESS]
    return {**read_all(harmful, SHORT), **read_all([*HARMLESS, HONEST], Limits())}


def read_all(names: list[str], limits: Limits) -> dict[str, Reading | Failure]:
    """How each ends in two workers that go on from one to the next."""
    with tempfile.TemporaryDirectory() as name, Workers(2, limits) as workers:
        folder, found = Path(name), {}

        def jobs() -> Iterator[Job]:
            for number, attack in enumerate(names):
                path = folder / str(number)
                made = ATTACKS[attack]() if attack != HONEST else pdf_of_lines(["Minutes"])
                path.write_bytes(made)
                yield Job(number, path, PDF if attack == HONEST else media_type_of(attack))

        for number, end in workers.map(read_document, jobs()):
            found[names[number]] = end
            (folder / str(number)).unlink()
        return found


@pytest.fixture(scope="module")
def spoilt(
    watched: Watch, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Reading | Failure]:
    """How each spoilt paper ends."""
    wanted = ((kind, number) for kind in KINDS for number in range(COUNTS[kind]))
    return dict(endings(wanted, tmp_path_factory.mktemp("spoilt"), Limits()))


def test_every_attack_ends_with_a_status(ends: dict[str, Reading | Failure]) -> None:
    """The run goes on to the last paper, and that one is read."""
    assert set(ends) == {*ATTACKS, HONEST}
    assert isinstance(ends[HONEST], Reading)


@pytest.mark.parametrize("name", ATTACKS)
def test_the_status_of_an_attack_is_in_plain_words(
    ends: dict[str, Reading | Failure], name: str
) -> None:
    """A reason says what is the matter, and never what a library calls it."""
    end = ends[name]
    reason = end.reason if isinstance(end, Failure) else ""
    assert not any(word in reason for word in ("Error", "Exception", "Traceback", "None"))
    assert len(reason) < 150


@pytest.mark.parametrize("name", HARMLESS)
def test_a_trick_beside_the_page_hides_no_word(
    ends: dict[str, Reading | Failure], name: str
) -> None:
    """A circle in the outline, a lie about lengths: the page is read all the same."""
    assert isinstance(ends[name], Reading)


def test_no_entity_is_ever_opened(ends: dict[str, Reading | Failure]) -> None:
    """What a document type defines is no part of a paper's words."""
    for name, end in ends.items():
        if "entit" in name and isinstance(end, Reading):
            assert "lollol" not in repr(end)
            assert "aaaa" not in repr(end)


def test_spoilt_papers_end_with_a_status_that_is_theirs(
    spoilt: dict[str, Reading | Failure],
) -> None:
    """None crashes its reader, holds it for ever, or leads it to an error that we do not know."""
    assert len(spoilt) == sum(COUNTS.values())
    assert faults(spoilt) == {}


def test_spoilt_papers_are_spoilt_and_still_reach_the_reading(
    spoilt: dict[str, Reading | Failure],
) -> None:
    """They try what they are to try: some of every format are read, and none is as it was."""
    read = {name.partition(" ")[0] for name, end in spoilt.items() if isinstance(end, Reading)}
    assert read == set(KINDS)
    same = [n for n in range(COUNTS["pdf"]) if mutant("pdf", n) in originals("pdf")]
    assert len(same) < COUNTS["pdf"] / 20


def test_no_worker_ever_held_a_gigabyte(
    watched: Watch, ends: dict[str, Reading | Failure], spoilt: dict[str, Reading | Failure]
) -> None:
    """Whatever it was given."""
    assert len(watched.peaks) > 2
    assert max(watched.peaks.values()) < GIB


def long_answer(path: Path, media_type: str) -> str:
    """As much as the name of the file says."""
    return "a" * int(path.name)


def test_what_is_read_out_of_a_paper_is_limited_too() -> None:
    """The parent keeps many readings at once, and is never sent one that fills its memory."""
    jobs = [Job(number, Path(size), "") for number, size in enumerate(("900", "1000000", "5"))]
    with Workers(1, Limits(output=1_000)) as workers:
        first, second, third = (result for _, result in workers.map(long_answer, jobs))
    assert (first, third) == ("a" * 900, "aaaaa")
    assert isinstance(second, Failure)
    assert second.reason == "more than 0.001 MB of text and items"


def leave_a_file(path: Path, media_type: str) -> str:
    """Write a file for the time being, then crash."""
    path.write_text(tempfile.mkdtemp(), "utf-8")
    os._exit(3)


def test_a_child_that_is_ended_leaves_no_file_behind(tmp_path: Path) -> None:
    """What a library put on the disk for a paper that crashed it goes with the workers."""
    told = tmp_path / "told"
    with Workers(1) as workers:
        ((_, result),) = workers.map(leave_a_file, [Job(0, told, "")])
        assert isinstance(result, Failure)
        assert Path(told.read_text("utf-8")).is_dir()
    assert not Path(told.read_text("utf-8")).exists()


def test_every_kind_of_paper_that_is_made_here_is_read_whole() -> None:
    """What is spoilt was a good paper before."""
    for kind in KINDS:
        for data in originals(kind)[:3]:
            if kind != "xml":
                assert extract(media_type_of(f"{kind}:"), data).paragraphs
