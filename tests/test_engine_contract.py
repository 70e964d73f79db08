"""What every engine promises (`indexer/engines/base.py`), held against a naive evaluator.

An engine joins by a line in `ENGINES`: a function that opens an engine for a folder, making the
index there if there is none.
"""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from engine_entries import BOARDS, VOCABULARY, ZONES, entry, passage, some_entries
from engine_oracle import expected, expected_facet, expected_order
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.base import Entry, SearchEngine
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.errors import Locked, NoIndex
from indexer.query import (
    EVERYTHING,
    FARTHEST,
    All,
    Among,
    Any,
    AtLeast,
    Between,
    Dated,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Routine,
    Sort,
    Typo,
    Word,
)
from indexer.search.snippets import snippet

Opener = Callable[[Path], SearchEngine]


def whoosh(folder: Path) -> SearchEngine:
    """Whoosh in a folder."""
    try:
        return WhooshEngine.open(folder)
    except NoIndex:
        return WhooshEngine.create(folder)


def tantivy(folder: Path) -> SearchEngine:
    """Tantivy in a folder."""
    try:
        return TantivyEngine.open(folder)
    except NoIndex:
        return TantivyEngine.create(folder)


ENGINES: list[Opener] = [whoosh, tantivy]


@pytest.fixture(params=ENGINES, ids=lambda opener: opener.__name__)
def opener(request: pytest.FixtureRequest) -> Opener:
    """How the engine at hand is opened."""
    made: Opener = request.param
    return made


@pytest.fixture
def engine(opener: Opener, tmp_path: Path) -> Iterator[SearchEngine]:
    """The engine at hand, empty."""
    engine = opener(tmp_path / "index")
    yield engine
    engine.close()


# --- any tree ----------------------------------------------------------------------------------

