"""What the engine refuses to be given, with words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from performance.grading import Accumulation, Flat, Point, grade_series
from tests.grading.builders import APRIL, JUNE, MARCH_BEFORE, a_benchmark, a_series, points


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"rolling": True, "accumulation": Accumulation.FLOW}, "cannot add up as a flow"),
        ({"max_lag": -1}, "A lag of -1 periods lies in the future"),
        ({"min_points": 0}, "at least 1 figure, not 0"),
        ({"points": points("NaN")}, "NaN is not a number"),
        ({"points": points("Infinity")}, "Infinity is not a number"),
        ({"direction": "upwards"}, "'upwards' is not a valid Direction"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(said, words):
    with pytest.raises(ValueError, match=words):
        a_series(**said)


def test_two_figures_for_one_month_are_refused():
    twice = (Point(APRIL, Decimal(1)), Point(APRIL.replace(day=30), Decimal(2)))
    with pytest.raises(ValueError, match="two figures for April 2021"):
        a_series(points=twice)
    once = points(3, first=MARCH_BEFORE)
    with pytest.raises(ValueError, match="two figures for April 2021"):
        a_series(points=once + twice)


def test_a_float_is_refused_because_nobody_typed_its_last_digits():
    with pytest.raises(TypeError, match=r"0\.1 is a float"):
        a_series(points=(Point(APRIL, 0.1),))


def test_a_float_in_a_line_is_refused():
    with pytest.raises(TypeError, match=r"90\.5 is a float"):
        grade_series(a_series(benchmark=a_benchmark(expected=Flat(90.5))))


def test_a_date_within_a_month_stands_for_the_month():
    dated = tuple(Point(point.start.replace(day=28), point.value) for point in points(51, 56, 40))
    found, usual = grade_series(a_series(points=dated)), grade_series(a_series())
    assert (found.dE, found.lines) == (usual.dE, usual.lines)
    assert found.lines.start == JUNE


def test_inputs_cannot_be_changed_after_they_were_made():
    with pytest.raises(AttributeError):
        a_series().max_lag = 2
    assert replace(a_series(), max_lag=2).max_lag == 2
