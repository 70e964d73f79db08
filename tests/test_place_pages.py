"""The pages of what is held: boards, people, subjects, what is new, coverage. Counts are counted again."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from datetime import date as Date
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, unquote, urldefrag, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from page_checks import BOARD, BOARD_NAME, HOSTILE, read, words

from indexer.collection import (
    BoardHeld,
    Collection,
    Gap,
    MeetingLine,
    NameHeld,
    PostHeld,
    Problem,
)
from indexer.dates import municipal_year
from indexer.model import OFFICER_ROLES, Decision, Item, Meeting, MeetingStatus
from indexer.search.archive import Archive, Request
from indexer.search.coverage import BoardCoverage, CouncilCoverage, Coverage, status_on
from indexer.search.holdings import Counted, ListedItem
from indexer.search.news import NewPaperLine, News
from indexer.search.person_pages import (
    Attended,
    MotionPart,
    PersonEntry,
    PersonLine,
    PersonPage,
    PersonYear,
)
from indexer.search.places import BoardPage, SubjectLine, SubjectPage, YearOfMeetings
from searchui.app import create_app
from searchui.house import House
from searchui.letters import anchor, by_letter, surname_first
from searchui.place_views import by_meeting, for_several, totals
from searchui.wording import shortened

JOINT = BOARD + "-and-planning-committee"
OFFICER, OFFICER_PATH = "Priya Nandakumar", "/officers/kelderby/priya-nandakumar"
MEMBER, MEMBER_PATH = "Councillor V Carrick", "/members/kelderby/councillor-v-carrick"
WARDS = ("topic", "topics"), ("ward", "wards")


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


@pytest.fixture(scope="module")
def items(archive: Archive) -> Sequence[Item]:
    """Every item held, one by one."""
    found = archive.all_hits(Request("", {"council": ["kelderby"]}, everything=True))
    shown = (archive.show(hit.id) for hit in found)
    return [one[1] for one in shown if one and one[0] == "item"]


@pytest.fixture(scope="module")
def meetings(archive: Archive) -> Sequence[Meeting]:
    """Every meeting held, one by one."""
    shown = (archive.show(entry["id"]) for entry in archive.listed("meetings"))
    return [one[1] for one in shown if one]


def at(archive: Archive, day: Date, **settings: Any) -> FlaskClient:
    """The pages as they are on a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return create_app(archive, House(now=lambda: noon, **settings)).test_client()


def links(node: Any) -> dict[str, str]:
    """The words of each link and where it leads."""
    return {words(link): link.get("href") for link in node.xpath(".//a")}


def under(page: Any, heading: str) -> Any:
    """What follows a heading that begins so, up to the next of its rank, as one element."""
    (found,) = (one for one in page.xpath("//h2 | //h3") if words(one).startswith(heading))
    section = found.makeelement("div", {})
    for following in list(found.itersiblings()):
        if following.tag in ("h2", found.tag):
            break
        section.append(following)
    return section


def figures(counted: Iterable[str]) -> dict[str, int]:
    """Such as {"Finance": 3} of "Finance (3 items)"."""
    found = (re.fullmatch(r"(.*\S)\s*\((\d+)(?: items?)?\)", one) for one in counted)
    return {one[1]: int(one[2]) for one in found if one}


def boards_of(item: Item) -> set[str]:
    """The identifiers of all boards for which an item counts."""
    return {board.id for board in (item.board, *item.boards) if board}


def entries(page: Any) -> list[str]:
    """The identifiers of the items that a page lists in full, in order."""
    return [link.get("href")[1:] for link in page.xpath("//article[@class='app-entry']/h3/a")]


# --- boards ---------------------------------------------------------------------------------------


def test_board_page_lists_all_its_meetings_by_year(
    archive: Archive, meetings: Sequence[Meeting]
) -> None:
    """Every meeting under its year, newest first, with its status; a day past is scheduled no more."""
    page = read(at(archive, Date(2026, 11, 22)).get(f"/{BOARD}"))
    own = [m for m in meetings if BOARD in {m.board.id, *(b.id for b in m.boards)}]
    assert len(own) > 5
    for year in {municipal_year(meeting.date) for meeting in own}:
        lines = page.xpath(f"//section[h3[starts-with(., '{year}')]]//li")
        of_year = [meeting for meeting in own if municipal_year(meeting.date) == year]
        of_year.sort(key=lambda meeting: meeting.date, reverse=True)
        assert [one.xpath("./a")[0].get("href") for one in lines] == [f"/{m.id}" for m in of_year]
        for line, meeting in zip(lines, of_year, strict=True):
            was = {"scheduled": "was scheduled, not known whether held", None: "not known"}
            assert was.get(meeting.status, str(meeting.status)) in words(line)


def test_board_page_names_its_council_in_its_title(pages: FlaskClient) -> None:
    """Councils have boards of the same name."""
    title = words(read(pages.get(f"/{BOARD}")).xpath("//title")[0])
    assert title == f"{BOARD_NAME}, kelderby – Minutebook"


