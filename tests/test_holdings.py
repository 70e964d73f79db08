"""What is held, as the pages tell it: every number beside a plain count over all items of the sample."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import date as Date
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, Held

from indexer.adding import add_papers
from indexer.collection import (
    MEETINGS,
    RECENT,
    RECORD,
    Collection,
    MeetingLine,
    NameHeld,
    NewPaper,
    Recent,
    person_key,
)
from indexer.dates import municipal_year
from indexer.engines.base import SearchEngine
from indexer.entries import entry, order
from indexer.errors import BadQuery
from indexer.gaps import held_board
from indexer.identifiers import RESERVED
from indexer.media import TEXT
from indexer.model import (
    Attendee,
    Board,
    Item,
    Meeting,
    MeetingSummary,
    PathStep,
    Person,
    Vote,
)
from indexer.people import parts
from indexer.pipeline import index
from indexer.place import ENGINES, IndexPlace, create_engine
from indexer.query import EVERYTHING
from indexer.reading.assemble import Assembled
from indexer.sample import COUNCIL, sample_folder
from indexer.search.archive import Archive
from indexer.search.holdings import Addresses, side_of
from indexer.search.person_pages import UNDATED, PersonPage
from indexer.store import Corpus
from indexer.survey import survey


@dataclass(frozen=True)
class Plain:
    """All that is held, to be counted by hand."""

    items: Mapping[str, Item]
    meetings: Mapping[str, Meeting]


@pytest.fixture(scope="module")
def source(sample: Held) -> Iterator[SearchEngine]:
    """The sample's own engine."""
    with closing(IndexPlace(sample.index).open()) as engine:
        yield engine


@pytest.fixture(scope="module")
def plain(source: SearchEngine) -> Plain:
    """Every item and meeting of the sample."""
    hits = source.search(EVERYTHING, limit=len(source.ids(EVERYTHING))).hits
    items = [msgspec.json.decode(hit.stored, type=Item) for hit in hits]
    records = source.records("meeting:").values()
    meetings = [msgspec.json.decode(record, type=Meeting) for record in records]
    return Plain({one.id: one for one in items}, {one.id: one for one in meetings})


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest,
    source: SearchEngine,
    plain: Plain,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Archive]:
    """The sample in each engine, without its passages."""
    with closing(create_engine(request.param, tmp_path_factory.mktemp("engine"))) as engine:
        entries = [
            entry(item, [], plain.meetings.get(item.meeting.id) if item.meeting else None)
            for item in plain.items.values()
        ]
        engine.write(entries=entries, records=dict(source.records("")))
        yield Archive(engine)


def forms(archive: Archive, side: str, path: str) -> set[str]:
    """All written forms of somebody's name."""
    held = archive.collection()
    people = held.officers if side == "officer" else held.members
    addresses = archive.holdings().people("officer" if side == "officer" else "member")
    (one,) = [one for one in people if addresses.paths[one.council, one.name] == path]
    return {one.name, *one.aliases}


def named_in(item: Item, names: set[str]) -> bool:
    """Whether an item names a member itself: in its people or its votes."""
    return any(part.name in names and part.side == "member" for part in parts(item, None))


def pages_of(archive: Archive, side: str) -> list[PersonPage]:
    """The page of every officer or member, for every year."""
    lines = archive.people("officer" if side == "officer" else "member")
    found = []
    for line in lines:
        slug = line.path.rsplit("/", 1)[1]
        page = archive.person("officer" if side == "officer" else "member", line.council, slug)
        assert page is not None and page.path == line.path
        found += [archive.person(page.side, line.council, slug, one.year) for one in page.years]
    return [page for page in found if page is not None]


# --- meetings and boards ------------------------------------------------------------------------


