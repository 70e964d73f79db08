"""A second crawl asks only for what can have changed, and notices what has."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from crawl_site import A_DAY, TODAY, World, world

from indexer.crawl_report import Order
from indexer.crawling import crawl
from indexer.demo_site.answers import Answer, Quirks


@pytest.fixture
def one(tmp_path: Path) -> Iterator[World]:
    """A site of which some meetings were crawled once."""
    with world(tmp_path) as crawled:
        crawled.crawl()
        yield crawled


def words(before: str, after: str) -> Callable[[bytes], bytes]:
    """A page with some words changed."""
    return lambda page: page.replace(before.encode(), after.encode())


# --- what is asked again ------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["on", "off"])
def test_an_unchanged_site(tmp_path: Path, service: str) -> None:
    """An eighth of the first crawl's requests, and no document's body."""
    with world(tmp_path, Quirks(service=service)) as whole:  # type: ignore[arg-type]
        whole.crawl(boards=(), since=date(2023, 5, 1))
        first = len(whole.asked)
        whole.now += A_DAY
        report = whole.crawl(boards=(), since=date(2023, 5, 1))
        assert report.outcome == "nothing new"
        assert whole.bodies() == []
        assert len(whole.asked) < first / 8
        assert not any(
            name.startswith(("item-", "attendance-", "plan-")) for name in whole.requested()
        )


def test_old_meetings_are_asked_for_ever_more_seldom(tmp_path: Path) -> None:
    """Those of the last months each time, those of the last year weekly, older ones never."""
    with world(tmp_path) as one:
        since = date(2023, 9, 1)
        one.crawl(since=since)

        def asked(after: timedelta) -> set[str]:
            one.now = TODAY + after
            one.crawl(since=since)
            return {name for name in one.requested() if name.startswith("meeting-")}

        recent = {"meeting-946", "meeting-938", "meeting-935"}
        of_the_year = {"meeting-931", "meeting-915"}
        assert asked(timedelta(hours=1)) == recent
        assert asked(timedelta(days=1)) == recent
        assert asked(timedelta(days=7)) == recent | of_the_year
        assert asked(timedelta(days=8)) == recent
        assert not {"meeting-900", "meeting-907"} & asked(timedelta(days=14))


def test_validators_are_sent(tmp_path: Path) -> None:
    """Where the site sends them, unchanged pages come as 304, and what changes is noticed."""
    with world(tmp_path, Quirks(validators=True)) as one:
        one.crawl()
        one.crawl()
        pages = [
            request
            for request in one.asked
            if "meeting-" in request.address or "MId=" in request.address
        ]
        assert pages
        assert {request.status for request in pages} == {304}
        one.site.edit("meeting-938", words("Highway Drainage", "Road Drainage"))
        assert one.crawl().changed >= 1


def test_noise_adds_no_document(one: World) -> None:
    """A page that differs in scripts, sessions and hidden fields is the same page."""
    held = one.held()
    one.site.edit(
        "meeting-938",
        lambda page: page.replace(
            b"</head>", b"<script>var now = 1740657600;</script></head>"
        ).replace(
            b'<div class="mgFooter"', b'<input type="hidden" value="9f3a" /><div class="mgFooter"'
        ),
    )
    report = one.crawl()
    assert (report.outcome, report.new, report.changed) == ("nothing new", 0, 0)
    assert one.held() == held
    assert one.bodies() == []


# --- what is noticed ----------------------------------------------------------------------------


def test_approved_minutes_in_the_place_of_the_draft(tmp_path: Path) -> None:
    """Under the same address come other bytes; the page's heading says so."""
    with world(tmp_path, Quirks(drafts=True)) as one:
        one.crawl(boards=("Cabinet",))
        draft = one.held()["g933-1"]
        one.site.publish_approved(933)
        report = one.crawl(boards=("Cabinet",))
        assert report.outcome == "new"
        assert one.held()["g933-1"] != draft
        assert "g933-1" in one.bodies()
        assert not any(name.startswith(("s", "g943")) for name in one.bodies())


def test_another_heading(one: World) -> None:
    """It points to the meeting's own files, whose addresses and words may stay, and to no report."""
    one.site.edit("meeting-938", words(">Agenda", ">Amended agenda"))
    one.site.edit("g938-1", lambda body: body + b"\n% amended")
    before = one.held()["g938-1"]
    one.crawl()
    assert set(one.bodies()) == {"g938-0", "g938-1"}
    assert one.held()["g938-1"] != before


@pytest.mark.parametrize(
    ("before", "after"),
    [("Highway Drainage and Gully", "Gullies and"), ("KB</span>", "0 KB</span>")],
    ids=["title", "size"],
)
def test_a_renamed_report_and_another_size(one: World, before: str, after: str) -> None:
    """Other words beside a link have its document fetched again."""
    one.site.edit("meeting-938", words(before, after))
    one.site.edit("s5043", lambda body: body + b"\n% amended")
    before_hash = one.held()["s5043"]
    report = one.crawl()
    assert report.changed >= 1
    assert "s5043" in one.bodies()
    assert one.held()["s5043"] != before_hash


