"""What an indicator's charts show: its series with their benchmarks' lines and their limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from performance import grading
from performance.figures import (
    Frequency,
    Period,
    financial_year_of,
    period_of,
    print_quantity,
)
from performance.models import Benchmark, Framework, Part, Series
from performance.queries.grading.engine_benchmarks import engine_benchmark
from performance.queries.grading.gradings import Facts, figures_of, inputs_for
from performance.queries.series.benchmark_estimates import estimates_typed
from performance.queries.series.courses import course_of
from performance.queries.series.series_charts import (
    FEWEST_FIGURES,
    ChartShown,
    ChartWords,
    Printed,
    chart_shown,
)


def charts_of(
    facts: Facts, indicator_id, frameworks: list[Framework], organisation: str
) -> tuple[ChartShown, ...]:
    """A chart for each graded series and framework, and for others that have a course to show.

    Args:
        facts: what queries.grading.gradings.facts_of read for the indicator's placements.
        organisation: whose figures these are, for the legend.
    """
    shown = []
    for part in facts.parts[indicator_id]:
        series = part.series
        graded = series.direction != grading.Direction.MONITOR
        if not graded and len(figures_of(facts, series)) < FEWEST_FIGURES:
            continue
        by_framework = [
            (framework, benchmarks)
            for framework in frameworks
            if (benchmarks := approved_benchmarks(facts, series, framework))
        ]
        for framework, benchmarks in by_framework or [(None, [])]:
            words = words_of(
                facts, series, f"chart-{len(shown) + 1}", organisation, framework=framework
            )
            chart = chart_of(facts, part, framework, benchmarks, words)
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


def words_of(
    facts: Facts,
    series: Series,
    key: str,
    organisation: str,
    *,
    framework: Framework | None = None,
) -> ChartWords:
    """Figures as printed and the reasons of breaks and re-basings, for a chart of ``series``."""
    turns = (*facts.breaks[series.pk], *facts.rebasings[series.pk])
    return ChartWords(
        key=key,
        title=f"{series.name}, {series.unit.name}",
        organisation=organisation,
        framework=framework.name if framework else "",
        printed={
            own.start: Printed(
                print_quantity(each.quantity, series.unit.dress), each.period.label()
            )
            for own, each in figures_of(facts, series).items()
            if each.value is not None
        },
        reasons={each.on: each.reason for each in turns},
    )


def chart_of(
    facts: Facts,
    part: Part,
    framework: Framework | None,
    benchmarks: Sequence[Benchmark],
    words: ChartWords,
) -> ChartShown | None:
    """The chart of one series up to its latest figure, with one framework's lines of every year;
    None where there is no course to draw."""
    series = part.series
    latest = latest_period(series, words, benchmarks)
    if latest is None:
        return None
    inputs = inputs_for(facts, part, framework and framework.pk, latest)
    if inputs.benchmark is not None and not inputs.benchmark.is_approved:
        inputs = replace(inputs, benchmark=None, rubric=None)
    return chart_shown(
        inputs,
        words,
        courses=tuple(
            course_of(
                engine_benchmark(each, inputs.frequency),
                inputs,
                each.year_start,
                estimated=estimates_typed(each, inputs.frequency),
            )
            for each in benchmarks
        ),
        verdict=verdict_of(inputs),
        series_id=series.pk,
        assumed=any(each.assumed for each in benchmarks),
        waiver=" ".join(dict.fromkeys(each.waiver_reason for each in benchmarks if each.assumed)),
        late=tuple(late_in_words(each) for each in benchmarks if each.is_late and not each.assumed),
    )


def late_in_words(benchmark: Benchmark) -> str:
    """ "The benchmark for 2021/22 was approved late: The panel met in May."."""
    year = financial_year_of(benchmark.year_start).label()
    reason = f": {benchmark.waiver_reason}" if benchmark.waiver_reason else "."
    return f"The benchmark for {year} was approved late{reason}"


def latest_period(
    series: Series, words: ChartWords, benchmarks: Sequence[Benchmark]
) -> Period | None:
    """The period of the latest figure; without one, where the latest benchmark begins."""
    days: list[date] = list(words.printed) or [each.year_start for each in benchmarks]
    return period_of(max(days), Frequency(series.frequency)) if days else None


def verdict_of(inputs: grading.SeriesInputs) -> grading.Verdict | None:
    """None where the benchmark's lines cannot grade; the chart says so beside them."""
    try:
        return grading.grade_series(inputs)
    except grading.BenchmarkRefused:
        return None
