"""The search page and its JSON: what people see of an answer."""

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import pytest
from flask.testing import FlaskClient
from page_checks import BOARD, BOARD_NAME, DRAFT, HOSTILE, ITEM, MEETING, hits, read, words

from indexer.search.archive import Archive, Request
from searchui.app import create_app
from searchui.house import House
from searchui.results import passages
from searchui.wording import moment


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


def _facets(pages: FlaskClient, query: str) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = pages.get(
        f"/api/v1/search?q={query}&facets=1"
    ).get_json()["facets"]
    return facets


def _chips(page: Any) -> dict[str, str]:
    """What the chips say, and where they lead."""
    chips = page.xpath("//ul[@class='app-chips']/li")
    return {words(chip): chip.xpath("./a/@href")[0] for chip in chips}


# --- the search ---------------------------------------------------------------------------------


def test_start_page_has_one_box_and_says_what_is_held(pages: FlaskClient) -> None:
    """Without a question the page asks for one, and tells whose papers can be searched."""
    page = read(pages.get("/"))
    assert words(page.xpath("//h1")[0]) == "Search what councils decide"
    assert page.xpath("//form[@action='/search']//input[@type='search']/@name") == ["q"]
    told = f"{BOARD_NAME} 7 meetings · 53 items · 14 September 2023 to 6 March 2025"
    assert told in words(page)
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
    """A hit has its meeting, its numbers, decisions with their maker, and passages with their page."""
    page = read(pages.get("/search?q=food+waste+collection"))
    hit = page.xpath(f"//article[h3/a/@href='/{ITEM}']")[0]
    meeting = hit.xpath("parent::section/h2/a")[0]
    assert words(meeting) == f"{BOARD_NAME}, 23 November 2023"
    assert meeting.get("href") == f"/{MEETING}"
    assert "Minute 10/23 · agenda item 4 · Officers: Priya Nandakumar, " in words(hit)
    assert (
        f"Decided by {BOARD_NAME} (scrutiny) minutes approved 1) Support the introduction"
        in words(hit)
    )
    assert "page 2 (printed 2) of the minutes: Printed minutes, " in words(hit)
    assert "collections" in {mark.text for mark in hit.xpath(".//mark")}


def test_draft_minutes_are_called_draft(pages: FlaskClient) -> None:
    """A decision that only draft minutes have is marked so, in the results and on its page."""
    found = read(pages.get("/search?q=food+waste+collection"))
    assert "draft minutes" in words(found.xpath(f"//article[h3/a/@href='/{DRAFT}']")[0])
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


@pytest.mark.parametrize("name", ["board", "officer", "topic", "ward", "kind"])
def test_every_count_narrows_to_just_that_many(pages: FlaskClient, name: str) -> None:
    """A click on a value beside the results finds as many items as its count says; no value lacks."""
    page = read(pages.get("/search?q=waste"))
    entries = page.xpath(f"//aside//li[contains(a/@href, '&{name}=')]")
    assert len(entries) == len(_facets(pages, "waste")[name]) > 0
    for entry in entries:
        count = int(entry.xpath("./span[@class='app-count']")[0].text)
        narrowed = read(pages.get(entry.xpath("./a/@href")[0]))
        assert words(narrowed.xpath("//h1")[0]).startswith(f"{count} item")


def test_every_bar_of_the_chart_narrows_to_its_year(pages: FlaskClient) -> None:
    """A click on a year, in the chart or in its table, finds as many items as the number beside it."""
    page = read(pages.get("/search?q=waste"))
    rows = page.xpath("//aside//table//tr[td]")
    shown = {words(row.xpath("./th")[0]): int(row.xpath("./td")[0].text) for row in rows}
    assert shown == dict(_facets(pages, "waste")["year"])
    links = page.xpath("//aside//*[name()='svg']//*[name()='a']")
    assert [link.get("href") for link in links] == page.xpath("//aside//table//a/@href")
    for link in links:
        year, _, count = link.get("aria-label").partition(": ")
        assert count == f"{shown[year]} items" or count == "1 item" == f"{shown[year]} item"
        narrowed = read(pages.get(link.get("href")))
        assert words(narrowed.xpath("//h1")[0]) == f"{count} found"


