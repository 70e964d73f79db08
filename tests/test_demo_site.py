"""The fixture site behaves as council sites do: asked over HTTP, as a crawler would."""

import gzip
import http.client
import io
import json
import re
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from indexer.demo_site import spoil
from indexer.demo_site.answers import Answer, Quirks, is_meant
from indexer.demo_site.server import DemoSite
from indexer.errors import Failed
from indexer.sample import sample_folder

BOARD, FORMER, OTHER = 312, 212, 205
TEXT = "Kelderby’s  papers &amp; more"


# --- a small council ------------------------------------------------------------------------------


def meeting(
    number: int, day: str, boards: tuple[int, ...] = (BOARD,), **more: Any
) -> dict[str, Any]:
    """A meeting as `site.json` has it, with the documents that most have."""
    files = {"0": f"documents/g{number}/front.pdf", "10": f"documents/g{number}/pack.pdf"}
    return {
        "id": number,
        "boards": list(boards),
        "date": day,
        "start": "14:00",
        "listed": "Agenda",
        "title": "Environment Board (3)",
        "page": f"pages/{number}.html",
        "service": f"site/meeting-{number}.xml",
        "published": day,
        "files": files,
    } | more


CONTENTS: dict[str, Any] = {
    "council": "Kelderby Borough Council",
    "today": "2025-02-27",
    "boards": [
        {"id": BOARD, "name": "Environment Board (3)", "expired": False, "span": None},
        {"id": FORMER, "name": "Environment Board (3)", "expired": True, "span": "(2022-2023)"},
        {"id": OTHER, "name": "Planning Committee", "expired": False, "span": None},
    ],
    "meetings": [
        meeting(801, "2022-06-14", (FORMER,), listed="Minutes"),
        *(meeting(900 + turn, f"2024-{turn + 1:02}-11") for turn in range(11)),
        meeting(
            933,
            "2025-01-09",
            listed="Minutes",
            draft_page="pages/933-draft.html",
            attendance="site/attendance.html",
            attendance_id=1933,
            files={"1": "documents/g933/approved.pdf"},
            draft_files={"1": "documents/g933/draft.pdf"},
            items=[{"id": 3001, "title": "Bins & bags"}],
        ),
        meeting(940, "2025-02-05", (BOARD, OTHER)),
        meeting(950, "2025-03-05", (OTHER,), listed="CANCELLED"),
    ],
    "items": {"3001": "site/item.html"},
    "documents": {
        "s5001": {
            "path": "documents/s5001/A report.pdf",
            "title": "A",
            "meeting": 933,
            "item": 3001,
        },
        "s5002": {"path": None, "title": "Exempt", "meeting": 933, "item": 3001, "private": True},
        "b1201": {"path": "documents/b1201/late.docx", "title": "Late", "meeting": 933},
    },
    "decisions": [
        {
            "id": number,
            "number": f"24/000{number}",
            "register": register,
            "title": f"Bins <{number}>",
            "maker": "Cabinet Member",
            "date": published,
            "published": published,
            "effective": None,
            "call_in": "Not for call-in",
            "page": "site/decision.html",
            "issue": None,
        }
        for number, register, published in (
            (14, "cabinet member", "2023-10-20"),
            (15, "cabinet member", "2025-02-03"),
            (16, "officer", "2025-02-04"),
        )
    ],
    "plans": [
        {
            "id": 31,
            "title": "Forward Plan",
            "from": "2025-03-01",
            "to": "2025-06-30",
            "board": OTHER,
            "page": "site/plan.html",
            "issues": [5101],
        }
    ],
    "issues": {"5101": "site/issue.html"},
    "news": [
        {"date": "2025-02-26", "what": "Agenda published", "meeting": 950},
        {"date": "2025-02-20", "what": "Publication of plan", "plan": 31},
        {"date": "2025-02-03", "what": "Decision published", "decision": 15},
    ],
}


def paths_in(thing: Any) -> Iterator[str]:
    """All file paths that `site.json` names."""
    if isinstance(thing, str) and re.match(r"(pages|site|documents)/", thing):
        yield thing
    elif isinstance(thing, dict | list):
        for part in thing.values() if isinstance(thing, dict) else thing:
            yield from paths_in(part)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small council's folder; every file holds its own path."""
    root = tmp_path_factory.mktemp("council")
    (root / "site.json").write_text(json.dumps(CONTENTS), "utf-8")
    for path in paths_in(CONTENTS):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"<p>{path} {TEXT}</p>", "utf-8")
    return root


@pytest.fixture(scope="module")
def plain(folder: Path) -> Iterator[DemoSite]:
    """The plain site, at the top of its host. Do not change it."""
    with DemoSite.serve(folder) as site:
        yield site


# --- a crawler's eyes -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Got:
    """What came back."""

    status: int
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "lxml")

    @property
    def hrefs(self) -> list[str]:
        return [str(link["href"]) for link in self.page.select("#modgov a[href]")]

    @property
    def xml(self) -> ET.Element:
        return ET.fromstring(self.body)


class Stay(HTTPRedirectHandler):
    """Redirects are not followed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def get(site: DemoSite, address: str = "", *, follow: bool = True, **headers: str) -> Got:
    """Ask for an address relative to the root, spaces quoted as they must be."""
    url = urljoin(site.root, quote(address, safe="/?&=%:@()+,;#'"))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = build_opener() if follow else build_opener(Stay)
    try:
        with opener.open(Request(url, headers=named), timeout=30) as answer:
            return Got(answer.status, answer.url, dict(answer.headers), answer.read())
    except HTTPError as error:
        with error:
            return Got(error.code, str(error.url), dict(error.headers), error.read())


def is_missing(got: Got) -> bool:
    """Whether a page asked for ended on the error page, as on real sites."""
    return got.status == 200 and urlsplit(got.url).path.endswith("/mgError.aspx")


def meetings_in(got: Got) -> list[int]:
    """The meetings that a page links, in order, however it writes the links."""
    found = (re.search(r"[?&](?:MId|MID|MeetingId)=(\d+)", href) for href in got.hrefs)
    return [int(one[1]) for one in found if one and not one[1].startswith("666")]


# --- where a site lives ---------------------------------------------------------------------------


@pytest.mark.parametrize("root", ["/", "/moderngov/", "committee-services"])
def test_root_at_the_top_and_in_a_sub_folder(folder: Path, root: str) -> None:
    """Pages, documents and error redirects keep within the root's own folder."""
    with DemoSite.serve(folder, root=root) as site:
        assert site.root.startswith("http://127.0.0.1:") and site.root.endswith("/")
        assert "site" not in get(site).text.lower() or get(site).status == 200
        assert get(site, "mgListCommittees.aspx").status == 200
        assert get(site, "documents/s5001/x.pdf").status == 200
        missing = get(site, "mgNothing.aspx")
        assert is_missing(missing) and missing.url.startswith(site.root)
        if root != "/":
            assert get(site, "/mgListCommittees.aspx").status == 404
            assert get(site, "/robots.txt").status == 200


