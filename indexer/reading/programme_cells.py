"""The cells of a work programme: which column heads them, what says when, and who is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import combinations

from indexer.dates import find_dates
from indexer.reading.named import name_of

_COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "both",
        r"(?=.*\b(?:member|councillor|portfolio)\b)(?=.*\b(?:officer|author|director)s?\b).*",
    ),
    (
        "when",
        r"(?:(?:meeting|proposed|planned|target|due) )?(?:date|month|when|timescale|meeting)s?\b.{0,40}",
    ),
    (
        "officer",
        r".{0,30}\b(?:officers?|authors?|directors?|contact|lead)\b.{0,30}|responsible.{0,20}",
    ),
    (
        "member",
        r".{0,20}\b(?:(?:cabinet|executive|lead) member|portfolio holder|councillor)s?\b.{0,30}",
    ),
    (
        "title",
        r"(?:agenda |report )?(?:title|item|topic|subject|report|issue|matter|decision)s?\b.{0,40}",
    ),
    (
        "detail",
        r"(?:details?|description|purpose|scope|reasons?|objectives?|outcomes?|background|summary|why|aims?|key"
        r" lines?|notes?|comments?|brief)\b.{0,60}",
    ),
)
_COLUMN = [(kind, re.compile(rf"^{words}$", re.IGNORECASE)) for kind, words in _COLUMNS]
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_UNDATED = re.compile(
    rf"^(?:(?:items?|reports?|matters?|topics?|issues?)\b.{{0,40}}"
    rf"\b(?:paused|deferred|carried|for|to|future|not)\b"
    rf"|paused\b|on hold\b|dates?\b.{{0,20}}\b(?:to be|tb[acd])\b"
    rf"|to be (?:confirmed|determined|decided|agreed|arranged|scheduled|advised)|tb[acd]\b"
    rf"|un(?:dated|scheduled|programmed)\b|ongoing\b|standing items?\b|annual(?:ly)?$"
    rf"|quarterly$|future (?:items?|meetings?|dates?|work)|(?:municipal year )?20\d\d ?[/-] ?(?:20)?\d\d\b"
    rf"|(?:early |mid[- ]|late |by |before |spring|summer|autumn|winter|{_MONTHS})[\w ,/–-]{{0,24}}\b20\d\d$"
    rf"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}\b"
    rf"|other (?:items|matters)\b|next (?:meeting|municipal year))",
    re.IGNORECASE,
)
_PAUSED = re.compile(r"\b(?:paused|on hold|suspended)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s+[–-]\s.*$|\([^()]*\)|\b[A-Z][\w-]+ rep(?:resentative)?s?\b")
"""What stands beside the people of a cell: "– Kelder Trust", "(lead)", "Police rep"."""
_DAY_OF_WEEK = re.compile(
    r"^(?P<name>(?:mon|tues|wednes|thurs|fri|satur|sun)day),? "
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9})\b",
    re.IGNORECASE,
)
_LONGEST_WHEN = 70
_MOST_COLUMNS = 8
"""Columns among which lost cells are looked for: all ways of it are tried."""
TITLE_WORD = r"(?:Councillor|Cllr|Cllor)s?\.?"
_WORD = r"[A-Z][\w'’.-]*"


@dataclass(frozen=True, slots=True)
class When:
    """A date as printed over rows or beside one."""

    said: str | None = None
    date: Date | None = None
    paused: bool = False


def column_of(cell: str) -> str | None:
    """The kind of column that a cell heads ("when", "title", "officer" …); None if it heads none."""
    return next((kind for kind, words in _COLUMN if words.match(cell.strip(" :"))), None)


def when_of(text: str, before: Date | None = None) -> When | None:
    """What a cell or heading says of when; None where it says something else.

    "Wednesday 24th March" is dated by the date before it, if that day is a Wednesday that year.
    """
    text = text.strip(" :")
    if not text or len(text) > _LONGEST_WHEN:
        return None
    dates = find_dates(text)
    at_start = bool(dates) and dates[0][1] == 0
    if not at_start and not _UNDATED.match(text):
        return None
    day = dates[0][0] if at_start else _that_year(text, before)
    return When(text, day, bool(_PAUSED.search(text)))


def _that_year(text: str, before: Date | None) -> Date | None:
    found = _DAY_OF_WEEK.match(text)
    if not found or not before:
        return None
    days = find_dates(f"{found['day']} {before.year}") + find_dates(
        f"{found['day']} {before.year + 1}"
    )
    later = [day for day, *_ in days if day >= before and f"{day:%A}" == found["name"].capitalize()]
    return later[0] if later else None


def told_by(cells: Sequence[str], columns: Sequence[str | None]) -> dict[str, str]:
    """The cells by column. Where a row has fewer, since empty ones were lost, those that fit best."""
    if len(cells) == len(columns):
        places: Sequence[int] = range(len(cells))
    elif len(cells) > len(columns) or len(columns) > _MOST_COLUMNS:
        return {}
    else:
        ways = combinations(range(len(columns)), len(cells))
        places = max(ways, key=lambda way: fit(cells, [columns[place] for place in way]))
    told: dict[str, str] = {}
    for cell, place in zip(cells, places, strict=True):
        kind = columns[place]
        if kind and cell:
            told[kind] = f"{told[kind]} {cell}" if kind in told else cell
    return told


def fit(cells: Sequence[str], kinds: Sequence[str | None]) -> int:
    """How well cells stand under these columns: a date under a date, names under people."""
    score = 0
    for cell, kind in zip(cells, kinds, strict=True):
        if kind == "when":
            score += 3 if when_of(cell) else -4
        elif kind in {"both", "officer", "member"}:
            titled = bool(
                re.match(rf"{TITLE_WORD}\s|(?:deputy )?leader\b|portfolio", cell, re.IGNORECASE)
            )
            fits = people_in_cell(cell) or (titled and kind == "member")
            score += 2 if fits and not (titled and kind == "officer") else -3
        elif kind == "title":
            score += 2
    return score


def people_in_cell(text: str) -> list[str]:
    """The people of a cell: "Cllr Seaward John Reed" is two; of what cannot be told apart, none."""
    people: list[str] = []
    for run in re.split(r"\s*(?:[,;/]|\band\b|&)\s*", text):
        run = _BESIDE.sub("", run).strip()
        people += _names_in(run)
    return people


def _names_in(run: str) -> list[str]:
    """Names that only blanks part: title by title, else two words each; else they are not told apart."""
    parts = [part.strip() for part in re.split(rf"(?=\b{TITLE_WORD}\s)", run) if part.strip()]
    names: list[str] = []
    for part in parts:
        title = re.match(rf"{TITLE_WORD}\s+", part)
        words = part[title.end() :].split() if title else part.split()
        if not words or not all(re.fullmatch(_WORD, word) for word in words):
            continue
        first = 2 if len(words[0].strip(".")) == 1 else 2 - len(words) % 2
        if title:
            names.append(f"{title[0].strip()} {' '.join(words[:first])}")
            words = words[first:]
        if len(words) == 3 and len(words[1].strip(".")) == 1:
            names.append(" ".join(words))
        elif len(words) % 2 == 0:
            names += [" ".join(words[n : n + 2]) for n in range(0, len(words), 2)]
    return [name for name in names if name_of(name)]
