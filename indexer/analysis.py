"""How text becomes index words: one rule for every engine, for queries, and for marking hits.

A text is a row of places. An ordinary word takes one place. What is printed in one piece with
hyphens or slashes (`COVID-19`, `46/18`) takes a place for each part, and the whole stands at the
place of its first part: so "covid 19" is found in `COVID-19`, and `46/18` is found as such.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

ANALYSIS_VERSION = 2
"""Raised with every change of how words are cut, folded or stemmed; an index of another is built anew."""

LONGEST_WORD = 200
"""Letters of a word that count; what follows (a run of junk from a broken file) is left out."""

MOST_PARTS = 8
"""A chain of more parts than this (an address, a path) is known by its parts only."""


class Token(NamedTuple):
    """An index word, and where it stands: `text[start:end]` of the text as given.

    `position` counts places from 0.
    """

    word: str
    start: int
    end: int
    position: int


def tokens(text: str) -> list[Token]:
    """All words of a text in order, compounds whole and in parts. No stop words are left out."""
    found: list[Token] = []
    position = 0
    for match in PIECE.finditer(text):
        words, places, alone = piece(match[0]) if len(match[0]) <= LONGEST_PIECE else LONG_PIECE
        if not alone:
            return _tokens(text)
        start = match.start()
        for word, first, last, at in words:
            found.append(_TOKEN(Token, (word, start + first, start + last, position + at)))
        position += places
    return found


class Piece(NamedTuple):
    """What stands between white space: its words, their places counted from its beginning."""

    words: tuple[Token, ...]
    places: int
    alone: bool
    """Whether it is cut so in any text, whatever stands beside it."""


@lru_cache(maxsize=50_000)
def piece(text: str) -> Piece:
    """Text without white space, of at most `LONGEST_PIECE` characters, cut into words."""
    bare = text.strip(".,;:()!?£")
    if bare.isascii() and bare.isalnum():  # as most are: this is only quicker
        first = text.index(bare)
        return Piece((Token(bare.lower(), first, first + len(bare), 0),), 1, True)
    if open_stroke(text):
        return LONG_PIECE
    groups = list(_compounds(text))
    words = tuple(token for group in groups for token in _all_tokens(group))
    return Piece(words, sum(len(parts) for group in groups for parts in group), True)


LONGEST_PIECE = 200
"""Characters of a piece that is worth remembering."""
PIECE = re.compile(r"\S+")
LONG_PIECE = Piece((), 0, False)
"""What stands for one that is longer, or has to be seen beside others."""
_TOKEN = tuple.__new__  # twice as fast as Token(), and texts have many


def _tokens(text: str) -> list[Token]:
    return [token for groups in _compounds(text) for token in _all_tokens(groups)]


def query_words(text: str) -> list[Token]:
    """What is looked for when somebody types this: words that must stand at these places in a row.

    Numbers with slashes (minute references, years, decision numbers) are one word, so that `46/18`
    never finds "46 18". Other compounds are looked for in parts, so that `covid-19` finds
    "COVID 19" too. Empty if there is no letter or digit in it.
    """
    return [token for groups in _compounds(text) for token in _query_tokens(groups)]


def is_reference(word: str) -> bool:
    """Whether this index word is numbers joined by strokes (`46/18`), looked for in one piece."""
    return "/" in word and all(map(_NUMBER.fullmatch, word.split("/")))


def open_stroke(chunk: str) -> bool:
    """Whether numbers in text without spaces may go on past the space before or after it (`89 /21`)."""
    return "/" in (folded := _folded(chunk)[0].strip()) and bool(_OPEN.search(folded))


_OPEN = re.compile(r"(?:^|\d[ \xa0]?)/$|^/(?:[ \xa0]?\d|$)")


def whole_word(text: str) -> str:
    """The one index word that this is: for `word*` and `word~`.

    A compound is taken whole, and of several words the last. Empty if there is none.
    """
    word = ""
    for groups in _compounds(text):
        parts = [part for group in groups for part in group]
        word = _joined(groups) if len(parts) <= MOST_PARTS else parts[-1].word
    return word


def width(text: str) -> int:
    """Places that a word takes (compounds take more than one)."""
    return max((token.position + 1 for token in tokens(text)), default=0)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem that forms of an English word share (Snowball); words with digits are left alone."""
    return word if any(map(str.isdigit, word)) else _STEMMERS.english(word)


