"""The papers' own cases of GRADING.md section 6, as data: with what each paper's grade was."""

import json
from collections.abc import Sequence
from datetime import date

from performance.papers.sheets import DATA, Row, sheet

FOLDER = "cases"


def section_6() -> dict:
    """The case file of the rows whose values or lines the papers do not print; its form is that
    of the engine's vectors, with ``title``, ``paper`` and ``inferred`` beside."""
    return json.loads((DATA / FOLDER / "section-6.json").read_text(encoding="utf-8"))


def printed_in_papers() -> Sequence[Row]:
    """The rows whose values a paper prints: framework, indicator, first and last day of the period,
    and ``paper``, the grade that the paper gave."""
    return sheet(FOLDER, "printed.csv")


def days_of(row: Row) -> tuple[date, date]:
    return date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"])
