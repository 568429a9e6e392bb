"""What a benchmark is to say, before it is saved: lines or bands as somebody types them, and
how the engine sees them. The same terms go to the checks (benchmark_faults.py), to the picture
and into the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from performance import grading
from performance.figures import Frequency, financial_year_of, periods_of_year
from performance.models import Benchmark, BenchmarkLine, Series
from performance.queries.series.last_year import filled, last_year_of
from performance.states import LineKind, LineShape

Ends = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """One line, in the series' unit; a line to keep within has both ends.

    Attributes:
        strict: meeting it exactly is not enough.
        value, value_high: flat: the value, or both ends; linear: the value at the year's last
            period.
        change: seasonal: a share, -0.05 for 5% less than last year.
        points: profile: the value, or both ends, of each period, the year's first period first.
            Seasonal: an estimate of last year's figure for each period, None where the approved
            one stands; empty where nothing is estimated.
    """

    shape: LineShape
    strict: bool = False
    value: Decimal | None = None
    value_high: Decimal | None = None
    change: Decimal | None = None
    points: tuple[Ends, ...] = ()

    @property
    def estimates(self) -> dict[int, Decimal]:
        """Of a seasonal line, by the place in the year from 0."""
        if self.shape != LineShape.SEASONAL:
            return {}
        return {at: low for at, (low, _) in enumerate(self.points) if low is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTerms:
    """One band of a rubric: its label and the values that earn it; None is no end.

    ``grade`` is what a label outside the four names stands for, "" where nothing says.
    """

    label: str
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    grade: str = ""

    @property
    def reach(self) -> grading.Reach:
        return grading.Reach(self.low, self.high, self.low_open, self.high_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Lines, or the bands of a rubric, best first: one of the two is empty.

    Attributes:
        range_low, range_high: the lowest and highest value that can occur; None is no end.
        gap_rule: the value of a ``grading.GapRule``.
        baseline: the value at the period before the year, in the series' unit.
        seasonal_offsets: one number for each position in the year.
        waiver_reason: why it may grade although it is assumed, or will be approved late.
        no_season: whoever proposes these terms confirms that a flow has no season. It is theirs
            to confirm: terms taken from another's benchmark ask again.
    """

    lines: Mapping[LineKind, LineTerms] = field(default_factory=dict)
    bands: tuple[BandTerms, ...] = ()
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    gap_rule: str = grading.GapRule.REFUSE.value
    baseline: Decimal | None = None
    seasonal_offsets: tuple[Decimal, ...] | None = None
    source: str = ""
    assumed: bool = False
    waiver_reason: str = ""
    no_season: bool = False

    @property
    def is_rubric(self) -> bool:
        return bool(self.bands)

    @property
    def estimates(self) -> dict[int, Decimal]:
        """What is typed for last year's figures, by their place in the year from 0. Last year had
        one figure, so that what is typed under one seasonal line holds for all of them."""
        found: dict[int, Decimal] = {}
        for line in self.lines.values():
            for at, value in line.estimates.items():
                found.setdefault(at, value)
        return found

    def without_estimates(self) -> "Terms":
        """For another year than the one that they are of."""
        lines = {
            kind: replace(line, points=()) if line.shape == LineShape.SEASONAL else line
            for kind, line in self.lines.items()
        }
        return replace(self, lines=lines)


def terms_of(row: Benchmark) -> Terms:
    """What a stored benchmark says, to change it or to start a new version from it.

    Five queries, or none where lines, points, bands and the series are already read.
    """
    offsets = row.seasonal_offsets
    return Terms(
        lines={LineKind(line.kind): line_terms_of(line, row) for line in row.lines.all()},
        bands=tuple(
            BandTerms(
                label=band.label,
                low=band.low,
                high=band.high,
                low_open=band.low_open,
                high_open=band.high_open,
                grade=band.grade,
            )
            for band in row.bands.all()
        ),
        range_low=row.range_low,
        range_high=row.range_high,
        gap_rule=row.gap_rule,
        baseline=row.baseline,
        seasonal_offsets=tuple(Decimal(each) for each in offsets) if offsets else None,
        source=row.source,
        assumed=row.assumed,
        waiver_reason=row.waiver_reason,
        no_season=row.no_season_confirmed_on is not None,
    )


