"""The engine agrees with the independent reference, case by case."""

import sys
from datetime import date

import pytest

from performance.figures import position
from performance.grading import BenchmarkRefused, check_benchmark, combine, grade_series
from tests.grading.vectors import CASES, benchmark, day, number, parts, series


@pytest.fixture
def tell(capsys):
    def say(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return say


def graded(case: dict) -> tuple[dict, dict]:
    """What we say and what the reference says; the grade only where step 4 moved none."""
    verdict, expected = grade_series(series(case["input"])), case["expected"]
    names = ["reason", "zone"] + (["grade"] if expected.get("step") is None else [])
    ours = {name: getattr(verdict, name) for name in [*names, "dE", "dF", "dS"]}
    theirs = {name: expected.get(name) for name in names}
    return ours, theirs | {name: number(expected, name) for name in ("dE", "dF", "dS")}


def combined(case: dict) -> tuple[dict, dict]:
    composite, expected = combine(parts(case["input"]["parts"])), case["expected"]
    ours = {name: getattr(composite, name) for name in ("grade", "reason", "m")}
    ours |= {"caps": list(composite.caps), "named": list(composite.named)}
    theirs = {name: expected[name] for name in ("grade", "reason", "caps", "named")}
    return ours, theirs | {"m": number(expected, "m")}


def entered(case: dict) -> tuple[dict, dict]:
    given, expected = case["input"], case["expected"]
    ours = {"valid": True, "code": None, "line": None, "start": None}
    try:
        check_benchmark(
            benchmark(given["benchmark"], given["frequency"]),
            direction=given["direction"],
            accumulation=given["accumulation"],
            frequency=given["frequency"],
        )
    except BenchmarkRefused as refused:
        ours = {"valid": False, "code": refused.code, "line": refused.line, "start": refused.start}
    return ours, {
        "valid": expected["valid"],
        "code": expected["code"],
        "line": expected["line"],
        "start": day(expected["start"]),
    }


def differences(cases: list[dict], compare) -> dict[str, tuple[dict, dict]]:
    pairs = {case["id"]: compare(case) for case in cases}
    return {case_id: pair for case_id, pair in pairs.items() if pair[0] != pair[1]}


def test_reasons_zones_and_deviations_are_the_references(tell):
    assert differences(CASES["grade"], graded) == {}
    with_grade = [case for case in CASES["grade"] if case["expected"].get("step") is None]
    tell(
        f"grade: {len(CASES['grade'])} cases compared (reason, zone, dE, dF, dS), "
        f"{len(with_grade)} of them with the final grade"
    )
    assert (len(CASES["grade"]), len(with_grade)) == (300, 216)


def test_composites_are_the_references(tell):
    assert differences(CASES["composite"], combined) == {}
    tell(f"composite: {len(CASES['composite'])} cases compared whole")
    assert len(CASES["composite"]) == 75


def test_benchmarks_are_refused_where_the_reference_refuses_them(tell):
    assert differences(CASES["benchmark_entry"], entered) == {}
    tell(f"benchmark_entry: {len(CASES['benchmark_entry'])} cases compared whole")
    assert len(CASES["benchmark_entry"]) == 35


def test_periods_are_numbered_as_the_reference_numbers_them():
    for case in CASES["grade"]:
        given = case["input"]
        before = position(date(2021, 4, 1), given["frequency"]) - 1
        rows = [*given["observations"], *given["breaks"], given["period_graded"]]
        assert [position(day(row["start"]), given["frequency"]) - before for row in rows] == [
            row["t"] for row in rows
        ]
