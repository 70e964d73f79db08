"""What a crawl brings besides agenda pages: items whole, attendance, the service, registers, plans."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from conftest import NOW
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import PageChanged, Unreadable
from indexer.media import HTML, XML
from indexer.model import Item, Meeting, MeetingReading
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.reading.attended import attended
from indexer.reading.privacy import is_withheld, withheld_entry
from indexer.reading.reader import looks_like_service, read_html, read_xml
from indexer.reading.register import maker_capacity
from indexer.search.archive import Archive, Request
from indexer.store import Corpus

ROOT = "https://democracy.kelderby.gov.example/"
WORD = '<div class="mgWordPara"><div class="WordSection1">{}</div></div>'
EXEMPT = (
    "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local "
    "Government Act 1972"
)


def shell(title: str, heading: str, content: str) -> str:
    """A page of the site round some content, with a council's own menu outside."""
    return (
        "<html><body><ul class=kbc><li>Bins</li></ul><div id='modgov'>"
        f'<div class="mgHeader"><h1  class="mgMainTitleTxt" >{title}</h1></div>'
        f'<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">{heading}</h2></div>{content}'
        '<div class="mgFooter" >Footer</div></div></body></html>'
    )


def words(*paragraphs: str) -> str:
    """Paragraphs as Word leaves them."""
    return WORD.format("".join(f'<p class="MsoNormal">{text}</p>' for text in paragraphs))


def row(number: str, site_id: str, title: str, *below: str) -> str:
    """One item of an agenda page."""
    return (
        f'<tr><td  class="mgItemNumberCell" ><p  class="mgAiTitleTxt" ><a  name="AI{site_id}"></a>'
        f'{number}</p></td><td><p  class="mgAiTitleTxt" >{title}</p>{"".join(below)}</td></tr>'
    )


def agenda(*rows: str, heading: str, site_id: str = "900", attendance: str = "900") -> str:
    """An agenda page with minutes."""
    return shell(
        "Agenda and minutes",
        heading,
        f'<div class="mgLinks" ><ul  class="mgActionList" ><li><a  href="mgMeetingAttendance.aspx?'
        f'ID={attendance}">Attendance details</a></li><li><a  href="documents/g{site_id}/Printed '
        'minutes.pdf?T=1">Printed minutes</a></li></ul></div><table class="mgItemTable"><tbody>'
        f"{''.join(rows)}</tbody></table>",
    )


CABINET = "Cabinet - Tuesday, 12th December, 2023 2.00 pm"
SPENDING = "The Cabinet considered a report on spending, which had been sent to all Members before."
CUT = agenda(
    row("31.", "3000", "Apologies", "Minutes:", words("There were no apologies.")),
    row(
        "32.",
        "3001",
        "Spending Review",
        words("Report of the Director of"),
        '&nbsp;...&nbsp; <a href="mgAi.aspx?ID=3001">view the full agenda text for item 32.</a>',
        '<p  class="mgSubItemTitleTxt" >Minutes:</p>',
        words(SPENDING, "RESOLVED that the Cabinet:", "1)&nbsp; Approve the"),
        '&nbsp;...&nbsp; <a href="mgAi.aspx?ID=3001">view the full minutes text for item 32.</a>',
    ),
    heading=CABINET,
    attendance="777",
)
WHOLE = shell(
    "Agenda item",
    "Spending Review",
    '<div class="mgContent" >'
    + words("Report of the Director of Finance")
    + '<p  class="mgSubItemTitleTxt" >Minutes:</p>'
    + words(
        SPENDING,
        "RESOLVED that the Cabinet:",
        "1)&nbsp; Approve the savings",
        "2)&nbsp; Note the risks",
    )
    + '<p  class="mgLabel" >Supporting documents:</p><ul class="mgBulletList"><li><a '
    'href="documents/s6001/Savings.pdf">Savings <span class="mgFileSize">PDF 9 KB</span></a></li>'
    f"<li>Appendix 1: Tenders <span>Restricted</span><br/>{EXEMPT}</li></ul></div>",
)
ATTENDANCE = shell(
    "Attendance details",
    "",
    '<table summary="Table of meeting attendance"><tr><th>Attendee<!--Name--></th><th>Role</th>'
    "<th>Attendance</th></tr>"
    "<tr><td>Councillor H Vance</td><td>Chair</td><td>Present</td></tr>"
    "<tr><td>Councillor P Oduya</td><td>Committee Member</td><td>Present virtual</td></tr>"
    "<tr><td>Councillor I Sorrel</td><td>Committee Member</td><td>Apologies</td></tr>"
    "<tr><td>Councillor E Farrow</td><td>Committee Member</td><td>Expected</td></tr>"
    "<tr><td>R Fennimore</td><td>Secretary</td><td>In attendance</td></tr></table>",
)
SERVICE = """<?xml version="1.0" encoding="utf-8"?>
<meeting><meetingid> 900</meetingid><meetingdate>12/12/2023</meetingdate>
<meetingstatus>Confirmed</meetingstatus><isdisplayallowed>True</isdisplayallowed>
<meetingtime>2.00 pm</meetingtime><meetingactualfinishtime>3.10 pm</meetingactualfinishtime>
<agendaitems>
<agendaitem><agendaitemid>3001</agendaitemid><agendaitemtitle>Spending Review</agendaitemtitle>
<agendatext><div class="x"><p>Report of the Director<br>of Finance &nbsp;</div></agendatext>
<agendaitemnumber>7</agendaitemnumber><agendaitemsubnumber>0</agendaitemsubnumber>
<fulldisplaynumberformat>32.</fulldisplaynumberformat><minutesitemnumber>32</minutesitemnumber>
<minutesnonemptyhtmlbody>&lt;p&gt;The Cabinet considered it.&lt;/p&gt;&lt;p&gt;RESOLVED that the
savings be approved.&lt;/p&gt;</minutesnonemptyhtmlbody>
<isrestricted>False</isrestricted><linkeddocuments><linkeddoc><attachmentid>6002</attachmentid>
<title>Appendix 1</title><url> </url><isrestricted>True</isrestricted>
<restrictionsRef>paragraph 3 of Part 1 of Schedule 12A</restrictionsRef></linkeddoc></linkeddocuments>
</agendaitem>
<agendaitem><agendaitemid>3000</agendaitemid><agendaitemtitle>Apologies</agendaitemtitle>
<agendatext>
</agendatext><agendaitemnumber>2</agendaitemnumber><fulldisplaynumberformat>31.</fulldisplaynumberformat>
<minutesitemnumber>31</minutesitemnumber>
<minutesnonemptyhtmlbody>&lt;p&gt;None.&lt;/p&gt;</minutesnonemptyhtmlbody></agendaitem>
<agendaitem><agendaitemid>3009</agendaitemid><agendaitemtitle>A Sale</agendaitemtitle>
<agendatext>&lt;p&gt;Secret.&lt;/p&gt;</agendatext><agendaitemnumber>9</agendaitemnumber>
<isrestricted>True</isrestricted><isdisplayallowed>False</isdisplayallowed></agendaitem>
</agendaitems>
<attendees><attendee name="Councillor H Vance" roledescription="Chair" attendance="Present, as expected"/>
<attendee name="Councillor E Farrow" roledescription="Committee Member" attendance="Expected"/></attendees>
</meeting>"""