def test_items_without_a_date_are_counted_beside_the_chart(pages: FlaskClient) -> None:
    """The bars and the undated items are all that was found."""
    page = read(pages.get("/search?q=food+waste+collection"))
    undated = page.xpath("//aside/p[contains(., 'without a date, in no year')]")[0]
    bars = sum(int(cell.text) for cell in page.xpath("//aside//td"))
    total = int(words(page.xpath("//h1")[0]).split()[0])
    assert bars + int(words(undated).split()[0]) == total


def test_one_year_is_no_chart(pages: FlaskClient) -> None:
    """A line says its count; a picture of one bar says nothing."""
    page = read(pages.get("/search?q=food&year=2023/24"))
    assert not page.xpath("//*[name()='svg']")
    assert "Municipal year 2023/24 " in words(page.xpath("//aside")[0])


def test_first_and_last_mention_are_told(pages: FlaskClient, archive: Archive) -> None:
    """With day, title and board, and a link."""
    page = read(pages.get("/search?q=food+waste+collection"))
    dated = [
        archive.search(Request("food waste collection", sort=sort, limit=1)).hits[0]
        for sort in ("oldest", "newest")
    ]
    told = page.xpath("//aside/dl")[0]
    assert told.xpath(".//a/@href") == [f"/{hit.id}" for hit in dated]
    assert "First found 16 May 2023" in words(told)


@pytest.mark.parametrize(
    "asked", ["topic=bins+and+recycling", "q=board:SB3", "q=-food", "board=SB3&sort=relevance"]
)
def test_filters_alone_are_said_to_be_newest_first(
    pages: FlaskClient, archive: Archive, asked: str
) -> None:
    """They are, and relevance is not offered: everything fits equally well."""
    page = read(pages.get(f"/search?{asked}"))
    ways = page.xpath("//nav[@aria-label='Order of the result']")[0]
    assert [words(one) for one in ways.xpath("./strong")] == ["newest"]
    assert "relevance" not in words(ways)
    newest = read(pages.get(f"/search?{asked.replace('&sort=relevance', '')}&sort=newest"))
    assert hits(page) == hits(newest) != []


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", "relevance"),
        ("&sort=", "relevance"),
        ("&sort=oldest", "oldest"),
        ("&year=2023/24", "relevance"),
    ],
)
def test_order_shown_is_the_one_that_was_used(pages: FlaskClient, asked: str, order: str) -> None:
    """Words come by relevance unless another order is chosen."""
    ways = read(pages.get(f"/search?q=food{asked}")).xpath("//nav[@class='app-ways']")[0]
    assert [words(one) for one in ways.xpath("./strong")] == [order]
    assert len(ways.xpath("./a[contains(@href, 'sort=')]")) == 2


def test_passage_is_of_a_paper_known_by_its_title(pages: FlaskClient, archive: Archive) -> None:
    """The link to a paper is its title, as its own record says it."""
    page = read(pages.get("/search?q=food+waste+collection&limit=50"))
    links = page.xpath("//p[@class='app-hit__place']/a[not(contains(@href, '/pages/'))]")
    shown = {(link.get("href").lstrip("/"), words(link)) for link in links}
    titles = {
        found.document: found.title
        for hit in archive.search(Request("food waste collection", limit=50)).hits
        for found in (hit.passages[:1] if hit.missing else hit.passages)
    }
    assert shown == set(titles.items()) != set()


