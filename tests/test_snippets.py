"""Snippets: what is marked, what is shown, on which page it stands."""

import html
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import Token, one_edit, query_words, stem, tokens, whole_word
from indexer.engines.ranking import clues
from indexer.query import EVERYTHING, All, Any, Leaf, Near, Node, Not, Phrase, Prefix, Typo, Word
from indexer.search.snippets import snippet

FILLER = "Members noted the position and thanked all for their work in a hard year. " * 20


def marks(shown: str) -> list[str]:
    """The words marked."""
    return [html.unescape(mark) for mark in re.findall("<mark>(.*?)</mark>", shown)]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Families were valued", Word("family"), ["Families"]),
        ("Families were valued", Phrase("family"), []),
        (
            "Family Valued, family valued",
            Phrase("family valued"),
            ["Family", "Valued", "family", "valued"],
        ),
        ("Family and valued", Phrase("family valued"), []),
        ("The Children’s Services", Word("childrens"), ["Children’s"]),
        ("COVID-19 and COVID 19", Word("covid-19"), ["COVID", "19", "COVID", "19"]),
        ("minute 46/18 of 46 18", Word("46/18"), ["46/18"]),
        ("minute 89 /21", Phrase("minute 89/21"), ["minute", "89 /21"]),
        ("the cafe\u0301s", Word("café"), ["cafe\u0301s"]),
        ("an oﬃcer", Prefix("offi"), ["oﬃcer"]),
        ("safegaurding", Typo("safeguarding"), ["safegaurding"]),
        ("one two three one", Near("three", "one", 0), ["three", "one"]),
        ("one two three", Near("three", "one", 0), []),
        ("one two", All((Word("one"), Not(Word("two")))), ["one"]),
        ("one two", Any((Word("one"), All((Word("two"),)))), ["one", "two"]),
        ("one two", EVERYTHING, []),
        ("one two", Word("one", in_title=True), []),
        ("one two", Word("?"), []),
    ],
)
def test_the_words_that_match_are_marked(text: str, query: Node, marked: list[str]) -> None:
    """By stem, in a row, by beginning, with a typo, near another; none under NOT or in a title."""
    shown = snippet(text, query).html
    assert marks(shown) == marked
    assert html.unescape(re.sub("</?mark>", "", shown)) == text


def test_a_word_of_a_zone_is_marked_in_passages_of_that_zone() -> None:
    """`zone:report budget` marks nothing in minutes."""
    query = All((Word("budget", "report"), Word("gap")))
    assert marks(snippet("budget gap", query, zone="report").html) == ["budget", "gap"]
    assert marks(snippet("budget gap", query, zone="minutes").html) == ["gap"]


def test_only_the_marks_are_markup() -> None:
    """Whatever the paper prints is escaped, within marks and outside them."""
    text = '<script>alert("x")</script> <mark>Smith & Sons</mark> \x00 budget'
    assert snippet(text, All((Word("script"), Word("budget")))).html == (
        "&lt;<mark>script</mark>&gt;alert(&quot;x&quot;)&lt;/<mark>script</mark>&gt; "
        "&lt;mark&gt;Smith &amp; Sons&lt;/mark&gt; <mark>budget</mark>"
    )


def test_paragraphs_run_on_and_cells_are_parted_by_dots() -> None:
    """A newline is a space, a tab a dot."""
    assert snippet("\tYear\t\t2019/20\t\nTotal  cost\t£4m\n", Word("total")).html == (
        "Year · 2019/20 · <mark>Total</mark> cost · £4m"
    )


def test_the_window_lies_about_the_best_cluster() -> None:
    """Where most different words stand together, not where one of them stands often."""
    text = f"family family family. {FILLER}The Family Valued model was praised. {FILLER}valued"
    shown = snippet(text, All((Word("family"), Word("valued")))).html
    assert marks(shown) == ["Family", "Valued"]
    assert shown.startswith("… ") and shown.endswith(" …")
    assert 200 < len(re.sub("</?mark>", "", shown)) <= 310
    assert html.unescape(re.sub("</?mark>", "", shown)).strip("… ") in text


def test_the_window_is_cut_between_words() -> None:
    """No word is cut in two, at the beginning or at the end."""
    words = {*FILLER.split(), "adoption"}
    for at in range(0, len(FILLER), 97):
        before, after = FILLER[:at].rsplit(" ", 1)[0], FILLER[at:].split(" ", 1)[-1]
        shown = snippet(f"{before} adoption {after}", Word("adoption")).html
        assert marks(shown) == ["adoption"]
        assert {*re.sub("</?mark>", "", shown).strip("… ").split()} <= words


def test_without_a_word_the_beginning_is_shown() -> None:
    """Unmarked, with the page on which the passage begins."""
    found = snippet(FILLER, Word("adoption"), starts=((0, 4), (100, 5)))
    assert found.page == 4
    assert found.html.startswith("Members noted") and found.html.endswith(" …")
    assert snippet("", Word("adoption")).html == ""


def test_the_page_is_that_of_the_first_word_marked() -> None:
    """A passage may run over pages; the word decides, not the passage or the window."""
    text = f"{FILLER}The Board considered adoption."
    turn = text.index("adoption")
    query = Word("adoption")
    assert snippet(text, query, starts=((0, 27), (turn, 28))).page == 28
    assert snippet(text, query, starts=((0, 27), (turn + 1, 28))).page == 27
    assert snippet(text, query, starts=((0, 27),)).page == 27
    assert snippet(text, query).page is None