@pytest.mark.parametrize(
    "name", ["mgListCommittees.aspx", "mglistcommittees.ASPX", "MGLISTCOMMITTEES.aspx"]
)
def test_page_names_are_case_insensitive(plain: DemoSite, name: str) -> None:
    """A page answers however its name is cased."""
    assert "mgCommitteeDetails.aspx?ID=312" in get(plain, name).hrefs


@pytest.mark.parametrize(
    "address",
    [
        "ieListDocuments.aspx?CId=312&MId=933&Ver=4",
        "ieListDocuments.aspx?MID=933",
        "ielistdocuments.aspx?meetingid=933&cid=1",
        "IELISTDOCUMENTS.ASPX?Ver=4&MEETINGID=933",
        "(X(1)S(abc))/ieListDocuments.aspx?MId=933",
        "(X(1)S(abc))/(X(1)S(def))/ieListDocuments.aspx?MId=933&NOW=1&zTS=B#AI3001",
    ],
)
def test_meeting_by_any_of_its_addresses(plain: DemoSite, address: str) -> None:
    """A meeting answers by MId, MID, MeetingId, in any case and order, with a session or without."""
    assert get(plain, address).text.startswith("<p>pages/933.html")


def test_unknown_pages_redirect_to_the_error_page(plain: DemoSite) -> None:
    """A page or number that is not there is a 302 to mgError.aspx, which answers 200."""
    for address in (
        "mgSearchResults.aspx",
        "ieListDocuments.aspx?MId=1",
        "mgAi.aspx?ID=x",
        "mgAi.aspx",
    ):
        assert get(plain, address, follow=False).status == 302
        assert is_missing(get(plain, address))


# --- lists ----------------------------------------------------------------------------------------


def test_committees_are_the_current_ones(plain: DemoSite) -> None:
    """The list of committees leaves out the expired twin, which ieDocHome links."""
    assert [href for href in get(plain, "mgListCommittees.aspx").hrefs if "ID=" in href] == [
        "mgCommitteeDetails.aspx?ID=312",
        "mgCommitteeDetails.aspx?ID=205",
    ]
    home = get(plain, "ieDocHome.aspx?bcr=1")
    assert "ieListMeetings.aspx?CommitteeId=212" in home.hrefs
    assert "Environment Board (3) (2022-2023)" in home.page.get_text()


def test_committee_details_lead_to_its_meetings(plain: DemoSite) -> None:
    """A committee's page names it and links its list."""
    got = get(plain, "mgCommitteeDetails.aspx?ID=312")
    assert "ieListMeetings.aspx?CId=312&Year=0" in got.hrefs
    assert is_missing(get(plain, "mgCommitteeDetails.aspx?ID=9"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("CId=312&Year=2025", [940, 933]),
        ("CommitteeId=312&year=2024", list(range(910, 899, -1))),
        ("cid=312&Year=2023", []),
        ("CId=312&Year=0", [940, 933, 910, 909, 908]),
        ("CId=312", [940, 933, 910, 909, 908]),
        ("CId=205&Year=2025", [950, 940]),
        ("CId=312&Act=earlier&D=202411110000&MD=ielistmeetings", list(range(909, 901, -1))),
        ("Act=later&CId=312&D=202411111400", [940, 933]),
    ],
)
def test_meetings_of_a_year_or_before_or_after(
    plain: DemoSite, query: str, expected: list[int]
) -> None:
    """Year= is the calendar year, 0 or nothing the last six months on; Act= pages by eights."""
    assert meetings_in(get(plain, f"ieListMeetings.aspx?{query}")) == expected


@pytest.mark.parametrize("years", [True, False])
@pytest.mark.parametrize("board", [BOARD, FORMER])
def test_every_meeting_is_reached_by_paging(folder: Path, years: bool, board: int) -> None:
    """Earlier and later meetings lead to all of them and come to an end, heeding Year= or not."""
    with DemoSite.serve(folder, quirks=Quirks(years=years)) as site:
        seen, todo, asked = set[int](), [f"ieListMeetings.aspx?CId={board}&Year=2023"], set[str]()
        while todo:
            got = get(site, address := todo.pop())
            asked.add(address)
            seen |= set(meetings_in(got))
            todo += [
                one for one in got.hrefs if "&D=" in one and "Act=" in one and one not in asked
            ]
    expected = {one["id"] for one in CONTENTS["meetings"] if board in one["boards"]} | (
        {55} if board == FORMER else set()
    )
    assert seen == expected


def test_years_are_ignored_where_the_site_has_none(folder: Path) -> None:
    """With Quirks(years=False) any Year= gives the default window, and no link names a year."""
    with DemoSite.serve(folder, quirks=Quirks(years=False)) as site:
        got = get(site, "ieListMeetings.aspx?CId=312&Year=2024")
    assert meetings_in(got) == [940, 933, 910, 909, 908]
    assert not any("Year=20" in href for href in got.hrefs)


def test_one_meeting_is_linked_three_ways(plain: DemoSite) -> None:
    """The lists link one meeting by different parameters, orders, cases, and with a session."""
    lists = (
        "ieDocHome.aspx",
        "ieListMeetings.aspx?CId=312",
        "mgWhatsNew.aspx?DR=01/01/2024-01/03/2025",
    )
    ways = {
        href.replace("312", "C").replace("205", "C")
        for address in (*lists, "mgCommitteeDetails.aspx?ID=312", "ieListMeetings.aspx?CId=205")
        for href in get(plain, address).hrefs
        if re.search(r"=940\b", href)
    }
    assert len(ways) >= 3
    everywhere = "".join(get(plain, address).text for address in lists)
    for written in ("MId=", "MID=", "MeetingId=", "(X(1)S(", "ielistdocuments", "Ver=4", "NOW="):
        assert written in everywhere


def test_list_says_what_is_published(plain: DemoSite) -> None:
    """After the link stands what there is, CANCELLED, or nothing."""
    got = get(plain, "ieListMeetings.aspx?CId=205&Year=2025")
    entries = [" ".join(entry.get_text().split()) for entry in got.page.select("#modgov ul li")]
    assert entries[:2] == ["5 Mar 2025 2.00 pm - CANCELLED", "5 Feb 2025 2.00 pm - Agenda"]


def test_legacy_meeting_of_the_library(plain: DemoSite) -> None:
    """The expired committee's list links a ceListDocuments page with one HTM document."""
    got = get(plain, "ieListMeetings.aspx?CId=212&Year=2011")
    href = next(href for href in got.hrefs if "ceListDocuments" in href)
    assert href == "ceListDocuments.aspx?MeetingId=55&DF=08%2f02%2f2011%2c%2010%3a00"
    paper = get(plain, href)
    assert "Tuesday, 8th February, 2011 10.00 am" in paper.page.get_text()
    file = next(one for one in paper.hrefs if "Published" in one)
    assert get(plain, file).headers["Content-Type"].startswith("text/html")
    assert "Winter gritting" in get(plain, file).text


