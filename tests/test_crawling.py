"""What a crawl finds, and in which order: asked over real HTTP of the invented council's site."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from crawl_site import BOARD, SINCE, World, world

from indexer.crawl_report import EXIT_CODES, Order, Progress
from indexer.crawling import crawl
from indexer.demo_site.answers import Answer, Quirks
from indexer.demo_site.papers import load
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import sample_folder
from indexer.store import Corpus

ALWAYS = date(2011, 1, 1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The whole site, crawled once."""
    with world(tmp_path_factory.mktemp("whole")) as all_of_it:
        report = all_of_it.crawl(boards=(), since=ALWAYS)
        assert report.outcome == "new", report
        yield all_of_it


def expected(*, service: bool = True) -> set[str]:
    """Every paper and page of the site that is public."""
    all_papers = load(sample_folder()).all
    found = {name for name, one in all_papers.documents.items() if not one.private}
    found |= {f"item-{number}" for number in all_papers.items}
    found |= {f"decision-{one.id}" for one in all_papers.decisions}
    found |= {f"issue-{number}" for number in all_papers.issues}
    found |= {f"plan-{one.id}" for one in all_papers.plans}
    found |= {"library-meeting-55", "$$adocpackpublic.htm"}
    for one in all_papers.meetings:
        found.add(f"meeting-{one.id}")
        found |= {f"g{one.id}-{kind}" for kind in one.files}
        found |= {f"attendance-{one.attendance_id or one.id}"} if one.attendance else set()
        found |= {f"service-meeting-{one.id}"} if service else set()
    return found


# --- what is found ------------------------------------------------------------------------------


def test_all_that_is_public_is_held(whole: World) -> None:
    """Every kind of paper of boards past and present, the registers, the plans, the old library."""
    assert set(whole.held()) == expected()


def test_nothing_is_asked_for_twice(whole: World) -> None:
    """A meeting that is linked five ways, a document in its older form: asked for once."""
    assert whole.twice() == {}
    assert any("mgconvert2pdf" in request.address.lower() for request in whole.asked)


def test_private_papers_are_counted_and_not_asked_for(whole: World) -> None:
    """A paper that is named and withheld has no address to ask for."""
    papers = load(sample_folder()).all
    withheld = {name for name, one in papers.documents.items() if one.private}
    assert withheld
    assert not withheld & set(whole.requested())
    assert whole.crawl(boards=(), since=ALWAYS).private >= len(withheld)


def test_traps_are_never_asked_for(whole: World) -> None:
    """Calendars, hidden links, and links outside the content."""
    assert whole.site.trapped == []
    root = "/moderngov/"
    assert all(one.address.startswith((root, "/robots.txt")) for one in whole.site.requests)


def test_a_root_at_the_top_without_the_service(tmp_path: Path) -> None:
    """By its pages alone, a site gives the same papers."""
    with world(tmp_path, Quirks(service="off"), root="/") as plain:
        report = plain.crawl(boards=(), since=ALWAYS)
        assert (report.outcome, report.service) == ("new", False)
        assert set(plain.held()) == expected(service=False)
        assert plain.twice() == {}


@pytest.mark.parametrize("service", ["html", "empty"])
def test_a_service_that_only_seems_to_be_there(tmp_path: Path, service: str) -> None:
    """HTML with status 200, and valid but empty answers: the pages are used."""
    with world(tmp_path, Quirks(service=service)) as odd:  # type: ignore[arg-type]
        report = odd.crawl()
        assert (report.outcome, report.service, report.failed) == ("new", False, [])
        assert {"meeting-946", "meeting-931", "s5052", "g938-1"} <= set(odd.held())


@pytest.mark.parametrize("broken", ["GetCommittees", "GetMeetings", "GetMeeting"])
@pytest.mark.parametrize(
    "answer",
    [Answer(500), Answer(404), Answer(403), Answer(body=b"<html><body>Sorry</body></html>")],
    ids=["500", "404", "403", "html"],
)
def test_a_service_that_fails_half_way(tmp_path: Path, broken: str, answer: Answer) -> None:
    """It fails for one thing and not for another: nothing is lost, and that is no gap."""
    with world(tmp_path) as half:
        half.site.edit(f"mgWebService.asmx/{broken}", answer)
        report = half.crawl()
        assert (report.outcome, report.service) == ("new", False)
        assert {"meeting-946", "meeting-938", "meeting-935", "meeting-931"} <= set(half.held())


