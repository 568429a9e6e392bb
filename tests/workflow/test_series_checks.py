"""A series is not turned into one that its approved benchmarks could no longer grade."""

import pytest
from django.core.exceptions import ValidationError

from performance import regrading
from performance.models import RegradeRequest, Series
from performance.states import Role
from performance.workflow import reference_data
from performance.workflow.reference_checks import faults
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import JULY

pytestmark = pytest.mark.django_db


@pytest.fixture
def graded():
    """A series with flat lines, 90 expected and 66 the floor, and a figure that is graded."""
    series = factories.series(factories.indicator("calls"), unit_code="ratio")
    factories.benchmark(series)
    factories.placement(series.home)
    factories.observation(series, JULY, "70")
    request_regrades([(series, JULY)], because="loaded")
    regrading.regrade_waiting()
    return series


def changed(series, **fields):
    for name, value in fields.items():
        setattr(series, name, value)
    administrator = factories.person(Role.ADMINISTRATOR)
    return reference_data.save(series, by=administrator, on=factories.today())


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("direction", "lower", "The floor for April 2021 is not worse than the expected line"),
        ("direction", "band", "The expected line does not suit the series"),
        ("accumulation", "flow", "A count that adds up over the year needs an expected line"),
    ],
)
def test_a_change_that_leaves_a_benchmark_behind_is_refused_at_its_field(graded, field, value, why):
    with pytest.raises(ValidationError) as refused:
        changed(graded, **{field: value})
    [message] = refused.value.message_dict[field]
    assert message.startswith(
        "The benchmark for 2021/22 in Force 2021, version 1, was approved for the series as it is "
        f"and could grade it no more: {why}"
    )
    assert message.endswith("Add a new series instead.")
    assert RegradeRequest.objects.count() == 0


def test_bands_are_left_behind_by_the_other_direction():
    series = factories.series(factories.indicator("cadets"), unit_code="ratio")
    factories.placement(series.home)
    factories.rubric(series, [("Good", 5, 7), ("Poor", 0, 4)], gap_rule="worse")
    with pytest.raises(ValidationError, match="its bands do not follow that direction"):
        changed(series, direction="lower")


def test_a_series_may_be_monitored_from_now_on_and_its_grades_follow(graded):
    changed(graded, direction="monitor")
    regrading.regrade_waiting()
    placement = graded.home.placements.get()
    assert [each.reason for each in placement.grades.filter(is_current=True)] == ["monitor_only"]
    assert regrading.discrepancies([placement]) == []


def test_a_stale_benchmark_of_bands_stops_neither_approvals_nor_the_check_of_grades(graded):
    """However it came about: by a file from before this was refused, or by hand."""
    other = factories.series(factories.indicator("cadets"), unit_code="ratio")
    placement = factories.placement(other.home)
    factories.rubric(other, [("Good", 5, 7), ("Poor", 0, 4)], gap_rule="worse")
    factories.observation(other, JULY, "6")
    request_regrades([(other, JULY)], because="loaded")
    regrading.regrade_waiting()
    Series.objects.filter(pk=other.pk).update(direction="band")
    assert request_regrades([(other, JULY)], because="corrected") == 1
    [told] = regrading.discrepancies([placement])
    assert told.startswith("force-2021 2, July 2021: it cannot be graded: The expected line")
    assert regrading.discrepancies([graded.home.placements.get()]) == []


def test_other_fields_change_freely(graded):
    assert changed(graded, name="Calls answered").name == "Calls answered"


def test_a_percentage_of_parts_of_other_periods_is_refused(db):
    home = factories.indicator("skills")
    monthly = factories.series(home, "trained", unit_code="count", direction="monitor")
    year = factories.series(home, "required", unit_code="count", rolling_months=12)
    derived = factories.series(
        home, "share", derivation="percentage", numerator=monthly, denominator=year
    )
    assert faults(derived) == {
        "denominator": "Required does not report the same periods: choose one with the same "
        "frequency and the same rolling months."
    }
    derived.denominator = monthly
    assert faults(derived) == {}


def test_a_percentage_of_a_percentage_is_refused(db):
    home = factories.indicator("skills")
    one = factories.series(home, "trained", unit_code="count", direction="monitor")
    share = factories.series(home, "share", derivation="percentage", numerator=one, denominator=one)
    twice = factories.series(
        home, "twice", derivation="percentage", numerator=share, denominator=one
    )
    assert faults(twice) == {
        "numerator": "Share is worked out itself: choose a series that is entered."
    }
