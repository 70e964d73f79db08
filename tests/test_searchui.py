"""The pages, over the shipped sample papers: what people see, and what no page may do."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import msgspec
import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

import searchui
from indexer.adding import add_papers
from indexer.collection import Collection, Problem
from indexer.errors import Failed
from indexer.model import Board, Decision, Item, Meeting
from indexer.pipeline import index
from indexer.place import IndexPlace
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive, Request
from indexer.store import Corpus
from searchui import wording
from searchui.app import HEADERS, create_app

BOARD = "kelderby/environment-and-neighbourhoods-scrutiny-board-3"
BOARD_NAME = "Environment and Neighbourhoods Scrutiny Board (3)"
MEETING = f"{BOARD}/2023-11-23"
ITEM = f"{MEETING}/weekly-food-waste-collections"
DRAFT = f"{BOARD}/2024-12-05/food-waste-collections-pilot-early-findings"
FORMER = f"{MEETING}/food-waste"
CABINET = Board("k/cabinet", "Cabinet")
HOSTILE = "\"><script>alert('x')</script>{{ 7*7 }}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample papers of the invented council, indexed."""
    folder = tmp_path_factory.mktemp("pages")
    with Corpus.open(folder / "corpus", create=True) as corpus:
        now = datetime(2026, 11, 21, tzinfo=UTC)
        add_papers(corpus, (str(sample_folder()),), council=COUNCIL, now=now)
        index(corpus, IndexPlace(folder / "index"), now=now, workers=1)
    engine = IndexPlace(folder / "index").open()
    engine.write(records={f"alias:{FORMER}": ITEM.encode()})
    yield Archive(engine)
    engine.close()


@pytest.fixture(scope="module")
def pages(archive: Archive) -> FlaskClient:
    """A browser without script or cookies."""
    return create_app(archive).test_client(use_cookies=False)


def read(response: TestResponse, status: int = 200) -> Any:
    """The page as a tree, once its status is right."""
    assert response.status_code == status
    return html.fromstring(response.get_data())


def words(node: Any) -> str:
    """The text of a page or a part of it, on one line."""
    return " ".join(node.text_content().split())


def hits(page: Any) -> list[str]:
    """The identifiers of the items found, in order, without partial matches."""
    found = page.xpath("//article[@class='hit'][not(ancestor::section[@class='partial'])]/h2/a")
    return [link.get("href").lstrip("/") for link in found]


# --- the search ---------------------------------------------------------------------------------


def test_start_page_has_one_box_and_says_what_is_held(pages: FlaskClient) -> None:
    """Without a question the page asks for one, and tells whose papers can be searched."""
    page = read(pages.get("/"))
    assert words(page.xpath("//h1")[0]) == "Search what councils decide"
    assert page.xpath("//form[@action='/search']//input[@type='search']/@name") == ["q"]
    assert f"{BOARD_NAME} 7 53 14 September 2023 to 6 March 2025" in words(page)
    assert "noindex" not in pages.get("/").get_data(as_text=True)


def test_results_are_those_of_the_archive_in_its_order(
    pages: FlaskClient, archive: Archive
) -> None:
    """The page shows the hits that the archive gives, and says the total and the question back."""
    answer = archive.search(Request("food waste collection"))
    page = read(pages.get("/search?q=food+waste+collection"))
    assert hits(page) == [hit.id for hit in answer.hits if not hit.missing]
    assert words(page.xpath("//h1")[0]) == f"{answer.total} items found"
    assert "Searched for items with “food” and “waste” and “collection”." in words(page)


def test_hit_says_who_decided_and_on_which_page(pages: FlaskClient) -> None:
    """A hit has board, date, number, decisions with their maker, and passages with their page."""
    page = read(pages.get("/search?q=food+waste+collection"))
    hit = page.xpath(f"//article[h2/a/@href='/{ITEM}']")[0]
    assert f"{BOARD_NAME} · 23 November 2023 · item 10" in words(hit)
    assert (
        f"Decided by {BOARD_NAME} (scrutiny) minutes approved 1) Support the introduction"
        in words(hit)
    )
    assert (
        f"Recommended by {BOARD_NAME} to Cabinet Member for Environment and Neighbourhoods "
        "1) Write to the Secretary of State"
    ) in words(hit)
    assert "page 2 (printed 2) of the minutes: printed minutes.pdf" in words(hit)
    assert "collections" in {mark.text for mark in hit.xpath(".//mark")}


