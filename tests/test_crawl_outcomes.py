"""Blocked, missing, empty, incomplete and nothing new are told apart, and the sentence is true."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from crawl_site import A_DAY, World, key, world

from indexer.crawl_report import EXIT_CODES, CrawlReport
from indexer.demo_site import spoil
from indexer.demo_site.answers import Answer, Change, Quirks
from indexer.errors import BadCall, Failed
from indexer.status import status_of

PAPER = "s5052"


def ended(report: CrawlReport) -> tuple[str, int]:
    return report.outcome, EXIT_CODES[report.outcome]


def missed(report: CrawlReport) -> dict[str, str]:
    """What was not had, and under which heading."""
    told = {"missing": report.missing, "blocked": report.blocked, "failed": report.failed}
    return {key(one.address): kind for kind, lacking in told.items() for one in lacking}


def spoilt(folder: Path, where: str, change: Change) -> tuple[World, CrawlReport]:
    """A crawl of a site at which one thing goes wrong."""
    with world(folder) as one:
        one.site.spoil(where, change)
        return one, one.crawl()


# --- refused ------------------------------------------------------------------------------------


def test_robots_that_refuse_everything(tmp_path: Path) -> None:
    """Nothing but robots.txt is asked for."""
    with world(tmp_path, Quirks(robots="User-agent: *\nDisallow: /\n")) as closed:
        report = closed.crawl()
        assert ended(report) == ("refused", 4)
        assert "robots.txt" in report.sentence
        assert closed.requested() == ["robots.txt"]


def test_robots_that_refuse_the_service_alone(tmp_path: Path) -> None:
    """The pages tell all that the service would."""
    rules = "User-agent: *\nDisallow: /*mgWebService.asmx\nDisallow: /*mgWhatsNew.aspx\n"
    with world(tmp_path, Quirks(robots=rules)) as shut:
        report = shut.crawl()
        assert ended(report) == ("new", 0)
        assert (report.service, report.blocked) == (False, [])
        assert PAPER in shut.held()


def test_robots_that_refuse_documents(tmp_path: Path) -> None:
    """Each is told as refused, none is asked for, and the rest comes."""
    with world(tmp_path, Quirks(robots="User-agent: *\nDisallow: /*/documents/s\n")) as shut:
        report = shut.crawl()
        assert ended(report) == ("refused", 4)
        assert missed(report)[PAPER] == "blocked"
        assert not any(one.startswith("s5") for one in shut.requested())
        assert {"g946-10", "meeting-931"} <= set(shut.held())


def test_refused_at_once(tmp_path: Path) -> None:
    """A filter that answers 403 from the first request on is asked once, no more."""
    with world(tmp_path, Quirks(forbidden_after=0)) as shut:
        report = shut.crawl()
        assert ended(report) == ("refused", 4)
        assert "403" in report.sentence
        assert shut.requested() == ["robots.txt", "mglistcommittees.aspx"]


@pytest.mark.parametrize("after", [6, 7, 8, 9, 10, 14])
def test_refused_later(tmp_path: Path, after: int) -> None:
    """From some request on all is 403: at most one more is asked, what came before is kept."""
    with world(tmp_path, Quirks(forbidden_after=after)) as shut:
        report = shut.crawl()
        assert ended(report) == ("refused", 4)
        assert len(shut.asked) <= after + 2
        held = set(shut.held())
        shut.site.quirks = Quirks()
        shut.now += A_DAY
        assert shut.crawl().outcome == "new"
        assert held < set(shut.held())
        assert {"meeting-931", PAPER, "service-meeting-938"} <= set(shut.held())


def test_a_login(tmp_path: Path) -> None:
    """A page that wants a name and a password is none of ours."""
    with world(tmp_path, Quirks(login=True)) as shut:
        report = shut.crawl()
        assert ended(report) == ("refused", 4)
        assert "login" in report.sentence
        assert len(shut.asked) <= 3


def test_one_refused_document(tmp_path: Path) -> None:
    """Among good ones it is told, counted in `status`, and ends nothing."""
    one, report = spoilt(tmp_path, PAPER, spoil.refused(403))
    assert ended(report) == ("refused", 4)
    assert missed(report) == {PAPER: "blocked"}
    assert report.sentence == "The site refuses 1 address."
    with one.corpus() as corpus:
        assert status_of(corpus, None, None).documents.blocked == 1
        assert status_of(corpus, None, None).sites[0].outcome == "refused"
    assert "meeting-931" in one.held()


# --- missing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        spoil.refused(404),
        spoil.refused(410),
        spoil.redirected("mgError.aspx"),
        spoil.body(lambda _: b"<!DOCTYPE html><html><body>Not found</body></html>"),
        spoil.redirected("http://papers.kelderby.example/s5052.pdf"),
    ],
    ids=["404", "410", "mgError", "page", "elsewhere"],
)
def test_a_missing_document(tmp_path: Path, change: Change) -> None:
    """It is listed, and something else is in its place: told as missing, and nothing is held."""
    one, report = spoilt(tmp_path, PAPER, change)
    assert ended(report) == ("incomplete", 5)
    assert missed(report) == {PAPER: "missing"}
    assert report.sentence == "1 address that the site lists could not be had."
    assert PAPER not in one.held()
    with one.corpus() as corpus:
        status = status_of(corpus, None, None)
    assert status.documents.missing == 1
    assert [key(problem.source) for problem in status.problems] == [PAPER]


@pytest.mark.parametrize("page", ["meeting-938", "attendance-938", "decision-4041"])
def test_a_missing_page(tmp_path: Path, page: str) -> None:
    """A page that is linked and lands on the error page is missing; the rest goes on."""
    with world(tmp_path) as one:
        one.site.edit(page, Answer(302, headers={"Location": "mgError.aspx"}))
        everything = page.startswith("decision")
        report = one.crawl(boards=() if everything else ("312",), since=date(2024, 12, 1))
        assert ended(report) == ("incomplete", 5)
        assert missed(report) == {page: "missing"}
        assert "meeting-946" in one.held()


def test_missing_before_and_not_tried_now(tmp_path: Path) -> None:
    """A second crawl soon after does not claim that all is held."""
    with world(tmp_path) as one:
        one.site.edit(PAPER, Answer(404))
        one.crawl()
        report = one.crawl()
        assert ended(report) == ("incomplete", 5)
        assert PAPER not in one.requested()
        assert report.sentence == (
            "1 address that the site lists could not be had; none of them is due to be tried again"
            " yet."
        )
        assert report.still_missing == 1


def test_missing_papers_are_tried_ever_more_seldom(tmp_path: Path) -> None:
    """After a day, then a week, then a month; and they come when they are there."""
    with world(tmp_path) as one:
        one.site.spoil(PAPER, spoil.refused(404), times=3)
        tried = []
        for day in (0, 1, 2, 8, 9, 30, 38):
            one.now = one.now.replace(month=2, day=27) + timedelta(days=day)
            one.crawl()
            tried += [day] * (PAPER in one.requested())
        assert tried == [0, 1, 8, 38]
        assert PAPER in one.held()


def test_robots_that_allow_again(tmp_path: Path) -> None:
    """What robots.txt refused is asked for as soon as it allows it."""
    with world(tmp_path, Quirks(robots="User-agent: *\nDisallow: /*/documents/s\n")) as one:
        one.crawl()
        one.site.quirks = Quirks()
        assert ended(one.crawl()) == ("new", 0)
        assert PAPER in one.held()


# --- empty --------------------------------------------------------------------------------------


def test_no_boards(tmp_path: Path) -> None:
    """A ModernGov site without committees is empty, and not done."""
    with world(tmp_path, Quirks(service="off")) as bare:
        for page in ("mgListCommittees.aspx", "ieDocHome.aspx"):
            bare.site.edit(page, lambda _: b'<html><body><div id="modgov"></div></body></html>')
        report = bare.crawl(boards=())
        assert ended(report) == ("empty", 5)
        assert "lists no boards" in report.sentence


def test_no_meetings(tmp_path: Path) -> None:
    """None in the window is told with the window."""
    with world(tmp_path) as one:
        report = one.crawl(since=date(2021, 1, 1), until=date(2021, 12, 31))
        assert ended(report) == ("empty", 5)
        assert report.sentence == (
            "The site lists no meetings of these boards from 2021-01-01 to 2021-12-31."
        )


@pytest.mark.parametrize("service", ["on", "off"])
def test_a_board_that_had_meetings_and_has_none(tmp_path: Path, service: str) -> None:
    """It is named in a warning; what is held stays."""
    with world(tmp_path, Quirks(service=service)) as one:  # type: ignore[arg-type]
        one.crawl()
        held = one.held()
        for number in (946, 938, 935, 931, 915, 907, 900):
            one.site.remove(f"meeting-{number}")
        one.now += A_DAY
        report = one.crawl()
        assert ended(report) == ("empty", 5)
        assert "Environment and Neighbourhoods" in report.warnings[0]
        assert held.items() <= one.held().items()


def test_a_site_that_is_no_modern_gov_site(tmp_path: Path) -> None:
    """Another system's pages: the message says what a root is."""
    with world(tmp_path) as other:
        other.site.edit("*", lambda _: b"<html><body><p>Welcome</p></body></html>")
        with pytest.raises(Failed, match="does not answer as a ModernGov site does"):
            other.crawl()


