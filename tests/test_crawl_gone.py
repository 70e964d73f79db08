"""Gone is not withdrawn: what leaves the index by itself, what stays, what never comes back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from crawl_site import A_DAY, World, key, world

from indexer.demo_site import spoil
from indexer.demo_site.answers import Answer
from indexer.demo_site.papers import load
from indexer.sample import sample_folder

PAPER = "s5052"


@pytest.fixture
def one(tmp_path: Path) -> Iterator[World]:
    """A site that was crawled once."""
    with world(tmp_path) as crawled:
        crawled.crawl()
        yield crawled


def unlist(one: World, meeting: int, *papers: str) -> None:
    """Take papers off the page of their meeting; their files stay where they are."""

    def change(page: bytes) -> bytes:
        for paper in papers:
            page = page.replace(f"documents/{paper}/".encode(), b"https://elsewhere.example/")
        return page

    one.site.edit(f"meeting-{meeting}", change)


def remove(one: World, meeting: int, *papers: str) -> None:
    """Take papers off the site."""
    unlist(one, meeting, *papers)
    for paper in papers:
        one.site.edit(paper, Answer(404))


def test_gone_twice_a_day_apart(one: World) -> None:
    """No longer listed and not there, twice: it leaves the index; its bytes stay."""
    remove(one, 946, PAPER)
    first = one.crawl()
    assert (first.missing, first.gone, one.gone()) == ([], [], set())
    one.now += A_DAY
    second = one.crawl()
    assert [key(address) for address in second.gone] == [PAPER]
    assert second.missing == []
    assert one.gone() == {PAPER}
    with one.corpus() as corpus:
        (gone,) = (document for document in corpus.documents() if document.gone)
        assert corpus.read(gone)


def test_not_after_twenty_two_hours(one: World) -> None:
    remove(one, 946, PAPER)
    one.crawl()
    one.now += timedelta(hours=22)
    assert one.crawl().gone == []
    assert one.gone() == set()
    one.now += timedelta(hours=2)
    assert one.crawl().gone != []


def test_not_while_a_page_lists_it(one: World) -> None:
    """Listed and not there is missing, whenever it is asked for."""
    one.site.edit(PAPER, Answer(404))
    one.site.edit("meeting-946", lambda page: page.replace(b"Whole Borough", b"Borough"))
    for _ in range(3):
        report = one.crawl()
        one.now += A_DAY
        assert report.gone == []
    assert one.gone() == set()


def test_not_if_the_page_of_its_meeting_fails(one: World) -> None:
    remove(one, 946, PAPER)
    one.crawl()
    one.now += A_DAY
    one.site.edit("meeting-946", Answer(500))
    assert one.crawl().gone == []
    assert one.gone() == set()


def test_unlisted_and_still_there(one: World) -> None:
    """It stays, and its body is not downloaded again at each crawl."""
    unlist(one, 946, PAPER)
    one.crawl()
    assert one.bodies() == [PAPER]
    for _ in range(3):
        one.now += A_DAY
        one.crawl()
        assert one.bodies() == []
    assert one.gone() == set()


def test_a_page_in_its_place(one: World) -> None:
    """A page instead of the file is gone, too."""
    unlist(one, 946, PAPER)
    one.site.edit(PAPER, Answer(body=b"<!DOCTYPE html><html><body>Sorry</body></html>"))
    one.crawl()
    one.now += A_DAY
    assert [key(address) for address in one.crawl().gone] == [PAPER]


def test_it_comes_back(one: World) -> None:
    """Listed again and there again: it is in the index again, and that is no "nothing new"."""
    one.site.remove(PAPER)
    unlist(one, 946, PAPER)
    one.crawl()
    one.now += A_DAY
    one.crawl()
    assert one.gone() == {PAPER}
    one.now += A_DAY
    one.site.restore(PAPER)
    one.site.edit(
        "meeting-946", lambda page: page.replace(b"https://elsewhere.example/", b"documents/s5052/")
    )
    report = one.crawl()
    assert (report.outcome, report.changed) == ("new", 2)  # the page and the paper
    assert one.gone() == set()


def test_too_many_gone(tmp_path: Path) -> None:
    """Four of some thirty papers are too many to be true: a warning, and nothing leaves."""
    with world(tmp_path) as one:
        one.crawl(since=date(2025, 1, 1))
        papers = ("s5051", "s5052", "s5053", "s5054")
        remove(one, 946, *papers)
        for _ in range(2):
            one.now += A_DAY
            report = one.crawl(since=date(2025, 1, 1))
            assert report.gone == []
            assert "4 papers" in report.warnings[0]
        assert one.gone() == set()


def test_three_gone_are_few(tmp_path: Path) -> None:
    """Up to three may go, however few papers there are."""
    with world(tmp_path) as one:
        one.crawl(since=date(2025, 1, 1))
        papers = ("s5051", "s5052", "s5053")
        remove(one, 946, *papers)
        one.crawl(since=date(2025, 1, 1))
        one.now += A_DAY
        report = one.crawl(since=date(2025, 1, 1))
        assert one.gone() == set(papers)
        assert report.warnings == []


def test_more_than_twenty_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many papers there are (here with two for twenty)."""
    monkeypatch.setattr("indexer.crawl_gone._MANY", 2)
    with world(tmp_path) as one:
        one.crawl(since=date(2025, 1, 1))
        remove(one, 946, "s5051", "s5052", "s5053")
        one.crawl(since=date(2025, 1, 1))
        one.now += A_DAY
        report = one.crawl(since=date(2025, 1, 1))
        assert (one.gone(), len(report.warnings)) == (set(), 1)