def decision(*text: str, status: str = "Recommendations Approved", maker: str = "") -> str:
    """A page of the register of decisions."""
    label = '<p><span  class="mgLabel" >{}: </span>{}</p>'.format
    return shell(
        "Decision details",
        "Thornley Library - Grant of Lease",
        label("Reference", "23&#47;00014")
        + label("Decision Maker", maker or "Cabinet Member for Culture and Libraries")
        + label("Decision status", f"<span>{status}</span>")
        + label("Is Key decision?", "No")
        + '<h3  class="mgSubSubTitleTxt" >Purpose:</h3>'
        + words("To seek approval of a lease.")
        + '<h3  class="mgSubSubTitleTxt" >Decision:</h3>'
        + words(*text)
        + label("Publication date", "20&#47;10&#47;2023")
        + label("Date of decision", "19&#47;10&#47;2023")
        + '<p  class="mgLabel" >Accompanying Documents:</p><ul class="mgBulletList"><li><a '
        'href="documents/s7001/Lease.pdf">The Lease <span class="mgFileSize">PDF 5 KB</span></a></li>'
        "</ul>",
    )


def meeting(page: str) -> MeetingReading:
    """What a page tells."""
    return read_html(page.encode()).meetings[0]


Told = Callable[..., Archive]


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """An index of pages by their addresses, in the order given."""
    opened = []

    def make(*pages: tuple[str, str]) -> Archive:
        with Corpus.open(tmp_path / "corpus", create=True) as corpus:
            for address, page in pages:
                kind = XML if page.startswith("<?xml") else HTML
                kind = kind if not address.endswith(".txt") else "text/plain"
                body = BytesIO(page.encode())
                url = f"{ROOT}{address}"
                corpus.add(body, council="kelderby", media_type=kind, now=NOW, url=url)
            index(corpus, IndexPlace(tmp_path / "index"), now=NOW, workers=1)
        engine = IndexPlace(tmp_path / "index").open()
        opened.append(engine)
        return Archive(engine)

    yield make
    for engine in opened:
        with closing(engine):
            pass


PAGE = ("ieListDocuments.aspx?CId=101&MId=900&Ver=4", CUT)
ITEM_PAGE = ("mgAi.aspx?ID=3001", WHOLE)
ATTENDANCE_PAGE = ("mgMeetingAttendance.aspx?ID=777", ATTENDANCE)
SERVICE_PAGE = ("mgWebService.asmx/GetMeeting?lMeetingId=900", SERVICE)
DECISION_PAGE = ("ieDecisionDetails.aspx?ID=4014", decision("Approved the grant of a lease."))


def shown_item(archive: Archive, identifier: str) -> Item:
    """The item of this identifier."""
    found = archive.show(identifier)
    assert found is not None and found[0] == "item"
    item: Item = found[1]
    return item


def shown_meeting(archive: Archive, identifier: str) -> Meeting:
    """The meeting of this identifier."""
    found = archive.show(identifier)
    assert found is not None and found[0] == "meeting"
    value: Meeting = found[1]
    return value


# --- one item whole -------------------------------------------------------------------------------


def test_page_of_an_item_gives_it_whole() -> None:
    """Text, minutes, decisions and documents; no menu, no heading among the words."""
    (item,) = meeting(WHOLE).items
    assert (item.title, item.truncated, len(item.decisions)) == ("Spending Review", False, 2)
    assert [link.title for link in item.links] == ["Savings", "Appendix 1: Tenders"]
    said = [p.text for excerpt in item.excerpts for p in excerpt.paragraphs]
    assert said[0] == "Report of the Director of Finance" and "Footer" not in " ".join(said)


