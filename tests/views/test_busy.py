"""Somebody else's work in the way for longer than a page waits: nothing typed is lost."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.urls import reverse

from performance import workflow
from performance.models import Commentary, Entry, Submission
from tests.accounts.conftest import SECRET
from tests.views.pages import words
from tests.views.test_expired_sessions import TEXT, Browser, hidden, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# What keeps others from writing, and how long this connection waits for it.
LOCKS = {
    "sqlite": ("BEGIN IMMEDIATE", "PRAGMA busy_timeout = 50"),
    "postgresql": (
        "BEGIN; LOCK TABLE performance_submission, accounts_user IN EXCLUSIVE MODE",
        "SET lock_timeout = '50ms'",
    ),
}


@contextmanager
def written_by_another():
    """Another connection holds what saving a submission and signing in need."""
    begin, wait = LOCKS[connection.vendor]
    other = connection.copy()
    with connection.cursor() as cursor:
        cursor.execute(wait)
    with other.cursor() as cursor:
        cursor.execute(begin)
        yield
        cursor.execute("ROLLBACK")
    other.close()
    # The next test waits as long as a page does.
    connection.close()


@pytest.fixture
def contributor(scene):
    person = scene.people.contributor
    person.set_password(SECRET)
    person.save()
    return person


def test_what_was_typed_is_given_back_to_be_sent_again(scene, contributor):
    browser = Browser()
    sign_in(browser, contributor)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = browser.get(address)
    field = workflow.slots(scene.draft)[0].field
    typed = {**hidden(page), field: "38%", "narrative": TEXT}
    with written_by_another():
        answer = browser.send(page, address, typed)
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert answer["Cache-Control"].count("no-store") == 1
    assert "The service is busy Other work was in the way" in words(answer)
    assert Submission.objects.get(pk=scene.draft.pk).version == 1
    assert browser.send(answer, address, hidden(answer)).status_code == 302
    assert Entry.objects.get().raw == "38%"
    assert Commentary.objects.get().text == TEXT.replace("\r\n", "\n")


def test_a_script_is_told_by_the_status_to_try_again(client, scene):
    client.force_login(scene.people.contributor)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    typed = {"version": 1, workflow.slots(scene.draft)[0].field: "38%"}
    with written_by_another():
        answer = client.post(address, typed, headers={"accept": "application/json"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_a_password_is_never_given_back(contributor):
    browser = Browser()
    page = browser.get(reverse("accounts:sign-in"))
    with written_by_another():
        answer = sign_in(browser, contributor, page)
    assert answer.status_code == 503
    assert "Go back, wait a moment and try again." in words(answer)
    assert SECRET not in answer.content.decode()