# --- incomplete ---------------------------------------------------------------------------------


def test_a_site_that_fails_again_and_again(tmp_path: Path) -> None:
    """Three failures in a row end the crawl; the next one goes on."""
    with world(tmp_path) as ill:
        for paper in ("s5051", "s5052", "s5053", "s5054"):
            ill.site.spoil(paper, spoil.refused(502), times=3)
        report = ill.crawl()
        assert ended(report) == ("incomplete", 5)
        assert "502" in report.sentence
        assert missed(report) == dict.fromkeys(("s5051", "s5052", "s5053"), "failed")
        assert sum(paper == "s5051" for paper in ill.requested()) == 3
        assert ill.crawl().outcome == "incomplete"
        assert ended(ill.crawl()) == ("new", 0)
        assert {"s5051", "s5052", "s5053", "s5054", "meeting-931"} <= set(ill.held())


def test_papers_that_always_fail_do_not_keep_others_away(tmp_path: Path) -> None:
    """They are asked for last the next time."""
    with world(tmp_path) as ill:
        for paper in ("s5051", "s5052", "s5053", "s5054"):
            ill.site.edit(paper, Answer(500))
        assert ill.crawl().outcome == "incomplete"
        assert "meeting-931" not in ill.held()
        assert ill.crawl().outcome == "incomplete"
        assert {"meeting-931", "g931-0", "s5055"} <= set(ill.held())


