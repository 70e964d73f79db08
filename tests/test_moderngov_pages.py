"""Pages of a ModernGov site: what they list and lead to."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import PageChanged
from indexer.sources.moderngov.addresses import Site
from indexer.sources.moderngov.agenda import read_meeting
from indexer.sources.moderngov.blocks import Page, looks_like_html
from indexer.sources.moderngov.links import Linked, content_digest, links
from indexer.sources.moderngov.lists import read_boards, read_meetings, read_plans, read_register
from indexer.sources.moderngov.news import read_feed, read_news

ROOT = "https://democracy.kelderby.gov.example/moderngov/"
SITE = Site(ROOT)
MEETING = f"{ROOT}ieListDocuments.aspx?CId=312&MId=900&Ver=4"
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample" / "pages"

SIZE = """<span  class="mgFileSize" ><img height="12" src="mgimages/logo-pdf-1.gif" width="12"
 alt="pdf icon" /> PDF 73 KB</span>"""
AGENDA = f"""
<!DOCTYPE html><!-- Modern.gov Reverse CMS -->
<html><head><meta name="DC.date" scheme="W3CDTF" content="2024-02-29" />
<title>Agenda</title></head><body>
<div style="position:absolute"><a href="ieListDocuments.aspx?MId=66601">Archive</a></div>
<div id="modgov">
<div class="mgHeader"><h1  class="mgMainTitleTxt" >Agenda and minutes</h1></div>
<div class="mgSubTitle" ><h2 class="mgSubTitleTxt">Arts - Culture Scrutiny Board &#40;2&#41; -
 Thursday, 16th September, 2021 10.30 am</h2></div>
<div class='mgLinks' ><ul  class='mgActionList' >
<li><a  href="mgMeetingAttendance.aspx?ID=847"  title="Link&#32;to&#32;attendance">Attendance details</a>
<li><a  href="documents/g900/Agenda frontsheet 16th-Sep-2021 10.30 Arts.pdf?T=0" >Agenda frontsheet
  {SIZE}</a>
<li><a  href="mgChooseDocPack.aspx?ID=900" >Agenda reports pack</a>
<li><a  href="documents/b77/Supplementary Agenda, Arts (2).pdf?T=9" >Supplementary Agenda {SIZE}</a>
</ul></div>
<div class="mgContent" >
<p style="display: none;"><a  href="documents/s666/Trap.pdf">More</a></p>
<p><span  class="mgLabel" >Venue: </span>Guildhall.
 <a  href="mgLocationDetails.aspx?RID=6" > View directions</a></p>
<p><a href="mgCommitteeDetails.aspx?ID=312">Information about Arts</a></p>
<table  class="mgItemTable" ><tbody><tr><th>No.</th><th>Item<!--Item title--></th></tr>
<tr><td></td><td><p  class="mgAiTitleTxt" ><a  name="AI3000"></a>Public Business</p></td></tr>
<tr><td  class="mgItemNumberCell" ><p  class="mgAiTitleTxt" ><a  name="AI3001"></a>8.</p></td><td>
<p  class="mgAiTitleTxt" ><a  class="mgAiTitleLnk"  href="documents/s5001/Outcome Report.pdf" >Outcome&nbsp;
 Report {SIZE.replace("73", "300")}</a></p>
<p  class="mgSubItemTitleTxt" >Additional documents:</p>
<ul  class="mgBulletList" ><li><a  href="documents/s5002/Appendix 1.pdf" >Appendix 1<span
 class="mgHide"> , item 8.</span> {SIZE}</a></li>
<li>Appendix 2 - Commercial terms Restricted</li></ul>
<p  class="mgSubItemTitleTxt" >Minutes:</p>
<div class="mgWordPara"><div class="WordSection1"><p class="MsoNormal">The Board considered access
that was to be restricted.</p></div></div>
&nbsp;...&nbsp; <a  href="mgAi.aspx?ID=3001" >view the full minutes text for item 8.</a>
<ul class="mgActionList"><li><a href="ieDecisionDetails.aspx?AIId=3001">View the decision for item 8.</a></ul>
</td></tr>
<tr><td></td><td><p  class="mgAiTitleTxt" ><a  name="AI3002"></a>Exclusion of the Public</p>
<div class="mgWordPara"><p>To pass a resolution to exclude the public, as exempt information as defined in
 Part 1 of Schedule 12A would be disclosed.</p></div></td></tr>
