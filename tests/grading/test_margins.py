"""Step 5: marginal grades and the share of the path covered, both measured in sigmas."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance.grading import (
    Accumulation,
    Direction,
    Flat,
    Linear,
    Profile,
    UnitKind,
    grade_series,
)
from tests.grading.builders import (
    JUNE,
    a_benchmark,
    a_series,
    band,
    points,
    year_before,
)

# Ranges of 1.128 mean a sigma of exactly 1; the last figure is 50 but for what is added.
SEE_SAW = ["51.128", "50"] * 4


def lines(expected, floor, **said):
    return a_benchmark(expected=Flat(Decimal(expected)), floor=Flat(Decimal(floor)), **said)


def graded(*values, **said):
    return grade_series(
        a_series(**({"points": year_before(*values), "unit_kind": UnitKind.OTHER} | said))
    )


def test_sigma_is_the_mean_moving_range_over_1_128():
    assert graded(*SEE_SAW).sigma == 1


def test_sigma_uses_the_screened_ranges():
    assert graded(*SEE_SAW, "50", "90", "90", "51.128", "50").sigma < 5


@pytest.mark.parametrize(
    ("expected", "floor", "marginal"),
    [
        ("51", "40", True),
        ("51.001", "40", False),
        ("49", "40", True),
        ("48.999", "40", False),
        ("60", "49", True),
        ("60", "51", True),
        ("60", "48.999", False),
    ],
)
def test_a_line_within_one_sigma_of_the_latest_figure_is_marginal(expected, floor, marginal):
    assert graded(*SEE_SAW, benchmark=lines(expected, floor)).marginal is marginal


def test_the_stretch_counts_too():
    stretch = Flat(Decimal("50.5"))
    assert graded(*SEE_SAW, benchmark=lines("47", "40", stretch=stretch)).marginal is True


def test_marginal_is_of_the_latest_figure_not_of_the_middle():
    values = [*SEE_SAW, "51.128", "52.256"]
    verdict = graded(*values, benchmark=lines("53", "40"))
    assert (verdict.sigma, verdict.dE, verdict.marginal) == (
        1,
        Fraction("-1.872"),
        True,
    )


def test_the_nearest_edge_of_a_band_counts():
    within = {"direction": Direction.BAND}
    near = a_benchmark(expected=Flat(band(40, "50.9")), floor=Flat(band(30, 60)))
    far = a_benchmark(expected=Flat(band(40, 60)), floor=Flat(band(30, 70)))
    outside = a_benchmark(expected=Flat(band(40, "49.1")), floor=Flat(band(30, 60)))
    marginal = [
        graded(*SEE_SAW, benchmark=each, **within).marginal for each in (near, far, outside)
    ]
    assert marginal == [True, False, True]


def a_flow(expected):
    """Four figures of the year, of 202.256 together, against a path of that and 150."""
    return graded(
        accumulation=Accumulation.FLOW,
        period_graded=date(2021, 8, 1),
        points=points(
            *["51.128", "50"] * 3, "51.128", "50", "51.128", None, "50", first=date(2020, 10, 1)
        ),
        benchmark=a_benchmark(
            expected=Profile((Decimal(expected), *[Decimal(50)] * 11)),
            floor=Flat(Decimal(10)),
        ),
    )


def test_a_flow_compares_the_year_to_date_with_the_root_of_its_periods():
    # Of four figures the root is 2; a month without one counts for nothing.
    verdict = a_flow("50")
    assert (verdict.sigma, len(verdict.window)) == (1, 4)
    assert verdict.dE == Fraction("2.256")
    assert verdict.marginal is False
    assert a_flow("50.256").marginal is True
    assert a_flow("50.255").marginal is False


def test_below_six_points_nothing_is_said_to_be_marginal():
    assert graded(*SEE_SAW[:5], benchmark=lines("51", "40")).marginal is None
    assert graded(*SEE_SAW[:6], benchmark=lines("51", "40")).marginal is True


def test_without_limits_nothing_is_said_to_be_marginal():
    verdict = graded(*[50] * 8, benchmark=lines("50", "40"))
    assert (verdict.sigma, verdict.marginal) == (None, None)


def share(*values, baseline="40", expected="60", **said):
    benchmark = a_benchmark(
        expected=Linear(Decimal(expected)),
        floor=Flat(Decimal(30)),
        baseline=None if baseline is None else Decimal(baseline),
    )
    return graded(*values, **({"benchmark": benchmark} | said)).share


def test_the_share_is_how_much_of_the_path_the_latest_figure_has_covered():
    assert share(*SEE_SAW) == Fraction(1, 2)
    assert share(*SEE_SAW, baseline="50", expected="55") == 0
    assert share(*SEE_SAW, baseline="45", expected="50") == 1


def test_a_share_may_lie_outside_nothing_to_all():
    assert share(*SEE_SAW, baseline="40", expected="45") == 2
    assert share(*SEE_SAW, baseline="60", expected="70") == -1


def test_a_path_shorter_than_one_sigma_has_no_share():
    assert share(*SEE_SAW, baseline="50", expected="51") == 0
    assert share(*SEE_SAW, baseline="50", expected="50.999") is None
    assert share(*SEE_SAW, baseline="50", expected="49", direction=Direction.LOWER) == 0


def test_a_share_needs_a_baseline_and_a_sigma():
    flat = a_benchmark(baseline=None)
    assert share(*SEE_SAW, benchmark=flat) is None
    assert share(*SEE_SAW[:5]) is None
    assert share(*[50] * 8) is None


def test_a_path_that_goes_nowhere_has_no_share():
    nowhere = a_benchmark(expected=Flat(Decimal(50)), floor=Flat(Decimal(30)), baseline=Decimal(50))
    assert share(*SEE_SAW, benchmark=nowhere) is None


def test_a_flow_and_a_band_have_no_share():
    path = a_benchmark(
        expected=Profile(tuple(Decimal(60) for _ in range(12))),
        floor=Flat(Decimal(30)),
        baseline=Decimal(40),
    )
    within = a_benchmark(
        expected=Flat(band(40, 60)), floor=Flat(band(30, 70)), baseline=Decimal(30)
    )
    assert share(*SEE_SAW, benchmark=path) == Fraction(1, 2)
    assert share(*SEE_SAW, benchmark=path, accumulation=Accumulation.FLOW) is None
    assert share(*SEE_SAW, benchmark=within, direction=Direction.BAND) is None


def test_the_season_stays_in_the_figure_that_is_compared():
    offsets = tuple(Decimal(each) for each in (0, 0, 5, *[0] * 9))
    values = [*SEE_SAW[:-1], "55"]
    verdict = graded(*values, benchmark=lines("56", "40", seasonal_offsets=offsets))
    assert (verdict.sigma, verdict.window[-1].start, verdict.marginal) == (1, JUNE, True)
