"""The corpus: what goes in stays, once, whole, with where it came from."""

import errno
import hashlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import bodies
from indexer.councils import council_of, document_key, plain_address
from indexer.errors import Failed, Locked, Unreadable
from indexer.store import Added, Corpus

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CHECKOUT = Path(__file__).parents[1]
LATER = NOW + timedelta(days=3)
REPORT = "https://democracy.kelderby.gov.example/documents/s5001/Outcome Report.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the corpus is to be."""
    return tmp_path / "corpus"


def put(
    corpus: Corpus,
    data: bytes,
    *,
    path: str | None = None,
    url: str | None = None,
    council: str = "kelderby",
    media_type: str = "application/pdf",
    now: datetime = NOW,
) -> Added:
    """Add bytes."""
    return corpus.add(
        io.BytesIO(data), council=council, media_type=media_type, now=now, path=path, url=url
    )


# --- what is held ---------------------------------------------------------------------------------


def test_added_file_is_held_whole(folder: Path, tmp_path: Path) -> None:
    """A file added is held byte for byte under its hash, with origin, time, media type and size."""
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(b"%PDF-1.4 minutes")
    with Corpus.open(folder, create=True) as corpus:
        added = corpus.add(
            paper, council="kelderby", media_type="application/pdf", now=NOW, path="minutes.pdf"
        )
        document = added.document
        digest = hashlib.sha256(b"%PDF-1.4 minutes").hexdigest()
        assert added.outcome == "new"
        assert (document.number, document.id) == (1, f"kelderby/documents/{digest[:16]}")
        assert (document.hash, document.size, document.added) == (digest, 16, NOW)
        assert (document.source, document.url) == ("minutes.pdf", None)
        assert corpus.body_path(document) == folder / "bodies" / digest[:2] / digest
        assert corpus.read(document) == b"%PDF-1.4 minutes"
        assert corpus.documents() == [document]


def test_corpus_is_there_when_opened_again(folder: Path) -> None:
    """What was added is there for the next process."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"one", path="a.pdf").document
    with Corpus.open(folder, create=False) as corpus:
        assert corpus.documents() == [document]
        assert corpus.document(document.id) == document
        assert corpus.councils() == ["kelderby"]


def test_same_bytes_are_held_once_with_both_origins(folder: Path) -> None:
    """The same file from two paths is one document with both origins, in order of first sight."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", path="a.pdf")
        added = put(corpus, b"one", path="b.pdf", now=LATER)
        assert added.outcome == "held"
        assert [(o.address, o.seen) for o in added.document.origins] == [
            ("a.pdf", NOW),
            ("b.pdf", LATER),
        ]
        assert len(corpus.documents()) == 1
    assert len([p for p in (folder / "bodies").rglob("*") if p.is_file()]) == 1


def test_same_file_again_changes_nothing(folder: Path) -> None:
    """Adding the same file from the same place again gives the very document held."""
    with Corpus.open(folder, create=True) as corpus:
        first = put(corpus, b"one", path="a.pdf")
        again = put(corpus, b"one", path="a.pdf", now=LATER)
        assert (again.outcome, again.document) == ("held", first.document)


def test_two_councils_share_a_body(folder: Path) -> None:
    """The same bytes in two councils are two documents but one body."""
    with Corpus.open(folder, create=True) as corpus:
        one = put(corpus, b"one", path="a.pdf").document
        two = put(corpus, b"one", path="a.pdf", council="ashby").document
        assert (two.number, two.id[:6], two.same_path_before) == (2, "ashby/", ())
        assert corpus.body_path(one) == corpus.body_path(two)
        assert corpus.councils() == ["ashby", "kelderby"]


def test_path_and_address_together(folder: Path) -> None:
    """A file added with its address has both origins, and the address is its source."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"one", path="a.pdf", url=REPORT).document
        assert [origin.kind for origin in document.origins] == ["path", "url"]
        assert document.source == document.url == REPORT
        assert document.id == "kelderby/documents/s5001"


def test_empty_file_is_held(folder: Path) -> None:
    """An empty file is taken like any other; that it is empty shows when it is read."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"", path="empty.pdf").document
        assert document.size == 0
        assert corpus.read(document) == b""