<tr><td>9.</td><td><p  class="mgAiTitleTxt" ><a  name="AI3003"></a>Land at Castle Street</p>
<p>Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A</p></td></tr>
</tbody></table></div></div></body></html>
"""


def shell(content: str, heading: str = "Browse meetings") -> bytes:
    """A page of ModernGov's with this content."""
    return f'<div id="modgov"><h1>{heading}</h1>{content}</div>'.encode()


def keys(found: tuple[Linked, ...]) -> list[str]:
    return [link.address.key for link in found]


# --- the agenda page ----------------------------------------------------------


def test_an_agenda_page_says_whose_meeting_it_is_and_when() -> None:
    """Board and date are parted at the dash before the date, not at one in the board's name."""
    page = read_meeting(Page.of(AGENDA.encode()), SITE, MEETING)
    assert page.heading == "Agenda and minutes"
    assert page.board_name == "Arts - Culture Scrutiny Board (2)"
    assert (page.date, page.start) == (date(2021, 9, 16), time(10, 30))
    assert not page.cancelled


def test_an_agenda_page_leads_to_all_its_papers() -> None:
    """Documents come in order, named without size and item; traps and the council's menu do not."""
    page = read_meeting(Page.of(AGENDA.encode()), SITE, MEETING)
    assert [(one.address.key, one.title, one.size) for one in page.documents] == [
        ("g900-0", "Agenda frontsheet", "73 KB"),
        ("b77", "Supplementary Agenda", "73 KB"),
        ("s5001", "Outcome Report", "300 KB"),
        ("s5002", "Appendix 1", "73 KB"),
    ]


def test_raw_spaces_in_addresses_are_quoted() -> None:
    """What is asked for is a proper address below the root's folder."""
    page = read_meeting(Page.of(AGENDA.encode()), SITE, MEETING)
    assert page.documents[1].address.url == (
        f"{ROOT}documents/b77/Supplementary%20Agenda,%20Arts%20(2).pdf?T=9"
    )


def test_an_agenda_page_leads_to_its_other_parts() -> None:
    """Cut items, attendance (whose id may differ), a choice of packs, decisions, the committee."""
    page = read_meeting(Page.of(AGENDA.encode()), SITE, MEETING)
    assert [one.key for one in page.cut] == ["item-3001"]
    assert page.attendance is not None and page.attendance.key == "attendance-847"
    assert [one.key for one in page.pack_choices] == ["pack-choice-900"]
    assert [one.key for one in page.decisions] == ["item-decision-3001"]
    assert page.boards == ("312",)


def test_what_is_withheld_is_counted_and_prose_about_it_is_not() -> None:
    """A restricted appendix and an exempt item count; the motion to exclude the public does not."""
    assert read_meeting(Page.of(AGENDA.encode()), SITE, MEETING).restricted == 2


@pytest.mark.parametrize(
    "entry",
    [
        "<ul><li>Appendix 3 (Restricted)</li></ul>",
        "<ul><li>Appendix 3 - NOT FOR PUBLICATION</li></ul>",
        "<p>Restricted</p>",
        "<p>Disposal of land (Exempt - paragraph 3)</p>",
        '<p><a href="mgReasonsRestricted.aspx?OID=0&OT=I">View reasons</a></p>',
    ],
)
def test_ways_to_say_that_a_paper_is_withheld(entry: str) -> None:
    """Each way counts once."""
    page = read_meeting(Page.of(shell(f"<a name=AI1></a>{entry}")), SITE, MEETING)
    assert page.restricted == 1


def test_a_public_paper_beside_a_note_is_not_withheld() -> None:
    """A linked paper can be read, whatever is written beside it."""
    entry = '<ul><li><a href="documents/s1/A.pdf">Report</a> (part exempt)</li></ul>'
    assert read_meeting(Page.of(shell(entry)), SITE, MEETING).restricted == 0


def test_cut_text_without_a_known_link_leads_to_its_item() -> None:
    """The address behind “view the full …” is not certain; the anchor of the item is."""
    content = (
        '<a name="AI77"></a><a href="somewhere.aspx?X=1">view the full agenda text for item 3</a>'
    )
    page = read_meeting(Page.of(shell(content)), SITE, MEETING)
    assert [one.key for one in page.cut] == ["item-77"]


