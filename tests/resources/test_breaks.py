"""Breaks and re-basings in files: added ones wait, standing ones are left, none is changed."""

from datetime import date

import pytest
import tablib

from performance.models import AuditEvent, Break, Rebasing, RegradeRequest
from performance.resources import BreakResource, RebasingResource, faults_of
from performance.states import Role
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        ("kind", "resource"),
        [(Break, BreakResource), (Rebasing, RebasingResource)],
        ids=["break", "re-basing"],
    ),
]
HEADERS = ["series", "on", "reason", "known_on"]
DAY = date(2021, 6, 1)


@pytest.fixture
def administrator():
    return factories.person(Role.ADMINISTRATOR)


@pytest.fixture
def series():
    return factories.series(factories.indicator(), "answered")


def take_in(resource, *rows, by):
    return resource().import_data(
        tablib.Dataset(*rows, headers=HEADERS),
        rollback_on_validation_errors=True,
        user=by,
        on=factories.today(),
        file_name="breaks.csv",
    )


def standing(kind, series, **fields):
    return kind.objects.create(series=series, on=DAY, reason="New", known_on=DAY, **fields)


def test_a_file_adds_one_that_waits_for_its_second_person(kind, resource, administrator, series):
    result = take_in(resource, ["answered", "2021-06-01", "New", "2021-06-01"], by=administrator)
    assert (faults_of(result), result.totals["new"]) == ([], 1)
    made = kind.objects.get()
    assert (made.recorded_by, made.confirmed_by, made.counts) == (administrator, None, False)
    assert RegradeRequest.objects.count() == 0
    assert AuditEvent.objects.get().reason == "Imported from breaks.csv"


def test_one_that_stands_as_in_the_file_is_left(kind, resource, administrator, series):
    made = standing(kind, series)
    result = take_in(resource, ["answered", "2021-06-01", "New", "2021-06-01"], by=administrator)
    assert (faults_of(result), result.totals["skip"]) == ([], 1)
    assert (kind.objects.get(), AuditEvent.objects.count()) == (made, 0)


def test_a_changed_one_is_refused_in_words(kind, resource, administrator, series):
    standing(kind, series)
    result = take_in(resource, ["answered", "2021-06-01", "Newer", "2021-06-01"], by=administrator)
    assert [(fault.row, fault.column, fault.message) for fault in faults_of(result)] == [
        (
            2,
            "reason",
            f"What was recorded of a {kind.noun} never changes: ask for it to be withdrawn on the "
            "page of its series, and record the right one.",
        )
    ]
    assert kind.objects.get().reason == "New"


def test_a_withdrawn_one_is_in_no_file_and_its_day_is_free(kind, resource, administrator, series):
    standing(
        kind,
        series,
        withdrawal_asked_by=factories.somebody("Analyst"),
        withdrawal_reason="The wrong series.",
        withdrawn_by=factories.somebody("Second analyst"),
        withdrawn_on=DAY,
    )
    assert list(resource().export()) == []
    result = take_in(resource, ["answered", "2021-06-01", "Newer", "2021-06-01"], by=administrator)
    assert (faults_of(result), result.totals["new"]) == ([], 1)
    assert kind.objects.count() == 2
