"""All there is to say of one version of a benchmark: what it says, who decided what, what rests
on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef

from performance import grading
from performance.figures import Frequency, Period, financial_year_of, periods_of_year
from performance.models import (
    AuditEvent,
    Benchmark,
    Break,
    Grade,
    Indicator,
    Part,
    RegradeRequest,
)
from performance.queries.audit.audit import BENCHMARK, SETTLED
from performance.queries.benchmarks.benchmark_faults import Fault, faults_of
from performance.queries.benchmarks.benchmark_lists import key_of
from performance.queries.benchmarks.benchmark_standing import (
    breaks_in_year,
    breaks_to_cover,
    versions_of,
)
from performance.queries.benchmarks.benchmark_terms import engine_terms, rubric_terms, terms_of
from performance.queries.explanations.explained_benchmarks import (
    BenchmarkExplained,
    benchmark_explained,
    reach_in_words,
)
from performance.queries.grading.engine_benchmarks import engine_benchmark, engine_rubric
from performance.queries.grading.gradings import Facts, inputs_for
from performance.queries.grading.provenance import provenance_of
from performance.queries.series.benchmark_estimates import estimates_standing
from performance.queries.series.courses import course_of


@dataclass(frozen=True, slots=True)
class PeriodLines:
    """The lines at one period of the plan year, printed, "95% (estimated)" where last year's
    figure is an estimate; "" where there is none."""

    period: str
    expected: str
    floor: str
    stretch: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    row: Benchmark
    key: tuple[str, str, int, int]
    is_this: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class GradeResting:
    """A current grade that the benchmark is behind, and the indicator that has it.

    ``is_regrading``: a change waits to be worked into it, so that it is not to be read as current.
    """

    indicator: Indicator
    period: Period
    grade: str
    is_regrading: bool

    @property
    def label(self) -> str:
        return self.period.label()


@dataclass(frozen=True, slots=True)
class BenchmarkShown:
    """One version.

    Attributes:
        explained: in words; None where what is stored cannot be read as lines or bands any more.
        periods: the lines period by period; none for a rubric, or where they cannot be told.
        stands: it is the version that grades.
        standing: the number of the version that does, or None.
        is_overtaken: it is not approved, and a newer version is, so that it never can be.
        to_cover: the break since which it grades nothing until it is approved again, or None.
        silent_from: the day of the first such break: what is graded ends before it.
        ahead: the next break to come in its year, after which it is to be approved again, or None.
        range: a rubric's: the values that can occur, in words; "" for lines.
        faults: what is in the way of an approval; none once it is approved.
        events: its history, newest first.
        is_seasonal: a line rests on last year's figures, which may change until the approval.
        is_estimated: one of those is an estimate.
    """

    row: Benchmark
    key: tuple[str, str, int, int]
    year: str
    explained: BenchmarkExplained | None
    range: str
    periods: tuple[PeriodLines, ...]
    has_stretch: bool
    versions: tuple[VersionShown, ...]
    stands: bool
    standing: int | None
    is_overtaken: bool
    events: tuple[AuditEvent, ...]
    breaks: tuple[Break, ...]
    to_cover: Break | None
    silent_from: date | None
    ahead: Break | None
    faults: tuple[Fault, ...]
    resting: tuple[GradeResting, ...]
    is_seasonal: bool
    is_estimated: bool


def benchmark_shown(row: Benchmark, seen, *, on: date, with_proposals: bool) -> BenchmarkShown:
    """Everything the page of ``row`` says on ``on``, in a fixed number of queries.

    Args:
        row: with its series, unit, home and framework already read.
        seen: the benchmarks that the reader may see.
        with_proposals: whether the reader may read what was proposed and sent back.
    """
    is_approved = row.approved_on is not None
    inputs = put_in(row)
    versions = list(versions_of(row).filter(pk__in=seen.values("pk")))
    standing = next((each.version for each in versions if each.approved_on), None)
    stands = is_approved and standing == row.version
    estimated = estimates_standing(row, inputs.frequency)
    lines = lines_at(inputs, row, estimated)
    breaks = tuple(breaks_in_year(row))
    uncovered = list(breaks_to_cover(row, on=on)) if stands else []
    return BenchmarkShown(
        row=row,
        key=key_of(row),
        year=financial_year_of(row.year_start).label(),
        explained=benchmark_explained(inputs, row, provenance_of([row], [])),
        range=range_in_words(inputs),
        periods=lines,
        has_stretch=any(each.stretch for each in lines),
        versions=shown_versions(versions, row, standing),
        stands=stands,
        standing=standing,
        is_overtaken=not is_approved and standing is not None and standing > row.version,
        events=tuple(history(row, with_proposals=with_proposals)),
        breaks=breaks,
        to_cover=uncovered[-1] if uncovered else None,
        silent_from=uncovered[0].on if uncovered else None,
        ahead=next((each for each in breaks if stands and each.on > on), None),
        faults=() if is_approved else faults_of(terms_of(row), row.series, row.year_start),
        resting=tuple(resting_on(row)) if stands else (),
        is_seasonal=any(isinstance(each, grading.Seasonal) for each in lines_held(inputs)),
        is_estimated=bool(estimated),
    )


def put_in(row: Benchmark) -> grading.SeriesInputs:
    """The engine's inputs with this version and no figures; without lines or bands where what is
    stored no longer suits the series.

    What is not approved rests on last year's figures as they stand now.
    """
    series, year = row.series, financial_year_of(row.year_start)
    bare = inputs_for(Facts(), Part(series=series), row.framework_id, year)
    try:
        if row.approved_on is not None:
            held = engine_benchmark(row, Frequency(series.frequency))
            return replace(bare, benchmark=held, rubric=engine_rubric(row, series))
        terms = terms_of(row)
        held = engine_terms(terms, series, row.year_start)
        return replace(bare, benchmark=held, rubric=rubric_terms(terms, series))
    except ValueError:
        return bare


def lines_held(inputs: grading.SeriesInputs) -> tuple:
    held = inputs.benchmark
    return () if held is None else (held.expected, held.floor, held.stretch)


def lines_at(
    inputs: grading.SeriesInputs, row: Benchmark, estimated: Collection[int]
) -> tuple[PeriodLines, ...]:
    course = course_of(inputs.benchmark, inputs, row.year_start, estimated=estimated)
    texts = course.texts
    periods = periods_of_year(financial_year_of(row.year_start), inputs.frequency)
    return tuple(
        PeriodLines(period.label(), **texts[period.start])
        for period in periods
        if period.start in texts
    )


def range_in_words(inputs: grading.SeriesInputs) -> str:
    return reach_in_words(inputs.rubric.range, inputs.unit) if inputs.rubric else ""


def shown_versions(
    versions: Sequence[Benchmark], row: Benchmark, standing: int | None
) -> tuple[VersionShown, ...]:
    key = key_of(row)[:3]
    return tuple(
        VersionShown(
            row=each,
            key=(*key, each.version),
            is_this=each.pk == row.pk,
            stands=each.version == standing,
        )
        for each in versions
    )


def history(row: Benchmark, *, with_proposals: bool):
    """Who did what to this version, when and why, newest first."""
    events = AuditEvent.objects.filter(subject=BENCHMARK, subject_id=str(row.pk))
    if not with_proposals:
        events = events.filter(action__in=SETTLED)
    return events.order_by("-at", "-id")


def resting_on(row: Benchmark):
    """The current grades of the series in this framework and plan year, latest first."""
    year = financial_year_of(row.year_start)
    grades = Grade.objects.current().filter(
        placement__framework=row.framework_id,
        placement__indicator__parts__series=row.series_id,
        period_start__gte=year.start,
        period_end__lte=year.end,
    )
    same = {name: OuterRef(name) for name in ("placement", "period_start", "period_end")}
    grades = grades.annotate(is_regrading=Exists(RegradeRequest.objects.filter(**same)))
    for each in grades.select_related("placement__indicator").order_by("-period_end"):
        yield GradeResting(each.placement.indicator, each.period, each.grade, each.is_regrading)