def test_whole_text_takes_the_place_of_the_cut_one(told: Told) -> None:
    """The meeting is the one whose page has the item; it is not cut any more, and both are listed."""
    archive = told(PAGE, ITEM_PAGE)
    item = shown_item(archive, "kelderby/cabinet/2023-12-12/spending-review")
    assert not item.truncated and [d.text for d in item.decisions][1:] == ["Note the risks"]
    assert item.number == "32" and item.report_of is not None
    held = [document for document in item.documents if document.id]
    assert [document.kind for document in held] == ["page", "page"]
    assert {s.document for s in item.sources if s.field == "minutes"} == {held[1].id}
    assert len(shown_meeting(archive, "kelderby/cabinet/2023-12-12").items) == 2
    (found,) = archive.search(Request('"Director of Finance"')).hits
    assert found.id == item.id


def test_pages_in_another_order_give_the_same(told: Told) -> None:
    """The item's page may have been fetched before its meeting's."""
    archive = told(ITEM_PAGE, ATTENDANCE_PAGE, SERVICE_PAGE, PAGE)
    found = shown_meeting(archive, "kelderby/cabinet/2023-12-12")
    assert [line.title for line in found.items] == ["Apologies", "Spending Review", "A Sale"]
    assert found.url == f"{ROOT}{PAGE[0]}"
    assert archive.search(Request("council:kelderby", everything=True)).total == 3


def test_page_of_an_item_alone_is_a_paper(told: Told) -> None:
    """Without the page of its meeting it is held as a paper of its own."""
    (hit,) = told(ITEM_PAGE).search(Request("savings")).hits
    assert hit.id.startswith("kelderby/papers/spending-review-") and hit.date is None


def test_page_of_an_item_may_name_its_meeting() -> None:
    """Then it needs no other page: board, day, start and the site's number."""
    line = (
        '<p><span  class="mgLabel" >Meeting: </span><a  href="ieListDocuments.aspx?CId=101&amp;MId=900">'
        "Cabinet, Tuesday, 12th December, 2023 2.00 pm</a> &#40;Item 8&#41;</p>"
    )
    found = meeting(WHOLE.replace('<div class="mgContent" >', '<div class="mgContent" >' + line))
    assert (found.board, found.date, found.start, found.site_id) == (
        "Cabinet",
        date(2023, 12, 12),
        time(14),
        "900",
    )


# --- attendance -------------------------------------------------------------------------------------


def test_attendance_belongs_to_the_meeting_whose_page_links_it(told: Told) -> None:
    """Whatever number is in its address; who is only expected is left out."""
    found = shown_meeting(told(PAGE, ATTENDANCE_PAGE), "kelderby/cabinet/2023-12-12")
    assert [(one.name, one.role, one.virtual) for one in found.attendance] == [
        ("Councillor H Vance", "chair", None),
        ("Councillor P Oduya", "member", True),
        ("Councillor I Sorrel", "apologies", None),
        ("R Fennimore", "officer", None),
    ]
    assert found.url == f"{ROOT}{PAGE[0]}" and len(found.items) == 2


def test_columns_of_an_attendance_list_go_by_their_heads() -> None:
    """Some sites print more than three; the heading may name the meeting."""
    page = shell(
        "Attendance details",
        "Meeting of Cabinet, Tuesday, 12th December, 2023 2.00 pm",
        '<table summary="Table of meeting attendance"><tr><th>Attendee</th><th>Role</th><th>Attendance</th>'
        "<th>Note</th></tr><tr><td>H Vance</td><td>Chair</td><td>Present</td><td>until 3</td></tr></table>",
    )
    found = meeting(page)
    assert [(one.name, one.role) for one in found.attendance] == [("H Vance", "chair")]
    assert (found.board, found.date) == ("Cabinet", date(2023, 12, 12))


def test_printed_list_is_taken_before_the_sites(told: Told) -> None:
    """It has posts; nobody is there twice."""
    printed = (
        "Minutes of the Meeting of Cabinet held at 2.00 pm on Tuesday, 12 December 2023\n\n"
        "Present:\n\nMembers: Councillor H Vance (Chair)\n\nEmployees:\n\nFinance: A Balogun\n\n"
        "31. Apologies\n\nThere were no apologies."
    )
    archive = told(PAGE, ATTENDANCE_PAGE, ("minutes.txt", printed))
    found = shown_meeting(archive, "kelderby/cabinet/2023-12-12")
    assert [one.name for one in found.attendance] == ["Councillor H Vance", "A Balogun"]


@pytest.mark.parametrize(
    ("called", "said", "role"),
    [
        ("Vice-Chair", "Present", "vice-chair"),
        ("Committee Member", "Present as substitute", "substitute"),
        ("Committee Member", "Present, as expected", "member"),
        ("Chair", "Apologies", "apologies"),
        ("Co-opted Member", "Present", "co-opted"),
        ("Cabinet Member for Housing", "In attendance", "cabinet member"),
        ("Director of Finance", "In attendance", "officer"),
        ("Guest", "In attendance", "invited"),
        ("", "In attendance", "invited"),
    ],
)
def test_roles_of_the_site_are_ours(called: str, said: str, role: str) -> None:
    """A site's words for role and attendance, in ours."""
    found = attended("S Bell", called, said)
    assert found is not None and found.role == role