def test_board_page_counts_topics_and_officers_as_they_are(
    pages: FlaskClient, archive: Archive, items: Sequence[Item]
) -> None:
    """Each topic and officer with the number of the board's items, routine matter included."""
    page = read(pages.get(f"/{BOARD}"))
    own = [item for item in items if BOARD in boards_of(item)]
    topics = figures(map(words, under(page, "Frequent topics").xpath(".//li")))
    assert topics == Counter(topic for item in own for topic in item.topics)
    officers = figures(map(words, under(page, "Officers who report to it").xpath(".//li")))
    assert officers == Counter(
        person.name
        for person in archive.collection().officers
        for item in own
        if {person.name, *person.aliases} & {p.name for p in item.people if p.is_officer}
    )
    assert f"{len(own)} items" in words(page)


def test_board_page_leads_to_its_items_and_its_feed(
    pages: FlaskClient, items: Sequence[Item]
) -> None:
    """The links of a board ask for exactly this board, newest first."""
    there = links(read(pages.get(f"/{BOARD}")))
    query = parse_qs(urlsplit(there["Items of this board, newest first"]).query)
    assert query == {"board": [BOARD], "sort": ["newest"], "everything": ["1"]}
    answer = pages.get(f"/api/v1/search?{urlencode(query, doseq=True)}").get_json()
    assert answer["total"] == sum(BOARD in boards_of(item) for item in items)
    feed = urlsplit(there["Feed of this board’s items (Atom)"])
    assert (feed.path, parse_qs(feed.query)) == ("/search.atom", {"board": [BOARD]})


def test_board_page_tells_what_is_missing(pages: FlaskClient, archive: Archive) -> None:
    """The gaps that are known to be this board's stand on its page; another's do not."""
    gaps = archive.collection().gaps
    assert len({gap.board_id for gap in gaps}) > 1
    for board in archive.collection().boards:
        said = words(under(read(pages.get(f"/{board.id}")), "Mentioned and not held"))
        for gap in gaps:
            assert (gap.what in said) == (gap.board_id == board.id)


def test_joint_meeting_counts_for_each_board(
    pages: FlaskClient, meetings: Sequence[Meeting]
) -> None:
    """A joint meeting stands on the page of each of its boards."""
    joint = [meeting for meeting in meetings if len(meeting.boards) > 1]
    assert joint
    for meeting in joint:
        for board in (meeting.board, *meeting.boards):
            page = read(pages.get(f"/{board.id}"))
            assert page.xpath(f"//section//a[@href='/{meeting.id}']")


def test_council_page_lists_its_boards(pages: FlaskClient, archive: Archive) -> None:
    """All boards of a council, each with a link to its page."""
    shown = read(pages.get("/kelderby")).xpath("//main//li/a/@href")
    assert shown == [f"/{board.id}" for board in archive.collection().boards]


@pytest.mark.parametrize(
    "path",
    [
        *("/elsewhere", "/kelderby/no-board", "/elsewhere/cabinet", "/topics/no", "/wards/no"),
        *("/officers/kelderby/no", "/members/elsewhere/councillor-v-carrick", "/officers/kelderby"),
    ],
)
def test_what_is_not_held_is_not_found(pages: FlaskClient, path: str) -> None:
    """No page for a council, board, person or subject that is not held."""
    assert pages.get(path).status_code == 404


# --- people ---------------------------------------------------------------------------------------


def names_of(archive: Archive, side: str, name: str) -> set[str]:
    """All written forms of somebody's name."""
    held: Sequence[NameHeld] = getattr(archive.collection(), f"{side}s")
    return next({one.name, *one.aliases} for one in held if one.name == name)


def years_told(page: Any) -> dict[str, str]:
    """What the page of a person says of each municipal year, newest first."""
    told = page.xpath("//nav[@aria-label='Municipal years']//li")
    said = (words(one).removesuffix(" (shown below)").split(": ", 1) for one in told)
    return {"undated" if year == "No date" else year: what for year, what in said}


def test_officer_page_has_their_reports_by_year(
    pages: FlaskClient, archive: Archive, items: Sequence[Item]
) -> None:
    """Each year with its count; a year's page lists just its items, newest first, with the role."""
    names = names_of(archive, "officer", OFFICER)
    own = [i for i in items if any(p.is_officer and p.name in names for p in i.people)]
    by_year: dict[str, list[Item]] = {}
    for item in own:
        by_year.setdefault(municipal_year(item.date) if item.date else "undated", []).append(item)
    told = years_told(read(pages.get(OFFICER_PATH)))
    assert len(by_year) > 1
    for year, of_year in by_year.items():
        assert told[year].split(" item")[0] == str(len(of_year))
        page = read(pages.get(f"{OFFICER_PATH}?year={year}"))
        assert sorted(entries(page)) == sorted(item.id for item in of_year)
        for article, id in zip(page.xpath("//article"), entries(page), strict=True):
            item = next(one for one in of_year if one.id == id)
            roles = {p.role for p in item.people if p.name in names and p.role in OFFICER_ROLES}
            assert all(role in words(article) for role in roles)


