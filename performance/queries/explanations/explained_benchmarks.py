"""A benchmark in words: the shape of each line, who approved it and when, what was waived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from performance import grading
from performance.charts.bands import reach_in_words
from performance.figures import Frequency, Unit, financial_year_of, period_of, print_value
from performance.models import Benchmark
from performance.queries.grading.provenance import Provenance
from performance.queries.series.benchmark_estimates import (
    estimates_in_words,
    estimates_standing,
    rests_on_estimates,
)

TITLES = {
    grading.LineName.EXPECTED: "Expected",
    grading.LineName.FLOOR: "Floor",
    grading.LineName.STRETCH: "Stretch",
}
STRICTLY = {
    grading.Direction.HIGHER: "more than ",
    grading.Direction.LOWER: "less than ",
    grading.Direction.BAND: "strictly within ",
}
GAP_RULES = {
    grading.GapRule.WORSE: "A value between two bands takes the worse one, and is marked",
    grading.GapRule.REFUSE: "",
}
PERIODS = {"monthly": "month", "quarterly": "quarter", "annual": "year"}


@dataclass(frozen=True, slots=True)
class LineExplained:
    """One line: "90% all year". ``is_default`` where nobody typed it and the method supplies it."""

    kind: grading.LineName
    title: str
    words: str
    strict: bool
    is_default: bool


@dataclass(frozen=True, slots=True)
class BandExplained:
    """A band of a rubric: its label, the values that earn it, and the grade it stands for."""

    label: str
    words: str
    grade: grading.Grade | None


@dataclass(frozen=True, slots=True)
class BenchmarkExplained:
    """The benchmark behind a grade. Texts are "" where there is nothing to say.

    Attributes:
        bands: of a rubric, best first, in place of lines; ``gap_rule`` says what becomes of a value
            between two.
        version: its number for the series, framework and year; None for a case's.
        approval: "Approved by … on …"; what is assumed has no approver, and says so.
        reapproval: the approval after a break.
        baseline: the value before the year, in the series' unit.
        season: what is taken off for the season.
        waiver: why it grades although it was approved late.
        estimated: the places in the year, from 0, whose figure of last year is an estimate.
    """

    year: str
    lines: tuple[LineExplained, ...]
    bands: tuple[BandExplained, ...]
    gap_rule: str
    baseline: str
    season: str
    approval: str
    reapproval: str
    is_approved: bool
    is_late: bool
    waiver: str
    assumed: bool
    version: int | None = None
    source: str = ""
    proposal: str = ""
    no_season: str = ""
    estimated: frozenset[int] = frozenset()


def benchmark_explained(
    inputs: grading.SeriesInputs, row: Benchmark | None, known: Provenance
) -> BenchmarkExplained | None:
    """The benchmark that the engine was given; ``row`` is where it is stored, if it is."""
    held = inputs.benchmark
    if held is None:
        return None
    assumed = row is not None and row.assumed
    estimates = estimates_standing(row, inputs.frequency) if row else {}
    return BenchmarkExplained(
        year=financial_year_of(held.year_start).label(),
        lines=lines_in_words(inputs, estimates),
        bands=bands_in_words(inputs),
        gap_rule=GAP_RULES[inputs.rubric.gap_rule] if inputs.rubric else "",
        baseline="" if held.baseline is None else print_value(held.baseline, inputs.unit),
        season=season_in_words(inputs),
        approval=approval_in_words(
            held.approved_on, known.name(row.approved_by_id) if row else "", assumed
        ),
        reapproval=decided(
            "Approved again after a break",
            held.reapproved_on,
            known.name(row.reapproved_by_id) if row else "",
        ),
        is_approved=held.is_approved,
        is_late=held.is_late,
        waiver=(held.late_waiver_reason or "").strip(),
        assumed=assumed,
        version=row.version if row else None,
        source=row.source if row else "",
        proposal=f"Proposed by {name}" if row and (name := known.name(row.proposed_by_id)) else "",
        no_season=no_season_in_words(
            row.no_season_confirmed_on if row else None,
            known.name(row.no_season_confirmed_by_id) if row else "",
        ),
        estimated=frozenset(estimates),
    )


def approval_in_words(on: date | None, by: str, assumed: bool) -> str:
    if on is None:
        return "Not approved"
    if assumed and not by:
        return f"Assumed, and dated {day(on)}: nobody approved it"
    return decided("Approved", on, by)


def no_season_in_words(on: date | None, by: str) -> str:
    if on is None:
        return ""
    return f"{by or 'A person'} confirmed on {day(on)} that it has no season"


def decided(what: str, on: date | None, by: str) -> str:
    if on is None:
        return ""
    return f"{what} by {by} on {day(on)}" if by else f"{what} on {day(on)}"


def day(when: date) -> str:
    return f"{when:%-d %B %Y}"


def lines_in_words(
    inputs: grading.SeriesInputs, estimates: Mapping[int, Decimal] = {}
) -> tuple[LineExplained, ...]:
    """The lines, the floor too where nobody typed one.

    Args:
        estimates: of last year's figures, by their place in the year from 0.
    """
    held = inputs.benchmark
    typed = estimates_in_words(estimates, held.year_start, inputs.frequency, inputs.unit)
    found = []
    for kind, line in (
        (grading.LineName.EXPECTED, held.expected),
        (grading.LineName.FLOOR, held.floor),
        (grading.LineName.STRETCH, held.stretch),
    ):
        is_floor = kind is grading.LineName.FLOOR
        if line is not None:
            strict = line.strict and not is_floor
            words = shape_in_words(line, inputs)
            if typed and rests_on_estimates(held, kind):
                words = f"{words}; {typed}"
            if strict and isinstance(line, grading.Flat):
                words = f"{STRICTLY.get(inputs.direction, '')}{words}"
            elif strict:
                words = f"{words}; meeting it exactly is not enough"
            found.append(LineExplained(kind, TITLES[kind], words, strict, is_default=False))
        elif is_floor and held.expected is not None and (words := default_floor_in_words(inputs)):
            if typed and rests_on_estimates(held, kind):
                words = f"{words}; {typed}"
            found.append(LineExplained(kind, TITLES[kind], words, strict=False, is_default=True))
    return tuple(found)


def default_floor_in_words(inputs: grading.SeriesInputs) -> str:
    """What stands for a floor that nobody typed (GRADING.md section 1)."""
    held = inputs.benchmark
    if inputs.direction is grading.Direction.BAND:
        return ""
    if isinstance(held.expected, grading.Seasonal):
        return f"as {last_year(inputs.frequency)}"
    if held.baseline is None:
        return ""
    return f"{print_value(held.baseline, inputs.unit)} all year, the baseline"


def shape_in_words(line: grading.Line, inputs: grading.SeriesInputs) -> str:
    held, unit = inputs.benchmark, inputs.unit
    last = period_of(held.last, inputs.frequency).label()
    match line:
        case grading.Flat(value):
            return f"{level(value, unit)} all year"
        case grading.Linear(end_value):
            start = "the baseline" if held.baseline is None else level(held.baseline, unit)
            return (
                f"in even steps from {start} before the year to {level(end_value, unit)} in {last}"
            )
        case grading.Profile(values):
            first = period_of(held.first, inputs.frequency).label()
            ends = f"{level(values[-1], unit)} in {last}"
            if len(values) > 1:
                ends = f"{level(values[0], unit)} in {first} to {ends}"
            each = (
                "the year" if is_annual(inputs.frequency) else f"each {PERIODS[inputs.frequency]}"
            )
            return f"a value typed for {each}: {ends}"
        case grading.Seasonal(change):
            same = last_year(inputs.frequency)
            return f"as {same}" if not change else f"{percent(change)} than {same}"
    raise TypeError(f"{line!r} is no line of a benchmark.")


def last_year(frequency: str) -> str:
    return "last year" if is_annual(frequency) else f"in the same {PERIODS[frequency]} last year"


def is_annual(frequency: str) -> bool:
    return frequency == Frequency.ANNUAL


def level(value, unit: Unit) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, grading.Interval):
        return f"{print_value(value.low, unit)} to {print_value(value.high, unit)}"
    return print_value(value, unit)


def bands_in_words(inputs: grading.SeriesInputs) -> tuple[BandExplained, ...]:
    rubric = inputs.rubric
    if rubric is None:
        return ()
    return tuple(
        BandExplained(
            band.label, reach_in_words(band.reach, inputs.unit), rubric.grade_of(band.label)
        )
        for band in rubric.from_the_best()
    )


def percent(change) -> str:
    """A share as words: "5% less" for -0.05."""
    size = abs(Fraction(change)) * 100
    number = f"{float(size):g}"
    return f"{number}% {'more' if change > 0 else 'less'}"


def season_in_words(inputs: grading.SeriesInputs) -> str:
    """What is taken off each period before trends are looked for."""
    held = inputs.benchmark
    if not held.seasonal_offsets:
        return ""
    period, said = period_of(held.first, inputs.frequency), []
    for offset in held.seasonal_offsets:
        sign = "+" if offset > 0 else ""
        said.append(f"{period.label()} {sign}{print_value(offset, inputs.unit)}")
        period = period.next()
    return f"Taken off for the season: {', '.join(said)}"
