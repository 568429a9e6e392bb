"""Who may open which page, and what an appointment covers."""

from dataclasses import fields
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from performance.permissions import PAGES, Gate, covers, gate_of, may, may_open, require, roles_on
from performance.states import Action, Role
from tests import factories
from tests.factories import today

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset(field.name for field in fields(factories.Cast))
NOBODY = frozenset()
ANALYSTS = {"analyst", "second_analyst"}
LEADS = {"lead", "other_lead"}
WITHOUT = {"unappointed", "superuser"}
OPENED_BY = {
    "accounts:sign-in": EVERYBODY,
    "performance:home": EVERYBODY,
    "performance:scorecards": EVERYBODY - WITHOUT,
    "performance:submission-edit": ANALYSTS | LEADS | {"contributor"},
    "performance:submission-submit": LEADS,
    "performance:check-queue": ANALYSTS,
    "performance:review-queue": {"reviewer", "second_reviewer"},
    "performance:benchmark-approve": {"panel_chair"},
    "performance:benchmark-withdraw": ANALYSTS | {"administrator", "panel_chair"},
    "performance:reopening-grant": {"publisher"},
    "performance:cycles": ANALYSTS | LEADS | {"contributor", "panel_chair", "publisher"},
    "admin:index": {"administrator"},
    "admin:performance_benchmark_add": {"administrator"},
    "performance:a-page-that-nobody-declared": NOBODY,
}


@pytest.fixture
def cast():
    return factories.cast()


def openers(cast, page):
    return {name for name in EVERYBODY if may_open(getattr(cast, name), page, on=today())}


@pytest.mark.parametrize(("page", "names"), OPENED_BY.items())
def test_a_page_opens_to_those_whose_appointment_says_so(cast, page, names):
    assert openers(cast, page) == names


def test_without_signing_in_only_what_is_anyones_opens():
    opened = {page for page in PAGES if may_open(AnonymousUser(), page, on=today())}
    assert opened == {page for page in PAGES if gate_of(page) is Gate.ANYONE}


def test_somebody_who_has_left_opens_no_more_than_a_stranger(cast):
    cast.analyst.is_active = False
    opened = {page for page in PAGES if may_open(cast.analyst, page, on=today())}
    assert opened == {page for page in PAGES if gate_of(page) is Gate.ANYONE}
    assert roles_on(cast.analyst, today()) == frozenset()


def test_a_role_ends_with_its_appointment():
    tomorrow = today() + timedelta(days=1)
    person = factories.person(Role.REVIEWER, ends=tomorrow)
    assert may_open(person, "performance:review-queue", on=today())
    assert not may_open(person, "performance:review-queue", on=tomorrow)
    assert not may_open(person, "performance:scorecards", on=tomorrow)


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
