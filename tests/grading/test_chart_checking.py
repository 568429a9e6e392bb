"""What the comparison with the R package excuses, and that it excuses nothing else."""

import pytest

from performance.grading import check
from tests.grading.test_checking import chart

NO_LIMITS = "no limits where screening leaves no range"


def found(series):
    checked = check({"series": [series]})
    return [each.what for each in checked.differences], checked.deliberate


@pytest.mark.parametrize("label", ["2 in 3 Below CL", "Common Cause"])
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("trend_gentle_end_down", 14),
        ("trend_gentle_end_down", 18),
        ("trend_crosses_mean", 8),
        ("trend_vs_run", 17),
    ],
)
def test_another_label_within_or_at_the_end_of_a_trend_is_told(name, place, label):
    series = chart(name)
    point = series["runs"][0]["points"][place]
    assert point["special_cause_type"].startswith("7 Point Trend")
    point["special_cause_type"] = label
    assert found(series)[0] == [f"{point['period']} special_cause_type"]


@pytest.mark.parametrize("label", ["2 in 3 Below CL", "Above UCL", "7 Point Trend (Decreasing)"])
def test_another_label_at_the_end_of_a_trend_with_a_tie_after_it_is_excused(label):
    series = chart("trend_then_tie_then_trend")
    _, usual = found(series)
    series["runs"][0]["points"][6]["special_cause_type"] = label
    assert found(series) == ([], usual)


def test_a_point_too_few_is_told():
    series = chart("stable_13")
    del series["runs"][0]["points"][-1]
    checked = check({"series": [series]})
    assert [str(each).partition(" argument")[0] for each in checked.differences] == [
        "stable_13 screened: the engine is ValueError: zip()"
    ]


def test_a_number_that_only_one_of_them_has_is_told():
    series = chart("stable_13")
    point = series["runs"][0]["points"][3]
    point["lpl"] = None
    assert found(series)[0] == [f"{point['period']} lpl"]


def test_a_rebasing_between_two_rows_begins_with_the_next():
    series = chart("shift_rebased")
    assert series["rebase"] == ["2022-06-01"]
    series["rebase"] = ["2022-05-02"]
    assert found(series) == ([], {})


def test_having_no_limits_is_excused_only_where_theirs_have_no_width():
    series = chart("constant_then_jump")
    run = series["runs"][0]
    run["points"][3]["upl"] += 1
    names = ("lpl", "upl", "outside_limits", "close_to_limits", "special_cause_type")
    of_the_point = [f"{run['points'][3]['period']} {name}" for name in names]
    assert found(series) == (of_the_point, {NO_LIMITS: 19})
    run["groups"][-1]["upl"] += 1
    told, deliberate = found(series)
    icons = [f"{direction} icon" for direction in ("increase", "decrease", "neutral")]
    assert told[:8] == of_the_point + icons
    assert (len(told), deliberate) == (12, {NO_LIMITS: 12})


def test_icons_are_excused_by_the_latest_group_and_by_no_earlier_one():
    series = chart("constant_then_jump")
    for run in series["runs"]:
        run["groups"].insert(0, {"lpl": 1, "upl": 2})
    assert found(series) == ([], {NO_LIMITS: 20})


def test_an_icon_of_the_latest_figure_is_excused_where_the_last_row_is_empty():
    series = chart("missing_null_last")
    _, usual = found(series)
    series["runs"][0]["variation_icon"]["neutral"] = "neutral_low"
    differences, deliberate = found(series)
    assert differences == []
    assert sum(deliberate.values()) == sum(usual.values()) + 1
