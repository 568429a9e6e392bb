"""Writes past the models: plain SQL, as somebody with a database shell would."""

import uuid

from django.db import connection, models

AS_IT_IS = object()
REPLACE = {"sqlite": "REPLACE", "postgresql": "INSERT"}


def insert_copy(row: models.Model, **changes) -> None:
    """INSERT a copy of ``row`` with a key of its own; ``changes`` by field or column name."""
    write("INSERT", row, changes, key=uuid.uuid4())


def replace(row: models.Model, **changes) -> None:
    """REPLACE the stored ``row`` by one with its key. PostgreSQL has only INSERT for that."""
    write(REPLACE[connection.vendor], row, changes, key=row.pk)


def replace_by_copy(row: models.Model, **changes) -> None:
    """REPLACE by a copy with a key of its own: it pushes out what is unique besides."""
    write(REPLACE[connection.vendor], row, changes, key=uuid.uuid4())


def write(verb: str, row: models.Model, changes, *, key) -> None:
    names, values = [], []
    for field in row._meta.local_concrete_fields:
        if isinstance(field, models.AutoField) and isinstance(key, uuid.UUID):
            continue
        value = changed(field, changes)
        if value is AS_IT_IS:
            value = key if field.primary_key else getattr(row, field.attname)
        names.append(connection.ops.quote_name(field.column))
        values.append(stored(field, value))
    table = connection.ops.quote_name(row._meta.db_table)
    marks = ", ".join(["%s"] * len(values))
    execute(f"{verb} INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def update(row: models.Model, **changes) -> int:
    """UPDATE the stored ``row``; return how many rows that touched."""
    fields = [
        each for each in row._meta.local_concrete_fields if changed(each, changes) is not AS_IT_IS
    ]
    sets = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    values = [stored(field, changed(field, changes)) for field in fields]
    table, key = connection.ops.quote_name(row._meta.db_table), row._meta.pk
    return execute(
        f"UPDATE {table} SET {sets} WHERE {connection.ops.quote_name(key.column)} = %s",
        [*values, stored(key, row.pk)],
    )


def delete(row: models.Model) -> int:
    table, key = connection.ops.quote_name(row._meta.db_table), row._meta.pk
    return execute(
        f"DELETE FROM {table} WHERE {connection.ops.quote_name(key.column)} = %s",
        [stored(key, row.pk)],
    )


def changed(field, changes):
    """The new value of a field; a row stands for its key."""
    value = changes.get(field.name, changes.get(field.attname, AS_IT_IS))
    return value.pk if isinstance(value, models.Model) else value


def stored(field, value):
    return field.get_db_prep_save(value, connection)


def execute(statement: str, values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