def test_legacy_numbers_are_a_space_of_their_own(plain: DemoSite) -> None:
    """Meeting 55 of the library is no meeting of ieListDocuments."""
    assert is_missing(get(plain, "ieListDocuments.aspx?MeetingId=55"))
    assert is_missing(get(plain, "ceListDocuments.aspx?MeetingId=933"))


# --- news, registers, plans -----------------------------------------------------------------------


def test_whats_new_newest_first(plain: DemoSite) -> None:
    """What's new has "DD/MM/YYYY - what: words" for two months, and for any DR= asked for."""
    entries = [
        one.get_text() for one in get(plain, "mgWhatsNew.aspx?bcr=1").page.select("#modgov ul li")
    ]
    assert entries[0] == (
        "26/02/2025 - Agenda published: Meeting of Wednesday, 5th March, 2025 2.00 pm, Planning Committee"
    )
    assert entries[1] == "20/02/2025 - Publication of plan: Forward Plan"
    older = get(plain, "mgWhatsNew.aspx?CID=0&DR=01%2f06%2f2022-30%2f06%2f2022")
    assert meetings_in(older) == [801]
    assert meetings_in(get(plain, "mgWhatsNew.aspx?CID=312&b=14&RT=2")) == []


def test_feed_of_what_is_new(plain: DemoSite) -> None:
    """The feed is RSS 2.0 with absolute links."""
    rss = get(plain, "mgRss.aspx").xml
    items = rss.findall("./channel/item")
    assert rss.get("version") == "2.0" and len(items) == 17
    assert (
        items[0]
        .findtext("title", "")
        .startswith("Agenda published: Meeting of Wednesday, 5th March")
    )
    assert all(item.findtext("link", "").startswith(plain.root) for item in items)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("mgDelegatedDecisions.aspx?bcr=1", [15]),
        ("mgDelegatedDecisions.aspx?DR=01%2f01%2f2023-31%2f12%2f2023&ACT=Find&DS=2", [14]),
        ("mgdelegateddecisions.aspx?dr=20/10/2023-03/02/2025", [15, 14]),
        ("mgDelegatedDecisions.aspx?DR=2023-01-01-2025-12-31", [15]),
        ("mgDelegatedDecisions.aspx?DS=1", []),
        ("mgListOfficerDecisions.aspx?XXR=0&FULL=1&DR=01/01/2025-31/12/2025", [16]),
    ],
)
def test_registers_by_day_of_publication(
    plain: DemoSite, address: str, expected: list[int]
) -> None:
    """DR= filters decisions by publication, both ends included; without it, the last half year."""
    hrefs = get(plain, address).page.select("table.mgTabTable tbody a")
    assert [int(str(one["href"]).rpartition("=")[2]) for one in hrefs] == expected


def test_register_is_a_table_as_evidenced(plain: DemoSite) -> None:
    """Title, date with a comment in its header, effective from, call-ins."""
    got = get(plain, "mgDelegatedDecisions.aspx")
    table = got.page.select_one("table.mgTabTable[summary='Table of decision summary data']")
    assert table and table.caption and table.caption.get_text() == "Decisions published"
    cells = [cell.get_text(strip=True) for cell in table.select("tbody td")]
    assert cells == ["Bins <15>ref: 24/00015", "03/02/2025", "", "Not for call-in"]
    assert "Date<!--Date Made/Published--></th>" in got.text


def test_plans_by_three_steps(plain: DemoSite) -> None:
    """The plans' home leads to mgListPlans, that to mgListPlanItems, that to the issues."""
    assert "mgListPlans.aspx?RPId=205&RD=0" in get(plain, "mgPlansHome.aspx?bcr=1").hrefs
    assert "mgListPlanItems.aspx?PlanId=31" in get(plain, "mgListPlans.aspx?RPId=205&RD=0").hrefs
    assert not [one for one in get(plain, "mgListPlans.aspx?RPId=312").hrefs if "PlanId" in one]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("mgListPlanItems.aspx?PlanId=31", "site/plan.html"),
        ("mgIssueHistoryHome.aspx?IId=5101&Opt=0", "site/issue.html"),
        ("ieIssueDetails.aspx?IId=5101&Opt=3&PlanId=0", "site/issue.html"),
        ("ieDecisionDetails.aspx?ID=15", "site/decision.html"),
        ("mgAi.aspx?ID=3001&LLL=0", "site/item.html"),
        ("mgMeetingAttendance.aspx?ID=1933", "site/attendance.html"),
    ],
)
def test_pages_by_their_numbers(plain: DemoSite, address: str, path: str) -> None:
    """Plans, issues, decisions, items and attendance answer by number."""
    assert get(plain, address).body == f"<p>{path} {TEXT}</p>".encode()


def test_attendance_has_a_number_of_its_own(plain: DemoSite) -> None:
    """Where the attendance link has a second id, the meeting's own does not answer."""
    assert is_missing(get(plain, "mgMeetingAttendance.aspx?ID=933"))


# --- documents ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("documents/s5001/A report.pdf", "documents/s5001/A report.pdf"),
        ("Documents/S5001/any other words.pdf", "documents/s5001/A report.pdf"),
        ("documents/b1201/Late 9th-Jan-2025.docx?T=9", "documents/b1201/late.docx"),
        ("documents/g933/Printed minutes, 9th-Jan-2025.pdf?T=1", "documents/g933/approved.pdf"),
        ("documents/g900/x.pdf?T=10", "documents/g900/pack.pdf"),
        ("mgConvert2PDF.aspx?ID=900&T=0", "documents/g900/front.pdf"),
        ("mgConvert2Pdf.aspx?ID=1201&T=9", "documents/b1201/late.docx"),
        ("mgConvert2PDF.aspx?ID=5001", "documents/s5001/A report.pdf"),
        ("mgConvert2PDF.aspx?ID=5001&ISATT=1#search=bins", "documents/s5001/A report.pdf"),
    ],
)
def test_documents_by_letter_and_number(plain: DemoSite, address: str, path: str) -> None:
    """Letter, number and T are the key, the words are decoration; the older form means the same."""
    got = get(plain, address)
    assert got.status == 200 and got.body.startswith(f"<p>{path}".encode())
    word = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert got.headers["Content-Type"] == f"application/{word if path.endswith('x') else 'pdf'}"


@pytest.mark.parametrize(
    "address",
    [
        "documents/g900/x.pdf",
        "documents/g900/x.pdf?T=2",
        "documents/g9/x.pdf?T=1",
        "documents/s5002/Exempt.pdf",
        "documents/s9/x.pdf",
        "documents/",
        "documents/../site.json",
        "documents/s5001/../../site.json",
        "site.json",
        "pages/933.html",
        "mgConvert2PDF.aspx?UID=3&T=6",
        "mgConvert2PDF.aspx",
        "mgimages/logo-pdf-1.gif",
    ],
)
def test_documents_that_are_not_there(plain: DemoSite, address: str) -> None:
    """A g document without its T, an exempt one, and files of the folder itself are 404."""
    got = get(plain, address)
    assert got.status == 404 and b"Kelderby" not in got.body


