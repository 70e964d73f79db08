"""Finds words in a passage without cutting all of it: what snippets are quick by.

A text is taken in pieces, parted by white space; nearly all of them are cut alike wherever they
stand (`indexer.analysis.piece`), so what each has is remembered, and only pieces that may have a
wanted word are looked for in the text. What is found is exactly what `tokens` gives.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count
from operator import add

from indexer.analysis import LONG_PIECE, LONGEST_PIECE, PIECE, Token, piece, tokens

_MOST = 50_000
"""Pieces remembered, some 15 MB."""

Place = tuple[int, Token]
"""Where a piece begins in the text, and a word of it, whose span and position count from there."""


class _Known:
    """Pieces met so far, by what is in them."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        """For each of them, how many places it takes."""
        self.by_beginning: dict[str, set[str]] = defaultdict(set)
        self.joined: set[str] = set()
        """Those that are not cut alike everywhere."""

    def learn(self, texts: set[str]) -> None:
        """Take them in."""
        for text in texts.difference(self.places):
            words, places, alone = piece(text) if len(text) <= LONGEST_PIECE else LONG_PIECE
            if not alone:
                self.joined.add(text)
            for token in words:
                self.by_beginning[token.word[:1]].add(text)
                self.by_beginning[token.word[:2]].add(text)
            self.places[text] = places  # last, for another thread may be asking


_known = _Known()


def _learnt(texts: set[str]) -> _Known:
    """What is known, these pieces included; now and then all is forgotten."""
    global _known
    if len(_known.places) > _MOST:
        _known = _Known()
    known = _known
    known.learn(texts)
    return known


class Words:
    """The words of a text, to be asked for."""

    def __init__(self, text: str) -> None:
        """Of this text."""
        self._text, self._row = text, text.split()
        self._pieces = set(self._row)
        self._known = _learnt(self._pieces)
        self._whole = not self._pieces.isdisjoint(self._known.joined)
        self._having: dict[tuple[str, Callable[[str], str]], Sequence[Place]] = {}

    def having(self, word: str, form: Callable[[str], str]) -> Sequence[Place]:
        """The words of this form: a stem, or the word as it is."""
        asked = word, form
        if asked not in self._having:
            # Stems begin with two letters of the word, but for "die" of "dying" and very short ones.
            alike = 2 if form is str or (len(word) > 2 and not word.endswith("ie")) else 1
            self._having[asked] = self.that(lambda other: form(other) == word, word[:alike])
        return self._having[asked]

    def that(self, fits: Callable[[str], bool], beginning: str = "") -> Sequence[Place]:
        """The words that fit, all of which begin so (with at most two letters)."""
        if self._whole:
            return [(0, token) for token in self._tokens if fits(token.word)]
        among = self._pieces
        if beginning:
            among = among & self._known.by_beginning.get(beginning, set())
        return [
            (start, token)
            for text in among
            for token in piece(text).words
            if fits(token.word)
            for start in self._starts(text)
        ]

    def position(self, start: int, token: Token) -> int:
        """The place of a word in the text, as `tokens` counts them."""
        return token.position + (0 if self._whole else self._places[start])

    @cached_property
    def _tokens(self) -> Sequence[Token]:
        return tokens(self._text)

    @cached_property
    def _places(self) -> dict[int, int]:
        """For each piece, by its beginning, the places before it."""
        starts: Iterable[int]
        ends = list(accumulate(map(len, self._row), initial=0))
        if ends[-1] + len(self._row) - 1 == len(self._text) == len(self._text.strip()):
            starts = map(add, ends, count())  # every space is a single one
        else:
            starts = (match.start() for match in PIECE.finditer(self._text))
        places = accumulate(map(self._known.places.__getitem__, self._row), initial=0)
        return dict(zip(starts, places, strict=False))

    def _starts(self, text: str) -> Iterator[int]:
        """Where a piece stands."""
        whole = self._text
        at = whole.find(text)
        while at >= 0:
            end = at + len(text)
            before, after = whole[at - 1 : at] or " ", whole[end : end + 1] or " "
            if before.isspace() and after.isspace():
                yield at
            at = whole.find(text, end)