def test_draft_minutes_are_called_draft(pages: FlaskClient) -> None:
    """A decision that only draft minutes have is marked so, in the results and on its page."""
    found = read(pages.get("/search?q=food+waste+collection"))
    assert "draft minutes" in words(found.xpath(f"//article[h2/a/@href='/{DRAFT}']")[0])
    assert "draft minutes" in words(read(pages.get(f"/{DRAFT}")))


def test_paging_goes_through_all_hits_once(pages: FlaskClient, archive: Archive) -> None:
    """Following the links to the next page shows every hit once."""
    seen, address = [], "/search?q=food&limit=4"
    while address:
        page = read(pages.get(address))
        seen += hits(page)
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert seen == [hit.id for hit in archive.search(Request("food", limit=50)).hits]


def test_page_past_the_last_says_so(pages: FlaskClient, archive: Archive) -> None:
    """Past the end there is the true total and a way back, and no hit."""
    page = read(pages.get("/search?q=food&page=90"))
    answer = archive.search(Request("food"))
    assert hits(page) == []
    assert f"There is no page 90: the first page of {answer.pages}." in words(page)
    assert words(page.xpath("//h1")[0]) == f"{answer.total} items found"


@pytest.mark.parametrize("name", ["board", "year", "officer"])
def test_every_count_narrows_to_just_that_many(pages: FlaskClient, name: str) -> None:
    """A click on a value beside the results finds as many items as its count says."""
    page = read(pages.get("/search?q=waste"))
    for entry in page.xpath(f"//aside//li[contains(a/@href, '{name}=')]"):
        count = int(entry.xpath("./span[@class='count']")[0].text)
        narrowed = read(pages.get(entry.xpath("./a/@href")[0]))
        assert words(narrowed.xpath("//h1")[0]).startswith(f"{count} item")


def test_chosen_filter_is_said_by_name_and_can_be_removed(pages: FlaskClient) -> None:
    """A filter stands in the form and beside a link that takes only it away."""
    page = read(pages.get(f"/search?q=food&board={BOARD}&year=2023/24"))
    assert f"board “{BOARD_NAME}”" in words(page)
    assert page.xpath("//select[@name='board']/option[@selected]/@value") == [BOARD]
    assert page.xpath("//form//input[@name='year']/@value") == ["2023/24"]
    without = [link.get("href") for link in page.xpath("//div[@class='chosen']//a")]
    assert without == ["/search?q=food&year=2023/24", f"/search?q=food&board={BOARD}"]


def test_repeated_filter_finds_either(pages: FlaskClient, archive: Archive) -> None:
    """Two values of one filter are one or the other, as with the command."""
    page = read(pages.get("/search?q=food&year=2023/24&year=2024/25&limit=50"))
    both = Request("food", {"year": ["2023/24", "2024/25"]}, limit=50)
    assert hits(page) == [hit.id for hit in archive.search(both).hits]


def test_blank_parameters_count_for_nothing(pages: FlaskClient, archive: Archive) -> None:
    """A form sent with empty fields asks only for what was filled in."""
    page = read(pages.get("/search?q=food&board=&officer=+&from=&to=&sort=&page=&limit="))
    total = archive.search(Request("food")).total
    assert words(page.xpath("//h1")[0]) == f"{total} items found"


def test_routine_matter_is_counted_and_shown_on_request(pages: FlaskClient) -> None:
    """What is left out is said with a link that shows it."""
    page = read(pages.get("/search?q=minutes"))
    left_out = page.xpath("//p[contains(., 'routine matter left out')]")[0]
    count = int(words(left_out).split()[0])
    shown = read(pages.get(left_out.xpath("./a/@href")[0]))
    totals = [int(words(one.xpath("//h1")[0]).split()[0]) for one in (page, shown)]
    assert totals[1] == totals[0] + count > count


def test_partial_matches_stand_apart_with_what_they_lack(pages: FlaskClient) -> None:
    """Items with only some of the words are no part of the result, and each says what it lacks."""
    page = read(pages.get("/search?q=liners+participation+anaerobic+helicopter"))
    assert hits(page) == []
    apart = page.xpath("//section[@class='partial']")[0]
    assert "Without: helicopter" in words(apart)
    assert words(page.xpath("//h1")[0]) == "Nothing found"