def test_pack_is_chosen_on_a_page(plain: DemoSite) -> None:
    """The choice of pack is a page that links the pack."""
    got = get(plain, "mgChooseDocPack.aspx?ID=900")
    assert "documents/g900/pack.pdf?T=10" in got.hrefs
    assert is_missing(get(plain, "mgChooseDocPack.aspx?ID=1"))


# --- the web service ------------------------------------------------------------------------------

SERVICE = "mgWebService.asmx/"
PERIOD = "lCommitteeId=0&sFromDate=01/01/2025&sToDate=31/12/2025"


def test_service_committees_with_the_expired_twin(plain: DemoSite) -> None:
    """GetCommittees has the former committee, flagged, and its count with a leading space."""
    root = get(plain, f"{SERVICE}GetCommittees").xml
    assert root.tag == "committees" and root.findtext("committeescount") == " 3"
    flags = {
        one.findtext("committeeid"): one.findtext("committeeexpired")
        for one in root.iter("committee")
    }
    assert flags == {"312": "False", "212": "True", "205": "False"}


def test_service_meetings_of_a_period(plain: DemoSite) -> None:
    """GetMeetings heeds committee and dates; names of operation and parameters in any case."""
    root = get(plain, f"{SERVICE}GetMeetings?{PERIOD}").xml
    assert root.tag == "getmeetings" and root.findtext("meetingscount") == " 4"
    assert [one.text for one in root.iter("meetingid")] == ["940", "933", "950", "940"]
    assert {one.text for one in root.iter("meetingstatus")} == {"Confirmed", "Cancelled"}
    own = get(plain, "mgwebservice.asmx/getmeetings?LCOMMITTEEID=212&sfromdate=&stodate=").xml
    assert [one.text for one in own.iter("meetingid")] == ["801"]
    assert own.findtext(".//meetingdate") == "14/06/2022"


def test_service_ignores_iso_dates(plain: DemoSite) -> None:
    """An ISO date is no limit: everything comes."""
    iso = "lCommitteeId=312&sFromDate=2025-01-01&sToDate=2025-12-31"
    assert len(list(get(plain, f"{SERVICE}GetMeetings?{iso}").xml.iter("meetingid"))) == 13


@pytest.mark.parametrize(
    "query",
    ["GetMeetings", "GetMeetings?lCommitteeId=0&sFromDate=01/01/2025", "GetMeeting", "GetNothing"],
)
def test_service_wants_all_parameters(plain: DemoSite, query: str) -> None:
    """Without one of its parameters an operation is a 500."""
    assert get(plain, SERVICE + query).status == 500


def test_service_by_date(plain: DemoSite) -> None:
    """GetAllMeetingsByDate means all committees by -1, and orders as asked."""
    period = PERIOD.replace("=0", "=-1", 1)
    root = get(plain, f"{SERVICE}GetAllMeetingsByDate?{period}&bIsAscendingDateOrder=true").xml
    assert root.tag == "getmeetingsbydate"
    days = [one.findtext("meetingdate") for one in root.findall("./meetings/meeting")]
    assert days == ["09/01/2025", "05/02/2025", "05/02/2025", "05/03/2025"]


def test_service_meeting_and_attachment(plain: DemoSite) -> None:
    """GetMeeting is the folder's file; GetAttachment describes, an exempt one without its address."""
    assert get(plain, f"{SERVICE}GetMeeting?lMeetingId=933").text.startswith(
        "<p>site/meeting-933.xml"
    )
    assert len(get(plain, f"{SERVICE}GetMeeting?lMeetingId=1").xml) == 0
    known = get(plain, f"{SERVICE}GetAttachment?lAttachmentId=5001").xml
    assert known.findtext(".//url") == f"{plain.root}documents/s5001/A%20report.pdf"
    assert known.findtext(".//ownertitle") == "Bins & bags"
    exempt = get(plain, f"{SERVICE}GetAttachment?lAttachmentId=5002").xml
    assert exempt.findtext(".//isrestricted") == "True"
    assert (exempt.findtext(".//url") or "").strip() == ""
    assert "\n" in (exempt.findtext(".//url") or "")


def test_service_by_post(plain: DemoSite) -> None:
    """Operations may be posted too."""
    url = f"{plain.root}{SERVICE}GetMeetings"
    with build_opener().open(Request(url, data=PERIOD.encode()), timeout=30) as answer:
        assert b"<meetingid>940</meetingid>" in answer.read()


@pytest.mark.parametrize(
    ("service", "expected"),
    [("off", (404, "<html>")), ("html", (200, "<html>")), ("empty", (200, "<?xml"))],
)
def test_service_that_is_not_there(folder: Path, service: Any, expected: tuple[int, str]) -> None:
    """The service may be missing, answer HTML with 200, or be valid and empty."""
    with DemoSite.serve(folder, quirks=Quirks(service=service)) as site:
        for operation in ("GetCommittees", f"GetMeetings?{PERIOD}", "GetMeeting?lMeetingId=933"):
            got = get(site, SERVICE + operation)
            assert (got.status, got.text[: len(expected[1])]) == expected
            assert b"933" not in got.body
        assert get(site, "ieListDocuments.aspx?MId=933").status == 200


# --- markup, traps, robots ------------------------------------------------------------------------

MADE = (
    "",
    "mgListCommittees.aspx",
    "ieDocHome.aspx",
    "mgCommitteeDetails.aspx?ID=312",
    "ieListMeetings.aspx?CId=312",
    "ceListDocuments.aspx?MeetingId=55",
    "mgWhatsNew.aspx",
    "mgDelegatedDecisions.aspx",
    "mgListOfficerDecisions.aspx",
    "mgPlansHome.aspx",
    "mgListPlans.aspx?RPId=0",
    "mgChooseDocPack.aspx?ID=900",
    "mgCalendarMonthView.aspx?M=2&Y=2025",
    "ieDocSearch.aspx",
    "mgLocationDetails.aspx?RID=5",
    "mgError.aspx",
)


@pytest.mark.parametrize("address", MADE)
def test_made_pages_have_the_shell(plain: DemoSite, address: str) -> None:
    """Every page made on the fly has one #modgov with the heading, and escapes what it shows."""
    got = get(plain, address)
    assert got.status == 200 and "<15>" not in got.text
    assert len(got.page.select("div#modgov h1.mgMainTitleTxt")) == 1
    assert "modern.gov reverse CMS" in got.text


def test_markup_has_the_habits_of_real_pages(plain: DemoSite) -> None:
    """Entities, double spaces, NBSP, raw ampersands in menus, comments, text for screen readers."""
    text = "".join(get(plain, address).text for address in MADE)
    for habit in ("&#40;3&#41;", "&#32;", "&nbsp;", '<a  class="', "&bcr=1", "&amp;MId=", "mgHide"):
        assert habit in text
    assert get(plain).text.startswith("\n<!DOCTYPE")


