"""People are invited, appointed and deactivated; nobody sets another's password."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from performance.models import Appointment, AuditEvent
from performance.states import Role
from tests import factories
from tests.admin.forms import filled

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/user/add/"
LIST = "/admin/accounts/user/"
NEWCOMER = {
    "email": "newcomer@example.org",
    "name": "Newcomer",
    "appointments-TOTAL_FORMS": 1,
    "appointments-INITIAL_FORMS": 0,
    "appointments-0-role": "analyst",
    "appointments-0-body": "force",
    "appointments-0-starts": "2021-04-01",
}


def page_of(person) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def test_adding_somebody_invites_and_appoints_them(
    admin_pages, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin_pages.post(ADD, NEWCOMER)
    assert answer.status_code == 302
    person = User.objects.get(email="newcomer@example.org")
    assert (person.invited_by, person.has_usable_password()) == (administrator, False)
    assert [each.role for each in person.appointments.all()] == [Role.ANALYST]
    assert [sent.to for sent in mail.outbox] == [["newcomer@example.org"]]
    assert "http://testserver/invitation/" in mail.outbox[0].body
    events = AuditEvent.objects.order_by("id").values_list("subject", "action", "actor")
    assert list(events) == [
        ("person", "invited", administrator.pk),
        ("appointment", "added", administrator.pk),
    ]


def test_no_page_has_a_password_to_set_or_a_flag_to_tick(admin_pages):
    person = factories.somebody("Somebody")
    fields = {
        name
        for path in (ADD, page_of(person))
        for name in admin_pages.get(path).context["adminform"].form.fields
    }
    assert fields == {"email", "name", "is_active"}
    change = admin_pages.get(page_of(person))
    admin_pages.post(
        page_of(person), filled(change, password="chosen-for-you", is_superuser="on", is_staff="on")
    )
    person.refresh_from_db()
    assert (person.has_usable_password(), person.is_superuser, person.is_staff) == (
        False,
        False,
        False,
    )
    assert admin_pages.get(page_of(person) + "password/").status_code == 302


def test_an_invitation_goes_again_until_it_is_accepted(
    admin_pages, django_capture_on_commit_callbacks
):
    waiting, accepted = factories.somebody("Waiting"), factories.somebody("Accepted")
    accepted.set_password("long enough to accept")
    accepted.save()
    with django_capture_on_commit_callbacks(execute=True):
        page = admin_pages.post(
            LIST,
            {"action": "invite_again", "_selected_action": [waiting.pk, accepted.pk]},
            follow=True,
        )
    assert [sent.to for sent in mail.outbox] == [[waiting.email]]
    assert [str(message) for message in page.context["messages"]] == [
        f"{accepted.email} has accepted an invitation already. If they forgot the password, "
        "they can ask for a new one on the sign-in page.",
        f"An invitation is on its way to {waiting.email}.",
    ]


def test_deactivating_ends_what_somebody_may_do_at_once(admin_pages, client):
    lead = factories.person(Role.ADMINISTRATOR, "Second administrator")
    other = type(client)()
    other.force_login(lead)
    assert other.get("/admin/").status_code == 200
    admin_pages.post(LIST, {"action": "deactivate", "_selected_action": [lead.pk]})
    assert other.get("/admin/").status_code == 302
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"is_active": True}, {"is_active": False})


def test_nobody_deactivates_themselves(admin_pages, administrator):
    admin_pages.post(LIST, {"action": "deactivate", "_selected_action": [administrator.pk]})
    path = page_of(administrator)
    answer = admin_pages.post(path, filled(admin_pages.get(path), is_active=None))
    assert answer.status_code == 403
    administrator.refresh_from_db()
    assert administrator.is_active


def test_an_administrator_may_correct_their_own_name(admin_pages, administrator):
    path = page_of(administrator)
    answer = admin_pages.post(path, filled(admin_pages.get(path), name="Renamed"))
    administrator.refresh_from_db()
    assert (answer.status_code, administrator.name) == (302, "Renamed")


def test_nobody_appoints_themselves(admin_pages, administrator):
    own = {"role": "reviewer", "body": "oversight", "starts": "2021-04-01"}
    answer = admin_pages.post(
        reverse("admin:performance_appointment_add"), own | {"person": administrator.pk}
    )
    assert answer.context["adminform"].form.errors == {
        "person": ["Nobody appoints themselves: ask another administrator to do it."]
    }
    path = page_of(administrator)
    inline = {f"appointments-1-{name}": value for name, value in own.items()}
    answer = admin_pages.post(
        path, filled(admin_pages.get(path), **inline, **{"appointments-TOTAL_FORMS": 2})
    )
    assert answer.status_code == 200
    held = administrator.appointments.get()
    for step in ("change", "delete"):
        target = reverse(f"admin:performance_appointment_{step}", args=[held.pk])
        admin_pages.post(target, own | {"person": factories.somebody("Else").pk, "post": "yes"})
    assert [each.role for each in Appointment.objects.all()] == [Role.ADMINISTRATOR]
    assert [each.person for each in Appointment.objects.all()] == [administrator]


def test_the_address_of_an_account_is_not_changed_by_another(admin_pages):
    person = factories.somebody("Somebody")
    admin_pages.post(page_of(person), filled(admin_pages.get(page_of(person)), email="a@b.example"))
    person.refresh_from_db()
    assert person.email == "a@b.example"

    person.set_password("a-password-of-their-own")
    person.save()
    page = admin_pages.get(page_of(person))
    assert "email" not in page.context["adminform"].form.fields
    answer = admin_pages.post(page_of(person), filled(page, email="mine@example.org", name="New"))
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.email, person.name) == ("a@b.example", "New")


def test_a_person_is_never_deleted(admin_pages):
    person = factories.somebody("Somebody")
    path = reverse("admin:accounts_user_delete", args=[person.pk])
    assert admin_pages.post(path, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


# Deputies


def deputising(own, person, **changed):
    return {
        "person": person.pk,
        "role": own.role,
        "body": own.body,
        "portfolio": own.portfolio_id or "",
        "starts": "2021-08-02",
        "ends": "2021-08-30",
        "deputises_for": own.pk,
    } | changed


@pytest.fixture
def own():
    person = factories.person(Role.LEAD, portfolio=factories.portfolio())
    return person.appointments.get()


def test_an_administrator_makes_a_deputy_of_anybody(admin_pages, administrator, own):
    person = factories.somebody("Deputy")
    answer = admin_pages.post(reverse("admin:performance_appointment_add"), deputising(own, person))
    assert answer.status_code == 302
    assert person.appointments.get().deputises_for == own
    event = AuditEvent.objects.get(subject="appointment", action="added")
    assert (
        event.after["deputises_for"] == "portfolio.lead@example.org / lead / contact / 2015-04-01"
    )


@pytest.mark.parametrize(
    ("changed", "field", "fault"),
    [
        ({"role": "contributor"}, "role", "A deputy has what Portfolio lead has: choose the same."),
        ({"portfolio": ""}, "portfolio", "A deputy has what Portfolio lead has: choose the same."),
        (
            {"ends": ""},
            "__all__",
            "This breaks a rule: appointment of a deputy ends. Change what breaks it.",
        ),
    ],
)
def test_a_deputy_has_what_the_other_has_until_a_day(admin_pages, own, changed, field, fault):
    answer = admin_pages.post(
        reverse("admin:performance_appointment_add"),
        deputising(own, factories.somebody("Deputy"), **changed),
    )
    assert answer.context["adminform"].form.errors[field][0] == fault


def test_a_deputy_stands_in_for_another_who_is_none(admin_pages, own):
    add = reverse("admin:performance_appointment_add")
    admin_pages.post(add, deputising(own, factories.somebody("Deputy")))
    deputy = own.deputies.get()
    answers = [
        admin_pages.post(add, deputising(own, own.person)),
        admin_pages.post(add, deputising(deputy, factories.somebody("Third"))),
    ]
    assert [each.context["adminform"].form.errors for each in answers] == [
        {"person": ["Nobody stands in for themselves: choose somebody else."]},
        {"deputises_for": ["This is a deputy itself: choose the one who is stood in for."]},
    ]


def test_a_deputy_stays_within_the_days_of_the_other(admin_pages, own):
    Appointment.objects.filter(pk=own.pk).update(ends="2021-08-20")
    answer = admin_pages.post(
        reverse("admin:performance_appointment_add"),
        deputising(own, factories.somebody("Deputy")),
    )
    assert answer.context["adminform"].form.errors == {
        "ends": ["What they stand in for ends on 20 August 2021: not later than that."]
    }


def test_what_somebody_stands_in_for_stays_what_it_is(admin_pages, own):
    factories.appoint(
        factories.somebody("Deputy"),
        Role.LEAD,
        portfolio=own.portfolio,
        ends=factories.today().replace(year=factories.today().year + 1, day=1),
        deputises_for=own,
    )
    page = reverse("admin:performance_appointment_change", args=[own.pk])
    refused = admin_pages.post(page, filled(admin_pages.get(page), role="contributor"))
    assert refused.context["adminform"].form.errors == {
        "role": ["Somebody stands in for this appointment: end that first."]
    }
    admin_pages.post(page, filled(admin_pages.get(page), ends="2099-01-01"))
    own.refresh_from_db()
    assert str(own.ends) == "2099-01-01"
