"""References as printed: what is one, what it says, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Excerpt, ItemReading, Paragraph, Reference, Zone
from indexer.reading.references import distinct, read_references


def of(*texts: str, zone: Zone = "minutes", title: str = "Voids") -> tuple[Reference, ...]:
    """What an item of these paragraphs refers to."""
    said = Excerpt(zone, tuple(Paragraph(text) for text in texts))
    return read_references(ItemReading(title, excerpts=(said,)))


def told(text: str) -> list[tuple[str, str | None]]:
    """Kind and number of each reference of a sentence."""
    return [(one.kind, one.reference) for one in of(text)]


@pytest.mark.parametrize(
    ("said", "text", "number", "title"),
    [
        (
            "Further to minute 46/18 'Family Hubs' it was noted",
            "Further to minute 46/18 'Family Hubs'",
            "46/18",
            "Family Hubs",
        ),
        (
            "as in Minute 5/23 ‘Members’ Fees’ above",
            "Minute 5/23 ‘Members’ Fees’ above",
            "5/23",
            "Members’ Fees",
        ),
        (
            "(minute 4/22 “St Oda’s School (pitch)” refers)",
            "minute 4/22 “St Oda’s School (pitch)” refers",
            "4/22",
            "St Oda’s School (pitch)",
        ),
        (
            "an interest in Minute 18 below (Land at Mill Lane (86 homes)), as owner",
            "Minute 18 below (Land at Mill Lane (86 homes))",
            "18",
            "Land at Mill Lane (86 homes)",
        ),
        ("as recorded in minute 72 above.", "minute 72 above", "72", None),
        ("See Minute No. 45.", "Minute No. 45", "45", None),
        ("(Minute item CAB.45 refers)", "Minute item CAB.45 refers", "CAB.45", None),
        ("their Minute 89 /21 refers", "their Minute 89 /21 refers", "89/21", None),
    ],
)
def test_a_minute_is_told_with_its_words_number_and_title(
    said: str, text: str, number: str, title: str | None
) -> None:
    """The words are as printed, the number in its usual form, the title without its marks."""
    (one,) = of(said)
    assert (one.kind, one.text, one.reference, one.quoted_title) == ("minute", text, number, title)
    assert (one.status, one.item, one.candidates) == (None, None, ())


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("minutes 12 to 14 refer", ["12", "13", "14"]),
        ("Minutes 45-47/18 refer", ["45/18", "46/18", "47/18"]),
        ("minute numbers 5, 6 and 9", ["5", "6", "9"]),
        ("Minute 89/21 and 90/21", ["89/21", "90/21"]),
        ("Further to minute 3/19 ‘Voids’ and minute 4/19 ‘Rents’", ["3/19", "4/19"]),
        ("minutes 3/19 ‘Voids’ and 4/19 ‘Rents’", ["3/19", "4/19"]),
        ("see minutes 10 to 60", ["10 to 60"]),
        ("Minutes Nos 45, 46(a) and 47", ["45", "46", "47"]),
        ("(Min. No. 12/20-21 refers)", ["12/20-21"]),
        ("(Minutes 45/18-47/18 refer)", ["45/18", "46/18", "47/18"]),
        ("(Minutes 12.3 and 12.4 refer)", ["12.3", "12.4"]),
        ("minute reference C/19/23", ["C/19/23"]),
    ],
)
def test_lists_and_short_ranges_give_each_minute(said: str, numbers: list[str]) -> None:
    """A long range is told as printed: it names a part of the book, not so many matters."""
    assert told(said) == [("minute", number) for number in numbers]


@pytest.mark.parametrize(
    ("said", "board", "day"),
    [
        (
            "The Harbour Board considered a report which had been considered by Cabinet at their "
            "meeting on 9 March, 2021 (their Minute 89 /21 refers)",
            "Cabinet",
            date(2021, 3, 9),
        ),
        ("(Minute 23 of 4 March 2021 refers)", None, date(2021, 3, 4)),
        (
            "(Minute 23 of the meeting of the Harbour Board (2) held on 4 March 2021)",
            "Harbour Board (2)",
            date(2021, 3, 4),
        ),
        ("(Cabinet minute 45, 3 May 2021)", "Cabinet", date(2021, 5, 3)),
        (
            "minute 11/23 ‘Floods’ of the Streets and Parks Scrutiny Board (3) refers",
            "Streets and Parks Scrutiny Board (3)",
            None,
        ),
        (
            "The Cabinet approved the pilot on the third of October 2019 (minute 18/19 refers).",
            "Cabinet",
            date(2019, 10, 3),
        ),
        (
            "the Cabinet Member for Housing agreed to sell (their minute 7/20 refers)",
            "Cabinet Member for Housing",
            None,
        ),
        (
            "The Harbour Board agreed and the Planning Committee refused (minute 4 refers)",
            None,
            None,
        ),
        ("The Council had applied for a grant of £5 million (minute 4/20 refers).", None, None),
        ("fees rise on 1 April 2022, as minute 72 above says", None, None),
    ],
)
def test_board_and_day_come_from_the_words_about_the_number(
    said: str, board: str | None, day: date | None
) -> None:
    """From behind it, or from the one body that acted on one day; in doubt from nowhere."""
    (one,) = of(said)
    assert (one.board, one.date) == (board, day)


@pytest.mark.parametrize(
    "said",
    [
        "She was born on 3 April 1968 and 46/18 of the homes were let.",
        "Application FUL/2021/1234 was refused; the planning decision 22/00417 was appealed.",
        "The number is 01632 960143, open 24/7 in 2020/21 at 12 High Street.",
        "Section 106, and paragraph 3 of Schedule 12A, apply.",
        "a 15 minute 2 mile walk, five minutes 30 seconds, every minute 5 cars",
        "Speakers have minutes 10.30 am to 11 am",
        "the minutes 2020/21 and the decision 2021/22",
        "Minutes 28 January were agreed.",
        "Minutes 5 - 10",
        "application 23/00289 (the appeal decision 22/00417)",
        "the decision on application (23/00289)",
        "A site meeting on 4 May 2020 and a public meeting held on 5 May 2020 took place.",
        "The lease ends on 4 May 2020.",
        "Councillor Bellamy took the minute’s silence of 11 November 2020.",
        "M25 and the decision D45 road",
        "The next meeting of the Board will be held on 16 September 2021 at 2pm.",
        "The Annual General Meeting would be held at 6.45pm on Tuesday 3 May 2016.",
        "The meeting of the Board was rescheduled for 4 May 2021.",
        "Date of next meeting: Thursday 16 September 2021",
        "It will be considered at the next meeting on 16 September 2021.",
    ],
)
def test_what_only_looks_like_a_reference_is_none(said: str) -> None:
    """Births, shares, applications, telephones, years, times, laws, pages, sites."""
    assert of(said) == ()


@pytest.mark.parametrize(
    ("said", "number", "board", "day"),
    [
        (
            "made on 25 October 2022 (decision 24/00093), to close",
            "24/00093",
            None,
            date(2022, 10, 25),
        ),
        ("Decision No. 2021/45", "2021/45", None, None),
        ("Key decision D123 was called in", "D123", None, None),
        ("Key Decision FP/21/03/04", "FP/21/03/04", None, None),
        (
            "decision 22/00031 of the Cabinet Member for Parks and Streets, “Mill",
            "22/00031",
            "Cabinet Member for Parks and Streets",
            None,
        ),
        (
            "the decision of the Cabinet Member for Parks of 25 October 2022 (22/00031) to close",
            "22/00031",
            "Cabinet Member for Parks",
            date(2022, 10, 25),
        ),
        ("(officer decision 23/00021 of 14 November 2023)", "23/00021", None, date(2023, 11, 14)),
    ],
)
def test_a_decision_is_told_by_its_number(
    said: str, number: str, board: str | None, day: date | None
) -> None:
    """Who made it is the board, where the words name them."""
    found = of(said)
    assert [(one.kind, one.reference, one.board, one.date) for one in found] == [
        ("decision", number, board, day)
    ]


@pytest.mark.parametrize(
    ("said", "board", "day"),
    [
        ("at its meeting on 3 October 2019, the Board considered", "Board", date(2019, 10, 3)),
        (
            "would be considered by Council at their meeting to be held on 16 March, 2021.",
            "Council",
            date(2021, 3, 16),
        ),
        ("To agree the minutes of the meeting held on 28th January, 2021", None, date(2021, 1, 28)),
        (
            "the Harbour Board met on the twenty-first day of June 2018",
            "Harbour Board",
            date(2018, 6, 21),
        ),
        ("It was previously considered on 21st June, 2018", None, date(2018, 6, 21)),
        ("as approved by the Cabinet on 10 October 2023", "Cabinet", date(2023, 10, 10)),
        ("On 11 June 2024 the Cabinet approved it", "Cabinet", date(2024, 6, 11)),
        ("meeting held at 2.00 pm on Wednesday, 3 June 2020", None, date(2020, 6, 3)),
        ("minutes of the Cabinet held on 3 March 2020", "Cabinet", date(2020, 3, 3)),
        ("At the previous meeting (4 March 2021) Members had asked", None, date(2021, 3, 4)),
        ("the meeting which was held on 4 March 2021", None, date(2021, 3, 4)),
    ],
)
def test_a_meeting_is_told_by_its_day(said: str, board: str | None, day: date) -> None:
    """With the body, where the words name it."""
    (one,) = of(said)
    assert (one.kind, one.reference, one.board, one.date) == ("meeting", None, board, day)


def test_two_days_of_one_month_are_two_meetings() -> None:
    """The month and year stand only behind the second: "3rd and 17th December, 2020"."""
    found = of("The minutes of the meetings held on 3rd and 17th December, 2020 were agreed.")
    assert [one.date for one in found] == [date(2020, 12, 3), date(2020, 12, 17)]


def test_a_minute_with_its_day_is_not_also_a_meeting() -> None:
    """The sentence refers to one thing, by number and by day."""
    said = "considered by Cabinet at their meeting on 9 March 2021 (their Minute 89/21 refers)"
    assert told(said) == [("minute", "89/21")]


def test_what_is_told_again_is_one_with_all_that_is_said_of_it() -> None:
    """Agenda and minutes name the same meeting and minute: each once, as it says most."""
    found = of(
        "To agree the minutes of the meeting held on 28 January 2021",
        "The minutes of the meeting held on 28 January 2021 were agreed.",
        "As minute 4/20 shows, and further to minute 4/20 ‘Voids’, it was agreed.",
    )
    assert [(one.kind, one.quoted_title) for one in found] == [
        ("meeting", None),
        ("minute", "Voids"),
    ]


def test_two_minutes_of_a_number_stay_two() -> None:
    """Boards and titles that differ speak of two matters."""
    found = of("Cabinet minute 4/20 ‘Voids’ and Council minute 4/20 ‘Rents’ refer")
    assert [one.board for one in found] == ["Cabinet", "Council"]
    assert distinct((*found, *found)) == found


def test_the_meeting_of_the_paper_itself_is_no_reference() -> None:
    """A report names the meeting that it is written for."""
    said = Excerpt("report", (Paragraph("The Board, at its meeting on 3 June 2020, is asked"),))
    item = ItemReading("Voids", excerpts=(said,))
    assert read_references(item, date(2020, 6, 3)) == ()
    assert len(read_references(item)) == 1


def test_a_minute_that_names_itself_refers_to_nothing() -> None:
    """Its own number in its title is none; on an agenda that is another's minute, and one."""
    said = Excerpt("minutes", (Paragraph("Agreed, as Cabinet minute 77/21 asked."),))
    item = ItemReading("Minute 77/21 – Land at Mill Lane", minutes=("Agreed.",), excerpts=(said,))
    assert [(one.reference, one.board) for one in read_references(item)] == [("77/21", "Cabinet")]
    assert len(read_references(ItemReading("Minute 77/21 – Land at Mill Lane"))) == 1


