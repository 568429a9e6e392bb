"""What the database keeps of warning answers, attachments and remarks by trigger."""

import pytest
from django.db import IntegrityError, transaction

from performance.models import Attachment, Remark, WarningAnswer
from performance.states import Participation, State
from tests import factories
from tests.models import rows, working_rows
from tests.raw_rows import delete, insert_copy, replace, update


def refused(words):
    return pytest.raises(IntegrityError, match=words)


CONTENT = {WarningAnswer: working_rows.warning_answer, Attachment: working_rows.attachment}


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_nothing_is_added_or_changed_once_it_is_submitted(model, scene):
    row = CONTENT[model](scene)
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    for write in (
        lambda: insert_copy(row, **({"kind": "repeated"} if model is WarningAnswer else {})),
        lambda: update(row, submission=row.submission),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    with pytest.raises(IntegrityError), transaction.atomic():
        delete(row)
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_whoever_explains_or_attaches_has_taken_part(model, scene):
    CONTENT[model](scene)
    parts = scene.draft.participants.values_list("person", "part")
    assert list(parts) == [(scene.people.contributor.pk, Participation.EDITED)]


def test_whoever_removes_a_file_has_taken_part(scene):
    row = working_rows.attachment(scene)
    update(row, removed_by=scene.people.lead, removed_at=rows.NOW)
    editors = scene.draft.participants.values_list("person", flat=True)
    assert set(editors) == {scene.people.contributor.pk, scene.people.lead.pk}


def test_an_attachment_stays_as_it_came(scene):
    row = working_rows.attachment(scene)
    for write in (
        lambda: update(row, name="Another.pdf"),
        lambda: delete(row),
        lambda: replace(row, digest="1" * 64),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    row.refresh_from_db()
    assert (row.name, row.digest) == ("July return.pdf", "0" * 64)


def test_who_removed_a_file_is_not_forgotten(scene):
    row = working_rows.attachment(scene)
    update(row, removed_by=scene.people.lead, removed_at=rows.NOW)
    with refused("An attachment stays as it came"), transaction.atomic():
        update(row, removed_by=None, removed_at=None)
    assert Attachment.objects.get().removed_by == scene.people.lead


def test_a_remark_is_never_changed_or_taken_back(scene):
    row = working_rows.remark(scene)
    for write in (
        lambda: update(row, text="Something else."),
        lambda: delete(row),
        lambda: replace(row, text="Something else."),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert Remark.objects.get().text == "Does this include the areas?"


def test_whoever_says_something_has_not_taken_part(scene):
    working_rows.remark(scene)
    assert not scene.draft.participants.exists()