@pytest.mark.parametrize("said", ["Expected", "", "Absent", "Not required", "-"])
def test_what_tells_nothing_is_nobodys_attendance(said: str) -> None:
    """Before the meeting everybody is expected."""
    assert attended("S Bell", "Committee Member", said) is None


# --- the web service --------------------------------------------------------------------------------


def test_service_gives_numbers_shown_and_order_of_the_agenda() -> None:
    """Its `agendaitemnumber` is a place; markup put in unescaped or broken is read all the same."""
    found = read_xml(SERVICE.encode()).meetings[0]
    assert [(i.minute_number, i.agenda_number, i.title) for i in found.items] == [
        ("31", None, "Apologies"),
        ("32", None, "Spending Review"),
        (None, None, "A Sale"),
    ]
    assert (found.site_id, found.start, found.end) == ("900", time(14), time(15, 10))
    (excerpt, *_) = found.items[1].excerpts
    assert [p.text for p in excerpt.paragraphs] == ["Report of the Director", "of Finance"]
    assert [d.text for d in found.items[1].decisions] == ["the savings be approved."]
    assert [one.name for one in found.attendance] == ["Councillor H Vance"]


def test_service_never_gives_text_that_is_restricted() -> None:
    """Of an item that is not to be shown there is the title, of a document title and ground."""
    found = read_xml(SERVICE.encode()).meetings[0]
    assert found.items[2].private and not found.items[2].excerpts
    (link,) = found.items[1].links
    assert (link.title, link.href, link.private) == ("Appendix 1", "", True)
    assert link.ground == "paragraph 3 of Part 1 of Schedule 12A"


def test_service_adds_to_its_meeting_and_doubles_nothing(told: Told) -> None:
    """The same meeting by the site's number; whole minutes beat cut ones."""
    archive = told(PAGE, SERVICE_PAGE)
    found = shown_meeting(archive, "kelderby/cabinet/2023-12-12")
    assert [line.title for line in found.items] == ["Apologies", "Spending Review", "A Sale"]
    assert found.end == "15:10"
    item = shown_item(archive, "kelderby/cabinet/2023-12-12/spending-review")
    assert not item.truncated and [d.capacity for d in item.decisions] == ["executive"]


def served(*items: str, people: str = "", more: str = "") -> MeetingReading:
    """A meeting as the service gives it."""
    answer = (
        "<meeting><meetingid>901</meetingid><meetingdate>13/12/2023</meetingdate>"
        f"<isdisplayallowed>True</isdisplayallowed>{more}<agendaitems>{''.join(items)}</agendaitems>"
        f"<attendees>{people}</attendees></meeting>"
    )
    return read_xml(answer.encode()).meetings[0]


def served_item(place: int, shown: str, minute: str = "", more: str = "") -> str:
    """An item of it, minuted where it has a minute's number."""
    said = "<minutesnonemptyhtmlbody>Noted it.</minutesnonemptyhtmlbody>" if minute else ""
    return (
        f"<agendaitem><agendaitemtitle>Matter {place}</agendaitemtitle><agendaitemnumber>{place}"
        f"</agendaitemnumber><fulldisplaynumberformat>{shown}</fulldisplaynumberformat>{said}"
        f"<minutesitemnumber>{minute}</minutesitemnumber>{more}</agendaitem>"
    )


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ([(2, "51.", "51"), (3, "52.", "52")], ["2", "3"]),
        ([(2, "", ""), (3, "52.", "52")], [None, None]),
        ([(2, "1.", ""), (3, "52.", "52")], [None, None]),
        ([(2, "2.", ""), (3, "52.", "52")], ["2", "3"]),
        ([(4, "3.", "51"), (5, "52.", "52")], ["3", None]),
        ([(4, "4.", "51"), (5, "52.", "52")], ["4", "5"]),
        ([(2, "1.", ""), (3, "2.", "")], ["1", "2"]),
    ],
)
def test_place_is_the_agendas_number_only_where_nothing_speaks_against_it(
    items: list[tuple[int, str, str]], numbers: list[str | None]
) -> None:
    """No row without a number is counted, and what is shown of the agenda's numbers agrees."""
    found = served(*(served_item(*one) for one in items))
    assert [one.agenda_number for one in found.items] == numbers


@pytest.mark.parametrize(
    ("attributes", "role", "post", "organisation"),
    [
        ('roledescription="Chair" keyposts="Leader of the Council"', "chair", "Leader of the Council", None),
        ('roledescription="Officer" representing="Deputy Director" keyposts="Director"', "officer",
         "Deputy Director", None),
        ('roledescription="Officer" representing="Clerk of Works"', "officer", "Clerk of Works", None),
        ('roledescription="Co-opted Member" representing="Kelder Trust"', "co-opted", None, "Kelder Trust"),
        ('roledescription="Committee Member" representing="Eastgate"', "member", None, None),
        ('roledescription="Director of Finance"', "officer", "Director of Finance", None),
    ],
)  # fmt: skip
def test_posts_of_those_who_came_are_the_services(
    attributes: str, role: str, post: str | None, organisation: str | None
) -> None:
    """The post of that day before the one held now; whom a guest stands for is an organisation."""
    (one,) = served(
        people=f'<attendee name="S Bell" attendance="Present" {attributes}/>'
    ).attendance
    assert (one.role, one.post, one.organisation) == (role, post, organisation)


