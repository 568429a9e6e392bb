"""The terms of a benchmark: as somebody types them, as the engine sees them, as they are stored."""

from datetime import date
from decimal import Decimal

import pytest

from performance import grading
from performance.figures import Frequency, Period
from performance.models import BenchmarkBand, LinePoint
from performance.queries.benchmarks.benchmark_terms import (
    BandTerms,
    LineTerms,
    Terms,
    engine_terms,
    rubric_terms,
    terms_of,
)
from performance.queries.grading.gradings import engine_benchmark
from performance.queries.series.last_year import last_year_of
from performance.states import LineKind, LineShape
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2021, 4, 1)


def flat(value, high=None, **fields):
    ends = (Decimal(value), None if high is None else Decimal(high))
    return LineTerms(shape=LineShape.FLAT, value=ends[0], value_high=ends[1], **fields)


def a_series(**fields):
    return factories.series(factories.indicator(), **fields)


def test_flat_linear_and_typed_lines_become_the_engines():
    series = a_series(frequency="quarterly")
    typed = tuple((Decimal(each), None) for each in (60, 70, 80, 95))
    terms = Terms(
        lines={
            LineKind.EXPECTED: LineTerms(shape=LineShape.LINEAR, value=Decimal(90), strict=True),
            LineKind.FLOOR: flat("50"),
            LineKind.STRETCH: LineTerms(shape=LineShape.PROFILE, points=typed),
        },
        baseline=Decimal(55),
    )
    assert engine_terms(terms, series, YEAR) == grading.Benchmark(
        year_start=YEAR,
        first=YEAR,
        last=date(2022, 1, 1),
        expected=grading.Linear(Decimal(90), strict=True),
        floor=grading.Flat(Decimal(50)),
        stretch=grading.Profile((Decimal(60), Decimal(70), Decimal(80), Decimal(95))),
        baseline=Decimal(55),
    )


def test_a_series_to_keep_within_takes_intervals():
    series = a_series(direction="band", frequency="annual")
    ends = ((Decimal(5), Decimal(6)),)
    lines = {
        LineKind.EXPECTED: flat("4", "8"),
        LineKind.FLOOR: flat("3", "9"),
        LineKind.STRETCH: LineTerms(shape=LineShape.PROFILE, points=ends),
    }
    made = engine_terms(Terms(lines=lines), series, YEAR)
    assert made.expected == grading.Flat(grading.Interval(Decimal(4), Decimal(8)))
    assert made.stretch == grading.Profile((grading.Interval(Decimal(5), Decimal(6)),))


def test_a_seasonal_line_rests_on_last_years_approved_figures():
    series = a_series(unit_code="count", direction="lower", accumulation="flow")
    for month, raw in ((4, "100"), (5, "at least 90"), (6, "about 80")):
        factories.observation(series, Period.month(2020, month), raw)
    factories.observation(series, Period.month(2021, 4), "70")
    factories.observation(series, Period.quarter(2020, 7), "300")
    terms = Terms(
        lines={LineKind.EXPECTED: LineTerms(shape=LineShape.SEASONAL, change=Decimal("-0.05"))}
    )
    before = (Decimal(100), None, Decimal(80), *[None] * 9)
    assert last_year_of(series, YEAR) == before
    assert engine_terms(terms, series, YEAR).expected == grading.Seasonal(Decimal("-0.05"), before)


def test_only_a_seasonal_line_reads_last_year(django_assert_num_queries):
    series = a_series()
    with django_assert_num_queries(0):
        engine_terms(Terms(lines={LineKind.EXPECTED: flat("90")}), series, YEAR)


