"""The pages of items, meetings and documents."""

import dataclasses
import re
from datetime import date
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from page_checks import BOARD, DRAFT, FORMER, ITEM, MEETING, read, words

from indexer.model import (
    Attendee,
    Board,
    Correction,
    Decision,
    Item,
    Meeting,
    PathStep,
    Person,
    Vote,
)
from indexer.search.archive import Archive, Request
from indexer.search.citing import citation
from indexer.search.decision_lines import decided
from indexer.search.vote_lines import vote_lines
from searchui import item_page, meeting_page, paper_words, reporting, wording
from searchui.app import create_app
from searchui.house import House

CABINET = Board("k/cabinet", "Cabinet")


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


# --- items, meetings, documents -------------------------------------------------------------------


def test_item_page_has_the_decision_first(pages: FlaskClient) -> None:
    """Decision, minutes, recommendations, people and documents stand in this order, with pages."""
    page = read(pages.get(f"/{ITEM}"))
    assert [words(title) for title in page.xpath("//h2")] == [
        "Decision and recommendation",
        "Where the report says it goes",
        "What the report recommends",
        "People",
        "Minutes",
        "Refers to",
        "The papers, by heading",
        "Documents",
        "How this was read",
        "About this item",
        "To cite this item",
        "Address of this item",
    ]
    assert "Weekly Food Waste Collections (report), pages 1–5 of the file" in words(page)
    goes_to = page.xpath("//h2[@id='path']/following-sibling::ol[1]")[0]
    assert words(goes_to).endswith("Cabinet, 12 December 2023")


def test_meeting_page_lists_its_agenda_in_order(pages: FlaskClient, archive: Archive) -> None:
    """A meeting's items stand in the order of its agenda, and those present below."""
    page = read(pages.get(f"/{MEETING}"))
    shown = archive.show(MEETING)
    assert shown and isinstance(shown[1], Meeting)
    links = page.xpath("//ul[contains(@class, 'app-agenda')]/li//a/@href")
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
    """A paper's page has facts about it, its place in the corpus, and the items in it."""
    item = read(pages.get(f"/{ITEM}"))
    address = item.xpath("//li/a[starts-with(., 'Agenda, ')]/@href")[0]
    page = read(pages.get(address))
    (told,) = page.xpath("//dt[text()='Format']/following-sibling::dd")
    assert re.fullmatch(r"PDF, \d+ pages?, \d+ kB", words(told))
    assert "agenda frontsheet.pdf" in words(page)
    assert f"/{ITEM}" in page.xpath("//h2[@id='items']/following-sibling::ul//a/@href")


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
    """What a body recommends stands under “Recommended”, whatever its words."""
    for decision, said in (
        (
            Decision("sell it", "recommend", None, "Cabinet", "Board A"),
            "Recommended by Board A to Cabinet",
        ),
        (Decision("sell it", "recommend"), "Recommended by a body that is not named"),
        (
            Decision("Recommend that Cabinet sell it", "recommend", decided_by="Board A"),
            "Recommended by Board A",
        ),
        (Decision("sell it", "approve", decided_by="Cabinet"), "Decided by Cabinet"),
    ):
        assert [title for title, _ in decided([decision])] == [said]


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


# --- what a page tells beside ---------------------------------------------------------------------


def show_item(archive: Archive, item: Item, house: House | None = None) -> Any:
    """The page of an item that is not in the index."""
    with patch.object(archive, "show", lambda _: ("item", item)):
        return read(create_app(archive, house).test_client().get(f"/{item.id}"))


def known_item(archive: Archive) -> Item:
    """An item of the sample, to be changed."""
    known = archive.show(ITEM)
    assert known and isinstance(known[1], Item)
    return known[1]


def test_item_leads_to_what_stands_beside_it(pages: FlaskClient, archive: Archive) -> None:
    """The items before and after it on the agenda, in the meeting's own order."""
    meeting = archive.show(MEETING)
    assert meeting and isinstance(meeting[1], Meeting)
    ids = [line.id for line in meeting[1].items]
    at = ids.index(ITEM)
    page = read(pages.get(f"/{ITEM}"))
    assert page.xpath("//a[@rel='prev']/@href") == [f"/{ids[at - 1]}"]
    assert page.xpath("//a[@rel='next']/@href") == [f"/{ids[at + 1]}"]
    assert not read(pages.get(f"/{ids[0]}")).xpath("//a[@rel='prev']")
    assert not read(pages.get(f"/{ids[-1]}")).xpath("//a[@rel='next']")