def test_officer_page_shows_the_newest_year_first(pages: FlaskClient) -> None:
    """Without a year the newest is shown, and a year that is none is refused with a word on it."""
    page = read(pages.get(OFFICER_PATH))
    newest = next(iter(years_told(page)))
    assert entries(page) == entries(read(pages.get(f"{OFFICER_PATH}?year={newest}")))
    assert "no municipal year" in words(read(pages.get(f"{OFFICER_PATH}?year=soon"), 400))


@pytest.mark.parametrize(
    "asked", ["year=2023/24&year=2022/23", "yaer=2023/24", "year=2023/24&board=cabinet"]
)
def test_no_parameter_of_a_person_is_ignored(pages: FlaskClient, asked: str) -> None:
    """One that is not known, and one said twice, are refused."""
    assert pages.get(f"{OFFICER_PATH}?{asked}").status_code == 400


def test_listed_item_has_its_numbers_by_their_names(pages: FlaskClient, archive: Archive) -> None:
    """An agenda's number is never taken for a minute's; both stand there where both are known."""
    page = read(pages.get("/officers/kelderby/priya-nandakumar"))
    listed = page.xpath("//article[@class='app-entry']")
    assert listed
    for one in listed:
        shown = archive.show(one.xpath("./h3/a/@href")[0])
        assert shown and isinstance(shown[1], Item)
        item, said = shown[1], words(one.xpath("./p[@class='app-hit__place']")[0])
        minute = item.minute_reference or item.minute_number
        assert (f"minute {minute}" in said) is bool(minute)
        assert (f"agenda item {item.agenda_number}" in said) is bool(item.agenda_number)


def test_one_citation_is_not_gathered(pages: FlaskClient) -> None:
    """Where a year has one item its own citation is enough."""
    for year, told in years_told(read(pages.get(OFFICER_PATH))).items():
        page = read(pages.get(f"{OFFICER_PATH}?year={year}"))
        assert bool(page.xpath("//*[@id='citations']")) == (not told.startswith("1 item"))


def test_citations_of_a_year_stand_ready_to_be_copied(pages: FlaskClient) -> None:
    """Each item has its citation, and all of the year stand together; without a script too."""
    page = read(pages.get(f"{OFFICER_PATH}?year=2023/24"))
    each = [words(one) for one in page.xpath("//article//p[starts-with(@id, 'citation-')]")]
    assert len(each) == len(entries(page)) > 1
    assert each == [words(one) for one in page.xpath("//*[@id='citations']/p")]
    for citation, title in zip(each, page.xpath("//article/h3"), strict=True):
        assert words(title).split(":")[0] in citation
    copied = page.xpath("//button[contains(@class, 'js-only')]/@data-copy")
    assert copied and all(page.xpath(f"//*[@id='{target}']") for target in copied)


def test_member_page_tells_votes_with_their_outcome(
    pages: FlaskClient, archive: Archive, items: Sequence[Item]
) -> None:
    """Moved, seconded, voted for and against: each beside how the motion ended; a lost one as lost."""
    names = names_of(archive, "member", MEMBER)
    expected: Counter[tuple[str, str]] = Counter()
    for vote in (vote for item in items for vote in item.votes):
        parts = [
            *(["moved"] if vote.moved_by in names else []),
            *(["seconded"] if vote.seconded_by in names else []),
            *(["voted for"] if names & set(vote.in_favour) else []),
            *(["voted against"] if names & set(vote.against) else []),
            *(["abstained"] if names & set(vote.abstain) else []),
        ]
        outcome = {True: "Carried", False: "Lost", None: "Outcome not printed"}[vote.carried]
        expected.update([(", ".join(parts).capitalize(), outcome)] if parts else [])
    assert {"Lost", "Carried"} <= {outcome for _, outcome in expected}
    shown: Counter[tuple[str, str]] = Counter()
    for year in years_told(read(pages.get(MEMBER_PATH))):
        for line in read(pages.get(f"{MEMBER_PATH}?year={year}")).xpath(
            "//article/p[strong[2][contains(@class, 'govuk-tag')]][starts-with(., 'Moved') or "
            "starts-with(., 'Seconded') or starts-with(., 'Voted') or starts-with(., 'Abstained')]"
        ):
            shown.update([(words(line.xpath("./strong")[0]), words(line.xpath("./strong")[1]))])
    assert shown == expected


