"""Data files that are wrong, or newer than what was loaded."""

import csv
import shutil
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps

from performance.models import Benchmark, Import, Observation, Placement, RegradeRequest
from performance.papers import load_papers, sheets
from performance.papers.figures import Contradiction
from tests.papers.loaded import LOADED_ON

pytestmark = pytest.mark.django_db

CALLS = "calls-101-within-3-minutes"
# The series stands in both frameworks, by their papers' figures.
CALLS_GRADED = [
    ("force-2021", 7, "2021-05-01"),
    ("plan-2021-25", 52, "2021-05-01"),
    ("force-2021", 7, "2021-06-01"),
    ("plan-2021-25", 52, "2021-06-01"),
    ("plan-2021-25", 52, "2024-01-01"),
]
UPLIFT = "police-officer-uplift-new-officers-uplift"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A copy of the data files that a test may change; loading reads the copy."""
    copied = shutil.copytree(sheets.DATA, tmp_path / "data")
    monkeypatch.setattr(sheets, "DATA", copied)
    return copied


def rewrite(file, change) -> None:
    """Let ``change`` alter the rows of a file, in place."""
    with file.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    change(rows)
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def counts() -> dict[str, int]:
    models = apps.get_app_config("performance").get_models()
    return {model.__name__: model.objects.count() for model in models}


def test_a_figure_with_two_values_is_refused_and_nothing_is_loaded(files):
    def contradict(rows):
        twin = next(
            row for row in rows if row["placement"] == "60" and row["period_start"] == "2022-04-01"
        )
        twin["value"] = "41"

    rewrite(files / "plan-2021-25" / "figures.csv", contradict)

    with pytest.raises(Contradiction) as refused:
        load_papers(on=LOADED_ON)
    assert str(refused.value) == (
        "OoCD share of drug possession offences, West Midlands Police, 2022/23 is 40 and 41: "
        "correct figures.csv of paper-2024-02-27."
    )
    assert set(counts().values()) == {0}


def test_a_benchmark_that_breaks_the_rules_is_refused_and_nothing_is_loaded(files):
    def floor_above_expected(rows):
        rows[0]["floor"] = "95"

    rewrite(files / "force-2021" / "benchmarks.csv", floor_above_expected)

    with pytest.raises(ValueError, match="floor"):
        load_papers(on=LOADED_ON)
    assert set(counts().values()) == {0}


def test_a_newer_file_adds_what_is_missing_and_overwrites_nothing(files):
    load_papers(on=LOADED_ON)
    before = counts()
    Placement.objects.filter(framework__code="plan-2021-25", number=1).update(wording="Ours")

    def next_release(rows):
        [uplift] = [row for row in rows if row["series"] == UPLIFT and row["kind"] == "figure"]
        uplift["value"] = "9999"
        rows.append(uplift | {"period_start": "2023-04-30", "period_end": "2023-04-30"})

    rewrite(files / "plan-2021-25" / "figures.csv", next_release)
    loaded = load_papers(on=LOADED_ON)

    assert loaded.new_sources == (
        "Strategic Policing and Crime Board: Police and Crime Plan Scorecard",
    )
    assert Placement.objects.get(framework__code="plan-2021-25", number=1).wording == "Ours"
    uplift = Observation.objects.filter(series__code=UPLIFT)
    assert sorted(uplift.values_list("period_end", "value")) == [
        (date(2023, 3, 31), Decimal(1376)),
        (date(2023, 4, 30), Decimal(9999)),
    ]
    changed = {name for name, count in counts().items() if count != before[name]}
    assert changed == {"Observation", "RegradeRequest", "AuditEvent"}


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("force-2021", "benchmarks.csv"),
        ("force-2021", "breaks.csv"),
        ("plan-2021-25", "parts.csv"),
    ],
)
def test_any_changed_file_of_a_source_has_it_read_again(files, folder, file):
    load_papers(on=LOADED_ON)
    sheet = files / folder / file
    sheet.write_bytes(sheet.read_bytes() + b"\n")

    [title] = load_papers(on=LOADED_ON).new_sources

    assert Import.objects.get(title=title).code.startswith("paper-")


def test_a_changed_statistic_has_its_own_source_read_again_and_no_other(files):
    load_papers(on=LOADED_ON)
    sheet = files / "home-office-open-data" / "taser.csv"
    sheet.write_bytes(sheet.read_bytes() + b"\n")

    assert load_papers(on=LOADED_ON).new_sources == (
        "Home Office: police use of force, Taser, to March 2020",
    )


def test_a_new_break_and_a_new_benchmark_ask_for_their_grades(files):
    load_papers(on=LOADED_ON)
    RegradeRequest.objects.all().delete()

    def another_break(rows):
        rows.append(rows[0] | {"series": CALLS, "on": "2021-06-01", "reason": "New telephones"})

    rewrite(files / "force-2021" / "breaks.csv", another_break)
    load_papers(on=LOADED_ON)
    assert waiting() == CALLS_GRADED
    RegradeRequest.objects.all().delete()

    def next_year(rows):
        calls = next(row for row in rows if row["series"] == CALLS)
        rows.append(calls | {"year_start": "2020-04-01"})

    rewrite(files / "force-2021" / "benchmarks.csv", next_year)
    load_papers(on=LOADED_ON)
    assert waiting() == CALLS_GRADED


def waiting() -> list[tuple]:
    return [
        (each.placement.framework.code, each.placement.number, each.period_start.isoformat())
        for each in RegradeRequest.objects.order_by("period_start", "placement__number")
    ]


def test_a_benchmark_that_people_replaced_is_not_entered_again(files):
    load_papers(on=LOADED_ON)
    sheet = files / "force-2021" / "figures.csv"
    sheet.write_bytes(sheet.read_bytes() + b"\n")
    before = set(Benchmark.objects.values_list("pk", "version"))

    load_papers(on=LOADED_ON)

    assert set(Benchmark.objects.values_list("pk", "version")) == before