def test_service_names_author_and_what_its_own_fields_say() -> None:
    """By label; a user's short name is nobody, and the words of every field are kept."""
    fields = (
        "<authorusername>{}</authorusername><commentlabel1>Lead Officer</commentlabel1><commenttext1>"
        "Mina Okoro, Head of Parks</commenttext1><commentlabel2>Wards</commentlabel2><commenttext2>"
        "Eastgate; Holmcroft</commenttext2>"
    )
    (item,) = served(served_item(2, "1.", more=fields.format("Jo Wren"))).items
    assert [(one.name, one.role, one.post) for one in item.people] == [
        ("Jo Wren", "author", None),
        ("Mina Okoro", "lead", "Head of Parks"),
    ]
    assert item.wards == ("Eastgate", "Holmcroft")
    assert item.excerpts[0].paragraphs[0].text == "Lead Officer: Mina Okoro, Head of Parks"
    (other,) = served(served_item(2, "1.", more=fields.format("jwren2"))).items
    assert [one.role for one in other.people] == ["lead"]


def test_decision_that_the_minutes_repeat_is_told_once() -> None:
    """The service has it apart too; what the minutes do not have stays."""
    body = "<decisionnonemptyhtmlbody>{}</decisionnonemptyhtmlbody>".format
    (same,) = served(served_item(2, "5.", "5", body("Noted it."))).items
    assert [excerpt.zone for excerpt in same.excerpts] == ["minutes"]
    (other,) = served(served_item(2, "5.", "5", body("RESOLVED that it be approved."))).items
    assert [one.action for one in other.decisions] == ["approve"]


@pytest.mark.parametrize(
    ("docs", "board"),
    [
        ([("13/12/2023", "Cabinet"), ("13/12/2023", "Cabinet")], "Cabinet"),
        ([("01/12/2023", "Audit Board"), ("13/12/2023", "Cabinet")], "Cabinet"),
        ([("13/12/2023", "Audit Board"), ("13/12/2023", "Cabinet")], None),
    ],
)
def test_board_is_that_of_the_documents_of_the_day(
    docs: list[tuple[str, str]], board: str | None
) -> None:
    """A paper of an earlier meeting names another; two names are a doubt."""
    told = "".join(
        f"<linkeddoc><title>A</title><meetingdate>{day}</meetingdate><committeetitle>{name}"
        "</committeetitle></linkeddoc>"
        for day, name in docs
    )
    assert served(served_item(2, "1.", more=told)).board == board


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("<committees><committeescount> 3</committeescount></committees>", "a list of committees"),
        ("<?xml version='1.0'?>\n<getmeetings/>", "a list of meetings"),
        ("<attachment><attachmentdetails/></attachment>", "what is known of one document"),
    ],
)
def test_other_answers_of_the_service_are_no_papers(answer: str, reason: str) -> None:
    """The reason says what they are."""
    assert looks_like_service(answer.encode())
    with pytest.raises(Unreadable, match=f"^no paper: {reason}"):
        read_xml(answer.encode())


@pytest.mark.parametrize("status", ["Cancelled", "Postponed", "Withdrawn"])
def test_meeting_called_off_by_the_service_has_no_items(status: str) -> None:
    """Whatever is left in its agenda."""
    found = read_xml(SERVICE.replace("Confirmed", status).encode()).meetings[0]
    assert (found.status, found.items) == ("cancelled", ())


@pytest.mark.parametrize(
    "answer",
    [
        "<meeting></meeting>",
        "<meeting><meetingid>x</meetingid></meeting>",
        "<meeting><meetingid>900</meetingid><meetingdate>soon</meetingdate>",
        "<meeting>" + "<a>" * 5_000,
    ],
)
def test_empty_or_broken_answer_is_listed(answer: str) -> None:
    """It is no meeting, and no crash."""
    with pytest.raises(Unreadable):
        read_xml(answer.encode())


def test_entities_and_outside_files_are_never_resolved(tmp_path: Path) -> None:
    """A document type is refused, whoever's bytes they are."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    evil = f'<!DOCTYPE meeting [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + SERVICE.split("?>")[1]
    with pytest.raises(Unreadable):
        read_xml(evil.replace("Apologies", "&x;").encode())


def test_what_is_no_answer_of_the_service_is_left_alone() -> None:
    """An HTML page with status 200, another XML: not read as a meeting."""
    assert looks_like_service(SERVICE.encode()) and looks_like_service(b"\xef\xbb\xbf<meeting>")
    assert not looks_like_service(b"<html><meeting/></html>")
    assert not looks_like_service(b"<meetings></meetings>")


@given(st.text())
def test_any_words_come_out_of_the_service_as_they_went_in(said: str) -> None:
    """Escaped as XML wants it, a title is the same words again."""
    from html import escape

    title = "A " + " ".join("".join(c for c in said if c.isalnum() or c in " &<>'").split())
    answer = SERVICE.replace("Spending Review", escape(title))
    assert read_xml(answer.encode()).meetings[0].items[1].title.split() == title.split()


# --- registers --------------------------------------------------------------------------------------


def test_decision_of_a_register_is_an_item_without_a_meeting(told: Told) -> None:
    """Its identifier has the number printed, its date is the day of decision; the site's number is
    an alias, and a search for the number finds it.
    """
    archive = told(DECISION_PAGE)
    item = shown_item(archive, "kelderby/decisions/4014")
    assert item.id == "kelderby/decisions/23-00014" and item.number == "23/00014"
    assert (item.date, item.meeting, item.board) == (date(2023, 10, 19), None, None)
    (decided,) = item.decisions
    assert (decided.capacity, decided.decided_by, decided.action) == (
        "executive",
        "Cabinet Member for Culture and Libraries",
        "approve",
    )
    assert item.key_decision is False
    for query in ("23/00014", "ref:23/00014", "year:2023/24", "zone:decision lease"):
        assert [hit.id for hit in archive.search(Request(query)).hits] == [item.id], query


def test_documents_of_a_decision_belong_to_it(told: Told) -> None:
    """What its page links is read as the item's report, wherever it says that it goes."""
    report = (
        "To: Cabinet\n\n12 December 2023\n\nTitle: Terms for Thornley\n\n1. Terms\n\nPeppercorn."
    )
    archive = told(("documents/s7001/Lease.txt", report), DECISION_PAGE)
    (hit,) = archive.search(Request("peppercorn")).hits
    assert hit.id == "kelderby/decisions/23-00014"
    assert hit.title == "Thornley Library - Grant of Lease"
    assert archive.listed("meetings") == []