def test_meetings_are_listed_with_the_number_of_their_items(archive: Archive, plain: Plain) -> None:
    """Every meeting once, newest first, and whether minutes of it are held."""
    lines = archive.meetings()
    assert {line.id for line in lines} == plain.meetings.keys()
    assert [line.date for line in lines] == sorted((line.date for line in lines), reverse=True)
    for line in lines:
        own = [i for i in plain.items.values() if i.meeting and i.meeting.id == line.id]
        statuses = {item.minutes_status for item in own}
        told = "approved" if "approved" in statuses else "draft" if "draft" in statuses else None
        assert (line.items, line.minutes) == (len(own), told)
        meeting = plain.meetings[line.id]
        assert (line.name, line.status) == (meeting.board.name, meeting.status)


def test_a_board_has_its_meetings_by_year_and_true_counts(archive: Archive, plain: Plain) -> None:
    """Its topics and officers are counted over its items; a joint meeting counts for each board."""
    boards = archive.collection().boards
    assert any(len(meeting.boards) > 1 for meeting in plain.meetings.values())
    for held in boards:
        page = archive.board(held.id)
        assert page is not None
        own = [
            i for i in plain.items.values() if held.id in {b.id for b in (i.board, *i.boards) if b}
        ]
        assert page.items == held.items == len(own)
        meetings = [
            m.id for m in plain.meetings.values() if held.id in {b.id for b in (m.board, *m.boards)}
        ]
        told = [line for year in page.years for line in year.meetings]
        assert sorted(line.id for line in told) == sorted(meetings)
        assert all(
            municipal_year(m.date) == year.year for year in page.years for m in year.meetings
        )
        for topic in page.topics:
            assert topic.items == sum(topic.name in item.topics for item in own)
        assert {topic.name for topic in page.topics} == {t for item in own for t in item.topics}
        for officer in page.officers:
            assert officer.path is not None
            names = forms(archive, "officer", officer.path)
            assert officer.items == sum(
                any(person.is_officer and person.name in names for person in item.people)
                for item in own
            )
        assert [one.items for one in page.officers] == sorted(
            (one.items for one in page.officers), reverse=True
        )
    assert archive.board("kelderby/no-such-board") is None


def test_former_names_of_a_board_stand_apart_from_short_forms() -> None:
    """What it was called is no abbreviation that somebody might type."""
    units = [
        a_unit(day, board="Waste Board" if day.year < 2021 else "Waste and Parks Board")
        for day in (Date(2020, 6, 1), Date(2022, 6, 1))
    ]
    (board,) = survey(units).boards
    assert (board.name, board.former_names) == ("Waste and Parks Board", ("Waste Board",))
    assert set(board.aliases) - set(board.former_names) == {"WPB", "PB", "WB"}


# --- people -------------------------------------------------------------------------------------


def test_an_officer_has_what_they_wrote_led_and_approved(archive: Archive, plain: Plain) -> None:
    """In each year just the items that `officer:` finds, newest first, each with its citation."""
    assert len(archive.people("officer")) > 10
    for page in pages_of(archive, "officer"):
        names = forms(archive, "officer", page.path)
        own = {
            item.id
            for item in plain.items.values()
            if any(person.is_officer and person.name in names for person in item.people)
        }
        in_year = {id for id in own if year_of(plain.items[id]) == page.year}
        newest = sorted(in_year, key=lambda id: order(plain.items[id]), reverse=True)
        assert [one.item.id for one in page.entries] == newest
        assert page.items == len(own) == page.searchable
        assert {one.year: one.items for one in page.years if one.items} == {
            year: sum(year_of(plain.items[id]) == year for id in own)
            for year in {year_of(plain.items[id]) for id in own}
        }
        for one in page.entries:
            assert one.roles and one.item.title in one.citation and not one.motions


