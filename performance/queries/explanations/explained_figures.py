"""The figures behind a grade, period by period, beside the lines they were compared with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from performance import grading
from performance.figures import (
    Period,
    PeriodKind,
    Unit,
    financial_year_of,
    period_of,
    position,
    print_quantity,
    print_value,
)
from performance.models import Observation
from performance.queries.grading.gradings import gradable
from performance.queries.grading.indicator_figures import Origin
from performance.queries.grading.provenance import Provenance
from performance.queries.series.benchmark_estimates import marked, rests_on_estimates
from performance.queries.series.series_charts import periods_between

NO_FIGURE = "no figure"
NOT_ONE_NUMBER = "Not graded on: it is a range, a limit or a change"
NOT_SUBMITTED = "Not yet approved"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An approved figure as it is printed.

    ``remark`` says what is particular about it: what it calls its own period, where that is not
    the one it counts in; its standing; "" for nothing.
    """

    printed: str
    remark: str
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class FigureExplained:
    """One period in the table of figures. Texts are "" where there is nothing to say.

    Attributes:
        period: the period it counts in; None for the total of a flow.
        label: its words, or "April 2021 to June 2021 together" for the total.
        figure: as printed, "no figure" where there is none.
        expected, floor, stretch: the lines there.
        deviation: from expected: "39 points behind".
        is_compared: it is one of the figures that decided the position.
        is_in_trend: the trend looked at it.
        is_stand_in: it is not yet approved.
        remark: "Provisional", "Year to December 2021", or why it does not count.
    """

    period: Period | None
    label: str
    figure: str
    expected: str
    floor: str
    stretch: str
    deviation: str
    is_compared: bool
    is_in_trend: bool
    is_stand_in: bool = False
    remark: str = ""
    origin: Origin | None = None


def recorded(row: Observation, own: Period, unit: Unit, known: Provenance) -> Recorded:
    """The approved figure that counts in ``own``."""
    remarks = []
    if row.period != own:
        as_at = "As at " if row.period.kind is PeriodKind.DATE else ""
        remarks.append(f"{as_at}{row.period.label()}")
    if row.standing != "final":
        remarks.append(row.get_standing_display())
    if row.value is None:
        figure = row.text or row.get_missing_display()
    else:
        figure = print_quantity(row.quantity, unit)
        if gradable(row.value, row.value_high, row.qualifier) is None:
            remarks.append(NOT_ONE_NUMBER)
    return Recorded(figure, "; ".join(remarks), known.origins.get(row.pk))


def figures_explained(
    inputs: grading.SeriesInputs,
    verdict: grading.Verdict,
    approved: Mapping[Period, Recorded] = {},
    stand_ins: Collection[Period] = (),
    estimated: Collection[int] = (),
) -> tuple[FigureExplained, ...]:
    """Every period from the first figure that was used to the period graded, oldest first.

    Without a grade nothing was used: then the periods of the plan year and the one before that
    have something recorded. A flow ends with the total that was compared.

    Args:
        estimated: the places in the plan year, from 0, whose figure of last year is an estimate.
    """
    values = {position(each.start, inputs.frequency): each.value for each in inputs.points}
    approved = {position(own.start, inputs.frequency): each for own, each in approved.items()}
    stands_in = {position(own.start, inputs.frequency) for own in stand_ins}
    compared = {position(each.start, inputs.frequency) for each in verdict.window}
    in_trend = {position(each.start, inputs.frequency) for each in verdict.trend_figures}
    lines = lines_by_position(inputs)
    typed = {list(lines)[at] for at in estimated} if lines else set()
    found = []
    for period in periods_shown(inputs, verdict):
        t = position(period.start, inputs.frequency)
        value, said = values.get(t), approved.get(t)
        if not compared and value is None and said is None:
            continue
        is_stand_in = t in stands_in
        found.append(
            FigureExplained(
                period=period,
                label=period.label(),
                figure=figure_printed(value, None if is_stand_in else said, inputs.unit),
                is_compared=t in compared,
                is_in_trend=t in in_trend,
                is_stand_in=is_stand_in,
                remark=NOT_SUBMITTED if is_stand_in else said.remark if said else "",
                origin=said.origin if said and not is_stand_in else None,
                **against(inputs, value, lines.get(t), is_estimated=t in typed),
            )
        )
    if len(compared) > 1 and inputs.accumulation is grading.Accumulation.FLOW:
        over = [lines[t] for t in sorted(compared)]
        found.append(total_of(inputs, verdict, over, is_estimated=bool(typed & compared)))
    return tuple(found)


def figure_printed(value, said: Recorded | None, unit: Unit) -> str:
    if said is not None:
        return said.printed
    return NO_FIGURE if value is None else print_value(value, unit)


def periods_shown(inputs: grading.SeriesInputs, verdict: grading.Verdict) -> tuple[Period, ...]:
    used = [each.start for each in (*verdict.window, *verdict.trend_figures)]
    year_before = financial_year_of(inputs.period_graded).previous()
    first = min(used, default=year_before.start)
    return periods_between(first, inputs.period_graded, inputs.frequency)


def lines_by_position(inputs: grading.SeriesInputs) -> dict[int, grading.LinesAt]:
    """The lines of every period of the plan year; none where they cannot be drawn."""
    if inputs.benchmark is None or inputs.rubric is not None:
        return {}
    try:
        year = grading.lines_of(inputs.benchmark, inputs.frequency, inputs.direction)
    except grading.BenchmarkRefused:
        return {}
    return {position(each.start, inputs.frequency): each for each in year}


def against(
    inputs: grading.SeriesInputs, value, lines: grading.LinesAt | None, *, is_estimated: bool
) -> dict[str, str]:
    """The lines beside a figure, and how far it is from the expected one."""
    if lines is None:
        return {"expected": "", "floor": "", "stretch": "", "deviation": ""}
    behind = ""
    if value is not None and lines.expected is not None:
        from_line = grading.deviation(grading.exact(value), lines.expected, inputs.direction)
        behind = grading.gap(inputs, from_line)
    return {**printed_lines(inputs, lines, is_estimated=is_estimated), "deviation": behind}


def printed_lines(
    inputs: grading.SeriesInputs, lines: grading.LinesAt, *, is_estimated: bool
) -> dict[str, str]:
    texts = {name.value: worn(getattr(lines, name), inputs.unit) for name in grading.LineName}
    return {
        name: marked(text)
        if is_estimated and rests_on_estimates(inputs.benchmark, grading.LineName(name))
        else text
        for name, text in texts.items()
    }


def total_of(
    inputs: grading.SeriesInputs,
    verdict: grading.Verdict,
    lines: list[grading.LinesAt],
    *,
    is_estimated: bool,
) -> FigureExplained:
    """What a flow was compared by: the year to date against the lines added up."""
    together = grading.summed(lines)
    periods = [period_of(each.start, inputs.frequency).label() for each in verdict.window]
    span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    return FigureExplained(
        period=None,
        label=f"{span}, added up",
        figure=print_value(sum(grading.exact(each.value) for each in verdict.window), inputs.unit),
        **printed_lines(inputs, together, is_estimated=is_estimated),
        deviation=grading.gap(inputs, verdict.dE),
        is_compared=True,
        is_in_trend=False,
    )


def worn(level: grading.Level | None, unit: Unit) -> str:
    return "" if level is None else grading.worn(level, unit)
