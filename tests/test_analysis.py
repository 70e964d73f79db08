"""How text becomes index words: the table of cases, and what holds for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import (
    LONGEST_WORD,
    _all_tokens,
    _compounds,
    close_words,
    one_edit,
    query_words,
    stem,
    tokens,
    whole_word,
)


def placed(text: str) -> list[tuple[str, int]]:
    """Words with their positions."""
    return [(token.word, token.position) for token in tokens(text)]


def plain(text: str) -> str:
    """Words in order, parted by spaces."""
    return " ".join(token.word for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Education and Children's Services", "education and childrens services"),
        ("Children’s Childrens CHILDREN‘S", "childrens childrens childrens"),
        ("members’ 'quoted' ‘quoted’ O’Brien’s", "members quoted quoted obriens"),
        ("St. Mary's", "st marys"),
        ("Café cafe\u0301 naïve Bürgerhaus Łódź Søren", "cafe cafe naive burgerhaus lodz soren"),
        ("oﬃcers ﬁnd ＦＵＬＬ Straße", "officers find full strasse"),
        ("£4,062,295. £1,000.50", "4062295 1000.50"),
        ("£4.1m 4.1 4.1 million", "4.1m 4.1 4.1 million"),
        ("1,2019 1234,567 12,34", "1 2019 1234 567 12 34"),
        ("3.5% 10.30am 7.2.1 No.5 2019.The", "3.5 10.30am 7.2.1 no 5 2019 the"),
        ("the snake_case and & — …", "the snake case and"),
        ("budget¹ km² CO₂", "budget km co2"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("İstanbul", "istanbul"),
        ("", ""),
        ("'", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    """Case, accents, apostrophes, ligatures and the marks inside numbers make no difference."""
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("COVID-19", [("covid-19", 0), ("covid", 0), ("19", 1)]),
        ("Covid\u201119", [("covid-19", 0), ("covid", 0), ("19", 1)]),
        ("46/18", [("46/18", 0), ("46", 0), ("18", 1)]),
        ("24/00093", [("24/00093", 0), ("24", 0), ("00093", 1)]),
        ("89 /21", [("89/21", 0), ("89", 0), ("21", 1)]),
        ("89/ 21 x", [("89/21", 0), ("89", 0), ("21", 1), ("x", 2)]),
        ("and / or", [("and", 0), ("or", 1)]),
        ("46\t/18", [("46", 0), ("18", 1)]),
        ("46\n/18", [("46", 0), ("18", 1)]),
        ("a - b", [("a", 0), ("b", 1)]),
        ("½", [("1/2", 0), ("1", 0), ("2", 1)]),
        (
            "2019/20-2021/22",
            [
                ("2019/20-2021/22", 0),
                *[("2019/20", 0), ("2019", 0), ("20", 1)],
                *[("2021/22", 2), ("2021", 2), ("22", 3)],
            ],
        ),
        ("a/b/c/d/e/f/g/h/i", [(letter, at) for at, letter in enumerate("abcdefghi")]),
    ],
)
def test_compounds_stand_whole_and_in_parts(text: str, words: list[tuple[str, int]]) -> None:
    """The whole at the place of its first part; only numbers may have spaces about the slash."""
    assert placed(text) == words


PIECES = [
    *(
        "ab",
        "1",
        "2/",
        "/3",
        "12/",
        "/",
        "a-b",
        "1,2",
        "é",
        "e\u0301",
        "a’b",
        "a`b",
        "\u00ad/1",
        "½",
    ),
    *("ﬁ", "(ab).", "£1.5m", "\u200b", "²", "\u00a0", "¨", "İß"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3) | st.sampled_from(" \n\t\x1c\u2007")))
def test_cutting_piece_by_piece_is_cutting_the_whole(pieces: list[str]) -> None:
    """What is remembered of pieces gives the very words, spans and places."""
    for gap in ("", " ", "  "):
        text = gap.join(pieces)
        assert tokens(text) == [t for groups in _compounds(text) for t in _all_tokens(groups)]


def test_offsets_are_those_of_the_text_as_given() -> None:
    """Also where folding makes a text longer or shorter."""
    text = "ﬃ ½ cafe\u0301s, Children’s Straße soft\u00adhyphen 89 /21 £4,062,295m"
    cut = {token.word: text[token.start : token.end] for token in tokens(text)}
    assert cut["ffi"] == "ﬃ"
    assert cut["1/2"] == "½"
    assert cut["cafes"] == "cafe\u0301s"
    assert cut["childrens"] == "Children’s"
    assert cut["strasse"] == "Straße"
    assert cut["softhyphen"] == "soft\u00adhyphen"
    assert (cut["89/21"], cut["89"], cut["21"]) == ("89 /21", "89", "21")
    assert cut["4062295m"] == "4,062,295m"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("46/18", [("46/18", 0)]),
        ("minute 46/18 refers", [("minute", 0), ("46/18", 1), ("refers", 3)]),
        ("89 /21", [("89/21", 0)]),
        ("77/21a", [("77/21a", 0)]),
        ("12/05/2019", [("12/05/2019", 0)]),
        ("Covid-19", [("covid", 0), ("19", 1)]),
        ("24/00093/FUL", [("24", 0), ("00093", 1), ("ful", 2)]),
        ("2019/20-2021/22", [("2019/20", 0), ("2021/22", 2)]),
        ("Children’s", [("childrens", 0)]),
        ("£4.1m", [("4.1m", 0)]),
        ("?!", []),
    ],
)
def test_what_is_typed_becomes_words_in_a_row(typed: str, wanted: list[tuple[str, int]]) -> None:
    """Numbers with slashes stay whole; other compounds are looked for in parts."""
    assert [(token.word, token.position) for token in query_words(typed)] == wanted


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("COVID-1", "covid-1"),
        ("46/1", "46/1"),
        ("children’", "children"),
        ("O'Br", "obr"),
        ("St.Mar", "mar"),
        ("/", ""),
    ],
)
def test_a_word_with_a_mark_is_one_word(typed: str, word: str) -> None:
    """For `word*` and `word~`: compounds whole, of several words the last."""
    assert whole_word(typed) == word


def test_forms_of_a_word_share_a_stem() -> None:
    """English forms do; words with digits are left alone."""
    assert stem("families") == stem("family")
    assert stem("childrens") == stem("children")
    assert stem("marys") == stem("mary")
    assert [stem(word) for word in ("4.1ms", "46/18", "covid-19s")] == [
        "4.1ms",
        "46/18",
        "covid-19s",
    ]


@given(st.text())
def test_any_text_is_cut_within_its_bounds(text: str) -> None:
    """Spans are in order and not empty, positions rise by one, and words are folded already."""
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
    positions = [token.position for token in found]
    assert sorted(set(positions)) == list(range(len(set(positions))))
    assert all(0 < len(token.word) <= LONGEST_WORD for token in found)


@given(st.text(st.sampled_from("aé’'-/ .,19\u0301£½ﬁ²\n\t\u00ad")))
def test_what_stands_in_a_text_is_found_by_typing_it(text: str) -> None:
    """The words that a text asks for are words that it has, at those places."""
    assert {(w.word, w.position) for w in query_words(text)} <= set(placed(text))


@given(st.text(st.sampled_from("aéüö ç’-/19")))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    """NFC and NFD give the same words."""
    assert placed(unicodedata.normalize("NFC", text)) == placed(unicodedata.normalize("NFD", text))


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_edit_is_an_edit_distance_of_at_most_one(first: str, second: str) -> None:
    """The quick test and the table agree; both are symmetrical."""
    assert one_edit(first, second) == (edits(first, second) <= 1)
    assert edits(first, second) == edits(second, first)


def test_edits_are_counted() -> None:
    """Changes, additions, omissions and swaps count one each."""
    assert edits("safeguarding", "safegaurding") == 1
    assert edits("adoption", "option") == 2
    assert edits("", "abc") == 3


def test_close_words_are_one_edit_off_or_else_two() -> None:
    """Two only for words of five letters and more, with the same first letter; none for numbers."""
    lexicon = ["housing", "hosing", "horsing", "nursing", "46/18", "covid-19"]
    assert close_words("hoising", lexicon) == {"housing", "hosing"} | {"horsing"}
    assert close_words("hoosigng", ["housing", "choosing"]) == {"housing"}
    assert close_words("hxyz", ["housing", "hat"]) == set()
    assert close_words("46/19", lexicon) == set()
    assert close_words("covid19", lexicon) == {"covid-19"}
    assert close_words("housing", ["housing"]) == set()


def test_junk_from_broken_files_is_quick_and_bounded() -> None:
    """A million characters without a space make few and short words."""
    for junk in (
        "a" * 10**6,
        "1," * 10**5,
        "1.1" * 10**5,
        "a/" * 10**5,
        "'" * 10**5,
        "1,111" * 10**5,
    ):
        assert all(len(token.word) <= LONGEST_WORD for token in tokens(junk))


def edits(first: str, second: str) -> int:
    """Letters to change, add, leave out or swap between two words (no part is edited twice)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
