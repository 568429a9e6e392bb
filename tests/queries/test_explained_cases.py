"""Cases of a case file, explained as an indicator's grade is."""

import copy
import json
from pathlib import Path

import pytest

from performance.figures import Period
from performance.grading import grade_series
from performance.grading.case_files import series
from performance.queries.explanations.explained_cases import (
    UnreadableCase,
    cases_of,
    explained_case,
)

VECTORS = Path(__file__).parents[1] / "grading" / "data" / "grading_vectors.json"
DOCUMENT = json.loads(VECTORS.read_text())


def test_every_case_of_the_reference_is_explained_with_its_grade():
    for case in cases_of(DOCUMENT):
        said, expected = explained_case(case), case["expected"]
        assert (said.grade, said.reason) == (expected["grade"], expected["reason"]), case["id"]
        assert said.is_case


def test_a_case_of_one_series_says_what_the_engine_says():
    case = DOCUMENT["grade"][0]
    said = explained_case(case)

    assert said.sentences == grade_series(series(case["input"])).sentences
    assert (said.period, said.inferred) == (Period.month(2021, 5), "")


def test_a_composite_of_bare_grades_names_its_parts_by_place():
    said = explained_case(DOCUMENT["composite"][0])

    assert [(part.name, part.grade, part.sentences) for part in said.parts] == [
        ("Part 1", "Poor", ()),
        ("Part 2", None, ("Not graded: there are too few figures this year so far.",)),
    ]
    assert said.period is None


def test_parts_of_different_periods_have_none_in_common():
    one = DOCUMENT["grade"][0]["input"]
    other = copy.deepcopy(one)
    other["period_graded"] = {"t": 1, "start": "2021-04-01"}
    rows = [{"input": each, "weight": "1", "essential": False} for each in (one, other)]

    assert explained_case({"id": "two", "input": {"parts": rows}}).period is None
    assert explained_case({"id": "two", "input": {"parts": rows[:1] * 2}}).period == (
        Period.month(2021, 5)
    )


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"id": "one"}, "The case one cannot be graded: 'input' is missing."),
        ({}, "The case without an id cannot be graded: 'input' is missing."),
        (7, "The case without an id cannot be graded: 'int' object is not subscriptable."),
        (
            {"id": "one", "input": {"parts": []}},
            "The case one cannot be graded: An indicator needs at least one part to have a grade.",
        ),
    ],
)
def test_what_cannot_be_graded_is_named(case, why):
    with pytest.raises(UnreadableCase) as refused:
        explained_case(case)

    assert str(refused.value) == why


@pytest.mark.parametrize("document", [[], {}, {"series": []}])
def test_what_is_no_case_file_is_refused(document):
    with pytest.raises(ValueError, match="It has none of the lists grade or composite"):
        list(cases_of(document))
