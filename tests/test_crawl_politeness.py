"""A guest's manners, measured where they count: by the site's own clock and records."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from crawl_site import BOARD, TODAY, World, key, world

from indexer.crawl_report import CrawlReport, Order
from indexer.crawling import crawl
from indexer.demo_site import spoil
from indexer.demo_site.answers import Change, Quirks
from indexer.errors import BadCall, Failed
from indexer.sources import web
from indexer.sources.pace import Clock

DELAY = 0.05
FOOTER = b'<div class="mgFooter"'


def crawl_in_real_time(one: World, **wanted: object) -> CrawlReport:
    """With real sleeping, and a date that stands still."""
    clock = Clock(today=lambda: TODAY, jitter=lambda: 1)
    order = {"council": "kelderby", "boards": (BOARD,), "since": TODAY.date(), "delay": DELAY}
    with one.corpus() as corpus:
        return crawl(corpus, Order(one.site.root, **order | wanted), clock=clock)  # type: ignore[arg-type]


def gaps(one: World) -> list[float]:
    """Seconds between the beginnings of requests."""
    return [after.moment - before.moment for before, after in pairwise(one.site.requests)]


def test_time_between_requests(tmp_path: Path) -> None:
    """Each waits for the delay, robots.txt included; so only one is under way."""
    with world(tmp_path) as one:
        crawl_in_real_time(one)
        assert len(gaps(one)) > 10
        assert min(gaps(one)) >= DELAY


def test_time_after_a_slow_answer(tmp_path: Path) -> None:
    """The delay counts from the end of an answer: no second request beside a slow one."""
    with world(tmp_path) as one:
        one.site.spoil("meeting-946", spoil.slow(0.4))
        crawl_in_real_time(one)
        asked = [key(request.address) for request in one.site.requests]
        assert gaps(one)[asked.index("meeting-946")] >= 0.4 + DELAY


def test_crawl_delay(tmp_path: Path) -> None:
    """robots.txt may ask for more time than the user does, never for less."""
    with world(tmp_path, Quirks(crawl_delay=0.1)) as one:
        crawl_in_real_time(one)
        assert min(gaps(one)[1:]) >= 0.1
    with world(tmp_path / "less", Quirks(crawl_delay=0.01)) as one:
        crawl_in_real_time(one)
        assert min(gaps(one)) >= DELAY


def test_time_after_the_last_request_of_another_crawl(tmp_path: Path) -> None:
    """A crawl that is begun at once after another leaves the delay, too."""
    with world(tmp_path) as one:
        one.crawl(delay=2)
        one.slept.clear()
        one.crawl(delay=2)
        assert one.slept[0] == pytest.approx(2)


def test_jitter(tmp_path: Path) -> None:
    """Delays grow by chance, and are never shorter than what was asked for."""
    with world(tmp_path) as one:
        one.crawl(delay=2)
        assert min(one.slept) == pytest.approx(2)
    factor = web.CLOCK.jitter
    assert all(1 <= factor() <= 1.25 for _ in range(100))


def test_who_is_asking(tmp_path: Path) -> None:
    """Every request names Minutebook and the contact, and keeps no cookies."""
    with world(tmp_path, Quirks(cookies=True)) as one:
        one.crawl(contact="papers@kelderby.example")
        for request in one.asked:
            assert request.headers["user-agent"].startswith("Minutebook/")
            assert "contact: papers@kelderby.example" in request.headers["user-agent"]
            assert "cookie" not in request.headers
            assert "authorization" not in request.headers


def test_robots_with_wildcards(tmp_path: Path) -> None:
    """Rules with * and $ hold, and the longest one wins."""
    rules = (
        "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/documents/s*\nAllow: /*/documents/s5052/*\n"
    )
    with world(tmp_path, Quirks(robots=rules)) as one:
        one.crawl()
        documents = [name for name in one.requested() if name.startswith("s5")]
        assert documents == ["s5052"]


def test_a_crawl_delay_that_is_too_long(tmp_path: Path) -> None:
    """Then the user must say so; nothing but robots.txt is asked for."""
    with world(tmp_path, Quirks(crawl_delay=3600)) as one:
        report = one.crawl()
        assert report.outcome == "refused"
        assert "--delay 3600" in report.sentence
        assert len(one.asked) == 1


def test_links_that_lead_away(tmp_path: Path) -> None:
    """Nothing outside the root is asked for, whatever links and redirects say."""
    with world(tmp_path) as one:
        elsewhere = (
            b'<a href="/other/documents/s1/a.pdf">a</a><a href="../documents/s2/b.pdf">b</a>'
            b'<a href="//papers.example/moderngov/documents/s3/c.pdf">c</a>'
            b'<a href="javascript:alert(1)">d</a><a href="mgUserInfo.aspx?UID=1">e</a>'
            b'<a href="ieRegisterUser.aspx">f</a><a href="mgCalendarMonthView.aspx?M=1">g</a>'
            b'<a href="https://user:secret@papers.example/documents/s4/h.pdf">h</a>'
        )
        one.site.edit(
            "meeting-946",
            lambda page: page.replace(FOOTER, elsewhere + FOOTER),
        )
        report = one.crawl()
        assert report.outcome == "new"
        assert not {"s1", "s2", "s3", "s4"} & set(one.requested())
        assert one.site.trapped == []
        paths = [request.address for request in one.asked]
        assert all(path.startswith(("/moderngov/", "/robots.txt")) for path in paths)


# --- what is refused before anything is asked ---------------------------------------------------


@pytest.mark.parametrize("root", ["https://democracy.kelderby.gov.example/", "10.255.255.1"])
@pytest.mark.parametrize("delay", [0, 0.99, -1, float("nan"), float("-inf")])
def test_a_short_delay_is_for_this_machine_alone(tmp_path: Path, root: str, delay: float) -> None:
    with world(tmp_path) as one, one.corpus() as corpus, pytest.raises(BadCall, match="--delay"):
        crawl(corpus, Order(root, council="kelderby", delay=delay), clock=one.clock())


@pytest.mark.parametrize(
    "root",
    [
        "http://10.255.255.1/",
        "http://192.168.0.1/moderngov/",
        "http://[fd00::1]/",
        "http://169.254.169.254/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_private_networks_are_refused_unless_allowed(tmp_path: Path, root: str) -> None:
    """Before any connection, and with the option to say."""
    with (
        world(tmp_path) as one,
        one.corpus() as corpus,
        pytest.raises(BadCall, match="--allow-private"),
    ):
        crawl(corpus, Order(root, council="kelderby"), clock=one.clock())


def test_a_redirect_into_a_private_network(tmp_path: Path) -> None:
    """It leads outside the root, so nobody asks there."""
    with world(tmp_path) as one:
        one.site.spoil("s5052", spoil.redirected("http://10.255.255.1/secret.pdf"))
        assert one.crawl().outcome == "incomplete"


@pytest.mark.parametrize(
    "root", ["", "ftp://kelderby.example/", "http://", "http://[::1/", "http://a:b/"]
)
def test_what_is_no_address(tmp_path: Path, root: str) -> None:
    with world(tmp_path) as one, one.corpus() as corpus, pytest.raises(BadCall):
        crawl(corpus, Order(root, council="kelderby"), clock=one.clock())


def test_a_contact_that_no_header_may_hold(tmp_path: Path) -> None:
    """It is the call that is wrong, and the next crawl is not in its way."""
    with world(tmp_path) as one:
        with pytest.raises(BadCall, match="--contact"):
            one.crawl(contact="a\r\nCookie: b")
        assert one.crawl().outcome == "new"


def test_a_site_that_does_not_answer(tmp_path: Path) -> None:
    """Nobody listens there: the message says so."""
    with world(tmp_path) as one:
        root = one.site.root
    with one.corpus() as corpus, pytest.raises(Failed, match="connection"):
        crawl(corpus, Order(root, council="kelderby", delay=0), clock=one.clock())


# --- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("meeting-938", spoil.large(3)),
        ("meeting-938", spoil.gzip_bomb(3)),
        ("s5043", spoil.large(3)),
        ("s5043", spoil.gzip_bomb(3)),
        ("s5043", spoil.endless()),
        ("meeting-938", spoil.endless()),
    ],
    ids=["page", "packed page", "paper", "packed paper", "redirects", "redirected page"],
)
def test_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, change: Change
) -> None:
    """What is too large or leads nowhere is told; the rest is held."""
    monkeypatch.setattr("indexer.crawling.LARGEST_PAGE", 2_000_000)
    monkeypatch.setattr("indexer.crawling.LARGEST_FILE", 2_000_000)
    with world(tmp_path) as one:
        one.site.spoil(where, change)
        report = one.crawl()
        assert report.outcome == "incomplete"
        assert [key(lacking.address) for lacking in report.failed] == [where]
        assert where not in one.held()
        assert {"meeting-931", "s5052"} <= set(one.held())
        assert list((one.folder / "incoming").glob("*.part")) == []


def test_a_page_with_too_many_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be meant, and none of them is followed."""
    monkeypatch.setattr("indexer.sources.moderngov.following._MOST", 50)
    many = "".join(f'<li><a href="documents/s{n}/x.pdf">x</a></li>' for n in range(90000, 90060))
    with world(tmp_path) as one:
        one.site.edit("meeting-938", lambda page: page.replace(FOOTER, many.encode() + FOOTER))
        report = one.crawl()
        assert [key(lacking.address) for lacking in report.failed] == ["meeting-938"]
        assert not any(name.startswith("s900") for name in one.requested())


