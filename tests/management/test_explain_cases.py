"""explain --cases: each case of a file, marked as not from approved figures."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def explain(*arguments) -> str:
    said = io.StringIO()
    call_command("explain", *arguments, stdout=said)
    return said.getvalue()


def refusal(*arguments) -> str:
    with pytest.raises(CommandError) as refused:
        explain(*arguments)
    return str(refused.value)


@pytest.fixture
def cases(tmp_path):
    """A composite of a bare grade and of a series' input."""
    series = {
        "direction": "lower",
        "accumulation": "level",
        "frequency": "annual",
        "rolling": False,
        "unit_kind": "other",
        "unit": {"name": "days", "form": "suffixed", "suffix": " days"},
        "period_graded": {"t": 1, "start": "2020-04-01"},
        "max_lag": 1,
        "min_points": 1,
        "observations": [{"t": 1, "start": "2020-04-01", "value": "303"}],
        "breaks": [],
        "rebases": [],
        "benchmark": None,
    }
    parts = [
        {"name": "Days", "input": series, "weight": "1", "essential": False},
        {"grade": "Poor", "reason": None, "weight": "2.0", "essential": True},
    ]
    document = {
        "grade": [{"id": "days", "input": series}],
        "composite": [{"id": "two", "title": "Two", "inferred": "All.", "input": {"parts": parts}}],
    }
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(document))
    return file


def test_each_case_of_a_file_is_explained_and_marked(cases):
    alone, several = explain("--cases", str(cases)).split(f"\n{'=' * 88}\n\n")

    assert alone.splitlines()[:8] == [
        "days",
        "Case (days)",
        "",
        "! Inferred case: not from approved figures.",
        "",
        "Not graded in 2020/21",
        "  Not graded: no benchmark has been approved for 2020/21.",
        "",
    ]
    assert several.splitlines()[:14] == [
        "Two",
        "Case (two)",
        "",
        "! Inferred case: not from approved figures. All.",
        "",
        "Poor",
        "  2 parts: 1 Poor, 1 not graded. Mean score 1 of 4.",
        "",
        "Parts",
        "  Part       Grade       Score  Weight  Essential",
        "  ---------  ----------  -----  ------  ---------",
        "  1. Days    Not graded         1",
        "  2. Part 2  Poor        1      2       essential",
        "  Mean score m  1 of 4",
    ]


def test_the_named_cases_alone_are_explained(cases):
    assert explain("--cases", str(cases), "two").splitlines()[0] == "Two"


def test_a_case_that_is_not_there_is_refused(cases):
    assert refusal("--cases", str(cases), "three") == (
        f"{cases} has no case three. It has: days, two."
    )


def test_a_case_brings_its_own_period(cases):
    assert refusal("--cases", str(cases), "--period", "June 2021") == (
        "A case brings its own period and figures: leave out --period, --framework and --what-if, "
        "or leave out --cases."
    )


def test_what_is_no_case_file_is_refused(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text("{}")

    assert refusal("--cases", str(file)) == (
        f"{file} cannot be read as a case file: It has none of the lists grade or composite."
    )
    file.write_text("[")
    assert refusal("--cases", str(file)).startswith(f"{file} cannot be read as a case file: Expect")


def test_a_case_with_something_missing_is_named(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text('{"grade": [{"id": "one", "input": {"accumulation": "level"}}]}')

    assert refusal("--cases", str(file)) == (
        "The case one cannot be graded: 'direction' is missing."
    )