@pytest.mark.parametrize(
    ("heading", "below"),
    [
        ("Agenda - CANCELLED", ""),
        ("Agenda", "<p>This meeting has been cancelled due to lack of business.</p>"),
        ("Agenda", "<p><span>Note: </span>Postponed until 4 March 2025</p>"),
        ("Agenda", "<p class='mgMainTxtBold'>CANCELLED</p>"),
    ],
)
def test_a_cancelled_meeting_is_known(heading: str, below: str) -> None:
    """By heading, or by a line above the items."""
    title = '<h2 class="mgSubTitleTxt">Cabinet - Tuesday, 4th February, 2025 2.00 pm</h2>'
    page = read_meeting(Page.of(shell(title + below, heading)), SITE, MEETING)
    assert page.cancelled
    assert page.documents == ()


def test_a_meeting_is_not_cancelled_for_speaking_of_another() -> None:
    """The word in an item, or about another meeting, means nothing."""
    content = """<h2 class="mgSubTitleTxt">Cabinet - Tuesday, 4th February, 2025 2.00 pm</h2>
    <p>This replaces the meeting of 28 January 2025, which was cancelled.</p>
    <a name="AI1"></a><p>Postponed until the next meeting</p>"""
    assert not read_meeting(Page.of(shell(content)), SITE, MEETING).cancelled


def test_cancelled_is_no_part_of_a_boards_name() -> None:
    """The word before or behind the name is taken off it."""
    for title in (
        "CANCELLED - Cabinet - Tuesday, 4th February, 2025",
        "Cabinet - CANCELLED - 4 May 2025",
    ):
        page = read_meeting(Page.of(shell(f"<h2 class=mgSubTitleTxt>{title}</h2>")), SITE, MEETING)
        assert (page.board_name, page.cancelled) == ("Cabinet", True)


def test_headings_outside_the_content_are_found() -> None:
    """Some councils print the h1 in a place of their own (§3)."""
    html = b"""<h1>Agenda and draft minutes</h1><div id='modgov'><h2 class='mgSubTitleTxt'>
    Cabinet - Tuesday, 4th February, 2025 2.00 pm</h2></div>"""
    assert read_meeting(Page.of(html), SITE, MEETING).heading == "Agenda and draft minutes"


def test_a_page_that_is_no_meeting_is_changed() -> None:
    """A login page in ModernGov's dress is not an empty meeting."""
    with pytest.raises(PageChanged, match="no meeting"):
        read_meeting(Page.of(shell("<form><input type=password></form>", "Sign in")), SITE, MEETING)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.html")), ids=lambda path: path.stem)
def test_sample_pages_are_meetings(path: Path) -> None:
    """Every agenda page of the sample has its board, and the day that its name tells."""
    page = read_meeting(Page.of(path.read_bytes()), SITE, MEETING)
    assert page.date is not None and path.name.startswith(page.date.isoformat())
    assert page.board_name and page.start


# --- links --------------------------------------------------------------------


def test_each_link_comes_once_with_its_best_words() -> None:
    """An icon's link has no words; the one beside it has."""
    html = shell(
        '<a href="documents/s1/A.pdf"><img alt="pdf icon"></a>'
        '<a href="/moderngov/documents/s1/A%20new%20name.pdf">Report</a> <span>PDF 1.5 MB</span>'
        '<p><a href="mgAi.aspx?ID=5">Land</a> <a href="mgai.aspx?id=5&LLL=0">view the full text</a>'
    )
    document, item = links(Page.of(html), SITE, MEETING)
    assert (document.title, document.size) == ("Report", "1.5 MB")
    assert item.label == "view the full text" and item.title == "Land"


@pytest.mark.parametrize(
    "hidden",
    [
        'style="display:none"',
        "style='DISPLAY : NONE'",
        "hidden",
        'class="x mgHide"',
        'aria-hidden="true"',
    ],
)
def test_hidden_links_are_not_followed(hidden: str) -> None:
    """A link that no reader sees may be a trap."""
    assert (
        links(Page.of(shell(f'<p {hidden}><a href="mgAi.aspx?ID=1">x</a></p>')), SITE, ROOT) == ()
    )


