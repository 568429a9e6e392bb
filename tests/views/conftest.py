"""What these tests start from."""

import pytest

from tests import factories


@pytest.fixture
def scene(db):
    """An indicator with a graded series, an open cycle, a draft and one person for each role."""
    return factories.scene()