def test_hits_of_one_meeting_stand_under_it_once(pages: FlaskClient) -> None:
    """Sorted by date, no meeting has two headings, and none of its hits stands elsewhere."""
    page = read(pages.get("/search?q=waste&sort=newest&limit=50"))
    meetings = page.xpath("//section[@class='app-sitting']/h2/a/@href")
    assert len(meetings) == len(set(meetings)) < len(hits(page))
    for section in page.xpath("//section[@class='app-sitting'][h2/a]"):
        meeting = section.xpath("./h2/a/@href")[0]
        assert all(href.startswith(f"{meeting}/") for href in section.xpath("./article/h3/a/@href"))


def test_chosen_filter_is_said_by_name_and_can_be_removed(pages: FlaskClient) -> None:
    """A filter stands in the form and beside a link that takes only it away."""
    page = read(pages.get(f"/search?q=food&board={BOARD}&year=2023/24"))
    assert f"board “{BOARD_NAME}”" in words(page)
    assert page.xpath("//select[@name='board']/option[@selected]/@value") == [BOARD]
    assert page.xpath("//form//input[@name='year']/@value") == ["2023/24"]
    assert _chips(page) == {
        f"board: {BOARD_NAME} remove board {BOARD_NAME}": "/search?q=food&year=2023/24",
        "municipal year: 2023/24 remove municipal year 2023/24": f"/search?q=food&board={BOARD}",
    }


def test_typed_field_can_be_removed(pages: FlaskClient, archive: Archive) -> None:
    """A field of the query stands beside a link that leaves just it out; words stay as typed."""
    typed = 'food -garden board:SB3 officer:"Priya Nandakumar"'
    page = read(pages.get("/search?" + urlencode({"q": typed})))
    chips = list(_chips(page).items())
    assert [said for said, _ in chips] == [
        "board: SB3 (typed) remove board SB3 (typed)",
        "officer: Priya Nandakumar (typed) remove officer Priya Nandakumar (typed)",
    ]
    rest = archive.search(Request('food -garden officer:"Priya Nandakumar"', limit=50))
    assert hits(read(pages.get(chips[0][1] + "&limit=50"))) == [hit.id for hit in rest.hits]


@pytest.mark.parametrize("typed", ["food OR board:SB3", "food -board:SB3", "(food board:SB3)"])
def test_field_that_cannot_be_left_out_alone_is_no_chip(pages: FlaskClient, typed: str) -> None:
    """Under OR, in brackets or after a minus its removal would ask for something else."""
    assert not _chips(read(pages.get("/search?" + urlencode({"q": typed}))))


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
    (tick,) = page.xpath("//label[@for='everything']")
    assert words(tick) == f"Show routine matter too ({words(left_out).split()[0]} items left out)"
    count = int(words(left_out).split()[0])
    shown = read(pages.get(left_out.xpath("./a/@href")[0]))
    totals = [int(words(one.xpath("//h1")[0]).split()[0]) for one in (page, shown)]
    assert totals[1] == totals[0] + count > count


def test_partial_matches_stand_apart_with_what_they_lack(pages: FlaskClient) -> None:
    """Items with only some of the words are no part of the result, and each says what it lacks."""
    page = read(pages.get("/search?q=liners+participation+anaerobic+helicopter"))
    assert hits(page) == []
    apart = page.xpath("//section[@id='partial']")[0]
    assert "Without: helicopter" in words(apart)
    assert words(page.xpath("//h1")[0]) == "Nothing found"


def test_nothing_found_says_what_is_held_and_what_is_missing(
    pages: FlaskClient, archive: Archive
) -> None:
    """An empty result is told with the boards, dates and items searched, and the known gaps."""
    page = read(pages.get("/search?q=helicopter"))
    held = archive.collection()
    assert words(page.xpath("//h1")[0]) == "Nothing found"
    told = words(page.xpath("//section[@class='app-statement']")[0])
    assert f"{held.items} items of " in told
    assert all(board.name in told for board in held.boards)
    assert "the meeting of 24 March 2022 is not held" in told
    assert "Appendix 2 - Appeals by Ward 2023-24.pdf: the PDF is cut off or broken" in told


