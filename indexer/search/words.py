"""Finds words in a passage without cutting all of it: what snippets are quick by.

A text is taken in pieces, parted by white space; nearly all of them are cut alike wherever they
stand (`indexer.analysis.piece`). A word of plain letters stands in the text as it is, so only pieces are
cut that have its beginning. What is found is exactly what `tokens` gives.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from indexer.analysis import (
    LONG_PIECE,
    LONGEST_PIECE,
    PIECE,
    Piece,
    Token,
    open_stroke,
    piece,
    tokens,
)

_MAY_END = re.compile(r"[\d\u0080-\U0010ffff][ \xa0]?$")
_MAY_BEGIN = re.compile(r"[ \xa0]?[\d\u0080-\U0010ffff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\s]")
_LONG = re.compile(rf"\S{{{LONGEST_PIECE + 1}}}")
_WINDOW = LONGEST_PIECE // 2

Place = tuple[int, Token]
"""Where a piece begins in the text, and a word of it, whose span and position count from there."""


class Words:
    """The words of a text, to be asked for."""

    def __init__(self, text: str) -> None:
        """Of this text."""
        self._text = text
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
        pieces: Iterable[tuple[int, Piece]]
        if beginning.isascii() and beginning.isalpha():
            pieces = [(start, self._piece_at(start)) for start in self._starting(beginning)]
        else:
            pieces = ((m.start(), _cut(m[0])) for m in PIECE.finditer(self._text))
        return [(start, token) for start, cut in pieces for token in cut.words if fits(token.word)]

    def rows(
        self, wanted: Sequence[tuple[str, int]], form: Callable[[str], str]
    ) -> Iterator[Sequence[Place]]:
        """Where words of these forms stand in a row, each so many places after the first."""
        if not all(self.having(word, form) for word, _ in wanted):
            return
        (first, _), (_, last) = wanted[0], wanted[-1]
        for start, token in self.having(first, form):
            end = self.position(start, token) + last if self._whole else token.position + last
            held = {
                (form(word.word), at - end + last): (place, word)
                for at, place, word in self._until(start, token, end)
            }
            row = [held[each] for each in wanted if each in held]
            if len(row) == len(wanted):
                yield row

    def _until(self, start: int, token: Token, end: int) -> Iterator[tuple[int, int, Token]]:
        """The words from this one to a place, with their own places; counted from this one's piece."""
        if self._whole:
            here = bisect_left(self._tokens, token.position, key=lambda word: word.position)
            for word in islice(self._tokens, here, None):
                if word.position > end:
                    return
                yield word.position, 0, word
            return
        before = 0
        for match in PIECE.finditer(self._text, start):
            if before > end:
                return
            cut = _cut(match[0])
            yield from ((before + word.position, match.start(), word) for word in cut.words)
            before += cut.places

    def position(self, start: int, token: Token) -> int:
        """The place of a word in the text, as `tokens` counts them."""
        return token.position + (0 if self._whole else self._places[start])

    @cached_property
    def _tokens(self) -> Sequence[Token]:
        return tokens(self._text)

    @cached_property
    def _whole(self) -> bool:
        """Whether the text has to be cut in one, since a piece of it may depend on what is beside it."""
        text = self._text
        if self._has_open_stroke():
            return True
        if len(self._lower) != len(text) or (self._may_be_long() and _LONG.search(text)):
            return True
        return not all(self._piece_at(start).alone for start in self._beyond_ascii)

    def _has_open_stroke(self) -> bool:
        """Whether a number may go on past a space, as in `89 /21`; what is not ASCII may fold to one."""
        text, at = self._text, self._text.find("/")
        while at >= 0:
            before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
            if (" " in before or " " in after or not (before + after).isascii()) and (
                _MAY_END.search(before) and _MAY_BEGIN.match(after)
            ):
                return True
            at = text.find("/", at + 1)
        return False

    def _may_be_long(self) -> bool:
        """False if no piece can be too long to be remembered: this is quick to tell."""
        windows = range(0, len(self._text) - _WINDOW, _WINDOW)
        return any(" " not in self._text[at : at + _WINDOW] for at in windows)

    @cached_property
    def _lower(self) -> str:
        return self._text.lower().replace("`", "'")

    @cached_property
    def _beyond_ascii(self) -> Sequence[int]:
        """The pieces that have more than ASCII: what they fold to need not stand in the text."""
        if self._text.isascii():
            return ()
        found = _BEYOND_ASCII.finditer(self._text)
        return list(dict.fromkeys(self._start(match.start()) for match in found))

    @cached_property
    def _places(self) -> dict[int, int]:
        """For each piece, by its beginning, the places before it."""
        places, before = {}, 0
        for match in PIECE.finditer(self._text):
            places[match.start()] = before
            before += _cut(match[0]).places
        return places

    def _starting(self, beginning: str) -> Iterator[int]:
        """The pieces that may have a word that begins so, each once."""
        seen = set(self._beyond_ascii)
        yield from self._beyond_ascii
        # Within a word an apostrophe counts for nothing: O'Brien is found by "ob".
        for letters in (beginning, "'".join(beginning)) if len(beginning) > 1 else (beginning,):
            at = self._lower.find(letters)
            while at >= 0:
                if (not at or not self._lower[at - 1].isalnum()) and (
                    start := self._start(at)
                ) not in seen:
                    seen.add(start)
                    yield start
                at = self._lower.find(letters, at + 1)

    def _start(self, at: int) -> int:
        """Where the piece begins that has this character."""
        while at and not self._text[at - 1].isspace():
            at -= 1
        return at

    def _piece_at(self, start: int) -> Piece:
        match = PIECE.match(self._text, start)
        return _cut(match[0]) if match and len(match[0]) <= LONGEST_PIECE else LONG_PIECE


def _cut(text: str) -> Piece:
    """A piece of a text in which no number goes on past a space."""
    found = piece(text)
    if found.alone or not open_stroke(text):
        return found
    words = tuple(tokens(text))
    return Piece(words, words[-1].position + 1 if words else 0, True)
