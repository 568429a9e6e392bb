"""An administrator at the door, and the others who are turned away."""

import pytest

from performance.states import Role
from tests import factories
from tests.resources import world


@pytest.fixture
def administrator():
    return factories.person(Role.ADMINISTRATOR)


@pytest.fixture
def admin_pages(client, administrator):
    """A browser in which the administrator is signed in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def reference_data():
    world.build()


@pytest.fixture
def scene():
    """Everything of one indicator; its administrator is the one of ``administrator``."""
    return factories.scene()
