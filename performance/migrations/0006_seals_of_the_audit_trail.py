"""Seals of the audit trail; the triggers again, with those that keep a seal as it was made.

A later migration that installs triggers begins with this one's ``install``.
"""

import importlib

from django.db import migrations, models

second = importlib.import_module("performance.migrations.0004_triggers_of_benchmarks_and_turns")

SEAL = "performance_auditseal"
MADE = "A seal of the audit trail is never changed or deleted."


def on_sqlite(apps):
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {SEAL}_no_{verb.lower()} BEFORE {verb} ON {SEAL} "
            f"BEGIN SELECT RAISE(ABORT, '{MADE}'); END"
        )
    yield (
        f"CREATE TRIGGER {SEAL}_not_replaced BEFORE INSERT ON {SEAL} WHEN EXISTS "
        f"(SELECT 1 FROM {SEAL} o WHERE o.id = NEW.id OR o.number = NEW.number) "
        f"BEGIN SELECT RAISE(ABORT, '{MADE}'); END"
    )


def on_postgresql(apps):
    for name, when, each in (
        ("kept", "BEFORE UPDATE OR DELETE", "ROW"),
        ("whole", "BEFORE TRUNCATE", "STATEMENT"),
    ):
        yield (
            f"CREATE OR REPLACE FUNCTION {SEAL}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION USING ERRCODE = '23514', MESSAGE = '{MADE}'; END $$"
        )
        yield (
            f"CREATE TRIGGER {SEAL}_{name} {when} ON {SEAL} "
            f"FOR EACH {each} EXECUTE FUNCTION {SEAL}_{name}()"
        )


def install(apps, schema_editor):
    second.install(apps, schema_editor)
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(apps):
            cursor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("performance", "0005_ask_for_every_grade")]
    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                (
                    "form",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="How its events were written down to be digested"
                    ),
                ),
                (
                    "previous",
                    models.CharField(
                        blank=True,
                        help_text="Digest of the seal before; nothing for the first",
                        max_length=64,
                    ),
                ),
                (
                    "ranges",
                    models.JSONField(
                        help_text="Ids of the events it holds: lists of first and last"
                    ),
                ),
                (
                    "missing",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids that no seal held by then, though one held a later id: lists of first and last. Written at the same time and committed after it, or never.",
                    ),
                ),
                ("first_event", models.BigIntegerField(help_text="Lowest id it holds")),
                (
                    "last_event",
                    models.BigIntegerField(db_index=True, help_text="Highest id it holds"),
                ),
                ("count", models.PositiveIntegerField(help_text="How many events it holds")),
                (
                    "reached_end",
                    models.BooleanField(
                        help_text="Whether it left no event that it could have held"
                    ),
                ),
                (
                    "digests",
                    models.BinaryField(
                        help_text="SHA-256 of each event, 32 bytes each, in order of id"
                    ),
                ),
                ("sealed_at", models.DateTimeField()),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of all the rest of this seal", max_length=64
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="audit_seal_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("previous", "")),
                            models.Q(("number__gt", 1), models.Q(("previous", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="audit_seal_follows_another_or_is_the_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count__gt", 0), ("last_event__gte", models.F("first_event"))
                        ),
                        name="audit_seal_holds_an_event",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, second.install),
    ]
