"""Headings, numbers, times, places and private matters, as different houses write them.

Every line is invented. What is expected was written down before it was read.
"""

from datetime import date, time

import pytest

from indexer.model import MeetingReading, Paragraph, Reading, Text
from indexer.reading.items import RawItem, read_item
from indexer.reading.meeting_place import place_named
from indexer.reading.numbered_items import CLOSING
from indexer.reading.pack_stamps import stamped_papers
from indexer.reading.privacy import closed_matters, is_withheld
from indexer.reading.reader import read_text
from indexer.reading.site_pages import read_site_page

HEAD = "Minutes of the Meeting of the Cabinet held at 7.00 pm on Tuesday, 12 March 2024"
TITLES = ("Minutes", "Trees", "Budget")
PRESENT = "Present: Councillors A Brook (Chair), J Wren and P Nash"


def read(*lines: str) -> Reading:
    """A paper of these lines; one that begins with `=` is set apart in bold."""
    return read_text(
        Text(tuple(Paragraph(line.lstrip("="), strong=line.startswith("=")) for line in lines))
    )


def meeting(*lines: str) -> MeetingReading:
    """The first meeting of which a paper of these lines tells."""
    return read(*lines).meetings[0]


def numbers(*lines: str) -> list[tuple[str | None, str]]:
    """Number and title of the items of minutes with these lines."""
    return [(item.minute_number, item.title) for item in meeting(HEAD, PRESENT, *lines).items]


# --- whose meeting it was -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "board"),
    [
        ("Minutes of the Cabinet meeting held on Tuesday 12 March 2024 at 7.00 pm", "Cabinet"),
        ("Minutes of an Extraordinary Council Meeting held on 12 March 2024 at 7.00pm", "Council"),
        (
            "Minutes of the proceedings at a meeting of the Planning Committee held on 12 March 2024"
            " at 7.00 pm",
            "Planning Committee",
        ),
        (
            "Minutes of the Licensing Sub-Committee hearing held in Room 2, Kelderby House on"
            " 12 March 2024 at 7.00 pm",
            "Licensing Sub-Committee",
        ),
        (
            "At a Meeting of the CABINET held at Kelderby House on TUESDAY 12 MARCH 2024 at 7.00 pm",
            "CABINET",
        ),
    ],
)
def test_the_body_of_a_heading(heading: str, board: str) -> None:
    """The heading of minutes names the body, wherever the word "meeting" stands in it."""
    found = meeting(heading, "Councillors A Brook (Chair) and J Wren", "1. Budget", "It was noted.")
    assert (found.kind, found.board, found.date) == ("minutes", board, date(2024, 3, 12))
    assert found.start == time(19)


def test_minutes_of_a_hearing() -> None:
    """A hearing is no body: the line above names it. Its end is the meeting's, and cuts nothing off."""
    found = meeting(
        *("LICENSING SUB-COMMITTEE", "Minutes of the hearing held on 12 March 2024 at 10.00am"),
        *(PRESENT, "1. The Mill Inn", "It was refused.", "The hearing closed at 11.05am."),
        *("2. The Quay Bar", "It was granted.", "The hearing closed at 1.10pm."),
    )
    assert (found.board, found.date) == ("LICENSING SUB-COMMITTEE", date(2024, 3, 12))
    assert (found.start, found.end) == (time(10), time(13, 10))
    assert [item.title for item in found.items] == ["The Mill Inn", "The Quay Bar"]


@pytest.mark.parametrize(
    "line",
    [
        "At a meeting of the Cabinet held on 12 March 2024 it was agreed that a report be made",
        "At the meeting of Council on 12 March 2024, Members asked for a report.",
        "At a Meeting of the Cabinet held at Kelderby House on 12 March 2024",
    ],
)
def test_a_sentence_on_a_meeting_heads_no_minutes(line: str) -> None:
    """What tells of a meeting, with no list of people under it, makes no meeting."""
    found = meeting("=Parking", line, "The charges would rise.", "1. Budget", "It was noted.")
    assert (found.board, found.date) == (None, None)


