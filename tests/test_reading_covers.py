"""Front sheets without labels, covers of supplements, late papers: whose they are, and of which item."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import MeetingReading, Paragraph, Text
from indexer.reading.late_papers import read_late_paper
from indexer.reading.reader import read_text
from indexer.reading.summons import opens_agenda, read_summons

ENTRIES = (
    "1. Apologies",
    "2. Minutes of 3 April 2024",
    "3. Harbour Dues",
    "Report of the Harbour Master",
    "4. Any Other Business",
)
TITLES = ["Apologies", "Minutes of 3 April 2024", "Harbour Dues", "Any Other Business"]


def meeting(*pages: str | tuple[str, ...]) -> MeetingReading:
    """The meeting of a paper; of several pages where tuples are given, else of none."""
    if all(isinstance(page, str) for page in pages):
        return read_text(Text(tuple(Paragraph(str(line)) for line in pages))).meetings[0]
    lines = [Paragraph(line, ((0, n),)) for n, page in enumerate(pages, 1) for line in page]
    return read_text(Text(tuple(lines), pages=len(pages))).meetings[0]


def titles(read: MeetingReading) -> list[str]:
    """What the items are called."""
    return [item.title for item in read.items]


# --- a meeting that is called in a sentence -------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "board", "start", "venue"),
    [
        (
            "A meeting of the PLACE COMMITTEE will be held at 10.30 am on Tuesday, 7 May 2024 in"
            " Committee Room 2, Guildhall, Kelderby, KD1 1AA.",
            "PLACE COMMITTEE",
            time(10, 30),
            "Committee Room 2, Guildhall, Kelderby, KD1 1AA",
        ),
        (
            "You are summoned to attend a meeting of the Place Committee to be held on Tuesday, 7 May"
            " 2024 at 6.30 pm in the Council Chamber.",
            "Place Committee",
            time(18, 30),
            "Council Chamber",
        ),
        (
            "NOTICE IS HEREBY GIVEN that a meeting of Kelderby Borough Council will take place in the"
            " Guildhall on 7 May 2024.",
            "Kelderby Borough Council",
            None,
            "Guildhall",
        ),
    ],
)
def test_a_meeting_called_in_a_sentence(
    said: str, board: str, start: time | None, venue: str
) -> None:
    """Body, day, time and place stand in the sentence; the agenda under it is the meeting's."""
    read = meeting("KELDERBY BOROUGH COUNCIL", "Notice of Meeting", said, "AGENDA", *ENTRIES)
    assert (read.board, read.date) == (board, date(2024, 5, 7))
    assert (read.start, read.venue) == (start, venue)
    assert titles(read) == TITLES


@pytest.mark.parametrize(
    "said",
    [
        "At a meeting of the Place Committee on 7 May 2024 the dues were raised.",
        "A meeting of the Place Committee will be held on 7 May 2024 or on 9 May 2024.",
        "A meeting will be held on 7 May 2024 in the Guildhall.",
    ],
)
def test_no_other_sentence_calls_a_meeting(said: str) -> None:
    """A meeting that was, one of two days, or of no body that is named, is not called."""
    assert meeting("Harbour Dues", said, "AGENDA", *ENTRIES).board is None


def test_an_agenda_without_the_word() -> None:
    """Body and day over "1. Apologies, 2. …, 3. …": that is an agenda."""
    read = meeting("PLACE COMMITTEE", "Tuesday 7 May 2024 at 2pm", "The Guildhall", *ENTRIES)
    assert (read.kind, read.board, read.date) == ("agenda", "PLACE COMMITTEE", date(2024, 5, 7))
    assert titles(read) == TITLES


def test_entries_under_which_something_is_told_are_no_agenda() -> None:
    """Where sentences stand between the entries, these are minutes, which were never called an agenda."""
    told = ("1. Apologies", "Mr Reed was ill.", "2. Minutes", "They were agreed.", "3. Dues")
    assert opens_agenda(ENTRIES)
    assert not opens_agenda(told)


