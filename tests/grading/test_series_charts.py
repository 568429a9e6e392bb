"""The control chart of a series: groups, breaks and re-basings."""

from datetime import date
from decimal import Decimal

from performance.figures import Frequency, position
from performance.grading import Direction, SpecialCause, grade_series, series_chart
from tests.grading.builders import APRIL, JULY, MARCH_BEFORE, a_benchmark, a_series, year_before

THIS_APRIL = position(APRIL, Frequency.MONTHLY)


def groups(*values, **said):
    chart = series_chart(a_series(points=year_before(*values), **said))
    return [(group.first - THIS_APRIL, len(group)) for group in chart]


def test_a_break_and_a_rebasing_each_begin_a_group():
    found = groups(*range(50, 62), breaks=(date(2020, 10, 9),), rebases=(MARCH_BEFORE,))
    assert found == [(-9, 3), (-6, 5), (-1, 4)]


def test_what_is_dated_after_the_period_graded_is_not_charted():
    later = a_series(
        points=year_before(60, 61, 62, 63),
        period_graded=APRIL,
        breaks=(JULY,),
        rebases=(JULY,),
    )
    assert [len(group) for group in series_chart(later)] == [2]


def test_the_latest_group_is_the_one_that_grades():
    inputs = a_series(points=year_before(*range(50, 62)), rebases=(date(2020, 12, 1),))
    assert len(series_chart(inputs)[-1]) == grade_series(inputs).chart_points == 7


def test_the_season_is_taken_off_the_chart():
    offsets = tuple(Decimal(each) for each in (1, 2, 3, *[0] * 9))
    (group,) = series_chart(
        a_series(
            points=year_before(60, 61, 62, 63), benchmark=a_benchmark(seasonal_offsets=offsets)
        )
    )
    assert [value for _, value in group.points] == [60, 60, 60, 60]


def test_a_monitored_series_has_a_chart_without_a_benchmark():
    (group,) = series_chart(
        a_series(
            direction=Direction.MONITOR,
            benchmark=None,
            points=year_before(*[60, 62] * 6, 90),
        )
    )
    assert group.variation(Direction.MONITOR) == "neutral_high"


def test_a_rolling_series_is_drawn_and_not_judged():
    (group,) = series_chart(a_series(rolling=True, points=year_before(*[60, 62] * 6, 90)))
    assert (group.limits is None, group.cause_at(12)) == (False, (None, 0))
    (usual,) = series_chart(a_series(points=year_before(*[60, 62] * 6, 90)))
    assert usual.cause_at(12) == (SpecialCause.OUTSIDE, 1)


def test_a_series_without_figures_has_no_groups():
    assert series_chart(a_series(points=())) == ()