def test_two_decisions_of_one_number_stay_two(told: Told) -> None:
    """The later one is known by the site's number."""
    second = decision("Refused the grant of a lease.")
    archive = told(DECISION_PAGE, ("ieDecisionDetails.aspx?ID=4050", second))
    assert shown_item(archive, "kelderby/decisions/23-00014").decisions[0].action == "approve"
    assert shown_item(archive, "kelderby/decisions/4050").decisions[0].action == "refuse"


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        (
            ("RESOLVED that the Cabinet Member:-", "1) Approve it", "2) Note it"),
            ["Approve it", "Note it"],
        ),
        (("That the lease be granted.",), ["the lease be granted."]),
        (
            ("1) To sign the lease", "2) To note the rent"),
            ["To sign the lease", "To note the rent"],
        ),
        (("To:", "• approve the lease", "• note the rent"), ["approve the lease", "note the rent"]),
        (
            ("The lease is granted.", "The rent is agreed."),
            ["The lease is granted.", "The rent is agreed."],
        ),
    ],
)
def test_all_that_stands_under_decision_is_decided(
    text: tuple[str, ...], decided: list[str]
) -> None:
    """With or without "RESOLVED", in parts or in sentences."""
    (item,) = meeting(decision(*text)).items
    assert [one.text for one in item.decisions] == decided


@pytest.mark.parametrize("status", ["For Determination", "Proposed", "Withdrawn"])
def test_proposal_is_no_decision(status: str) -> None:
    """What may be decided one day is words, not a decision."""
    (item,) = meeting(decision("Approve the lease.", status=status)).items
    assert item.decisions == ()
    assert "Approve the lease." in [p.text for e in item.excerpts for p in e.paragraphs]


@pytest.mark.parametrize(
    ("maker", "capacity"),
    [
        ("Cabinet Member for Culture", "executive"),
        ("Leader of the Council", "executive"),
        ("Executive Director of Place", "officer"),
        ("Chief Executive", "officer"),
        ("Head of Libraries and Culture", "officer"),
        ("Cabinet", "executive"),
        ("Planning Committee", "regulatory"),
        ("Nobody in particular", None),
    ],
)
def test_capacity_is_that_of_who_decides(maker: str, capacity: str | None) -> None:
    """An officer is no executive, whatever the title."""
    assert maker_capacity(maker) == capacity


LABELS = """<p><span class="mgLabel">Wards Affected: </span>Eastgate; Holmcroft;</p>
<p><span class="mgLabel">Lead officer: </span>Jo Wren, Director of Place</p>
<p><span class="mgLabel">Report author: </span>Mina Okoro, Sam Bell</p>
<p><span class="mgLabel">Contact: </span>Sam Bell, Clerk&nbsp;Email&#58; s@kelderby.example Tel 0000.</p>
<p><span class="mgLabel">Lead member: </span>Head of Nothing</p>"""


def test_labels_of_a_decision_name_people_and_wards() -> None:
    """With posts, without how to reach them; a post alone is nobody."""
    page = decision("Approved it.").replace('<h3  class="mgSub', LABELS + '<h3  class="mgSub', 1)
    (item,) = meeting(page).items
    assert [(one.name, one.role, one.post) for one in item.people] == [
        ("Jo Wren", "lead", "Director of Place"),
        ("Mina Okoro", "author", None),
        ("Sam Bell", "author", None),
        ("Sam Bell", "contact", "Clerk"),
    ]
    assert item.wards == ("Eastgate", "Holmcroft")


@pytest.mark.parametrize(
    "reasons",
    [
        '<h3 class="mgSubSubTitleTxt">Reasons for the decision:</h3>' + words("It saves money."),
        '<p><span class="mgLabel">Reasons for the decision: </span>It saves money.</p>',
        '<p><span class="mgLabel">Reasons for the decision: </span></p>' + words("It saves money."),
        words("Reasons for the decision:", "It saves money."),
    ],
)
def test_reasons_stand_under_their_heading(reasons: str) -> None:
    """However the page sets them, and never as what is decided."""
    page = decision("Approved it.").replace(
        '<p><span  class="mgLabel" >Publication', reasons + '<p><span  class="mgLabel" >Publication'
    )
    (item,) = meeting(page).items
    told = {e.heading: [p.text for p in e.paragraphs] for e in item.excerpts}
    assert told["Reasons for the decision"] == ["It saves money."]
    assert [one.text for one in item.decisions] == ["Approved it."]
    assert "Publication date: 20/10/2023" in told[None]


