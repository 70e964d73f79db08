"""Rules of the reading that no single saved paper shows: each with the words that try it."""

import re
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.formats import extract
from indexer.media import HTML, PDF
from indexer.model import Decision, Excerpt, MeetingReading, Paragraph, Reading, Text
from indexer.reading.approvals import read_approvals
from indexer.reading.assemble import assemble_day
from indexer.reading.merging import DocumentRef, Told
from indexer.reading.passages import WORDS, runs
from indexer.reading.reader import read_html, read_text
from indexer.reading.routine import is_routine
from indexer.sample import sample_folder

BOARD = "Housing Scrutiny Board (4)"
DAMAGED = "s6699"
REPORTS = sorted(
    path for path in (sample_folder() / "documents").glob("s*/*.pdf") if path.parent.name != DAMAGED
)
PACKS = sorted((sample_folder() / "documents").glob("g*/*.pdf"))


def read(text: str) -> Reading:
    """A paper of these words."""
    return read_text(extract("text/plain", text.encode()))


def minutes(
    *body: str, board: str = BOARD, attendance: str = "Members: Councillor A Bellamy (Chair)"
) -> MeetingReading:
    """Printed minutes of these lines."""
    head = f"Minutes of the Meeting of {board} held at 2.00 pm on Wednesday, 3 June 2020"
    return read("\n\n".join([head, "Present:", attendance, *body])).meetings[0]


def resolved(*paragraphs: str, board: str = BOARD) -> tuple[Decision, ...]:
    """The decisions in the minutes of one item."""
    (item,) = minutes("77. Void Properties", *paragraphs, board=board).items
    return item.decisions


def promised(*paragraphs: str) -> tuple[str, ...]:
    """The undertakings in the minutes of one item."""
    (item,) = minutes("77. Void Properties", *paragraphs).items
    return item.undertakings


def texts(decisions: tuple[Decision, ...]) -> list[str]:
    """What they say."""
    return [decision.text for decision in decisions]


# --- decisions ----------------------------------------------------------------------------------


def test_a_recommendation_to_council_is_no_decision_of_the_cabinet_to_adopt() -> None:
    """What is "RECOMMENDED to Council that …" is recommended, and addressed to Council."""
    (decision,) = resolved("RECOMMENDED to Council that the budget be adopted.", board="Cabinet")
    assert (decision.action, decision.addressed_to) == ("recommend", "Council")
    assert decision.decided_by == "Cabinet"


def test_what_is_resolved_to_be_recommended_is_not_decided_by_whom_it_is_put_to() -> None:
    """What is "RESOLVED TO RECOMMEND that Council …" is the board's, not Council's."""
    (decision,) = resolved("RESOLVED TO RECOMMEND that Council adopt the plan.", board="Cabinet")
    assert (decision.action, decision.addressed_to) == ("recommend", "Council")
    assert decision.decided_by == "Cabinet"


def test_parts_under_a_recommendation_are_recommended() -> None:
    """The words "the Board recommend that the Cabinet Member:" make what follows recommendations."""
    found = resolved(
        "RESOLVED that, having considered the report, the Board recommend that the Cabinet Member "
        "for Housing:",
        "1) Publish the figures",
        "2) Report back in a year",
    )
    assert [decision.action for decision in found] == ["recommend", "recommend"]
    assert {decision.addressed_to for decision in found} == {"Cabinet Member for Housing"}


def test_a_verb_of_others_within_what_is_noted_is_no_deed_of_the_board() -> None:
    """To "note that residents had welcomed and supported the scheme" is one thing noted."""
    found = resolved(
        "RESOLVED that the Board note that residents had welcomed and supported the scheme."
    )
    assert texts(found) == ["note that residents had welcomed and supported the scheme."]


def test_a_resolution_within_a_sentence_is_found() -> None:
    """The words "The Board RESOLVED to note the report." are a decision as well."""
    (decision,) = resolved("The Board RESOLVED to note the report.")
    assert (decision.action, decision.decided_by) == ("note", BOARD)


