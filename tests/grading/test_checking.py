"""The comparison with a reference finds what differs, and names what differs on purpose."""

import copy
from fractions import Fraction

import pytest

from performance.figures import Form, Unit
from performance.grading import case_files, check, grade_series
from tests.grading.test_vectors import CASES, CHARTS


def only(kind, number=0, **changed):
    """A document of one case, with its expectations changed."""
    case = copy.deepcopy(CASES[kind][number])
    case["expected"] |= changed
    return {kind: [case]}


def differences(document):
    return [str(difference) for difference in check(document).differences]


def test_a_case_that_agrees_is_counted_and_tells_nothing():
    checked = check(only("composite"))
    assert checked.compared == {"grade": 0, "composite": 1, "rubric": 0, "benchmark_entry": 0}
    assert (checked.differences, checked.differing, checked.deliberate) == ((), 0, {})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"grade": "Good"}, "grade is Poor, not Good"),
        ({"dE": "-0.08"}, "dE is -7/100, not -2/25"),
        ({"S": -57}, "S is -58, not -57"),
        ({"projected_zone": None}, "projected_zone is Poor, not nothing"),
        ({"marginal": False}, "marginal is True, not False"),
        ({"chart_points": 17}, "chart_points is 18, not 17"),
    ],
)
def test_what_differs_is_told(changed, said):
    assert differences(only("grade", **changed)) == [f"g0002: {said}"]


@pytest.mark.parametrize("name", ["slope", "projected", "share"])
def test_floats_agree_within_a_millionth_of_their_size(name):
    value = CASES["grade"][0]["expected"][name]
    assert differences(only("grade", **{name: value * (1 + 5e-7)})) == []
    assert len(differences(only("grade", **{name: value * (1 + 5e-6)}))) == 1
    (told,) = differences(only("grade", **{name: None}))
    assert told.startswith(f"g0002: {name} is ")
    ungraded = next(i for i, c in enumerate(CASES["grade"]) if c["expected"]["grade"] is None)
    (told,) = differences(only("grade", ungraded, **{name: 0.5}))
    assert told.endswith(f"{name} is nothing, not 0.5")


def test_several_differences_of_a_case_are_one_case_that_differs():
    checked = check(only("grade", grade="Good", step=None))
    assert (len(checked.differences), checked.differing) == (2, 1)


def test_composites_rubrics_and_benchmarks_are_compared_whole():
    refused = next(
        place
        for place, case in enumerate(CASES["benchmark_entry"])
        if not case["expected"]["valid"]
    )
    found = [
        differences(only("composite", m="2")),
        differences(only("composite", grade="Outstanding")),
        differences(only("composite", reason="no_benchmark")),
        differences(only("composite", caps=["none"])),
        differences(only("rubric", gaps=[])),
        differences(only("rubric", accepted=True)),
        differences(only("rubric", results=[{"value": "1", "label": "Poor"}])),
        differences(only("benchmark_entry", refused, valid=True)),
        differences(only("benchmark_entry", refused, start="2021-03-01")),
    ]
    assert [len(each) for each in found] == [1] * 9


def test_a_case_that_cannot_be_read_differs_and_the_others_are_still_compared():
    document = only("composite")
    document["composite"].insert(0, {"id": "c0", "input": {"parts": [{}]}, "expected": {}})
    document["composite"].insert(0, {"id": "c1", "input": {"parts": 3}, "expected": {}})
    document["composite"].insert(0, {"input": {"parts": []}, "expected": {}})
    assert differences(document) == [
        "a case without an id: the engine is KeyError: 'id', not a result",
        "c1: the engine is TypeError: 'int' object is not iterable, not a result",
        "c0: the engine is KeyError: 'grade', not a result",
    ]


def test_an_unknown_shape_of_line_is_told():
    document = only("grade")
    document["grade"][0]["input"]["benchmark"]["lines"]["expected"] = {
        "shape": "wavy",
        "strict": False,
    }
    assert differences(document) == [
        "g0002: the engine is ValueError: wavy is no shape of a line: "
        "give flat, linear, profile or seasonal., not a result"
    ]


def test_a_figure_may_be_stated_as_a_fraction():
    document = only("grade")
    for row in document["grade"][0]["input"]["observations"]:
        if row["value"] is not None:
            value = Fraction(row["value"])
            row["value"] = f"{value.numerator * 3}/{value.denominator * 3}"
    assert differences(document) == []


