"""Dates and times as papers write them, and the municipal year."""

from datetime import date as Date
from datetime import time as Time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates import (
    find_dates,
    find_time,
    in_words,
    municipal_year,
    read_date,
    read_time,
)

days = st.dates(min_value=Date(1800, 1, 1), max_value=Date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday, 11th March, 2021 10.00 am", Date(2021, 3, 11)),
        ("10.00 am on Thursday, 11th March, 2021", Date(2021, 3, 11)),
        ("held at 11.00 am on Thursday, 28 January 2021", Date(2021, 1, 28)),
        ("28th January, 2021", Date(2021, 1, 28)),
        ("26 May 2026 6.00 pm", Date(2026, 5, 26)),
        ("Agenda frontsheet 31st-Mar-2025 18.30 Cabinet.pdf", Date(2025, 3, 31)),
        ("08/02/2011, 10:00", Date(2011, 2, 8)),
        ("03.10.2019", Date(2019, 10, 3)),
        ("01/Sep/2026", Date(2026, 9, 1)),
        ("March 11, 2021", Date(2021, 3, 11)),
        ("10 th March 2021", Date(2021, 3, 10)),
        ("10  th  March,  2021", Date(2021, 3, 10)),
        ("Thursday the 3rd of October 2019", Date(2019, 10, 3)),
        ("3\xa0Sept.\xa02019", Date(2019, 9, 3)),
        ("11thMarch2021", Date(2021, 3, 11)),
        ("Thursday, 11th\nMarch, 2021", Date(2021, 3, 11)),
        ("2021-03-11T10:00:00", Date(2021, 3, 11)),
        ("29 February 2024", Date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_in_every_shape_that_papers_have(text: str, day: Date) -> None:
    """Each shape seen in real papers gives its day."""
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February 2020",
        "29 February 2023",
        "03/25/2021",
        "0/1/2020",
        "minute 46/18",
        "2020/21",
        "in September 2020",
        "Thursday 11 March",
        "11 March 20211",
        "dismay 21, 2020",
        "12 marches 2020",
        "19/00123/2020",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    """Impossible days, months without a day, references and numbers are no dates."""
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["12\tMarch 2021", "Page 12\nMarch 2021"])
def test_a_number_in_another_cell_or_line_is_no_day(text: str) -> None:
    """A page or agenda number before "March 2021" does not make a date of it."""
    assert read_date(text) is None


def test_a_wrong_weekday_is_no_error() -> None:
    """11 March 2021 was a Thursday; the record is read as it stands."""
    assert read_date("Monday, 11th March, 2021") == Date(2021, 3, 11)


def test_numeric_dates_have_the_day_first() -> None:
    """04/03 is the fourth of March."""
    assert read_date("04/03/2021") == Date(2021, 3, 4)


def test_all_dates_are_found_with_their_places() -> None:
    """Every date comes with the span that it takes, its weekday included."""
    text = "Cabinet, Thursday, 3rd October, 2019 and 31 June 2020; see 12/11/2019."
    assert [(day, text[start:end]) for day, start, end in find_dates(text)] == [
        (Date(2019, 10, 3), "Thursday, 3rd October, 2019"),
        (Date(2019, 11, 12), "12/11/2019"),
    ]


@given(days)
def test_a_day_in_words_is_read_back(day: Date) -> None:
    """What we write, we read."""
    assert read_date(in_words(day)) == day
    assert read_date(f"{day.day:02}/{day.month:02}/{day.year}") == day
    assert read_date(day.isoformat()) == day


@given(st.text(alphabet="0123456789 /.-,stndrhMarch\t\n", max_size=200))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    """Places found never overlap, whatever the text."""
    ends = [0]
    for _, start, end in find_dates(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Thursday, 11th March, 2021 10.00 am", Time(10)),
        ("5.30 p.m.", Time(17, 30)),
        ("26 May 2026 6.00 pm", Time(18)),
        ("18:00", Time(18)),
        ("31st-Mar-2025 18.30", Time(18, 30)),
        ("08/02/2011, 10:00", Time(10)),
        ("31.03.2025 18.30", Time(18, 30)),
        ("12 noon", Time(12)),
        ("12.00 midday", Time(12)),
        ("2pm", Time(14)),
        ("(Meeting closed at 12.50 pm)", Time(12, 50)),
        ("12.15 am", Time(0, 15)),
        ("at 9.30am.", Time(9, 30)),
        ("13.00 pm", Time(13)),
        ("2021-03-11T10:00:00", Time(10)),
    ],
)
def test_a_time_is_read_in_every_shape_that_papers_have(text: str, time: Time) -> None:
    """Each shape seen in real papers gives its time."""
    assert read_time(text) == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "£18.30",
        "£1,118.30",
        "12.50%",
        "10.75 million",
        "24:00",
        "14.00 am",
        "10.60",
        "3.5",
        "46",
    ],
)
def test_what_is_no_time_gives_none(text: str) -> None:
    """Money, shares and impossible hours are no times."""
    assert read_time(text) is None


def test_a_span_without_its_own_half_of_the_day_gives_none() -> None:
    """In "10.00 - 12.30 pm" the start may be morning; its end is not taken for it."""
    assert read_time("10.00 - 12.30 pm") is None


def test_a_time_is_found_with_its_place() -> None:
    """The span of a time covers its words."""
    text = "at 5.30 p.m. in Committee Room 2"
    found = find_time(text)
    assert found is not None
    assert text[found[1] : found[2]] == "5.30 p.m."


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (Date(2019, 10, 3), "2019/20"),
        (Date(2020, 3, 11), "2019/20"),
        (Date(2021, 5, 17), "2020/21"),
        (Date(2021, 5, 18), "2021/22"),
        (Date(1999, 12, 1), "1999/00"),
    ],
)
def test_the_municipal_year_begins_on_the_day_that_the_law_sets(day: Date, year: str) -> None:
    """Election on 6 May 2021, retirement on 10 May, annual meeting on the eighth day after it."""
    assert municipal_year(day) == year


def test_a_known_annual_meeting_begins_the_year() -> None:
    """Two councils may part their years on different days."""
    assert municipal_year(Date(2021, 5, 19), Date(2021, 5, 20)) == "2020/21"
    assert municipal_year(Date(2021, 5, 20), Date(2021, 5, 20)) == "2021/22"
    assert municipal_year(Date(2021, 5, 19), Date(2020, 5, 20)) == "2021/22"


@given(days)
def test_a_municipal_year_holds_its_autumn_and_the_next_spring(day: Date) -> None:
    """By default no year begins before 13 May or after 19 May."""
    first = day.year if (day.month, day.day) >= (5, 19) else day.year - 1
    if not (5, 13) <= (day.month, day.day) < (5, 19):
        assert municipal_year(day) == f"{first}/{(first + 1) % 100:02}"
