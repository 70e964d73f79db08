"""What `kill -9` costs an index: `python bench/index_kills.py [KILLS] [SEED]` prints the figures.

Papers are added, changed and withdrawn, indexes built anew and moved to the other engine, each in a
process that is killed at a random moment (half of them while the engine is written to) and started
anew until it ends. After each kill the index must hold all of the old state or all of the new one.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from indexer.adding import add_papers
from indexer.collection import RECORD, Collection
from indexer.engines.base import SearchEngine
from indexer.model import Item
from indexer.place import ENGINES, Follower, IndexPlace
from indexer.query import EVERYTHING
from indexer.sample import COUNCIL, sample_folder
from indexer.store import Corpus

CHECKOUT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SITE = "https://democracy.kelderby.gov.example/documents"
CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.store import Corpus
from indexer.withdrawing import withdraw
folder, task, argument = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
options = {"now": datetime.now(UTC), "progress": lambda line: print(line, flush=True)}
with Corpus.open(folder / "corpus", create=False) as corpus:
    print("ready", flush=True)
    place = IndexPlace(folder / "index")
    if task == "withdraw":
        withdraw(corpus, place, argument, reason="names a child", **options)
    else:
        index(corpus, place, engine=argument, rebuild=task == "rebuild", workers=1, **options)
"""
LONGEST = {"ready": 1.5, "indexing": 0.6}
"""Seconds until a kill, from what the process said on."""


@dataclass
class Tally:
    """What happened."""

    kills: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    """After a kill: how often the old and how often the new state answered."""
    runs: int = 0
    between: int = 0
    commits_lost: int = 0
    entries_lost: int = 0
    words_left: int = 0
    errors: list[str] = field(default_factory=list)


