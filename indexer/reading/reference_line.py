"""A sentence as readers of references see it, and what the words about a number tell of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from itertools import pairwise

from indexer.dates import find_dates
from indexer.model import Reference
from indexer.reading.named_bodies import BODY, SAT, bodies_in, body_that_acted
from indexer.reading.spoken_dates import find_spoken_dates

DAY, _TAKEN = "\x01", "\x02"
"""Stand for the letters of a date, and of what was read already: no paper holds them."""
CONTEXT = 600
"""Letters before a number that are searched for the body and the day."""

Place = tuple[int, int, Reference]
"""Start and end in the line, and what is referred to there."""

NO = r"(?:(?:numbers?|nos?|refs?|references?)\b[.:]{0,2} ?){1,2}"
"""What stands before a number; for use in a wider pattern."""
_WHEN = re.compile(
    rf",? ?\(?(?:(?:of|at|from|dated|in|by) )?(?:the )?(?:minutes of (?:the )?)?(?:(?P<body>{BODY})"
    r"(?:['’]s?)?,? ?)?(?:(?:at|of) )?(?:(?:its|their|the|an?) )?(?:[a-z]{3,12} )?"
    rf"(?:meeting )?(?:of (?:the )?(?P<other>{BODY}),? )?(?:(?:which was )?held )?"
    rf"(?:(?:on|of|dated) )?(?:the )?(?P<day>{DAY}{{6,}})",
    re.IGNORECASE,
)
_WHOSE = re.compile(rf",? (?:of|by) (?:the )?(?P<body>{BODY})")
_SAT_ON = re.compile(
    rf"\b(?:meetings?|{SAT}|made|taken)\b[^;()]{{0,160}}?\b(?:on|of|held) (?:the )?(?P<day>{DAY}{{6,}})",
    re.IGNORECASE,
)
_QUOTES = {"‘": "’", "'": "'’", "“": "”", '"': '"”', "’": "’"}

_EARLIER_DAYS = re.compile(
    r"(?:\b(?:on|of|held|the|[a-z]{3,6}day,?) )"
    r"(?P<days>(?:\d{1,2}(?:st|nd|rd|th)?, ){0,3}\d{1,2}(?:st|nd|rd|th)?,? (?:and|&) )$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. In `plain` the letters of dates are `DAY`, of what was read `_TAKEN`."""

    text: str
    plain: str
    days: dict[int, tuple[Date, ...]]
    """By the place at which they begin."""

    def day(self, place: int) -> Date | None:
        """The day that begins at a place; None where several stand there together."""
        days = self.days.get(place, ())
        return days[0] if len(days) == 1 else None

    def without(self, spans: Iterable[tuple[int, int]]) -> "Line":
        """The line with what stands in these places taken out of sight."""
        return replace(self, plain=_covered(self.plain, spans, _TAKEN))

    def days_between(self, start: int, end: int) -> list[Date]:
        """All days that stand between two places, in order."""
        found = re.compile(f"{DAY}+").finditer(self.plain, start, end)
        return [day for one in found for day in self.days.get(one.start(), ())]


def line_of(sentence: str) -> Line:
    """A sentence, its days found."""
    text = re.sub(r"[^\S\t]+", " ", sentence)
    days: dict[int, tuple[Date, ...]] = {}
    spans: list[tuple[int, int]] = []
    for day, start, end in (*find_dates(text), *find_spoken_dates(text)):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        earlier = _EARLIER_DAYS.search(text[max(0, start - 50) : start])
        first = start - len(earlier["days"]) if earlier else start
        days[first] = (*_earlier(earlier["days"] if earlier else "", day), day)
        spans.append((first, end))
    return Line(text, _covered(text, spans, DAY), days)


def _covered(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = sign * (end - start)
    return "".join(letters)


def _earlier(words: str, day: Date) -> Iterator[Date]:
    """The first days of "3rd and 17th December 2020"; what is no day of that month is left out."""
    for number in re.findall(r"\d+", words):
        try:
            yield day.replace(day=int(number))
        except ValueError:
            continue


def quoted_title(text: str, place: int) -> tuple[str | None, int]:
    """The title in quotation marks behind a number, and where it ends."""
    found = re.compile(r" ?[,:–-]? ?\(?(?P<mark>[‘'“\"’])(?=\S)").match(text, place)
    if not found:
        return None, place
    end = _closing(text, found.end(), _QUOTES[found["mark"]])
    if end is None:
        return None, place
    bracket = "(" in found[0] and text[end + 1 : end + 2] == ")"
    return text[found.end() : end].strip(" ,."), end + 1 + bracket


def _closing(text: str, start: int, marks: str) -> int | None:
    """The closing mark: no apostrophe within a word, nor one behind a plural ("‘Members’ Fees’")."""
    ends = [
        place
        for place in range(start + 1, min(len(text), start + 220))
        if text[place] in marks and not re.match(r"\w", text[place + 1 : place + 2])
    ]
    for end, after in pairwise(ends):
        possessive = text[end - 1] in "sS" and re.match(r" [A-Z]", text[end + 1 : end + 3])
        if not possessive or after - end > 60 or re.search(r"[‘“]", text[end:after]):
            return end
    return ends[-1] if ends else None


def whose(line: Line, end: int) -> tuple[str | None, Date | None, int]:
    """Board and day that stand behind a number: "of the Cabinet's meeting on 9 March 2021"."""
    found = _WHEN.match(line.plain, end)
    if found and (day := line.day(found.start("day"))):
        return found["body"] or found["other"], day, found.end()
    found = _WHOSE.match(line.plain, end)
    return (found["body"], None, found.end()) if found else (None, None, end)


def in_context(line: Line, end: int, *, their: bool) -> tuple[str | None, Date | None]:
    """The body that acted, and the day on which it did, by the words of the sentence before."""
    start = max(0, end - CONTEXT)
    before = line.plain[start:end]
    named = bodies_in(before)
    body = body_that_acted(before) or (named[0] if their and len(named) == 1 else None)
    days = {line.day(found.start("day")) for found in _SAT_ON.finditer(line.plain, start, end)}
    days -= {None}
    return body, days.pop() if len(days) == 1 else None


def words_of(text: str, start: int, end: int) -> str:
    """The words that refer, with the bracket closed that they opened."""
    words = text[start:end].strip(" ,;")
    return f"{words})" if words.count("(") > words.count(")") else words


def is_year(number: str) -> bool:
    """True for 2020, 2020/21 and 2020/2021: years, and no minutes."""
    found = re.fullmatch(r"((?:19|20)\d\d)(?:/(\d\d|\d{4}))?", number)
    return found is not None and (not found[2] or int(found[2]) % 100 == (int(found[1]) + 1) % 100)
