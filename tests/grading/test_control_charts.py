"""Control charts: limits, rules and icons (GRADING.md section 5)."""

from fractions import Fraction

import pytest

from performance.grading import (
    Assurance,
    Direction,
    Group,
    Limits,
    SpecialCause,
    Variation,
    control_chart,
)

HIGHER, LOWER, BAND, MONITOR = (
    Direction.HIGHER,
    Direction.LOWER,
    Direction.BAND,
    Direction.MONITOR,
)
SEE_SAW = [10, 12] * 7


def numbered(values, missing=()):
    """(period, value), leaving out the periods in ``missing``."""
    periods = (t for t in range(1, 200) if t not in missing)
    return [(t, Fraction(str(value))) for t, value in zip(periods, values, strict=False)]


def group(*values, missing=(), **said):
    return Group(numbered(values, missing), **said)


def causes(*values, missing=(), **said):
    """A letter a point: Outside, Trend, 2 in three, Run; lower case on the low side; . for none."""
    letters = {
        None: ".",
        SpecialCause.OUTSIDE: "O",
        SpecialCause.TREND: "T",
        SpecialCause.TWO_IN_THREE: "W",
        SpecialCause.RUN: "R",
    }
    return "".join(
        letters[point.cause].lower() if point.cause_side < 0 else letters[point.cause]
        for point in group(*values, missing=missing, **said).charted()
    )


def test_limits_are_2_66_mean_moving_ranges_from_the_mean():
    found = group(*SEE_SAW)
    assert (found.mean, found.mean_range) == (11, 2)
    assert found.limits == Limits(
        lower=Fraction("5.68"),
        near_lower=11 - Fraction("5.32") * 2 / 3,
        near_upper=11 + Fraction("5.32") * 2 / 3,
        upper=Fraction("16.32"),
    )


def test_limits_are_never_clamped_to_what_can_be():
    assert group(0, 2, 0, 2, 0, 2).limits.lower < 0


def test_wild_ranges_are_screened_once_and_not_again():
    # The mean of eleven ranges of 1, one of 5 and one of 20 is 36/13: the 20 goes. That of the
    # rest is 16/12, for which a second screening would find the 5 too wide.
    values = [*[0, 1] * 6, 6, 26]
    assert group(*values).ranges == [1] * 11 + [5]
    assert group(*values, is_screened=False).ranges == [1] * 11 + [5, 20]


def test_a_range_of_exactly_3_267_means_is_dropped():
    # The mean of 733, 733, 733 and 9,801 is 3,000.
    assert group(0, 733, 0, 733, -9068).ranges == [733] * 3
    assert group(0, 733, 0, 733, -9067).ranges == [733] * 3 + [9800]


def test_no_range_runs_across_a_gap():
    assert group(1, 2, 9, 10, missing=(3,)).mean_range == 1


def test_the_mean_of_a_constant_series_ties_with_its_value():
    found = group(*["0.1"] * 15)
    assert [point.side for point in found.charted()] == [0] * 15


def test_a_point_outside_the_limits_is_special():
    assert fixed(40) == "O"
    assert fixed(-40) == "o"


def test_a_point_on_a_limit_or_a_near_limit_is_not_beyond_it():
    # Limits fixed by the first fourteen points: 5.68 to 16.32.
    on, near = "16.32", Fraction(11) + Fraction("5.32") * 2 / 3
    *_, last = group(*SEE_SAW, on, fixed_after=14).charted()
    assert (last.is_outside, last.is_near) == (False, True)
    *_, last = Group([*numbered(SEE_SAW), (15, near)], fixed_after=14).charted()
    assert (last.is_outside, last.is_near) == (False, False)
    *_, last = Group([*numbered(SEE_SAW), (15, near + Fraction(1, 99))], fixed_after=14).charted()
    assert (last.is_outside, last.is_near) == (False, True)


