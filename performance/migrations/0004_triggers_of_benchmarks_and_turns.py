"""The triggers again, and what must never be false of proposals, bands, breaks and re-basings."""

import importlib

from django.db import migrations

first = importlib.import_module("performance.migrations.0002_triggers")

BENCHMARK, BAND = "performance_benchmark", "performance_benchmarkband"
TURNS = ("performance_break", "performance_rebasing")
RECORDED = "What was recorded never changes: withdraw it, and record the right one."
COUNTS = "One that counts is not deleted: ask for it to be withdrawn, which another confirms."
PROPOSER = "Who proposed a benchmark never changes: propose a new version instead."

# What may still change on an approved benchmark, and how.
LATER = (*first.ADDED_LATER, "edits")
ADDED_ONCE = " AND ".join(
    f"(OLD.{column} IS NULL OR NEW.{column} = OLD.{column})"
    for column in ("no_season_confirmed_by_id", "no_season_confirmed_on")
)
# A second break in a year asks for a second re-approval.
ONLY_LATER = (
    "(OLD.reapproved_on IS NULL OR NEW.reapproved_on > OLD.reapproved_on "
    "OR (NEW.reapproved_on = OLD.reapproved_on AND NEW.reapproved_by_id = OLD.reapproved_by_id))"
)

CONFIRMATION = ("confirmed_by_id", "confirmed_on")
WITHDRAWAL = ("withdrawal_asked_by_id", "withdrawal_reason", "withdrawn_by_id", "withdrawn_on")


def on_sqlite(apps):
    def kept(table, *but):
        model = apps.get_model("performance", table.removeprefix("performance_"))
        return " AND ".join(
            f'NEW."{field.column}" IS OLD."{field.column}"'
            for field in model._meta.local_concrete_fields
            if field.column not in but
        )

    def refuse(name, when, table, message, condition):
        return (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )

    yield f"DROP TRIGGER {BENCHMARK}_settled_update"
    yield refuse(
        f"{BENCHMARK}_settled_update",
        "UPDATE",
        BENCHMARK,
        first.SETTLED,
        f"""NEW.id <> OLD.id OR (OLD.approved_on IS NOT NULL
        AND NOT ({kept(BENCHMARK, *LATER)} AND COALESCE({ADDED_ONCE} AND {ONLY_LATER}, 0)))
        OR EXISTS (SELECT 1 FROM {BENCHMARK} o WHERE o.id <> OLD.id AND o.approved_on IS NOT NULL
        AND o.series_id = NEW.series_id AND o.framework_id = NEW.framework_id
        AND o.year_start = NEW.year_start AND o.version = NEW.version)""",
    )
    # A proposal too is not pushed out by a REPLACE, which would put it in another's name.
    yield f"DROP TRIGGER {BENCHMARK}_settled_insert"
    yield refuse(
        f"{BENCHMARK}_settled_insert",
        "INSERT",
        BENCHMARK,
        PROPOSER,
        f"""EXISTS (SELECT 1 FROM {BENCHMARK} o WHERE o.id = NEW.id
        OR (o.series_id = NEW.series_id AND o.framework_id = NEW.framework_id
        AND o.year_start = NEW.year_start AND o.version = NEW.version))""",
    )
    yield refuse(
        f"{BENCHMARK}_proposer_kept",
        "UPDATE",
        BENCHMARK,
        PROPOSER,
        "NEW.proposed_by_id IS NOT OLD.proposed_by_id",
    )
    new, old = band_is_settled("NEW"), band_is_settled("OLD")
    pushed_out = (
        f"EXISTS (SELECT 1 FROM {BAND} o WHERE {band_is_settled('o')} AND (o.id = NEW.id "
        "OR (o.benchmark_id = NEW.benchmark_id AND (o.label = NEW.label "
        'OR o."order" = NEW."order"))))'
    )
    yield refuse(f"{BAND}_settled_insert", "INSERT", BAND, first.SETTLED, f"{new} OR {pushed_out}")
    yield refuse(
        f"{BAND}_settled_update",
        "UPDATE",
        BAND,
        first.SETTLED,
        f"NEW.id <> OLD.id OR {new} OR {old}",
    )
    yield refuse(f"{BAND}_settled_delete", "DELETE", BAND, first.SETTLED, old)
    for table in TURNS:
        once = " AND ".join(
            f"(OLD.{column} IS NULL OR NEW.{column} IS OLD.{column})"
            for column in (*CONFIRMATION, "withdrawn_by_id", "withdrawn_on")
        )
        free = (*CONFIRMATION, *WITHDRAWAL, "known_on")
        yield refuse(
            f"{table}_recorded_kept",
            "UPDATE",
            table,
            RECORDED,
            f"NOT ({kept(table, *free)} AND {once} AND {WITHDRAWAL_KEPT_SQLITE} "
            "AND (NEW.known_on IS OLD.known_on OR OLD.confirmed_on IS NULL))",
        )
        yield refuse(f"{table}_counting_kept", "DELETE", table, COUNTS, counts("OLD"))
        yield refuse(
            f"{table}_not_replaced",
            "INSERT",
            table,
            RECORDED,
            f"""EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id OR (o.series_id = NEW.series_id
            AND o."on" = NEW."on" AND o.withdrawn_on IS NULL AND NEW.withdrawn_on IS NULL))""",
        )


