"""Bringing the engine to the readings: which engine, never half, and nothing is left of what went."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Held
from index_words import remains

from indexer import place as place_module
from indexer.adding import add_papers
from indexer.errors import IndexUnusable, Unreadable
from indexer.extract.workers import Failure, Job
from indexer.media import HTML, MARKDOWN, PDF
from indexer.model import Reading
from indexer.pipeline import IndexReport, index
from indexer.place import ENGINES, EngineName, IndexPlace
from indexer.pushing import Pusher
from indexer.query import EVERYTHING
from indexer.readings import Readings
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus
from indexer.withdrawing import withdraw

ROOT = Path(__file__).parent.parent
PAGE = sample_folder() / "pages" / "2023-09-14-900.html"
ATTENDANCE = sample_folder() / "site" / "attendance-900.html"
HOST = "https://democracy.kelderby.gov.example"
SITE = f"{HOST}/documents"
ATTENDED = f"{HOST}/mgMeetingAttendance.aspx?ID=900"
untidy = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Whoosh leaves files open where it fails over them."""
each_engine = pytest.mark.parametrize("engine", ENGINES)


class AtOnce:
    """In the place of workers: reads in this process, as it is not the reading that is tried here."""

    def __init__(self, count: int) -> None:
        pass

    def __enter__(self) -> "AtOnce":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(
        self, read: Callable[[Path, str], Reading], jobs: Iterable[Job]
    ) -> Iterator[tuple[int, Reading | Failure]]:
        """What is read of each paper, or why nothing is."""
        for job in jobs:
            try:
                yield job.number, read(job.path, job.media_type)
            except Unreadable as error:
                yield job.number, Failure(str(error))


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr("indexer.pipeline.Workers", AtOnce)
    return Held(tmp_path / "corpus", tmp_path / "index")


def put(held: Held, name: str, text: str) -> None:
    """Add a paper of this name, with an address of its own."""
    path = held.corpus.parent / f"{name}.md"
    path.write_text(text, "utf-8")
    with Corpus.open(held.corpus, create=True) as corpus:
        add_papers(corpus, [str(path)], council=COUNCIL, url=f"{SITE}/{name}/a.md", now=NOW)


def notes(held: Held, *numbers: int) -> None:
    """Add small papers, one passage each."""
    for number in numbers:
        put(held, f"s{number}", f"# Allotment {number}\n\nThe rents of allotments rose.\n")


def web(held: Held, text: str, media_type: str, url: str) -> None:
    """Take a text in as from the web alone."""
    with Corpus.open(held.corpus, create=True) as corpus:
        body = io.BytesIO(text.encode())
        corpus.add(body, council=COUNCIL, media_type=media_type, now=NOW, url=url)


def run(held: Held, **options: Any) -> IndexReport:
    with Corpus.open(held.corpus, create=False) as corpus:
        return index(corpus, IndexPlace(held.index), now=NOW, workers=1, **options)


def take_out(held: Held, name: str) -> None:
    with Corpus.open(held.corpus, create=False) as corpus:
        report = withdraw(
            corpus, IndexPlace(held.index), f"{SITE}/{name}/a.md", reason="names a child", now=NOW
        )
    assert report.papers and report.indexed


def everything(held: Held) -> dict[str, Any]:
    """Items and meetings, by id."""
    with closing(IndexPlace(held.index).open()) as engine:
        found = {name: engine.stored(name) for name in engine.ids(EVERYTHING)}
        return {**found, **engine.records("meeting:"), **engine.records("document:")}


def total(held: Held, query: str) -> int:
    with closing(IndexPlace(held.index).open()) as engine:
        return Archive(engine).search(Request(query, everything=True)).total


def folders(held: Held) -> list[str]:
    return [path.name for engine in ENGINES for path in held.index.glob(f"{engine}-*")]


def said(held: Held) -> dict[str, Any]:
    """What current.json says."""
    return dict(json.loads((held.index / "current.json").read_text()))


# --- which engine ---------------------------------------------------------------------------------


def test_engines_hold_the_same(held: Held) -> None:
    """Items, meetings and documents, whichever engine keeps them."""
    put(held, "s1", PAGE.read_text("utf-8"))
    run(held, engine="whoosh")
    before = everything(held)
    assert run(held, engine="tantivy").before == "whoosh"
    assert everything(held) == before