def fixed(*values, missing=()):
    """What the rules say of values after the see-saw that fixed the limits at 5.68 and 16.32."""
    return causes(*SEE_SAW, *values, missing=missing, fixed_after=14)[14:]


def test_seven_in_a_row_on_one_side_are_a_run_and_six_are_not():
    assert fixed(10, *[12] * 7) == ".RRRRRRR"
    assert fixed(10, *[12] * 6) == "......."
    assert fixed(10, *[12] * 6, 10) == "........"
    assert fixed(12, *[10] * 7, 12) == ".rrrrrrr."
    assert fixed(10, *[12] * 9) == ".RRRRRRRRR"


def test_a_tie_with_the_mean_breaks_a_run():
    assert fixed(10, *[12] * 3, 11, *[12] * 4) == "." * 9


def test_a_gap_breaks_a_run():
    values = (10, *[12] * 7)
    assert fixed(*values, missing=(20,)) == "." * 8


def test_six_strict_steps_are_a_trend():
    assert fixed(10, 8, 9, 10, 11, 12, 13, 14, 11) == ".TTTTTTT."
    assert fixed(10, 14, 13, 12, 11, 10, 9, 8, 11) == ".ttttttt."


def test_five_steps_or_a_tie_are_no_trend():
    assert fixed(10, 8, 9, 10, 11, 12, 13, 11) == "." * 8
    assert fixed(10, 8, 9, 10, 10, 11, 12, 13, 11) == "." * 9


def test_a_tie_after_a_trend_does_not_relabel_it():
    assert fixed(12, 8, 9, 10, 11, 12, 13, 14, 14)[1:8] == "TTTTTTT"


def test_a_gap_breaks_a_trend():
    assert fixed(10, 8, 9, 10, 11, 12, 13, 14, 11, missing=(19,)) == "." * 9
    assert fixed(10, 14, 13, 12, 11, 10, 9, 8, 11, missing=(19,)) == "." * 9


def test_two_of_three_beyond_the_near_limit_are_special_and_only_they():
    assert fixed(10, 15, 12, 15, 10) == ".W.W."
    assert fixed(12, 7, 7, 10, 12) == ".ww.."


def test_two_near_points_need_the_third_on_their_side():
    assert fixed(10, 15, 10, 15, 10) == "....."
    assert fixed(10, 15, 11, 15, 10) == "....."
    assert fixed(12, 15, 7, 12, 10) == "....."


def test_a_point_beyond_the_limit_helps_no_near_one():
    assert fixed(10, 15, 40, 12, 10) == "..O.."


def test_a_gap_breaks_two_in_three():
    assert fixed(10, 15, 15, 12, 10) == ".WW.."
    assert fixed(12, 15, 15, 10, missing=(17,)) == "...."


def test_labels_take_precedence_outside_then_trend_then_two_in_three_then_run():
    assert fixed(12, 11, 12, 13, 14, 15, 16, 17, 18, 10) == ".TTTTTTOO."
    assert fixed(10, 12, 12, 12, 12, 12, 15, 15, 10) == ".RRRRRWW."
    assert fixed(10, 9, 12, 13, 14, 15, 15.5, 15.9, 10) == ".TTTTTTT."


def test_a_rolling_series_is_read_by_no_rule():
    found = group(*SEE_SAW, *[40] * 9, is_ruled=False)
    assert {point.cause for point in found.charted()} == {None}
    assert (found.variation(HIGHER), found.assurance(Fraction(1), HIGHER)) == (None, None)
    assert (found.shift, found.limits is None) == (None, False)


def test_a_flat_series_with_one_jump_has_no_limits_and_its_run_is_still_told():
    found = group(*[5] * 12, 9)
    assert (found.limits, found.mean_range, found.is_constant) == (None, None, False)
    assert causes(*[5] * 12, 9) == "r" * 12 + "."
    assert (found.variation(HIGHER), found.assurance(Fraction(6), HIGHER)) == (
        Variation.COMMON_CAUSE,
        None,
    )