def test_a_short_wait_that_the_site_asks_for(tmp_path: Path) -> None:
    """Retry-After of some seconds is honoured, and nothing is lost."""
    with world(tmp_path) as busy:
        busy.site.spoil(PAPER, spoil.refused(429, retry_after="90"), times=1)
        assert ended(busy.crawl()) == ("new", 0)
        assert max(busy.slept) == pytest.approx(90, abs=1)
        assert PAPER in busy.held()


def test_a_long_wait_that_the_site_asks_for(tmp_path: Path) -> None:
    """Retry-After of hours ends the crawl, with the time to come back."""
    with world(tmp_path) as busy:
        busy.site.spoil(PAPER, spoil.refused(503, retry_after="7200"), times=1)
        report = busy.crawl()
        assert ended(report) == ("incomplete", 5)
        assert "14:00 on 27 February" in report.sentence
        assert sum(busy.slept) < 60
        busy.now += timedelta(hours=1)
        assert ended(busy.crawl()) == ("incomplete", 5)
        assert busy.requested() == []
        busy.now += timedelta(hours=1, minutes=5)
        assert ended(busy.crawl()) == ("new", 0)


def test_a_body_that_is_cut(tmp_path: Path) -> None:
    """It is tried again, and no half of it is held; a paper that is always cut is told."""
    one, report = spoilt(tmp_path, PAPER, spoil.cut(50))
    assert ended(report) == ("incomplete", 5)
    assert missed(report) == {PAPER: "failed"}
    assert PAPER not in one.held()