@pytest.mark.parametrize(
    ("text", "addressed_to"),
    [
        ("Request that the Director of Housing report back", "Director of Housing"),
        ("request that the Director of Housing report back", "Director of Housing"),
        ("Recommend that the Cabinet Member for Housing act", "Cabinet Member for Housing"),
        ("Requests the Head of Audit to report back", "Head of Audit"),
        ("Request that a report be brought in a year", None),
    ],
)
def test_a_part_is_addressed_to_whom_it_names(text: str, addressed_to: str | None) -> None:
    """Whoever is asked is the addressee, in whatever case the part begins; else nobody."""
    (decision,) = resolved("RESOLVED that the Board:-", f"1) {text}")
    assert decision.addressed_to == addressed_to


def test_bulleted_parts_are_parts() -> None:
    """Bullets under "RESOLVED that the Board:" are a decision each."""
    found = resolved("RESOLVED that the Board:", "• note the report", "• thank the officers")
    assert texts(found) == ["note the report", "thank the officers"]


def test_lettered_points_belong_to_the_part_above_them() -> None:
    """a) and b) under part 2 are its words, and part 3 is a part of its own."""
    found = resolved(
        "RESOLVED that the Board:-", "1. Note it.", "2. Ask for:", "a) one", "b) two", "3. Agree it"
    )
    assert texts(found) == ["Note it.", "Ask for: a) one b) two", "Agree it"]


def test_words_after_the_parts_are_no_decision() -> None:
    """A paragraph without a number after a numbered list is minutes again."""
    found = resolved("RESOLVED that the Board:-", "1) Note the report", "Councillor A then left.")
    assert texts(found) == ["Note the report"]


@pytest.mark.parametrize(
    "text",
    [
        "A motion to approve the application was moved and seconded and, on being put, was lost.",
        "It was moved by Councillor A that the Board reject the report.",
        "The Board had resolved in March that the scheme be approved.",
        "Officers recommended that the plan be adopted.",
    ],
)
def test_what_was_only_moved_or_told_is_no_decision(text: str) -> None:
    """Lost motions, motions, resolutions of another day and advice resolve nothing."""
    assert resolved(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Officers agreed to circulate a glossary.",
        "The Director undertook to report back in June.",
    ],
)
def test_a_promise_is_an_undertaking(text: str) -> None:
    """What somebody said they would do is found, in the words of the minutes."""
    assert promised(text) == (text,)


def test_what_members_do_elsewhere_is_no_undertaking() -> None:
    """A wish or a fact is no promise."""
    said = "The scheme would provide homes. Members agreed that it was welcome."
    assert promised(said) == ()


@pytest.mark.parametrize(
    "said", ["None.", "None were declared.", "There were none.", "There were no declarations."]
)
def test_nothing_declared_is_routine(said: str) -> None:
    """However it is put that nothing was declared, it is routine."""
    assert is_routine("Declarations of Interests", [said], [])


# --- minutes and their attendance ------------------------------------------------------------------


def test_a_list_that_reaches_the_next_number_makes_no_item() -> None:
    """Parts 1) to 3) under minute 2 do not become minute 3."""
    meeting = minutes(
        "1. Apologies", "None.", "2. Voids", "RESOLVED that the Board:-", "1) Note it", "2) Ask for it",
        "3) Thank the officers", "3. Work Programme", "It was noted.",
    )  # fmt: skip
    assert [item.title for item in meeting.items] == ["Apologies", "Voids", "Work Programme"]
    assert len(meeting.items[1].decisions) == 3


@pytest.mark.parametrize(
    "closing", ["(Meeting closed at 3.25 pm)", "The meeting ended at 3.25 p.m.",
                "Meeting concluded at 3.25pm", "The meeting closed at 15:25"]
)  # fmt: skip
def test_the_end_is_read_however_it_is_put(closing: str) -> None:
    """The time at which a meeting closed, in the usual ways of writing it."""
    assert minutes("1. Voids", "They were noted.", closing).end == time(15, 25)


