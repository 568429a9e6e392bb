"""check_vectors: files of cases against the engine, and what is wrong with a file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DATA = Path(__file__).parents[1] / "grading" / "data"
GRADES, CHARTS = DATA / "grading_vectors.json", DATA / "spc_vectors.json"


def check(*arguments):
    """What the command prints, and how it ends: "" where all agree."""
    said = io.StringIO()
    try:
        call_command("check_vectors", *map(str, arguments), stdout=said)
    except CommandError as refused:
        return said.getvalue().splitlines(), str(refused)
    return said.getvalue().splitlines(), ""


@pytest.fixture
def broken(tmp_path):
    """A copy in which the reference gives the first 12 cases another grade."""
    document = json.loads(GRADES.read_text())
    for case in document["grade"][:12]:
        case["expected"]["grade"] = "Splendid"
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(document))
    return file


def test_both_forms_are_compared_kind_by_kind():
    said, refused = check(GRADES, CHARTS)

    assert refused == ""
    assert said[:6] == [
        str(GRADES),
        "  grade: 300 compared",
        "  composite: 75 compared",
        "  rubric: 60 compared",
        "  benchmark entry: 35 compared",
        "  0 cases differing",
    ]
    assert said[6:10] == [
        str(CHARTS),
        "  series: 69 compared",
        "  runs: 138 compared",
        "  points: 2722 compared",
    ]
    assert "  differs on purpose, no icons below 6 points: 124" in said
    assert said[-1] == "No case differs; 5423 compared."


def test_differences_are_told_ten_at_first_and_the_command_fails(broken):
    said, refused = check(broken)
    differences = [line for line in said if line.startswith("    ")]

    assert refused == "12 cases differing; 470 compared."
    assert differences[0] == "    g0002: grade is Poor, not Splendid"
    assert len(differences) == 11
    assert differences[-1] == "    and 2 more differences: --all shows them"


def test_all_differences_are_told_when_asked_for(broken):
    said, refused = check(broken, "--all")

    assert refused == "12 cases differing; 470 compared."
    assert len([line for line in said if line.endswith("not Splendid")]) == 12


def test_one_differing_file_of_two_fails(broken):
    _, refused = check(CHARTS, broken)

    assert refused == "12 cases differing; 5423 compared."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '{"grade": [\n  {"id": }\n]}',
            "is not JSON: Expecting value at line 2, column 10. Correct it there, or give a file "
            "of cases.",
        ),
        (
            '{"grades": []}',
            "is no file of cases: This is neither a file of cases nor one of charts: it has none "
            "of the lists grade, composite, rubric, benchmark_entry or series.",
        ),
        ('{"grade": 7}', "is no file of cases: object of type 'int' has no len()"),
        ('{"grade": []}', "has no case in it: there is nothing to compare."),
        ('{"series": []}', "has no case in it: there is nothing to compare."),
    ],
)
def test_a_file_that_holds_no_cases_is_refused(tmp_path, text, why):
    file = tmp_path / "cases.json"
    file.write_text(text)

    assert check(file) == ([], f"{file} {why}")


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    nowhere, picture = tmp_path / "nowhere.json", tmp_path / "picture.json"
    picture.write_bytes(b"\x89PNG\xff")

    assert check(nowhere)[1] == (
        f"{nowhere} cannot be read: [Errno 2] No such file or directory: '{nowhere}'. "
        "Give a file of cases."
    )
    assert check(picture)[1].startswith(f"{picture} cannot be read: 'utf-8' codec")
