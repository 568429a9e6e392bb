"""What the year before would have been graded under some terms: the engine, asked for each of its
periods with the lines moved a year back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from performance import grading
from performance.figures import Frequency, Period, period_of, periods_of_year
from performance.models import Series
from performance.queries.benchmarks.benchmark_faults import rests_on_last_year
from performance.queries.benchmarks.benchmark_terms import (
    Terms,
    engine_terms,
    lacking,
    rubric_terms,
)
from performance.states import LineKind, LineShape

AFTER_THE_FAULTS = (
    "It can be said once the lines or bands are whole and nothing is wrong with them."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the engine says of one period.

    ``is_said`` is whether it could be asked; where not, ``sentence`` tells why.
    """

    grade: grading.Grade | None
    sentence: str
    is_said: bool = True


def rehearsed(
    inputs: grading.SeriesInputs, series: Series, before: Period, terms: Terms
) -> Mapping[date, Said]:
    """By the first day of each period of the plan year ``before``, its grade under ``terms``.

    A seasonal line moved a year back rests on the figures of the year before that. It is taken
    to have been approved before the year, and again at its end, so that a break within it does
    not silence everything after. One query where a line is seasonal, else none.

    Args:
        inputs: the series' figures and breaks, without a benchmark.
    """
    periods = periods_of_year(before, Frequency(series.frequency))
    try:
        asked = put_under(inputs, series, before, terms)
    except ValueError as refused:
        told = isinstance(refused, grading.BenchmarkRefused) and rests_on_figures(terms)
        why = f"Cannot be said of {before.label()}: {refused}" if told else AFTER_THE_FAULTS
        return {period.start: Said(None, why, is_said=False) for period in periods}
    return {
        period.start: said_of(replace(asked, period_graded=period.start), terms)
        for period in periods
    }


def put_under(
    inputs: grading.SeriesInputs, series: Series, before: Period, terms: Terms
) -> grading.SeriesInputs:
    """The inputs with the terms as the benchmark of the year ``before``.

    Raises:
        ValueError: the terms lack something, or cannot grade that year (BenchmarkRefused).
    """
    if not terms.is_rubric and LineKind.EXPECTED not in terms.lines:
        raise ValueError("There is no expected line.")
    rubric = rubric_terms(terms, series)
    moved = replace(
        engine_terms(terms.without_estimates(), series, before.start),
        approved_on=before.start - timedelta(days=1),
        reapproved_on=before.end,
    )
    if rubric is None:
        try:
            grading.check_benchmark(
                moved,
                direction=inputs.direction,
                accumulation=inputs.accumulation,
                frequency=inputs.frequency,
            )
        except grading.BenchmarkRefused as refused:
            if not is_bearable(refused, terms):
                raise
    return replace(inputs, benchmark=moved, rubric=rubric)


def is_bearable(refused: grading.BenchmarkRefused, terms: Terms) -> bool:
    """The lines can be compared with all the same: only a person's word on the season is missing,
    or figures that a seasonal line of that year would have rested on, for some of its periods."""
    match refused.code:
        case grading.Offence.FLOW_WITHOUT_SEASON:
            return True
        case grading.Offence.MISSING_PERIOD:
            return follows_last_year(refused, terms)
    return False


def follows_last_year(refused: grading.BenchmarkRefused, terms: Terms) -> bool:
    line = LineKind(refused.line)
    return rests_on_last_year(terms.lines.get(line), line, terms)


def said_of(asked: grading.SeriesInputs, terms: Terms) -> Said:
    try:
        verdict = grading.grade_series(asked)
    except grading.BenchmarkRefused as refused:
        return Said(None, why_not(refused, asked, terms), is_said=False)
    first, *others = verdict.sentences
    # The sentence of the step is the last; those on trend and projection decide nothing alone.
    return Said(verdict.grade, f"{first} {others[-1]}" if verdict.step else first)


def why_not(refused: grading.BenchmarkRefused, asked: grading.SeriesInputs, terms: Terms) -> str:
    if not follows_last_year(refused, terms):
        return f"Cannot be said: {refused}"
    earlier = period_of(a_year_before(refused.start), asked.frequency)
    return (
        f"Cannot be said: the {refused.line} line would rest on {earlier.label()}, which has no "
        "approved figure that a grade may use."
    )


def a_year_before(day: date) -> date:
    """For the first day of a period."""
    return day.replace(year=day.year - 1)


def rests_on_figures(terms: Terms) -> bool:
    """A line follows the figures of the year before its own."""
    return any(line.shape == LineShape.SEASONAL for line in terms.lines.values())


def without_lacking(terms: Terms, series: Series) -> Terms:
    """The lines that have all that their shape needs, to be drawn while others are typed."""
    whole = {kind: line for kind, line in terms.lines.items() if not lacking(line, series)}
    return replace(terms, lines=whole)
