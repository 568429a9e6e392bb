"""What holds for every series: monotone, shifted, mirrored, scaled, reordered, repeated."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import position
from performance.grading import (
    Accumulation,
    Direction,
    Grade,
    Step,
    UnitKind,
    Variation,
    check_benchmark,
    grade_series,
    lines_of,
)
from tests.grading.moving import mirrored, scaled, shifted
from tests.grading.strategies import any_series, by_bands, series

pytestmark = pytest.mark.properties

AMOUNTS = st.integers(1, 5000).map(lambda number: Fraction(number, 100))
SHIFTS = st.integers(-100_000, 100_000).map(lambda number: Fraction(number, 100))
SCALES = st.integers(1, 10_000).map(lambda number: Fraction(number, 100))
ALL_KINDS = tuple(UnitKind)
UPSIDE_DOWN = {
    Variation.IMPROVEMENT_HIGH: Variation.IMPROVEMENT_LOW,
    Variation.IMPROVEMENT_LOW: Variation.IMPROVEMENT_HIGH,
    Variation.CONCERN_HIGH: Variation.CONCERN_LOW,
    Variation.CONCERN_LOW: Variation.CONCERN_HIGH,
    Variation.NEUTRAL_HIGH: Variation.NEUTRAL_LOW,
    Variation.NEUTRAL_LOW: Variation.NEUTRAL_HIGH,
}
# What no change of place, size or sign of all numbers together may change.
STAYING = (
    "grade",
    "reason",
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
DISTANCES = ("dE", "dF", "dS", "slope", "sigma")


def staying(verdict):
    return {name: getattr(verdict, name) for name in STAYING}


def distances(verdict, factor=1):
    return {
        name: None if (found := getattr(verdict, name)) is None else found * factor
        for name in DISTANCES
    }


def middles(inputs, verdict):
    """The middle of each of a band's lines, where the latest figures are compared."""
    lines = lines_of(inputs.benchmark, inputs.frequency, inputs.direction)
    first = position(inputs.benchmark.first, inputs.frequency)
    compared = verdict.window if inputs.accumulation is Accumulation.FLOW else verdict.window[-1:]
    over = [lines[position(point.start, inputs.frequency) - first] for point in compared]
    return [
        sum((getattr(each, name).low + getattr(each, name).high) / 2 for each in over)
        for name in ("expected", "floor", "stretch")
        if getattr(over[0], name) is not None
    ]


def better(inputs, verdict, amount):
    """The same series with a better latest figure: nearer the middle of every line of a band."""
    latest = verdict.window[-1]
    more = amount if inputs.direction is Direction.HIGHER else -amount
    if inputs.direction is Direction.BAND:
        flow = inputs.accumulation is Accumulation.FLOW
        stands = sum(Fraction(p.value) for p in verdict.window) if flow else Fraction(latest.value)
        found = middles(inputs, verdict)
        way = max(min(found) - stands, 0) or min(max(found) - stands, 0)
        more = way * min(amount / 50, 1)
    points = tuple(
        replace(point, value=Fraction(point.value) + more) if point == latest else point
        for point in inputs.points
    )
    return replace(inputs, points=points)


@given(series())
def test_every_benchmark_drawn_here_is_one_that_may_be_entered(inputs):
    benchmark = inputs.benchmark
    said = (inputs.direction, inputs.accumulation, inputs.frequency)
    direction, accumulation, frequency = said
    refused = check_benchmark(
        benchmark, direction=direction, accumulation=accumulation, frequency=frequency
    )
    assert refused is None
    assert grade_series(inputs).reason is None


@given(series(kinds=ALL_KINDS), AMOUNTS)
def test_a_better_latest_value_never_gives_a_worse_position(inputs, amount):
    usual = grade_series(inputs)
    found = grade_series(better(inputs, usual, amount))
    assert found.zone.score >= usual.zone.score


@given(by_bands(), AMOUNTS)
def test_a_better_latest_value_never_falls_in_a_worse_band(inputs, amount):
    usual = grade_series(inputs)
    found = grade_series(better(inputs, usual, amount))
    assert found.grade.score >= usual.grade.score


@given(series(accumulations=(Accumulation.LEVEL, Accumulation.STOCK)), SHIFTS)
def test_shifting_values_and_lines_together_changes_nothing(inputs, by):
    found, usual = grade_series(shifted(inputs, by)), grade_series(inputs)
    assert staying(found) == staying(usual)
    assert distances(found) == distances(usual)
    assert found.variation == usual.variation
    assert found.projected == (None if usual.projected is None else usual.projected + by)


@given(series())
def test_mirroring_direction_and_sign_gives_the_same_grade(inputs):
    found, usual = grade_series(mirrored(inputs)), grade_series(inputs)
    assert staying(found) == staying(usual)
    assert distances(found) == distances(usual)
    assert found.variation == UPSIDE_DOWN.get(usual.variation, usual.variation)
    assert found.projected == (None if usual.projected is None else -usual.projected)


@given(series(), SCALES)
def test_scaling_values_and_lines_by_a_positive_number_changes_nothing(inputs, factor):
    found, usual = grade_series(scaled(inputs, factor)), grade_series(inputs)
    assert staying(found) == staying(usual)
    assert distances(found) == distances(usual, factor)
    assert found.variation == usual.variation
    assert found.projected == (None if usual.projected is None else usual.projected * factor)


@given(any_series(), st.randoms(use_true_random=False))
def test_the_order_of_input_rows_does_not_matter(inputs, chance):
    points = list(inputs.points)
    chance.shuffle(points)
    usual = grade_series(inputs)
    for breaks in permutations(inputs.breaks):
        for rebases in permutations(inputs.rebases):
            said = {"points": tuple(points), "breaks": breaks, "rebases": rebases}
            assert grade_series(replace(inputs, **said)) == usual


@given(any_series(), any_series())
def test_recomputing_gives_the_same_verdict_whatever_was_graded_in_between(inputs, another):
    usual = grade_series(inputs)
    grade_series(another)
    assert grade_series(inputs) == usual
    assert grade_series(replace(inputs)) == usual


@given(any_series(), st.lists(SHIFTS, max_size=5))
def test_a_figure_after_the_period_graded_changes_nothing(inputs, values):
    now = position(inputs.period_graded, inputs.frequency)
    later = [p for p in inputs.points if position(p.start, inputs.frequency) > now]
    known = tuple(p for p in inputs.points if p not in later)
    replaced = tuple(replace(p, value=v) for p, v in zip(later, values, strict=False))
    assert grade_series(replace(inputs, points=known + replaced)) == grade_series(inputs)


@given(series(kinds=ALL_KINDS))
def test_a_trend_moves_a_grade_by_one_step_at_most_and_never_above_needs_improvement(inputs):
    verdict = grade_series(inputs)
    moved = verdict.grade.score - verdict.zone.score
    assert moved == {None: 0, Step.DOWN: -1, Step.UP: 1}[verdict.step]
    if verdict.step is Step.UP:
        assert verdict.grade is Grade.NEEDS_IMPROVEMENT
    if inputs.direction is Direction.BAND or verdict.projected is None:
        assert verdict.step is None