def test_large_stream_is_copied_in_pieces(folder: Path) -> None:
    """100 MB of zeros are never asked for in one piece."""

    class Zeros(io.RawIOBase):
        left = 100_000_000

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1 << 22
            piece = bytes(min(size, self.left))
            self.left -= len(piece)
            return piece

    with Corpus.open(folder, create=True) as corpus:
        added = corpus.add(
            Zeros(),  # type: ignore[arg-type]
            council="kelderby",
            media_type="application/pdf",
            now=NOW,
            path="zeros.pdf",
        )
        assert added.document.size == 100_000_000


# --- places that change -----------------------------------------------------------------------


def test_new_bytes_at_an_address_supersede_the_old(folder: Path) -> None:
    """New bytes under a known address replace the old, which stay, named by their hash."""
    with Corpus.open(folder, create=True) as corpus:
        old = put(corpus, b"one", url=REPORT).document
        added = put(corpus, b"two", url=REPORT, now=LATER)
        assert added.outcome == "changed"
        assert added.document.id == "kelderby/documents/s5001"
        before, after = corpus.documents()
        assert (before.superseded, after.superseded) == (True, False)
        assert before.id == f"kelderby/documents/{old.hash[:16]}"
        assert corpus.read(before) == b"one"
        assert corpus.document(before.id) == before
        assert corpus.document("kelderby/documents/s5001") == after


def test_a_new_title_in_a_moderngov_address_is_the_same_place(folder: Path) -> None:
    """Letter and number are the place; the title and the host around them may change."""
    renamed = "https://moderngov.kelderby.gov.example/Documents/S5001/Final%20Report.pdf#page=2"
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", url=REPORT)
        assert put(corpus, b"one", url=renamed).outcome == "held"
        (document,) = corpus.documents()
        assert [origin.address for origin in document.origins] == [renamed]
        assert put(corpus, b"two", url=REPORT).outcome == "changed"


def test_old_bytes_that_come_back_are_current_again(folder: Path) -> None:
    """A site that goes back to the old file makes the old document the current one."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", url=REPORT)
        put(corpus, b"two", url=REPORT)
        added = put(corpus, b"one", url=REPORT)
        assert (added.outcome, added.document.number) == ("changed", 1)
        assert added.document.id == "kelderby/documents/s5001"
        assert [document.superseded for document in corpus.documents()] == [False, True]


def test_bytes_at_a_second_address_are_not_superseded(folder: Path) -> None:
    """A document stays current while one of its addresses still gives it."""
    other = REPORT.replace("s5001", "s5002")
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", url=REPORT)
        put(corpus, b"one", url=other)
        put(corpus, b"two", url=REPORT)
        first, second = corpus.documents()
        assert not first.superseded
        assert first.url == other
        assert [origin.current for origin in first.origins] == [False, True]
        assert second.id == "kelderby/documents/s5001"
        assert corpus.document("kelderby/documents/s5002") == first


def test_new_bytes_at_a_path_leave_both_current(folder: Path) -> None:
    """New bytes under a known path are a second document that knows the first."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", path="minutes.pdf")
        assert put(corpus, b"two", path="minutes.pdf").outcome == "changed"
        put(corpus, b"three", path="minutes.pdf")
        documents = corpus.documents()
        assert [document.same_path_before for document in documents] == [(), (1,), (1, 2)]
        assert not any(document.superseded for document in documents)