def test_officers_with_their_posts_in_brackets_are_each_read() -> None:
    """A line "Jane Wren (Director of Finance), Tom Ash (Head of Audit)" is two people."""
    listed = minutes(
        "1. Voids", "They were noted.",
        attendance="Officers in attendance: Jane Wren (Director of Finance), Tom Ash (Head of Audit)",
    ).attendance  # fmt: skip
    assert [(one.name, one.role, one.post) for one in listed] == [
        ("Jane Wren", "officer", "Director of Finance"),
        ("Tom Ash", "officer", "Head of Audit"),
    ]


def test_apologies_in_a_sentence_are_apologies() -> None:
    """Who sent apologies is never shown as having been there."""
    listed = minutes(
        "1. Voids", "They were noted.",
        attendance="Officers: J Wren, Housing\n\n"
        "Apologies for absence were received from Councillors K Wetherby and B Stannard",
    ).attendance  # fmt: skip
    roles = {one.name: one.role for one in listed}
    assert roles == {
        "J Wren": "officer",
        "Councillor K Wetherby": "apologies",
        "Councillor B Stannard": "apologies",
    }


@pytest.mark.parametrize(
    "name", ["M van der Berg", "J O'Neill-Smith", "S MacDonald", "A B de Souza", "N'Golo Ba"]
)
def test_a_member_is_listed_whatever_the_name_is_made_of(name: str) -> None:
    """Names of several parts, with hyphens, apostrophes and small words, are kept whole."""
    listed = minutes(
        "1. Voids", "They were noted.", attendance=f"Members: Councillor {name}"
    ).attendance
    assert [one.name for one in listed] == [f"Councillor {name}"]


def test_a_number_alone_on_its_line_heads_the_title_below() -> None:
    """Where "2" and "Voids" came apart, they are still the heading of minute 2."""
    meeting = minutes("1 Apologies", "None.", "2", "Voids", "They were noted.", "3 Any Other Business",
                      "None.")  # fmt: skip
    assert [item.title for item in meeting.items] == ["Apologies", "Voids", "Any Other Business"]


def test_a_label_without_a_colon_opens_the_list() -> None:
    """The people after "Present" are there, whether or not a colon stands between."""
    listed = read(
        "Upper Kelder Parish Council\n\nMinutes of a Meeting held on Tuesday 3 May 2016 at 7.00 pm\n\n"
        "Present Rob Boyd\tRB\tMargaret Carey\tMC\n\nGrace Dolan\tGD\n\n1 Police Report\n\nNoted.\n"
    ).meetings[0].attendance  # fmt: skip
    assert [one.name for one in listed] == ["Rob Boyd", "Margaret Carey", "Grace Dolan"]


def test_prose_and_tables_under_the_list_add_nobody() -> None:
    """Whom a sentence or a table of offices names after the list is not listed again."""
    listed = minutes(
        "The meeting was chaired by Rob Boyd.", "Office\tAppointee\tProposer",
        "Vice Chairman\tGrace Dolan\tRob Boyd", "Minute Secretary\tMargaret Carey",
        "1. Voids", "They were noted.",
        attendance="Members: Councillor R Boyd\n\nCouncillor G Dolan",
    ).attendance  # fmt: skip
    assert [one.name for one in listed] == ["Councillor R Boyd", "Councillor G Dolan"]


def test_a_heading_without_a_body_names_no_board() -> None:
    """Under "Minutes of a Meeting held on …" the board is the body named above, never "Meeting"."""
    found = read(
        "Upper Kelder Community Council\n\nMinutes of a Meeting held on Tuesday 6th October 2015 at "
        "7.00pm\n\nPresent: R Boyd\n\n1 Police Report\n\nIt was noted.\n"
    )
    assert found.meetings[0].board in {"Upper Kelder Community Council", None}


