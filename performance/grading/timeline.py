"""The figures that count, numbered in periods of the series' own frequency."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from performance.figures import position
from performance.grading.benchmarks import exact
from performance.grading.inputs import Point, SeriesInputs


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that is there: ``t`` counts periods, ``value`` is exact, ``point`` as given."""

    t: int
    value: Fraction
    point: Point


@dataclass(frozen=True, slots=True)
class Timeline:
    """Figures and breaks dated at or before the period graded, oldest first; no missing ones."""

    now: int
    values: tuple[Value, ...]
    breaks: tuple[date, ...]
    last_break: int | None

    def between(self, first: int, last: int) -> tuple[Value, ...]:
        return tuple(value for value in self.values if first <= value.t <= last)

    def since_break(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Those at or after the last break; all of them where there is none."""
        if self.last_break is None:
            return values
        return tuple(value for value in values if value.t >= self.last_break)


def timeline_of(inputs: SeriesInputs) -> Timeline:
    now = position(inputs.period_graded, inputs.frequency)
    values = []
    for point in inputs.points:
        t = position(point.start, inputs.frequency)
        if point.value is not None and t <= now:
            values.append(Value(t, exact(point.value), point))
    breaks = sorted(day for day in inputs.breaks if position(day, inputs.frequency) <= now)
    return Timeline(
        now=now,
        values=tuple(sorted(values, key=lambda value: value.t)),
        breaks=tuple(breaks),
        last_break=position(breaks[-1], inputs.frequency) if breaks else None,
    )
