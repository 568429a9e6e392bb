"""The same series and benchmark with every number moved: shifted, scaled, mirrored."""

from dataclasses import replace
from fractions import Fraction

from performance.grading import (
    Direction,
    Flat,
    Interval,
    Linear,
    Point,
    Profile,
    Seasonal,
    SeriesInputs,
)

OPPOSITE = {
    Direction.HIGHER: Direction.LOWER,
    Direction.LOWER: Direction.HIGHER,
    Direction.BAND: Direction.BAND,
}


def shifted(inputs: SeriesInputs, by: Fraction) -> SeriesInputs:
    """Figures and lines raised by a constant; the offsets, which are differences, stay."""
    return moved(inputs, lambda number: number + by, season=lambda number: number)


def scaled(inputs: SeriesInputs, factor: Fraction) -> SeriesInputs:
    return moved(inputs, lambda number: number * factor)


def mirrored(inputs: SeriesInputs) -> SeriesInputs:
    upside_down = moved(inputs, lambda number: -number)
    return replace(upside_down, direction=OPPOSITE[inputs.direction])


def moved(inputs: SeriesInputs, move, season=None) -> SeriesInputs:
    """Every figure, line and baseline moved, and the offsets by ``season`` (as the rest)."""
    benchmark = inputs.benchmark
    offsets, floor = benchmark.seasonal_offsets, benchmark.floor
    if floor is None and isinstance(benchmark.expected, Seasonal):
        floor = Profile(benchmark.expected.last_year)
    return replace(
        inputs,
        points=tuple(Point(point.start, number(point.value, move)) for point in inputs.points),
        benchmark=replace(
            benchmark,
            expected=line(benchmark.expected, move),
            floor=line(floor, move),
            stretch=line(benchmark.stretch, move),
            baseline=number(benchmark.baseline, move),
            seasonal_offsets=offsets and tuple(number(each, season or move) for each in offsets),
        ),
    )


def number(value, move):
    if value is None:
        return None
    if isinstance(value, Interval):
        return Interval(*sorted((move(Fraction(value.low)), move(Fraction(value.high)))))
    return move(Fraction(value))


def line(given, move):
    match given:
        case None:
            return None
        case Flat(value):
            return replace(given, value=number(value, move))
        case Linear(end_value):
            return replace(given, end_value=number(end_value, move))
        case Profile(values):
            return replace(given, values=tuple(number(value, move) for value in values))
    growth = 1 + Fraction(given.change)
    last_year = tuple(move(value * growth) / growth for value in given.last_year)
    return replace(given, last_year=last_year)
