"""The triggers again, and what must never be false of warning answers, attachments and remarks.

A later migration that installs triggers begins with this one's ``install``.
"""

import importlib

from django.db import migrations

first = importlib.import_module("performance.migrations.0002_triggers")
third = importlib.import_module("performance.migrations.0006_seals_of_the_audit_trail")

ANSWER, ATTACHMENT = "performance_warninganswer", "performance_attachment"
REMARK = "performance_remark"
SAID = "A remark is never changed or taken back: say another."
AS_IT_CAME = "An attachment stays as it came, and is not taken away: mark it as removed."

# Whoever explains a warning, or adds or removes a file, edits the submission.
EDITS = {
    ANSWER: first.took_part("NEW.submission_id", "NEW.edited_by_id", "edited"),
    ATTACHMENT: "\n".join(
        first.took_part("NEW.submission_id", f"NEW.{person}", "edited")
        for person in ("added_by_id", "removed_by_id")
    ),
}
REMOVAL = ("removed_by_id", "removed_at")
# A removal stands too: who removed a file is never changed or forgotten.
ONCE = " AND ".join(f"(OLD.{column} IS NULL OR NEW.{column} = OLD.{column})" for column in REMOVAL)


def on_sqlite(apps):
    def refuse(name, when, table, message, condition="1"):
        return (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )

    def taken(table, *keys):
        return " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} o WHERE {key})" for key in ("o.id = NEW.id", *keys)
        )

    for table, edits in EDITS.items():
        open_only = first.not_open
        pushed_out = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND {open_only('o')})"
        yield refuse(
            f"{table}_closed_insert",
            "INSERT",
            table,
            first.CLOSED,
            f"{open_only('NEW')} OR {pushed_out}",
        )
        yield refuse(
            f"{table}_closed_update",
            "UPDATE",
            table,
            first.CLOSED,
            f"NEW.id <> OLD.id OR {open_only('NEW')} OR {open_only('OLD')}",
        )
        yield refuse(f"{table}_closed_delete", "DELETE", table, first.CLOSED, open_only("OLD"))
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {table}_takes_part_{verb.lower()} AFTER {verb} ON {table} "
                f"BEGIN {edits} END"
            )
    model = apps.get_model("performance", "Attachment")
    kept = " AND ".join(
        f"NEW.{field.column} IS OLD.{field.column}"
        for field in model._meta.local_concrete_fields
        if field.column not in REMOVAL
    )
    yield refuse(
        f"{ATTACHMENT}_kept_update",
        "UPDATE",
        ATTACHMENT,
        AS_IT_CAME,
        f"NOT ({kept} AND COALESCE({ONCE}, 0))",
    )
    yield refuse(f"{ATTACHMENT}_kept_delete", "DELETE", ATTACHMENT, AS_IT_CAME)
    yield refuse(f"{ATTACHMENT}_not_replaced", "INSERT", ATTACHMENT, AS_IT_CAME, taken(ATTACHMENT))
    for verb in ("UPDATE", "DELETE"):
        yield refuse(f"{REMARK}_no_{verb.lower()}", verb, REMARK, SAID)
    yield refuse(f"{REMARK}_not_replaced", "INSERT", REMARK, SAID, taken(REMARK))


def on_postgresql(apps):
    def function(name, body):
        return (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} END $$"
        )

    def refusal(message):
        return f"RAISE EXCEPTION USING ERRCODE = '23514', MESSAGE = '{message}';"

    def trigger(name, when, table, each="ROW"):
        return f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"

    for table, edits in EDITS.items():
        yield function(
            f"{table}_closed",
            f"""IF TG_OP <> 'DELETE' THEN
              IF {first.not_open("NEW")} THEN {refusal(first.CLOSED)} END IF;
            END IF;
            IF TG_OP <> 'INSERT' THEN
              IF {first.not_open("OLD")} THEN {refusal(first.CLOSED)} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;""",
        )
        yield trigger(f"{table}_closed", "BEFORE INSERT OR UPDATE OR DELETE", table)
        yield function(f"{table}_takes_part", f"{edits} RETURN NULL;")
        yield trigger(f"{table}_takes_part", "AFTER INSERT OR UPDATE", table)
    removal = ", ".join(f"'{column}'" for column in REMOVAL)
    yield function(
        f"{ATTACHMENT}_kept",
        f"""IF TG_OP = 'DELETE' THEN {refusal(AS_IT_CAME)} END IF;
        IF to_jsonb(NEW) - ARRAY[{removal}] <> to_jsonb(OLD) - ARRAY[{removal}]
        OR NOT COALESCE({ONCE}, false) THEN {refusal(AS_IT_CAME)} END IF;
        RETURN NEW;""",
    )
    yield trigger(f"{ATTACHMENT}_kept", "BEFORE UPDATE OR DELETE", ATTACHMENT)
    yield function(f"{REMARK}_kept", refusal(SAID))
    yield trigger(f"{REMARK}_kept", "BEFORE UPDATE OR DELETE", REMARK)
    for table, message in {ANSWER: first.CLOSED, ATTACHMENT: AS_IT_CAME, REMARK: SAID}.items():
        yield function(f"{table}_whole", refusal(message))
        yield trigger(f"{table}_whole", "BEFORE TRUNCATE", table, each="STATEMENT")


def install(apps, schema_editor):
    third.install(apps, schema_editor)
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(apps):
            cursor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("performance", "0007_working_a_submission")]
    operations = [migrations.RunPython(install, third.install)]