def test_a_title_may_begin_with_the_number_of_an_application() -> None:
    """Minutes of a planning committee go on after "3. 22/00388 - Former Garage (14 flats)"."""
    meeting = minutes(
        "2. Minutes", "They were agreed.", "3. 22/00388 - Former Garage (14 flats)",
        "RESOLVED that permission be granted, subject to the following:", "1) Begun in three years",
        "4. eBikes for Hire", "They were noted.",
    )  # fmt: skip
    assert [(item.minute_number, item.title) for item in meeting.items] == [
        ("2", "Minutes"),
        ("3", "22/00388 - Former Garage (14 flats)"),
        ("4", "eBikes for Hire"),
    ]
    assert meeting.items[0].minutes == ("They were agreed.",)


@pytest.mark.parametrize(
    ("office", "role"),
    [
        ("Lord Mayor in the Chair", "chair"),
        ("Mayor in the Chair", "chair"),
        ("in the Chair", "chair"),
        ("Vice-Chair in the Chair", "chair"),
        ("Deputy Lord Mayor", "vice-chair"),
        ("Vice-Chairman", "vice-chair"),
    ],
)
def test_who_chairs_is_told_in_brackets(office: str, role: str) -> None:
    """The office in brackets behind a member's name, as councils and committees print it."""
    (one,) = minutes(
        "1. Voids", "Noted.", attendance=f"Members: Councillor M Ashgrove ({office})"
    ).attendance
    assert (one.name, one.role, one.post) == ("Councillor M Ashgrove", role, None)


def test_brackets_of_a_post_or_body_are_kept_and_notes_on_coming_are_not() -> None:
    """A board's number and what a guest speaks for belong to them; when somebody came does not."""
    listed = minutes(
        "1. Voids", "They were noted.",
        attendance="Other Members: Councillor R Okafor, Chair of the Housing Scrutiny Board (4)\n\n"
        "Councillor E Farrow, Ward Member for Mill Bank (for minute 3)\n\n"
        "By Invitation: Mr I Sallow, Sallowfield Renewables Ltd (applicant)\n\n"
        "Mrs O Fry, Objector\n\n(application 23/00096)",
    ).attendance  # fmt: skip
    assert [(one.role, one.post or one.organisation) for one in listed] == [
        ("member", "Chair of the Housing Scrutiny Board (4)"),
        ("member", "Ward Member for Mill Bank"),
        ("invited", "Sallowfield Renewables Ltd (applicant)"),
        ("invited", "Objector (application 23/00096)"),
    ]


def test_members_of_each_board_of_a_joint_meeting_are_members() -> None:
    """Groups named after the boards are groups of members; the public are none."""
    listed = minutes(
        "1. Voids", "They were noted.",
        attendance="Members of the Housing Scrutiny Board (4): Councillor M Lindqvist (Chair)\n\n"
        "Members of the Planning Committee\n\nCouncillor F Garland\n\n"
        "Members of the Public: Mr B Hale",
    ).attendance  # fmt: skip
    assert [(one.name, one.role) for one in listed] == [
        ("Councillor M Lindqvist", "chair"),
        ("Councillor F Garland", "member"),
        ("Mr B Hale", "invited"),
    ]


def test_a_sentence_under_a_title_is_no_report_of_line() -> None:
    """A first paragraph "Report of the Director was noted." is a minute."""
    (item,) = minutes("1. Voids", "Report of the Director of Housing was noted.").items
    assert (item.report_of, len(item.minutes)) == (None, 1)


def test_a_recommendation_is_named_in_place_of_a_report() -> None:
    """What comes to Council as "Recommendation of the Cabinet, 8th October, 2024" says so."""
    line = "Recommendation of the Cabinet, 8th October, 2024"
    (item,) = minutes("1. Treasury Management", line, "It was approved.").items
    assert (item.report_of, item.minutes) == (line, ("It was approved.",))


def aob(*body: Paragraph) -> str | None:
    """The own heading of other business with these paragraphs."""
    head = "Minutes of the Meeting of Cabinet held at 2.00 pm on Wednesday, 3 June 2020"
    title = Paragraph("1. Any Other Business", strong=True)
    ((item,),) = (m.items for m in read_text(Text((Paragraph(head), title, *body))).meetings)
    return item.heading