def test_report_s_way_leads_to_meetings_held(pages: FlaskClient) -> None:
    """A step is a link where just one meeting of that body and day is held, and not to where one is."""
    page = read(pages.get(f"/{ITEM}"))
    steps = page.xpath("//h2[@id='path']/following-sibling::ol[1]/li")
    assert [step.xpath("a/@href") for step in steps] == [[], ["/kelderby/cabinet/2023-12-12"]]
    assert words(steps[0]).endswith("(this meeting)")


def test_step_that_is_not_held_is_no_link(archive: Archive) -> None:
    """A body that no meeting is held of, or that may be two meetings, is named without a link."""
    known = known_item(archive)
    line = next(line for line in archive.meetings() if line.id == "kelderby/cabinet/2023-12-12")
    step = known.path[1]
    away = PathStep("Board of Ghosts", date(2024, 1, 1), held=False)
    item = dataclasses.replace(known, path=(step, away))
    with patch.dict(archive.holdings().meetings_of, {line.board: (line, line)}):
        page = show_item(archive, item)
    assert not page.xpath("//h2[@id='path']/following-sibling::ol//a")
    assert "Board of Ghosts, 1 January 2024 (not held here)" in words(page)


def test_people_are_told_once_with_each_role(pages: FlaskClient, archive: Archive) -> None:
    """Somebody in two roles stands there once; the name leads to their page where that is sure."""
    page = read(pages.get(f"/{ITEM}"))
    lines = page.xpath("//h2[@id='people']/following-sibling::ul[1]/li")
    (member,) = [line for line in lines if "Castellane" in words(line)]
    assert "cabinet member: " in words(member) and "; approver: " in words(member)
    assert member.xpath("a/@href") == [
        f"/{archive.person_path('member', 'kelderby', 'Councillor D Castellane')}"
    ]
    unsure = dataclasses.replace(known_item(archive), people=(Person("N O Body", "author"),))
    assert not show_item(archive, unsure).xpath("//h2[@id='people']/following-sibling::ul[1]//a")


def test_citation_stands_there_to_be_copied(pages: FlaskClient, archive: Archive) -> None:
    """The line of the contract, whole, in the element that the button copies."""
    page = read(pages.get(f"/{ITEM}"))
    (button,) = page.xpath("//button[@data-copy='citation']")
    assert "js-only" in button.get("class")
    assert words(page.get_element_by_id("citation")) == citation(known_item(archive))


def test_report_text_stands_under_its_headings(pages: FlaskClient, archive: Archive) -> None:
    """Every heading of the report once, in order, with its page and its words."""
    page = read(pages.get(f"/{ITEM}"))
    told = [words(one) for one in page.xpath("//summary[following-sibling::div]")]
    assert "5.1 Financial implications page 4" in told
    headings = [re.sub(r" page \d+.*", "", one) for one in told]
    assert headings.count("Recommendations") == 1


def only_words(text: str) -> str:
    """The words of a text alone, with a space before and after each."""
    return " ".join(["", *re.findall(r"[^\W_]+", text), ""])


def test_nothing_that_is_searched_is_missing_on_the_page(
    pages: FlaskClient, archive: Archive
) -> None:
    """Every paragraph of every passage of the sample stands on the page of its item."""
    tried = 0
    for hit in archive.all_hits(Request("", {"council": ["kelderby"]}, everything=True)):
        shown = only_words(words(read(pages.get(f"/{hit.id}"))))
        for passage in archive.passages(hit.id, 1_000):
            lacking = [x for x in passage.text.split("\n") if only_words(x) not in shown]
            assert not lacking, (hit.id, passage.zone)
            tried += 1
    assert tried > 1_000


def test_heading_is_not_repeated_under_itself(archive: Archive) -> None:
    """The line of a paper that is the heading is told as the heading only; another line stays."""
    report = next(p for p in archive.passages(ITEM, 50) if p.zone == "report")
    text = "Recommendations:\nsell it\nRecommendations of others"
    first = dataclasses.replace(report, heading="Recommendations", text=text)
    second = dataclasses.replace(report, heading="Recommendations:", text="and the land")
    bare = dataclasses.replace(report, heading="6. Risks", text="6. Risks")
    (told,) = item_page.by_heading([first, second, bare])
    assert [(section.heading, section.paragraphs) for section in told.sections] == [
        ("Recommendations", ["sell it", "Recommendations of others", "and the land"]),
        ("6. Risks", []),
    ]


