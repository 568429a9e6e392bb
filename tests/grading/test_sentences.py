"""Sentence 1: where the series stands, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Linear,
    Point,
    Profile,
    UnitKind,
    grade_series,
)
from tests.grading.builders import (
    APRIL,
    CALLS,
    JUNE,
    LAST_PERIODS,
    MAY,
    WAIT,
    a_benchmark,
    a_series,
    band,
    number,
    points,
)


def sentence(**said):
    first, *_ = grade_series(a_series(**said)).sentences
    return first


def test_the_middle_of_three_against_a_flat_path():
    assert sentence() == (
        "40% in June 2021; the middle of the last 3 is 51%. "
        "The path expected 90% (39 points behind); the floor is 66%."
    )


def test_a_single_value_is_not_called_a_middle():
    assert sentence(points=points(38, first=JUNE)) == (
        "38% in June 2021. The path expected 90% (52 points behind); the floor is 66%."
    )


def test_one_point_is_not_plural():
    assert sentence(points=points(89, first=JUNE)) == (
        "89% in June 2021. The path expected 90% (1 point behind); the floor is 66%."
    )


def test_a_figure_on_the_path_is_neither_ahead_nor_behind():
    assert sentence(points=points(90, first=JUNE)) == (
        "90% in June 2021. The path expected 90% (exactly on it); the floor is 66%."
    )


def test_the_stretch_is_named_once_the_path_is_met():
    stretch = a_benchmark(stretch=Flat(Decimal(95)))
    assert sentence(points=points(92, first=JUNE), benchmark=stretch) == (
        "92% in June 2021. The path expected 90% (2 points ahead); "
        "the stretch path is 95% (3 points behind); the floor is 66%."
    )


def test_a_strict_path_says_what_would_beat_it():
    more = a_benchmark(expected=Flat(Decimal(90), strict=True))
    assert sentence(points=points(90, first=JUNE), benchmark=more) == (
        "90% in June 2021. The path expected more than 90% (exactly on it); the floor is 66%."
    )


def test_the_worse_of_two_where_lower_is_better():
    falling = a_benchmark(expected=Flat(Decimal(120)), floor=Flat(Decimal(300)))
    assert sentence(
        direction=Direction.LOWER,
        unit_kind=UnitKind.OTHER,
        unit=WAIT,
        points=points(747, 138, first=MAY),
        benchmark=falling,
    ) == (
        "2m18s in June 2021; the worse of the last 2 is 12m27s. "
        "The path expected 2m00s (10m27s behind); the floor is 5m00s."
    )


def test_a_rolling_figure_is_not_said_to_be_of_one_month():
    assert sentence(rolling=True, points=points(70, first=JUNE)) == (
        "70% in the rolling period to June 2021. "
        "The path expected 90% (20 points behind); the floor is 66%."
    )


def test_quarters_and_years_are_named_as_such():
    quarter = a_benchmark(last=LAST_PERIODS[Frequency.QUARTERLY])
    assert sentence(
        frequency=Frequency.QUARTERLY,
        period_graded=APRIL,
        points=(Point(APRIL, Decimal(70)),),
        benchmark=quarter,
    ) == ("70% in April to June 2021. The path expected 90% (20 points behind); the floor is 66%.")


RISING = a_benchmark(expected=Linear(Decimal(72)), floor=None, baseline=Decimal(60))


def test_where_the_path_moves_the_distances_speak_instead_of_a_middle_value():
    assert sentence(points=points(61, 61, 61), benchmark=RISING) == (
        "61% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands 1 point behind the path and 1 point clear of the floor."
    )


def test_where_the_path_moves_a_met_stretch_has_its_distance_too():
    stretched = replace(RISING, stretch=Linear(Decimal(84)))
    assert sentence(points=points(65, 65), period_graded=MAY, benchmark=stretched) == (
        "65% in May 2021. The path expected 62% then, and the floor was 60%; taking the worse of "
        "the last 2, it stands 3 points ahead of the path, 1 point ahead of the stretch path "
        "and 5 points clear of the floor."
    )


def test_where_the_path_moves_standing_exactly_on_a_line_is_said():
    assert sentence(points=points(61, 62, 63), benchmark=RISING) == (
        "63% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands exactly on the path and 2 points clear of the floor."
    )
    assert sentence(points=points(60, 60, 60), benchmark=RISING) == (
        "60% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands 2 points behind the path and exactly on the floor."
    )


def test_falling_short_of_the_floor_is_said():
    assert sentence(points=points(59, 59, 59), benchmark=RISING) == (
        "59% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands 3 points behind the path and 1 point short of the floor."
    )


def test_half_a_point_behind_or_short_is_neither_ahead_nor_clear():
    assert sentence(points=points("59.5", "59.5", "59.5"), benchmark=RISING) == (
        "59.5% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands 2.5 points behind the path and 0.5 points short of the floor."
    )
    assert sentence(points=points(61, "61.5", "62.5"), benchmark=RISING) == (
        "62.5% in June 2021. The path expected 63% then, and the floor was 60%; taking the middle "
        "of the last 3, it stands 0.5 points behind the path and 1.5 points clear of the floor."
    )


BAND = {
    "direction": Direction.BAND,
    "benchmark": a_benchmark(expected=Flat(band(40, 60)), floor=Flat(band(30, 70))),
}


def test_a_band_is_inside_or_outside():
    assert sentence(points=points(45, first=JUNE), **BAND) == (
        "45% in June 2021. The path expected 40% to 60% (5 points inside); the floor is 30% to 70%."
    )
    assert sentence(points=points("40.5", first=JUNE), **BAND) == (
        "40.5% in June 2021. The path expected 40% to 60% (0.5 points inside); "
        "the floor is 30% to 70%."
    )
    assert sentence(points=points("39.5", first=JUNE), **BAND) == (
        "39.5% in June 2021. The path expected 40% to 60% (0.5 points outside); "
        "the floor is 30% to 70%."
    )
    assert sentence(points=points(62, first=JUNE), **BAND) == (
        "62% in June 2021. The path expected 40% to 60% (2 points outside); "
        "the floor is 30% to 70%."
    )
    assert sentence(points=points(60, first=JUNE), **BAND) == (
        "60% in June 2021. The path expected 40% to 60% (exactly at its edge); "
        "the floor is 30% to 70%."
    )


def test_a_band_over_three_figures_speaks_of_distances():
    assert sentence(points=points(62, 45, 40), **BAND) == (
        "40% in June 2021. The path expected 40% to 60% then, and the floor was 30% to 70%; "
        "taking the middle of the last 3, it stands exactly at the edge of the path "
        "and 10 points clear of the floor."
    )
    assert sentence(points=points(62, 45, 63), **BAND) == (
        "63% in June 2021. The path expected 40% to 60% then, and the floor was 30% to 70%; "
        "taking the middle of the last 3, it stands 2 points outside the path "
        "and 8 points clear of the floor."
    )


FLOW = {
    "accumulation": Accumulation.FLOW,
    "unit_kind": UnitKind.COUNT,
    "unit": CALLS,
    "benchmark": a_benchmark(
        expected=Profile(tuple(number(each) for each in (1000, 1100, *[1200] * 10))),
        floor=Flat(Decimal(700)),
    ),
}


def test_a_flow_speaks_of_its_sum():
    assert sentence(points=points(1000, 1100, 900), **FLOW) == (
        "900 in June 2021; the 3 months from April 2021 add up to 3,000. "
        "The path expected 3,300 over them (300 behind); the floor is 2,100."
    )


def test_a_flow_with_a_gap_says_that_it_adds_up_the_months_with_a_figure():
    assert sentence(points=points(1000, None, 900), **FLOW) == (
        "900 in June 2021; the 2 months with a figure from April 2021 add up to 1,900. "
        "The path expected 2,200 over them (300 behind); the floor is 1,400."
    )


def test_a_gap_just_before_the_latest_figure_of_a_flow_is_said_too():
    said = sentence(points=points(1000, 1100, None, 900), period_graded=date(2021, 7, 1), **FLOW)
    assert said.partition(" from ")[0] == "900 in July 2021; the 3 months with a figure"


def test_a_flow_ahead_of_its_stretch_says_so():
    stretched = replace(FLOW["benchmark"], stretch=Flat(Decimal(1300)))
    assert sentence(points=points(2000, 2000), **FLOW | {"benchmark": stretched}) == (
        "2,000 in May 2021; the 2 months from April 2021 add up to 4,000. "
        "The path expected 2,100 over them (1,900 ahead); the stretch path is 2,600 "
        "(1,400 ahead); the floor is 1,400."
    )


def test_a_distance_too_small_to_print_is_never_printed_as_nothing():
    third = Fraction(1, 1_000_000_000)
    assert sentence(points=(Point(JUNE, 90 - third),)) == (
        "90.00% in June 2021. "
        "The path expected 90% (less than 0.01 points behind); the floor is 66%."
    )
    assert sentence(points=(Point(JUNE, 90 - third),), unit=CALLS) == (
        "90.00 in June 2021. The path expected 90 (less than 0.01 behind); the floor is 66."
    )


def test_the_year_of_an_annual_figure_is_a_financial_one():
    year = a_benchmark(last=LAST_PERIODS[Frequency.ANNUAL])
    assert sentence(
        frequency=Frequency.ANNUAL,
        period_graded=APRIL,
        points=(Point(date(2021, 4, 1), Decimal(95)),),
        benchmark=year,
    ) == ("95% in 2021/22. The path expected 90% (5 points ahead); the floor is 66%.")