def test_nothing_found_says_which_part_is_why(pages: FlaskClient) -> None:
    """A link leads to what is found without that part, as many as it says."""
    page = read(pages.get(f"/search?q=helicopter+food&board={BOARD}"))
    told = page.xpath("//section[@class='app-statement']")[0]
    assert (
        "“helicopter”: no item within the board asked for, no item in all that is held. Without it: "
    ) in words(told)
    (link,) = [one for one in told.xpath(".//a") if words(one).endswith("without “helicopter”")]
    assert link.get("href") == f"/search?q=food&board={BOARD}"
    found = words(read(pages.get(link.get("href"))).xpath("//h1")[0])
    assert words(link) == f"Show the {found.removesuffix(' found')} without “helicopter”"


def test_statement_to_copy_says_what_the_page_says(pages: FlaskClient) -> None:
    """Line by line, without the links."""
    page = read(pages.get("/search?q=helicopter"))
    shown = page.xpath("//section[@class='app-statement']")[0]
    for link in shown.xpath(".//a"):
        link.drop_tree()
    copied = page.xpath("//pre[@id='statement']")[0].text
    assert " ".join(copied.replace("\n- ", "\n").split()) == words(shown)
    assert page.xpath("//button[@data-copy='statement']")


def test_misspelt_word_is_offered_mended(pages: FlaskClient) -> None:
    """A word that nothing has comes back as a link to its nearest neighbour."""
    page = read(pages.get("/search?q=contaminaton"))
    assert page.xpath("//section[@class='app-statement']//a[@href='/search?q=contamination']")


def test_word_that_is_held_elsewhere_is_said_to_be(pages: FlaskClient, archive: Archive) -> None:
    """Outside the board and dates asked for; a board that is not held is told with it."""
    held = archive.search(Request("food", everything=True)).total
    items = archive.collection().items
    told = words(
        read(pages.get("/search?q=food&from=1990&to=1991")).xpath("//pre[@id='statement']")[0]
    )
    assert f"“food”: no item within the dates asked for, {held} items in all that is held." in told
    assert f"to 31 December 1991: leaves 0 of the {items} items held." in told
    undated = archive.search(Request("food", {"to": ["1991"]})).undated_left_out
    assert f"{undated} papers without a date left out by the conditions on dates." in told
    told = words(read(pages.get("/search?q=food&board=nosuch")).xpath("//pre[@id='statement']")[0])
    assert f"“food”: no item within the board asked for, {held} items in all that is held." in told
    assert f"board “nosuch”: leaves 0 of the {items} items held." in told
    assert "No board called “nosuch” is held" in told


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
    assert "minutebook " not in words(page.xpath("//main")[0])


def test_passage_leads_to_the_picture_of_its_page(archive: Archive) -> None:
    """With the words asked for, so that they are marked there; nowhere where no pictures are shown."""
    papers: Any = object()  # asked for nothing by a page of results
    shown = create_app(archive, House(papers=papers)).test_client()
    page = read(shown.get("/search?q=food+waste+collection"))
    hit = page.xpath(f"//article[h3/a/@href='/{ITEM}']")[0]
    for link in hit.xpath(".//a[starts-with(., 'see page ')]"):
        document, _, where = link.get("href").partition("/pages/")
        number, _, asked = where.partition("?")
        assert f"see page {number} of " in words(link)
        assert asked == "q=food+waste+collection"
        assert archive.show(document) is not None
    assert hit.xpath(".//a[starts-with(., 'see page ')]")
    bare = read(create_app(archive).test_client().get("/search?q=food+waste+collection"))
    assert not bare.xpath("//a[starts-with(., 'see page ')]")


def test_statement_is_of_the_moment_of_the_search(pages: FlaskClient) -> None:
    """To the minute."""
    before = datetime.now(UTC)
    page = read(pages.get("/search?q=helicopter"))
    possible = {moment(before), moment(datetime.now(UTC))}
    title = words(page.xpath("//section[@class='app-statement']/h2")[0])
    assert title.removeprefix("Nothing found, ") in possible


