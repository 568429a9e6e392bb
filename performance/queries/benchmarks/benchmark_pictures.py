"""A benchmark before or after it is saved, as a picture: its lines over last year's figures, what
last year would have been graded under it, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.safestring import SafeString

from performance import grading
from performance.charts import Break, Mark, SeriesChart, draw
from performance.charts.bands import BandsChart, Bar, Valued, draw_bands
from performance.figures import (
    Frequency,
    Period,
    financial_year_of,
    period_of,
    periods_of_year,
    position,
    print_value,
)
from performance.figures.period_kinds import LabelStyle
from performance.models import Framework, Organisation, Part, Series
from performance.queries.benchmarks.benchmark_faults import Fault, faults_of
from performance.queries.benchmarks.benchmark_history import facts_of_series
from performance.queries.benchmarks.benchmark_rehearsals import (
    Said,
    a_year_before,
    rehearsed,
    rests_on_figures,
    without_lacking,
)
from performance.queries.benchmarks.benchmark_terms import Terms, engine_terms, rubric_terms
from performance.queries.grading.gradings import Facts, figures_of, gradable, inputs_for
from performance.queries.series.benchmark_estimates import marked
from performance.queries.series.courses import Course, course_of
from performance.queries.series.indicator_charts import words_of
from performance.queries.series.last_year import approved_before, in_use, year_before
from performance.queries.series.series_charts import NO_LINES
from performance.states import OrganisationKind


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One period of the plan year beside the same period of the year before. "" is nothing.

    Attributes:
        expected, floor, stretch: the lines at the plan year's period.
        before, figure: the period a year before, and its figure as printed; an estimate says so.
        grade: what that period would have had under these terms; None where none can be given.
        sentence: why; where the engine could not be asked (``is_said``), why not.
    """

    period: str
    expected: str
    floor: str
    stretch: str
    before: str
    figure: str
    grade: grading.Grade | None
    sentence: str
    is_said: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What some terms look like.

    Attributes:
        year, year_before: the plan year and the one before, "2022/23".
        chart, bands: drawings; "" where there is nothing to draw.
        rows: one for each period of the year.
        unsaid: why nothing can be said of any period of the year before, where that is so.
        notes: what has to be known to read the grades of last year.
        faults: everything that is wrong, in the order of the form.
    """

    year: str
    year_before: str
    title: str
    chart: SafeString
    bands: SafeString
    rows: tuple[PictureRow, ...]
    unsaid: str
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def has_lines(self) -> bool:
        return any(row.expected or row.floor for row in self.rows)

    @property
    def has_stretch(self) -> bool:
        return any(row.stretch for row in self.rows)


@dataclass(frozen=True, slots=True)
class Years:
    """The plan year and the one before, period by period."""

    series: Series
    year: Period
    before: Period

    @property
    def frequency(self) -> Frequency:
        return Frequency(self.series.frequency)

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods_of_year(self.year, self.frequency)

    @property
    def pairs(self) -> tuple[tuple[Period, Period], ...]:
        before = periods_of_year(self.before, self.frequency)
        return tuple(zip(self.periods, before, strict=True))


def picture_of(
    series: Series, framework: Framework, year_start: date, terms: Terms, *, key: str = "picture"
) -> Picture:
    """The picture of ``terms`` for the plan year that begins on ``year_start``.

    At most seven queries, whatever the terms and however many figures there are. A line that
    lacks what its shape needs is left out of it, and is among the faults.

    Args:
        series: with its unit already read.
        key: begins the ids in the drawings; unlike any other's on its page.
    """
    years = Years(series, financial_year_of(year_start), year_before(year_start))
    facts = facts_of_series(series)
    inputs = inputs_for(facts, Part(series=series), framework.pk, years.before)
    said = rehearsed(inputs, series, years.before, terms)
    estimates = in_use(approved_before(facts, series, year_start), terms.estimates)
    course = course_under(terms, series, years, inputs, estimates)
    words = words_of(facts, series, key, organisation_in(years.before), framework=framework)
    figures = {start: each.text for start, each in words.printed.items()}
    for at, (_, earlier) in enumerate(years.pairs):
        if at in estimates:
            figures[earlier.start] = marked(print_value(estimates[at], series.unit.dress))
    unsaid = unsaid_of(years, facts, said)
    title = f"{words.title}: {years.year.label()} over the figures of {years.before.label()}"
    return Picture(
        year=years.year.label(),
        year_before=years.before.label(),
        title=title,
        chart=draw(chart_of(years, facts, course, replace(words, title=title))),
        bands=draw_bands(bands_of(years, facts, terms, key)),
        rows=tuple(
            PictureRow(
                period=own.label(),
                **course.texts.get(own.start, NO_LINES),
                before=earlier.label(),
                figure=figures.get(earlier.start, ""),
                grade=said[earlier.start].grade,
                sentence=said[earlier.start].sentence,
                is_said=said[earlier.start].is_said,
            )
            for own, earlier in years.pairs
        ),
        unsaid=unsaid,
        notes=tuple(notes_of(years, facts, terms, unsaid)),
        faults=faults_of(terms, series, year_start),
    )


def organisation_in(year: Period) -> str:
    force = Organisation.objects.filter(kind=OrganisationKind.FORCE).first()
    return f"{force} in {year.label()}" if force else year.label()


def course_under(
    terms: Terms,
    series: Series,
    years: Years,
    inputs: grading.SeriesInputs,
    estimates: Mapping[int, Decimal],
) -> Course:
    made = engine_terms(without_lacking(terms, series), series, years.year.start)
    return course_of(made, inputs, years.year.start, estimated=estimates)


def chart_of(years: Years, facts: Facts, course: Course, words) -> SeriesChart:
    """The year before drawn on the plan year's positions, under the plan year's lines."""
    found = figures_of(facts, years.series)
    marks = []
    for own, earlier in years.pairs:
        row = found.get(earlier)
        value = gradable(row.value, row.value_high, row.qualifier) if row else None
        if value is not None:
            printed = words.printed[earlier.start]
            at = position(own.start, years.frequency)
            marks.append(Mark(at, printed.label, value, printed.text))
    first = position(years.periods[0].start, years.frequency)
    shift = len(years.periods)
    breaks = [
        Break(at, period_of(each.on, years.frequency).label(), each.reason)
        for each in facts.breaks[years.series.pk]
        if first < (at := position(each.on, years.frequency) + shift) < first + shift
    ]
    return SeriesChart(
        key=words.key,
        title=words.title,
        organisation=words.organisation,
        unit=years.series.unit.dress,
        first=first,
        labels=tuple(each.label(LabelStyle.PAPER, brackets=False) for each in years.periods),
        marks=tuple(marks),
        paths=course.paths,
        breaks=tuple(breaks),
    )


def bands_of(years: Years, facts: Facts, terms: Terms, key: str) -> BandsChart:
    gaps, overlaps = cover_under(terms, years.series)
    found = figures_of(facts, years.series)
    numbers = [
        Valued(earlier.label(), Fraction(row.value))
        for _, earlier in years.pairs
        if (row := found.get(earlier)) and row.value is not None
    ]
    return BandsChart(
        key=f"{key}-bands",
        title=f"{years.series.name}: the bands for {years.year.label()}",
        unit=years.series.unit.dress,
        bars=tuple(Bar(each.label, each.reach, each.grade) for each in terms.bands),
        range=grading.Reach(terms.range_low, terms.range_high),
        gaps=gaps,
        overlaps=overlaps,
        figures=tuple(numbers) if terms.is_rubric else (),
        figures_name=f"The figures of {years.before.label()}",
    )


def cover_under(terms: Terms, series: Series) -> tuple[Sequence, Sequence]:
    """Gaps and overlaps; none where the bands cannot be compared at all."""
    try:
        rubric = rubric_terms(terms, series)
    except ValueError:
        rubric = None
    if rubric is None:
        return (), ()
    cover = grading.cover_of(rubric)
    return cover.gaps, cover.overlaps


def unsaid_of(years: Years, facts: Facts, said: Mapping[date, Said]) -> str:
    """Why nothing can be said of any period of the year before; "" where something can."""
    if has_no_figure(years, facts) and all(each.grade is None for each in said.values()):
        return f"No figure of {years.before.label()} is approved, so there is nothing to grade."
    reasons = {each.sentence for each in said.values()}
    whole = len(reasons) == 1 and not any(each.is_said for each in said.values())
    return reasons.pop() if whole else ""


def has_no_figure(years: Years, facts: Facts) -> bool:
    found = figures_of(facts, years.series)
    return not any(earlier in found for _, earlier in years.pairs)


def notes_of(years: Years, facts: Facts, terms: Terms, unsaid: str) -> Iterator[str]:
    if not unsaid and has_no_figure(years, facts):
        yield f"No figure of {years.before.label()} is approved."
    if rests_on_figures(terms):
        rested = financial_year_of(a_year_before(years.before.start))
        yield (
            f"A seasonal line of {years.before.label()} would have rested on the figures of "
            f"{rested.label()}: its grades are against those."
        )
    for each in sorted(facts.breaks[years.series.pk], key=lambda each: each.on):
        if years.before.start < each.on <= years.year.end:
            changes = "changes" if each.on > timezone.localdate() else "changed"
            yield (
                f"The way this is counted {changes} on {each.on:%-d %B %Y}: figures before and "
                "after it are of different kinds."
            )