def test_nothing_found_says_what_is_held_and_what_is_missing(
    pages: FlaskClient, archive: Archive
) -> None:
    """An empty result is told with the boards, dates and papers held, and the known gaps."""
    page = read(pages.get("/search?q=helicopter"))
    held = archive.collection()
    assert words(page.xpath("//h1")[0]) == "Nothing found"
    assert f"{held.items} items of {held.documents.held} papers" in words(page)
    assert "the meeting of 24 March 2022 is not held" in words(page)


def test_misspelt_word_is_offered_mended(pages: FlaskClient) -> None:
    """A word that nothing has comes back as a link to its nearest neighbour."""
    page = read(pages.get("/search?q=contaminaton"))
    assert page.xpath("//a[@href='/search?q=contamination']")


def test_official_words_are_said_with_a_link_that_takes_them_away(
    pages: FlaskClient, archive: Archive
) -> None:
    """The page says which were looked for; the link searches what was typed, and there is a way back."""
    page = read(pages.get("/search?q=bin+collection"))
    assert "“bin collection” also as “refuse collection” or “waste collection”" in words(page)
    (link,) = page.xpath("//a[text()='Search only what was typed']/@href")
    typed = read(pages.get(link))
    total = archive.search(Request("bin collection", as_typed=True)).total
    assert words(typed.xpath("//h1")[0]) == f"{total} items found"
    assert typed.xpath("//form//input[@name='as_typed']/@value") == ["1"]
    (back,) = typed.xpath("//a[text()='Look for official words too']/@href")
    assert back == "/search?q=bin+collection"


def test_no_page_names_a_command_where_nothing_was_found(pages: FlaskClient) -> None:
    """Whoever reads a page has no command line."""
    page = read(pages.get("/search?q=helicopter+okafor"))
    assert "minutebook " not in words(page.xpath("//section[@class='found']")[0])


# --- wrong calls --------------------------------------------------------------------------------


def test_wrong_query_keeps_the_form_filled_in(pages: FlaskClient) -> None:
    """A query that cannot be read is told with what to write, above nothing lost."""
    page = read(pages.get("/search?q=bord:cabinet&officer=Ambler"), 400)
    assert "bord" in words(page.xpath("//div[@class='wrong']")[0])
    assert page.xpath("//input[@name='q']/@value") == ["bord:cabinet"]
    assert page.xpath("//input[@name='officer']/@value") == ["Ambler"]


WRONG = {
    "bord=cabinet": "“bord” is not a parameter of the search. Did you mean “board”?",
    "sort=best": "“sort” is “best”. Write one of: relevance, newest, oldest.",
    "page=two": "“page” is “two”. Write a whole number.",
    "page=0": "“page” is 0. The first page is 1.",
    "page=99999999999999999999": "Write a whole number.",
    "limit=1000": "Write a number from 1 to 100.",
    "everything=maybe": "“everything” is “maybe”. Write 1 or 0.",
    "q=again": "“q” stands more than once",
    "from=whenever": "“from:whenever” is no date.",
    "zone=kitchen": "“zone:kitchen” is not known.",
}


@pytest.mark.parametrize("parameter", WRONG)
def test_wrong_parameter_is_refused_on_page_and_api(pages: FlaskClient, parameter: str) -> None:
    """Nothing in an address is ignored: what is wrong is named, with what to write instead."""
    page = read(pages.get(f"/search?q=food&{parameter}"), 400)
    assert WRONG[parameter] in words(page)
    answer = pages.get(f"/api/v1/search?q=food&{parameter}")
    assert answer.status_code == 400
    assert WRONG[parameter] in answer.get_json()["error"]


def test_flood_of_filters_is_refused_in_a_small_page(pages: FlaskClient) -> None:
    """An address with thousands of filters does not come back as thousands of fields."""
    answer = pages.get("/search?" + "board=a&" * 5000)
    assert answer.status_code == 400
    assert len(answer.get_data()) < 5000


def test_nothing_of_a_query_is_taken_for_html(pages: FlaskClient) -> None:
    """Words of a query, a filter or an address are shown as text, whatever they hold."""
    hostile = quote(HOSTILE)
    for address in (
        f"/search?q={hostile}",
        f"/search?q=food&board={hostile}&officer={hostile}&year=2023/24",
        f"/search?q=food&{hostile}=1",
        f"/search?q=food&sort={hostile}",
        f"/{hostile}",
    ):
        body = pages.get(address).get_data(as_text=True)
        assert "<script" not in body.lower()
        assert "&#34;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{ 7*7 }}" in body


