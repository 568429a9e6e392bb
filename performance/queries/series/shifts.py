"""Shifts that a control chart finds: where a re-basing may be offered, and by how much it moved."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from performance import grading
from performance.figures import period_of, position, print_value
from performance.models import Framework, Part
from performance.queries.grading.gradings import Facts, figures_of, inputs_for
from performance.queries.series.control_limits import decimals_for


@dataclass(frozen=True, slots=True)
class Shift:
    """A run on one side of the mean that lasts to the latest figure (GRADING.md section 5).

    Attributes:
        begins: the first day of the period in which it began: a re-basing would be recorded for it.
        since: that period's label.
        figures: how many there are since.
        side: "above" or "below" the mean.
        before, after: the mean of the chart's figures until then, and since.
        apart: how far these means are apart.
        way: "higher" or "lower".
        is_seasonless: whether the figures were taken less their season.
    """

    begins: date
    since: str
    figures: int
    side: str
    mean: str
    before: str
    after: str
    apart: str
    way: str
    is_seasonless: bool

    @property
    def sentence(self) -> str:
        return (
            f"Since {self.since} every figure, {self.figures} in a row, lies {self.side} the mean "
            f"of {self.mean}. The mean was {self.before} before and is {self.after} since: "
            f"{self.apart} {self.way}."
        )


def shift_of(inputs: grading.SeriesInputs) -> Shift | None:
    """What the chart's latest group says; None without a shift in it."""
    groups = grading.series_chart(inputs)
    if not groups or groups[-1].shift is None:
        return None
    group = groups[-1]
    before = [value for t, value in group.points if t < group.shift]
    after = [value for t, value in group.points if t >= group.shift]
    means = [sum(values) / len(values) for values in (before, after)]
    began = next(
        period
        for point in inputs.points
        if position((period := period_of(point.start, inputs.frequency)).start, inputs.frequency)
        == group.shift
    )

    decimals = decimals_for(inputs)

    def worn(value) -> str:
        return print_value(value, inputs.unit, decimals)

    return Shift(
        begins=began.start,
        since=began.label(),
        figures=len(after),
        side="above" if group.sides[-1] > 0 else "below",
        mean=worn(group.mean),
        before=worn(means[0]),
        after=worn(means[1]),
        apart=grading.distance(round(means[1] - means[0], decimals), inputs.unit),
        way="higher" if means[1] > means[0] else "lower",
        is_seasonless=bool(inputs.benchmark and inputs.benchmark.seasonal_offsets),
    )


def shift_in(facts: Facts, part: Part, frameworks: Collection[Framework]) -> Shift | None:
    """The shift in all figures of a part's series, less the season of the first approved benchmark
    that stores one."""
    figures = figures_of(facts, part.series)
    if not figures:
        return None
    latest = max(figures, key=lambda period: period.start)
    charted = [
        inputs_for(facts, part, framework, latest)
        for framework in [each.pk for each in frameworks] or [None]
    ]
    for inputs in charted:
        benchmark = inputs.benchmark
        if benchmark and benchmark.is_approved and benchmark.seasonal_offsets:
            return shift_of(inputs)
    return shift_of(replace(charted[0], benchmark=None))
