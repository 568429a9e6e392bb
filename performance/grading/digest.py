"""The fingerprint of a grade's inputs, stored beside it (GRADING.md, introduction)."""

import hashlib
import json
from dataclasses import fields
from datetime import date

from performance.figures import position
from performance.grading.benchmarks import Benchmark, Exact, Interval, Line, exact
from performance.grading.counting import Counting, counting_of
from performance.grading.inputs import SeriesInputs
from performance.grading.rubrics import Reach, Rubric
from performance.grading.timeline import Timeline, timeline_of
from performance.grading.words import METHOD, Direction

# In place of a number that does not matter.
THERE = "there"


def canonical(inputs: SeriesInputs) -> dict:
    """The inputs that matter, as JSON can hold them, the same for the same inputs.

    Left out, because they change no grade: the order of points, breaks and re-basings, empty
    values, all that is dated after the period graded, how a number is typed ("1.0" or "1"), the
    unit's name, the words of a waiver, the strict mark of a floor; every figure, break and
    re-basing that does not count (see ``counting``), the size of a figure of this year from before
    a break, and the benchmark of a series that is monitored only.
    """
    return form_of(inputs, timeline_of(inputs))


def form_of(inputs: SeriesInputs, timeline: Timeline) -> dict:
    counting = counting_of(inputs, timeline)
    return {
        "method": METHOD,
        "direction": inputs.direction.value,
        "accumulation": inputs.accumulation.value,
        "frequency": inputs.frequency.value,
        "rolling": inputs.rolling,
        "unit_kind": inputs.unit_kind.value,
        "unit": [inputs.unit.form.value, inputs.unit.suffix],
        "period_graded": timeline.now,
        "max_lag": inputs.max_lag,
        "min_points": inputs.min_points,
        "points": points_form(timeline, counting),
        "breaks": breaks_form(inputs, timeline, counting),
        "rebases": [] if counting is None or counting.rebase is None else [counting.rebase],
        "benchmark": benchmark_form(inputs),
    }


def points_form(timeline: Timeline, counting: Counting | None) -> list:
    """Those that count; of one from before a break only that it is there."""
    if counting is None:
        return []
    stop = counting.begins if counting.last_break is None else counting.last_break
    return [
        [value.t, number(value.value) if value.t >= stop else THERE]
        for value in timeline.values
        if value.t >= counting.begins
    ]


def breaks_form(inputs: SeriesInputs, timeline: Timeline, counting: Counting | None) -> list[list]:
    """The last one, and every one of the plan year with whether an approval covers it."""
    if counting is None:
        return []
    found = []
    for on in sorted(set(timeline.breaks)):
        t = position(on, inputs.frequency)
        if t >= counting.first:
            found.append([day(on), inputs.benchmark.covers_break(on)])
        elif t == timeline.last_break:
            found.append([day(on), None])
    return found


def digest_of(form: dict) -> str:
    """SHA-256, in hexadecimal, of a canonical form."""
    text = json.dumps(form, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def benchmark_form(inputs: SeriesInputs) -> dict | None:
    benchmark: Benchmark | None = inputs.benchmark
    if benchmark is None or inputs.direction is Direction.MONITOR:
        return None
    offsets = benchmark.seasonal_offsets
    form = {
        "year_start": day(benchmark.year_start),
        "first": position(benchmark.first, inputs.frequency),
        "last": position(benchmark.last, inputs.frequency),
        "approved": benchmark.is_approved,
        # The day itself matters only where it is why there is no grade.
        "late": day(benchmark.approved_on) if benchmark.is_late else None,
        "waived": benchmark.is_late and benchmark.is_waived,
        "baseline": number(benchmark.baseline),
        "seasonal_offsets": None if offsets is None else [number(each) for each in offsets],
        "expected": line_form(benchmark.expected),
        "floor": line_form(benchmark.floor, strict_matters=False),
        "stretch": line_form(benchmark.stretch),
    }
    # Only where there is one, so that the digests of other grades stay what they were.
    return form if inputs.rubric is None else form | {"rubric": rubric_form(inputs.rubric)}


def rubric_form(rubric: Rubric) -> dict:
    return {
        "better": rubric.better.value,
        "range": reach_form(rubric.range),
        "gap_rule": rubric.gap_rule.value,
        "bands": [
            [band.label, grade and grade.value, reach_form(band.reach)]
            for band in rubric.from_the_best()
            for grade in [rubric.grade_of(band.label)]
        ],
    }


def reach_form(reach: Reach) -> list:
    return [number(reach.low), number(reach.high), reach.low_open, reach.high_open]


def line_form(line: Line | None, strict_matters: bool = True) -> dict | None:
    if line is None:
        return None
    form = {"shape": type(line).__name__.lower()}
    for field in fields(line):
        if field.name == "strict":
            if strict_matters:
                form["strict"] = line.strict
            continue
        held = getattr(line, field.name)
        form[field.name] = (
            [number(each) for each in held] if isinstance(held, tuple) else number(held)
        )
    return form


def number(value: Exact | Interval | None) -> str | list[str] | None:
    """A fraction in lowest terms, so that "1.0" and "1" are the same."""
    if value is None:
        return None
    if isinstance(value, Interval):
        return [str(exact(value.low)), str(exact(value.high))]
    return str(exact(value))


def day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()