@pytest.mark.parametrize(
    "address", ["/", "/search?q=waste", "/search?q=food&year=2023/24", "/search?q=helicopter+food"]
)
def test_every_link_leads_somewhere(pages: FlaskClient, address: str) -> None:
    """To a page of ours that answers, or to a place on this page."""
    page = read(pages.get(address))
    links = set(page.xpath("//main//@href"))
    inside = {link for link in links if link.startswith("#")}
    ours = {link for link in links if link.startswith("/")}
    assert links == inside | ours and len(ours) > 5
    assert {link[1:] for link in inside} <= set(page.xpath("//@id"))
    answers = {link: pages.get(link).status_code for link in ours}
    assert set(answers.values()) <= {200, 302}, answers


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/search?q=helicopter", "helicopter: nothing found – Minutebook"),
        ("/search?q=food&limit=4&page=2", "food: {} items, page 2 – Minutebook"),
        ("/search?year=2023/24", "Search: {} items – Minutebook"),
        ("/", "Minutebook"),
        ("/search", "Minutebook"),
    ],
)
def test_title_says_what_came_of_it(pages: FlaskClient, address: str, title: str) -> None:
    """So that tabs and bookmarks can be told from each other."""
    page = read(pages.get(address))
    total = words(page.xpath("//h1")[0]).split()[0]
    assert words(page.xpath("//title")[0]) == title.format(total)


def test_long_decision_is_shown_in_three_parts(pages: FlaskClient, archive: Archive) -> None:
    """The others are counted, with a link to all of them."""
    found = archive.search(Request("food waste collection"))
    (whole,) = [hit for hit in found.hits if hit.id == ITEM]
    page = read(pages.get("/search?q=food+waste+collection"))
    (hit,) = page.xpath(f"//article[h3/a/@href='/{ITEM}']")
    assert len(hit.xpath(".//ul[contains(@class, 'app-decision__parts')]/li")) == 3
    (more,) = hit.xpath(f".//p/a[@href='/{ITEM}']")
    parts = len(whole.decisions) - 3
    said = f"{parts} more part{'s' if parts > 1 else ''} of the decision on “{whole.title}”"
    assert words(more) == said


def test_decision_shown_is_not_repeated_as_a_passage(archive: Archive) -> None:
    """Its place and page stay; a passage with any other word is shown, and so is one of another zone."""
    hit = next(
        hit
        for hit in archive.search(Request("zone:decision food waste", limit=50)).hits
        if hit.decisions and hit.passages
    )
    same = replace(
        hit.passages[0], zone="decision", snippet=f"<mark>{escape(hit.decisions[0].text)}</mark>"
    )
    other = replace(same, snippet=f"{same.snippet} helicopter")
    report = replace(same, zone="report")
    shown = passages(replace(hit, passages=(same, other, report)))
    assert shown == [(same, False), (other, True), (report, True)]


def test_partial_match_is_told_in_short(pages: FlaskClient) -> None:
    """What it lacks and its best passage: no decision, which would look like an answer."""
    page = read(pages.get("/search?q=liners+participation+anaerobic+helicopter"))
    partial = page.xpath("//section[@id='partial']//article")
    assert partial
    assert {len(hit.xpath(".//p[@class='app-snippet']")) for hit in partial} == {1}
    assert not page.xpath("//section[@id='partial']//div[@class='app-decision']")


def test_statement_says_where_and_by_whom_it_was_made(archive: Archive) -> None:
    """The public address of the search, and who runs the server."""
    house = House(address="https://minutes.example.org", operator="Kelderby Gazette")
    page = read(create_app(archive, house).test_client().get("/search?q=helicopter&board=cabinet"))
    told = page.xpath("//pre[@id='statement']")[0].text
    assert (
        "- Address of this search: https://minutes.example.org/search?q=helicopter&board=cabinet\n"
        "- Minutebook is run here by: Kelderby Gazette\n"
    ) in told


