"""Papers that cannot be read: each is listed with its reason, and the rest is indexed all the same."""

import io
import json
import random
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner
from office_files import docx, odt, p, zipped

from cli import main
from indexer.sample import sample_folder

PAGE = sample_folder() / "pages" / "2024-09-12-931.html"
REPORT = next((sample_folder() / "documents" / "s5032").glob("*.pdf"))
HUNDRED_MEGABYTES = 100 * 1024 * 1024

BAD = {
    "empty.pdf": "empty (0 bytes)",
    "text.pdf": "called .pdf, but holds plain text",
    "page.pdf": "called .pdf, but holds an HTML page",
    "zeros.pdf": "called .pdf, but holds only zeros",
    "zeros.txt": "called .txt, but holds only zeros",
    "random.pdf": "called .pdf, but holds other data",
    "random.html": "called .html, but holds other data",
    "locked.pdf": "password",
    "locked.odt": "password",
    "bomb.docx": "larger than 64 MB",
    "cut.docx": "cut off or damaged",
    "rich.doc": "called .doc, but holds RTF",
    "truncated.pdf": None,
    "spaces.txt": None,
    "blank.pdf": None,
}
"""Every bad paper, and words of the reason where they are certain."""


def locked() -> bytes:
    """The report, locked with a password."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(REPORT))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def blank() -> bytes:
    """A PDF of one page without a word."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def write_papers(folder: Path) -> None:
    """The bad papers, with three good ones among them."""
    noise = random.Random(7).randbytes(40_000)
    bodies = {
        "empty.pdf": b"",
        "text.pdf": b"RESOLVED that the report be noted.\n" * 20,
        "page.pdf": PAGE.read_bytes() + b"\n",
        "random.pdf": noise,
        "random.html": noise[:30_000],
        "locked.pdf": locked(),
        "locked.odt": odt("", manifest="<encryption-data/>"),
        "bomb.docx": zipped({"word/document.xml": b"<a>" + bytes(HUNDRED_MEGABYTES)}),
        "cut.docx": docx(p("Minutes"))[:-60],
        "rich.doc": b"{\\rtf1\\ansi Minutes}",
        "truncated.pdf": REPORT.read_bytes()[: REPORT.stat().st_size // 4],
        "spaces.txt": b" \n\t\n" * 500,
        "blank.pdf": blank(),
        "good.html": PAGE.read_bytes(),
        "good.pdf": REPORT.read_bytes(),
        "windows-1252.html": (
            PAGE.read_text("utf-8")
            .replace('charset="utf-8"', 'charset="windows-1252"')
            .replace("12th September, 2024", "19th September, 2024")
            .encode("windows-1252")
        ),
    }
    for name, body in bodies.items():
        (folder / name).write_bytes(body)
    for name, size in (("zeros.pdf", HUNDRED_MEGABYTES), ("zeros.txt", HUNDRED_MEGABYTES + 1)):
        with (folder / name).open("wb") as file:
            file.truncate(size)  # holds no blocks: a file with a hole


def call(folder: Path, *words: str) -> Any:
    """What the command prints as JSON; it must end well."""
    places = ("--corpus", str(folder / "corpus"), "--index", str(folder / "index"))
    result = CliRunner().invoke(main, [*places, *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def status(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What `status` says once all of them were added and indexed; every command exits with 0."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "papers").mkdir()
    write_papers(folder / "papers")
    call(folder, "add", str(folder / "papers"), "--council", "kelderby")
    call(folder, "index", "--workers", "2")
    again = call(folder, "index", "--workers", "2")
    assert again["read"] == 0, "what could not be read is not tried again in every run"
    found = call(folder, "status")
    found["meetings"] = call(folder, "list", "meetings")["entries"]
    return found


@pytest.mark.parametrize("name", BAD)
def test_each_bad_paper_is_listed_once_with_its_reason(status: Any, name: str) -> None:
    """A person finds in `status` which paper it is and why; never a word of a library's error."""
    problems = [one for one in status["problems"] if Path(one["source"]).name == name]
    assert len(problems) == 1
    reason = problems[0]["reason"]
    assert (BAD[name] or "") in reason
    assert not any(word in reason for word in ("Error", "Exception", "Traceback", "None"))


def test_nothing_else_is_listed(status: Any) -> None:
    """Papers that can be read are no problem."""
    assert len(status["problems"]) == len(BAD)
    assert status["documents"]["read"] == 3


def test_the_rest_is_indexed(status: Any) -> None:
    """The page, the page in windows-1252 and the report beside them are held, with their items."""
    assert {(one["date"], one["items"]) for one in status["meetings"]} == {
        ("2024-09-12", 7),
        ("2024-09-19", 7),
    }


def test_a_copy_under_a_wrong_name_hides_no_good_paper(tmp_path: Path) -> None:
    """The same bytes called .pdf and called .html are one document, and it is read as what it is."""
    (tmp_path / "papers").mkdir()
    for name in ("a.pdf", "b.html"):
        (tmp_path / "papers" / name).write_bytes(PAGE.read_bytes())
    call(tmp_path, "add", str(tmp_path / "papers"), "--council", "kelderby")
    call(tmp_path, "index", "--workers", "1")
    assert [one["date"] for one in call(tmp_path, "list", "meetings")["entries"]] == ["2024-09-12"]
