"""What holds for every series: monotone, shifted, mirrored, scaled, reordered."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Linear,
    Point,
    UnitKind,
    grade_series,
)
from tests.grading.builders import a_benchmark, a_series, points

NUMBERS = st.decimals(-1000, 1000, places=2)
SHARES = st.decimals("0.01", 50, places=2)
HIGHER_OR_LOWER = st.sampled_from([Direction.HIGHER, Direction.LOWER])
OPPOSITE = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}


@st.composite
def series(draw, accumulations=tuple(Accumulation)):
    """A year's figures so far, some missing, against lines that ``check_benchmark`` accepts."""
    direction = draw(HIGHER_OR_LOWER)
    up = 1 if direction is Direction.HIGHER else -1
    baseline = draw(NUMBERS)
    expected = baseline + up * draw(SHARES)
    stretch = expected + up * draw(SHARES)
    given_lines = draw(st.sampled_from([Flat, Linear]))
    values = draw(st.lists(st.none() | NUMBERS, min_size=1, max_size=12))
    values[-1] = draw(NUMBERS)
    found = points(*values)
    return a_series(
        direction=direction,
        accumulation=draw(st.sampled_from(accumulations)),
        unit_kind=UnitKind.OTHER,
        period_graded=found[-1].start,
        points=found,
        benchmark=a_benchmark(
            expected=given_lines(expected, draw(st.booleans())),
            floor=None,
            stretch=draw(st.none() | st.just(given_lines(stretch, True))),
            baseline=baseline,
        ),
    )


def moved(inputs, move):
    """The same series and benchmark with every number moved."""
    benchmark = inputs.benchmark

    def line(each):
        if each is None:
            return None
        name = "value" if isinstance(each, Flat) else "end_value"
        return replace(each, **{name: move(getattr(each, name))})

    return replace(
        inputs,
        points=tuple(
            Point(point.start, None if point.value is None else move(point.value))
            for point in inputs.points
        ),
        benchmark=replace(
            benchmark,
            expected=line(benchmark.expected),
            stretch=line(benchmark.stretch),
            baseline=move(benchmark.baseline),
        ),
    )


@given(series(), SHARES)
def test_a_better_latest_value_never_gives_a_worse_position(inputs, more):
    up = more if inputs.direction is Direction.HIGHER else -more
    *before, latest = inputs.points
    better = replace(inputs, points=(*before, replace(latest, value=latest.value + up)))
    assert grade_series(better).zone.score >= grade_series(inputs).zone.score


@given(series((Accumulation.LEVEL, Accumulation.STOCK)), NUMBERS)
def test_shifting_values_and_lines_together_changes_nothing(inputs, shift):
    shifted = grade_series(moved(inputs, lambda number: number + shift))
    usual = grade_series(inputs)
    assert (shifted.grade, shifted.dE, shifted.dF, shifted.dS) == (
        usual.grade,
        usual.dE,
        usual.dF,
        usual.dS,
    )


@given(series())
def test_mirroring_direction_and_sign_gives_the_same_grade(inputs):
    mirrored = replace(moved(inputs, lambda number: -number), direction=OPPOSITE[inputs.direction])
    found, usual = grade_series(mirrored), grade_series(inputs)
    assert (found.grade, found.dE, found.dF) == (usual.grade, usual.dE, usual.dF)


@given(series(), st.decimals("0.01", 100, places=2))
def test_scaling_by_a_positive_number_changes_no_grade(inputs, scale):
    scaled = grade_series(moved(inputs, lambda number: number * scale))
    usual = grade_series(inputs)
    assert (scaled.grade, scaled.dE) == (
        usual.grade,
        usual.dE * scale.as_integer_ratio()[0] / scale.as_integer_ratio()[1],
    )


@given(series(), st.randoms(use_true_random=False))
def test_the_order_of_figures_does_not_matter(inputs, chance):
    shuffled = list(inputs.points)
    chance.shuffle(shuffled)
    assert grade_series(replace(inputs, points=tuple(shuffled))) == grade_series(inputs)


@given(series(), NUMBERS)
def test_the_digest_changes_exactly_when_a_figure_does(inputs, value):
    *before, latest = inputs.points
    changed = replace(inputs, points=(*before, replace(latest, value=value)))
    same = value == latest.value
    assert (grade_series(changed).digest == grade_series(inputs).digest) is same


@given(series())
def test_trailing_zeros_do_not_matter(inputs):
    zeros = moved(inputs, lambda number: number + Decimal("0.0000"))
    assert grade_series(zeros) == replace(grade_series(inputs), window=grade_series(zeros).window)
