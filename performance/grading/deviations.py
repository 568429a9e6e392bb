"""Signed distances from a line, positive when better (GRADING.md step 1)."""

from collections.abc import Sequence
from fractions import Fraction

from performance.grading.benchmarks import Interval
from performance.grading.words import Direction

Level = Fraction | Interval


def deviation(value: Fraction, line: Level, direction: Direction) -> Fraction:
    """How far ``value`` is on the better side of ``line``, in the series' unit.

    For a band, the distance to the nearer end: positive inside, negative outside.
    """
    if direction is Direction.BAND:
        return min(value - line.low, line.high - value)
    return value - line if direction is Direction.HIGHER else line - value


def middle(deviations: Sequence[Fraction]) -> Fraction:
    """The median of one to three deviations; of two, the worse."""
    return sorted(deviations)[(len(deviations) - 1) // 2]
