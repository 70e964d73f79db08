"""Answers of ModernGov's web service."""

import contextlib
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import PageChanged
from indexer.sources.moderngov import service
from indexer.sources.moderngov.service import NotXml, ServiceDocument, ServiceMeeting

DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'
COMMITTEES = f"""{DECLARED}<committees>
  <committeescount> 2</committeescount>
  <committee><committeeid>312</committeeid><committeetitle>Arts &amp; Culture </committeetitle>
    <committeedeleted>False</committeedeleted><committeeexpired>False</committeeexpired>
    <committeecategory>
    </committeecategory></committee>
  <committee><committeeid>212</committeeid><committeetitle>Arts</committeetitle>
    <committeedeleted>False</committeedeleted><committeeexpired>True</committeeexpired></committee>
</committees>"""
LISTED = """<meeting><meetingid>900</meetingid><meetingdate>14/09/2023</meetingdate>
  <meetingstatus>Confirmed</meetingstatus><meetingtime>10.00 am</meetingtime>
  <iswebcast>False</iswebcast>{}</meeting>"""
MEETING = f"""{DECLARED}<meeting>
  <meetingid>900</meetingid><meetingdate>14/09/2023</meetingdate>
  <meetingstatus>Cancelled</meetingstatus>
  <agendaitems>
    <agendaitem><agendaitemid>3001</agendaitemid><agendaitemtitle>Minutes</agendaitemtitle>
      <agendatext>BODY</agendatext>
      <minutesnonemptyhtmlbody>BODY</minutesnonemptyhtmlbody>
      <isrestricted>False</isrestricted>
      <linkeddocuments>
        <linkeddoc><attachmentid>5001</attachmentid><title>6 -  Minutes </title><isurl>False</isurl>
          <url>documents/s5001/Minutes of July.pdf</url><isrestricted>False</isrestricted></linkeddoc>
        <linkeddoc><attachmentid>5002</attachmentid><title>Older form</title><isurl>False</isurl>
          <url>https://kelderby.gov.example/mgConvert2PDF.aspx?ID=5002</url>
          <isrestricted>False</isrestricted></linkeddoc>
        <linkeddoc><attachmentid>5003</attachmentid><title>Film</title><isurl>True</isurl>
          <url>https://films.example/1</url><isrestricted>False</isrestricted></linkeddoc>
        <linkeddoc><attachmentid>5004</attachmentid><title>Terms</title><isurl>False</isurl>
          <url>
          </url><isrestricted>True</isrestricted></linkeddoc>
      </linkeddocuments></agendaitem>
    <agendaitem><agendaitemid>3002</agendaitemid><minutesnonemptyhtmlbody>
      </minutesnonemptyhtmlbody><isrestricted>True</isrestricted></agendaitem>
  </agendaitems></meeting>"""
WORD = '<div class="WordSection1"><p class="MsoNormal">Agreed&nbsp;and<br> signed.</p></div>'
ESCAPED = WORD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def meeting(body: str) -> bytes:
    return MEETING.replace("BODY", body).encode()


def test_committees_are_read_with_past_ones() -> None:
    """White space is taken off; the flags are booleans."""
    now, past = service.read_committees(COMMITTEES.encode())
    assert (now.number, now.name, now.deleted, now.expired) == (
        "312",
        "Arts & Culture",
        False,
        False,
    )
    assert past.expired


def test_meetings_by_committee_are_read() -> None:
    """The committee stands around its meetings."""
    xml = f"""{DECLARED}<getmeetings><meetingscount> 1</meetingscount><committee>
    <committeeid>312</committeeid><committeemeetings>{LISTED.format("")}</committeemeetings>
    </committee></getmeetings>"""
    expected = ServiceMeeting("900", "312", date(2023, 9, 14), time(10), "Confirmed")
    assert service.read_meetings(xml.encode()) == (expected,)


def test_meetings_by_date_are_read() -> None:
    """The committee stands in each meeting."""
    own = "<committeeid>205</committeeid><committeetitle>Planning</committeetitle>"
    xml = f"<getmeetingsbydate><meetings>{LISTED.format(own)}</meetings></getmeetingsbydate>"
    (found,) = service.read_meetings(xml.encode())
    assert (found.number, found.board) == ("900", "205")


def test_no_meetings_are_no_error() -> None:
    """A board may not have met in the days asked for."""
    assert (
        service.read_meetings(b"<getmeetings><meetingscount> 0</meetingscount></getmeetings>") == ()
    )


def test_a_meetings_papers_are_read() -> None:
    """Keys from either form of address; none for what lies elsewhere; no address where withheld."""
    found = service.read_meeting(meeting(ESCAPED))
    assert (found.number, found.date, found.status) == ("900", date(2023, 9, 14), "Cancelled")
    assert found.documents == (
        ServiceDocument("s5001", "documents/s5001/Minutes of July.pdf", "6 - Minutes", False),
        ServiceDocument(
            "s5002", "https://kelderby.gov.example/mgConvert2PDF.aspx?ID=5002", "Older form", False
        ),
        ServiceDocument(None, "https://films.example/1", "Film", False),
        ServiceDocument("s5004", None, "Terms", True),
    )


