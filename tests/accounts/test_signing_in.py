"""Signing in and out."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.forms import REFUSED
from accounts.models import User
from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def typed(address, password=SECRET, **more):
    return {"username": address, "password": password, **more}


def test_an_address_in_any_mix_of_cases_and_the_password_sign_in(client, lead):
    answer = client.post(SIGN_IN, typed("LEAD@example.ORG"))
    assert (answer.status_code, answer.url) == (302, reverse("performance:home"))
    assert get_user(client) == lead


def test_whoever_was_on_the_way_somewhere_goes_there(client, lead):
    answer = client.post(SIGN_IN, typed(lead.email, next="/password/change/"))
    assert answer.url == "/password/change/"


def test_the_page_keeps_where_one_was_going(client):
    page = client.get(SIGN_IN, {"next": "/password/change/"}).content.decode()
    assert '<input type="hidden" name="next" value="/password/change/">' in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "///x.example"],
)
def test_signing_in_never_leads_out_of_the_service(client, lead, elsewhere):
    answer = client.post(SIGN_IN, typed(lead.email, next=elsewhere))
    assert answer.url == reverse("performance:home")


def test_a_refusal_is_the_same_whoever_is_asked_about(client, lead):
    User.objects.create_user("gone@example.org", SECRET, is_active=False)
    User.objects.create_user("invited@example.org")
    attempts = [
        typed(lead.email, "a wrong password"),
        typed("nobody@example.org"),
        typed("gone@example.org"),
        typed("invited@example.org"),
    ]
    answers = [client.post(SIGN_IN, attempt) for attempt in attempts]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [answer.context["form"].errors for answer in answers] == [{"__all__": [REFUSED]}] * 4
    assert get_user(client).is_authenticated is False


def test_an_empty_form_says_what_to_enter(client):
    assert client.post(SIGN_IN, typed("", "")).context["form"].errors == {
        "username": ["Enter your e-mail address."],
        "password": ["Enter your password."],
    }


def test_a_password_counts_with_the_spaces_around_it(client, lead):
    lead.set_password(f" {SECRET} ")
    lead.save()
    assert client.post(SIGN_IN, typed(lead.email)).status_code == 200
    assert client.post(SIGN_IN, typed(lead.email, f" {SECRET} ")).status_code == 302


def test_whoever_is_signed_in_already_is_sent_home(client, lead):
    client.force_login(lead)
    assert client.get(SIGN_IN).url == reverse("performance:home")


def test_signing_out_ends_the_session(client, lead):
    client.force_login(lead)
    answer = client.post("/sign-out/")
    assert (answer.status_code, answer.url) == (302, SIGN_IN)
    assert get_user(client).is_authenticated is False


def test_a_link_cannot_sign_anybody_out(client, lead):
    client.force_login(lead)
    assert client.get("/sign-out/").status_code == 405
    assert get_user(client) == lead


def test_a_person_made_inactive_is_out_at_the_next_request(client, lead):
    client.force_login(lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get("/password/change/").url == f"{SIGN_IN}?next=/password/change/"
