"""The head of a report, its recommendations and people, in the ways councils print them; all invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Paragraph, Person, Text
from indexer.reading.file_titles import title_of
from indexer.reading.named import after_post, people_in
from indexer.reading.programmes import read_programme
from indexer.reading.reader import read_text
from indexer.reading.report_people import read_people
from indexer.reading.reports import Report, read_report
from indexer.reading.wards import wards_named

ASKED = ("1. Recommendations", "The Committee is recommended to:", "(a) approve the plan.")


def report(*lines: str) -> Report:
    """What is read of a report with these lines."""
    return read_report([Paragraph(line) for line in lines])


def people(*lines: str) -> tuple[Person, ...]:
    """Whom these lines name."""
    return read_people([Paragraph(line) for line in lines])


@pytest.mark.parametrize(
    "head",
    [
        ("Report to:\tLanes Committee", "Date:\t4 May 2026", "Title:\tHedge Plan"),
        ("LANES COMMITTEE", "4 MAY 2026", "REPORT OF THE HEAD OF LANES", "HEDGE PLAN"),
        ("Lanes Committee\t4 May 2026", "Hedge Plan", "Report by Head of Lanes"),
        ("Kelderby Borough Council", "Name of Meeting: Lanes Committee", "Date: 4 May 2026",
         "Title of Report: Hedge Plan", "Date signed off by Director: Una Fell, 20 April 2026"),
        ("Agenda Item 8", "Report to Lanes Committee - 4 May 2026", "Hedge Plan"),
        ("Kelderby Borough Council – Lanes Committee – 4 May 2026", "Report title\tHedge Plan"),
    ],
)  # fmt: skip
def test_body_day_and_title_are_read_from_forms_and_from_bare_lines(head: tuple[str, ...]) -> None:
    """Other days of the head, and the council's own name, are none of them."""
    text = Text(tuple(Paragraph(line) for line in (*head, *ASKED)))
    reading = read_text(text)
    (meeting,) = reading.meetings
    assert (meeting.kind, meeting.board and meeting.board.lower()) == ("report", "lanes committee")
    assert (meeting.date, meeting.items[0].title.lower()) == (date(2026, 5, 4), "hedge plan")


def test_a_paper_with_a_body_and_a_day_that_is_no_report_has_no_meeting() -> None:
    """A leaflet may name both."""
    lines = ("LANES COMMITTEE", "4 May 2026", "Hedges and how to cut them", "Mind the birds.")
    (meeting,) = read_text(Text(tuple(map(Paragraph, lines)))).meetings
    assert (meeting.kind, meeting.board, meeting.items[0].path) == ("other", None, ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Report of:\tHead of Lanes", "Report of: Head of Lanes"),
        ("REPORT OF THE HEAD OF LANES", "REPORT OF THE HEAD OF LANES"),
        ("Report of: Assistant Director (Lanes)", "Report of: Assistant Director (Lanes)"),
        ("Report by: Una Fell, Head of Lanes", None),
        ("Report of the Head of Lanes was noted.", None),
        ("Report of the hedge survey", None),
    ],
)
def test_the_report_of_line_is_kept_whole_where_it_names_a_post(
    line: str, said: str | None
) -> None:
    """Not an author, nor a sentence."""
    assert report("Title: Hedge Plan", line, *ASKED).report_of == said
    assert not [one for one in people(line) if one.name == "Lanes"]


@pytest.mark.parametrize(
    ("words", "wards"),
    [
        ("All", ("All",)), ("(All Wards)", ("All",)), ("All Wards - Corporate Issue", ("All",)),
        ("Borough-wide", ("All",)), ("Not ward specific", ()), ("None", ()), ("N/A", ()),
        ("No specific wards", ()), ("All Saints, Mill Bank", ("All Saints", "Mill Bank")),
        ("Ash, Elm and Oak", ("Ash", "Elm", "Oak")), ("Ash and Elm", ("Ash and Elm",)),
        ("Mill Bank - Mr Odo Fell", ("Mill Bank",)), ("Which are they?", ()),
    ],
)  # fmt: skip
def test_all_wards_are_one_value_and_none_are_no_ward(words: str, wards: tuple[str, ...]) -> None:
    """However it is spelt; a name that begins with "All" is a name."""
    assert wards_named(words) == wards