zones = st.sampled_from((None, None, None, *ZONES))
words = st.sampled_from(VOCABULARY)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
days = st.none() | st.sampled_from((20170505, 20190505, 20190506, 20220505))
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, words, zones, st.booleans()),
    st.builds(Phrase, phrases, zones, st.booleans()),
    st.builds(Near, words, words, st.integers(0, 4), zones, st.booleans()),
    st.builds(Prefix, st.sampled_from(("f", "val", "covid", "46/", "4", "off")), zones),
    st.builds(Typo, st.sampled_from(("valeud", "famly", "borad", "cafes", "46/19", "a")), zones),
    st.builds(Among, st.just("board"), st.lists(st.sampled_from(BOARDS)).map(tuple)),
    st.builds(Among, st.just("year"), st.tuples(st.sampled_from(("2019/20", "2022/23", "2019")))),
    st.builds(Between, days, days),
    st.builds(Routine, st.booleans()),
    st.builds(Dated, st.booleans()),
)


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees one level higher."""
    several = st.lists(parts, max_size=4).map(tuple)
    return (
        st.builds(All, several)
        | st.builds(Any, several)
        | st.builds(AtLeast, st.integers(1, 3), several)
        | st.builds(Not, parts)
    )


trees = st.recursive(leaves, branches, max_leaves=8)


# --- sets, totals, facets, order --------------------------------------------------------------


@pytest.fixture(scope="module", params=ENGINES, ids=lambda opener: opener.__name__)
def full(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchEngine, list[Entry]]]:
    """An engine filled in three commits, one of which replaces and removes, and what is in it."""
    engine: SearchEngine = request.param(tmp_path_factory.mktemp("full") / "index")
    entries = some_entries(seed=1, count=60)
    engine.write(entries=[*entries[:30], entry("kelderby/gone", "families")])
    engine.write(entries=some_entries(seed=2, count=10), remove=["kelderby/gone"])
    engine.write(entries=entries[:10])
    engine.write(entries=entries[30:])
    yield engine, entries
    engine.close()


@given(query=trees, sort=st.sampled_from(("relevance", "newest", "oldest")))
@settings(max_examples=400, deadline=None)
def test_any_tree_finds_what_the_naive_evaluator_finds(
    full: tuple[SearchEngine, list[Entry]], query: Node, sort: Sort
) -> None:
    """Set, total, facets and order by date are exact for any tree, page by page."""
    engine, entries = full
    wanted = expected(entries, query)
    assert engine.ids(query) == wanted
    pages = [engine.search(query, sort=sort, offset=at, limit=7) for at in range(0, 70, 7)]
    got = [hit.id for page in pages for hit in page.hits]
    assert {page.total for page in pages} == {len(wanted)}
    assert len(got) == len(wanted) and set(got) == wanted
    if sort != "relevance":
        assert got == expected_order(entries, query, sort)
    facets = engine.search(query, limit=1, facets=["board", "year", "ward"]).facets
    for field in ("board", "year", "ward"):
        assert list(facets[field]) == expected_facet(entries, query, field)


@given(seed=st.integers(0, 10_000), queries=st.lists(trees, min_size=5, max_size=5))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_small_index_finds_what_the_naive_evaluator_finds(
    opener: Opener, tmp_path_factory: pytest.TempPathFactory, seed: int, queries: list[Node]
) -> None:
    """The same holds for indexes of other content, also of one or two items."""
    engine = opener(tmp_path_factory.mktemp("small") / "index")
    entries = some_entries(seed, count=seed % 5)
    engine.write(entries=entries)
    for query in queries:
        assert engine.ids(query) == expected(entries, query)
    engine.close()


def test_a_range_and_an_identifier_in_an_and_give_the_true_total(engine: SearchEngine) -> None:
    """Where some libraries stop early: a common word, a date range, a board, ten of many."""
    entries = [
        entry(
            f"kelderby/{n:04}",
            "Report",
            "the report " * (n % 7 + 1),
            date=20150101 + n,
            fields={"board": (BOARDS[n % 3],)},
        )
        for n in range(600)
    ]
    engine.write(entries=entries)
    query = All((Word("report"), Between(20150150, 20150550), Among("board", (BOARDS[1],))))
    found = engine.search(query, limit=10)
    assert found.total == len(expected(entries, query)) == 134
    assert {hit.id for hit in found.hits} <= expected(entries, query)
    other = Any(
        (Among("board", (BOARDS[0],)), All((Not(Word("nothing")), Between(None, 20150110))))
    )
    assert engine.search(other).total == len(expected(entries, other))


def test_past_the_last_page_there_are_no_hits_but_the_true_total(engine: SearchEngine) -> None:
    """A page too far shows nothing, and still says how many there are."""
    engine.write(entries=[entry(f"k/{n}") for n in range(12)])
    assert len(engine.search(EVERYTHING, offset=10, limit=10).hits) == 2
    assert engine.search(EVERYTHING, offset=20, limit=10) == engine.search(
        EVERYTHING, offset=1000, limit=10
    )
    assert engine.search(EVERYTHING, offset=20, limit=10).total == 12
    assert engine.search(EVERYTHING, offset=20, limit=10).hits == ()


def test_ties_of_score_go_newest_first(engine: SearchEngine) -> None:
    """The same words score the same; then date decides, and undated items come last."""
    texts = {"k/b": "2019", "k/a": "2019", "k/c": "2021", "k/d": "9999", "k/e": "2018"}
    engine.write(
        entries=[
            entry(id, "Budget", order=f"{year} {id}", date=int(year) if id != "k/d" else None)
            for id, year in texts.items()
        ]
    )
    hits = engine.search(Word("budget")).hits
    assert [hit.id for hit in hits] == ["k/c", "k/b", "k/a", "k/e", "k/d"]
    assert len({hit.score for hit in hits}) == 1


def test_oldest_is_the_exact_reverse_of_newest_with_undated_last(engine: SearchEngine) -> None:
    """Undated items stand at the end of both."""
    engine.write(
        entries=[
            entry("k/1", order="2019-01-01", date=20190101),
            entry("k/2", order="2020-01-01", date=20200101),
            entry("k/3", order="", date=None),
        ]
    )
    newest = [hit.id for hit in engine.search(EVERYTHING, sort="newest").hits]
    oldest = [hit.id for hit in engine.search(EVERYTHING, sort="oldest").hits]
    assert (newest, oldest) == (["k/2", "k/1", "k/3"], ["k/1", "k/2", "k/3"])


def test_a_title_outweighs_a_mention_and_a_phrase_outweighs_its_scattered_words(
    engine: SearchEngine,
) -> None:
    """What the item is about comes first."""
    filler = "Members noted the position and thanked officers for attending. " * 5
    engine.write(
        entries=[
            entry("k/scattered", "Update", f"Valued by all. {filler} Every family was heard."),
            entry("k/adjacent", "Update", f"The Family Valued programme. {filler}"),
            entry("k/title", "Family Valued", filler),
            entry("k/other", "Highways", filler),
        ]
    )
    hits = engine.search(All((Word("family"), Word("valued")))).hits
    assert [hit.id for hit in hits] == ["k/title", "k/adjacent", "k/scattered"]


def test_a_long_report_does_not_drown_a_short_minute(engine: SearchEngine) -> None:
    """A word three times in forty pages counts less than once in a paragraph of minutes."""
    page = "The service continues to deliver against its plan in every area of work. " * 400
    engine.write(
        entries=[
            entry(
                "k/report", "Plan", passage(f"adoption {page} adoption {page} adoption", "report")
            ),
            entry("k/minute", "Plan", "The Board considered adoption and noted the position."),
        ]
    )
    assert [hit.id for hit in engine.search(Word("adoption")).hits] == ["k/minute", "k/report"]


def test_facets_count_items_once_over_the_whole_result(engine: SearchEngine) -> None:
    """By count, then by value; a value said twice counts once; of all items, not of the page."""
    held = [("b", "a", "b"), ("a", "c"), ("c",), ()]
    engine.write(
        entries=[entry(f"k/{n}", fields={"topic": topics}) for n, topics in enumerate(held)]
    )
    found = engine.search(EVERYTHING, limit=1, facets=["topic", "ward"])
    assert list(found.facets["topic"]) == [("a", 2), ("c", 2), ("b", 1)]
    assert list(found.facets["ward"]) == []


def test_exact_values_are_whole_and_free_of_form(engine: SearchEngine) -> None:
    """A value matches as it is, with its spaces, commas, case and accents; no part of it does."""
    engine.write(
        entries=[
            entry("k/1", fields={"board": ("Adults, Health and Care Board (5)",)}),
            entry("k/2", fields={"board": ("Adults",)}),
        ]
    )
    assert engine.ids(Among("board", ("Adults, Health and Care Board (5)",))) == {"k/1"}
    assert engine.ids(Among("board", ("Adults",))) == {"k/2"}
    assert engine.ids(Among("board", ("adults", "Health"))) == set()
    assert engine.ids(Among("board", ())) == set()


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("The Children’s Services", Word("childrens"), True),
        ("The Children's Services", Word("Children’s"), True),
        ("The Childrens Services", Phrase("children's services"), True),
        ("Child ren's", Phrase("children's"), False),
        ("families were valued", Word("family"), True),
        ("families were valued", Phrase("family"), False),
        ("families were valued", Phrase("Families were"), True),
        ("families were valued", Phrase("were families"), False),
        ("COVID 19 grants", Word("covid-19"), True),
        ("Covid-19 grants", Word("COVID-19"), True),
        ("COVID-19 grants", Word("covid"), True),
        ("19 cases of covid", Word("covid-19"), False),
        ("minute 46/18 refers", Word("46/18"), True),
        ("minute 46/18 refers", Phrase("minute 46/18 refers"), True),
        ("minute 46/18 refers", Word("18"), True),
        ("46 18", Word("46/18"), False),
        ("46/181 and 146/18", Word("46/18"), False),
        ("minute 89 /21 refers", Phrase("minute 89/21 refers"), True),
        ("minute 89/ 21", Word("89 /21"), True),
        ("decision 24/00093", Word("24/00093"), True),
        ("decision 24/00093", Word("24/93"), False),
        ("in 2019/20 and 2020/21", Near("2019/20", "2020/21", 1), True),
        ("a cost of £4,062,295.", Word("4062295"), True),
        ("a cost of £4,062,295.", Word("£4,062,295"), True),
        ("a cost of £4.1m", Word("£4.1m"), True),
        ("a cost of £4.1m", Word("4.1"), False),
        ("paragraph 4.1 refers", Word("4.1"), True),
        ("paragraph 4.1 refers", Word("1"), False),
        ("the café’s oﬀer", Word("cafe"), True),
        ("the cafe\u0301 offer", Phrase("café offer"), True),
        ("the café’s oﬀer", Phrase("cafes offer"), True),
        ("ＦＵＬＬ width STRASSE", Phrase("full width straße"), True),
        ("soft\u00adhyphen", Word("softhyphen"), True),
        ("St. Mary’s Ward", Phrase("St Mary's"), True),
        ("Cllr O`Brien spoke", Word("O'Brien"), True),
        ("Cllr O`Brien spoke of £5", Word("O`Brien"), True),
        ("Cllr O`Brien spoke", Word("brien"), False),
        ("to be or not to be", Phrase("to be or not"), True),
        ("noted\nthat the", Phrase("noted that"), True),
        ("anything", Word("&"), False),
        ("anything", Phrase("…"), False),
        ("anything", Prefix("-"), False),
        ("anything", Typo("?"), False),
        ("anything", Near("anything", "!", 5), False),
        ("Bürgerhaus", Prefix("Burg"), True),
        ("Bürgerhaus", Prefix("haus"), False),
        ("COVID-19", Prefix("covid-1"), True),
        ("46/18", Prefix("46/"), True),
        ("safeguarding", Typo("safegaurding"), True),
        ("safeguarding", Typo("safguarding"), True),
        ("safeguarding", Typo("safeguardings"), True),
        ("safeguarding", Typo("safeguerding"), True),
        ("safeguarding", Typo("safguardign"), False),
        ("safeguarding", Typo("afesguarding"), False),
        ("one two three four", Near("one", "four", 2), True),
        ("one two three four", Near("four", "one", 2), True),
        ("one two three four", Near("one", "four", 1), False),
        ("one two", Near("one", "one", 5), False),
        ("one two one", Near("one", "one", 1), True),
        ("one COVID-19 two", Near("one", "two", 1), False),
        ("one COVID-19 two", Near("covid-19", "two", 0), True),
    ],
)
def test_words_are_found_as_people_mean_them(
    engine: SearchEngine, text: str, query: Node, found: bool
) -> None:
    """The rules of `indexer.analysis`, seen from outside, in the minutes and in the title."""
    engine.write(
        entries=[entry("k/minutes", "", text), entry("k/title", text), entry("k/none", "")]
    )
    assert engine.ids(query) == ({"k/minutes", "k/title"} if found else set())


def test_every_condition_is_tested_on_the_item_as_a_whole(engine: SearchEngine) -> None:
    """Words meet across passages and title; NOT leaves out an item with the word anywhere."""
    engine.write(
        entries=[entry("k/1", "Budget", "adoption", passage("fostering", "report")), entry("k/2")]
    )
    assert engine.ids(All((Word("budget"), Word("adoption"), Word("fostering")))) == {"k/1"}
    assert engine.ids(All((Word("budget"), Not(Word("fostering"))))) == set()
    assert engine.ids(Not(Word("fostering"))) == {"k/2"}


def test_no_phrase_and_no_pair_crosses_from_a_passage_or_the_title(engine: SearchEngine) -> None:
    """A phrase stands within one passage or the title."""
    engine.write(entries=[entry("k/1", "one two", "three four", "five six")])
    for crossing in ("two three", "four five"):
        assert engine.ids(Phrase(crossing)) == set()
        first, second = crossing.split()
        assert engine.ids(Near(first, second, FARTHEST)) == set()
    assert engine.ids(Word("four-five")) == set()
    assert engine.ids(All((Phrase("one two"), Phrase("three four"), Phrase("five six")))) == {"k/1"}


def test_a_zone_says_where_words_stand(engine: SearchEngine) -> None:
    """In this zone, not in another, and the title lies in none."""
    engine.write(
        entries=[
            entry("k/minutes", "Matter", "the budget gap"),
            entry("k/report", "Matter", passage("the budget gap", "report")),
            entry("k/title", "The budget gap"),
        ]
    )
    for leaf in (Word, Phrase, Prefix, Typo):
        assert engine.ids(leaf("budget", "report")) == {"k/report"}
        assert engine.ids(leaf("budget", None, True)) == {"k/title"}
    assert engine.ids(Near("gap", "the", 1, "minutes")) == {"k/minutes"}
    assert engine.ids(Not(Word("budget", "report"))) == {"k/minutes", "k/title"}


# --- passages ---------------------------------------------------------------------------------


def test_the_best_passages_of_each_item_come_first(engine: SearchEngine) -> None:
    """By the words of the query that they have; as many as asked for; only those with a word."""
    engine.write(
        entries=[
            entry(
                "k/1", "Adoption", "nothing", "adoption is", "adoption fostering", "is fostering"
            ),
            entry("k/2", "Other", "adoption"),
        ]
    )
    query = All((Any((Word("adoption"), Word("fostering"))), Not(Word("nought"))))
    found = engine.passages(query, ["k/1", "k/2"], each=2)
    assert found["k/1"][0].stored == b"minutes: adoption fostering"
    assert [len(found["k/1"]), len(found["k/2"])] == [2, 1]
    assert found["k/1"][0].score > found["k/1"][1].score > 0


def test_an_item_found_by_its_title_or_a_filter_shows_its_first_passages(
    engine: SearchEngine,
) -> None:
    """Without score; words under NOT and words of the title do not count."""
    engine.write(entries=[entry("k/1", "Adoption", "first", "second", "third"), entry("k/2")])
    for query in (EVERYTHING, Word("adoption"), Not(Word("third")), Word("third", in_title=True)):
        found = engine.passages(query, ["k/1", "k/2", "k/none"], each=2)
        assert [hit.stored for hit in found["k/1"]] == [b"minutes: first", b"minutes: second"]
        assert {hit.score for hit in found["k/1"]} == {0}
        assert len(found["k/2"]) == len(found["k/none"]) == 0


def test_a_word_of_a_zone_shows_passages_of_that_zone(engine: SearchEngine) -> None:
    """`zone:report budget` shows the report, though the minutes have the word too."""
    engine.write(entries=[entry("k/1", "Matter", "budget budget", passage("budget", "report"))])
    found = engine.passages(Word("budget", "report"), ["k/1"])
    assert [hit.stored for hit in found["k/1"]] == [b"report: budget"]


def test_phrases_and_pairs_choose_the_passage_that_has_them(engine: SearchEngine) -> None:
    """Not one that has only their words."""
    engine.write(entries=[entry("k/1", "Matter", "two one", "two x x one", "one two")])
    assert [h.stored for h in engine.passages(Phrase("one two"), ["k/1"])["k/1"]] == [
        b"minutes: one two"
    ]
    assert len(engine.passages(Near("two", "one", 1), ["k/1"])["k/1"]) == 2


@given(query=trees)
@settings(max_examples=150, deadline=None)
def test_the_passages_shown_are_those_in_which_words_are_marked(
    full: tuple[SearchEngine, list[Entry]], query: Node
) -> None:
    """Engine and snippets agree for any tree on what stands in a passage."""
    engine, entries = full
    shown = engine.passages(query, [each.id for each in entries], each=10)
    for one in entries:
        have = {
            passage.stored
            for passage in one.passages
            if "<mark>" in snippet(passage.text, query, zone=passage.zone).html
        }
        if have:
            assert {hit.stored for hit in shown[one.id]} == have
        else:
            assert [(hit.stored, hit.score) for hit in shown[one.id]] == [
                (passage.stored, 0) for passage in one.passages
            ]


# --- writing ----------------------------------------------------------------------------------


def test_an_empty_index_answers(engine: SearchEngine) -> None:
    """Nothing is found, and nothing fails."""
    for query in (EVERYTHING, Not(Word("a")), Prefix("a"), Typo("a"), Between(None, None)):
        assert engine.search(query, facets=["board"]).total == 0
        assert engine.ids(query) == set()
    assert engine.passages(Word("a"), ["k/1"])["k/1"] in ((), [])
    assert engine.record("x") is engine.stored("x") is None and engine.records("") == {}
    assert list(engine.near_words("adoption")) == []


def test_an_entry_replaces_the_one_of_the_same_id(engine: SearchEngine) -> None:
    """Also within one write, where the last counts, and where it is taken out in the same write."""
    engine.write(entries=[entry("k/1", "old", "older"), entry("k/1", "adoption", "first")])
    engine.write(entries=[entry("k/1", "fostering", "second")], remove=["k/1", "k/none"])
    assert engine.ids(Any((Word("old"), Word("older"), Word("adoption"), Word("first")))) == set()
    found = engine.search(Word("fostering"))
    assert (found.total, found.hits[0].stored) == (1, b"stored k/1")
    assert (engine.stored("k/1"), engine.stored("k/none")) == (b"stored k/1", None)
    shown = engine.passages(Word("second"), ["k/1"])["k/1"]
    assert [hit.stored for hit in shown] == [b"minutes: second"]


def test_nothing_is_left_of_what_was_taken_out(opener: Opener, tmp_path: Path) -> None:
    """No word in a file of the index, none among near words, no record, no stored text."""
    folder = tmp_path / "index"
    engine = opener(folder)
    engine.write(
        entries=[
            entry(
                "k/secret", "Quillfeather", "Quillfeather", fields={"officer": ("Quillfeather",)}
            ),
            entry("k/kept", "Adoption", "Adoption"),
            entry("k/changed", "Zanzibarian", "Zanzibarian"),
        ],
        records={"item/secret": b"Quillfeather", "item/kept": b"Adoption"},
    )
    assert list(engine.near_words("quilfeather")) == ["quillfeather"]
    engine.write(
        entries=[entry("k/changed", "Fostering", "Fostering")],
        remove=["k/secret"],
        records={"item/secret": None},
    )
    assert engine.ids(EVERYTHING) == {"k/kept", "k/changed"}
    assert list(engine.near_words("quilfeather")) == list(engine.near_words("zanzibarien")) == []
    assert engine.records("item/") == {"item/kept": b"Adoption"}
    if engine.leftovers():
        return  # it says so itself: then `index` makes it anew (`test_pipeline.py`)
    engine.close()
    left = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()
    assert b"quillfeather" not in left and b"zanzibarian" not in left


def test_the_last_item_can_be_taken_out(engine: SearchEngine) -> None:
    """What is left is an empty index, that takes entries again."""
    engine.write(entries=[entry("k/1", "Adoption", "adoption")], records={"a": b"1"})
    engine.write(remove=["k/1"], records={"a": None})
    assert engine.search(EVERYTHING).total == 0 and engine.records("") == {}
    assert list(engine.near_words("adopton")) == []
    engine.write(entries=[entry("k/2", "Adoption")])
    engine.write()
    assert engine.ids(Word("adoption")) == {"k/2"}


def test_threads_may_share_an_engine(engine: SearchEngine) -> None:
    """Each gets its own answer, also while one of them writes."""
    entries = some_entries(seed=6, count=40)
    engine.write(entries=entries)
    wanted = {word: expected(entries, Word(word)) for word in VOCABULARY}

    def ask(turn: int) -> bool:
        if turn % 40 == 0:
            engine.write(entries=entries[:3])
        word = VOCABULARY[turn % len(VOCABULARY)]
        return engine.ids(Word(word)) == wanted[word]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


def test_records_are_kept_by_key(engine: SearchEngine) -> None:
    """Set, replaced, removed; read one by one, or all that begin so; any bytes, any key."""
    engine.write(records={"meeting/1": b"one", "meeting/2": b"", "item/é &": bytes(range(256))})
    engine.write(records={"meeting/1": b"uno", "meeting/2": None, "meeting/9": None})
    assert engine.record("meeting/1") == b"uno"
    assert engine.record("meeting/2") is None
    assert engine.records("meeting/") == {"meeting/1": b"uno"}
    assert engine.records("item/é")["item/é &"] == bytes(range(256))
    assert engine.ids(EVERYTHING) == set()


@pytest.mark.parametrize("odd", ["", "\udcff", "\x00", "i", "k", "k/1/", "x" * 10**5, "k/*"])
def test_what_is_not_held_is_not_found(engine: SearchEngine, odd: str) -> None:
    """Whatever a shell or an address hands over."""
    engine.write(entries=[entry("k/1", "Adoption")], records={"k/1": b"1"})
    assert engine.record(odd) is engine.stored(odd) is None
    assert not engine.ids(Among("board", (odd,))) and not engine.near_words(odd)
    assert not any(engine.passages(Word(odd), [odd]).values())
    assert engine.ids(Any((Word(odd), Phrase(odd), Typo(odd)))) == set()


def test_a_write_that_fails_changes_nothing(engine: SearchEngine) -> None:
    """Whatever was given before the failure is not there; the next write is free to go."""
    engine.write(entries=[entry("k/1", "Adoption")], records={"a": b"1"})

    def failing() -> Iterator[Entry]:
        yield entry("k/1", "Changed")
        raise RuntimeError("the reader of papers failed")

    with pytest.raises(RuntimeError):
        engine.write(entries=failing(), remove=["k/1"], records={"a": b"2"})
    assert engine.ids(Word("adoption")) == {"k/1"} and engine.record("a") == b"1"
    engine.write(entries=[entry("k/2", "Adoption")])
    assert engine.ids(Word("adoption")) == {"k/1", "k/2"}


def test_a_second_writer_is_told_that_the_index_is_locked(opener: Opener, tmp_path: Path) -> None:
    """It fails at once, with a sentence; the first one's write goes through."""
    first, second = opener(tmp_path / "index"), opener(tmp_path / "index")

    def entries() -> Iterator[Entry]:
        with pytest.raises(Locked, match="Another Minutebook process"):
            second.write(entries=[entry("k/2")])
        yield entry("k/1")

    first.write(entries=entries())
    assert first.ids(EVERYTHING) == {"k/1"}
    first.close()
    second.close()