def test_record_that_the_minutes_lack_is_told_with_the_papers(archive: Archive) -> None:
    """What was moved or resolved and is no part of the minutes shown; what is, is told once."""
    one = next(p for p in archive.passages(ITEM, 50) if p.zone == "report")
    lost = dataclasses.replace(one, zone="decision", heading=None, text="That it be sold.\nLOST")
    minuted = dataclasses.replace(one, zone="minutes", heading=None, text="The  Board met.")
    (told,) = item_page.by_heading([minuted, lost], "The Board met.\n\nIt was sold.")
    (section,) = told.sections
    assert section.heading == "What was moved or resolved" and section.record
    assert section.paragraphs == ["That it be sold.", "LOST"]


@pytest.mark.parametrize(
    ("change", "told", "said"),
    [
        ({}, True, "No decision was read in the papers held; their words stand below."),
        ({"minutes": "Said."}, False, "No decision was read in the papers held; their words"),
        ({}, False, "No decision was read in the papers held."),
        ({"votes": (Vote("sell it", False),)}, True, "A motion was lost: see the votes."),
    ],
)
def test_without_a_decision_the_page_says_what_there_is(
    change: dict[str, Any], told: bool, said: str
) -> None:
    """Not that there is none: that none was read, and where the words stand."""
    item = Item("k/b/i", "A", "k", None, None, None, **change)
    assert said in item_page.no_decision(item, told=told)


def test_lost_motion_stands_on_the_page_of_its_item(pages: FlaskClient) -> None:
    """With its outcome, and with no word of a decision."""
    page = read(pages.get("/kelderby/council/2022-11-08/motion-on-notice-thornley-library"))
    (section,) = page.xpath("//section[@aria-labelledby='decision']")
    assert words(section).endswith("A motion was lost: see the votes.")
    assert "Lost:" in words(page.xpath("//section[@aria-labelledby='votes']")[0])


def test_names_in_votes_lead_to_members(pages: FlaskClient, archive: Archive) -> None:
    """Where it is sure whose page it is; the line reads as it did."""
    voted = "kelderby/council/2025-02-18/budget-and-council-tax-2025-26"
    item = archive.show(voted)[1]  # type: ignore[index]
    page = read(pages.get(f"/{voted}"))
    lists = page.xpath("//h2[@id='votes']/following-sibling::ul")
    lines = [words(line) for one in lists for line in one.xpath("li")]
    assert lines == [line for vote in item.votes for line in vote_lines(vote)]
    named = {name for vote in item.votes for name in (*vote.in_favour, *vote.against)}
    linked = {words(link): link.get("href") for one in lists for link in one.xpath(".//a")}
    assert named and named <= linked.keys()
    for name, href in linked.items():
        assert href == f"/{archive.person_path('member', 'kelderby', name)}"


def test_a_name_within_another_is_not_cut_out_of_it() -> None:
    """Lines of a vote are cut at whole names only, and nothing of them is lost."""
    vote = Vote("sell it", True, ("Ann Lee", "Ann Leeson", "Jo Ann Lee"), moved_by="Ann Lee")
    pieces = paper_words.vote_pieces(vote)
    assert ["".join(text for text, _ in line) for line in pieces] == vote_lines(vote)
    names = [text for line in pieces for text, named in line if named]
    assert names == ["Ann Lee", "Ann Lee", "Ann Leeson", "Jo Ann Lee"]
    assert all(not named for line in paper_words.vote_pieces(Vote("a", None)) for _, named in line)


def test_heading_that_runs_on_is_told_once(archive: Archive) -> None:
    """Passages under one heading are one section."""
    first = next(p for p in archive.passages(ITEM, 50) if p.heading == "Executive Summary")
    run_on = dataclasses.replace(first, text="more\nand more")
    (told,) = item_page.by_heading([first, run_on])
    (section,) = told.sections
    assert (section.heading, section.page) == (first.heading, first.starts[0][1])
    assert section.paragraphs == [*first.text.split("\n")[1:], "more", "and more"]


