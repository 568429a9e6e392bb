"""The pieces of a period label: a month with its year, a day, a year, a financial year."""

import re
from datetime import date

from performance.figures.calendar_months import month_number
from performance.figures.period_labels import MONTH_NAMES, financial_year_label
from performance.figures.periods import Period

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"(?:[0-9]{4}|[0-9]{2})(?![0-9])"
MONTH_OF_YEAR = rf"{MONTH}[ -]*['’]?{YEAR}"
DAY = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH},? ?{YEAR}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})"
)
FINANCIAL_YEAR = r"(?:fy ?)?[0-9]{4}/(?:[0-9]{4}|[0-9]{2})"
CALENDAR_YEAR = r"[0-9]{4}"
PIECE = rf"(?:{DAY}|{MONTH_OF_YEAR}|{FINANCIAL_YEAR}|{CALENDAR_YEAR})"

INITIALS = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}


def read_piece(words: str) -> Period | None:
    """The month, date, financial or calendar year that a piece names; None where it is no piece.

    Raises:
        ValueError: it has the shape of one but there is none: 31 June, 2020/22, 01/02/2021.
    """
    if re.fullmatch(DAY, words):
        return Period.on(_day(words))
    if re.fullmatch(MONTH_OF_YEAR, words):
        year = re.search(r"[0-9]+$", words)[0]
        return Period.month(year_of(year), month_of(words))
    if re.fullmatch(FINANCIAL_YEAR, words):
        first, second = re.findall(r"[0-9]+", words)
        return Period.financial_year(_first_of_two(first, second))
    if re.fullmatch(CALENDAR_YEAR, words):
        return Period.calendar_year(int(words))
    return None


def year_of(digits: str) -> int:
    """ "24" is 2024: the papers shorten no other century."""
    return int(digits) + (2000 if len(digits) == 2 else 0)


def month_of(words: str) -> int:
    """The number of the month whose name begins ``words``."""
    return INITIALS[words[:3]]


def _first_of_two(first: str, second: str) -> int:
    year = int(first)
    if int(second) != (year + 1) % 10 ** len(second):
        raise ValueError(
            f"a financial year is two years in a row, such as {financial_year_label(year)}."
        )
    return year


def _day(words: str) -> date:
    if re.fullmatch(r"[0-9]{4}-.*", words):
        year, month, day = (int(part) for part in words.split("-"))
    elif "/" in words:
        day, month, year = (int(part) for part in words.split("/"))
        if day <= 12 and day != month:
            raise ValueError(
                "day and month could be either way round; write the month as a word, "
                f"such as {day} {MONTH_NAMES[month - 1] if month <= 12 else 'May'} {year}."
            )
    else:
        digits, name, year_digits = re.fullmatch(
            r"([0-9]+)(?:st|nd|rd|th)? (?:of )?([a-z]+).*?([0-9]+)", words
        ).groups()
        day, month, year = int(digits), month_of(name), year_of(year_digits)
    month_number(year, month)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{MONTH_NAMES[month - 1]} {year} has no day {day}.") from None
