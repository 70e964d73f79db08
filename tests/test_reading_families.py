"""Papers in the house styles of many councils, and of bodies outside the ModernGov family.

Each test has the words that try it. What a paper's own head does not state is not known: not its body,
not its day, and no meeting is made of it.
"""

import os
import re
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates import read_date, read_span
from indexer.media import HEAD, media_type
from indexer.model import MeetingReading, Paragraph, Text
from indexer.pipeline import read_document
from indexer.reading.reader import read_text
from indexer.reading.title_block import body_in, read_title_block

REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or Path(__file__).parents[2] / "shared")
DATED = sorted(
    path
    for folder in ("ayton-community-council", "winnipeg-city-council/docx")
    for path in (REAL / "data" / "real-documents" / folder).glob("*")
    if re.search(r"\d{4}-\d\d-\d\d", path.name)
)
MINUTES = "Minutes of the Meeting of the Cabinet held at 7.00 pm on Tuesday, 12 March 2024"
PRESENT = "Present: Councillors A Brook (Chair), J Wren and P Nash"


def paper(*lines: str) -> Text:
    """A paper of these lines; one that begins with `*` is set apart in bold."""
    return Text(tuple(Paragraph(line.lstrip("*"), strong=line.startswith("*")) for line in lines))


def meeting(*lines: str) -> MeetingReading:
    """The meeting of which a paper of these lines tells."""
    return read_text(paper(*lines)).meetings[0]


def numbered(read: MeetingReading) -> list[tuple[str | None, str]]:
    """Minute numbers and titles."""
    return [(item.minute_number, item.title) for item in read.items]


# --- the head of a paper --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        ("*MINUTES", "*PLANNING COMMITTEE", "Tuesday 12 March 2024 at 7.00 pm"),
        ("*Tuesday 12 March 2024", "7.00 pm", "*Minutes of the Planning Committee"),
        ("PLANNING COMMITTEE", "DATE: 12/03/2024 TIME: 19:00", "VENUE: Room 2", "MINUTES"),
        ("*Planning Committee – Third Meeting", "12th March 2024, 7-9pm", "*Minutes and Actions"),
        ("*KELDERBY BOROUGH COUNCIL", "*Planning Committee: minutes, 12 March 2024", "7 pm"),
    ],
)
def test_body_and_day_are_read_in_any_order(head: tuple[str, ...]) -> None:
    """Minutes whose head is a block of lines have the body, the day and the hour that it states."""
    read = meeting(*head, PRESENT, "1. Apologies", "None.", "2. Budget", "It was noted.")
    assert (read.kind, read.board and read.board.lower()) == ("minutes", "planning committee")
    assert (read.date, read.start) == (date(2024, 3, 12), time(19))


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Local Parks Panel – fifth meeting 21 October 2010", "Local Parks Panel"),
        ("19th LOCAL PARKS PANEL MEETING", "LOCAL PARKS PANEL"),
        ("Housing Scrutiny Board (4)", "Housing Scrutiny Board (4)"),
        (
            "Health and Wellbeing Board (Sub-Committee)",
            "Health and Wellbeing Board (Sub-Committee)",
        ),
        ("Draft Minutes of the Licensing Sub-Committee", "Licensing Sub-Committee"),
        ("Standing Policy Committee on Finance", "Standing Policy Committee on Finance"),
        ("DISTRICT COUNCIL 001", "DISTRICT COUNCIL 001"),
        ("Local Parks Panel – sub group meeting on benches", None),
        ("Department for Homes and Places,", None),
        ("the panel considered the paper of the board", None),
        ("Committee Room 2, Town Hall", None),
    ],
)
def test_a_body_is_named_as_bodies_are(line: str, body: str | None) -> None:
    """A line of a heading names a body by its form; a place, a sentence, a part of a body is none."""
    assert body_in(line) == body