@pytest.mark.parametrize(
    "zone", ["minutes", "decision", "report", "recommendation", "agenda", "programme"]
)
def test_every_zone_is_read(zone: Zone) -> None:
    """A report or a work programme refers as the minutes do."""
    assert [one.reference for one in of("Further to minute 46/18", zone=zone)] == ["46/18"]


def test_a_title_refers_too() -> None:
    """The item on a call-in names the decision in its title."""
    (one,) = of("It was discussed.", title="Call-in of Decision 22/00031 - Mill Street")
    assert (one.kind, one.reference) == ("decision", "22/00031")


WORDS = ["minute", "Minutes", "46/18", "12", "to", "and", "of", "the", "Cabinet", "decision", "on"]
WORDS += ["24/00093", "(their", "refers)", "‘Voids’", "meeting", "held", "4 March 2021", ".", "3rd"]
WORDS += ["Board", "No.", "'", "“", "–", "the third of October 2019", "\t", "31st", "June 2020"]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_whatever_is_written_the_words_told_stand_there(text: str) -> None:
    """No number, title or day is told that the words do not hold."""
    plain = " ".join(text.split())
    for one in of(text):
        assert " ".join(one.text.removesuffix(")").split()) in plain
        assert one.quoted_title is None or one.quoted_title in plain
        assert one.kind == "meeting" or one.reference


@pytest.mark.parametrize(
    "piece",
    [
        "minute 1, ",
        "decision 24/00093 (",
        "Aaa Bbb ",
        "meeting of the ",
        "on 4 March 2021 ",
        "‘",
        "by the Cabinet ",
    ],
)
def test_a_hostile_sentence_is_read_to_its_end(piece: str) -> None:
    """A line without end gives a bounded answer."""
    assert len(of(piece * 5_000)) <= 1000