def test_a_member_has_what_names_them_and_where_they_sat(archive: Archive, plain: Plain) -> None:
    """Items that name them; meetings attended by role; apologies apart."""
    assert len(archive.people("member")) > 10
    for page in pages_of(archive, "member"):
        names = forms(archive, "member", page.path)
        own = {item.id for item in plain.items.values() if named_in(item, names)}
        in_year = {id for id in own if year_of(plain.items[id]) == page.year}
        assert {one.item.id for one in page.entries} == in_year
        assert page.items == len(own)
        roles = {
            m.id: {a.role for a in m.attendance if a.name in names}
            for m in plain.meetings.values()
            if municipal_year(m.date) == page.year
        }
        assert {one.meeting.id for one in page.attended} == {
            id for id, those in roles.items() if those - {"apologies"}
        }
        assert {one.id for one in page.apologies} == {
            id for id, those in roles.items() if "apologies" in those
        }
        for attended in page.attended:
            assert set(attended.roles) == roles[attended.meeting.id]
        (year,) = [one for one in page.years if one.year == page.year]
        assert (year.items, year.meetings) == (
            len(page.entries),
            sum(bool(those) for those in roles.values()),
        )


def test_votes_are_told_with_the_outcome_of_the_motion(archive: Archive, plain: Plain) -> None:
    """Whoever is named in a vote has it on the page, on their own side; a lost motion is lost."""
    told = {
        (one.item.id, motion.motion, motion.outcome, part, page.path)
        for page in pages_of(archive, "member")
        for one in page.entries
        for motion in one.motions
        for part in motion.parts
    }
    printed = set()
    for item in plain.items.values():
        for vote in item.votes:
            outcome = {True: "Carried", False: "Lost", None: "Outcome not printed"}[vote.carried]
            for part, those in (
                ("moved", [vote.moved_by]),
                ("seconded", [vote.seconded_by]),
                ("for", vote.in_favour),
                ("against", vote.against),
                ("abstained", vote.abstain),
            ):
                paths = (archive.person_path("member", item.council, n) for n in those if n)
                printed |= {(item.id, vote.motion, outcome, part, path) for path in paths}
    assert told == printed
    assert {outcome for _, _, outcome, _, _ in told} >= {"Carried", "Lost"}


def test_a_name_leads_to_whom_it_means_or_nowhere(archive: Archive, plain: Plain) -> None:
    """Every name in an item, a vote or an attendance list; those of officers and members do lead."""
    led = 0
    for item in plain.items.values():
        meeting = plain.meetings.get(item.meeting.id) if item.meeting else None
        for part in parts(item, meeting):
            side = side_of(part.name, part.role)
            assert side == part.side
            path = archive.person_path(side, item.council, part.name)
            assert path is None or part.name in forms(archive, side, path)
            if part.own or part.is_member:
                assert path is not None
                led += 1
    assert led > 100
    assert archive.person_path("officer", COUNCIL, "Nobody Known") is None
    assert archive.person_path("officer", "elsewhere", "Ade Balogun") is None


def test_another_written_form_has_the_address_of_the_person(archive: Archive) -> None:
    """So that what was mailed when only the short form was known still answers."""
    page = archive.person("member", COUNCIL, "councillor-oduya")
    assert page is not None and page.path == "members/kelderby/councillor-p-oduya"


def test_an_address_of_nobody_or_of_no_year_is_told_apart(archive: Archive) -> None:
    """Unknown: None. A year without anything: an empty year. What is no year: an error that says so."""
    assert archive.person("officer", COUNCIL, "nobody-known") is None
    page = archive.person("officer", COUNCIL, "ade-balogun", "1999/00")
    assert page is not None and (page.year, page.entries, page.items > 0) == ("1999/00", [], True)
    again = archive.person("officer", COUNCIL, "ade-balogun", "2023-24")
    assert again is not None and again.year == "2023/24"
    with pytest.raises(BadQuery, match="municipal year"):
        archive.person("officer", COUNCIL, "ade-balogun", "<script>")


def test_two_people_of_one_slug_have_two_addresses() -> None:
    """The second, in order, has -2; another form that may be either leads to neither."""
    one, two = held("Anna Oak", "A Oak"), held("Ánna Oak", "A. Oak")
    addresses = Addresses([("officers/kelderby", one), ("officers/kelderby", two)])
    assert addresses.held == {
        "officers/kelderby/anna-oak": one,
        "officers/kelderby/anna-oak-2": two,
    }
    assert addresses.path("kelderby", "A. Oak") == "officers/kelderby/anna-oak-2"


