"""The benchmarks that were assumed for a past year, so that its figures can be graded."""

from datetime import date

from performance import grading
from performance.figures import Frequency
from performance.models import Benchmark, BenchmarkLine, Framework, Series
from performance.papers.sheets import Row, day, number, sheet, yes
from performance.queries.grading.gradings import engine_benchmark
from performance.states import BenchmarkState, LineKind, LineShape


def load_benchmarks(framework: Framework, folder: str, known_on: date) -> list[Benchmark]:
    """Enter the assumed benchmarks of GRADING.md section 6 that are not there yet.

    Raises:
        grading.BenchmarkRefused: a line breaks the rules of GRADING.md section 1.
    """
    series = {each.code: each for each in Series.objects.all()}
    made = []
    for row in sheet(folder, "benchmarks.csv"):
        benchmark, created = Benchmark.objects.get_or_create(
            series=series[row["series"]],
            framework=framework,
            year_start=day(row["year_start"]),
            version=1,
            defaults={
                "baseline": number(row["baseline"]),
                "source": row["source"],
                "assumed": True,
                "waiver_reason": row["waiver_reason"],
                "known_on": known_on,
            },
        )
        if not created:
            continue
        add_lines(benchmark, row)
        # Approved last: the database takes no more lines after that.
        benchmark.approved_on = known_on
        benchmark.state = BenchmarkState.APPROVED
        check(benchmark)
        benchmark.save(update_fields=["approved_on", "state"])
        made.append(benchmark)
    return made


def add_lines(benchmark: Benchmark, row: Row) -> None:
    benchmark.lines.create(
        kind=LineKind.EXPECTED,
        shape=row["expected_shape"],
        value=number(row["expected"]),
        strict=yes(row["expected_strict"]),
    )
    for kind in (LineKind.FLOOR, LineKind.STRETCH):
        if row[kind.value]:
            BenchmarkLine.objects.create(
                benchmark=benchmark,
                kind=kind,
                shape=LineShape.FLAT,
                value=number(row[kind.value]),
            )


def check(benchmark: Benchmark) -> None:
    frequency = Frequency(benchmark.series.frequency)
    grading.check_benchmark(
        engine_benchmark(benchmark, frequency),
        direction=grading.Direction(benchmark.series.direction),
        accumulation=grading.Accumulation(benchmark.series.accumulation),
        frequency=frequency,
    )