@pytest.mark.parametrize(
    ("line", "direction", "words"),
    [
        (LineTerms(shape=LineShape.FLAT), "higher", "A flat line needs a value: type it."),
        (flat("5"), "band", "A flat line needs both ends: type it."),
        (
            LineTerms(shape=LineShape.LINEAR),
            "higher",
            "A linear line needs the value at the end of the year: type it.",
        ),
        (
            LineTerms(shape=LineShape.SEASONAL),
            "lower",
            "A seasonal line needs the change on last year: type it.",
        ),
    ],
)
def test_a_line_without_what_its_shape_needs_never_reaches_the_engine(line, direction, words):
    series = a_series(direction=direction)
    with pytest.raises(ValueError) as refused:
        engine_terms(Terms(lines={LineKind.EXPECTED: line}), series, YEAR)
    assert str(refused.value) == words


def test_bands_become_a_rubric_whose_good_end_is_the_series_own():
    series = a_series(direction="lower", unit_code="count")
    terms = Terms(
        bands=(
            BandTerms(label="Good", high=Decimal(4)),
            BandTerms(label="Satisfactory", low=Decimal(4), low_open=True, grade="Poor"),
        ),
        range_low=Decimal(0),
        gap_rule="worse",
    )
    assert rubric_terms(terms, series) == grading.Rubric(
        bands=(
            grading.Band("Good", grading.Reach(None, Decimal(4))),
            grading.Band("Satisfactory", grading.Reach(Decimal(4), None, low_open=True)),
        ),
        better=grading.Better.LOWER,
        range=grading.Reach(Decimal(0), None),
        mapping={"Satisfactory": grading.Grade.POOR},
        gap_rule=grading.GapRule.WORSE,
    )
    assert engine_terms(terms, series, YEAR).expected is None


def test_terms_of_lines_have_no_rubric():
    assert rubric_terms(Terms(lines={LineKind.EXPECTED: flat("90")}), a_series()) is None


def test_a_band_to_keep_within_has_no_rubric():
    series = a_series(direction="band")
    with pytest.raises(ValueError) as refused:
        rubric_terms(Terms(bands=(BandTerms(label="Good"),)), series)
    assert str(refused.value) == (
        "Bands need a series of which higher or lower is better: give this one lines."
    )


def test_stored_lines_are_read_back_as_they_were_typed():
    series = a_series(frequency="quarterly")
    row = factories.proposed_benchmark(
        series,
        stretch=None,
        baseline=Decimal("70.5"),
        seasonal_offsets=["1.5", "-0.5", "0", "-1"],
        source="The plan",
        assumed=True,
        waiver_reason="Assumed.",
    )
    profile = row.lines.create(kind=LineKind.STRETCH, shape=LineShape.PROFILE, strict=True)
    LinePoint.objects.create(line=profile, start=date(2021, 10, 1), value=Decimal(95))
    terms = terms_of(row)
    hole = (None, None)
    assert terms == Terms(
        lines={
            LineKind.EXPECTED: flat("90"),
            LineKind.FLOOR: flat("66"),
            LineKind.STRETCH: LineTerms(
                shape=LineShape.PROFILE,
                strict=True,
                points=(hole, hole, (Decimal(95), None), hole),
            ),
        },
        baseline=Decimal("70.5"),
        seasonal_offsets=(Decimal("1.5"), Decimal("-0.5"), Decimal(0), Decimal(-1)),
        source="The plan",
        assumed=True,
        waiver_reason="Assumed.",
    )
    as_stored = engine_benchmark(row, Frequency.QUARTERLY)
    assert engine_terms(terms, series, YEAR).expected == as_stored.expected


def test_stored_bands_are_read_back_best_first():
    row = factories.proposed_benchmark(
        a_series(), expected=None, floor=None, range_low=Decimal(0), gap_rule="worse"
    )
    for order, (label, low, high, grade) in enumerate(
        [("Good", 5, None, ""), ("Satisfactory", None, 4, "Needs Improvement")], start=1
    ):
        BenchmarkBand.objects.create(
            benchmark=row, order=order, label=label, low=low, high=high, grade=grade
        )
    assert terms_of(row) == Terms(
        bands=(
            BandTerms(label="Good", low=Decimal(5)),
            BandTerms(label="Satisfactory", high=Decimal(4), grade="Needs Improvement"),
        ),
        range_low=Decimal(0),
        gap_rule="worse",
    )
