"""The advanced form: what its fields come to, and that no field means more than it says."""

from collections.abc import Iterable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from page_checks import BOARD, read, words

from indexer.analysis import query_words
from indexer.errors import BadQuery
from indexer.query import All, Any, Near, Node, Not, Phrase, Prefix, Typo, Word
from indexer.search.archive import Archive, Request
from indexer.search.language import Option, Parsed, parse
from indexer.search.lexer import bare_word, fold
from searchui.composing import BLANKS, compose
from searchui.examples import examples

BOARDS = ("k/cabinet", "k/planning-committee", "other/planning-committee")


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


COMPOSED = {
    "food waste": {"all": "food waste"},
    '"food waste"': {"phrase": "food waste"},
    "(bins OR caddies)": {"any": "bins caddies"},
    "-garden -green": {"none": "garden green"},
    "title:recycling title:bins": {"title": "recycling bins"},
    "board:cabinet": {"board": "k/cabinet"},
    "board:other/planning-committee": {"board": "other/planning-committee"},
    'officer:"Priya Nandakumar"': {"officer": " Priya  Nandakumar "},
    "member:O'Neil role:chair": {"member": "O’Neil", "role": "chair"},
    "date:2019..2021-07": {"from": "2019", "to": "2021-07"},
    'date:"18 July 2019..2021"': {"from": "18 July 2019", "to": "2021"},
    "date:>=2019-07": {"from": "2019-07"},
    "date:<=2021": {"to": "2021"},
    "ref:46/18": {"ref": "46/18"},
    "bins zone:decision": {"zone": "decision", "all": "bins"},
    '"terms" "OR" "NOT" -fees': {"all": '"terms" OR NOT:', "none": "fees"},
    "": {"all": ' "" - ( ', "phrase": '"', "officer": " ", "from": ""},
}


@pytest.mark.parametrize("typed", COMPOSED)
def test_fields_come_to_what_one_would_type(typed: str) -> None:
    """The query that the form shows is the one that somebody would write who knows how."""
    assert compose(COMPOSED[typed], BOARDS) == typed


def test_question_in_all_these_words_loses_none() -> None:
    """The box sets aside words that only ask; the form says that all of its words are wanted."""
    typed = compose({"all": "what is the council doing about bins"}, BOARDS)
    assert parse(typed).words == (
        *("what", "is", "the", "council"),
        *("doing", "about", "bins"),
    )


HOSTILE = st.text(alphabet="ab1 \"'()-–:*~/.,;“”&<>|ORNTD\u00e9\u200b\n", max_size=25)
NAMES = st.text(alphabet="abc \"'()-:*~/.,ORNT", max_size=20)


def _leaves(node: Node) -> Iterable[Node]:
    match node:
        case All(parts) | Any(parts):
            return [leaf for part in parts for leaf in _leaves(part)]
        case Not(part):
            return [Not(leaf) for leaf in _leaves(part)]
        case _:
            return [node]


def _read(values: dict[str, str]) -> Parsed | None:
    """The query as it is read; None where the search page says what is wrong with it."""
    try:
        return parse(compose(values, BOARDS), as_typed=True, allow_empty=True)
    except BadQuery:
        return None


@given(HOSTILE)
def test_all_these_words_ask_for_words_only(text: str) -> None:
    """No bracket, minus, OR or colon in them is an operator or a field; no word is lost."""
    parsed = _read({"all": text})
    if parsed is None:
        return
    assert not parsed.fields
    assert not any(isinstance(leaf, Not) for leaf in _leaves(parsed.query))
    asked = {token.word for token in query_words(_said(_leaves(parsed.query)))}
    plain = fold(text).replace("*", " ").replace("~", " ")
    assert asked >= {token.word for token in query_words(plain) if token.word.isalpha()}


def _said(leaves: Iterable[Node]) -> str:
    said = []
    for leaf in leaves:
        match leaf:
            case Word(text) | Phrase(text) | Typo(text) | Prefix(text):
                said.append(text)
            case Near(first, second, _):
                said += [first, second]
    return " ".join(said)


@given(HOSTILE, HOSTILE)
def test_exact_phrase_stays_one_phrase(text: str, beside: str) -> None:
    """Whatever stands in it, and whatever words stand beside it."""
    parsed = _read({"all": beside, "phrase": text})
    wanted = " ".join(fold(text).replace('"', " ").split())
    if parsed is not None and bare_word(wanted):
        assert Phrase(wanted) in _leaves(parsed.query)


