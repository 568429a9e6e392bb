"""What the engine says of one series at one period (GRADING.md step 5)."""

from dataclasses import dataclass
from fractions import Fraction

from performance.grading.inputs import Point
from performance.grading.lines import LinesAt
from performance.grading.words import METHOD, Assurance, Grade, Reason, Step, Trend, Variation


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade, or the reason why there is none.

    Attributes:
        zone: where step 1 puts the series, before any step for its trend.
        dE, dF, dS: signed distances from the expected, floor and stretch lines, in the series'
            unit, positive when better; for a flow, of the year to date.
        window: the figures compared, oldest first; for a flow, all of the year to date.
        lines: the lines at the latest figure's period.
        sentences: the explanation for a board member, in order.
        digest: SHA-256 of the canonical inputs, to see whether figures have changed since.
        trend: step 2's, over ``n`` figures, the ``trend_figures``; ``S`` and the ``S_needed`` to
            be clear, and the slope b in the series' unit a period, up is better; None where the
            trend is unknown.
        projected, projected_zone: the year's last period, or a flow's total, in the series' unit;
            ``projected_words`` is the value as the sentences state it.
        step: what step 4 moved, from the zone to the grade.
        marginal: a line lies within one sigma of the latest figure; None where not stated.
        share: of the path from the baseline covered, 1 for all of it; None where not stated.
        sigma: in the series' unit, from ``chart_points`` figures; None where not stated.
        variation, assurance: the control chart's icons; None where it has none.
        band: the label of the rubric's band; None where lines grade. ``in_gap``: the figure lies
            between two, and takes the worse.
    """

    grade: Grade | None
    reason: Reason | None
    sentences: tuple[str, ...]
    digest: str
    zone: Grade | None = None
    dE: Fraction | None = None
    dF: Fraction | None = None
    dS: Fraction | None = None
    window: tuple[Point, ...] = ()
    lines: LinesAt | None = None
    method: str = METHOD
    trend: Trend | None = None
    S: int | None = None
    S_needed: int | None = None
    n: int | None = None
    trend_figures: tuple[Point, ...] = ()
    slope: Fraction | None = None
    projected: Fraction | None = None
    projected_zone: Grade | None = None
    projected_words: str | None = None
    step: Step | None = None
    marginal: bool | None = None
    share: Fraction | None = None
    sigma: Fraction | None = None
    chart_points: int | None = None
    variation: Variation | None = None
    assurance: Assurance | None = None
    band: str | None = None
    in_gap: bool = False