# --- wrong calls --------------------------------------------------------------------------------


def test_wrong_query_keeps_the_form_filled_in(pages: FlaskClient) -> None:
    """A query that cannot be read is told with what to write, above nothing lost."""
    page = read(pages.get("/search?q=bord:cabinet&officer=Ambler"), 400)
    assert "bord" in words(page.xpath("//div[@role='alert']")[0])
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


WRONG_AT = {
    "q=bord:cabinet&officer=Ambler": ("q", "There is no field “bord:”."),
    "q=food&from=whenever": ("from-1", "Write a day, month or year, such as 2019, "),
    "q=food&to=2019&to=later": ("to-2", "Write a day, month or year, such as 2019, "),
    "q=food&from=2020&to=2019": ("to-1", "Write a day that is not before the one in “From”"),
    f"q=food&board={'a' * 1001}": ("board-1", "“board” has more than 1,000 characters."),
    "q=": ("q", "Write a word to look for, or choose a filter"),
    "q=+&board=&sort=newest": ("q", "Write a word to look for, or choose a filter"),
}


@pytest.mark.parametrize("query", WRONG_AT)
def test_error_of_a_box_stands_at_it(pages: FlaskClient, query: str) -> None:
    """The summary links to the box, which is told by the same words; no other box is marked."""
    box, told = WRONG_AT[query]
    page = read(pages.get(f"/search?{query}"), 400)
    (link,) = page.xpath("//div[@role='alert']//a")
    assert (link.get("href"), told in words(link)) == (f"#{box}", True), words(link)
    (wrong,) = page.xpath("//*[@aria-invalid='true']")
    assert wrong.get("id") == box
    assert f"{box}-error" in wrong.get("aria-describedby").split()
    assert words(page.xpath(f"//*[@id='{box}-error']")[0]) == f"Error: {words(link)}"
    assert words(page.xpath("//title")[0]).startswith("Error: ")


def test_error_of_no_box_marks_none(pages: FlaskClient) -> None:
    """A wrong name or a hidden value is told above the form alone."""
    page = read(pages.get("/search?q=food&sort=best"), 400)
    assert page.xpath("//div[@role='alert']//a/@href") == ["#q"]
    assert not page.xpath("//*[@aria-invalid]")


@pytest.mark.parametrize("name", ["q", "officer", "sort", "page", "zone", "a" * 50_000])
def test_long_value_does_not_come_back_whole(pages: FlaskClient, name: str) -> None:
    """The page that refuses it is hardly longer than one that refuses a short value."""
    plain = len(pages.get("/search?sort=best").get_data())
    answer = pages.get(f"/search?q=food&{name}={'b' * 50_000}")
    answer = answer if name != "q" else pages.get(f"/search?q={'b' * 50_000}")
    assert answer.status_code == 400
    assert len(answer.get_data()) < plain + 5000


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
        assert (
            body.lower().count("<script") == body.count('<script type="module" src="/static/') == 1
        )
        said = "&#34;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{ 7*7 }}" in body
        assert said or not address.startswith("/search")


@pytest.mark.parametrize(
    "query", ["%00", "%ff%fe", "%ed%a0%80", "(" * 30, "%F0%9F%97%91", "a" * 2000]
)
def test_odd_bytes_are_answered_calmly(pages: FlaskClient, query: str) -> None:
    """Whatever bytes stand in an address, the answer is a page and no failure."""
    for address in (f"/search?q={query}", f"/api/v1/search?q={query}", f"/{query}"):
        assert pages.get(address).status_code in {200, 400, 404}


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


def test_facets_are_asked_for_once(pages: FlaskClient) -> None:
    """As every parameter that has one value."""
    answer = pages.get("/api/v1/search?q=food&facets=1&facets=0")
    assert answer.status_code == 400
    assert "“facets” stands more than once" in answer.get_json()["error"]
