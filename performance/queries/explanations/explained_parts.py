"""One part of an indicator, explained: figures, lines, trend, projection, chart, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from performance import grading
from performance.figures import Frequency, Period, financial_year_of, period_of
from performance.queries.explanations.explained_benchmarks import PERIODS, BenchmarkExplained
from performance.queries.explanations.explained_figures import (
    FigureExplained,
    Recorded,
    figures_explained,
)
from performance.queries.series.control_limits import Control, control_of

DIRECTIONS = {
    grading.Direction.HIGHER: "Higher is better",
    grading.Direction.LOWER: "Lower is better",
    grading.Direction.BAND: "Keep within a band",
    grading.Direction.MONITOR: "Monitored only: no wanted direction",
}
ACCUMULATIONS = {
    grading.Accumulation.LEVEL: "a level in each period",
    grading.Accumulation.STOCK: "a stock, as at a date",
    grading.Accumulation.FLOW: "a flow, which adds up over the year",
}
FREQUENCIES = {
    Frequency.MONTHLY: "monthly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.ANNUAL: "annual, from 1 April",
}
STEPS = {
    grading.Step.DOWN: "One grade down",
    grading.Step.UP: "Up to Needs Improvement",
}


@dataclass(frozen=True, slots=True)
class TurnExplained:
    """A break in the series or a re-basing of its chart. ``reason`` is "" where none is known."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class TrendExplained:
    """Which way it goes: S of the S needed over n figures; the slope in words, "" without one.

    S and S_needed are None where the trend is unknown.
    """

    word: str
    S: int | None
    S_needed: int | None
    n: int
    slope: str


