"""People to sign in with. Named by what they do: nobody is real."""

import pytest

from accounts.models import User

SECRET = "seventeen quiet owls"


@pytest.fixture
def lead(db):
    return User.objects.create_user("Lead@example.org", SECRET, name="Portfolio lead")


@pytest.fixture
def administrator(db):
    return User.objects.create_user(
        "administrator@example.org", SECRET, name="Administrator", is_staff=True
    )
