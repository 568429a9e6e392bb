"""The cases that the two board papers decide (GRADING.md section 6)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from performance.figures import Form, Frequency, Unit
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Grade,
    Linear,
    Part,
    Point,
    Reason,
    UnitKind,
    combine,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    CALLS,
    JULY,
    MARCH_BEFORE,
    MAY,
    a_benchmark,
    a_series,
    points,
)

CADETS = Unit("units", Form.COUNT)
DAYS = Unit("days", Form.SUFFIXED, " days")


def answered(*months, graded, first=APRIL):
    return grade_series(
        a_series(
            period_graded=graded,
            points=points(*months, first=first),
            benchmark=a_benchmark(stretch=Flat(Decimal(95))),
        )
    )


def a_part(value, expected, floor, *, stretch=None, better=Direction.HIGHER, day=MAY):
    verdict = grade_series(
        a_series(
            direction=better,
            period_graded=MAY,
            points=(Point(day, value),),
            benchmark=a_benchmark(
                expected=Flat(expected),
                floor=Flat(floor),
                stretch=None if stretch is None else Flat(stretch),
            ),
        )
    )
    return Part(grade=verdict.grade, reason=verdict.reason, digest=verdict.digest)


def grades_of(parts):
    return [part.grade for part in parts]


def test_calls_to_101_answered_in_three_minutes_are_poor_in_june():
    verdict = answered(56, 40, graded=date(2021, 6, 1), first=MAY)
    assert verdict.grade is Grade.POOR
    assert verdict.sentences == (
        "40% in June 2021; the worse of the last 2 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%.",
        "The trend is unknown: 2 figures within 12 months, and 4 are needed.",
        "Staying halfway between the last 2, March 2022 would be 48%: Poor.",
    )


def test_calls_to_101_stay_poor_with_38_percent_in_july():
    verdict = answered(56, 40, 38, graded=JULY, first=MAY)
    assert verdict.grade is Grade.POOR
    assert verdict.sentences == (
        "38% in July 2021; the middle of the last 3 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%.",
        "The trend is unknown: 3 figures within 12 months, and 4 are needed.",
        "Staying at the middle of the last 3, March 2022 would be 40%: Poor.",
    )


def volunteers():
    return a_series(
        accumulation=Accumulation.STOCK,
        unit_kind=UnitKind.COUNT,
        unit=CADETS,
        period_graded=MAY,
        points=points(5, 5, 5, first=MARCH_BEFORE),
        benchmark=a_benchmark(expected=Linear(Decimal(8)), floor=None, baseline=Decimal(5)),
    )


def test_cadet_units_that_stay_where_they_started_are_poor():
    verdict = grade_series(volunteers())
    assert (verdict.grade, verdict.dF) == (Grade.POOR, 0)
    assert [point.start for point in verdict.window] == [APRIL, MAY]


def subscribers(a_month):
    march = Decimal(111_504)
    return a_series(
        accumulation=Accumulation.STOCK,
        unit_kind=UnitKind.COUNT,
        unit=CALLS,
        period_graded=MAY,
        points=points(111_504, 112_504, 113_504, first=MARCH_BEFORE),
        benchmark=a_benchmark(expected=Linear(march + 12 * a_month), floor=None, baseline=march),
    )


def test_wmnow_growing_slower_than_its_path_needs_improvement():
    verdict = grade_series(subscribers(1_250))
    assert (verdict.grade, verdict.dE, verdict.dF) == (Grade.NEEDS_IMPROVEMENT, -500, 1000)


def test_wmnow_would_be_good_if_a_thousand_a_month_were_the_path():
    assert grade_series(subscribers(1_000)).grade is Grade.GOOD


def test_misconduct_investigations_are_shorter_but_behind_the_path():
    year = date(2020, 4, 1)
    verdict = grade_series(
        a_series(
            direction=Direction.LOWER,
            frequency=Frequency.ANNUAL,
            unit_kind=UnitKind.OTHER,
            unit=DAYS,
            period_graded=year,
            points=(Point(date(2019, 4, 1), Decimal(406)), Point(year, Decimal(303))),
            benchmark=a_benchmark(
                year_start=year,
                first=year,
                last=year,
                approved_on=date(2020, 2, 1),
                expected=Flat(Decimal(250)),
                floor=None,
                baseline=Decimal(406),
            ),
        )
    )
    assert verdict.grade is Grade.NEEDS_IMPROVEMENT
    assert verdict.sentences == (
        "303 days in 2020/21. The path expected 250 days (53 days behind); the floor is 406 days.",
        "The trend is unknown: 2 figures within 6 years, and 4 are needed.",
    )


def test_repeat_missing_children_are_not_good_while_half_or_more_go_missing_again():
    verdict = grade_series(
        a_series(
            direction=Direction.LOWER,
            period_graded=MAY,
            points=points(55, 51),
            benchmark=a_benchmark(expected=Flat(Decimal(50), strict=True), floor=Flat(Decimal(60))),
        )
    )
    assert (verdict.grade, verdict.dE, verdict.dF) == (Grade.NEEDS_IMPROVEMENT, -5, 5)
    assert verdict.sentences == (
        "51% in May 2021; the worse of the last 2 is 55%. "
        "The path expected less than 50% (5 points behind); the floor is 60%.",
        "The trend is unknown: 2 figures within 12 months, and 4 are needed.",
        "Staying halfway between the last 2, March 2022 would be 53%: Needs Improvement.",
    )


def against_baseline(baseline, current, better=Direction.HIGHER):
    """The April 2020 figure is the path; the floor is 10% worse."""
    baseline, current = Decimal(baseline), Decimal(current)
    tenth_worse = Decimal("0.9") if better is Direction.HIGHER else Decimal("1.1")
    return a_part(current, baseline, baseline * tenth_worse, better=better)


def test_under_represented_colleagues_need_improvement_with_a_mean_of_2_33():
    less = Direction.LOWER
    parts = [
        against_baseline("48.9", "45.4"),
        a_part(Decimal("18.8"), Decimal(30), Decimal("18.5")),
        against_baseline("2.8", "3.2"),
        against_baseline("40.6", "41.1", less),
        against_baseline("11.6", "15.4", less),
        against_baseline("2.4", "2.6", less),
        against_baseline("43.1", "43.7"),
        against_baseline("13.1", "14.0"),
        against_baseline("2.1", "2.3"),
    ]
    good, needs, poor = Grade.GOOD, Grade.NEEDS_IMPROVEMENT, Grade.POOR
    assert grades_of(parts) == [needs, needs, good, needs, poor, needs, good, good, good]
    composite = combine(parts)
    assert (composite.grade, composite.m) == (Grade.NEEDS_IMPROVEMENT, Fraction(7, 3))
    assert composite.sentences == (
        "9 parts: 4 Good, 4 Needs Improvement, 1 Poor. Mean score 2.33 of 4.",
    )


def test_core_skills_need_improvement_with_a_mean_of_2_14():
    skilled = ["55.6", "91.4", "77", "47.8", "100", "59.9"]
    shares = [*map(Decimal, skilled), Fraction(30 * 100, 63)]
    parts = [a_part(share, 90, 50, stretch=100, day=date(2021, 5, 1)) for share in shares]
    composite = combine(parts)
    assert (composite.grade, composite.m) == (Grade.NEEDS_IMPROVEMENT, Fraction(15, 7))
    assert composite.sentences == (
        "7 parts: 1 Outstanding, 1 Good, 3 Needs Improvement, 2 Poor. Mean score 2.14 of 4.",
    )


def test_what_is_only_monitored_is_never_graded():
    verdict = grade_series(a_series(direction=Direction.MONITOR))
    assert (verdict.grade, verdict.reason) == (None, Reason.MONITOR_ONLY)


def test_what_awaits_data_is_not_graded():
    verdict = grade_series(a_series(points=()))
    assert (verdict.grade, verdict.reason) == (None, Reason.NO_DATA_THIS_YEAR)
    assert verdict.sentences == ("Not graded: awaiting data from the force.",)