def held(name: str, *aliases: str, council: str = COUNCIL) -> NameHeld:
    """Somebody, of whom nothing else is told."""
    return NameHeld(name, (), 1, 1, None, None, aliases, council)


def year_of(item: Item) -> str:
    """The year under which a person's page has an item."""
    return municipal_year(item.date) if item.date else UNDATED


# --- made units ---------------------------------------------------------------------------------


def a_unit(
    day: Date,
    *,
    council: str = COUNCIL,
    board: str = "Cabinet",
    attendance: tuple[Attendee, ...] = (),
    **facts: object,
) -> Assembled:
    """A meeting with one item."""
    where = Board(f"{council}/{'waste-board' if 'Waste' in board else board.lower()}", board)
    meeting = Meeting(
        f"{where.id}/{day}", council, where, (where,), day, status="held", attendance=attendance
    )
    summary = MeetingSummary(meeting.id, day, None, None, None, "held", None)
    item = Item(f"{meeting.id}/matter", "Matter", council, where, day, summary)
    item = replace(item, **facts)  # type: ignore[arg-type]
    return Assembled((meeting,), (item,), ())


def archive_of(engine: SearchEngine, *units: Assembled) -> Archive:
    """An archive of these units, as an index run would leave it."""
    seen = survey(units)
    people = {side: seen.people(side) for side in ("officer", "member")}
    collection = Collection(
        councils=tuple(sorted({m.council for unit in units for m in unit.meetings})),
        boards=seen.boards,
        officers=tuple(people["officer"]),
        members=tuple(people["member"]),
        items=seen.items,
    )
    records = {
        person_key(side, one.council, one.name): msgspec.json.encode(told)
        for side, found in people.items()
        for one, told in found.items()
    }
    records |= {
        RECORD: msgspec.json.encode(collection),
        MEETINGS: msgspec.json.encode(seen.lines[::-1]),
    }
    entries = [
        entry(item, [], next(iter(unit.meetings), None)) for unit in units for item in unit.items
    ]
    engine.write(entries=entries, records=dict(records))
    return Archive(engine)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine, empty."""
    with closing(create_engine(request.param, tmp_path)) as engine:
        yield engine


def test_posts_are_told_with_the_first_and_last_day(engine: SearchEngine) -> None:
    """In the order in which the papers first print them."""
    head, director = "Head of Parks", "Director of Place"
    archive = archive_of(
        engine,
        *(
            a_unit(day, people=(Person("Anna Oak", "author", post),))
            for day, post in [
                (Date(2022, 7, 1), director),
                (Date(2020, 7, 1), head),
                (Date(2021, 7, 1), head),
            ]
        ),
    )
    page = archive.person("officer", COUNCIL, "anna-oak")
    assert page is not None
    assert [(one.post, one.first, one.last) for one in page.posts] == [
        (head, Date(2020, 7, 1), Date(2021, 7, 1)),
        (director, Date(2022, 7, 1), Date(2022, 7, 1)),
    ]


def test_the_same_name_in_another_council_is_somebody_else(engine: SearchEngine) -> None:
    """Each page has only the items of its council; a name without a council leads nowhere."""
    anna = (Person("Anna Oak", "author"),)
    archive = archive_of(
        engine,
        a_unit(Date(2020, 7, 1), people=anna),
        a_unit(Date(2020, 7, 2), council="elsewhere", people=anna),
    )
    for council in (COUNCIL, "elsewhere"):
        page = archive.person("officer", council, "anna-oak")
        assert page is not None and page.items == 1
        assert [one.item.council for one in page.entries] == [council]
    assert archive.person_path("officer", None, "Anna Oak") is None


def test_a_contact_is_counted_apart_from_what_was_written(engine: SearchEngine) -> None:
    """The page of an officer lists reports; where they are only to be asked is a number."""
    archive = archive_of(
        engine,
        a_unit(
            Date(2020, 7, 1), people=(Person("Anna Oak", "author"), Person("Anna Oak", "contact"))
        ),
        a_unit(Date(2020, 7, 2), people=(Person("Anna Oak", "contact"),)),
    )
    page = archive.person("officer", COUNCIL, "anna-oak")
    assert page is not None and (page.items, page.otherwise) == (1, 1)
    assert [one.roles for one in page.entries] == [("author", "contact")]


def test_who_only_attended_is_not_named_by_the_items(engine: SearchEngine) -> None:
    """The items of a meeting are found with `member:`, and are no deeds of everybody who sat there."""
    sat = Attendee("Councillor B Ash", "member")
    moved = Vote("the motion", False, moved_by="Councillor B Ash")
    archive = archive_of(
        engine,
        a_unit(Date(2020, 7, 1), attendance=(sat,)),
        a_unit(Date(2020, 7, 2), attendance=(sat,), votes=(moved,)),
    )
    page = archive.person("member", COUNCIL, "councillor-b-ash")
    assert page is not None and (page.items, page.searchable, len(page.attended)) == (1, 2, 2)
    (one,) = page.entries
    assert [(m.outcome, m.parts) for m in one.motions] == [("Lost", ["moved"])]


def test_guests_and_apologies_are_nobodys_attendance(engine: SearchEngine) -> None:
    """A guest of an officer's name is no officer; a co-opted member's apologies are the member's."""
    listed = (
        Attendee("Anna Oak", "invited"),
        Attendee("Mrs C Elm", "apologies"),
        Attendee("Councillor B Ash", "apologies"),
    )
    archive = archive_of(
        engine,
        a_unit(Date(2020, 7, 1), attendance=listed, people=(Person("Anna Oak", "author"),)),
        a_unit(
            Date(2020, 7, 2),
            attendance=(Attendee("Mrs C Elm", "co-opted"), Attendee("Councillor B Ash", "member")),
        ),
    )
    officer = archive.person("officer", COUNCIL, "anna-oak")
    assert officer is not None and not officer.attended and not officer.apologies
    for slug in ("mrs-c-elm", "councillor-b-ash"):
        member = archive.person("member", COUNCIL, slug)
        assert member is not None and (len(member.attended), len(member.apologies)) == (1, 1)