def test_a_paper_never_had_and_listed_no_more(tmp_path: Path) -> None:
    """It was missing; since no page lists it, nothing is."""
    with world(tmp_path) as one:
        one.site.edit(PAPER, Answer(404))
        assert one.crawl().outcome == "incomplete"
        unlist(one, 946, PAPER)
        one.now += A_DAY
        assert one.crawl().missing == []
        one.now += A_DAY
        report = one.crawl()
        assert (report.outcome, report.still_missing) == ("nothing new", 0)


def test_a_meeting_that_the_site_takes_down(one: World) -> None:
    """Its page and papers stay held and in the index, and nothing is told as missing."""
    held = one.held()
    one.site.remove("meeting-938")
    for paper in ("s5041", "s5042", "s5043"):
        one.site.remove(paper)
    for _ in range(3):
        one.now += A_DAY
        report = one.crawl()
        assert report.missing == []
    assert report.outcome == "nothing new"
    assert held.keys() == one.held().keys()
    assert one.gone() == set()


def test_a_page_of_an_item_that_is_linked_no_more(tmp_path: Path) -> None:
    """Minutes are cut no longer, so the item's own page goes: no gap."""
    with world(tmp_path) as one:
        one.crawl(boards=("Cabinet",))
        assert "item-9437" in one.held()
        one.site.edit(
            "meeting-943",
            lambda page: page.replace(b"mgAi.aspx?ID=9437", b"#").replace(
                b"view the full", b"see the"
            ),
        )
        one.site.edit("item-9437", Answer(302, headers={"Location": "mgError.aspx"}))
        report = one.crawl(boards=("Cabinet",))
        assert report.missing == []


def test_new_bytes_under_an_old_address(one: World) -> None:
    """They replace the old, which stay in the corpus as superseded."""
    old = one.held()[PAPER]
    one.site.edit(PAPER, lambda body: body + b"\n% amended")
    one.site.edit("meeting-946", lambda page: page.replace(b"Whole Borough", b"Entire Borough"))
    report = one.crawl()
    assert report.changed >= 2
    assert one.held()[PAPER] != old
    assert [document.hash for document in one.documents() if document.superseded].count(old) == 1


# --- withdrawn ----------------------------------------------------------------------------------


def withdraw(one: World, paper: str) -> None:
    with one.corpus() as corpus:
        assert corpus.withdraw(f"kelderby/documents/{paper}", reason="Names a child", now=one.now)


def test_a_withdrawn_paper_is_not_asked_for_again(one: World) -> None:
    """Whatever points to it."""
    withdraw(one, PAPER)
    one.site.edit("meeting-946", lambda page: page.replace(b"Whole Borough", b"Entire Borough"))
    report = one.crawl()
    assert PAPER not in one.requested()
    assert PAPER not in one.held()
    assert report.withdrawn == 1


def test_withdrawn_bytes_under_another_address(one: World) -> None:
    """They are not taken in from anywhere else."""
    withdraw(one, PAPER)
    with one.corpus() as corpus:
        taken = {paper.hash for paper in corpus.withdrawn()}
    one.site.edit(
        "meeting-938", lambda page: page.replace(b"documents/s5043/", b"documents/s9999/")
    )
    papers = load(sample_folder())
    path = papers.all.documents[PAPER].path
    assert path
    one.site.edit(
        "s9999", Answer(body=papers.read(path), headers={"Content-Type": "application/pdf"})
    )
    one.crawl()
    assert "s9999" in one.requested()
    assert not taken & {document.hash for document in one.documents()}
    one.now += A_DAY
    one.crawl()
    assert "s9999" not in one.requested()


def test_a_withdrawn_page(one: World) -> None:
    """It is not taken in again; the papers it links still are."""
    with one.corpus() as corpus:
        (page,) = (d for d in corpus.documents() if key(d.source) == "meeting-946")
        corpus.withdraw(page.id, reason="Names a child", now=one.now)
    one.site.edit(
        "meeting-946",
        lambda body: body.replace(b"documents/s5052/", b"documents/s5042/").replace(
            b"10.00", b"11.00"
        ),
    )
    one.crawl()
    assert "meeting-946" not in one.held()
    one.site.spoil("meeting-946", spoil.body(lambda body: body + b"<p>More</p>"))
    one.crawl()
    assert "meeting-946" not in one.held()