@pytest.mark.parametrize(
    "lines",
    [
        ("*Planning Committee", "*12 March 2024", "*Trees in the north ward", "The trees are old."),
        ("*Scrutiny Board", "*Work Programme", "12 March 2024\tBudget", "9 April 2024\tHousing"),
        ("Dear Councillor", "Planning Committee", "It is to be held on 12 March 2024."),
        ("*LOCAL PARKS PANEL – ACTIONS REPORT", "*4 July 2012", "1. What was done is below."),
        ("• Home", "• Agenda", "• Minutes", "Board Meetings", "Meeting 59 - January 15, 2020"),
        ("*School report", "*12 March 2024", "*Attendance", "It rose by two per cent to 94."),
        ("*Local Parks Panel Benches", "Agenda of 1 May 2012 - https://kelderby.example/agenda"),
    ],
)
def test_another_days_paper_makes_no_meeting(lines: tuple[str, ...]) -> None:
    """A day on a report, a programme, a letter or a list of links is no meeting; all words are kept."""
    read = meeting(*lines)
    assert read.kind in {"other", "report"}
    assert not (read.board and read.date)
    kept = " ".join(p.text for i in read.items for e in i.excerpts for p in e.paragraphs)
    assert all(line.lstrip("*") in kept for line in lines)


def test_two_days_in_a_head_are_no_day() -> None:
    """Where the head of minutes states two days, neither is taken."""
    read = meeting("*Scrutiny Board", "*Minutes of 12 March 2024 and 13 March 2024", PRESENT)
    assert read.date is None


def test_day_without_year_is_no_day() -> None:
    """Minutes that print no year are read all the same; their date is not known."""
    head = "Minutes of a Meeting of Fennick Parish Council held on Tuesday 1 December at 7.00pm"
    read = meeting(head, PRESENT, "1. Police report", "None.", "2. Open forum", "Nobody spoke.")
    assert (read.board, read.date) == ("Fennick Parish Council", None)
    assert numbered(read) == [("1", "Police report"), ("2", "Open forum")]


def test_numeric_day_of_an_american_paper_is_not_guessed() -> None:
    """4/7/2019 is 4 July here and 7 April there: in a paper with an American address it is no day."""
    head = ("*ZONING BOARD OF APPEALS", "*MINUTES", "4/7/2019", "12 Main Street, Harbour, IL 60602")
    assert meeting(*head, "Present: J Wren, A Brook").date is None
    worded = (*head[:2], "July 4, 2019", head[3])
    assert meeting(*worded, "Present: J Wren, A Brook").date == date(2019, 7, 4)


def test_body_named_under_next_meeting_is_its_own() -> None:
    """Where the head names no body, "the next … meeting will take place" at the end does."""
    head = ("*Minutes for meeting held Tuesday 5th March 2024", "*Present", "• J Wren", "• A Brook")
    item = ("*Salt bins", "The empty bin was noted, and the Council will be told.")
    last = ("*Next meeting", "The next Fennick Parish Council meeting will take place on 2 April.")
    assert meeting(*head, *item, *last).board == "Fennick Parish Council"
    assert meeting(*head, *item).board is None


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2-4pm, Wednesday", time(14), time(16)),
        ("11am - 1pm", time(11), time(13)),
        ("11 to 1pm", time(11), time(13)),
        ("4.30 – 6.00 p.m.", time(16, 30), time(18)),
        ("14:00 – 16:15 : 21 October", time(14), time(16, 15)),
    ],
)
def test_spans_of_time(words: str, start: time, end: time) -> None:
    """The start of a span has the half of the day that comes before its end."""
    assert read_span(words) == (start, end)


@pytest.mark.parametrize("words", ["16 - 18 March 2020", "2019-2020", "1.2-1.4", "pages 3 - 8"])
def test_other_spans_are_no_time(words: str) -> None:
    """Days, years, sums and pages are no times."""
    assert read_span(words) is None


def test_zero_for_the_letter_in_october() -> None:
    """A slip that leaves no doubt: "3 0ctober 2017"."""
    assert read_date("Tuesday 3 0ctober 2017") == date(2017, 10, 3)


# --- items of minutes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("CAB.45 APOLOGIES", "CAB.46 BUDGET", ["CAB.45", "CAB.46"]),
        ("PL/12 Apologies", "PL/13 Budget", ["PL/12", "PL/13"]),
        ("Minute 45. Apologies", "Minute 46. Budget", ["45", "46"]),
        ("22/23 APOLOGIES", "23/23 BUDGET", ["22/23", "23/23"]),
        ("45\tAPOLOGIES", "46\tBUDGET", ["45", "46"]),
        ("45.", "46.", ["45", "46"]),
    ],
)
def test_numbers_of_minutes(first: str, second: str, numbers: list[str]) -> None:
    """A board's own way to number is read, and kept as it is printed."""
    titles = ("Apologies", "Budget") if first == "45." else ()
    lines = [
        first,
        *titles[:1],
        "None were sent.",
        second,
        *titles[1:],
        "RESOLVED: That it be set.",
    ]
    read = meeting(MINUTES, PRESENT, *lines)
    assert [item.minute_number for item in read.items] == numbers
    assert len(read.items[1].decisions) == 1


