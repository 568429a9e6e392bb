"""The control chart of a series, its groups parted by re-basings and breaks (GRADING.md 5)."""

from fractions import Fraction

from performance.figures import position
from performance.grading.benchmarks import Interval
from performance.grading.control_charts import Group, control_chart
from performance.grading.inputs import SeriesInputs
from performance.grading.position import Position
from performance.grading.seasons import Season, season_of
from performance.grading.timeline import Value, timeline_of


def series_chart(inputs: SeriesInputs) -> tuple[Group, ...]:
    """Every group up to the period graded, oldest first, for the chart of a page.

    The values are less the benchmark's seasonal offsets, if it stores any. A monitored series
    has a chart too. No rule reads a rolling series, and its groups have no icons.
    """
    timeline = timeline_of(inputs)
    season = season_of(inputs.benchmark, inputs.frequency)
    return control_chart(
        [(value.t, season.taken_from(value)) for value in timeline.values],
        [position(on, inputs.frequency) for on in (*timeline.breaks, *inputs.rebases)],
        is_ruled=not inputs.rolling,
    )


def latest_group(inputs: SeriesInputs, since_break: tuple[Value, ...], season: Season) -> Group:
    """The group that the latest figure belongs to."""
    latest = since_break[-1].t
    rebases = (position(on, inputs.frequency) for on in inputs.rebases)
    begin = max((t for t in rebases if t <= latest), default=since_break[0].t)
    return Group(
        [(value.t, season.taken_from(value)) for value in since_break if value.t >= begin],
        is_ruled=not inputs.rolling,
    )


def target_at(where: Position, season: Season) -> Fraction | None:
    """E at the latest figure's period, less the season as the chart's values are; no target for
    a band, which has two ends."""
    if isinstance(where.over[-1].expected, Interval):
        return None
    return where.over[-1].expected - season.at(where.window[-1].t)
