"""How boards number their minutes, and the references that follow from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.board_history import Told, minute_years
from indexer.model import Approval
from indexer.reading.numbering import (
    Sitting,
    derived_reference,
    learnt,
    own_reference,
    printed_reference,
)
from indexer.readings import MeetingOutline


def sitting(day: str, first: int, last: int, agreed: str | None = None) -> Sitting:
    """A meeting with minutes numbered from one number to another."""
    before = date.fromisoformat(agreed) if agreed else None
    return Sitting(date.fromisoformat(day), tuple(range(first, last + 1)), before)


BY_YEAR = [
    sitting("2019-06-11", 1, 7),
    sitting("2019-10-03", 17, 22),
    sitting("2020-01-16", 30, 35),
    sitting("2020-07-02", 1, 6),
    sitting("2021-01-28", 13, 18),
]


def test_numbers_that_begin_again_each_municipal_year_are_by_year() -> None:
    """They rise beyond the New Year, and fall only after the annual meeting."""
    found = learnt(BY_YEAR)
    assert found.mode == "by year"
    assert [found.years[one.day] for one in BY_YEAR] == [2019, 2019, 2019, 2020, 2020]


def test_a_gap_in_what_is_held_hides_no_year() -> None:
    """The meeting whose minutes were agreed stands for one that is not held."""
    papers = [
        sitting("2019-10-03", 17, 22, "2019-09-19"),
        sitting("2021-01-28", 13, 18, "2020-12-03"),
    ]
    assert learnt(papers).mode == "by year"
    assert learnt(papers[:1]).mode is None


@pytest.mark.parametrize(
    ("papers", "mode"),
    [
        ([sitting("2020-01-16", 30, 35)], None),
        ([sitting("2019-10-03", 17, 22), sitting("2020-07-02", 23, 30)], "running on"),
        ([sitting("2019-10-03", 1, 6), sitting("2020-01-16", 1, 9)], "by meeting"),
        ([sitting("2019-10-03", 1, 6), sitting("2020-07-02", 1, 9)], None),
        ([Sitting(date(2019, 10, 3)), Sitting(date(2020, 1, 16))], "none"),
        (
            [
                sitting("2019-06-11", 30, 37),
                sitting("2019-10-03", 38, 44),
                sitting("2020-01-16", 1, 6),
                sitting("2020-07-02", 14, 20),
            ],
            None,
        ),
        (
            [
                sitting("2019-06-11", 1, 7),
                sitting("2019-10-03", 8, 12),
                sitting("2020-07-02", 1, 5),
            ],
            None,
        ),
        ([*BY_YEAR, sitting("2021-03-11", 16, 20)], None),
        ([*BY_YEAR, sitting("2021-03-11", 19, 2021)], None),
    ],
)
def test_in_doubt_nothing_is_derived(papers: list[Sitting], mode: str | None) -> None:
    """One meeting, calendar years, gaps that might hide one, numbers that disagree: no year."""
    found = learnt(papers)
    assert (found.mode, found.years) == (mode, {})


def test_about_the_annual_meeting_the_numbers_tell_the_year() -> None:
    """1 begins a year before its usual day; a number that goes on is of the year before."""
    papers = [*BY_YEAR, sitting("2021-03-11", 19, 24), sitting("2021-05-20", 25, 28)]
    assert learnt(papers).years[date(2021, 5, 20)] == 2020
    early = [*BY_YEAR, sitting("2021-03-11", 19, 24), sitting("2021-05-06", 1, 4)]
    assert learnt(early).years[date(2021, 5, 6)] == 2021


@given(st.permutations(BY_YEAR))
def test_the_order_of_papers_does_not_matter(papers: list[Sitting]) -> None:
    """What is learnt is the same."""
    assert learnt(papers) == learnt(BY_YEAR)


@pytest.mark.parametrize(
    ("printed", "reference"),
    [("46/18", "46/18"), ("77 /21", "77/21"), ("2021/45", "2021/45"), ("46", None), (None, None)],
)
def test_a_reference_is_as_printed(printed: str | None, reference: str | None) -> None:
    """Only where the number stands with its year."""
    assert printed_reference(printed) == reference


def test_a_derived_reference_has_the_year_of_the_annual_meeting_before() -> None:
    """Minute 14 in January 2021 is 14/20; a number with a letter has none."""
    assert derived_reference("14", 2020) == "14/20"
    assert derived_reference("5", 2005) == "5/05"
    assert derived_reference("14a", 2020) is None
    assert derived_reference("14", None) is None


def test_a_board_goes_on_with_its_numbers_under_a_new_name() -> None:
    """It agreed minutes of a meeting under the former one: together they show the numbering."""

    def told(board: str, day: str, numbers: tuple[int, ...], *said: Approval) -> Told:
        held = date.fromisoformat(day)
        outline = MeetingOutline(
            "page", board, held, said, (), (), board, None, None, None, "held", numbers
        )
        return Told("kelderby", outline, held)

    former, now = "streets-scrutiny-board-3", "streets-and-parks-scrutiny-board-3"
    papers = [
        told(former, "2022-10-01", (7, 8, 9)),
        told(former, "2023-02-01", (10, 11)),
        told(now, "2023-09-01", (1, 2), Approval(date(2023, 2, 1), "… agreed.")),
    ]
    years = minute_years(papers, {one.key for one in papers})
    assert [years[one.key] for one in papers] == [2022, 2022, 2023]
    assert minute_years(papers[:2], {one.key for one in papers}) == {}


@pytest.mark.parametrize(
    ("number", "lines", "reference"),
    [
        (None, ("Minute 77/21 – Land at Mill Lane",), "77/21"),
        ("77", ("Minute No. 77 /21: Land at Mill Lane",), "77/21"),
        (None, ("Land at Mill Lane", "(Minute 77/21)"), "77/21"),
        ("77/21", ("Minute 12/20 – Land at Mill Lane",), "77/21"),
        ("5", ("Minute 77/21 – Land at Mill Lane",), None),
        (None, ("Matters arising from Minute 77/21",), None),
        (None, ("Land at Mill Lane", "Minute 77/21 was noted."), None),
        (None, ("Minute 77 – Land at Mill Lane",), None),
    ],
)
def test_a_minute_prints_its_own_reference(
    number: str | None, lines: tuple[str, ...], reference: str | None
) -> None:
    """In its title or in a line that holds nothing else; another's minute is not its own."""
    assert own_reference(number, *lines) == reference
