"""What minutes say of earlier ones, and which meeting's minutes that makes approved."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.board_history import Told, agreed_minutes
from indexer.model import Approval, Excerpt, ItemReading, MeetingStatus, Paragraph
from indexer.reading.approvals import Agreed, read_approvals, same_board
from indexer.readings import MeetingOutline

DAY = date(2021, 6, 10)


def approvals(
    *texts: str, title: str = "Minutes", agenda: str = "", board: str = "Licensing Committee"
) -> tuple[Approval, ...]:
    """What the item on minutes of a meeting on 10 June 2021 says."""
    above = (Excerpt("agenda", (Paragraph(agenda),)),) if agenda else ()
    item = ItemReading(title, minutes=texts, excerpts=above)
    return read_approvals([item], board, DAY)


def days(*texts: str, **more: str) -> list[date | None]:
    """The days whose minutes are agreed."""
    return [one.of for one in approvals(*texts, **more)]


MAY = [date(2021, 5, 13)]


@pytest.mark.parametrize(
    "words",
    [
        "The minutes of the meeting held on 13th May, 2021 were agreed and signed as a true record.",
        "RESOLVED that the minutes of the meeting held on Thursday 13 May 2021 be approved as correct.",
        "RESOLVED: That the Minutes of the last meeting, held on 13/05/2021, be confirmed and signed.",
        "That the minutes of the meeting of the Licensing Committee held on 13 May be taken as read.",
        "The Committee approved the minutes of the meeting held on May 13, 2021 as a correct record.",
        "It was agreed that the minutes of 13th of May 2021 were an accurate record of the meeting.",
        "The minutes of the meeting on 2021-05-13 had been circulated. They were agreed.",
        "The minutes of the Committee’s meeting held on 13 May 2021, having been circulated, were taken as "
        "read and signed by the Chair.",
        "The public and private minutes of the meeting held on 13 May 2021 were accepted.",
        "Subject to the undernoted amendment, the minutes of the meeting held on 13 May 2021 were approved.",
        "The minutes of the meeting held on 13 May 2021 were approved by Councillor Akers and seconded by "
        "Councillor Brown.",
        "Consideration was given to the minutes of the meeting held on 13 May 2021. Councillor Akers noted "
        "an error. The minutes, as amended, were approved.",
        "Councillor Akers asked that the minutes of 13 May 2021 be amended at minute 5 to read “15 May 2020”."
        " With that amendment, they were approved.",
        "The minutes of the meeting held on 13 May 2021 were signed by the Chair as a correct record. The "
        "exempt minutes of the same meeting were also agreed.",
        "The minutes of 13 May 2021 were agreed, save that Councillor Brown had been present on 4 May.",
    ],
)
def test_minutes_are_agreed_in_many_words(words: str) -> None:
    """In the forms that councils use, with the date written any way."""
    assert days(words) == MAY


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("held on 1 and 15 April 2021", [date(2021, 4, 1), date(2021, 4, 15)]),
        ("held on 1st, 8th and 15th April, 2021", [date(2021, 4, d) for d in (1, 8, 15)]),
        ("held on 28 January and 11 March 2021", [date(2021, 1, 28), date(2021, 3, 11)]),
        ("held on 3 December 2020 and 28 January 2021", [date(2020, 12, 3), date(2021, 1, 28)]),
        ("held on 3 December", [date(2020, 12, 3)]),
        ("held on Monday 1st and Tuesday 2nd March 2021", [date(2021, 3, 1), date(2021, 3, 2)]),
    ],
)
def test_minutes_of_several_meetings_are_agreed_at_once(words: str, expected: list[date]) -> None:
    """Days share a month and a year; without a year it is the last such day before."""
    assert days(f"The minutes of the meetings {words} were approved.") == expected


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the previous meeting",
        "Confirmation of minutes",
        "Public Minutes",
        "To approve the minutes",
        "MINUTES",
        "Approval of Minutes",
    ],
)
def test_an_item_on_minutes_bears_many_titles(title: str) -> None:
    """Without a date they are those of the meeting before."""
    assert days("The minutes were approved as a correct record.", title=title) == [None]


def test_the_date_may_stand_in_the_title_or_under_it() -> None:
    """Where the minutes say no more than that they were agreed."""
    assert (
        days(
            "The minutes were agreed.", agenda="To agree the minutes of the meeting of 13 May 2021"
        )
        == MAY
    )
    assert (
        days("Agreed as a true record.", title="Minutes of the meeting held on 13 May 2021") == MAY
    )


@pytest.mark.parametrize(
    "words",
    [
        "The minutes of the meeting held on 13 May 2021 were not approved.",
        "The minutes of the meeting held on 13 May 2021 were deferred to the next meeting for approval.",
        "It was agreed that approval of the minutes of 13 May 2021 be deferred.",
        "The minutes of the meeting held on 13 May 2021 were not yet available.",
        "The minutes of the meeting held on 13 May 2021 would be approved at the next meeting.",
        "The minutes of the meeting held on 13 May 2021 were noted.",
        "That the minutes of the Licensing Sub-Committee held on 13 May 2021 be approved.",
        "The minutes of the Cabinet held on 13 May 2021 were agreed.",
        "That the minutes of the Licensing Sub-Committee held on 13 May 2021 be received.",
        "Officers agreed to circulate the minutes of the meeting held on 13 May 2021.",
        "The minutes of the meeting held on 13 May 2021 were rejected as a correct record.",
        "The minutes of 13 May 2021 could not be confirmed, as Councillor Akers was absent.",
        "There were no minutes.",
        "Members stood for two minutes in silence, as agreed.",
    ],
)
def test_what_approves_nothing_is_no_approval(words: str) -> None:
    """Minutes put off, received or of another body."""
    assert days(words) == []


@pytest.mark.parametrize(
    "texts",
    [
        (
            "The minutes of the meetings held on 4 March 2021 (ordinary) and 18 March 2021 (special) were "
            "approved as correct records, subject to the following correction to the former:",
            "Minute 12: replace “two of 9 May 2020” with “ten”.",
        ),
        (
            "That the minutes of the meetings of the Licensing Committee held on 4 March and 18 March 2021 "
            "be confirmed, subject in the case of the latter to the addition of Councillor Akers’ apologies.",
        ),
        (
            "RESOLVED –",
            "(1) That the minutes of the meeting held on 4 March 2021 be approved.",
            "(2) That the minutes of the meeting held on 18 March 2021 be approved, with the deletion of "
            "minute 7.",
        ),
    ],
)
def test_minutes_of_two_meetings_are_agreed_with_what_is_corrected(texts: tuple[str, ...]) -> None:
    """Each day with the words, the correction among them."""
    found = approvals(*texts)
    assert [one.of for one in found] == [date(2021, 3, 4), date(2021, 3, 18)]
    assert found[-1].words.endswith(texts[-1])


def test_minutes_of_another_body_beside_the_own_ones_are_not_agreed() -> None:
    """Each part of the sentence says what became of its minutes."""
    words = (
        "The minutes of the meeting held on 13 May 2021 were agreed and the minutes of the Licensing "
        "Sub-Committee held on 20 May 2021 were noted."
    )
    assert days(words) == MAY


def test_an_item_that_lasts_minutes_is_not_on_minutes() -> None:
    """Such as questions for a quarter of an hour."""
    assert days("The answers were agreed as a true record.", title="Questions (15 minutes)") == []


def test_dates_in_an_amendment_are_no_meetings() -> None:
    """What is to be amended may be a date."""
    words = (
        "The minutes of the meeting held on 13 May 2021 were approved subject to the date of the next "
        "meeting being 1 June 2021."
    )
    (one,) = approvals(words)
    assert (one.of, one.words) == (MAY[0], words)


def test_an_amendment_below_is_kept_with_the_words() -> None:
    """In bullets, numbers or the paragraph after a colon; what comes after is another matter."""
    head = "The minutes of the meeting held on 13 May 2021 were agreed, subject to the following amendments:"
    (one,) = approvals(
        head, "• Minute 4: ten, not two", "• Minute 6: left out", "There were no matters arising."
    )
    assert one.words == "\n".join((head, "• Minute 4: ten, not two", "• Minute 6: left out"))
    (one,) = approvals(head, "Minute 4 should read ten.", "Further to minute 3, it had been sent.")
    assert one.words == f"{head}\nMinute 4 should read ten."


def test_an_amendment_above_is_kept_with_the_words() -> None:
    """Where the approval leans back on it."""
    before, words = (
        "Minute 4 should read ten.",
        "With that amendment the minutes of 13 May 2021 were approved.",
    )
    (one,) = approvals(before, words)
    assert one.words == f"{before}\n{words}"


def test_a_renamed_board_is_the_same_by_its_words() -> None:
    """One name has all the words of the other; a sub-committee or a joint body is another."""
    assert same_board(
        "environment-scrutiny-board-3", "environment-and-neighbourhoods-scrutiny-board-3"
    )
    assert not same_board("licensing-appeals-committee", "licensing-appeals-sub-committee")
    assert not same_board("scrutiny-board-1", "scrutiny-board-2")
    assert not same_board("health-scrutiny-committee", "joint-health-scrutiny-committee")


IN_PASSING = [
    "The minutes of the last meeting on 13th May were agreed by the Committee.",
    "The Committee approved the minutes of the 13th May meeting, and the revised terms of reference.",
    "The Committee approved the minutes and discussed progress on the action points of the 13 May meeting.",
    "The minutes of the previous meeting held on Thursday 13 May 2021 were approved. Proposed by AA.",
    "Councillor Akers was welcomed. The minutes of the meeting held on 13 May 2021 were approved by AA.",
    "Minutes of the meeting held 13th May: AA proposed, BB seconded, and minutes were unanimously approved.",
    "RESOLVED: That the minutes of the Licensing Committee held on 13 May 2021 be approved and signed.",
    "It was unanimously agreed that the minutes of May 13, 2021 were an accurate record.",
    "The minutes of the meeting held on 13 May 2021, having been circulated, were taken as read.",
    "The minutes of the meeting held on 13 May 2021 were agreed and the minutes of the Licensing "
    "Sub-Committee held on 20 May 2021 were noted.",
]
ELSEWHERE = [
    "The minutes of the meeting held on 13 May 2021 were circulated and it was agreed to mend the fence.",
    "The minutes of the meeting held on 13 May 2021 record that the grant was approved.",
    "It was agreed that the minutes of the meeting held on 13 May 2021 be circulated.",
    "The minutes of the meeting held on 13 May 2021 were not approved.",
    "The minutes of the Twinning Association meeting held on 13 May 2021 were accepted.",
    "The minutes of the meeting of Kelderby Twinning Association held on 13 May 2021 were accepted.",
    "The minutes of the meeting with the bus company on 13 May 2021 were agreed.",
    "The Minutes of the Cabinet held on 13 May 2021 were agreed.",
    "The Licensing Sub-Committee approved the minutes of the meeting held on 13 May 2021.",
    "The Mayor reported that the minutes of the meeting held on 13 May 2021 were agreed.",
    "If the minutes of the meeting on 13 May 2021 were approved, the appeal would fail.",
    "The Committee approved the minutes and agreed to visit the site on 13 May 2021.",
    "The minutes of the previous meeting, held on 31 June, were agreed.",
]


@pytest.mark.parametrize("words", IN_PASSING)
def test_minutes_are_agreed_under_any_title(words: str) -> None:
    """Where the sentence says by itself whose they are, and nothing else."""
    assert days(words, title="Resignations") == MAY


@pytest.mark.parametrize("words", ELSEWHERE)
def test_what_only_sounds_like_it_under_another_title_is_no_approval(words: str) -> None:
    """Other bodies' minutes, what was said of them, and what else was agreed."""
    assert days(words, title="Resignations") == []


