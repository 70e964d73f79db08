"""Nothing found, as an answer: what was searched, what could not be, and which part of the query is why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.collection import (
    MEETINGS,
    RECORD,
    BoardHeld,
    Collection,
    Counts,
    Gap,
    MeetingLine,
    NameHeld,
    Problem,
)
from indexer.engines.base import Entry, SearchEngine
from indexer.entries import entry
from indexer.errors import BadQuery
from indexer.model import Board, Item, Passage, Person, Zone
from indexer.place import ENGINES, create_engine
from indexer.reading.assemble import Assembled
from indexer.search.absence import grouped, written
from indexer.search.answers import Absence, Mention
from indexer.search.archive import Archive, Request
from indexer.search.language import Option, asked_tokens, parse
from indexer.search.limits import LISTED, PARTS_TOLD
from indexer.survey import survey
from indexer.terminal import print_answer

CABINET, PLANNING = Board("kelderby/cabinet", "Cabinet"), Board("kelderby/planning", "Planning")
OTHER = Board("saltersford/cabinet", "Cabinet")
MOSS = Person("Ann Moss", "author")


def item(name: str, text: str, board: Board | None, day: str | None, **facts: object) -> Entry:
    """An item with one passage, in the minutes unless it is said otherwise."""
    zone: Zone = facts.pop("zone", "minutes")  # type: ignore[assignment]
    council = board.id.partition("/")[0] if board else "kelderby"
    date = Date.fromisoformat(day) if day else None
    made = Item(f"{council}/{name}", f"Matter {name}", council, board, date, None)
    made = replace(made, **facts)  # type: ignore[arg-type]
    return entry(made, [Passage(made.id, 0, zone, "minutes", text)])


ENTRIES = [
    item("a", "peat", CABINET, "2019-05-20", people=(MOSS,)),
    item("b", "peat ferry", CABINET, "2020-07-01"),
    item("c", "ferry", PLANNING, "2021-02-03", people=(MOSS,)),
    item("d", "ferry tram", PLANNING, "2021-06-03", zone="report"),
    item("e", "tram", None, None),
    item("f", "gull", CABINET, "2021-06-04", routine=True),
    item("g", "liner", OTHER, "2022-01-10"),
]


def meeting(board: Board, day: str, items: int = 1, *boards: Board) -> MeetingLine:
    council = board.id.partition("/")[0]
    date = Date.fromisoformat(day)
    return MeetingLine(
        f"{board.id}/{day}",
        council,
        board.id,
        board.name,
        date,
        None,
        None,
        None,
        items,
        None,
        tuple(one.id for one in boards),
    )


LINES = [
    meeting(CABINET, "2019-05-20"),
    meeting(CABINET, "2020-07-01"),
    meeting(PLANNING, "2021-02-03", 1, CABINET),
    meeting(PLANNING, "2021-06-03"),
    meeting(CABINET, "2021-06-04"),
    meeting(OTHER, "2022-01-10"),
    meeting(CABINET, "2023-01-01", 0),
]
CUT_ITEM = Item(
    "kelderby/c", "Matter c", "kelderby", PLANNING, Date(2021, 2, 3), None, truncated=True
)
(CUT,) = survey([Assembled((), (CUT_ITEM,), ())]).gaps
GAPS = (
    Gap("Cabinet", "the meeting of 1 June 2020 is not held", "m", CABINET.id, Date(2020, 6, 1)),
    Gap("Planning", "the meeting of 1 June 2021 is not held", "m", PLANNING.id, Date(2021, 6, 1)),
    CUT,
    Gap("Harbour Board", "no agenda of Harbour Board is held", "goes there"),
    Gap(None, "something of no board", "somewhere"),
)
PROBLEMS = (
    Problem("kelderby/documents/s1", "s1", "broken", "", (PLANNING.id,), Date(2021, 6, 3)),
    Problem("kelderby/documents/s2", "s2", "broken", ""),
    Problem("saltersford/documents/s3", "s3", "broken", ""),
    Problem(None, "s4", "broken", ""),
)
HELD = Collection(
    indexed_at="2026-11-22T09:00:00Z",
    documents=Counts(held=12, read=10, private=3),
    councils=("kelderby", "saltersford"),
    boards=(
        BoardHeld(CABINET.id, "Cabinet", "kelderby", (), 5, 3, None, None),
        BoardHeld(OTHER.id, "Cabinet", "saltersford", (), 1, 1, None, None),
        BoardHeld(PLANNING.id, "Planning", "kelderby", (), 2, 2, None, None),
    ),
    officers=(NameHeld("Ann Moss", (), 2, 2, None, None, (), "kelderby"),),
    gaps=GAPS,
    problems=PROBLEMS,
    items=len(ENTRIES),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine, empty."""
    engine = create_engine(request.param, tmp_path)
    yield engine
    engine.close()