def test_content_is_found_without_modgov() -> None:
    """Else `.mgContent`, else the body."""
    link = '<a href="mgAi.aspx?ID={}">x</a>'
    inner = f'{link.format(1)}<div class="mgContent">{link.format(2)}</div>'.encode()
    assert keys(links(Page.of(inner), SITE, ROOT)) == ["item-2"]
    assert keys(links(Page.of(link.format(3).encode()), SITE, ROOT)) == ["item-3"]


def test_a_session_in_the_path_is_no_part_of_an_address() -> None:
    """Relative links on a page with a session lead to the plain address."""
    html = shell(
        '<a href="mgAi.aspx?ID=1">x</a><a href="/moderngov/(S(ab12))/mgAi.aspx?ID=2">y</a>'
    )
    found = links(Page.of(html), SITE, f"{ROOT}(X(1)S(ab12))/ieListDocuments.aspx?MId=900")
    assert [one.address.url for one in found] == [f"{ROOT}mgAi.aspx?ID=1", f"{ROOT}mgAi.aspx?ID=2"]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_declared_encodings_are_read(charset: str) -> None:
    """Titles are right in each, and without any declaration."""
    text = '<div id=modgov><a href="documents/s1/A.pdf">Café £5</a></div>'
    declared = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">{text}'
    for html in (declared.encode(charset), text.encode(charset)):
        assert links(Page.of(html), SITE, ROOT)[0].title == "Café £5"


# --- has anything changed? ----------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("2024-02-29", "2024-03-01"),
        ("Outcome Report.pdf", "Outcome%20Report%20v2.pdf"),
        ("mgAi.aspx?ID=3001", "(X(1)S(zz))/mgAi.aspx?NOW=5&amp;zTS=9&amp;ID=3001"),
        ("<title>Agenda</title>", "<title>Other</title><script>var now = 5</script>"),
        ("</table></div>", "</table><input type=hidden value=77><script>x()</script></div>"),
        ("Outcome&nbsp;\n Report", "Outcome  Report"),
    ],
)
def test_noise_is_no_change(was: str, now: str) -> None:
    """What differs from one answer to the next does not make a page new."""
    assert was in AGENDA
    changed = AGENDA.replace(was, now)
    assert content_digest(Page.of(changed.encode())) == content_digest(Page.of(AGENDA.encode()))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("300 KB", "301 KB"),
        ("Agenda and minutes", "Agenda and draft minutes"),
        ("The Board considered", "The Board noted"),
        ("documents/s5002/", "documents/s5003/"),
        ("The Board considered access\nthat", "The Board considered access\nthat <b>not</b>"),
    ],
)
def test_what_a_reader_sees_is_a_change(was: str, now: str) -> None:
    """A word, a title, a file's size or another paper makes a page new."""
    assert was in AGENDA or was == "300 KB"
    changed = AGENDA.replace(was, now)
    assert content_digest(Page.of(changed.encode())) != content_digest(Page.of(AGENDA.encode()))


# --- what a page is -----------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        b"\r\n<!DOCTYPE html>",
        b"\xef\xbb\xbf<html>",
        b"<!-- Modern.gov --><HTML lang=en>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">',
        b"<script>location='/'</script>",
    ],
)
def test_web_pages_are_known_by_their_start(head: bytes) -> None:
    """Where a PDF or XML was due, these are no document."""
    assert looks_like_html(head)


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"<?xml version='1.0'?><rss>", b"", b"PK\x03\x04"])
def test_documents_are_no_web_pages(head: bytes) -> None:
    """PDF, XML, a zip and nothing are no HTML."""
    assert not looks_like_html(head)


@pytest.mark.parametrize(
    "sign",
    [
        "<!-- modern.gov reverse CMS: undefined -->",
        "<script>$ModernGov.Settings</script>",
        '<link href="SiteSpecific/ssMgStyles.css">',
        "<div id='modgov'>",
        '<ul  class="x mgBulletList" >',
    ],
)
def test_modern_gov_is_known_by_its_signs(sign: str) -> None:
    """Each sign is enough."""
    assert Page.of(f"<html>{sign}</html>".encode()).is_modern_gov


def test_another_site_bears_no_sign() -> None:
    """Nor does a class that only begins alike."""
    page = Page.of(b'<html><body class="mgnl">Kelderby <b>modern.gov</b></body></html>')
    assert not page.is_modern_gov


