"""Benchmarks that may be entered, near a series' figures: four shapes, strict or not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from performance.grading import (
    Band,
    Benchmark,
    Better,
    Direction,
    Flat,
    Grade,
    Interval,
    Linear,
    Profile,
    Reach,
    Rubric,
    Seasonal,
)
from tests.grading.builders import a_benchmark

# Whole numbers too, so that figures often lie exactly on a line.
GAPS = st.integers(1, 5000).map(
    lambda number: Fraction(number, 100) if number > 1500 else Fraction(number % 20 + 1)
)
CHANGES = st.integers(1, 30).map(lambda number: Fraction(number, 100))
SHARES = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 2)])
OFFSETS = st.integers(-30, 30).map(Decimal)


def each(draw, periods: int, strategy) -> list:
    return draw(st.lists(strategy, min_size=periods, max_size=periods))


def offsets(draw, periods: int) -> tuple[Decimal, ...] | None:
    return tuple(each(draw, periods, OFFSETS)) if draw(st.booleans()) else None


def near(draw, values: list) -> Fraction:
    """One of the figures, or a little beside it."""
    found = [value for value in values if value is not None]
    return Fraction(draw(st.sampled_from([found[0], found[-1]]))) + draw(st.integers(-20, 20))


@st.composite
def one_way(draw, direction: Direction, values: list, periods: int) -> Benchmark:
    """Lines of single values: E on the better side of F, S nowhere on the worse side of E."""
    up = 1 if direction is Direction.HIGHER else -1
    baseline = near(draw, values)
    shape = draw(st.sampled_from([Flat, Linear, Profile, Seasonal]))
    strict = draw(st.booleans())
    end = baseline + up * draw(GAPS)
    if shape is Profile:
        ahead = each(draw, periods, GAPS)
        expected = Profile(tuple(baseline + up * gap for gap in ahead), strict)
        path = list(expected.values)
    elif shape is Seasonal:
        change = up * draw(CHANGES)
        last_year = [max(baseline + gap, Fraction(1)) for gap in each(draw, periods, GAPS)]
        expected = Seasonal(change, tuple(last_year), strict)
        path = [value * (1 + change) for value in last_year]
    elif shape is Linear:
        expected = Linear(end, strict)
        path = [baseline + (end - baseline) * Fraction(k + 1, periods) for k in range(periods)]
    else:
        expected, path = Flat(end, strict), [end] * periods
    floor = draw(st.none() | beside(expected, path, -up, least=1))
    stretch = draw(st.none() | beside(expected, path, up, least=0))
    has_baseline = shape is Linear or (floor is None and shape is not Seasonal)
    return a_benchmark(
        expected=expected,
        floor=floor,
        stretch=stretch,
        baseline=baseline if has_baseline or draw(st.booleans()) else None,
        seasonal_offsets=offsets(draw, periods),
        no_season_confirmed=True,
    )


@st.composite
def beside(draw, expected, path: list, way: int, *, least: int):
    """A line everywhere at least ``least`` hundredths above E, or below where ``way`` is -1."""
    gap = way * (draw(GAPS) - Fraction(1 - least, 100))
    strict = gap == 0 or draw(st.booleans())
    match draw(st.sampled_from([Flat, Profile, type(expected)])):
        case shape if shape is Flat:
            return Flat(max(way * value for value in path) * way + gap, strict)
        case shape if shape is Profile:
            gaps = each(draw, len(path), GAPS)
            return Profile(tuple(v + way * g for v, g in zip(path, gaps, strict=True)), strict)
        case shape if shape is Linear:
            return Linear(expected.end_value + gap, strict)
    change = expected.change + way * (draw(CHANGES) - Fraction(1 - least, 100))
    return replace(expected, change=change, strict=strict or change == expected.change)


@st.composite
def banded(draw, direction: Direction, values: list, periods: int) -> Benchmark:
    """Intervals: F outside E at both ends, S inside it."""
    middle, is_flat = near(draw, values), draw(st.booleans())
    strict = draw(st.booleans())
    expected, floor, stretch = [], [], []
    lower, upper = draw(SHARES), draw(SHARES)
    for _ in range(1 if is_flat else periods):
        low, high = middle - draw(GAPS), middle + draw(GAPS)
        expected.append(Interval(low, high))
        floor.append(Interval(low - draw(GAPS), high + draw(GAPS)))
        inside = high - low
        stretch.append(Interval(low + lower * inside, high - upper * inside))

    def line(intervals, strict):
        return Flat(intervals[0], strict) if is_flat else Profile(tuple(intervals), strict)

    touching = lower == 0 or upper == 0
    return a_benchmark(
        expected=line(expected, strict),
        floor=line(floor, draw(st.booleans())),
        stretch=line(stretch, touching or draw(st.booleans())) if draw(st.booleans()) else None,
        baseline=middle if draw(st.booleans()) else None,
        seasonal_offsets=offsets(draw, periods),
        no_season_confirmed=True,
    )


BENCHMARKS = {Direction.HIGHER: one_way, Direction.LOWER: one_way, Direction.BAND: banded}


@st.composite
def rubrics(draw, direction: Direction, values: list) -> Rubric:
    """Four bands near the figures, some with gaps between them; the worse one holds there."""
    end, reaches = near(draw, values), []
    for _ in range(3):
        begin, end = end + draw(SHARES), end + draw(GAPS) + 1
        reaches.append(Reach(begin if reaches else None, end, high_open=True))
    reaches.append(Reach(end + draw(SHARES), None))
    up = direction is Direction.HIGHER
    from_the_best = reaches[::-1] if up else reaches
    return Rubric(
        bands=tuple(Band(g.value, reach) for g, reach in zip(Grade, from_the_best, strict=True)),
        better=Better.HIGHER if up else Better.LOWER,
        gap_rule="worse",
    )
