"""What these tests start from."""

import pytest

from tests import factories


@pytest.fixture
def scene(db):
    """An indicator with a graded series, an open cycle, a draft and one person for each role."""
    return factories.scene()


@pytest.fixture
def owed(db):
    """Two drafts of one portfolio; last month both figures were 51%."""
    return factories.owed(2)


@pytest.fixture
def people(owed):
    """One person for each role; the lead and the contributor hold the portfolio that owes."""
    return factories.cast(owed.portfolio)


@pytest.fixture
def lead(client, people):
    """The client, signed in as the lead of the portfolio that owes."""
    client.force_login(people.lead)
    return client