@pytest.mark.parametrize(
    ("label", "value", "key"),
    [
        ("Is Key decision?", "Yes", True),
        ("Is Key decision?", "No", False),
        ("Key decision", "Yes - over £250,000", True),
        ("Decision type", "Non-key", False),
        ("Decision type", "Key", True),
        ("Is Key decision?", "", None),
    ],
)
def test_key_decision_is_what_the_page_says(label: str, value: str, key: bool | None) -> None:
    """Nothing where it says nothing."""
    page = decision("Approved it.").replace(
        "Is Key decision?: </span>No", f"{label}: </span>{value}"
    )
    assert meeting(page).items[0].key_decision is key


def test_list_entries_of_a_page_have_their_marks() -> None:
    """Numbers as a browser shows them, also where paragraphs stand in the entries."""
    listed = '<ol type="a" start="2"><li><p>Approve it</p></li><li>Note it<ul><li>in full</li></ul></li></ol>'
    page = decision("RESOLVED that the Cabinet Member:-").replace(
        "</p></div></div><p", f"</p>{listed}</div></div><p", 1
    )
    (item,) = meeting(page).items
    said = next(e for e in item.excerpts if e.heading == "Decision").paragraphs
    assert [p.text for p in said][1:] == ["b. Approve it", "c. Note it", "• in full"]


def test_box_round_paragraphs_is_no_row() -> None:
    """Word sets resolutions in a table of one cell; figures stay rows, deleted words are gone."""
    box = (
        "<table><tr><td><p>1) Approve it</p><p>2) Note <s>and defer</s> it</p></td></tr></table>"
        "<table><tr><td>Rent</td><td>£5</td></tr></table>"
    )
    page = decision("RESOLVED that:").replace("</p></div></div><p", f"</p>{box}</div></div><p", 1)
    (item,) = meeting(page).items
    said = next(e for e in item.excerpts if e.heading == "Decision").paragraphs
    assert [p.text for p in said][1:] == ["1) Approve it", "2) Note it", "Rent\t£5"]


# --- plans, issues, lists ---------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Issue details", "Plan items", "Forward plans"])
def test_plan_or_issue_is_a_page_and_no_decision(title: str, told: Told) -> None:
    """Its words and nothing of the menus; a day to come is no date of it."""
    page = shell(
        title,
        "Tree Strategy",
        '<ul class="mgActionList"><li>Register interest</li></ul>'
        '<p><span  class="mgLabel" >Decision maker: </span>Cabinet</p>'
        '<p><span  class="mgLabel" >Decision due: </span>11&#47;03&#47;2030</p>'
        '<p><span  class="mgLabel" >Decision status: </span>For Determination</p>'
        + words("RESOLVED that trees be planted."),
    )
    archive = told(("mgIssueHistoryHome.aspx?IId=5101", page))
    (hit,) = archive.search(Request("trees")).hits
    item = shown_item(archive, hit.id)
    assert (item.title, item.date, item.decisions) == ("Tree Strategy", None, ())
    assert item.documents[0].kind == "page"
    for other in ("interest", "bins", "footer"):
        assert archive.search(Request(other)).total == 0


def test_plan_gives_its_rows() -> None:
    """One under each heading: when, by whom; a month is no day."""
    label = '<p><span class="mgLabel">{}: </span>{}</p>'.format
    page = shell(
        "Plan items",
        "Forward Plan",
        '<h3 class="mgSubSubTitleTxt">Tree Strategy</h3>'
        + label("Decision maker", "Cabinet")
        + label("Decision due", "11&#47;03&#47;2030")
        + label("Lead officer", "Jo Wren, Director of Place Email&#58; j@kelderby.example")
        + words("To adopt it.")
        + '<h3 class="mgSubSubTitleTxt">Bus Shelters</h3>'
        + label("Decision due", "March 2030"),
    )
    (item,) = meeting(page).items
    assert [(row.title, row.date, row.when, row.officer, row.detail) for row in item.programme] == [
        (
            "Tree Strategy",
            date(2030, 3, 11),
            "11/03/2030",
            "Jo Wren, Director of Place",
            "To adopt it.",
        ),
        ("Bus Shelters", None, "March 2030", None, None),
    ]
    assert [(one.name, one.role) for one in item.people] == [("Jo Wren", "lead")]


def test_issue_is_one_row_of_what_is_planned() -> None:
    """Under the title of its page, with wards and whether it is key."""
    page = shell(
        "Issue details",
        "Tree Strategy",
        '<p><span class="mgLabel">Decision type: </span>Key</p>'
        '<p><span class="mgLabel">Decision due: </span>11 Mar 2030 by Cabinet</p>'
        '<p><span class="mgLabel">Wards affected: </span>(All Wards);</p>'
        '<h3 class="mgSubSubTitleTxt">Documents:</h3><ul><li>None yet</li></ul>',
    )
    (item,) = meeting(page).items
    assert [(row.title, row.date, row.detail) for row in item.programme] == [
        ("Tree Strategy", date(2030, 3, 11), None)
    ]
    assert (item.key_decision, item.wards) == (True, ("All",))