def test_withheld_papers_and_items_are_counted() -> None:
    """One of each here."""
    assert service.read_meeting(meeting(ESCAPED)).restricted_count == 2


@pytest.mark.parametrize(
    "body",
    [
        ESCAPED,
        ESCAPED.replace("&", "&amp;"),
        WORD,
        f"<![CDATA[{WORD}]]>",
        f"\n      {ESCAPED}\n   ",
    ],
    ids=["escaped", "twice", "not at all", "CDATA", "spaced"],
)
def test_minutes_are_measured_however_they_are_put_in(body: str) -> None:
    """Escaped once, twice, or not at all, the text is as long; what follows it is not lost."""
    found = service.read_meeting(meeting(body))
    assert found.minutes == {"3001": len("Agreed and") + len("signed.")}
    assert len(found.documents) == 4


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("utf-8", "utf-8"),
        ("ISO-8859-1", "windows-1252"),
        ("windows-1252", "windows-1252"),
        ("utf-16", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_declared_encodings_are_survived(declared: str, charset: str) -> None:
    """Also where the declaration is wrong, as for a string that was written out as UTF-8."""
    xml = COMMITTEES.replace("utf-8", declared).replace("Arts &amp;", "Café – £5 &amp;")
    assert service.read_committees(xml.encode(charset))[0].name == "Café – £5 & Culture"


def test_what_comes_before_the_declaration_is_survived() -> None:
    """White space and a byte order mark."""
    assert len(service.read_committees(b"\xef\xbb\xbf\r\n \n" + COMMITTEES.encode())) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n",
        b"<!DOCTYPE html><html><body>Sorry</body></html>",
        b"<html><head><script>location='/'</script></head></html>",
        b"Request format is unrecognized for URL.",
        b"%PDF-1.7",
        b'<!DOCTYPE a [<!ENTITY b "c">]><committees/>',
        b"<committees><committeescount> 0</committeescount></committees>",
    ],
)
def test_no_answer_is_told_from_an_answer(body: bytes) -> None:
    """HTML with status 200, nothing at all, and a list without committees are a service that is off."""
    with pytest.raises(NotXml):
        service.read_committees(body)


def test_another_answer_is_not_taken_for_the_one_due() -> None:
    """The root element decides; a meeting without its number is none."""
    with pytest.raises(PageChanged, match="committees"):
        service.read_meetings(COMMITTEES.encode())
    with pytest.raises(PageChanged, match="meetingid"):
        service.read_meeting(b"<meeting />")


def test_entities_are_never_expanded() -> None:
    """A bomb of entities is refused before it is read."""
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><meeting>&b;</meeting>'
    with pytest.raises(NotXml, match="DOCTYPE"):
        service.read_meeting(bomb.encode())


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>" * 50_000,
        b"<meeting>" + b"<agendatext>" * 50_000,
        b"<a " + b"b='c' " * 50_000,
        b"<" * 9_999,
    ],
)
def test_hostile_answers_end(xml: bytes) -> None:
    """Neither depth nor number makes the parser fail otherwise or hang."""
    with pytest.raises(PageChanged):
        service.read_meeting(xml)


PIECES = st.sampled_from(
    [
        b"<meeting>",
        b"</meeting>",
        b"<committees>",
        b"<committee><committeeid>1</committeeid>",
        b"<meetingid>7</meetingid>",
        b"<getmeetings>",
        b"<agendaitem><agendaitemid>1</agendaitemid>",
        b"<minutesnonemptyhtmlbody>",
        b"<div><br>&nbsp;</div>",
        b"</minutesnonemptyhtmlbody>",
        b"&lt;p&gt;",
        b"<linkeddoc><url>documents/s1/a.pdf",
        b"<meetingdate>31/02/2025</meetingdate>",
        b"\x00\x1f\xff",
        b"]]>",
        b"<?xml version='1.0' encoding='x'?>",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=20).map(b"".join)))
def test_any_bytes_give_a_value_or_page_changed(xml: bytes) -> None:
    """Nothing else ever comes out of a reader."""
    for read in (service.read_committees, service.read_meetings, service.read_meeting):
        try:
            read(xml)
        except PageChanged:
            continue


@pytest.mark.parametrize("tag", ["<ion:>", "<b:>", "<:x>"])
def test_a_name_that_is_none_is_survived(tag: str) -> None:
    """What the lenient parser makes of broken names is read or refused, never a crash."""
    xml = f"<getmeetings><committee>{tag}x</committee></getmeetings>".encode()
    with contextlib.suppress(PageChanged):
        service.read_meetings(xml)