@dataclass(frozen=True, slots=True)
class ProjectionExplained:
    """Where the year would end: "31%", "in March 2022", Poor."""

    value: str
    at: str
    zone: grading.Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a part is called and how much it counts. Texts are "" where nothing is known."""

    name: str
    code: str = ""
    series: str = ""
    unit: str = ""
    weight: str = "1"
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartExplained(Named):
    """One part: what it is, what was said of it and on what. Texts are "" where nothing is.

    Attributes:
        kind: direction, accumulation and frequency in one phrase.
        is_counted: it carries weight; a monitored part does not.
        compared: which figures decided: "the middle of the last 3 figures".
        distances: (line, "39 points behind") for each line there is.
        zone: before any step for the trend; None where it is not graded, or graded by bands.
        band: the rubric's, in words; "" where lines grade.
        step, marginal, share, sigma: in words.
        control: the control chart's icons, limits and what there is to say of them.
        inputs, verdict: what the engine was given and what it said, for a chart; None for a part
            of which a case states the grade alone.
    """

    kind: str
    is_counted: bool
    grade: grading.Grade | None
    reason: grading.Reason | None
    zone: grading.Grade | None
    band: str
    sentences: tuple[str, ...]
    compared: str
    distances: tuple[tuple[str, str], ...]
    benchmark: BenchmarkExplained | None
    breaks: tuple[TurnExplained, ...]
    rebasings: tuple[TurnExplained, ...]
    figures: tuple[FigureExplained, ...]
    trend: TrendExplained | None
    projection: ProjectionExplained | None
    step: str
    marginal: str
    share: str
    sigma: str
    control: Control
    inputs: grading.SeriesInputs | None
    verdict: grading.Verdict | None

    @property
    def has_stretch(self) -> bool:
        return any(each.stretch for each in self.figures)

    @property
    def is_late(self) -> bool:
        """Its benchmark came late, and grades by a waiver; an assumed one says so itself."""
        held = self.benchmark
        return held is not None and held.is_late and not held.assumed and bool(held.waiver)

    @property
    def is_assumed(self) -> bool:
        return self.benchmark is not None and self.benchmark.assumed


def part_explained(
    named: Named,
    inputs: grading.SeriesInputs,
    verdict: grading.Verdict,
    *,
    benchmark: BenchmarkExplained | None,
    approved: Mapping[Period, Recorded] = {},
    stand_ins: Collection[Period] = (),
    reasons: Mapping[date, str] = {},
    rebased: Mapping[date, str] = {},
) -> PartExplained:
    """Put into words what the engine was given and what it said. Pure.

    Args:
        approved: the approved figures by the period they count in, as printed.
        stand_ins: the periods whose figure is not yet approved.
        reasons, rebased: why there are breaks and re-basings, by their day.
    """
    return PartExplained(
        **asdict(named),
        kind=kind_in_words(inputs),
        is_counted=verdict.reason is not grading.Reason.MONITOR_ONLY,
        grade=verdict.grade,
        reason=verdict.reason,
        zone=verdict.zone,
        band=band_in_words(verdict),
        sentences=verdict.sentences,
        compared=compared_in_words(inputs, verdict),
        distances=distances_in_words(inputs, verdict),
        benchmark=benchmark,
        breaks=turns(inputs.breaks, inputs, reasons),
        rebasings=turns(inputs.rebases, inputs, rebased),
        figures=figures_explained(
            inputs, verdict, approved, stand_ins, benchmark.estimated if benchmark else ()
        ),
        trend=trend_explained(inputs, verdict),
        projection=projection_explained(inputs, verdict),
        step=STEPS.get(verdict.step, ""),
        marginal=marginal_in_words(inputs, verdict),
        share="" if verdict.share is None else share_in_words(verdict.share),
        sigma="" if verdict.sigma is None else grading.distance(verdict.sigma, inputs.unit),
        control=control_of(inputs, verdict),
        inputs=inputs,
        verdict=verdict,
    )


def stated_part(
    named: Named, grade: grading.Grade | None, reason: grading.Reason | None
) -> PartExplained:
    """A part of which the grade alone is known."""
    return PartExplained(
        **asdict(named),
        kind="",
        is_counted=reason is not grading.Reason.MONITOR_ONLY,
        grade=grade,
        reason=reason,
        zone=None,
        band="",
        sentences=() if reason is None else (grading.reason_sentence(reason),),
        compared="",
        distances=(),
        benchmark=None,
        breaks=(),
        rebasings=(),
        figures=(),
        trend=None,
        projection=None,
        step="",
        marginal="",
        share="",
        sigma="",
        control=Control(),
        inputs=None,
        verdict=None,
    )


def kind_in_words(inputs: grading.SeriesInputs) -> str:
    rolling = ", over overlapping periods" if inputs.rolling else ""
    return (
        f"{DIRECTIONS[inputs.direction]}; {ACCUMULATIONS[inputs.accumulation]}; "
        f"{FREQUENCIES[inputs.frequency]}{rolling}"
    )


def compared_in_words(inputs: grading.SeriesInputs, verdict: grading.Verdict) -> str:
    """Which figures decided where it stands; "" where it is not graded."""
    held = len(verdict.window)
    if not held:
        return ""
    if inputs.accumulation is grading.Accumulation.FLOW:
        return "the year's figures to date, added up"
    return {1: "the latest figure", 2: "the worse of the last 2 figures"}.get(
        held, f"the middle of the last {held} figures"
    )


def band_in_words(verdict: grading.Verdict) -> str:
    if verdict.band is None:
        return ""
    return f"{verdict.band}{', the worse of two that it lies between' if verdict.in_gap else ''}"


def distances_in_words(
    inputs: grading.SeriesInputs, verdict: grading.Verdict
) -> tuple[tuple[str, str], ...]:
    found = (("Expected", verdict.dE), ("Floor", verdict.dF), ("Stretch", verdict.dS))
    return tuple((name, grading.gap(inputs, each)) for name, each in found if each is not None)


def turns(
    days: Sequence[date], inputs: grading.SeriesInputs, reasons: Mapping[date, str]
) -> tuple[TurnExplained, ...]:
    """Those at or before the period graded: later ones do not count."""
    end = period_of(inputs.period_graded, inputs.frequency).end
    return tuple(TurnExplained(on, reasons.get(on, "")) for on in sorted(days) if on <= end)


def trend_explained(
    inputs: grading.SeriesInputs, verdict: grading.Verdict
) -> TrendExplained | None:
    if verdict.trend is None:
        return None
    slope = "" if verdict.slope is None else slope_in_words(inputs, verdict.slope)
    return TrendExplained(verdict.trend.value, verdict.S, verdict.S_needed, verdict.n, slope)


def slope_in_words(inputs: grading.SeriesInputs, slope) -> str:
    each = PERIODS[inputs.frequency]
    if slope == 0:
        return f"no change from {each} to {each}"
    return f"{grading.distance(slope, inputs.unit)} {'better' if slope > 0 else 'worse'} a {each}"


def projection_explained(
    inputs: grading.SeriesInputs, verdict: grading.Verdict
) -> ProjectionExplained | None:
    if verdict.projected is None:
        return None
    held = inputs.benchmark
    if inputs.accumulation is grading.Accumulation.FLOW:
        at = f"over {financial_year_of(held.year_start).label()}"
    else:
        at = f"in {period_of(held.last, inputs.frequency).label()}"
    return ProjectionExplained(verdict.projected_words, at, verdict.projected_zone)


def marginal_in_words(inputs: grading.SeriesInputs, verdict: grading.Verdict) -> str:
    """Whether the month-to-month noise alone could have decided; "" where it is not known."""
    if verdict.marginal is None:
        return ""
    flow = inputs.accumulation is grading.Accumulation.FLOW
    what = "the year to date" if flow else "the latest figure"
    if verdict.marginal:
        return f"Marginal: a line lies within one sigma of {what}"
    return f"Not marginal: no line lies within one sigma of {what}"


def share_in_words(share) -> str:
    return f"{float(share):.0%} of the way from the baseline to the end of the path"
