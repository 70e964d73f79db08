"""A paper that is withdrawn leaves everything at once, and never comes back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from indexer.collection import CORRECTIONS
from indexer.errors import Withdrawn
from indexer.picture_cache import PictureCache
from indexer.place import IndexPlace
from indexer.store import Corpus, Kept

URL = "https://democracy.kelderby.gov.example/documents/s77/Secret.md"
PAPER = """# Allotments at Weaver Court

The Board considered the quincunx arrangement of the allotments.

RESOLVED that the arrangement be noted.
"""
OTHER = """# Ponds

The Board considered the ponds, which were frozen.
"""


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """Two papers, added and indexed."""
    (tmp_path / "Secret.md").write_text(PAPER, "utf-8")
    (tmp_path / "Ponds.md").write_text(OTHER, "utf-8")
    assert run(tmp_path, "add", "Secret.md", "--council", "kelderby", "--url", URL).exit_code == 0
    assert run(tmp_path, "add", "Ponds.md").exit_code == 0
    assert run(tmp_path, "index").exit_code == 0
    assert run(tmp_path, "search", "quincunx").exit_code == 0
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    paths = [
        str(folder / word) if word.endswith(".md") and "/" not in word else word for word in words
    ]
    where = ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
    return CliRunner().invoke(main, [*where, *paths])


def remains(folder: Path, words: bytes) -> list[Path]:
    """The files of corpus and index that hold these bytes."""
    files = [path for name in ("corpus", "index") for path in (folder / name).rglob("*")]
    return [path for path in files if path.is_file() and words in path.read_bytes().lower()]


@pytest.mark.parametrize("name", ["kelderby/documents/s77", URL, URL.replace("Secret", "Renamed")])
def test_withdrawn_paper_is_nowhere(held: Path, name: str) -> None:
    """Neither its words nor its bytes are in any file of corpus or index; the other paper is."""
    assert remains(held, b"quincunx")
    result = run(held, "withdraw", name, "--reason", "names a child")
    assert (result.exit_code, "kelderby/documents/s77" in result.output) == (0, True)
    assert remains(held, b"quincunx") == []
    assert run(held, "search", "quincunx").exit_code == 1
    assert run(held, "search", "quincunks~").exit_code == 1
    assert run(held, "show", "kelderby/documents/s77").exit_code == 1
    assert run(held, "search", "ponds").exit_code == 0


def test_withdrawn_paper_stays_out(held: Path, tmp_path: Path) -> None:
    """Not by the same bytes, not by other bytes from its address, not by a rebuild."""
    run(held, "withdraw", "kelderby/documents/s77", "--reason", "names a child")
    again = run(held, "add", "Secret.md")
    assert "withdrawn on" in again.output and "names a child" in again.output
    (tmp_path / "New.md").write_text(PAPER + "\nAnd more.\n", "utf-8")
    assert "withdrawn on" in run(held, "add", "New.md", "--url", URL).output
    assert run(held, "index", "--rebuild").exit_code == 0
    assert run(held, "search", "quincunx").exit_code == 1
    assert remains(held, b"quincunx") == []


def test_address_hash_day_and_reason_stay(held: Path) -> None:
    """What keeps it out is told, and counted in status."""
    run(held, "withdraw", URL, "--reason", "names a child")
    with Corpus.open(held / "corpus", create=False) as corpus:
        (paper,) = corpus.withdrawn()
        assert (paper.id, paper.address, paper.reason) == (
            "kelderby/documents/s77",
            URL,
            "names a child",
        )
        assert len(paper.hash) == 64
        assert corpus.is_withdrawn("kelderby", URL)
        with pytest.raises(Withdrawn, match="names a child"):
            corpus.add(
                Kept(paper.hash, 1),
                council="kelderby",
                media_type="text/markdown",
                now=datetime(2026, 11, 22, tzinfo=UTC),
                path="x.md",
            )
    assert "1 withdrawn" in run(held, "status").output


def test_former_states_of_its_address_go_too(held: Path, tmp_path: Path) -> None:
    """What stood at the address before is the same paper."""
    (tmp_path / "Later.md").write_text(PAPER.replace("noted", "approved"), "utf-8")
    assert run(held, "add", "Later.md", "--url", URL).exit_code == 0
    result = run(held, "withdraw", "kelderby/documents/s77", "--reason", "names a child")
    assert result.output.count("Withdrawn:") == 2
    assert remains(held, b"quincunx") == []


def test_pictures_of_its_pages_go_even_while_somebody_writes_to_the_index(held: Path) -> None:
    """They are of the paper's bytes, which are gone: nothing has to be waited for."""
    cache = PictureCache(held / "index")
    with Corpus.open(held / "corpus", create=False) as corpus:
        secret, ponds = (document.hash for document in corpus.documents())
    cache.put(secret, "1", b"a picture of a quincunx")
    cache.put(ponds, "1", b"a picture of a pond")
    with IndexPlace(held / "index").writing():
        assert run(held, "withdraw", URL, "--reason", "names a child").exit_code == 3
    assert (cache.get(secret, "1"), cache.get(ponds, "1")) == (None, b"a picture of a pond")