def test_a_report_on_minutes_is_no_minutes() -> None:
    """A report that bears the title of another body's minutes makes no meeting of that body."""
    found = meeting(
        *("Kelderby Borough Council", "Report of the Head of Parks"),
        "Minutes of the Parks Working Group held on 12 February 2024",
        *(
            "1. Purpose of report",
            "The minutes are attached.",
            "2. Recommendation",
            "To note them.",
        ),
    )
    assert (found.kind, found.board, found.date) == ("other", None, None)


def test_the_word_minutes_over_its_sentence() -> None:
    """The heading may begin with "MINUTES" on a line of its own."""
    found = meeting(
        "MINUTES",
        "of the Meeting of the Planning Committee held on 12 March 2024 in Room 1, Kelderby House",
        *(PRESENT, "1/24 Trees", "Noted.", "2/24 Budget", "Noted."),
    )
    assert (found.board, found.venue) == ("Planning Committee", "Room 1, Kelderby House")
    assert [item.minute_number for item in found.items] == ["1/24", "2/24"]


# --- where and how long ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "venue"),
    [
        ("held at Kelderby House, Market Hill at 10.30am on Tuesday 12 March 2024.", True),
        ("held in the Kelderby House, Market Hill, on Tuesday, 12 March 2024 at 10.30 a.m.", True),
        ("held on Tuesday 12 March 2024 at 10.30 am in the Kelderby House, Market Hill", True),
        ("held on 12 March 2024 in Kelderby House, Market Hill commencing at 10.30 am", True),
        ("held on Tuesday 12 March 2024 at 10.30 am", False),
    ],
)
def test_the_place_in_a_heading(words: str, venue: bool) -> None:
    """The place is read before the day or after it; a heading without one gives none."""
    found = meeting(
        f"Minutes of the meeting of the Cabinet {words}", PRESENT, "1. Budget", "Noted."
    )
    assert found.venue == ("Kelderby House, Market Hill" if venue else None)
    assert found.start == time(10, 30)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (
            "Committee Room 2, Kelderby House, High Road",
            "Committee Room 2, Kelderby House, High Road",
        ),
        ("Remote meeting held via Zoom", "Remote meeting held via Zoom"),
        ("7.00 pm in the Market Hall", "Market Hall"),
        ("in the Market Hall, Kelderby at 6.00pm", "Market Hall, Kelderby"),
        ("Councillor J Hall", None),
        ("A Hall, J Street and P House", None),
        ("Present: Room 2, Kelderby House", None),
        ("The Board met in the Market Hall. It was cold.", None),
    ],
)
def test_a_line_that_names_a_place(line: str, place: str | None) -> None:
    """A line under a heading is the venue only where it names a place and nothing else."""
    assert place_named(line) == place


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("The meeting started at 7.02pm and finished at 8.40pm", time(20, 40)),
        ("(Meeting commenced at 7.00 pm and concluded at 8.20 pm)", time(20, 20)),
        ("(The meeting, which began at 7.00 pm, ended at 9.10 pm)", time(21, 10)),
        ("The meeting terminated at 7.48 pm.", time(19, 48)),
        ("The Chair declared the meeting closed at 8.15 pm", time(20, 15)),
        ("There being no further business, the Mayor closed the meeting at 9.05 pm.", time(21, 5)),
        ("The Committee rose at 8.30pm", time(20, 30)),
    ],
)
def test_when_a_meeting_ended(line: str, end: time) -> None:
    """The line that closes the minutes tells the end, however it says it."""
    assert meeting(HEAD, PRESENT, "1. Budget", "Noted.", line).end == end


@pytest.mark.parametrize(
    "line",
    [
        "The meeting was told that the consultation had ended.",
        "The Board finished its work on the plan.",
        "The Chair closed the debate at 8.00 pm.",
        "The Council was opened in 1974.",
    ],
)
def test_lines_that_close_no_meeting(line: str) -> None:
    """What merely holds such a word is text of its item."""
    assert not CLOSING.match(line)