def test_a_heading_set_apart_further_down_is_found() -> None:
    """After "There was no other business." a bold line over text is the matter's heading."""
    none, text = Paragraph("There was no other business."), Paragraph("It ends on Friday.")
    assert aob(none, Paragraph("Call-in", strong=True), text) == "Call-in"


@pytest.mark.parametrize("said", ["RESOLVED that the report be noted", "Councillor A Bellamy"])
def test_a_bold_resolution_or_name_is_no_heading(said: str) -> None:
    """Minutes that set resolutions or speakers in bold have no headings there."""
    none, text = Paragraph("A matter was raised."), Paragraph("It ends on Friday.")
    assert aob(none, Paragraph(said, strong=True), text) is None
    assert aob(Paragraph(said, strong=True), text) is None


# --- records of decisions --------------------------------------------------------------------------

SHEET = "Decisions of the Meeting of Cabinet held at 2.00 pm on Tuesday, 14 February 2023"


@pytest.mark.parametrize(
    "head",
    [
        SHEET,
        "Record of Decisions taken at the meeting of the Cabinet held on Tuesday, 14 February 2023",
        "Decisions made by the Cabinet at its meeting held on Tuesday, 14 February 2023",
    ],
)
def test_a_record_of_decisions_is_of_its_meeting(head: str) -> None:
    """It tells what was decided on which item of the agenda, and no minutes."""
    found = read(
        f"Kelderby Borough Council\n\n{head}\n\n4. Thornley Library\n\nRESOLVED that the Cabinet:-\n\n"
        "1) Keep it open\n\n2) Note the report\n\n7. Budget Monitoring\n\n"
        "RESOLVED that the report be noted.\n"
    )
    (meeting,) = found.meetings
    assert (found.kind, meeting.board, meeting.date) == ("decisions", "Cabinet", date(2023, 2, 14))
    assert [(i.agenda_number, i.minute_number, len(i.decisions)) for i in meeting.items] == [
        ("4", None, 2),
        ("7", None, 1),
    ]
    assert not any(item.minutes for item in meeting.items)


def test_a_proposed_record_of_decisions_decides_nothing() -> None:
    """What is only proposed is a paper like any other."""
    found = read(f"Proposed {SHEET}\n\n4. Thornley Library\n\nRESOLVED that it be kept.\n")
    assert found.kind == "other"
    assert not any(item.decisions for item in found.meetings[0].items)


def test_a_report_on_decisions_is_no_record_of_them() -> None:
    """A paper that only names a meeting's decisions in its head resolves nothing."""
    found = read(f"{SHEET}\n\n1. Purpose\n\nTo review how they were carried out.\n")
    assert found.kind == "other"


def test_a_record_without_numbers_is_one_item() -> None:
    """Where no item is told apart, all that was decided stands in one."""
    (item,) = read(f"{SHEET}\n\nThornley Library\n\nRESOLVED that it be kept.\n").meetings[0].items
    assert (item.title, texts(item.decisions)) == ("Decisions", ["it be kept."])


# --- meetings told by several papers ---------------------------------------------------------------


def told(meeting: MeetingReading, name: str) -> Told:
    """What a document of this name tells."""
    return Told(DocumentRef(name, name, None, "text/plain", name, meeting.kind), meeting)


def test_the_contact_is_put_together_from_all_papers() -> None:
    """The page without the e-mail address does not hide the one that the front sheet prints."""
    head = f"{BOARD} - Wednesday, 3rd June, 2020 2.00 pm\n\nVenue: Guildhall\n\n"
    page = read(f"Agenda\n\n{head}Contact: Lena Ostrowe  Tel: 01632 960143 Email:\n\nNo. Item\n")
    sheet = read(
        f"{BOARD}\n\nTime and Date\n\n2.00 pm on Wednesday, 3rd June, 2020\n\nPlace\n\nGuildhall\n\n"
        "1. Apologies\n\nLena Ostrowe\n\nTelephone: 01632 960143\n\n"
        "e-mail: lena.ostrowe@kelderby.gov.example\n"
    )
    papers = [told(one.meetings[0], name) for name, one in (("page", page), ("sheet", sheet))]
    day = assemble_day(
        "kelderby", date(2020, 6, 3), papers,
        approvals=lambda board, day: None, held=lambda board, day: True,
    )  # fmt: skip
    (meeting,) = day.meetings
    assert meeting.contact is not None
    assert meeting.contact.email == "lena.ostrowe@kelderby.gov.example"


