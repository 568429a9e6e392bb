"""Step 0: when there is no grade, and the words for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from performance.figures import Frequency
from performance.grading import Direction, Grade, Point, Reason, grade_series, reason_sentence
from tests.grading.builders import (
    APRIL,
    AUGUST,
    JULY,
    JUNE,
    LAST_PERIODS,
    MARCH_BEFORE,
    MAY,
    a_benchmark,
    a_series,
    number,
    points,
)

UNAPPROVED = a_benchmark(approved_on=None)


def said(inputs):
    verdict = grade_series(inputs)
    assert verdict.grade is None
    assert (verdict.zone, verdict.dE, verdict.window, verdict.lines) == (None, None, (), None)
    (sentence,) = verdict.sentences
    return verdict.reason, sentence


def test_each_reason_wins_over_those_after_it():
    everything_wrong = a_series(
        direction=Direction.MONITOR,
        benchmark=None,
        period_graded=date(2022, 6, 1),
        points=(),
        min_points=2,
        breaks=(JUNE,),
    )
    in_year = {"period_graded": AUGUST, "benchmark": a_benchmark()}
    steps = [
        ({}, Reason.MONITOR_ONLY),
        ({"direction": Direction.HIGHER}, Reason.NO_BENCHMARK),
        ({"benchmark": a_benchmark(approved_on=APRIL)}, Reason.BENCHMARK_SET_LATE),
        ({"benchmark": a_benchmark()}, Reason.OUTSIDE_BENCHMARK_PERIOD),
        (in_year, Reason.NO_DATA_THIS_YEAR),
        ({"points": points(80, 80)}, Reason.DATA_TOO_OLD),
        ({"max_lag": 3}, Reason.SERIES_BREAK),
        ({"points": points(80, 80, None, 80)}, Reason.SERIES_BREAK),
        ({"benchmark": a_benchmark(reapproved_on=JUNE)}, Reason.TOO_EARLY),
    ]
    found = []
    for change, _ in steps:
        everything_wrong = replace(everything_wrong, **change)
        found.append(grade_series(everything_wrong).reason)
    assert found == [reason for _, reason in steps]
    assert grade_series(replace(everything_wrong, min_points=1)).grade is Grade.NEEDS_IMPROVEMENT


def test_monitored_series_say_that_nothing_is_wanted():
    assert said(a_series(direction=Direction.MONITOR)) == (
        Reason.MONITOR_ONLY,
        "Not graded: this is monitored only: no wanted direction is set.",
    )


def test_no_benchmark_names_the_year():
    assert said(a_series(benchmark=None)) == (
        Reason.NO_BENCHMARK,
        "Not graded: no benchmark has been approved for 2021/22.",
    )


def test_an_unapproved_benchmark_is_none():
    assert said(a_series(benchmark=UNAPPROVED)) == (
        Reason.NO_BENCHMARK,
        "Not graded: the benchmark for 2021/22 has not been approved.",
    )


def test_a_benchmark_approved_on_the_years_first_day_is_late():
    assert said(a_series(benchmark=a_benchmark(approved_on=APRIL))) == (
        Reason.BENCHMARK_SET_LATE,
        "Not graded: the benchmark was approved on 1 April 2021, "
        "not before the year began on 1 April 2021.",
    )


def test_a_benchmark_approved_on_the_eve_is_in_time():
    eve = a_benchmark(approved_on=APRIL - timedelta(days=1))
    assert grade_series(a_series(benchmark=eve)).grade is Grade.POOR


def test_a_late_benchmark_grades_with_a_waiver_but_not_with_a_blank_one():
    late = a_benchmark(approved_on=date(2021, 5, 3))
    waived = replace(late, late_waiver_reason="assumed for a past year")
    blank = replace(late, late_waiver_reason="  ")
    assert grade_series(a_series(benchmark=waived)).grade is Grade.POOR
    assert grade_series(a_series(benchmark=blank)).reason is Reason.BENCHMARK_SET_LATE


@pytest.mark.parametrize("outside", [MARCH_BEFORE, date(2022, 4, 1)])
def test_periods_outside_the_plan_year_have_no_lines(outside):
    reason, sentence = said(a_series(period_graded=outside))
    assert reason is Reason.OUTSIDE_BENCHMARK_PERIOD
    assert sentence == (
        f"Not graded: {outside:%B %Y} lies outside the benchmark, which is for 2021/22."
    )


def test_figures_of_last_year_are_no_data_this_year():
    assert said(a_series(points=points(80, first=MARCH_BEFORE), period_graded=APRIL)) == (
        Reason.NO_DATA_THIS_YEAR,
        "Not graded: awaiting data from the force.",
    )


def test_an_empty_value_is_as_absent_as_no_row():
    empty = a_series(points=points(None, None, None))
    assert grade_series(empty).reason is Reason.NO_DATA_THIS_YEAR


def test_figures_after_the_period_graded_do_not_count():
    later = a_series(period_graded=MAY, points=points(None, None, 95))
    assert grade_series(later).reason is Reason.NO_DATA_THIS_YEAR


def test_a_figure_one_month_behind_is_fresh_enough():
    assert grade_series(a_series(period_graded=JULY)).grade is Grade.POOR


def test_a_figure_two_months_behind_is_too_old():
    assert said(a_series(period_graded=AUGUST)) == (
        Reason.DATA_TOO_OLD,
        "Not graded: the latest figure, for June 2021, is 2 months behind, "
        "and a grade allows at most 1 month.",
    )


def test_no_lag_at_all_may_be_allowed():
    assert said(a_series(period_graded=JULY, max_lag=0)) == (
        Reason.DATA_TOO_OLD,
        "Not graded: the latest figure, for June 2021, is 1 month behind, and a grade allows none.",
    )


def test_lags_are_counted_in_the_series_own_periods():
    quarterly = a_series(
        frequency=Frequency.QUARTERLY,
        period_graded=date(2021, 10, 1),
        points=(Point(APRIL, number(80)),),
        benchmark=a_benchmark(last=LAST_PERIODS[Frequency.QUARTERLY]),
    )
    assert said(quarterly) == (
        Reason.DATA_TOO_OLD,
        "Not graded: the latest figure, for April to June 2021, is 2 quarters behind, "
        "and a grade allows at most 1 quarter.",
    )
    assert grade_series(replace(quarterly, max_lag=2)).grade is Grade.NEEDS_IMPROVEMENT


@pytest.mark.parametrize("breaks", [(JUNE,), (APRIL, JUNE), (JUNE, APRIL)])
def test_a_break_without_a_figure_since_stops_the_grade(breaks):
    assert said(a_series(points=points(51, 56), breaks=breaks)) == (
        Reason.SERIES_BREAK,
        "Not graded: the way this is counted changed on 1 June 2021, and there is no figure since.",
    )


def test_a_break_in_the_year_asks_for_the_benchmark_to_be_approved_again():
    assert said(a_series(breaks=(APRIL,))) == (
        Reason.SERIES_BREAK,
        "Not graded: the way this is counted changed on 1 April 2021, "
        "and the benchmark has not been approved again since.",
    )


def test_a_break_in_mid_month_is_covered_from_its_own_day():
    middle = date(2021, 5, 17)
    eve, that_day = middle - timedelta(days=1), middle
    before = a_series(breaks=(middle,), benchmark=a_benchmark(reapproved_on=eve))
    on_it = a_series(breaks=(middle,), benchmark=a_benchmark(reapproved_on=that_day))
    assert grade_series(before).reason is Reason.SERIES_BREAK
    assert [point.start for point in grade_series(on_it).window] == [MAY, JUNE]


def test_a_waived_benchmark_approved_after_the_break_covers_it():
    late = a_benchmark(approved_on=JUNE, late_waiver_reason="set after the new counting rules")
    assert grade_series(a_series(breaks=(MAY,), benchmark=late)).grade is Grade.POOR


def test_a_break_before_the_year_needs_no_new_approval():
    assert grade_series(a_series(breaks=(MARCH_BEFORE,))).grade is Grade.POOR


def test_a_break_after_the_period_graded_does_not_count():
    assert grade_series(a_series(breaks=(JULY,))).grade is Grade.POOR


def test_too_few_figures_this_year_are_too_early():
    assert said(a_series(min_points=4)) == (
        Reason.TOO_EARLY,
        "Not graded: 3 figures this year so far, and a grade needs 4.",
    )


def test_only_figures_since_the_break_are_enough():
    broken = a_series(min_points=2, breaks=(JUNE,), benchmark=a_benchmark(reapproved_on=JUNE))
    assert said(broken) == (
        Reason.TOO_EARLY,
        "Not graded: 1 figure this year since the way it is counted changed, and a grade needs 2.",
    )


def test_every_reason_has_a_sentence_of_its_own():
    sentences = {reason_sentence(reason) for reason in Reason}
    assert len(sentences) == len(Reason)
    assert {sentence[:12] for sentence in sentences} == {"Not graded: "}
