"""A period cannot be malformed, knows what comes next and what it compares with."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from performance.figures import Period, PeriodKind
from tests.figures.strategies import modest, periods, rows_of_periods

MALFORMED = [
    (PeriodKind.MONTH, date(2024, 1, 2), date(2024, 1, 31)),
    (PeriodKind.MONTH, date(2024, 2, 1), date(2024, 2, 28)),
    (PeriodKind.MONTH, date(2024, 1, 1), date(2024, 2, 29)),
    (PeriodKind.MONTH, date(2024, 2, 1), date(2024, 1, 31)),
    (PeriodKind.QUARTER, date(2024, 2, 1), date(2024, 4, 30)),
    (PeriodKind.QUARTER, date(2024, 4, 1), date(2024, 5, 31)),
    (PeriodKind.FINANCIAL_YEAR, date(2024, 1, 1), date(2024, 12, 31)),
    (PeriodKind.FINANCIAL_YEAR, date(2023, 4, 1), date(2024, 3, 30)),
    (PeriodKind.CALENDAR_YEAR, date(2023, 4, 1), date(2024, 3, 31)),
    (PeriodKind.ROLLING, date(2023, 2, 1), date(2024, 1, 30)),
    (PeriodKind.ROLLING, date(2023, 2, 2), date(2024, 1, 31)),
    (PeriodKind.RANGE, date(2024, 1, 1), date(2024, 1, 1)),
    (PeriodKind.RANGE, date(2024, 1, 2), date(2024, 1, 1)),
    (PeriodKind.DATE, date(2024, 1, 1), date(2024, 1, 2)),
]


@pytest.mark.parametrize(("kind", "start", "end"), MALFORMED)
def test_days_without_the_shape_of_the_kind_are_refused(kind, start, end):
    with pytest.raises(ValueError, match=f"^{start} to {end} is not a .* period: "):
        Period(kind, start, end)


def test_the_refusal_says_what_shape_was_wanted():
    with pytest.raises(ValueError) as refusal:
        Period(PeriodKind.FINANCIAL_YEAR, date(2024, 1, 1), date(2024, 12, 31))
    assert str(refusal.value) == (
        "2024-01-01 to 2024-12-31 is not a financial year period: "
        "a financial year runs from 1 April to 31 March."
    )


def test_a_moment_is_not_a_day():
    with pytest.raises(ValueError, match="give a date without a time"):
        Period.on(datetime(2024, 1, 1, 12, tzinfo=UTC))


def test_years_far_away_are_taken_for_slips():
    with pytest.raises(ValueError, match=r"^2202 is outside the years that can be reported"):
        Period.month(2202, 1)
    with pytest.raises(ValueError, match=r"^13 is not a month"):
        Period.month(2022, 13)


def test_each_kind_covers_its_days():
    days = {
        Period.month(2024, 2): (date(2024, 2, 1), date(2024, 2, 29)),
        Period.quarter(2023, 4): (date(2023, 4, 1), date(2023, 6, 30)),
        Period.quarter(2024, 1): (date(2024, 1, 1), date(2024, 3, 31)),
        Period.financial_year(2022): (date(2022, 4, 1), date(2023, 3, 31)),
        Period.calendar_year(2022): (date(2022, 1, 1), date(2022, 12, 31)),
        Period.rolling(12, 2024, 1): (date(2023, 2, 1), date(2024, 1, 31)),
        Period.rolling(24, 2024, 1): (date(2022, 2, 1), date(2024, 1, 31)),
        Period.on(date(2021, 5, 1)): (date(2021, 5, 1), date(2021, 5, 1)),
    }
    assert {period: (period.start, period.end) for period in days} == days


def test_a_kind_may_be_given_by_its_word():
    assert Period("month", date(2024, 1, 1), date(2024, 1, 31)) == Period.month(2024, 1)


def test_rolling_months_are_at_least_one():
    with pytest.raises(ValueError, match="give 1 or more"):
        Period.rolling(0, 2024, 1)


def test_exports_name_each_kind():
    kinds = {
        Period.month(2024, 1): "month",
        Period.quarter(2023, 4): "quarter",
        Period.financial_year(2022): "financial_year",
        Period.calendar_year(2022): "calendar_year",
        Period.rolling(12, 2024, 1): "rolling_12m",
        Period.rolling(24, 2024, 1): "rolling_24m",
        Period.on(date(2024, 1, 31)): "as_at",
        Period.range(date(2019, 1, 1), date(2021, 12, 31)): "multi_year",
        Period.range(date(2019, 1, 1), date(2019, 12, 31)): "month_range",
        Period.range(date(2023, 1, 1), date(2023, 8, 31)): "month_range",
        Period.range(date(2018, 4, 1), date(2021, 3, 31)): "month_range",
        Period.range(date(2021, 5, 1), date(2021, 7, 20)): "date_range",
    }
    assert {period: period.export_kind for period in kinds} == kinds


def test_only_whole_months_are_counted():
    assert [
        Period.month(2024, 1).months,
        Period.rolling(24, 2024, 1).months,
        Period.range(date(2023, 1, 1), date(2023, 8, 31)).months,
        Period.range(date(2023, 1, 1), date(2023, 8, 30)).months,
        Period.on(date(2024, 1, 31)).months,
    ] == [1, 24, 8, None, None]


@modest
@given(rows_of_periods)
def test_the_next_one_begins_the_day_after_and_leads_back(period):
    following = period.next()
    assert (following.start - period.end).days == 1
    assert following.kind == period.kind
    assert following.previous() == period


def test_nothing_follows_a_date():
    with pytest.raises(ValueError, match=r"^Nothing follows or precedes 31 January 2024 by itself"):
        Period.on(date(2024, 1, 31)).next()


def test_periods_sort_by_time():
    january, year = Period.month(2024, 1), Period.calendar_year(2024)
    december, day = Period.month(2023, 12), Period.on(date(2024, 1, 1))
    assert sorted([year, january, day, december]) == [december, day, january, year]


def test_a_period_is_not_ordered_among_days():
    with pytest.raises(TypeError):
        sorted([Period.month(2024, 1), date(2024, 1, 1)])


@modest
@given(periods, periods)
def test_any_two_periods_have_one_order(one, other):
    assert (one < other) + (one == other) + (one > other) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Period.month(2024, 1), Period.month(2023, 1), True),
        (Period.month(2024, 1), Period.quarter(2023, 1), False),
        (Period.financial_year(2022), Period.financial_year(2019), True),
        (Period.rolling(12, 2022, 12), Period.rolling(12, 2019, 6), True),
        (Period.rolling(12, 2022, 12), Period.rolling(24, 2022, 12), False),
        (Period.rolling(12, 2023, 3), Period.financial_year(2022), True),
        (Period.on(date(2024, 1, 31)), Period.on(date(2020, 4, 30)), True),
        (Period.on(date(2024, 1, 31)), Period.month(2024, 1), False),
        (
            Period.range(date(2023, 1, 1), date(2023, 8, 31)),
            Period.range(date(2022, 1, 1), date(2022, 8, 31)),
            True,
        ),
        (
            Period.range(date(2023, 1, 1), date(2023, 8, 31)),
            Period.range(date(2022, 1, 1), date(2022, 9, 30)),
            False,
        ),
        (
            Period.range(date(2021, 5, 2), date(2021, 7, 20)),
            Period.range(date(2020, 5, 2), date(2020, 7, 20)),
            True,
        ),
        (Period.range(date(2021, 5, 2), date(2021, 6, 1)), Period.month(2021, 5), False),
    ],
)
def test_periods_compare_only_when_like_for_like(one, other, alike):
    assert (one.like_for_like(other), other.like_for_like(one)) == (alike, alike)
