"""Estimates of last year's figures that a stored benchmark holds, and how they read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from performance import grading
from performance.figures import Frequency, Unit, financial_year_of, periods_of_year, print_value
from performance.models import Benchmark
from performance.queries.series.last_year import in_use, last_year_of, year_before

MARK = "estimated"
MOST_NAMED = 3
PERIODS = {Frequency.MONTHLY: "months", Frequency.QUARTERLY: "quarters"}


def estimates_typed(row: Benchmark, frequency: Frequency) -> dict[int, Decimal]:
    """By their place in the year from 0, whatever has been approved since. No query where the
    row's lines and points are read."""
    periods = periods_of_year(financial_year_of(row.year_start), frequency)
    places = {period.start: at for at, period in enumerate(periods)}
    found: dict[int, Decimal] = {}
    for line in row.lines.all():
        for point in line.points.all():
            if point.estimated and point.start in places:
                found.setdefault(places[point.start], point.value)
    return found


def estimates_standing(row: Benchmark, frequency: Frequency) -> dict[int, Decimal]:
    """Those that its lines rest on: as frozen where it is approved, else those that no approved
    figure has replaced by now, which takes a query if there are any."""
    typed = estimates_typed(row, frequency)
    if typed and row.approved_on is None:
        return in_use(last_year_of(row.series, row.year_start), typed)
    return typed


def estimates_in_words(
    estimates: Mapping[int, Decimal], year_start: date, frequency: Frequency, unit: Unit
) -> str:
    """ "February 2022 estimated at 90%, March 2022 estimated at 95%"; of many how many they are;
    "" for none."""
    if len(estimates) > MOST_NAMED:
        return f"{len(estimates)} {PERIODS[frequency]} of last year {MARK}"
    before = periods_of_year(year_before(year_start), frequency)
    return ", ".join(
        f"{before[at].label()} {MARK} at {print_value(value, unit)}"
        for at, value in sorted(estimates.items())
    )


def marked(text: str) -> str:
    """A printed value that rests on an estimate; nothing stays nothing."""
    return f"{text} ({MARK})" if text else ""


def rests_on_estimates(held: grading.Benchmark, kind: grading.LineName) -> bool:
    """Whether estimates of last year's figures, where there are any, are behind a line."""
    line = getattr(held, kind)
    if line is None and kind is grading.LineName.FLOOR:
        line = held.expected
    return isinstance(line, grading.Seasonal)