def test_minutes_agreed_under_another_bodys_title_are_that_bodys() -> None:
    """A report of it says so of its own."""
    words = "The minutes of the meeting held on 13 May 2021 were agreed."
    assert days(words, title="Report of the Finance Sub-Committee") == []
    assert days(words, title="Licensing Committee: opening") == MAY


def test_minutes_of_the_last_meeting_without_a_day_are_agreed_where_a_meeting_opens() -> None:
    """Further down they may be anybody's."""
    said = ItemReading("Welcome", minutes=("The minutes of the last meeting were agreed.",))
    later = (ItemReading("Apologies"), said)
    assert [one.of for one in read_approvals([said], "Licensing Committee", DAY)] == [None]
    assert read_approvals(later, "Licensing Committee", DAY) == ()


def test_minutes_agreed_above_the_first_item_are_agreed() -> None:
    """In minutes whose opening has no heading, and over a page's end."""
    above = (Paragraph("Minutes of the meeting held 13th May: AA proposed, and minutes"),)
    opening = Excerpt("minutes", (*above, Paragraph("were unanimously approved.")))
    item = ItemReading("Christmas market", minutes=("The tree was ordered.",), excerpts=(opening,))
    assert [one.of for one in read_approvals([item], "Licensing Committee", DAY)] == MAY


