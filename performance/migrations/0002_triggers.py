"""What must never be false, kept by the database itself: by any door, raw SQL included.

SQLite rebuilds a table to alter it and drops its triggers: a later migration that alters one of
these tables ends by running ``install`` again (tests/models/test_triggers.py notices if not).
"""

from django.db import migrations

APPEND_ONLY = {
    "performance_auditevent": "An audit event is never changed or deleted.",
    "performance_participant": "Who took part in a submission is never changed or forgotten.",
}
SUPERSEDED_ONLY = {
    "performance_observation": "An approved figure is never overwritten: correct it instead.",
    "performance_statement": "An approved statement is never overwritten: correct it instead.",
    "performance_grade": "A grade is never edited: a new revision replaces it.",
}
# SQLite's REPLACE deletes the rows in its way, by default without a word to any trigger. What a
# new row of these tables would push out, by each of their keys, is looked for before it comes in.
PERIOD = "o.period_start IS NEW.period_start AND o.period_end IS NEW.period_end"
FIGURE = f"o.series_id = NEW.series_id AND o.organisation_id = NEW.organisation_id AND {PERIOD}"
WORDS = f"o.indicator_id = NEW.indicator_id AND o.topic = NEW.topic AND {PERIOD}"
GRADED = f"o.placement_id = NEW.placement_id AND {PERIOD}"
CURRENT, REVISION = "o.is_current AND NEW.is_current", "o.revision = NEW.revision"
KEYS = {
    "performance_auditevent": (),
    "performance_participant": (
        "o.submission_id = NEW.submission_id AND o.person_id = NEW.person_id AND o.part = NEW.part",
    ),
    "performance_observation": (
        "o.replaces_id = NEW.replaces_id",
        f"{FIGURE} AND {CURRENT}",
        f"{FIGURE} AND {REVISION}",
    ),
    "performance_statement": (
        "o.replaces_id = NEW.replaces_id",
        f"{WORDS} AND {CURRENT}",
        f"{WORDS} AND {REVISION}",
    ),
    "performance_grade": (f"{GRADED} AND {CURRENT}", f"{GRADED} AND {REVISION}"),
}
CONTENT = ("performance_entry", "performance_commentary")
SETTLED = "An approved benchmark is never edited: approve a new version instead."
# What may still be added to an approved benchmark, once.
ADDED_LATER = (
    "reapproved_by_id",
    "reapproved_on",
    "no_season_confirmed_by_id",
    "no_season_confirmed_on",
)
CLOSED = "What a submission holds changes only while it is a draft or returned."
CHECKED_OWN = "Nobody checks a submission that they edited or submitted."
APPROVED_OWN = "Nobody approves a submission that they edited, submitted or checked."
DECIDED = "Somebody who checked or approved a submission cannot edit or submit it."

EDITED_BEFORE = """EXISTS (SELECT 1 FROM performance_participant p
    WHERE p.submission_id = NEW.id AND p.person_id = NEW.checked_by_id
    AND p.part IN ('edited', 'submitted'))"""
TOOK_PART = """EXISTS (SELECT 1 FROM performance_participant p
    WHERE p.submission_id = NEW.id AND p.person_id = NEW.approved_by_id)"""
DECIDER = """NEW.part IN ('edited', 'submitted') AND EXISTS (SELECT 1 FROM performance_submission s
    WHERE s.id = NEW.submission_id
    AND (s.checked_by_id = NEW.person_id OR s.approved_by_id = NEW.person_id))"""


def took_part(submission, person, part):
    return f"""INSERT INTO performance_participant (submission_id, person_id, part)
    SELECT {submission}, {person}, '{part}' WHERE {person} IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM performance_participant p WHERE p.submission_id = {submission}
        AND p.person_id = {person} AND p.part = '{part}');"""


def not_open(row):
    return f"""EXISTS (SELECT 1 FROM performance_submission s WHERE s.id = {row}.submission_id
    AND s.state NOT IN ('draft', 'returned'))"""


def settled(row, table):
    """The benchmark that ``row`` of ``table`` (a line or its point) belongs to is approved."""
    if table == "performance_benchmarkline":
        return f"""EXISTS (SELECT 1 FROM performance_benchmark b
    WHERE b.id = {row}.benchmark_id AND b.approved_on IS NOT NULL)"""
    return f"""EXISTS (SELECT 1 FROM performance_benchmark b
    JOIN performance_benchmarkline l ON l.benchmark_id = b.id
    WHERE l.id = {row}.line_id AND b.approved_on IS NOT NULL)"""


