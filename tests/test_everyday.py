"""Everyday words and the official ones: the list that ships, and what becomes of a query."""

import tomllib
from pathlib import Path

import pytest

import indexer
from indexer.everyday import Everyday, Expanded, everyday, stems_of
from indexer.query import All, Any, Word
from indexer.search.fields import Named
from indexer.search.language import parse

LISTED: dict[str, list[str]] = tomllib.loads(
    (Path(indexer.__file__).parent / "everyday.toml").read_text("utf-8")
)


# --- the list -----------------------------------------------------------------------------------


def test_every_entry_is_told_apart() -> None:
    """No two entries are the same words in other forms: one of them would be lost."""
    assert len({stems_of(words) for words in LISTED}) == len(LISTED)


@pytest.mark.parametrize("words", LISTED)
def test_every_entry_is_found_in_a_query(words: str) -> None:
    """As it stands in the list it is found whole, with all its phrases."""
    row = words.split()
    assert list(everyday().find(["x", *row, "y"])) == [(1, len(row) + 1, tuple(LISTED[words]))]


@pytest.mark.parametrize("words", LISTED)
def test_no_phrase_only_says_the_words_again(words: str) -> None:
    """A phrase that holds all the everyday words would find nothing more; none stands twice."""
    typed = set(stems_of(words))
    phrases = [stems_of(phrase) for phrase in LISTED[words]]
    assert phrases and all(phrases)
    assert not any(typed <= set(phrase) for phrase in phrases)
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize(
    "word",
    ["tip", "tipping", "rates", "rate", "send", "home", "cuts", "dump", "bank", "mess", "pass"],
)
def test_words_of_several_meanings_are_left_alone(word: str) -> None:
    """By themselves they may mean anything."""
    assert parse(word).expanded == ()


# --- queries ------------------------------------------------------------------------------------

REFUSE = tuple(LISTED["bin collection"])
BINS = Any((All((Word("bin"), Word("collection"))), *map(Word, REFUSE)))


def test_official_phrases_do_for_everyday_words() -> None:
    """The wide query takes either; what was typed stays beside it; both are said."""
    parsed = parse("bin collection")
    assert parsed.query == All((Word("bin"), Word("collection")))
    assert parsed.wide == BINS
    assert parsed.expanded == (Expanded("bin collection", REFUSE),)
    assert parsed.understood == (
        "items with “bin” and “collection”; “bin collection” also as “refuse collection” or "
        "“waste collection” or “kerbside collection”"
    )
    assert parsed.words == ("bin", "collection")


@pytest.mark.parametrize(
    "typed",
    [
        "bins collected",
        "Bin Collections",
        "bin-collection",
        "what about bin collections?",
        "bin, collection",
    ],
)
def test_any_form_counts(typed: str) -> None:
    """Singular and plural, capitals, hyphens and commas, and also in a question."""
    (one,) = parse(typed).expanded
    assert one.also == REFUSE
    assert not set(one.typed) & set("?,")


def test_words_beside_stay_required() -> None:
    """Only the everyday words are widened, each by itself; the longest entry counts."""
    wide = parse("potholes bin collection costs board:cabinet").wide
    assert isinstance(wide, All)
    potholes = Any((Word("potholes"), *map(Word, LISTED["pothole"])))
    assert wide.parts == (potholes, BINS, Word("costs"), Named("board", ("cabinet",)))
    assert [one.typed for one in parse("free school dinners").expanded] == ["free school dinners"]


def test_a_zone_binds_the_official_phrases_too() -> None:
    """What must stand in decisions must stand there in either words."""
    for wide in (
        parse("zone:decision potholes").wide,
        parse("potholes", {"zone": ["decision"]}).wide,
    ):
        assert isinstance(wide, Any)
        assert {getattr(part, "zone", None) for part in wide.parts} == {"decision"}


@pytest.mark.parametrize(
    "typed",
    [
        '"bin collection"',
        'bin "collection"',
        "title:potholes",
        "topic:potholes",
        "-potholes bin",
        "bin -collection",
        "bin NOT collection",
        "bin OR collection",
        "(bin collection)",
        "potholes OR bins",
        "pothole*",
        "potholes~",
        '"potholes road"~5',
        "collection bin",
        "bin date:2019 collection",
        "bin 12/23 collection",
        "food waste",
    ],
)
def test_what_an_operator_binds_is_left_alone(typed: str) -> None:
    """Quotes, fields, NOT, OR, brackets and marks say exactly what is wanted; so does distance."""
    parsed = parse(typed)
    assert parsed.expanded == ()
    assert parsed.wide == parsed.query


def test_as_typed_finds_only_what_was_typed() -> None:
    """It takes the official words away."""
    parsed = parse("bin collection", as_typed=True)
    assert parsed.wide == parsed.query == All((Word("bin"), Word("collection")))
    assert (parsed.expanded, parsed.understood) == ((), "items with “bin” and “collection”")


def test_longest_entry_from_the_left() -> None:
    """Entries do not overlap; a blank parts words."""
    words = Everyday({"a b": ["x"], "b c": ["y"], "a b c": ["z"]})
    assert list(words.find(["a", "b", "c", "b", "c"])) == [(0, 3, ("z",)), (3, 5, ("y",))]
    assert list(words.find(["a", "", "b", "c"])) == [(2, 4, ("y",))]
