"""A series as its chart and the table beside it, from the engine's own inputs: those of stored
figures, and those of a case from a file."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from performance import grading
from performance.charts import Break, Mark, Rebasing, SeriesChart, draw
from performance.figures import Frequency, Period, period_of, position, print_value
from performance.figures.period_kinds import LabelStyle
from performance.grading.benchmarks import Exact
from performance.queries.series.control_limits import (
    Control,
    LimitsPrinted,
    control_of,
    printed_limits,
)
from performance.queries.series.courses import LINES, Course, own_courses

NO_LINES = dict.fromkeys(LINES, "")
NO_LIMITS = LimitsPrinted()
# A chart shows a course: one point has none.
FEWEST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as its source prints it, and what it calls its period."""

    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What a chart says that the engine's inputs do not hold.

    Attributes:
        key: begins the ids in the drawing; unlike any other's on its page.
        framework: whose benchmark it shows, "" without one.
        printed: by the first day of the period, and where there is no number too ("55%-60%");
            another figure prints in its unit's dress.
        reasons: of breaks and re-basings, by their day.
    """

    key: str
    title: str
    organisation: str
    framework: str = ""
    printed: Mapping[date, Printed] = field(default_factory=dict)
    reasons: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One period in the table beside a chart; "" where there is nothing."""

    label: str
    figure: str
    expected: str
    floor: str
    stretch: str
    limits: LimitsPrinted


@dataclass(frozen=True, slots=True)
class ChartShown:
    """A chart and its table. ``framework`` is whose benchmark it shows, "" without one.

    ``late`` has a sentence for each benchmark approved late; ``fault`` says why an approved one's
    lines cannot be drawn.
    """

    series_id: object
    framework: str
    chart: SeriesChart
    rows: tuple[ChartRow, ...]
    control: Control
    assumed: bool
    waiver: str
    late: tuple[str, ...]
    fault: str

    @property
    def svg(self) -> SafeString:
        return draw(self.chart)

    @property
    def has_lines(self) -> bool:
        return bool(self.chart.paths)

    @property
    def has_stretch(self) -> bool:
        return any(path.kind == "stretch" for path in self.chart.paths)

    @property
    def has_mean(self) -> bool:
        return bool(self.chart.groups)


def evidence_of(
    inputs: grading.SeriesInputs, verdict: grading.Verdict, words: ChartWords, **said
) -> ChartShown | None:
    """The chart beside a grade: the figures that it compared and the period that it is for.

    Args:
        verdict: what the engine said of ``inputs``.
        said: as for ``chart_shown``.
    """
    compared = [point.start for point in verdict.window]
    return chart_shown(
        inputs,
        words,
        verdict=verdict,
        highlighted=compared,
        graded_at=inputs.period_graded,
        **said,
    )


def chart_shown(
    inputs: grading.SeriesInputs,
    words: ChartWords,
    *,
    courses: Collection[Course] | None = None,
    verdict: grading.Verdict | None = None,
    highlighted: Iterable[date] = (),
    graded_at: date | None = None,
    series_id: object = None,
    assumed: bool = False,
    waiver: str = "",
    late: tuple[str, ...] = (),
) -> ChartShown | None:
    """The figures dated at or before the period graded; None where there is no course to draw.

    Args:
        courses: the lines to draw; without them, those of the inputs' own benchmark.
        verdict: what the engine said of ``inputs``, whose assurance is shown.
        highlighted: days in the periods whose figures a grade compared.
        graded_at: a day in the period that the grade is for.
    """
    if courses is None:
        courses = own_courses(inputs)
    values = counted_values(inputs)
    printed = printed_figures(inputs, words, values)
    lines = {day: texts for course in courses for day, texts in course.texts.items()}
    if not lines and len(printed) < FEWEST_FIGURES:
        return None
    days = {*lines, *printed} if graded_at is None else {*lines, *printed, graded_at}
    periods = periods_between(min(days), max(days), inputs.frequency)
    if len(periods) < FEWEST_FIGURES:
        return None
    control = control_of(inputs, verdict)
    limits = printed_limits(inputs, control)

    def at(day: date) -> int:
        return position(day, inputs.frequency)

    return ChartShown(
        series_id=series_id,
        framework=words.framework,
        chart=SeriesChart(
            key=words.key,
            title=words.title,
            organisation=words.organisation,
            unit=inputs.unit,
            first=at(periods[0].start),
            labels=tuple(each.label(LabelStyle.PAPER, brackets=False) for each in periods),
            marks=tuple(
                Mark(at(start), printed[start].label, value, printed[start].text)
                for start, value in sorted(values.items())
            ),
            paths=tuple(path for course in courses for path in course.paths),
            breaks=turns(Break, inputs.breaks, inputs, words, periods),
            rebasings=turns(Rebasing, inputs.rebases, inputs, words, periods),
            groups=control.groups,
            specials=control.specials,
            highlighted=tuple(sorted({at(day) for day in highlighted})),
            graded_at=None if graded_at is None else at(graded_at),
        ),
        rows=tuple(
            ChartRow(
                each.label(),
                printed[each.start].text if each.start in printed else "",
                **lines.get(each.start, NO_LINES),
                limits=limits.get(each.start, NO_LIMITS),
            )
            for each in periods
            if each.start in printed or each.start in lines
        ),
        control=control,
        assumed=assumed,
        waiver=waiver,
        late=late,
        fault=" ".join(course.fault for course in courses if course.fault),
    )


def counted_values(inputs: grading.SeriesInputs) -> dict[date, Exact]:
    """The numbers up to the period graded, by the first day of their periods."""
    last = period_of(inputs.period_graded, inputs.frequency).start
    found = {period_of(point.start, inputs.frequency).start: point.value for point in inputs.points}
    return {start: value for start, value in found.items() if value is not None and start <= last}


def printed_figures(
    inputs: grading.SeriesInputs, words: ChartWords, values: Mapping[date, Exact]
) -> dict[date, Printed]:
    """In their source's words where it has some, else in their unit's dress."""
    last = period_of(inputs.period_graded, inputs.frequency).start
    own = {
        start: Printed(print_value(value, inputs.unit), period_of(start, inputs.frequency).label())
        for start, value in values.items()
    }
    return own | {start: each for start, each in words.printed.items() if start <= last}


def turns(
    kind: type[Break] | type[Rebasing],
    days: Iterable[date],
    inputs: grading.SeriesInputs,
    words: ChartWords,
    periods: Sequence[Period],
) -> tuple:
    """Those that part two of the chart's periods, in order."""
    return tuple(
        kind(
            position(day, inputs.frequency),
            period_of(day, inputs.frequency).label(),
            words.reasons.get(day, ""),
        )
        for day in sorted(days)
        if periods[0].end < day <= periods[-1].end
    )


def periods_between(first: date, last: date, frequency: Frequency) -> tuple[Period, ...]:
    """Every period of ``frequency`` from the one that holds ``first`` to that of ``last``."""
    found = [period_of(first, frequency)]
    while found[-1].end < last:
        found.append(found[-1].next())
    return tuple(found)
