"""How well the sample is found: a ratchet on a part of what `bench/finding.py` measures, by engine."""

import dataclasses
import importlib
import json
import random
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Held
from engine_entries import entry, passage
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import one_edit
from indexer.place import ENGINES, IndexPlace, create_engine
from indexer.search.archive import Archive

BENCH = Path(__file__).parents[1] / "bench"
FLOORS = {
    "cited, title of its own": ("first 10", 0.95),
    "title, words dropped": ("first 3", 0.94),
    "title, a letter wrong": ("followed, first 3", 0.94),
    "first words of a decision": ("first 3", 0.94),
    "question about a title": ("first 3", 0.94),
}
"""The share of a kind that must go so well. They may rise freely, and fall only on purpose."""
MOST = 20
"""Cases of a kind that are tried here."""


def _bench() -> SimpleNamespace:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCH)  # scripts in `bench/` find each other by name
        names = ("finding", "cases", "known", "papers", "rare", "scan")
        parts = {n: importlib.import_module(n if n == "finding" else f"finding_{n}") for n in names}
        return SimpleNamespace(**parts)


bench = _bench()


@pytest.fixture(scope="module")
def scan(sample: Held) -> Any:
    """Every text of the sample."""
    return bench.scan.Scan(bench.papers.held(IndexPlace(sample.index)))


@pytest.fixture(scope="module")
def cases(scan: Any) -> Any:
    """The cases of the sample that were fixed."""
    return bench.finding.as_fixed(bench.finding.cases(scan), scan, bench.finding.fixed()["sample"])


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest,
    sample: Held,
    scan: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Archive]:
    """The sample in each engine."""
    with closing(IndexPlace(sample.index).open()) as opened:
        records = opened.records("")
    engine = create_engine(request.param, tmp_path_factory.mktemp(request.param))
    with closing(engine):
        engine.write(entries=scan.entries.values(), records=records)
        yield Archive(engine)


def some(cases: Any, kind: str) -> list[Any]:
    """Some of the cases of a kind, the same in every run."""
    of_kind = [case for case in cases if case.kind.startswith(kind) and not case.held_out]
    return random.Random(1).sample(of_kind, min(MOST, len(of_kind)))


# --- the sample ------------------------------------------------------------------------------------


def test_sample_is_that_for_which_the_cases_were_fixed(cases: Any) -> None:
    """Nine in ten of the cases that were written down are made of the sample today."""
    written = sum(map(len, bench.finding.fixed()["sample"].values()))
    assert len(cases) >= 0.9 * written > 1_000


@pytest.mark.parametrize("kind", FLOORS)
def test_known_items_are_found(archive: Archive, cases: Any, kind: str) -> None:
    """What a citation, a title or a decision says in its own words finds its item."""
    outcomes = [bench.finding.outcome(archive, case) for case in some(cases, kind)]
    figure, least = FLOORS[kind]
    found = bench.finding.figures(outcomes)[kind]
    assert found[figure] >= least, "\n".join(bench.finding.misses(outcomes))


@pytest.mark.parametrize("kind", ["rare:", "rare, with", "phrase", "made-up", "one word"])
def test_all_that_has_a_term_is_found_and_no_more(archive: Archive, cases: Any, kind: str) -> None:
    """Rare terms, alone, quoted and filtered, give the sets that a plain scan gives; made-up ones none."""
    outcomes = [bench.finding.outcome(archive, case) for case in some(cases, kind)]
    assert len(outcomes) > 5
    assert not list(bench.finding.misses(outcomes))


@pytest.mark.parametrize("other", [frozenset(), frozenset({"kelderby/not-held"})])
def test_a_wrong_set_is_told(archive: Archive, cases: Any, other: frozenset[str]) -> None:
    """An item missed, or one too many, is no right answer."""
    case = next(case for case in some(cases, "rare: word") if case.wanted)
    wrong = dataclasses.replace(case, wanted=other)
    assert bench.finding.outcome(archive, wrong).wrong


