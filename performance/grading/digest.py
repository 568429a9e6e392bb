"""The fingerprint of a grade's inputs, stored beside it (GRADING.md, introduction)."""

import hashlib
import json
from dataclasses import fields
from datetime import date

from performance.figures import position
from performance.grading.benchmarks import Benchmark, Exact, Interval, Line, exact
from performance.grading.inputs import SeriesInputs
from performance.grading.timeline import Timeline, timeline_of
from performance.grading.words import METHOD


def canonical(inputs: SeriesInputs) -> dict:
    """The inputs that matter, as JSON can hold them, the same for the same inputs.

    Left out, because they change no grade: the order of points, breaks and re-basings, empty
    values, all that is dated after the period graded, how a number is typed ("1.0" or "1"), the
    unit's name, the words of a waiver, the strict mark of a floor.
    """
    return form_of(inputs, timeline_of(inputs))


def form_of(inputs: SeriesInputs, timeline: Timeline) -> dict:
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
        "points": [[value.t, number(value.value)] for value in timeline.values],
        "breaks": [day(on) for on in sorted(set(timeline.breaks))],
        "rebases": sorted(
            {
                position(on, inputs.frequency)
                for on in inputs.rebases
                if position(on, inputs.frequency) <= timeline.now
            }
        ),
        "benchmark": benchmark_form(inputs),
    }


def digest_of(form: dict) -> str:
    """SHA-256, in hexadecimal, of a canonical form."""
    text = json.dumps(form, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def benchmark_form(inputs: SeriesInputs) -> dict | None:
    benchmark: Benchmark | None = inputs.benchmark
    if benchmark is None:
        return None
    offsets = benchmark.seasonal_offsets
    return {
        "year_start": day(benchmark.year_start),
        "first": position(benchmark.first, inputs.frequency),
        "last": position(benchmark.last, inputs.frequency),
        "approved_on": day(benchmark.approved_on),
        "waived": benchmark.is_waived,
        "reapproved_on": day(benchmark.reapproved_on),
        "baseline": number(benchmark.baseline),
        "seasonal_offsets": None if offsets is None else [number(each) for each in offsets],
        "expected": line_form(benchmark.expected),
        "floor": line_form(benchmark.floor, strict_matters=False),
        "stretch": line_form(benchmark.stretch),
    }


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