def test_long_report_ends_in_headings_alone(archive: Archive) -> None:
    """Beyond a bound, a page has the headings and pages of a report, and no more of its text."""
    one = next(p for p in archive.passages(ITEM, 50) if p.zone == "report")
    long = [dataclasses.replace(one, heading=f"Part {n}", text="x" * 40_000) for n in range(1, 7)]
    (told,) = item_page.by_heading(long)
    assert [section.heading for section in told.sections] == [f"Part {n}" for n in range(1, 7)]
    assert [bool(section.paragraphs) for section in told.sections] == [True] * 3 + [False] * 3


def test_numbers_are_named_for_what_they_are(archive: Archive) -> None:
    """An agenda number is never called a minute's, and a reference worked out is said to be so."""
    known = known_item(archive)
    assert item_page.numbers(known) == [
        f"agenda item {known.agenda_number}",
        f"minute {known.minute_number}",
        f"reference {known.minute_reference} (worked out from number and year)",
    ]
    register = Item("k/decisions/24-1", "A", "k", None, date(2024, 1, 2), None, number="24/1")
    assert item_page.numbers(register) == ["decision 24/1"]


def test_heading_calls_no_recommendation_a_decision() -> None:
    """Where all that was resolved is a recommendation, the heading says so."""
    recommended, decided = Decision("sell it", "recommend"), Decision("sell it", "approve")
    assert item_page.decision_heading([recommended]) == "Recommendation"
    assert item_page.decision_heading([decided, recommended]) == "Decision and recommendation"
    assert item_page.decision_heading([decided]) == item_page.decision_heading([]) == "Decision"


def test_draft_minutes_are_said_to_be_draft(pages: FlaskClient) -> None:
    """The decision of draft minutes says so where it stands."""
    page = read(pages.get(f"/{DRAFT}"))
    (section,) = page.xpath("//section[@aria-labelledby='decision']")
    assert "draft minutes" in words(section)
    assert "in no later meeting held here were words read that agree them" in words(section)


@pytest.mark.parametrize("decided", [(Decision("note it"),), ()])
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"minutes_status": "draft"}, "words read that agree them"),
        ({"minutes_status": "approved", "minutes_note": "agreed on the day"}, "agreed on the day"),
    ],
)
def test_standing_of_minutes_is_said_once(
    archive: Archive, facts: dict[str, str], told: str, decided: tuple[Decision, ...]
) -> None:
    """Beside the decision; where none was read, above the minutes."""
    item = dataclasses.replace(known_item(archive), decisions=decided, minutes="It was discussed.")
    page = show_item(archive, dataclasses.replace(item, **facts))  # type: ignore[arg-type]
    assert words(page.xpath("//main")[0]).count(told) == 1


@pytest.mark.parametrize("path", ["no-council", "kelderby/no-board", "kelderby/cabinet/no/item"])
def test_what_is_not_there_is_said_in_plain_words(pages: FlaskClient, path: str) -> None:
    """Without a word of how addresses are made."""
    said = words(read(pages.get(f"/{path}"), 404))
    assert "There is nothing at this address" in said and "identifier" not in said


def test_correction_is_said_at_its_field(archive: Archive) -> None:
    """What an operator put right: the field, what was read before, why, by whom and when."""
    put_right = Correction(
        "decisions", "sell it", "printed on page 3", "The desk", date(2026, 1, 2)
    )
    page = show_item(archive, dataclasses.replace(known_item(archive), corrected=(put_right,)))
    said = (
        "Corrected: decisions, by The desk on 2 January 2026. printed on page 3 "
        "What was read before: “sell it”."
    )
    (section,) = page.xpath("//section[@aria-labelledby='decision']")
    (listed,) = page.xpath("//section[@aria-labelledby='reading']")
    assert said in words(section) and said in words(listed)


def test_sources_tell_field_paper_and_page(pages: FlaskClient, archive: Archive) -> None:
    """Every source of an item stands on its page, with its words, under its field."""
    page = read(pages.get(f"/{ITEM}"))
    (section,) = page.xpath("//section[@aria-labelledby='reading']")
    known = known_item(archive)
    assert known.sources
    for source in known.sources:
        assert " ".join(source.words.split()) in words(section).replace(" · ", " ")
    fields = {words(name).lower() for name in section.xpath(".//dt")}
    assert fields == {source.field.replace("_", " ") for source in known.sources}


