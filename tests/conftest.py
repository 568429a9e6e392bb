"""What every test may ask for."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.installation import Installation

# A busy machine is no fault: nothing is timed here. What lands is tried on the same examples
# each time; --hypothesis-profile=thorough looks much further.
SUITE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("suite", derandomize="CI" in os.environ, **SUITE)
settings.register_profile("thorough", max_examples=10_000, **SUITE)
settings.load_profile("suite")

pytest_plugins = ["tests.needs", "tests.transactions", "tests.walked"]


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The whole service, running as ``manage.py run`` runs it, with a database of its own.

    One for all tests of a file, which therefore follow one another in it like days.
    """
    with Installation(tmp_path_factory.mktemp("installation")) as running:
        running.wait_until_ready()
        yield running