def test_broken_corrections_hold_nothing_up(held: Path) -> None:
    """Paper, file and pictures go at once; what is left, and what to do, is said; then the index too."""
    cache = PictureCache(held / "index")
    with Corpus.open(held / "corpus", create=False) as corpus:
        (secret,) = (d.hash for d in corpus.documents() if d.url == URL)
    cache.put(secret, "1", b"a picture of a quincunx")
    corrections = held / "corpus" / CORRECTIONS
    corrections.write_text("[[correction]]\nitem = ", "utf-8")
    result = run(held, "withdraw", URL, "--reason", "names a child")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "out of the corpus" in result.stderr and "`minutebook index`" in result.stderr
    assert str(corrections) in result.stderr and "Pictures" not in result.stderr
    assert not [path for path in remains(held, b"quincunx") if "corpus" in path.parts]
    assert cache.get(secret, "1") is None
    assert run(held, "search", "quincunx").exit_code == 0
    corrections.unlink()
    assert run(held, "index").exit_code == 0
    assert run(held, "search", "quincunx").exit_code == 1
    assert remains(held, b"quincunx") == []


def test_pictures_that_cannot_be_deleted_are_said(held: Path) -> None:
    """With the place to look at; corpus and index are rid of the paper all the same."""
    with Corpus.open(held / "corpus", create=False) as corpus:
        (secret,) = (d.hash for d in corpus.documents() if d.url == URL)
    (held / "index" / "pictures").mkdir(exist_ok=True)
    stuck = held / "index" / "pictures" / secret
    stuck.write_bytes(b"no folder, so that it is not taken away as one")
    result = run(held, "withdraw", URL, "--reason", "names a child")
    assert (result.exit_code, str(stuck) in result.stderr) == (3, True)
    assert "index` has run" not in result.stderr
    assert remains(held, b"quincunx") == []
    stuck.unlink()
    assert run(held, "withdraw", URL, "--reason", "names a child").exit_code == 0


def test_unknown_paper_is_said(held: Path) -> None:
    """Exit code 1, nothing on standard output, and nothing is withdrawn."""
    result = run(held, "withdraw", "kelderby/documents/s78", "--reason", "names a child")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run(held, "search", "quincunx").exit_code == 0


def test_an_item_is_no_paper(held: Path) -> None:
    """Whoever names an item is told the documents of it."""
    (hit,) = (
        line.strip()
        for line in run(held, "search", "quincunx").output.splitlines()
        if "kelderby/papers/" in line
    )
    result = run(held, "withdraw", hit, "--reason", "names a child")
    assert result.exit_code == 2
    assert "kelderby/documents/s77" in result.stderr


def test_a_reason_is_asked_for(held: Path) -> None:
    """Without one, or with a blank one, the call is wrong."""
    assert run(held, "withdraw", URL).exit_code == 2
    assert run(held, "withdraw", URL, "--reason", " ").exit_code == 2
