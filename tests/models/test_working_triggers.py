"""What the database keeps of warning answers, attachments and remarks by trigger."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from performance.models import Attachment, Remark, Reminder, ReturnedFigure, WarningAnswer
from performance.states import Participation, State
from tests import factories
from tests.models import rows, working_rows
from tests.raw_rows import delete, insert_copy, replace, replace_by_copy, update


def refused(words):
    return pytest.raises(IntegrityError, match=words)


CONTENT = {WarningAnswer: working_rows.warning_answer, Attachment: working_rows.attachment}


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_nothing_is_added_or_changed_once_it_is_submitted(model, scene):
    row = CONTENT[model](scene)
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    for write in (
        lambda: insert_copy(row, **({"kind": "percentage"} if model is WarningAnswer else {})),
        lambda: update(row, submission=row.submission),
    ):
        with refused("only while it is a draft"), transaction.atomic():
            write()
    with pytest.raises(IntegrityError), transaction.atomic():
        delete(row)
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_whoever_explains_or_attaches_has_taken_part(model, scene):
    CONTENT[model](scene)
    parts = scene.draft.participants.values_list("person", "part")
    assert list(parts) == [(scene.people.contributor.pk, Participation.EDITED)]


def test_whoever_explains_in_anothers_place_has_taken_part(scene):
    update(working_rows.warning_answer(scene), edited_by=scene.people.lead)
    editors = scene.draft.participants.values_list("person", flat=True)
    assert set(editors) == {scene.people.contributor.pk, scene.people.lead.pk}


def test_whoever_removes_a_file_has_taken_part(scene):
    row = working_rows.attachment(scene)
    update(row, removed_by=scene.people.lead, removed_at=rows.NOW)
    editors = scene.draft.participants.values_list("person", flat=True)
    assert set(editors) == {scene.people.contributor.pk, scene.people.lead.pk}


def test_an_attachment_stays_as_it_came(pragma, scene):
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


def test_a_remark_is_never_changed_or_taken_back(pragma, scene):
    row = working_rows.remark(scene)
    for write in (
        lambda: update(row, text="Something else."),
        lambda: delete(row),
        lambda: replace(row, text="Something else."),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert Remark.objects.get().text == "Does this include the areas?"


def returned_figure(scene):
    row = rows.returned_figure(scene)
    row.save()
    return row


KEPT = {
    "a returned figure": (returned_figure, {"reason": "All is well."}),
    "a reminder": (working_rows.reminder, {"sent_on": rows.DAY}),
    "a reminder asked for": (working_rows.asked_reminder, {"due_on": rows.DAY + timedelta(days=9)}),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_was_said_of_a_figure_and_who_was_reminded_stands(pragma, name, scene):
    build, changes = KEPT[name]
    row = build(scene)
    (was,) = type(row).objects.values()
    writes = [
        lambda: update(row, **changes),
        lambda: delete(row),
        lambda: replace(row, **changes),
    ]
    if isinstance(row, Reminder):
        # Its submission's other keys push it out as well.
        writes.append(lambda: replace_by_copy(row))
    for write in writes:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert list(type(row).objects.values()) == [was]


@pytest.mark.parametrize("model", [ReturnedFigure, Reminder], ids=lambda model: model.__name__)
def test_they_are_not_deleted_through_the_models_either(model, scene):
    build = returned_figure if model is ReturnedFigure else working_rows.reminder
    row = build(scene)
    words = "never changed or"
    with refused(words), transaction.atomic():
        row.delete()
    with refused(words), transaction.atomic():
        model.objects.update(
            **{"submission_version": 9} if model is ReturnedFigure else {"sent_by": None}
        )
    assert model.objects.filter(pk=row.pk).exists()


def test_whoever_says_something_has_not_taken_part(scene):
    working_rows.remark(scene)
    assert not scene.draft.participants.exists()
