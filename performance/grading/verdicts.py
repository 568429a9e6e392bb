"""The engine: inputs in, a verdict out (GRADING.md section 2)."""

from dataclasses import dataclass
from fractions import Fraction

from performance.grading.digest import digest_of, form_of
from performance.grading.inputs import Point, SeriesInputs
from performance.grading.lines import LinesAt
from performance.grading.margins import is_marginal, share_of, sigma_of
from performance.grading.not_graded import not_graded
from performance.grading.position import position_of
from performance.grading.projections import projection_of
from performance.grading.seasons import season_of
from performance.grading.sentences import position_sentence
from performance.grading.series_charts import latest_group, target_at
from performance.grading.steps import step_of, stepped
from performance.grading.timeline import Timeline, timeline_of
from performance.grading.trend_sentences import (
    projection_sentence,
    step_sentence,
    trend_sentence,
)
from performance.grading.trends import tendency_of
from performance.grading.words import (
    METHOD,
    Assurance,
    Grade,
    Reason,
    Step,
    Trend,
    Variation,
)


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
        projected, projected_zone: the year's last period, or a flow's total, in the series' unit.
        step: what step 4 moved, from the zone to the grade.
        marginal: a line lies within one sigma of the latest figure; None where not stated.
        share: of the path from the baseline covered, 1 for all of it; None where not stated.
        sigma: in the series' unit, from ``chart_points`` figures; None where not stated.
        variation, assurance: the control chart's icons; None where it has none.
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
    step: Step | None = None
    marginal: bool | None = None
    share: Fraction | None = None
    sigma: Fraction | None = None
    chart_points: int | None = None
    variation: Variation | None = None
    assurance: Assurance | None = None


def grade_series(inputs: SeriesInputs) -> Verdict:
    """Grade one series at one period.

    Raises:
        BenchmarkRefused: the benchmark cannot grade: ``check_benchmark`` would have refused it.
    """
    timeline = timeline_of(inputs)
    digest = digest_of(form_of(inputs, timeline))
    refusal = not_graded(inputs, timeline)
    if refusal is not None:
        reason, sentence = refusal
        return Verdict(None, reason, (sentence,), digest)
    return graded(inputs, timeline, digest)


def graded(inputs: SeriesInputs, timeline: Timeline, digest: str) -> Verdict:
    position = position_of(inputs, timeline)
    season = season_of(inputs.benchmark, inputs.frequency)
    since_break = timeline.since_break(timeline.values)
    chart = latest_group(inputs, since_break, season)
    variation = chart.variation(inputs.direction)
    tendency = tendency_of(inputs, position.lines, season, since_break, chart, variation)
    projection = projection_of(inputs, position, tendency, season)
    step = step_of(inputs, position, tendency, projection, since_break)
    sigma = sigma_of(chart)
    said = (
        position_sentence(inputs, position),
        trend_sentence(inputs, tendency),
        projection_sentence(inputs, position, season, projection),
        step and step_sentence(inputs, position, projection, step),
    )
    return Verdict(
        grade=stepped(position.zone, step),
        reason=None,
        sentences=tuple(sentence for sentence in said if sentence),
        digest=digest,
        zone=position.zone,
        dE=position.dE,
        dF=position.dF,
        dS=position.dS,
        window=tuple(value.point for value in position.window),
        lines=position.over[-1],
        trend=tendency.trend,
        S=tendency.S,
        S_needed=tendency.S_needed,
        n=tendency.n,
        trend_figures=tuple(value.point for value in tendency.values),
        slope=tendency.b,
        projected=projection and projection.value,
        projected_zone=projection and projection.zone,
        step=step,
        marginal=is_marginal(inputs, position, sigma),
        share=share_of(inputs, position, sigma),
        sigma=sigma,
        chart_points=len(chart),
        variation=variation,
        assurance=chart.assurance(target_at(position, season), inputs.direction),
    )
