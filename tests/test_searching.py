"""What the archive answers, on every engine: order, partial matches, everyday words, "did you mean"."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import msgspec
import pytest
from engine_oracle import fits
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.collection import RECORD, BoardHeld, Collection, NameHeld
from indexer.engines.base import Entry, SearchEngine
from indexer.entries import entry
from indexer.errors import BadQuery
from indexer.model import Board, Item, Passage, Person, Zone
from indexer.place import ENGINES, create_engine
from indexer.query import Routine, Word
from indexer.search.answers import Answer
from indexer.search.archive import Archive, Request
from indexer.search.limits import LIMITS

CABINET = Board("kelderby/cabinet", "Cabinet")
HELD = Collection(
    councils=("kelderby",),
    boards=(BoardHeld(CABINET.id, "Cabinet", "kelderby", (), 1, 1, None, None),),
    items=1,
)


def item(name: str, *texts: str, zone: Zone = "minutes", **facts: object) -> Entry:
    """An item of the Cabinet with a text in each passage, as engines take it."""
    made = Item(
        id=f"kelderby/{name}",
        title=str(facts.pop("title", "Matter")),
        council="kelderby",
        board=CABINET,
        date=Date(2020, 1, 1),
        meeting=None,
    )
    made = replace(made, **facts)  # type: ignore[arg-type]
    passages = [Passage(made.id, n, zone, "minutes", text) for n, text in enumerate(texts)]
    return entry(made, passages)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """Each engine, empty."""
    engine = create_engine(request.param, tmp_path)
    yield engine
    engine.close()


def archive_of(engine: SearchEngine, entries: Sequence[Entry], held: Collection = HELD) -> Archive:
    """An archive of these items."""
    engine.write(entries=entries, records={RECORD: msgspec.json.encode(held)})
    return Archive(engine)


def names(answer: Answer, partial: bool = False) -> list[str]:
    """What was found, in order; or the partial matches."""
    return [hit.id.removeprefix("kelderby/") for hit in answer.hits if bool(hit.missing) is partial]


# --- everyday words -----------------------------------------------------------------------------

REFUSE = [
    item("typed", "The bin collection in a very long text. " + "Other words follow here. " * 80),
    item("official", "refuse collection", title="Refuse collection"),
    item("apart", "waste was seen", "collection of coins"),
    item("routine", "refuse collections", routine=True),
    item("old", "Waste collections", date=Date(2001, 1, 1)),
]


def test_official_words_stand_below_what_was_typed(engine: SearchEngine) -> None:
    """However good a match they are; a phrase holds, in any form, and routine matter is counted."""
    answer = archive_of(engine, REFUSE).search(Request("bin collections", facets=True))
    assert names(answer)[0] == "typed"
    assert sorted(names(answer)[1:]) == ["official", "old"]
    assert (answer.total, answer.routine_left_out, answer.pages) == (3, 1, 1)
    assert answer.facets is not None and answer.facets["board"] == [("Cabinet", 3)]
    assert [one.typed for one in answer.expanded] == ["bin collections"]
    assert "<mark>Refuse</mark> <mark>collection</mark>".lower() in str(answer.hits).lower()


def test_official_words_go_by_date_with_the_others(engine: SearchEngine) -> None:
    """In an order by date they stand where their date puts them."""
    answer = archive_of(engine, REFUSE).search(Request("bin collection", sort="oldest"))
    assert names(answer) == ["old", "official", "typed"]


def test_pages_run_through_typed_and_official_words_once(engine: SearchEngine) -> None:
    """Each page has the true total, and no item stands twice."""
    archive = archive_of(engine, REFUSE)
    pages = [archive.search(Request("bin collection", limit=1, page=n)) for n in (1, 2, 3, 4)]
    assert [page.total for page in pages] == [3] * 4
    assert [len(names(page)) for page in pages] == [1, 1, 1, 0]
    assert len({name for page in pages for name in names(page)}) == 3


def test_as_typed_takes_the_official_words_away(engine: SearchEngine) -> None:
    """Then only what was typed is found; the others are partial matches, if anything."""
    answer = archive_of(engine, REFUSE).search(Request("bin collection", as_typed=True))
    assert (names(answer), answer.expanded) == (["typed"], ())
    assert "apart" in names(answer, partial=True)


def test_partial_matches_go_by_the_words_typed(engine: SearchEngine) -> None:
    """What has the official words has everything, and is no partial match; who lacks what is told."""
    answer = archive_of(engine, REFUSE).search(Request("bin collection"))
    assert names(answer, partial=True) == ["apart"]
    assert [hit.missing for hit in answer.hits if hit.missing] == [("bin",)]


# --- partial matches ----------------------------------------------------------------------------

WORDS = ("peat", "liner", "tram", "rates", "gull", "ferry", "moss")


def some(seed: int) -> list[Entry]:
    chance = random.Random(seed)
    return [
        item(
            str(number),
            " ".join(chance.sample(WORDS, chance.randint(1, 5))),
            " ".join(chance.sample(WORDS, chance.randint(1, 2))),
            title=chance.choice(WORDS),
            routine=chance.random() < 0.2,
        )
        for number in range(30)
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_partial_matches_are_just_those_with_half_of_the_words(name: str, tmp_path: Path) -> None:
    """Against every item tested by itself: total, which, in which order, and what each lacks."""
    entries = some(3)
    with create_engine(name, tmp_path) as engine:  # type: ignore[attr-defined]
        archive = archive_of(engine, entries)

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.lists(st.sampled_from((*WORDS, "quartz")), min_size=2, max_size=7, unique=True),
            st.sampled_from(("", " -gull", ' "moss"', " title:tram")),
            st.integers(1, 12),
        )
        def check(words: list[str], beside: str, limit: int) -> None:
            answer = archive.search(Request(" ".join(words) + beside, limit=limit))
            found = [e for e in entries if all(fits(e, Word(w)) for w in words)]
            held = {e.id: e for e in entries if fixed(e, beside, answer, bool(found))}
            lacking = {id: [w for w in words if not fits(e, Word(w))] for id, e in held.items()}
            wanted = {
                id: lacks for id, lacks in lacking.items() if 0 < len(lacks) <= len(words) / 2
            }
            shown = [(hit.id, list(hit.missing)) for hit in answer.hits if hit.missing]
            if answer.total >= limit:
                assert (answer.partial_total, shown) == (0, [])
                return
            assert answer.partial_total == len(wanted)
            assert len(shown) == min(len(wanted), limit - answer.total)
            assert all(wanted[id] == lacks for id, lacks in shown)
            lengths = sorted(map(len, wanted.values()))[: len(shown)]
            assert [len(lacks) for _, lacks in shown] == lengths

        check()


def fixed(entry: Entry, beside: str, answer: Answer, found: bool) -> bool:
    """Whether what is no plain word holds: phrase, field, NOT, and the condition on routine matter."""
    only_routine = any("Only routine matter" in note for note in answer.notes)
    beside_holds = {
        "": True,
        " -gull": not fits(entry, Word("gull")),
        ' "moss"': fits(entry, Word("moss")),
        " title:tram": fits(entry, Word("tram", in_title=True)),
    }[beside]
    return beside_holds and fits(entry, Routine(only_routine))


def test_half_of_the_words_counts_only_plain_ones(engine: SearchEngine) -> None:
    """One plain word beside a phrase may lack nothing."""
    archive = archive_of(engine, [item("a", "peat ferry")])
    assert archive.search(Request('"peat ferry" tram')).partial_total == 0
    assert archive.search(Request("peat tram")).partial_total == 1


# --- did you mean -------------------------------------------------------------------------------

PAPERS = [
    item("transport", "school transport costs were noted by the chairman"),
    item("library", "contamination of the library", title="Library"),
    item("council", "contamination", board=Board("kelderby/council", "Council")),
]
BOARDS = replace(
    HELD,
    boards=(
        *HELD.boards,
        BoardHeld("kelderby/council", "Council", "kelderby", (), 1, 1, None, None),
    ),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contaminaton", "contamination"),
        ("Contaminaton of librry", "contamination of library"),
        ('"school trnsport"', '"school transport"'),
        ('"contaminaton" -costs', '"contamination" -costs'),
        ("title:librry", "title:library"),
        ("schooltransport", "school transport"),
        ("chair man costs", "chairman costs"),
        ("what about the contaminaton?", "what about the contamination?"),
        ("board:cabinet contaminaton", "board:cabinet contamination"),
    ],
)
def test_words_that_nothing_has_are_put_right(engine: SearchEngine, typed: str, meant: str) -> None:
    """In quotes too; one word for two, two for one; all else stays as typed."""
    archive = archive_of(engine, PAPERS, BOARDS)
    answer = archive.search(Request(typed))
    assert (answer.total, answer.did_you_mean) == (0, meant)
    assert archive.search(Request(meant)).total > 0


@pytest.mark.parametrize(
    "typed", ["£2.6m", "COVID-20", "VAT", "vat", "a.wren@kelderby.example", "R&R"]
)
def test_nothing_is_offered_for_sums_numbers_addresses_and_initials(
    engine: SearchEngine, typed: str
) -> None:
    """They are meant as they are typed; so are short words that stand alone."""
    papers = [item("a", "£2.5m for covid-19 and a van up to b")]
    archive = archive_of(engine, papers, HELD)
    assert archive.search(Request(typed)).did_you_mean is None


def test_who_mentions_a_reference_is_counted_whatever_stands_beside_it(
    engine: SearchEngine,
) -> None:
    """`77/21 zebra` finds nothing, but two items mention the minute."""
    papers = [item("a", "minute 77/21 refers to parks"), item("b", "see minute 77/21")]
    archive = archive_of(engine, papers, HELD)
    for typed in ("77/21 zebra", "77/21 parks", "ref:77/21"):
        (note,) = [n for n in archive.search(Request(typed)).notes if "77/21" in n]
        assert note.endswith("2 items mention it.")


def test_a_bare_number_is_no_reference_of_a_minute(engine: SearchEngine) -> None:
    """`ref:5` does not find the fifth of January."""
    archive = archive_of(engine, [item("a", "on 5 January 2024")], HELD)
    answer = archive.search(Request("ref:5"))
    (note,) = answer.notes
    assert answer.total == 0 and "ref:5/24" in note


def test_two_references_at_once_are_noted(engine: SearchEngine) -> None:
    """Few items have both."""
    archive = archive_of(engine, [item("a", "minute 5/24"), item("b", "minute 6/24")], HELD)
    assert any("write OR" in note for note in archive.search(Request("5/24 6/24")).notes)
    assert archive.search(Request("5/24 OR 6/24")).total == 2


def test_a_word_that_says_something_is_offered_before_a_small_one(engine: SearchEngine) -> None:
    """`fod waste` means food, though "for" stands in more items."""
    papers = [item(f"plan-{n}", "for waste") for n in range(5)]
    archive = archive_of(engine, [*papers, item("food", "food waste")], HELD)
    assert archive.search(Request("fod waste")).did_you_mean == "food waste"


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("contamination", {}),
        ("library -contamination", {}),
        ("trnsport board:council", {}),
        ("trnsport", {"board": ["council"]}),
        ("librry transport", {}),
        ("quartz", {}),
        ("2024", {}),
        ("contaminaton date:1999", {}),
    ],
)
def test_nothing_is_suggested_that_would_find_nothing(
    engine: SearchEngine, typed: str, filters: dict[str, list[str]]
) -> None:
    """Under the same filters; and nothing at all where something was found."""
    archive = archive_of(engine, PAPERS, BOARDS)
    assert archive.search(Request(typed, filters)).did_you_mean is None  # type: ignore[arg-type]


# --- what else is said --------------------------------------------------------------------------


def test_an_empty_index_says_what_mends_it(engine: SearchEngine) -> None:
    """Nothing found is one thing, nothing indexed another."""
    (note,) = archive_of(engine, [], Collection()).search(Request("peat")).notes
    assert note.startswith("Nothing is indexed yet.")
    assert "`minutebook index`" in note


def test_nothing_found_says_who_is_only_named_as_present(engine: SearchEngine) -> None:
    """A name of attendance lists is pointed out, and where it is found; no command is named."""
    held = replace(HELD, attended=(("Councillor M Peat", 2), ("J Moss", 1)))
    archive = archive_of(engine, [item("a", "tram")], held)
    (note,) = archive.search(Request("peat ferry")).notes
    assert note == (
        "Attendance lists name “Councillor M Peat” (2). Who attended is found with role: beside a "
        "name, as in member:NAME role:apologies."
    )
    assert archive.search(Request("ferry")).notes == ()


def test_routine_matter_is_shown_where_nothing_else_fits(engine: SearchEngine) -> None:
    """It is then counted in the total and not as left out."""
    archive = archive_of(engine, [item("a", "tram", routine=True), item("b", "peat")])
    answer = archive.search(Request("tram"))
    assert (names(answer), answer.total, answer.routine_left_out) == (["a"], 1, 0)
    assert answer.notes[0].startswith("Only routine matter has this")


def test_a_minute_comes_before_what_mentions_it(engine: SearchEngine) -> None:
    """Whatever the scores; with official words after both; one total for all."""
    entries = [
        item("mentions", "12/23 12/23 12/23 peat pothole", title="12/23"),
        item("is", "peat potholes", minute_reference="12/23"),
        item("wide", "carriageway defects", "12/23"),
    ]
    archive = archive_of(engine, entries)
    assert names(archive.search(Request("12/23 potholes"))) == ["is", "mentions", "wide"]
    none_held = archive.search(Request("99/23"))
    assert none_held.notes[0].endswith("under the number 99/23 as printed; nothing mentions it.")


# --- counts of officers -------------------------------------------------------------------------


def test_an_officer_of_several_written_forms_counts_each_item_once(engine: SearchEngine) -> None:
    """Under the fullest form; an item with two or three of the forms is one item."""
    forms = [Person(name, "author") for name in ("Ann Moss", "A Moss", "A B Moss")]
    officer = NameHeld("Ann Moss", (), 4, 0, None, None, ("A Moss", "A B Moss"), "kelderby")
    people = {"one": forms[:1], "other": forms[1:2], "two": forms[:2], "all": forms}
    entries = [item(name, f"peat {name}", people=tuple(each)) for name, each in people.items()]
    archive = archive_of(engine, entries, replace(HELD, officers=(officer,)))
    for typed, items in (
        ("peat", 4),
        ("peat -one", 3),
        ("two OR all", 2),
        ("all", 1),
        ("other", 1),
    ):
        facets = archive.search(Request(typed, facets=True)).facets
        assert facets is not None
        assert facets["officer"] == [("Ann Moss", items)]


# --- how much is asked of an engine ----------------------------------------------------------------


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.calls.append(name)
        return getattr(self._engine, name)


@pytest.mark.parametrize(
    ("typed", "facets", "most"),
    [("peat", False, 2), ("peat", True, 4), ("peat date:2020", False, 3), ("peat tram", False, 3)],
)
def test_few_questions_are_put_to_the_engine(
    engine: SearchEngine, typed: str, facets: bool, most: int
) -> None:
    """A page and the count of routine matter; besides, only what the query calls for."""
    archive_of(engine, [item(str(n), "peat tram") for n in range(20)])
    counting = Counting(engine)
    Archive(counting).search(Request(typed, facets=facets))  # type: ignore[arg-type]
    assert counting.calls.count("search") <= most
    assert "ids" not in counting.calls
    assert counting.calls.count("passages") == 1


# --- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "limit"),
    [
        (Request("peat", limit=LIMITS.hits + 1), LIMITS.hits),
        (Request("peat", page=LIMITS.deepest), LIMITS.deepest),
    ],
)
def test_paging_has_limits_that_are_said(
    engine: SearchEngine, request_: Request, limit: int
) -> None:
    """A page too large or too deep is refused with the limit."""
    with pytest.raises(BadQuery, match=f"{limit:,}|{limit}"):
        archive_of(engine, [item("a", "peat")]).search(request_)


WORST = [
    " ".join(WORDS * 7 + ("x",)),
    " ".join(f"{word[:2]}*" for word in WORDS),
    " ".join(f"{word}~" for word in WORDS if len(word) >= LIMITS.typo),
    " OR ".join('"peat tram"' for _ in range(50)),
    "zone:minutes OR zone:decision " + " ".join(f"{word[:2]}*" for word in WORDS),
    "(" * 20 + "peat" + ")" * 20,
    " ".join(f"nothing{n}" for n in range(50)),
    '"peat tram"~50 ' * 10,
    " ".join(["bin collection"] * 25),
]


@pytest.mark.parametrize("typed", WORST)
def test_as_much_as_the_limits_allow_is_answered(engine: SearchEngine, typed: str) -> None:
    """The most of each kind comes to an answer with an exact total."""
    archive = archive_of(engine, some(5))
    answer = archive.search(Request(typed, facets=True, everything=True))
    assert answer.understood
    assert answer.total == len(names(archive.search(Request(typed, limit=100, everything=True))))


PIECES = st.sampled_from(
    [
        *"()\"'-*~:,?",
        *("peat", "tram ", "paet ", "OR ", "NOT ", "12/23 ", "~5 ", "pe* ", "trma~ ", " ", " "),
        *(
            "board:cabinet ",
            "zone:minutes ",
            "role:chair ",
            "date:2020 ",
            "title:",
            "kind:minutes ",
        ),
        *(
            '"peat tram" ',
            '"peat trom" ',
            "what is the ",
            "bin collection ",
            "\ud800",
            "İ",
            "№",
            "ß",
        ),
    ]
)


@pytest.mark.parametrize("name", ENGINES)
def test_whatever_is_typed_is_answered_or_refused(name: str, tmp_path: Path) -> None:
    """No other error; what is offered instead finds something; the counts agree."""
    with create_engine(name, tmp_path) as engine:  # type: ignore[attr-defined]
        archive = archive_of(engine, [*some(7), *REFUSE])

        @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(PIECES, max_size=9).map("".join), st.booleans())
        def check(typed: str, everything: bool) -> None:
            request = Request(typed, facets=True, everything=everything, limit=100)
            try:
                answer = archive.search(request)
            except BadQuery:
                return
            assert answer.understood
            assert len(names(answer)) == answer.total
            assert len(names(answer, partial=True)) == answer.partial_total
            assert not set(names(answer)) & set(names(answer, partial=True))
            if answer.did_you_mean is not None:
                assert answer.total == 0
                assert archive.search(replace(request, query=answer.did_you_mean)).total > 0

        check()