@given(st.text(max_size=400))
def test_any_sentence_is_borne(text: str) -> None:
    """Whatever the words, a summons is read or not; nothing fails."""
    said = read_summons(f"A meeting of the {text} will be held on {text}")
    assert said is None or said.body


# --- labels ---------------------------------------------------------------------------------------


def test_what_the_label_says_is_the_board() -> None:
    """The label "Meeting: Place Committee" names the Place Committee, and is no place."""
    sheet = ("Meeting: Place Committee", "Date: 7 May 2024", "Time: 7 pm", "Venue: Guildhall")
    read = meeting(*sheet, "AGENDA", *ENTRIES)
    assert (read.board, read.venue) == ("Place Committee", "Guildhall")


@pytest.mark.parametrize("above", ["Membership: Councillors Able and Byrne", "Note: to be filmed."])
def test_members_and_notes_above_an_agenda_do_not_end_it(above: str) -> None:
    """Who belongs to the board stands above the entries as often as below them."""
    sheet = ("Place Committee", "Date: 7 May 2024", "Time: 7 pm", "Venue: Guildhall", above)
    read = meeting(*sheet, "AGENDA", *ENTRIES)
    assert titles(read) == TITLES
    assert read.venue == "Guildhall"


# --- supplements and late papers ------------------------------------------------------------------


def test_a_supplement_without_labels_names_its_items() -> None:
    """An entry "3 Harbour Dues   2 - 2" is that item, with what is on its pages."""
    cover = (
        "Kelderby Borough Council",
        "Place Committee",
        "Tuesday 7 May 2024 at 10.30 am",
        "To Follow Agenda",
        "3 Harbour Dues\t2 - 2",
    )
    paper = (
        "Harbour Dues: questions",
        "5. Who set the dues",
        "The harbour master set them.",
        "Page 2",
    )
    read = meeting(cover, paper)
    assert (read.kind, read.board, read.date) == ("supplement", "Place Committee", date(2024, 5, 7))
    (item,) = read.items
    assert (item.agenda_number, item.title, item.printed_pages) == ("3", "Harbour Dues", (2, 2))
    assert item.pages == (2, 2)


def test_numbers_in_a_supplements_own_papers_are_no_items() -> None:
    """Headings of the report behind the cover may carry the numbers that come next."""
    cover = ("Place Committee", "Supplementary Agenda", "Date: 7 May 2024", "Venue: Guildhall")
    pages = ((*cover, "3. Harbour Dues"), ("4. Financial implications", "None."))
    assert titles(meeting(*pages)) == ["Harbour Dues"]


LATE = ("PLACE COMMITTEE - 7 MAY 2024", "LATE PAPER", "AGENDA ITEM 3 - HARBOUR DUES")


@pytest.mark.parametrize(
    "head",
    [
        LATE,
        ("Kelderby Borough Council", "Late Item", "Place Committee", "7 May 2024", *LATE[2:]),
        ("Addendum to the report", "Agenda Item 3", "Harbour Dues", "Place Committee, 7 May 2024"),
    ],
)
def test_a_late_paper_joins_its_item(head: tuple[str, ...]) -> None:
    """One body, one day, number and title are printed: it is a report of that item."""
    read = read_text(Text(tuple(Paragraph(line) for line in (*head, "The anglers wrote to us."))))
    (found,) = read.meetings
    assert read.kind == "supplement"
    assert (str(found.board).title(), found.date) == ("Place Committee", date(2024, 5, 7))
    assert [(i.agenda_number, i.title.title()) for i in found.items] == [("3", "Harbour Dues")]


@pytest.mark.parametrize(
    "head",
    [
        LATE[1:],
        ("PLACE COMMITTEE", *LATE[1:]),
        (*LATE[:2], "AGENDA ITEM 3"),
        ("CABINET - 7 MAY 2024", *LATE),
        (LATE[0], LATE[2]),
    ],
)
def test_a_late_paper_that_is_not_sure_joins_nothing(head: tuple[str, ...]) -> None:
    """Without body, day or title, with two bodies, or without a word that it is late."""
    lines = [Paragraph(line) for line in (*head, "The anglers wrote to us about the dues.")]
    assert read_late_paper(lines) is None