def test_a_service_that_fails_later(tmp_path: Path) -> None:
    """It answered the first crawl and not the second: the pages tell of the new meeting then."""
    with world(tmp_path) as later:
        later.site.remove("meeting-946")
        later.crawl()
        later.site.restore("meeting-946")
        later.site.edit("mgWebService.asmx/GetMeetings", Answer(500))
        later.site.edit("mgWhatsNew.aspx", Answer(404))
        later.site.edit("mgRss.aspx", Answer(404))
        assert later.crawl().outcome == "new"
        assert "meeting-946" in later.held()


@pytest.mark.parametrize("service", ["on", "off"])
@pytest.mark.parametrize("since", [date(2022, 5, 1), date(2023, 9, 1)])
def test_a_site_that_heeds_no_year(tmp_path: Path, service: str, since: date) -> None:
    """Lists show the last months whatever year is asked for: the links to earlier ones are followed."""
    quirks = Quirks(service=service, years=False)  # type: ignore[arg-type]
    with world(tmp_path, quirks) as yearless:
        yearless.crawl(boards=("SB3",), since=since)
        meetings = {
            f"meeting-{one.id}"
            for one in load(sample_folder()).all.meetings
            if {312, 212} & set(one.boards) and one.date >= since
        }
        assert meetings <= set(yearless.held())


def test_sessions_in_paths(tmp_path: Path) -> None:
    """Each page redirects into a session, whose links lead on: all is held under plain addresses."""
    with world(tmp_path, Quirks(session_paths=True)) as sessions:
        report = sessions.crawl()
        assert report.outcome == "new"
        assert sessions.twice() == {}
        assert {"meeting-946", "s5052", "g946-10"} <= set(sessions.held())
        asked = [one.address for one in sessions.asked if one.status == 302]
        assert not any("(X(1)" in address for address in asked)


def test_a_pack_behind_a_page_that_leads_to_it(tmp_path: Path) -> None:
    """`mgChooseDocPack.aspx` is followed to the pack."""
    with world(tmp_path) as packs:
        packs.site.edit(
            "meeting-946",
            lambda page: page.replace(
                b'<ul  class="mgActionList" >',
                b'<ul  class="mgActionList" ><li><a href="mgChooseDocPack.aspx?ID=938">Pack</a></li>',
                1,
            ),
        )
        packs.crawl(since=date(2025, 3, 1))
        assert "pack-choice-938" in packs.requested()
        assert "g938-0" in packs.held()


def test_other_boards_are_left_out(tmp_path: Path) -> None:
    """With --board only its meetings are taken, joint ones too, and no registers."""
    with world(tmp_path) as one:
        one.crawl()
        meetings = {name for name in one.held() if name.startswith("meeting-")}
        assert meetings == {"meeting-931", "meeting-935", "meeting-938", "meeting-946"}
        assert not {"decision-4041", "plan-32"} & set(one.held())


def test_a_joint_meeting_comes_with_either_board(tmp_path: Path) -> None:
    """What one board's crawl left half done, the other board's completes for its meetings."""
    with world(tmp_path) as joint:
        joint.crawl(since=date(2025, 1, 1))
        joint.crawl(boards=("Planning",), since=date(2024, 11, 1))
        assert {"meeting-935", "g935-10", "s6850"} <= set(joint.held())


def test_days_outside_the_window_are_not_asked_for(tmp_path: Path) -> None:
    """--since and --until hold for meetings; what is new on the site does not change that."""
    with world(tmp_path) as window:
        report = window.crawl(since=date(2024, 9, 1), until=date(2024, 12, 31))
        meetings = {name for name in window.held() if name.startswith("meeting-")}
        assert meetings == {"meeting-931", "meeting-935", "meeting-938"}
        assert report.sentence.endswith("of these boards from 2024-09-01 to 2024-12-31 is held.")


