"""Step 0: whether there is a grade at all, and if not why (GRADING.md section 2)."""

from datetime import date

from performance.figures import Frequency, financial_year_of, period_of, position
from performance.grading.benchmarks import Benchmark
from performance.grading.inputs import SeriesInputs
from performance.grading.timeline import Timeline, Value
from performance.grading.words import Direction, Reason

PLAIN = {
    Reason.MONITOR_ONLY: "this is monitored only: no wanted direction is set",
    Reason.NO_BENCHMARK: "no benchmark has been approved for the year",
    Reason.BENCHMARK_SET_LATE: "the benchmark was approved after the year had begun",
    Reason.OUTSIDE_BENCHMARK_PERIOD: "the benchmark is for other months",
    Reason.NO_DATA_THIS_YEAR: "awaiting data from the force",
    Reason.DATA_TOO_OLD: "the latest figure is too old",
    Reason.SERIES_BREAK: "the way this is counted changed during the year",
    Reason.TOO_EARLY: "there are too few figures this year so far",
    Reason.OUTSIDE_BANDS: "the figure is outside what the bands are for",
    Reason.TOO_FEW_PARTS_GRADED: "too few of its parts have a grade",
}

PERIOD_WORDS = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.ANNUAL: "year",
}

Refusal = tuple[Reason, str]


def reason_sentence(reason: Reason, because: str = "") -> str:
    """Why there is no grade, for a board member. ``because`` replaces the general words."""
    return f"Not graded: {because or PLAIN[reason]}."


def not_graded(inputs: SeriesInputs, timeline: Timeline) -> Refusal | None:
    """The first reason of step 0 that holds, with its sentence; None where a grade is due."""
    if inputs.direction is Direction.MONITOR:
        return refuse(Reason.MONITOR_ONLY)
    refusal = refused_benchmark(inputs)
    if refusal is not None:
        return refusal
    return refused_figures(inputs, inputs.benchmark, timeline)


def refused_benchmark(inputs: SeriesInputs) -> Refusal | None:
    benchmark = inputs.benchmark
    if benchmark is None:
        year = financial_year_of(inputs.period_graded).label()
        return refuse(Reason.NO_BENCHMARK, f"no benchmark has been approved for {year}")
    if not benchmark.is_approved:
        year = financial_year_of(benchmark.year_start).label()
        return refuse(Reason.NO_BENCHMARK, f"the benchmark for {year} has not been approved")
    if benchmark.is_late and not benchmark.is_waived:
        return refuse(
            Reason.BENCHMARK_SET_LATE,
            f"the benchmark was approved on {day(benchmark.approved_on)}, "
            f"not before the year began on {day(benchmark.year_start)}",
        )
    now = position(inputs.period_graded, inputs.frequency)
    first, last = year_of(benchmark, inputs.frequency)
    if not first <= now <= last:
        graded = label(inputs.period_graded, inputs.frequency)
        year = financial_year_of(benchmark.year_start).label()
        return refuse(
            Reason.OUTSIDE_BENCHMARK_PERIOD,
            f"{graded} lies outside the benchmark, which is for {year}",
        )
    return None


def refused_figures(
    inputs: SeriesInputs, benchmark: Benchmark, timeline: Timeline
) -> Refusal | None:
    this_year = timeline.between(*year_of(benchmark, inputs.frequency))
    if not this_year:
        return refuse(Reason.NO_DATA_THIS_YEAR)
    latest = this_year[-1]
    behind = timeline.now - latest.t
    if behind > inputs.max_lag:
        unit = PERIOD_WORDS[inputs.frequency]
        allowed = f"at most {counted(inputs.max_lag, unit)}" if inputs.max_lag else "none"
        return refuse(
            Reason.DATA_TOO_OLD,
            f"the latest figure, for {label(latest.point.start, inputs.frequency)}, "
            f"is {counted(behind, unit)} behind, and a grade allows {allowed}",
        )
    return refused_break(inputs, benchmark, timeline) or refused_early(inputs, this_year, timeline)


def refused_break(inputs: SeriesInputs, benchmark: Benchmark, timeline: Timeline) -> Refusal | None:
    if not timeline.breaks:
        return None
    if not timeline.since_break(timeline.values):
        return refuse(
            Reason.SERIES_BREAK,
            f"the way this is counted changed on {day(timeline.breaks[-1])}, "
            "and there is no figure since",
        )
    first, _ = year_of(benchmark, inputs.frequency)
    for on in timeline.breaks:
        if position(on, inputs.frequency) >= first and not benchmark.covers_break(on):
            return refuse(
                Reason.SERIES_BREAK,
                f"the way this is counted changed on {day(on)}, "
                "and the benchmark has not been approved again since",
            )
    return None


def refused_early(
    inputs: SeriesInputs, this_year: tuple[Value, ...], timeline: Timeline
) -> Refusal | None:
    counting = timeline.since_break(this_year)
    if len(counting) >= inputs.min_points:
        return None
    since = "since the way it is counted changed" if len(counting) < len(this_year) else "so far"
    return refuse(
        Reason.TOO_EARLY,
        f"{counted(len(counting), 'figure')} this year {since}, "
        f"and a grade needs {inputs.min_points}",
    )


def refuse(reason: Reason, because: str = "") -> Refusal:
    return reason, reason_sentence(reason, because)


def year_of(benchmark: Benchmark, frequency: Frequency) -> tuple[int, int]:
    """The numbers of the plan year's first and last periods."""
    return position(benchmark.first, frequency), position(benchmark.last, frequency)


def label(start: date, frequency: Frequency) -> str:
    return period_of(start, frequency).label()


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