def test_an_item_on_minutes_goes_before_what_others_say() -> None:
    """Its words are the board's own."""
    own = ItemReading("Minutes", minutes=("The minutes of 13 May 2021 were agreed.",))
    other = ItemReading("Grants", minutes=("The minutes of the meeting of 4 May were approved.",))
    found = read_approvals([other, own], "Licensing Committee", DAY)
    assert [one.of for one in found] == MAY


# --- which meeting that is -----------------------------------------------------------------------


def told(
    day: date,
    *said: Approval,
    board: str = "licensing-committee",
    status: MeetingStatus | None = "held",
    site_board: str | None = None,
) -> Told:
    """A paper of a meeting that agrees minutes."""
    outline = MeetingOutline("page", board, day, said, (), (), board, None, None, None, status)
    return Told("kelderby", outline, day, site_board)


def agreed(*papers: Told) -> list[tuple[str, date]]:
    """Boards and days whose minutes are agreed."""
    held = {one.key for one in papers}
    return sorted((board, day) for _, board, day in agreed_minutes(papers, held))


def test_the_previous_meeting_is_the_one_before() -> None:
    """The last that is known of, of the same board; a cancelled one had no minutes."""
    meeting = told(DAY, Approval(None, "The minutes were agreed."))
    first, second = date(2021, 3, 1), date(2021, 4, 1)
    other = told(date(2021, 5, 20), board="cabinet")
    cancelled = told(date(2021, 5, 1), status="cancelled")
    assert agreed(told(first), told(second), meeting, other, cancelled) == [
        ("licensing-committee", second)
    ]