def line_terms_of(line: BenchmarkLine, row: Benchmark) -> LineTerms:
    along: tuple[Ends, ...] = ()
    typed = {
        point.start: (point.value, point.value_high)
        for point in line.points.all()
        if point.estimated or line.shape == LineShape.PROFILE
    }
    if typed or line.shape == LineShape.PROFILE:
        starts = starts_of_year(row.series, row.year_start)
        along = tuple(typed.get(start, (None, None)) for start in starts)
    return LineTerms(
        shape=LineShape(line.shape),
        strict=line.strict,
        value=line.value,
        value_high=line.value_high,
        change=line.change,
        points=along,
    )


def starts_of_year(series: Series, year_start: date) -> tuple[date, ...]:
    """The first day of every period of the plan year that begins on ``year_start``."""
    year = financial_year_of(year_start)
    return tuple(each.start for each in periods_of_year(year, Frequency(series.frequency)))


def engine_terms(terms: Terms, series: Series, year_start: date) -> grading.Benchmark:
    """The terms in the engine's form, approved by nobody; no expected line where they are bands.

    Seasonal lines rest on last year's approved figures as they stand now, and on the estimates
    where none is approved: one query if there are such lines.

    Raises:
        ValueError: a line lacks what its shape needs (``faults_of`` says so in the form's words).
    """
    starts = starts_of_year(series, year_start)
    lines = terms.lines
    before = ()
    if any(line.shape == LineShape.SEASONAL for line in lines.values()):
        before = filled(last_year_of(series, year_start), terms.estimates)
    made = {
        kind.value: engine_line(line, series, before) if (line := lines.get(kind)) else None
        for kind in LineKind
    }
    return grading.Benchmark(
        year_start=year_start,
        first=starts[0],
        last=starts[-1],
        baseline=terms.baseline,
        seasonal_offsets=terms.seasonal_offsets,
        no_season_confirmed=terms.no_season,
        **made,
    )


def engine_line(line: LineTerms, series: Series, last_year: tuple) -> grading.Line:
    if what := lacking(line, series):
        raise ValueError(f"A {line.shape.label.lower()} line needs {what}: type it.")
    within = series.direction == grading.Direction.BAND
    match line.shape:
        case LineShape.FLAT:
            return grading.Flat(level((line.value, line.value_high), within=within), line.strict)
        case LineShape.LINEAR:
            return grading.Linear(line.value, line.strict)
        case LineShape.PROFILE:
            along = tuple(level(ends, within=within) for ends in line.points)
            return grading.Profile(along, line.strict)
        case LineShape.SEASONAL:
            return grading.Seasonal(line.change, last_year, line.strict)


def level(ends: Ends, *, within: bool) -> grading.Interval | Decimal | None:
    """A value, or for a line to keep within both its ends; None where one is missing."""
    low, high = ends
    if not within:
        return low
    return None if None in ends else grading.Interval(low, high)


def lacking(line: LineTerms, series: Series) -> str:
    """What a line's shape needs and has not; "" where it is whole. A profile may have holes: the
    engine names the first."""
    match line.shape:
        case LineShape.FLAT if series.direction == grading.Direction.BAND:
            return "both ends" if None in (line.value, line.value_high) else ""
        case LineShape.FLAT:
            return "a value" if line.value is None else ""
        case LineShape.LINEAR:
            return "the value at the end of the year" if line.value is None else ""
        case LineShape.SEASONAL:
            return "the change on last year" if line.change is None else ""
    return ""


def rubric_terms(terms: Terms, series: Series) -> grading.Rubric | None:
    """The bands in the engine's form; None where the terms are lines.

    Raises:
        ValueError: the series has no better end, or what ``grading.Rubric`` refuses.
    """
    if not terms.is_rubric:
        return None
    if series.direction not in set(grading.Better):
        raise ValueError(
            "Bands need a series of which higher or lower is better: give this one lines."
        )
    return grading.Rubric(
        bands=tuple(grading.Band(each.label, each.reach) for each in terms.bands),
        better=grading.Better(series.direction),
        range=grading.Reach(terms.range_low, terms.range_high),
        mapping={
            each.label: grading.Grade(each.grade)
            for each in terms.bands
            if each.grade and each.label not in set(grading.Grade)
        },
        gap_rule=grading.GapRule(terms.gap_rule),
    )
