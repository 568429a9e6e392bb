"""A file and a move, or two files, at the same instant: the database decides, on the row's lock."""

import threading
import time

import pytest
from django.db import transaction

from performance import workflow
from performance.models import Attachment, AuditEvent, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.intake import files
from tests.workflow.test_races import PATIENCE, at_once

UNDER_WAY = 0.5  # seconds for which a transaction stays open


@pytest.fixture
def ready(transactional_db):
    """A scene whose draft can be submitted, and that draft."""
    scene = factories.scene()
    return scene, factories.fill(scene.draft, by=scene.people.contributor)


def slowly(deed, begun: threading.Event):
    """Do the deed, and commit it a while later; ``begun`` is set in between."""

    def work():
        with transaction.atomic():
            done = deed()
            begun.set()
            time.sleep(UNDER_WAY)
        return done

    return work


def after(begun: threading.Event, deed):
    def work():
        begun.wait(PATIENCE)
        return deed()

    return work


def attach(of, *, by, content=None):
    content = files.pdf() if content is None else content
    return workflow.attach(of, by=by, on=today(), name="July.pdf", content=content)


def submit(of, *, by):
    return workflow.submit(of, by=by, on=today(), version=of.version)


@pytest.mark.postgres
def test_while_it_is_being_submitted_no_file_slips_in(ready):
    scene, draft = ready
    begun, people = threading.Event(), scene.people
    submitted, refused = at_once(
        slowly(lambda: submit(draft, by=people.lead), begun),
        after(begun, lambda: attach(draft, by=people.contributor)),
    )
    assert submitted.state == State.SUBMITTED
    assert isinstance(refused, workflow.MovedOn)
    assert "Portfolio lead submitted this submission" in str(refused)
    assert not Attachment.objects.exists()


@pytest.mark.postgres
def test_while_a_file_is_being_attached_it_is_not_submitted_without_it(ready):
    scene, draft = ready
    begun, people = threading.Event(), scene.people
    attached, submitted = at_once(
        slowly(lambda: attach(draft, by=people.contributor), begun),
        after(begun, lambda: submit(draft, by=people.lead)),
    )
    assert not attached.already
    assert submitted.state == State.SUBMITTED
    events = AuditEvent.objects.filter(subject_id=str(draft.pk)).order_by("id")
    assert [each.action for each in events] == ["saved", "attached a file", "submitted"]


@pytest.mark.postgres
def test_while_it_is_being_submitted_no_file_is_removed(ready):
    scene, draft = ready
    begun, people = threading.Event(), scene.people
    row = attach(draft, by=people.lead).attachment
    submitted, refused = at_once(
        slowly(lambda: submit(draft, by=people.lead), begun),
        after(begun, lambda: workflow.remove_attachment(row, by=people.contributor, on=today())),
    )
    assert submitted.state == State.SUBMITTED
    assert isinstance(refused, workflow.MovedOn)
    assert Attachment.objects.get().removed_at is None


@pytest.mark.postgres
def test_the_same_file_at_the_same_instant_is_one_file(ready):
    scene, draft = ready
    added = at_once(*[lambda: attach(draft, by=scene.people.lead)] * 4)
    row = Attachment.objects.get()
    assert [each.attachment for each in added] == [row] * 4
    assert sorted(each.already for each in added) == [False, True, True, True]


@pytest.mark.postgres
def test_a_file_removed_twice_at_the_same_instant_is_removed_once(ready):
    scene, draft = ready
    row = attach(draft, by=scene.people.lead).attachment
    removal = {"by": scene.people.lead, "on": today()}
    removed = at_once(*[lambda: workflow.remove_attachment(row, **removal)] * 4)
    assert sorted(removed) == [False, False, False, True]
    assert AuditEvent.objects.filter(action="removed a file").count() == 1
    assert Submission.objects.get().version == draft.version


@pytest.mark.postgres
def test_a_save_and_a_file_at_the_same_instant_are_both_kept(ready):
    scene, draft = ready
    saved, attached = at_once(
        lambda: factories.fill(draft, by=scene.people.lead, raw="39%"),
        lambda: attach(draft, by=scene.people.contributor),
    )
    assert saved.version == draft.version + 1
    assert not attached.already