# --- lists --------------------------------------------------------------------


def test_boards_come_from_either_entrance() -> None:
    """Committee pages and lists of meetings name the same boards; each leads to its meetings."""
    html = shell(
        """<ul><li><a href="mgCommitteeDetails.aspx?ID=312">Arts &#38; Culture</a></li>
        <li><a href='ieListMeetings.aspx?CommitteeId=212'>Arts Board (1998-2003)</a>
        <li><a href="ieListMeetings.aspx?CId=312">again</a></ul>"""
    )
    found = read_boards(Page.of(html), SITE)
    assert [(board.number, board.name) for board in found] == [
        ("312", "Arts & Culture"),
        ("212", "Arts Board"),
    ]
    assert found[0].address.key == "meetings-312-0"


def test_an_empty_list_is_empty_and_another_site_is_changed() -> None:
    """A council without committees is possible; a page that is not ModernGov's is not a list."""
    assert read_boards(Page.of(shell("")), SITE) == ()
    page = Page.of(b"<html><body>Welcome to Kelderby</body></html>")
    for read in (read_meetings, read_register, read_news, read_plans):
        with pytest.raises(PageChanged):
            read(page, SITE, ROOT)


def test_meetings_are_read_as_listed() -> None:
    """Date and time stand in the link, what is there behind it."""
    html = shell(
        """<h2 class="mgSubTitleTxt">Cabinet</h2><p>This page lists the meetings for Cabinet.</p>
<ul  class="mgNonBulletTableList" >
<li><a class="mgMeetingTableLnk" href="ieListDocuments.aspx?CId=5&amp;MId=1&amp;Ver=4"
>26 May 2026&nbsp;6.00 pm</a> - Agenda</li>
<li><a href="ieListDocuments.aspx?MID=2&CId=5">14 Apr 2026 6.00 pm</a> - CANCELLED
<li><a href="ielistdocuments.aspx?MeetingId=3">Tuesday, 3rd March, 2026 5.30 p.m. - Minutes</a></li>
<li><a href="ieListDocuments.aspx?MId=4" title="Meeting of Cabinet, 11/02/2026 3.00 pm">Agenda</a></li>
<li><a href="ieListDocuments.aspx?MId=6">1 Jan 2026</a></li>
<li><a href="ceListDocuments.aspx?MeetingId=1&DF=08%2f02%2f2011%2c%2010%3a00">Library</a></li></ul>
<a href="mgCommitteeDetails.aspx?ID=5">Information about Cabinet</a>
<a href="ieListMeetings.aspx?Act=later&CId=5&D=202605261800&MD=ielistmeetings">Later meetings</a>
<a href="ieListMeetings.aspx?Act=earlier&amp;CId=5&amp;D=202407081900&amp;MD=ielistmeetings">Earlier</a>"""
    )
    found = read_meetings(Page.of(html), SITE, ROOT)
    assert found.board_name == "Cabinet"
    assert [(m.address.key, m.date, m.start, m.note) for m in found.meetings] == [
        ("meeting-1", date(2026, 5, 26), time(18), "Agenda"),
        ("meeting-2", date(2026, 4, 14), time(18), "CANCELLED"),
        ("meeting-3", date(2026, 3, 3), time(17, 30), "Minutes"),
        ("meeting-4", date(2026, 2, 11), time(15), "Agenda"),
        ("meeting-6", date(2026, 1, 1), None, ""),
        ("library-meeting-1", date(2011, 2, 8), time(10), "Library"),
    ]
    assert found.earlier is not None
    assert found.earlier.key == "meetings-5-before-202407081900"


def test_meetings_in_a_table_are_read() -> None:
    """The date may stand in a cell before the link, the note in one behind."""
    html = shell(
        """<p>This page lists the meetings for Planning.</p><table class="mgTabTable">
        <tr><td>4 May 2025</td><td><a href="ieListDocuments.aspx?MId=1">Open</a></td><td>Minutes</td>
        <tr><td><p><a href="ieListDocuments.aspx?MId=2">1 May 2025</a></p></td><td><p>Decisions</p></td>"""
    )
    found = read_meetings(Page.of(html), SITE, ROOT)
    assert found.board_name == "Planning"
    assert [(m.date, m.note) for m in found.meetings] == [
        (date(2025, 5, 4), "Open Minutes"),
        (date(2025, 5, 1), "Decisions"),
    ]


