"""The triggers that the migrations write down, by their names."""

import importlib
import re

from django.apps import apps

MIGRATIONS = [
    importlib.import_module(f"performance.migrations.{name}")
    for name in (
        "0002_triggers",
        "0004_triggers_of_benchmarks_and_turns",
        "0006_seals_of_the_audit_trail",
        "0008_triggers_of_working_a_submission",
        "0011_triggers_of_returns_and_reminders",
    )
]


def written(vendor: str) -> set[str]:
    """Those for a database of that ``vendor``: "sqlite" or "postgresql"."""
    statements = {"sqlite": "on_sqlite", "postgresql": "on_postgresql"}[vendor]
    text = "\n".join(each for one in MIGRATIONS for each in getattr(one, statements)(apps))
    return set(re.findall(r"CREATE TRIGGER (\w+)", text))