def test_step_of_an_item_without_a_meeting(archive: Archive) -> None:
    """A report's way is told where the item itself is of no meeting."""
    step = known_item(archive).path[1]
    item = Item("kelderby/papers/a-1", "A", "kelderby", None, None, None, path=(step,))
    page = show_item(archive, item)
    assert page.xpath("//h2[@id='path']/following-sibling::ol[1]/li/a/@href") == [
        "/kelderby/cabinet/2023-12-12"
    ]
    assert "(this meeting)" not in words(page)


def test_under_a_folder_every_link_has_it(archive: Archive) -> None:
    """No address is made that leaves out where the application begins."""
    pages = create_app(archive).test_client()
    paper = known_item(archive).documents[0].id
    person = "/officers/kelderby/priya-nandakumar"
    for path in (
        *(f"/{ITEM}", f"/{MEETING}", f"/{paper}", f"/{paper}/pages/1", f"/{BOARD}", "/kelderby"),
        *(person, "/officers", "/browse", "/new", "/coverage", "/topics", "/about"),
    ):
        answer = pages.get(path, environ_overrides={"SCRIPT_NAME": "/minutes"})
        links = read(answer, answer.status_code).xpath("//a/@href | //form/@action")
        own = [link for link in links if link.startswith("/")]
        assert own and [link for link in own if not link.startswith("/minutes/")] == []


# --- reporting an error ---------------------------------------------------------------------------


def test_error_is_reported_by_a_letter_that_names_the_item(archive: Archive) -> None:
    """The letter goes to the operator, with identifier, title and address of the page."""
    house = House(contact="desk@example.org", address="https://minutes.example.org")
    page = read(create_app(archive, house).test_client().get(f"/{ITEM}"))
    (link,) = page.xpath("//a[starts-with(@href, 'mailto:desk@example.org?')]/@href")
    letter = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert letter["subject"] == [f"Error in the reading of {ITEM}"]
    assert f"Page: https://minutes.example.org/{ITEM}" in letter["body"][0].split("\r\n")
    assert "Item: Weekly Food Waste Collections" in letter["body"][0]


def test_without_an_address_for_reports_that_is_said(pages: FlaskClient) -> None:
    """The text to send stands there all the same, and no letter to nobody."""
    page = read(pages.get(f"/{ITEM}"))
    assert not page.xpath("//a[starts-with(@href, 'mailto:')]")
    assert "No address for reports is set on this server." in words(page)
    assert f"Identifier: {ITEM}" in words(page.get_element_by_id("letter"))


def test_error_is_reported_on_a_page(archive: Archive) -> None:
    """Where the contact is a page, the link leads there and is no letter; the text stands beside."""
    contact = "https://example.org/contact?to=desk"
    page = show_item(archive, known_item(archive), House(contact=contact))
    (details,) = page.xpath("//section[@aria-labelledby='reading']//details[.//pre]")
    assert details.xpath(".//a/@href") == [contact]
    assert not page.xpath("//a[starts-with(@href, 'mailto:')]")
    assert f"Identifier: {ITEM}" in words(details)


def test_title_adds_nothing_to_the_letter_but_words() -> None:
    """Neither a further header nor a further line, and no more than a program for mail takes."""
    title = "Budget\r\nBcc: x@example.org&cc=y@example.org?subject=z%0D%0A#" + "long " * 500
    address = reporting.mailto(
        "desk+k@example.org", reporting.report_of_error("k/cabinet/a", title, "http://h/a")
    )
    parts = urlsplit(address)
    assert parts.path == "desk%2Bk@example.org" and not parts.fragment
    letter = parse_qs(parts.query, strict_parsing=True)
    assert set(letter) == {"subject", "body"}
    (line,) = [one for one in letter["body"][0].split("\r\n") if "Bcc" in one]
    assert line.startswith("Item: Budget Bcc: ")
    assert len(address) < 2_000


# --- meetings -------------------------------------------------------------------------------------


def test_agenda_tells_what_came_of_each_item(pages: FlaskClient, archive: Archive) -> None:
    """The first of each kind of decision, a recommendation as such, and how many more there are."""
    page = read(pages.get(f"/{MEETING}"))
    (line,) = page.xpath(f"//ul[contains(@class, 'app-agenda')]/li[.//a/@href='/{ITEM}']")
    assert "Decided: Support the introduction of weekly food waste" in words(line)
    assert "and 2 more parts" in words(line)
    assert "Recommended to Cabinet Member for Environment and Neighbourhoods: Write to" in words(
        line
    )
    assert "minute 10" in words(line) and words(line).startswith("Agenda item 4")


