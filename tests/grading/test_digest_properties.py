"""For every series the digest changes exactly when an input that matters changes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from performance.figures import position
from performance.grading import Accumulation, Direction, UnitKind, grade_series
from tests.grading.moving import line, moved
from tests.grading.strategies import any_series, series, start_of

pytestmark = pytest.mark.properties

AMOUNTS = st.integers(1, 5000).map(lambda number: Fraction(number, 100))
EXPECTED, FLOOR, STRETCH = "expected", "floor", "stretch"


def number_of(inputs, day):
    return position(day, inputs.frequency)


def counting(inputs):
    """The figures of the plan year that a grade compares: at or after the last break."""
    now = number_of(inputs, inputs.period_graded)
    begins = [number_of(inputs, inputs.benchmark.first)]
    begins += [t for on in inputs.breaks if (t := number_of(inputs, on)) <= now]
    return [
        point
        for point in inputs.points
        if point.value is not None and max(begins) <= number_of(inputs, point.start) <= now
    ]


def with_value(inputs, point, value):
    points = tuple(replace(p, value=value) if p is point else p for p in inputs.points)
    return replace(inputs, points=points)


def a_figure(draw, inputs):
    point = draw(st.sampled_from(counting(inputs)))
    return with_value(inputs, point, Fraction(point.value) + draw(AMOUNTS))


def a_figure_taken_away(draw, inputs):
    found = counting(inputs)
    assume(len(found) > inputs.min_points)
    return with_value(inputs, draw(st.sampled_from(found[:-1])), None)


def a_line(draw, inputs):
    benchmark = inputs.benchmark
    name = draw(st.sampled_from([n for n in (EXPECTED, FLOOR, STRETCH) if getattr(benchmark, n)]))
    by = draw(AMOUNTS)
    held = line(getattr(benchmark, name), lambda number: number + by)
    return replace(inputs, benchmark=replace(benchmark, **{name: held}))


def a_strict_mark(draw, inputs):
    benchmark = inputs.benchmark
    name = draw(st.sampled_from([n for n in (EXPECTED, STRETCH) if getattr(benchmark, n)]))
    held = getattr(benchmark, name)
    marked = replace(held, strict=not held.strict)
    return replace(inputs, benchmark=replace(benchmark, **{name: marked}))


def the_stretch(draw, inputs):
    held = None if inputs.benchmark.stretch else inputs.benchmark.expected
    return replace(inputs, benchmark=replace(inputs.benchmark, stretch=held))


def the_direction(draw, inputs):
    others = {
        Direction.HIGHER: [Direction.LOWER, Direction.MONITOR],
        Direction.LOWER: [Direction.HIGHER, Direction.MONITOR],
        Direction.BAND: [Direction.MONITOR],
    }
    return replace(inputs, direction=draw(st.sampled_from(others[inputs.direction])))


def the_accumulation(draw, inputs):
    assume(not inputs.rolling)
    others = [each for each in Accumulation if each is not inputs.accumulation]
    return replace(inputs, accumulation=draw(st.sampled_from(others)))


def the_kind_of_unit(draw, inputs):
    others = [each for each in UnitKind if each is not inputs.unit_kind]
    return replace(inputs, unit_kind=draw(st.sampled_from(others)))


def whether_it_rolls(draw, inputs):
    assume(inputs.accumulation is not Accumulation.FLOW)
    return replace(inputs, rolling=not inputs.rolling)


def the_approval(draw, inputs):
    return replace(inputs, benchmark=replace(inputs.benchmark, approved_on=None))


def the_waiver(draw, inputs):
    assume(inputs.benchmark.is_late)
    return replace(inputs, benchmark=replace(inputs.benchmark, late_waiver_reason=" "))


def the_period_graded(draw, inputs):
    t = number_of(inputs, inputs.period_graded) - number_of(inputs, inputs.benchmark.first)
    return replace(inputs, period_graded=start_of(t + draw(st.integers(1, 3)), inputs.frequency))


MATTERS = (
    a_figure,
    a_figure_taken_away,
    a_line,
    a_strict_mark,
    the_stretch,
    the_direction,
    the_accumulation,
    the_kind_of_unit,
    whether_it_rolls,
    the_approval,
    the_waiver,
    the_period_graded,
)


def figures_typed_otherwise(draw, inputs):
    return moved_points(inputs, lambda value: value + Decimal("0.0000"))


def figures_as_fractions(draw, inputs):
    return moved_points(inputs, Fraction)


def moved_points(inputs, write):
    return replace(
        inputs,
        points=tuple(
            point if point.value is None else replace(point, value=write(point.value))
            for point in inputs.points
        ),
    )


def lines_typed_otherwise(draw, inputs):
    assume(inputs.benchmark.floor is not None)
    same = moved(inputs, lambda number: number)
    return replace(inputs, benchmark=same.benchmark)


def rows_in_another_order(draw, inputs):
    points = draw(st.permutations(inputs.points))
    return replace(inputs, points=tuple(points), breaks=inputs.breaks[::-1])


def figures_after_the_period_graded(draw, inputs):
    now = number_of(inputs, inputs.period_graded)
    known = tuple(p for p in inputs.points if number_of(inputs, p.start) <= now)
    return replace(inputs, points=known)


def empty_figures_left_out(draw, inputs):
    return replace(inputs, points=tuple(p for p in inputs.points if p.value is not None))


def breaks_after_the_period_graded(draw, inputs):
    t = number_of(inputs, inputs.period_graded) - number_of(inputs, inputs.benchmark.first)
    after = start_of(t + draw(st.integers(1, 9)), inputs.frequency)
    return replace(inputs, breaks=(*inputs.breaks, after), rebases=(*inputs.rebases, after))


def one_break_said_twice(draw, inputs):
    return replace(inputs, breaks=inputs.breaks * 2, rebases=inputs.rebases * 2)


def another_day_of_the_period(draw, inputs):
    days = timedelta(draw(st.integers(0, 27)))
    points = tuple(replace(p, start=p.start + days) for p in inputs.points)
    return replace(inputs, points=points, period_graded=inputs.period_graded + days)


def a_strict_mark_on_the_floor(draw, inputs):
    floor = inputs.benchmark.floor
    assume(floor is not None)
    marked = replace(floor, strict=not floor.strict)
    return replace(inputs, benchmark=replace(inputs.benchmark, floor=marked))


def the_words_of_a_waiver(draw, inputs):
    assume(inputs.benchmark.is_waived)
    return replace(inputs, benchmark=replace(inputs.benchmark, late_waiver_reason="in other words"))


def the_name_of_the_unit(draw, inputs):
    return replace(inputs, unit=replace(inputs.unit, name="per cent"))


MATTERS_NOT = (
    figures_typed_otherwise,
    figures_as_fractions,
    lines_typed_otherwise,
    rows_in_another_order,
    figures_after_the_period_graded,
    empty_figures_left_out,
    breaks_after_the_period_graded,
    one_break_said_twice,
    another_day_of_the_period,
    a_strict_mark_on_the_floor,
    the_words_of_a_waiver,
    the_name_of_the_unit,
)


def said(verdict):
    """All that a verdict says, but for the figures as they were typed."""
    return replace(verdict, window=(), trend_figures=())


@given(series(), st.sampled_from(MATTERS), st.data())
def test_the_digest_changes_when_an_input_that_matters_changes(inputs, change, data):
    assert grade_series(change(data.draw, inputs)).digest != grade_series(inputs).digest


@given(series(), st.sampled_from(MATTERS_NOT), st.data())
def test_the_digest_and_the_verdict_stay_when_what_cannot_matter_changes(inputs, change, data):
    assert said(grade_series(change(data.draw, inputs))) == said(grade_series(inputs))


@given(any_series(), st.data())
def test_two_verdicts_under_one_digest_say_the_same(inputs, data):
    """Whatever is changed, however long ago: a digest that stays speaks of the same verdict."""
    usual = grade_series(inputs)
    for changed in meddled(data.draw, inputs):
        found = grade_series(changed)
        assert found.digest != usual.digest or said(found) == said(usual)


def meddled(draw, inputs):
    """The same series with one old figure, break, re-basing or number of its rules changed."""
    point = draw(st.sampled_from(inputs.points))
    yield with_value(inputs, point, draw(st.none() | st.integers(-1000, 1000).map(Decimal)))
    place = draw(st.integers(-40, 14))
    start = start_of(place, inputs.frequency)
    yield replace(inputs, breaks=(*inputs.breaks, start))
    yield replace(inputs, rebases=(*inputs.rebases, start))
    yield replace(inputs, breaks=inputs.breaks[1:], rebases=inputs.rebases[1:])
    yield replace(inputs, period_graded=start)
    yield replace(inputs, max_lag=draw(st.integers(0, 4)), min_points=draw(st.integers(1, 4)))
    if inputs.benchmark is not None:
        benchmark = inputs.benchmark
        yield replace(inputs, benchmark=replace(benchmark, baseline=draw(AMOUNTS)))
        yield replace(inputs, benchmark=replace(benchmark, seasonal_offsets=None))
        yield replace(inputs, benchmark=replace(benchmark, reapproved_on=start))
        yield replace(inputs, benchmark=replace(benchmark, approved_on=start))
