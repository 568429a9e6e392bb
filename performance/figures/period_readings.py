"""What a label can mean: each reader knows one way of writing and answers with its readings."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from performance.figures.calendar_months import ends_a_month, first_day, last_day, number_of
from performance.figures.period_kinds import PeriodKind
from performance.figures.period_pieces import (
    MONTH,
    PIECE,
    YEAR,
    month_of,
    read_piece,
    year_of,
)
from performance.figures.periods import Period

ENDING = r"(?: ?- ?|[ -](?:to|ending|ended|up to) (?:the )?(?:end of )?)"
QUARTER_NUMBER = r"(?:q|quarter )([1-4])"
NATURAL_KINDS = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
)


@dataclass(frozen=True, slots=True)
class Readings:
    """The meanings of a label. Where one is ``plain`` it comes first and needs no hint."""

    periods: tuple[Period, ...]
    plain: bool = True


def every_kind(start: date, end: date, *first: PeriodKind) -> tuple[Period, ...]:
    """The stretch of days as every kind it has the shape of; the kinds named come first.

    Otherwise the most particular kind does: a whole quarter is a quarter rather than a range.
    """
    found = []
    for kind in (*first, *NATURAL_KINDS, PeriodKind.RANGE, PeriodKind.ROLLING):
        try:
            period = Period(kind, start, end)
        except ValueError:
            continue
        if period not in found:
            found.append(period)
    return tuple(found)


def as_at(words: str, months: int) -> Readings | None:
    """ "as at 31 March 2007", "at end of 2020/21": the day itself, or the last day."""
    found = re.fullmatch(rf"(?:(?:as )?at |as of )?(?:the )?(?:end of |end )?({PIECE})", words)
    if found is None or found.start(1) == 0:
        return None
    return Readings((Period.on(read_piece(found[1]).end),))


def ending(words: str, months: int) -> Readings | None:
    """ "12 months to Dec 22", "Last 2 years – Jan 24", "year ending 2015-03-31"."""
    found = re.fullmatch(
        r"(?:the )?(?:last |rolling )?(?:([0-9]{1,4}) )?(month|quarter|year)s?"
        rf"{ENDING}({PIECE})",
        words,
    )
    if found is None:
        return None
    count, word, piece = found.groups()
    length = int(count or 1) * {"month": 1, "quarter": 3, "year": 12}[word]
    end = read_piece(piece)
    if end.kind not in (PeriodKind.MONTH, PeriodKind.DATE) or not ends_a_month(end.end):
        raise ValueError("whole months end with a month; write both days, such as "
                         "1 May 2021 to 31 July 2021.")  # fmt: skip
    if not length:
        raise ValueError("0 months is no time at all.")
    last = number_of(end.end)
    start = first_day(last - length + 1)
    return Readings(every_kind(start, end.end, *_meant(count, word, length, end.end)))


def _meant(count: str | None, word: str, length: int, end: date) -> tuple[PeriodKind, ...]:
    if word == "month" and count is None:
        return (PeriodKind.MONTH,)
    if word == "quarter" and count is None:
        if end.month % 3:
            raise ValueError("a quarter ends with March, June, September or December.")
        return (PeriodKind.QUARTER,)
    if length == 12 and end.month == 3:
        return (PeriodKind.FINANCIAL_YEAR,)
    return (PeriodKind.ROLLING,)


def quarter(words: str, months: int) -> Readings | None:
    """ "Q2 2013/14", "2013/14 Q2", "Q2 performance (30 September 2013)", "Q2 2013"."""
    found = re.fullmatch(
        rf"{QUARTER_NUMBER}(?: performance)?,? \(?({PIECE})\)?", words
    ) or re.fullmatch(rf"(?=.*{QUARTER_NUMBER}$)({PIECE}),? (?:q|quarter )[1-4]", words)
    if found is None:
        return None
    number, piece = int(found[1]), read_piece(found[2])
    of_calendar_year = Period.quarter(piece.end.year, number * 3 - 2)
    if piece.kind == PeriodKind.CALENDAR_YEAR:
        return Readings((of_calendar_year, of_calendar_year.next()), plain=False)
    if piece.kind == PeriodKind.FINANCIAL_YEAR:
        first = number_of(piece.start) + 3 * (number - 1)
        return Readings(every_kind(first_day(first), last_day(first + 2)))
    # A day or month given with it must be its end, by the one count of quarters or the other.
    last = number_of(piece.end)
    of_financial_year = (piece.end.month - 4) % 12 == number * 3 - 1
    if not ends_a_month(piece.end) or not (of_financial_year or piece.end == of_calendar_year.end):
        raise ValueError(f"quarter {number} does not end with {piece}.")
    return Readings(every_kind(first_day(last - 2), piece.end))


def months_of_one_year(words: str, months: int) -> Readings | None:
    """ "Apr-Jun 23", "Jan – Dec 22", "April to June 2023"."""
    found = re.fullmatch(rf"({MONTH})(?: ?- ?| to )({MONTH})[ -]?['’]?({YEAR})", words)
    if found is None:
        return None
    first, last, year = month_of(found[1]), month_of(found[2]), year_of(found[3])
    if first >= last:
        raise ValueError("write the year of both months, such as Nov 22 - Jan 23.")
    start, end = Period.month(year, first), Period.month(year, last)
    return Readings(every_kind(start.start, end.end))


def year_and_two_digits(words: str, months: int) -> Readings | None:
    """ "2020-21" may be a financial year or two calendar ones, "2011-12" December 2011 besides."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2}|[0-9]{4})", words)
    if found is None:
        return None
    year, second = int(found[1]), found[2]
    last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
    periods = []
    if int(second) == (year + 1) % 10 ** len(second):
        periods.append(Period.financial_year(year))
    if last > year:
        periods.append(Period.range(date(year, 1, 1), date(last, 12, 31)))
    plain = len(periods) > 0 and periods[0].kind == PeriodKind.RANGE
    if len(second) == 2 and 1 <= int(second) <= 12:
        plain = False
        periods += of_month(Period.month(year, int(second)), months)
    if not periods:
        raise ValueError("the later year comes second.")
    return Readings(tuple(periods), plain)


