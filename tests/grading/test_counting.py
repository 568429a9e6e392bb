"""Which figures, breaks and re-basings count in a grade, and that no other changes it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import position
from performance.grading import (
    Direction,
    Point,
    break_counts,
    counting_periods,
    grade_series,
    rebase_counts,
)
from tests.grading.builders import APRIL, JUNE, MAY, a_benchmark, a_series, points, year_before
from tests.grading.strategies import any_series

TWO_YEARS = a_series(points=year_before(*range(50, 74)), period_graded=JUNE)


def first_counted(inputs):
    """The months before April 2021 from which figures count, and None where none does."""
    periods = counting_periods(inputs)
    return position(APRIL, inputs.frequency) - periods[0] if periods else None


def test_without_a_turn_every_earlier_figure_counts_for_the_control_chart():
    assert counting_periods(TWO_YEARS)[0] < position(TWO_YEARS.points[0].start, "monthly")
    assert counting_periods(TWO_YEARS)[-1] == position(JUNE, "monthly")


def test_behind_a_rebasing_only_the_trends_twelve_months_count():
    assert first_counted(replace(TWO_YEARS, rebases=(date(2021, 1, 1),))) == 9
    assert first_counted(replace(TWO_YEARS, rebases=(date(2020, 2, 1),))) == 14


def test_behind_a_break_nothing_counts_but_that_this_years_figures_are_there():
    assert first_counted(replace(TWO_YEARS, breaks=(date(2021, 1, 1),))) == 3
    broken = replace(TWO_YEARS, breaks=(MAY,), benchmark=a_benchmark(reapproved_on=MAY))
    assert first_counted(broken) == 0
    april = [point for point in broken.points if point.start == APRIL]
    others = tuple(point for point in broken.points if point.start != APRIL)
    smaller = replace(broken, points=(*others, Point(APRIL, 1)))
    missing = replace(broken, points=others)
    digest = grade_series(broken).digest
    assert len(april) == 1
    assert grade_series(smaller).digest == digest
    assert grade_series(missing).digest != digest


def test_since_a_break_without_a_figure_only_this_year_counts():
    until_may = replace(TWO_YEARS, points=TWO_YEARS.points[:-1], breaks=(JUNE,))
    assert first_counted(until_may) == 0


@pytest.mark.parametrize(
    "said",
    [
        {"direction": Direction.MONITOR},
        {"benchmark": None},
        {"benchmark": a_benchmark(approved_on=None)},
        {"benchmark": a_benchmark(approved_on=APRIL)},
        {"period_graded": date(2022, 5, 1)},
    ],
    ids=["monitored", "no benchmark", "not approved", "late", "another year"],
)
def test_no_figure_counts_where_a_grade_looks_at_none(said):
    inputs = replace(TWO_YEARS, **said)
    assert counting_periods(inputs) == range(0)
    changed = replace(inputs, points=points(1, 2, 3), breaks=(MAY,), rebases=(MAY,))
    assert grade_series(changed) == grade_series(inputs)
    assert not break_counts(inputs, MAY)
    assert not rebase_counts(inputs, MAY)


def test_a_break_counts_within_the_year_and_before_it_until_another_takes_its_place():
    inputs = replace(TWO_YEARS, breaks=(date(2021, 1, 1),))
    days = [date(2020, 12, 1), date(2021, 1, 1), date(2021, 2, 1), MAY, date(2021, 7, 1)]
    assert [break_counts(inputs, day) for day in days] == [False, True, True, True, False]
    later = replace(TWO_YEARS, breaks=(MAY,))
    assert [break_counts(later, day) for day in (date(2021, 3, 1), APRIL)] == [False, True]
    assert break_counts(replace(TWO_YEARS, breaks=(JUNE,)), MAY)
    assert break_counts(TWO_YEARS, date(2001, 1, 1))


def test_a_rebasing_counts_until_a_break_or_another_takes_its_place():
    inputs = replace(TWO_YEARS, rebases=(date(2021, 1, 1),), breaks=(date(2020, 6, 1),))
    days = [date(2020, 6, 1), date(2020, 12, 1), date(2021, 1, 1), MAY, date(2021, 7, 1)]
    assert [rebase_counts(inputs, day) for day in days] == [False, False, True, True, False]
    assert rebase_counts(TWO_YEARS, date(2001, 1, 1))
    broken = replace(TWO_YEARS, breaks=(date(2020, 6, 1),))
    days = [date(2020, 5, 1), date(2020, 6, 1), date(2020, 7, 1)]
    assert [rebase_counts(broken, day) for day in days] == [False, False, True]


def test_a_rebasing_after_the_latest_figure_does_not_count_yet():
    until_may = replace(TWO_YEARS, points=TWO_YEARS.points[:-1])
    assert rebase_counts(until_may, MAY)
    assert not rebase_counts(until_may, JUNE)


def test_a_rebasing_at_the_latest_figure_begins_the_charts_latest_group():
    rebased = replace(TWO_YEARS, rebases=(JUNE,))
    assert (first_counted(rebased), grade_series(rebased).chart_points) == (9, 1)
    assert grade_series(rebased).digest != grade_series(TWO_YEARS).digest


def test_a_rebasing_does_not_count_where_no_figure_stands_since_a_break():
    broken = replace(TWO_YEARS, points=TWO_YEARS.points[:-1], breaks=(JUNE,))
    assert not rebase_counts(broken, MAY)


@given(any_series(), st.data())
def test_a_figure_that_does_not_count_changes_neither_grade_nor_digest(inputs, data):
    counting = counting_periods(inputs)
    free = [
        each for each in inputs.points if position(each.start, inputs.frequency) not in counting
    ]
    if not free:
        return
    chosen = data.draw(st.sampled_from(free))
    others = tuple(each for each in inputs.points if each is not chosen)
    value = data.draw(st.none() | st.integers(0, 10_000))
    changed = replace(inputs, points=(*others, Point(chosen.start, value)))
    assert grade_series(changed) == grade_series(inputs)


@given(any_series(), st.integers(0, 60))
def test_a_turn_that_does_not_count_changes_neither_grade_nor_digest(inputs, months_before):
    month = inputs.period_graded.year * 12 + inputs.period_graded.month - 1 - months_before
    on = date(month // 12, month % 12 + 1, 1)
    if not break_counts(inputs, on):
        assert grade_series(replace(inputs, breaks=(*inputs.breaks, on))) == grade_series(inputs)
    if not rebase_counts(inputs, on):
        assert grade_series(replace(inputs, rebases=(*inputs.rebases, on))) == grade_series(inputs)