def test_a_span_in_the_heading_gives_start_and_end() -> None:
    """The span "2:00pm - 4:05pm" behind the day is when the meeting began and ended."""
    heading = "Minutes of the Meeting of the Cabinet held on 12 March 2024, 2:00pm - 4:05pm"
    found = meeting(heading, PRESENT, "1. Budget", "It was noted.")
    assert (found.start, found.end) == (time(14), time(16, 5))


def test_a_start_told_only_at_the_end() -> None:
    """Where the heading has no hour, the closing line has it."""
    heading = "Minutes of the Meeting of the Cabinet held on 12 March 2024"
    last = "(Meeting commenced at 10.00 am and concluded at 11.20 am)"
    found = meeting(heading, PRESENT, "1. Budget", "It was noted.", last)
    assert (found.start, found.end) == (time(10), time(11, 20))


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("HWB/23/41", "HWB/23/42", "HWB/23/43"),
        ("SC20/11.", "SC20/12.", "SC20/13."),
        ("*CM.91", "CM.92", "*CM.93"),
        ("AC/24/06", "AC/24/07", "AC/24/08"),
        ("24/CAB/12", "24/CAB/13", "24/CAB/14"),
    ],
)
def test_numbers_with_letters_and_a_year(first: str, second: str, third: str) -> None:
    """Letters, a year or a star before the number make no other number of it."""
    lines = [f"{n} {t}" for n, t in zip((first, second, third), TITLES, strict=True)]
    told = [line for head in lines for line in (head, "It was noted.")]
    plain = [n.strip("*.") for n in (first, second, third)]
    assert numbers(*told) == list(zip(plain, TITLES, strict=True))


@pytest.mark.parametrize(
    "title",
    [
        "23/0187/FUL - Land at Mill Lane",
        "3/24/0112/HH - 2 Elm Road",
        "24/P/0451 Barn at Low Farm",
        "14 Mill Lane, Kelderby",
        "2024 Pay Award",
    ],
)
def test_a_title_may_begin_with_figures(title: str) -> None:
    """A planning application's number, or a house's, begins the title; its decision stays with it."""
    found = meeting(
        *(HEAD, PRESENT, "=12. Speakers", "The list was noted.", f"=13. {title}"),
        *("RESOLVED: That it be approved.", "=14. Appeals", "RESOLVED: That they be noted."),
    )
    assert [item.minute_number for item in found.items] == ["12", "13", "14"]
    assert [len(item.decisions) for item in found.items[1:]] == [1, 1]


def test_figures_in_a_list_open_no_item() -> None:
    """An entry of a list that begins with figures, and a day, is text."""
    lines = ("1. Budget", "It would need:", "2. 14 new benches", "3. 12/03/2024 as the last day")
    assert numbers(*lines) == [("1", "Budget")]


def test_lettered_numbers_of_an_agenda_page() -> None:
    """On a site's page the cell "JWB/2" is the number, and the words beside it the title."""
    rows = "".join(
        f'<tr><td class="mgItemNumberCell"><p><a name="AI7{n}"></a>JWB/{n}</p></td>'
        f'<td><p class="mgAiTitleTxt">{title}</p></td></tr>'
        for n, title in enumerate(("Election of Chair", "COVID-19", "Fees"), 1)
    )
    page = (
        '<html><body><div class="mgHeader"><h1 class="mgMainTitleTxt">Agenda</h1></div>'
        '<h2 class="mgSubTitleTxt">Joint Waste Board - Tuesday, 12th March, 2024 9.30 am</h2>'
        f'<div class="mgContent"><table class="mgItemTable">{rows}</table></div></body></html>'
    )
    _, found = read_site_page(page.encode())
    assert [(i.agenda_number, i.title) for i in found.items] == [
        ("JWB/1", "Election of Chair"),
        ("JWB/2", "COVID-19"),
        ("JWB/3", "Fees"),
    ]


@pytest.mark.parametrize("prefix", ["24/", "2024/", "24/0"])
def test_numbers_with_the_year_first(prefix: str) -> None:
    """The year may stand before the number, which alone runs on."""
    titles = ("Public Session", "Grants", "The Clerk's Pay")
    lines = [(f"{prefix}{n}", title) for n, title in enumerate(titles, 31)]
    body = [line for number, title in lines for line in (f"{number} {title}", "It was noted.")]
    assert numbers(*body) == lines


