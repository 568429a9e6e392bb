"""Measured in sigmas: how near a line is, and how much of the path is covered (step 5)."""

from fractions import Fraction

from performance.grading.benchmarks import exact
from performance.grading.control_charts import Group
from performance.grading.deviations import deviation
from performance.grading.inputs import SeriesInputs
from performance.grading.position import Position
from performance.grading.words import Accumulation, Direction, LineName

SIGMA = Fraction(1128, 1000)


def sigma_of(chart: Group) -> Fraction | None:
    """One standard deviation, in the series' unit, as the limits estimate it.

    None for a rolling series, below 6 points, or without limits.
    """
    if not chart.has_icons or not chart.has_limits:
        return None
    return chart.mean_range / SIGMA


def is_marginal(inputs: SeriesInputs, position: Position, sigma: Fraction | None) -> bool | None:
    """Whether the nearest line lies within one sigma of the latest figure, inclusive.

    For a flow, of the year to date, within sigma times the root of its periods. None without
    a sigma.
    """
    if sigma is None:
        return None
    if inputs.accumulation is Accumulation.FLOW:
        found = [position.dE, position.dF, position.dS]
        periods = len(position.window)
    else:
        latest, lines = position.window[-1], position.over[-1]
        found = [
            None
            if (line := getattr(lines, name)) is None
            else deviation(latest.value, line, inputs.direction)
            for name in LineName
        ]
        periods = 1
    nearest = min(abs(each) for each in found if each is not None)
    # Squared, because a root is seldom exact.
    return nearest**2 <= sigma**2 * periods


def share_of(inputs: SeriesInputs, position: Position, sigma: Fraction | None) -> Fraction | None:
    """How much of the way from the baseline to the year's end the latest figure has covered.

    None for a band, a flow, without a baseline or a sigma, or where the way is shorter than one
    sigma or its end is missing.
    """
    baseline = inputs.benchmark.baseline
    if (
        sigma is None
        or baseline is None
        or inputs.direction is Direction.BAND
        or inputs.accumulation is Accumulation.FLOW
    ):
        return None
    lines = position.lines
    end = lines.ahead_at(lines.last)
    if end is None:
        return None
    start = exact(baseline)
    way = end.expected - start
    if way == 0 or abs(way) < sigma:
        return None
    return (position.window[-1].value - start) / way
