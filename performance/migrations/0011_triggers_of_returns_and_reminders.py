"""The triggers again, and those that keep what was said of a figure and that somebody was reminded.

A later migration that installs triggers begins with this one's ``install``.
"""

import importlib

from django.db import migrations

eighth = importlib.import_module("performance.migrations.0008_triggers_of_working_a_submission")

KEPT = {
    "performance_returnedfigure": "Why a figure was sent back is never changed or taken back.",
    "performance_reminder": "That somebody was reminded is never changed or forgotten.",
}
OF_ONE = "o.submission_id = NEW.submission_id"
# What a REPLACE on SQLite would push out besides the row of the same id, by each unique key.
KEYS = {
    "performance_returnedfigure": (),
    "performance_reminder": (
        f"{OF_ONE} AND o.kind = NEW.kind AND o.kind <> 'asked' AND o.due_on = NEW.due_on"
        " AND o.returns = NEW.returns",
        f"{OF_ONE} AND o.kind = 'asked' AND NEW.kind = 'asked' AND o.sent_on = NEW.sent_on",
    ),
}


def on_sqlite(apps):
    def refuse(name, when, table, condition="1"):
        return (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{KEPT[table]}'); END"
        )

    for table, keys in KEYS.items():
        for verb in ("UPDATE", "DELETE"):
            yield refuse(f"{table}_no_{verb.lower()}", verb, table)
        taken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} o WHERE {key})" for key in ("o.id = NEW.id", *keys)
        )
        yield refuse(f"{table}_not_replaced", "INSERT", table, taken)


def on_postgresql(apps):
    for table, message in KEPT.items():
        for name, when, each in (
            (f"{table}_kept", "BEFORE UPDATE OR DELETE", "ROW"),
            (f"{table}_whole", "BEFORE TRUNCATE", "STATEMENT"),
        ):
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION USING ERRCODE = '23514', MESSAGE = '{message}'; END $$"
            )
            yield (
                f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
            )


def install(apps, schema_editor):
    eighth.install(apps, schema_editor)
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(apps):
            cursor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("performance", "0010_first_hand_overs_from_the_trail")]
    operations = [migrations.RunPython(install, eighth.install)]
