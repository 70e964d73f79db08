"""A search as an Atom feed: what RFC 4287 asks for, and what readers of feeds need."""

import re
from datetime import date as Date
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree
from page_checks import BOARD, DRAFT, ITEM

from indexer.model import Decision
from indexer.search.answers import Answer, FoundItem
from indexer.search.archive import Archive, Request
from searchui.app import create_app
from searchui.feed import Addresses, atom
from searchui.house import House

NAMES = {"a": "http://www.w3.org/2005/Atom"}
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


def _feed(pages: FlaskClient, asked: str) -> Any:
    answer = pages.get(f"/search.atom?{asked}")
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.get_data())


def _hit(**facts: object) -> FoundItem:
    blank = dict.fromkeys(FoundItem.__dataclass_fields__) | {"topics": (), "decisions": ()}
    return FoundItem(**blank | facts)  # type: ignore[arg-type]


def _answer(**facts: object) -> Answer:
    return Answer(**dict.fromkeys(Answer.__dataclass_fields__) | facts)  # type: ignore[arg-type]


def _texts(node: Any, path: str) -> list[str]:
    return [str(text) for text in node.xpath(path, namespaces=NAMES)]


def test_feed_has_what_the_standard_requires(pages: FlaskClient) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title, updated and author; links; the same of each entry."""
    feed = _feed(pages, "q=food+waste")
    assert feed.tag == f"{{{NAMES['a']}}}feed"
    for node in [feed, *feed.xpath("a:entry", namespaces=NAMES)]:
        (identifier,) = _texts(node, "a:id/text()")
        (title,) = _texts(node, "a:title/text()")
        (updated,) = _texts(node, "a:updated/text()")
        assert identifier.startswith("http://localhost/") and title.strip()
        assert re.fullmatch(TIME, updated)
        assert len(_texts(node, "a:link[@rel='alternate']/@href")) == 1
    assert _texts(feed, "a:author/a:name/text()") == ["Minutebook"]
    assert _texts(feed, "a:link[@rel='self']/@href") == _texts(feed, "a:id/text()")
    ids = _texts(feed, "//a:id/text()")
    assert len(ids) == len(set(ids)) > 2


def test_entries_are_the_items_newest_first(pages: FlaskClient, archive: Archive) -> None:
    """As many as a feed holds, in the order of the archive, under their identifiers."""
    newest = archive.search(Request("food", sort="newest", limit=50))
    ids = _texts(_feed(pages, "q=food"), "a:entry/a:id/text()")
    assert ids == [f"http://localhost/{hit.id}" for hit in newest.hits]


def test_partial_matches_are_no_entries(pages: FlaskClient, archive: Archive) -> None:
    """Who follows a search is told of what fits it, and nothing else."""
    assert archive.search(Request("liners participation helicopter")).partial_total
    feed = _feed(pages, "q=liners+participation+helicopter")
    assert not feed.xpath("a:entry", namespaces=NAMES)


def test_entry_says_board_day_and_decision(pages: FlaskClient) -> None:
    """With who decided; what stands in draft minutes is called so."""
    feed = _feed(pages, "q=food+waste+collection")
    (said,) = _texts(feed, f"a:entry[a:id='http://localhost/{ITEM}']/a:summary/text()")
    assert "23 November 2023, minute 10/23" in said
    assert "(scrutiny): 1) Support the introduction" in said
    (draft,) = _texts(feed, f"a:entry[a:id='http://localhost/{DRAFT}']/a:summary/text()")
    assert "(draft minutes)" in draft


def test_entry_is_of_the_day_of_its_newest_paper(pages: FlaskClient, archive: Archive) -> None:
    """So that minutes that come long after the meeting show it again."""
    feed = _feed(pages, "q=food+waste+collection")
    for entry in feed.xpath("a:entry", namespaces=NAMES):
        (identifier,) = _texts(entry, "a:id/text()")
        shown = archive.show(identifier.removeprefix("http://localhost/"))
        assert shown
        records = [archive.show(paper.id) for paper in shown[1].documents if paper.id]
        added = max(record["added"] for _, record in filter(None, records))
        assert _texts(entry, "a:updated/text()") == [added]


@pytest.mark.parametrize(
    ("day", "came", "updated"),
    [
        ("2026-11-20", "2026-11-21T04:10:00Z", "2026-11-21T04:10:00Z"),
        ("2026-11-22", "2026-11-21T04:10:00Z", "2026-11-22T00:00:00Z"),
        ("2026-11-22", None, "2026-11-22T00:00:00Z"),
        (None, "2026-11-21T04:10:00Z", "2026-11-21T04:10:00Z"),
        (None, None, "2026-11-23T00:00:00Z"),
    ],
)
def test_later_of_meeting_and_newest_paper_is_the_time(
    day: str | None, came: str | None, updated: str
) -> None:
    """Of the meeting's day and the day on which a paper came; else that of the index."""
    date = Date.fromisoformat(day) if day else None
    hit = _hit(id="k/b/i", title="Bins", date=date)
    told = _answer(hits=[hit], fresh="2026-11-23T00:00:00Z")
    feed = etree.fromstring(atom(told, {"k/b/i": came}, Addresses("u:f", "u:p", "u:"), "A"))
    assert _texts(feed, "a:entry/a:updated/text()") == [updated]