def test_member_page_tells_attendance_and_apologies(
    pages: FlaskClient, archive: Archive, meetings: Sequence[Meeting]
) -> None:
    """All meetings whose list has the name, by year, and apart those that only note an apology."""
    names = names_of(archive, "member", MEMBER)
    there, away = set(), set()
    for meeting in meetings:
        roles = {one.role for one in meeting.attendance if one.name in names}
        there.update([meeting.id] if roles - {"apologies"} else [])
        away.update([meeting.id] if "apologies" in roles else [])
    shown_there: set[str] = set()
    shown_away: set[str] = set()
    for year in years_told(read(pages.get(MEMBER_PATH))):
        page = read(pages.get(f"{MEMBER_PATH}?year={year}"))
        for heading, shown in (("Meetings attended", shown_there), ("Apologies", shown_away)):
            if any(words(one).startswith(heading) for one in page.xpath("//h2")):
                shown.update(a.get("href")[1:] for a in under(page, heading).xpath(".//li/a"))
    assert there and away
    assert (shown_there, shown_away) == (there, away)


def test_member_page_tells_its_two_counts_apart(pages: FlaskClient, archive: Archive) -> None:
    """Items that name the member themselves; and with those, all items of the meetings attended."""
    said = words(read(pages.get(MEMBER_PATH)))
    (told,) = (one for one in archive.people("member") if one.name == MEMBER)
    named, found = re.findall(r"([\d,]+) items?(?:, which name|: those that name)", said)
    assert int(found) == told.items > int(named)


@pytest.mark.parametrize("side", ["officer", "member"])
def test_lists_of_people_are_whole_and_by_last_name(
    pages: FlaskClient, archive: Archive, side: str
) -> None:
    """Everybody, once, under the letter of the last name, with the counts of the collection."""
    held: Sequence[NameHeld] = getattr(archive.collection(), f"{side}s")
    page = read(pages.get(f"/{side}s"))
    lines = {words(one.xpath("./a")[0]): one for one in page.xpath("//section//li")}
    assert lines.keys() == {one.name for one in held} and len(held) > 20
    for one in held:
        line = words(lines[one.name])
        assert f"{one.items} item" in line and f"{one.meetings} meeting" in line
        heading = words(lines[one.name].xpath("ancestor::section/h2")[0])
        assert heading == one.name.split()[-1][0].upper()
    headings = [words(one) for one in page.xpath("//section/h2")]
    assert headings == sorted(headings)


def test_people_are_ordered_by_their_last_name() -> None:
    """Titles and forenames come after, honours are set aside, accents do not matter."""
    names = ["Councillor Z Ashe OBE", "Émile Zola", "A Écuyer", "7 Sisters"]
    assert by_letter(names, surname_first) == [
        ("A", ("Councillor Z Ashe OBE",)),
        ("E", ("A Écuyer",)),
        ("S", ("7 Sisters",)),
        ("Z", ("Émile Zola",)),
    ]
    assert [letter for letter, _ in by_letter(["7 Sisters"], str)] == ["0-9"]


def test_names_that_stand_twice_are_said_to_be_perhaps_two_people(archive: Archive) -> None:
    """Where two people bear one name, the list says so."""
    twice = archive.people("member")[0]
    with patch.object(archive, "people", lambda side: [twice, twice]):
        said = words(read(create_app(archive).test_client().get("/members")))
    assert "1 name below stands more than once: each may be another person." in said


# --- subjects -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "many"), WARDS)
def test_subject_page_counts_its_items(
    pages: FlaskClient, archive: Archive, items: Sequence[Item], kind: str, many: str
) -> None:
    """Of each topic and ward the number, the years, the boards, and the newest 20 items."""
    for subject in archive.subjects("topic" if kind == "topic" else "ward"):
        own = [item for item in items if subject.name in getattr(item, many)]
        page = read(pages.get(f"/{subject.path}"))
        assert f"{len(own)} item" in words(page.xpath("//h1/following-sibling::p")[0])
        years = Counter(municipal_year(item.date) for item in own if item.date)
        shown = figures(map(words, under(page, "Municipal years").xpath(".//a")))
        assert {name.removeprefix(f"{subject.name} in "): n for name, n in shown.items()} == years
        boards = Counter(board for item in own for board in boards_of(item))
        names = {board.id: board.name for board in archive.collection().boards}
        lines = under(page, "Boards").xpath(".//li") if boards else []
        assert figures(map(words, lines)) == {names[id]: n for id, n in boards.items()}
        days = sorted((item.date or Date.min for item in own), reverse=True)[:20]
        listed = {item.id: item.date or Date.min for item in own}
        assert [listed[id] for id in entries(page)] == days


@pytest.mark.parametrize(("kind", "many"), WARDS)
def test_lists_of_subjects_are_whole(
    pages: FlaskClient, items: Sequence[Item], kind: str, many: str
) -> None:
    """Every topic or ward of any item, with the number of its items."""
    expected = Counter(name for item in items for name in getattr(item, many))
    shown = {
        words(one.xpath("./a")[0]): words(one)
        for one in read(pages.get(f"/{many}")).xpath("//section//li")
    }
    assert shown.keys() == expected.keys() and len(expected) > 5
    for name, number in expected.items():
        assert re.search(rf"\b{number} items?,", shown[name])


