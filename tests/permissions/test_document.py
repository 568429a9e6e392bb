"""The document of who may do what is what the code says."""

from pathlib import Path

from django.core.management import call_command

from performance.conditions import always
from performance.documents.permission_table import said_of
from performance.permissions import GRANTS, PAGES

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/permissions.md"


def test_the_document_is_no_older_than_the_table(tmp_path):
    made = tmp_path / "permissions.md"
    call_command("permission_table", str(made))
    stale = "docs/permissions.md is older than the permission table: run make permissions."
    assert DOCUMENT.read_text() == made.read_text(), stale


def test_every_condition_says_in_a_sentence_when_it_holds():
    conditions = {condition for cells in GRANTS.values() for condition in cells.values()}
    words = {condition: said_of(condition) for condition in conditions - {always}}
    assert [each for each in words.values() if not each.endswith(".")] == []
    assert len(set(words.values())) == len(words)


def test_the_document_names_every_declared_page_once(capsys):
    call_command("permission_table")
    printed = capsys.readouterr().out
    rows = [line.split("`")[1] for line in printed.splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted([*PAGES, "admin:…"])
