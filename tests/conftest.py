"""What every test may ask for."""

import pytest

from tests.installation import Installation

pytest_plugins = ["tests.needs", "tests.transactions"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The whole service, running as ``manage.py run`` runs it, with a database of its own.

    One for all tests of a file, which therefore follow one another in it like days.
    """
    with Installation(tmp_path_factory.mktemp("installation")) as running:
        running.wait_until_ready()
        yield running
