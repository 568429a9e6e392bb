"""What an indicator's charts show: graded series against their benchmarks' lines."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from performance import grading
from performance.charts import Break, Mark, Path, PathPoint, SeriesChart, draw
from performance.figures import (
    Frequency,
    Period,
    Unit,
    period_of,
    position,
    print_quantity,
    print_value,
)
from performance.figures.period_kinds import LabelStyle
from performance.models import Benchmark, Framework, Series
from performance.queries.gradings import Facts, engine_benchmark, figures_of, gradable

LINES = ("expected", "floor", "stretch")
NO_LINES = dict.fromkeys(LINES, "")
# A chart shows a course: one point has none.
FEWEST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One period in the table beside a chart; "" where there is nothing."""

    label: str
    figure: str
    expected: str
    floor: str
    stretch: str


@dataclass(frozen=True, slots=True)
class ChartShown:
    """A chart and its table. ``framework`` is whose benchmark it shows, "" without one.

    ``fault`` says why an approved benchmark's lines cannot be drawn.
    """

    series_id: object
    framework: str
    chart: SeriesChart
    rows: tuple[ChartRow, ...]
    assumed: bool
    waiver: str
    fault: str

    @property
    def svg(self) -> SafeString:
        return draw(self.chart)

    @property
    def has_lines(self) -> bool:
        return bool(self.chart.paths)

    @property
    def has_stretch(self) -> bool:
        return any(path.kind == "stretch" for path in self.chart.paths)


@dataclass(frozen=True, slots=True)
class Course:
    """A benchmark's lines over its year, or why they cannot be drawn.

    ``texts`` is by the first day of the period, then by line.
    """

    paths: tuple[Path, ...]
    texts: dict[date, dict[str, str]]
    fault: str


def charts_of(
    facts: Facts, indicator_id, frameworks: list[Framework], organisation: str
) -> tuple[ChartShown, ...]:
    """A chart for each graded series and framework, and for others that have a course to show.

    Args:
        facts: what queries.gradings.facts_of read for the indicator's placements.
        organisation: whose figures these are, for the legend.
    """
    shown = []
    for part in facts.parts[indicator_id]:
        series = part.series
        graded = series.direction != grading.Direction.MONITOR
        if not graded and len(figures_of(facts, series)) < FEWEST_FIGURES:
            continue
        by_framework = [
            (framework.name, benchmarks)
            for framework in frameworks
            if (benchmarks := approved_benchmarks(facts, series, framework))
        ]
        for name, benchmarks in by_framework or [("", [])]:
            key = f"chart-{len(shown) + 1}"
            chart = chart_of(key, facts, series, benchmarks, name, organisation)
            if chart is not None:
                shown.append(chart)
    return tuple(shown)


def approved_benchmarks(facts: Facts, series: Series, framework: Framework) -> list[Benchmark]:
    return [
        each
        for (series_id, framework_id, _), each in sorted(
            facts.benchmarks.items(), key=lambda item: item[1].year_start
        )
        if (series_id, framework_id) == (series.pk, framework.pk) and each.approved_on is not None
    ]


def chart_of(
    key: str,
    facts: Facts,
    series: Series,
    benchmarks: list[Benchmark],
    framework: str,
    organisation: str,
) -> ChartShown | None:
    """The chart of one series with one framework's lines; None where there is no course to draw."""
    frequency, unit = Frequency(series.frequency), series.unit.dress
    figures = {
        own: each for own, each in figures_of(facts, series).items() if each.value is not None
    }
    courses = [course_of(each, series) for each in benchmarks]
    lines = {day: texts for course in courses for day, texts in course.texts.items()}
    days = sorted({*lines, *(own.start for own in figures)})
    if not days or (not lines and len(figures) < FEWEST_FIGURES):
        return None
    periods = periods_between(days[0], days[-1], frequency)
    if len(periods) < FEWEST_FIGURES:
        return None
    first, last = (position(day, frequency) for day in (days[0], days[-1]))
    printed = {own.start: print_quantity(each.quantity, unit) for own, each in figures.items()}
    return ChartShown(
        series_id=series.pk,
        framework=framework,
        chart=SeriesChart(
            key=key,
            title=f"{series.name}, {series.unit.name}",
            organisation=organisation,
            unit=unit,
            first=first,
            labels=tuple(each.label(LabelStyle.PAPER, brackets=False) for each in periods),
            marks=tuple(
                Mark(position(own.start, frequency), each.period.label(), value, printed[own.start])
                for own, each in sorted(figures.items())
                if (value := gradable(each.value, each.value_high, each.qualifier)) is not None
            ),
            paths=tuple(path for course in courses for path in course.paths),
            breaks=tuple(
                Break(at, period_of(each.on, frequency).label(), each.reason)
                for each in sorted(facts.breaks[series.pk], key=lambda each: each.on)
                if first < (at := position(each.on, frequency)) <= last
            ),
        ),
        rows=tuple(
            ChartRow(each.label(), printed.get(each.start, ""), **lines.get(each.start, NO_LINES))
            for each in periods
            if each.start in printed or each.start in lines
        ),
        assumed=any(each.assumed for each in benchmarks),
        waiver=" ".join(dict.fromkeys(each.waiver_reason for each in benchmarks if each.assumed)),
        fault=" ".join(course.fault for course in courses if course.fault),
    )


def periods_between(first: date, last: date, frequency: Frequency) -> tuple[Period, ...]:
    """Every period of ``frequency`` from the one that holds ``first`` to that of ``last``."""
    found = [period_of(first, frequency)]
    while found[-1].end < last:
        found.append(found[-1].next())
    return tuple(found)


def course_of(benchmark: Benchmark, series: Series) -> Course:
    frequency, unit = Frequency(series.frequency), series.unit.dress
    lines = engine_benchmark(benchmark, frequency)
    if lines is None:
        return Course((), {}, f"The {benchmark} has no expected line.")
    try:
        year = grading.lines_of(lines, frequency, grading.Direction(series.direction))
    except grading.BenchmarkRefused as refused:
        return Course((), {}, f"The lines of {benchmark} cannot be drawn: {refused}")
    paths = []
    for kind in LINES:
        points = tuple(
            PathPoint(position(each.start, frequency), *ends(level))
            for each in year
            if (level := getattr(each, kind)) is not None
        )
        if points:
            paths.append(Path(kind, points))
    texts = {
        each.start: {kind: level_text(getattr(each, kind), unit) for kind in LINES} for each in year
    }
    return Course(tuple(paths), texts, "")


def ends(level) -> tuple:
    return (level.low, level.high) if isinstance(level, grading.Interval) else (level,)


def level_text(level, unit: Unit) -> str:
    if level is None:
        return ""
    return " to ".join(print_value(end, unit) for end in ends(level))
