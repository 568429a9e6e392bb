"""Cycles close on their day, without anybody asking."""

from datetime import timedelta

import pytest
from django.conf import settings

from performance import tasks, workflow
from performance.models import AuditEvent, Cycle
from performance.states import State
from tests import factories
from tests.factories import today
from tests.workflow.test_races import at_once

DAY = timedelta(days=1)


def closings():
    return AuditEvent.objects.filter(action="closed")


@pytest.fixture
def opened(scene):
    """The scene, its cycle opened by the system."""
    workflow.open_cycle(scene.cycle, on=today())
    return scene


def test_a_cycle_closes_on_its_day_by_itself(opened):
    on = opened.cycle.closes_on
    assert workflow.close_due_cycles(on=on - DAY) == []
    assert workflow.close_due_cycles(on=on) == [opened.cycle]
    event = closings().get()
    assert (event.actor_name, event.subject, event.after) == (
        "The system",
        "cycle",
        {"asked": 1, "owed": 1, "approved": 0},
    )


def test_what_is_approved_is_counted_as_it_closes(opened):
    factories.walk(opened.draft, opened.people, to=State.SUPERSEDED)
    workflow.close_due_cycles(on=opened.cycle.closes_on)
    assert closings().get().after == {"asked": 1, "owed": 0, "approved": 1}


def close_in_the_past(cycle):
    ago = {"opens_on": 30, "due_on": 9, "closes_on": 4}
    Cycle.objects.filter(pk=cycle.pk).update(
        **{name: today() - days * DAY for name, days in ago.items()}
    )


def test_days_late_and_twice_is_once(opened):
    close_in_the_past(opened.cycle)
    tasks.close_cycles()
    closed_at = Cycle.objects.get(pk=opened.cycle.pk).closed_at
    tasks.close_cycles()
    assert Cycle.objects.get(pk=opened.cycle.pk).closed_at == closed_at
    assert closings().count() == 1


def test_a_cycle_that_is_lengthened_after_it_closed_closes_again(opened):
    close_in_the_past(opened.cycle)
    tasks.close_cycles()
    later = today() + 7 * DAY
    Cycle.objects.filter(pk=opened.cycle.pk).update(closes_on=later)
    assert workflow.close_due_cycles(on=later - DAY) == []
    assert workflow.close_due_cycles(on=later) == [opened.cycle]
    assert closings().count() == 2


def test_what_nobody_opened_is_not_closed(scene):
    assert workflow.close_due_cycles(on=scene.cycle.closes_on) == []
    assert closings().count() == 0


def test_a_cycle_whose_whole_window_was_missed_is_told_once(scene, caplog):
    close_in_the_past(scene.cycle)
    tasks.open_cycles()
    for _ in range(2):
        tasks.close_cycles()
    assert caplog.messages == ["The cycle July 2021 was never opened, and its last day has passed."]
    event = AuditEvent.objects.get(action="missed")
    assert (event.actor_name, event.subject_id) == ("The system", str(scene.cycle.pk))
    assert closings().count() == 0


def test_a_missed_cycle_with_new_dates_opens_and_closes_like_any_other(scene):
    close_in_the_past(scene.cycle)
    tasks.close_cycles()
    later = today() + 7 * DAY
    Cycle.objects.update(opens_on=today(), due_on=today(), closes_on=later)
    assert workflow.miss_due_cycles(on=today()) == []
    assert workflow.open_due_cycles(on=today()) == [scene.cycle]
    assert workflow.miss_due_cycles(on=later) == []
    assert workflow.close_due_cycles(on=later) == [scene.cycle]


@pytest.mark.postgres
def test_of_two_rounds_at_the_same_instant_one_closes(transactional_db):
    cycle = factories.scene().cycle
    workflow.open_cycle(cycle, on=today())
    close_in_the_past(cycle)

    def close():
        return workflow.close_due_cycles(on=today())

    assert sorted(at_once(close, close), key=len) == [[], [cycle]]
    assert closings().count() == 1


def test_the_scheduler_looks_every_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["close-cycles"]
    assert (entry["task"], entry["schedule"].hour) == (tasks.close_cycles.name, set(range(24)))
