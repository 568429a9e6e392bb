"""A control chart's mean, limits and special causes on a chart: lines, shapes and words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from performance.charts import LevelsAt, LimitGroup, Rebasing, Special
from performance.charts.limits import CAUSES
from performance.grading import SpecialCause
from tests.charts.pieces import CHART, SVG, description, drawn, mark, of_class, places, words

MEAN, LIMITS, TRIAL = "app-chart__mean", "app-chart__limits", "app-chart__trial-limits"
PLAIN = replace(CHART, paths=())


def group(first, last, mean, spread=None, *, is_trial=False, said="Mean and limits."):
    ends = {} if spread is None else {"lower": Fraction(mean - spread), "upper": mean + spread}
    levels = tuple(LevelsAt(at, Fraction(mean), **ends) for at in range(first, last + 1))
    return LimitGroup(levels, is_trial, said)


def limited(*groups):
    return replace(PLAIN, groups=groups)


def special(cause, is_high=True, at=1):
    return replace(PLAIN, specials=(Special(at, cause, is_high),))


def test_a_group_has_its_mean_between_its_limits():
    chart = limited(group(0, 3, 50, 20))
    (mean,) = of_class(chart, "polyline", MEAN)
    upper, lower = of_class(chart, "polyline", LIMITS)
    heights = [{y for _, y in places(each)} for each in (upper, mean, lower)]
    assert [len(each) for each in heights] == [1, 1, 1]
    above, on, below = (each.pop() for each in heights)
    assert above < on < below
    assert on - above == pytest.approx(below - on)


def test_lines_run_over_their_groups_own_periods_alone():
    chart = limited(group(0, 1, 55, 10), group(2, 3, 45, 10))
    before, after = (places(each) for each in of_class(chart, "polyline", MEAN))
    assert before[-1][0] < after[0][0]
    wide = (before[-1][0] - before[0][0], after[-1][0] - after[0][0])
    assert wide[0] == pytest.approx(wide[1])


def test_limits_that_follow_a_season_bend_with_it():
    levels = tuple(
        LevelsAt(at, Fraction(50 + up), Fraction(40 + up), Fraction(60 + up))
        for at, up in enumerate((0, 5, -5, 0))
    )
    (mean,) = of_class(limited(LimitGroup(levels, False, "")), "polyline", MEAN)
    _, first, second, third, last, _ = (y for _, y in places(mean))
    assert second < first == last < third


def test_the_legend_tells_trial_limits_from_firm_ones_by_words_and_dashes():
    firm, trial = group(0, 1, 55, 10), group(2, 3, 45, 10, is_trial=True)
    assert words(limited(firm))[1:3] == ["Mean", "Limits"]
    assert words(limited(trial))[1:3] == ["Mean", "Trial limits"]
    assert words(limited(firm, trial))[1:4] == ["Mean", "Limits", "Trial limits"]
    dashes = {
        each.get("stroke-dasharray")
        for name in (MEAN, LIMITS, TRIAL)
        for each in of_class(limited(firm, trial), "polyline", name)
    }
    assert len(dashes) == 3


def test_a_group_without_limits_has_its_mean_alone():
    chart = limited(group(0, 3, 50))
    assert words(chart)[1] == "Mean"
    assert [each for each in words(chart) if each.endswith("imits")] == []
    assert len(of_class(chart, "polyline", MEAN)) == 1
    assert of_class(chart, "polyline", LIMITS) == of_class(chart, "polyline", TRIAL) == []


def test_limits_always_fit_on_the_chart():
    upper, lower = of_class(limited(group(0, 3, 50, 90)), "polyline", LIMITS)
    grid = [float(each.get("y1")) for each in of_class(limited(), "line", "app-chart__grid")]
    assert min(grid) < places(upper)[0][1] < places(lower)[0][1]
    assert words(limited(group(0, 3, 50, 90))).count("-50%") == 1


def test_the_description_states_every_groups_mean_and_limits():
    chart = limited(group(0, 1, 55, 10, said="One."), group(2, 3, 45, 10, said="Another."))
    assert description(chart).endswith("in Apr 21. One. Another.")


def outline(chart):
    """The path of the one marked figure; the legend's sample comes first."""
    _, marked = of_class(chart, "g", "app-chart__special")
    return marked.find(f"{SVG}path").get("d")