# --- topics and wards ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["topic", "ward"])
def test_a_topic_or_ward_has_true_counts(archive: Archive, plain: Plain, kind: str) -> None:
    """Items, years, boards and officers are those of its items; the newest come first."""
    subject = "topic" if kind == "topic" else "ward"
    lines = archive.subjects("topic" if kind == "topic" else "ward")
    assert lines
    for line in lines:
        slug = line.path.split("/")[1]
        page = archive.subject("topic" if kind == "topic" else "ward", slug)
        assert page is not None and page.name == line.name
        own = [i for i in plain.items.values() if line.name in getattr(i, f"{subject}s")]
        assert page.items == line.items == len(own)
        dated = [item for item in own if item.date]
        assert dict(page.years) == {
            year: sum(year_of(item) == year for item in dated) for year in map(year_of, dated)
        }
        for board in page.boards:
            assert board.items == sum(
                board.path in {b.id for b in (item.board, *item.boards) if b} for item in own
            )
        for officer in page.officers:
            assert officer.path is not None
            names = forms(archive, "officer", officer.path)
            assert officer.items == sum(
                any(p.is_officer and p.name in names for p in item.people) for item in own
            )
        days = [one.date or Date.min for one in page.newest]
        assert days == sorted(days, reverse=True)
        assert {one.id for one in page.newest} <= {item.id for item in own}
        assert len(page.newest) == min(20, len(own))
    assert archive.subject("topic" if kind == "topic" else "ward", "no-such-thing") is None


# --- coverage -----------------------------------------------------------------------------------


