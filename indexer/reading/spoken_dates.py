"""Days that are written out in words: "the third of October 2019". Pure."""

import re
from collections.abc import Iterator
from datetime import date as Date

from indexer.reading.number_words import CARDINALS

_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
]  # fmt: skip
_DAYS = {word: number for number, word in enumerate(_ORDINALS, 1)}
_DAYS |= {f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)}
_DAYS |= {"thirtieth": 30, "thirty-first": 31}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
"""The months, in order."""
_YEAR_IN_WORDS = (
    r"(?:two\s+thousand(?:\s+and)?|twenty)(?P<rest>(?:[\s-]+(?:" + "|".join(CARDINALS) + r")){1,2})"
)
_SPOKEN = re.compile(
    r"\b(?P<day>"
    + "|".join(sorted(_DAYS, key=len, reverse=True)).replace("-", r"[\s-]")
    + r")\s+(?:day\s+)?(?:of\s+)?(?P<month>"
    + "|".join(MONTHS)
    + r"),?\s+(?:(?P<year>(?:19|20)\d\d)\b|"
    + _YEAR_IN_WORDS
    + r"\b)",
    re.IGNORECASE,
)


def find_spoken_dates(text: str) -> Iterator[tuple[Date, int, int]]:
    """All days written out in words, in order, with start and end offset; the year may be in figures."""
    for found in _SPOKEN.finditer(text):
        day = _DAYS[re.sub(r"\s", "-", found["day"].lower())]
        month = MONTHS.index(found["month"].lower()) + 1
        year = int(found["year"]) if found["year"] else 2000 + _sum(found["rest"])
        try:
            yield Date(year, month, day), found.start(), found.end()
        except ValueError:  # "the thirty-first of June" is no day
            continue


def _sum(words: str) -> int:
    return sum(CARDINALS[word] for word in re.split(r"[\s-]+", words.lower().strip(" -")))