def from_to(words: str, months: int) -> Readings | None:
    """ "Jan 23 – Aug 23", "1 May 2021 to 31 July 2021", "2019 to 2021"."""
    found = re.fullmatch(rf"(?:from )?({PIECE})(?: ?- ?| to | until )({PIECE})", words)
    if found is None:
        return None
    first, last = read_piece(found[1]), read_piece(found[2])
    if first.kind != last.kind:
        raise ValueError("write both ends alike, such as 1 May 2021 to 31 July 2021.")
    if (first.start, first.end) > (last.start, last.end):
        raise ValueError("it ends before it begins.")
    if first.kind == PeriodKind.DATE and first == last:
        raise ValueError("it begins and ends on the same day; write that day alone.")
    if first.kind == PeriodKind.CALENDAR_YEAR and last == first.next():
        # Government writes the financial year 2019/20 as "2019 to 2020" too.
        range_of_two = Period.range(first.start, last.end)
        return Readings((range_of_two, Period.financial_year(first.start.year)), plain=False)
    return Readings(every_kind(first.start, last.end))


def of_month(month: Period, months: int) -> tuple[Period, ...]:
    """What a month's name alone can mean: the month, its last day, rolling months to its end."""
    rolling = Period.rolling(months, month.end.year, month.end.month)
    return (month, Period.on(month.end), rolling)


def alone(words: str, months: int) -> Readings | None:
    """ "Jan 24", "1st May 2021", "2022/23", "2020"."""
    piece = read_piece(words)
    if piece is None:
        return None
    if piece.kind == PeriodKind.MONTH:
        return Readings(of_month(piece, months), plain=False)
    if piece.kind == PeriodKind.DATE:
        return Readings((piece,))
    return Readings((*every_kind(piece.start, piece.end), Period.on(piece.end)))


Reader = Callable[[str, int], Readings | None]
READERS: tuple[Reader, ...] = (
    as_at,
    ending,
    quarter,
    months_of_one_year,
    year_and_two_digits,
    from_to,
    alone,
)
