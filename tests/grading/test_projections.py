"""Steps 3 and 4: where the year would end, and the one step that may follow."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Grade,
    Linear,
    Point,
    Profile,
    Step,
    Trend,
    UnitKind,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    CALLS,
    LAST_PERIODS,
    a_benchmark,
    a_series,
    band,
    points,
    year_before,
)

OUTSTANDING, GOOD, NEEDS, POOR = Grade
FADED = sum(Fraction(9, 10) ** k for k in range(1, 10))


def graded(*values, **said):
    """Months up to June 2021, of a kind of unit that is not clipped."""
    return grade_series(a_series(**({"points": year_before(*values), **OTHER} | said)))


OTHER = {"unit_kind": UnitKind.OTHER, "unit": CALLS}


def test_a_level_slows_down():
    verdict = graded(60, 61, 63, 64)
    # June's level is the median of 60 + 3b, 61 + 2b, 63 + b and 64 for b = 17/12.
    b = Fraction(17, 12)
    level = (60 + 3 * b + 64) / 2
    assert sorted([60 + 3 * b, 61 + 2 * b, 63 + b, Fraction(64)])[1:3] == [64, 60 + 3 * b]
    assert verdict.projected == level + b * FADED
    assert verdict.projected_zone is NEEDS


def test_a_stock_goes_on_at_its_pace():
    verdict = graded(60, 61, 62, 63, accumulation=Accumulation.STOCK)
    assert (verdict.projected, verdict.projected_zone) == (72, NEEDS)


def test_where_lower_is_better_it_goes_down():
    verdict = graded(
        63,
        62,
        61,
        60,
        direction=Direction.LOWER,
        accumulation=Accumulation.STOCK,
        benchmark=a_benchmark(expected=Flat(Decimal(50)), floor=Flat(Decimal(70))),
    )
    assert (verdict.trend, verdict.projected, verdict.projected_zone) == (
        Trend.IMPROVING,
        51,
        NEEDS,
    )


def test_without_a_trend_it_stays_at_the_plain_median():
    # Of two figures step 1 takes the worse, and a projection their middle.
    assert graded(60, 80).projected == 70
    assert graded(60, 80, 61).projected == 61
    assert graded(80).projected == 80


def test_a_clear_trend_with_a_slope_of_nothing_projects_the_median():
    verdict = graded(*[60] * 9, *[61] * 3)
    assert (verdict.trend, verdict.S, verdict.slope) == (Trend.IMPROVING, 27, 0)
    assert verdict.projected == 61


def test_the_season_is_taken_off_and_given_back():
    offsets = tuple(Decimal(each) for each in (1, 2, 4, *[0] * 8, 8))
    verdict = graded(
        68,
        62,
        64,
        67,
        accumulation=Accumulation.STOCK,
        benchmark=a_benchmark(seasonal_offsets=offsets),
    )
    # 60, 61, 62 and 63 without their season; nine months on 72, and March gives back 8.
    assert verdict.projected == 80


def test_the_season_is_taken_off_a_plain_median_too():
    offsets = tuple(Decimal(each) for each in (1, 2, 4, *[0] * 8, 8))
    verdict = graded(70, 75, 69, benchmark=a_benchmark(seasonal_offsets=offsets))
    assert verdict.projected == 69 + 8


@pytest.mark.parametrize(
    ("kind", "direction", "projected"),
    [
        (UnitKind.PERCENT, 1, 100),
        (UnitKind.PERCENT, -1, 0),
        (UnitKind.COUNT, 1, 102),
        (UnitKind.COUNT, -1, 0),
        (UnitKind.OTHER, 1, 102),
        (UnitKind.OTHER, -1, -8),
    ],
)
def test_a_percentage_and_a_count_stay_what_they_can_be(kind, direction, projected):
    values = [90, 91, 92, 93] if direction > 0 else [4, 3, 2, 1]
    verdict = graded(*values, unit_kind=kind, accumulation=Accumulation.STOCK)
    assert verdict.projected == projected


def test_at_the_years_last_period_nothing_is_projected():
    verdict = grade_series(
        a_series(
            period_graded=date(2022, 3, 1),
            points=points(*range(90, 78, -1)),
            benchmark=a_benchmark(expected=Flat(Decimal(80)), floor=Flat(Decimal(50))),
        )
    )
    assert (verdict.trend, verdict.projected, verdict.projected_zone, verdict.step) == (
        Trend.DETERIORATING,
        None,
        None,
        None,
    )


def test_a_band_is_never_projected_nor_moved():
    verdict = graded(
        *[50, 51, 53, 55, 57, 59],
        direction=Direction.BAND,
        benchmark=a_benchmark(expected=Flat(band(40, 60)), floor=Flat(band(30, 70))),
    )
    assert (verdict.trend, verdict.projected, verdict.step, verdict.grade) == (
        Trend.DETERIORATING,
        None,
        None,
        GOOD,
    )
    assert len(verdict.sentences) == 2


def test_a_line_without_an_end_projects_nothing_and_shares_nothing():
    short = Profile((Decimal(90), Decimal(90), Decimal(90)))
    verdict = graded(*range(60, 68), benchmark=a_benchmark(expected=short, baseline=Decimal(50)))
    assert (verdict.projected, verdict.share, verdict.sigma is None) == (None, None, False)
    flow = graded(60, accumulation=Accumulation.FLOW, benchmark=a_benchmark(expected=short))
    assert flow.projected is None


HUNDREDS = a_benchmark(
    expected=Profile(tuple(Decimal(100) for _ in range(12))), floor=Flat(Decimal(80))
)


def flow(*values, **said):
    """A count that adds up, with a hundred a month expected and eighty the floor."""
    usual = {"accumulation": Accumulation.FLOW, "benchmark": HUNDREDS}
    return graded(*values, **(usual | said))


def test_a_flow_goes_on_against_its_path_as_so_far():
    verdict = flow(90, 100, 110)
    assert (verdict.projected, verdict.projected_zone) == (1200, GOOD)
    assert flow(90, 90, 90).projected == 1080


def test_a_flow_counts_months_without_a_figure_as_still_to_come():
    verdict = flow(90, None, 90)
    assert verdict.projected == 180 + 1000 * Fraction(9, 10)


def test_a_flow_with_a_clear_trend_goes_on_as_its_last_three_figures():
    verdict = flow(140, 130, 120, 110, 100, 90)
    assert (verdict.trend, verdict.projected) == (Trend.DETERIORATING, 1200)
    later = grade_series(
        a_series(
            **OTHER,
            accumulation=Accumulation.FLOW,
            period_graded=date(2021, 8, 1),
            points=points(140, 130, 120, 110, 100),
            benchmark=HUNDREDS,
        )
    )
    assert later.projected == 600 + 700 * Fraction(330, 300)


@pytest.mark.parametrize(("first", "then"), [(90, 110), (110, 90)])
def test_a_flow_with_a_clear_trend_and_a_slope_of_nothing_goes_on_as_so_far(first, then):
    verdict = grade_series(
        a_series(
            **OTHER,
            accumulation=Accumulation.FLOW,
            period_graded=date(2021, 12, 1),
            points=points(*[first] * 9, *[then] * 3, first=date(2021, 1, 1)),
            benchmark=HUNDREDS,
        )
    )
    assert (abs(verdict.S), verdict.slope) == (27, 0)
    so_far = 6 * first + 3 * then
    assert verdict.projected == so_far + 300 * Fraction(so_far, 900)


def test_a_flow_needs_three_figures_of_the_year_for_its_trend():
    verdict = flow(140, 130, 120, 110, 90, points=year_before(140, 130, 120, 110, 90, None))
    assert (verdict.trend, verdict.projected, verdict.step) == (
        Trend.DETERIORATING,
        200 + 1000,
        None,
    )


def test_a_flow_is_not_projected_before_a_tenth_of_its_path():
    rising = a_benchmark(
        expected=Profile((Decimal(9), Decimal(1), *(Decimal(9) for _ in range(10)))),
        floor=Flat(Decimal(0)),
    )
    early = grade_series(
        a_series(
            **OTHER,
            accumulation=Accumulation.FLOW,
            period_graded=APRIL,
            points=points(9),
            benchmark=rising,
        )
    )
    assert (early.projected, len(early.sentences)) == (None, 2)
    assert flow(9, 1, benchmark=rising, points=points(9, 1)).projected == 100
    nearly = a_benchmark(
        expected=Profile((Decimal("9.5"), *[Decimal(0)] * 10, Decimal("90.5"))),
        floor=Flat(Decimal(-1)),
    )
    assert flow(9, benchmark=nearly, points=points(9), max_lag=2).projected is None


def test_a_flow_whose_path_is_nothing_so_far_keeps_to_it():
    late = a_benchmark(
        expected=Profile((*(Decimal(0) for _ in range(11)), Decimal(0))),
        floor=Flat(Decimal(-1)),
    )
    assert flow(5, 5, 5, benchmark=late).projected == 15


def test_a_flow_whose_last_three_expect_nothing_keeps_to_the_rest_of_its_path():
    # March 2022 alone is still to come, with 40 expected.
    ends = a_benchmark(
        expected=Profile((*(Decimal(20) for _ in range(8)), *[Decimal(0)] * 3, Decimal(40))),
        floor=Flat(Decimal(-1)),
    )
    verdict = grade_series(
        a_series(
            **OTHER,
            accumulation=Accumulation.FLOW,
            period_graded=date(2022, 2, 1),
            points=points(*range(30, 19, -1)),
            benchmark=ends,
        )
    )
    assert (verdict.trend, verdict.projected) == (Trend.DETERIORATING, sum(range(20, 31)) + 40)


def test_a_count_that_adds_up_is_clipped_too():
    verdict = flow(-90, -90, -90, unit_kind=UnitKind.COUNT)
    assert verdict.projected == 0


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
