"""Taking a file in: whole or not at all, every fault named, every change in the trail."""

from decimal import Decimal

import pytest
import tablib

from performance.figures import Period
from performance.models import AuditEvent, Objective, Part, Portfolio, RegradeRequest, Series
from performance.resources import (
    AppointmentResource,
    ObjectiveResource,
    PartResource,
    PlacementResource,
    PortfolioResource,
    SeriesResource,
    UnitResource,
    faults_of,
)
from performance.states import Role
from tests import factories
from tests.resources import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return factories.person(Role.ADMINISTRATOR)


def take_in(resource, headers, *rows, by, dry_run=False):
    return resource().import_data(
        tablib.Dataset(*rows, headers=headers),
        dry_run=dry_run,
        rollback_on_validation_errors=True,
        user=by,
        on=factories.today(),
        file_name="portfolios.csv",
    )


def said(result) -> list[tuple]:
    return [(fault.row, fault.column, fault.message) for fault in faults_of(result)]


def test_a_row_is_added_changed_or_left_and_the_trail_says_which(administrator):
    factories.portfolio("contact")
    factories.portfolio("roads")
    result = take_in(
        PortfolioResource,
        ["code", "name"],
        ["contact", "Contact"],
        ["roads", "Roads policing"],
        ["custody", "Custody"],
        by=administrator,
    )
    assert said(result) == []
    assert dict(Portfolio.objects.values_list("code", "name")) == {
        "contact": "Contact",
        "roads": "Roads policing",
        "custody": "Custody",
    }
    events = AuditEvent.objects.order_by("id")
    assert [(e.action, e.actor, e.before, e.after, e.reason) for e in events] == [
        (
            "changed",
            administrator,
            {"name": "Roads"},
            {"name": "Roads policing"},
            "Imported from portfolios.csv",
        ),
        (
            "added",
            administrator,
            {},
            {"code": "custody", "name": "Custody", "is_demonstration": False},
            "Imported from portfolios.csv",
        ),
    ]


def test_a_column_left_out_stays_as_it_is(administrator):
    factories.portfolio("contact")
    take_in(PortfolioResource, ["code", "name"], ["contact", "Calls"], by=administrator)
    assert Portfolio.objects.get(code="contact").is_demonstration is True


def test_one_fault_keeps_the_whole_file_out_and_all_faults_are_named(administrator):
    factories.portfolio("contact")
    result = take_in(
        PortfolioResource,
        ["code", "name", "is_demonstration"],
        ["custody", "Custody", "no"],
        ["no spaces", "Name", "no"],
        ["roads", "", "perhaps"],
        ["custody", "Again", "no"],
        by=administrator,
    )
    assert said(result) == [
        (
            3,
            "code",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        (4, "is_demonstration", "“perhaps” is neither yes nor no: write one of them."),
        (4, "name", "This field cannot be blank."),
        (5, "", "This row has the same key as row 2 (custody): keep one of them."),
    ]
    assert list(Portfolio.objects.values_list("code", flat=True)) == ["contact"]
    assert AuditEvent.objects.count() == 0


def test_a_preview_writes_nothing(administrator):
    result = take_in(
        PortfolioResource, ["code", "name"], ["a", "A"], by=administrator, dry_run=True
    )
    assert (said(result), result.totals["new"]) == ([], 1)
    assert (Portfolio.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_an_unknown_or_repeated_column_is_named(administrator):
    result = take_in(
        PortfolioResource, ["code", "name", "nmae", "name"], ["a", "A", "", ""], by=administrator
    )
    assert (
        None,
        "",
        "No column is called nmae. The column name stands there twice. "
        "The columns are: code, name, is_demonstration.",
    ) in said(result)
    assert Portfolio.objects.count() == 0


def test_a_missing_key_column_is_named(administrator):
    result = take_in(PortfolioResource, ["name"], ["A"], by=administrator)
    assert "code" in said(result)[0][2]
    assert Portfolio.objects.count() == 0


def test_a_name_that_nobody_has_is_refused_in_words(administrator):
    framework = factories.framework("plan")
    result = take_in(
        ObjectiveResource,
        ["framework", "code", "parent"],
        ["plan", "below", "above"],
        ["nowhere", "above", ""],
        by=administrator,
    )
    add_it = "Add it first, or, if this file adds it, move its row above this one."
    assert said(result) == [
        (2, "parent", f"There is no objective “above” in framework “plan”. {add_it}"),
        (3, "framework", f"There is no framework “nowhere”. {add_it}"),
    ]
    assert not Objective.objects.filter(framework=framework).exists()


def test_a_row_may_name_one_above_it(administrator):
    factories.framework("plan")
    result = take_in(
        ObjectiveResource,
        ["framework", "code", "parent"],
        ["plan", "above", ""],
        ["plan", "below", "above"],
        by=administrator,
    )
    assert said(result) == []
    assert Objective.objects.get(code="below").parent.code == "above"


def test_a_broken_constraint_is_said_as_the_rule_it_is(administrator):
    world.build()
    result = take_in(
        PartResource,
        ["indicator", "series", "weight"],
        ["calls-101", "reached", "0"],
        by=administrator,
    )
    assert said(result) == [
        (2, "", "This breaks a rule: part weight above zero. Change what breaks it.")
    ]


def test_notes_are_named_by_codes(administrator):
    world.build()
    headers = ["framework", "number", "notes"]
    result = take_in(
        PlacementResource, headers, ["plan", 7, "at, nowhere, minus"], by=administrator
    )
    assert said(result) == [
        (2, "notes", "There is no note nowhere. Add it first, or correct the spelling.")
    ]
    take_in(PlacementResource, headers, ["plan", 7, "plain"], by=administrator)
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"notes": ["at", "minus"]}, {"notes": ["plain"]})