def one_edit(first: str, second: str) -> bool:
    """Whether at most one letter is changed, added, left out, or swapped with its neighbour."""
    if abs(len(first) - len(second)) > 1:
        return False
    same = 0
    while same < min(len(first), len(second)) and first[same] == second[same]:
        same += 1
    a, b = first[same:], second[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


def close_words(word: str, lexicon: Iterable[str]) -> set[str]:
    """Words that somebody may have meant by `word`, for "did you mean".

    One edit off; where there are none and the word is long enough to tell (seven letters), two edits
    off with the same first letter. Numbers are meant as they are typed: for them there are none.
    """
    if not any(map(str.isalpha, word)):
        return set()
    words = list(lexicon)
    close = {*within_edits(word, words, 1)} - {word}
    if not close and len(word) > 6:
        begun = [other for other in words if other.startswith(word[0])]
        close = {*within_edits(word, begun, 2)} - {word}
    return {other for other in close if any(map(str.isalpha, other))}


def within_edits(word: str, lexicon: Sequence[str], most: int) -> list[str]:
    """Those words that are at most so many letters off: changed, added, left out, or swapped.

    No part of a word is edited twice.
    """
    from rapidfuzz import process  # here, since few queries need it and it takes 20 ms to load
    from rapidfuzz.distance import OSA

    near = process.extract(word, lexicon, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [other for other, _, _ in near]


# --- folding ----------------------------------------------------------------------------------

UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Signs without a shape: hyphens and joints that only help to lay out, turns of the direction of writing."""
_FRACTION = "\u2044"
_SPECIAL = {
    **dict.fromkeys("'‘’‛ʹʻʼˈ′´`＇", "'"),
    **dict.fromkeys("-‐‑‒–−﹣－", "-"),
    **dict.fromkeys("/⁄∕／", "/"),
    # A raised figure is a footnote's sign far more often than a square.
    **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "),
    **dict.fromkeys(UNSEEN, ""),
    **{"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"},
    **{"đ": "d", "Đ": "d", "ı": "i"},
}


def _fold(char: str) -> str:
    """A letter without accents and case, compatible forms made plain; marks alone are nothing."""
    if char in _SPECIAL:
        return _SPECIAL[char]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    if _FRACTION in plain:  # ½ is a word of its own, also right after a number
        plain = f" {plain} "
    return "".join(_SPECIAL.get(c, c) for c in plain if not unicodedata.combining(c))


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDS = _Folds()


def _folded(text: str) -> tuple[str, Callable[[int, int], tuple[int, int]]]:
    """The text folded, and what turns a span of it into the span of `text` that it came from."""
    if text.isascii():
        return text.lower().replace("`", "'"), _same
    if all(len(_FOLDS[ord(char)]) == 1 for char in set(text)):
        return text.translate(_FOLDS), _same
    pieces = [_FOLDS[ord(char)] for char in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    origin.append(len(text))

    def span(start: int, end: int) -> tuple[int, int]:
        return origin[start], max(origin[end], origin[end - 1] + 1)

    return "".join(pieces), span


def _same(start: int, end: int) -> tuple[int, int]:
    return start, end


# --- splitting --------------------------------------------------------------------------------

_PART = (
    r"(?=[^\W_])"
    # 4,062,295 and 4.1 keep their marks inside, also before a unit (4.1m)
    r"(?:\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)*|\d+(?:\.\d+)+)?"
    r"[^\W_]*(?:'[^\W_]+)*"
)
_PARTS = re.compile(_PART)
_COMPOUND = re.compile(rf"{_PART}(?:[-/]{_PART}|(?<=\d)[ \xa0]?/[ \xa0]?(?=\d){_PART})*")
_NUMBER = re.compile(r"[\d.]+[a-z]?")

_Groups = list[list[Token]]
"""The parts of one compound: groups parted by hyphens, of parts parted by slashes."""


def _compounds(text: str) -> Iterator[_Groups]:
    folded, span = _folded(text)
    position = 0
    for match in _COMPOUND.finditer(folded):
        word = match[0]
        if word.isalnum():
            groups = [[Token(word[:LONGEST_WORD], *span(*match.span()), position)]]
            position += 1
        else:
            groups = _split(folded, match, span, position)
            position += sum(map(len, groups))
        yield groups


def _split(
    folded: str,
    match: re.Match[str],
    span: Callable[[int, int], tuple[int, int]],
    position: int,
) -> _Groups:
    groups: _Groups = [[]]
    end = match.start()
    for part in _PARTS.finditer(folded, *match.span()):
        if "-" in folded[end : part.start()]:
            groups.append([])
        word = part[0].replace("'", "").replace(",", "")[:LONGEST_WORD]
        groups[-1].append(Token(word, *span(*part.span()), position))
        position, end = position + 1, part.end()
    return groups


def _joined(groups: _Groups) -> str:
    return "-".join("/".join(part.word for part in group) for group in groups)


def _whole(groups: _Groups) -> Iterator[Token]:
    """The compound in one piece, if it is one."""
    if 1 < sum(map(len, groups)) <= MOST_PARTS:
        first, last = groups[0][0], groups[-1][-1]
        yield Token(_joined(groups)[:LONGEST_WORD], first.start, last.end, first.position)


def _all_tokens(groups: _Groups) -> Iterator[Token]:
    if len(groups) > 1:
        yield from _whole(groups)
    for group in groups:
        yield from _whole([group])
        yield from group


def _query_tokens(groups: _Groups) -> Iterator[Token]:
    for group in groups:
        numbers = all(_NUMBER.fullmatch(part.word) for part in group)
        yield from (numbers and list(_whole([group]))) or group


class _Stemmers(threading.local):
    """A stemmer for each thread: one is not to be shared."""

    def __init__(self) -> None:
        self.english: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord


_STEMMERS = _Stemmers()
