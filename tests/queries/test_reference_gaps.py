"""Gaps in the reference data, as the administrator's home page counts them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import financial_year_of
from performance.models import Accountability, Appointment, Cycle, Indicator, Part
from performance.queries.reference_gaps import reference_gaps
from performance.states import Role
from tests import factories
from tests.factories import today

YEAR = financial_year_of(today())


@pytest.fixture
def scene(db):
    """The scene, with a benchmark for the plan year of today: there is no gap."""
    made = factories.scene()
    factories.benchmark(made.series, year=YEAR.start.year)
    return made


def found() -> dict[str, tuple[int, list[str]]]:
    return {
        f"{each.of}: {each.words}": (each.count, [row.name for row in each.first])
        for each in reference_gaps(on=today())
    }


def named(code) -> Indicator:
    made = factories.indicator(code)
    factories.placement(made)
    factories.series(made, direction="monitor")
    return made


def test_whole_reference_data_have_no_gap(scene):
    assert found() == {}


def test_an_indicator_that_nobody_answers_for_has_neither_portfolio_nor_lead(scene):
    orphan = named("orphan")
    Accountability.objects.filter(indicator=orphan).delete()
    assert found() == {
        "indicator: without a portfolio today": (1, ["Orphan"]),
        "indicator: without a lead today": (1, ["Orphan"]),
    }
    Indicator.objects.filter(pk=orphan.pk).update(retired_on=today())
    assert found() == {}


def test_an_indicator_whose_lead_has_left_has_none(scene):
    Appointment.objects.filter(person=scene.people.lead).update(ends=today())
    assert found() == {"indicator: without a lead today": (1, [scene.indicator.name])}
    factories.person(Role.LEAD, "Lead of everything")
    assert found() == {}


def test_what_is_in_no_framework_in_force_is_no_gap(scene):
    factories.series(factories.indicator("elsewhere"), direction="monitor")
    Accountability.objects.filter(indicator__code="elsewhere").delete()
    assert found() == {}


def test_a_series_that_is_no_part_of_anything_is_a_gap_unless_others_are_made_of_it(scene):
    lone = factories.series(scene.indicator, "lone", direction="monitor")
    Part.objects.filter(series=lone).delete()
    assert found() == {"series: that no indicator has as a part, nor a paper prints": (1, ["Lone"])}
    share = factories.series(scene.indicator, "share", direction="monitor")
    type(share).objects.filter(pk=share.pk).update(
        derivation="percentage", numerator=lone, denominator=scene.series
    )
    assert found() == {}


def test_a_graded_series_without_a_benchmark_for_the_year_is_a_gap(scene):
    factories.series(scene.indicator, "graded")
    words = f"benchmark: without an approved benchmark for {YEAR.label()}"
    assert found() == {words: (1, ["Graded"])}


def test_no_cycle_to_come_is_a_gap(scene):
    Cycle.objects.update(
        opens_on=today() - timedelta(days=9),
        due_on=today() - timedelta(days=5),
        closes_on=today(),
    )
    assert found() == {"cycle: No cycle is open or to come: nothing will be asked for": (1, [])}


def test_the_administrators_home_leads_to_where_each_is_mended(client, scene):
    orphan = named("orphan")
    Accountability.objects.filter(indicator=orphan).delete()
    client.force_login(scene.people.administrator)
    page = client.get(reverse("performance:home")).content.decode()
    assert "1 indicator without a portfolio today" in page
    change = reverse("admin:performance_indicator_change", args=[orphan.pk])
    assert page.count(f'href="{change}"') == 2
    client.force_login(scene.people.analyst)
    assert (
        "Gaps in the reference data" not in client.get(reverse("performance:home")).content.decode()
    )


def test_more_gaps_cost_no_more_queries(scene):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            reference_gaps(on=today())
        return len(captured)

    def more(code):
        Accountability.objects.filter(indicator=named(code)).delete()
        factories.series(scene.indicator, f"graded-{code}")

    more("first")
    one = cost()
    more("second")
    more("third")
    assert cost() == one