def test_planning_applications_are_no_minutes() -> None:
    """Applications whose numbers run on are not the numbers of minutes."""
    read = numbers("24/0031 Mill Lane", "Noted.", "24/0032 Quay", "Noted.", "24/0033 Hill", "x")
    assert len(read) == 1


def test_a_title_that_is_an_application() -> None:
    """Behind letters and a number the title may begin with the number of an application."""
    lines = (
        "PL.61 Minutes",
        "Signed.",
        "PL.62 24/0123 Land at Mill Lane",
        "Refused.",
        "PL.63 Trees",
    )
    assert numbers(*lines, "It was noted.") == [
        ("PL.61", "Minutes"),
        ("PL.62", "24/0123 Land at Mill Lane"),
        ("PL.63", "Trees"),
    ]


# --- what is private ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("That the public be excluded during the following item.", [True, False, False]),
        ("That the public be excluded for the following items of business.", [True, True, False]),
        ("That the press and public be excluded from the meeting.", [True, True, False]),
        ("That the public be excluded under paragraph 3 of Schedule 12A.", [True, True, False]),
        ("That the public be excluded under section 100A for item 12.", [False, False, False]),
        ("That the public be excluded for items 12 and 13.", [False, False, False]),
        ("It was not necessary that the public be excluded for the following items.", [False] * 3),
        ("Not required.", [False] * 3),
    ],
)
def test_what_follows_an_exclusion_is_private(words: str, closed: list[bool]) -> None:
    """The resolution says for how long the public is excluded; a standing matter ends it."""
    below = [("Land at Quay Road", ["It was sold."]), ("A Lease", ["Agreed."])]
    matters = [("Exclusion of the Public", [words]), *below, ("Date of Next Meeting", ["May."])]
    assert closed_matters(matters) == [False, *closed]


def test_an_exclusion_for_minutes_named_by_number() -> None:
    """The minutes that the resolution names are private, and no other."""
    found = meeting(
        *(HEAD, PRESENT, "5. Exclusion of the Public"),
        "RESOLVED that the public be excluded during consideration of minute 7 below.",
        *("6. Budget", "Noted.", "7. Sale of the Mill", "Agreed.", "8. Trees", "Noted."),
    )
    assert [item.private for item in found.items] == [False, False, True, False]


def test_confidential_matters_close_what_follows() -> None:
    """The matter that excludes the public may be called "Confidential matters"."""
    words = "RESOLVED under the Act of 1960 that the public and press be excluded."
    assert closed_matters([("Confidential matters", [words]), ("Pay", [])]) == [False, True]


def test_a_note_behind_the_report_of_line() -> None:
    """A note behind whose report it is withholds the item; one on an appendix does not."""
    note = "Report of the Director of Parks. Exempt: paragraph 3 of Part 1 of Schedule 12A"
    assert is_withheld("Pool Contract", [note])
    assert not is_withheld("Pool Contract", ["Appendix B. Exempt: paragraph 3 of Schedule 12A"])
    item = read_item(RawItem("Pool Contract", agenda=[Paragraph(note)]), board=None)
    assert (item.report_of, item.private) == ("Report of the Director of Parks", True)


def test_the_public_returns() -> None:
    """From where the public is let in again nothing is private."""
    matters = [
        ("Exclusion of the Press and Public", ["That the public be excluded from the meeting."]),
        ("A Lease", ["It was agreed.", "The public were readmitted to the meeting."]),
        ("Parks", ["It was noted."]),
    ]
    assert closed_matters(matters) == [False, True, False]