@pytest.mark.parametrize(
    ("name", "several"),
    [
        *(
            ("All", True),
            ("All except Eastgate and Holmcroft", True),
            ("All wards but Castle", True),
        ),
        *(("All Saints", False), ("Allerton", False), ("Castle", False)),
    ],
)
def test_what_stands_for_several_wards_is_known(name: str, several: bool) -> None:
    """By what follows “all”: a ward may begin with it, and a topic is never a ward."""
    assert for_several("ward", name) is several
    assert not for_several("topic", name)


def test_what_stands_for_several_wards_is_listed_apart(
    pages: FlaskClient, items: Sequence[Item]
) -> None:
    """“All” and “All except …” are no wards under A; a ward's page says how many items are for all."""
    page = read(pages.get("/wards"))
    apart = [words(one) for one in page.xpath("//section[@aria-labelledby='several']//li/a")]
    assert apart == ["All", "All except Eastgate and Holmcroft"]
    for_all = sum("All" in item.wards for item in items)
    (link,) = read(pages.get("/wards/castle")).xpath("//main//a[@href='/wards/all']")
    assert words(link) == f"{for_all} items that they are about all wards" and for_all > 1
    assert "about all wards" not in words(read(pages.get("/wards/all")))


# --- new and coming -------------------------------------------------------------------------------


def test_new_papers_stand_under_their_meeting(archive: Archive) -> None:
    """The papers of the last 7 days, each once, with the day on which they were first seen."""
    news = archive.news(Date(2026, 11, 22))
    page = read(at(archive, Date(2026, 11, 22)).get("/new"))
    shown = page.xpath("//section[contains(@class, 'app-entry')]//li/a/@href")
    assert sorted(shown) == sorted(f"/{paper.id}" for paper in news.papers)
    assert "first seen 22 November 2026" in words(page)
    for meeting, papers in by_meeting(news.papers):
        heading = f"//section[h3/a[@href='/{meeting.id if meeting else ''}']]//li"
        if meeting:
            assert len(page.xpath(heading)) == len(papers)


def test_many_new_papers_are_folded_under_their_meetings(archive: Archive) -> None:
    """Coming meetings stand first; of many papers only their exact number is seen, of few each."""
    page = read(at(archive, Date(2026, 11, 22)).get("/new"))
    assert [words(one).split()[0] for one in page.xpath("//main//h2")] == ["Meetings", "Papers"]
    news = archive.news(Date(2026, 11, 22))
    counts = [len(papers) for _, papers in by_meeting(news.papers)]
    said = [int(words(one).split()[0]) for one in page.xpath("//main//summary")]
    assert said == counts and not page.xpath("//main//details[@open]")
    few = dataclasses.replace(news, papers=news.papers[:20], papers_total=20)
    with patch.object(archive, "news", return_value=few):
        page = read(at(archive, Date(2026, 11, 22)).get("/new"))
    assert page.xpath("//main//details") == page.xpath("//main//details[@open]") != []


def test_new_page_says_how_many_of_all_papers_are_new(archive: Archive) -> None:
    """After a first load all are; later so many of those held."""
    day = Date(2026, 11, 22)
    news, held = archive.news(day), archive.collection().documents.held
    for new, told in ((held, f"All {held} papers held here are new"), (3, f"3 papers, of {held} ")):
        some = dataclasses.replace(news, papers_total=new)
        with patch.object(archive, "news", return_value=some):
            assert told in words(read(at(archive, day).get("/new")))


def test_new_papers_of_the_newest_day_and_meeting_come_first() -> None:
    """By the day of a meeting's newest paper, then by its own day; papers without a meeting after."""
    old, late = (
        MeetingLine(f"k/b/{day}", "k", "k/b", "B", day, None, None, None, 1, None)
        for day in (Date(2025, 1, 1), Date(2025, 2, 1))
    )
    came = {"a": (3, None), "b": (3, old), "c": (3, late), "d": (4, old), "e": (3, old)}
    papers = [
        NewPaperLine(id, id, "report", datetime(2025, 3, day), meeting, ())
        for id, (day, meeting) in came.items()
    ]
    assert [[paper.id for paper in of] for _, of in by_meeting(papers)] == [
        *(["b", "d", "e"], ["c"], ["a"]),
    ]


def test_nothing_new_is_said_plainly(archive: Archive) -> None:
    """A week later nothing is new, and the page says of when the newest paper is."""
    page = read(at(archive, Date(2026, 11, 29)).get("/new"))
    assert "The newest paper held was first seen on 22 November 2026." in words(page)
    assert "The papers held tell of no meeting from 29 November 2026 to 30 December" in words(page)


def test_papers_that_are_too_many_to_list_are_counted(archive: Archive) -> None:
    """Where only the newest papers are listed, the page says how many more there are."""
    paper = NewPaperLine("k/documents/d", "P", "report", datetime(2026, 1, 1), None, ())
    news = News(Date(2026, 1, 1), (paper,), 3, (), Date(2026, 1, 1))
    with patch.object(archive, "news", return_value=news):
        said = words(read(create_app(archive).test_client().get("/new")))
    assert "2 further papers came in these days" in said and "Papers without a meeting" in said