@given(HOSTILE, HOSTILE)
def test_unwanted_words_are_all_unwanted_and_no_others(wanted: str, unwanted: str) -> None:
    """With nothing else filled in there is nothing but what is left out."""
    alone = _read({"none": unwanted})
    both = _read({"all": wanted, "none": unwanted})
    only = _read({"all": wanted})
    if alone is None or both is None or only is None:
        return
    assert all(isinstance(leaf, Not) for leaf in _leaves(alone.query))
    left_out = {leaf for leaf in _leaves(both.query) if isinstance(leaf, Not)}
    assert left_out == set(_leaves(alone.query))
    assert set(_leaves(both.query)) - left_out == set(_leaves(only.query))


FIELDS: tuple[Option, ...] = ("officer", "member", "topic", "ward")


@given(
    st.dictionaries(st.sampled_from(FIELDS), NAMES), st.sampled_from(["", "food waste", "a OR b"])
)
def test_names_mean_what_they_mean_as_filters(names: dict[Option, str], beside: str) -> None:
    """A name holds no second field and no operator: it asks as the filter of that field does."""
    cleaned = {
        name: " ".join(fold(value).replace('"', " ").split()).lstrip("- ")
        for name, value in names.items()
    }
    filters = {name: [value] for name, value in cleaned.items() if bare_word(value)}
    parsed = parse(
        compose({"all": beside} | {str(name): value for name, value in names.items()}, BOARDS),
        as_typed=True,
        allow_empty=True,
    )
    alone = parse(compose({"all": beside}, BOARDS), filters, as_typed=True, allow_empty=True)
    assert set(_leaves(parsed.query)) == set(_leaves(alone.query))


def test_dates_mean_what_they_mean_as_filters() -> None:
    """From and to, alone or together, with the same ends."""
    for first, last in (
        ("2019", "2021-07"),
        ("18 July 2019", ""),
        ("", "2020-02"),
        ("2020", "2020"),
    ):
        filters: dict[Option, list[str]] = {"from": [first], "to": [last]}
        asked = {name: values for name, values in filters.items() if values[0]}
        typed = compose({"from": first, "to": last}, BOARDS)
        assert parse(typed).query == parse("", asked).query


# --- the page -----------------------------------------------------------------------------------


def test_form_sends_on_to_the_search(pages: FlaskClient) -> None:
    """The address that one arrives at can be mailed, and its box shows what to type."""
    answer = pages.get(f"/advanced?all=food+waste&board={BOARD}&phrase=&from=2023")
    assert answer.status_code == 302
    slug = BOARD.partition("/")[2]
    page = read(pages.get(answer.headers["Location"]))
    assert page.xpath("//input[@name='q']/@value") == [f"food waste board:{slug} date:>=2023"]


def test_form_has_a_labelled_field_for_everything_it_takes(pages: FlaskClient) -> None:
    """And nothing that it does not take; each says how it is typed."""
    page = read(pages.get("/advanced"))
    fields = page.xpath("//main//form//*[@name]")
    assert {field.get("name") for field in fields} == set(BLANKS)
    for field in fields:
        (hint,) = page.xpath(f"//*[@id='{field.get('aria-describedby')}']")
        assert words(hint).startswith("Typed: ")
        assert page.xpath(f"//label[@for='{field.get('id')}']")


def test_wrong_field_is_refused_with_the_form(pages: FlaskClient) -> None:
    """Too long a text keeps what was filled in elsewhere; an unknown field is named."""
    page = read(pages.get("/advanced?officer=Ambler&all=" + "a" * 2000), 400)
    assert "at most 1,000" in words(page.xpath("//div[@role='alert']")[0])
    assert page.xpath("//input[@name='officer']/@value") == ["Ambler"]
    page = read(pages.get("/advanced?from=soon&all=food"), 400)
    (link,) = page.xpath("//div[@role='alert']//a[@href='#from']")
    assert words(link) == "Write a day, month or year, such as 2019, 2019-07 or 18 July 2019"
    assert page.xpath("//input[@name='from'][@aria-invalid='true']/@aria-describedby") == [
        "from-hint from-error"
    ]
    assert words(page.xpath("//*[@id='from-error']")[0]) == f"Error: {words(link)}"
    assert len(page.xpath("//*[@aria-invalid]")) == 1
    assert page.xpath("//input[@name='all']/@value") == ["food"]
    twice = read(pages.get("/advanced?all=food&all=waste"), 400)
    assert "“all” stands more than once" in words(twice)
    assert "“al”" in words(read(pages.get("/advanced?al=food"), 400))


def test_every_example_finds_something(archive: Archive) -> None:
    """What the page offers as an example works on what is held."""
    offered = examples(archive.collection())
    assert len(offered) >= 6
    for example in offered:
        assert archive.search(Request(example.typed)).total, example.typed
