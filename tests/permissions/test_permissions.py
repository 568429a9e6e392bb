"""Who may do what, and what an appointment covers."""

import pytest
from django.core.exceptions import PermissionDenied

from performance.permissions import covers, may, require
from performance.states import Action, Role
from tests import factories
from tests.factories import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


def test_what_concerns_no_one_indicator_needs_an_appointment_to_everything():
    indicator = factories.indicator()
    whole = factories.person(Role.ANALYST)
    of_one = factories.person(Role.ANALYST, "Analyst of one", indicator=indicator)
    of_some = factories.person(
        Role.ANALYST, "Analyst of some", portfolio=factories.portfolio("roads")
    )
    people = (whole, of_one, of_some)
    assert [may(each, Action.OPEN_CYCLE, on=today()) for each in people] == [True, False, False]


def test_an_indicator_that_no_portfolio_answers_for_is_covered_by_none():
    indicator = factories.indicator()
    indicator.accountabilities.all().delete()
    person = factories.person(Role.LEAD, portfolio=factories.portfolio("roads"))
    (appointment,) = person.appointments.all()
    assert not covers(appointment, indicator, today())


def test_a_refusal_says_what_may_not_be_done_and_whom_to_ask(cast):
    with pytest.raises(PermissionDenied, match="ask an administrator if yours is missing"):
        require(cast.superuser, Action.OPEN_CYCLE, on=today())
    assert require(cast.analyst, Action.OPEN_CYCLE, on=today()) is None


def test_what_concerns_no_one_indicator_wants_an_appointment_over_everything(db):
    scene = factories.scene()
    held = {
        name: covers(getattr(scene.people, name).appointments.get(), None, today())
        for name in ("analyst", "lead")
    }
    assert held == {"analyst": True, "lead": False}


def test_an_appointment_for_one_indicator_covers_it_and_no_other(db):
    scene, other = factories.scene(), factories.indicator("another")
    person = factories.person(Role.CONTRIBUTOR, "Of one indicator", indicator=scene.indicator)
    held = person.appointments.get()
    assert (covers(held, scene.indicator, today()), covers(held, other, today())) == (True, False)