def test_a_unit_that_figures_could_not_wear_is_refused(administrator):
    result = take_in(
        UnitResource,
        ["code", "name", "form", "suffix", "kind"],
        ["weeks", "weeks", "suffixed", "", "other"],
        by=administrator,
    )
    assert [(row, column) for row, column, _ in said(result)] == [(2, "suffix")]


def test_a_changed_weight_asks_for_the_grades_that_rest_on_it(administrator):
    scene = factories.scene()
    part = Part.objects.get(series=scene.series)
    factories.observation(scene.series, factories.JULY, "38%")
    take_in(
        PartResource,
        ["indicator", "series", "weight"],
        [scene.indicator.code, scene.series.code, Decimal(3)],
        by=administrator,
    )
    asked = RegradeRequest.objects.all()
    assert [(each.placement, each.period) for each in asked] == [
        (scene.placement, Period.month(2021, month)) for month in (5, 6, 7)
    ]
    assert {each.because for each in asked} == {f"part “{part}” was changed"}


def test_a_changed_direction_asks_once_for_each_grade(administrator):
    scene = factories.scene()
    factories.observation(scene.series, factories.JULY, "38%")
    factories.placement(scene.indicator, factories.framework("plan"))
    take_in(SeriesResource, ["code", "direction"], [scene.series.code, "monitor"], by=administrator)
    assert Series.objects.get(pk=scene.series.pk).direction == "monitor"
    wanted = {(place, month) for place in scene.indicator.placements.all() for month in (5, 6, 7)}
    asked = [(each.placement, each.period_end.month) for each in RegradeRequest.objects.all()]
    assert (len(asked), set(asked)) == (6, wanted)


def test_only_an_administrator_of_the_day_imports():
    for by in (factories.person(Role.ANALYST), factories.somebody("Nobody", is_superuser=True)):
        result = take_in(PortfolioResource, ["code", "name"], ["a", "A"], by=by)
        assert "You may not do this: run reference data and people." in said(result)[0][2]
    assert Portfolio.objects.count() == 0


def test_nobody_appoints_themselves_by_a_file(administrator):
    headers = ["person", "role", "body", "portfolio", "indicator", "starts"]
    other = factories.somebody("Somebody else")
    result = take_in(
        AppointmentResource,
        headers,
        [administrator.email, "reviewer", "oversight", "", "", "2021-04-01"],
        [other.email, "reviewer", "oversight", "", "", "2021-04-01"],
        by=administrator,
    )
    assert "Nobody appoints themselves" in said(result)[0][2]
    assert other.appointments.count() == 0