def test_the_same_relative_path_elsewhere_is_another_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`minutes.txt` given in two working folders is not one place; `./minutes.txt` is the same."""
    with Corpus.open(folder, create=True) as corpus:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "minutes.txt").write_text(name)
            monkeypatch.chdir(tmp_path / name)
            given = {"council": "kelderby", "media_type": "text/plain", "now": NOW}
            corpus.add(Path("minutes.txt"), path="minutes.txt", **given)  # type: ignore[arg-type]
        assert [document.same_path_before for document in corpus.documents()] == [(), ()]
        (tmp_path / "two" / "minutes.txt").write_text("three")
        added = corpus.add(Path("./minutes.txt"), path="./minutes.txt", **given)  # type: ignore[arg-type]
        assert added.document.same_path_before == (2,)


def test_an_identifier_once_given_stays(folder: Path) -> None:
    """A file held before the crawl finds it keeps its name; letter and number answer too."""
    with Corpus.open(folder, create=True) as corpus:
        first = put(corpus, b"one", path="a.pdf").document
        added = put(corpus, b"one", url=REPORT)
        assert (added.outcome, added.document.id) == ("held", first.id)
        assert corpus.document("kelderby/documents/s5001") == added.document


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (REPORT, "s5001"),
        ("https://x.example/committees/documents/b77/Supplement.pdf?T=9", "b77"),
        ("https://x.example/documents/g900/Public reports pack.pdf?T=10&J=2", "g900-10"),
        ("https://x.example/documents/g900/Agenda frontsheet.pdf?t=0", "g900-0"),
    ],
)
def test_moderngov_documents_bear_letter_and_number(folder: Path, url: str, name: str) -> None:
    """A ModernGov document is named by letter and number, `g…` with its T."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"one", url=url).document
        assert document.id == f"kelderby/documents/{name}"
        assert corpus.document(document.id) == document


def test_identifiers_not_held(folder: Path) -> None:
    """An identifier that nothing bears gives None."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", url=REPORT)
        for name in ("kelderby/documents/s5002", "ashby/documents/s5001", "kelderby", "", "%"):
            assert corpus.document(name) is None


def test_a_better_name_makes_text_of_it(folder: Path) -> None:
    """Text called .pdf, then added again as .txt, is text; the other way round it stays text."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"Minutes", path="a.pdf")
        assert put(
            corpus, b"Minutes", path="a.txt", media_type="text/plain"
        ).document.media_type == ("text/plain")
        assert put(corpus, b"Minutes", path="b.pdf").document.media_type == "text/plain"


# --- problems ---------------------------------------------------------------------------------


def test_problem_stands_until_the_source_is_added(folder: Path) -> None:
    """A problem keeps its first date and its last reason, and goes when the source is added."""
    with Corpus.open(folder, create=True) as corpus:
        corpus.note_problem("a.pdf", "may not be read", now=NOW, council="kelderby")
        corpus.note_problem("a.pdf", "a link that leads nowhere", now=LATER)
        (problem,) = corpus.problems()
        assert (problem.source, problem.reason, problem.since) == (
            "a.pdf",
            "a link that leads nowhere",
            NOW,
        )
        put(corpus, b"other", path="b.pdf")
        assert len(corpus.problems()) == 1
        put(corpus, b"one", path="a.pdf")
        assert corpus.problems() == []


# --- what goes wrong --------------------------------------------------------------------------


