"""Step 2: which way the latest figures go."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Point,
    Profile,
    Seasonal,
    Trend,
    Variation,
    grade_series,
)
from performance.grading.trends import NEEDED
from tests.grading.builders import (
    APRIL,
    JUNE,
    LAST_PERIODS,
    MAY,
    a_benchmark,
    a_series,
    band,
    year_before,
)


def trend(*values, **said):
    return grade_series(a_series(points=year_before(*values), **said))


def test_three_figures_are_too_few_for_a_trend():
    verdict = trend(60, 61, 62)
    assert (verdict.trend, verdict.n) == (Trend.UNKNOWN, 3)
    assert (verdict.S, verdict.S_needed, verdict.slope) == (None, None, None)


def test_four_figures_that_all_rise_are_a_trend():
    verdict = trend(60, 61, 63, 64)
    assert (verdict.trend, verdict.n) == (Trend.IMPROVING, 4)
    assert (verdict.S, verdict.S_needed, verdict.slope) == (6, 6, Fraction(17, 12))


def test_where_lower_is_better_a_rise_is_a_deterioration():
    verdict = trend(60, 61, 63, 64, direction=Direction.LOWER, benchmark=falling())
    assert (verdict.trend, verdict.S, verdict.slope) == (Trend.DETERIORATING, -6, -Fraction(17, 12))


def falling():
    return a_benchmark(expected=Flat(Decimal(50)), floor=Flat(Decimal(70)))


@pytest.mark.parametrize(("n", "needed"), NEEDED.items())
def test_the_net_needed_is_the_exact_two_sided_tenth(n, needed):
    """The null distribution, by counting inversions of permutations (Kendall)."""
    ways = [1]
    for size in range(2, n + 1):
        ways = [sum(ways[max(0, k - size + 1) : k + 1]) for k in range(len(ways) + size - 1)]
    pairs, total = n * (n - 1) // 2, sum(ways)
    chance = {pairs - 2 * swaps: Fraction(many, total) for swaps, many in enumerate(ways)}

    def beyond(least):
        return 2 * sum(share for net, share in chance.items() if net >= least)

    assert beyond(needed) <= Fraction(1, 10) < beyond(needed - 2)


@pytest.mark.parametrize(("n", "needed"), NEEDED.items())
def test_a_trend_is_called_from_the_net_needed_on(n, needed):
    # Rising, with the first figure moved up past as many others as it takes.
    pairs = n * (n - 1) // 2
    for short in (0, 2):
        values = [Fraction(each) for each in range(n)]
        for _ in range((pairs - needed + short) // 2):
            place = next(k for k in range(n - 1) if values[k] < values[k + 1])
            values[place : place + 2] = values[place + 1], values[place]
        found = trend(*map(int, values))
        net = pairs - (pairs - needed + short) // 2 * 2
        called = Trend.STEADY if net < needed else Trend.IMPROVING
        assert (found.S, found.trend) == (net, called)


def test_only_the_last_twelve_months_count_and_gaps_are_not_filled_from_before():
    verdict = trend(0, 0, 0, 60, None, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71)
    assert (verdict.n, verdict.S, verdict.S_needed) == (11, 55, 23)
    assert [point.value for point in verdict.trend_figures] == [60, *range(62, 72)]
    assert trend(0, *range(60, 72)).n == 12


def test_twelve_months_end_with_the_latest_figure_not_with_the_period_graded():
    verdict = trend(*range(60, 72), None)
    assert (verdict.n, verdict.window[-1].start) == (12, MAY)


def test_slopes_count_missing_periods_as_time():
    verdict = trend(60, None, None, 63, 64, 65)
    assert (verdict.n, verdict.slope) == (4, 1)


def quarters(*values, first=2019):
    return tuple(
        Point(date(first + k // 4, k % 4 * 3 + 1, 1), Decimal(value))
        for k, value in enumerate(values)
    )


def test_eight_quarters_and_six_years_count():
    quarterly = grade_series(
        a_series(
            frequency=Frequency.QUARTERLY,
            period_graded=APRIL,
            points=quarters(*range(60, 70)),
            benchmark=a_benchmark(last=LAST_PERIODS[Frequency.QUARTERLY]),
        )
    )
    annual = grade_series(
        a_series(
            frequency=Frequency.ANNUAL,
            period_graded=APRIL,
            points=tuple(Point(date(2012 + k, 4, 1), Decimal(60 + k)) for k in range(10)),
            benchmark=a_benchmark(last=APRIL),
        )
    )
    assert (quarterly.n, annual.n) == (8, 6)


def test_a_rolling_series_has_no_trend_and_no_icons():
    verdict = trend(*range(40, 53), rolling=True)
    assert (verdict.trend, verdict.n, verdict.S) == (Trend.UNKNOWN, 12, None)
    assert (verdict.variation, verdict.assurance, verdict.marginal) == (None, None, None)
    assert verdict.chart_points == 13


LAST_YEAR = tuple(Decimal(80) for _ in range(12))


def test_a_seasonal_path_without_offsets_has_no_trend():
    seasonal = a_benchmark(expected=Seasonal(Decimal("0.1"), LAST_YEAR), floor=None)
    offsets = replace(seasonal, seasonal_offsets=tuple(Decimal(0) for _ in range(12)))
    assert trend(60, 61, 63, 64, benchmark=seasonal).trend is Trend.UNKNOWN
    assert trend(60, 61, 63, 64, benchmark=offsets).trend is Trend.IMPROVING


def test_offsets_are_taken_off_by_their_place_in_the_year():
    # April, May and June are the year's first three; March its last.
    offsets = tuple(Decimal(each) for each in (10, 20, 30, *[0] * 8, 5))
    verdict = trend(65, 71, 82, 93, benchmark=a_benchmark(seasonal_offsets=offsets))
    assert (verdict.S, verdict.slope) == (6, 1)


def test_a_break_leaves_only_the_figures_since():
    verdict = trend(
        *range(90, 80, -1), 60, 61, 63, 64, breaks=(date(2021, 3, 1),), benchmark=again()
    )
    assert (verdict.n, verdict.S, verdict.chart_points) == (4, 6, 4)


def again():
    return a_benchmark(reapproved_on=date(2021, 3, 1))


def test_a_band_goes_towards_its_middle_or_away():
    within = a_benchmark(expected=Flat(band(40, 60)), floor=Flat(band(30, 70)))
    nearer = trend(30, 65, 45, 52, direction=Direction.BAND, benchmark=within)
    further = trend(52, 45, 65, 30, direction=Direction.BAND, benchmark=within)
    assert (nearer.trend, nearer.S, further.trend) == (
        Trend.IMPROVING,
        6,
        Trend.DETERIORATING,
    )


def test_outside_its_year_a_bands_middle_is_the_nearest_periods():
    # The middle is 50 in April, 60 in May and 70 from June on.
    middles = (50, 60, *[70] * 10)
    profile = Profile(tuple(band(each - 5, each + 5) for each in middles))
    floor = Profile(tuple(band(each - 20, each + 20) for each in middles))
    verdict = trend(
        40,
        59,
        42,
        67,
        77,
        direction=Direction.BAND,
        benchmark=a_benchmark(expected=profile, floor=floor),
    )
    # Distances 10, 9, 8, 7 and 7: nine pairs come nearer and one ties.
    assert (verdict.S, verdict.slope) == (9, Fraction(1))


def test_a_flow_compares_single_months_not_sums():
    verdict = trend(
        90,
        80,
        70,
        60,
        accumulation=Accumulation.FLOW,
        benchmark=a_benchmark(floor=Flat(Decimal(10))),
    )
    assert (verdict.trend, verdict.S) == (Trend.DETERIORATING, -6)


def test_the_chart_decides_where_the_comparisons_do_not():
    """The latest figure leaves the limits, and the slope goes its way."""
    verdict = trend(*[60, 62, 61] * 4, 59, 60, 59, 61, 62, 62, 75)
    assert abs(verdict.S) < verdict.S_needed
    assert (verdict.variation, verdict.slope > 0) == (Variation.IMPROVEMENT_HIGH, True)
    assert verdict.trend is Trend.IMPROVING


def test_the_chart_decides_for_the_worse_as_well():
    verdict = trend(*[60, 58, 59] * 4, 60, 58, 58, 58, 59, 58, 45)
    assert (verdict.variation, verdict.trend) == (Variation.CONCERN_LOW, Trend.DETERIORATING)
    assert abs(verdict.S) < verdict.S_needed


def test_the_chart_decides_nothing_against_the_slope():
    verdict = trend(*[62, 60, 61] * 4, 62, 61, 61, 60, 60, 75)
    assert verdict.slope <= 0
    assert (verdict.variation, verdict.trend) == (Variation.IMPROVEMENT_HIGH, Trend.STEADY)


def test_the_chart_is_no_evidence_below_thirteen_points():
    values = (61, 59, 60, 61, 60, 62, 59, 61, 60, 61, 60, 75)
    twelve, thirteen = trend(*values), trend(60, *values)
    assert (twelve.variation, thirteen.variation) == (Variation.IMPROVEMENT_HIGH,) * 2
    assert (twelve.trend, thirteen.trend) == (Trend.STEADY, Trend.IMPROVING)


def test_a_clear_trend_that_the_chart_contradicts_is_steady():
    """A year of slow recovery after a fall is still below the mean of all."""
    verdict = trend(*[90, 92] * 10, *range(50, 62))
    assert (verdict.S, verdict.variation, verdict.trend) == (
        66,
        Variation.CONCERN_LOW,
        Trend.STEADY,
    )
    falling_back = trend(*[50, 52] * 10, *range(92, 80, -1))
    assert (falling_back.S, falling_back.variation, falling_back.trend) == (
        -66,
        Variation.IMPROVEMENT_HIGH,
        Trend.STEADY,
    )


def test_a_rebasing_starts_the_chart_anew_and_the_trend_keeps_its_year():
    rebased = trend(*[90, 92] * 10, *range(50, 62), rebases=(date(2020, 7, 1),))
    assert (rebased.chart_points, rebased.n) == (12, 12)
    assert (rebased.variation, rebased.trend) == (Variation.IMPROVEMENT_HIGH, Trend.IMPROVING)


def test_of_several_rebasings_the_last_counts_and_a_later_one_does_not():
    rebases = (date(2021, 1, 1), date(2020, 7, 1), date(2021, 7, 1), date(2018, 1, 1))
    assert trend(*range(50, 62), rebases=rebases).chart_points == 6
    assert trend(*range(50, 62), rebases=(JUNE,)).chart_points == 1


def test_assurance_is_of_the_path_at_the_latest_figures_period():
    steady = [80, 82] * 7
    assert trend(*steady, benchmark=a_benchmark(expected=Flat(Decimal(70)))).assurance == "pass"
    assert trend(*steady, benchmark=a_benchmark(expected=Flat(Decimal(81)))).assurance == (
        "hit_and_miss"
    )
    assert trend(*steady).assurance == "fail"


def test_assurance_is_of_the_path_less_its_season():
    # Less 20 in June the figures are 80 and 82, and the path of 95 is 75.
    offsets = tuple(Decimal(each) for each in (0, 0, 20, *[0] * 9))
    values = [80, 102, *[80, 82] * 5, 80, 102]
    verdict = trend(
        *values,
        benchmark=a_benchmark(expected=Flat(Decimal(95)), seasonal_offsets=offsets),
    )
    assert verdict.assurance == "pass"
