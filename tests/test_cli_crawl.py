"""`minutebook crawl` as people and scripts see it: what it prints where, and how it exits."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from indexer.demo_site.answers import Quirks
from indexer.demo_site.server import DemoSite
from indexer.sample import sample_folder

BOARD = ("--board", "SB3", "--since", "2025")
"""A part of the site that is crawled in a second."""
TOGETHER = ("--council", "kelderby", "--delay", "0")


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    """The plain demo site."""
    with DemoSite.serve(sample_folder(), root="/moderngov/") as running:
        yield running


def run(folder: Path, *words: str) -> Result:
    where = ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
    return CliRunner().invoke(main, [*where, *words])


def test_summary_can_be_read(site: DemoSite, tmp_path: Path) -> None:
    """What was fetched, from where, at what cost, and what to do next; the second time: nothing."""
    first = run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD)
    assert first.exit_code == 0
    assert re.search(r"1 board|2 boards", first.stdout)
    assert re.search(r"\d+ papers and pages new, 0 changed", first.stdout)
    assert "minutebook index" in first.stderr
    again = run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD)
    assert again.exit_code == 0
    assert again.stdout.startswith("Nothing new")
    assert "minutebook index" not in again.stderr


def test_json_has_what_scripts_ask(site: DemoSite, tmp_path: Path) -> None:
    """Outcome, counts, window and what was not had, as one object on standard output."""
    result = run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD, "--json")
    told = json.loads(result.stdout)
    assert (told["council"], told["root"], told["outcome"]) == ("kelderby", site.root, "new")
    assert told["since"] == "2025-01-01"
    assert told["new"] >= 10
    assert told.keys() >= {
        *("sentence", "boards", "meetings", "changed", "unchanged", "missing", "blocked", "failed"),
        *("private", "gone", "warnings", "requests", "bytes", "seconds", "still_missing"),
    }


def test_what_was_crawled_is_found_and_cited(site: DemoSite, tmp_path: Path) -> None:
    """From the site to an answer with the address of the page it stands on."""
    run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD)
    assert run(tmp_path, "index").exit_code == 0
    answer = json.loads(run(tmp_path, "search", "food waste", "--json").stdout)
    assert answer["total"] > 0
    urls = [passage["url"] for hit in answer["hits"] for passage in hit["passages"]]
    assert urls and all(url.startswith(site.root) for url in urls)


@pytest.mark.parametrize(
    ("quirks", "code", "said"),
    [
        (Quirks(forbidden_after=0), 4, "403"),
        (Quirks(login=True), 4, "login"),
        (Quirks(robots="User-agent: *\nDisallow: /\n"), 4, "robots.txt"),
    ],
    ids=["403", "login", "robots"],
)
def test_a_refusal_is_no_empty_answer(tmp_path: Path, quirks: Quirks, code: int, said: str) -> None:
    """One sentence on standard error, nothing on standard output, and `status` remembers it."""
    with DemoSite.serve(sample_folder(), quirks=quirks) as site:
        result = run(tmp_path, "crawl", site.root, *TOGETHER, "--json")
        assert (result.exit_code, result.stdout) == (code, "")
        assert said in result.stderr
        assert len(site.requests) <= 3
    status = json.loads(run(tmp_path, "status", "--json").stdout)
    assert status["sites"][0]["outcome"] == "refused"
    assert said in status["sites"][0]["sentence"]


def test_a_missing_paper_makes_it_incomplete(tmp_path: Path) -> None:
    """Exit code 5, the address and the reason on standard error and in `status`; the rest is held."""
    with DemoSite.serve(sample_folder()) as site:
        site.remove("s5052")
        result = run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD)
    assert (result.exit_code, result.stdout) == (5, "")
    assert "documents/s5052/" in result.stderr
    status = json.loads(run(tmp_path, "status", "--json").stdout)
    assert status["documents"]["missing"] == 1
    assert status["documents"]["held"] >= 9
    assert any("s5052" in problem["source"] for problem in status["problems"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ftp://kelderby.gov.example/"], "ftp://kelderby.gov.example/"),
        (["https://democracy.kelderby.gov.example/", "--delay", "0.5"], "--delay 0.5"),
        (["http://127.0.0.1:9/"], "--council NAME"),
        (["http://127.0.0.1:9/", "--council", "x", "--since", "soon"], "--since soon"),
        (["http://10.1.2.3/", "--council", "x"], "--allow-private"),
        (["http://127.0.0.1:9/", "--council", "search"], "search"),
    ],
)
def test_a_wrong_call_is_told_what_to_write(tmp_path: Path, words: list[str], said: str) -> None:
    """Exit code 2, and the word that is wrong."""
    result = run(tmp_path, "crawl", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_an_unknown_board_is_told_with_those_there_are(site: DemoSite, tmp_path: Path) -> None:
    """Exit code 2, and the names to choose from."""
    result = run(tmp_path, "crawl", site.root, *TOGETHER, "--board", "Licensing")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Planning Committee" in result.stderr


def test_a_wrong_address_leaves_nothing_behind(tmp_path: Path) -> None:
    """A mistyped root is not listed for ever in `status`."""
    result = run(tmp_path, "crawl", "http://127.0.0.1:9/", *TOGETHER)
    assert (result.exit_code, result.stdout) == (3, "")
    status = json.loads(run(tmp_path, "status", "--json").stdout)
    assert (status["sites"], status["problems"]) == ([], [])


def test_a_site_that_is_no_modern_gov_is_said(tmp_path: Path) -> None:
    """Exit code 3: it answers, but not as ModernGov does."""
    with DemoSite.serve(sample_folder(), root="/moderngov/") as site:
        result = run(tmp_path, "crawl", site.root.replace("moderngov", "elsewhere"), *TOGETHER)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "ModernGov" in result.stderr


def test_interrupted_it_goes_on_where_it_stopped(site: DemoSite, tmp_path: Path) -> None:
    """Ctrl-C is exit code 130; the same command then completes it."""
    call = [sys.executable, "cli.py", "--corpus", str(tmp_path / "corpus"), "crawl", site.root]
    root = Path(__file__).parent.parent
    before = len(site.requests)
    script = (
        "import sys, cli, indexer.sources.web as web\n"
        "real = web.Guest.get\n"
        "seen = []\n"
        "def get(self, *words, **more):\n"
        "    seen.append(1)\n"
        "    if len(seen) > 12: raise KeyboardInterrupt\n"
        "    return real(self, *words, **more)\n"
        "web.Guest.get = get\n"
        "sys.argv = sys.argv[1:]\n"
        "cli.main()\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", script, *call[1:], *TOGETHER, *BOARD],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (child.returncode, child.stdout) == (130, ""), child.stderr
    assert "kept" in child.stderr
    assert run(tmp_path, "crawl", site.root, *TOGETHER, *BOARD).exit_code == 0
    asked = [
        request.address for request in site.requests[before:] if "robots.txt" not in request.address
    ]
    assert len(asked) == len(set(asked))
