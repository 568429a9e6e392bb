"""Keyboard shortcuts: the list of keys, and the switch that each person has for themselves."""

import pytest
from django.test import Client
from django.urls import reverse

from performance.states import State
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:keyboard")


@pytest.fixture
def scene():
    return factories.scene()


def told(answer) -> list[str]:
    return [str(each) for each in answer.context["messages"]]


def switch(client, to, **more):
    return client.post(PAGE, {"shortcuts": to, **more}, follow=True)


def test_everybody_has_them_until_they_turn_them_off(client, scene):
    person, other = scene.people.reviewer, scene.people.analyst
    client.force_login(person)
    assert "They are <strong>on</strong>." in client.get(PAGE).text
    answer = switch(client, "off")
    assert told(answer) == ["Keyboard shortcuts are off."]
    assert "They are <strong>off</strong>." in answer.text
    for each, kept in ((person, False), (other, True)):
        each.refresh_from_db()
        assert each.has_shortcuts == kept
    switch(client, "on")
    person.refresh_from_db()
    assert person.has_shortcuts


def test_turned_off_twice_they_are_off(client, scene):
    client.force_login(scene.people.reviewer)
    for _ in range(2):
        assert told(switch(client, "off")) == ["Keyboard shortcuts are off."]


@pytest.mark.parametrize("to", ["", "maybe"])
def test_a_switch_that_says_neither_is_refused(client, scene, to):
    client.force_login(scene.people.reviewer)
    assert client.post(PAGE, {"shortcuts": to}).status_code == 400
    scene.people.reviewer.refresh_from_db()
    assert scene.people.reviewer.has_shortcuts


def test_the_switch_leads_back_to_its_page_and_nowhere_else(client, scene):
    client.force_login(scene.people.reviewer)
    queue = reverse("performance:review-queue")
    for back, leads in ((queue, queue), ("https://elsewhere.example/", PAGE), ("", PAGE)):
        assert switch(client, "off", next=back).redirect_chain == [(leads, 302)]


def test_only_with_them_on_does_a_page_load_the_script_and_the_list(client, scene):
    person = scene.people.reviewer
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    pages = (
        reverse("performance:review-queue"),
        reverse("performance:submission", args=[checked.pk]),
    )
    for is_on in (True, False):
        person.has_shortcuts = is_on
        person.save()
        client.force_login(person)
        for page in pages:
            text = client.get(page).text
            assert ["shortcuts.js" in text, "<dialog" in text] == [is_on, is_on]


def test_the_page_sends_the_token(scene):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(scene.people.reviewer)
    assert careful.post(PAGE, {"shortcuts": "off"}).status_code == 403
    form = careful.get(PAGE).text.split("<main")[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = careful.post(PAGE, {"shortcuts": "off", "csrfmiddlewaretoken": token})
    assert (answer.status_code, answer.url) == (302, PAGE)