def test_hidden_links_are_traps(plain: DemoSite) -> None:
    """A hidden link lies outside #modgov, another inside with display:none; both answer."""
    page = get(plain).page
    outside, inside = page.select_one("#kbc-header div a"), page.select_one("#modgov p[style] a")
    assert outside and inside and "display: none" in str(inside.parent)
    assert outside["href"] != inside["href"]
    for link in (outside, inside):
        assert get(plain, str(link["href"])).status == 200


@pytest.mark.parametrize(
    "address",
    [
        "ieListDocuments.aspx?MId=66601",
        "ielistdocuments.aspx?cid=0&meetingid=66602",
        "mgCalendarMonthView.aspx?GL=1&bcr=1",
        "mgcalendarweekview.aspx?WN=1",
        "mgVCalendar.aspx?EID=933&ET=51&RPID=0&FMT=ICS",
        "mgRegisterKeywordInterest.aspx?CId=312",
        "mgCommitteeMailingList.aspx?ID=312",
    ],
)
def test_trapped_tells_who_fell_in(folder: Path, address: str) -> None:
    """Asking for a trap is remembered; asking for papers is not."""
    with DemoSite.serve(folder, root="/moderngov/") as site:
        get(site, "ieListDocuments.aspx?MId=933")
        get(site, "/mgCalendarMonthView.aspx")  # outside the root: not this site's
        assert site.trapped == []
        get(site, address)
        assert [urlsplit(one.address).path for one in site.trapped] == [
            "/moderngov/" + address.partition("?")[0]
        ]


def test_calendar_has_no_end(plain: DemoSite) -> None:
    """Every month links the next and the one before."""
    hrefs = get(plain, "mgCalendarMonthView.aspx?M=12&Y=2031").hrefs
    assert "mgCalendarMonthView.aspx?GL=1&M=11&Y=2031" in hrefs
    assert "mgCalendarMonthView.aspx?GL=1&M=1&Y=2032" in hrefs


def test_robots_has_wildcards(folder: Path) -> None:
    """robots.txt lies at the host's root, has wildcards, and a Crawl-delay or own text if wanted."""
    with DemoSite.serve(folder, root="/moderngov/", quirks=Quirks(crawl_delay=0.5)) as site:
        text = get(site, "/robots.txt").text
    assert "Disallow: /*mgCalendar*\n" in text and "Disallow: /*?*SS=\n" in text
    assert text.endswith("Crawl-delay: 0.5\n")
    with DemoSite.serve(folder, quirks=Quirks(robots="User-agent: *\nDisallow: /\n")) as site:
        assert get(site, "robots.txt").text == "User-agent: *\nDisallow: /\n"


# --- quirks ---------------------------------------------------------------------------------------


def test_forbidden_everywhere_or_after_some_requests(folder: Path) -> None:
    """A site may refuse all, robots.txt too, or begin to after some requests."""
    with DemoSite.serve(folder, quirks=Quirks(forbidden_after=0)) as site:
        assert [get(site, one).status for one in ("robots.txt", "mgRss.aspx")] == [403, 403]
    with DemoSite.serve(folder, quirks=Quirks(forbidden_after=2)) as site:
        assert [get(site, "mgRss.aspx").status for _ in range(4)] == [200, 200, 403, 403]


def test_login_page(folder: Path) -> None:
    """A site may lead every page to its login page."""
    with DemoSite.serve(folder, root="/m/", quirks=Quirks(login=True)) as site:
        got = get(site, "documents/s5001/x.pdf")
        assert urlsplit(got.url).path == "/m/ieLogon.aspx" and "password" in got.text
        assert get(site, "/robots.txt").text.startswith("User-agent")


def test_sessions_in_paths(folder: Path) -> None:
    """Every page is redirected into a session, and links and errors stay in it."""
    with DemoSite.serve(folder, root="/m/", quirks=Quirks(session_paths=True)) as site:
        got = get(site, "ieListMeetings.aspx?CId=312")
        assert urlsplit(got.url).path.startswith("/m/(X(1)S(") and meetings_in(got)
        lost = get(site, "(X(1)S(abc))/ieListDocuments.aspx?MId=1", follow=False)
        assert lost.headers["Location"] == "/m/(X(1)S(abc))/mgError.aspx"
        assert get(site, "documents/s5001/x.pdf", follow=False).status == 200


def test_cookies_are_set_but_not_needed(folder: Path) -> None:
    """Cookies come with every answer if wanted; what the visitor sent is recorded."""
    with DemoSite.serve(folder, quirks=Quirks(cookies=True)) as site:
        assert "ASP.NET_SessionId" in get(site, "mgRss.aspx").headers["Set-Cookie"]
        get(site, "mgRss.aspx", Cookie="a=b", User_Agent="Guest/1")
        assert site.requests[-1].headers["cookie"] == "a=b"
        assert site.requests[-1].headers["user-agent"] == "Guest/1"


def test_no_validators_on_the_plain_site(plain: DemoSite) -> None:
    """Neither ETag nor Last-Modified is sent."""
    assert not {"ETag", "Last-Modified"} & get(plain, "ieListDocuments.aspx?MId=933").headers.keys()


def test_validators_tell_what_changed(folder: Path) -> None:
    """With validators an unchanged page is 304, by tag or by date, until it changes."""
    where = "ieListDocuments.aspx?MId=933"
    with DemoSite.serve(folder, quirks=Quirks(validators=True)) as site:
        first = get(site, where).headers
        since, tag = first["Last-Modified"], first["ETag"]
        same = get(site, where, If_None_Match=tag)
        assert (same.status, same.body) == (304, b"")
        assert get(site, where, If_Modified_Since=since).status == 304
        site.edit(where, lambda body: body + b"!")
        assert get(site, where, If_None_Match=tag).status == 200
        assert get(site, where, If_Modified_Since=since).status == 200
        assert [one.status for one in site.requests] == [200, 304, 304, 200, 200]


# --- changes --------------------------------------------------------------------------------------


def test_edit_means_a_paper_by_all_its_addresses(folder: Path) -> None:
    """An edit of a meeting, by address or key, is seen however the meeting is asked for."""
    with DemoSite.serve(folder) as site:
        site.edit("ieListDocuments.aspx?CId=312&MId=933&Ver=4", lambda body: body + b"one")
        site.edit("meeting-933", lambda body: body + b"two")
        site.edit("s5001", Answer(410, b"gone"))
        assert get(site, "ielistdocuments.aspx?meetingid=933").text.endswith("onetwo")
        assert get(site, "ieListDocuments.aspx?MId=900").text.endswith("</p>")
        assert get(site, "mgConvert2PDF.aspx?ID=5001").status == 410


