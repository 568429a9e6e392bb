"""The versions of a benchmark that a new one may start from, each in a few words."""

from dataclasses import dataclass, replace
from datetime import date

from performance.figures import Frequency, financial_year_of
from performance.models import Benchmark, Framework, Part, Series
from performance.queries.explanations.explained_benchmarks import bands_in_words, lines_in_words
from performance.queries.grading.engine_benchmarks import engine_benchmark, engine_rubric
from performance.queries.grading.gradings import Facts, inputs_for
from performance.queries.series.benchmark_estimates import estimates_typed

MOST_VERSIONS = 6


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """``name`` is what an address calls it: plan year and version, "2021.1"."""

    row: Benchmark
    name: str
    year: str
    words: str


def earlier_versions(
    series: Series, framework: Framework, year_start: date
) -> tuple[EarlierVersion, ...]:
    """The latest versions for this plan year and those before it, newest first.

    Four queries, however many there are.

    Args:
        series: with its unit already read.
    """
    rows = Benchmark.objects.filter(
        series=series, framework=framework, year_start__lte=year_start
    ).select_related("proposed_by")
    rows = rows.prefetch_related("lines__points", "bands").order_by("-year_start", "-version")
    found = []
    for row in rows[:MOST_VERSIONS]:
        # One object for all, so that nobody asks for its unit again.
        row.series = series
        year = financial_year_of(row.year_start)
        name = f"{row.year_start.year}.{row.version}"
        found.append(EarlierVersion(row, name, year.label(), words_of(row, series)))
    return tuple(found)


def words_of(row: Benchmark, series: Series) -> str:
    """Its lines or bands in one sentence; "" where it has neither."""
    held = engine_benchmark(row, Frequency(series.frequency))
    if held is None:
        return ""
    bare = inputs_for(
        Facts(), Part(series=series), row.framework_id, financial_year_of(row.year_start)
    )
    inputs = replace(bare, benchmark=held, rubric=engine_rubric(row, series))
    estimates = estimates_typed(row, Frequency(series.frequency))
    lines = [f"{line.title.lower()} {line.words}" for line in lines_in_words(inputs, estimates)]
    bands = [f"{band.label} {band.words}" for band in bands_in_words(inputs)]
    said = "; ".join(lines or bands)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
