"""The engine agrees with the independent reference, and its charts with the R package's."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from performance.figures import position
from performance.grading import check

DATA = Path(__file__).parent / "data"
CASES = json.loads((DATA / "grading_vectors.json").read_text())
CHARTS = json.loads((DATA / "spc_vectors.json").read_text())


@pytest.fixture
def tell(capsys):
    def say(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return say


def told(counts) -> str:
    return ", ".join(f"{number} × {name}" for name, number in counts.items())


def test_every_case_is_the_references(tell):
    checked = check(CASES)
    tell(f"cases compared whole: {told(checked.compared)}; differing: {checked.differing}")
    assert checked.differences == ()
    assert checked.compared == {
        "grade": 300,
        "composite": 75,
        "rubric": 60,
        "benchmark_entry": 35,
    }


def test_every_point_and_icon_is_the_r_packages_but_for_the_listed_differences(tell):
    checked = check(CHARTS)
    tell(f"charts compared: {told(checked.compared)}; differing: {checked.differing}")
    tell(f"different on purpose: {told(checked.deliberate)}")
    assert checked.differences == ()
    assert checked.compared == {
        "series": 69,
        "runs": 138,
        "points": 2722,
        "icons": 408,
        "assurances": 1548,
        "points with gaps": 68,
    }
    assert checked.deliberate == {
        "a missing value is no point, and the icon is of the latest figure": 4,
        "no range or rule runs across a period without a row": 52,
        "no limits where screening leaves no range": 84,
        "a tie after a trend does not relabel it": 2,
        "no icons below 6 points": 124,
        "a constant group is not enough variation, with no assurance": 50,
    }


def test_every_point_of_the_file_is_compared():
    runs = [
        run
        for series in CHARTS["series"]
        for run in [*series["runs"], *series.get("runs_not_from_R", [])]
    ]
    listed = sum(len(run.get("points", run.get("special_cause_type", ()))) for run in runs)
    assert check(CHARTS).compared["points"] == listed


def test_periods_are_numbered_as_the_reference_numbers_them():
    for case in CASES["grade"]:
        given = case["input"]
        before = position(date(2021, 4, 1), given["frequency"]) - 1
        rows = [*given["observations"], *given["breaks"], given["period_graded"]]
        starts = [date.fromisoformat(row["start"]) for row in rows]
        assert [position(start, given["frequency"]) - before for start in starts] == [
            row["t"] for row in rows
        ]