@pytest.fixture
def made(engine: SearchEngine) -> Archive:
    """The items above, on each engine."""
    return archive_of(engine)


def archive_of(engine: SearchEngine, held: Collection = HELD) -> Archive:
    records = {RECORD: msgspec.json.encode(held), MEETINGS: msgspec.json.encode(LINES)}
    engine.write(entries=ENTRIES, records=records)
    return Archive(engine)


def nothing(
    archive: Archive, query: str, filters: Mapping[Option, Sequence[str]] | None = None
) -> Absence:
    answer = archive.search(Request(query, filters or {}))
    assert answer.total == 0 and answer.absence
    return answer.absence


def told(absence: Absence) -> list[tuple[str, str, int, int | None]]:
    return [(one.text, one.kind, one.items, one.without) for one in absence.parts]


# --- part by part -------------------------------------------------------------------------------


def test_each_part_tells_what_it_finds_alone_and_what_is_found_without_it(made: Archive) -> None:
    """In the order typed, then the filters chosen; those that say where one looks, in all that is
    held, the others within these.
    """
    absence = nothing(
        made, 'peat "ferry tram" -gull officer:moss', {"board": ["planning"], "from": ["2021"]}
    )
    assert told(absence) == [
        ("“peat”", "word", 0, 0),
        ("the exact phrase “ferry tram”", "phrase", 1, 0),
        ("without “gull”", "word", 2, 0),
        ("officer “moss”", "field", 1, 0),
        ("board “planning”", "filter", 2, 0),
        ("from 1 January 2021", "filter", 4, 0),
    ]
    assert told(nothing(made, "peat tram")) == [
        ("“peat”", "word", 2, 2),
        ("“tram”", "word", 2, 2),
    ]


def test_each_part_tells_what_all_that_is_held_has_of_it(made: Archive) -> None:
    """Beside what is within the conditions on council, board and date; these are named."""
    absence = nothing(
        made, 'peat "ferry tram" -gull officer:moss', {"board": ["planning"], "from": ["2021"]}
    )
    assert [(one.items, one.held) for one in absence.parts] == [
        *((0, 2), (1, 1), (2, 6), (1, 2), (2, 2), (4, 4)),
    ]
    assert (absence.searched.narrowed_by, absence.searched.held) == (("board", "dates"), 7)
    whole = nothing(made, "peat tram officer:moss")
    assert [(one.items, one.held) for one in whole.parts] == [(2, 2), (2, 2), (2, 2)]
    assert (whole.searched.narrowed_by, whole.searched.held) == ((), 7)
    unknown = nothing(made, "peat -council:saltersford year:2020/21", {"board": ["nosuch"]})
    assert unknown.searched.narrowed_by == ("council", "board", "dates")
    assert [(one.items, one.held) for one in unknown.parts] == [(0, 2), (6, 6), (2, 2), (0, 0)]


def test_a_filter_that_is_the_reason_is_told_with_what_dropping_it_gives(made: Archive) -> None:
    """Of which officer, year or zone, typed or chosen: each by itself."""
    assert told(nothing(made, "ferry zone:decision", {"officer": ["moss"]})) == [
        ("“ferry”", "word", 3, 0),
        ("text in decisions", "field", 0, 1),
        ("officer “moss”", "filter", 2, 0),
    ]
    absence = nothing(made, "tram", {"year": ["2019/20"]})
    assert told(absence) == [("“tram”", "word", 0, 1), ("year “2019/20”", "filter", 1, 2)]
    assert [(one.query, one.filter) for one in absence.parts] == [("", None), ("tram", "year")]


