"""Somebody else's work in the way for longer than a page waits: nothing typed is lost, and a page
that cannot be read says so."""

import gc
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
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


# What keeps others even from reading, and how to wait for it no longer than a moment. SQLite has
# one lock for all its tables.
SHUT = {
    "sqlite": ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "PRAGMA user_version = 0"),
    "postgresql": ("BEGIN", "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"),
}
IMPATIENT = {"sqlite": ("timeout", 0.05), "postgresql": ("options", "-c lock_timeout=50")}


@pytest.fixture
def shut_by_another(monkeypatch):
    """While it lasts, another connection holds a table alone."""

    @contextmanager
    def shut(table):
        connection.close()
        # What earlier locks threw still holds connections that nobody uses.
        gc.collect()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], *IMPATIENT[connection.vendor])
        other = connection.copy()
        for each in SHUT[connection.vendor]:
            with other.cursor() as cursor:
                cursor.execute(each.format(table=table))
        yield
        other.close()
        connection.close()

    return shut


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


# Of these the first is read to know who asks, and the second by the page itself.
@pytest.mark.parametrize("table", ["django_session", "performance_submission"])
def test_a_page_that_cannot_be_read_says_that_nothing_is_lost(
    contributor, scene, shut_by_another, table
):
    browser = Browser()
    sign_in(browser, contributor)
    address = reverse("performance:submission-edit", args=[scene.draft.pk]) + "?from=home"
    with shut_by_another(table):
        answer = browser.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert answer["Cache-Control"].count("no-store") == 1
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "The service is busy This page could not be read in time" in words(answer)
    assert "Nothing is lost: what you saved before is safe." in words(answer)
    assert f'<a class="govuk-link" href="{address}">Reload the page</a>' in answer.text
    assert browser.get(address).status_code == 200


def test_a_page_that_meets_a_lock_half_way_says_so_too(contributor, scene):
    """As SQLite tells it, when what is read is being moved within its file."""

    def locked(execute, sql, params, many, context):
        if '"performance_submission"' in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    browser = Browser()
    sign_in(browser, contributor)
    with connection.execute_wrapper(locked):
        answer = browser.get(reverse("performance:submission-edit", args=[scene.draft.pk]))
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert "This page could not be read in time" in words(answer)


def test_a_form_is_given_back_though_nobody_can_tell_whose_it_is(
    contributor, scene, shut_by_another
):
    browser = Browser()
    sign_in(browser, contributor)
    address = reverse("performance:submission-edit", args=[scene.draft.pk])
    page = browser.get(address)
    typed = {**hidden(page), workflow.slots(scene.draft)[0].field: "38%", "narrative": TEXT}
    with shut_by_another("django_session"):
        answer = browser.send(page, address, typed)
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert browser.send(answer, address, hidden(answer)).status_code == 302
    assert Entry.objects.get().raw == "38%"


def test_a_script_is_told_by_the_status_that_a_page_cannot_be_read(client, scene, shut_by_another):
    client.force_login(scene.people.contributor)
    with shut_by_another("django_session"):
        answer = client.get(reverse("performance:home"), headers={"accept": "application/json"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