# --- nothing lost --------------------------------------------------------------------------------


def words(text: str) -> Counter[str]:
    """The words of a text and how often each stands in it."""
    return Counter(re.findall(r"\S*\w\S*", text))


def excerpts(reading: Reading) -> list[Excerpt]:
    """All excerpts of a reading."""
    return [e for m in reading.meetings for item in m.items for e in item.excerpts]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_word_of_a_report_stands_in_one_excerpt(path: Path) -> None:
    """Nothing of a report is lost or doubled; of minutes, only heading and attendance stand apart."""
    paper = extract(PDF, path.read_bytes())
    reading = read_text(paper)
    said = words("\n".join(p.text for p in paper.paragraphs))
    kept = words("\n".join(p.text for e in excerpts(reading) for p in e.paragraphs))
    assert not kept - said
    if reading.kind in {"report", "other"}:
        assert not said - kept


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_every_long_paragraph_of_a_pack_or_of_minutes_stands_in_one_excerpt(path: Path) -> None:
    """From the first paper on, no paragraph of ten words is lost, whichever meeting it belongs to.

    What stands in a list of attendance, as a title or as a board's name is held there, word for word.
    """
    paper = extract(PDF, path.read_bytes())
    reading = read_text(paper)
    kept = " ".join(p.text for e in excerpts(reading) for p in e.paragraphs)
    titles = {item.title for meeting in reading.meetings for item in meeting.items}
    titles |= {f"Minutes of the Meeting of {meeting.board}" for meeting in reading.meetings}
    body = [p for p in paper.paragraphs if (p.page or 0) > _last_of_front_sheet(reading)]
    lost = [
        p.text
        for p in body
        if len(p.text.split()) >= 10
        and p.text not in kept
        and re.sub(r"^\d+\. ", "", p.text) not in titles
        and _besides_attendance(p.text, reading)
    ]
    assert lost == []


def _besides_attendance(line: str, reading: Reading) -> str:
    """What a line holds besides the people whom the reading lists, their posts, bodies and roles."""
    people = [one for meeting in reading.meetings for one in meeting.attendance]
    said = {
        part.removeprefix("Councillor ")
        for one in people
        for part in (one.name, one.post, one.directorate, one.organisation)
        if part
    }
    for part in sorted(said, key=len, reverse=True):
        line = line.replace(part, "")
    label = r"(?:Other )?Members|Cabinet Member|By Invitation|Apologies|Employees"
    role = r"Councillors?|and|\((?:Substitute for .{3,30}?|(?:Vice-|Deputy )?Chair)\)"
    return re.sub(rf"^(?:{label}):|\b(?:{role})|{role}|[\s,;]", "", line)


def _last_of_front_sheet(reading: Reading) -> int:
    firsts = [item.pages[0] for item in reading.meetings[0].items if item.pages]
    if reading.kind == "agenda":
        return reading.pages or 0
    return min(firsts) - 1 if firsts else 0


@pytest.mark.parametrize("path", [*REPORTS, *PACKS], ids=lambda path: path.stem)
def test_no_page_number_stands_in_the_text(path: Path) -> None:
    """A number alone in a line of these papers is a page's, the pack's or the report's own."""
    paper = extract(PDF, path.read_bytes())
    assert [p for p in paper.paragraphs if re.fullmatch(r"\d{1,3}", p.text)] == []


paragraphs = st.builds(
    Paragraph,
    st.lists(st.sampled_from(["the", "Board", "noted", "it.", "a\tb", "ended;"]), min_size=1,
             max_size=1200).map(" ".join),
)  # fmt: skip


