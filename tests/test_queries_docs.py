"""The documentation of the query language, held against what the code does."""

import re
from pathlib import Path

import pytest

from indexer.search.archive import Archive, Request
from indexer.search.lexer import FIELD_NAMES
from indexer.search.limits import said

TEXT = (Path(__file__).parent.parent / "docs" / "queries.md").read_text("utf-8")
ROWS = [line.strip("|").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")]
EXAMPLES = [
    typed
    for row in ROWS
    for typed in re.findall(r"`([^`]+)`", row[0])
    if row not in ROWS[-len(said()) :]
]


def test_every_limit_stands_in_the_docs() -> None:
    """The table of limits is the one in the code, row by row."""
    table = TEXT[TEXT.index("## Limits") :]
    rows = re.findall(r"^\| (.+) \| ([\d,]+) \|$", table, re.MULTILINE)
    assert rows == [(what, f"{limit:,}") for what, limit in said().items()]


@pytest.mark.parametrize("typed", EXAMPLES)
def test_every_example_finds_something_in_the_sample(archive: Archive, typed: str) -> None:
    """What the docs tell people to type works in the collection that they try it on."""
    answer = archive.search(Request(typed))
    assert answer.total > 0
    assert not any("is held" in note for note in answer.notes)


def test_every_field_has_an_example() -> None:
    """But for `council:`, of which the sample has one."""
    named = {match for typed in EXAMPLES for match in re.findall(r"(\w+):", typed)}
    assert named == set(FIELD_NAMES) - {"council"}