def test_a_meeting_known_by_name_alone_is_not_skipped() -> None:
    """Another paper agrees minutes of a day of which nothing is held: that is the one before."""
    words = Approval(None, "The minutes were agreed.")
    special = Approval(date(2021, 5, 13), "The minutes of 13 May were agreed.")
    found = agreed(told(date(2021, 4, 1)), told(DAY, words), told(date(2021, 9, 1), special))
    assert found == [("licensing-committee", date(2021, 5, 13))]


def test_another_month_than_the_one_named_is_not_guessed() -> None:
    """An error in the record, or a meeting that is not known of."""
    words = Approval(None, "The minutes of the previous meeting in March were approved.")
    assert agreed(told(date(2021, 5, 13)), told(DAY, words)) == []
    assert agreed(told(date(2021, 3, 4)), told(DAY, words)) == [
        ("licensing-committee", date(2021, 3, 4))
    ]


@pytest.mark.parametrize(
    ("former", "former_id", "now_id", "known"),
    [
        ("environment-scrutiny-board-3", None, None, True),
        ("environment-scrutiny-board-3", "212", "312", True),
        ("streets-board", "212", "212", True),
        ("streets-board", "212", "312", False),
    ],
)
def test_a_renamed_board_agrees_its_former_minutes(
    former: str, former_id: str | None, now_id: str | None, known: bool
) -> None:
    """By the site's own id of the board, or by a name that says no less, once the former has ended."""
    before = told(MAY[0], board=former, site_board=former_id)
    now = "environment-and-neighbourhoods-scrutiny-board-3"
    later = told(DAY, Approval(MAY[0], "… agreed."), board=now, site_board=now_id)
    assert agreed(before, later) == [(former if known else now, MAY[0])]


def test_a_board_of_a_like_name_that_meets_at_the_same_time_is_another() -> None:
    """A board and its namesake for children: no renaming, so no approval."""
    other = "childrens-overview-and-scrutiny-committee"
    own = "overview-and-scrutiny-committee"
    later = told(DAY, Approval(MAY[0], "… agreed."), board=own)
    found = agreed(told(MAY[0], board=other), told(date(2021, 9, 1), board=other), later)
    assert found == [(own, MAY[0])]


def test_the_first_approval_counts_with_the_most_words() -> None:
    """A page may cut what the printed minutes have; a second approval says nothing new."""
    whole = "The minutes were agreed, subject to minute 4 reading ten."
    papers = [
        told(
            date(2021, 9, 1),
            Approval(MAY[0], "Minutes agreed once more, and at greater length."),
        ),
        told(DAY, Approval(MAY[0], "The minutes were agreed")),
        told(DAY, Approval(MAY[0], whole)),
        told(MAY[0]),
    ]
    found = agreed_minutes(papers, {p.key for p in papers})
    assert list(found.values()) == [Agreed(whole, DAY)]


@given(st.lists(st.sampled_from([
    "The minutes", "of the meeting", "held on", "13 May 2021", "31 June", "were", "agreed", "not",
    "subject to", "and", ",", ".", ":", "the Cabinet", "1, 2 and", "RESOLVED that", "be confirmed",
]), max_size=30))  # fmt: skip
def test_any_words_are_read_without_failing(words: list[str]) -> None:
    """Days that are read come with words of the text."""
    text = " ".join(words)
    assert all(one.words == text for one in approvals(text))
