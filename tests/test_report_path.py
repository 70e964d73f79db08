"""Where a report goes: its header, and its answers to "will it go to …?"."""

from datetime import date

import pytest

from indexer.model import Paragraph
from indexer.reading.report_path import read_path
from indexer.reading.reports import read_report

CABINET = ("Cabinet", date(2021, 3, 9))


def path(*lines: str) -> list[tuple[str, str]]:
    """The way of a report whose header names the Cabinet's meeting of 9 March 2021."""
    steps = read_path([Paragraph(line) for line in lines], [CABINET])
    return [(body, f"{day:%d/%m}") for body, day in steps]


@pytest.mark.parametrize(
    "lines",
    [
        ("Will this report go to Council?", "Yes - Council - 16th March 2021"),
        ("Will this report go to Council? Yes – 16 March 2021",),
        ("Will the report be submitted to full Council?", "Yes, Council on Tuesday, 16 March 2021"),
    ],
)
def test_an_answer_adds_a_step(lines: tuple[str, ...]) -> None:
    """The question names the Council where the answer gives only the day."""
    assert path(*lines) == [("Cabinet", "09/03"), ("Council", "16/03")]


def test_steps_stand_by_date_and_none_twice() -> None:
    """Header and answers together: Cabinet, then Scrutiny, then Council."""
    assert path(
        "Will this report go to Council?",
        "Yes - Council - 16th March 2021",
        "Has it been or will it be considered by Scrutiny?",
        "Yes - Housing Scrutiny Board (4) - 11th March 2021",
        "Is it to be considered by any other body?",
        "Yes - Cabinet - 9 March 2021",
    ) == [("Cabinet", "09/03"), ("Housing Scrutiny Board (4)", "11/03"), ("Council", "16/03")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Will this report go to Council?", "No"),
        ("Will this report go to Council?", "Other matters:", "Council met on 16 March 2021."),
        ("Has it been considered by Scrutiny?", "Yes - Scrutiny Board (4) - 1 May 2020"),
        ("The Council will consider it on 16 March 2021.",),
        ("Will this report go to Council?", "Yes"),
    ],
)
def test_what_is_no_answer_or_past_adds_none(lines: tuple[str, ...]) -> None:
    """A meeting before the header's first is no way that the report has still to go."""
    assert path(*lines) == [("Cabinet", "09/03")]


@pytest.mark.parametrize(
    "header",
    [
        ("Report to: Cabinet", "Date: 9 March 2021"),
        ("Report to:\tCabinet\tDate of meeting: 9 March 2021",),
        ("Report to\tCabinet", "Date of Meeting\t9 March 2021"),
        ("Committee: Cabinet", "Meeting date: 9 March 2021"),
        ("Cabinet\t9 March 2021",),
        ("Cabinet - 9 March 2021",),
    ],
)
def test_headers_of_many_layouts_name_body_and_day(header: tuple[str, ...]) -> None:
    """With labels or without, in rows or lines."""
    report = read_report([*map(Paragraph, header), Paragraph("Title: Voids")])
    assert (report.path, report.title) == ((CABINET,), "Voids")
