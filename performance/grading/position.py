"""Step 1: where the latest figures stand against the benchmark's lines (GRADING.md section 2)."""

from dataclasses import dataclass
from fractions import Fraction

from performance.figures import Frequency
from performance.grading.deviations import deviation, middle
from performance.grading.inputs import SeriesInputs
from performance.grading.lines import Lines, LinesAt, summed
from performance.grading.timeline import Timeline, Value
from performance.grading.words import Accumulation, Grade, LineName

WINDOW = {Frequency.MONTHLY: 3, Frequency.QUARTERLY: 1, Frequency.ANNUAL: 1}


@dataclass(frozen=True, slots=True)
class Position:
    """Where the series stands.

    Attributes:
        zone: the zone of step 1.
        dE, dF, dS: signed distances from the lines, in the unit, positive when better; dS is None
            where the benchmark has no stretch. For a flow, of the year to date.
        window: the figures compared, oldest first; for a flow, all of the year to date.
        over: the lines at each figure of the window.
        strict: the lines that must be beaten, not just met.
        lines: the benchmark's lines for the whole year.
    """

    zone: Grade
    dE: Fraction
    dF: Fraction
    dS: Fraction | None
    window: tuple[Value, ...]
    over: tuple[LinesAt, ...]
    strict: frozenset[LineName]
    lines: Lines

    @property
    def ahead(self) -> int:
        """How many periods of the year follow the latest figure."""
        return self.lines.last - self.window[-1].t


def position_of(inputs: SeriesInputs, timeline: Timeline) -> Position:
    """Compare the latest up to 3 figures of the plan year (1 if quarterly or annual) or, for a
    flow, the year's sum to date, with the lines of the same periods.

    Raises:
        BenchmarkRefused: a line has no value where a figure stands, or has the wrong shape.
    """
    lines = Lines(inputs.benchmark, inputs.frequency, inputs.direction)
    window = timeline.since_break(timeline.between(lines.first, lines.last))
    flow = inputs.accumulation is Accumulation.FLOW
    if not flow:
        window = window[-WINDOW[inputs.frequency] :]
    over = tuple(lines.needed_at(value.t, lines.starts[value.t - lines.first]) for value in window)
    values, compared = [value.value for value in window], over
    if flow:
        values, compared = [sum(values)], (summed(over),)
    distances = {
        name: middle(
            [
                deviation(value, getattr(each, name), inputs.direction)
                for value, each in zip(values, compared, strict=True)
            ]
        )
        for name in LineName
        if lines.shapes[name] is not None
    }
    strict = frozenset(name for name in LineName if lines.is_strict(name))
    return Position(
        zone=zone_of(distances, strict),
        dE=distances[LineName.EXPECTED],
        dF=distances[LineName.FLOOR],
        dS=distances.get(LineName.STRETCH),
        window=window,
        over=over,
        strict=strict,
        lines=lines,
    )


def zone_of(distances: dict[LineName, Fraction], strict: frozenset[LineName]) -> Grade:
    """The zone of these distances. Meeting a line exactly earns it, unless it is strict; equality
    with the floor is always Poor."""

    def met(name):
        return distances[name] > 0 or (distances[name] == 0 and name not in strict)

    if LineName.STRETCH in distances and met(LineName.STRETCH):
        return Grade.OUTSTANDING
    if met(LineName.EXPECTED):
        return Grade.GOOD
    if distances[LineName.FLOOR] > 0:
        return Grade.NEEDS_IMPROVEMENT
    return Grade.POOR