def test_a_word_without_end_is_cut() -> None:
    """Text without any space still gives a short snippet, and a long word is marked whole."""
    assert len(snippet("x" * 5000, Word("y")).html) <= 310
    assert marks(snippet("a" * 400 + " b", Prefix("aaa")).html) == ["a" * 400]


@given(
    st.text(st.sampled_from("ab é’-/1 \n\t<&>\"'\u0301½ﬁ"), max_size=200),
    st.sampled_from(
        [
            Word("a"),
            Phrase("a b"),
            Near("a", "b", 2),
            Prefix("a"),
            Typo("ab"),
            Word("1/1"),
            Word("fi"),
        ]
    ),
    st.integers(1, 60),
)
def test_any_snippet_is_text_of_the_passage_with_marks(text: str, query: Node, length: int) -> None:
    """Nothing is added, nothing is lost between its ends, and no markup but the marks."""

    def bare(shown: str) -> str:
        return re.sub(r"[\s·]+", "", shown)

    shown = snippet(text, query, length=length).html
    unmarked = re.sub("</?mark>", "", shown)
    assert "<" not in unmarked and ">" not in unmarked
    assert bare(html.unescape(unmarked).removeprefix("… ").removesuffix(" …")) in bare(text)
    assert shown.count("<mark>") == shown.count("</mark>")
    whole = snippet(text, query, length=10**6).html
    assert bool(marks(shown)) == bool(marks(whole))


# --- the slow way -----------------------------------------------------------------------------


def slowly_marked(text: str, leaf: Leaf) -> list[Token]:
    """Every word of the text that a leaf marks, found by cutting and testing all of it."""
    match leaf:
        case Word(wanted):
            return [token for run in runs(text, wanted, stemmed=True) for token in run]
        case Phrase(wanted):
            return [token for run in runs(text, wanted) for token in run]
        case Prefix(start):
            begin = whole_word(start)
            return [token for token in tokens(text) if begin and token.word.startswith(begin)]
        case Typo(typed):
            word = whole_word(typed)
            return [token for token in tokens(text) if word and one_edit(word, token.word)]
        case Near(first, second, between):
            return [
                token
                for a, b in ((first, second), (second, first))
                for run, other in nearest(runs(text, a), runs(text, b), width(a))
                if other[0].position - run[0].position - width(a) <= between
                for token in (*run, *other)
            ]


def nearest(
    first: list[list[Token]], second: list[list[Token]], wide: int
) -> list[tuple[list[Token], list[Token]]]:
    """Each of the first with the next of the second after it."""
    after = [
        (run, [other for other in second if other[0].position >= run[0].position + wide])
        for run in first
    ]
    return [(run, others[0]) for run, others in after if others]


def width(text: str) -> int:
    """The places that a word takes."""
    return tokens(text)[-1].position + 1


def runs(text: str, wanted: str, *, stemmed: bool = False) -> list[list[Token]]:
    """Where these words stand in a row."""
    form = stem if stemmed else str
    asked = query_words(wanted)
    held = {(form(token.word), token.position): token for token in tokens(text)}
    keys = [
        [(form(token.word), start + token.position) for token in asked]
        for start in range(max((token.position for token in tokens(text)), default=-1) + 1)
    ]
    return [[held[key] for key in row] for row in keys if row and all(key in held for key in row)]


def longest_first(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that lie in others."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


PIECES: Sequence[str] = [
    *(
        "a",
        "b",
        "ab",
        "Ab.",
        "B,",
        "12",
        "/1",
        "12/",
        "/",
        "a-b",
        "ab/12",
        "1,234",
        "é",
        "cafe\u0301s",
    ),
    *("a’b", "a`b", "\u00ad/1", "½", "ﬁ", "(ab)", "£12", "ying", "dies", "families", "family’s"),
    *("\u200b", "²", "\u3000", "\u00a0"),
]
asked = st.sampled_from(
    ["a", "b", "ab", "a b", "b ab a", "12/1", "1/2", "a-b", "1234", "fi", "cafes", "family", "die"]
)
leaves: st.SearchStrategy[Leaf] = st.one_of(
    st.builds(Word, asked),
    st.builds(Phrase, asked),
    st.builds(Near, asked, asked, st.integers(0, 3)),
    st.builds(Prefix, asked),
    st.builds(Typo, asked),
)


@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "  ", "\n", "", "\t"]))),
    st.lists(leaves, min_size=1, max_size=3),
)
@settings(max_examples=400, deadline=None)
def test_the_quick_way_marks_what_the_slow_way_marks(
    cut: list[tuple[str, str]], asked: list[Leaf]
) -> None:
    """Whatever stands in pieces, across white space, or in letters that fold to more or fewer."""
    text = "".join(piece + gap for piece, gap in cut)
    query = All(tuple(asked))
    spans = {
        (token.start, token.end) for leaf in clues(query) for token in slowly_marked(text, leaf)
    }
    shown, at = "", 0
    for start, end in longest_first(spans):
        shown += f"{text[at:start]}<{text[start:end]}>"
        at = end
    found = html.unescape(snippet(text, query, length=10**6).html)
    found = found.replace("<mark>", "<").replace("</mark>", ">")
    assert bare(found) == bare(shown + text[at:])


def bare(shown: str) -> str:
    """Without white space, and the dots that part cells."""
    return re.sub(r"[\s·]+", "", shown)


@given(st.text("aeiouybdgilnst", min_size=1, max_size=9))
def test_a_stem_begins_as_the_word_does(word: str) -> None:
    """With two letters, but for very short stems and `die`: what `Words.having` goes by."""
    root = stem(word)
    alike = 2 if len(root) > 2 and not root.endswith("ie") else 1
    assert root[:alike] == word[:alike]