@pytest.mark.parametrize(
    "query", ["%00", "%ff%fe", "%ed%a0%80", "(" * 30, "%F0%9F%97%91", "a" * 2000]
)
def test_odd_bytes_are_answered_calmly(pages: FlaskClient, query: str) -> None:
    """Whatever bytes stand in an address, the answer is a page and no failure."""
    for address in (f"/search?q={query}", f"/api/v1/search?q={query}", f"/{query}"):
        assert pages.get(address).status_code in {200, 400, 404}


# --- items, meetings, documents -------------------------------------------------------------------


def test_item_page_has_the_decision_first(pages: FlaskClient) -> None:
    """Decision, minutes, recommendations, people and documents stand in this order, with pages."""
    page = read(pages.get(f"/{ITEM}"))
    assert [words(title) for title in page.xpath("//h2")] == [
        "Decision",
        "Minutes",
        "What the report recommends",
        "Refers to",
        "About the report",
        "People",
        "Documents",
    ]
    assert "Weekly Food Waste Collections (report), pages 1–5 of the file" in words(page)
    goes_to = page.xpath("//dt[text()='Goes to']/following-sibling::dd[1]")[0]
    assert words(goes_to).endswith("Cabinet, 12 December 2023")


def test_meeting_page_lists_its_agenda_in_order(pages: FlaskClient, archive: Archive) -> None:
    """A meeting's items stand in the order of its agenda, and those present below."""
    page = read(pages.get(f"/{MEETING}"))
    shown = archive.show(MEETING)
    assert shown and isinstance(shown[1], Meeting)
    links = page.xpath("//ul[@class='agenda']/li/a/@href")
    assert links == [f"/{item.id}" for item in shown[1].items]
    assert "Councillor R Okafor, chair" in words(page)


def test_every_page_linked_from_the_results_exists(pages: FlaskClient) -> None:
    """No link within the pages leads nowhere: items, meetings, documents, boards, filters."""
    waiting = {"/search?q=food&everything=1&limit=50"}
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = read(pages.get(address))
        links = [link for link in page.xpath("//a/@href") if link.startswith("/")]
        waiting |= {link for link in links if "?" not in link} - seen
    assert len(seen) > 80


def test_document_page_says_where_it_came_from(pages: FlaskClient) -> None:
    """A paper's page has facts about it, and never the file itself."""
    item = read(pages.get(f"/{ITEM}"))
    address = item.xpath("//li/a[starts-with(., 'Agenda, ')]/@href")[0]
    page = read(pages.get(address))
    assert "application/pdf" in words(page)
    assert "agenda frontsheet.pdf" in words(page)


@pytest.mark.parametrize("former", [FORMER, f"{ITEM}/"])
def test_former_identifier_leads_to_the_present_one(pages: FlaskClient, former: str) -> None:
    """An alias answers with a lasting redirection; so does an identifier with a stroke at its end."""
    answer = pages.get(f"/{former}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{ITEM}")


LITTLE: dict[str, tuple[str, object, str]] = {
    "paper": (
        "item",
        Item("kelderby/papers/a-1", "A", "kelderby", None, None, None),
        "A paper without a meeting · no date",
    ),
    "private": (
        "item",
        Item("kelderby/decisions/1", "A", "kelderby", None, date(2024, 1, 2), None, private=True),
        "its papers are withheld",
    ),
    "meeting": (
        "meeting",
        Meeting("k/cabinet/2024-01-02", "k", CABINET, (CABINET,), date(2024, 1, 2)),
        "No item of this meeting is held.",
    ),
    "document": (
        "document",
        {
            "id": "kelderby/documents/s1",
            "council": "kelderby",
            "title": "scan.pdf",
            "kind": "other",
            "url": None,
            "sources": ["papers/scan.pdf"],
            "media_type": "application/pdf",
            "size": 1,
            "hash": "0" * 64,
            "added": "2026-11-21T00:00:00Z",
            "private": False,
            "superseded": True,
            "unreadable": "it is only pictures",
        },
        "It could not be read: it is only pictures",
    ),
}


@pytest.mark.parametrize("case", LITTLE)
def test_page_says_only_what_is_known(archive: Archive, case: str) -> None:
    """Of a paper or meeting that little is known of there is a page all the same."""
    kind, value, said = LITTLE[case]
    identifier = value["id"] if isinstance(value, dict) else value.id  # type: ignore[attr-defined]
    with patch.object(archive, "show", lambda _: (kind, value)):
        page = read(create_app(archive).test_client().get(f"/{identifier}"))
    assert said in words(page)
    assert "None" not in words(page)