def test_a_word_that_nothing_has_must_be_named(archive: Archive, cases: Any) -> None:
    """A partial match that does not say which word it lacks is no right answer."""
    case = some(cases, "one word")[0]
    wrong = dataclasses.replace(case, lacks="another")
    assert "lacks" in (bench.finding.outcome(archive, wrong).wrong or "")


def test_rank_is_that_of_the_first_wanted_item(archive: Archive, cases: Any) -> None:
    """An item that is not there has no rank, and counts as not found."""
    case = some(cases, "title, words")[0]
    missed = bench.finding.outcome(archive, dataclasses.replace(case, wanted=frozenset()))
    assert (missed.rank, missed.followed) == (None, None)
    assert bench.finding.figures([missed])[case.kind]["first 10"] == 0


# --- the plain scan --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("covid 19", "The COVID-19 plan", True),
        ("46/18", "minute 46 /18 refers", True),
        ("46/18", "from 46 to 18", False),
        ("46/18", "on 46/18/2", False),
        ("£4,062,295", "a sum of £4,062,295.", True),
        ("4.1", "a sum of £4.1m", False),
        ("childrens", "Children’s Services", True),
        ("St. Mary's", "the Church of St Mary’s", True),
        ("cafe", "a Café by the park", True),
        ("the board note", "The board; noted by nobody", False),
    ],
)
def test_scan_reads_as_people_do(wanted: str, text: str, found: bool) -> None:
    """Quoted words are found where a reader sees them, and nowhere else."""
    scan = bench.scan.Scan([entry("kelderby/1", "Matter", text)])
    assert scan.items(wanted, exact=True) == ({"kelderby/1"} if found else set())


def test_scan_finds_other_forms_unless_exact() -> None:
    """A word finds its English forms; a quoted one only itself."""
    scan = bench.scan.Scan([entry("kelderby/1", "Matter", "Complaints received")])
    assert scan.items("complaint") == {"kelderby/1"}
    assert not scan.items("complaint", exact=True)


def test_words_in_a_row_stand_in_one_passage() -> None:
    """The last word of one passage and the first of the next are no phrase."""
    scan = bench.scan.Scan([entry("kelderby/1", "Matter", "the budget", "report of")])
    assert not scan.items("budget report")


def test_scan_looks_in_the_zone_asked_for() -> None:
    """A word counts in a zone where it stands in that zone."""
    scan = bench.scan.Scan([entry("kelderby/1", "Matter", passage("swans", "report"))])
    assert scan.items("swans", zone="report") and not scan.items("swans", zone="minutes")


# --- the cases ----------------------------------------------------------------------------------------


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12), st.integers())
def test_mistyped_word_is_one_edit_away(word: str, seed: int) -> None:
    """Whatever goes wrong, it is one letter."""
    assert one_edit(word, bench.known.mistyped(word, random.Random(seed)))


@given(st.sets(st.text(max_size=5), min_size=4, max_size=20), st.text(max_size=5))
def test_one_more_to_draw_from_changes_one_case(among: set[str], more: str) -> None:
    """What is drawn hardly depends on what else there is, so that a new paper changes few cases."""
    before, after = (set(bench.cases.drawn(each, "kind", 3)) for each in (among, among | {more}))
    assert len(before) == len(after) == 3
    assert len(before - after) <= 1


def test_half_of_the_cases_is_kept_for_the_last_look(cases: Any) -> None:
    """Whoever works on the ranking sees about half of them."""
    assert 0.45 < sum(case.held_out for case in cases) / len(cases) < 0.55


def test_marks_have_no_word_of_a_paper() -> None:
    """What is written down of the cases is hashes alone."""
    written = json.loads(bench.finding.MARKS.read_text("utf-8"))
    found = [mark for kinds in written.values() for several in kinds.values() for mark in several]
    assert found and all(re.fullmatch("[0-9a-f]{12}", mark) for mark in found)
