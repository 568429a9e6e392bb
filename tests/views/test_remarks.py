"""Remarks on a submission's page: what each body reads, and what a sent form answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.models import AuditEvent, Remark
from performance.states import Audience, Role, State
from performance.views.threads import name_of
from tests import factories
from tests.factories import today
from tests.views.pages import words

FORCE = "They counted the calls twice."
OVERSIGHT = "Watch this one in August."
RECORD = "Why did it fall (<50% again)?"


@pytest.fixture
def checked(scene):
    submission = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    people = scene.people
    for by, audience, text in (
        (people.analyst, Audience.PRIVATE, FORCE),
        (people.reviewer, Audience.PRIVATE, OVERSIGHT),
        (people.reviewer, Audience.RECORD, RECORD),
    ):
        workflow.remark(submission, by=by, on=today(), audience=audience, text=text)
    return submission


def page(submission):
    return reverse("performance:submission", args=[submission.pk])


def trails(submission):
    yield reverse("performance:submission-audit", args=[submission.pk])
    yield reverse("performance:indicator-audit", args=[submission.indicator.pk])


def say(client, submission, audience="record", text="Two call takers left."):
    address = reverse("performance:submission-remark", args=[submission.pk])
    return client.post(address, {"audience": audience, f"{audience}-text": text})


HEARS = {
    "contributor": {FORCE, RECORD},
    "lead": {FORCE, RECORD},
    "analyst": {FORCE, RECORD},
    "panel_chair": {FORCE, RECORD},
    "reviewer": {OVERSIGHT, RECORD},
    "publisher": {OVERSIGHT, RECORD},
}


@pytest.mark.parametrize("name", HEARS)
def test_each_body_reads_its_own_notes_and_the_record(client, scene, checked, name):
    client.force_login(getattr(scene.people, name))
    text = words(client.get(page(checked)))
    assert {each for each in (FORCE, OVERSIGHT, RECORD) if each in text} == HEARS[name]


@pytest.mark.parametrize(("name", "body"), [("analyst", "force"), ("reviewer", "oversight")])
def test_who_notes_something_is_told_that_their_own_body_alone_reads_it(
    client, scene, checked, name, body
):
    client.force_login(getattr(scene.people, name))
    address = reverse("performance:submission-remark", args=[checked.pk])
    sent = {"audience": "private", "private-text": "Hm."}
    (message,) = client.post(address, sent, follow=True).context["messages"]
    assert str(message) == f"Your note is kept. Only {name_of(body)} reads it."


def test_a_board_member_reads_neither(client, scene, checked):
    workflow.approve(checked, by=scene.people.reviewer, on=today(), version=checked.version)
    client.force_login(scene.people.board_member)
    answer = client.get(page(checked))
    assert answer.context["threads"] == []
    assert not any(each in words(answer) for each in (FORCE, OVERSIGHT, RECORD))


def test_whoever_sits_in_both_bodies_reads_neither(client, scene, checked):
    factories.appoint(scene.people.lead, Role.REVIEWER)
    client.force_login(scene.people.lead)
    answer = client.get(page(checked))
    assert answer.context["threads"] == []
    assert say(client, checked).status_code == 403


IN_TRAIL = {
    "analyst": [("Analyst", "noted privately"), ("Reviewer", "remarked")],
    "reviewer": [("Reviewer", "noted privately"), ("Reviewer", "remarked")],
    "board_member": [],
}


@pytest.mark.parametrize("name", IN_TRAIL)
def test_the_trail_tells_nobody_of_another_bodys_notes(client, scene, checked, name):
    workflow.approve(checked, by=scene.people.reviewer, on=today(), version=checked.version)
    client.force_login(getattr(scene.people, name))
    for trail in trails(checked):
        answer = client.get(trail)
        told = [line for line in answer.context["lines"] if line.subject == "remark"]
        assert sorted((line.who, line.did) for line in told) == IN_TRAIL[name]
        text = words(answer)
        assert FORCE not in text
        assert OVERSIGHT not in text
        assert (RECORD in text) == bool(IN_TRAIL[name])


def test_the_administration_site_knows_of_nothing_that_was_said(client, scene, checked):
    client.force_login(scene.people.administrator)
    answer = client.get(reverse("admin:performance_auditevent_changelist"))
    subjects = {event.subject for event in answer.context["cl"].queryset}
    assert "submission" in subjects
    assert "remark" not in subjects
    assert not any(each in answer.text for each in (FORCE, OVERSIGHT, RECORD))
    said = AuditEvent.objects.get(action="remarked")
    page_of_it = reverse("admin:performance_auditevent_change", args=[said.pk])
    assert client.get(page_of_it, follow=True).request["PATH_INFO"] == reverse("admin:index")


@pytest.mark.parametrize("audience", Audience)
def test_what_is_said_stands_on_the_page(client, scene, checked, audience):
    client.force_login(scene.people.lead)
    answer = say(client, checked, audience)
    assert (answer.status_code, answer.url) == (302, f"{page(checked)}#{audience}")
    made = Remark.objects.get(text="Two call takers left.")
    assert (made.audience, made.body, made.said_by) == (audience, "force", scene.people.lead)
    assert "Two call takers left." in words(client.get(page(checked)))


def test_a_double_click_says_it_once(client, scene, checked):
    client.force_login(scene.people.lead)
    answers = [say(client, checked).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Remark.objects.filter(text="Two call takers left.").count() == 1


def test_nothing_said_is_told_at_its_field_and_the_page_says_error(client, scene, checked):
    client.force_login(scene.people.lead)
    answer = say(client, checked, text="  ")
    assert answer.status_code == 400
    assert '<a href="#id_record-text">Write what you want to say.</a>' in answer.text
    assert "<title>Error: " in answer.text
    assert Remark.objects.count() == 3


@pytest.mark.parametrize("audience", ["", "everybody"])
def test_a_form_that_does_not_say_for_whom_is_refused(client, scene, checked, audience):
    client.force_login(scene.people.lead)
    assert say(client, checked, audience).status_code == 400


def test_what_one_may_not_see_one_does_not_speak_of(client, scene):
    for name in ("reviewer", "other_lead"):
        client.force_login(getattr(scene.people, name))
        assert say(client, scene.draft).status_code == 404


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", ["reviewer", "publisher"])
def test_what_was_typed_while_it_was_sent_back_is_given_back(
    client, scene, checked, name, audience
):
    client.force_login(getattr(scene.people, name))
    workflow.send_back(
        checked,
        by=scene.people.second_reviewer,
        on=today(),
        version=checked.version,
        reason="Please look again.",
    )
    answer = say(client, checked, audience, "Half a page\nof (<50%) doubts.")
    assert answer.status_code == 409
    text = words(answer)
    assert "Nothing was changed: before you could say this, Second reviewer sent back" in text
    assert "The force is working on it again since." in text
    assert "What you typed Half a page of (<50%) doubts." in text
    assert "38%" not in text
    assert Remark.objects.count() == 3


def test_the_page_costs_the_same_for_one_remark_and_for_three(client, scene, checked):
    client.force_login(scene.people.lead)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(checked)).status_code == 200
        return len(captured)

    one = queries()
    for text in ("First.", "Second."):
        workflow.remark(checked, by=scene.people.reviewer, on=today(), audience="record", text=text)
    assert queries() == one