def test_a_slow_page(tmp_path: Path) -> None:
    """It is waited for."""
    one, report = spoilt(tmp_path, "meeting-938", spoil.slow(1.0))
    assert ended(report) == ("new", 0)
    assert "meeting-938" in one.held()


def test_a_redesigned_page(tmp_path: Path) -> None:
    """It is told which, and the rest goes on."""
    one, report = spoilt(
        tmp_path, "meeting-938", spoil.body(lambda _: b"<html><body>New!</body></html>")
    )
    assert ended(report) == ("incomplete", 5)
    assert missed(report) == {"meeting-938": "failed"}
    assert {"meeting-946", "meeting-931", "g931-0"} <= set(one.held())


def test_a_redesigned_register(tmp_path: Path) -> None:
    """One that was read before is a gap; one that never could be is a warning."""
    with world(tmp_path) as one:
        other = Answer(body=b"<html><body>New!</body></html>")
        one.site.edit("mgListOfficerDecisions.aspx", other)
        report = one.crawl(boards=(), since=date(2025, 3, 1))
        assert report.outcome == "new"
        assert any("mgListOfficerDecisions" in warning for warning in report.warnings)
        one.site.edit("mgDelegatedDecisions.aspx", other)
        report = one.crawl(boards=(), since=date(2025, 3, 1))
        assert ended(report) == ("incomplete", 5)
        assert "mgDelegatedDecisions" in report.failed[0].address


def test_a_list_that_fails(tmp_path: Path) -> None:
    """Without the service, a list of meetings that cannot be had is a gap."""
    with world(tmp_path, Quirks(service="off")) as one:
        one.site.edit("ieListMeetings.aspx?Year=2024", Answer(500))
        report = one.crawl()
        assert ended(report) == ("incomplete", 5)
        assert "Year=2024" in report.failed[0].address


# --- nothing new, and calls that are wrong ------------------------------------------------------


def test_nothing_new(tmp_path: Path) -> None:
    """An unchanged site: done, with nothing to tell."""
    with world(tmp_path) as one:
        one.crawl()
        report = one.crawl()
        assert ended(report) == ("nothing new", 0)
        assert report.sentence == (
            "Nothing new; all that the site lists of these boards from 2024-09-01 on is held."
        )
        assert (report.new, report.changed, report.failed) == (0, 0, [])


def test_an_unknown_board(tmp_path: Path) -> None:
    """The message names those there are."""
    with world(tmp_path) as one, pytest.raises(BadCall, match="Planning Committee"):
        one.crawl(boards=("Pensions",))


def test_days_the_wrong_way_round(tmp_path: Path) -> None:
    with world(tmp_path) as one, pytest.raises(BadCall, match="lies before"):
        one.crawl(since=date(2025, 1, 1), until=date(2024, 1, 1))


def test_another_name_for_the_same_site(tmp_path: Path) -> None:
    """Its papers are held under one name; under another nothing would come."""
    with world(tmp_path) as one:
        one.crawl()
        with pytest.raises(BadCall, match="kelderby"):
            one.crawl(council="wexcombe")


def test_until_alone(tmp_path: Path) -> None:
    """Without --since the window reaches three municipal years back from its end."""
    with world(tmp_path) as one:
        report = one.crawl(since=None, until=date(2021, 6, 1))
        assert report.since == date(2018, 5, 1)
