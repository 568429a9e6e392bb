"""Sentences 2 to 4: where the series is going, in words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Form, Frequency, Unit
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Point,
    Profile,
    Seasonal,
    UnitKind,
    grade_series,
)
from tests.grading.builders import (
    CALLS,
    JUNE,
    LAST_PERIODS,
    WAIT,
    a_benchmark,
    a_series,
    band,
    points,
    year_before,
)
from tests.grading.test_trends import quarters

LOW = a_benchmark(expected=Flat(Decimal(50)), floor=Flat(Decimal(70)))
WITHIN = a_benchmark(expected=Flat(band(40, 60)), floor=Flat(band(30, 70)))


def sentences(*values, **said):
    """Those after the first."""
    return grade_series(a_series(**({"points": year_before(*values)} | said))).sentences[1:]


def trend_of(*values, **said):
    return sentences(*values, **said)[0]


def projection_of(*values, **said):
    return sentences(*values, **said)[1]


def test_a_deteriorating_level_that_slows_down():
    assert sentences(62, 61, 64, 60, 57, 58, 51, 56, 40) == (
        "Over 9 months the trend is deteriorating: 32 of 36 comparisons fell; "
        "a net 18 are needed to call it.",
        "Slowing as changes usually do, March 2022 would be 41%: Poor.",
    )


def test_where_lower_is_better_the_deterioration_rises():
    assert trend_of(60, 61, 62, 63, direction=Direction.LOWER, benchmark=LOW) == (
        "Over 4 months the trend is deteriorating: 6 of 6 comparisons rose; "
        "a net 6 are needed to call it."
    )


def test_an_improvement_says_how_many_rose():
    assert trend_of(60, 61, 62, 63) == (
        "Over 4 months the trend is improving: 6 of 6 comparisons rose; "
        "a net 6 are needed to call it."
    )


def test_a_steady_trend_says_both():
    assert trend_of(60, 62, 61, 61) == (
        "Over 4 months the trend is steady: 3 of 6 comparisons rose and 2 fell; "
        "a net 6 are needed to call it."
    )


def test_a_band_comes_nearer_its_middle_or_goes_further():
    said = {"direction": Direction.BAND, "benchmark": WITHIN}
    assert trend_of(60, 45, 54, 51, **said) == (
        "Over 4 months the trend is improving: 6 of 6 comparisons came nearer the middle of the "
        "band; a net 6 are needed to call it."
    )
    assert trend_of(51, 54, 45, 60, **said) == (
        "Over 4 months the trend is deteriorating: 6 of 6 comparisons went further from the "
        "middle of the band; a net 6 are needed to call it."
    )
    assert trend_of(51, 54, 45, 50, **said) == (
        "Over 4 months the trend is steady: 3 of 6 comparisons came nearer the middle of the "
        "band and 3 went further from it; a net 6 are needed to call it."
    )


def test_missing_months_are_told():
    assert trend_of(60, None, 61, 62, None, 63).startswith("Over 4 figures in 6 months the trend")


def test_quarters_and_years_are_named_as_such():
    verdict = grade_series(
        a_series(
            frequency=Frequency.QUARTERLY,
            period_graded=date(2021, 4, 1),
            points=quarters(*range(60, 70)),
            benchmark=a_benchmark(last=LAST_PERIODS[Frequency.QUARTERLY]),
        )
    )
    assert verdict.sentences[1].startswith("Over 8 quarters the trend is improving")
    assert verdict.sentences[2] == (
        "Slowing as changes usually do, January to March 2022 would be 71%: Needs Improvement."
    )


def test_the_chart_is_named_where_it_decides():
    assert trend_of(*[60, 62, 61] * 4, 59, 60, 59, 61, 62, 62, 75) == (
        "Over 12 months the trend is improving: 33 of 66 comparisons rose; "
        "a net 26 are needed to call it, but the control chart is clear."
    )
    assert trend_of(*[60, 58, 59] * 4, 60, 58, 58, 58, 59, 58, 45) == (
        "Over 12 months the trend is deteriorating: 33 of 66 comparisons fell; "
        "a net 26 are needed to call it, but the control chart is clear."
    )


def test_the_chart_is_named_where_it_contradicts():
    assert trend_of(*[90, 92] * 10, *range(50, 62)) == (
        "Over 12 months the trend is steady: 66 of 66 comparisons rose, "
        "but the control chart shows the opposite."
    )
    assert trend_of(*[50, 52] * 10, *range(92, 80, -1)) == (
        "Over 12 months the trend is steady: 66 of 66 comparisons fell, "
        "but the control chart shows the opposite."
    )


def test_why_a_trend_is_unknown_is_told():
    seasonal = a_benchmark(
        expected=Seasonal(Decimal("0.1"), tuple(Decimal(80) for _ in range(12))), floor=None
    )
    assert [
        trend_of(60),
        trend_of(60, 61),
        trend_of(60, 61, 62, 63, rolling=True),
        trend_of(60, 61, 62, 63, benchmark=seasonal),
        trend_of(60, 61, 62, 63, 64, benchmark=seasonal),
    ] == [
        "The trend is unknown: 1 figure within 12 months, and 4 are needed.",
        "The trend is unknown: 2 figures within 12 months, and 4 are needed.",
        "The trend is unknown: the periods of a rolling series overlap.",
        *[
            "The trend is unknown: the path follows the season, and no seasonal offsets are "
            "stored to take off it."
        ]
        * 2,
    ]


def test_a_stock_goes_on_at_its_pace():
    said = {"accumulation": Accumulation.STOCK, "unit_kind": UnitKind.COUNT, "unit": CALLS}
    assert projection_of(1000, 1001, 1002, 1003, **said) == (
        "Going on at this pace, March 2022 would be 1,012: Good."
    )


def test_a_season_is_named():
    offsets = tuple(Decimal(each) for each in (1, 2, 4, *[0] * 8, 8))
    seasonal = {"benchmark": a_benchmark(seasonal_offsets=offsets)}
    stock = {"accumulation": Accumulation.STOCK} | seasonal
    assert [
        projection_of(70, 62, 64, 67, **stock),
        projection_of(68, 62, 64, 67, **seasonal),
        projection_of(70, 75, 69, **seasonal),
    ] == [
        "Staying at the middle of the last 3 and following its season, "
        "March 2022 would be 70%: Needs Improvement.",
        "Slowing as changes usually do and following its season, "
        "March 2022 would be 77%: Needs Improvement.",
        "Staying at the middle of the last 3 and following its season, "
        "March 2022 would be 77%: Needs Improvement.",
    ]


def test_what_it_stays_at_is_named():
    assert [
        projection_of(80),
        projection_of(None, 80, 71),
        projection_of(80, 71, 72),
        projection_of(80, rolling=True),
    ] == [
        "Staying at the latest figure, March 2022 would be 80%: Needs Improvement.",
        "Staying halfway between the last 2, March 2022 would be 76%: Needs Improvement.",
        "Staying at the middle of the last 3, March 2022 would be 72%: Needs Improvement.",
        "Staying at the latest figure, the rolling period to March 2022 would be 80%: "
        "Needs Improvement.",
    ]


def test_a_projection_is_as_exact_as_the_figures_or_as_shows_its_zone():
    # Halfway between 89 and 90.96 is 89.98, which no decimal would print as the path of 90.
    assert projection_of(89, Decimal("90.96")) == (
        "Staying halfway between the last 2, March 2022 would be 89.98%: Needs Improvement."
    )
    nine = a_benchmark(expected=Flat(Decimal(90)), floor=Flat(Decimal("89.4")))
    assert projection_of(89, 90, benchmark=nine) == (
        "Staying halfway between the last 2, March 2022 would be 89.5%: Needs Improvement."
    )
    assert projection_of("80.128") == (
        "Staying at the latest figure, March 2022 would be 80.13%: Needs Improvement."
    )
    assert projection_of("80.25") == (
        "Staying at the latest figure, March 2022 would be 80.25%: Needs Improvement."
    )
    assert projection_of("80.5", 81) == (
        "Staying halfway between the last 2, March 2022 would be 80.8%: Needs Improvement."
    )


def test_a_projection_near_a_line_takes_up_to_six_decimals():
    verdict = grade_series(a_series(points=(Point(JUNE, 90 - Fraction(6, 10**7)),)))
    assert verdict.sentences[2] == (
        "Staying at the latest figure, March 2022 would be 89.999999%: Needs Improvement."
    )


@pytest.mark.parametrize("below", [Fraction(1, 3 * 10**7), Fraction(1, 15 * 10**6)])
def test_a_projection_too_near_a_line_is_printed_as_it_is(below):
    # Less than half of 1 in a million below the path: six decimals print it as the path itself.
    verdict = grade_series(a_series(points=(Point(JUNE, 90 - below),)))
    assert verdict.sentences[2] == (
        "Staying at the latest figure, March 2022 would be 90.00%: Needs Improvement."
    )


def test_clock_times_are_told_as_such():
    assert projection_of(
        200,
        190,
        180,
        170,
        accumulation=Accumulation.STOCK,
        direction=Direction.LOWER,
        unit_kind=UnitKind.OTHER,
        unit=WAIT,
        benchmark=a_benchmark(expected=Flat(Decimal(120)), floor=Flat(Decimal(300))),
    ) == ("Going on at this pace, March 2022 would be 1m20s: Good.")


FLOW = {
    "accumulation": Accumulation.FLOW,
    "unit_kind": UnitKind.COUNT,
    "unit": Unit("offences", Form.COUNT),
    "benchmark": a_benchmark(
        expected=Profile(tuple(Decimal(100) for _ in range(12))), floor=Flat(Decimal(80))
    ),
}


def test_a_flow_adds_up_over_the_year():
    assert sentences(90, 100, 110, **FLOW) == (
        "The trend is unknown: 3 figures within 12 months, and 4 are needed.",
        "Going on against the path as in the year so far, the year would add up to 1,200: Good.",
    )


def test_a_flow_that_falls_goes_on_as_its_last_three_and_is_moved():
    assert sentences(
        **FLOW,
        points=points(200, 150, 110, 80, 50, 20),
        period_graded=date(2021, 9, 1),
    ) == (
        "Over 6 months the trend is deteriorating: 15 of 15 comparisons fell; "
        "a net 11 are needed to call it.",
        "Going on against the path as in the last 3 figures, the year would add up to 910: Poor.",
        "Moved one grade down because the trend is deteriorating and the year would be Poor.",
    )


def test_a_step_up_says_why():
    *_, moved = sentences(*range(45, 63, 3), accumulation=Accumulation.STOCK)
    assert moved == (
        "Moved up to Needs Improvement because the trend is improving and "
        "March 2022 would be Needs Improvement."
    )


def test_a_step_down_says_why():
    *_, moved = sentences(*range(98, 92, -1), accumulation=Accumulation.STOCK)
    assert moved == (
        "Moved one grade down because the trend is deteriorating and "
        "March 2022 would be Needs Improvement."
    )


def test_what_is_not_graded_has_one_sentence():
    verdict = grade_series(a_series(points=()))
    assert verdict.sentences == ("Not graded: awaiting data from the force.",)
