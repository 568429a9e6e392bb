"""Lets tests that commit (``transaction=True``) be cleared away again.

Audit events, participants and approved figures cannot be deleted, by trigger: the flush after
such a test would be refused. The flush alone, and nothing else, passes the triggers by: they are
off and on again inside its own transaction.
"""

import pytest
from django.db import connections


@pytest.fixture(scope="session", autouse=True)
def flush_past_triggers():
    """Every test's flush passes the append-only triggers by, whether it asks for this or not."""
    for connection in connections.all():
        wrapped = connection.ops.sql_flush

        def sql_flush(*args, connection=connection, wrapped=wrapped, **options):
            statements = wrapped(*args, **options)
            if not statements:
                return statements
            lift, restore = TRIGGERS[connection.vendor](connection)
            return [*lift, *statements, *restore]

        connection.ops.sql_flush = sql_flush


def on_sqlite(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]


def on_postgresql(connection):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
        )
        tables = [name for (name,) in cursor.fetchall()]
    return (
        [f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables],
        [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables],
    )


TRIGGERS = {"sqlite": on_sqlite, "postgresql": on_postgresql}
