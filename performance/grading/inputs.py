"""What the engine is given: a series, its figures and breaks, and the period to grade."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from performance.figures import Frequency, Unit, period_of, position
from performance.grading.benchmarks import Benchmark, Exact, exact
from performance.grading.rubrics import Rubric
from performance.grading.words import Accumulation, Direction, UnitKind

WORDS = {
    "direction": Direction,
    "accumulation": Accumulation,
    "frequency": Frequency,
    "unit_kind": UnitKind,
}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of the series. ``start`` is any day of its period; None is a missing value."""

    start: date
    value: Exact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInputs:
    """Everything a grade depends on, and nothing else. Order of the points does not matter.

    Direction, accumulation, frequency and kind of unit may be given as their stored words.

    Attributes:
        rolling: the periods overlap ("12 months to …").
        unit_kind: how a projection is clipped; ``unit``: how sentences dress a value.
        period_graded: the first day of the period; what is dated after it does not count.
        max_lag: how many periods the latest figure may be behind the period graded.
        min_points: how many figures of this year a grade needs.
        breaks: the first days of changes of definition or recording.
        rebases: the first days of confirmed re-basings of the control chart.
        rubric: the benchmark's bands, where it has them in place of lines (section 4).

    Raises:
        ValueError: a rolling flow, two figures for one period, a lag below 0, fewer than 1 point,
            a value that is not finite, an unknown word, a benchmark with both lines and bands.
        TypeError: a value that is a float.
    """

    direction: Direction
    accumulation: Accumulation
    frequency: Frequency
    unit_kind: UnitKind
    unit: Unit
    period_graded: date
    points: tuple[Point, ...] = ()
    benchmark: Benchmark | None = None
    rolling: bool = False
    max_lag: int = 1
    min_points: int = 1
    breaks: tuple[date, ...] = ()
    rebases: tuple[date, ...] = ()
    rubric: Rubric | None = None

    def __post_init__(self):
        for name, words in WORDS.items():
            object.__setattr__(self, name, words(getattr(self, name)))
        if self.rolling and self.accumulation is Accumulation.FLOW:
            raise ValueError(
                "A rolling series counts each period many times, so it cannot add up as a flow: "
                "make it a level or a stock."
            )
        if self.max_lag < 0:
            raise ValueError(f"A lag of {self.max_lag} periods lies in the future: give 0 or more.")
        if self.min_points < 1:
            raise ValueError(f"A grade needs at least 1 figure, not {self.min_points}.")
        if self.rubric is not None and self.benchmark and self.benchmark.expected is not None:
            raise ValueError("A benchmark has either an expected line or a rubric's bands.")
        for point in self.points:
            if point.value is not None:
                exact(point.value)
        figures = Counter(position(point.start, self.frequency) for point in self.points)
        if len(figures) < len(self.points):
            twice = next(
                point for point in self.points if figures[position(point.start, self.frequency)] > 1
            )
            label = period_of(twice.start, self.frequency).label()
            raise ValueError(f"There are two figures for {label}: give the one that counts.")
