"""What a user's order to crawl means."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from indexer.crawl_order import chosen, council, first_day
from indexer.crawl_report import Order
from indexer.crawled_sites import Board
from indexer.errors import BadCall
from indexer.sources.moderngov.addresses import Site
from indexer.store import Corpus

BOARDS = (
    Board("312", "Environment and Neighbourhoods Scrutiny Board (3)"),
    Board("212", "Environment Scrutiny Board (3)", past=True),
    Board("101", "Cabinet"),
    Board("102", "Cabinet Advisory Panel"),
    Board("7", "", past=True),
)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("312", {"312"}),
        ("SB3", {"312", "212"}),
        ("sb3", {"312", "212"}),
        ("environment scrutiny board (3)", {"212"}),
        ("Environment", {"312", "212"}),
        ("Cabinet Advisory", {"102"}),
        (" 101 ", {"101"}),
    ],
)
def test_boards_by_number_name_part_and_short_name(name: str, numbers: set[str]) -> None:
    assert chosen(BOARDS, [name]) == numbers


def test_a_whole_name_is_that_board_alone() -> None:
    """Though it is part of another's."""
    assert chosen(BOARDS, ["Cabinet"]) == {"101"}


@pytest.mark.parametrize("name", ["", " ", "?", "Pensions", "31"])
def test_names_that_no_board_bears(name: str) -> None:
    with pytest.raises(BadCall, match="Cabinet Advisory Panel"):
        chosen(BOARDS, [name])


@pytest.mark.parametrize(
    ("today", "until", "first"),
    [
        (date(2025, 2, 27), None, date(2021, 5, 1)),
        (date(2025, 5, 1), None, date(2022, 5, 1)),
        (date(2025, 4, 30), None, date(2021, 5, 1)),
        (date(2025, 2, 27), date(2021, 6, 1), date(2018, 5, 1)),
        (date(2025, 2, 27), date(2026, 6, 1), date(2021, 5, 1)),
    ],
)
def test_the_first_day(today: date, until: date | None, first: date) -> None:
    """Three municipal years back, from May to April."""
    assert first_day(Order("https://x.example/", until=until), today) == first


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path, create=True) as opened:
        yield opened


def whose(corpus: Corpus, root: str, told: str | None = None) -> str:
    return council(corpus, Order(root, council=told), Site.at(root))


def test_whose_site_it_is(corpus: Corpus) -> None:
    """As told, else by its host."""
    assert whose(corpus, "https://democracy.kelderby.gov.uk/") == "kelderby"
    assert whose(corpus, "https://democracy.kelderby.gov.uk/", "Long Wexcombe") == "long-wexcombe"


@pytest.mark.parametrize("told", [None, "", "?!", "search", "api"])
def test_a_council_that_cannot_be_known(corpus: Corpus, told: str | None) -> None:
    with pytest.raises(BadCall):
        whose(corpus, "http://127.0.0.1:8000/", told)
