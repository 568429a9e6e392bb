"""What somebody does who owns the database: plain SQL, with the triggers out of the way."""

from contextlib import contextmanager

from django.db import connection

from tests.transactions import TRIGGERS


@contextmanager
def triggers_lifted():
    """Off inside, on again after: by replaying as a replica on PostgreSQL, by dropping on SQLite.

    PostgreSQL then checks no foreign key either.
    """
    if connection.vendor == "postgresql":
        lift, restore = (
            ["SET session_replication_role = replica"],
            ["RESET session_replication_role"],
        )
    else:
        lift, restore = TRIGGERS["sqlite"](connection)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in restore:
                cursor.execute(statement)