@pytest.mark.parametrize(
    ("where", "address", "expected"),
    [
        ("mgWhatsNew.aspx", "mgwhatsnew.aspx?bcr=1", True),
        ("ieListMeetings.aspx?CId=312", "ieListMeetings.aspx?Year=2024&cid=312", True),
        ("ieListMeetings.aspx?CId=312&Year=0", "ieListMeetings.aspx?CId=312", False),
        ("g933-1", "documents/g933/x.pdf?T=1", True),
        ("g933-1", "documents/g933/x.pdf?T=10", False),
        ("mgWebService.asmx/GetMeetings", "mgwebservice.asmx/getmeetings?lCommitteeId=0", True),
        ("robots.txt", "robots.txt", True),
        ("*", "documents/s5001/x.pdf", True),
    ],
)
def test_what_an_address_means(where: str, address: str, expected: bool) -> None:
    """A key or an address means a paper; a page with parameters means all pages that have them."""
    assert is_meant(where, address) is expected


def test_drafts_until_approved(folder: Path) -> None:
    """With drafts, page and g…?T=1 are the draft's until the minutes are approved, which is news."""
    with DemoSite.serve(folder, quirks=Quirks(drafts=True)) as site:
        assert get(site, "ieListDocuments.aspx?MId=933").text.startswith("<p>pages/933-draft.html")
        assert get(site, "documents/g933/m.pdf?T=1").text.startswith("<p>documents/g933/draft.pdf")
        site.publish_approved(933)
        assert get(site, "ieListDocuments.aspx?MId=933").text.startswith("<p>pages/933.html")
        assert get(site, "documents/g933/m.pdf?T=1").text.startswith(
            "<p>documents/g933/approved.pdf"
        )
        assert "27&#47;02&#47;2025 - Minutes published" in get(site, "mgWhatsNew.aspx").text
        with pytest.raises(ValueError, match="900"):
            site.publish_approved(900)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("meeting-940", "ieListDocuments.aspx?MId=940"),
        ("s5001", "documents/s5001/x.pdf"),
        ("b1201", "documents/b1201/x.docx"),
        ("g900-10", "mgConvert2PDF.aspx?ID=900&T=10"),
        ("item-3001", "mgAi.aspx?ID=3001"),
        ("decision-15", "ieDecisionDetails.aspx?ID=15"),
        ("plan-31", "mgListPlanItems.aspx?PlanId=31"),
        ("issue-5101", "mgIssueHistoryHome.aspx?IId=5101"),
        ("attendance-1933", "mgMeetingAttendance.aspx?ID=1933"),
    ],
)
def test_papers_taken_away_and_back(folder: Path, key: str, address: str) -> None:
    """What is removed is in no list and at no address, until it is restored."""
    with DemoSite.serve(folder) as site:
        whole = get(site, address).body
        lists = [get(site, one).text for one in MADE]
        site.remove(key)
        gone = get(site, address)
        assert gone.status == 404 or is_missing(gone)
        if key in ("meeting-940", "decision-15", "plan-31"):
            number = key.rpartition("-")[2]
            assert any(re.search(rf"={number}\b", one) for one in lists)
            assert not any(re.search(rf"={number}\b", get(site, one).text) for one in MADE)
        site.restore(address)
        assert get(site, address).body == whole


def test_removing_what_is_not_there_is_an_error(folder: Path) -> None:
    """A mistyped key is told, so that no test passes by it."""
    with DemoSite.serve(folder) as site:
        for wrong in ("meeting-1", "s9", "mgRss.aspx"):
            with pytest.raises(ValueError, match=wrong):
                site.remove(wrong)
        with pytest.raises(ValueError, match="s5001"):
            site.restore("s5001")


# --- what goes wrong ------------------------------------------------------------------------------


def test_busy_twice_then_well(folder: Path) -> None:
    """An address may refuse some times, saying when to come back, and then answer."""
    with DemoSite.serve(folder) as site:
        site.spoil("meeting-933", spoil.refused(503, retry_after="7"), times=2)
        answers = [get(site, "ieListDocuments.aspx?MId=933") for _ in range(3)]
        assert [one.status for one in answers] == [503, 503, 200]
        assert answers[0].headers["Retry-After"] == "7"


def test_slow_page(folder: Path) -> None:
    """A slow page is the same page."""
    with DemoSite.serve(folder) as site:
        site.spoil("mgRss.aspx", spoil.slow(0.05))
        assert get(site, "mgRss.aspx").xml.tag == "rss"


def test_endless_redirect_and_another_host(folder: Path) -> None:
    """A redirect may never arrive, or lead to another host."""
    with DemoSite.serve(folder, root="/m/") as site:
        site.spoil("s5001", spoil.endless())
        got = get(site, "documents/s5001/x.pdf")
        assert got.status == 302 and len(site.requests) > 5
        assert len({one.address for one in site.requests}) == len(site.requests)
        site.spoil("b1201", spoil.redirected("http://elsewhere.example/x.pdf"))
        moved = get(site, "documents/b1201/x.docx", follow=False)
        assert moved.headers["Location"] == "http://elsewhere.example/x.pdf"


def test_body_cut_short(folder: Path) -> None:
    """Fewer bytes come than were promised."""
    with DemoSite.serve(folder) as site:
        for size in (10, 10_000):
            site.spoil("s5001", spoil.cut(size), times=1)
            with pytest.raises(http.client.IncompleteRead):
                get(site, "documents/s5001/x.pdf")
        assert get(site, "documents/s5001/x.pdf").status == 200


def test_large_body_and_gzip_bomb(folder: Path) -> None:
    """A body may be large without saying so, or unpack to many times its size."""
    with DemoSite.serve(folder) as site:
        site.spoil("s5001", spoil.large(3))
        large = get(site, "documents/s5001/x.pdf")
        assert len(large.body) == 3 << 20 and "Content-Length" not in large.headers
        site.spoil("b1201", spoil.gzip_bomb(20))
        bomb = get(site, "documents/b1201/x.docx")
        assert bomb.headers["Content-Encoding"] == "gzip" and len(bomb.body) < 200_000
        assert len(gzip.decompress(bomb.body)) == 20 << 20


# --- the server itself ----------------------------------------------------------------------------


def test_requests_are_counted_and_timed_from_many_threads(folder: Path) -> None:
    """Every request is recorded once, with its moment and status."""
    before = time.monotonic()
    with DemoSite.serve(folder) as site:
        guests = [threading.Thread(target=get, args=(site, f"mgAi.aspx?ID={n}")) for n in range(20)]
        for guest in guests:
            guest.start()
        for guest in guests:
            guest.join()
        asked = [one for one in site.requests if "mgAi" in one.address]
    assert sorted(one.address for one in asked) == sorted(f"/mgAi.aspx?ID={n}" for n in range(20))
    assert all(one.status == 302 and before <= one.moment <= time.monotonic() for one in asked)


