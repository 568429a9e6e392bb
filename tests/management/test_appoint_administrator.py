"""appoint_administrator: the first administrator, who opens the door to the others."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from performance.models import Appointment, AuditEvent
from performance.states import Body, Role
from tests import factories

pytestmark = pytest.mark.django_db

EMAIL = "first@example.org"


def appoint(*arguments) -> str:
    said = StringIO()
    call_command("appoint_administrator", *arguments, stdout=said)
    return said.getvalue()


def link_in(said: str) -> str:
    return re.search(r"http\S+", said)[0]


def test_an_empty_installation_gets_an_administrator_who_can_get_in(client):
    said = appoint(EMAIL, "--name", "First", "--address", "https://performance.example.org")
    link = link_in(said)
    assert link.startswith("https://performance.example.org/invitation/")

    page = client.get(urlsplit(link).path, follow=True)
    password = "a-long-password-of-my-own"
    client.post(
        page.redirect_chain[-1][0] if page.redirect_chain else urlsplit(link).path,
        {"new_password1": password, "new_password2": password},
    )
    assert client.login(username=EMAIL, password=password)
    assert client.get(reverse("admin:index")).status_code == 200

    [held] = Appointment.objects.all()
    assert (held.person.name, held.role, held.body, held.starts, held.ends) == (
        "First",
        Role.ADMINISTRATOR,
        Body.OVERSIGHT,
        factories.today(),
        None,
    )


def test_both_are_in_the_trail_by_the_system():
    appoint(EMAIL)
    events = AuditEvent.objects.order_by("id").values_list("subject", "action", "actor_name")
    assert list(events) == [
        ("person", "added", "The system"),
        ("appointment", "added", "The system"),
    ]


def test_a_second_run_appoints_nobody_twice_and_prints_a_link_again():
    appoint(EMAIL)
    said = appoint(EMAIL.upper())
    assert said.startswith(f"{EMAIL} is an administrator already.\n")
    assert link_in(said).startswith("http://127.0.0.1:8000/invitation/")
    assert (User.objects.count(), Appointment.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == 2


def test_who_has_a_password_is_appointed_and_gets_no_link():
    User.objects.create_user(EMAIL, "a-password-of-their-own", name="First")
    today = factories.today()
    assert appoint(EMAIL) == f"{EMAIL} is an administrator from {today:%-d %B %Y}.\n"


def test_who_is_not_active_is_refused():
    User.objects.create_user(EMAIL, name="First", is_active=False)
    with pytest.raises(CommandError, match="marked as not active"):
        appoint(EMAIL)
    assert not Appointment.objects.exists()


def test_what_is_no_address_is_refused():
    with pytest.raises(CommandError) as refused:
        appoint("administrator")
    assert str(refused.value) == ("'administrator' is no e-mail address: give one to sign in with.")
    assert not User.objects.exists()
