"""The chart of hits by municipal year: where each bar and its words stand. Pure; the template draws it.

Lengths are units of the picture, which are about pixels of the screen: the picture is as wide as the
column that it stands in.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

WIDTH = 320
ROW = 28
"""The height of a year: enough for a finger (WCAG 2.2, 2.5.8 asks for 24)."""
BAR = 18
LEFT = 68
"""Where the bars begin, right of the years."""
LONGEST = 190
_SHORTEST = 2
"""So that one hit among thousands is seen."""
_GAP = 6
_BASELINE = 20
_EMPTY_YEARS = 3
"""As many years without a hit, one after the other, have a row each; more have one together."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year with its hits, or several years without any."""

    label: str
    items: int
    href: str | None
    """The address that narrows to the year; None where there is nothing to narrow to."""
    top: int
    length: int
    """Of the bar, from `LEFT` on."""

    @property
    def number_at(self) -> int:
        """Where the number begins, right of the bar."""
        return LEFT + self.length + _GAP

    @property
    def baseline(self) -> int:
        """On which the words of the row stand."""
        return self.top + _BASELINE

    @property
    def bar_top(self) -> int:
        """The upper edge of the bar in its row."""
        return self.top + (ROW - BAR) // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """All rows, the first year first."""

    bars: Sequence[Bar]
    width: int = WIDTH
    left: int = LEFT
    row: int = ROW
    bar: int = BAR

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return ROW * len(self.bars)


def chart(counts: Iterable[tuple[str, int]], href: Callable[[str], str | None]) -> Chart:
    """The chart of the counts of municipal years ("2021/22"), whatever their order. Years between the
    first and the last that have no hit are shown without one.
    """
    items = dict(counts)
    most = max(items.values(), default=0)
    return Chart(
        tuple(
            Bar(
                label=label,
                items=items.get(label, 0),
                href=href(label) if label in items else None,
                top=number * ROW,
                length=_length(items.get(label, 0), most),
            )
            for number, label in enumerate(_labels(items))
        )
    )


def _labels(items: Collection[str]) -> Iterator[str]:
    """What the rows are called: a year, or how many years in a row have no hit."""
    for empty, years in groupby(_all_years(items), lambda year: year not in items):
        together = [*years]
        many = empty and len(together) > _EMPTY_YEARS
        yield from [f"{len(together)} years"] if many else together


def _all_years(items: Collection[str]) -> list[str]:
    starts = sorted(int(year[:4]) for year in items)
    return [_named(start) for start in range(starts[0], starts[-1] + 1)] if starts else []


def _named(start: int) -> str:
    return f"{start:04}/{(start + 1) % 100:02}"


def _length(items: int, most: int) -> int:
    return max(_SHORTEST, round(LONGEST * items / most)) if items else 0
