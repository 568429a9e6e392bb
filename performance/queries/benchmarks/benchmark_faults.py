"""Everything that is wrong with the terms of a benchmark, and where to point."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from performance import grading
from performance.charts.bands import reach_in_words
from performance.figures import Frequency, Unit, financial_year_of, period_of, print_value
from performance.models import BenchmarkBand, BenchmarkLine, Series
from performance.queries.benchmarks.benchmark_terms import (
    LineTerms,
    Terms,
    engine_terms,
    lacking,
    rubric_terms,
    starts_of_year,
)
from performance.queries.explanations.explained_benchmarks import GAP_RULES
from performance.queries.series.last_year import last_year_of, periods_before
from performance.states import LineKind, LineShape


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        field: what to point at: "expected", "floor" or "stretch", "bands", "range", "baseline",
            "seasonal_offsets", "waiver_reason", "no_season", "year_start", or "series" where no
            terms would do.
        start: the first day of the offending period, or None where no one period is.
        band: the place among the terms' bands, from 0; None where no one band is wrong.
        part: which of its parts: "label", "low", "high" or "grade" of a band, "high" where it is
            the upper end of a line; "" where nothing tells them apart.
    """

    field: str
    message: str
    start: date | None = None
    band: int | None = None
    part: str = ""


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
        for at, band in enumerate(terms.bands):
            if not band.label.strip():
                words = "Every band needs a label: the grade, or a name of its own."
                yield Fault("bands", words, band=at, part="label")
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
    longest = BenchmarkBand._meta.get_field("label").max_length
    for at, band in enumerate(terms.bands):
        for part in ("low", "high"):
            if not is_kept(getattr(band, part)):
                yield Fault("bands", f"A band has {TOO_LONG}", band=at, part=part)
        if len(band.label) > longest:
            words = f"A band's label has at most {longest} characters."
            yield Fault("bands", words, band=at, part="label")
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
        if refused.code == grading.Offence.WRONG_SHAPE:
            return
    yield from impossible(made, terms, series)


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
    if empty := list(empty_bands(terms, series.unit.dress)):
        yield from empty
        return
    try:
        rubric = rubric_terms(terms, series)
    except ValueError as refused:
        yield Fault("bands", str(refused))
        return
    yield from of_cover(grading.cover_of(rubric), rubric, series.unit.dress)


def empty_bands(terms: Terms, unit: Unit) -> Iterator[Fault]:
    for at, band in enumerate(terms.bands):
        if band.reach.is_empty:
            held = reach_in_words(band.reach, unit)
            words = f"The band {band.label} is {held}: give its lower end first."
            yield Fault("bands", words, band=at, part="low")


def of_cover(cover: grading.Cover, rubric: grading.Rubric, unit: Unit) -> Iterator[Fault]:
    """What is wrong with what the bands cover, and what to do about it."""
    if rubric.gap_rule is grading.GapRule.REFUSE:
        for gap in cover.gaps:
            yield Fault(
                "bands",
                f"No band holds {reach_in_words(gap, unit)}: close the gap, or choose "
                f"“{GAP_RULES[grading.GapRule.WORSE]}”.",
            )
    for overlap in cover.overlaps:
        words = f"Several bands hold {reach_in_words(overlap, unit)}: leave it to one."
        yield Fault("bands", words)
    for at, band in enumerate(rubric.bands):
        if band.label in cover.unmapped:
            words = (
                f"“{band.label}” is none of the four grades: choose which of the four it counts as."
            )
            yield Fault("bands", words, band=at, part="grade")


def impossible(made: grading.Benchmark, terms: Terms, series: Series) -> Iterator[Fault]:
    """What no value can be: the baseline, and of each typed line the first period."""
    if words := why_impossible(terms.baseline, series):
        yield Fault("baseline", f"The baseline is {words}")
    frequency = Frequency(series.frequency)
    year = grading.lines_of(made, frequency, grading.Direction(series.direction))
    for kind, line in terms.lines.items():
        for each in year:
            level = getattr(each, kind.value)
            ends = {"": level}
            if isinstance(level, grading.Interval):
                ends = {"": level.low, "high": level.high}
            found = {part: words for part in ends if (words := why_impossible(ends[part], series))}
            for part, words in found.items():
                whole = line.shape == LineShape.FLAT
                period = "" if whole else f" for {period_of(each.start, frequency).label()}"
                end = "upper end of the " if part else ""
                said = f"The {end}{kind.value} line{period} is {words}"
                yield Fault(kind.value, said, each.start, part=part)
            if found:
                break


def why_impossible(value: Decimal | Fraction | None, series: Series) -> str:
    """How a value lies outside those that can occur, after "is"; "" where it does not."""
    lowest, highest = limits_of(series)
    unit = series.unit.dress
    if value is None:
        return ""
    if lowest is not None and value < lowest:
        return f"{print_value(value, unit)}, less than can occur: {print_value(lowest, unit)}."
    if highest is not None and value > highest:
        return f"{print_value(value, unit)}, more than can occur: {print_value(highest, unit)}."
    return ""


def limits_of(series: Series) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest value that can occur; None is no end. What the series says of itself
    goes before what a percentage is."""
    lowest, highest = series.lowest, series.highest
    if series.unit.kind == grading.UnitKind.PERCENT:
        lowest = Decimal(0) if lowest is None else lowest
        highest = Decimal(100) if highest is None else highest
    return lowest, highest


def beside(terms: Terms, series: Series, year_start: date) -> Iterator[Fault]:
    periods, offsets = len(starts_of_year(series, year_start)), terms.seasonal_offsets
    if offsets is not None and len(offsets) != periods:
        words = f"There are {len(offsets)} seasonal offsets for {periods} periods: give one each."
        yield Fault("seasonal_offsets", words)
    if terms.assumed and not terms.waiver_reason.strip():
        words = "Say why an assumed benchmark may grade: it shows wherever its grades do."
        yield Fault("waiver_reason", words)