def test_same_question_has_one_feed(pages: FlaskClient) -> None:
    """The identifier does not change with the order of parameters or with blank ones."""
    one = _feed(pages, f"q=food&board={BOARD}&year=2023/24")
    other = _feed(pages, f"year=2023/24&officer=&board={BOARD}&q=food")
    assert _texts(one, "a:id/text()") == _texts(other, "a:id/text()")


def test_feed_names_the_public_address(archive: Archive) -> None:
    """A server that is known under a name of its own gives that, not the host of the request."""
    house = House(address="https://minutes.example.org", operator="Kelderby Civic Society")
    feed = _feed(create_app(archive, house).test_client(), "q=food")
    assert all(
        one.startswith("https://minutes.example.org/") for one in _texts(feed, "//a:link/@href")
    )
    assert _texts(feed, "a:author/a:name/text()") == ["Kelderby Civic Society"]


def test_search_page_leads_to_its_feed(pages: FlaskClient) -> None:
    """Feed readers find the address in the head of the page."""
    page = pages.get(f"/search?q=food&board={BOARD}&sort=oldest&page=2").get_data()
    (link,) = etree.HTML(page).xpath("//head/link[@type='application/atom+xml']/@href")
    assert link == f"/search.atom?q=food&board={BOARD}"
    assert pages.get(link).status_code == 200


@pytest.mark.parametrize("asked", ["", "q=bord:x", "q=food&page=2", "q=food&sort=oldest", "x=1"])
def test_wrong_question_is_refused(pages: FlaskClient, asked: str) -> None:
    """A feed that is none of the search that was meant is worse than an error."""
    assert pages.get(f"/search.atom?{asked}").status_code == 400


def test_nothing_of_a_query_is_taken_for_xml(pages: FlaskClient) -> None:
    """It stands in the title as text."""
    feed = _feed(pages, "q=" + quote('"<script>alert(1)</script>"'))
    (title,) = _texts(feed, "a:title/text()")
    assert "“<script>alert(1)</script>”" in title
    assert not feed.xpath("//*[local-name()='script']")


def test_text_that_xml_cannot_hold_is_replaced() -> None:
    """A paper with control characters or half a character does not break the feed."""
    hostile = "</title><x>\x00\x0b\ud800\uffff]]>&"
    hit = _hit(
        id="k/b/i",
        title=hostile,
        topics=[hostile],
        board=hostile,
        decisions=[Decision(hostile)],
    )
    told = _answer(hits=[hit])
    feed = etree.fromstring(atom(told, {}, Addresses("u:f", "u:p", "u:"), hostile))
    (title,) = _texts(feed, "a:entry/a:title/text()")
    assert title == "</title><x>\ufffd\ufffd\ufffd\ufffd]]>&"
    assert not feed.xpath("//*[local-name()='x']")