def test_a_register_lists_decisions_with_their_day_of_publication() -> None:
    """A date in a title, or in a cell that is commented out, is not it; a row may lead to an issue."""
    html = shell(
        """<form><input type=text name=DR value="01/01/2025"></form>
<table  class="mgTabTable"  summary="Table of decision summary data" ><caption>Decisions published</caption>
<tr><th>Title</th><th>Date<!--Date Made/Published--></th><th>Effective from</th><th>Call-ins</th></tr>
<tr><td><a href="ieDecisionDetails.aspx?ID=4014"
>Fees from 1 April 2025<span class="mgHide"> ref: 13567</span></a></td>
<!--<td>02&#47;02&#47;2024</td>--><td>17&#47;02&#47;2025</td><td>25/02/2025</td><td>Not for call-in</td></tr>
<tr><td><a href="mgIssueHistoryHome.aspx?IId=51&amp;Opt=0">Library</a></td><td>&nbsp;</td></table>
<ul><li>03/03/2025 - <a href="ieDecisionDetails.aspx?AIId=9">Lease</a></ul>""",
        "Decisions",
    )
    assert [
        (one.address.key, one.title, one.published)
        for one in read_register(Page.of(html), SITE, f"{ROOT}mgDelegatedDecisions.aspx?DS=2")
    ] == [
        ("decision-4014", "Fees from 1 April 2025", date(2025, 2, 17)),
        ("issue-51", "Library", None),
        ("item-decision-9", "Lease", date(2025, 3, 3)),
    ]


MEETING_LINK = (
    '<a href="ieListDocuments.aspx?MId=900">Meeting of Monday, 12th October, 2026, Cabinet</a>'
)


@pytest.mark.parametrize(
    "entry",
    [
        f"<ul><li>26&#47;02&#47;2026 - Agenda published: {MEETING_LINK}</li></ul>",
        f"<p>26/02/2026 - Agenda published<br>{MEETING_LINK}</p>",
        f"<h3>26/02/2026&nbsp;- Agenda published</h3><ul><li>{MEETING_LINK}</li></ul>",
        f"<table><tr><td>26/02/2026</td><td>Agenda published</td><td>{MEETING_LINK}</td></table>",
        '<div><a href="ieListDocuments.aspx?MId=900">26/02/2026 - Agenda published</a></div>',
        '<p><a href="ieListDocuments.aspx?MId=900">Agenda published</a> 26/02/2026</p>',
    ],
)
def test_news_is_read_in_whatever_element(entry: str) -> None:
    """The day, what was published, and of what: in a list, paragraphs, headings, a table, a link."""
    (news,) = read_news(Page.of(shell(entry, "What's new")), SITE, ROOT)
    assert (news.date, news.what) == (date(2026, 2, 26), "Agenda published")
    assert news.address is not None and news.address.key == "meeting-900"


def test_news_keeps_the_order_and_what_has_no_link() -> None:
    """One meeting may be news twice; a range of days is the search, no news."""
    html = shell(
        f"""<p>26/09/2023 - 03/10/2023</p><p>03/10/2023 - Minutes published: {MEETING_LINK}<br>
        02/10/2023 - Publication of plan: Forward Plan<br>01/10/2023 - Agenda published: {MEETING_LINK}
        <br>30/09/2023 - Decision published: <a href="ieDecisionDetails.aspx?ID=7">Lease</a></p>"""
    )
    found = read_news(Page.of(html), SITE, ROOT)
    assert [(one.what, one.address.key if one.address else None) for one in found] == [
        ("Minutes published", "meeting-900"),
        ("Publication of plan: Forward Plan", None),
        ("Agenda published", "meeting-900"),
        ("Decision published", "decision-7"),
    ]


RSS = f"""
<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kelderby</title>
<link>{ROOT}mgWhatsNew.aspx</link><item><title>Agenda published: Meeting of Monday, 12th October,
 2026 6.30 pm, Arts &amp; Culture</title><link>
 {ROOT.replace("https", "http")}ieListDocuments.aspx?CId=1&amp;MId=900&amp;Ver=4</link>
<pubDate>Mon, 05 Oct 2026 09:00:00 GMT</pubDate></item></channel></rss>"""


