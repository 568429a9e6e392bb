"""A benchmark's lines, period by period, as exact fractions (GRADING.md section 1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from performance.figures import Frequency, period_of, position
from performance.grading.benchmarks import (
    Benchmark,
    Exact,
    Flat,
    Interval,
    Line,
    Linear,
    Profile,
    Seasonal,
    exact,
)
from performance.grading.deviations import Level
from performance.grading.refusals import BenchmarkRefused
from performance.grading.words import Direction, LineName, Offence


@dataclass(frozen=True, slots=True)
class LinesAt:
    """The lines at one period: fractions, or intervals of fractions for a band.

    None where a value is missing, and for the stretch of a benchmark that has none.
    """

    start: date
    expected: Level | None
    floor: Level | None
    stretch: Level | None


def summed(over: Sequence[LinesAt]) -> LinesAt:
    """Each line added up over several periods, end by end for intervals."""

    def total(levels):
        if levels[0] is None:
            return None
        if isinstance(levels[0], Interval):
            return Interval(sum(each.low for each in levels), sum(each.high for each in levels))
        return sum(levels)

    return LinesAt(
        over[0].start, *(total([getattr(each, name) for each in over]) for name in LineName)
    )


class Lines:
    """A benchmark resolved for a frequency and a direction.

    Raises:
        BenchmarkRefused: a line's shape does not suit the direction (``wrong_shape``).
    """

    def __init__(self, benchmark: Benchmark, frequency: Frequency, direction: Direction):
        direction = Direction(direction)
        self.benchmark = benchmark
        self.frequency = Frequency(frequency)
        self.first = position(benchmark.first, frequency)
        self.last = position(benchmark.last, frequency)
        self.shapes = {
            LineName.EXPECTED: benchmark.expected,
            LineName.FLOOR: benchmark.floor or default_floor(benchmark, direction),
            LineName.STRETCH: benchmark.stretch,
        }
        self.found: dict[int, LinesAt] = {}
        for name, line in self.shapes.items():
            if line is not None and not suits(line, direction):
                raise BenchmarkRefused(Offence.WRONG_SHAPE, name)

    def is_strict(self, name: LineName) -> bool:
        """Whether meeting the line exactly is not enough. Never so for a floor."""
        line = self.shapes[name]
        return name is not LineName.FLOOR and line is not None and line.strict

    def level(self, name: LineName, t: int) -> Level | None:
        """The line at period number ``t``; None where the value is missing."""
        return level_of(self.shapes[name], self.benchmark.baseline, t - self.first, self.length)

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def at(self, t: int, start: date) -> LinesAt:
        """The lines at period number ``t``, labelled with its first day."""
        if t not in self.found:
            self.found[t] = LinesAt(start, *(self.level(name, t) for name in LineName))
        return self.found[t]

    def needed_at(self, t: int, start: date) -> LinesAt:
        """As ``at``, for a comparison.

        Raises:
            BenchmarkRefused: a line that the grade needs has no value here.
        """
        lines = self.at(t, start)
        missing = self.missing_from(lines)
        if missing is not None:
            label = period_of(start, self.frequency).label()
            raise BenchmarkRefused(Offence.MISSING_PERIOD, missing, start, label)
        return lines

    def missing_from(self, lines: LinesAt) -> LineName | None:
        """The first line that the benchmark has and that has no value here."""
        for name in LineName:
            if getattr(lines, name) is None and (
                name is not LineName.STRETCH or self.benchmark.stretch is not None
            ):
                return name
        return None

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of every period of the year, in order."""
        return starts_of(self.benchmark.first, self.length, self.frequency)

    def periods(self) -> Iterator[tuple[int, date]]:
        """Number and first day of every period of the year, in order."""
        return enumerate(self.starts, start=self.first)

    def ahead_at(self, t: int) -> LinesAt | None:
        """The lines at period number ``t`` of the year, where no figure need stand yet; None
        where a line has no value there, so that nothing can be said of it."""
        lines = self.at(t, self.starts[t - self.first])
        return lines if self.missing_from(lines) is None else None


@lru_cache
def starts_of(first: date, length: int, frequency: Frequency) -> tuple[date, ...]:
    """Kept, because the series of a plan year all share it."""
    periods = [period_of(first, frequency)]
    while len(periods) < length:
        periods.append(periods[-1].next())
    return tuple(period.start for period in periods)


def lines_of(
    benchmark: Benchmark, frequency: Frequency, direction: Direction
) -> tuple[LinesAt, ...]:
    """The three lines for every period of the plan year, for charts and editors.

    Raises:
        BenchmarkRefused: a line's shape does not suit the direction (``wrong_shape``).
    """
    lines = Lines(benchmark, frequency, direction)
    return tuple(lines.at(t, start) for t, start in lines.periods())


def default_floor(benchmark: Benchmark, direction: Direction) -> Line | None:
    """Flat at the baseline or, where E is seasonal, last year's values; none for a band."""
    if direction is Direction.BAND:
        return None
    if isinstance(benchmark.expected, Seasonal):
        return Seasonal(0, benchmark.expected.last_year)
    return None if benchmark.baseline is None else Flat(benchmark.baseline)


def suits(line: Line, direction: Direction) -> bool:
    """Intervals, flat or profile, for a band; single values for the other directions."""
    match line:
        case Flat(value):
            values = (value,)
        case Profile(values):
            values = tuple(value for value in values if value is not None)
        case _:
            return direction is not Direction.BAND
    return all(isinstance(value, Interval) == (direction is Direction.BAND) for value in values)


def level_of(line: Line | None, baseline: Exact | None, index: int, length: int) -> Level | None:
    """The line at the year's period ``index``, from 0, of ``length`` periods."""
    match line:
        case Flat(value):
            return exactly(value)
        case Linear(end_value) if baseline is not None:
            start = exact(baseline)
            return start + (exact(end_value) - start) * Fraction(index + 1, length)
        case Profile(values) if index < len(values):
            return exactly(values[index])
        case Seasonal(change, last_year) if index < len(last_year):
            before = last_year[index]
            return None if before is None else exact(before) * (1 + exact(change))
    return None


def exactly(value: Exact | Interval | None) -> Level | None:
    if value is None:
        return None
    if isinstance(value, Interval):
        return Interval(exact(value.low), exact(value.high))
    return exact(value)
