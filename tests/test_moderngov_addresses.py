"""Addresses of a ModernGov site: what they lead to, and one way of writing each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BadCall
from indexer.sources.moderngov.addresses import Site, number_of

ROOT = "https://democracy.kelderby.gov.example/moderngov/"
SITE = Site(ROOT)
TOP = Site("https://kelderby.moderngov.example/")


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("https://democracy.kelderby.gov.example", "https://democracy.kelderby.gov.example/"),
        ("democracy.kelderby.gov.example", "https://democracy.kelderby.gov.example/"),
        (" http://Kelderby.Example:8080/a/ ", "http://kelderby.example:8080/a/"),
        ("https://kelderby.example/moderngov", "https://kelderby.example/moderngov/"),
        (f"{ROOT}ieListDocuments.aspx?CId=1&MId=2", ROOT),
        (f"{ROOT}(X(1)S(ab12))/ieDocHome.aspx?bcr=1", ROOT),
        (f"{ROOT}documents/s5001/Outcome%20Report.pdf", ROOT),
        (f"{ROOT}mgWebService.asmx/GetCommittees", ROOT),
        ("http://[::1]:8000/x/", "http://[::1]:8000/x/"),
    ],
)
def test_a_site_is_known_by_any_of_its_addresses(typed: str, root: str) -> None:
    """The root keeps its folder; pages, documents and sessions are taken off."""
    assert Site.at(typed).root == root


@pytest.mark.parametrize(
    "typed",
    ["", "ftp://kelderby.example/", "https://", "https://u:p@kelderby.example/", "https://[x/"],
)
def test_what_is_no_web_address_is_a_wrong_call(typed: str) -> None:
    """The message says what to write."""
    with pytest.raises(BadCall, match="https://"):
        Site.at(typed)


@pytest.mark.parametrize(
    ("href", "kind", "key"),
    [
        ("ieListDocuments.aspx?CId=312&MId=900&Ver=4", "meeting", "meeting-900"),
        ("ielistdocuments.aspx?MID=900&CId=312#AI3001", "meeting", "meeting-900"),
        ("ieListDocuments.aspx?MeetingId=900", "meeting", "meeting-900"),
        ("(X(1)S(kbc5))/ieListDocuments.aspx?MId=900", "meeting", "meeting-900"),
        ("ceListDocuments.aspx?MeetingId=5&DF=08%2f02%2f2011", "meeting", "library-meeting-5"),
        ("mgAi.aspx?ID=3001&LLL=0", "item", "item-3001"),
        ("mgMeetingAttendance.aspx?ID=847", "attendance", "attendance-847"),
        ("mgChooseDocPack.aspx?ID=900", "pack-choice", "pack-choice-900"),
        ("documents/g900/Agenda frontsheet, (2).pdf?T=0", "document", "g900-0"),
        ("documents/b77/Supplement.pdf?T=9", "document", "b77"),
        ("documents\\s5001\\Report.pdf", "document", "s5001"),
        ("mgConvert2PDF.aspx?ID=900&T=10", "document", "g900-10"),
        ("mgConvert2Pdf.aspx?ID=5001&ISATT=1#search=x", "document", "s5001"),
        ("Published/C1/M5/$$ADocPack.htm", "document", "published/c1/m5/$$adocpack.htm"),
        ("ieDecisionDetails.aspx?ID=4014", "decision", "decision-4014"),
        ("ieDecisionDetails.aspx?AIId=3001", "decision", "item-decision-3001"),
        ("mgIssueHistoryHome.aspx?IId=51&Opt=0", "issue", "issue-51"),
        ("ieIssueDetails.aspx?IId=51&Opt=3&PlanId=0", "issue", "issue-51"),
        ("mgListPlanItems.aspx?PlanId=409", "plan", "plan-409"),
        ("mgListPlans.aspx?RPId=101&RD=0", "plans", "plans-101"),
        ("ieListMeetings.aspx?CommitteeId=312", "meetings", "meetings-312-0"),
        ("mgCommitteeDetails.aspx?ID=312", "meetings", "meetings-312-0"),
        (
            "ieListMeetings.aspx?Act=earlier&CId=121&D=202407081900&MD=ielistmeetings",
            "meetings",
            "meetings-121-before-202407081900",
        ),
    ],
)
def test_links_are_known_for_what_they_lead_to(href: str, kind: str, key: str) -> None:
    """Whatever the order and case of parameters, and the older forms."""
    found = SITE.address(href, f"{ROOT}mgWhatsNew.aspx?bcr=1")
    assert found is not None
    assert (found.kind, found.key) == (kind, key)
    assert found.url.startswith(ROOT)
    assert " " not in found.url and "#" not in found.url and "S(kbc5)" not in found.url


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#AI3001",
        "mailto:a.clerk@kelderby.gov.example",
        "javascript:void(0)",
        "JavaScript:void(0)",
        "mgCalendarMonthView.aspx?GL=1&M=9&Y=2026",
        "mgVCalendar.aspx?EID=900&ET=51",
        "mgRegisterKeywordInterest.aspx?ID=1",
        "mgUserInfo.aspx?UID=192",
        "mgConvert2PDF.aspx?UID=7&T=6",
        "ieSearchResults2.aspx?SS=x",
        "mgError.aspx",
        "documents/g900/No kind.pdf",
        "/documents/s5001/Outside the folder.pdf",
        "https://other.example/moderngov/mgAi.aspx?ID=1",
        "https://[bad/mgAi.aspx?ID=1",
        "mgAi.aspx?ID=" + "1" * 3000,
        "mgAi.aspx?ID=x",
        "ieListMeetings.aspx?CId=0",
        "mgCommitteeDetails.aspx?ID=٣",
        "deeper/and/deeper/mgAi.aspx?ID=1",
    ],
)
def test_other_links_are_not_followed(href: str) -> None:
    """Only pages on the list, with their number, on this site, below its folder."""
    assert SITE.address(href, f"{ROOT}ieDocHome.aspx") is None


def test_one_meeting_has_one_address() -> None:
    """With and without noise; the committee is kept where it is named."""
    noisy = SITE.address("ieListDocuments.aspx?NOW=1&zTS=2&fn-x=f()&MId=900&bcr=1")
    assert noisy == SITE.meeting("900")
    named = SITE.address("ieListDocuments.aspx?MID=900&CID=312")
    assert named is not None
    assert named.board == "312" and named.url == f"{ROOT}ieListDocuments.aspx?CId=312&MId=900&Ver=4"


def test_a_board_of_number_0_is_none() -> None:
    """It means all committees."""
    found = SITE.address("ieListDocuments.aspx?CId=0&MId=900")
    assert found is not None and found.board is None


@pytest.mark.parametrize(
    ("url", "below"),
    [
        (f"{ROOT}x.aspx?A=1", "x.aspx?A=1"),
        (ROOT.replace("https", "http") + "x.aspx", "x.aspx"),
        (ROOT.upper().replace("HTTPS", "https") + "x.aspx", "x.aspx"),
        ("https://democracy.kelderby.gov.example/other/x.aspx", None),
        ("https://democracy.kelderby.gov.example:8443/moderngov/x.aspx", None),
        ("ftp://democracy.kelderby.gov.example/moderngov/x.aspx", None),
    ],
)
def test_a_site_knows_its_own(url: str, below: str | None) -> None:
    """By host, port and folder; http and https are one."""
    assert SITE.holds(url) == below


def test_a_site_at_the_top_of_its_host_holds_all_of_it() -> None:
    """There is no folder then."""
    found = TOP.address("/documents/s1/A b.pdf")
    assert found is not None and found.url == f"{TOP.root}documents/s1/A%20b.pdf"


def test_what_a_crawl_begins_with_lies_below_the_root() -> None:
    """Entrances, news, plans, registers and the service; dates as dd/mm/yyyy (§7.1)."""
    first, last = date(2025, 1, 2), date(2025, 12, 31)
    begun = [*SITE.entrances(), *SITE.news(), SITE.plans(), *SITE.registers(first, last)]
    begun += [SITE.service_committees(), SITE.service_meetings("0", first, last)]
    begun.append(SITE.service_meeting("900"))
    assert all(one.url.startswith(ROOT) for one in begun)
    assert len({one.key for one in begun}) == len(begun)
    assert "sFromDate=02%2F01%2F2025&sToDate=31%2F12%2F2025" in begun[-2].url
    assert "DR=02%2F01%2F2025-31%2F12%2F2025" in begun[5].url


def test_the_error_page_is_known() -> None:
    """Whatever the case."""
    assert SITE.is_error(f"{ROOT}mgerror.aspx?x=1") and not SITE.is_error(f"{ROOT}mgAi.aspx")


def test_the_number_of_a_key() -> None:
    """What stands behind the last hyphen."""
    assert number_of("meeting-900") == "900"


@given(st.text(max_size=60))
def test_any_link_is_known_or_none(href: str) -> None:
    """And what is known lies on the site, and is known again by its own address."""
    for form in (href, f"mgAi.aspx?ID=1&{href}", f"documents/s1/{href}", f"Published/{href}.pdf"):
        found = SITE.address(form)
        if found:
            assert found.url.startswith(ROOT)
            again = SITE.address(found.url)
            assert again is not None and again.key == found.key
