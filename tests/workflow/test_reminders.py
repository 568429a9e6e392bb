"""Reminders: once for a due date by the system, once a day by hand."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from performance import tasks, workflow
from performance.models import AuditEvent, Reminder, Submission
from performance.states import ReminderKind, Role, State
from performance.workflow import Reminded
from tests import factories
from tests.factories import today
from tests.workflow.test_races import at_once

DAY = timedelta(days=1)
SOON, OVERDUE = ReminderKind.DUE_SOON, ReminderKind.OVERDUE
BEFORE = settings.REMIND_DAYS_BEFORE_DUE * DAY


def sent(**narrower) -> list:
    rows = Reminder.objects.filter(**narrower).order_by("sent_at")
    return list(rows.values_list("kind", "due_on", "sent_on"))


def another(scene, code, **fields) -> Submission:
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle, **fields)


def test_what_falls_due_is_reminded_of_three_days_before_and_the_day_after(scene):
    due = scene.draft.due_on
    day = due - BEFORE - DAY
    while day < due + 5 * DAY:
        workflow.remind_due(on=day)
        day += DAY
    assert sent() == [(SOON, due, due - BEFORE), (OVERDUE, due, due + DAY)]


def test_twice_on_one_day_is_once(scene):
    on = scene.draft.due_on
    assert workflow.remind_due(on=on) == Counter({SOON: 1})
    assert workflow.remind_due(on=on) == Counter()
    events = AuditEvent.objects.filter(action="reminded")
    assert [(each.actor_name, each.subject, each.submission) for each in events] == [
        ("The system", "reminder", scene.draft)
    ]


def test_a_scheduler_that_was_dead_for_days_still_reminds_once_and_not_of_what_is_past(scene):
    due = scene.draft.due_on
    for days in (3, 3, 9):
        workflow.remind_due(on=due + days * DAY)
    assert sent() == [(OVERDUE, due, due + 3 * DAY)]


def test_one_that_comes_late_but_before_the_due_date_says_that_it_is_due_soon(scene):
    due = scene.draft.due_on
    workflow.remind_due(on=due)
    assert sent() == [(SOON, due, due)]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHECKED, State.APPROVED])
def test_what_is_handed_over_is_not_owed(scene, state):
    factories.walk(scene.draft, scene.people, to=state)
    assert workflow.remind_due(on=scene.draft.due_on + DAY) == Counter()


def test_returned_work_is_reminded_of_on_its_own_due_date(scene):
    first = scene.draft.due_on
    workflow.remind_due(on=first)
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    Submission.objects.filter(pk=returned.pk).update(due_on=first + 9 * DAY)
    for days in range(12):
        workflow.remind_due(on=first + days * DAY)
    again = first + 9 * DAY
    assert sent() == [
        (SOON, first, first),
        (SOON, again, again - BEFORE),
        (OVERDUE, again, again + DAY),
    ]


def test_work_that_is_returned_with_the_same_due_date_is_reminded_of_again(scene):
    due = scene.draft.due_on
    workflow.remind_due(on=due)
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    Submission.objects.filter(pk=returned.pk).update(due_on=due)
    for days in range(3):
        workflow.remind_due(on=due + days * DAY)
    assert sent() == [(SOON, due, due), (SOON, due, due), (OVERDUE, due, due + DAY)]


def test_a_correction_is_reminded_of_like_any_other_work(scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    correction = workflow.correct(
        approved.indicator, approved.period, by=scene.people.lead, on=today(), reason="A recount."
    )
    workflow.remind_due(on=correction.due_on + DAY)
    assert sent() == [(OVERDUE, today() + 14 * DAY, today() + 15 * DAY)]


def test_what_has_no_due_date_is_not_reminded_of(scene):
    Submission.objects.update(due_on=None)
    assert workflow.remind_due(on=today() + 400 * DAY) == Counter()


def test_one_round_costs_the_same_for_one_and_for_three(scene):
    def cost(on):
        with CaptureQueriesContext(connection) as captured:
            workflow.remind_due(on=on)
        return len(captured)

    one = cost(scene.draft.due_on)
    another(scene, "second")
    another(scene, "third")
    assert cost(scene.draft.due_on + DAY) == one
    assert Reminder.objects.filter(kind=OVERDUE).count() == 3


def test_the_scheduler_looks_every_hour(scene):
    entry = settings.CELERY_BEAT_SCHEDULE["remind"]
    assert (entry["task"], entry["schedule"].hour) == (tasks.remind.name, set(range(24)))
    Submission.objects.update(due_on=today())
    tasks.remind()
    assert sent() == [(SOON, today(), today())]


# By hand


def remind(scene, by=None, on=None):
    return workflow.remind(scene.cycle, by=by or scene.people.analyst, on=on or today())


@pytest.mark.parametrize("name", ["analyst", "panel_chair"])
def test_an_analyst_or_the_chair_reminds_all_who_owe(scene, name):
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    returned = factories.walk(another(scene, "returned"), scene.people, to=State.RETURNED)
    by = getattr(scene.people, name)
    assert remind(scene, by) == Reminded(2, 0)
    reminders = Reminder.objects.all()
    assert {each.submission for each in reminders} == {scene.draft, returned}
    assert {(each.kind, each.sent_by, each.sent_on) for each in reminders} == {
        (ReminderKind.ASKED, by, today())
    }
    event = AuditEvent.objects.get(subject="cycle", action="reminded")
    assert (event.actor, event.after) == (by, {"reminded": 2, "reminded_before": 0})


def test_once_a_day_whoever_asks(scene):
    assert remind(scene) == Reminded(1, 0)
    another(scene, "since")
    assert remind(scene, scene.people.second_analyst) == Reminded(1, 1)
    assert remind(scene) == Reminded(0, 2)
    assert AuditEvent.objects.filter(subject="cycle", action="reminded").count() == 2
    assert remind(scene, on=today() + DAY) == Reminded(2, 0)


def test_of_what_a_closed_cycle_takes_no_more_nobody_is_reminded(scene):
    another(scene, "never-handed-over")
    returned = factories.walk(another(scene, "returned"), scene.people, to=State.RETURNED)
    assert remind(scene, on=scene.cycle.closes_on) == Reminded(1, 0)
    assert Reminder.objects.get().submission == returned


def test_the_system_reminds_of_none_of_that_either(scene):
    scene.cycle.closes_on = scene.draft.due_on + DAY
    scene.cycle.save()
    assert workflow.remind_due(on=scene.draft.due_on) == Counter({ReminderKind.DUE_SOON: 1})
    assert workflow.remind_due(on=scene.draft.due_on + DAY) == Counter()


def test_a_correction_of_the_cycles_figures_is_owed_too(scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    assert remind(scene) == Reminded(0, 0)
    workflow.correct(
        approved.indicator, approved.period, by=scene.people.lead, on=today(), reason="A recount."
    )
    assert remind(scene) == Reminded(1, 0)


def test_an_analyst_of_one_portfolio_reminds_of_its_indicators(scene):
    mine = another(scene, "mine")
    analyst = factories.person(Role.ANALYST, "Analyst of one", indicator=mine.indicator)
    assert remind(scene, analyst) == Reminded(1, 0)
    assert Reminder.objects.get().submission == mine


OTHERS = set(factories.Cast.__dataclass_fields__) - {"analyst", "second_analyst", "panel_chair"}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_nobody_else_reminds(scene, name):
    with pytest.raises(PermissionDenied, match="remind people of what they owe"):
        remind(scene, getattr(scene.people, name))
    assert Reminder.objects.count() == 0


# At the same instant


@pytest.mark.postgres
def test_of_two_rounds_at_the_same_instant_each_reminder_is_sent_once(transactional_db):
    scene = factories.scene()
    for number in range(20):
        another(scene, f"other-{number}")
    for days in range(5):
        due = scene.draft.due_on + days * DAY
        Submission.objects.update(due_on=due)
        both = at_once(*[lambda due=due: workflow.remind_due(on=due + DAY)] * 2)
        assert sum((each[OVERDUE] for each in both), 0) == 21
        assert Reminder.objects.filter(due_on=due).count() == 21
    assert AuditEvent.objects.filter(action="reminded").count() == 5 * 21


@pytest.mark.postgres
def test_of_two_who_remind_at_the_same_instant_one_does(transactional_db):
    scene = factories.scene()
    people = (scene.people.analyst, scene.people.panel_chair)
    both = at_once(*[lambda by=by: remind(scene, by) for by in people])
    assert sorted(both, key=lambda each: each.now) == [Reminded(0, 1), Reminded(1, 0)]


@pytest.mark.postgres
def test_what_somebody_holds_is_left_to_the_next_round(transactional_db):
    scene = factories.scene()
    on = scene.draft.due_on
    with transaction.atomic():
        Submission.objects.select_for_update().get(pk=scene.draft.pk)
        assert at_once(lambda: workflow.remind_due(on=on)) == [Counter()]
    assert workflow.remind_due(on=on) == Counter({SOON: 1})
