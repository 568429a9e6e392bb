"""Cycles open on their day, without anybody asking."""

from datetime import timedelta

from django.conf import settings

from performance import tasks, workflow
from performance.figures import Period
from performance.models import AuditEvent, Cycle, Submission
from tests import factories
from tests.factories import JULY, today

AUGUST, JUNE = Period.month(2021, 8), Period.month(2021, 6)


def one_indicator():
    factories.force()
    each = factories.indicator("calls")
    factories.series(each)
    factories.placement(each)


def test_a_cycle_opens_on_its_day_by_itself(db):
    one_indicator()
    cycle = factories.cycle(JULY, opens_on=today())
    assert workflow.open_due_cycles(on=today() - timedelta(days=1)) == []
    assert workflow.open_due_cycles(on=today()) == [cycle]
    assert Submission.objects.get().period == JULY
    assert list(AuditEvent.objects.values_list("subject", "action", "actor_name")) == [
        ("cycle", "opened", "The system"),
        ("submission", "opened", "The system"),
    ]


def test_twice_is_once(db):
    one_indicator()
    cycle = factories.cycle(JULY)
    tasks.open_cycles()
    opened_at = Cycle.objects.get(pk=cycle.pk).opened_at
    tasks.open_cycles()
    assert Cycle.objects.get(pk=cycle.pk).opened_at == opened_at
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(subject="cycle").count() == 1


def test_neither_what_closed_unopened_nor_what_is_to_come_is_opened(db):
    one_indicator()
    factories.cycle(JUNE, opens_on=today() - timedelta(days=28))
    factories.cycle(AUGUST, opens_on=today() + timedelta(days=1))
    assert workflow.open_due_cycles(on=today()) == []
    assert Submission.objects.count() == 0


def test_the_scheduler_looks_every_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["open-cycles"]
    assert (entry["task"], entry["schedule"].hour) == (tasks.open_cycles.name, set(range(24)))