def test_no_two_special_causes_share_a_shape():
    assert len({outline(special(cause)) for cause in SpecialCause}) == 4


def test_rising_and_falling_are_told_apart_by_shape():
    rising, falling = (outline(special(SpecialCause.TREND, is_high)) for is_high in (True, False))
    assert rising != falling


@pytest.mark.parametrize(
    ("cause", "is_high", "name"),
    [
        (SpecialCause.OUTSIDE, True, "Outside the limits"),
        (SpecialCause.OUTSIDE, False, "Outside the limits"),
        (SpecialCause.TREND, True, "7 rising"),
        (SpecialCause.TREND, False, "7 falling"),
        (SpecialCause.TWO_IN_THREE, True, "2 of 3 near a limit"),
        (SpecialCause.RUN, False, "7 on one side of the mean"),
    ],
)
def test_the_legend_names_the_shapes_that_are_there_and_no_others(cause, is_high, name):
    assert words(special(cause, is_high))[:2] == ["The force", name]
    assert len(of_class(special(cause, is_high), "g", "app-chart__special")) == 2


def test_a_marked_figure_says_what_it_is():
    _, marked = of_class(special(SpecialCause.OUTSIDE, False), "g", "app-chart__special")
    assert marked.find(f"{SVG}title").text == "May 21: 51%, below the lower limit"


def test_every_cause_has_words_for_both_sides():
    assert set(CAUSES) == {(cause, side) for cause in SpecialCause for side in (True, False)}
    assert len(set(CAUSES.values())) == len(CAUSES)


def test_the_description_lists_special_causes_neighbours_of_one_kind_together():
    chart = replace(
        PLAIN,
        marks=tuple(mark(at, "50") for at in range(4)),
        specials=(
            Special(0, SpecialCause.RUN, True),
            Special(1, SpecialCause.RUN, True),
            Special(3, SpecialCause.OUTSIDE, False),
        ),
    )
    assert description(chart).endswith(
        "Special causes: Apr 21 to May 21: in a run of 7 or more above the mean; "
        "Jul 21: below the lower limit."
    )


def test_a_rebasing_is_dated_with_its_reason_and_leaves_the_figures_joined():
    chart = replace(PLAIN, rebasings=(Rebasing(2, "June 2021", "A second control room"),))
    (line,) = of_class(chart, "line", "app-chart__rebasing")
    assert line.get("x1") == line.get("x2")
    assert words(chart).count("Re-based, June 2021") == 1
    assert description(chart).endswith(
        "Mean and limits start anew at June 2021: A second control room"
    )
    assert len(of_class(chart, "line", "app-chart__figures")) == 2 + len(["in the legend"])


def test_a_turn_without_a_reason_is_still_told():
    chart = replace(PLAIN, rebasings=(Rebasing(2, "June 2021", ""),))
    assert description(chart).endswith("Mean and limits start anew at June 2021.")


def test_a_legend_too_long_for_one_row_takes_another_and_pushes_the_chart_down():
    short, long = limited(), replace(limited(group(0, 3, 50, 20)), paths=CHART.paths)
    long = replace(long, graded_at=2, highlighted=(1, 2))
    assert len({each.get("y") for each in drawn(long).iter(f"{SVG}text")}) > len(
        {each.get("y") for each in drawn(short).iter(f"{SVG}text")}
    )
    heights = [int(drawn(each).get("height")) for each in (short, long)]
    assert heights[1] - heights[0] == 24


def test_no_style_attribute_and_no_script_in_a_chart_with_everything():
    chart = replace(
        special(SpecialCause.OUTSIDE),
        groups=(group(0, 3, 50, 20),),
        rebasings=(Rebasing(2, "June 2021", "<b>"),),
        highlighted=(1, 2),
        graded_at=2,
    )
    tags = {each.tag.removeprefix(SVG) for each in drawn(chart).iter()}
    assert tags == {
        *("svg", "title", "desc", "line", "text", "circle", "polyline", "g", "path", "rect")
    }
    assert [each for each in drawn(chart).iter() if each.get("style")] == []
