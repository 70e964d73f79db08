"""Files and folders as the user has them: what is taken, what is left out, and why."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import BadCall
from indexer.sources import folder
from indexer.sources.folder import Found, LeftOut, papers

PDF = b"%PDF-1.4\n"


def lay(root: Path, *names: str, data: bytes = PDF) -> None:
    """Put files of these names under `root`."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def link(at: Path, to: Path | str) -> None:
    """Make a symbolic link, or skip the test where they cannot be made."""
    try:
        at.symlink_to(to, target_is_directory=Path(to).is_dir())
    except (OSError, NotImplementedError) as error:  # Windows without the privilege
        pytest.skip(f"no symbolic links here: {error}")


def shown(*paths: Path | str, url: str | None = None, skip: tuple[Path, ...] = ()) -> list[str]:
    """What is found, by the path shown, as far as it is taken."""
    found = papers([str(path) for path in paths], url=url, skip=skip)
    return [paper.shown for paper in found if isinstance(paper, Found)]


def left_out(*paths: Path | str) -> dict[str, str]:
    """What is left out, with the reasons."""
    found = papers([str(path) for path in paths])
    return {paper.shown: paper.reason for paper in found if isinstance(paper, LeftOut)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def test_files_and_folders_in_order(here: Path) -> None:
    """Files are found in the order of the paths given and then of their names, paths as given."""
    lay(here, "b/2.pdf", "b/10.pdf", "b/a/z.pdf", "a.pdf", "b/c.md", data=b"%PDF-1.4")
    assert shown("b", "./a.pdf") == ["b/10.pdf", "b/2.pdf", "b/a/z.pdf", "b/c.md", "./a.pdf"]
    assert shown("b/") == shown("b")
    assert shown(".")[0] == "./a.pdf"


def test_found_tells_file_and_kind(here: Path) -> None:
    """What is found can be opened and has its media type."""
    lay(here, "minutes.txt", data=b"Minutes")
    (found,) = papers(["minutes.txt"])
    assert isinstance(found, Found)
    assert found.path.read_bytes() == b"Minutes"
    assert (found.media_type, found.url) == ("text/plain", None)


def test_hidden_files_and_litter_are_passed_over(here: Path) -> None:
    """What systems and editors strew about is neither taken nor mentioned, at any depth."""
    lay(here, "p/.git/a.pdf", "p/.hidden.pdf", "p/Thumbs.db", "p/DESKTOP.INI", "p/~$a.docx")
    lay(here, "p/__MACOSX/a.pdf", "p/q/.DS_Store", "p/q/a.pdf", "p/.~lock.a.odt#")
    assert shown("p") == ["p/q/a.pdf"]
    assert left_out("p") == {}


def test_hidden_path_given_is_taken(here: Path) -> None:
    """A hidden path that the user names is meant."""
    lay(here, ".papers/a.pdf")
    assert shown(".papers", ".papers/a.pdf") == [".papers/a.pdf"] * 2


def test_other_kinds_are_left_out(here: Path) -> None:
    """What is no paper is named with the reason; a name that promises one is taken."""
    lay(here, "p/photo.jpg", data=b"\xff\xd8\xff\0")
    lay(here, "p/zeros.bin", "p/zeros.pdf", data=bytes(5000))
    lay(here, "p/nothing", "p/nothing.pdf", data=b"")
    assert shown("p") == ["p/nothing.pdf", "p/zeros.pdf"]
    reasons = left_out("p")
    assert list(reasons) == ["p/nothing", "p/photo.jpg", "p/zeros.bin"]
    assert reasons["p/photo.jpg"].startswith("not a kind of paper that Minutebook takes (PDF, ")
    assert reasons["p/nothing"] == "empty (0 bytes)"


def test_too_large(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is left out."""
    lay(here, "a.pdf")
    monkeypatch.setattr(folder, "LARGEST", 5)
    assert "larger than" in left_out("a.pdf")["a.pdf"]


def test_skipped_folders(here: Path) -> None:
    """The corpus and the index, lying in the folder that is added, are not added to themselves."""
    lay(here, "a.pdf", "corpus/bodies/ab/abcd", "corpus2/b.pdf")
    assert shown(".", skip=(Path("corpus"), Path("gone"))) == ["./a.pdf", "./corpus2/b.pdf"]


def test_path_that_does_not_exist(here: Path) -> None:
    """A path that does not exist is a wrong call that names it, before anything is read."""
    lay(here, "a.pdf")
    for wrong in ("gone.pdf", "a.pdf/b", "", "x" * 5000, "a\0b"):
        with pytest.raises(BadCall, match="does not exist; name a file or folder"):
            papers(["a.pdf", wrong])


def test_links_are_followed_and_loops_entered_once(here: Path) -> None:
    """A loop of links ends; a folder reached twice is entered once; a linked file is found."""
    lay(here, "p/a.pdf", "elsewhere/b.pdf")
    link(here / "p" / "loop", here / "p")
    link(here / "p" / "up", here)
    link(here / "p" / "b.pdf", here / "elsewhere" / "b.pdf")
    assert shown("p") == ["p/a.pdf", "p/b.pdf", "p/up/elsewhere/b.pdf"]
    assert left_out("p") == {}


def test_links_that_lead_nowhere(here: Path) -> None:
    """A link to nothing and a link to itself are left out, each with its reason."""
    (here / "p").mkdir()
    link(here / "p" / "nowhere.pdf", "gone.pdf")
    link(here / "p" / "self.pdf", "self.pdf")
    reasons = left_out("p", "p/nowhere.pdf")
    assert "leads nowhere" in reasons["p/nowhere.pdf"]
    if sys.platform != "win32":
        assert "round in a circle" in reasons["p/self.pdf"]


def test_what_may_not_be_read(here: Path) -> None:
    """A file and a folder without permission are left out; the rest is found all the same."""
    lay(here, "p/a.pdf", "p/b.pdf", "p/c/d.pdf")
    (here / "p/b.pdf").chmod(0)
    (here / "p/c").chmod(0)
    try:
        if os.access("p/b.pdf", os.R_OK):
            pytest.skip("permission cannot be taken away here (root, or Windows)")
        assert shown("p") == ["p/a.pdf"]
        assert set(left_out("p", "p/c/d.pdf").items()) == {
            (name, "may not be read: permission denied") for name in ("p/b.pdf", "p/c", "p/c/d.pdf")
        }
    finally:
        (here / "p/c").chmod(0o700)


def test_permission_denied_is_said(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for anybody, root too: opening is refused, and that is the reason given."""
    lay(here, "p/a.pdf", "p/b.pdf", "p/c.pdf")
    opened = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        if path.name == "b.pdf":
            raise OSError(5, "Input/output error")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    assert left_out("p") == {
        "p/a.pdf": "may not be read: permission denied",
        "p/b.pdf": "may not be read: input/output error",
    }
    assert shown("p") == ["p/c.pdf"]


def test_pipe_is_left_out(here: Path) -> None:
    """A pipe, which would keep us waiting for ever, is not opened."""
    if sys.platform == "win32":
        pytest.skip("no named pipes among files on Windows")
    os.mkfifo("minutes.pdf")
    assert "a pipe" in left_out("minutes.pdf")["minutes.pdf"]


def test_name_that_is_no_utf8(here: Path) -> None:
    """A name of undecodable bytes is found, and shown so that it can be printed and stored."""
    if sys.platform in ("win32", "darwin"):
        pytest.skip("names are Unicode here")
    Path(os.fsdecode(b"min\xfftes.pdf")).write_bytes(PDF)
    (found,) = papers(["."], url="https://kelderby.example/p")
    assert isinstance(found, Found)
    assert found.shown == "./min\ufffdtes.pdf"
    assert found.url == "https://kelderby.example/p/min%FFtes.pdf"
    assert found.path.read_bytes() == PDF


# --- addresses --------------------------------------------------------------------------------


def urls(*paths: str, url: str) -> list[str | None]:
    """The addresses of what is found."""
    return [paper.url for paper in papers(paths, url=url) if isinstance(paper, Found)]


def test_address_of_a_file(here: Path) -> None:
    """The address given for one file is that file's."""
    lay(here, "pack.pdf")
    address = "https://x.example/documents/g900/Pack one.pdf?T=10"
    assert urls("pack.pdf", url=address) == [address]


@pytest.mark.parametrize("base", ["https://x.example/committees", "https://x.example/committees/"])
def test_addresses_under_a_folder(here: Path, base: str) -> None:
    """Under a folder's address, the path of its site is kept and names are quoted."""
    lay(here, "p/a b.pdf", "p/documents/s1/Café, 50% #1?.pdf".replace("?", ""))
    assert urls("p", url=base) == [
        "https://x.example/committees/a%20b.pdf",
        "https://x.example/committees/documents/s1/Caf%C3%A9%2C%2050%25%20%231.pdf",
    ]


@pytest.mark.parametrize("wrong", ["kelderby.example", "ftp://x.example/", "https://", "http://[x"])
def test_addresses_that_are_none(here: Path, wrong: str) -> None:
    """What is no web address is a wrong call that says what to write."""
    lay(here, "a.pdf")
    with pytest.raises(BadCall, match="beginning with https://"):
        papers(["a.pdf"], url=wrong)


def test_one_address_for_two_paths(here: Path) -> None:
    """An address cannot be that of two paths."""
    lay(here, "a.pdf", "b.pdf")
    with pytest.raises(BadCall, match="one PATH"):
        papers(["a.pdf", "b.pdf"], url="https://x.example/")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(min_size=1, max_size=40))
def test_any_name_is_quoted_whole(name: str) -> None:
    """Any name joined to an address can be had back from it, and adds no further part to it."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return
    address = folder._joined("https://x.example/root/", name)
    assert address.startswith("https://x.example/root/")
    assert unquote(address.removeprefix("https://x.example/root/")) == name
    assert not set("?# ") & set(address)