LINES = ("performance_benchmarkline", "performance_linepoint")
ADDED_ONCE = " AND ".join(
    f"(OLD.{column} IS NULL OR NEW.{column} = OLD.{column})" for column in ADDED_LATER
)

PARTS_OF_A_SUBMISSION = "\n".join(
    [
        took_part("NEW.id", "NEW.opened_by_id", "edited"),
        took_part("NEW.id", "NEW.submitted_by_id", "submitted"),
        took_part("NEW.id", "NEW.checked_by_id", "checked"),
    ]
)
PARTS_OF_AN_EDIT = took_part("NEW.submission_id", "NEW.edited_by_id", "edited")


def on_sqlite(apps):
    def refuse(name, when, table, message, condition="1"):
        return (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )

    def kept(table, *but):
        model = apps.get_model("performance", table.removeprefix("performance_"))
        return " AND ".join(
            f"NEW.{field.column} IS OLD.{field.column}"
            for field in model._meta.local_concrete_fields
            if field.column not in but
        )

    def taken(table, *keys):
        return " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} o WHERE {key})" for key in ("o.id = NEW.id", *keys)
        )

    for table, message in APPEND_ONLY.items():
        for verb in ("UPDATE", "DELETE"):
            yield refuse(f"{table}_no_{verb.lower()}", verb, table, message)
    for table, message in (APPEND_ONLY | SUPERSEDED_ONLY).items():
        yield refuse(f"{table}_not_replaced", "INSERT", table, message, taken(table, *KEYS[table]))
    for table, message in SUPERSEDED_ONLY.items():
        yield refuse(f"{table}_no_delete", "DELETE", table, message)
        yield refuse(
            f"{table}_only_superseded",
            "UPDATE",
            table,
            message,
            f"NOT ({kept(table, 'is_current')} AND NEW.is_current <= OLD.is_current)",
        )
    for table in CONTENT:
        # By its id an entry of another submission, a closed one, could be pushed out.
        pushed_out = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND {not_open('o')})"
        yield refuse(
            f"{table}_closed_insert", "INSERT", table, CLOSED, f"{not_open('NEW')} OR {pushed_out}"
        )
        yield refuse(
            f"{table}_closed_update",
            "UPDATE",
            table,
            CLOSED,
            f"NEW.id <> OLD.id OR {not_open('NEW')} OR {not_open('OLD')}",
        )
        yield refuse(f"{table}_closed_delete", "DELETE", table, CLOSED, not_open("OLD"))
        for verb in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {table}_takes_part_{verb.lower()} AFTER {verb} ON {table} "
                f"BEGIN {PARTS_OF_AN_EDIT} END"
            )
    for verb in ("INSERT", "UPDATE"):
        table = "performance_submission"
        low = verb.lower()
        yield refuse(f"{table}_own_check_{low}", verb, table, CHECKED_OWN, EDITED_BEFORE)
        yield refuse(f"{table}_own_approval_{low}", verb, table, APPROVED_OWN, TOOK_PART)
        yield (
            f"CREATE TRIGGER {table}_takes_part_{low} AFTER {verb} ON {table} "
            f"BEGIN {PARTS_OF_A_SUBMISSION} END"
        )
    yield refuse(
        "performance_participant_decider", "INSERT", "performance_participant", DECIDED, DECIDER
    )
    table = "performance_benchmark"
    yield refuse(
        f"{table}_settled_insert",
        "INSERT",
        table,
        SETTLED,
        f"""EXISTS (SELECT 1 FROM {table} o WHERE o.approved_on IS NOT NULL AND (o.id = NEW.id
        OR (o.series_id = NEW.series_id AND o.framework_id = NEW.framework_id
        AND o.year_start = NEW.year_start AND o.version = NEW.version)))""",
    )
    yield refuse(
        f"{table}_settled_update",
        "UPDATE",
        table,
        SETTLED,
        f"""NEW.id <> OLD.id OR (OLD.approved_on IS NOT NULL
        AND NOT ({kept(table, *ADDED_LATER)} AND COALESCE({ADDED_ONCE}, 0)))
        OR EXISTS (SELECT 1 FROM {table} o WHERE o.id <> OLD.id AND o.approved_on IS NOT NULL
        AND o.series_id = NEW.series_id AND o.framework_id = NEW.framework_id
        AND o.year_start = NEW.year_start AND o.version = NEW.version)""",
    )
    yield refuse(f"{table}_settled_delete", "DELETE", table, SETTLED, "OLD.approved_on IS NOT NULL")
    for table in LINES:
        pushed_out = (
            f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND {settled('o', table)})"
        )
        new, old = settled("NEW", table), settled("OLD", table)
        yield refuse(f"{table}_settled_insert", "INSERT", table, SETTLED, f"{new} OR {pushed_out}")
        yield refuse(
            f"{table}_settled_update",
            "UPDATE",
            table,
            SETTLED,
            f"NEW.id <> OLD.id OR {new} OR {old}",
        )
        yield refuse(f"{table}_settled_delete", "DELETE", table, SETTLED, old)


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

    for table, message in APPEND_ONLY.items():
        yield function(f"{table}_kept", refusal(message))
        yield trigger(f"{table}_kept", "BEFORE UPDATE OR DELETE", table)
    whole = APPEND_ONLY | SUPERSEDED_ONLY | dict.fromkeys(CONTENT, CLOSED)
    whole |= dict.fromkeys(("performance_benchmark", *LINES), SETTLED)
    for table, message in whole.items():
        yield function(f"{table}_whole", refusal(message))
        yield trigger(f"{table}_whole", "BEFORE TRUNCATE", table, each="STATEMENT")
    for table, message in SUPERSEDED_ONLY.items():
        yield function(
            f"{table}_kept",
            f"""IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'is_current' <> to_jsonb(OLD) - 'is_current'
            OR (NEW.is_current AND NOT OLD.is_current) THEN {refusal(message)} END IF;
            RETURN NEW;""",
        )
        yield trigger(f"{table}_kept", "BEFORE UPDATE OR DELETE", table)
    for table in CONTENT:
        yield function(
            f"{table}_closed",
            f"""IF TG_OP <> 'DELETE' THEN
              IF {not_open("NEW")} THEN {refusal(CLOSED)} END IF;
            END IF;
            IF TG_OP <> 'INSERT' THEN
              IF {not_open("OLD")} THEN {refusal(CLOSED)} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;""",
        )
        yield trigger(f"{table}_closed", "BEFORE INSERT OR UPDATE OR DELETE", table)
        yield function(f"{table}_takes_part", f"{PARTS_OF_AN_EDIT} RETURN NULL;")
        yield trigger(f"{table}_takes_part", "AFTER INSERT OR UPDATE", table)
    table = "performance_submission"
    yield function(
        f"{table}_four_eyes",
        f"""IF {EDITED_BEFORE} THEN {refusal(CHECKED_OWN)} END IF;
        IF {TOOK_PART} THEN {refusal(APPROVED_OWN)} END IF;
        RETURN NEW;""",
    )
    yield trigger(f"{table}_four_eyes", "BEFORE INSERT OR UPDATE", table)
    yield function(f"{table}_takes_part", f"{PARTS_OF_A_SUBMISSION} RETURN NULL;")
    yield trigger(f"{table}_takes_part", "AFTER INSERT OR UPDATE", table)
    yield function(
        "performance_participant_decider",
        f"IF {DECIDER} THEN {refusal(DECIDED)} END IF; RETURN NEW;",
    )
    yield trigger("performance_participant_decider", "BEFORE INSERT", "performance_participant")
    table = "performance_benchmark"
    later = ", ".join(f"'{column}'" for column in ADDED_LATER)
    yield function(
        f"{table}_settled",
        f"""IF OLD.approved_on IS NOT NULL THEN
          IF TG_OP = 'DELETE' THEN {refusal(SETTLED)} END IF;
          IF to_jsonb(NEW) - ARRAY[{later}] <> to_jsonb(OLD) - ARRAY[{later}]
          OR NOT COALESCE({ADDED_ONCE}, false) THEN {refusal(SETTLED)} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;""",
    )
    yield trigger(f"{table}_settled", "BEFORE UPDATE OR DELETE", table)
    for table in LINES:
        yield function(
            f"{table}_settled",
            f"""IF TG_OP <> 'DELETE' THEN
              IF {settled("NEW", table)} THEN {refusal(SETTLED)} END IF;
            END IF;
            IF TG_OP <> 'INSERT' THEN
              IF {settled("OLD", table)} THEN {refusal(SETTLED)} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;""",
        )
        yield trigger(f"{table}_settled", "BEFORE INSERT OR UPDATE OR DELETE", table)


def remove(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        if vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                "AND name LIKE 'performance\\_%' ESCAPE '\\'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            return
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema() AND p.prorettype = 'trigger'::regtype "
            "AND p.proname LIKE 'performance\\_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {name}() CASCADE")


def install(apps, schema_editor):
    remove(apps, schema_editor)
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(apps):
            # No parameters: a percent sign or a quoted message is sent as it stands.
            cursor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
