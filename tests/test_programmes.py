"""Work programmes as rows; all papers are invented."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Paragraph, Planned
from indexer.reading.programmes import people_of, read_programme

HEAD = "Date\tTitle\tDetail\tCabinet Member/ Lead Officer"


def rows(*lines: str) -> tuple[Planned, ...]:
    """What is planned by these lines."""
    return read_programme([Paragraph(line) for line in lines])


def test_a_date_goes_for_the_rows_below_it() -> None:
    """Empty cells under a date are of that meeting, over a page's end and its repeated head too."""
    found = rows(
        HEAD,
        "3rd October 2019\tAdoption Service\tAnnual report\tCllr Seaward John Reed",
        HEAD,
        "\tFamily Hubs\t\tJohn Reed",
    )
    assert [(row.date, row.title, row.detail, row.member, row.officer) for row in found] == [
        (date(2019, 10, 3), "Adoption Service", "Annual report", "Cllr Seaward", "John Reed"),
        (date(2019, 10, 3), "Family Hubs", None, None, "John Reed"),
    ]


def test_rows_that_lost_their_empty_cells_are_read_by_what_fits() -> None:
    """A PDF gives no empty cells: names stand under people, the first words under the title."""
    found = rows(
        HEAD, "3rd October 2019\tHubs\tTo see them\tJohn Reed", "Voids\tAnnual report\tJo Ash"
    )
    assert (found[1].title, found[1].detail, found[1].officer) == (
        "Voids",
        "Annual report",
        "Jo Ash",
    )


def test_undated_and_paused_rows_say_when_they_are_not() -> None:
    """A heading without a day dates nothing."""
    found = rows(
        HEAD,
        "3rd October 2019\tHubs\t\t",
        "Items paused due to the pandemic\t\t\t",
        "\tOne Plan\t\tJohn Reed",
        "Date to be confirmed\tVoids\t\t",
        "2019/20\tRents\t\t",
    )
    assert [(row.date, row.when, row.paused) for row in found[1:]] == [
        (None, "Items paused due to the pandemic", True),
        (None, "Date to be confirmed", False),
        (None, "2019/20", False),
    ]


def test_a_day_without_its_year_is_dated_only_by_its_weekday() -> None:
    """24 March 2021 was a Wednesday; a Thursday 24 March was none after it."""
    (_, one) = rows(HEAD, "11th March 2021\tHubs\t\t", "Wednesday 24th March – joint\tMinds\t\t")
    assert one.date == date(2021, 3, 24)
    (_, other) = rows(HEAD, "11th March 2021\tHubs\t\t", "Friday 24th March – joint\tMinds\t\t")
    assert (other.date, other.when) == (None, "Friday 24th March – joint")


def test_a_cancelled_meeting_is_no_matter() -> None:
    """What only says that there is nothing gives no row."""
    assert rows(HEAD, "24th September 2020\t- Meeting cancelled\t\t") == ()


def test_lists_under_dates_are_rows_where_there_is_no_table() -> None:
    """Bullets or lines under a date, until prose."""
    found = rows("3rd October 2019", "• Adoption", "• Family Hubs", "7th November 2019", "Voids")
    assert [(row.date, row.title) for row in found] == [
        (date(2019, 10, 3), "Adoption"),
        (date(2019, 10, 3), "Family Hubs"),
        (date(2019, 11, 7), "Voids"),
    ]


def test_people_of_a_cell_are_told_apart_or_left() -> None:
    """Officers lead, members are members; three words without a comma are nobody's name."""
    people = people_of(
        rows(
            HEAD,
            "3rd October 2019\tHubs\t\tCllr Seaward John Reed Jo Ash",
            "\tVoids\t\tAnna Hart, Kelder Health CCG",
            "\tRents\t\tDirector of Finance",
        )
    )
    assert [(one.name, one.role) for one in people] == [
        ("John Reed", "lead"),
        ("Jo Ash", "lead"),
        ("Cllr Seaward", "member"),
        ("Anna Hart", "lead"),
    ]


def test_columns_of_other_councils() -> None:
    """Member and officer in columns of their own."""
    (row,) = rows(
        "Item\tMeeting date\tPurpose\tPortfolio Holder\tLead Officer",
        "Hubs\t3 October 2019\tTo see them\tCllr P Seaward\tJo Ash",
    )
    assert (row.title, row.date, row.detail) == ("Hubs", date(2019, 10, 3), "To see them")
    assert (row.member, row.officer) == ("Cllr P Seaward", "Jo Ash")


@given(st.lists(st.text(alphabet="AbC 2019/\t•.,", max_size=40), max_size=8))
def test_every_title_is_printed(lines: list[str]) -> None:
    """Nothing is made up, whatever stands there."""
    for row in rows(HEAD, *lines):
        assert any(row.title in line for line in lines)


def test_cells_on_lines_of_their_own_are_rows() -> None:
    """Heads one under another; a date goes for the rows below it, and no cell is a matter itself."""
    found = rows(
        *("Meeting Date", "Item", "Lead Officer"),
        *("12 June 2024", "Budget Monitoring", "Jane Wren", "Waste Strategy", "Tom Ash"),
        *("10 July 2024", "Housing Plan", "Director of Housing"),
    )
    assert [(row.date, row.title, row.officer) for row in found] == [
        (date(2024, 6, 12), "Budget Monitoring", "Jane Wren"),
        (date(2024, 6, 12), "Waste Strategy", "Tom Ash"),
        (date(2024, 7, 10), "Housing Plan", "Director of Housing"),
    ]


def test_cells_that_cannot_be_told_apart_are_left_out() -> None:
    """A lost cell makes its row no row; those that are whole stay."""
    found = rows(
        *("Item", "Meeting Date", "Lead Officer"),
        *("Budget", "12 June 2024", "Jane Wren", "Waste", "Tom Ash", "Rents", "10 July 2024"),
    )
    assert [row.title for row in found] == ["Budget"]