def test_stops_at_once_and_leaves_no_thread(folder: Path) -> None:
    """The block's end stops the server though a slow page is still owed."""
    threads = threading.active_count()
    with DemoSite.serve(folder) as site:
        site.spoil("mgRss.aspx", spoil.slow(60))
        guest = threading.Thread(target=get, args=(site, "mgRss.aspx"))
        guest.start()
        while not site.requests:
            time.sleep(0.01)
        assert guest.is_alive()
    guest.join(30)
    assert not guest.is_alive()
    for _ in range(100):
        if threading.active_count() <= threads:
            break
        time.sleep(0.05)
    assert threading.active_count() <= threads


def raw(site: DemoSite, method: str, target: str) -> int:
    """The status of a request whose target is sent as it stands."""
    parts = urlsplit(site.root)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.putrequest(method, target)
        connection.putheader("Content-Length", "0")
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=40)
)
@settings(deadline=None, max_examples=60)
def test_no_address_breaks_the_site(plain: DemoSite, tail: str) -> None:
    """Whatever is asked, the answer is a page, a redirect or "not found"; never an error of ours."""
    for start in ("/", "/documents/", "/ieListMeetings.aspx?", "/mgWhatsNew.aspx?DR=", "/(X(1)"):
        assert raw(plain, "GET", start + tail) in (200, 302, 404)


def test_methods(plain: DemoSite) -> None:
    """HEAD is answered without a body; what changes things is not allowed."""
    assert raw(plain, "HEAD", "/mgRss.aspx") == 200
    assert raw(plain, "DELETE", "/mgRss.aspx") == 405


def test_files_outside_the_folder_are_never_served(folder: Path, tmp_path: Path) -> None:
    """A path that leads out of the folder is refused, even if site.json names it."""
    (tmp_path / "site").mkdir()
    contents = {**CONTENTS, "items": {"3001": "../secret.html"}}
    (tmp_path / "site" / "site.json").write_text(json.dumps(contents), "utf-8")
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    with pytest.raises(Failed, match="not in"), DemoSite.serve(tmp_path / "site"):
        pass


@pytest.mark.parametrize("text", ["", "{", '{"council": 3}', None])
def test_a_folder_without_a_usable_list_fails(tmp_path: Path, text: str | None) -> None:
    """A missing or broken site.json is said at once."""
    if text is not None:
        (tmp_path / "site.json").write_text(text, "utf-8")
    with pytest.raises(Failed, match="no usable"), DemoSite.serve(tmp_path):
        pass


# --- the shipped council: what §15 asks of the papers themselves ----------------------------------


@dataclass(frozen=True)
class Shipped:
    """The shipped council's site, with all agenda pages asked for once."""

    site: DemoSite
    pages: dict[int, Got]

    def having(self, *patterns: str) -> list[int]:
        """The meetings on whose pages all patterns are found."""
        return [
            number
            for number, got in self.pages.items()
            if all(re.search(pattern, got.text, re.S) for pattern in patterns)
        ]

    def items(self, number: int) -> list[str]:
        """The numbers that stand before the items of a meeting."""
        cells = self.pages[number].page.select("td.mgItemNumberCell")
        return [cell.get_text(strip=True) for cell in cells]


@pytest.fixture(scope="module")
def shipped() -> Iterator[Shipped]:
    """The shipped invented council, in a sub-folder as ten real sites are."""
    with DemoSite.serve(sample_folder(), root="/moderngov/") as site:
        period = "lCommitteeId=0&sFromDate=&sToDate="
        listed = get(site, f"{SERVICE}GetMeetings?{period}").xml.iter("meetingid")
        numbers = sorted({int(one.text or 0) for one in listed})
        yield Shipped(site, {one: get(site, f"ieListDocuments.aspx?MId={one}") for one in numbers})


def pdf_words(site: DemoSite, address: str) -> str:
    """The words of a PDF, single-spaced."""
    reader = PdfReader(io.BytesIO(get(site, address).body))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_shipped_pages_all_answer(shipped: Shipped) -> None:
    """Every meeting of the shipped council has a page with its #modgov."""
    assert len(shipped.pages) >= 30
    assert all(got.page.select_one("div#modgov") for got in shipped.pages.values())
    assert not any(is_missing(got) for got in shipped.pages.values())


def test_shipped_links_lead_somewhere(shipped: Shipped) -> None:
    """Every visible link inside #modgov of the agenda pages answers; those of documents with files."""
    hrefs = {href for got in shipped.pages.values() for href in got.hrefs}
    asked = {href: get(shipped.site, href) for href in hrefs if not re.match(r"\w+:", href)}
    assert len(asked) > 100
    assert [href for href, got in asked.items() if got.status != 200 or is_missing(got)] == []


def test_shipped_feed_has_twenty_entries(shipped: Shipped) -> None:
    """The feed holds the twenty newest, as real ones do."""
    assert len(get(shipped.site, "mgRss.aspx").xml.findall("./channel/item")) == 20


def test_shipped_markup_as_real(shipped: Shipped) -> None:
    """Entities, double spaces, NBSP, hard wraps, and raw spaces in the addresses of documents."""
    text = "".join(got.text for got in shipped.pages.values())
    for habit in ("&#58;", "&#40;3&#41;", '<a  class="', "&nbsp;", "&#32;", "mgHide", "<!--"):
        assert habit in text
    assert re.search(r'href="documents/g\d+/[^"]* [^"]*\.pdf\?T=\d+"', text)
    assert re.search(r'class="MsoNormal"><span style="">[^<\n]{40,70}\n[^<]', text)


def test_shipped_agenda_only_with_sections(shipped: Shipped) -> None:
    """A page without minutes has sections without a number."""
    found = shipped.having(r">Agenda</h1>", r"</a>Public Business</p>", r"</a>Private Business</p>")
    assert [one for one in found if "Minutes:" not in shipped.pages[one].text]


def test_shipped_sub_items_have_letters(shipped: Shipped) -> None:
    """Sub-items are rows of their own, 3a or the like, without a full stop."""
    numbers = {number for one in shipped.pages for number in shipped.items(one)}
    assert {number for number in numbers if re.fullmatch(r"\d+a", number)}
    assert {number for number in numbers if re.fullmatch(r"\d+b", number)}


def test_shipped_minutes_have_other_numbers(shipped: Shipped) -> None:
    """On a page with minutes the numbers run on from the meeting before."""
    with_minutes = shipped.having(r">Agenda and minutes</h1>")
    assert [one for one in with_minutes if shipped.items(one)[:1] not in ([], ["1."])]


@pytest.mark.parametrize("kind", ["minutes", "agenda"])
def test_shipped_cut_text_is_whole_on_its_own_page(shipped: Shipped, kind: str) -> None:
    """Where a page says "view the full … text", mgAi has more than the page, its beginning too."""
    links = [
        (number, link)
        for number, got in shipped.pages.items()
        for link in got.page.select("a[href^='mgAi']")
        if f"view the full {kind} text" in link.get_text()
    ]
    assert links
    for number, link in links:
        whole = " ".join(get(shipped.site, str(link["href"])).page.get_text().split())
        row = link.find_parent("tr")
        assert row
        shown = [" ".join(one.get_text().split()) for one in row.select("p.MsoNormal")]
        assert shown[-1] and shown[-1] in whole, number
        assert len(whole) > len(" ".join(shown))


