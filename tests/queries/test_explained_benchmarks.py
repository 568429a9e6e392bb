"""A benchmark in words: shapes, strictness, defaults, season, bands, approval."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    Band,
    Better,
    Direction,
    Flat,
    GapRule,
    Linear,
    Profile,
    Reach,
    Rubric,
    Seasonal,
)
from performance.queries.explanations.explained_benchmarks import benchmark_explained
from performance.queries.explanations.explanations import NOT_ASKED
from tests.grading.builders import CALLS, a_benchmark, a_series, band


def said_of(benchmark, **series):
    return benchmark_explained(a_series(benchmark=benchmark, **series), None, NOT_ASKED)


def lines(benchmark, **series):
    return [(each.title, each.words) for each in said_of(benchmark, **series).lines]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Flat(Decimal(90)), "90% all year"),
        (Flat(Decimal(90), strict=True), "more than 90% all year"),
        (
            Linear(Decimal(95)),
            "in even steps from 80% before the year to 95% in March 2022",
        ),
        (
            Profile(tuple(map(Decimal, range(81, 93)))),
            "a value typed for each month: 81% in April 2021 to 92% in March 2022",
        ),
        (
            Profile(tuple(map(Decimal, range(81, 93))), strict=True),
            "a value typed for each month: 81% in April 2021 to 92% in March 2022; meeting it "
            "exactly is not enough",
        ),
        (Profile((Decimal(81),)), "a value typed for each month: 81% in March 2022"),
        (
            Seasonal(Decimal("-0.05"), tuple(map(Decimal, range(81, 93)))),
            "5% less than in the same month last year",
        ),
        (
            Seasonal(Decimal("0.025"), tuple(map(Decimal, range(81, 93)))),
            "2.5% more than in the same month last year",
        ),
        (
            Seasonal(Decimal(0), tuple(map(Decimal, range(81, 93)))),
            "as in the same month last year",
        ),
    ],
)
def test_each_shape_of_a_line_has_its_words(line, words):
    held = a_benchmark(expected=line, floor=None, baseline=Decimal(80))

    assert lines(held)[0] == ("Expected", words)


def test_a_floor_that_nobody_typed_is_the_baseline_and_says_so():
    [_, floor] = said_of(a_benchmark(floor=None, baseline=Decimal(80))).lines

    assert (floor.words, floor.is_default) == ("80% all year, the baseline", True)


def test_a_seasonal_path_has_last_year_for_its_floor():
    seasonal = Seasonal(Decimal("0.05"), (Decimal(80),) * 12)

    assert lines(a_benchmark(expected=seasonal, floor=None)) == [
        ("Expected", "5% more than in the same month last year"),
        ("Floor", "as in the same month last year"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Profile((Decimal(81),)), "a value typed for the year: 81% in 2021/22"),
        (Seasonal(Decimal("-0.05"), (Decimal(80),)), "5% less than last year"),
        (Seasonal(Decimal(0), (Decimal(80),)), "as last year"),
    ],
)
def test_an_annual_line_speaks_of_the_year_alone(line, words):
    held = a_benchmark(
        expected=line,
        floor=None,
        first=date(2021, 4, 1),
        last=date(2021, 4, 1),
        baseline=Decimal(5),
    )
    assert lines(held, frequency=Frequency.ANNUAL, points=())[0] == ("Expected", words)


def test_a_path_without_floor_and_baseline_has_no_floor():
    assert lines(a_benchmark(floor=None)) == [("Expected", "90% all year")]


def test_the_strict_mark_of_a_floor_has_no_effect():
    held = a_benchmark(expected=Flat(Decimal(10)), floor=Flat(Decimal(20), strict=True))

    assert lines(held, direction=Direction.LOWER)[1] == ("Floor", "20% all year")


def test_a_band_has_intervals_and_no_default_floor():
    held = a_benchmark(expected=Flat(band(45, 55), strict=True), floor=None, baseline=Decimal(50))

    assert lines(held, direction=Direction.BAND) == [
        ("Expected", "strictly within 45% to 55% all year")
    ]


def test_the_season_is_told_period_by_period():
    offsets = tuple(map(Decimal, (1, -2, *[0] * 10)))
    said = said_of(a_benchmark(seasonal_offsets=offsets)).season

    assert said.startswith("Taken off for the season: April 2021 +1%, May 2021 -2%, June 2021 0%,")
    assert said.endswith("March 2022 0%")


def test_an_unapproved_and_a_late_one_say_so():
    assert said_of(a_benchmark(approved_on=None)).approval == "Not approved"
    late = said_of(a_benchmark(approved_on=date(2021, 5, 4), late_waiver_reason=" New framework. "))

    assert (late.approval, late.is_late, late.waiver) == (
        "Approved on 4 May 2021",
        True,
        "New framework.",
    )


def test_a_reapproval_after_a_break_is_told():
    said = said_of(a_benchmark(reapproved_on=date(2021, 6, 1)))

    assert said.reapproval == "Approved again after a break on 1 June 2021"


def test_bands_are_told_best_first_with_the_grade_they_stand_for():
    rubric = Rubric(
        bands=(
            Band("Outstanding", Reach(Decimal(8), None, low_open=True)),
            Band("Good", Reach(Decimal(5), Decimal(7))),
            Band("Satisfactory", Reach(Decimal(2), Decimal(4))),
            Band("Alone", Reach(Decimal(1), Decimal(1))),
            Band("Poor", Reach(None, Decimal(1), high_open=True)),
        ),
        better=Better.HIGHER,
        mapping={"Satisfactory": "Needs Improvement", "Alone": "Poor"},
        gap_rule=GapRule.WORSE,
    )
    said = said_of(
        a_benchmark(expected=None, floor=None),
        rubric=rubric,
        unit=CALLS,
        accumulation=Accumulation.STOCK,
    )

    assert [(each.label, each.words, each.grade) for each in said.bands] == [
        ("Outstanding", "more than 8", "Outstanding"),
        ("Good", "5 or more, up to 7", "Good"),
        ("Satisfactory", "2 or more, up to 4", "Needs Improvement"),
        ("Alone", "exactly 1", "Poor"),
        ("Poor", "less than 1", "Poor"),
    ]
    assert said.lines == ()
    assert said.gap_rule == "A value between two bands takes the worse one, and is marked"


def test_without_a_benchmark_there_is_nothing_to_say():
    assert said_of(None) is None
