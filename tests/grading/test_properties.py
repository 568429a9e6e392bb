"""What holds for every series: monotone, shifted, mirrored, scaled, reordered, repeated."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Linear,
    Point,
    Profile,
    UnitKind,
    Variation,
    grade_series,
)
from tests.grading.builders import a_benchmark, a_series, points

# A shared machine may be slow; how many examples there are is the profile's business.
unhurried = settings(deadline=None)

NUMBERS = st.decimals(-1000, 1000, places=2)
SHARES = st.decimals("0.01", 50, places=2)
SCALES = st.decimals("0.01", 100, places=2)
HIGHER_OR_LOWER = st.sampled_from([Direction.HIGHER, Direction.LOWER])
OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}
UPSIDE_DOWN = {
    Variation.IMPROVEMENT_HIGH: Variation.IMPROVEMENT_LOW,
    Variation.IMPROVEMENT_LOW: Variation.IMPROVEMENT_HIGH,
    Variation.CONCERN_HIGH: Variation.CONCERN_LOW,
    Variation.CONCERN_LOW: Variation.CONCERN_HIGH,
}
# What no change of place, size or sign of all numbers together may change.
STAYING = (
    "grade",
    "zone",
    "trend",
    "S",
    "S_needed",
    "n",
    "projected_zone",
    "step",
    "marginal",
    "share",
    "chart_points",
    "assurance",
)


@st.composite
def figures(draw):
    """Up to three years of months, some missing: noise around a line that may go anywhere."""
    start, pace, noise = draw(NUMBERS), draw(st.integers(-9, 9)), draw(st.integers(0, 40))
    months = draw(st.integers(1, 36))
    wobbles = st.none() | st.integers(-noise, noise)
    return [
        None if wobble is None else start + pace * place + wobble
        for place, wobble in enumerate(draw(st.lists(wobbles, min_size=months, max_size=months)))
    ] + [start + pace * months]


@st.composite
def series(draw, accumulations=tuple(Accumulation)):
    """Some years' figures, some missing, against lines that ``check_benchmark`` accepts.

    The unit is of the kind that is not clipped.
    """
    values = draw(figures())
    direction = draw(HIGHER_OR_LOWER)
    up = 1 if direction is Direction.HIGHER else -1
    found = [value for value in values if value is not None]
    baseline = draw(st.sampled_from([found[-1] - 20 * up, found[-1], found[0]])) + draw(SHARES)
    ahead, beyond = up * draw(SHARES), up * draw(SHARES)

    def line(end, strict):
        match draw(st.sampled_from([Flat, Linear, Profile])):
            case shape if shape is Profile:
                return Profile(tuple(end + up * place for place in range(12)), strict)
            case shape:
                return shape(end, strict)

    expected = line(baseline + ahead, draw(st.booleans()))
    within_year = draw(st.integers(1, 12))
    first = points(None, first=months_before(len(values) - within_year))[0].start
    found = points(*values, first=first)
    offsets = st.lists(NUMBERS, min_size=12, max_size=12).map(tuple)
    return a_series(
        direction=direction,
        accumulation=draw(st.sampled_from(accumulations)),
        unit_kind=UnitKind.OTHER,
        rolling=False,
        period_graded=found[-1].start,
        points=found,
        rebases=tuple(draw(st.lists(st.sampled_from([p.start for p in found]), max_size=1))),
        benchmark=a_benchmark(
            expected=expected,
            floor=None,
            stretch=draw(st.none() | st.just(shifted(expected, beyond))),
            baseline=baseline,
            seasonal_offsets=draw(st.none() | offsets),
        ),
    )


def months_before(count):
    """1 April 2021, so many months earlier."""
    month = 2021 * 12 + 3 - count
    return points(None)[0].start.replace(year=month // 12, month=month % 12 + 1)


def shifted(line, by):
    return replace(changed(line, lambda number: number + by), strict=True)


def changed(line, move):
    if line is None:
        return None
    if isinstance(line, Profile):
        return replace(line, values=tuple(move(value) for value in line.values))
    name = "value" if isinstance(line, Flat) else "end_value"
    return replace(line, **{name: move(getattr(line, name))})


def moved(inputs, move, offset=lambda number: number):
    """The same series and benchmark with every number moved."""
    benchmark = inputs.benchmark
    offsets = benchmark.seasonal_offsets
    return replace(
        inputs,
        points=tuple(
            Point(point.start, None if point.value is None else move(point.value))
            for point in inputs.points
        ),
        benchmark=replace(
            benchmark,
            expected=changed(benchmark.expected, move),
            stretch=changed(benchmark.stretch, move),
            baseline=move(benchmark.baseline),
            seasonal_offsets=None if offsets is None else tuple(map(offset, offsets)),
        ),
    )


def staying(verdict):
    return {name: getattr(verdict, name) for name in STAYING}


@unhurried
@given(series(), SHARES)
def test_a_better_latest_value_never_gives_a_worse_position(inputs, more):
    up = more if inputs.direction is Direction.HIGHER else -more
    *before, latest = inputs.points
    better = replace(inputs, points=(*before, replace(latest, value=latest.value + up)))
    assert grade_series(better).zone.score >= grade_series(inputs).zone.score


@unhurried
@given(series((Accumulation.LEVEL, Accumulation.STOCK)), NUMBERS)
def test_shifting_values_and_lines_together_changes_nothing(inputs, shift):
    found, usual = grade_series(moved(inputs, lambda number: number + shift)), grade_series(inputs)
    assert staying(found) == staying(usual)
    assert (found.dE, found.dF, found.dS, found.slope) == (
        usual.dE,
        usual.dF,
        usual.dS,
        usual.slope,
    )
    assert (found.variation, found.sigma) == (usual.variation, usual.sigma)
    if usual.projected is not None:
        assert found.projected == usual.projected + Fraction(shift)


@unhurried
@given(series())
def test_mirroring_direction_and_sign_gives_the_same_grade(inputs):
    mirrored = moved(inputs, lambda number: -number, lambda number: -number)
    found = grade_series(replace(mirrored, direction=OPPOSITE[inputs.direction]))
    usual = grade_series(inputs)
    assert staying(found) == staying(usual)
    assert (found.dE, found.dF, found.dS, found.slope) == (
        usual.dE,
        usual.dF,
        usual.dS,
        usual.slope,
    )
    assert found.variation == UPSIDE_DOWN.get(usual.variation, usual.variation)
    if usual.projected is not None:
        assert found.projected == -usual.projected


@unhurried
@given(series(), SCALES)
def test_scaling_by_a_positive_number_changes_nothing(inputs, scale):
    scaled = moved(inputs, lambda number: number * scale, lambda number: number * scale)
    found, usual = grade_series(scaled), grade_series(inputs)
    assert staying(found) == staying(usual)
    assert (found.variation, found.dE) == (usual.variation, usual.dE * Fraction(scale))
    if usual.projected is not None:
        assert found.projected == usual.projected * Fraction(scale)


@unhurried
@given(series(), st.randoms(use_true_random=False))
def test_the_order_of_figures_does_not_matter(inputs, chance):
    shuffled = list(inputs.points)
    chance.shuffle(shuffled)
    assert grade_series(replace(inputs, points=tuple(shuffled))) == grade_series(inputs)


@unhurried
@given(series())
def test_grading_again_gives_the_same_verdict(inputs):
    assert grade_series(inputs) == grade_series(inputs)


@unhurried
@given(series(), NUMBERS, st.data())
def test_the_digest_changes_exactly_when_a_figure_does(inputs, value, data):
    place = data.draw(st.integers(0, len(inputs.points) - 1))
    before = inputs.points[place]
    changed_points = list(inputs.points)
    changed_points[place] = replace(before, value=value)
    found = grade_series(replace(inputs, points=tuple(changed_points)))
    assert (found.digest == grade_series(inputs).digest) is (value == before.value)


@unhurried
@given(series(), NUMBERS)
def test_the_digest_changes_exactly_when_the_path_does(inputs, by):
    benchmark = inputs.benchmark
    moved_path = replace(benchmark, expected=changed(benchmark.expected, lambda n: n + by))
    found = grade_series(replace(inputs, benchmark=moved_path))
    assert (found.digest == grade_series(inputs).digest) is (by == 0)


@unhurried
@given(series(), NUMBERS)
def test_a_figure_after_the_period_graded_changes_nothing(inputs, value):
    *before, latest = inputs.points
    assume(len([point for point in before if point.value is not None]) > 1)
    earlier = [point for point in before if point.value is not None][-1]
    graded = replace(inputs, period_graded=earlier.start)
    later = replace(graded, points=(*before, replace(latest, value=value)))
    assert grade_series(later) == grade_series(graded)


@unhurried
@given(series())
def test_trailing_zeros_do_not_matter(inputs):
    found = grade_series(moved(inputs, lambda number: number + Decimal("0.0000")))
    usual = grade_series(inputs)
    as_typed = {"window": found.window, "trend_figures": found.trend_figures}
    assert found == replace(usual, **as_typed)
