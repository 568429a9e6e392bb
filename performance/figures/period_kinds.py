"""Words for periods: their kinds, how often a series reports, and how a label is dressed."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """What sort of time a figure covers. A date is a day on which something stood ("as at")."""

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"
    ROLLING = "rolling"
    RANGE = "range"
    DATE = "date"


class Frequency(StrEnum):
    """How often a series reports. Annual means a financial year, from 1 April."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


class LabelStyle(StrEnum):
    """SCREEN is plain English ("January 2024"); PAPER is the 2024 board paper's ("[Jan 24]")."""

    SCREEN = "screen"
    PAPER = "paper"
