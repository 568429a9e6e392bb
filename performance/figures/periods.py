"""Period: the time that a figure covers, as a value that cannot be malformed."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering
from typing import Self

from performance.figures.calendar_months import (
    ends_a_month,
    first_day,
    last_day,
    month_number,
    number_of,
)
from performance.figures.period_kinds import LabelStyle, PeriodKind
from performance.figures.period_labels import label_of

MONTHS_LONG = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FINANCIAL_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
}
FIRST_MONTHS = {
    PeriodKind.QUARTER: (1, 4, 7, 10),
    PeriodKind.FINANCIAL_YEAR: (4,),
    PeriodKind.CALENDAR_YEAR: (1,),
}
SHAPES = {
    PeriodKind.MONTH: "a month runs from its first day to its last",
    PeriodKind.QUARTER: "a quarter is January to March, April to June, July to September or "
    "October to December, whole",
    PeriodKind.FINANCIAL_YEAR: "a financial year runs from 1 April to 31 March",
    PeriodKind.CALENDAR_YEAR: "a calendar year runs from 1 January to 31 December",
    PeriodKind.ROLLING: "rolling months are whole calendar months",
    PeriodKind.RANGE: "a range ends after the day it begins on",
    PeriodKind.DATE: "a date begins and ends on the same day",
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, and what sort of stretch it is.

    Periods sort by their first day, then their last, then their kind.

    Raises:
        ValueError: the days do not have the shape of the kind (a financial year begins on
            1 April, DESIGN.md section 3), or lie outside 1900 to 2199.
    """

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self):
        object.__setattr__(self, "kind", PeriodKind(self.kind))
        for day in (self.start, self.end):
            if not isinstance(day, date) or isinstance(day, datetime):
                raise ValueError(f"{day!r} is not a day: give a date without a time.")
            number_of(day)
        if not self._is_shaped():
            raise ValueError(
                f"{self.start} to {self.end} is not a {self.kind.replace('_', ' ')} period: "
                f"{SHAPES[self.kind]}."
            )

    def _is_shaped(self) -> bool:
        if self.kind == PeriodKind.DATE:
            return self.start == self.end
        if self.kind == PeriodKind.RANGE:
            return self.start < self.end
        months = self.months
        if months is None:
            return False
        if self.kind == PeriodKind.ROLLING:
            return True
        firsts = FIRST_MONTHS.get(self.kind)
        return months == MONTHS_LONG[self.kind] and (firsts is None or self.start.month in firsts)

    def __lt__(self, other):
        if not isinstance(other, Period):
            return NotImplemented
        return (self.start, self.end, self.kind) < (other.start, other.end, other.kind)

    def __str__(self):
        return self.label()

    @classmethod
    def _of_months(cls, kind: PeriodKind, first: int, months: int) -> Self:
        return cls(kind, first_day(first), last_day(first + months - 1))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls._of_months(PeriodKind.MONTH, month_number(year, month), 1)

    @classmethod
    def quarter(cls, year: int, first_month: int) -> Self:
        """The quarter that begins in ``first_month`` (1, 4, 7 or 10) of the calendar ``year``."""
        return cls._of_months(PeriodKind.QUARTER, month_number(year, first_month), 3)

    @classmethod
    def financial_year(cls, first_calendar_year: int) -> Self:
        """2022 is 2022/23: 1 April 2022 to 31 March 2023."""
        first = month_number(first_calendar_year, 4)
        return cls._of_months(PeriodKind.FINANCIAL_YEAR, first, 12)

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        return cls._of_months(PeriodKind.CALENDAR_YEAR, month_number(year, 1), 12)

    @classmethod
    def rolling(cls, months: int, end_year: int, end_month: int) -> Self:
        """``months`` whole months, the last of which is ``end_month`` of ``end_year``."""
        if months < 1:
            raise ValueError(f"{months} rolling months is no time at all: give 1 or more.")
        last = month_number(end_year, end_month)
        return cls._of_months(PeriodKind.ROLLING, last - months + 1, months)

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(PeriodKind.DATE, day, day)

    @classmethod
    def range(cls, start: date, end: date) -> Self:
        return cls(PeriodKind.RANGE, start, end)

    @property
    def months(self) -> int | None:
        """How many whole months it covers; None for a date and for a range that breaks a month."""
        if self.start.day != 1 or self.start > self.end or not ends_a_month(self.end):
            return None
        return number_of(self.end) - number_of(self.start) + 1

    @property
    def export_kind(self) -> str:
        """The kind as the scorecard's export names it: "rolling_12m", "as_at", "month_range"."""
        if self.kind == PeriodKind.DATE:
            return "as_at"
        if self.kind == PeriodKind.ROLLING:
            return f"rolling_{self.months}m"
        if self.kind != PeriodKind.RANGE:
            return self.kind.value
        if self.months is None:
            return "date_range"
        whole_years = self.start.month == 1 and self.end.month == 12 and self.months > 12
        return "multi_year" if whole_years else "month_range"

    @property
    def key(self) -> str:
        """Names it in an address or a form: its first and its last day."""
        return f"{self.start}.{self.end}"

    def label(self, style: LabelStyle = LabelStyle.SCREEN, *, brackets: bool | None = None) -> str:
        """Its name in words: "January 2024" on screens, "[Jan 24]" in the paper's dress.

        ``brackets`` overrides the style's own habit. Whatever the dress, ``parse_period`` reads
        the label back to this period when it is given this period's kind.
        """
        words = label_of(self, style)
        wanted = style == LabelStyle.PAPER if brackets is None else brackets
        return f"[{words}]" if wanted else words

    def next(self) -> Self:
        """The one after, of the same kind.

        Raises:
            ValueError: the kind has no one after (rolling months, a range, a date), or it would
                lie after 2199.
        """
        return self._moved(1)

    def previous(self) -> Self:
        """The one before, of the same kind; ValueError as for ``next``."""
        return self._moved(-1)

    def _moved(self, steps: int) -> Self:
        months = MONTHS_LONG.get(self.kind)
        if months is None:
            raise ValueError(
                f"Nothing follows or precedes {self.label()} by itself: only months, quarters "
                "and years come in a row. Say how far apart the periods are."
            )
        return self._of_months(self.kind, number_of(self.start) + steps * months, months)

    def like_for_like(self, other: "Period") -> bool:
        """Whether figures of the two may stand beside each other without a warning.

        Dates compare with dates; anything else with what is as long: in whole months where both
        are, otherwise in days.
        """
        if PeriodKind.DATE in (self.kind, other.kind):
            return self.kind == other.kind
        if self.months is None or other.months is None:
            both_ragged = self.months is None and other.months is None
            return both_ragged and self.end - self.start == other.end - other.start
        return self.months == other.months
