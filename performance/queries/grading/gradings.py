"""What a grade depends on: the rows of many placements, read at once, as the engine's inputs."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from performance import grading
from performance.figures import (
    Frequency,
    Period,
    PeriodKind,
    Qualifier,
    financial_year_of,
    period_of,
)
from performance.models import (
    Benchmark,
    Break,
    Observation,
    Part,
    Placement,
    Rebasing,
    period_from,
)
from performance.queries.grading.engine_benchmarks import engine_benchmark, engine_rubric
from performance.states import OrganisationKind


@lru_cache(maxsize=20_000)
def graded_period(period: Period, frequency: str) -> Period | None:
    """The period of ``frequency`` that a figure for ``period`` counts in; None if in none.

    A graded series counts only observations of its own frequency. A date and a rolling window
    belong to the period that contains their last day.
    """
    own = period_of(period.end, Frequency(frequency))
    if period.kind in (PeriodKind.DATE, PeriodKind.ROLLING):
        return own
    return own if (period.start, period.end) == (own.start, own.end) else None


def is_graded_in(framework, period: Period) -> bool:
    """Whether a framework still grades ``period``: not once it has ended.

    What lies before its start it may grade: the paper of July 2021 grades 2020/21 too.
    """
    return framework.ends is None or period.start < framework.ends


@dataclass(slots=True)
class Facts:
    """The rows behind the grades of some placements, by what they hang on."""

    parts: Mapping = field(default_factory=lambda: defaultdict(list))
    observations: Mapping = field(default_factory=lambda: defaultdict(list))
    breaks: Mapping = field(default_factory=lambda: defaultdict(list))
    rebasings: Mapping = field(default_factory=lambda: defaultdict(list))
    benchmarks: dict = field(default_factory=dict)
    # What follows from the rows, worked out once however many periods are graded from them.
    own_figures: dict = field(default_factory=dict)
    engine_forms: dict = field(default_factory=dict)


class Observed(NamedTuple):
    """What a grade needs of an observation: many are read at once, and whole rows cost more."""

    series_id: UUID
    period_kind: str
    period_start: date
    period_end: date
    value: Decimal | None
    value_high: Decimal | None
    qualifier: str
    known_on: date

    @property
    def period(self) -> Period:
        return period_from(self.period_kind, self.period_start, self.period_end)


def facts_of(placements: Collection[Placement], *, whole: bool = True) -> Facts:
    """Read everything the grades of ``placements`` depend on.

    Nine queries at the most, however many placements, periods and figures there are.

    Args:
        whole: whole observations, for pages that show them; else what a grade needs (Observed).
    """
    indicators = {placement.indicator_id for placement in placements}
    parts = Part.objects.filter(indicator__in=indicators).select_related("series__unit")
    frameworks = {placement.framework_id for placement in placements}
    return facts_of_parts(list(parts.order_by("order", "id")), frameworks, whole=whole)


def facts_of_parts(
    parts: Collection[Part], frameworks: Collection, *, also: Collection = (), whole: bool = True
) -> Facts:
    """What grades and charts of these parts' series depend on in frameworks (their ids).

    Args:
        also: ids of series that are read with them and are no part of anything here.
    """
    facts = Facts()
    for part in parts:
        facts.parts[part.indicator_id].append(part)
    series = {*also, *(part.series_id for part in parts)}
    figures = Observation.objects.current().filter(
        series__in=series, organisation__kind=OrganisationKind.FORCE
    )
    figures = figures.order_by("period_end", "period_start")
    if not whole:
        figures = itertools.starmap(Observed, figures.values_list(*Observed._fields).iterator())
    for observation in figures:
        facts.observations[observation.series_id].append(observation)
    for each in Break.objects.holding().filter(series__in=series):
        facts.breaks[each.series_id].append(each)
    for each in Rebasing.objects.holding().filter(series__in=series):
        facts.rebasings[each.series_id].append(each)
    # The newest approved version stands. A proposal is nobody's lines yet, and not for every eye.
    benchmarks = Benchmark.objects.filter(
        series__in=series, framework__in=frameworks, approved_on__isnull=False
    )
    for each in benchmarks.prefetch_related("lines__points", "bands").order_by("version"):
        facts.benchmarks[each.series_id, each.framework_id, each.year_start] = each
    return facts


def benchmark_for(facts: Facts, series, framework_id, period: Period) -> Benchmark | None:
    year = financial_year_of(period.start)
    return facts.benchmarks.get((series.pk, framework_id, year.start))


def figures_of(facts: Facts, series) -> dict[Period, Observation | Observed]:
    """The series' own-frequency figures. Where two count in one period the later-ending one does,
    and of two that end together the one for the whole period."""
    if series.pk not in facts.own_figures:
        facts.own_figures[series.pk] = own_figures(facts.observations[series.pk], series.frequency)
    return facts.own_figures[series.pk]


def own_figures(observations: Collection, frequency: str) -> dict[Period, Observation | Observed]:
    found: dict[Period, Observation | Observed] = {}
    for observation in observations:
        period = observation.period
        own = graded_period(period, frequency)
        if own is None:
            continue
        before = found.get(own)
        if before is None or (period.end, period == own) >= (
            before.period_end,
            before.period == own,
        ):
            found[own] = observation
    return found


def gradable(value: Decimal | None, value_high: Decimal | None, qualifier: str) -> Decimal | None:
    """The number a grade may use: exact or about. A range, an inequality or a change is none."""
    plain = qualifier in (Qualifier.EXACT.value, Qualifier.ABOUT.value)
    return value if plain and value_high is None else None


def inputs_for(
    facts: Facts, part: Part, framework_id, period: Period, instead: Mapping[Period, Decimal] = {}
) -> grading.SeriesInputs:
    """The engine's inputs for one part of a placement at ``period``.

    Args:
        instead: figures not yet approved that stand in for the approved ones (provisional grades).
    """
    series = part.series
    frequency = Frequency(series.frequency)
    row = benchmark_for(facts, series, framework_id, period)
    benchmark, rubric = engine_forms(facts, row, series) if row else (None, None)
    if series.direction == grading.Direction.MONITOR:
        benchmark = rubric = None
    return grading.SeriesInputs(
        direction=grading.Direction(series.direction),
        accumulation=grading.Accumulation(series.accumulation),
        frequency=frequency,
        unit_kind=grading.UnitKind(series.unit.kind),
        unit=series.unit.dress,
        period_graded=period_of(period.end, frequency).start,
        points=points_of(facts, series, instead),
        benchmark=benchmark,
        rubric=rubric,
        rolling=series.rolling_months is not None,
        max_lag=series.max_lag,
        min_points=series.min_points,
        breaks=tuple(sorted(each.on for each in facts.breaks[series.pk])),
        rebases=tuple(sorted(each.on for each in facts.rebasings[series.pk])),
    )


def points_of(facts: Facts, series, instead: Mapping) -> tuple[grading.Point, ...]:
    """The series' figures as the engine takes them, oldest first."""
    if not instead and series.pk in facts.engine_forms:
        return facts.engine_forms[series.pk]
    values = {
        own: gradable(each.value, each.value_high, each.qualifier)
        for own, each in figures_of(facts, series).items()
    }
    values.update(instead)
    ordered = sorted(values.items(), key=lambda item: item[0].start)
    points = tuple(grading.Point(own.start, value) for own, value in ordered)
    if not instead:
        facts.engine_forms[series.pk] = points
    return points


def engine_forms(
    facts: Facts, row: Benchmark, series
) -> tuple[grading.Benchmark | None, grading.Rubric | None]:
    """A stored benchmark as the engine takes it, worked out once."""
    key = "benchmark", row.pk
    if key not in facts.engine_forms:
        frequency = Frequency(series.frequency)
        facts.engine_forms[key] = engine_benchmark(row, frequency), engine_rubric(row, series)
    return facts.engine_forms[key]


def known_on(facts: Facts, placement: Placement, period: Period) -> date | None:
    """The day by which everything behind the grade was known; None where nothing is behind it."""
    year = financial_year_of(period.start)
    days = []
    for part in facts.parts[placement.indicator_id]:
        days += [
            each.known_on
            for own, each in figures_of(facts, part.series).items()
            if year.start <= own.start <= period.end
        ]
        turns = (*facts.breaks[part.series_id], *facts.rebasings[part.series_id])
        days += [each.known_on for each in turns if each.on <= period.end]
        benchmark = benchmark_for(facts, part.series, placement.framework_id, period)
        if benchmark is not None:
            days.append(benchmark.known_on)
    return max(days, default=None)