def test_what_belongs_together_is_one_part(made: Archive) -> None:
    """Brackets, alternatives, and values of one field that OR joins."""
    absence = nothing(made, "(peat OR liner) board:planning OR board:cabinet tram NOT (gull moss)")
    assert [(one.text, one.query) for one in absence.parts] == [
        ("“peat” or “liner”", "board:planning OR board:cabinet tram NOT ( gull moss )"),
        ("board “planning” or “cabinet”", "( peat OR liner ) tram NOT ( gull moss )"),
        (
            "“tram”",
            "( peat OR liner ) board:planning OR board:cabinet NOT ( gull moss )",
        ),
        (
            "without (“gull” and “moss”)",
            "( peat OR liner ) board:planning OR board:cabinet tram",
        ),
    ]
    (whole,) = nothing(made, "moss OR quartz lime").parts
    assert (whole.kind, whole.items, whole.without, whole.query) == ("word", 0, None, "")


def test_routine_matter_counts_as_it_does_in_a_search(made: Archive) -> None:
    """In `items` always; in `without` where nothing else fits, as in the total of that search."""
    assert told(nothing(made, "gull quartz")) == [
        ("“gull”", "word", 1, 0),
        ("“quartz”", "word", 0, 1),
    ]
    assert made.search(Request("gull")).total == 1


def test_one_part_alone_has_nothing_left(made: Archive) -> None:
    """Null is no zero."""
    assert told(nothing(made, "quartz")) == [("“quartz”", "word", 0, None)]


def test_of_many_parts_the_first_are_told(made: Archive) -> None:
    """So that the number of counts has a limit."""
    many = " ".join(f"nothing{n}" for n in range(40))
    assert len(nothing(made, many).parts) == PARTS_TOLD


PIECES = st.sampled_from(
    [
        *("peat", "tram", "gull", "quartz", "OR", "NOT", "-ferry", "(", ")", "fer*", "trma~"),
        *("board:cabinet", "board:planning", "year:2020/21", "date:2021", "officer:moss"),
        *("zone:report", "role:author", "title:matter", '"peat ferry"', '"peat tram"~3', "12/23"),
        *("council:kelderby", "what is the", "bin collection", "minute", "title:'a b'", "ref:1/2"),
    ]
)
FILTERS: Mapping[Option, Sequence[str]] = {
    "board": ["planning"],
    "year": ["2020/21", "2021/22"],
    "officer": ["moss"],
    "zone": ["minutes"],
    "to": ["2020"],
    "role": ["author"],
}


@pytest.mark.parametrize("name", ENGINES)
def test_every_number_is_that_of_a_search(name: str, tmp_path: Path) -> None:
    """Whatever is typed and chosen: `without` is the total of the search that the part names; and the
    parts come whether or not names in them are known.
    """
    with create_engine(name, tmp_path) as engine:  # type: ignore[attr-defined]
        archive = archive_of(engine)

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.lists(PIECES, min_size=1, max_size=6).map(" ".join),
            st.sets(st.sampled_from(sorted(FILTERS)), max_size=2),
            st.booleans(),
        )
        def check(typed: str, chosen: set[Option], everything: bool) -> None:
            filters = {one: FILTERS[one] for one in FILTERS if one in chosen}
            request = Request(typed, filters, everything=everything)
            try:
                answer = archive.search(request)
            except BadQuery:
                return
            assert (answer.absence is None) == (answer.total > 0)
            for part in answer.absence.parts if answer.absence else ():
                others = {one: held for one, held in filters.items() if one != part.filter}
                try:
                    rest = archive.search(replace(request, query=part.query, filters=others))
                except BadQuery:
                    assert part.without is None
                else:
                    assert part.without == rest.total

        check()


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES.filter(lambda one: one[:4] != "what"), max_size=8).map(" ".join))
def test_what_is_written_again_means_what_was_typed(typed: str) -> None:
    """All parts together ask for the same as the query (words that only ask apart, which are gone)."""
    tokens, _ = asked_tokens(typed)
    again = written([token for group in grouped(tokens) for token in group])
    try:
        meant = parse(typed, allow_empty=True).query
    except BadQuery:
        return
    assert parse(again, allow_empty=True).query == meant


