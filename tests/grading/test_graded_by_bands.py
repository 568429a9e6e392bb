"""A rubric's bands in place of lines grade the latest figure (GRADING.md section 4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Form, Unit
from performance.grading import (
    Band,
    BenchmarkRefused,
    Better,
    Direction,
    Grade,
    LineName,
    Offence,
    Reach,
    Reason,
    Rubric,
    Trend,
    UnitKind,
    grade_series,
)
from tests.grading.builders import JULY, a_benchmark, a_series, points, year_before

A_UNIT = Unit("volunteers a unit", Form.PLAIN)
CADETS = Rubric(
    bands=(
        Band("Outstanding", Reach(8, None, low_open=True)),
        Band("Good", Reach(5, 7)),
        Band("Satisfactory", Reach(2, 4)),
        Band("Poor", Reach(None, 1, high_open=True)),
    ),
    better=Better.HIGHER,
    range=Reach(0, 20),
    mapping={"Satisfactory": Grade.NEEDS_IMPROVEMENT},
    gap_rule="worse",
)


def units(*values, **said):
    usual = a_series(
        unit_kind=UnitKind.OTHER,
        unit=A_UNIT,
        points=points(*values),
        benchmark=a_benchmark(expected=None, floor=None),
        rubric=CADETS,
    )
    return replace(usual, **said)


def test_the_band_of_the_latest_figure_is_the_grade():
    verdict = grade_series(units(1, 3, 6))
    assert (verdict.grade, verdict.band, verdict.in_gap) == (Grade.GOOD, "Good", False)
    assert (verdict.zone, verdict.dE, verdict.projected, verdict.step) == (None,) * 4
    assert [point.value for point in verdict.window] == [6]
    assert verdict.sentences == (
        "June 2021: At 6 the band is Good.",
        "The trend is unknown: 3 figures within 12 months, and 4 are needed.",
    )


def test_a_grade_by_lines_has_no_band_and_lies_in_no_gap():
    verdict = grade_series(a_series())
    assert (verdict.band, verdict.in_gap) == (None, False)


def test_a_band_that_stands_for_no_grade_gives_none_and_a_digest_of_its_own():
    unmapped = grade_series(units(3, 3, 3, rubric=replace(CADETS, mapping={})))
    assert (unmapped.grade, unmapped.reason, unmapped.band) == (
        None,
        Reason.OUTSIDE_BANDS,
        "Satisfactory",
    )
    assert unmapped.digest != grade_series(units(3, 3, 3)).digest


def test_a_label_of_the_papers_own_counts_as_the_grade_it_stands_for():
    verdict = grade_series(units(6, 6, 3))
    assert (verdict.grade, verdict.band) == (Grade.NEEDS_IMPROVEMENT, "Satisfactory")
    assert verdict.sentences[0] == (
        "June 2021: At 3 the band is Satisfactory, which counts as Needs Improvement."
    )


def test_a_figure_in_a_gap_takes_the_worse_band_and_is_marked():
    verdict = grade_series(units(6, 6, "7.5"))
    assert (verdict.grade, verdict.band, verdict.in_gap) == (Grade.GOOD, "Good", True)
    assert (
        verdict.sentences[0] == "June 2021: At 7.5, between the bands, the worse one holds: Good."
    )


def test_a_figure_outside_the_range_is_not_graded():
    verdict = grade_series(units(6, 6, 21))
    assert (verdict.grade, verdict.reason) == (None, Reason.OUTSIDE_BANDS)
    assert verdict.sentences == (
        "June 2021: Not graded: 21 is outside what the bands are for, [0, 20].",
    )


def test_the_trend_is_told_and_moves_nothing():
    falling = units(points=year_before(12, 11, 11, 10, 9, 9, 8, 8, 7, 7, 6, 5))
    verdict = grade_series(falling)
    assert (verdict.trend, verdict.grade, verdict.step) == (Trend.DETERIORATING, Grade.GOOD, None)
    assert verdict.sentences[1].startswith("Over 12 months the trend is deteriorating")


def test_what_keeps_lines_from_grading_keeps_bands_too():
    assert grade_series(units(6, 6, 6, period_graded=date(2021, 9, 1))).reason == (
        Reason.DATA_TOO_OLD
    )
    unapproved = a_benchmark(expected=None, floor=None, approved_on=None)
    assert grade_series(units(6, benchmark=unapproved)).reason is Reason.NO_BENCHMARK


def test_a_benchmark_has_lines_or_bands_and_never_both():
    with pytest.raises(ValueError, match="either an expected line or a rubric"):
        units(6, benchmark=a_benchmark(), rubric=CADETS)


def test_a_benchmark_with_neither_is_refused_when_it_is_to_grade():
    neither = units(6, 6, 6, rubric=None)
    with pytest.raises(BenchmarkRefused) as refused:
        grade_series(neither)
    assert (refused.value.code, refused.value.line) == (Offence.WRONG_SHAPE, LineName.EXPECTED)
    assert grade_series(replace(neither, direction=Direction.MONITOR)).reason == (
        Reason.MONITOR_ONLY
    )


@pytest.mark.parametrize(
    "changed",
    [
        replace(CADETS, gap_rule="refuse"),
        replace(CADETS, range=Reach(0, 19)),
        replace(CADETS, bands=(Band("Outstanding", Reach(8, None)), *CADETS.bands[1:])),
        replace(CADETS, mapping={"Satisfactory": Grade.POOR}),
        replace(CADETS, bands=CADETS.bands[1:]),
    ],
)
def test_another_rubric_is_another_digest(changed):
    assert grade_series(units(6, rubric=changed)).digest != grade_series(units(6)).digest


def test_the_order_of_bands_and_how_numbers_are_typed_change_no_digest():
    typed = replace(
        CADETS,
        bands=(
            *CADETS.bands[:0:-1],
            Band("Outstanding", Reach(Decimal("8.0"), None, low_open=True)),
        ),
    )
    assert grade_series(units(6, rubric=typed)) == grade_series(units(6))


def test_lines_and_bands_alike_grade_at_a_later_month_with_the_latest_figure():
    assert grade_series(units(6, 6, 3, period_graded=JULY)).band == "Satisfactory"
