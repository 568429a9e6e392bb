"""The papers in a database, once for all tests of a file, and the papers' own texts."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from performance.documents.scorecard_export import rows_of
from performance.models import Framework
from performance.papers import load_papers
from performance.queries.scorecards.scorecards import scorecard

DATA = Path(__file__).parent / "data"
PLAN_PAPER, FORCE_PAPER = date(2024, 2, 27), date(2021, 7, 20)
LOADED_ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """Everything that load_papers loads; taken back after the file's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_papers(on=LOADED_ON)
        transaction.set_rollback(True)


def seed_rows(document: str) -> list[dict[str, str]]:
    """The figures of a paper as read by hand; ``document`` is the year of the paper."""
    with (DATA / "seed_figures.csv").open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["document"].startswith(document)]


def exported(code: str, as_at: date) -> list[dict[str, str]]:
    """The rows of a framework's export."""
    return list(rows_of(scorecard(Framework.objects.get(code=code), as_at=as_at)))


def paper_text(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").split("\n")


def squeezed(text: str) -> str:
    """Text without blanks, list marks and thousands separators: what two settings share."""
    without_markup = re.sub(r"</?[a-z][^>]*>|•", "", text)
    return re.sub(r"(?<=\d),(?=\d{3})|\s", "", without_markup)


def by_fields(*names: str) -> Callable[[dict], tuple]:
    return lambda row: tuple(row[name] for name in names)
