"""How a board numbers its minutes, learnt from those that are held: by year, running on, by meeting, none.

Only what the numbers themselves show counts; in doubt nothing is learnt, and no reference made up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from itertools import pairwise
from typing import Literal

from indexer.dates import municipal_year

Mode = Literal["by year", "running on", "by meeting", "none"]

_PRINTED = re.compile(r"\d{1,4}[a-z]?\s?/\s?\d{2,4}")
_OWN = re.compile(
    r"\(?minute(?: (?:no|number|ref|reference)\b\.?)?:? ?(?P<number>\d{1,4}[a-z]? ?/ ?\d{2,4})\)?"
    r"(?:\.?$|:? ?[:–-] )",
    re.IGNORECASE,
)
_WIDEST = 100
"""More numbers than one meeting has: then something else was taken for a minute's number."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one meeting shows of its board's numbers."""

    day: Date
    numbers: tuple[int, ...] = ()
    """Those of its minutes, in any order; empty where its minutes have none."""
    agreed: Date | None = None
    """The day of the last meeting whose minutes it agreed: the one before it."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a board numbers its minutes; `years` only where that is by year."""

    mode: Mode | None = None
    years: dict[Date, int] = field(default_factory=dict)
    """By day of a meeting: the year of the annual meeting that begins its municipal year."""


def printed_reference(number: str | None) -> str | None:
    """A minute number that is printed whole, with its year, as `77/21`; else None."""
    return re.sub(r"\s", "", number) if number and _PRINTED.fullmatch(number) else None


def own_reference(number: str | None, *lines: str) -> str | None:
    """The reference that a minute prints for itself, whole: by its number, else in its title or a line.

    `lines` are the title and the paragraph below it. Words count where they open the title ("Minute 77/21 –
    Land at Mill Lane") or are all of the line; and only where the item bears no other number, since
    another's minute may be the title of what is said on it.
    """
    printed = printed_reference(number)
    if printed:
        return printed
    for line in lines:
        found = _OWN.match(line)
        if found and number in {None, found["number"].partition("/")[0].strip()}:
            return re.sub(r"\s", "", found["number"])
    return None


def derived_reference(number: str | None, year: int | None) -> str | None:
    """`14/20` of number 14 in the municipal year 2020/21; None where either is not known."""
    if number is None or year is None or not re.fullmatch(r"\d{1,4}", number):
        return None
    return f"{number}/{year % 100:02}"


def learnt(sittings: Sequence[Sitting]) -> Numbering:
    """The numbering that the meetings of one board show.

    By year: numbers rise within a municipal year, and beyond the New Year in it (else they might begin
    anew in January); they never fall within one; and a later year begins lower than one before it
    ended.
    """
    held = sorted(sittings, key=lambda one: (one.day, one.numbers))
    if len(held) > 1 and not any(one.numbers for one in held):
        return Numbering("none")
    numbered = [one for one in held if one.numbers]
    if any(max(one.numbers) - min(one.numbers) > _WIDEST for one in numbered):
        return Numbering()
    years = _years(numbered)
    mode = _mode(numbered, years)
    return Numbering(mode, years if mode == "by year" else {})


def _mode(held: Sequence[Sitting], years: dict[Date, int]) -> Mode | None:
    pairs = list(pairwise(held))
    within = [(a, b) for a, b in pairs if years[a.day] == years[b.day]]
    across = [(a, b) for a, b in pairs if years[a.day] != years[b.day]]
    falls = any(_falls(a, b) for a, b in within)
    restarts = any(_falls(a, b) for a, b in across)
    runs_on = any(min(b.numbers) == max(a.numbers) + 1 for a, b in across)
    rises = list(_rises(held, within))
    if falls:
        by_meeting = len(held) > 1 and all(min(one.numbers) == 1 for one in held) and not rises
        return "by meeting" if by_meeting else None
    if restarts and not runs_on and any(first.year != then.year for first, then in rises):
        return "by year"
    return "running on" if runs_on and not restarts else None


def _falls(earlier: Sitting, later: Sitting) -> bool:
    return min(later.numbers) <= max(earlier.numbers)


def _rises(
    held: Sequence[Sitting], within: Sequence[tuple[Sitting, Sitting]]
) -> Iterator[tuple[Date, Date]]:
    """Days of one municipal year between which the numbers went on.

    A meeting that begins above 1 went on from the one whose minutes it agreed, held or not.
    """
    yield from ((a.day, b.day) for a, b in within if not _falls(a, b))
    for one in held:
        before = one.agreed if min(one.numbers) > 1 else None
        if (
            before
            and not _near_the_turn(before)
            and _default_year(before) == _default_year(one.day)
        ):
            yield before, one.day


def _years(held: Sequence[Sitting]) -> dict[Date, int]:
    """The municipal year of each meeting, by its first year.

    When the annual meeting was is not known here. About that time the numbers tell: 1 begins a year,
    and one that follows the last number goes on with the year before.
    """
    years: dict[Date, int] = {}
    before: Sitting | None = None
    for one in held:
        year = _default_year(one.day)
        if _near_the_turn(one.day):
            if min(one.numbers) == 1:
                year = one.day.year
            elif (
                before
                and years[before.day] >= one.day.year - 1
                and min(one.numbers) == max(before.numbers) + 1
            ):
                year = years[before.day]
        years[one.day] = year
        before = one
    return years


def _near_the_turn(day: Date) -> bool:
    return day.month in (5, 6)


def _default_year(day: Date) -> int:
    return int(municipal_year(day)[:4])
