"""Everything that is wrong with the terms of a benchmark, and where to point."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from performance import grading
from performance.figures import Frequency, financial_year_of, period_of, print_value
from performance.models import BenchmarkBand, BenchmarkLine, Series
from performance.queries.benchmark_terms import (
    LineTerms,
    Terms,
    engine_terms,
    lacking,
    rubric_terms,
    starts_of_year,
)
from performance.queries.last_year import last_year_of, periods_before
from performance.states import LineKind, LineShape


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        field: what to point at: "expected", "floor" or "stretch", "bands", "range", "baseline",
            "seasonal_offsets", "waiver_reason", "no_season", "year_start", or "series" where no
            terms would do.
        start: the first day of the offending period, or None where no one period is.
    """

    field: str
    message: str
    start: date | None = None


def faults_of(terms: Terms, series: Series, year_start: date) -> tuple[Fault, ...]:
    """What must be put right before these terms can be proposed, in the order of the form.

    Where a number is missing or cannot be stored, the engine is asked about the lines only after
    that: it names the first offending period. One query where a line is seasonal, else none.
    """
    if series.direction == grading.Direction.MONITOR:
        words = "This series is monitored only, with no wanted direction: it takes no benchmark."
        return (Fault("series", words),)
    if financial_year_of(year_start).start != year_start:
        return (Fault("year_start", "A plan year begins on 1 April: choose one that does."),)
    found = [*missing(terms, series), *unstorable(terms)]
    if not found:
        found = [
            *(of_bands(terms, series) if terms.is_rubric else of_lines(terms, series, year_start)),
            *of_estimates(terms, series, year_start),
        ]
    return (*found, *beside(terms, series, year_start))


def missing(terms: Terms, series: Series) -> Iterator[Fault]:
    if terms.is_rubric:
        if terms.lines:
            yield Fault("bands", "A benchmark has lines or bands, not both: take one of them out.")
        if any(not band.label.strip() for band in terms.bands):
            yield Fault("bands", "Every band needs a label: the grade, or a name of its own.")
        return
    if LineKind.EXPECTED not in terms.lines:
        yield Fault("expected", "Say what is expected: nothing is graded without it.")
    if series.direction == grading.Direction.BAND and LineKind.FLOOR not in terms.lines:
        yield Fault("floor", "A series to keep within a band needs a floor: type both its ends.")
    for kind, line in terms.lines.items():
        if what := lacking(line, series):
            yield Fault(kind.value, f"The {kind.value} line needs {what}.")
        elif line.shape == LineShape.LINEAR and terms.baseline is None:
            words = f"The {kind.value} line starts from the baseline: type the baseline."
            yield Fault("baseline", words)


def unstorable(terms: Terms) -> Iterator[Fault]:
    """Numbers longer than a column holds: they would be rounded, and a line never is."""
    for kind, line in terms.lines.items():
        ends = [end for point in line.points for end in point]
        if not all(map(is_kept, (line.value, line.value_high, *ends))) or not is_kept(
            line.change, digits=digits_of(BenchmarkLine, "change")
        ):
            yield Fault(kind.value, f"The {kind.value} line has {TOO_LONG}")
    ends = [end for band in terms.bands for end in (band.low, band.high)]
    longest = BenchmarkBand._meta.get_field("label").max_length
    if not all(map(is_kept, ends)):
        yield Fault("bands", f"A band has {TOO_LONG}")
    if any(len(band.label) > longest for band in terms.bands):
        yield Fault("bands", f"A band's label has at most {longest} characters.")
    if not is_kept(terms.baseline):
        yield Fault("baseline", f"The baseline has {TOO_LONG}")
    if not is_kept(terms.range_low) or not is_kept(terms.range_high):
        yield Fault("range", f"The range has {TOO_LONG}")
    if not all(map(is_kept, terms.seasonal_offsets or ())):
        yield Fault("seasonal_offsets", f"A seasonal offset has {TOO_LONG}")


TOO_LONG = "a number that is too long: at most 6 decimals, and 14 digits before them."


def digits_of(model, name: str) -> int:
    return model._meta.get_field(name).max_digits


def is_kept(value: Decimal | None, digits: int = 20, decimals: int = 6) -> bool:
    if value is None:
        return True
    if not value.is_finite() or abs(value) >= 10 ** (digits - decimals):
        return False
    return value == round(value, decimals)


