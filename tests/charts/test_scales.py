"""Ticks are round, even and few, and take in every figure."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.charts.scales import Scale, ticks
from performance.figures import Form, Unit, print_value

PERCENT = Unit("percent", Form.PERCENT)
CLOCK = Unit("minutes and seconds", Form.CLOCK)
COUNT = Unit("count", Form.COUNT)

numbers = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=100)


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (38, 95, PERCENT, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (7901, 8067, COUNT, ["7,900", "7,950", "8,000", "8,050", "8,100"]),
        (0, 0, COUNT, ["-1", "-0.5", "0", "0.5", "1"]),
        (138, 1068, CLOCK, ["0s", "5m00s", "10m00s", "15m00s", "20m00s"]),
        (Fraction(1, 10), Fraction(3, 10), COUNT, ["0", "0.1", "0.2", "0.3"]),
        (-8, 3, COUNT, ["-10", "-5", "0", "5"]),
    ],
)
def test_ticks_are_the_numbers_people_count_in(low, high, unit, words):
    assert [print_value(each, unit) for each in ticks(Fraction(low), Fraction(high), unit)] == words


@given(numbers, numbers, st.sampled_from((PERCENT, CLOCK, COUNT)))
def test_ticks_take_in_every_figure_in_two_to_eight_even_steps(one, other, unit):
    low, high = sorted((one, other))
    found = ticks(low, high, unit)
    assert found[0] <= low
    assert high <= found[-1]
    assert 2 <= len(found) <= 8
    assert len({after - before for before, after in pairwise(found)}) == 1


def test_a_scale_maps_ends_to_ends():
    scale = Scale(Fraction(0), Fraction(100), 300, 50)
    assert [scale(0), scale(50), scale(100)] == [300.0, 175.0, 50.0]