def test_rows_of_a_table_of_minutes() -> None:
    """Under "Minute No., Subject, Decision" a row is an item; its head is nobody's name."""
    read = meeting(
        MINUTES,
        PRESENT,
        "Minute No.\tSubject\tDecision",
        "45\tApologies\tNone were sent.",
        "46\tBudget\tRESOLVED: That the budget be approved.",
    )
    assert numbered(read) == [("45", "Apologies"), ("46", "Budget")]
    assert [one.text for one in read.items[1].decisions] == ["the budget be approved."]
    assert [one.name for one in read.attendance] == [
        f"Councillor {name}" for name in ("A Brook", "J Wren", "P Nash")
    ]


def test_agenda_number_on_a_line_under_the_heading() -> None:
    """A line such as "(Item 5)" below a minute's heading is its number on the agenda, and no text."""
    read = meeting(MINUTES, PRESENT, "45 Budget", "(Item 5)", "It was noted.", "46 Close", "None.")
    assert (read.items[0].agenda_number, read.items[0].minute_number) == ("5", "45")
    assert read.items[0].minutes == ("It was noted.",)


def test_heading_printed_again_on_the_next_page() -> None:
    """As in "46 BUDGET (continued)": it opens no item and is no text."""
    lines = (
        "45 CLOSE",
        "None.",
        "46 BUDGET",
        "A report was laid.",
        "46 BUDGET (continued)",
        "So be it.",
    )
    assert meeting(MINUTES, PRESENT, *lines).items[1].minutes == ("A report was laid.", "So be it.")


def test_number_that_the_paper_leaves_out() -> None:
    """Where headings are set apart, one that leaves out a number heads an item all the same."""
    lines = ("*1. Police report", "None.", "*2. Open forum", "None.", "*4. Next meeting", "In May.")
    assert [number for number, _ in numbered(meeting(MINUTES, PRESENT, *lines))] == ["1", "2", "4"]


def test_headings_by_word_hold_bold_lines_and_lists() -> None:
    """Under "Item 1:", "Item 2:" neither bold lines nor numbered lists are items."""
    read = meeting(
        *("*Local Parks Panel", "*12 March 2024", "*MINUTES", "Panel: J Wren (Chair), A Brook"),
        *("*Item 1: Benches", "Two points:", "1. Wood is dear", "2. Iron is cold", "*Cost"),
        *(
            "The cost was not known to anybody who was there.",
            "*Item 2i): Trees",
            "None were felled.",
        ),
    )
    assert numbered(read) == [("1", "Benches"), ("2i", "Trees")]


def test_headings_in_bold_alone() -> None:
    """Where nothing is numbered, bold words with text below are items; names and actions are none."""
    read = meeting(
        *("*Local Parks Panel", "*12 March 2024", "*Meeting note", "*Panel attendees:"),
        *("J Wren (Chair), A Brook", "*Benches:", "The Panel heard of the benches in the park."),
        *(
            "*Action: J Wren to count them.",
            "*AOB",
            "*Trees",
            "Nobody had anything to say of trees.",
        ),
    )
    assert numbered(read) == [(None, "Benches"), (None, "AOB"), (None, "Trees")]
    assert [one.name for one in read.attendance] == ["J Wren", "A Brook"]


def test_apologies_by_their_own_item() -> None:
    """Who sent apologies by the item of that name is in the attendance."""
    lines = ("1. Apologies for Absence", "Rob Marsh, Councillor H Lund", "2. Close", "At nine.")
    sent = [
        one.name for one in meeting(MINUTES, PRESENT, *lines).attendance if one.role == "apologies"
    ]
    assert sent == ["Rob Marsh", "Councillor H Lund"]


def test_record_of_decisions_without_a_sentence() -> None:
    """A decision notice of a body is read; its items have the agenda's numbers, and gaps."""
    read = meeting(
        *("*KELDERBY BOROUGH COUNCIL", "*DECISION NOTICE", "*CABINET", "*12 March 2024"),
        *("2 Budget", "RESOLVED: That it be approved.", "Part 2 - Exempt items"),
        *("*7 Grants", "RESOLVED: That they be paid."),
    )
    assert (read.kind, read.board, read.date) == ("decisions", "CABINET", date(2024, 3, 12))
    assert [(i.agenda_number, i.private) for i in read.items] == [("2", False), ("7", True)]


