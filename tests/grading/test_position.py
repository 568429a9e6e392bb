"""Step 1: the zone, and what it takes to earn it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Grade,
    LinesAt,
    Point,
    Profile,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    JUNE,
    LAST_PERIODS,
    MAY,
    a_benchmark,
    a_series,
    band,
    number,
    points,
)


def zone(value, *, direction=Direction.HIGHER, **lines):
    series = a_series(
        direction=direction,
        period_graded=APRIL,
        points=points(value),
        benchmark=a_benchmark(**lines),
    )
    return grade_series(series).zone


@pytest.mark.parametrize(
    ("value", "earned"),
    [
        (95, Grade.OUTSTANDING),
        ("94.999", Grade.GOOD),
        (90, Grade.GOOD),
        ("89.999", Grade.NEEDS_IMPROVEMENT),
        ("66.001", Grade.NEEDS_IMPROVEMENT),
        (66, Grade.POOR),
    ],
)
def test_meeting_a_line_exactly_earns_it_except_the_floor(value, earned):
    assert zone(value, stretch=Flat(Decimal(95))) is earned


def test_without_a_stretch_nothing_is_outstanding():
    assert zone(100) is Grade.GOOD


def test_a_strict_line_must_be_beaten():
    strict = {
        "expected": Flat(Decimal(90), strict=True),
        "stretch": Flat(Decimal(95), strict=True),
    }
    zones = [zone(value, **strict) for value in (90, "90.001", 95, "95.001")]
    assert zones == [Grade.NEEDS_IMPROVEMENT, Grade.GOOD, Grade.GOOD, Grade.OUTSTANDING]


def test_the_strict_mark_has_no_effect_on_a_floor():
    strict = Flat(Decimal(66), strict=True)
    assert [zone(66, floor=strict), zone("66.001", floor=strict)] == [
        Grade.POOR,
        Grade.NEEDS_IMPROVEMENT,
    ]


def test_lower_is_better_where_the_series_says_so():
    lines = {"expected": Flat(Decimal(50)), "floor": Flat(Decimal(60))}
    zones = [zone(value, direction=Direction.LOWER, **lines) for value in (50, 51, 60)]
    assert zones == [Grade.GOOD, Grade.NEEDS_IMPROVEMENT, Grade.POOR]


def test_a_band_is_kept_within_at_both_ends():
    lines = {
        "expected": Flat(band(40, 60)),
        "floor": Flat(band(30, 70)),
        "stretch": Flat(band(45, 55)),
    }
    values = (30, 31, 40, 45, 55, 60, 69, 70)
    good, needs, poor = Grade.GOOD, Grade.NEEDS_IMPROVEMENT, Grade.POOR
    best = Grade.OUTSTANDING
    assert [zone(value, direction=Direction.BAND, **lines) for value in values] == [
        poor,
        needs,
        good,
        best,
        best,
        good,
        needs,
        poor,
    ]


def test_the_middle_of_the_last_three_decides():
    verdict = grade_series(
        a_series(points=points(10, 95, 89, 91), period_graded=JUNE.replace(month=7))
    )
    assert (verdict.dE, verdict.grade) == (1, Grade.GOOD)


def test_of_two_the_worse_decides():
    verdict = grade_series(a_series(points=points(95, 80), period_graded=MAY))
    assert (verdict.dE, verdict.dF) == (-10, 14)


def test_missing_months_are_passed_over_for_older_ones():
    verdict = grade_series(a_series(points=points(70, None, 80)))
    assert [point.start for point in verdict.window] == [APRIL, JUNE]


def test_each_value_is_compared_with_the_line_of_its_own_period():
    path = Profile(tuple(number(each) for each in (50, 60, 70, *[70] * 9)))
    verdict = grade_series(
        a_series(
            points=points(49, 63, 66),
            benchmark=a_benchmark(expected=path, floor=Flat(Decimal(40))),
        )
    )
    assert verdict.dE == -1
    assert verdict.lines == LinesAt(JUNE, Fraction(70), Fraction(40), None)


@pytest.mark.parametrize("frequency", [Frequency.QUARTERLY, Frequency.ANNUAL])
def test_quarterly_and_annual_series_are_judged_by_their_latest_value(frequency):
    latest = LAST_PERIODS[frequency]
    series = a_series(
        frequency=frequency,
        period_graded=latest,
        points=(
            Point(latest.replace(year=latest.year - 1), Decimal(100)),
            Point(latest, Decimal(70)),
        ),
        benchmark=a_benchmark(last=latest),
    )
    assert grade_series(series).dE == -20


def test_only_values_since_the_break_are_compared():
    series = a_series(
        points=points(99, 99, 70), breaks=(JUNE,), benchmark=a_benchmark(reapproved_on=JUNE)
    )
    assert grade_series(series).window == (Point(JUNE, Decimal(70)),)


def test_a_flow_is_judged_by_its_sums_over_the_months_that_have_a_value():
    series = a_series(
        accumulation=Accumulation.FLOW,
        points=points(100, None, 75),
        benchmark=a_benchmark(
            expected=Profile(tuple(number(each) for each in (90, 1000, 90, *[90] * 9)))
        ),
    )
    verdict = grade_series(series)
    assert (verdict.dE, verdict.dF, verdict.grade) == (-5, 43, Grade.NEEDS_IMPROVEMENT)


def test_a_flow_within_a_band_is_judged_by_the_sums_of_both_ends():
    series = a_series(
        direction=Direction.BAND,
        accumulation=Accumulation.FLOW,
        points=points(10, 30),
        benchmark=a_benchmark(expected=Flat(band(10, 20)), floor=Flat(band(5, 25))),
    )
    verdict = grade_series(series)
    assert (verdict.dE, verdict.dF, verdict.grade) == (0, 10, Grade.GOOD)


def test_comparisons_are_exact_where_floats_would_err():
    path = a_benchmark(expected=Flat(Decimal("0.3")), floor=Flat(Decimal(0)))
    flow = a_series(
        accumulation=Accumulation.FLOW,
        points=points("0.1", "0.2", "0.6"),
        benchmark=path,
    )
    assert (grade_series(flow).dE, grade_series(flow).grade) == (0, Grade.GOOD)


def test_stored_words_serve_as_well_as_the_engines_own():
    stored = a_series(direction="lower", accumulation="stock", frequency="monthly")
    assert (stored.direction, stored.accumulation) == (Direction.LOWER, Accumulation.STOCK)
