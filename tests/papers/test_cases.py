"""Every row of GRADING.md section 6 comes out as printed there by ``manage.py explain``.

From the loaded papers where they print the values; from the case file, marked as inferred, where
they do not. Core skills is such a one: the papers give 5 of its 7 parts as numbers, and with them
alone m is 2.
"""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from performance import grading
from performance import papers as papers_room
from performance.documents.explanation_text import INFERRED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

GRADED = re.compile(r"(Outstanding|Good|Needs Improvement|Poor|Not graded) in [\w/ ]+")
CASES = Path(papers_room.__file__).parent / "data" / "cases" / "section-6.json"
MADE_UP = (
    "! Benchmark assumed. Assumed: the paper of 20 July 2021 prints no benchmark. These lines were "
    "made up afterwards for this past year, so that its figures can be graded."
)


def cases() -> list[dict]:
    document = json.loads(CASES.read_text(encoding="utf-8"))
    return [case for kind in ("grade", "composite") for case in document[kind]]


NOTES = {case["id"]: case["inferred"] for case in cases()}


def explain(*arguments) -> list[str]:
    said = io.StringIO()
    call_command("explain", *arguments, stdout=said)
    return unwrapped(said.getvalue())


def unwrapped(text: str) -> list[str]:
    """The lines, those of a mark in one."""
    found = [""]
    for line in text.splitlines():
        if found[-1].startswith("! ") and line.startswith("  "):
            found[-1] += line[1:]
        else:
            found.append(line)
    return found


def from_papers(indicator: str, period: str) -> list[str]:
    return explain(indicator, "--period", period, "--framework", "force-2021")


def inferred(case: str) -> list[str]:
    return explain("--cases", str(CASES), case)


def grade_in(said: list[str]) -> str:
    """The one line that says the grade and when."""
    [line] = [each for each in said if GRADED.fullmatch(each)]
    return line


def mean_in(said: list[str]) -> str:
    [line] = [each.strip() for each in said if each.startswith("  Mean score m")]
    return line


def mark_in(said: list[str]) -> str:
    [line] = [each for each in said if each.startswith(f"! {INFERRED}")]
    return line


def test_calls_to_101_are_poor_in_june_2021():
    said = from_papers("non-emergency-demand", "June 2021")

    assert grade_in(said) == "Poor in June 2021"
    assert MADE_UP in said
    assert said[said.index("Figures and lines") + 1 :][:5] == [
        "  Period     Figure  Expected  Floor  Stretch  From expected     Used for",
        "  ---------  ------  --------  -----  -------  ----------------  ---------------",
        "  May 2021   56%     90%       66%    95%      34 points behind  position, trend",
        "  June 2021  40%     90%       66%    95%      50 points behind  position, trend",
        "  Source  Strategic Policing and Crime Board: Crime and Performance, 20 July 2021",
    ]


def test_misconduct_investigations_need_improvement_in_2020_21():
    said = from_papers("professional-standards-investigations", "2020/21")

    assert grade_in(said) == "Needs Improvement in 2020/21"
    assert MADE_UP in said


def test_repeat_missing_children_need_improvement_in_the_loaded_paper_and_in_the_case():
    loaded, case = from_papers("repeat-missing-children", "May 2021"), inferred("repeat-missing")

    assert grade_in(loaded) == grade_in(case) == "Needs Improvement in May 2021"
    assert mark_in(case) == (
        "! Inferred case: not from approved figures. Both figures and the line “<50% good” are "
        "printed. The floor of 60% is assumed. The day of approval is assumed too: the paper "
        "prints no benchmark."
    )


def test_under_represented_colleagues_need_improvement_with_a_mean_of_2_33():
    said = from_papers("under-represented-colleagues", "May 2021")

    assert grade_in(said) == "Needs Improvement in May 2021"
    assert mean_in(said) == "Mean score m  2.33 of 4"
    assert "  9 parts: 4 Good, 4 Needs Improvement, 1 Poor. Mean score 2.33 of 4." in said


def test_core_skills_need_improvement_with_a_mean_of_2_14_in_the_case():
    said = inferred("core-skills")

    assert grade_in(said) == "Needs Improvement in May 2021"
    assert mean_in(said) == "Mean score m  2.14 of 4"
    assert mark_in(said).startswith(
        "! Inferred case: not from approved figures. Public order level 3 is printed in words, "
        "“sufficient volumes”, and taken as 100%."
    )


def test_core_skills_of_the_papers_own_numbers_have_two_parts_without_a_grade():
    said = from_papers("core-skills", "May 2021")

    assert grade_in(said) == "Needs Improvement in May 2021"
    assert mean_in(said) == "Mean score m  2 of 4"


@pytest.mark.parametrize(
    ("case", "grade"),
    [
        ("cadet-units", "Poor in May 2021"),
        ("wmnow-subscribers", "Needs Improvement in May 2021"),
        ("wmnow-subscribers-at-1000", "Good in May 2021"),
        ("awaiting-data", "Not graded in May 2021"),
    ],
)
def test_what_the_papers_do_not_print_comes_from_a_case_that_says_so(case, grade):
    said = inferred(case)

    assert grade_in(said) == grade
    assert mark_in(said) == f"! {INFERRED} {NOTES[case]}"


def test_what_awaits_data_says_so():
    assert "  Not graded: awaiting data from the force." in inferred("awaiting-data")


def test_the_plans_own_row_that_awaits_data_is_reported_in_words():
    with pytest.raises(CommandError) as refused:
        explain("time-in-local-areas", "--period", "January 2024")

    assert str(refused.value).endswith(
        " has no figures that are graded: it is reported in words, “Awaiting data from WMP”."
    )


def test_what_is_only_monitored_is_not_graded():
    said = from_papers("total-recorded-crime", "2020/21")

    assert grade_in(said) == "Not graded in 2020/21"
    assert "  Not graded: this is monitored only: no wanted direction is set." in said


def test_the_case_file_holds_what_the_engine_says():
    checked = grading.check(json.loads(CASES.read_text(encoding="utf-8")))

    assert checked.differences == ()
    assert checked.compared == {"grade": 5, "composite": 1, "rubric": 0, "benchmark_entry": 0}


def test_the_case_file_gives_the_reasons_of_section_6():
    document = json.loads(CASES.read_text(encoding="utf-8"))
    cases = [case for kind in ("grade", "composite") for case in document[kind]]

    assert {
        case["id"]: case["expected"]["grade"] or case["expected"]["reason"] for case in cases
    } == {
        "cadet-units": "Poor",
        "wmnow-subscribers": "Needs Improvement",
        "wmnow-subscribers-at-1000": "Good",
        "repeat-missing": "Needs Improvement",
        "awaiting-data": "no_data_this_year",
        "core-skills": "Needs Improvement",
    }
    assert all(NOTES.values())
