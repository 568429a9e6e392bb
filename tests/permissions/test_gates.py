"""Whom each page lets in before any record is looked at."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from performance.permissions import PAGES, may_open, roles_on
from performance.states import Role
from tests import factories
from tests.factories import today
from tests.permissions.expected_gates import CIRCLES, GATES, opened_by

pytestmark = pytest.mark.django_db
EXPECTED = list(opened_by(GATES))


@pytest.fixture
def cast():
    return factories.cast()


def openers(cast, page):
    strangers = {"stranger": AnonymousUser()}
    return {
        name
        for name in CIRCLES["anyone"]
        if may_open(strangers.get(name) or getattr(cast, name), page, on=today())
    }


def test_each_page_is_declared_once():
    named = Counter(page for page, _ in EXPECTED)
    assert [page for page, count in named.items() if count > 1] == []
    assert {page for page in named if not page.startswith("admin:")} == set(PAGES)


def test_each_page_opens_to_those_declared_and_to_nobody_else(cast):
    assert {page: openers(cast, page) for page, _ in EXPECTED} == dict(EXPECTED)


def test_a_page_that_nobody_declared_opens_to_nobody(cast):
    assert openers(cast, "performance:a-page-that-nobody-declared") == set()


def test_somebody_who_has_left_opens_no_more_than_a_stranger(cast):
    cast.analyst.is_active = False
    opened = {page for page in PAGES if may_open(cast.analyst, page, on=today())}
    assert opened == {page for page, people in EXPECTED if "stranger" in people}
    assert roles_on(cast.analyst, today()) == frozenset()


def test_a_role_ends_with_its_appointment():
    tomorrow = today() + timedelta(days=1)
    person = factories.person(Role.REVIEWER, ends=tomorrow)
    assert may_open(person, "performance:review-queue", on=today())
    assert not may_open(person, "performance:review-queue", on=tomorrow)
    assert not may_open(person, "performance:scorecards", on=tomorrow)
