"""How tantivy is handed our words (`indexer.analysis`): cut by us, so that it cuts at spaces only.

A place of `analysis` takes two slots. The first holds the word, the second the reference that begins
there (`46/18`), or nothing (`GAP`, which tantivy counts and drops). So a phrase is words at even slots
and references at odd ones. Passages lie so far apart that nothing near crosses. Other compounds
(`covid-19`) are in no phrase, but in parts; as wholes they stand at the end, for `covid-1*`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.analysis import Token, is_reference, open_stroke, stem, tokens
from indexer.query import FARTHEST

GAP = "."
"""An empty slot. No word of `analysis` is a full stop."""

_APART = f" {GAP}" * (2 * FARTHEST + 2) + " "
_REMEMBERED = 200_000
_LONGEST = 40
"""Letters of a chunk that is remembered: longer ones are rare."""


class Slots(NamedTuple):
    """Words in their slots; their stems in the same ones; compounds, which have none."""

    words: str
    stems: str
    compounds: str


def in_slots(texts: Sequence[str]) -> tuple[str, str]:
    """The words of these passages, and their stems: what is handed to tantivy."""
    found = [_slots(text) for text in texts]
    compounds = " ".join(filter(None, (one.compounds for one in found)))
    words = _APART.join(one.words for one in found)
    return (
        f"{words}{_APART}{compounds}" if compounds else words,
        _APART.join(one.stems for one in found),
    )


class _Chunks(dict[str, Slots | None]):
    """What each run of letters between spaces comes to; None if a number may go on past the space.

    Papers repeat their words: looking them up costs a tenth of cutting them anew.
    """

    def __missing__(self, chunk: str) -> Slots | None:
        found = None if open_stroke(chunk) else _of_tokens(tokens(chunk))
        if len(self) > _REMEMBERED:
            self.clear()
        if len(chunk) <= _LONGEST:
            self[chunk] = found
        return found


_CHUNKS = _Chunks()


def _slots(text: str) -> Slots:
    found = [_CHUNKS[chunk] for chunk in text.split()]
    if None in found:
        return _of_tokens(tokens(text))
    whole = [one for one in found if one]
    return Slots(
        " ".join([one[0] for one in whole]),
        " ".join([one[1] for one in whole]),
        " ".join([one[2] for one in whole if one[2]]),
    )


def _of_tokens(found: Iterable[Token]) -> Slots:
    words: dict[int, str] = {}
    references: dict[int, str] = {}
    compounds: list[str] = []
    for token in found:
        if not ("/" in token.word or "-" in token.word):
            words[token.position] = token.word
        elif is_reference(token.word):
            references[token.position] = token.word
        else:
            compounds.append(token.word)
    second = {place: references.get(place, GAP) for place in words}
    return Slots(
        " ".join(f"{word} {second[place]}" for place, word in words.items()),
        " ".join(f"{stem(word)} {second[place]}" for place, word in words.items()),
        " ".join(compounds),
    )
