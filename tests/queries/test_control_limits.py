"""From the engine's inputs to what a chart shows of their limits, without a database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from performance import grading
from performance.grading import Direction, SpecialCause
from performance.queries.series.control_limits import control_of, printed_limits
from tests.grading.builders import (
    APRIL,
    JUNE,
    WAIT,
    a_benchmark,
    a_series,
    points,
    year_before,
)

STEADY = (60, 62) * 7


def control(*values, **said):
    return control_of(a_series(points=year_before(*values), **said))


def test_each_group_has_its_own_mean_and_limits():
    found = control(*(50, 52) * 7, *(70, 74) * 7, rebases=(date(2020, 5, 1),)).groups
    assert [group.levels[0].mean for group in found] == [51, 72]
    assert [(len(group.levels), group.is_trial) for group in found] == [(14, False), (14, False)]
    first = found[0].levels[0]
    assert (first.upper - first.mean, first.mean - first.lower) == (Fraction("5.32"),) * 2


def test_limits_are_the_engines_own():
    inputs = a_series(points=year_before(*STEADY, 80))
    (engine,) = grading.series_chart(inputs)
    (group,) = control_of(inputs).groups
    assert {(each.mean, each.lower, each.upper) for each in group.levels} == {
        (engine.mean, engine.limits.lower, engine.limits.upper)
    }


def test_a_group_of_fewer_than_13_figures_has_trial_limits_and_says_so():
    found = control(*STEADY[:12])
    assert [group.is_trial for group in found.groups] == [True]
    assert found.notes == ("Trial limits, from 12 figures; 13 make limits to be relied on.",)
    assert found.groups[0].words == (
        "July 2020 to June 2021: mean 61.0%, trial limits 55.7% to 66.3%."
    )
    assert control(*STEADY[:13]).notes == ()


@pytest.mark.parametrize(
    ("values", "figures"), [((60,), "1 figure"), ((60, 62, 61, 80, 60), "5 figures")]
)
def test_a_group_of_fewer_than_6_figures_is_not_judged(values, figures):
    found = control(*values)
    assert (found.groups, found.specials, found.variation) == ((), (), None)
    assert found.notes == (f"Too few figures for limits ({figures}; 6 are needed).",)


def test_notes_name_their_group_where_there_are_several():
    found = control(*STEADY, 70, 71, rebases=(date(2021, 5, 1),))
    assert len(found.groups) == 1
    assert found.notes == (
        "May 2021 to June 2021: too few figures for limits (2 figures; 6 are needed).",
    )


def test_a_flat_series_has_not_enough_variation():
    found = control(*[70] * 8)
    assert found.groups == ()
    assert found.notes == ("Not enough variation for limits: every figure is the same.",)
    assert found.variation == "not_enough_variation"
    assert found.variation_sentence == (
        "Every figure is the same, so what is usual and what is not cannot be told apart."
    )


def test_a_flat_series_with_one_jump_has_a_mean_and_no_limits():
    found = control(*[70] * 8, *[80] * 8)
    (group,) = found.groups
    assert (group.has_limits, group.levels[0].mean) == (False, 75)
    assert found.notes == ("No limits: but for single jumps the figures do not vary.",)
    assert {each.cause for each in found.specials} == {SpecialCause.RUN}


def test_a_rolling_series_has_no_limits_and_says_why():
    found = control(*STEADY, 90, rolling=True)
    assert (found.groups, found.specials, found.variation) == ((), (), None)
    assert found.notes == (
        "No limits are drawn: the periods of a rolling series overlap, so that each figure holds "
        "most of the one before.",
    )


def test_special_causes_are_told_with_their_side():
    high, low = control(*STEADY, 90), control(*STEADY, 30)
    latest = [(found.specials[-1].cause, found.specials[-1].is_high) for found in (high, low)]
    assert latest == [(SpecialCause.OUTSIDE, True), (SpecialCause.OUTSIDE, False)]
    before = {(each.cause, each.is_high) for each in high.specials[:-1]}
    assert before == {(SpecialCause.RUN, False)}
    assert (high.variation, low.variation) == ("improvement_high", "concern_low")


def test_a_monitored_series_has_limits_too():
    found = control(*STEADY, 90, direction=Direction.MONITOR, benchmark=None)
    assert len(found.groups) == 1
    assert (found.variation, found.assurance) == ("neutral_high", None)


def test_a_series_without_figures_says_nothing():
    found = control()
    assert (found.groups, found.notes, found.variation) == ((), (), None)


def test_the_assurance_is_what_the_engine_said():
    inputs = a_series(points=year_before(*STEADY))
    found = control_of(inputs, grading.grade_series(inputs))
    assert found.assurance == "fail"
    assert found.assurance_sentence == (
        "Unless something changes, figures will keep missing what the path expects: it lies "
        "outside the limits."
    )
    assert (control_of(inputs).assurance, control_of(inputs).assurance_sentence) == (None, "")


OFFSETS = tuple(Decimal(each) for each in (10, -10, *[0] * 10))


def seasonal(**said):
    """24 months that end with June 2021, of 60 and 62 by turns, higher in April, lower in May."""
    months = points(*(60, 62) * 12, first=date(2019, 7, 1))
    with_season = tuple(
        grading.Point(each.start, each.value + {4: 10, 5: -10}.get(each.start.month, 0))
        for each in months
    )
    return a_series(points=with_season, benchmark=a_benchmark(seasonal_offsets=OFFSETS), **said)


def test_the_season_is_given_back_to_the_limits_exactly():
    inputs = seasonal()
    (engine,) = grading.series_chart(inputs)
    found = control_of(inputs)
    (group,) = found.groups
    by_month = dict(zip((4, 5, 6), group.levels[-3:], strict=True))
    assert [by_month[month].mean for month in (4, 5, 6)] == [71, 51, 61]
    assert by_month[4].upper == engine.limits.upper + 10
    assert by_month[5].lower == engine.limits.lower - 10
    assert found.specials == ()
    assert found.notes == (
        "Limits and special causes are those of the figures less their season. Each period's "
        "season is given back in the chart and in the table.",
    )
    assert group.words == (
        "July 2019 to June 2021: mean 61.0%, limits 55.7% to 66.3%, less the season."
    )


def test_figures_compare_with_limits_as_the_engine_compares_them():
    """A figure is outside the drawn limits exactly where the engine finds it outside its own."""
    inputs = seasonal()
    changed = [
        grading.Point(each.start, Decimal(95) if each.start == APRIL else each.value)
        for each in inputs.points
    ]
    inputs = a_series(points=tuple(changed), benchmark=inputs.benchmark)
    found = control_of(inputs)
    (group,) = found.groups
    drawn_outside = [
        each.start
        for each, level in zip(inputs.points, group.levels, strict=True)
        if not level.lower <= each.value <= level.upper
    ]
    outside = [each for each in found.specials if each.cause is SpecialCause.OUTSIDE]
    assert drawn_outside == [APRIL]
    assert [(len(outside), outside[0].at)] == [(1, group.levels[-3].at)]


def test_a_path_of_the_season_without_offsets_is_a_warning():
    last_year = tuple(Decimal(60) for _ in range(12))
    benchmark = a_benchmark(expected=grading.Seasonal(Decimal("0.1"), last_year), floor=None)
    assert control(*STEADY, benchmark=benchmark).notes == (
        "The path follows the season, but no seasonal offsets are stored to take off the "
        "figures: what the limits call unusual may be the season.",
    )
    assert len(control(*STEADY[:5], benchmark=benchmark).notes) == 1


def test_the_table_has_a_cell_for_each_figure():
    inputs = a_series(points=(*year_before(*STEADY, 90), *points(1, first=date(2021, 7, 1))))
    cells = printed_limits(inputs, control_of(inputs))
    june = cells[JUNE]
    assert (june.mean, june.lower, june.upper, june.cause) == (
        "62.9%",
        "57.6%",
        "68.3%",
        "Above the upper limit",
    )
    assert cells[APRIL].cause == "In a run of 7 or more below the mean"
    assert len(cells) == 15


def test_a_usual_figure_has_no_cause_in_the_table():
    inputs = a_series(points=year_before(*STEADY))
    assert {each.cause for each in printed_limits(inputs, control_of(inputs)).values()} == {""}


def test_a_mean_without_limits_leaves_their_cells_empty():
    inputs = a_series(points=year_before(*[70] * 8, *[80] * 8))
    june = printed_limits(inputs, control_of(inputs))[JUNE]
    assert (june.mean, june.lower, june.upper) == ("75.0%", "", "")


@pytest.mark.parametrize(
    ("unit", "values", "mean"),
    [
        (None, (60, 62, 60, 62, 60, 61), "60.8%"),
        (None, ("60.5", 62, 60, 62, 60, 61), "60.92%"),
        (None, ("60.555", 62, 60, 62, 60, 61), "60.93%"),
        (WAIT, (60, 62, 60, 62, 60, 61), "1m01s"),
    ],
)
def test_a_mean_prints_with_one_decimal_more_than_the_figures_and_a_clock_with_none(
    unit, values, mean
):
    said = {} if unit is None else {"unit": unit, "unit_kind": "other"}
    inputs = a_series(points=year_before(*values), **said)
    assert printed_limits(inputs, control_of(inputs))[JUNE].mean == mean
