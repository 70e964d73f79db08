"""What a site shows in one place alone: the service, the pages, a list; and what is nothing at all."""

from datetime import date
from pathlib import Path

import pytest
from crawl_site import A_DAY, world

from indexer.demo_site.answers import Answer, Quirks

PAPER = "s5052"
LINKED = b"<linkeddocuments>"
ONE_MORE = (
    b"<linkeddocuments><linkeddoc><attachmentid>%d</attachmentid><title>Note</title>"
    b"<isurl>False</isurl><url>documents/s%d/Note.pdf</url><isrestricted>%s</isrestricted></linkeddoc>"
)


def test_cancelled_in_the_service_alone(tmp_path: Path) -> None:
    """A status that changes in the service's list has the service's meeting asked for again."""
    with world(tmp_path) as one:
        one.crawl()
        one.site.edit(
            "mgWebService.asmx/GetMeetings", lambda body: body.replace(b"Confirmed", b"Cancelled")
        )
        one.now += A_DAY
        one.crawl()
        assert "service-meeting-946" in one.requested()


@pytest.mark.parametrize(("restricted", "held"), [(b"False", True), (b"True", False)])
def test_a_document_that_the_service_alone_lists(
    tmp_path: Path, restricted: bytes, held: bool
) -> None:
    """It is fetched, unless it is withheld."""
    more = ONE_MORE % (5041, 5041, restricted)
    with world(tmp_path) as one:
        one.site.edit(
            "meeting-946", lambda body: body.replace(b"documents/s5055/", b"documents/s0000/")
        )
        more = ONE_MORE % (5055, 5055, restricted)
        one.site.edit(
            "service-meeting-946",
            lambda body: body.replace(b"documents/s5055/", b"x/").replace(LINKED, more, 1),
        )
        one.crawl(since=date(2025, 3, 1))
        assert ("s5055" in one.held()) == held
        assert ("s5055" in one.requested()) == held


def test_a_meeting_that_the_service_leaves_out(tmp_path: Path) -> None:
    """The lists on pages make sure that none is missed."""
    with world(tmp_path) as one:
        one.site.edit(
            "mgWebService.asmx/GetMeetings",
            lambda body: body.replace(b"<meetingid>946</meetingid>", b"<meetingid></meetingid>"),
        )
        report = one.crawl()
        assert report.service
        assert "meeting-946" in one.held()


def test_an_empty_file_replaces_nothing(tmp_path: Path) -> None:
    """Nothing came: the paper is told as not had, what was held stays, and it is tried again."""
    with world(tmp_path) as one:
        one.crawl()
        before = one.held()[PAPER]
        one.site.edit(PAPER, Answer(200, b"", {"Content-Type": "application/pdf"}))
        one.site.edit("meeting-946", lambda body: body.replace(b"Extension", b"Extended"))
        one.now += A_DAY
        report = one.crawl()
        assert (report.outcome, [found.reason for found in report.failed]) == (
            "incomplete",
            ["an empty file came"],
        )
        assert one.held()[PAPER] == before


def test_a_list_of_boards_that_is_empty_now(tmp_path: Path) -> None:
    """That is news, at every crawl, and no success."""
    with world(tmp_path) as one:
        one.crawl()
        one.site.edit(
            "mgListCommittees.aspx", lambda body: body.replace(b"mgCommitteeDetails", b"x")
        )
        for _ in range(2):
            one.now += A_DAY
            report = one.crawl()
            assert report.outcome == "empty"
            assert "lists no boards now" in report.sentence


def test_boards_that_only_the_home_page_lists(tmp_path: Path) -> None:
    """Without the list of committees nothing is lost, and a warning says so."""
    with world(tmp_path, Quirks(service="off")) as one:
        one.site.edit("mgListCommittees.aspx", Answer(404))
        report = one.crawl()
        assert report.outcome == "new"
        assert "list of committees" in report.warnings[0]


def test_a_login_form_in_the_place_of_every_page(tmp_path: Path) -> None:
    """With status 200, too, it is a refusal."""
    form = b"<html><body><form><input name='p' type='password'></form></body></html>"
    with world(tmp_path, Quirks(service="off")) as one:
        one.site.edit("*", Answer(200, form))
        report = one.crawl()
        assert report.outcome == "refused"
        assert "login" in report.sentence


def test_a_dead_link_is_no_alarm_for_ever(tmp_path: Path) -> None:
    """After three vain tries in more than a week it is told, and the crawl is no failure."""
    with world(tmp_path) as one:
        one.site.edit(PAPER, Answer(404))
        outcomes = []
        for wait in (0, 1, 7, 1):
            one.now += wait * A_DAY
            report = one.crawl()
            outcomes.append(report.outcome)
        assert outcomes == ["incomplete", "incomplete", "nothing new", "nothing new"]
        assert report.still_missing == 1
        assert "but for 1 address" in report.sentence


def test_a_withdrawn_page_is_not_asked_for(tmp_path: Path) -> None:
    """Neither it nor any other paper that was taken out."""
    with world(tmp_path) as one:
        one.crawl()
        with one.corpus() as corpus:
            pages = [d for d in corpus.documents() if "mgMeetingAttendance.aspx?ID=938" in d.source]
            assert corpus.withdraw(pages[0].id, reason="a private address", now=one.now)
        one.site.edit("meeting-938", lambda body: body.replace(b"Highway", b"Highways"))
        one.now += A_DAY
        report = one.crawl()
        assert "attendance-938" not in one.requested()
        assert report.withdrawn == 1
