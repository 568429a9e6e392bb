"""The lines of a chart: a benchmark's, and a control chart's mean and limits."""

from collections.abc import Iterator
from dataclasses import dataclass

from performance.charts.limits import LimitGroup
from performance.charts.pens import along, stroke
from performance.charts.scales import Scale
from performance.charts.series import Path


@dataclass(frozen=True, slots=True)
class Pen:
    """``name`` as the legend says it, ``stroke`` as attributes."""

    name: str
    stroke: str


# Name, colour, dashes: readable in grey, and 4.5:1 on white. A control chart's lines are thinner.
LINES = {
    "stretch": Pen("Stretch", stroke("stretch", "#003c71", "12 4 3 4")),
    "expected": Pen("Expected", stroke("expected", "#00593a", "9 5")),
    "floor": Pen("Floor", stroke("floor", "#942514", "2 4")),
}
MEAN = Pen("Mean", stroke("mean", "#54319f", width=1.25))
LIMITS = Pen("Limits", stroke("limits", "#54319f", "6 3", 1.25))
TRIAL_LIMITS = Pen("Trial limits", stroke("trial-limits", "#54319f", "1.5 2.5", 1.25))


def benchmark_line(path: Path, across: Scale, up: Scale) -> Iterator[str]:
    """One line, or two where the path is an interval."""
    yield along(((p.at, p.value) for p in path.points), across, up, LINES[path.kind].stroke)
    highs = [(point.at, point.high) for point in path.points if point.high is not None]
    if highs:
        yield along(highs, across, up, LINES[path.kind].stroke)


def limit_lines(group: LimitGroup, across: Scale, up: Scale) -> Iterator[str]:
    """The mean and the limits over the group's own periods alone."""
    yield along(((level.at, level.mean) for level in group.levels), across, up, MEAN.stroke)
    if group.has_limits:
        pen = TRIAL_LIMITS if group.is_trial else LIMITS
        yield along(((level.at, level.upper) for level in group.levels), across, up, pen.stroke)
        yield along(((level.at, level.lower) for level in group.levels), across, up, pen.stroke)