def test_a_feed_is_read_as_news() -> None:
    """Day, title and meeting of each entry, though a line break comes before the declaration."""
    (news,) = read_feed(RSS.encode(), SITE)
    assert news.date == date(2026, 10, 5)
    assert news.what.endswith("2026 6.30 pm, Arts & Culture")
    assert news.address is not None and news.address.key == "meeting-900"


def test_an_atom_feed_is_read_too() -> None:
    """Its links are attributes, its days ISO dates."""
    xml = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><entry><title>Decision</title>
    <link href="{ROOT}ieDecisionDetails.aspx?ID=7"/><updated>2026-10-05T09:00:00Z</updated></entry></feed>"""
    (news,) = read_feed(xml.encode(), SITE)
    assert (news.date, news.what) == (date(2026, 10, 5), "Decision")
    assert news.address is not None and news.address.key == "decision-7"


@pytest.mark.parametrize(
    "body",
    [AGENDA.encode(), b"", b"<committees/>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'],
)
def test_what_is_no_feed_is_changed(body: bytes) -> None:
    """`bcr=1` may bring HTML instead; a DOCTYPE is never needed."""
    with pytest.raises(PageChanged):
        read_feed(body, SITE)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("Forward Plan - March 2025", (date(2025, 3, 1), None)),
        ("Forward Plan 01/03/2025 - 30/06/2025", (date(2025, 3, 1), date(2025, 6, 30))),
        ("Forward Plan, November 2024 to February 2025", (date(2024, 11, 1), date(2025, 2, 28))),
        ("Forward Plan", (None, None)),
    ],
)
def test_plans_come_with_the_days_that_they_cover(
    words: str, span: tuple[date | None, date | None]
) -> None:
    """A month alone is its first day."""
    html = shell(f'<ul><li><a href="mgListPlanItems.aspx?PlanId=409">{words}</a></ul>')
    (plan,) = read_plans(Page.of(html), SITE, ROOT)
    assert (plan.address.key, plan.date, plan.until) == ("plan-409", *span)


# --- whatever comes -----------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        b"<div>" * 40_000,
        b"<div id=modgov><ul>" + b"<ul><li>" * 5_000 + b"<a href=mgAi.aspx?ID=1>x",
        b"<div id=modgov>" + bytes(50_000),
        b"<div id=modgov><li>" + b"<a href='ieListDocuments.aspx?MId=7'>1 May 2025</a> " * 20_000,
        b"<!--" * 20_000,
        b"class=" * 20_000,
    ],
    ids=["nested", "lists", "NUL", "links", "comments", "classes"],
)
def test_hostile_pages_end(html: bytes) -> None:
    """Neither depth nor number makes a parser fail or hang."""
    page = Page.of(html)
    content_digest(page)
    links(page, SITE, ROOT)
    for read in (read_meetings, read_meeting, read_register, read_news):
        try:
            read(page, SITE, ROOT)
        except PageChanged:
            continue


PIECES = st.sampled_from(
    [
        b"<div id=modgov>",
        b"</div>",
        b"<a href='ieListDocuments.aspx?MId=1'>",
        b"<a href='documents/s1/A b.pdf'>",
        b"<a href='mgListPlanItems.aspx?PlanId=1'>",
        b"</a>",
        b"<tr><td>",
        b"<li>",
        b"26/02/2025 - ",
        b"31 February 2025",
        b"March 2025",
        b"<h2 class=mgSubTitleTxt>",
        b"\x00\xff",
        b"<a name=AI1>",
        b"<![CDATA[",
        b"Restricted",
        b"<rss><item><title>",
        b"<?xml version='1.0' encoding='utf-16'?>",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=25).map(b"".join)))
def test_any_bytes_give_a_value_or_page_changed(html: bytes) -> None:
    """Nothing else ever comes out of a parser."""
    looks_like_html(html)
    page = Page.of(html)
    assert page.is_modern_gov in {True, False}
    links(page, SITE, ROOT)
    assert content_digest(page) == content_digest(Page.of(html))
    for read in (read_meetings, read_meeting, read_register, read_plans):
        try:
            read(page, SITE, ROOT)
        except PageChanged:
            continue
    for one in (lambda: read_boards(page, SITE), lambda: read_feed(html, SITE)):
        try:
            one()
        except PageChanged:
            continue