def test_coverage_adds_up(archive: Archive, plain: Plain) -> None:
    """By board and year: meetings by what became of them, minutes, items; the rest belongs to no meeting."""
    told = archive.coverage()
    (council,) = told.councils
    assert council.apart == sum(item.meeting is None for item in plain.items.values())
    for board in council.boards:
        own = [
            m for m in plain.meetings.values() if board.id in {b.id for b in (m.board, *m.boards)}
        ]
        for year in board.years:
            meetings = [m for m in own if municipal_year(m.date) == year.year]
            of_them = {m.id for m in meetings}
            assert year.meetings == len(meetings)
            past = [m for m in meetings if m.status == "scheduled" and m.date < NOW.date()]
            assert (year.held, year.scheduled, year.cancelled, year.unknown) == (
                sum(m.status == "held" for m in meetings),
                sum(m.status == "scheduled" for m in meetings) - len(past),
                sum(m.status == "cancelled" for m in meetings),
                sum(m.status is None for m in meetings) + len(past),
            )
            items = [i for i in plain.items.values() if i.meeting and i.meeting.id in of_them]
            assert year.items == len(items)
            minuted = {i.meeting.id for i in items if i.meeting and i.minutes_status}
            assert year.approved + year.draft == len(minuted)
            assert year.without == sum(
                m.id not in minuted and m.status != "cancelled" and m.date < NOW.date()
                for m in meetings
            )
        assert sum(year.meetings for year in board.years) == len(own)
        assert sum(year.missing for year in board.years) == len(board.gaps)
    gaps = [gap for board in council.boards for gap in board.gaps]
    assert len(gaps) + len(told.gaps) == len(archive.collection().gaps)
    assert gaps


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ({}, True),
        ({"status": "scheduled"}, True),
        ({"status": "cancelled"}, False),
        ({"minutes": "draft"}, False),
        ({"date": NOW.date()}, False),
        ({"date": NOW.date() + timedelta(1)}, False),
    ],
)
def test_minutes_are_lacking_of_past_meetings_alone(facts: dict[str, Any], lacks: bool) -> None:
    """Not of one that is today and may be still to come, nor of one that was cancelled."""
    board, day = "kelderby/cabinet", NOW.date() - timedelta(1)
    held = MeetingLine(
        f"{board}/{day}", "kelderby", board, "Cabinet", day, None, None, None, 0, None
    )
    assert replace(held, **facts).lacks_minutes(NOW.date()) is lacks


def test_a_gap_says_of_which_kind_it_is() -> None:
    """Minutes that are cut, and papers of a meeting that are not held at all."""
    step = PathStep("Scrutiny Board", Date(2021, 5, 1), False)
    seen = survey([a_unit(Date(2021, 6, 1), truncated=True, path=(step,))])
    assert [gap.kind for gap in seen.gaps] == ["meeting", "cut"]


def test_a_broken_paper_counts_where_it_belongs(archive: Archive) -> None:
    """Even what cannot be read belongs to the meeting whose page links it."""
    broken = [one for one in archive.collection().problems if one.document]
    assert broken and all(one.boards and one.date for one in broken)
    counted = [
        (board.id, year.year)
        for council in archive.coverage().councils
        for board in council.boards
        for year in board.years
        for _ in range(year.unreadable)
    ]
    assert sorted(counted) == sorted(
        (board, municipal_year(one.date)) for one in broken for board in one.boards if one.date
    )


def test_a_gap_has_its_board_only_where_that_is_sure() -> None:
    """By identifier, or by the one board that may be meant; among two, none."""
    boards = ["kelderby/waste-and-parks-board", "kelderby/cabinet", "other/waste-parks-board-north"]
    assert held_board("kelderby/cabinet", boards) == "kelderby/cabinet"
    assert held_board("kelderby/joint-waste-board", boards) is None
    assert held_board("kelderby/waste-and-parks-board-1", boards) == boards[0]
    two = [*boards, "kelderby/waste-and-parks-board-1-north"]
    assert held_board("kelderby/waste-and-parks-board-1", two) is None
    assert held_board(None, boards) is None


# --- news ---------------------------------------------------------------------------------------

TODAY = Date(2026, 11, 22)


