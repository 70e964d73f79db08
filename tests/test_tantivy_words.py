"""Words in slots are the words of `indexer.analysis`, place by place."""

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import is_reference, stem, tokens
from indexer.engines.tantivy_words import GAP, in_a_field, slots
from indexer.query import FARTHEST

_PIECES = (
    *("46/18", "89 /21", "89/ 21", "89 / 21", "/", "COVID-19", "a-46/18", "46/18-a", "and/or", "½"),
    *("3\u200b /4", "5²", "children’s", "£4,062,295", "£4.1m", "St.", "\xa0", "\u2028", "-", "é"),
    *("01/04/2019", "1/2/3/4/5/6/7/8/9", "x" * 300, "Board", ".", "\x1f", "⁄", "2019⁄20", "١/٢"),
)
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=12).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda between: between.join(pieces))
)


def slotted(text: str) -> tuple[list[tuple[str, int]], set[str]]:
    """The words that stand in slots, with their places, and the compounds behind them."""
    words, stems = (each.split() for each in in_a_field([slots(text)]))
    found, behind = words[: len(stems)], words[len(stems) :]
    assert [stem(word) for word in found] == stems
    held = [(word, slot // 2) for slot, word in enumerate(found) if word != GAP]
    assert all(slot % 2 == is_reference(word) for slot, word in enumerate(found) if word != GAP)
    return held, {word for word in behind if word != GAP}


@given(texts)
@example("89 /21")
@example("on 89 / 21 and 7/ 8 /9, / 10 or")
@example("89, /21. /22 İSTANBUL ΣΑΣ")
@example("see 3\u200b /4 and 5 /6")
def test_slots_hold_the_words_of_the_analysis(text: str) -> None:
    """Each at its place, references at the place of their first number, compounds apart."""
    found, compounds = slotted(text)
    wanted = {(token.word, token.position) for token in tokens(text)}
    whole = {word for word, _ in wanted if ("-" in word or "/" in word) and not is_reference(word)}
    assert set(found) == {(word, place) for word, place in wanted if word not in whole}
    assert compounds == whole


def test_passages_lie_too_far_apart_to_be_near() -> None:
    """Between the last word of one and the first of the next are more places than may be asked."""
    words, _ = in_a_field([slots("one two"), slots("three")])
    held = words.split()
    assert held.index("three") - held.index("two") > 2 * (FARTHEST + 1)
