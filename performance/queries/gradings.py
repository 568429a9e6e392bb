"""What a grade depends on: the rows of many placements, read at once, as the engine's inputs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from performance import grading
from performance.figures import (
    Frequency,
    Period,
    PeriodKind,
    Qualifier,
    financial_year_of,
    period_of,
    periods_of_year,
)
from performance.models import Benchmark, Break, Observation, Part, Placement
from performance.states import LineKind, LineShape, OrganisationKind


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
    benchmarks: dict = field(default_factory=dict)


def facts_of(placements: Collection[Placement]) -> Facts:
    """Read everything the grades of ``placements`` depend on.

    Six queries, however many placements, periods and figures there are.
    """
    facts = Facts()
    indicators = {placement.indicator_id for placement in placements}
    parts = Part.objects.filter(indicator__in=indicators).select_related("series__unit")
    for part in parts.order_by("order", "id"):
        facts.parts[part.indicator_id].append(part)
    series = {part.series_id for part in parts}
    figures = Observation.objects.current().filter(
        series__in=series, organisation__kind=OrganisationKind.FORCE
    )
    for observation in figures.order_by("period_end", "period_start"):
        facts.observations[observation.series_id].append(observation)
    # A break that somebody recorded counts once another has confirmed it; a paper's does at once.
    waiting = Q(recorded_by__isnull=False, confirmed_on__isnull=True)
    for each in Break.objects.filter(series__in=series).exclude(waiting):
        facts.breaks[each.series_id].append(each)
    frameworks = {placement.framework_id for placement in placements}
    benchmarks = Benchmark.objects.filter(series__in=series, framework__in=frameworks)
    for each in benchmarks.prefetch_related("lines__points").order_by("version"):
        key = each.series_id, each.framework_id, each.year_start
        # The newest approved version stands; a proposal shows only where nothing is approved.
        if each.approved_on is not None or key not in facts.benchmarks:
            facts.benchmarks[key] = each
    return facts


def benchmark_for(facts: Facts, series, framework_id, period: Period) -> Benchmark | None:
    year = financial_year_of(period.start)
    return facts.benchmarks.get((series.pk, framework_id, year.start))


def figures_of(facts: Facts, series) -> dict[Period, Observation]:
    """The series' own-frequency figures. Where two count in one period the later-ending one does,
    and of two that end together the one for the whole period."""
    found = {}
    for observation in facts.observations[series.pk]:
        period = observation.period
        own = graded_period(period, series.frequency)
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
    values = {
        own: gradable(each.value, each.value_high, each.qualifier)
        for own, each in figures_of(facts, series).items()
    }
    values.update(instead)
    benchmark = benchmark_for(facts, series, framework_id, period)
    return grading.SeriesInputs(
        direction=grading.Direction(series.direction),
        accumulation=grading.Accumulation(series.accumulation),
        frequency=frequency,
        unit_kind=grading.UnitKind(series.unit.kind),
        unit=series.unit.dress,
        period_graded=period_of(period.end, frequency).start,
        points=tuple(grading.Point(own.start, value) for own, value in sorted_points(values)),
        benchmark=engine_benchmark(benchmark, frequency) if benchmark else None,
        rolling=series.rolling_months is not None,
        max_lag=series.max_lag,
        min_points=series.min_points,
        breaks=tuple(sorted(each.on for each in facts.breaks[series.pk])),
    )


def sorted_points(values: Mapping[Period, Decimal | None]):
    return sorted(values.items(), key=lambda item: item[0].start)


def engine_benchmark(row: Benchmark, frequency: Frequency) -> grading.Benchmark | None:
    """A stored benchmark in the engine's form; None where it has no expected line."""
    periods = periods_of_year(financial_year_of(row.year_start), frequency)
    lines = {line.kind: engine_line(line, periods) for line in row.lines.all()}
    if LineKind.EXPECTED not in lines:
        return None
    offsets = row.seasonal_offsets
    return grading.Benchmark(
        year_start=row.year_start,
        first=periods[0].start,
        last=periods[-1].start,
        expected=lines[LineKind.EXPECTED],
        floor=lines.get(LineKind.FLOOR),
        stretch=lines.get(LineKind.STRETCH),
        baseline=row.baseline,
        approved_on=row.approved_on,
        late_waiver_reason=row.waiver_reason or None,
        reapproved_on=row.reapproved_on,
        seasonal_offsets=tuple(Decimal(each) for each in offsets) if offsets else None,
        no_season_confirmed=row.no_season_confirmed_on is not None,
    )


def engine_line(line, periods) -> grading.Line:
    """A stored line in the engine's form: an interval where it has upper ends."""
    points = {point.start: level(point.value, point.value_high) for point in line.points.all()}
    along = tuple(points.get(period.start) for period in periods)
    match line.shape:
        case LineShape.FLAT:
            return grading.Flat(level(line.value, line.value_high), line.strict)
        case LineShape.LINEAR:
            return grading.Linear(line.value, line.strict)
        case LineShape.PROFILE:
            return grading.Profile(along, line.strict)
        case LineShape.SEASONAL:
            return grading.Seasonal(line.change, along, line.strict)
    raise ValueError(f"{line.shape!r} is no shape of a line: use one of {LineShape.values}.")


def level(value: Decimal, high: Decimal | None):
    return value if high is None else grading.Interval(value, high)


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
        days += [each.known_on for each in facts.breaks[part.series_id] if each.on <= period.end]
        benchmark = benchmark_for(facts, part.series, placement.framework_id, period)
        if benchmark is not None:
            days.append(benchmark.known_on)
    return max(days, default=None)