# --- what was searched --------------------------------------------------------------------------


def test_what_was_searched_is_all_that_is_held(made: Archive) -> None:
    """Where no condition says where to look: undated papers too, and meetings that have items."""
    searched = nothing(made, "quartz officer:moss").searched
    assert (searched.councils, searched.boards) == (HELD.councils, ("Cabinet", "Planning"))
    assert (searched.meetings, searched.items, searched.documents) == (6, 7, 10)
    assert (searched.first, searched.last) == (Date(2019, 5, 20), Date(2022, 1, 10))


@pytest.mark.parametrize(
    ("query", "filters", "boards", "meetings", "items", "last"),
    [
        ("board:planning", {}, ["Planning"], 2, 2, "2021-06-03"),
        ("-council:kelderby", {}, ["Cabinet"], 1, 1, "2022-01-10"),
        ("", {"council": ["kelderby"]}, ["Cabinet", "Planning"], 5, 6, "2021-06-04"),
        ("year:2020/21", {}, ["Cabinet", "Planning"], 2, 2, "2021-02-03"),
        ("year:2020/21", {"board": ["planning"]}, ["Planning"], 1, 1, "2021-02-03"),
        ("date:2019..2020", {}, ["Cabinet", "Planning"], 2, 2, "2020-07-01"),
        ("date:1999", {"board": ["planning"]}, ["Planning"], 0, 0, None),
        (
            "-date:2019..2020",
            {"council": ["kelderby"]},
            ["Cabinet", "Planning"],
            3,
            4,
            "2021-06-04",
        ),
        ("board:quartz", {}, [], 0, 0, None),
    ],
)
def test_council_board_and_date_say_what_was_searched(
    made: Archive,
    query: str,
    filters: Mapping[Option, Sequence[str]],
    boards: list[str],
    meetings: int,
    items: int,
    last: str | None,
) -> None:
    """Typed or chosen; a joint meeting is one of each of its boards, and is counted once."""
    searched = nothing(made, f"quartz {query}", filters).searched
    assert list(searched.boards) == boards
    assert (searched.meetings, searched.items) == (meetings, items)
    assert searched.last == (Date.fromisoformat(last) if last else None)
    assert searched.documents is None


# --- what was not -------------------------------------------------------------------------------


def test_without_conditions_every_gap_and_problem_is_told(made: Archive) -> None:
    """With what is withheld, what is cut, and how fresh it all is."""
    absence = nothing(made, "quartz")
    assert (absence.gaps, absence.gaps_total) == (GAPS, 5)
    assert (absence.problems, absence.problems_total) == (PROBLEMS, 4)
    assert (absence.private, absence.cut, absence.fresh) == (3, 1, HELD.indexed_at)


@pytest.mark.parametrize(
    ("query", "gaps", "problems", "cut"),
    [
        ("board:planning", [1, 2, 4], [0, 1, 3], 1),
        ("council:kelderby board:cabinet", [0, 4], [1, 3], 0),
        ("council:kelderby", [0, 1, 2, 3, 4], [0, 1, 3], 1),
        ("council:saltersford", [3, 4], [2, 3], 0),
        ("date:2021", [1, 2, 3, 4], [0, 1, 2, 3], 1),
        ("date:2020 board:planning", [4], [1, 3], 0),
        ("board:harbour", [3, 4], [3], 0),
    ],
)
def test_gaps_and_problems_known_to_lie_elsewhere_are_left_out(
    made: Archive, query: str, gaps: list[int], problems: list[int], cut: int
) -> None:
    """Of another board, council or day; where that is not known, they may matter and stay."""
    absence = nothing(made, f"quartz {query}")
    assert absence.gaps == tuple(GAPS[n] for n in gaps)
    assert absence.problems == tuple(PROBLEMS[n] for n in problems)
    assert (absence.gaps_total, absence.problems_total, absence.cut) == (
        len(gaps),
        len(problems),
        cut,
    )


