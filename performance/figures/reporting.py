"""Which period a day belongs to for a series that reports monthly, quarterly or annually."""

from datetime import date
from functools import lru_cache

from performance.figures.calendar_months import number_of
from performance.figures.period_kinds import Frequency, PeriodKind
from performance.figures.periods import Period

# The few hundred periods of ten years are asked for at every figure of every series.
kept = lru_cache(maxsize=20_000)


@kept
def financial_year_of(day: date) -> Period:
    """The financial year that ``day`` falls in: 31 March 2022 is in 2021/22."""
    return Period.financial_year(day.year if day.month >= 4 else day.year - 1)


@kept
def period_of(day: date, frequency: Frequency) -> Period:
    """The month, quarter or financial year that contains ``day``."""
    match Frequency(frequency):
        case Frequency.MONTHLY:
            return Period.month(day.year, day.month)
        case Frequency.QUARTERLY:
            return Period.quarter(day.year, (day.month - 1) // 3 * 3 + 1)
        case Frequency.ANNUAL:
            return financial_year_of(day)


@kept
def position(start: date, frequency: Frequency) -> int:
    """A number for the period containing ``start``; the next period's is one more.

    Lags and gaps are differences of positions (GRADING.md section 1). For annual series it is
    the calendar year in which the financial year begins.
    """
    match Frequency(frequency):
        case Frequency.MONTHLY:
            return number_of(start)
        case Frequency.QUARTERLY:
            return number_of(start) // 3
        case Frequency.ANNUAL:
            return (number_of(start) - 3) // 12


def periods_of_year(plan_year: Period, frequency: Frequency) -> tuple[Period, ...]:
    """The 12 months, 4 quarters or one year of a plan year, in order.

    Raises:
        ValueError: ``plan_year`` is not a financial year.
    """
    if plan_year.kind != PeriodKind.FINANCIAL_YEAR:
        raise ValueError(f"{plan_year} is not a plan year: give a financial year.")
    found = [period_of(plan_year.start, frequency)]
    while found[-1].end < plan_year.end:
        found.append(found[-1].next())
    return tuple(found)
