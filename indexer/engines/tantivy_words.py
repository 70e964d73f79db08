"""How tantivy is handed our words (`indexer.analysis`): cut by us, so that it cuts at spaces only.

A place of `analysis` takes two slots. The first holds the word, the second the reference that begins
there (`46/18`), or nothing (`GAP`, which tantivy counts and drops). So a phrase is words at even slots
and references at odd ones. Passages lie so far apart that nothing near crosses. Other compounds
(`covid-19`) are in no phrase, but in parts; as wholes they stand at the end, for `covid-1*`.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.analysis import Token, is_reference, open_stroke, stem, tokens
from indexer.query import FARTHEST

GAP = "."
"""An empty slot. No word of `analysis` is a full stop."""

_APART = f" {GAP}" * (2 * FARTHEST + 2) + " "
_WHOLE = "/"
"""Says that the text must be cut as a whole: a number may go on past the space (`89 /21`), or a chunk
is too long to be remembered. No slot holds a mere stroke.
"""
_BESIDE = ".,;:()!?£%'\"‘’“”–—…"
"""What may stand beside a word and is no part of it."""
_CHUNK = re.compile(r"\S+")
_REMEMBERED = 200_000
_LONGEST = 100


class Slots(NamedTuple):
    """Words in their slots; their stems in the same ones; compounds, which have none."""

    words: str
    stems: str
    compounds: str


def slots(text: str) -> Slots:
    """A text in slots."""
    chunks = _plainer(text).split()
    with _TURN:
        if len(_WORDS) > _REMEMBERED:
            for known in (_WORDS, _STEMS, _COMPOUNDS):
                known.clear()
        words = " ".join(map(_WORDS.__getitem__, chunks))
        if "/" in words and f" {_WHOLE} " in f" {words} ":
            return _joined(map(_cut, _parts(text)))
        stems = " ".join(map(_STEMS.__getitem__, chunks))
        if _COMPOUNDS.keys().isdisjoint(chunks):
            return Slots(words, stems, "")
        return Slots(words, stems, " ".join(filter(None, map(_COMPOUNDS.get, chunks))))


def _cut(part: str) -> Slots:
    words = _WORDS[part]
    if words == _WHOLE:
        return _of_tokens(tokens(part))
    return Slots(words, _STEMS[part], _COMPOUNDS.get(part, ""))


def _parts(text: str) -> Iterator[str]:
    """The text cut between chunks, but not beside one from which a number may go on past the space."""
    begin, before_is_open = 0, False
    for chunk in _CHUNK.finditer(text):
        is_open = _WORDS[chunk[0]] == _WHOLE
        if chunk.start() and not is_open and not before_is_open:
            yield text[begin : chunk.start()].strip()
            begin = chunk.start()
        before_is_open = is_open
    yield text[begin:].strip()


def _joined(parts: Iterable[Slots]) -> Slots:
    words, stems, compounds = (" ".join(filter(None, each)) for each in zip(*parts, strict=True))
    return Slots(words, stems, compounds)


def _plainer(text: str) -> str:
    """The same words in fewer different chunks. Two spaces, since a number goes on past a single one."""
    return text.lower().replace(", ", "  ").replace(". ", "  ")


def in_a_field(passages: Sequence[Slots]) -> tuple[str, str]:
    """Passages one after the other, too far apart to be near: what is handed to tantivy."""
    compounds = " ".join(filter(None, (one.compounds for one in passages)))
    words = _APART.join([one.words for one in passages])
    return (
        f"{words}{_APART}{compounds}" if compounds else words,
        _APART.join([one.stems for one in passages]),
    )


class _Chunks(dict[str, str]):
    """The words of each run of letters between spaces, in slots.

    Papers repeat their words: to look a chunk up costs a tenth of cutting it anew.
    """

    def __missing__(self, chunk: str) -> str:
        word = chunk.strip(_BESIDE)
        if len(chunk) > _LONGEST or open_stroke(chunk):
            return _WHOLE
        if word.isascii() and word.isalnum():  # as most are: this is only quicker
            found = Slots(f"{word.lower()} {GAP}", f"{stem(word.lower())} {GAP}", "")
        else:
            found = _of_tokens(tokens(chunk))
        self[chunk], _STEMS[chunk] = found.words, found.stems
        if found.compounds:
            _COMPOUNDS[chunk] = found.compounds
        return found.words


_WORDS = _Chunks()
_STEMS: dict[str, str] = {}
_COMPOUNDS: dict[str, str] = {}
_TURN = threading.Lock()


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
