"""The engine: inputs in, a verdict out (GRADING.md sections 2 and 4)."""

from performance.figures import period_of
from performance.grading.digest import digest_of, form_of
from performance.grading.inputs import SeriesInputs
from performance.grading.margins import is_marginal, share_of, sigma_of
from performance.grading.not_graded import not_graded
from performance.grading.position import position_of
from performance.grading.projections import projection_of
from performance.grading.refusals import BenchmarkRefused
from performance.grading.rubrics import band_sentence, banded
from performance.grading.seasons import season_of
from performance.grading.sentences import position_sentence
from performance.grading.series_charts import latest_group, target_at
from performance.grading.steps import step_of, stepped
from performance.grading.timeline import Timeline, Value, timeline_of
from performance.grading.trend_sentences import (
    projection_sentence,
    stated,
    step_sentence,
    trend_sentence,
)
from performance.grading.trends import tendency_of
from performance.grading.verdicts import Verdict
from performance.grading.words import LineName, Offence, Reason


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
    if inputs.rubric is not None:
        return graded_by_bands(inputs, timeline, digest)
    if inputs.benchmark.expected is None:
        raise BenchmarkRefused(Offence.WRONG_SHAPE, LineName.EXPECTED)
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
        projected_words=projection and stated(inputs, position, projection),
        step=step,
        marginal=is_marginal(inputs, position, sigma),
        share=share_of(inputs, position, sigma),
        sigma=sigma,
        chart_points=len(chart),
        variation=variation,
        assurance=chart.assurance(target_at(position, season), inputs.direction),
    )


def graded_by_bands(inputs: SeriesInputs, timeline: Timeline, digest: str) -> Verdict:
    """The band of the latest figure. The trend is told beside it and moves nothing."""
    season = season_of(inputs.benchmark, inputs.frequency)
    since_break = timeline.since_break(timeline.values)
    latest = since_break[-1]
    found = banded(inputs.rubric, latest.value)
    chart = latest_group(inputs, since_break, season)
    variation = chart.variation(inputs.direction)
    tendency = tendency_of(inputs, None, season, since_break, chart, variation)
    said = banded_sentence(inputs, latest)
    return Verdict(
        grade=found.grade,
        reason=None if found.grade else Reason.OUTSIDE_BANDS,
        sentences=(said, trend_sentence(inputs, tendency)) if found.grade else (said,),
        digest=digest,
        window=(latest.point,),
        trend=tendency.trend,
        S=tendency.S,
        S_needed=tendency.S_needed,
        n=tendency.n,
        trend_figures=tuple(value.point for value in tendency.values),
        slope=tendency.b,
        sigma=sigma_of(chart),
        chart_points=len(chart),
        variation=variation,
        band=found.label,
        in_gap=found.is_marked,
    )


def banded_sentence(inputs: SeriesInputs, latest: Value) -> str:
    """When the figure is of, then where it falls."""
    period = period_of(latest.point.start, inputs.frequency).label()
    return f"{period}: {band_sentence(inputs.rubric, latest.value, inputs.unit)}"