def test_file_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    """A file that is gone or fails while it is read is Unreadable, and leaves nothing behind."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(errno.EIO, "Input/output error")
            return super().read(3)

    with Corpus.open(folder, create=True) as corpus:
        for content in (tmp_path / "gone.pdf", Broken(b"minutes")):
            with pytest.raises(Unreadable, match="may not be read"):
                corpus.add(
                    content, council="kelderby", media_type="text/plain", now=NOW, path="x.txt"
                )
        assert corpus.documents() == []
    assert list((folder / "incoming").iterdir()) == []


def full(*_: object, **__: object) -> Any:
    """What a call answers on a full disk."""
    raise OSError(errno.ENOSPC, "No space left on device")


class FullFile:
    """A file on a full disk: opened, but takes no byte."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> "FullFile":
        """The file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._file.close()

    def write(self, data: bytes) -> int:
        self._file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")


def full_at_write(patch: pytest.MonkeyPatch) -> None:
    """Let the disk fill up halfway through a temporary file."""
    opened = Path.open

    def open_full(path: Path, mode: str = "r", *rest: Any) -> Any:
        file = opened(path, mode, *rest)
        return FullFile(file) if mode == "xb" else file

    patch.setattr(Path, "open", open_full)


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "folder": lambda patch: patch.setattr(Path, "mkdir", full),
    "write": full_at_write,
    "fsync": lambda patch: patch.setattr(os, "fsync", full),
    "rename": lambda patch: patch.setattr(Path, "replace", full),
    "folder's fsync": lambda patch: patch.setattr(bodies, "_flush_names", full),
}


@pytest.mark.parametrize("step", STEPS)
def test_full_disk_at_each_step(folder: Path, step: str) -> None:
    """A disk that fills up says so, loses nothing held, leaves no half file; later it goes on."""
    with Corpus.open(folder, create=True) as corpus:
        held = put(corpus, b"one", path="a.pdf").document
        with pytest.MonkeyPatch.context() as patch:
            STEPS[step](patch)
            with pytest.raises(Failed, match=r"disk is full.*free some space.*is safe"):
                put(corpus, b"two", path="b.pdf")
        assert corpus.documents() == [held]
        assert corpus.read(held) == b"one"
        assert list((folder / "incoming").iterdir()) == []
        assert put(corpus, b"two", path="b.pdf").outcome == "new"


def test_full_disk_in_the_catalogue(folder: Path) -> None:
    """A catalogue that SQLite cannot enlarge is a full disk: no row, and nothing held is lost."""
    with Corpus.open(folder, create=True) as corpus:
        held = put(corpus, b"one", path="a.pdf").document
        (pages,) = corpus._db.execute("PRAGMA page_count").fetchone()
        corpus._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Failed, match=r"disk is full.*is safe"):
            put(corpus, b"two", path="b" * 100_000)
        assert corpus.documents() == [held]
        corpus._db.execute("PRAGMA max_page_count = 1000000")
        assert put(corpus, b"two", path="b.pdf").outcome == "new"


def test_full_disk_at_commit(folder: Path) -> None:
    """A disk that is full at the very commit leaves no row."""

    class FullAtCommit:
        def __init__(self, real: sqlite3.Connection) -> None:
            self.real = real

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

        def execute(self, sql: str, *values: Any) -> Any:
            if sql == "COMMIT":
                raise sqlite3.OperationalError("database or disk is full")
            return self.real.execute(sql, *values)

    with Corpus.open(folder, create=True) as corpus:
        real = corpus.catalogue.db
        corpus.catalogue.db = FullAtCommit(real)  # type: ignore[assignment]
        with pytest.raises(Failed, match="disk is full"):
            put(corpus, b"one", path="a.pdf")
        corpus.catalogue.db = real
        assert corpus.documents() == []
        assert put(corpus, b"one", path="a.pdf").outcome == "new"


def test_body_without_a_row_is_harmless(folder: Path) -> None:
    """Bytes that a killed process left without a row are used when they come again."""
    digest = hashlib.sha256(b"one").hexdigest()
    (folder / "bodies" / digest[:2]).mkdir(parents=True)
    (folder / "bodies" / digest[:2] / digest).write_bytes(b"one")
    with Corpus.open(folder, create=True) as corpus:
        assert corpus.documents() == []
        assert put(corpus, b"one", path="a.pdf").outcome == "new"


@pytest.mark.parametrize("damage", [b"", b"onX", b"one and more"])
def test_damaged_body_is_told_and_mended(folder: Path, damage: bytes) -> None:
    """Bytes that have changed on the disk are never handed out; adding them again mends them."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"one", path="a.pdf").document
        corpus.body_path(document).write_bytes(damage)
        with pytest.raises(Unreadable, match="damaged; add it again"):
            corpus.read(document)
        put(corpus, b"one", path="a.pdf")
        assert corpus.read(document) == b"one"