@pytest.mark.parametrize(
    ("title", "private"),
    [
        ("Cyber Security (Exempt paragraph 7)", True),
        ("Officers' Pay (EXEMPT BY VIRTUE OF PARAGRAPH 1)", True),
        ("Exempt - Sale of Land", True),
        ("Confidential Item: Staffing", True),
        ("Land at Quay Road (Confidential)", True),
        ("Pool Contract - Exempt Appendix C (Exempt under paragraph 3)", True),
        ("Exempt Accommodation Review", False),
        ("Homes in the Private Rented Sector (Private Sector Housing)", False),
        ("Budget (Exempt Information in Appendix 2)", False),
        ("Exclusion of the Public (Exempt paragraph 3)", False),
    ],
)
def test_titles_that_say_they_are_exempt(title: str, private: bool) -> None:
    """A title in whose bracket or at whose head it stands; not one that only has the word."""
    assert is_withheld(title, []) is private


def test_numbered_part_with_exempt_matters() -> None:
    """Under "Part 3 - Exempt matters" all is private but the exclusion and the next meeting."""
    found = meeting(
        *(HEAD, PRESENT, "1. Budget", "Noted.", "Part 3 - Exempt matters"),
        *(
            "2. Exclusion of the Public",
            "Agreed.",
            "3. A Lease",
            "Noted.",
            "4. Date of Next Meeting",
        ),
        "June.",
    )
    assert [item.private for item in found.items] == [False, False, True, False]


# --- packs and agendas ----------------------------------------------------------------------------

FRONT = ("=AUDIT COMMITTEE", "Tuesday, 12 March 2024 at 7.00 pm", "=AGENDA")


def test_a_title_and_what_stands_on_its_line() -> None:
    """Whose report it is, and what is to be done, are no part of a title."""
    first, second, third = meeting(
        *FRONT,
        "1. Minutes of the Meeting held on 16 January 2024 To be confirmed. (Pages 3 - 4)",
        "2. Annual Fraud Report Report of the Chief Finance Officer (Pages 5 - 6)",
        *("3. Annual Report of the Head of Audit", "Report of the Head of Audit. Key Decision: No"),
    ).items
    assert third.report_of == "Report of the Head of Audit"
    assert first.title == "Minutes of the Meeting held on 16 January 2024"
    assert (second.title, second.printed_pages) == ("Annual Fraud Report", (5, 6))
    assert second.report_of == "Report of the Chief Finance Officer"
    assert third.title == "Annual Report of the Head of Audit"


def test_minutes_in_a_pack_under_attendance() -> None:
    """Earlier minutes are found whatever their list of people is called; what they resolved is theirs."""
    pack = read(
        *(*FRONT, "1. Minutes (Pages 3 - 4)", "2. Fraud (Pages 5 - 6)", "Agenda Item 1"),
        "=Minutes of the Audit Committee Meeting held on 16 January 2024",
        *(
            "Attendance",
            "J Wren (Chair)",
            "P Nash",
            "=1. Accounts",
            "RESOLVED - That they be noted.",
        ),
        *(
            "Agenda Item 2",
            "=Fraud",
            "=Recommendations",
            "That the Committee:",
            "a. notes the report",
        ),
    )
    now, earlier = pack.meetings
    assert [len(item.decisions) for item in now.items] == [0, 0]
    assert (earlier.date, len(earlier.items[0].decisions)) == (date(2024, 1, 16), 1)
    assert [len(item.recommendations) for item in now.items] == [0, 1]


def test_words_of_a_recommendation_are_no_body() -> None:
    """A report goes to bodies only: "That the Committee" is none, whatever day the text names."""
    (item,) = (
        read(
            *("Report to: Audit Committee", "12 March 2024", "Subject: Fraud"),
            *("That the Committee", "The Cabinet looked at it on 4 March 2024"),
        )
        .meetings[0]
        .items
    )
    assert not [body for body, _ in item.path if body.startswith("That")]


@pytest.mark.parametrize(
    ("stamps", "found"),
    [
        (("1", "2"), [(1, 0), (2, 1)]),
        (("2", "1"), []),
        (("1", "7"), []),
    ],
)
def test_stamps_of_the_agendas_items(stamps: tuple[str, str], found: list[tuple[int, int]]) -> None:
    """Stamps in the agenda's order part a pack; those of another agenda do not."""
    lines = [Paragraph(t) for t in ("AGENDA", *(f"Agenda Item {number}" for number in stamps))]
    assert stamped_papers(lines, [RawItem("A", number="1"), RawItem("B", number="2")], 0) == found


