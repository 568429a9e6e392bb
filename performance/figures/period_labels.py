"""Labels of periods: plain English for screens, the board paper's own dress for prints."""

from datetime import date
from typing import Protocol

from performance.figures.calendar_months import ends_a_month
from performance.figures.period_kinds import LabelStyle, PeriodKind

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Labelled(Protocol):
    """What a label is made of: a period, as its own module defines it."""

    kind: PeriodKind
    start: date
    end: date
    months: int | None
    export_kind: str


def label_of(period: Labelled, style: LabelStyle) -> str:
    """The words of a period's label, without brackets."""
    if style == LabelStyle.PAPER:
        return _paper_label(period)
    return _screen_label(period)


def financial_year_label(first_calendar_year: int) -> str:
    """2022 is "2022/23"."""
    return f"{first_calendar_year}/{(first_calendar_year + 1) % 100:02d}"


def _screen_label(period: Labelled) -> str:
    start, end = period.start, period.end
    match period.kind:
        case PeriodKind.MONTH:
            return _full_month(start)
        case PeriodKind.QUARTER:
            return f"{_name(start)} to {_full_month(end)}"
        case PeriodKind.FINANCIAL_YEAR:
            return financial_year_label(start.year)
        case PeriodKind.CALENDAR_YEAR:
            return str(start.year)
        case PeriodKind.ROLLING:
            return f"{_months(period.months)} to {_full_month(end)}"
        case PeriodKind.DATE:
            return _full_day(start)
    if period.export_kind == "multi_year":
        return f"{start.year} to {end.year}"
    if period.export_kind == "date_range":
        return f"{_full_day(start)} to {_full_day(end)}"
    if start.year == end.year and start.month < end.month:
        return f"{_name(start)} to {_full_month(end)}"
    return f"{_full_month(start)} to {_full_month(end)}"


def _paper_label(period: Labelled) -> str:
    start, end = period.start, period.end
    match period.kind:
        case PeriodKind.MONTH:
            return _short_month(start)
        case PeriodKind.QUARTER:
            return f"{_name(start)[:3]}-{_short_month(end)}"
        case PeriodKind.FINANCIAL_YEAR:
            return financial_year_label(start.year)
        case PeriodKind.CALENDAR_YEAR:
            return str(start.year)
        case PeriodKind.ROLLING:
            return f"{_months(period.months)} to {_short_month(end)}"
        case PeriodKind.DATE:
            # The papers name a month where they mean its last day: "1,376 [Mar 23]".
            return _short_month(start) if ends_a_month(start) else _full_day(start)
    if period.export_kind == "multi_year":
        return f"{start.year}-{end.year}"
    if period.export_kind == "date_range":
        return f"{_full_day(start)} – {_full_day(end)}"
    return f"{_short_month(start)} – {_short_month(end)}"


def _name(day: date) -> str:
    return MONTH_NAMES[day.month - 1]


def _full_month(day: date) -> str:
    return f"{_name(day)} {day.year}"


def _full_day(day: date) -> str:
    return f"{day.day} {_full_month(day)}"


def _short_month(day: date) -> str:
    # Two digits are read as 20xx, so any other century needs all four.
    year = f"{day.year % 100:02d}" if 2000 <= day.year <= 2099 else str(day.year)
    return f"{_name(day)[:3]} {year}"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
