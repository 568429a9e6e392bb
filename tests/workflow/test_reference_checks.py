"""What reference data must be beyond one column, said in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from performance.models import (
    Accountability,
    AuditEvent,
    Break,
    Rebasing,
    Reference,
    RegradeRequest,
)
from performance.workflow import reference_data
from performance.workflow.reference_checks import OVERWRITTEN, faults
from performance.workflow.reference_data import InUse
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(scene):
    return Reference.objects.create(
        code="sla",
        series=scene.series,
        organisation=factories.force(),
        role="target",
        value=Decimal(90),
        known_on=date(2021, 4, 1),
    )


def everybody_else(scene) -> set[str]:
    return set(scene.people.__dataclass_fields__) - {"administrator"}


def test_nobody_but_an_administrator_writes_reference_data(scene, target):
    for name in everybody_else(scene):
        by = {"by": getattr(scene.people, name), "on": factories.today()}
        target.value = Decimal(80)
        with pytest.raises(PermissionDenied):
            reference_data.save(target, **by)
        with pytest.raises(PermissionDenied):
            reference_data.delete(target, **by)
    assert Reference.objects.get().value == Decimal(90)


def test_nobody_but_an_administrator_invites(scene):
    for name in everybody_else(scene):
        with pytest.raises(PermissionDenied):
            reference_data.invite(
                email="new@example.org",
                name="Somebody new",
                by=getattr(scene.people, name),
                on=factories.today(),
                base_url="https://performance.example",
                at=timezone.now(),
            )
    assert not type(scene.people.lead).objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value", Decimal(80)),
        ("value_high", Decimal(95)),
        ("qualifier", "about"),
        ("known_on", date(2020, 4, 1)),
    ],
)
def test_what_a_reference_says_is_not_overwritten(target, scene, name, value):
    setattr(target, name, value)
    with pytest.raises(ValidationError) as refused:
        reference_data.save(target, by=scene.people.administrator, on=factories.today())
    assert refused.value.message_dict == {name: [OVERWRITTEN]}
    assert Reference.objects.get().value == 90


def test_whose_a_reference_is_does_not_change(target, scene):
    target.organisation = factories.peer()
    assert faults(target) == {"organisation": OVERWRITTEN}
    target.organisation, target.series = factories.force(), factories.series(scene.indicator)
    assert faults(target) == {"series": OVERWRITTEN}


def test_what_a_reference_is_called_may_change_and_a_new_one_may_be_added(target, scene):
    writer = {"by": scene.people.administrator, "on": factories.today()}
    target.note = "Of the charter"
    reference_data.save(target, **writer)
    newer = Reference(
        code="sla-2022",
        series=target.series,
        organisation=target.organisation,
        role="target",
        value=Decimal(80),
        known_on=factories.today(),
    )
    reference_data.save(newer, **writer)
    assert list(Reference.objects.order_by("code").values_list("code", "value", "note")) == [
        ("sla", 90, "Of the charter"),
        ("sla-2022", 80, ""),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        (date(2020, 1, 1), date(2020, 4, 1), False),
        (date(2020, 1, 1), date(2020, 4, 2), True),
        (date(2020, 5, 1), date(2020, 6, 1), True),
        (date(2021, 3, 31), None, True),
        (date(2021, 4, 1), None, False),
        (date(2019, 1, 1), None, True),
    ],
)
def test_two_portfolios_never_answer_for_an_indicator_on_the_same_day(db, starts, ends, refused):
    indicator = factories.indicator()
    held = indicator.accountabilities.get()
    held.starts, held.ends = date(2020, 4, 1), date(2021, 4, 1)
    held.save()
    other = Accountability(
        indicator=indicator, portfolio=factories.portfolio("roads"), starts=starts, ends=ends
    )
    said = (
        "Contact from 1 April 2020 until 1 April 2021 answers for this indicator on some of the "
        "same days: end that first, or choose other days."
    )
    assert faults(other) == ({"starts": said} if refused else {})
    assert faults(held) == {}


@pytest.mark.parametrize("kind", [Break, Rebasing])
def test_a_turn_names_who_recorded_it_and_waits_for_its_second_person(scene, kind):
    writer = {"by": scene.people.administrator, "on": factories.today()}
    made = kind(
        series=scene.series,
        on=date(2021, 6, 1),
        reason="2021 = 100",
        confirmed_by=scene.people.analyst,
        confirmed_on=date(2021, 6, 2),
    )
    reference_data.save(made, **writer)
    made.refresh_from_db()
    assert (made.recorded_by, made.confirmed_by, made.confirmed_on, made.known_on) == (
        scene.people.administrator,
        None,
        None,
        factories.today(),
    )
    assert RegradeRequest.objects.count() == 0


@pytest.mark.parametrize("kind", [Break, Rebasing])
@pytest.mark.parametrize(
    ("confirmed", "way_out"),
    [(False, "discard it"), (True, "ask for it to be withdrawn")],
)
def test_what_was_recorded_of_a_turn_never_changes(scene, kind, confirmed, way_out):
    made = turn(scene, kind, confirmed=confirmed)
    said = (
        f"What was recorded of a {kind.noun} never changes: {way_out} on the page of its "
        "series, and record the right one."
    )
    made.reason, made.on = "2020 = 100", date(2021, 5, 1)
    with pytest.raises(ValidationError) as refused:
        reference_data.save(made, by=scene.people.administrator, on=factories.today())
    assert refused.value.message_dict == {"on": [said], "reason": [said]}


def test_a_turn_saved_as_it_stands_is_no_change(scene):
    made = turn(scene, Break, confirmed=True)
    reference_data.save(made, by=scene.people.administrator, on=factories.today())
    assert Break.objects.get().confirmed_by == scene.people.second_analyst
    assert AuditEvent.objects.count() == 0


def test_a_turn_that_nobody_confirmed_is_deleted_with_an_event_that_holds_it(scene):
    made = turn(scene, Rebasing, confirmed=False)
    reference_data.delete(made, by=scene.people.administrator, on=factories.today())
    assert not Rebasing.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.indicator) == (
        "discarded",
        scene.people.administrator,
        scene.indicator,
    )
    assert (event.before["series"], event.before["on"], event.before["reason"]) == (
        scene.series.code,
        "2021-06-01",
        "2021 = 100",
    )


@pytest.mark.parametrize("recorder", ["analyst", None])
def test_a_turn_that_counts_is_not_deleted(scene, recorder):
    made = turn(scene, Break, confirmed=True, recorder=recorder)
    with pytest.raises(InUse, match="ask for it to be withdrawn on the page of its series"):
        reference_data.delete(made, by=scene.people.administrator, on=factories.today())
    assert Break.objects.get() == made


def turn(scene, kind, *, confirmed, recorder="analyst"):
    decided = {"confirmed_by": scene.people.second_analyst, "confirmed_on": date(2021, 6, 2)}
    return kind.objects.create(
        series=scene.series,
        on=date(2021, 6, 1),
        reason="2021 = 100",
        recorded_by=recorder and getattr(scene.people, recorder),
        known_on=date(2021, 6, 1),
        **(decided if confirmed and recorder else {}),
    )