def test_empty_index_says_that_nothing_is_held(archive: Archive) -> None:
    """Before anything is indexed, the start and coverage pages say so."""
    with patch.object(archive, "collection", Collection):
        pages = create_app(archive).test_client()
        assert "No board’s papers are held." in words(read(pages.get("/")))
        assert "Nothing is indexed yet." in words(read(pages.get("/coverage")))


def test_unreadable_papers_are_listed(archive: Archive) -> None:
    """Where nothing is found, the papers that nobody could read are named with the reason."""
    problem = Problem(f"{COUNCIL}/documents/x", "papers/scan.pdf", "it is only pictures", "2026")
    held = dataclasses.replace(archive.collection(), problems=(problem,))
    with patch.object(archive, "collection", lambda: held):
        pages = create_app(archive).test_client()
        for address in ("/search?q=helicopter", "/coverage"):
            assert "scan.pdf: it is only pictures" in words(read(pages.get(address)))


@pytest.mark.parametrize(
    "path",
    ["/kelderby/none", "/../../etc/passwd", "/static/../app.py", "/static/app.py", "/api/v2"],
)
def test_unknown_identifier_is_not_found(pages: FlaskClient, path: str) -> None:
    """What is not held is said to be not held, whatever the address looks like."""
    assert pages.get(path).status_code == 404
    assert HEADERS.items() <= dict(pages.get(path).headers).items()


def test_coverage_tells_boards_and_gaps(pages: FlaskClient) -> None:
    """What is held of each board, and what the papers mention and the collection lacks."""
    page = read(pages.get("/coverage"))
    assert f"{BOARD_NAME} 7 53 14 September 2023 to 6 March 2025" in words(page)
    assert "the meeting of 24 March 2022 is not held" in words(page)


# --- for scripts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "request_"),
    [
        ("q=food+waste", Request("food waste")),
        ("q=food&facets=1", Request("food", facets=True)),
        ("q=helicopter", Request("helicopter")),
        (
            "q=waste&board=SB3&from=2023-11&to=2024&sort=oldest&limit=2&page=2&everything=1",
            Request(
                "waste",
                {"board": ["SB3"], "from": ["2023-11"], "to": ["2024"]},
                sort="oldest",
                limit=2,
                page=2,
                everything=True,
            ),
        ),
    ],
)
def test_api_answers_as_the_command_does(
    pages: FlaskClient, archive: Archive, address: str, request_: Request
) -> None:
    """The JSON is the archive's answer, field by field, but for the time it took."""
    answer = pages.get(f"/api/v1/search?{address}")
    expected = msgspec.to_builtins(archive.search(request_))
    assert answer.content_type == "application/json"
    assert answer.get_json() | {"took_ms": 0} == msgspec.json.decode(
        msgspec.json.encode(expected | {"took_ms": 0})
    )


# --- what holds on every page ---------------------------------------------------------------------