def test_lost_body_is_told(folder: Path) -> None:
    """A body that is gone is Unreadable."""
    with Corpus.open(folder, create=True) as corpus:
        document = put(corpus, b"one", path="a.pdf").document
        corpus.body_path(document).unlink()
        with pytest.raises(Unreadable, match="cannot be read in the corpus"):
            corpus.read(document)


def test_what_killed_processes_left_is_swept(folder: Path) -> None:
    """A temporary file of days ago goes; one of another process at work stays."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", path="a.pdf")
        old, fresh = folder / "incoming" / "old.part", folder / "incoming" / "fresh.part"
        old.write_bytes(b"half")
        fresh.write_bytes(b"half")
        os.utime(old, (0, 0))
        put(corpus, b"two", path="b.pdf")
    assert [path.name for path in (folder / "incoming").iterdir()] == ["fresh.part"]


def test_no_corpus(folder: Path) -> None:
    """Where there is no corpus and none is to be made, that is said and none is made."""
    with pytest.raises(Failed, match="There is no corpus in"):
        Corpus.open(folder, create=False)
    assert not folder.exists()


def test_newer_catalogue_is_refused(folder: Path) -> None:
    """A catalogue of a newer version is refused and left as it is."""
    Corpus.open(folder, create=True).close()
    with sqlite3.connect(folder / "catalogue.sqlite") as catalogue:
        catalogue.execute("PRAGMA user_version = 99")
    catalogue.close()
    with pytest.raises(Failed, match="newer Minutebook"):
        Corpus.open(folder, create=True)


def test_damaged_catalogue_is_refused(folder: Path) -> None:
    """A catalogue that is no database is a failure that names the corpus."""
    folder.mkdir()
    (folder / "catalogue.sqlite").write_bytes(b"this is no database " * 100)
    with pytest.raises(Failed, match=r"catalogue of the corpus .* not a database"):
        Corpus.open(folder, create=False)


def test_corpus_that_is_a_file(tmp_path: Path) -> None:
    """A corpus folder that is a file is a failure, not a stack of internals."""
    (tmp_path / "corpus").write_text("x")
    with pytest.raises(Failed, match="cannot be used"):
        Corpus.open(tmp_path / "corpus", create=True)


@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_corpus_that_may_only_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, open_elsewhere: bool
) -> None:
    """Where we may not write, a corpus is read all the same, and adding to it says why not."""
    writer = Corpus.open(folder, create=True)
    document = put(writer, b"one", path="a.pdf").document
    if not open_elsewhere:
        writer.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Corpus.open(folder, create=False) as corpus:
        assert corpus.documents() == [document]
        assert corpus.read(document) == b"one"
        with pytest.raises(Failed, match="readonly"):
            put(corpus, b"two", path="b.pdf")
    writer.close()


def test_locked_catalogue(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that another process keeps locked is Locked, once patience is at its end."""
    monkeypatch.setattr("indexer.catalogue._WAIT", 0.01)
    with Corpus.open(folder, create=True) as corpus, Corpus.open(folder, create=False) as other:
        other._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked, match="Another Minutebook process"):
            put(corpus, b"one", path="a.pdf")
        other._db.execute("ROLLBACK")
        assert put(corpus, b"one", path="a.pdf").outcome == "new"


ADDER = """
import io, sys
from datetime import UTC, datetime
from pathlib import Path
from indexer.store import Corpus
with Corpus.open(Path(sys.argv[1]), create=True) as corpus:
    for number in range(60):
        corpus.add(io.BytesIO(b"%d" % number), council="kelderby", media_type="text/plain",
            now=datetime(2026, 11, 20, tzinfo=UTC), path=f"{sys.argv[2]}/{number}.txt")
"""


