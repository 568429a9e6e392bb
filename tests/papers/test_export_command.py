"""export_scorecard: a scorecard as rows, on the screen or in a file."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from performance.documents.scorecard_export import COLUMNS
from performance.models import Observation
from tests.papers.loaded import PLAN_PAPER, exported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

PLAN = ("--framework", "plan-2021-25", "--as-at", "2024-02-27")


def export(*arguments) -> str:
    said = io.StringIO()
    call_command("export_scorecard", *arguments, stdout=said)
    return said.getvalue()


def test_csv_has_a_heading_and_one_line_for_each_printed_value():
    rows = list(csv.DictReader(io.StringIO(export(*PLAN, "--format", "csv"), newline="")))

    assert tuple(rows[0]) == COLUMNS
    assert rows == exported("plan-2021-25", PLAN_PAPER)


def test_json_holds_the_same_rows():
    assert json.loads(export(*PLAN, "--format", "json")) == exported("plan-2021-25", PLAN_PAPER)


def test_a_file_is_written_where_asked(tmp_path):
    file = tmp_path / "scorecard.csv"

    said = export(*PLAN, "--format", "csv", "--output", str(file))

    assert said == f"Written to {file}.\n"
    assert file.read_bytes().decode() == export(*PLAN, "--format", "csv")


def test_an_unknown_framework_is_refused_with_the_known_ones():
    with pytest.raises(CommandError) as refused:
        export("--framework", "plan", "--as-at", "2024-02-27", "--format", "csv")

    assert str(refused.value) == (
        "There is no framework 'plan'. Name one of these: force-2021, home-office-open-data, "
        "plan-2021-25."
    )


def test_what_is_no_day_is_refused():
    with pytest.raises(CommandError, match="'27/02/2024' is not a day"):
        export("--framework", "plan-2021-25", "--as-at", "27/02/2024", "--format", "csv")


def test_words_that_a_spreadsheet_would_run_are_made_harmless_in_csv_alone():
    [figure] = Observation.objects.filter(series__code="police-officer-uplift-new-officers-uplift")
    Observation.objects.filter(pk=figure.pk).update(is_current=False)
    Observation.objects.create(
        series=figure.series,
        organisation=figure.organisation,
        brought_by=figure.brought_by,
        known_on=figure.known_on,
        period_kind=figure.period_kind,
        period_start=figure.period_start,
        period_end=figure.period_end,
        value=1376,
        note="=HYPERLINK(1)",
        revision=2,
        replaces=figure,
    )

    [line] = [
        each
        for each in csv.reader(io.StringIO(export(*PLAN, "--format", "csv")))
        if each[-2] == "1,376"
    ]
    [row] = [
        each for each in json.loads(export(*PLAN, "--format", "json")) if each["printed"] == "1,376"
    ]
    assert (line[-1], row["note"]) == ("'=HYPERLINK(1)", "=HYPERLINK(1)")
