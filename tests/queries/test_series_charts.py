"""A chart from the engine's own inputs, as the page of a grade and a case from a file draw it."""

from datetime import date
from decimal import Decimal

import pytest

from performance import grading
from performance.figures import Frequency, position
from performance.queries.series.series_charts import ChartWords, Printed, chart_shown, evidence_of
from tests.grading.builders import (
    APRIL,
    JULY,
    JUNE,
    MAY,
    a_benchmark,
    a_series,
    band,
    points,
    year_before,
)

STEADY = (60, 62) * 7
WORDS = ChartWords(key="chart-1", title="Calls, percent", organisation="The force")


def at(day):
    return position(day, Frequency.MONTHLY)


def shown(inputs, words=WORDS, **said):
    return chart_shown(inputs, words, **said)


def said_of(**words):
    return ChartWords(key="chart-1", title="Calls, percent", organisation="The force", **words)


def test_a_case_from_a_file_is_drawn_with_its_benchmarks_lines():
    chart = shown(a_series())
    assert [(mark.label, mark.text) for mark in chart.chart.marks] == [
        ("April 2021", "51%"),
        ("May 2021", "56%"),
        ("June 2021", "40%"),
    ]
    assert [path.kind for path in chart.chart.paths] == ["expected", "floor"]
    assert (chart.chart.labels[0], chart.chart.labels[-1]) == ("Apr 21", "Mar 22")
    assert [(row.figure, row.expected) for row in chart.rows[:4]] == [
        ("51%", "90%"),
        ("56%", "90%"),
        ("40%", "90%"),
        ("", "90%"),
    ]


def test_figures_and_periods_take_the_words_of_their_source():
    words = said_of(printed={JUNE: Printed("40.0%", "Year to June 2021")})
    last = shown(a_series(), words).chart.marks[-1]
    assert (last.text, last.label) == ("40.0%", "Year to June 2021")


def test_a_figure_that_is_no_number_stands_in_the_table_alone():
    inputs = a_series(points=points(51, None, 40))
    chart = shown(inputs, said_of(printed={MAY: Printed("55%-60%", "May 2021")}))
    assert [row.figure for row in chart.rows[:3]] == ["51%", "55%-60%", "40%"]
    assert len(chart.chart.marks) == 2


def test_what_is_dated_after_the_period_graded_is_not_drawn():
    inputs = a_series(points=points(51, 56, 40, 90), period_graded=JUNE)
    chart = shown(inputs, said_of(printed={JULY: Printed("90%", "July 2021")}))
    assert [mark.text for mark in chart.chart.marks] == ["51%", "56%", "40%"]
    assert chart.rows[3].figure == ""


def test_a_grade_shows_the_figures_that_it_compared_and_its_period():
    inputs = a_series(points=year_before(*STEADY), period_graded=JULY)
    verdict = grading.grade_series(inputs)
    chart = evidence_of(inputs, verdict, WORDS)
    assert chart.chart.highlighted == (at(APRIL), at(MAY), at(JUNE))
    assert chart.chart.graded_at == at(JULY)
    assert chart.control.assurance == verdict.assurance == "fail"


def test_a_flow_compares_the_whole_year_to_date():
    flow = a_series(
        accumulation="flow",
        points=points(51, 56, 40, 60, 61, 55),
        period_graded=date(2021, 9, 1),
        benchmark=a_benchmark(no_season_confirmed=True),
    )
    chart = evidence_of(flow, grading.grade_series(flow), WORDS)
    assert len(chart.chart.highlighted) == 6


def test_what_is_not_graded_highlights_nothing():
    inputs = a_series(benchmark=None, points=year_before(*STEADY))
    chart = evidence_of(inputs, grading.grade_series(inputs), WORDS)
    assert (chart.chart.highlighted, chart.chart.graded_at) == ((), at(JUNE))
    assert chart.chart.paths == ()


def test_the_period_graded_is_on_the_chart_though_its_figure_is_missing():
    inputs = a_series(benchmark=None, points=points(51, 56), period_graded=date(2021, 8, 1))
    chart = shown(inputs, graded_at=inputs.period_graded)
    assert chart.chart.labels == ("Apr 21", "May 21", "Jun 21", "Jul 21", "Aug 21")


def test_breaks_and_rebasings_come_with_their_reasons():
    inputs = a_series(points=year_before(*STEADY), breaks=(MAY,), rebases=(date(2021, 1, 9), JULY))
    reasons = {MAY: "New telephony", date(2021, 1, 9): "A second control room"}
    chart = shown(inputs, said_of(reasons=reasons)).chart
    assert [(each.label, each.reason) for each in chart.breaks] == [("May 2021", "New telephony")]
    assert [(each.at, each.label, each.reason) for each in chart.rebasings] == [
        (at(date(2021, 1, 1)), "January 2021", "A second control room"),
        (at(JULY), "July 2021", ""),
    ]


def test_the_table_has_columns_for_limits_where_there_are_limits():
    chart = shown(a_series(points=year_before(*STEADY, 90)))
    assert chart.has_mean is True
    by_label = {row.label: row.limits for row in chart.rows}
    assert by_label["June 2021"].cause == "Above the upper limit"
    assert by_label["July 2021"].mean == ""
    assert shown(a_series()).has_mean is False


@pytest.mark.parametrize("values", [(), (51,)])
def test_without_a_course_there_is_no_chart(values):
    assert shown(a_series(points=points(*values), benchmark=None)) is None


def test_a_benchmark_whose_lines_cannot_be_drawn_says_why():
    chart = shown(a_series(benchmark=a_benchmark(expected=grading.Flat(band(40, 50)))))
    assert chart.has_lines is False
    assert chart.fault.startswith("The lines of the benchmark for 2021/22 cannot be drawn: ")


def test_bands_in_place_of_lines_draw_none():
    bands = (
        grading.Band("Good", grading.Reach(Decimal(50), None)),
        grading.Band("Poor", grading.Reach(None, Decimal(50), high_open=True)),
    )
    chart = shown(
        a_series(
            benchmark=a_benchmark(expected=None, floor=None, baseline=Decimal(50)),
            rubric=grading.Rubric(bands=bands, better="higher"),
        )
    )
    assert (chart.chart.paths, chart.fault) == ((), "")


def test_a_benchmark_of_one_period_and_no_figure_has_no_course():
    year = a_benchmark(last=APRIL)
    assert shown(a_series(points=(), benchmark=year)) is None


def test_a_band_prints_both_ends_and_its_stretch():
    benchmark = a_benchmark(
        expected=grading.Flat(band(40, 60)),
        floor=grading.Flat(band(30, 70)),
        stretch=grading.Flat(band("45.5", 55)),
    )
    chart = shown(a_series(direction="band", benchmark=benchmark))
    assert chart.has_stretch is True
    assert (chart.rows[0].expected, chart.rows[0].stretch) == ("40% to 60%", "45.5% to 55%")
    assert [point.high for point in chart.chart.paths[0].points[:1]] == [Decimal(60)]
