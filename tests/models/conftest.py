"""What these tests start from."""

import pytest
from django.db import connection

from tests import factories


@pytest.fixture
def scene(db):
    """An indicator with a graded series, an open cycle, a draft and one person for each role."""
    return factories.scene()


@pytest.fixture(params=[True, False], ids=["our connection", "another's connection"])
def pragma(request, db):
    """Whether a REPLACE on SQLite fires the triggers of DELETE: ours does, a plain one does not."""
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        ours = cursor.execute("PRAGMA recursive_triggers").fetchone()
        cursor.execute(f"PRAGMA recursive_triggers = {int(request.param)}")
        yield
        cursor.execute("PRAGMA recursive_triggers = ON")
    assert ours == (1,)
