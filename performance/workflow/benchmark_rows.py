"""How the terms of a benchmark become rows, and words of the audit trail."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from performance.figures import financial_year_of
from performance.models import Benchmark, BenchmarkBand, BenchmarkLine, LinePoint
from performance.queries.benchmarks.benchmark_terms import (
    Ends,
    LineTerms,
    Terms,
    starts_of_year,
    terms_of,
)
from performance.queries.series.last_year import filled, in_use, last_year_of, periods_before
from performance.states import LineKind, LineShape


def columns(terms: Terms, by, on: date, earlier: Benchmark | None = None) -> dict:
    """What the terms write beside lines and bands.

    The word that there is no season is whoever's who proposes, of the day it was first given.
    """
    confirmed = None if earlier is None else earlier.no_season_confirmed_on
    offsets = terms.seasonal_offsets
    return {
        "baseline": terms.baseline,
        "seasonal_offsets": [format(each, "f") for each in offsets] if offsets else None,
        "range_low": terms.range_low,
        "range_high": terms.range_high,
        "gap_rule": terms.gap_rule,
        "source": terms.source,
        "assumed": terms.assumed,
        "waiver_reason": terms.waiver_reason.strip(),
        "no_season_confirmed_by": by if terms.no_season else None,
        "no_season_confirmed_on": (confirmed or on) if terms.no_season else None,
    }


def write_lines(benchmark: Benchmark, terms: Terms) -> None:
    """Put the terms' lines and bands in the place of those that the benchmark has."""
    benchmark.lines.all().delete()
    benchmark.bands.all().delete()
    starts = starts_of_year(benchmark.series, benchmark.year_start)
    for kind, line in in_order(terms):
        made = BenchmarkLine.objects.create(
            benchmark=benchmark,
            kind=kind,
            shape=line.shape,
            strict=line.strict,
            value=line.value,
            value_high=line.value_high,
            change=line.change,
        )
        if line.shape == LineShape.PROFILE:
            LinePoint.objects.bulk_create(
                LinePoint(line=made, start=start, value=low, value_high=high)
                for start, (low, high) in zip(starts, line.points, strict=True)
            )
        LinePoint.objects.bulk_create(
            LinePoint(line=made, start=starts[at], value=value, estimated=True)
            for at, value in line.estimates.items()
        )
    BenchmarkBand.objects.bulk_create(
        BenchmarkBand(
            benchmark=benchmark,
            order=order,
            label=band.label,
            grade=band.grade,
            low=band.low,
            high=band.high,
            low_open=band.low_open,
            high_open=band.high_open,
        )
        for order, band in enumerate(terms.bands, start=1)
    )


def freeze_last_year(benchmark: Benchmark, terms: Terms) -> None:
    """Write last year's approved figures, as they stand now, under the seasonal lines, and the
    estimates of ``terms`` where none is approved.

    Every period has one or the other: a benchmark with a hole is refused before this.
    """
    seasonal = list(benchmark.lines.filter(shape=LineShape.SEASONAL))
    if not seasonal:
        return
    starts = starts_of_year(benchmark.series, benchmark.year_start)
    approved = last_year_of(benchmark.series, benchmark.year_start)
    estimated = in_use(approved, terms.estimates)
    LinePoint.objects.filter(line__in=seasonal).delete()
    LinePoint.objects.bulk_create(
        LinePoint(line=line, start=start, value=value, estimated=at in estimated)
        for line in seasonal
        for at, (start, value) in enumerate(zip(starts, filled(approved, estimated), strict=True))
    )


def in_order(terms: Terms) -> list[tuple[LineKind, LineTerms]]:
    return [(kind, terms.lines[kind]) for kind in LineKind if kind in terms.lines]


def named(benchmark: Benchmark) -> dict[str, str]:
    """Which one it is, for an audit trail that many stand in."""
    year = financial_year_of(benchmark.year_start).label()
    name = f"{benchmark.series}, {benchmark.framework}, {year}, version {benchmark.version}"
    return {"Benchmark": name}


def said(terms: Terms, benchmark: Benchmark) -> dict[str, str]:
    """What is proposed, by what it is about, whatever becomes of the rows; "" where nothing is."""
    lines = {kind: line_said(line) for kind, line in in_order(terms)}
    return {
        **{kind.label: lines.get(kind, "") for kind in LineKind},
        "Bands": "; ".join(
            f"{band.label} {band.reach}" + (f" counts as {band.grade}" if band.grade else "")
            for band in terms.bands
        ),
        "Range": ends_said((terms.range_low, terms.range_high)),
        "Gaps": terms.gap_rule if terms.is_rubric else "",
        "Baseline": number(terms.baseline),
        "Last year": estimated_said(benchmark, terms.estimates),
        "Seasonal offsets": ", ".join(map(number, terms.seasonal_offsets or ())),
        "Source": terms.source,
        "Assumed": "yes" if terms.assumed else "",
        "Waiver": terms.waiver_reason,
        "No season": "confirmed" if terms.no_season else "",
    }


def frozen_said(benchmark: Benchmark, terms: Terms) -> tuple[dict[str, str], dict[str, str]]:
    """Facts of an approval: what was estimated in ``terms``, and what still was when frozen."""
    proposed = estimated_said(benchmark, terms.estimates)
    frozen = estimated_said(benchmark, terms_of(benchmark).estimates)
    if not proposed:
        return {}, named(benchmark)
    return {"Last year": proposed}, {**named(benchmark), "Last year": frozen or APPROVED}


APPROVED = "approved figures only"


def estimated_said(benchmark: Benchmark, estimates: Mapping[int, Decimal]) -> str:
    before = periods_before(benchmark.series, benchmark.year_start)
    return ", ".join(
        f"{before[at].label()} estimated at {number(value)}"
        for at, value in sorted(estimates.items())
    )


def line_said(line: LineTerms) -> str:
    match line.shape:
        case LineShape.PROFILE:
            what = ", ".join(map(ends_said, line.points))
        case LineShape.SEASONAL:
            what = f"last year × (1 + {number(line.change)})"
        case _:
            what = ends_said((line.value, line.value_high))
    return f"{line.shape.label} {what}" + (", strict" if line.strict else "")


def ends_said(ends: Ends) -> str:
    low, high = ends
    return number(low) if high is None else f"{number(low)} to {number(high)}"


def number(value) -> str:
    """Without the zeros that a column adds."""
    return "" if value is None else format(value.normalize(), "f")
