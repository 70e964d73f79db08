"""Real papers read beside what a person found in them: no field of any paper may get worse."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from real_claims import OF_FAMILY, claims
from real_truth import (
    Figures,
    Outcome,
    hashed,
    held,
    judge,
    matched,
    stored,
    written_down,
)

CASES = stored()


@cache
def found(name: str) -> dict[str, Outcome]:
    """What the reader makes of the papers of a case now."""
    if not all(paper in held() for paper in CASES[name]["papers"]):
        pytest.skip("no real papers (MINUTEBOOK_REAL_PAPERS)")
    return judge(CASES[name])


def changed(name: str) -> Iterator[tuple[str, Figures, Outcome]]:
    """Every field whose figures are not those that were written down."""
    for field, outcome in found(name).items():
        before = Figures(*CASES[name]["figures"][field])
        if outcome.figures != before:
            yield field, before, outcome


def is_worse(before: Figures, now: Figures) -> bool:
    """Whether less is right, or more is missed or invented."""
    return now.right < before.right or now.missed > before.missed or now.invented > before.invented


@pytest.mark.parametrize("name", sorted(CASES))
def test_reading_is_no_worse_than_it_was(name: str) -> None:
    """In each field of each paper no less is right, and no more missed or invented, than written down."""
    worse = [
        f"{field}: right, missed, invented were {tuple(before)}, are {tuple(now.figures)};"
        f" invented: {', '.join(now.invented)[:500]}"
        for field, before, now in changed(name)
        if is_worse(before, now.figures)
    ]
    assert not worse, "\n".join([*worse, "look: python tests/real_truth.py"])


def test_figures_written_down_are_those_of_now() -> None:
    """Where the reading got better, the figures want to be written anew, so that it stays so."""
    if not held():
        pytest.skip("no real papers (MINUTEBOOK_REAL_PAPERS)")
    better = [
        f"{name}: {field}"
        for name in CASES
        for field, before, now in changed(name)
        if not is_worse(before, now.figures)
    ]
    if better:
        pytest.skip(f"better: python tests/real_truth.py --accept ({'; '.join(better)})")


def test_truth_names_nobody() -> None:
    """What lies in the repository is hashes and counts alone, and many papers are covered."""
    assert len(CASES) >= 14
    for case in CASES.values():
        count, sample = case.get("words", (0, ""))
        written = " ".join([*case["truth"].values(), *case["papers"], sample, str(count)])
        assert set(written) <= set("0123456789abcdef?| ")


def test_hashes_cannot_be_tried_without_the_paper() -> None:
    """The same name in two papers has two hashes: each is keyed with the bytes of its own paper."""
    assert hashed(b"one paper", "person|a name") != hashed(b"another", "person|a name")


# --- the judge itself ------------------------------------------------------------------------------

NOTED = "note the report on the libraries of the whole borough"
TRUTH: dict[str, Any] = {
    "kind": "minutes",
    "board": "Kelderby Cabinet",
    "date": "2031-03-04",
    "start": "10:00",
    "end": "11:30",
    "approvals": ["2031-02-04"],
    "attendance": [("Councillor A Wren", "chair", "Leader"), ("B Finch", "officer", None)],
    "votes": [{"motion": "Motion 1", "carried": False, "for": ["A Wren"], "moved_by": "A Wren"}],
    "items": [
        {"title": "Apologies", "agenda": "1"},
        {
            "title": "Libraries",
            "agenda": "8",
            "minute": "7",
            "report_of": "Report of the Director",
            "key_decision": True,
            "wards": ["All"],
            "path": ["Council 2031-04-01"],
            "pages": ["11 18"],
            "references": ["46/18"],
            "dated": ["2030-01-02"],
            "decisions": [
                {"text": NOTED, "action": "note", "to": "the Director"},
                {"text": "? thank the officers", "action": "other"},
                {"text": "ask that the Chair", "action": "request", "cut": True},
            ],
            "undertakings": ["agreed to circulate the figures"],
            "recommendations": [("Cabinet", "approve the plan")],
            "people": [("B Finch", "author", "Director")],
            "planned": [{"title": "Roads", "date": None, "paused": True, "officer": "B Finch"}],
        },
    ],
}


def judged(field: str, meeting: dict[str, Any]) -> Figures:
    """The figures of a field where the reader says `meeting` of the paper above."""
    entries = written_down(b"key", [TRUTH], [field])[field]
    return matched(b"key", field, entries, claims([meeting], read=True)[field]).figures


def test_judge_knows_a_text_that_begins_a_few_words_early() -> None:
    """A decision may begin with "that the Cabinet"; of the two others one is missed, one may be."""
    text = "(1) that the Cabinet note the report on the libraries of the whole borough;"
    item = {"title": "LIBRARIES", "decisions": [{"text": text, "action": "note"}]}
    assert judged("decision", {**TRUTH, "items": [item]}) == (1, 1, 0)


def test_judge_counts_what_is_invented_and_missed() -> None:
    """A decision under another item is both: missed where it belongs, invented where it stands."""
    item = {"title": "Parks", "decisions": [{"text": NOTED, "action": "note"}]}
    assert judged("decision", {**TRUTH, "items": [item]}) == (0, 2, 1)


def test_judge_sees_a_decision_cut_short() -> None:
    """A decision that lacks its last words is known again, and its end is missed."""
    text = "note the report on the libraries of the whole"
    item = {"title": "Libraries", "decisions": [{"text": text, "action": "note"}]}
    assert judged("decision end", {**TRUTH, "items": [item]}) == (0, 1, 1)


def test_judge_takes_an_option_for_right() -> None:
    """What may be said or left is right where it is said."""
    item = {"title": "Libraries", "decisions": [{"text": "thank the officers", "action": "other"}]}
    assert judged("decision", {**TRUTH, "items": [item]}) == (1, 2, 0)


@pytest.mark.parametrize("field", OF_FAMILY)
def test_judge_finds_the_truth_true(field: str) -> None:
    """A reading that says just what the person wrote is right in every field, and nothing else."""
    said = claims([TRUTH], read=True).get(field, [])
    entries = written_down(b"key", [TRUTH], [field])[field]
    figures = matched(b"key", field, entries, said).figures
    assert figures == (len(said), 0, 0)
