"""Scales: where a figure and a period stand on a chart, and which ticks a reader can use."""

from dataclasses import dataclass
from fractions import Fraction

from performance.figures import Form, Unit

# Steps that people count in: decimal ones, and those of a clock, in seconds.
DECIMAL_STEPS = (1, 2, 5)
CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps the stretch from ``low`` to ``high`` on to pixels from ``start`` to ``end``."""

    low: Fraction
    high: Fraction
    start: int
    end: int

    def __call__(self, value: Fraction | int) -> float:
        share = (Fraction(value) - self.low) / (self.high - self.low)
        return round(float(self.start + share * (self.end - self.start)), 1)


def ticks(low: Fraction, high: Fraction, unit: Unit) -> tuple[Fraction, ...]:
    """Even, round steps that take in ``low`` and ``high``: at most seven of them.

    They begin at zero where the figures lie near it, so that small changes do not look large; a
    percentage never goes above 100 by its ticks alone.
    """
    if low >= 0 and low <= (high - low) * 2:
        low = Fraction(0)
    if low == high:
        low, high = low - 1, high + 1
    step = step_for(high - low, unit)
    first = low // step
    last = -(-high // step)
    return tuple(step * number for number in range(first, last + 1))


def step_for(span: Fraction, unit: Unit) -> Fraction:
    """The smallest round step that parts ``span`` into few enough pieces."""
    if unit.form == Form.CLOCK:
        for step in CLOCK_STEPS:
            if span / step <= MOST_TICKS - 1:
                return Fraction(step)
    power = Fraction(1, 10**6)
    while True:
        for step in DECIMAL_STEPS:
            if span / (step * power) <= MOST_TICKS - 1:
                return step * power
        power *= 10