ADDRESSES = (
    "/",
    "/search?q=food",
    "/search?q=bord:x",
    f"/{ITEM}",
    f"/{MEETING}",
    "/coverage",
    "/no",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_safe_and_sound(pages: FlaskClient, address: str) -> None:
    """Headers, no cookie, no script, no style in a tag; a title, one h1, labels, the warning."""
    answer = pages.get(address)
    page = html.fromstring(answer.get_data())
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "Set-Cookie" not in answer.headers
    assert not page.xpath("//script | //@style | //@*[starts-with(name(), 'on')] | //style")
    assert page.get("lang") == "en-GB"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert words(page.xpath("//title")[0]).endswith("Minutebook")
    assert "not the official record of the council" in words(page.xpath("//footer")[0])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    fields = page.xpath("//input[not(@type='hidden')]/@id | //select/@id")
    assert set(fields) <= set(page.xpath("//label/@for"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_leave_no_step_out(pages: FlaskClient, address: str) -> None:
    """Below a heading stands at most the next lower one."""
    page = html.fromstring(pages.get(address).get_data())
    after_first = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3 | //h4")]
    levels = after_first[after_first.index(1) :]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_results_are_kept_out_of_search_machines(pages: FlaskClient) -> None:
    """Result pages and the API say noindex; pages of items do not."""
    for address in ("/search?q=food", "/?q=food", "/api/v1/search?q=food"):
        assert pages.get(address).headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in pages.get(f"/{ITEM}").headers


def test_pages_are_only_read(pages: FlaskClient) -> None:
    """Nothing is taken in: any method but reading is refused, as JSON where JSON is spoken."""
    assert pages.post("/search").status_code == 405
    assert pages.post("/api/v1/search").get_json() == {
        "error": "This address only answers to being read."
    }


def test_failure_is_told_without_its_traceback(archive: Archive) -> None:
    """An error of ours gives its sentence, any other a plain apology; neither a traceback."""
    pages = create_app(archive).test_client()
    for error, said, status in (
        (Failed("The disk is gone: put it back."), "The disk is gone: put it back.", 503),
        (ZeroDivisionError("secret detail"), "Something went wrong that should not.", 500),
    ):
        with patch.object(archive, "search", side_effect=error):
            page = pages.get("/search?q=food")
            api = pages.get("/api/v1/search?q=food")
        assert page.status_code == api.status_code == status
        assert said in page.get_data(as_text=True) and said in api.get_json()["error"]
        assert "Traceback" not in page.get_data(as_text=True)
        assert "secret" not in page.get_data(as_text=True) + api.get_data(as_text=True)


def test_link_out_leads_to_the_web_only(archive: Archive) -> None:
    """An address is a link if it is http or https; any other is no link at all."""
    known = archive.show(ITEM)
    assert known and isinstance(known[1], Item)
    for url, linked in (("https://council.example/a.pdf", True), ("javascript:alert(1)", False)):
        paper = dataclasses.replace(
            known[1].documents[0], url=url, media_type="application/pdf", pages=(3, 4)
        )
        item = dataclasses.replace(known[1], documents=(paper,))
        with patch.object(archive, "show", lambda _, item=item: ("item", item)):
            page = read(create_app(archive).test_client().get(f"/{ITEM}"))
        out = page.xpath("//a[@rel='external']/@href")
        assert out == ([f"{url}#page=3"] if linked else [])


def test_cut_decision_is_said_to_be_cut(archive: Archive) -> None:
    """A decision that the papers cut is never shown as if it were whole."""
    known = archive.show(ITEM)
    assert known and isinstance(known[1], Item)
    decision = Decision("approve the sale of", action="approve", complete=False)
    item = dataclasses.replace(known[1], decisions=(decision,), truncated=True)
    with patch.object(archive, "show", lambda _: ("item", item)):
        page = read(create_app(archive).test_client().get(f"/{ITEM}"))
    assert "approve the sale of cut in the papers held" in words(page)
    assert "Decided (by whom is not said)" in words(page)


def test_recommendation_is_never_called_decided() -> None:
    """What a body recommends stands under “Recommended”, or says so in its own words."""
    for decision, said in (
        (
            Decision("sell it", "recommend", None, "Cabinet", "Board A"),
            "Recommended by Board A to Cabinet",
        ),
        (Decision("sell it", "recommend"), "Recommended by a body that is not named"),
        (
            Decision("Recommend that Cabinet sell it", "recommend", decided_by="Board A"),
            "Decided by Board A",
        ),
        (Decision("sell it", "approve", decided_by="Cabinet"), "Decided by Cabinet"),
    ):
        assert [title for title, _ in wording.decided([decision])] == [said]


def test_html_is_trusted_in_one_place_only() -> None:
    """Only the snippets of the search, which it escapes, pass without escaping."""
    folder = Path(searchui.__file__).parent
    sources = [
        path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in {".html", ".py"}
    ]
    assert sum(len(re.findall(r"\|\s*safe\b|Markup|autoescape", text)) for text in sources) == 1


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "https://kelderby.gov.example/documents/s1/A%20report%2C%202024.pdf",
            "A report, 2024.pdf",
        ),
        ("https://kelderby.gov.example/documents/g9/Pack.pdf?T=10", "Pack.pdf"),
        ("https://kelderby.gov.example/ieListDocuments.aspx?MId=9", "ieListDocuments.aspx?MId=9"),
        ("https://kelderby.gov.example/", "https://kelderby.gov.example/"),
        ("papers/2024/100%25.pdf", "100%25.pdf"),
        (r"C:\papers\minutes.pdf", "minutes.pdf"),
    ],
)
def test_a_paper_is_called_by_the_end_of_its_source(source: str, shown: str) -> None:
    """Addresses are decoded to be read; names of files stand as they are."""
    assert wording.file_name(source) == shown
