"""The numbers that a word processor sets before paragraphs, worked out from its list definitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

BULLET = "bullet"
_MOST = 3999
"""The largest number written in letters or Roman figures; beyond it, figures are used."""
_LONGEST_LABEL = 60
_PLACE = re.compile(r"%(10|[1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, and among what.

    `form` is `1`, `01`, `1st`, `a`, `A`, `i`, `I`, BULLET, or empty for no number. `template` is the
    label, with `%1` for the number of the outermost level and so on ("%1.%2"). `restarts_after` is the
    level (from 0) a number of which starts this one anew, with all levels above it; -1 for none.
    """

    form: str
    template: str
    start: int = 1
    restarts_after: int = 9
    figures: bool = False
    """Whether the numbers of all levels are written in figures here ("legal" numbering)."""


class Numbers:
    """How far the numbers of one list have got."""

    def __init__(self) -> None:
        """No paragraph of the list has come yet."""
        self._last: dict[int, int] = {}

    def label(self, levels: Mapping[int, Level], depth: int, start: int | None = None) -> str:
        """Count one paragraph at `depth` (from 0), and write what stands before it.

        `start` is given where the numbers of this level begin anew there.
        """
        level = levels.get(depth)
        if level is None:
            return ""
        last = self._last.get(depth)
        self._last[depth] = (
            start if start is not None else level.start if last is None else last + 1
        )
        for deeper in [one for one in self._last if one > depth]:
            if deeper not in levels or depth <= levels[deeper].restarts_after:
                del self._last[deeper]
        if level.form == BULLET:
            return "•"
        return self._written(levels, level) if level.template.strip() else ""

    def restart(self, depth: int) -> None:
        """Let the numbers of a level, and of those below it, begin anew."""
        for deeper in [one for one in self._last if one >= depth]:
            del self._last[deeper]

    def _written(self, levels: Mapping[int, Level], level: Level) -> str:
        def number(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            there = levels.get(depth, level)
            form = "1" if level.figures and there.form else there.form
            return written(self._last.get(depth, there.start), form)

        return _PLACE.sub(number, level.template[:_LONGEST_LABEL]).strip()


def written(number: int, form: str) -> str:
    """A number in a form of `Level.form`."""
    if form in {"", BULLET}:
        return ""
    if form == "01":
        return f"{number:02}"
    if form == "1st":
        return f"{number}{_ordinal_ending(number)}"
    if form not in {"a", "A", "i", "I"} or not 0 < number <= _MOST:
        return str(number)
    letters = _roman(number) if form in "iI" else _letters(number)
    return letters.upper() if form.isupper() else letters


def _letters(number: int) -> str:
    """As word processors count: a … z, aa, bb …"""
    turns, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _ordinal_ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