# --- meetings that are off, joint, or private -------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "heading", "note"),
    [
        ("Agenda - CANCELLED", CABINET, None),
        ("Agenda", f"{CABINET} - CANCELLED", None),
        ("Agenda", f"POSTPONED - {CABINET}", "Postponed"),
        ("Agenda (withdrawn)", CABINET, "Withdrawn"),
    ],
)
def test_meeting_called_off_has_no_items(title: str, heading: str, note: str | None) -> None:
    """Cancelled, postponed, withdrawn: status cancelled; what is more than that is noted."""
    page = CUT.replace("Agenda and minutes", title).replace(CABINET, heading)
    found = meeting(page)
    assert (found.status, found.items, found.status_note) == ("cancelled", (), note)
    assert found.board is not None and found.board.endswith("Cabinet")


def test_note_of_a_cancelled_meeting_is_kept() -> None:
    """The page may say why."""
    page = shell(
        "Agenda", f"{CABINET} - CANCELLED", '<p><span class="mgLabel">Note: </span>No business.</p>'
    )
    assert meeting(page).status_note == "No business."


def test_joint_meeting_is_one_and_found_by_either_board(told: Told) -> None:
    """Where both boards of its heading are known from meetings of their own."""
    planning = "Planning Committee - Wednesday, 13th December, 2023 2.00 pm"
    joint = "Cabinet and Planning Committee - Thursday, 7th November, 2024 2.00 pm"
    archive = told(
        PAGE,
        (
            "ieListDocuments.aspx?MId=911",
            agenda(row("1.", "1", "Trees"), heading=planning, site_id="911"),
        ),
        (
            "ieListDocuments.aspx?MId=935",
            agenda(row("1.", "9", "Floods"), heading=joint, site_id="935"),
        ),
    )
    found = shown_meeting(archive, "kelderby/cabinet-and-planning-committee/2024-11-07")
    assert [board.name for board in found.boards] == ["Cabinet", "Planning Committee"]
    for board in ("Cabinet", "Planning Committee"):
        hits = archive.search(Request(f'floods board:"{board}"', everything=True)).hits
        assert [hit.title for hit in hits] == ["Floods"]


def test_board_with_and_in_its_name_is_one_board(told: Told) -> None:
    """Nothing is split that is not two known boards."""
    heading = "Housing and Planning Committee - Thursday, 7th November, 2024 2.00 pm"
    archive = told(
        ("ieListDocuments.aspx?MId=935", agenda(row("1.", "9", "Floods"), heading=heading))
    )
    found = shown_meeting(archive, "kelderby/housing-and-planning-committee/2024-11-07")
    assert [board.name for board in found.boards] == ["Housing and Planning Committee"]


def test_withheld_document_is_listed_with_its_ground(told: Told) -> None:
    """Once, though item page and service both name it; it has no identifier and no address."""
    archive = told(PAGE, ITEM_PAGE, SERVICE_PAGE)
    item = shown_item(archive, "kelderby/cabinet/2023-12-12/spending-review")
    (withheld,) = [document for document in item.documents if document.private]
    assert (withheld.id, withheld.url, withheld.kind) == (None, None, "appendix")
    assert withheld.title == "Appendix 1: Tenders" and withheld.ground is not None
    assert withheld.ground.startswith("paragraph 3 of Part 1 of Schedule 12A")
    assert archive.search(Request("kind:appendix")).total == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("• Appendix 1 - Appraisal of Viability Restricted", "Appendix 1 - Appraisal of Viability"),
        ("Tenders (restricted)", "Tenders"),
        (f"Tenders - {EXEMPT}", "Tenders"),
        ("Restricted enclosure 2 View the reasons why it is restricted", "Restricted enclosure 2"),
        ("Appendix 2, Exempt by virtue of paragraph 3", "Appendix 2"),
    ],
)
def test_entry_that_says_restricted_names_a_withheld_document(text: str, title: str) -> None:
    """In place of a link."""
    found = withheld_entry(text)
    assert found is not None and (found.title, found.private) == (title, True)


@pytest.mark.parametrize(
    "text",
    ["Report on exempt accommodation", "Restricted Parking Zones", "Appendix 1", "To follow"],
)
def test_other_entries_withhold_nothing(text: str) -> None:
    """The word in a title says nothing."""
    assert withheld_entry(text) is None


def test_item_that_asks_to_exclude_the_public_is_public() -> None:
    """An item not for publication is private, the one that proposes it is not."""
    assert is_withheld("Sale of Land", [EXEMPT])
    assert is_withheld("Sale of Land (Not for publication)", [])
    assert not is_withheld("Exclusion of Press and Public", [EXEMPT])
    assert not is_withheld("Sale of Land", ["The appendix is exempt."])


# --- broken pages -----------------------------------------------------------------------------------


def test_agenda_without_its_heading_is_listed_as_changed() -> None:
    """A table of items under no board and day is no page that we know."""
    with pytest.raises(PageChanged):
        read_html(CUT.replace(CABINET, "Welcome").encode())


@pytest.mark.parametrize("page", [CUT, WHOLE, ATTENDANCE, decision("Approved it.")])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_page_cut_off_is_read_or_refused(page: str, share: float) -> None:
    """Wherever the line broke down: a reading or a reason, never another error."""
    with suppress(Unreadable):
        read_html(page[: int(len(page) * share)].encode())


@given(st.text(alphabet="<>/ap=\"' div class mgLabel:RESOLVED1)\n", max_size=300))
def test_any_markup_is_read_or_refused(text: str) -> None:
    """Markup that no site would send gives words or a reason."""
    page = decision("Approved.").replace("To seek approval of a lease.", text)
    with suppress(Unreadable):
        read_html(page.encode())
