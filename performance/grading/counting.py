"""Which figures, breaks and re-basings count in a grade: these and no others can change it.

The digest is made of them, and a change asks for the grades in which it counts, by the same rule:
the plan year; since the last break, the window of the trend and the control chart's latest group.
"""

from dataclasses import dataclass
from datetime import date

from performance.figures import position
from performance.grading.inputs import SeriesInputs
from performance.grading.not_graded import refused_benchmark, year_of
from performance.grading.timeline import Timeline, timeline_of
from performance.grading.trends import SPANS
from performance.grading.words import Direction

# Before every period that can be numbered.
EVER = -1


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts in one grade, in period numbers.

    Attributes:
        first: the plan year's first period: step 0 reads its figures even from before a break.
        last_break: figures before it count for nothing else; None without a break.
        latest: the last figure since then; None where there is none.
        begins: the first period whose figure counts.
        rebase: where the control chart's latest group was re-based; None where it was not.
    """

    first: int
    last_break: int | None
    latest: int | None
    begins: int
    rebase: int | None


def counting_of(inputs: SeriesInputs, timeline: Timeline) -> Counting | None:
    """None where a grade looks at no figure: monitored, or refused for its benchmark."""
    if inputs.direction is Direction.MONITOR or refused_benchmark(inputs) is not None:
        return None
    first, _ = year_of(inputs.benchmark, inputs.frequency)
    since = timeline.since_break(timeline.values)
    if not since:
        # A figure taken away since the break would count, were it there.
        begins = first if timeline.last_break is None else min(first, timeline.last_break)
        return Counting(first, timeline.last_break, None, begins, None)
    latest = since[-1].t
    stop = EVER if timeline.last_break is None else timeline.last_break
    rebases = (position(on, inputs.frequency) for on in inputs.rebases)
    rebase = max((t for t in rebases if stop < t <= latest), default=None)
    trend = latest - SPANS[inputs.frequency] + 1
    # Without a re-basing the chart's group reaches back to the break, or to the beginning.
    back = max(stop, EVER if rebase is None else min(trend, rebase))
    return Counting(first, timeline.last_break, latest, min(first, back), rebase)


def counting_periods(inputs: SeriesInputs) -> range:
    """The numbers of the periods whose figures count in the grade: there, changed or missing."""
    timeline = timeline_of(inputs)
    counting = counting_of(inputs, timeline)
    return range(0) if counting is None else range(counting.begins, timeline.now + 1)


def break_counts(inputs: SeriesInputs, on: date) -> bool:
    """Whether a break on that day, there or taken away, counts in the grade: it lies within the
    plan year, or no later one takes its place."""
    timeline = timeline_of(inputs)
    counting = counting_of(inputs, timeline)
    t = position(on, inputs.frequency)
    if counting is None or t > timeline.now:
        return False
    return t >= counting.first or counting.last_break is None or t >= counting.last_break


def rebase_counts(inputs: SeriesInputs, on: date) -> bool:
    """Whether a re-basing on that day, there or taken away, counts in the grade: no later break
    or re-basing takes its place, and a figure stands at or after it."""
    timeline = timeline_of(inputs)
    counting = counting_of(inputs, timeline)
    t = position(on, inputs.frequency)
    if counting is None or counting.latest is None or t > counting.latest:
        return False
    after_break = counting.last_break is None or t > counting.last_break
    return after_break and (counting.rebase is None or t >= counting.rebase)
