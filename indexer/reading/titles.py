"""Titles of items: which are standing ones, and which two are the same."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

SAME = 90.0
"""Likeness (0–100) from which two titles are one, if nothing speaks against it."""

STANDING = re.compile(
    r"^(?:apolog(?:y|ies)\b.*|substitut\w+|apologies and substitut\w+|declarations? of .*interests?\b.*"
    r"|disclosures? of .*interests?\b.*|minutes\b.{0,60}|minutes of (?:the )?(?:last|previous) meeting.*"
    r"|any other .*business.*|urgent (?:items|business).*|items? of urgent business.*"
    r"|exclusion of (?:the )?(?:press|public)\b.*|public (?:participation|questions?|speaking)\b.*"
    r"|(?:deputations|petitions)(?: and .*)?"
    r"|(?:(?:the )?(?:lord )?(?:chair|mayor|leader)\S*'?s? )?announcements?(?: (?:of|by|from) .*)?"
    r"|matters arising|work programme\b.{0,40}|forward plan|outstanding issues\b.*"
    r"|date of (?:the )?next meeting.*|welcome\b.{0,40}|membership|appointment of (?:vice-?)?chair\b.*"
    r"|election of (?:vice-?)?chair\b.*)$",
    re.IGNORECASE,
)
"""Titles that come back at every meeting, whatever is dealt with under them."""


_EXEMPT = re.compile(r"\s?\((?:exempt|confidential|private)\b[^()]{0,80}\)$", re.IGNORECASE)
"""What a paper adds to the title of a matter that is heard in private."""


def is_programme(title: str) -> bool:
    """True for a work programme or forward plan, whose dates are no meeting dates."""
    return bool(
        re.search(r"\b(?:work(?:ing)? programme|forward plan|work plan)\b", title, re.IGNORECASE)
    )


def is_standing(title: str) -> bool:
    """True for "Minutes", "Declarations of Interests", "Any Other Business" and their like."""
    return bool(STANDING.match(title.replace("’", "'").strip()))


@lru_cache(maxsize=4096)
def folded(title: str) -> str:
    """A title for comparing: lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", re.sub("['’‘]", "", title).replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


def likeness(one: str, other: str) -> float:
    """0 to 100. Titles that differ in a number (a year, a phase) are never more than a bit alike."""
    return _likeness(_compared(one), _compared(other))


@dataclass(frozen=True, slots=True)
class _Compared:
    """What of a title is compared, found once for many comparisons."""

    words: str
    kind: str | None
    numbers: tuple[str, ...]


@lru_cache(maxsize=4096)
def _compared(title: str) -> _Compared:
    words = folded(_EXEMPT.sub("", title))
    return _Compared(words, _standing_kind(words), tuple(re.findall(r"\d+", words)))


def _likeness(one: _Compared, other: _Compared) -> float:
    if one.words == other.words:
        return 100.0
    if one.kind and one.kind == other.kind:
        return 95.0
    ratio = fuzz.ratio(one.words, other.words)
    if one.numbers != other.numbers:
        return min(50.0, ratio)
    return max(ratio, _opening(one.words, other.words))


def _standing_kind(title: str) -> str | None:
    """Which usual matter a folded title names: "Apologies" and "Apologies and Substitutions" are one."""
    found = (
        re.match(r"(apolog|declaration|disclosure|minutes|any other|urgent|exclusion of)", title)
        if is_standing(title)
        else None
    )
    return found[1] if found else None


def _opening(first: str, second: str) -> float:
    """A title of four words or more that opens the other is the same title, cut or drawn out."""
    short, long = sorted((first, second), key=len)
    return 92.0 if len(short.split()) >= 4 and long.startswith(short + " ") else 0.0


def align(known: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new title the place of the known one that is the same, in order; None where none is.

    Both lists are agendas in order, so the pairs never cross; the pairing with the greatest sum of
    likeness is taken.
    """
    rows, columns = len(new), len(known)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    compared = [_compared(title) for title in known]
    scores = [[_likeness(title, other) for other in compared] for title in map(_compared, new)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            score = scores[row][column]
            pair = score + best[row + 1][column + 1] if score >= SAME else 0.0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    return _pairs(scores, best)


def _pairs(scores: list[list[float]], best: list[list[float]]) -> list[int | None]:
    rows, columns = len(scores), len(best[0]) - 1
    pairs: list[int | None] = [None] * rows
    row = column = 0
    while row < rows and column < columns:
        score = scores[row][column]
        if score >= SAME and best[row][column] == score + best[row + 1][column + 1]:
            pairs[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