def test_coming_meetings_are_listed_with_their_status(
    archive: Archive, meetings: Sequence[Meeting]
) -> None:
    """All meetings from the day on for 31 days, the next first; what is cancelled says so."""
    day = Date(2025, 3, 1)
    expected = sorted(
        (m for m in meetings if 0 <= (m.date - day).days <= 31), key=lambda m: (m.date, m.id)
    )
    lines = under(read(at(archive, day).get("/new")), "Meetings of the next 31 days").xpath(".//li")
    assert [one.xpath("./a")[0].get("href")[1:] for one in lines] == [m.id for m in expected]
    assert expected and all("Scheduled" in words(one) for one in lines)


# --- all that is held -----------------------------------------------------------------------------


def test_empty_index_says_that_nothing_is_held(archive: Archive) -> None:
    """Before anything is indexed, the start page, browsing and coverage say so."""
    nothing = Archive(_Nothing())  # type: ignore[arg-type]
    pages = create_app(nothing).test_client()
    assert "No board’s papers are held." in words(read(pages.get("/")))
    for address in ("/browse", "/coverage"):
        assert "Nothing is indexed yet." in words(read(pages.get(address)))
    assert "No paper is held yet." in words(read(pages.get("/new")))
    for many in ("officers", "members", "topics", "wards"):
        assert "The papers held name no" in words(read(pages.get(f"/{many}")))
    assert "None has been read yet." in words(read(pages.get("/about")))


class _Nothing:
    """An index in which nothing is."""

    name = "none"

    def record(self, key: str) -> None:
        return None

    def records(self, prefix: str) -> dict[str, bytes]:
        return {}

    def stored(self, identifier: str) -> None:
        return None


def test_unreadable_papers_are_listed(archive: Archive) -> None:
    """Where nothing is found, the papers that nobody could read are named with the reason."""
    problem = Problem(
        "kelderby/documents/x", "papers/scan.pdf", "it is only pictures", "2026-11-22"
    )
    held = dataclasses.replace(archive.collection(), problems=(problem,))
    with patch.object(archive, "collection", lambda: held):
        pages = create_app(archive).test_client()
        assert "scan.pdf: it is only pictures" in words(read(pages.get("/coverage")))


def test_what_is_listed_as_unread_is_counted_above() -> None:
    """No “0 could not be read” above a list: a paper of which a part lacks is counted too."""
    parts = tuple(
        Problem(f"k/documents/{n}", "s", "page 3 is a picture", "2026") for n in (1, 1, 2)
    )
    held = Collection(problems=parts)
    assert dict(totals(held))["Papers of which a part is not searchable"] == 2
    assert dict(totals(held))["Papers that could not be read"] == 0


def test_coverage_counts_meetings_and_items_by_year(
    pages: FlaskClient, archive: Archive, meetings: Sequence[Meeting], items: Sequence[Item]
) -> None:
    """Each row of each board is what a plain count gives, and its page; the totals are the archive's."""
    there = at(archive, Date(2026, 11, 22))
    page = read(pages.get("/coverage"))
    held = archive.collection()
    assert dict(totals(held))["Items"] == len(items)
    minutes: dict[str, list[str | None]] = {meeting.id: [] for meeting in meetings}
    for item in items:
        if item.meeting:
            minutes[item.meeting.id].append(item.minutes_status)
    today = (held.indexed_at or "")[:10]
    for board in held.boards:
        rows = _rows(page, board.id)
        own = [m for m in meetings if board.id in {m.board.id, *(b.id for b in m.boards)}]
        for year in {municipal_year(meeting.date) for meeting in own}:
            of_year = [m for m in own if municipal_year(m.date) == year]
            shown = words(
                read(there.get(f"/{board.id}")).xpath(f"//section[h3[@id='{anchor(year)}']]")[0]
            )
            states = Counter(m.status for m in of_year)
            told = [minutes[m.id] for m in of_year]
            approved = sum("approved" in one for one in told)
            draft = sum("draft" in one and "approved" not in one for one in told)
            past = [m for m in of_year if m.status != "cancelled" and m.date.isoformat() < today]
            without = sum(not {"approved", "draft"} & {*minutes[m.id]} for m in past)
            assert rows[year][:9] == [
                *(len(of_year), states["held"], approved, draft, without),
                *(shown.count("Scheduled"), states["cancelled"]),
                shown.count("not known whether held"),
                sum(map(len, told)),
            ]


def _rows(page: Any, board: str) -> dict[str, list[int]]:
    """The figures of a board by year."""
    body = page.xpath(f"//tbody[tr/th/a[@href='/{board}']]")[0]
    return {
        words(row.xpath("./th")[0]): [int(words(cell)) for cell in row.xpath("./td")]
        for row in body.xpath("./tr[td]")
    }


