"""Changing a password, and getting a new one by mail."""

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client

from accounts.forms import DIFFERENT
from accounts.models import User
from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.django_db
NEW = "eleven patient herons"


def ask_for_link(client, mailoutbox, address):
    """Ask for a new password; the path of the link in the mail that came."""
    client.post("/password/reset/", {"email": address})
    return re.search(r"http://testserver(/\S+)", mailoutbox[-1].body).group(1)


def open_link(client, path):
    """Follow the link to its form; the form's own address."""
    answer = client.get(path)
    assert answer.status_code == 302
    return answer.url


def twice(password, again=None):
    return {"new_password1": password, "new_password2": again or password}


def test_only_somebody_signed_in_changes_a_password(client):
    assert client.get("/password/change/").url == "/sign-in/?next=/password/change/"


def test_a_changed_password_is_the_only_one_that_works(client, lead):
    client.force_login(lead)
    answer = client.post("/password/change/", {"old_password": SECRET, **twice(NEW)})
    assert answer.url == "/password/change/done/"
    lead.refresh_from_db()
    assert (lead.check_password(NEW), lead.check_password(SECRET)) == (True, False)


def test_a_change_keeps_this_session_and_ends_the_others(client, lead):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.post("/sign-in/", {"username": lead.email, "password": SECRET})
    client.post("/password/change/", {"old_password": SECRET, **twice(NEW)})
    assert (get_user(client), get_user(elsewhere).is_authenticated) == (lead, False)


def test_a_change_needs_the_present_password(client, lead):
    client.force_login(lead)
    answer = client.post("/password/change/", {"old_password": "another one", **twice(NEW)})
    assert answer.context["form"].errors == {
        "old_password": ["That is not the password you use now. Type it again."]
    }
    lead.refresh_from_db()
    assert lead.check_password(SECRET) is True


@pytest.mark.parametrize(
    ("weak", "field", "why"),
    [
        ("short", "new_password1", "This password is too short. It must contain at least 12 "
         "characters."),
        ("825601937462", "new_password1", "This password is entirely numeric."),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_beside_the_field_it_was_typed_in(
    client, lead, weak, field, why
):
    client.force_login(lead)
    answer = client.post("/password/change/", {"old_password": SECRET, **twice(weak)})
    assert answer.context["form"].errors == {field: [why]}


def test_two_different_passwords_are_refused(client, lead):
    client.force_login(lead)
    answer = client.post("/password/change/", {"old_password": SECRET, **twice(NEW, NEW + "!")})
    assert answer.context["form"].errors == {"new_password2": [DIFFERENT]}


def test_a_link_by_mail_sets_a_new_password_once(client, lead, mailoutbox):
    path = ask_for_link(client, mailoutbox, "lead@EXAMPLE.org")
    assert (mailoutbox[0].to, mailoutbox[0].subject) == (
        ["Lead@example.org"],
        "A new password for Police performance",
    )
    answer = client.post(open_link(client, path), twice(NEW))
    assert answer.url == "/password/reset/done/"
    lead.refresh_from_db()
    assert lead.check_password(NEW) is True
    assert client.get(path).context["validlink"] is False


def test_a_new_password_by_mail_does_not_sign_in(client, lead, mailoutbox):
    path = ask_for_link(client, mailoutbox, lead.email)
    client.post(open_link(client, path), twice(NEW))
    assert get_user(client).is_authenticated is False


def test_asking_says_the_same_about_a_stranger_and_sends_nothing(client, lead, mailoutbox):
    User.objects.create_user("gone@example.org", SECRET, is_active=False)
    answers = [
        client.post("/password/reset/", {"email": address})
        for address in ("nobody@example.org", "gone@example.org", lead.email)
    ]
    assert [answer.url for answer in answers] == ["/password/reset/sent/"] * 3
    assert [mail.to for mail in mailoutbox] == [[lead.email]]


def test_a_link_stops_when_its_person_is_made_inactive(client, lead, mailoutbox):
    path = ask_for_link(client, mailoutbox, lead.email)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get(path).context["validlink"] is False


def test_the_address_of_the_form_does_not_carry_the_token(client, lead, mailoutbox):
    path = ask_for_link(client, mailoutbox, lead.email)
    assert open_link(client, path).endswith("/set-password/")


@pytest.mark.parametrize("path", ["/password/reset/x/y/", "/password/reset/OTk5/abc-def/"])
def test_a_damaged_link_says_so_and_offers_a_new_one(client, path):
    page = client.get(path)
    assert (page.status_code, page.context["validlink"]) == (200, False)
    assert 'href="/password/reset/"' in page.content.decode()
