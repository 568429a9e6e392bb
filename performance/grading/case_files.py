"""Cases of a reference, as a JSON file states them, turned into the engine's own inputs.

The form is that of ``grading_vectors.json``, whose schema is inside it. Beyond it a number may be
a fraction ("30/63"), a series may name its unit, and a part may be given by its series' input.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

from performance.figures import Form, Frequency, Unit, period_of
from performance.grading.benchmarks import (
    Benchmark,
    Exact,
    Flat,
    Interval,
    Line,
    Linear,
    Profile,
    Seasonal,
)
from performance.grading.composites import Part
from performance.grading.engine import grade_series
from performance.grading.inputs import Point, SeriesInputs
from performance.grading.rubrics import Band, Reach, Rubric

UNITS = {
    "percent": Unit("percent", Form.PERCENT),
    "count": Unit("count", Form.COUNT),
    "other": Unit("other", Form.PLAIN),
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def amount(text: str | None) -> Exact | None:
    if text is None:
        return None
    return Fraction(text) if "/" in text else Decimal(text)


def unit(given: Mapping) -> Unit:
    """The unit that a series names, or a plain one of its kind."""
    said = given.get("unit")
    if said is None:
        return UNITS[given["unit_kind"]]
    return Unit(said["name"], Form(said["form"]), said.get("suffix", ""))


def interval(low: str | None, high: str | None) -> Interval | None:
    return None if low is None or high is None else Interval(Decimal(low), Decimal(high))


def line(given: Mapping | None) -> Line | None:
    """One line; for a band "low" and "high" take the place of the values.

    Raises:
        ValueError: a shape that is not one of the four.
    """
    if given is None:
        return None
    strict = given["strict"]
    match given["shape"]:
        case "flat" if "low" in given:
            return Flat(interval(given["low"], given["high"]), strict)
        case "flat":
            return Flat(Decimal(given["value"]), strict)
        case "linear":
            return Linear(Decimal(given["end_value"]), strict)
        case "profile" if "low" in given:
            both = zip_longest(given["low"], given["high"])
            return Profile(tuple(interval(low, high) for low, high in both), strict)
        case "profile":
            return Profile(tuple(amount(value) for value in given["values"]), strict)
        case "seasonal":
            last_year = tuple(amount(value) for value in given["last_year"])
            return Seasonal(Decimal(given["change"]), last_year, strict)
    raise ValueError(
        f"{given['shape']} is no shape of a line: give flat, linear, profile or seasonal."
    )


def benchmark(given: Mapping | None, frequency: str) -> Benchmark | None:
    """A benchmark; its periods are counted from 1, the plan year's first."""
    if given is None:
        return None
    offsets = given["seasonal_offsets"]
    return Benchmark(
        year_start=day(given["year_start"]),
        first=start_of(day(given["year_start"]), given["start_t"], frequency),
        last=start_of(day(given["year_start"]), given["end_t"], frequency),
        expected=line(given["lines"]["expected"]),
        floor=line(given["lines"]["floor"]),
        stretch=line(given["lines"]["stretch"]),
        baseline=amount(given["baseline"]),
        approved_on=day(given["approved_on"]),
        late_waiver_reason=given["late_waiver_reason"],
        reapproved_on=day(given["reapproved_on"]),
        seasonal_offsets=None if offsets is None else tuple(map(Decimal, offsets)),
        no_season_confirmed=given["no_season_confirmed"],
    )


def start_of(year_start: date, t: int, frequency: str) -> date:
    """The first day of the plan year's period number ``t``, from 1."""
    period = period_of(year_start, frequency)
    for _ in range(t - 1):
        period = period.next()
    return period.start


def series(given: Mapping) -> SeriesInputs:
    """The input of a case of "grade"."""
    return SeriesInputs(
        direction=given["direction"],
        accumulation=given["accumulation"],
        frequency=Frequency(given["frequency"]),
        rolling=given["rolling"],
        unit_kind=given["unit_kind"],
        unit=unit(given),
        period_graded=day(given["period_graded"]["start"]),
        max_lag=given["max_lag"],
        min_points=given["min_points"],
        points=tuple(
            Point(day(row["start"]), amount(row["value"])) for row in given["observations"]
        ),
        breaks=tuple(day(row["start"]) for row in given["breaks"]),
        rebases=tuple(day(row["start"]) for row in given["rebases"]),
        benchmark=benchmark(given["benchmark"], given["frequency"]),
    )


def parts(given: Sequence[Mapping]) -> list[Part]:
    """The parts of a case of "composite"."""
    return [part(each, name=f"Part {place}") for place, each in enumerate(given, start=1)]


def part(given: Mapping, *, name: str = "The part") -> Part:
    """One part: its grade or reason as stated, or that of the series whose input it gives."""
    if "input" in given:
        verdict = grade_series(series(given["input"]))
        grade, reason, digest = verdict.grade, verdict.reason, verdict.digest
    else:
        grade, reason, digest = given["grade"], given["reason"], ""
    return Part(
        name=given.get("name", name),
        grade=grade,
        reason=reason,
        weight=Decimal(given["weight"]),
        essential=given["essential"],
        digest=digest,
    )


def rubric(given: Mapping) -> Rubric:
    """The input of a case of "rubric"."""
    low, high = given["range"]
    return Rubric(
        bands=tuple(Band(band["label"], reach(band)) for band in given["bands"]),
        better=given["better"],
        range=Reach(amount(low), amount(high)),
        mapping=given["mapping"],
        gap_rule=given["gap_rule"],
    )


def reach(given: Mapping) -> Reach:
    return Reach(
        low=amount(given["low"]),
        high=amount(given["high"]),
        low_open=given["low_open"],
        high_open=given["high_open"],
    )
