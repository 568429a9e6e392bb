"""Step 4: the one step that a trend may move a grade (GRADING.md section 2)."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Flat,
    Grade,
    Linear,
    Point,
    Profile,
    Step,
    Trend,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    LAST_PERIODS,
    a_benchmark,
    a_series,
    points,
)
from tests.grading.test_projections import (
    HUNDREDS,
    OTHER,
    flow,
    graded,
)

OUTSTANDING, GOOD, NEEDS, POOR = Grade


def test_a_falling_series_that_would_end_worse_goes_one_grade_down():
    verdict = graded(*range(98, 92, -1), accumulation=Accumulation.STOCK)
    assert (verdict.zone, verdict.projected, verdict.projected_zone) == (GOOD, 84, NEEDS)
    assert (verdict.step, verdict.grade) == (Step.DOWN, NEEDS)


def test_however_far_it_would_fall_it_goes_one_grade_down_only():
    verdict = graded(
        *[150, 140, 130, 120, 110, 100],
        accumulation=Accumulation.STOCK,
        benchmark=a_benchmark(stretch=Flat(Decimal(95))),
    )
    assert (verdict.zone, verdict.projected_zone) == (OUTSTANDING, POOR)
    assert (verdict.step, verdict.grade) == (Step.DOWN, GOOD)


def test_a_falling_series_whose_path_falls_faster_stays():
    falling = a_benchmark(
        expected=Profile((*[Decimal(95)] * 11, Decimal(50))),
        floor=Profile((*[Decimal(70)] * 11, Decimal(30))),
    )
    verdict = graded(*range(96, 84, -2), accumulation=Accumulation.STOCK, benchmark=falling)
    assert (verdict.trend, verdict.zone) == (Trend.DETERIORATING, NEEDS)
    assert (verdict.projected, verdict.projected_zone) == (68, GOOD)
    assert (verdict.step, verdict.grade) == (None, NEEDS)


def test_needs_improvement_may_go_down_to_poor():
    verdict = graded(*range(78, 72, -1), accumulation=Accumulation.STOCK)
    assert (verdict.zone, verdict.step, verdict.grade) == (NEEDS, Step.DOWN, POOR)


def test_a_falling_series_that_would_end_in_its_zone_stays():
    verdict = graded(*range(130, 124, -1), accumulation=Accumulation.STOCK)
    assert (verdict.trend, verdict.projected_zone, verdict.step) == (
        Trend.DETERIORATING,
        GOOD,
        None,
    )


def test_a_latest_figure_that_is_the_best_of_its_window_holds_the_grade():
    falling = [120, 118, 115, 112, 109, 106, 103, 100, 97, 92, 91]
    held = graded(*falling, 93, accumulation=Accumulation.STOCK)
    assert (held.trend, held.zone, held.projected_zone) == (Trend.DETERIORATING, GOOD, POOR)
    assert (held.step, held.grade) == (None, GOOD)
    equalled = graded(*falling[:-1], 91, 92, accumulation=Accumulation.STOCK)
    assert (equalled.step, equalled.grade) == (Step.DOWN, NEEDS)


def quarterly(*values, **said):
    return grade_series(
        a_series(
            **OTHER,
            frequency=Frequency.QUARTERLY,
            accumulation=Accumulation.STOCK,
            period_graded=APRIL,
            points=tuple(
                Point(date(2020 + k // 4, k % 4 * 3 + 1, 1), Decimal(value))
                for k, value in enumerate(values)
            ),
            benchmark=a_benchmark(last=LAST_PERIODS[Frequency.QUARTERLY]),
            **said,
        )
    )


def test_where_the_window_is_one_figure_the_one_before_it_is_the_other():
    falling = quarterly(110, 107, 104, 101, 98, 95)
    held = quarterly(130, 120, 110, 100, 92, 94)
    assert (falling.zone, falling.projected_zone, falling.step) == (GOOD, NEEDS, Step.DOWN)
    assert (held.trend, held.projected_zone, held.step) == (Trend.DETERIORATING, POOR, None)


def test_a_rising_series_that_is_poor_may_come_up_to_needs_improvement():
    verdict = graded(*range(50, 56), accumulation=Accumulation.STOCK)
    # 55 and one a month more is 64, still below the floor of 66.
    assert (verdict.trend, verdict.projected_zone, verdict.step) == (Trend.IMPROVING, POOR, None)
    faster = graded(*range(45, 63, 3), accumulation=Accumulation.STOCK)
    assert (faster.zone, faster.projected, faster.projected_zone) == (POOR, 87, NEEDS)
    assert (faster.step, faster.grade) == (Step.UP, NEEDS)


def test_a_trend_lifts_poor_by_one_grade_only_and_nothing_else():
    steep = graded(*range(20, 68, 8), accumulation=Accumulation.STOCK)
    assert (steep.zone, steep.projected_zone, steep.grade) == (POOR, GOOD, NEEDS)
    behind = graded(*range(50, 80, 5), accumulation=Accumulation.STOCK)
    assert (behind.zone, behind.projected_zone, behind.step, behind.grade) == (
        NEEDS,
        GOOD,
        None,
        NEEDS,
    )


def test_a_plain_median_moves_no_grade():
    linear = a_benchmark(expected=Linear(Decimal(120)), floor=None, baseline=Decimal(60))
    verdict = graded(80, 81, 82, benchmark=linear)
    assert (verdict.zone, verdict.projected_zone, verdict.step) == (GOOD, NEEDS, None)


def test_a_clear_trend_without_a_slope_moves_no_grade():
    rising = a_benchmark(
        expected=Profile((*[Decimal(60)] * 11, Decimal(80))),
        floor=Profile((*[Decimal(50)] * 11, Decimal(70))),
    )
    verdict = graded(*[61] * 9, *[60] * 3, benchmark=rising)
    assert (verdict.trend, verdict.slope, verdict.zone) == (Trend.DETERIORATING, 0, GOOD)
    assert (verdict.projected, verdict.projected_zone) == (60, POOR)
    assert (verdict.step, verdict.grade) == (None, GOOD)


@pytest.mark.parametrize(("latest", "step"), [(85, None), (79, Step.DOWN)])
def test_a_flow_whose_latest_figure_is_the_best_of_its_last_three_is_held(latest, step):
    verdict = grade_series(
        a_series(
            **OTHER,
            accumulation=Accumulation.FLOW,
            period_graded=date(2021, 11, 1),
            points=points(125, 117, 112, 106, 102, 80, 81, latest),
            benchmark=HUNDREDS,
        )
    )
    assert (verdict.zone, verdict.trend) == (GOOD, Trend.DETERIORATING)
    assert (verdict.projected_zone, verdict.step) == (NEEDS, step)


def test_a_flow_moves_only_with_the_ratio_of_its_last_three():
    falling = flow(300, 250, 200, 150, 100, 60)
    assert (falling.zone, falling.projected, falling.projected_zone) == (GOOD, 1240, GOOD)
    months = points(200, 150, 110, 80, 50, 20)
    late = flow(points=months, period_graded=date(2021, 9, 1))
    assert (late.zone, late.projected, late.projected_zone) == (GOOD, 610 + 600 / 2, POOR)
    assert (late.step, late.grade) == (Step.DOWN, NEEDS)
