"""Whole sentences: which words of a query only ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BadQuery
from indexer.query import Node, Phrase
from indexer.search.language import parse


def left(typed: str) -> str:
    """The words that are looked for."""
    return " ".join(parse(typed).words)


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("what is the council doing about school transport costs", "school transport costs"),
        ("did we decide anything about the library in Eastgate?", "library Eastgate"),
        ("which boards have considered flooding", "flooding"),
        ("what decisions were made about school transport", "school transport"),
        ("what did the board decide about weekly food waste", "weekly food waste"),
        ("what has the council done about fly tipping", "fly tipping"),
        ("what is happening with the leisure centre", "leisure centre"),
        ("what's happening about the tram", "tram"),
        ("what about lollipop ladies", "lollipop ladies"),
        ("what are the plans for the bus station", "bus station"),
        ("who decided on the library closure", "library closure"),
        ("who approved the budget", "approved budget"),
        ("what did the committee agree about parking", "agree parking"),
        ("who voted against the budget", "voted against budget"),
        ("which councillors voted against the tram", "councillors voted against tram"),
        ("where are the recycling bins", "recycling bins"),
        ("when is the may day event", "may day event"),
        ("why did the tram scheme get approved", "tram scheme approved"),
        ("how much did the council spend on agency staff", "spend agency staff"),
        ("how to object to planning applications", "object planning applications"),
        ("how long does a planning appeal take?", "planning appeal take"),
        ("has cabinet approved the new depot", "cabinet approved new depot"),
        ("is the market hall closing", "market hall closing"),
        ("are there any plans for allotments", "allotments"),
        ("can we recycle cartons", "recycle cartons"),
        ("do councillors get parking permits", "parking permits"),
        ("tell me about grass cutting in Millbrook", "grass cutting Millbrook"),
        ("please tell me about peat", "peat"),
        ("can you tell me about peat extraction", "peat extraction"),
        ("show me reports on air quality", "air quality"),
        ("find the report on peat", "peat"),
        ("find fly tipping reports", "fly tipping reports"),
        ("search for cycle lanes", "cycle lanes"),
        ("anything about solar farms", "solar farms"),
        ("any update on the market hall", "market hall"),
        ("i want to know about allotments", "allotments"),
        ("WHAT IS THE COUNCIL DOING ABOUT PEAT", "PEAT"),
        ("library in Eastgate?", "library Eastgate"),
        ("can council tax be paid monthly?", "council tax paid monthly"),
        ("what is the council tax rate", "council tax rate"),
        ("what is the key decision threshold", "key decision threshold"),
        ("is the council planning policy settled", "council planning policy settled"),
        ("what does the who report say", "who report"),
        ("what is the it strategy", "it strategy"),
        ("show me need assessments", "need assessments"),
        ("what is the policy on made ground", "policy made ground"),
        ("how to make a complaint about noise", "complaint noise"),
        ("what does WHO guidance say about air", "WHO guidance air"),
    ],
)
def test_words_of_a_question_are_set_aside(typed: str, looked_for: str) -> None:
    """What is left is what the question is about; names and nouns that look like small words stay."""
    assert left(typed) == looked_for


@pytest.mark.parametrize(
    "typed",
    [
        "council tax",
        "the who report",
        "who guidelines on air quality",
        "WHO guidance on air quality",
        "will disputes",
        "will writing service",
        "can recycling",
        "may day event",
        "might and main",
        "us and them",
        "what works centre",
        "tell us once service",
        "have your say",
        "do it yourself repairs",
        "find and fix",
        "find my past",
        "how clean is Kelder water",
        "where the heart is",
        "looked after children",
        "right to buy",
        "help to live at home",
        "list of assets",
        "any other business",
        "matters arising from the minutes",
        "report of the director of finance",
        "what is",
        "bins?",
        "in?",
        "what is the (library OR museum) plan",
        "what is the plan OR the policy",
        "what is the plan -library",
        "what is the plan NOT library",
    ],
)
def test_what_is_no_clear_question_is_searched_as_it_stands(typed: str) -> None:
    """Nothing is set aside, and nothing is said about it."""
    parsed = parse(typed)
    assert not any("question" in note for note in parsed.notes)


def test_what_was_set_aside_is_named_with_how_to_require_it() -> None:
    """The note has each word once, as typed."""
    assert parse("What is the plan for the Library?").notes == (
        "Set aside as words of a question: “What”, “is”, “the”, “plan”, “for”. "
        "To require one, put it in quotes.",
    )


def test_quotes_fields_and_references_in_a_question_hold() -> None:
    """Only plain words can be set aside."""
    parsed = parse('what did "the council" decide on bins board:cabinet 12/23 liner* date:2023')
    assert Phrase("the council") in parts(parsed.query)
    assert parsed.words == ("bins",)
    assert [use.field for use in parsed.fields] == ["board", "date"]
    assert parsed.reference == "12/23"
    assert "words that begin with “liner”" in parsed.understood


def parts(query: Node) -> tuple[Node, ...]:
    """What an AND joins."""
    found: tuple[Node, ...] = getattr(query, "parts", (query,))
    return found


@pytest.mark.parametrize(
    "typed", ["what is it", "where are we", "what is the", "is it?", "who did?"]
)
def test_never_is_everything_set_aside(typed: str) -> None:
    """A question without a matter is searched for its words."""
    assert parse(typed).words == tuple(dict.fromkeys(typed.rstrip("?").split()))


SMALL = "what who is are the did we council decide doing about in of it can will any find show me"


@given(st.lists(st.sampled_from([*SMALL.split(), "bins", "peat", '"a b"', "board:x", "?", "OR"])))
def test_any_row_of_such_words_leaves_something_to_look_for(pieces: list[str]) -> None:
    """Whatever is set aside, what is left is asked for in the order typed, and is never nothing."""
    try:
        parsed = parse(" ".join(pieces))
    except BadQuery:
        return
    rest = iter(pieces)
    assert all(word in rest for word in parsed.words)
    assert parsed.words or parsed.fields or '"a b"' in pieces
