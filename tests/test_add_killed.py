"""Killed at any moment while it adds: what is in is whole, and the next run completes."""

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

from indexer.store import Corpus

CHECKOUT = Path(__file__).parents[1]
ROUNDS = 24
FILES = 120  # new ones each round

# Adds every file of a folder, and says so of each once it is in.
ADDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from indexer.sources.folder import Found, papers
from indexer.store import Corpus
with Corpus.open(Path(sys.argv[1]), create=True) as corpus:
    print("ready", flush=True)
    for paper in papers([sys.argv[2]]):
        assert isinstance(paper, Found)
        added = corpus.add(paper.path, council="kelderby", media_type=paper.media_type,
            now=datetime(2026, 11, 20, tzinfo=UTC), path=paper.shown)
        print(added.document.hash, added.outcome, flush=True)
"""


def lay(papers: Path, chance: random.Random) -> None:
    """Put files of some lines or some thousand into a new folder."""
    papers.mkdir(parents=True)
    for number in range(FILES):
        lines = f"{papers.name}: minute {number}\n" * chance.randrange(1, 400)
        (papers / f"{number:03}.txt").write_bytes(lines.encode())


def start(corpus: Path, papers: Path) -> subprocess.Popen[str]:
    """A process that adds."""
    return subprocess.Popen(
        [sys.executable, "-c", ADDER, str(corpus), str(papers)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )


def outcomes(output: str) -> dict[str, str]:
    """What a process said to be in, by hash; a last line cut short is not counted."""
    lines = [line.split() for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return {line[0]: line[1] for line in lines if len(line) == 2}


def held(folder: Path) -> set[str]:
    """The hashes of all documents, once each of them has been found whole."""
    with Corpus.open(folder, create=False) as corpus:
        documents = corpus.documents()
        for document in documents:
            data = corpus.read(document)
            assert len(data) == document.size
            assert len(document.origins) == 1
        return {document.hash for document in documents}


def test_killed_while_adding(tmp_path: Path) -> None:
    """After each kill, all that was said to be in is in, every row has its bytes, and at last a
    run to the end holds every file once.
    """
    folder, papers = tmp_path / "corpus", tmp_path / "papers"
    chance = random.Random(19)
    said: set[str] = set()
    for round in range(ROUNDS):
        lay(papers / f"{round:02}", chance)
        adder = start(folder, papers / f"{round:02}")
        assert adder.stdout
        adder.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        adder.kill()
        said |= outcomes(adder.communicate()[0]).keys()
        assert said <= held(folder)
    output, _ = start(folder, papers).communicate()
    everything = {hashlib.sha256(path.read_bytes()).hexdigest() for path in papers.glob("*/*")}
    assert outcomes(output).keys() == held(folder) == everything
    assert len(everything) == ROUNDS * FILES
    assert len(list((folder / "incoming").iterdir())) <= ROUNDS
