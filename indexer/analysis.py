"""How text becomes index words: one rule for every engine, for queries, and for marking hits.

A text is a row of places. An ordinary word takes one place. What is printed in one piece with
hyphens or slashes (`COVID-19`, `46/18`) takes a place for each part, and the whole stands at the
place of its first part: so "covid 19" is found in `COVID-19`, and `46/18` is found as such.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

ANALYSIS_VERSION = 1
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
    folded = _folded(chunk)[0].strip()
    return folded.startswith("/") or folded.endswith("/")


def whole_word(text: str) -> str:
    """The one index word that this is: for `word*` and `word~`.

    A compound is taken whole, and of several words the last. Empty if there is none.
    """
    word = ""
    for groups in _compounds(text):
        parts = [part for group in groups for part in group]
        word = _joined(groups) if len(parts) <= MOST_PARTS else parts[-1].word
    return word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem that forms of an English word share (Snowball); words with digits are left alone."""
    return word if any(map(str.isdigit, word)) else _stemmer()(word)


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

    One edit off; where there are none and the word is long enough to tell, two edits off with the
    same first letter. Numbers are meant as they are typed: for them there are none.
    """
    if not any(map(str.isalpha, word)):
        return set()
    words = [other for other in lexicon if abs(len(other) - len(word)) <= 2 and other != word]
    close = {other for other in words if one_edit(word, other)}
    if not close and len(word) > 4:
        close = {other for other in words if other[0] == word[0] and edits(word, other) <= 2}
    return {other for other in close if any(map(str.isalpha, other))}


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


# --- folding ----------------------------------------------------------------------------------

_FRACTION = "\u2044"
_SPECIAL = {
    **dict.fromkeys("'‘’‛ʹʻʼˈ′´`＇", "'"),
    **dict.fromkeys("-‐‑‒–−﹣－", "-"),
    **dict.fromkeys("/⁄∕／", "/"),
    # A raised figure is a footnote's sign far more often than a square.
    **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
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
        return text.lower(), _same
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


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # here, since its thirty languages take 10 ms to load

    stemming: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stemming