def test_lists_that_never_end(tmp_path: Path) -> None:
    """A link to earlier meetings that leads to later ones is not followed."""
    turns = iter(range(10**6))

    def onward(page: bytes) -> bytes:
        query = f"Act=earlier&CId=312&D={209901010000 + next(turns)}&MD=ielistmeetings"
        return page.replace(
            FOOTER, b'<a href="ieListMeetings.aspx?%s">E</a>' % query.encode() + FOOTER
        )

    with world(tmp_path, Quirks(service="off", years=False)) as one:
        one.site.edit("ieListMeetings.aspx", lambda page: page.replace(b"Act=earlier", b"Act=none"))
        one.site.edit("ieListMeetings.aspx", onward)
        one.crawl()
        assert sum(name.startswith("ielistmeetings") for name in one.requested()) < 10
        assert next(turns) > 3


def test_a_crawl_asks_for_so_many_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond, it ends and says so; the next one goes on."""
    monkeypatch.setattr("indexer.crawling._MOST", 15)
    with world(tmp_path) as one:
        report = one.crawl()
        assert report.outcome == "incomplete"
        assert len(one.asked) <= 16
        for _ in range(4):
            report = one.crawl()
        assert {"meeting-931", "s5031"} <= set(one.held())


def test_time_is_read_from_outside(tmp_path: Path) -> None:
    """No clock but the one that was handed in."""
    with world(tmp_path) as one:
        one.crawl()
        stamps = {document.added for document in one.documents()}
        assert stamps == {datetime(2025, 2, 27, 12, tzinfo=UTC)}