@given(st.lists(paragraphs, min_size=1, max_size=5))
def test_passages_hold_every_word_once_and_are_no_longer_than_they_may_be(
    given_paragraphs: list[Paragraph],
) -> None:
    """Whatever the paragraphs, their words stand in the passages in order, none twice."""
    passages = [text for text, _ in runs(Excerpt("report", tuple(given_paragraphs)))]
    said = [word for paragraph in given_paragraphs for word in paragraph.text.split()]
    assert [word for text in passages for word in text.split()] == said
    assert all(len(text.split()) <= WORDS for text in passages)


# --- pages as HTML -------------------------------------------------------------------------------


def page(rows: str, title: str = "Agenda and minutes") -> MeetingReading:
    """An agenda page with these rows."""
    return read_html(
        f'<html><body><div id="modgov"><h1 class="mgMainTitleTxt">{title}</h1>'
        f'<h2 class="mgSubTitleTxt">{BOARD} - Wednesday, 3rd June, 2020 2.00 pm</h2>'
        f'<table class="mgItemTable">{rows}</table></div></body></html>'.encode()
    ).meetings[0]


def row(number: str, title: str, rest: str = "") -> str:
    """One item of an agenda page."""
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI1{number[:1]}"></a>'
        f'{number}</p></td><td><p class="mgAiTitleTxt">{title}</p>{rest}</td></tr>'
    )


def test_hidden_words_are_no_part_of_a_page() -> None:
    """What a page hides from the eye is not its text, in titles and links too."""
    hidden = '<span class="mgHide">Page </span>'
    (item,) = page(
        row("1.", f"Voids{hidden}", f'<ul><li><a href="documents/s1/A.pdf">A{hidden}</a></li></ul>')
    ).items
    assert (item.title, [link.title for link in item.links]) == ("Voids", ["A"])


def test_an_entry_of_an_ordered_list_keeps_its_number() -> None:
    """A browser prints 1. and 2. before the entries of an <ol>: they are the parts' numbers."""
    said = "<p>Minutes:</p><p>RESOLVED that the Board:</p><ol><li>note it</li><li>ask</li></ol>"
    (item,) = page(row("7.", "Voids", said)).items
    assert [(one.number, one.text) for one in item.decisions] == [("1", "note it"), ("2", "ask")]


def test_rows_of_a_table_in_the_minutes_keep_their_cells_together() -> None:
    """A table in the minutes is read row by row, its cells parted by tabs, as in every format."""
    rows = "<tr><td>Ward</td><td>Homes</td></tr><tr><td>Holmcroft</td><td>12</td></tr>"
    said = f"<p>Minutes:</p><table>{rows}</table>"
    (item,) = page(row("7.", "Voids", said)).items
    assert item.minutes == ("Ward\tHomes", "Holmcroft\t12")


def test_decisions_alone_show_that_a_meeting_was_held() -> None:
    """A page with decisions and no minutes yet is of a meeting that took place."""
    said = "<p>Decision:</p><p>RESOLVED that the report be noted.</p>"
    assert page(row("7.", "Voids", said), "Agenda and decisions").status == "held"


def test_private_business_is_private() -> None:
    """An item under "Private Business" is private: its section says so."""
    section = (
        '<tr><td></td><td><p class="mgAiTitleTxt"><a name="AI9"></a>Private Business</p></td></tr>'
    )
    (item,) = page(section + row("1.", "Disposal of land"), "Agenda").items
    assert (item.section, item.private) == ("Private Business", True)


def test_a_page_without_its_heading_is_told_apart() -> None:
    """A page in which the heading is not where it should be is not read as something else."""
    from indexer.errors import PageChanged

    with pytest.raises(PageChanged, match="heading"):
        read_html(b'<div id="modgov"><table class="mgItemTable"></table><h2>Welcome</h2></div>')