class Trial:
    """One collection, its notes by number with their version, and a reader that stays."""

    def __init__(self, folder: Path, engine: str, chance: random.Random) -> None:
        """`engine`: a name, or `both` where it changes from run to run."""
        self.folder, self.chance, self.tally = folder, chance, Tally()
        self.place = IndexPlace(folder / "index")
        self.engines = list(ENGINES) if engine == "both" else [engine]
        self.notes: dict[int, int] = {}
        self.last = 0
        pages = sorted((sample_folder() / "pages").iterdir())[:12]
        with Corpus.open(folder / "corpus", create=True) as corpus:
            add_papers(corpus, [str(page) for page in pages], council=COUNCIL, now=NOW)
        self.run_to_the_end("index", self.engines[0])
        self.follow = Follower(self.place)
        self.reader = self.place.open()

    # --- what is done ---

    def round(self) -> None:
        """One task, killed once or more, then done to the end."""
        before = dict(self.notes)
        task, argument = self.prepared(self.chance.choice(["add", "change", "withdraw", "rebuild"]))
        old, new = titles_of(before), titles_of(self.notes)
        reached = False
        while True:
            if not self.killed(task, argument):
                break
            for engine in self.answering():
                seen = titles(engine)
                self.tally.between += seen not in (old, new)
                self.tally.commits_lost += reached and seen != new
                reached = seen == new != old
                self.tally.seen["new" if seen == new else "old"] += 1
            if self.chance.random() < 0.6:
                self.run_to_the_end(task, argument)
                break
        for engine in self.answering():
            self.tally.entries_lost += len(new ^ titles(engine))
            for number in set(before) - set(self.notes):
                self.tally.words_left += f"quincunx{number:04}" in engine.near_words(
                    f"quincunx{number:04}x", limit=99
                )
        gone = [f"quincunx{n:04}".encode() for n in before if n not in self.notes]
        for path in self.place.folder.rglob("*"):
            self.tally.words_left += path.is_file() and any(w in path.read_bytes() for w in gone)

    def prepared(self, task: str) -> tuple[str, str]:
        """Papers come or change; what the process then has to do, and with what."""
        engine = self.chance.choice(self.engines)
        if task == "add" or len(self.notes) < 5:
            self.last += 8
            self.write(dict.fromkeys(range(self.last - 8, self.last), 1))
        elif task == "change":
            some = self.chance.sample(sorted(self.notes), 3)
            self.write({number: self.notes[number] + 1 for number in some})
        elif task == "withdraw":
            number = self.chance.choice(sorted(self.notes))
            del self.notes[number]
            return "withdraw", f"{SITE}/s{number}/a.md"
        else:
            return "rebuild", engine
        return "index", engine

    def write(self, notes: dict[int, int]) -> None:
        """Add notes in these versions."""
        self.notes.update(notes)
        with Corpus.open(self.folder / "corpus", create=False) as corpus:
            for number, version in notes.items():
                path = self.folder / f"s{number}.md"
                path.write_text(
                    f"# {title(number, version)}\n\nThe quincunx{number:04} of version {version}.\n"
                )
                url = f"{SITE}/s{number}/a.md"
                add_papers(corpus, [str(path)], council=COUNCIL, url=url, now=NOW)

    # --- processes ---

    def start(self, task: str, argument: str) -> "subprocess.Popen[str]":
        """A process at this task; it has opened the corpus when it says so."""
        call = [sys.executable, "-c", CHILD, str(self.folder), task, argument]
        return subprocess.Popen(
            call, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def killed(self, task: str, argument: str) -> bool:
        """Start it and kill it; whether it had not ended by then."""
        self.tally.runs += 1
        moment = self.chance.choice(sorted(LONGEST))
        with self.start(task, argument) as process:
            assert process.stdout
            for line in process.stdout:
                if line.startswith(moment):
                    break
            time.sleep(self.chance.uniform(0, LONGEST[moment]))
            running = process.poll() is None
            process.kill()
            _, errors = process.communicate()
        if running:
            self.tally.kills[f"{task}, after “{moment}”"] += 1
        elif process.returncode:
            self.tally.errors.append(errors.strip()[-300:])
        return running

    def run_to_the_end(self, task: str, argument: str) -> None:
        """Undisturbed."""
        self.tally.runs += 1
        with self.start(task, argument) as process:
            _, errors = process.communicate()
        if process.returncode:
            self.tally.errors.append(errors.strip()[-300:])

    # --- what answers ---

    def answering(self) -> Iterator[SearchEngine]:
        """The index as opened now, and as the reader has it that stays."""
        try:
            with closing(self.place.open()) as opened:
                yield opened
            self.reader = self.follow(self.reader)
            yield self.reader
        except Exception as error:
            self.tally.errors.append(repr(error)[-300:])


def title(number: int, version: int) -> str:
    """What a note is called."""
    return f"Note {number}, version {version}"


def titles_of(notes: dict[int, int]) -> set[str]:
    """What notes are called."""
    return {title(*note) for note in notes.items()}


def titles(engine: SearchEngine) -> set[str]:
    """The notes that an index has; what it says of itself must agree with what it finds."""
    ids = engine.ids(EVERYTHING)
    items = [msgspec.json.decode(engine.stored(id) or b"", type=Item) for id in ids]
    collection = msgspec.json.decode(engine.record(RECORD) or b"", type=Collection)
    assert len(ids) == engine.search(EVERYTHING, limit=0).total == collection.items
    return {item.title for item in items if item.title.startswith("Note ")}


def main(kills: int, seed: int) -> None:
    """Do it with each engine, and with both by turns; print the figures."""
    for engine in (*ENGINES, "both"):
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(Path(folder), engine, random.Random(f"{engine} {seed}"))
            while trial.tally.kills.total() < kills and not trial.tally.errors:
                trial.round()
            trial.reader.close()
        tally = trial.tally
        print(
            f"{engine}: kills {tally.kills.total()} in {tally.runs} runs; after them {tally.seen}"
        )
        for what, count in sorted(tally.kills.items()):
            print(f"  {count:3} {what}")
        print(
            f"  neither old nor new: {tally.between}; commits lost: {tally.commits_lost}; "
            f"entries lost: {tally.entries_lost}; words left: {tally.words_left}; "
            f"errors: {len(tally.errors)}",
            *set(tally.errors),
            sep="\n    ",
            flush=True,
        )


if __name__ == "__main__":
    told = [int(word) for word in sys.argv[1:3]]
    main(*(told + [50, 1][len(told) :]))