def faults_as_typed(terms: Terms, series: Series, year_start: date) -> tuple[Fault, ...]:
    """As ``faults_of``, of terms that somebody types now: an estimate that is not used is wrong
    too. One that an approved figure replaces later is in nobody's way. One query more where
    anything is estimated."""
    return (*faults_of(terms, series, year_start), *needless(terms, series, year_start))


def needless(terms: Terms, series: Series, year_start: date) -> Iterator[Fault]:
    if not terms.estimates:
        return
    before, starts = periods_before(series, year_start), starts_of_year(series, year_start)
    approved = last_year_of(series, year_start)
    for kind, line in terms.lines.items():
        for at in line.estimates:
            if approved[at] is not None:
                words = (
                    f"{before[at].label()} has an approved figure, "
                    f"{print_value(approved[at], series.unit.dress)}, and that is used: clear the "
                    "estimate."
                )
                yield Fault(kind.value, words, starts[at])


def of_estimates(terms: Terms, series: Series, year_start: date) -> Iterator[Fault]:
    """Two lines that estimate one figure differently."""
    before, starts = periods_before(series, year_start), starts_of_year(series, year_start)
    for kind, line in terms.lines.items():
        for at, value in line.estimates.items():
            if value != (first := terms.estimates[at]):
                words = (
                    f"{before[at].label()} is estimated at "
                    f"{print_value(first, series.unit.dress)} under another line: last year had "
                    "one figure, so type the same here or nothing."
                )
                yield Fault(kind.value, words, starts[at])


def of_lines(terms: Terms, series: Series, year_start: date) -> Iterator[Fault]:
    made = engine_terms(terms, series, year_start)
    try:
        grading.check_benchmark(
            made,
            direction=grading.Direction(series.direction),
            accumulation=grading.Accumulation(series.accumulation),
            frequency=Frequency(series.frequency),
        )
    except grading.BenchmarkRefused as refused:
        yield in_the_forms_words(refused, terms, series)


def in_the_forms_words(refused: grading.BenchmarkRefused, terms: Terms, series: Series) -> Fault:
    """The engine's refusal, and what it cannot know: whose value is missing, and where to type."""
    line = LineKind(refused.line)
    if refused.code == grading.Offence.FLOW_WITHOUT_SEASON:
        return Fault("no_season", str(refused))
    if refused.code == grading.Offence.BASELINE_BEATS_EXPECTED:
        return Fault("baseline", str(refused), refused.start)
    if refused.code == grading.Offence.MISSING_PERIOD:
        given = terms.lines.get(line)
        if rests_on_last_year(given, line, terms):
            here = period_of(refused.start, Frequency(series.frequency))
            words = (
                f"The {line.value} line for {here.label()} rests on the same period a year before, "
                "which has no approved figure that a grade may use: type an estimate of it, have "
                "it approved first, or type the line for each period."
            )
            return Fault(line.value, words, refused.start)
        if given is None:
            words = "Nothing stands for the floor: type a floor, or the baseline."
            return Fault(line.value, words)
    return Fault(line.value, str(refused), refused.start)


def rests_on_last_year(given: LineTerms | None, line: LineKind, terms: Terms) -> bool:
    if given is not None:
        return given.shape == LineShape.SEASONAL
    expected = terms.lines[LineKind.EXPECTED]
    return line == LineKind.FLOOR and expected.shape == LineShape.SEASONAL


def of_bands(terms: Terms, series: Series) -> Iterator[Fault]:
    if grading.Reach(terms.range_low, terms.range_high).is_empty:
        yield Fault("range", "The highest value that can occur is below the lowest: swap them.")
        return
    try:
        rubric = rubric_terms(terms, series)
    except ValueError as refused:
        yield Fault("bands", str(refused))
        return
    cover = grading.cover_of(rubric)
    if not cover.is_accepted:
        for words in cover.faults:
            yield Fault("bands", words)


def beside(terms: Terms, series: Series, year_start: date) -> Iterator[Fault]:
    periods, offsets = len(starts_of_year(series, year_start)), terms.seasonal_offsets
    if offsets is not None and len(offsets) != periods:
        words = f"There are {len(offsets)} seasonal offsets for {periods} periods: give one each."
        yield Fault("seasonal_offsets", words)
    if terms.assumed and not terms.waiver_reason.strip():
        words = "Say why an assumed benchmark may grade: it shows wherever its grades do."
        yield Fault("waiver_reason", words)