@pytest.mark.parametrize(
    ("status", "days", "told"),
    [
        *(("scheduled", -1, None), ("scheduled", 0, "scheduled"), ("scheduled", 1, "scheduled")),
        *(("held", -1, "held"), ("cancelled", -1, "cancelled"), (None, -1, None)),
    ],
)
def test_what_was_scheduled_for_a_day_past_is_not_known(
    status: MeetingStatus | None, days: int, told: MeetingStatus | None
) -> None:
    """It may have been held or not; on its day it may still be to come."""
    today = Date(2025, 3, 1)
    line = MeetingLine(
        *("k/b/d", "k", "k/b", "B", today + timedelta(days), None, None, status, 1, None)
    )
    assert status_on(line, today) == told


def test_coverage_tells_every_gap_once(pages: FlaskClient, archive: Archive) -> None:
    """All that papers mention and the collection lacks, with the words that show it."""
    section = under(read(pages.get("/coverage")), "Mentioned and not held")
    lines = [words(one) for one in section.xpath(".//li")]
    gaps = archive.collection().gaps
    assert len(lines) == len(gaps) > 1
    assert "the meeting of 24 March 2022 is not held" in " ".join(lines)
    for gap in gaps:
        assert any(gap.what in line and " ".join(gap.evidence.split()) in line for line in lines)


def test_browse_counts_what_is_held(
    pages: FlaskClient, archive: Archive, items: Sequence[Item]
) -> None:
    """Boards and years with their numbers, and the ways to people and subjects."""
    page = read(pages.get("/browse"))
    held = archive.collection()
    years = figures(map(words, under(page, "Municipal years").xpath(".//a")))
    assert {name.removeprefix("Items of "): number for name, number in years.items()} == Counter(
        municipal_year(item.date) for item in items if item.date
    )
    boards = {words(one.xpath("./a")[0]): words(one) for one in page.xpath("//main//li[a]")}
    for board in held.boards:
        assert f"{board.meetings} meeting" in boards[board.name]
        assert f"{board.items} item" in boards[board.name]
    for many in ("officers", "members", "topics", "wards"):
        assert f"({len(getattr(held, many))})" in words(page.xpath(f"//li[a/@href='/{many}']")[0])


def test_examples_on_the_browse_page_find_something(pages: FlaskClient) -> None:
    """A search that is offered finds something in what is held."""
    offered = under(read(pages.get("/browse")), "Searches to try").xpath(".//a/@href")
    assert len(offered) > 2
    for address in offered:
        found = pages.get(address.replace("/search", "/api/v1/search")).get_json()
        assert found["total"] > 0


# --- what is said once ----------------------------------------------------------------------------


def test_about_names_the_operator_and_the_address_for_takedown(archive: Archive) -> None:
    """Whom to write to; where no address is set, how whoever runs the server sets one."""
    told = at(archive, Date(2026, 1, 1), operator="Kelderby Civic Society", contact="a@b.example")
    page = read(told.get("/about"))
    assert "run by Kelderby Civic Society: write to a@b.example." in words(page)
    assert page.xpath("//main//a[@href='mailto:a@b.example']")
    alone = words(read(at(archive, Date(2026, 1, 1)).get("/about")))
    assert "No address for reports and takedown is set." in alone and "--contact" in alone


def test_statements_say_what_they_must(pages: FlaskClient) -> None:
    """Not the official record, no cookie, no part of GOV.UK; and how accessible the pages are."""
    about = words(read(pages.get("/about")))
    for said in ("not the official record", "set no cookie", "no service of GOV.UK", "MIT licence"):
        assert said in about
    statement = words(read(pages.get("/accessibility")))
    for said in ("version 2.2, level AA", "known not to conform", "written on"):
        assert said in statement


def test_long_decisions_are_cut_at_a_word_and_show_it() -> None:
    """What is shortened ends with a sign; what is short stays whole."""
    assert shortened("Approve the budget.") == "Approve the budget."
    long = shortened("word, " * 100)
    assert long.endswith("word …") and len(long) <= 202
    assert shortened("w" * 300) == "w" * 200 + " …"


# --- ways -----------------------------------------------------------------------------------------