def test_what_is_open_for_reading_never_changes_and_tells_when_there_is_more(
    opener: Opener, tmp_path: Path
) -> None:
    """It answers of the state that it opened, whole; what is opened anew has the last commit."""
    writer = opener(tmp_path / "index")
    writer.write(entries=[entry("k/1", "Adoption", "first text")], records={"a": b"1"})
    reader = opener(tmp_path / "index")
    assert reader.ids(EVERYTHING) == {"k/1"} and reader.record("a") == b"1"
    assert not reader.changed()
    writer.write(entries=[entry("k/2", "Fostering", "second text")], remove=["k/1"])
    assert reader.changed() and not writer.changed()
    assert reader.ids(Word("first")) == {"k/1"}
    assert [hit.stored for hit in reader.search(Word("text")).hits] == [b"stored k/1"]
    after = opener(tmp_path / "index")
    assert after.ids(EVERYTHING) == {"k/2"}
    assert [hit.stored for hit in after.search(Word("text")).hits] == [b"stored k/2"]
    assert reader.changed() and not after.changed()
    shutil.rmtree(tmp_path / "index")
    assert after.changed() and after.ids(EVERYTHING) == {"k/2"}
    for engine in (writer, reader, after):
        engine.close()


def test_an_index_is_there_again_when_it_is_opened_again(opener: Opener, tmp_path: Path) -> None:
    """Words, order, stored bytes and records outlive the process."""
    first = opener(tmp_path / "index")
    first.write(entries=some_entries(seed=3, count=20), records={"a": b"1"})
    before = first.search(Word("report"), facets=["board"])
    first.close()
    second = opener(tmp_path / "index")
    assert second.search(Word("report"), facets=["board"]) == before
    assert second.record("a") == b"1"
    second.close()


def test_near_words_are_the_commonest_close_ones(engine: SearchEngine) -> None:
    """One edit off, by items that have them; two edits where there is none; never for numbers."""
    engine.write(
        entries=[
            entry("k/1", "Adoption", "housing hosing", "housing 46/18"),
            entry("k/2", "Option", "housing safeguarding"),
            entry("k/3", "hosing", "hosing housing"),
        ]
    )
    assert list(engine.near_words("hoising")) == ["housing", "hosing"]
    assert list(engine.near_words("hoising", limit=1)) == ["housing"]
    assert list(engine.near_words("Safegardin")) == ["safeguarding"]
    assert list(engine.near_words("46/19")) == list(engine.near_words("")) == []
    assert list(engine.near_words("zzzzzz")) == []
