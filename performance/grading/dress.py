"""How sentences wear values, lines and distances in a series' unit."""

from fractions import Fraction

from performance.figures import Form, Unit, print_value
from performance.grading.benchmarks import Interval
from performance.grading.deviations import Level

BARE = Unit("points", Form.PLAIN)
SMALLEST = Fraction(1, 100)


def worn(level: Level, unit: Unit) -> str:
    """A value or a line: "90%", "12m27s", "45% to 55%"."""
    if isinstance(level, Interval):
        return f"{worn(level.low, unit)} to {worn(level.high, unit)}"
    return print_value(level, unit)


def distance(deviation: Fraction, unit: Unit) -> str:
    """The size of a distance other than 0: "39 points" between percentages, else the unit's dress.

    One that print would round to 0 is "less than 0.01".
    """
    size, less = abs(deviation), ""
    if Fraction(print_value(size, BARE)) == 0:
        size, less = SMALLEST, "less than "
    if unit.form is not Form.PERCENT:
        return f"{less}{print_value(size, unit)}"
    return f"{less}{print_value(size, BARE)} {'point' if size == 1 else 'points'}"
