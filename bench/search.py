"""Search measured: our engines, the bare tantivy binding and SQLite FTS5, side by side in one run.

    python bench/search.py [--passages N …] [--million] [--engines …] [--each N] [--json FILE]

The collection is invented (search_collection.py), the same for the same seed. Prints figures with their
ratios and where they miss their aim; asserts nothing. README.md says how to read them.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any, get_args

import msgspec
from search_collection import Synthetic
from search_measuring import COLD_RUNS, PROCESSOR, Measured, ask_all, build_all, cold_start, worst
from search_questions import DryPool, Pools, Questions
from search_tables import print_size
from search_ways import Question, Reply, WayName
from search_worst import candidates

from indexer.engines.base import Entry
from indexer.place import ENGINES, WHOOSH_UNTIL

WAYS: tuple[WayName, ...] = get_args(WayName)
MIX = {
    "two or three words": 35,
    "rare word": 20,
    "phrase": 10,
    "field": 10,
    "question": 8,
    "newest first": 5,
    "very common words": 4,
    "typo": 2,
    "prefix": 2,
    "did you mean": 2,
    "deep page": 1,
    "deep page, newest": 1,
}
"""What people ask, in a hundred: our guess, for want of anybody's log. Each of them with facets."""
SIZES = sorted({10_000, 100_000, WHOOSH_UNTIL})
MIXED = "mixed"
_WARM = 20
_IN_MEMORY = 200_000
"""Passages whose entries are all made before indexing begins."""
_SMALL = 20_000
"""Passages that are indexed three times, taking turns."""


def measured(passages: int, ways: Sequence[WayName], each: int, seed: int, root: Path) -> Measured:
    """Build, ask, and measure one size."""
    synthetic, pools = Synthetic(passages, seed), Pools(passages, seed)
    made: list[Entry] = []
    for entry in pools.see(synthetic.entries()):
        if passages <= _IN_MEMORY:
            made.append(entry)
    pools.fill()
    held = msgspec.json.encode(synthetic.collection())

    def entries() -> Iterable[Entry]:
        return made or Synthetic(passages, seed).entries()

    rounds = {way: 3 if passages <= _SMALL and way != "whoosh" else 1 for way in ways}
    built = build_all(ways, root, entries, held, rounds)
    made.clear()
    questions = Questions(pools, synthetic.cast, synthetic.items, seed)
    ours = [way for way in ways if way in ENGINES]
    cold: dict[WayName, float] = {way: _cold(root / way, questions, each) for way in ours}
    warm = list(_some(questions, "facets", _WARM))
    asked = ask_all(ways, root, warm, _all(questions, each, seed))
    hardest = candidates(pools.counts, seed)
    slowest: dict[WayName, dict[str, Reply | None]] = {
        way: worst(way, root / way, hardest) for way in ours
    }
    kinds = (*questions.kinds, MIXED, MIXED + PROCESSOR)
    return Measured(passages, synthetic.items, kinds, built, asked, cold, slowest)


def _cold(index: Path, questions: Questions, each: int) -> float:
    asked = list(_some(questions, "two or three words", min(COLD_RUNS, each)))
    return statistics.median(cold_start(index, asked))


def _all(questions: Questions, each: int, seed: int) -> list[Question]:
    """All questions in a mixed order; fewer of a kind where its words are used up."""
    asked: list[Question] = []
    mix = [kind for kind, share in MIX.items() for _ in range(round(3 * each * share / 100))]
    for kind in mix:
        asked += _some(questions, kind, 1, mixed=True)
    for kind in questions.kinds:
        asked += _some(questions, kind, each)
    Random(seed).shuffle(asked)
    return asked


def _some(
    questions: Questions, kind: str, count: int, *, mixed: bool = False
) -> Iterable[Question]:
    for _ in range(count):
        try:
            one = questions.one(kind)
        except DryPool:
            return
        yield msgspec.structs.replace(one, kind=MIXED, facets=True) if mixed else one


def machine() -> dict[str, Any]:
    """Where this was measured, and how busy it was before."""
    libraries = {name: version(name) for name in ("tantivy", "whoosh")}
    load = os.getloadavg() if hasattr(os, "getloadavg") else None
    return {
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": load,
        **libraries,
    }


def main() -> None:
    """Do it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--million", action="store_true", help="1,000,000 too")
    parser.add_argument("--engines", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--each", type=int, default=100, help="questions of a kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    given = parser.parse_args()
    at = machine()
    print(f"{at['cores']} cores, Python {at['python']}, tantivy {at['tantivy']}, load {at['load']}")
    kept = given.json or Path(tempfile.mkdtemp(prefix="minutebook-bench-")) / "search.json"
    sizes: list[Measured] = []
    for passages in [*given.passages, *([1_000_000] if given.million else [])]:
        ways = [w for w in given.engines if w != "whoosh" or passages <= WHOOSH_UNTIL]
        if not ways:
            continue
        with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as root:
            sizes.append(measured(passages, ways, given.each, given.seed, Path(root)))
        print_size(sizes[-1])
        figures = {"machine": at, "seed": given.seed, "sizes": msgspec.to_builtins(sizes)}
        kept.write_text(json.dumps(figures, indent=1), "utf-8")
    print(f"\nThe figures are kept in {kept}.")


if __name__ == "__main__":
    main()
