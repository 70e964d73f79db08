"""The sentence that calls a meeting, where the head of an agenda has no lines for body, day and place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time

from indexer.dates import find_dates, read_time
from indexer.reading.words import unfinished

_CALLED = re.compile(
    r"\bmeeting of (?:the )?(?P<body>[^.;:]{2,100}?),?(?: which)?"
    r" (?:will be held|is to be held|to be held|will take place|on|at)\b(?P<rest>.{5,220})",
    re.IGNORECASE | re.DOTALL,
)
_CALLS = re.compile(
    r"\b(?:will be held|to be held|will take place|summoned|invited|requested to attend|notice is)\b",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:in|at|IN|AT) (?:(?:the|THE) )?(?P<place>[A-Z][\w'’&, -]{3,120}?)"
    r"(?=,? (?:on|at|commencing|starting|ON|AT)\b|[.;(]|$)"
)
_FIRST_ENTRY = re.compile(
    r"1[.)]?\s+(?:apolog|declarations?\b|disclosures?\b|minutes\b|welcome\b|introductions?\b|election\b"
    r"|appointment\b|substitut|public\b|chair)",
    re.IGNORECASE,
)
_ENTRIES_BY = 10
"""Paragraphs within which an agenda without the word "Agenda" comes to its first entry."""
_BETWEEN = 4
"""Paragraphs at most from one such entry to the next."""


@dataclass(frozen=True, slots=True)
class Summons:
    """What the sentence says; `body` is as written, with whatever else stands there."""

    body: str
    date: Date
    start: Time | None
    venue: str | None


def read_summons(text: str) -> Summons | None:
    """As in "A meeting of the CABINET will be held at 10.30 am on Tuesday, 21 January 2025 in …".

    None for any other sentence, and for one that names two days.
    """
    found = _CALLED.search(text) if _CALLS.search(text) else None
    if found is None:
        return None
    rest = found["rest"]
    days = {day for day, _, _ in find_dates(rest)}
    if len(days) != 1:
        return None
    where = _IN.search(rest)
    return Summons(
        body=found["body"].strip(),
        date=days.pop(),
        start=read_time(rest),
        venue=where["place"].strip(" ,") if where else None,
    )


def opens_agenda(texts: Sequence[str]) -> bool:
    """True where an agenda's first three entries follow, without the word "Agenda" above them.

    Between them nothing is told, as minutes tell what was done: only lines and "To receive …".
    """
    place = next((n for n, t in enumerate(texts[:_ENTRIES_BY]) if _FIRST_ENTRY.match(t)), None)
    if place is None:
        return False
    for number in (2, 3):
        below = texts[place + 1 : place + 1 + _BETWEEN]
        step = next((n for n, t in enumerate(below) if re.match(rf"{number}[.)\t ]", t)), None)
        if step is None or not all(_lists(text) for text in texts[place : place + 1 + step]):
            return False
        place += 1 + step
    return True


def _lists(text: str) -> bool:
    asked = re.match(r"(?:\d[.)]?\s+)?to\s", text, re.IGNORECASE)
    return bool(asked) or unfinished(text) or len(text.split()) <= 3
