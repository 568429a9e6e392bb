"""Step 3: where the year would end if things go on (GRADING.md section 2)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Grade,
    Profile,
    Trend,
    UnitKind,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    CALLS,
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
