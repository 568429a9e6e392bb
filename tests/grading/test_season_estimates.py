"""Seasonal offsets worked out from whole earlier years."""

from decimal import Decimal

import pytest

from performance.grading import estimated_offsets


def offsets(years):
    return list(estimated_offsets(years))


def test_a_season_that_comes_back_is_found():
    years = {2019: (10, 20, 30, 20), 2020: (10, 20, 30, 20)}
    assert offsets(years) == [-10, 0, 10, 0]


def test_a_steady_climb_is_no_season():
    years = {2019: (1, 2, 3, 4), 2020: (5, 6, 7, 8), 2021: (9, 10, 11, 12)}
    assert offsets(years) == [0, 0, 0, 0]


def test_a_season_is_told_from_the_climb_beneath_it():
    climb = range(8)
    season = (3, -1, -3, 1)
    figures = [each + season[at % 4] for at, each in enumerate(climb)]
    assert offsets({2019: figures[:4], 2020: figures[4:]}) == [3, -1, -3, 1]


def test_a_climb_of_less_than_one_a_period_is_taken_out_too():
    quarters = [Decimal(at) / 4 for at in range(8)]
    assert offsets({2019: quarters[:4], 2020: quarters[4:]}) == [0, 0, 0, 0]


def test_a_year_left_out_between_two_keeps_the_climb():
    years = {2018: (1, 2, 3, 4), 2021: (13, 14, 15, 16)}
    assert offsets(years) == [0, 0, 0, 0]


def test_years_that_differ_are_averaged():
    years = {2019: (1, 3), 2020: (0, 4)}
    assert offsets(years) == [Decimal("-1.5"), Decimal("1.5")]


def test_the_order_of_the_years_does_not_matter():
    years = {2020: (5, 9), 2019: (1, 3)}
    assert estimated_offsets(years) == estimated_offsets(dict(sorted(years.items())))


def test_offsets_have_six_decimals_as_figures_have():
    years = {2019: (0, 0, 1), 2020: (0, 0, 1)}
    assert estimated_offsets(years) == (
        Decimal("-0.333333"),
        Decimal("-0.333333"),
        Decimal("0.666667"),
    )


def test_one_year_shows_no_season():
    with pytest.raises(ValueError, match="at least two whole years"):
        estimated_offsets({2020: (1, 2, 3, 4)})


def test_years_of_unlike_length_are_refused():
    with pytest.raises(ValueError, match="whole years only"):
        estimated_offsets({2019: (1, 2, 3), 2020: (1, 2)})
