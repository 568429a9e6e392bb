"""Which period a day belongs to, and how periods are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import (
    Frequency,
    Period,
    financial_year_of,
    period_of,
    periods_of_year,
    position,
)
from tests.figures.strategies import days, modest


def test_the_financial_year_begins_on_1_april():
    assert financial_year_of(date(2022, 3, 31)) == Period.financial_year(2021)
    assert financial_year_of(date(2022, 4, 1)) == Period.financial_year(2022)


def test_a_day_belongs_to_its_month_quarter_and_financial_year():
    assert [period_of(date(2024, 2, 29), frequency) for frequency in Frequency] == [
        Period.month(2024, 2),
        Period.quarter(2024, 1),
        Period.financial_year(2023),
    ]


@modest
@given(days, st.sampled_from(Frequency))
def test_the_period_of_a_day_contains_it(day, frequency):
    period = period_of(day, frequency)
    assert period.start <= day <= period.end


@modest
@given(st.dates(date(1901, 1, 1), date(2197, 12, 31)), st.sampled_from(Frequency))
def test_positions_are_consecutive(day, frequency):
    period = period_of(day, frequency)
    assert position(period.end, frequency) == position(day, frequency)
    assert position(period.next().start, frequency) == position(day, frequency) + 1


def test_an_annual_position_is_the_year_in_which_it_begins():
    assert position(date(2022, 3, 31), Frequency.ANNUAL) == 2021


def test_a_plan_year_has_twelve_months_four_quarters_or_one_year():
    year = Period.financial_year(2021)
    months = periods_of_year(year, Frequency.MONTHLY)
    assert (len(months), months[0], months[-1]) == (
        12,
        Period.month(2021, 4),
        Period.month(2022, 3),
    )
    assert periods_of_year(year, Frequency.QUARTERLY) == (
        Period.quarter(2021, 4),
        Period.quarter(2021, 7),
        Period.quarter(2021, 10),
        Period.quarter(2022, 1),
    )
    assert periods_of_year(year, Frequency.ANNUAL) == (year,)


def test_a_calendar_year_is_no_plan_year():
    with pytest.raises(ValueError, match=r"^2021 is not a plan year: give a financial year"):
        periods_of_year(Period.calendar_year(2021), Frequency.MONTHLY)