def test_agenda_stands_under_its_own_headings(pages: FlaskClient, archive: Archive) -> None:
    """A heading of the agenda stands where it changes; what follows under none is not put below it."""
    held = "kelderby/cabinet/2024-06-11"
    page = read(pages.get(f"/{held}"))
    headings = page.xpath("//section[@aria-labelledby='agenda']/h3")
    assert [words(one) for one in headings] == ["Public Business", "Private Business"]
    last = headings[1].xpath("following-sibling::ul[1]//a/@href")
    items = [archive.show(line.id)[1] for line in archive.show(held)[1].items]  # type: ignore[index]
    assert last == [f"/{item.id}" for item in items if item.section == "Private Business"]
    known = {item.id: dataclasses.replace(item, section=None) for item in items[2:4]}
    lines = archive.show(held)[1].items[1:4]  # type: ignore[index]
    groups = meeting_page.by_section(lines, {**known, items[1].id: items[1]})
    assert [(name, len(own)) for name, own in groups] == [("Public Business", 1), (None, 2)]


def test_outcome_says_who_else_decided_and_what_is_cut() -> None:
    """A body other than the meeting's is named; words that we or the papers cut are seen to be cut."""
    long = Decision("word " * 60, "approve", decided_by="Cabinet")
    cut = Decision("approve the", "approve", decided_by="Leader", complete=False)
    asked = Decision("sell it", "recommend", decided_by="Leader", addressed_to="Council")
    first, second, third = meeting_page.outcomes([long, cut, asked], "Cabinet")
    assert first.label == "Decided" and first.text.endswith("word …")
    assert (second.label, second.cut) == ("Decided by Leader", True)
    assert third.label == "Recommended by Leader to Council"


def test_everybody_present_is_told_once_apologies_last() -> None:
    """Whatever their role, and roles of no group of their own under “Others”."""
    roles = ("apologies", "invited", "officer", "chair", "cabinet member", "contact", "co-opted")
    present = [Attendee(f"P{n}", role) for n, role in enumerate(roles)]  # type: ignore[arg-type]
    groups = meeting_page.attendance(present)
    assert [name for name, _ in groups] == [
        "Members",
        "Cabinet members",
        "Officers",
        "Others",
        "Apologies",
    ]
    assert sorted(one.name for _, group in groups for one in group) == [p.name for p in present]


def test_meeting_names_each_of_its_papers_once(pages: FlaskClient, archive: Archive) -> None:
    """All papers of its items, without repeating those that hold several."""
    shown = archive.show(MEETING)
    assert shown and isinstance(shown[1], Meeting)
    items = [archive.show(line.id)[1] for line in shown[1].items]  # type: ignore[index]
    uses = {use.id for item in items for use in item.documents if use.id}
    page = read(pages.get(f"/{MEETING}"))
    links = page.xpath("//h2[@id='documents']/following-sibling::ul[1]/li/a[1]/@href")
    assert sorted(links) == sorted(f"/{id}" for id in uses)


def test_meeting_leads_to_those_before_and_after(pages: FlaskClient, archive: Archive) -> None:
    """The board's own sittings, by date."""
    own = sorted(
        (line.date, line.id) for line in archive.meetings() if line.id.startswith(f"{BOARD}/")
    )
    at = [id for _, id in own].index(MEETING)
    page = read(pages.get(f"/{MEETING}"))
    assert page.xpath("//a[@rel='prev']/@href") == [f"/{own[at - 1][1]}"]
    assert page.xpath("//a[@rel='next']/@href") == [f"/{own[at + 1][1]}"]
    assert words(page.xpath("//a[@rel='next']")[0]).startswith("Next meeting held here: ")
    assert words(page.xpath("//a[@rel='prev']")[0]).startswith("Previous meeting held here: ")


def test_meeting_that_is_not_to_be_says_so_first(archive: Archive) -> None:
    """What its page says of a meeting that was put off stands before its agenda."""
    meeting = dataclasses.replace(
        archive.show(MEETING)[1],  # type: ignore[index]
        status="cancelled",
        status_note="POSTPONED to 9 October",
    )
    with patch.object(archive, "show", lambda _: ("meeting", meeting)):
        page = read(create_app(archive).test_client().get(f"/{MEETING}"))
    said = words(page)
    assert said.index("was not to be held: POSTPONED to 9 October") < said.index("Agenda")
