"""A benchmark's lines over its plan year, drawn and printed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from performance import grading
from performance.charts import Path, PathPoint
from performance.figures import Unit, financial_year_of, position, print_value
from performance.queries.series.benchmark_estimates import marked, rests_on_estimates

LINES = ("expected", "floor", "stretch")


@dataclass(frozen=True, slots=True)
class Course:
    """A benchmark's lines over its year, or why they cannot be drawn.

    ``texts`` is by the first day of the period, then by line; what rests on an estimate of last
    year's figure says so.
    """

    paths: tuple[Path, ...]
    texts: dict[date, dict[str, str]]
    fault: str = ""


def own_courses(
    inputs: grading.SeriesInputs, *, estimated: Collection[int] = ()
) -> tuple[Course, ...]:
    """The lines of the inputs' own benchmark; none without one. ``estimated`` as for
    ``course_of``."""
    held = inputs.benchmark
    if held is None:
        return ()
    return (course_of(held, inputs, held.year_start, estimated=estimated),)


def course_of(
    benchmark: grading.Benchmark | None,
    inputs: grading.SeriesInputs,
    year_start: date,
    *,
    estimated: Collection[int] = (),
) -> Course:
    """The lines of one plan year; none where bands take their place.

    Args:
        benchmark: None where what is stored has neither lines nor bands.
        estimated: the places in the year, from 0, whose figure of last year is an estimate.
    """
    named = f"benchmark for {financial_year_of(year_start).label()}"
    if benchmark is None:
        return Course((), {}, f"The {named} has no expected line.")
    if benchmark.expected is None:
        return Course((), {})
    try:
        year = grading.lines_of(benchmark, inputs.frequency, inputs.direction)
    except grading.BenchmarkRefused as refused:
        return Course((), {}, f"The lines of the {named} cannot be drawn: {refused}")
    paths = []
    for kind in LINES:
        points = tuple(
            PathPoint(position(each.start, inputs.frequency), *ends(level))
            for each in year
            if (level := getattr(each, kind)) is not None
        )
        if points:
            paths.append(Path(kind, points))
    follow = {kind for kind in grading.LineName if rests_on_estimates(benchmark, kind)}
    texts = {}
    for at, each in enumerate(year):
        printed = {kind: level_text(getattr(each, kind), inputs.unit) for kind in LINES}
        texts[each.start] = {
            kind: marked(text) if at in estimated and kind in follow else text
            for kind, text in printed.items()
        }
    return Course(tuple(paths), texts)


def ends(level) -> tuple:
    return (level.low, level.high) if isinstance(level, grading.Interval) else (level,)


def level_text(level, unit: Unit) -> str:
    if level is None:
        return ""
    return " to ".join(print_value(end, unit) for end in ends(level))