def test_a_constant_group_is_not_enough_variation():
    found = group(*[5] * 13)
    assert (found.variation(HIGHER), found.assurance(Fraction(4), HIGHER)) == (
        Variation.NOT_ENOUGH_VARIATION,
        None,
    )


def test_one_point_has_a_mean_and_nothing_else():
    found = group(7)
    assert (found.mean, found.limits, found.is_constant, found.variation(HIGHER)) == (
        7,
        None,
        True,
        None,
    )
    assert causes(7) == "."


def test_below_six_points_there_are_no_icons():
    five, six = group(1, 2, 1, 2, 1), group(1, 2, 1, 2, 1, 2)
    assert (five.variation(HIGHER), five.assurance(Fraction(0), HIGHER)) == (None, None)
    assert (six.variation(HIGHER), six.assurance(Fraction(-9), HIGHER)) == (
        Variation.COMMON_CAUSE,
        Assurance.PASS,
    )


def test_below_thirteen_points_the_limits_are_on_trial():
    assert (group(*SEE_SAW[:12]).is_trial, group(*SEE_SAW[:13]).is_trial) == (True, False)
    assert not group(*SEE_SAW[:13], *SEE_SAW[:13]).is_trial


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        (HIGHER, Variation.IMPROVEMENT_HIGH, Variation.CONCERN_LOW),
        (LOWER, Variation.CONCERN_HIGH, Variation.IMPROVEMENT_LOW),
        (BAND, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW),
        (MONITOR, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW),
    ],
)
def test_the_icon_is_of_the_latest_point_and_of_the_wanted_direction(direction, high, low):
    assert group(*SEE_SAW, 40).variation(direction) is high
    assert group(*SEE_SAW, -40).variation(direction) is low
    assert group(*SEE_SAW, 40, 12).variation(direction) is Variation.COMMON_CAUSE


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [
        ("5.67", Assurance.PASS, Assurance.FAIL),
        ("5.68", Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        ("11", Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        ("16.32", Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        ("16.33", Assurance.FAIL, Assurance.PASS),
    ],
)
def test_a_target_passes_fails_or_is_hit_and_missed(target, higher, lower):
    found = group(*SEE_SAW)
    assert found.assurance(Fraction(target), HIGHER) is higher
    assert found.assurance(Fraction(target), LOWER) is lower
    assert found.assurance(Fraction(target), BAND) is None
    assert found.assurance(Fraction(target), MONITOR) is None
    assert found.assurance(None, HIGHER) is None


def test_each_start_begins_a_group_and_one_without_points_begins_none():
    chart = control_chart(numbered(range(1, 11)), [-5, 4, 4, 7, 50])
    assert [(each.first, len(each)) for each in chart] == [(1, 3), (4, 3), (7, 4)]


def test_runs_do_not_cross_a_start():
    chart = control_chart(numbered([5] * 4 + [6] * 4), [5])
    assert [each.is_constant for each in chart] == [True, True]


def test_a_shift_is_offered_where_its_run_began():
    assert group(*[12, 10] * 10, *[14] * 9).shift == 21
    assert group(*[12, 10] * 10, *[14] * 6).shift is None
    assert group(*[12, 10] * 10, *[14] * 9, 10).shift is None
    assert group(1, 2, 3).shift is None


def test_a_run_that_fills_its_group_offers_no_shift():
    # Judged against limits of its first point alone, the whole group lies above.
    assert group(10, 11, *[12] * 7, fixed_after=2).shift == 2
    assert group(*[12] * 8, 11, 11, fixed_after=1).shift is None


def test_values_may_have_any_denominator():
    thirds = Group([(t, Fraction(t % 2, 3)) for t in range(8)])
    assert (thirds.mean, thirds.mean_range) == (Fraction(1, 6), Fraction(1, 3))
