"""Files with a submission: added and removed by those who may save it, each once, or not at all."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from performance import workflow
from performance.models import Attachment, AuditEvent, Cycle, Participant, Submission
from performance.queries.audit.audit import handed_over, of_submission
from performance.queries.submissions.attachments import attachments_of
from performance.states import State
from performance.workflow import audit
from tests import factories
from tests.factories import today
from tests.intake import files


@pytest.fixture(autouse=True)
def empty_store():
    for name in stored():
        storages["attachments"].delete(name)


def stored() -> list[str]:
    store = storages["attachments"]
    return [
        f"{folder}/{name}" for folder in store.listdir("")[0] for name in store.listdir(folder)[1]
    ]


def attach(submission, *, by, name="July.pdf", content=None):
    return workflow.attach(
        submission,
        by=by,
        on=today(),
        name=name,
        content=files.pdf() if content is None else content,
    )


def remove(attachment, *, by):
    return workflow.remove_attachment(attachment, by=by, on=today())


def test_a_file_is_kept_as_it_came_and_the_trail_says_who_added_it(scene):
    content = files.xlsx()
    attached = attach(scene.draft, by=scene.people.lead, name="../July.xlsx", content=content)
    row = Attachment.objects.get()
    assert attached == workflow.attachments.Attached(row, already=False)
    assert row.file.read() == content
    assert (row.name, row.size, row.added_by) == ("July.xlsx", len(content), scene.people.lead)
    assert row.digest == sha256(content).hexdigest()
    assert row.file.name == f"{row.pk.hex[:2]}/{row.pk.hex}"
    assert Submission.objects.get().version == 1
    event = AuditEvent.objects.get(submission=scene.draft)
    assert (event.actor, event.action) == (scene.people.lead, "attached a file")
    assert event.after == {"file": "July.xlsx", "size": len(content), "digest": row.digest}


def test_whoever_adds_or_removes_a_file_edits_the_submission(scene):
    row = attach(scene.draft, by=scene.people.contributor).attachment
    assert remove(row, by=scene.people.lead)
    parts = Participant.objects.filter(submission=scene.draft, part="edited")
    assert {each.person for each in parts} == {scene.people.contributor, scene.people.lead}


def test_the_same_file_twice_is_one_file(scene):
    first = attach(scene.draft, by=scene.people.lead).attachment
    again = attach(scene.draft, by=scene.people.lead, name="Again.pdf")
    assert again == workflow.attachments.Attached(first, already=True)
    assert AuditEvent.objects.filter(action="attached a file").count() == 1
    assert len(stored()) == 1


def test_a_file_that_was_removed_can_be_added_again(scene):
    first = attach(scene.draft, by=scene.people.lead).attachment
    assert remove(first, by=scene.people.lead)
    again = attach(scene.draft, by=scene.people.lead)
    assert not again.already
    assert attachments_of(scene.draft) == [again.attachment]
    assert len(stored()) == 2


def test_a_removed_file_is_marked_and_not_lost(scene):
    row = attach(scene.draft, by=scene.people.contributor).attachment
    assert remove(row, by=scene.people.lead)
    row.refresh_from_db()
    assert (row.removed_by, row.removed_at is None) == (scene.people.lead, False)
    assert row.file.read() == files.pdf()
    assert attachments_of(scene.draft) == []
    event = AuditEvent.objects.get(action="removed a file")
    assert (event.actor, event.before["file"]) == (scene.people.lead, "July.pdf")


def test_a_file_removed_twice_is_removed_once(scene):
    row = attach(scene.draft, by=scene.people.lead).attachment
    assert remove(row, by=scene.people.lead)
    assert not remove(row, by=scene.people.contributor)
    assert AuditEvent.objects.filter(action="removed a file").count() == 1
    assert Submission.objects.get().version == 1


@pytest.mark.parametrize("name", ["analyst", "reviewer", "other_lead", "administrator"])
def test_who_may_not_save_it_adds_no_file_and_removes_none(scene, name):
    row = attach(scene.draft, by=scene.people.lead).attachment
    person = getattr(scene.people, name)
    with pytest.raises(PermissionDenied):
        attach(scene.draft, by=person, content=files.CSV)
    with pytest.raises(PermissionDenied):
        remove(row, by=person)
    assert attachments_of(scene.draft) == [row]
    assert len(stored()) == 1


def test_who_may_save_it_is_asked_of_the_row_as_it_stands(scene):
    """What was read a while ago may still say that it was sent back, and so takes figures."""
    row = attach(scene.draft, by=scene.people.lead).attachment
    week = timedelta(days=7)
    Cycle.objects.update(opens_on=today() - 2 * week, due_on=today() - week, closes_on=today())
    read_before = Submission.objects.get()
    read_before.returns = row.submission.returns = 1
    row.submission.cycle.refresh_from_db()
    with pytest.raises(PermissionDenied):
        attach(read_before, by=scene.people.lead, content=files.CSV)
    with pytest.raises(PermissionDenied):
        remove(row, by=scene.people.lead)
    assert attachments_of(scene.draft) == [row]
    assert len(stored()) == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHECKED, State.APPROVED])
def test_once_it_is_submitted_no_file_comes_or_goes(scene, state):
    row = attach(scene.draft, by=scene.people.lead).attachment
    draft = Submission.objects.get()
    now = factories.walk(draft, scene.people, to=state)
    with pytest.raises(workflow.MovedOn):
        attach(now, by=scene.people.lead, content=files.CSV)
    with pytest.raises(workflow.MovedOn):
        remove(Attachment.objects.get(), by=scene.people.lead)
    assert attachments_of(now) == [row]
    assert len(stored()) == 1


def test_returned_work_takes_files_again(scene):
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    attach(returned, by=scene.people.lead)
    assert len(attachments_of(returned)) == 1


def test_a_file_is_in_nobodys_way_and_nobody_in_its(scene):
    """Whoever types in one tab and attaches in another has no conflict with themselves."""
    attach(scene.draft, by=scene.people.contributor)
    saved = factories.fill(scene.draft, by=scene.people.lead)
    assert saved.version == 2
    row = attach(scene.draft, by=scene.people.lead, content=files.CSV).attachment
    assert remove(row, by=scene.people.contributor)
    assert Submission.objects.get().version == 2
    assert len(attachments_of(scene.draft)) == 1


def test_a_save_that_comes_too_late_names_who_saved_and_not_who_attached(scene):
    factories.fill(scene.draft, by=scene.people.contributor)
    attach(scene.draft, by=scene.people.lead)
    with pytest.raises(workflow.MovedOn, match="you could save, Contributor saved this submission"):
        factories.fill(scene.draft, by=scene.people.lead, raw="39%")


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("attached a file", "Portfolio lead attached a file to this submission on"),
        ("removed a file", "Portfolio lead removed a file from this submission on"),
        ("opened a correction", "Portfolio lead opened this submission on"),
        ("submitted", "Portfolio lead submitted this submission on"),
    ],
)
def test_a_refusal_says_in_english_what_was_done(scene, action, words):
    event = audit.record(scene.draft, action, by=scene.people.lead)
    refusal = workflow.MovedOn(scene.draft, "save", event)
    assert f"before you could save, {words}" in str(refusal)


def test_what_is_too_large_is_refused_in_numbers(scene, settings):
    settings.ATTACHMENT_BYTES = 1024**2
    content = files.pdf(b"%" * 1_600_000)
    with pytest.raises(workflow.NotReady) as refusal:
        attach(scene.draft, by=scene.people.lead, content=content)
    assert str(refusal.value) == (
        "The file has 1.5 MB; at most 1 MB are taken. Save it smaller, or attach the part that "
        "matters."
    )
    assert stored() == []


def test_one_file_too_many_is_refused_and_not_left_in_the_store(scene, settings):
    settings.ATTACHMENTS_PER_SUBMISSION = 2
    for number in range(2):
        content = files.pdf(b"%d" % number)
        attach(scene.draft, by=scene.people.lead, content=content)
    with pytest.raises(workflow.NotReady, match="There are 2 files already"):
        attach(scene.draft, by=scene.people.lead)
    assert len(stored()) == 2
    assert Submission.objects.get().version == 1


def test_a_file_whose_row_is_not_kept_is_deleted_again(scene, monkeypatch):
    """The event of it fails: the row is rolled back, and the file goes with it."""

    def fails(*args, **kwargs):
        assert len(stored()) == 1
        raise IntegrityError("The disk of the database is full.")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(scene.draft, by=scene.people.lead)
    assert stored() == []
    assert not Attachment.objects.exists()


def test_the_oversight_body_reads_of_files_only_that_they_came_with_it(scene):
    row = attach(scene.draft, by=scene.people.lead).attachment
    remove(row, by=scene.people.lead)
    submitted = factories.walk(Submission.objects.get(), scene.people, to=State.SUBMITTED)
    actions = handed_over(of_submission(submitted)).values_list("action", flat=True)
    assert list(actions) == ["submitted"]