@pytest.mark.parametrize("service", ["on", "off"])
def test_a_wider_window_takes_what_was_left_out(tmp_path: Path, service: str) -> None:
    """Lists that were read for a narrower window are not read again, and yet nothing is missed."""
    with world(tmp_path, Quirks(service=service)) as wider:  # type: ignore[arg-type]
        wider.crawl(boards=("SB3",), since=date(2022, 10, 1), until=date(2023, 6, 1))
        assert "meeting-815" not in wider.held()
        wider.crawl(boards=("SB3",), since=date(2022, 6, 1), until=date(2023, 6, 1))
        assert {"meeting-815", "s6801", "g815-10"} <= set(wider.held())


def test_a_renamed_file_is_the_same_document(tmp_path: Path) -> None:
    """The words in a document's address are decoration: it is not fetched again for them."""
    with world(tmp_path) as renamed:
        renamed.crawl()
        before = renamed.held()
        renamed.site.edit(
            "meeting-938",
            lambda page: page.replace(b"Gully%20Cleansing.pdf", b"Gullies.pdf").replace(
                b"Gully Cleansing.pdf", b"Gullies.pdf"
            ),
        )
        renamed.crawl()
        assert renamed.bodies() == []
        assert renamed.held() == before


def test_http_and_https_and_case_are_one_root(tmp_path: Path) -> None:
    """The root typed in another way is the same site: nothing is begun anew."""
    with world(tmp_path) as one:
        one.crawl()
        one.site.root = one.site.root.replace("/moderngov/", "/ModernGov")
        assert one.crawl().outcome == "nothing new"
        assert one.bodies() == []


# --- the order ----------------------------------------------------------------------------------


def test_newest_first(tmp_path: Path) -> None:
    """After the lists come the newest meeting and its papers, then the one before it."""
    with world(tmp_path) as order:
        order.crawl(since=date(2023, 9, 1))
        days = {f"meeting-{one.id}": one.date for one in load(sample_folder()).all.meetings}
        meetings = [one for one in order.requested() if one.startswith("meeting-")]
        asked = [days[one] for one in meetings]
        assert asked == sorted(asked, reverse=True)
        assert order.requested().index("meeting-946") < 12
        assert order.requested().index("s5052") < order.requested().index("meeting-938")


def test_one_boards_last_two_years_take_no_fifteen_minutes(tmp_path: Path) -> None:
    """At the default pace, with its jitter."""
    with world(tmp_path) as paced:
        report = paced.crawl(since=date(2023, 2, 27), delay=2)
        assert report.outcome == "new"
        assert sum(paced.slept) * 1.125 < 15 * 60


def test_what_is_there_can_be_indexed_while_a_crawl_runs(tmp_path: Path) -> None:
    """`index` in between finds the newest meeting, and the crawl goes on undisturbed."""
    found: list[int] = []
    with world(tmp_path) as busy:

        def look(page: bytes) -> bytes:
            with Corpus.open(busy.folder, create=False) as corpus:
                report = index(corpus, IndexPlace(tmp_path / "index"), now=busy.now)
            found.append(report.items)
            return page

        busy.site.edit("meeting-931", look)
        report = busy.crawl()
        assert report.outcome == "new"
        assert found[0] > 0
        assert "meeting-931" in busy.held()


def test_the_summary_counts(tmp_path: Path) -> None:
    """What was held is what was counted, and the command ends well."""
    with world(tmp_path) as counted:
        report = counted.crawl()
        assert report.new == len(counted.documents())
        assert report.meetings == 4
        assert report.requests == len(counted.asked)
        assert EXIT_CODES[report.outcome] == 0
        assert report.boards == 1


def test_progress(tmp_path: Path) -> None:
    """Boards, meetings, papers, what is to be asked for, and each pause."""
    told: list[Progress] = []
    with world(tmp_path) as shown:
        order = Order(shown.site.root, council="kelderby", boards=(BOARD,), since=SINCE, delay=2)
        with shown.corpus() as corpus:
            report = crawl(corpus, order, clock=shown.clock(), progress=told.append)
    assert {one.pause for one in told} == {0, 2}
    assert (told[-1].boards, told[-1].meetings) == (1, report.meetings)
    assert max(one.waiting for one in told) > 5
    assert told[-1].waiting <= 1
    assert [one.documents for one in told] == sorted(one.documents for one in told)
