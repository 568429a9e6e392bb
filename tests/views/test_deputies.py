"""The page of deputies: naming one, ending it, and being told of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.models import Appointment
from performance.states import Role
from tests import factories
from tests.factories import today
from tests.views.pages import words
from tests.workflow.test_deputies import named, own_of

PAGE = reverse("performance:deputies")
DAY = timedelta(days=1)


def end_address(deputy) -> str:
    return reverse("performance:deputy-end", args=[deputy.pk])


def typed(scene, **changed):
    return {
        "own": str(scene.people.lead.appointments.get(role=Role.LEAD).pk),
        "person": str(scene.people.other_lead.pk),
        "starts": today().isoformat(),
        "last_day": (today() + 6 * DAY).isoformat(),
    } | changed


@pytest.fixture
def lead(client, scene):
    client.force_login(scene.people.lead)
    return client


def deputies():
    return Appointment.objects.filter(deputises_for__isnull=False)


def test_a_lead_names_a_deputy(lead, scene):
    answer = lead.post(PAGE, typed(scene), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    deputy = deputies().get()
    assert (deputy.person, deputy.starts, deputy.ends) == (
        scene.people.other_lead,
        today(),
        today() + 7 * DAY,
    )
    last = f"{today() + 6 * DAY:%-d %B %Y}"
    assert f"Stands in for you since {today():%-d %B %Y}, until {last}." in words(answer)


def test_people_of_the_same_body_are_offered_and_not_oneself(lead, scene):
    offered = lead.get(PAGE).context["form"].fields["person"].queryset
    assert [each.name for each in offered] == [
        "Administrator",
        "Analyst",
        "Contributor",
        "Lead of another portfolio",
        "Panel chair",
        "Second analyst",
    ]


def test_somebody_with_two_appointments_chooses_which(lead, scene):
    factories.appoint(scene.people.lead, Role.CONTRIBUTOR, portfolio=factories.portfolio("roads"))
    answer = lead.get(PAGE)
    assert [name for _, name in answer.context["form"].fields["own"].choices] == [
        "Contributor, Roads",
        "Portfolio lead, Contact",
    ]
    refused = lead.post(PAGE, typed(scene, own=""))
    assert dict(refused.context["form"].errors) == {
        "own": ["Choose what your deputy is to do for you."]
    }


@pytest.mark.parametrize(
    ("changed", "status", "field", "fault"),
    [
        ({"person": ""}, 400, "person", "Choose who stands in for you."),
        ({"starts": "soon"}, 400, "starts", "Write the date as 2021-08-27 or 27 August 2021."),
        ({"starts": "2021-08-16"}, 409, "starts", "Choose today or a day to come."),
        ({"last_day": "2021-08-16"}, 409, "last_day", "Choose the first day or a later one."),
        ({"own": "0"}, 400, "own", "Choose one of your own appointments."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(lead, scene, changed, status, field, fault):
    answer = lead.post(PAGE, typed(scene, **changed))
    assert (answer.status_code, dict(answer.context["form"].errors)) == (status, {field: [fault]})
    assert answer.content.decode().count("<title>Error: Deputies") == 1
    assert deputies().count() == 0


def test_naming_twice_is_naming_once(lead, scene):
    for _ in range(2):
        assert lead.post(PAGE, typed(scene)).status_code == 302
    assert deputies().count() == 1


def test_a_deputy_is_ended_early_and_ending_twice_is_answered_kindly(lead, scene):
    deputy = named(scene)
    assert f'action="{end_address(deputy)}"' in lead.get(PAGE).content.decode()
    answer = lead.post(end_address(deputy), follow=True)
    assert "Lead of another portfolio no longer stands in for you." in words(answer)
    assert deputies().count() == 0
    assert "this was done already" in words(lead.post(end_address(deputy), follow=True))


def test_one_that_had_begun_is_ended_once(lead, scene):
    deputy = named(scene)
    deputies().update(starts=today() - DAY)
    lead.post(end_address(deputy))
    assert "this was done already" in words(lead.post(end_address(deputy), follow=True))
    assert deputies().get().ends == today()


def test_anothers_deputy_is_not_there(client, scene):
    deputy = named(scene)
    client.force_login(scene.people.contributor)
    assert client.post(end_address(deputy)).status_code == 404
    assert client.post(end_address(own_of(scene.people.lead))).status_code == 404


def test_home_names_those_who_stand_in_for_me_and_for_nobody_else(client, scene):
    deputy = named(scene)
    home = reverse("performance:home")
    client.force_login(scene.people.lead)
    (own,) = client.get(home).context["stand_ins"]
    assert [each.appointment for each in own.deputies] == [deputy]
    client.force_login(scene.people.contributor)
    (own,) = client.get(home).context["stand_ins"]
    assert own.deputies == ()


@pytest.mark.parametrize("name", ["analyst", "reviewer", "administrator", "unappointed"])
def test_who_decides_has_no_such_page(client, scene, name):
    client.force_login(getattr(scene.people, name))
    assert client.get(PAGE).status_code == 403


def test_a_deputy_alone_names_nobody_and_is_told_for_whom_they_stand_in(client, scene):
    deputy = named(scene, scene.people.analyst)
    client.force_login(scene.people.analyst)
    answer = client.get(PAGE)
    last = f"{deputy.ends - DAY:%-d %B %Y}"
    assert f"You stand in for Portfolio lead until {last}: portfolio lead of Contact." in words(
        answer
    )
    assert "You hold no appointment of your own" in words(answer)


def test_more_deputies_cost_no_more_queries(lead, scene):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(PAGE).status_code == 200
        return len(captured)

    named(scene, days=1)
    one = cost()
    named(scene, starts=1, days=1)
    named(scene, starts=2, days=1)
    assert cost() == one