@given(st.text(max_size=400))
def test_a_list_of_wards_never_fails(words: str) -> None:
    """Nor does it give a ward without a name."""
    assert all(ward.strip() for ward in wards_named(words))


@pytest.mark.parametrize(
    ("line", "wards"),
    [
        ("Ward(s): Mill Bank", ("Mill Bank",)),
        ("Electoral Division(s): Mill Bank", ("Mill Bank",)),
        ("Wards affected by decision: Mill Bank", ("Mill Bank",)),
        ("Wards affected by the works are many", ()),
        ("Wards\t12", ()),
    ],
)
def test_wards_stand_under_their_labels(line: str, wards: tuple[str, ...]) -> None:
    """A sentence or a table of figures is none."""
    assert report("Title: Hedge Plan", line).wards == wards


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Key Decision: Non-Key", False), ("Key Decision - No", False), ("Key decision?\tYes", True),
        ("Key decision: Y", True), ("Key decision: Yes / No", None), ("Key decision: Not applicable", None),
    ],
)  # fmt: skip
def test_a_key_decision_is_one_where_the_answer_says_so(line: str, key: bool | None) -> None:
    """A form that nobody has filled in says nothing."""
    assert report(line).key_decision is key


def test_a_recommendation_ends_where_its_sentence_ends() -> None:
    """Rows and lines of the form below it are no part of it."""
    found = report(
        "2. Recommendations", "2.1 The Board is recommended to endorse the plan.",
        "Portfolio Holder\tMrs Una Fell", "Electoral divisions: Mill Bank", "1.1 Hedges grew.",
    ).recommendations  # fmt: skip
    assert [(one.addressed_to, one.text) for one in found] == [("Board", "endorse the plan.")]


def test_whom_somebody_recommends_to_decide_is_addressed_and_no_recommendation() -> None:
    """The words "I recommend that the Cabinet:" open the list."""
    found = report(
        "Recommendations",
        "I recommend that the Cabinet:",
        "1. Approves the plan; and",
        "2. Notes it.",
    ).recommendations
    assert [(one.addressed_to, one.text) for one in found] == [
        ("Cabinet", "Approves the plan; and"), ("Cabinet", "Notes it.")
    ]  # fmt: skip


def test_points_within_a_recommendation_stay_together() -> None:
    """What "(ii)" begins after "(i)" of one sentence is no recommendation of its own."""
    (one,) = report(
        "Recommendation:", "The Board is asked to comment on the proposal to:",
        "(i) plant hedges; and", "(ii) cut them.",
    ).recommendations  # fmt: skip
    assert one.text == "comment on the proposal to: (i) plant hedges; and (ii) cut them."


def test_what_a_summary_says_is_asked_is_no_second_recommendation() -> None:
    """Where the report has a heading for what it recommends."""
    found = report(
        "1. Summary", "1.1 The Board is asked to endorse the plan, which neighbours helped to write.",
        "2. Recommendations", "2.1 The Board is recommended to endorse the plan.",
    ).recommendations  # fmt: skip
    assert [one.text for one in found] == ["endorse the plan."]


def test_entries_that_lost_their_bullets_are_parted_at_semicolons() -> None:
    """Each line after a semicolon is a recommendation."""
    found = report(
        "2. Recommendations", "Cabinet is asked to:", "award the contract;", "Note the costs."
    ).recommendations
    assert [one.text for one in found] == ["award the contract;", "Note the costs."]


def test_a_date_beside_a_name_is_no_post() -> None:
    """Nor part of one."""
    assert people("Signed: Una Fell   Date: 3 October 2026") == (Person("Una Fell", "signatory"),)
    (one,) = people("Author\tUna Fell\tHedge Lead\t26.02.26")
    assert (one.name, one.post) == ("Una Fell", "Hedge Lead")