def test_the_same_page_in_utf8_and_windows_1252_is_the_same() -> None:
    """The encoding of a page changes nothing of what it says."""
    path = next((sample_folder() / "pages").glob("*.html"))
    text = path.read_text("utf-8")
    other = text.replace('charset="utf-8"', 'charset="windows-1252"').encode("windows-1252")
    assert read_html(other) == read_html(path.read_bytes())
    assert extract(HTML, other).paragraphs == extract(HTML, path.read_bytes()).paragraphs


# --- what must not be hidden or lost ---------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "There were no matters arising other than the flooding at Mill Lane.",
        "There were no declarations of interest other than from Councillor Smith in item 7, planning.",
        "No declarations were made save by Councillor Jones.",
        "There was no urgent business but the Chair reported a fire at the depot.",
        "The minutes of the last meeting were agreed subject to the deletion of a paragraph.",
    ],
)
def test_an_exception_is_no_routine(said: str) -> None:
    """Nothing, but for something: that something is real matter."""
    assert not is_routine("Any Other Business", [said], [])


def test_what_follows_the_closing_of_the_meeting_is_kept() -> None:
    """An appendix behind the minutes goes with the last item, and is no minute of it."""
    meeting = minutes(
        "1. Voids", "Noted.", "(Meeting closed at 3.25 pm)", "Appendix A", "Culverts."
    )
    (item,) = meeting.items
    assert item.minutes == ("Noted.",)
    assert [p.text for p in item.excerpts[-1].paragraphs] == ["Appendix A", "Culverts."]


def test_minutes_without_numbers_are_one_item() -> None:
    """Where no item is told apart, all the words stand in one."""
    meeting = minutes("Voids", "The Board discussed empty homes in Holmcroft.")
    (item,) = meeting.items
    assert "The Board discussed empty homes in Holmcroft." in item.minutes


def test_a_date_that_is_none_costs_no_paper() -> None:
    """A slip such as "31st and 14th June" leaves the date that is one."""
    said = "The minutes of the meetings held on 31st and 14th June 2020 were agreed."
    meeting = minutes("1. Minutes", said)
    assert [one.of for one in read_approvals(meeting.items)] == [date(2020, 6, 14)]


def test_a_report_before_attached_minutes_is_kept() -> None:
    """One item's pages may hold a covering report and then another body's minutes: both are read."""
    covering = [f"{n}.1 The partnership met and considered matter {n}." for n in range(1, 9)]
    lines = [
        ("Public Document Pack", 1), (BOARD, 1), ("Time and Date", 1),
        ("2.00 pm on Wednesday, 3rd June, 2020", 1), ("Place", 1), ("Guildhall", 1),
        ("1. Apologies", 1), ("2. Partnership Report (Pages 2 - 3)", 1),
        ("Subject: Partnership Report", 2), *((text, 2) for text in covering),
        ("Minutes of the Meeting of Partnership Board held at 10.00 am on Monday, 4 May 2020", 3),
        ("Present:", 3), ("Members: Councillor A Bellamy", 3), ("1. Voids", 3), ("Noted.", 3),
    ]  # fmt: skip
    paper = Text(
        tuple(Paragraph(text, ((0, page),)) for text, page in lines),
        pages=3,
        printed=((2, "2"), (3, "3")),
    )
    pack, partnership = read_text(paper).meetings
    words = " ".join(p.text for e in pack.items[1].excerpts for p in e.paragraphs)
    assert "considered matter 8" in words
    assert [item.title for item in partnership.items] == ["Voids"]


def test_a_year_alone_on_a_line_makes_no_page_numbered() -> None:
    """On a page without numbers nothing before such a line is lost."""
    found = read(
        f"Agenda and minutes\n\n{BOARD} - Wednesday, 3rd June, 2020 2.00 pm\n\nVenue: Guildhall\n\n"
        "No. Item\n\nDeclarations of Interests\n\nThere were no interests.\n\n"
        "Voids pdf icon PDF 48 KB\n\nHomes had not been empty for as long since\n\n2009.\n\nNoted.\n"
    )
    assert [item.title for item in found.meetings[0].items] == [
        "Declarations of Interests",
        "Voids",
    ]