def test_a_labelled_supplement_leaves_numbers_out() -> None:
    """A supplement's agenda may begin with 5 and go on with 9; days and hours are no items."""
    found = meeting(
        *("Supplementary Agenda", "Planning Committee", "Date: Tuesday, 12 March 2024"),
        *("Time: 7.00 pm", "Venue: Kelderby House", "5. Mill Lane (Pages 3 - 6)"),
        *("9. Late papers (Pages 7 - 8)", "11 March 2024"),
    )
    assert found.kind == "supplement"
    assert [item.agenda_number for item in found.items] == ["5", "9"]


# --- one decision on a form -----------------------------------------------------------------------

FORM = (
    *("=Kelderby Borough Council", "=Record of Executive Decision", "Reference: 24/00117"),
    *("Decision maker: Councillor Ann Wren, Cabinet Member for Highways", "Title: Parking Order"),
    *("Date of decision: 12 March 2024", "Key decision: No", "Wards affected: Harbour; Quay"),
)
RULED = (
    *("=Decision", "To approve the order.", "=Reasons for the decision", "It is safer."),
    *("=Alternative options considered", "To agree nothing."),
)


def test_a_form_records_one_decision() -> None:
    """The record of one decision is an item without a meeting, with its number, day and maker."""
    paper = read(*FORM, *RULED)
    (found,) = paper.meetings
    (item,) = found.items
    assert (found.kind, found.board, found.number) == ("decisions", None, "24/00117")
    assert (found.date, item.title, item.wards) == (
        date(2024, 3, 12),
        "Parking Order",
        ("Harbour", "Quay"),
    )
    (decision,) = item.decisions
    assert (decision.text, decision.capacity) == ("To approve the order.", "executive")
    assert decision.decided_by == "Councillor Ann Wren, Cabinet Member for Highways"
    assert (item.key_decision, paper.title) == (False, "Parking Order")


def test_every_word_of_a_form_is_kept_once() -> None:
    """All lines of the form stand in its excerpts, in order."""
    (item,) = read(*FORM, *RULED).meetings[0].items
    kept = [one.text for part in item.excerpts for one in part.paragraphs]
    assert kept == [line.lstrip("=") for line in (*FORM, *RULED)]
    assert [part.zone for part in item.excerpts] == ["agenda", "decision", "report"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("=Record of Executive Decision", "=Report on Executive Decisions"),
        ("=Record of Executive Decision", "=Notice of Proposed Executive Decision"),
        ("Date of decision: 12 March 2024", "Date of decision: not before 12 March"),
        ("=Record of Executive Decision", "=Notice of Key Decision"),
        ("=Kelderby Borough Council", "=DRAFT"),
        (
            "Decision maker: Councillor Ann Wren, Cabinet Member for Highways",
            "Decision maker: Cabinet",
        ),
        ("Title: Parking Order", "Status: Final"),
        ("Key decision: No", "Decision status: For Determination"),
        ("=Decision", "=Decision (proposed)"),
    ],
)
def test_what_is_not_surely_a_decision_taken_is_none(old: str, new: str) -> None:
    """A proposed, undated or untitled form stays a paper, and nothing in it is a decision."""
    lines = tuple(new if line == old else line for line in (*FORM, *RULED))
    (item,) = read(*lines).meetings[0].items
    assert item.decisions == ()


def test_what_is_told_before_the_first_item_is_kept_with_it() -> None:
    """Lists of names are no matter; a sentence above the items is, and so is all that follows it."""
    opened = "The returning officer chaired the first part of this inaugural meeting."
    first = meeting(HEAD, PRESENT, opened, "1. Flood wall", "The engineer spoke.").items[0]
    assert first.title == "Flood wall"
    assert first.minutes == ("The engineer spoke.",)
    assert [p.text for e in first.excerpts for p in e.paragraphs] == [opened, "The engineer spoke."]
