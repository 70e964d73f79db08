"""What people type, and what it is taken to mean."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import whole_word
from indexer.errors import BadQuery
from indexer.query import (
    EVERYTHING,
    All,
    Among,
    Any,
    Between,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Typo,
    Word,
)
from indexer.search.fields import Named
from indexer.search.language import FieldUse, Option, Parsed, parse, plain_parts, resolve
from indexer.search.limits import LIMITS

A, B, C = Word("a"), Word("b"), Word("c")
BUDGET, CUTS = Word("budget"), Word("cuts")
DECIDED = Word("budget", zone="decision")
MINUTED = Word("budget", zone="minutes")
CITED = Any((Among("reference", ("46/18",)), Word("46/18")))


@pytest.mark.parametrize(
    ("typed", "query", "understood"),
    [
        ("budget", BUDGET, "items with “budget”"),
        (
            "family valued board:scrutiny",
            All((Word("family"), Word("valued"), Named("board", ("scrutiny",)))),
            "items with “family” and “valued”, board “scrutiny”",
        ),
        (
            '"climate change" budget',
            All((Phrase("climate change"), BUDGET)),
            "items with the exact phrase “climate change” and “budget”",
        ),
        ('"budget"', Phrase("budget"), "items with the exact word “budget”"),
        ("a AND b", All((A, B)), "items with “a” and “b”"),
        ("a OR b", Any((A, B)), "items with “a” or “b”"),
        ("a OR a", A, "items with “a”"),
        ("a or b", All((A, Word("or"), B)), "items with “a” and “or” and “b”"),
        ("(a OR b) c", All((Any((A, B)), C)), "items with (“a” or “b”) and “c”"),
        ("budget -cuts", All((BUDGET, Not(CUTS))), "items with “budget”, without “cuts”"),
        ("budget NOT cuts", All((BUDGET, Not(CUTS))), "items with “budget”, without “cuts”"),
        ("-cuts", Not(CUTS), "all items, without “cuts”"),
        ("c -(a b)", All((C, Not(All((A, B))))), "items with “c”, without (“a” and “b”)"),
        ("NOT NOT a", A, "items with “a”"),
        ("-(-a)", A, "items with “a”"),
        ("librar*", Prefix("librar"), "items with words that begin with “librar”"),
        ("budgit~", Typo("budgit"), "items with “budgit” (or one letter different)"),
        (
            '"cycle lane"~5',
            Near("cycle", "lane", 5),
            "items with “cycle” near “lane” (at most 5 words between)",
        ),
        ("title:budget", Word("budget", in_title=True), "items with “budget” in the title"),
        (
            'title:"annual report" a',
            All((Phrase("annual report", in_title=True), A)),
            "items with “a” and the exact phrase “annual report” in the title",
        ),
        (
            "title:libr*",
            Prefix("libr", in_title=True),
            "items with words that begin with “libr” in the title",
        ),
        (
            "(board:a topic:b) OR ward:c",
            Any(
                (
                    All((Named("board", ("a",)), Named("topic", ("b",)))),
                    Named("ward", ("c",)),
                )
            ),
            "all items, ((board “a” and topic “b”) or ward “c”)",
        ),
        ("kind:report", Among("kind", ("report",)), "all items, kind “report”"),
        ("kind:Reports", Among("kind", ("report",)), "all items, kind “report”"),
        ("year:2020/21", Among("year", ("2020/21",)), "all items, year “2020/21”"),
        ("year:1999-2000", Among("year", ("1999/00",)), "all items, year “1999/00”"),
        ("46/18", CITED, "items with the reference “46/18” (their own or cited)"),
        ("ref:46/18", CITED, "items with the reference “46/18” (their own or cited)"),
        ("10:30", Word("10:30"), "items with “10:30”"),
        ("http://a.example/b", Word("http://a.example/b"), "items with “http://a.example/b”"),
        ("budget 2020/21", All((BUDGET, Word("2020/21"))), "items with “budget” and “2020/21”"),
        ("bins,waste", All((Word("bins"), Word("waste"))), "items with “bins” and “waste”"),
    ],
)
def test_a_query_becomes_this_tree_and_is_said_in_these_words(
    typed: str, query: Node, understood: str
) -> None:
    """Each form of the language, without anything to mend."""
    parsed = parse(typed)
    assert parsed.query == query
    assert parsed.understood == understood
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("typed", "first", "last", "said"),
    [
        ("2019", 20190101, 20191231, "from 1 January 2019 to 31 December 2019"),
        ("2020-02", 20200201, 20200229, "from 1 February 2020 to 29 February 2020"),
        ("2019-07-18", 20190718, 20190718, "on 18 July 2019"),
        ("2019..2021", 20190101, 20211231, "from 1 January 2019 to 31 December 2021"),
        ("2019-07..2019-09", 20190701, 20190930, "from 1 July 2019 to 30 September 2019"),
        ("2019…2020", 20190101, 20201231, "from 1 January 2019 to 31 December 2020"),
        ("2019..", 20190101, None, "from 1 January 2019"),
        ("..2019", None, 20191231, "to 31 December 2019"),
        (">=2019-07", 20190701, None, "from 1 July 2019"),
        (">2019", 20200101, None, "from 1 January 2020"),
        ("<2020", None, 20191231, "to 31 December 2019"),
        ("<=2020-01-31", None, 20200131, "to 31 January 2020"),
        ('"18 July 2019"', 20190718, 20190718, "on 18 July 2019"),
    ],
)
def test_dates_are_spans_with_their_ends_included(
    typed: str, first: int | None, last: int | None, said: str
) -> None:
    """A year, month or day stands for all its days."""
    parsed = parse(f"date:{typed}")
    assert parsed.query == Between(first, last)
    assert parsed.understood == f"all items, {said}"


def test_a_date_with_strokes_is_read_day_first_and_said() -> None:
    """British order, with a note."""
    parsed = parse("date:04/07/2019")
    assert parsed.query == Between(20190704, 20190704)
    assert parsed.notes == ("“04/07/2019” was read as 4 July 2019.",)


def test_two_dates_at_once_are_the_days_that_fit_both() -> None:
    """A lower and an upper end make one span."""
    assert parse("date:>=2019 date:<2021").query == Between(20190101, 20201231)


@pytest.mark.parametrize(
    ("typed", "query", "note"),
    [
        ('family "valued', All((Word("family"), Word("valued"))), "A quote is not closed"),
        (
            'board:"scrutiny budget',
            All((Named("board", ("scrutiny",)), BUDGET)),
            "A quote is not closed",
        ),
        ("(a b", All((A, B)), "A bracket is not closed"),
        ("a) b", All((A, B)), "A closing bracket without an opening one"),
        ("a () b", All((A, B)), "Empty brackets"),
        ('a "" b', All((A, B)), "An empty pair of quotes"),
        ("Re: budget", BUDGET, "“Re:” was left out"),
        ("Re:budget", BUDGET, "“Re:” was left out"),
        ("Subject: budget", All((Word("Subject"), BUDGET)), "“Subject:” was read as a word"),
        ("board: a", All((Word("board"), A)), "write board:value without a space"),
        ("OR a", A, "“OR” needs a word on either side"),
        ("a OR", A, "“OR” needs a word on either side"),
        ("a OR OR b", Any((A, B)), "“OR” needs a word on either side"),
        ("a NOT", A, "“NOT” needs a word after it"),
        ("a - b", All((A, B)), "“-” on its own"),
        ("a | b", All((A, B)), "“|” on its own"),
        ("a * b", All((A, B)), "“*” on its own"),
        ("*care", Word("care"), "“*” stands only at the end"),
        ("bin~", Word("bin"), "at least 4 letters"),
        ("budgit~2", Typo("budgit"), "one typo is the most"),
        ('"cycle lane"~', Phrase("cycle lane"), "no number after “~”"),
        ('-"" budget', BUDGET, "An empty pair of quotes"),
        ("board:scru*", Named("board", ("scru",)), "“*” was left out"),
        ("a OR b c", Any((A, All((B, C)))), "put brackets round"),
        (
            "council:a council:b",
            All((Named("council", ("a",)), Named("council", ("b",)))),
            "one council only",
        ),
    ],
)
def test_sloppy_input_is_mended_and_said(typed: str, query: Node, note: str) -> None:
    """The query is searched all the same; one note says what was done."""
    parsed = parse(typed)
    assert parsed.query == query
    assert len(parsed.notes) == 1
    assert note in parsed.notes[0]


@pytest.mark.parametrize("typed", ["“family valued”", "„family valued“", "«family valued»"])
def test_curly_quotes_are_quotes(typed: str) -> None:
    """A phrase pasted from a letter is a phrase."""
    assert parse(typed).query == Phrase("family valued")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Say what to look for"),
        (" \t\n", "Say what to look for"),
        ("?! … ()", "Say what to look for"),
        ("AND", "Say what to look for"),
        ("bord:cabinet", "“bord:”. Did you mean “board:”?"),
        ("committee:cabinet", "“committee:”. Did you mean “board:”?"),
        ('foo:"a b"', "There is no field “foo:”"),
        ("-foo:bar", "There is no field “foo:”"),
        ("kind:foo", "“kind:foo” is not known. Write one of page, agenda, pack"),
        ("zone:minuets", "Did you mean “minutes”? Write one of minutes, decision"),
        ("role:boss", "Write one of author, contributor"),
        ("date:31/02/2020", "“date:31/02/2020” is no date. Write 2019, 2019-07"),
        ("date:2019-13", "“date:2019-13” is no date"),
        ("date:soon", "“date:soon” is no date"),
        ("date:..", "“date:” needs a value"),
        ("date:2020/21", "The municipal year is year:2020/21."),
        ("date:2021..2019", "ends before it begins"),
        ("date:2019 date:2020", "No day fits all these dates"),
        ("year:2020", "Write year:2020/21, or date:2020"),
        ("year:2020/22", "“year:2020/22” is no municipal year"),
        ("ref:foo", "Write ref:46/18"),
        ('board:""', "“board:” needs a value"),
        ('board:"', "“board:” needs a value"),
        ("board:*", "“board:” needs a value"),
        ("board:(a b)", "“board:” needs a value"),
        ("title:?", "“title:” needs a value"),
        ("wo*rd", "“wo*rd”: “*” stands only at the end"),
        ("a*", "at least 2 letters"),
        ('"a b c"~5', "two words"),
        ('"a b"~51', "at most 50 words"),
        ("x" * 1001, "has 1,001 characters, at most 1,000"),
        ("x " * 51, "51 words, phrases and fields, at most 50"),
        ("(" * 21 + "x", "more than 20 deep"),
        ("abc* " * 11, "more than 10 words with “*” or “~”"),
        ("abc* abcd~ title:abc* " * 3 + '"a b"~5 ' * 2, "more than 10 words"),
        ("topic:-housing", "write -topic:housing"),
        ('board:"-cabinet"', "write -board:cabinet"),
        ("(" * 10_000, "10,000 characters"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_says_what_to_write(typed: str, says: str) -> None:
    """The message names the word, and a way out."""
    with pytest.raises(BadQuery) as raised:
        parse(typed)
    assert says in str(raised.value)


def test_as_much_as_the_limits_allow_is_read() -> None:
    """At each limit itself there is no error yet."""
    assert len(parse(" ".join(f"w{n}" for n in range(LIMITS.terms))).words) == LIMITS.terms
    assert parse("(" * LIMITS.nesting + "x" + ")" * LIMITS.nesting).query == Word("x")
    assert parse('"a b"~50').query == Near("a", "b", 50)
    assert parse("abc* " * LIMITS.costly).query == Prefix("abc")
    assert len(parse("abc~ " + "abcd~ " * LIMITS.costly).notes) == 1
    assert parse("x" * LIMITS.characters).query == Word("x" * LIMITS.characters)


# --- zones and roles ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "query", "understood"),
    [
        (
            "zone:decision budget cuts",
            All((DECIDED, Word("cuts", zone="decision"))),
            "items with “budget” and “cuts” in decisions",
        ),
        (
            'budget zone:decision "a b"',
            All((DECIDED, Phrase("a b", zone="decision"))),
            "items with “budget” and the exact phrase “a b” in decisions",
        ),
        (
            "zone:minutes OR zone:decision budget",
            Any((MINUTED, DECIDED)),
            "items with “budget” in minutes or decisions",
        ),
        (
            "zone:minutes zone:decision budget",
            Any((MINUTED, DECIDED)),
            "items with “budget” in minutes or decisions",
        ),
        (
            "(zone:minutes OR zone:decision) budget",
            Any((MINUTED, DECIDED)),
            "items with “budget” in minutes or decisions",
        ),
        (
            "(zone:decision budget) cuts",
            All((DECIDED, CUTS)),
            "items with “cuts” and “budget” in decisions",
        ),
        (
            "zone:decision (budget OR cuts)",
            Any((DECIDED, Word("cuts", zone="decision"))),
            "items with (“budget” or “cuts”) in decisions",
        ),
        (
            "zone:decision budget -cuts",
            All((DECIDED, Not(CUTS))),
            "items with “budget” in decisions, without “cuts”",
        ),
        ("zone:decision", Among("zone", ("decision",)), "all items, text in decisions"),
        (
            "zone:decision 46/18",
            Any((Among("reference", ("46/18",)), Word("46/18", zone="decision"))),
            "items with the reference “46/18” (their own or cited in decisions)",
        ),
        (
            "zone:programme -cuts",
            All((Not(CUTS), Among("zone", ("programme",)))),
            "all items, without “cuts”, text in work programmes",
        ),
        (
            "budget -zone:decision",
            All((BUDGET, Not(Among("zone", ("decision",))))),
            "items with “budget”, without text in decisions",
        ),
        (
            "zone:decision title:budget",
            All((Word("budget", in_title=True), Among("zone", ("decision",)))),
            "items with “budget” in the title, text in decisions",
        ),
    ],
)
def test_zones_say_where_the_words_of_their_bracket_stand(
    typed: str, query: Node, understood: str
) -> None:
    """Several are any of them; where there is no word to bind, the item has text in the zone."""
    parsed = parse(typed)
    assert parsed.query == query
    assert parsed.understood == understood


def test_a_role_binds_the_people_beside_it() -> None:
    """`officer:` in a role asks for that person in it, not for what `officer:` stands for alone."""
    parsed = parse('officer:"Jane Doe" role:contact role:signatory')
    assert parsed.query == Named("officer", ("Jane Doe",), ("contact", "signatory"))
    assert parsed.understood == "all items, officer “Jane Doe” as contact or signatory"


def test_a_role_alone_asks_for_anybody_in_it() -> None:
    """No name: somebody."""
    parsed = parse('budget role:"vice chair"')
    assert parsed.query == All((BUDGET, Named("officer", (), ("vice-chair",))))
    assert parsed.understood == "items with “budget”, somebody as vice-chair"


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ('board:"Scrutiny Board (2)"', "Scrutiny Board (2)"),
        ("board:'Children's Board'", "Children's Board"),
        ("Board:“Scrutiny Board”", "Scrutiny Board"),
        ("board:scrutiny(2)", "scrutiny(2)"),
        ("(board:cabinet)", "cabinet"),
        ("[board:cabinet]", "cabinet"),
        ("+board:cabinet,", "cabinet"),
    ],
)
def test_a_field_keeps_its_value_whole(typed: str, value: str) -> None:
    """Quotes, brackets of a name, and punctuation around the field."""
    assert parse(typed).query == Named("board", (value,))


def test_filters_of_one_field_joined_by_or_are_one_filter() -> None:
    """The words beside them are asked for in either board."""
    parsed = parse("board:a OR board:b budget")
    assert parsed.query == All((Named("board", ("a", "b")), BUDGET))
    assert parsed.understood == "items with “budget”, board “a” or “b”"
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("board:a OR budget", Any((Named("board", ("a",)), BUDGET))),
        ("board:a OR topic:b", Any((Named("board", ("a",)), Named("topic", ("b",))))),
        ("-board:a OR board:b", Any((Not(Named("board", ("a",))), Named("board", ("b",))))),
        ("date:2019 OR date:2021", Any((Between(20190101, 20191231), Between(20210101, 20211231)))),
        ("zone:decision OR budget", Any((Among("zone", ("decision",)), BUDGET))),
    ],
)
def test_what_or_joins_otherwise_stays_apart(typed: str, query: Node) -> None:
    """No part is lost where fields and words, or different fields, are joined."""
    assert parse(typed).query == query


def test_the_fields_used_are_listed() -> None:
    """In order, as typed, with NOT."""
    parsed = parse("budget board:cabinet -(kind:reports) title:plan")
    assert parsed.fields == (
        FieldUse("board", "cabinet"),
        FieldUse("kind", "reports", negated=True),
        FieldUse("title", "plan"),
    )


def test_names_are_resolved_by_the_collection() -> None:
    """Each name is replaced, wherever it stands; nothing else changes."""
    query = parse("budget (board:sb2 OR topic:care) -officer:gregg").query

    def lookup(named: Named) -> Node:
        return Among(named.field, tuple(f"found {value}" for value in named.values))

    assert resolve(query, lookup) == All(
        (
            BUDGET,
            Any((Among("board", ("found sb2",)), Among("topic", ("found care",)))),
            Not(Among("officer", ("found gregg",))),
        )
    )


# --- words and references -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("46/18", "46/18"),
        ("minute 46/18", "46/18"),
        ("Minute No. 46/18", "46/18"),
        ("89 /21 adoption", "89/21"),
        ("(46a/18)", "46a/18"),
        ("24/00093", "24/00093"),
        ("adoption", None),
        ("2020/21", None),
        ("01/04/2019", None),
        ("24/7", None),
        ("-46/18 budget", None),
        ('"minute 46/18"', None),
    ],
)
def test_a_minute_asked_for_by_its_reference_is_known(typed: str, reference: str | None) -> None:
    """The word "minute" before it is set aside; years and dates are no references."""
    parsed = parse(typed)
    assert parsed.reference == reference
    assert "minute" not in [word.casefold() for word in parsed.words]


def test_plain_words_are_those_asked_for() -> None:
    """Neither phrases, fields and marked words nor anything under NOT."""
    parsed = parse(
        'family (valued OR kept) -cuts -(a b) "c d" board:x title:y librar* 46/18 family'
    )
    assert parsed.words == ("family", "valued", "kept")


def test_plain_parts_are_what_a_partial_match_may_lack() -> None:
    """Plain words that are all required, also in several zones; the rest holds always."""
    plain, rest = plain_parts(parse("zone:minutes zone:decision budget board:x -a").query)
    assert plain == (Any((MINUTED, DECIDED)),)
    assert rest == All((Named("board", ("x",)), Not(A)))
    assert plain_parts(A) == ((A,), EVERYTHING)
    assert plain_parts(Any((A, B))) == ((), All((Any((A, B)),)))


# --- filters beside the query ---------------------------------------------------------------------


def test_filters_are_or_within_a_field_and_and_between_fields() -> None:
    """As the options of the command, repeated or not."""
    parsed = parse(
        "budget OR cuts",
        {"board": ["a", "b"], "kind": ["report"], "from": ["2019-07"], "to": ["2019"]},
    )
    assert parsed.query == All(
        (
            Any((BUDGET, CUTS)),
            Named("board", ("a", "b")),
            Among("kind", ("report",)),
            Between(20190701, 20191231),
        )
    )
    assert parsed.understood == (
        "items with “budget” or “cuts”, board “a” or “b”, kind “report”, "
        "from 1 July 2019 to 31 December 2019"
    )
    assert FieldUse("date", ">=2019-07") in parsed.fields


def test_a_zone_and_a_role_chosen_bind_the_whole_query() -> None:
    """As if they had been typed beside it."""
    parsed = parse("budget officer:doe", {"zone": ["decision", "minutes"], "role": ["contact"]})
    assert parsed.query == All((Any((DECIDED, MINUTED)), Named("officer", ("doe",), ("contact",))))


def test_filters_alone_are_a_query() -> None:
    """No word is needed."""
    assert parse("", {"board": ["cabinet"]}).query == Named("board", ("cabinet",))
    assert parse("", {"board": []}, allow_empty=True).query == EVERYTHING
    assert parse("", allow_empty=True).understood == "all items"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": ["x"]}, "“kind:x” is not known"),
        ({"from": ["31/02/2020"]}, "“from:31/02/2020” is no date"),
        ({"from": ["2022"], "to": ["2021"]}, "No day fits all these dates"),
        ({"board": [""]}, "“board:” needs a value"),
        ({"board": ["x"] * 51}, "51 filters"),
        ({"board": ["x" * 1001]}, "more than 1,000 characters"),
        ({}, "Say what to look for"),
    ],
)
def test_a_wrong_filter_is_an_error(options: dict[Option, list[str]], says: str) -> None:
    """The same checks as for fields that are typed."""
    with pytest.raises(BadQuery) as raised:
        parse("", options)
    assert says in str(raised.value)


# --- whatever is typed ----------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"()\"'-*~:,.|&/“”–…",
        *("a", "budget", "OR", "NOT", "AND", "46/18", "minute ", "~5", "..", "2019", " ", " ", " "),
        *("board:", "zone:decision", "role:chair", "date:", "title:", "foo:", "Re:", "kind:report"),
        *('"a b"', "board:x", "²", "\x00", "\ud800", "İ", "é", "http://"),
        *("what is ", "the ", "?", "bin collection", "potholes", "abcd~", "abc* ", '"a b"~5 '),
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))


def nodes_of(node: Node) -> list[Node]:
    """A tree, flat."""
    below = node.parts if isinstance(node, All | Any) else ()
    below = (node.part,) if isinstance(node, Not) else below
    return [node, *(each for part in below for each in nodes_of(part))]


@given(TYPED)
@example("-" * 1000)
@example("(" * 1000)
@example("*" * 999 + "a")
@example("'" * 1000)
@example('"' * 1000)
@example("board:'" * 100)
@example("1/" * 500)
@example("a:" * 500)
@example("(" * 499 + ")" * 499)
@example("(-" * 20 + "what is ")
@example('"a b"~50 OR ' * 10)
@example("minute " * 140)
@example("'a" * 333)
@example("a(b)" * 250)
@example("board:" + "(a)" * 300)
@example("potholes " * 50)
@example("what is the " * 16 + "?")
@example("\ud800" * 1000)
@example("\ufdfa" * 1000)
def test_anything_typed_gives_a_query_or_says_what_is_wrong(typed: str) -> None:
    """No other error; what comes out keeps the limits and can be shown."""
    try:
        parsed = parse(typed)
    except BadQuery as error:
        assert str(error)
        return
    assert isinstance(parsed, Parsed)
    assert parsed.understood.startswith(("items with ", "all items"))
    parsed.understood.encode()
    nodes = nodes_of(parsed.query) + nodes_of(parsed.wide)
    assert sum(isinstance(node, Prefix) and len(whole_word(node.start)) < 2 for node in nodes) == 0
    assert all(not isinstance(node, Near) or node.between <= LIMITS.near for node in nodes)


@given(TYPED)
def test_no_field_is_ignored(typed: str) -> None:
    """A board typed after anything, on its own, is in the tree, or the query is an error."""
    try:
        parsed = parse(typed + " board:cabinet")
    except BadQuery:
        return
    in_tree = any(
        isinstance(node, Named) and "cabinet" in node.values for node in nodes_of(parsed.query)
    )
    in_phrase = any(
        isinstance(n, Phrase) and "board:cabinet" in n.text for n in nodes_of(parsed.query)
    )
    assert in_tree or in_phrase


TREES = st.recursive(
    st.sampled_from([A, B, C]),
    lambda trees: st.one_of(
        st.builds(Not, trees),
        st.builds(lambda parts: All(tuple(parts)), st.lists(trees, min_size=1, max_size=3)),
        st.builds(lambda parts: Any(tuple(parts)), st.lists(trees, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


def written(node: Node) -> str:
    """A tree as somebody could type it."""
    match node:
        case Word(text):
            return text
        case Not(part):
            return f"-{written(part)}"
        case All(parts):
            return "(" + " ".join(map(written, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case _:
            raise AssertionError(node)


def holds(node: Node, words: frozenset[str]) -> bool:
    """Whether an item with these words fits."""
    match node:
        case Word(text):
            return text in words
        case Not(part):
            return not holds(part, words)
        case All(parts):
            return all(holds(part, words) for part in parts)
        case Any(parts):
            return any(holds(part, words) for part in parts)
        case _:
            raise AssertionError(node)


@given(TREES, st.frozensets(st.sampled_from("abc")))
def test_what_is_written_with_brackets_means_what_it_says(
    tree: Node, words: frozenset[str]
) -> None:
    """Any tree of words, OR, NOT and brackets finds the same items once typed and read."""
    typed = written(tree).replace("--", "-NOT ")
    assert holds(parse(typed).query, words) == holds(tree, words)
