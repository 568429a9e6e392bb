"""What the pages owe to everybody who reads them, however they read."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.accounts.conftest import SECRET

pytestmark = pytest.mark.django_db

OPEN = [
    "/sign-in/",
    "/password/reset/",
    "/password/reset/sent/",
    "/password/reset/done/",
    "/password/reset/x/y/",
    "/invitation/x/y/",
]
SIGNED_IN = ["/password/change/", "/password/change/done/"]


@pytest.fixture
def page(client, lead):
    def read(path):
        if path in SIGNED_IN:
            client.force_login(lead)
        return client.get(path).content.decode()

    return read


@pytest.mark.parametrize("path", OPEN + SIGNED_IN)
def test_a_page_has_one_heading_that_its_title_repeats(page, path):
    words = page(path)
    (heading,) = re.findall(r"<h1[^>]*>([^<]+)</h1>", words)
    assert re.findall(r"<title>(.*)</title>", words) == [f"{heading} – Police performance"]


@pytest.mark.parametrize("path", OPEN + SIGNED_IN)
def test_a_page_holds_nothing_that_the_security_policy_forbids(page, path):
    words = page(path)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", words) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", words) == []


@pytest.mark.parametrize("path", OPEN + SIGNED_IN)
def test_a_page_can_be_read_from_its_main_part_and_says_its_language(page, path):
    words = page(path)
    assert '<html lang="en-GB"' in words
    assert words.count('href="#main-content"') == words.count('id="main-content"') == 1


def test_the_title_says_that_something_is_wrong(client):
    words = client.post("/sign-in/", {"username": "", "password": ""}).content.decode()
    assert "<title>Error: Sign in – Police performance</title>" in words


def test_a_wrong_field_is_named_above_the_form_and_beside_itself(client):
    words = client.post("/sign-in/", {"username": "", "password": "x"}).content.decode()
    assert '<li><a href="#id_username">Enter your e-mail address.</a></li>' in words
    assert 'id="id_username_error"' in words
    (field,) = re.findall(r'<input[^>]*id="id_username"[^>]*>', words)
    assert 'aria-describedby="id_username_error"' in field
    assert 'aria-invalid="true"' in field


def test_a_stranger_sees_no_menu(page):
    words = page("/sign-in/")
    assert ("Sign out" in words, "<nav" in words) == (False, False)


def test_somebody_signed_in_is_named_and_can_sign_out(page):
    words = page("/password/change/")
    assert ("Portfolio lead" in words, 'action="/sign-out/"' in words) == (True, True)


def test_a_page_that_is_not_there_says_so_in_the_service_s_own_dress(client):
    answer = client.get("/nothing/is/here/")
    assert answer.status_code == 404
    assert "<title>Page not found – Police performance</title>" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_the_pages_of_last_resort_need_nothing_at_all(name):
    words = render_to_string(name)
    assert (words.count("<h1"), "{{" in words, "{%" in words) == (1, False, False)


def test_a_form_sent_from_an_old_page_says_what_to_do(lead):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": lead.email, "password": SECRET})
    assert answer.status_code == 403
    assert '<h1 class="govuk-heading-l">This page was open too long<' in answer.content.decode()
