"""The benchmark of searching: its collection is the same for everybody, and it runs."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from indexer.engines.base import Entry
from indexer.model import Item, Passage

BENCH = Path(__file__).parents[1] / "bench"
PASSAGES = 200


@pytest.fixture
def synthetic(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The class of the invented collection; scripts in `bench/` find each other by name."""
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module("search_collection").Synthetic


def test_same_seed_same_collection() -> None:
    """Two processes make the same collection of one seed, and another of another."""
    script = [sys.executable, str(BENCH / "search_collection.py"), str(PASSAGES)]
    told = [
        subprocess.run([*script, seed], capture_output=True, check=True).stdout.split()[-1]
        for seed in ("1", "1", "2")
    ]
    assert told[0] == told[1] != told[2]


def test_entries_are_items_with_passages(synthetic: Any) -> None:
    """What engines store of them can be shown: items and passages as `minutebook index` makes them."""
    made: list[Entry] = list(synthetic(PASSAGES).entries())
    items = [msgspec.json.decode(entry.stored, type=Item) for entry in made]
    assert [item.id for item in items] == [entry.id for entry in made]
    assert len({item.id for item in items}) == len(items)
    for entry in made:
        passages = [msgspec.json.decode(p.stored, type=Passage) for p in entry.passages]
        assert [(p.item, p.text) for p in passages] == [(entry.id, p.text) for p in entry.passages]


def test_record_counts_what_is_held(synthetic: Any) -> None:
    """The collection's record has the boards and officers of its items, with true counts."""
    collection = synthetic(PASSAGES)
    made: list[Entry] = list(collection.entries())
    held = collection.collection()
    assert held.items == len(made)
    for field, names in (("board", held.boards), ("officer", held.officers)):
        for name in names:
            value = name.id if field == "board" else name.name
            assert name.items == sum(value in entry.fields.get(field, ()) for entry in made)  # type: ignore[call-overload]


def test_bench_runs(tmp_path: Path) -> None:
    """A small run asks every way and keeps the figures."""
    kept = tmp_path / "figures.json"
    options = ["--passages", str(PASSAGES), "--each", "2", "--engines", "tantivy", "bare", "fts5"]
    subprocess.run(
        [sys.executable, str(BENCH / "search.py"), *options, "--json", str(kept)],
        capture_output=True,
        check=True,
    )
    (size,) = json.loads(kept.read_text())["sizes"]
    assert set(size["built"]) == {"tantivy", "bare", "fts5"}
    for way, kinds in size["asked"]["speeds"].items():
        assert kinds["mixed"]["questions"] > 0, way
