"""The reference's cases (grading_vectors.json, its schema inside) as the engine's own inputs."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from performance.figures import Form, Frequency, Unit
from performance.grading import (
    Accumulation,
    Benchmark,
    Direction,
    Flat,
    Interval,
    Linear,
    Part,
    Point,
    Profile,
    Seasonal,
    SeriesInputs,
    UnitKind,
)

CASES = json.loads((Path(__file__).parent / "data" / "grading_vectors.json").read_text())
UNITS = {
    "percent": Unit("percent", Form.PERCENT),
    "count": Unit("count", Form.COUNT),
    "other": Unit("other", Form.PLAIN),
}
LAST_PERIODS = {
    "monthly": date(2022, 3, 1),
    "quarterly": date(2022, 1, 1),
    "annual": date(2021, 4, 1),
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def interval(low: str | None, high: str | None) -> Interval | None:
    return None if low is None or high is None else Interval(Decimal(low), Decimal(high))


def line(given: dict | None):
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
            both = zip(given["low"], given["high"], strict=False)
            return Profile(tuple(interval(low, high) for low, high in both), strict)
        case "profile":
            return Profile(tuple(amount(value) for value in given["values"]), strict)
    last_year = tuple(amount(value) for value in given["last_year"])
    return Seasonal(Decimal(given["change"]), last_year, strict)


def benchmark(given: dict | None, frequency: str) -> Benchmark | None:
    if given is None:
        return None
    offsets = given["seasonal_offsets"]
    return Benchmark(
        year_start=day(given["year_start"]),
        first=day(given["year_start"]),
        last=LAST_PERIODS[frequency],
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


def series(given: dict) -> SeriesInputs:
    return SeriesInputs(
        direction=Direction(given["direction"]),
        accumulation=Accumulation(given["accumulation"]),
        frequency=Frequency(given["frequency"]),
        rolling=given["rolling"],
        unit_kind=UnitKind(given["unit_kind"]),
        unit=UNITS[given["unit_kind"]],
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


def parts(given: list[dict]) -> list[Part]:
    return [
        Part(
            name=f"Part {place}",
            grade=part["grade"],
            reason=part["reason"],
            weight=Decimal(part["weight"]),
            essential=part["essential"],
        )
        for place, part in enumerate(given)
    ]


def number(expected: dict, name: str) -> Fraction | None:
    """The reference's exact number: beside the float where it is no finite decimal."""
    shown = expected.get("exact", {}).get(name, expected.get(name))
    return None if shown is None else Fraction(shown)