def test_shipped_additional_documents_with_and_without_list(shipped: Shipped) -> None:
    """The label stands over a list, or over nothing."""
    assert shipped.having(r"Additional documents:</p>\s*<ul")
    assert shipped.having(r"Additional documents:</p>\s*<(?!ul)")


def test_shipped_decision_blocks(shipped: Shipped) -> None:
    """Items may have a decision before their minutes, or only that."""
    assert shipped.having(r"Decision:</p>.*Minutes:</p>")
    assert shipped.having(r"Agenda and decisions</h1>", r"Decision:</p>")


def test_shipped_cancelled_and_future_meetings(shipped: Shipped) -> None:
    """Both answer 200 and have no items; lists and service say which is cancelled."""
    cancelled = shipped.having("CANCELLED")
    assert cancelled and not any(shipped.items(one) for one in cancelled)
    empty = [one for one in shipped.pages if not shipped.items(one)]
    assert set(empty) > set(cancelled)
    service = get(shipped.site, f"{SERVICE}GetMeeting?lMeetingId={cancelled[0]}").xml
    assert service.findtext("meetingstatus") == "Cancelled"


def test_shipped_draft_later_replaced() -> None:
    """A draft is at the same addresses as the approved minutes that take its place."""
    with DemoSite.serve(sample_folder(), quirks=Quirks(drafts=True)) as site:
        where, file = "ieListDocuments.aspx?MId=933", "mgConvert2PDF.aspx?ID=933&T=1"
        page, draft = get(site, where).text, get(site, file).body
        assert "Agenda and draft minutes</h1>" in page and "Printed draft minutes" in page
        site.publish_approved(933)
        assert "Agenda and minutes</h1>" in get(site, where).text
        assert get(site, file).body != draft and draft.startswith(b"%PDF")


def test_shipped_late_supplement(shipped: Shipped) -> None:
    """A late paper stands among the meeting's own documents, as b… with T=9."""
    found = [
        href
        for got in shipped.pages.values()
        for href in (str(link["href"]) for link in got.page.select("ul.mgActionList a"))
        if re.match(r"documents/b\d+/", href)
    ]
    assert found and all(href.endswith("?T=9") for href in found)
    assert get(shipped.site, found[0]).body.startswith(b"%PDF")


def test_shipped_exempt_item_and_document(shipped: Shipped) -> None:
    """An exempt item has its reason and nothing more, an exempt document no link and no file."""
    assert shipped.having(r"paragraph\s3\sof\sPart\s1\sof\sSchedule\s12A")
    assert shipped.having(r"<li>(?:(?!<a\s).)*Restricted(?:(?!<a\s).)*</li>")
    contents = json.loads((sample_folder() / "site.json").read_text("utf-8"))
    private = [key for key, one in contents["documents"].items() if one["private"]]
    assert private
    for key in private:
        assert get(shipped.site, f"documents/{key}/x.pdf").status == 404
        described = get(shipped.site, f"{SERVICE}GetAttachment?lAttachmentId={key[1:]}").xml
        assert described.findtext(".//isrestricted") == "True"


def test_shipped_renamed_committee_with_expired_twin(shipped: Shipped) -> None:
    """The former board is not in the list of committees, but in the service and in ieDocHome."""
    boards = get(shipped.site, f"{SERVICE}GetCommittees").xml.iter("committee")
    flags = {one.findtext("committeeid"): one.findtext("committeeexpired") for one in boards}
    assert flags["212"] == "True" and flags["312"] == "False"
    assert "ID=212" not in get(shipped.site, "mgListCommittees.aspx").text
    assert "ieListMeetings.aspx?CommitteeId=212" in get(shipped.site, "ieDocHome.aspx").hrefs


def test_shipped_second_id_in_the_attendance_link(shipped: Shipped) -> None:
    """One meeting's attendance has another number than its documents."""
    linked = {
        number: re.findall(r"mgMeetingAttendance\.aspx\?ID=(\d+)", got.text)
        for number, got in shipped.pages.items()
    }
    other = {number: ids for number, ids in linked.items() if ids and ids != [str(number)]}
    assert other
    for number, ids in other.items():
        assert not is_missing(get(shipped.site, f"mgMeetingAttendance.aspx?ID={ids[0]}"))
        assert is_missing(get(shipped.site, f"mgMeetingAttendance.aspx?ID={number}"))


def test_shipped_older_form_of_addresses(shipped: Shipped) -> None:
    """One meeting links its documents by mgConvert2PDF and its pack by mgChooseDocPack."""
    old = shipped.having(r"mgConvert2PDF\.aspx\?ID=\d+(?:&amp;|&)ISATT=1", r"mgChooseDocPack")
    assert old
    hrefs = [href for href in shipped.pages[old[0]].hrefs if "mgConvert2PDF" in href]
    assert all(get(shipped.site, href).body.startswith(b"%PDF") for href in hrefs)


def test_shipped_service_with_unescaped_markup(shipped: Shipped) -> None:
    """One meeting's XML has its minutes as elements, the others' as escaped text."""
    texts = {
        number: get(shipped.site, f"{SERVICE}GetMeeting?lMeetingId={number}").text
        for number in shipped.pages
    }
    unescaped = [
        number for number, text in texts.items() if "<minutesnonemptyhtmlbody><div" in text
    ]
    escaped = [
        number for number, text in texts.items() if "<minutesnonemptyhtmlbody>&lt;div" in text
    ]
    assert unescaped and escaped


def test_shipped_docx_and_broken_pdf(shipped: Shipped) -> None:
    """Among the documents are a Word file and a PDF that cannot be read."""
    contents = json.loads((sample_folder() / "site.json").read_text("utf-8"))
    paths = {key: one["path"] for key, one in contents["documents"].items() if not one["private"]}
    word = [key for key, path in paths.items() if path.endswith(".docx")]
    assert word and get(shipped.site, f"documents/{word[0]}/x.docx").body.startswith(b"PK")
    unreadable = []
    for key in (key for key, path in paths.items() if path.endswith(".pdf")):
        try:
            pdf_words(shipped.site, f"documents/{key}/x.pdf")
        except PdfReadError:
            unreadable.append(key)
    assert unreadable


def test_shipped_pack_repeats_and_holds_earlier_minutes(shipped: Shipped) -> None:
    """A pack repeats the item files, the minutes of the meeting before among them."""
    pack = pdf_words(shipped.site, "documents/g947/x.pdf?T=10")
    for key in ("s6370", "s6372"):
        words = pdf_words(shipped.site, f"documents/{key}/x.pdf").split()
        assert " ".join(words[20:50]) in pack
    assert "11 February" in pdf_words(shipped.site, "documents/s6370/x.pdf")
