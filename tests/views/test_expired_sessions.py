"""A session that ends in mid-sentence: what was typed is given back after signing in."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from performance import workflow
from performance.models import Commentary, Entry
from performance.states import Prompt

SECRET = "seventeen quiet owls"
TEXT = "Calls <rose> by 12% & more;\r\n“two” call takers left.\r\n\r\n* one\r\n* two"
HOST = "http://testserver"


@pytest.fixture
def person(scene):
    lead = scene.people.lead
    lead.set_password(SECRET)
    lead.save()
    return lead


class Browser(Client):
    """Sends what a browser sends with a form: where it comes from, what it takes, its token."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True, headers={"accept": "text/html"})

    def token(self, page) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]

    def send(self, page, address, typed):
        data = {"csrfmiddlewaretoken": self.token(page), **typed}
        return self.post(address, data, headers={"origin": HOST})


def hidden(page) -> dict:
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode(), re.S
    )
    fields = {unescape(name): unescape(value) for name, value in found}
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def sign_in(browser, person, page=None, **more):
    page = page or browser.get(reverse("accounts:sign-in"))
    typed = {**hidden(page), "username": person.email, "password": SECRET, **more}
    return browser.send(page, reverse("accounts:sign-in"), typed)


@pytest.fixture
def late(person, scene):
    """Somebody typed on a page for so long that the session had ended when they saved."""
    browser = Browser()
    sign_in(browser, person)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = browser.get(address)
    del browser.cookies["sessionid"]
    field = workflow.slots(scene.draft)[0].field
    typed = {
        **hidden(page),
        field: "38%",
        f"standing-{field.removeprefix('figure-')}": "final",
        "narrative": TEXT,
    }
    return browser, browser.send(page, address, typed), address


def test_the_page_to_sign_in_says_that_nothing_was_lost(late):
    _, answer, _ = late
    assert answer.status_code == 403
    words = answer.content.decode()
    assert words.count("What you typed is kept: it is given back to you") == 1
    assert not Entry.objects.exists()


def test_after_signing_in_the_form_is_sent_on_as_it_was_typed(late, person):
    browser, answer, address = late
    back = sign_in(browser, person, answer)
    assert back.status_code == 200
    assert f'action="{address}"' in back.content.decode()
    sent = browser.send(back, address, hidden(back))
    assert sent.status_code == 302
    assert Commentary.objects.get(prompt=Prompt.NARRATIVE).text == TEXT.replace("\r\n", "\n")
    assert Entry.objects.get().raw == "38%"


def test_a_wrong_password_first_loses_nothing(late, person):
    browser, answer, _ = late
    again = sign_in(browser, person, answer, password="wrong")
    assert again.status_code == 200
    back = sign_in(browser, person, again)
    assert hidden(back)["narrative"] == TEXT


def test_the_longer_texts_can_be_read_and_copied(late, person):
    browser, answer, _ = late
    back = sign_in(browser, person, answer).content.decode()
    assert "Calls &lt;rose&gt; by 12% &amp; more;" in back


@pytest.fixture
def other(scene):
    """Somebody else at the same browser."""
    person = scene.people.analyst
    person.set_password(SECRET)
    person.save()
    return person


def test_another_person_is_not_shown_what_was_typed(late, other):
    browser, answer, _ = late
    back = sign_in(browser, other, answer)
    assert (back.status_code, back.url) == (302, "/")
    assert "somebody else may have typed it" in browser.get("/").content.decode()


@pytest.mark.parametrize("other_left_too", [False, True])
def test_a_page_left_open_is_not_given_to_whoever_signed_in_since(
    person, other, scene, other_left_too
):
    """The page is the one's in which it was made, whoever sits at the browser when it is sent."""
    browser = Browser()
    sign_in(browser, person)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = browser.get(address)
    del browser.cookies["sessionid"]
    sign_in(browser, other)
    if other_left_too:
        del browser.cookies["sessionid"]
    answer = browser.send(page, address, {**hidden(page), "narrative": TEXT})
    if other_left_too:
        answer = sign_in(browser, other, answer)
    assert (answer.status_code, answer.url) == (302, "/")
    assert "two” call takers" not in browser.get("/").content.decode()
    assert not Commentary.objects.exists()
    # Its own person still gets it back.
    del browser.cookies["sessionid"]
    sign_in(browser, person)
    back = browser.send(page, address, {**hidden(page), "narrative": TEXT})
    assert (back.status_code, hidden(back)["narrative"]) == (200, TEXT)


@pytest.mark.parametrize("token", ["", "short", "ü" * 64, "a" * 32, "a" * 64])
def test_a_page_that_nobody_is_known_to_have_had_is_given_to_nobody(person, scene, token):
    browser = Browser()
    sign_in(browser, person)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    typed = {"csrfmiddlewaretoken": token, "narrative": TEXT}
    answer = browser.post(address, typed, headers={"origin": HOST})
    assert (answer.status_code, answer.url) == (302, "/")
    del browser.cookies["sessionid"]
    late = browser.post(address, typed, headers={"origin": HOST})
    assert (late.status_code, "kept" in hidden(late)) == (403, False)
    assert "Go back in your browser to see what you typed" in late.content.decode()


def test_no_copy_of_what_is_kept_stays_in_the_browser(late, person):
    browser, answer, _ = late
    back = sign_in(browser, person, answer)
    assert [each["Cache-Control"].count("no-store") for each in (answer, back)] == [1, 1]


def test_what_was_changed_on_its_way_is_not_given_back(late, person):
    browser, answer, _ = late
    back = sign_in(browser, person, answer, kept=hidden(answer)["kept"][:-3] + "abc")
    assert (back.status_code, back.url) == (302, "/")


def test_signed_in_again_in_another_tab_the_page_still_gives_it_back(person, scene):
    browser = Browser()
    sign_in(browser, person)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = browser.get(address)
    del browser.cookies["sessionid"]
    sign_in(browser, person)
    back = browser.send(page, address, {**hidden(page), "narrative": TEXT})
    assert back.status_code == 200
    assert hidden(back)["narrative"] == TEXT
    assert browser.send(back, address, hidden(back)).status_code == 302


def test_a_form_of_another_site_is_refused_and_nothing_of_it_shown(person, scene):
    browser = Browser()
    sign_in(browser, person)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    for origin in ("https://elsewhere.example", "null"):
        answer = browser.post(address, {"narrative": TEXT}, headers={"origin": origin})
        assert answer.status_code == 403
        assert "Calls" not in answer.content.decode()


def test_a_file_is_asked_for_again(person):
    browser = Browser()
    sign_in(browser, person)
    page = browser.get("/")
    del browser.cookies["sessionid"]
    upload = SimpleUploadedFile("July <return>.pdf", b"%PDF-1.7")
    answer = browser.send(page, "/", {"file": upload, "why": "The return of July."})
    back = sign_in(browser, person, answer)
    assert "Choose “July &lt;return&gt;.pdf” again" in back.content.decode()


def test_a_script_is_sent_to_sign_in_as_before(scene):
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    answer = Client().post(address, {"narrative": TEXT})
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/")


def test_passwords_are_never_kept(person):
    browser = Browser()
    sign_in(browser, person)
    address = reverse("accounts:password-change")
    page = browser.get(address)
    del browser.cookies["sessionid"]
    answer = browser.send(page, address, {"old_password": SECRET, "new_password1": "another one"})
    assert set(hidden(answer)) <= {"next", "kept"}
    back = sign_in(browser, person, answer)
    assert hidden(back) == {}
