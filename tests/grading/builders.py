"""Short ways to say a series, its months and its benchmark; everything else takes a default."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from performance.figures import Form, Frequency, Unit
from performance.grading import (
    Accumulation,
    Benchmark,
    Direction,
    Flat,
    Interval,
    Point,
    SeriesInputs,
    UnitKind,
)

PERCENT = Unit("percent", Form.PERCENT)
CALLS = Unit("calls", Form.COUNT)
WAIT = Unit("wait", Form.CLOCK)

APRIL, MAY, JUNE, JULY, AUGUST = (date(2021, month, 1) for month in range(4, 9))
MARCH_BEFORE = date(2021, 3, 1)
LAST_PERIODS = {
    Frequency.MONTHLY: date(2022, 3, 1),
    Frequency.QUARTERLY: date(2022, 1, 1),
    Frequency.ANNUAL: APRIL,
}


def number(value) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def band(low, high) -> Interval:
    return Interval(number(low), number(high))


def points(*values, first: date = APRIL) -> tuple[Point, ...]:
    """Consecutive months from ``first``; None is a month without a figure."""
    months = [first.year * 12 + first.month - 1 + step for step in range(len(values))]
    return tuple(
        Point(date(month // 12, month % 12 + 1, 1), number(value))
        for month, value in zip(months, values, strict=True)
    )


def a_benchmark(**said) -> Benchmark:
    """For 2021/22, monthly, approved in time: expected 90, floor 66."""
    usual = Benchmark(
        year_start=APRIL,
        first=APRIL,
        last=LAST_PERIODS[Frequency.MONTHLY],
        expected=Flat(Decimal(90)),
        floor=Flat(Decimal(66)),
        approved_on=date(2021, 2, 1),
    )
    return replace(usual, **said)


def a_series(**said) -> SeriesInputs:
    """A monthly percentage of which more is better, graded at June 2021, with that benchmark."""
    usual = SeriesInputs(
        direction=Direction.HIGHER,
        accumulation=Accumulation.LEVEL,
        frequency=Frequency.MONTHLY,
        unit_kind=UnitKind.PERCENT,
        unit=PERCENT,
        period_graded=JUNE,
        points=points(51, 56, 40),
        benchmark=a_benchmark(),
    )
    return replace(usual, **said)


def year_before(*values) -> tuple[Point, ...]:
    """Consecutive months that end with June 2021."""
    june = JUNE.year * 12 + JUNE.month - 1
    first = june - len(values) + 1
    return points(*values, first=date(first // 12, first % 12 + 1, 1))
