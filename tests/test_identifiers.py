"""Identifiers are as the contract has them, and two things never share one."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.identifiers import SLUG_LENGTH, free, item_id, meeting_id, paper_id, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cabinet", "cabinet"),
        ("Children’s Services", "childrens-services"),
        ("St. Mary's & All Saints", "st-marys-and-all-saints"),
        ("Scrutiny Board (2)", "scrutiny-board-2"),
        ("Café – Économie", "cafe-economie"),
        ("  --  ", "untitled"),
        ("Fly-tipping 2022/23", "fly-tipping-2022-23"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    """Lower case, accents folded, apostrophes dropped, “&” as a word, other runs one hyphen."""
    assert slug(text) == expected


def test_a_long_slug_is_cut_at_a_word() -> None:
    """At most 80 characters, and no half word."""
    words = " ".join(["neighbourhood"] * 10)
    assert slug(words) == "-".join(["neighbourhood"] * 5)


@given(st.text())
def test_any_text_gives_a_path_segment(text: str) -> None:
    """Letters, digits and single hyphens; never empty, never too long."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= SLUG_LENGTH


def test_a_second_sitting_adds_its_start() -> None:
    """COUNCIL/BOARD/DATE, then COUNCIL/BOARD/DATE-1400."""
    day = date(2019, 10, 3)
    assert meeting_id("kelderby", "Cabinet", day) == "kelderby/cabinet/2019-10-03"
    assert meeting_id("kelderby", "Cabinet", day, time(14)) == "kelderby/cabinet/2019-10-03-1400"


def test_a_further_item_of_a_title_is_numbered() -> None:
    """…/minutes, …/minutes-2, …/minutes-3."""
    taken: set[str] = set()
    assert [item_id("m", "Minutes", taken) for _ in range(3)] == [
        "m/minutes",
        "m/minutes-2",
        "m/minutes-3",
    ]
    assert free("m/agenda", taken) == "m/agenda"


def test_a_paper_without_a_meeting_bears_its_hash() -> None:
    """COUNCIL/papers/TITLE-SLUG-HASH8."""
    assert (
        paper_id("kelderby", "A Letter", "0123456789abcdef") == "kelderby/papers/a-letter-01234567"
    )
