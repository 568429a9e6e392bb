"""Lines of every shape, and what is refused when a benchmark is entered."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.figures import Frequency
from performance.grading import (
    Accumulation,
    BenchmarkRefused,
    Direction,
    Flat,
    Interval,
    Linear,
    LineName,
    Offence,
    Profile,
    Seasonal,
    check_benchmark,
    grade_series,
    lines_of,
)
from tests.grading.builders import APRIL, JUNE, MAY, a_benchmark, a_series, band, points

QUARTERS = {"last": date(2022, 1, 1)}


def quarterly(direction=Direction.HIGHER, **said):
    return lines_of(a_benchmark(**QUARTERS, **said), Frequency.QUARTERLY, direction)


def refusal(
    direction=Direction.HIGHER, accumulation=Accumulation.LEVEL, frequency="quarterly", **said
):
    with pytest.raises(BenchmarkRefused) as caught:
        check_benchmark(
            a_benchmark(**QUARTERS | said),
            direction=direction,
            accumulation=accumulation,
            frequency=frequency,
        )
    refused = caught.value
    return refused.code, refused.line, refused.start, str(refused)


def test_a_flat_line_is_the_same_in_every_period():
    lines = quarterly()
    assert [at.expected for at in lines] == [90, 90, 90, 90]
    assert [at.start for at in lines] == [
        date(2021, 4, 1),
        date(2021, 7, 1),
        date(2021, 10, 1),
        date(2022, 1, 1),
    ]


def test_a_linear_line_climbs_in_even_exact_steps_from_the_baseline_to_the_end():
    monthly = a_benchmark(expected=Linear(Decimal(101)), baseline=Decimal(100))
    steps = [at.expected for at in lines_of(monthly, "monthly", "higher")]
    assert steps == [100 + Fraction(k, 12) for k in range(1, 13)]


def test_a_linear_line_without_a_baseline_is_missing():
    assert [at.expected for at in quarterly(expected=Linear(Decimal(101)))] == [None] * 4


def test_a_profile_that_is_too_short_is_missing_at_its_end():
    lines = quarterly(expected=Profile((Decimal(1), None, Decimal(3))))
    assert [at.expected for at in lines] == [1, None, 3, None]


def test_a_seasonal_line_of_too_few_figures_is_missing_at_its_end():
    lines = quarterly(expected=Seasonal(1, (Decimal(10),)), floor=None)
    assert [at.expected for at in lines] == [20, None, None, None]


def test_a_seasonal_line_is_last_years_changed_and_its_default_floor_last_years_itself():
    last_year = (Decimal(100), Decimal(120), None)
    lines = quarterly(
        expected=Seasonal(Decimal("0.05"), last_year), floor=None, baseline=Decimal(1)
    )
    assert [at.expected for at in lines] == [105, 126, None, None]
    assert [at.floor for at in lines] == [100, 120, None, None]


def test_the_default_floor_is_flat_at_the_baseline():
    assert [at.floor for at in quarterly(floor=None, baseline=Decimal(70))] == [70] * 4


def test_without_a_baseline_there_is_no_default_floor():
    assert [at.floor for at in quarterly(floor=None)] == [None] * 4


def test_a_band_has_no_default_floor():
    lines = quarterly(Direction.BAND, expected=Flat(band(40, 60)), floor=None, baseline=Decimal(50))
    assert [(at.expected, at.floor, at.stretch) for at in lines] == [
        (Interval(Fraction(40), Fraction(60)), None, None)
    ] * 4


@pytest.mark.parametrize(
    ("direction", "line"),
    [
        (Direction.BAND, Flat(Decimal(50))),
        (Direction.BAND, Linear(Decimal(50))),
        (Direction.BAND, Seasonal(Decimal(0), (Decimal(50),) * 4)),
        (Direction.BAND, Profile((band(40, 60), Decimal(50), None, None))),
        (Direction.HIGHER, Flat(band(40, 60))),
        (Direction.LOWER, Profile((Decimal(50), None, band(40, 60), None))),
    ],
)
def test_a_shape_that_does_not_suit_the_direction_is_refused(direction, line):
    assert refusal(direction, expected=line) == (
        Offence.WRONG_SHAPE,
        LineName.EXPECTED,
        None,
        "The expected line does not suit the series: a band takes intervals, flat or typed for "
        "each period; any other direction takes single values.",
    )


def test_the_first_missing_period_is_named():
    assert refusal(expected=Profile((Decimal(90), None, Decimal(90), None))) == (
        Offence.MISSING_PERIOD,
        LineName.EXPECTED,
        date(2021, 7, 1),
        "The expected line has no value for July to September 2021: type one.",
    )


def test_an_earlier_period_is_named_before_a_worse_offence_of_a_later_one():
    expected = Profile((Decimal(90), Decimal(60), None, None))
    assert refusal(expected=expected) == (
        Offence.FLOOR_NOT_WORSE_THAN_EXPECTED,
        LineName.FLOOR,
        date(2021, 7, 1),
        "The floor for July to September 2021 is not worse than the expected line: "
        "a grade of Needs Improvement needs room between them.",
    )


def test_a_reversed_interval_is_refused():
    assert refusal(Direction.BAND, expected=Flat(band(40, 60)), floor=Flat(band(70, 30))) == (
        Offence.INTERVAL_REVERSED,
        LineName.FLOOR,
        APRIL,
        "The floor line for April to June 2021 has its lower end above its upper end: swap them.",
    )


def test_a_baseline_better_than_the_path_needs_a_typed_floor():
    assert refusal(floor=None, baseline=Decimal(91)) == (
        Offence.BASELINE_BEATS_EXPECTED,
        LineName.FLOOR,
        APRIL,
        "The baseline is better than the expected line for April to June 2021, and no floor is "
        "typed: type a floor, or expect more.",
    )


def test_a_baseline_on_the_path_leaves_no_room_for_the_floor():
    assert refusal(floor=None, baseline=Decimal(90))[0] is Offence.FLOOR_NOT_WORSE_THAN_EXPECTED


def test_a_bands_floor_lies_outside_the_path_at_both_ends():
    beside = Flat(band(70, 80))
    assert refusal(Direction.BAND, expected=Flat(band(40, 60)), floor=beside)[:2] == (
        Offence.FLOOR_NOT_WORSE_THAN_EXPECTED,
        LineName.FLOOR,
    )


@pytest.mark.parametrize("floor", [band(30, 58), band(48, 70), band(30, 60), band(40, 70)])
def test_a_bands_floor_that_is_inside_the_path_at_one_end_is_refused(floor):
    refused = refusal(Direction.BAND, expected=Flat(band(40, 60)), floor=Flat(floor))
    assert refused[:2] == (Offence.FLOOR_NOT_WORSE_THAN_EXPECTED, LineName.FLOOR)


def test_an_interval_of_one_value_is_not_reversed():
    exactly = a_benchmark(expected=Flat(band(50, 50)), floor=Flat(band(40, 60)))
    said = {"direction": "band", "accumulation": "level", "frequency": "monthly"}
    assert check_benchmark(exactly, **said) is None


def test_a_line_is_strict_only_where_that_is_said():
    lines = [Flat(1), Linear(1), Profile((1,)), Seasonal(1, (1,))]
    assert [line.strict for line in lines] == [False] * 4


def test_a_stretch_that_asks_less_than_the_path_is_refused():
    assert refusal(stretch=Flat(Decimal(89))) == (
        Offence.STRETCH_WORSE_THAN_EXPECTED,
        LineName.STRETCH,
        APRIL,
        "The stretch line for April to June 2021 asks less than the expected line: "
        "ask at least as much.",
    )


def test_a_stretch_equal_to_a_strict_path_must_be_strict_too():
    strict = Flat(Decimal(90), strict=True)
    refused = refusal(expected=strict, stretch=Flat(Decimal(90)))
    assert refused[0] is Offence.STRETCH_WORSE_THAN_EXPECTED
    allowed = a_benchmark(expected=strict, stretch=strict)
    assert (
        check_benchmark(allowed, direction="higher", accumulation="level", frequency="monthly")
        is None
    )


def test_a_stretch_of_a_band_touching_a_strict_edge_must_be_strict_too():
    lines = {"expected": Flat(band(40, 60), strict=True), "floor": Flat(band(30, 70))}
    refused = refusal(Direction.BAND, stretch=Flat(band(40, 55)), **lines)
    assert refused[0] is Offence.STRETCH_WORSE_THAN_EXPECTED


def test_a_flow_with_a_flat_path_waits_for_a_person_to_say_there_is_no_season():
    assert refusal(accumulation=Accumulation.FLOW) == (
        Offence.FLOW_WITHOUT_SEASON,
        LineName.EXPECTED,
        None,
        "A count that adds up over the year needs an expected line that follows its season, "
        "typed for each period or seasonal: change it, or confirm that there is no season.",
    )
    confirmed = a_benchmark(no_season_confirmed=True)
    assert (
        check_benchmark(confirmed, direction="higher", accumulation="flow", frequency="monthly")
        is None
    )


def test_a_monitored_series_takes_no_benchmark():
    with pytest.raises(ValueError, match="takes no benchmark"):
        check_benchmark(
            a_benchmark(), direction="monitor", accumulation="level", frequency="monthly"
        )


def test_grading_refuses_a_line_that_is_missing_where_a_figure_stands():
    holed = Profile((Decimal(90), None, *(Decimal(90),) * 10))
    with pytest.raises(BenchmarkRefused) as caught:
        grade_series(a_series(benchmark=a_benchmark(expected=holed)))
    assert (caught.value.code, caught.value.start) == (Offence.MISSING_PERIOD, MAY)


def test_grading_refuses_a_stretch_that_is_missing_where_a_figure_stands():
    holed = Profile((Decimal(95), Decimal(95)))
    with pytest.raises(BenchmarkRefused) as caught:
        grade_series(a_series(benchmark=a_benchmark(stretch=holed)))
    assert (caught.value.line, caught.value.start) == (LineName.STRETCH, JUNE)


def test_a_line_missing_where_no_figure_stands_does_not_stop_a_grade():
    short = Profile((Decimal(90), Decimal(90), Decimal(90)))
    verdict = grade_series(
        a_series(points=points(51, 56, 40), benchmark=a_benchmark(expected=short))
    )
    assert verdict.dE == -39
