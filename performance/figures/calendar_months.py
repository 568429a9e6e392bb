"""Calendar months as consecutive whole numbers, so that spans of months are plain arithmetic."""

from calendar import monthrange
from datetime import date

EARLIEST_YEAR = 1900
LATEST_YEAR = 2199


def month_number(year: int, month: int) -> int:
    """The number of a month: one more for each month that passes.

    Raises:
        ValueError: ``month`` is not 1 to 12, or the year is outside 1900 to 2199.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is not a month: give a number from 1 to 12.")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(
            f"{year} is outside the years that can be reported: "
            f"give one from {EARLIEST_YEAR} to {LATEST_YEAR}."
        )
    return year * 12 + month - 1


def number_of(day: date) -> int:
    """The number of the month that ``day`` falls in."""
    return month_number(day.year, day.month)


def first_day(number: int) -> date:
    """The first day of the month with this number; ValueError outside 1900 to 2199."""
    year, month = divmod(number, 12)
    month_number(year, month + 1)
    return date(year, month + 1, 1)


def last_day(number: int) -> date:
    """The last day of the month with this number; ValueError outside 1900 to 2199."""
    start = first_day(number)
    return start.replace(day=monthrange(start.year, start.month)[1])


def ends_a_month(day: date) -> bool:
    return day == last_day(number_of(day))
