"""The chart of hits by year: what stands where."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchui.chart import LEFT, LONGEST, ROW, WIDTH, Chart, chart


def _chart(*counts: tuple[str, int]) -> Chart:
    return chart(counts, lambda year: f"/search?year={year}")


def test_years_stand_in_order_with_those_between_that_have_nothing() -> None:
    """The facet is ordered by count; the chart by year, and a year without a hit is seen."""
    bars = _chart(("2021/22", 14), ("2018/19", 3), ("2019/20", 2)).bars
    assert [(bar.label, bar.items) for bar in bars] == [
        ("2018/19", 3),
        ("2019/20", 2),
        ("2020/21", 0),
        ("2021/22", 14),
    ]


def test_bars_are_as_long_as_their_counts() -> None:
    """The longest fills the room, half as many hits make half a bar, none makes none."""
    lengths = [bar.length for bar in _chart(("2018/19", 8), ("2020/21", 4)).bars]
    assert lengths == [LONGEST, 0, LONGEST // 2]


def test_one_hit_among_thousands_is_seen() -> None:
    """A bar that would be thinner than a line is a line."""
    assert _chart(("2018/19", 9000), ("2019/20", 1)).bars[1].length == 2


def test_year_with_hits_narrows_and_empty_year_does_not() -> None:
    """There is nothing to narrow to where nothing is."""
    hrefs = [bar.href for bar in _chart(("1999/00", 1), ("2001/02", 1)).bars]
    assert hrefs == ["/search?year=1999/00", None, "/search?year=2001/02"]


def test_long_time_without_hits_is_one_row() -> None:
    """A single old paper does not make a chart of a hundred rows."""
    bars = _chart(("1926/27", 1), ("2020/21", 5), ("2024/25", 2)).bars
    assert [bar.label for bar in bars] == [
        "1926/27",
        "93 years",
        "2020/21",
        "2021/22",
        "2022/23",
        "2023/24",
        "2024/25",
    ]


def test_nothing_dated_is_no_chart() -> None:
    """Without a year there is no row, and the picture has no height."""
    assert _chart().bars == ()
    assert _chart().height == 0


@given(st.dictionaries(st.integers(1900, 2099), st.integers(1, 10**6), min_size=1))
def test_every_chart_fits_its_picture(starts: dict[int, int]) -> None:
    """Rows do not overlap, numbers of up to seven characters fit beside their bars, no hit is lost."""
    counts = {f"{year}/{(year + 1) % 100:02}": items for year, items in starts.items()}
    drawn = _chart(*counts.items())
    assert sum(bar.items for bar in drawn.bars) == sum(counts.values())
    assert all(lower.top - upper.top == ROW for upper, lower in pairwise(drawn.bars))
    assert drawn.height == drawn.bars[-1].top + ROW
    assert all(LEFT + bar.length <= LEFT + LONGEST for bar in drawn.bars)
    assert all(bar.number_at + 7 * 8 <= WIDTH for bar in drawn.bars)
    assert len(drawn.bars) <= 4 * len(counts)