def test_a_collection_that_outgrows_whoosh_moves_in_the_same_run(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To tantivy above the limit; back only below half of it. One engine is there at a time."""
    monkeypatch.setattr(place_module, "WHOOSH_UNTIL", 4)
    notes(held, 1, 2, 3, 4)
    assert run(held).engine == "whoosh"
    notes(held, 5)
    grown = run(held)
    assert (grown.engine, grown.before, total(held, "allotment")) == ("tantivy", "whoosh", 5)
    assert "5 passages" in grown.why
    for number, engine in ((5, "tantivy"), (4, "tantivy"), (3, "tantivy"), (2, "whoosh")):
        take_out(held, f"s{number}")
        assert said(held)["engine"] == engine
        assert len(folders(held)) == 1
    assert total(held, "allotment") == 1


def test_an_engine_asked_for_stays_through_later_runs(held: Held) -> None:
    """Also when papers are withdrawn, until the size is to decide again."""
    notes(held, 1, 2)
    run(held, engine="tantivy")
    assert run(held).engine == "tantivy"
    take_out(held, "s1")
    assert (said(held)["engine"], said(held)["asked"]) == ("tantivy", True)
    run(held, engine="whoosh")
    assert (said(held)["engine"], said(held)["asked"]) == ("whoosh", True)
    run(held, engine="auto")
    assert (said(held)["engine"], said(held)["asked"]) == ("whoosh", False)


# --- what cannot be used is made anew -------------------------------------------------------------


def delete_one(folder: Path) -> None:
    max(folder.rglob("*"), key=lambda path: path.stat().st_size).unlink()


def cut_one(folder: Path) -> None:
    path = max(folder.rglob("*"), key=lambda path: path.stat().st_size)
    path.write_bytes(path.read_bytes()[:-200])


def cut_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.write_bytes(path.read_bytes()[:40])


def delete_all(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")


@untidy
@each_engine
@pytest.mark.parametrize("damage", [delete_one, cut_one, cut_all, delete_all])
@pytest.mark.parametrize("more", [False, True], ids=["nothing new", "with a new paper"])
def test_a_damaged_engine_is_made_anew_by_the_next_run(
    held: Held, engine: EngineName, damage: Callable[[Path], None], more: bool
) -> None:
    """Without being told to, and without reading the papers again."""
    notes(held, *range(8))
    run(held, engine=engine)
    before = everything(held)
    damage(held.index / folders(held)[0])
    if more:
        notes(held, 9)
    report = run(held)
    assert (report.engine, report.read) == (engine, int(more))
    after = everything(held)
    assert before.items() <= after.items()
    assert bool(after.keys() - before.keys()) == more


@pytest.mark.parametrize(
    "change",
    [{"schema_version": 99}, {"analysis_version": 99}, {"engine": "lucene"}, {"folder": "x"}],
    ids=lambda change: next(iter(change)),
)
def test_an_index_of_another_version_is_made_anew(held: Held, change: dict[str, Any]) -> None:
    """Readers are told; `index` just does it, with nothing new to read."""
    notes(held, 1)
    run(held)
    (held.index / "current.json").write_text(json.dumps(said(held) | change))
    with pytest.raises(IndexUnusable):
        IndexPlace(held.index).open()
    assert run(held).read == 0
    assert total(held, "allotment") == 1


@each_engine
def test_a_new_paper_is_added_to_the_engine_that_answers(held: Held, engine: EngineName) -> None:
    """No rebuild: the folder stays, and only the new item is put in."""
    notes(held, 1, 2)
    run(held, engine=engine)
    before = folders(held)
    notes(held, 3)
    assert run(held).items_indexed == 1
    assert folders(held) == before
    assert total(held, "allotment") == 3


@each_engine
def test_with_nothing_new_the_index_is_not_written_to(held: Held, engine: EngineName) -> None:
    """Its files stay as they are, to the byte."""

    def state() -> list[tuple[str, int, bytes]]:
        files = [path for path in (held.index / folders(held)[0]).rglob("*") if path.is_file()]
        return [(p.name, p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(files)]

    notes(held, 1, 2)
    run(held, engine=engine)
    before = state()
    assert run(held).items_indexed == 0
    assert state() == before


# --- never half -----------------------------------------------------------------------------------


class Stopped(BaseException):
    """Stands for whatever ends a run at once."""


def stop(*_: object, **__: object) -> None:
    raise Stopped


def in_writing(patch: pytest.MonkeyPatch, engine: EngineName) -> None:
    """Before the commit."""
    patch.setattr(Readings, "pushing", stop)


def after_commit(patch: pytest.MonkeyPatch, engine: EngineName) -> None:
    """When the engine has all, and nobody has noted it."""
    patch.setattr(Readings, "pushed", stop)


def before_swap(patch: pytest.MonkeyPatch, engine: EngineName) -> None:
    """When it is noted, and another is not yet the one that answers."""
    patch.setattr(IndexPlace, "swap", stop)


@each_engine
@pytest.mark.parametrize("moment", [in_writing, after_commit, before_swap])
@pytest.mark.parametrize("options", [{}, {"rebuild": True}], ids=["in place", "beside"])
def test_a_run_that_ends_early_leaves_old_or_new_and_the_next_completes_it(
    held: Held,
    monkeypatch: pytest.MonkeyPatch,
    engine: EngineName,
    moment: Callable[[pytest.MonkeyPatch, EngineName], None],
    options: dict[str, bool],
) -> None:
    """Whichever step it reached."""
    notes(held, 1, 2)
    run(held, engine=engine)
    notes(held, 3, 4)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        moment(patch, engine)
        run(held, **options)
    assert total(held, "allotment") in (2, 4)
    run(held)
    assert total(held, "allotment") == 4
    assert len(folders(held)) == 1


def test_an_error_of_the_engine_is_told_as_it_is(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it comes in the middle of the entries, when they are still being read."""

    def write(self: object, *, entries: Iterator[object], **_: object) -> None:
        next(entries)
        raise OSError("no more room")

    notes(held, 1, 2)
    monkeypatch.setattr("indexer.engines.tantivy_engine.TantivyEngine.write", write)
    with pytest.raises(OSError, match="no more room"):
        run(held, engine="tantivy")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
@each_engine
@pytest.mark.parametrize("options", [[], ["--rebuild"]], ids=["in place", "beside"])
def test_a_full_disk_is_said_and_the_old_index_answers(
    held: Held, engine: EngineName, options: list[str]
) -> None:
    """Exit 3, a sentence that says what to do, nothing half; with room again the next run does it."""
    notes(held, 1, 2)
    run(held, engine=engine)
    words = " ".join(f"allotment{number}" for number in range(8_000))
    put(held, "s3", f"# Allotment lists\n\nThe allotments are {words}.\n")
    result = subprocess.run(
        [sys.executable, "-c", SMALL_FILES, *where(held), "index", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (result.returncode, result.stdout) == (3, "")
    assert re.search("disk is (not )?full", result.stderr)  # a thread of tantivy's tells no number
    assert total(held, "allotments") == 2
    assert len(folders(held)) == 1
    run(held)
    assert total(held, "allotments") == 3


SMALL_FILES = """
import resource, sys
from indexer import pushing
from cli import main

def limited(self, *words, write=pushing.Pusher._write):
    try:
        return write(self, *words)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

def filling(readings, changed=pushing._changed):
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    yield from changed(readings)

pushing.Pusher._write, pushing._changed = limited, filling
main(sys.argv[1:])
"""
"""Runs the command on a disk that is full while the engine writes, and has room again after it."""


def where(held: Held) -> list[str]:
    return ["--corpus", str(held.corpus), "--index", str(held.index)]


# --- nothing is left ------------------------------------------------------------------------------

SECRET = """# Allotments at Weaver Court

Report of the Director of Quincunxes

The Board considered the quincunx arrangement of the allotments.

RESOLVED that the quincunxes be noted.
"""


@each_engine
def test_of_a_paper_withdrawn_no_word_is_left(held: Held, engine: EngineName) -> None:
    """In no posting, stored text, value or suggestion, in no cache; of the others all is there."""
    notes(held, 1, 2)
    put(held, "s3", SECRET)
    run(held, engine=engine)
    assert len(remains(held.index, "quincunx")) > 3
    take_out(held, "s3")
    assert remains(held.index, "quincunx") == set()
    assert total(held, "allotment") == 2


@each_engine
def test_of_a_paper_gone_at_its_source_no_word_is_left(held: Held, engine: EngineName) -> None:
    """But in the cache, as it may come back."""
    notes(held, 1)
    url = f"{SITE}/s3/a.md"
    web(held, SECRET, MARKDOWN, url)
    run(held, engine=engine)
    assert len(remains(held.index, "quincunx")) > 3
    with Corpus.open(held.corpus, create=False) as corpus:
        corpus.mark_gone(COUNCIL, url, now=NOW)
    run(held)
    assert remains_of_items(held.index, "quincunx") == set()
    assert total(held, "allotment") == 1


@each_engine
def test_of_words_that_a_paper_has_no_more_none_is_left(held: Held, engine: EngineName) -> None:
    """The paper at the same address changed."""
    notes(held, 1, 2)
    put(held, "s3", SECRET)
    run(held, engine=engine)
    put(held, "s3", SECRET.replace("uincunx", "uadrangle"))
    run(held)
    left = remains_of_items(held.index, "quincunx")
    assert left == set()
    assert total(held, "quadrangle") == 1


def remains_of_items(index: Path, word: str) -> set[str]:
    """Where a word is left outside the cache, which keeps former versions of a page."""
    return remains(index, word) - {"readings.sqlite"}


@each_engine
def test_of_a_paper_that_only_says_who_attended_no_name_is_left(
    held: Held, engine: EngineName
) -> None:
    """No item tells what it tells: it lies in the records of the meeting and of the collection."""
    web(held, PAGE.read_text("utf-8"), HTML, f"{HOST}/ieListDocuments.aspx?CId=312&MId=900&Ver=4")
    attendance = ATTENDANCE.read_text("utf-8").replace("A Bellamy", "A Quincunx")
    web(held, attendance, HTML, ATTENDED)
    run(held, engine=engine)
    assert len(remains(held.index, "quincunx")) > 1
    with Corpus.open(held.corpus, create=False) as corpus:
        withdraw(corpus, IndexPlace(held.index), ATTENDED, reason="names a child", now=NOW)
    assert remains(held.index, "quincunx") == set()
    assert total(held, "play areas") > 0


@each_engine
def test_of_a_page_that_changed_no_name_of_its_records_is_left(
    held: Held, engine: EngineName
) -> None:
    """It was in no passage; the former page is replaced by the one of now."""
    page = PAGE.read_text("utf-8")
    web(held, page, HTML, f"{HOST}/ieListDocuments.aspx?CId=312&MId=900&Ver=4")
    attendance = ATTENDANCE.read_text("utf-8")
    web(held, attendance.replace("A Bellamy", "A Quincunx"), HTML, ATTENDED)
    run(held, engine=engine)
    web(held, attendance, HTML, ATTENDED)
    run(held)
    assert remains_of_items(held.index, "quincunx") == set()
    assert total(held, "play areas") > 0


@each_engine
def test_of_a_paper_that_could_not_be_read_no_name_is_left(held: Held, engine: EngineName) -> None:
    """It has no items, and yet it is listed: its address may name somebody."""
    notes(held, 1)
    url = f"{SITE}/s3/Quincunx.pdf"
    web(held, "%PDF-1.4 and no more", PDF, url)
    run(held, engine=engine)
    assert len(remains(held.index, "quincunx")) > 0
    with Corpus.open(held.corpus, create=False) as corpus:
        withdraw(corpus, IndexPlace(held.index), url, reason="names a child", now=NOW)
    assert remains(held.index, "quincunx") == set()
    assert total(held, "allotment") == 1


@each_engine
@pytest.mark.parametrize("step", ["create", "swap"])
def test_what_a_stopped_run_left_the_next_one_takes_away(
    held: Held, monkeypatch: pytest.MonkeyPatch, engine: EngineName, step: str
) -> None:
    """Also when there is nothing new by then."""
    notes(held, 1, 2)
    put(held, "s3", SECRET)
    run(held, engine=engine)
    put(held, "s3", SECRET.replace("uincunx", "uadrangle"))
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(IndexPlace, step, stop)
        run(held)
        raise Stopped  # an engine that forgets by itself needs no step of it
    run(held)
    assert remains_of_items(held.index, "quincunx") == set()
    assert total(held, "quadrangle") == 1


@each_engine
def test_of_a_paper_whose_first_run_was_stopped_no_word_is_left(
    held: Held, monkeypatch: pytest.MonkeyPatch, engine: EngineName
) -> None:
    """It was read and never indexed, and then withdrawn."""
    put(held, "s3", SECRET)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(Pusher, "push", stop)
        run(held, engine=engine)
    assert remains(held.index, "quincunx")
    notes(held, 1)
    take_out(held, "s3")
    assert remains(held.index, "quincunx") == set()
    assert total(held, "allotment") == 1


def test_a_withdrawn_paper_leaves_an_index_whose_state_cannot_be_told(held: Held) -> None:
    """A damaged current.json is no reason to leave its words there."""
    notes(held, 1)
    put(held, "s3", SECRET)
    run(held)
    (held.index / "current.json").write_text("{")
    take_out(held, "s3")
    assert remains(held.index, "quincunx") == set()
    assert total(held, "allotment") == 1