def test_a_heading_over_the_next_person_is_no_post() -> None:
    """The words "Lead member" head the member named below."""
    found = people(
        "Lead officer", "Odo Birch – odo@kelderby.example", "Lead member",
        "Mrs Una Fell, Cabinet Member for Lanes",
    )  # fmt: skip
    assert found == (
        Person("Odo Birch", "lead"),
        Person("Mrs Una Fell", "cabinet member", "Cabinet Member for Lanes"),
    )


def test_two_people_on_one_line_are_parted_at_the_stroke() -> None:
    """Each with the post beside the name."""
    found = people("Report author: Una Fell (Head of Lanes) / Odo Birch")
    assert [(one.name, one.post) for one in found] == [
        ("Una Fell", "Head of Lanes"),
        ("Odo Birch", None),
    ]


def test_contributors_on_one_line_are_people() -> None:
    """As those of a table are."""
    found = people("Contributors: Una Fell, Odo Birch")
    assert found == (Person("Una Fell", "contributor"), Person("Odo Birch", "contributor"))


@pytest.mark.parametrize("words", ["See Below", "Joint Report", "Various Officers"])
def test_words_in_place_of_a_name_are_nobody(words: str) -> None:
    """Though they are written as a name is."""
    assert people(f"Report author: {words}") == ()


@pytest.mark.parametrize(
    "post", ["Assistant Director (Housing Services)", "Chief Executive (Returning Officer)"]
)
def test_what_stands_in_brackets_after_a_post_is_not_always_a_name(post: str) -> None:
    """It may be a service, or another office."""
    assert after_post(post) is None
    assert after_post("Chief Executive (Una Fell)") == ("Una Fell", "Chief Executive")


def test_the_last_of_a_list_of_members_is_read_though_a_full_stop_follows() -> None:
    """With a forename or without."""
    assert people_in("Councillors Tor Ash, Una Fell and Odo Birch.")[-1] == "Councillor Odo Birch"
    assert people_in("Councillors Ash, Fell and Birch.")[-1] == "Councillor Birch"


def test_a_paper_is_not_called_after_its_council_body_day_or_number() -> None:
    """Its title is the first line that can be one."""
    lines = (
        "KELDERBY BOROUGH COUNCIL",
        "LANES COMMITTEE - 4 MAY 2026",
        "AGENDA ITEM 9",
        "HEDGE PLAN",
    )
    assert (
        title_of(Text(tuple(Paragraph(line) for line in (*lines, "Hedges grow.")))) == "HEDGE PLAN"
    )


def test_a_day_before_which_nothing_is_decided_dates_no_row() -> None:
    """Nor does the day of the row above."""
    head = "Date of decision\tDecision\tLead officer"
    rows = read_programme(
        [Paragraph(line) for line in (
            head, "18 February 2026\tFerry\tUna Fell", "Not before 1 March 2026\tPier\tOdo Birch")]
    )  # fmt: skip
    assert [(row.title, row.date, row.when) for row in rows] == [
        ("Ferry", date(2026, 2, 18), "18 February 2026"),
        ("Pier", None, "Not before 1 March 2026"),
    ]


def test_a_plan_of_forms_has_one_row_for_each() -> None:
    """Labels are no titles, and the number of a page is no matter."""
    rows = read_programme(
        [Paragraph(line) for line in (
            "CABINET FORWARD PLAN", "Title:\tPier", "Decision due:\t5 May 2026", "Lead officer:\tUna Fell",
            "Title:\tFerry", "Decision due:\tJune 2026", "Lead member:\tCouncillor Odo Birch", "Page 5")]
    )  # fmt: skip
    assert [(row.title, row.date, row.when, row.officer, row.member) for row in rows] == [
        ("Pier", date(2026, 5, 5), "5 May 2026", "Una Fell", None),
        ("Ferry", None, "June 2026", None, "Councillor Odo Birch"),
    ]