def a_line(day: Date) -> MeetingLine:
    """A meeting of the Cabinet."""
    id = f"kelderby/cabinet/{day}"
    return MeetingLine(id, COUNCIL, "kelderby/cabinet", "Cabinet", day, None, None, None, 0, None)


def test_news_are_of_a_week_back_and_a_month_ahead(engine: SearchEngine) -> None:
    """Today included; meetings in the order in which they come; the day of the newest paper."""
    days = [TODAY - timedelta(days=n) for n in (-1, 0, 6, 7)]
    papers = [
        NewPaper(f"d{n}", "T", "report", datetime(d.year, d.month, d.day, tzinfo=UTC), None, ())
        for n, d in enumerate(days)
    ]
    papers[1] = replace(papers[1], meeting=a_line(TODAY).id)
    numbers = zip(days, (1, 1, 1_500, 1), strict=True)
    recent = Recent(tuple(papers), tuple(numbers))
    lines = [a_line(TODAY + timedelta(days=n)) for n in (32, 31, 0, -1)]
    engine.write(
        records={MEETINGS: msgspec.json.encode(lines), RECENT: msgspec.json.encode(recent)}
    )
    told = Archive(engine).news(TODAY)
    assert [one.id for one in told.papers] == ["d1", "d2"]
    assert [one.meeting for one in told.papers] == [lines[2], None]
    assert told.papers_total == 1_501
    assert [line.date for line in told.coming] == [TODAY, TODAY + timedelta(days=31)]
    assert told.newest == days[0]


def test_of_nothing_indexed_there_are_no_news(engine: SearchEngine) -> None:
    """An empty index is no error."""
    archive = Archive(engine)
    told = archive.news(TODAY)
    assert (told.papers, told.papers_total, told.coming, told.newest) == ([], 0, [], None)
    assert (archive.meetings(), archive.people("officer"), archive.subjects("ward")) == ((), [], [])
    assert (archive.coverage().councils, archive.board("kelderby/cabinet")) == ([], None)


def test_recent_papers_are_those_first_held_lately(tmp_path: Path) -> None:
    """By the day on which they came; pages of the site, and what tells no more, are left out."""
    folder = sample_folder() / "documents"
    names = ("g900", "g915", "s5001")
    with Corpus.open(tmp_path / "corpus", create=True) as corpus:
        for number, name in enumerate(names):
            when = NOW - timedelta(days=70 * number)
            add_papers(corpus, [str(folder / name)], council=COUNCIL, now=when)
        add_papers(corpus, [str(sample_folder() / "pages")], council=COUNCIL, now=NOW)
        for text in (b"Report one.", b"Report two."):
            where = {"url": "https://kelderby.example/documents/s900001/Report.txt"}
            corpus.add(BytesIO(text), council=COUNCIL, media_type=TEXT, now=NOW, **where)
        index(corpus, IndexPlace(tmp_path / "index"), now=NOW, workers=1)
        came = {document.id: document.added for document in corpus.documents()}
        came_from = {one.id: one.source.rpartition("/")[2] for one in corpus.documents()}
    with closing(IndexPlace(tmp_path / "index").open()) as engine:
        recent = msgspec.json.decode(engine.record(RECENT) or b"", type=Recent)
        archive = Archive(engine)
        assert recent.papers
        for paper in recent.papers:
            assert paper.kind != "page" and paper.added == came[paper.id] == NOW
            for item in paper.items:
                shown = archive.show(item)
                assert shown is not None and paper.id in {d.id for d in shown[1].documents}
        assert recent.days == ((NOW.date(), len(recent.papers)),)
        replaced = [paper.id for paper in recent.papers if came_from[paper.id] == "Report.txt"]
        assert replaced == ["kelderby/documents/s900001"]


# --- addresses ----------------------------------------------------------------------------------


def test_no_council_is_called_like_a_page() -> None:
    """The first part of an address says whether it is a page's or a council's."""
    assert {"officers", "members", "topics", "wards", "new", "browse", "advanced"} <= RESERVED