def test_names_from_papers_are_only_ever_text(archive: Archive) -> None:
    """Whatever is called like markup is shown as it is written, on every page of places."""
    day = Date(2026, 1, 1)
    line = MeetingLine("k/b/2025-01-01", "k", "k/b", HOSTILE, day, HOSTILE, None, None, 1, None)
    decision = Decision(HOSTILE, decided_by=HOSTILE, addressed_to=HOSTILE)
    item = ListedItem(
        *("k/b/i", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        *("k", day, HOSTILE, line.id),
        decisions=(decision,),
        minutes_status="draft",
    )
    named = (Counted(HOSTILE, 1, "officers/k/x"), Counted(HOSTILE, 1))
    motion = MotionPart(HOSTILE, False, "Lost", ("moved",))
    paper = NewPaperLine("k/documents/d", HOSTILE, "report", datetime(2026, 1, 1), line, ())
    held = Collection(
        councils=("k",),
        boards=(BoardHeld("k/b", HOSTILE, "k", (HOSTILE,), 1, 1, day, day, (HOSTILE,)),),
        gaps=(Gap(HOSTILE, HOSTILE, HOSTILE, "k/b"), Gap(HOSTILE, HOSTILE, HOSTILE)),
        problems=(Problem("k/documents/d", HOSTILE, HOSTILE, "2026-01-01"),),
        indexed_at="2026-01-01T00:00:00Z",
    )
    answers = {
        "collection": held,
        "coverage": Coverage(
            [CouncilCoverage("k", [BoardCoverage("k/b", HOSTILE, (), held.gaps[:1])], 1)],
            held.gaps[1:],
        ),
        "board": BoardPage(
            id="k/b",
            name=HOSTILE,
            council="k",
            former_names=(HOSTILE,),
            short_forms=(HOSTILE,),
            years=(YearOfMeetings("2025/26", (line,)),),
            topics=named,
            officers=named,
            items=1,
            first=day,
            last=day,
        ),
        "person": PersonPage(
            side="member",
            path="members/k/x",
            name=HOSTILE,
            council="k",
            written_forms=(HOSTILE,),
            posts=(PostHeld(HOSTILE, day, day),),
            years=(PersonYear("2025/26", 1, 1),),
            year="2025/26",
            entries=(PersonEntry(item, ("author",), (motion,), HOSTILE),),
            attended=(Attended(line, ("member",)),),
            apologies=(line,),
            items=1,
            otherwise=1,
            searchable=1,
        ),
        "people": [PersonLine(HOSTILE, "k", "members/k/x", (HOSTILE,), 1, 1, day, day)],
        "subject": SubjectPage(
            *("topic", "topics/x", HOSTILE, 1, (("2025/26", 1),), named, named, (item,))
        ),
        "subjects": [SubjectLine(HOSTILE, "topics/x", 1, 1, day, day)],
        "news": News(day, (paper,), 1, (line,), day),
    }
    pages = at(archive, day)
    shown = (
        "/browse",
        "/coverage",
        "/k",
        "/k/b",
        "/members",
        "/members/k/x",
        "/topics",
        "/topics/x",
    )
    with ExitStack() as stack:
        for name, answer in answers.items():
            stack.enter_context(patch.object(archive, name, return_value=answer))
        for address in (*shown, "/new"):
            page = read(pages.get(address))
            assert HOSTILE in words(page), address
            assert not page.xpath("//script[not(@src)] | //@*[starts-with(name(), 'on')]")


def test_other_written_form_leads_to_the_page_of_the_name(pages: FlaskClient) -> None:
    """The address of another written form of a name answers with the one that counts, year and all."""
    answer = pages.get("/officers/kelderby/p-nandakumar?year=2023/24")
    assert answer.status_code == 301
    assert unquote(answer.location) == f"{OFFICER_PATH}?year=2023/24"


def test_address_may_end_with_a_slash(pages: FlaskClient) -> None:
    """A council and a board answer with a slash at the end too."""
    assert BOARD_NAME in words(read(pages.get(f"/{BOARD}/")))
    assert "kelderby" in words(read(pages.get("/kelderby/")))


PLACES = (
    *("/browse", "/new", "/coverage", "/about", "/accessibility"),
    *("/officers", "/members", "/topics", "/wards", "/kelderby", f"/{BOARD}", f"/{JOINT}"),
    *(OFFICER_PATH, MEMBER_PATH, "/topics/bins-and-recycling"),
)


def test_every_link_leads_somewhere(archive: Archive) -> None:
    """No page of places has a link to nothing, nor one to a part of a page that is not there."""
    pages = at(archive, Date(2025, 3, 1))
    seen: dict[str, int] = {}
    for address in PLACES:
        page = read(pages.get(address))
        ids = set(page.xpath("//@id"))
        for link in page.xpath("//main//a/@href | //nav//a/@href"):
            target, part = urldefrag(link)
            assert target or part in ids, (address, link)
            if target.startswith("/") and target not in seen:
                seen[target] = pages.get(target).status_code
    assert len(seen) > 100
    assert {address for address, status in seen.items() if status >= 300} == set()


def test_navigation_marks_the_page_and_the_area(pages: FlaskClient) -> None:
    """The page that is shown is marked in the navigation; below it, the area to which it belongs."""
    marked: Iterator[tuple[str, str]] = (
        (address, one)
        for address in ("/browse", "/officers", f"/{BOARD}", OFFICER_PATH, "/new", "/coverage")
        for one in read(pages.get(address)).xpath("//header//a[@aria-current]/@href")
    )
    assert list(marked) == [
        *(("/browse", "/browse"), ("/officers", "/browse"), (f"/{BOARD}", "/browse")),
        *((OFFICER_PATH, "/browse"), ("/new", "/new"), ("/coverage", "/coverage")),
    ]
