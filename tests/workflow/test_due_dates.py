"""A cycle's due date moved in the reference data: what is due with it follows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import workflow
from performance.models import AuditEvent, Submission
from performance.queries.cycles.boards import board
from performance.states import Role, State
from performance.workflow import reference_data
from tests import factories
from tests.factories import today

DAY = timedelta(days=1)


@pytest.fixture
def administrator(db):
    return factories.person(Role.ADMINISTRATOR, "Administrator of cycles")


def another(scene, code, **fields) -> Submission:
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle, **fields)


def move(scene, administrator, days=3):
    scene.cycle.due_on += days * DAY
    return reference_data.save(scene.cycle, by=administrator, on=today())


def due() -> dict:
    return dict(Submission.objects.values_list("indicator__code", "due_on"))


def test_what_is_due_with_a_cycle_moves_with_it_and_is_told(scene, administrator):
    first = scene.cycle.due_on
    move(scene, administrator)
    scene.draft.refresh_from_db()
    assert (scene.draft.due_on, scene.draft.version) == (first + 3 * DAY, 1)
    event = AuditEvent.objects.get(submission=scene.draft)
    assert (event.action, event.actor, event.before, event.after) == (
        "rescheduled",
        administrator,
        {"due_on": str(first)},
        {"due_on": str(first + 3 * DAY)},
    )


def test_what_was_returned_reopened_or_decided_keeps_its_own_date(scene, administrator):
    first, own = scene.cycle.due_on, scene.cycle.due_on + DAY
    factories.walk(another(scene, "returned"), scene.people, to=State.RETURNED)
    Submission.objects.filter(indicator__code="returned").update(due_on=first)
    another(scene, "reopened", due_on=own)
    factories.walk(another(scene, "approved"), scene.people, to=State.APPROVED)
    move(scene, administrator)
    assert due() == {
        scene.indicator.code: first + 3 * DAY,
        "returned": first,
        "reopened": own,
        "approved": first,
    }


def test_what_was_handed_over_is_judged_by_what_was_due_then(scene, administrator):
    first = scene.cycle.due_on
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    move(scene, administrator, days=-13)
    (group,) = board(scene.people.analyst, scene.cycle, on=today()).groups
    assert [(row.due_on, row.days_late) for row in group.rows] == [(first, 0)]
    given = Submission.objects.get()
    draft = workflow.withdraw(given, by=scene.people.lead, on=today(), version=given.version)
    assert draft.due_on == first - 13 * DAY


def test_other_changes_of_a_cycle_move_nothing(scene, administrator):
    scene.cycle.closes_on += DAY
    reference_data.save(scene.cycle, by=administrator, on=today())
    assert AuditEvent.objects.filter(action="rescheduled").count() == 0


def test_moving_costs_the_same_for_one_and_for_three(scene, administrator):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            move(scene, administrator, days=1)
        return len(captured)

    one = cost()
    another(scene, "second", due_on=scene.cycle.due_on)
    another(scene, "third", due_on=scene.cycle.due_on)
    assert cost() == one
    assert set(due().values()) == {scene.cycle.due_on}
