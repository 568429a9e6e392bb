"""Stored benchmarks as the engine takes them: lines of four shapes, or a rubric's bands."""

from decimal import Decimal

from performance import grading
from performance.figures import Frequency, financial_year_of, periods_of_year
from performance.models import Benchmark
from performance.states import LineKind, LineShape


def engine_benchmark(row: Benchmark, frequency: Frequency) -> grading.Benchmark | None:
    """A stored benchmark in the engine's form; None where it has neither an expected line nor
    bands."""
    periods = periods_of_year(financial_year_of(row.year_start), frequency)
    lines = {line.kind: engine_line(line, periods) for line in row.lines.all()}
    if LineKind.EXPECTED not in lines and not row.bands.all():
        return None
    offsets = row.seasonal_offsets
    return grading.Benchmark(
        year_start=row.year_start,
        first=periods[0].start,
        last=periods[-1].start,
        expected=lines.get(LineKind.EXPECTED),
        floor=lines.get(LineKind.FLOOR),
        stretch=lines.get(LineKind.STRETCH),
        baseline=row.baseline,
        approved_on=row.approved_on,
        late_waiver_reason=row.waiver_reason or None,
        reapproved_on=row.reapproved_on,
        seasonal_offsets=tuple(Decimal(each) for each in offsets) if offsets else None,
        no_season_confirmed=row.no_season_confirmed_on is not None,
    )


def engine_line(line, periods) -> grading.Line:
    """A stored line in the engine's form: an interval where it has upper ends."""
    points = {point.start: level(point.value, point.value_high) for point in line.points.all()}
    along = tuple(points.get(period.start) for period in periods)
    match line.shape:
        case LineShape.FLAT:
            return grading.Flat(level(line.value, line.value_high), line.strict)
        case LineShape.LINEAR:
            return grading.Linear(line.value, line.strict)
        case LineShape.PROFILE:
            return grading.Profile(along, line.strict)
        case LineShape.SEASONAL:
            return grading.Seasonal(line.change, along, line.strict)
    raise ValueError(f"{line.shape!r} is no shape of a line: use one of {LineShape.values}.")


def level(value: Decimal, high: Decimal | None):
    return value if high is None else grading.Interval(value, high)


def engine_rubric(row: Benchmark, series) -> grading.Rubric | None:
    """A stored benchmark's bands, best first; None where it has lines, and where the series'
    direction no longer suits its bands: the engine then refuses to grade by it."""
    bands = row.bands.all()
    if not bands:
        return None
    try:
        return rubric_of(row, bands, grading.Better(series.direction))
    except ValueError:
        return None


def rubric_of(row: Benchmark, bands, better: grading.Better) -> grading.Rubric:
    """
    Raises:
        ValueError: what a rubric cannot be, such as a band of worse values with a better grade.
    """
    return grading.Rubric(
        bands=tuple(
            grading.Band(
                band.label, grading.Reach(band.low, band.high, band.low_open, band.high_open)
            )
            for band in bands
        ),
        better=better,
        range=grading.Reach(row.range_low, row.range_high),
        mapping={band.label: grading.Grade(band.grade) for band in bands if band.grade},
        gap_rule=grading.GapRule(row.gap_rule),
    )