def test_parts_without_a_name_are_numbered_from_1():
    stated = {"grade": "Good", "reason": None, "weight": "1", "essential": False}
    named = case_files.parts([stated, stated | {"name": "Answered"}, stated])
    assert [part.name for part in named] == ["Part 1", "Answered", "Part 3"]
    assert case_files.part(stated).name == "The part"


def test_a_part_may_be_the_series_that_it_comes_from():
    case = CASES["grade"][0]
    part = case_files.part({"input": case["input"], "weight": "2", "essential": True})
    verdict = grade_series(case_files.series(case["input"]))
    assert (part.grade, part.reason, part.digest) == (verdict.grade, None, verdict.digest)
    assert (part.grade, part.weight, part.essential) == (case["expected"]["grade"], 2, True)


def test_a_series_may_name_its_unit():
    given = CASES["grade"][0]["input"]
    named = given | {"unit": {"name": "wait", "form": "suffixed", "suffix": " days"}}
    assert case_files.series(named).unit == Unit("wait", Form.SUFFIXED, " days")
    plain = given | {"unit_kind": "other"}
    assert case_files.series(plain).unit.form is Form.PLAIN


@pytest.mark.parametrize("document", [{}, [], {"cases": []}, None])
def test_another_file_is_refused(document):
    with pytest.raises(ValueError, match="neither a file of cases nor one of charts"):
        check(document)


def chart(name):
    return copy.deepcopy(next(each for each in CHARTS["series"] if each["id"] == name))


def test_a_point_an_icon_and_an_assurance_that_differ_are_told():
    series = chart("stable_13")
    run = series["runs"][0]
    run["points"][3]["lpl"] += 0.001
    run["points"][4]["special_cause_type"] = "Above UCL"
    run["point_type"]["increase"][5] = "special_cause_concern"
    run["variation_icon"]["neutral"] = "neutral_low"
    run["assurance"][0]["decrease"] = "inconsistent"
    checked = check({"series": [series]})
    assert [difference.what for difference in checked.differences] == [
        f"{run['points'][3]['period']} lpl",
        f"{run['points'][4]['period']} special_cause_type",
        f"{run['points'][5]['period']} increase",
        "neutral icon",
        f"decrease assurance of {run['assurance'][0]['target']}",
    ]
    assert {difference.case for difference in checked.differences} == {"stable_13 screened"}


def test_numbers_agree_within_a_billionth():
    series = chart("stable_13")
    series["runs"][0]["points"][3]["lpl"] *= 1 + 5e-10
    assert check({"series": [series]}).differences == ()
    series["runs"][0]["points"][3]["lpl"] *= 1 + 5e-9
    assert len(check({"series": [series]}).differences) == 1


def test_a_flat_series_with_a_jump_differs_on_purpose():
    checked = check({"series": [chart("constant_then_jump")]})
    assert (checked.differences, checked.deliberate) == (
        (),
        # 13 points, 3 icons and 2 targets for 2 directions.
        {"no limits where screening leaves no range": 20},
    )


def test_a_series_with_absent_rows_is_compared_closed_up_and_with_its_gaps():
    checked = check({"series": [chart("missing_rows_trend")]})
    assert (checked.compared["points"], checked.compared["points with gaps"]) == (28, 28)
    assert checked.deliberate == {"no range or rule runs across a period without a row": 12}


def test_a_run_at_which_r_stopped_is_left_out_and_the_stand_in_is_compared():
    checked = check({"series": [chart("missing_null_in_trend")]})
    assert (checked.compared["runs"], checked.compared["points"]) == (2, 30)
    assert checked.compared["icons"] == 0


def test_a_series_that_cannot_be_read_differs_and_the_others_are_still_compared():
    document = {"series": [{}, chart("short_02")]}
    del document["series"][1]["runs"][1]["point_type"]
    document["series"].append(chart("short_04"))
    checked = check(document)
    assert [str(difference) for difference in checked.differences] == [
        "a series without an id: the engine is KeyError: 'runs', not a result",
        "short_02 unscreened: the engine is KeyError: 'point_type', not a result",
    ]
    assert (checked.compared["series"], checked.compared["runs"]) == (3, 4)