def test_record_of_one_persons_decision_is_no_meeting() -> None:
    """A form that records what a Cabinet Member decided has a day, and no meeting of Cabinet."""
    lines = (
        "*Record of Executive Decision",
        "Decision maker: Cabinet Member",
        "Date: 12 March 2024",
    )
    read = meeting(*lines, "Decision: To approve the grant.")
    assert (read.kind, read.board, read.date) == ("other", None, None)


def test_a_supplement_begins_with_any_number() -> None:
    """The front sheet of a supplement may have item 4 alone."""
    head = (
        "*Agenda Supplement",
        "*Planning Committee",
        "Tuesday 12 March 2024 at 7.00 pm",
        "AGENDA",
    )
    (item,) = meeting(*head, "4. Planning applications (Pages 3 - 8)").items
    assert (item.agenda_number, item.printed_pages) == ("4", (3, 8))


def test_who_speaks_is_no_part_of_a_title() -> None:
    """Speakers, papers and the hour at the entry of an agenda are text, so that the minutes' title fits."""
    head = ("*Local Parks Panel", "*2-4pm, 5 December 2023", "*AGENDA")
    entries = ("1) 14.00 – 14.10\tBenches (Jo Wren) – (see Paper)", "2) 14.10\tTrees (oak and ash)")
    first, second = meeting(*head, *entries).items
    assert (first.title, second.title) == ("Benches", "Trees (oak and ash)")
    text = [p.text for p in first.excerpts[-1].paragraphs]
    assert text == ["(Jo Wren) – (see Paper)", "14.00 – 14.10"]


# --- whatever comes -------------------------------------------------------------------------------

_SHAPES = [
    "*MINUTES",
    "AGENDA",
    "*Planning Committee",
    "12 March 2024",
    "1. Budget",
    "2.",
    "*Item 1: Trees",
    "DISPOSITION OF ITEMS",
    "COUNCIL MEETING",
    "1\tTrees\tADOPTED",
    "*REPORT OF THE PARKS COMMITTEE",
    "10.00 – 10.15 Welcome",
    "CAB.1 A",
    "CAB.2 B",
    "*COUNCIL MOTIONS",
    "MOTION\tMOVER\tSUBJECT\tDISPOSITION",
    "LOST",
    "Minute No.\tSubject\tDecision",
    "Present: J Wren, A Brook",
    "Minutes of a meeting of the Cabinet held on 12 March 2024",
]
_LINES = st.lists(st.one_of(st.sampled_from(_SHAPES), st.text(max_size=60)), max_size=30)


@given(_LINES)
def test_any_lines_are_read(lines: list[str]) -> None:
    """No lines break the reading, and each paper has an item to show."""
    read = read_text(paper(*(line for line in lines if line.strip("*").strip())))
    assert read.meetings


@given(
    st.lists(st.sampled_from(["alpha", "beta.", "*Gamma", "2. Delta", "Epsilon zeta eta theta."]))
)
def test_no_word_of_minutes_is_lost_or_doubled(body: list[str]) -> None:
    """Every word of minutes headed by a block is in one item, as title or as text."""
    head = ("*Local Parks Panel", "*12 March 2024", "*MINUTES", PRESENT)
    read = meeting(*head, *body)
    told = [item.title for item in read.items if item.title != "Minutes"]
    told += [p.text for i in read.items for e in i.excerpts for p in e.paragraphs]
    written = Counter(" ".join([*head, *body]).replace("*", "").replace("2. ", "").split())
    assert Counter(" ".join(told).replace("2. ", "").split()) == written


@given(st.text(alphabet="aA1 .:/-–\t(", max_size=400))
def test_a_long_line_costs_little(line: str) -> None:
    """A head of any signs is read or not, and never breaks."""
    read_title_block((Paragraph(line * 20), Paragraph(line)))


# --- real papers ----------------------------------------------------------------------------------


@pytest.mark.skipif(not DATED, reason="no real papers here")
def test_real_minutes_have_the_day_of_their_file() -> None:
    """Of minutes and dispositions whose file is named by the day, none has another; one prints none."""
    right = wrong = 0
    for path in DATED:
        with path.open("rb") as body:
            kind = media_type(path.name, body.read(HEAD))
        assert kind is not None
        day = read_document(path, kind).meetings[0].date
        named = read_date(path.stem[-10:])
        right, wrong = right + (day == named), wrong + (day not in {named, None})
    assert (wrong, right) == (0, len(DATED) - 1)