def test_two_processes_add_at_once(folder: Path) -> None:
    """Three processes that make one corpus and add the same files at once hold each file once."""
    adders = [
        subprocess.Popen([sys.executable, "-c", ADDER, str(folder), name], cwd=CHECKOUT)
        for name in ("a", "b", "c")
    ]
    assert [adder.wait(timeout=300) for adder in adders] == [0, 0, 0]
    with Corpus.open(folder, create=False) as corpus:
        documents = corpus.documents()
        assert len(documents) == 60
        assert {len(document.origins) for document in documents} == {3}
        assert [corpus.read(document) for document in documents]


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "council"),
    [
        ("https://edemocracy.coventry.gov.uk/ieListDocuments.aspx?CId=1", "coventry"),
        ("https://moderngov.coventry.gov.uk", "coventry"),
        ("https://democracy.kelderby.gov.example/", "kelderby"),
        ("https://kelderby.moderngov.co.uk/mgWhatsNew.aspx", "kelderby"),
        ("https://www.kelderby.gov.uk", "kelderby"),
        ("https://kelderby.gov.uk/moderngov/", "kelderby"),
        ("HTTPS://WWW2.Kelderby.GOV.UK.:8443/x", "kelderby"),
        ("https://committees.east-kelderby.gov.uk", "east-kelderby"),
        ("https://democratiaeth.kelderby.llyw.cymru", "kelderby"),
        ("https://kelderby.cmis.uk.com/kcc_live/", "kelderby"),
        ("https://mycouncil.kelderby.org.uk", "kelderby"),
        ("https://democracy.kelderby.example", "kelderby"),
        ("https://kelderby.example:8000/", "kelderby"),
        ("https://councilmeetings.kelderby.ie", "kelderby"),
        ("https://moderngov.co.uk/", None),
        ("https://www.gov.uk/x", None),
        ("http://127.0.0.1:8000/", None),
        ("http://[::1]:8000/", None),
        ("http://[kelderby", None),
        ("http://localhost/", None),
        ("kelderby.gov.uk", None),
        ("https://-.gov.uk/", None),
        ("", None),
    ],
)
def test_council_of_an_address(url: str, council: str | None) -> None:
    """The council is the own part of the host; an address without one has none."""
    assert council_of(url) == council


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/documents/g900/Pack.pdf",
        "https://x.example/documents/g900/Pack.pdf?T=",
        "https://x.example/documents/s/Report.pdf",
        "https://x.example/mydocuments/s5001/Report.pdf",
        "https://x.example/documents/s5001x/Report.pdf",
        "https://x.example/?file=/documents/s5001/Report.pdf",
        "http://[x/documents/s5001/a.pdf",
    ],
)
def test_addresses_without_a_key(url: str) -> None:
    """What does not say letter and number as a ModernGov document does has no key."""
    assert document_key(url) is None


def test_one_address_written_in_two_ways(folder: Path) -> None:
    """Case of the host, raw spaces and a fragment make no other place."""
    with Corpus.open(folder, create=True) as corpus:
        put(corpus, b"one", url="https://Kelderby.example/a paper.pdf#page=2")
        assert put(corpus, b"two", url="https://kelderby.example/a%20paper.pdf").outcome == (
            "changed"
        )


@given(st.text())
def test_any_text_as_an_address(text: str) -> None:
    """Nothing given as an address breaks what reads it, and one way of writing is final."""
    council_of(text)
    document_key(text)
    assert plain_address(plain_address(text)) == plain_address(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=14))
def test_any_history_of_places(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[int, int, bool]]
) -> None:
    """Whatever comes from wherever: the last bytes of an address are current, all bytes stay."""
    now_at: dict[int, bytes] = {}
    folder = tmp_path_factory.mktemp("history")
    with Corpus.open(folder, create=True) as corpus:
        for body, place, web in history:
            data = b"%d" % body
            url = f"https://x.example/documents/s{place}/a.pdf" if web else None
            put(corpus, data, url=url, path=None if web else f"{place}.pdf")
            if web:
                now_at[place] = data
        documents = corpus.documents()
        assert {corpus.read(d) for d in documents} == {b"%d" % body for body, _, _ in history}
        assert len({d.id for d in documents}) == len(documents)
        for place, data in now_at.items():
            current = corpus.document(f"kelderby/documents/s{place}")
            assert current is not None
            assert corpus.read(current) == data
            assert not current.superseded
        for d in documents:
            assert corpus.document(d.id) == d