def test_a_late_supplement(tmp_path: Path) -> None:
    """A paper that is added to a meeting's page."""
    with world(tmp_path) as one:
        one.site.remove("b1210")
        hide = words("documents/b1210/", "https://elsewhere.example/")
        one.site.edit("meeting-934", hide)
        one.crawl(boards=("Planning",))
        assert "b1210" not in one.held()
        one.site.restore("b1210")
        one.now += timedelta(days=7)
        one.site.edit("meeting-934", words("https://elsewhere.example/", "documents/b1210/"))
        report = one.crawl(boards=("Planning",))
        assert report.new == 1
        assert one.bodies() == ["b1210"]


@pytest.mark.parametrize("service", ["on", "off"])
def test_a_cancelled_meeting(tmp_path: Path, service: str) -> None:
    """Its page says so from now on."""
    with world(tmp_path, Quirks(service=service)) as one:  # type: ignore[arg-type]
        one.crawl()
        before = one.held()["meeting-946"]
        one.site.edit("meeting-946", words("<h1", "<p>This meeting has been CANCELLED</p><h1"))
        assert one.crawl().changed >= 1
        assert one.held()["meeting-946"] != before


@pytest.mark.parametrize("rss", [False, True], ids=["page", "feed"])
def test_news_of_an_old_meeting(tmp_path: Path, rss: bool) -> None:
    """An entry in What's new, or in the feed where there is no such page, leads to its page and to
    its own files.
    """
    line = '<li>27/02/2025 - Minutes published: <a href="ieListDocuments.aspx?CId=312&amp;MId=900">x</a></li>'
    item = (
        "<item><title>Minutes published: x</title>"
        "<link>{root}ieListDocuments.aspx?CId=312&amp;MId=900</link>"
        "<pubDate>Thu, 27 Feb 2025 09:00:00 +0000</pubDate></item>"
    )
    with world(tmp_path) as one:
        if rss:
            one.site.edit("mgWhatsNew.aspx", Answer(302, headers={"Location": "mgError.aspx"}))
        one.crawl(since=date(2023, 9, 1))
        old = one.held()["g900-1"]
        one.site.edit("g900-1", lambda body: body + b"\n% amended")
        one.now += A_DAY
        one.crawl(since=date(2023, 9, 1))
        assert "meeting-900" not in one.requested()
        if rss:
            one.site.edit("mgRss.aspx", words("<item>", item.format(root=one.site.root) + "<item>"))
        else:
            one.site.edit(
                "mgWhatsNew.aspx",
                words('<ul  class="mgBulletList" >', f'<ul class="mgBulletList">{line}'),
            )
        one.now += A_DAY
        one.crawl(since=date(2023, 9, 1))
        assert "meeting-900" in one.requested()
        assert one.held()["g900-1"] != old
        assert not any(name.startswith("s") for name in one.bodies())
        one.now += A_DAY
        one.crawl(since=date(2023, 9, 1))
        assert "meeting-900" not in one.requested()


def test_a_new_meeting(tmp_path: Path) -> None:
    """One that was not there before comes with all its papers."""
    with world(tmp_path) as one:
        one.site.remove("meeting-946")
        one.crawl()
        one.site.restore("meeting-946")
        assert one.crawl().outcome == "new"
        assert {"meeting-946", "s5052", "g946-10"} <= set(one.held())


def test_the_first_news_is_no_news(tmp_path: Path) -> None:
    """What the page lists at the first visit has just been fetched."""
    with world(tmp_path) as one:
        one.crawl(boards=(), since=date(2025, 1, 1))
        assert one.twice() == {}


# --- another scope ------------------------------------------------------------------------------


def test_another_scope_after_a_crawl_that_did_not_end(tmp_path: Path) -> None:
    """What goes on takes the boards and days that are said now, and only them."""
    with world(tmp_path) as one:
        seen = 0

        def progress(_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == 30:
                raise KeyboardInterrupt

        everything = Order(one.site.root, council="kelderby", since=date(2022, 5, 1), delay=0)
        with one.corpus() as corpus, pytest.raises(KeyboardInterrupt):
            crawl(corpus, everything, clock=one.clock(), progress=progress)
        report = one.crawl(boards=("Planning",), since=date(2024, 9, 1))
        assert report.outcome == "new"
        planning = {"meeting-934", "meeting-935", "meeting-941", "meeting-949"}
        asked = {name for name in one.requested() if name.startswith("meeting-")}
        assert asked <= planning <= one.held().keys()
        assert not any(name.startswith("decision-") for name in one.requested())
        whole = one.crawl(boards=(), since=date(2022, 5, 1))
        assert whole.outcome == "new"
        assert one.held().keys() >= {"meeting-801", "decision-4006", "plan-31", "item-9437"}