def test_long_lists_are_cut_and_counted(engine: SearchEngine) -> None:
    """The true numbers stand beside them."""
    held = replace(HELD, gaps=GAPS[:1] * 70, problems=PROBLEMS[:1] * 60)
    absence = nothing(archive_of(engine, held), "quartz")
    assert (len(absence.gaps), absence.gaps_total) == (LISTED, 70)
    assert (len(absence.problems), absence.problems_total) == (LISTED, 60)


def test_nothing_is_held_at_all(engine: SearchEngine) -> None:
    """Then nothing was searched, and that is what it says."""
    absence = nothing(Archive(engine), "quartz")
    searched = absence.searched
    assert (searched.items, searched.meetings, searched.boards, searched.first) == (0, 0, (), None)
    assert (absence.gaps, absence.fresh) == ((), None)


# --- first and last -------------------------------------------------------------------------------


def test_the_first_and_last_of_the_whole_result_come_with_the_facets(made: Archive) -> None:
    """Of dated items, on every page and in every order; routine matter only where it is shown."""
    first = Mention(Date(2020, 7, 1), "kelderby/b", "Matter b", "Cabinet")
    last = Mention(Date(2021, 6, 3), "kelderby/d", "Matter d", "Planning")
    for asked in (Request("ferry OR tram", limit=1, page=page) for page in (1, 2, 9)):
        answer = made.search(replace(asked, facets=True))
        assert (answer.total, answer.first, answer.last) == (4, first, last)
        assert made.search(asked).first is made.search(asked).last is None
    everything = made.search(Request("-liner", facets=True, everything=True))
    assert everything.last is not None and everything.last.id == "kelderby/f"
    undated = made.search(Request("tram -ferry", facets=True))
    assert (undated.total, undated.first, undated.last) == (1, None, None)


def test_councils_are_counted(made: Archive) -> None:
    """As every facet: over the whole result."""
    facets = made.search(Request("peat OR liner", facets=True, limit=1)).facets
    assert facets is not None and facets["council"] == [("kelderby", 2), ("saltersford", 1)]


# --- as people read it ----------------------------------------------------------------------------


def printed(archive: Archive, query: str) -> list[str]:
    lines: list[str] = []
    print_answer(archive.search(Request(query)), lines.append)
    return lines


def test_the_terminal_names_the_part_that_is_the_reason(made: Archive) -> None:
    """And what the others find; parts that would change nothing are not named."""
    assert printed(made, "ferry quartz board:planning")[1:4] == [
        "Searched: 2 items of 2 meetings, 3 February 2021 to 3 June 2021.",
        "“quartz” alone: 0 items (0 in all that is held); without it: 2 items.",
        "",
    ]
    assert printed(made, "quartz date:1999")[1:3] == ["Searched: 0 items of 0 meetings.", ""]


def test_json_has_it_in_the_words_of_the_contract(archive: Archive) -> None:
    """In the sample: every name of a field."""
    absence = msgspec.to_builtins(nothing(archive, "ferry zzzz"))
    assert set(absence) == {
        *("searched", "parts", "gaps", "gaps_total", "problems", "problems_total"),
        *("private", "cut", "fresh"),
    }
    assert set(absence["searched"]) == {
        *("councils", "boards", "meetings", "items", "documents", "first", "last"),
        *("narrowed_by", "held"),
    }
    assert set(absence["parts"][0]) == {
        *("text", "kind", "items", "without", "query", "filter", "held")
    }


def test_the_sample_says_what_was_searched_in_it(archive: Archive) -> None:
    """The counts are those of plain lists of all that is held."""
    held, meetings = archive.collection(), archive.listed("meetings")
    searched = nothing(archive, "zzzz").searched
    assert searched.items == held.items
    assert searched.meetings == sum(one["items"] > 0 for one in meetings)
    cabinet = nothing(archive, "zzzz board:kelderby/cabinet").searched
    of_cabinet = [one for one in meetings if "/cabinet/" in one["id"] and one["items"]]
    assert (cabinet.boards, cabinet.meetings) == (("Cabinet",), len(of_cabinet))
    assert cabinet.items == sum(one["items"] for one in of_cabinet)
    assert (cabinet.first, cabinet.last) == (of_cabinet[-1]["date"], of_cabinet[0]["date"])