# Whoever asked stays named once another has withdrawn it.
WITHDRAWAL_KEPT_SQLITE = (
    "(OLD.withdrawn_on IS NULL OR (NEW.withdrawal_asked_by_id IS OLD.withdrawal_asked_by_id "
    "AND NEW.withdrawal_reason IS OLD.withdrawal_reason))"
)


def band_is_settled(row):
    return f"""EXISTS (SELECT 1 FROM {BENCHMARK} b
    WHERE b.id = {row}.benchmark_id AND b.approved_on IS NOT NULL)"""


def counts(row):
    """Confirmed, withdrawn or from a paper: it is, or was, behind grades."""
    return f"({row}.recorded_by_id IS NULL OR {row}.confirmed_on IS NOT NULL)"


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

    def array(columns):
        return f"ARRAY[{', '.join(repr(column) for column in columns)}]"

    yield function(
        f"{BENCHMARK}_settled",
        f"""IF OLD.approved_on IS NOT NULL THEN
          IF TG_OP = 'DELETE' THEN {refusal(first.SETTLED)} END IF;
          IF to_jsonb(NEW) - {array(LATER)} <> to_jsonb(OLD) - {array(LATER)}
          OR NOT COALESCE({ADDED_ONCE} AND {ONLY_LATER}, false)
          THEN {refusal(first.SETTLED)} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id
        THEN {refusal(PROPOSER)} END IF;
        RETURN NEW;""",
    )
    yield function(
        f"{BAND}_settled",
        f"""IF TG_OP <> 'DELETE' THEN
          IF {band_is_settled("NEW")} THEN {refusal(first.SETTLED)} END IF;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          IF {band_is_settled("OLD")} THEN {refusal(first.SETTLED)} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;""",
    )
    yield trigger(f"{BAND}_settled", "BEFORE INSERT OR UPDATE OR DELETE", BAND)
    for table, message in {BAND: first.SETTLED, **dict.fromkeys(TURNS, COUNTS)}.items():
        yield function(f"{table}_whole", refusal(message))
        yield trigger(f"{table}_whole", "BEFORE TRUNCATE", table, each="STATEMENT")
    for table in TURNS:
        free = (*CONFIRMATION, *WITHDRAWAL, "known_on")
        once = " AND ".join(
            f"(OLD.{column} IS NULL OR NEW.{column} IS NOT DISTINCT FROM OLD.{column})"
            for column in (*CONFIRMATION, "withdrawn_by_id", "withdrawn_on")
        )
        yield function(
            f"{table}_kept",
            f"""IF TG_OP = 'DELETE' THEN
              IF {counts("OLD")} THEN {refusal(COUNTS)} END IF;
              RETURN OLD;
            END IF;
            IF to_jsonb(NEW) - {array(free)} <> to_jsonb(OLD) - {array(free)} OR NOT ({once})
            OR (OLD.withdrawn_on IS NOT NULL AND to_jsonb(NEW) <> to_jsonb(OLD))
            OR (NEW.known_on <> OLD.known_on AND OLD.confirmed_on IS NOT NULL)
            THEN {refusal(RECORDED)} END IF;
            RETURN NEW;""",
        )
        yield trigger(f"{table}_kept", "BEFORE UPDATE OR DELETE", table)


def install(apps, schema_editor):
    first.install(apps, schema_editor)
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements(apps):
            cursor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = [("performance", "0003_benchmarks_proposed_and_turns_withdrawn")]
    operations = [migrations.RunPython(install, first.remove)]
