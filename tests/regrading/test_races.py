"""Two workers at one grade: whatever the order, the truth stands at the end (PostgreSQL)."""

import threading

import pytest
from django.db import connection

from performance import regrading, workflow
from performance.models import Grade, RegradeRequest
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import JULY, today

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PATIENCE = 30


class Held(threading.Thread):
    """A worker that stops between reading its facts and writing its grades until let go."""

    def __init__(self, monkeypatch):
        super().__init__()
        self.has_read, self.may_write = threading.Event(), threading.Event()
        self.raised = None
        read = regrading.facts_of

        def facts_of(placements, **said):
            facts = read(placements, **said)
            if threading.current_thread() is self:
                # Read for good: a queryset that is still lazy would read the later truth.
                self.has_read.set()
                self.may_write.wait(PATIENCE)
            return facts

        monkeypatch.setattr(regrading, "facts_of", facts_of)

    def run(self):
        try:
            regrading.regrade_waiting(1)
        except Exception as raised:
            self.raised = raised
        finally:
            connection.close()


def test_a_slow_worker_does_not_put_an_older_grade_back(monkeypatch):
    stage = factories.scene()
    factories.walk(stage.draft, stage.people, to=State.APPROVED, raw="38%")
    regrading.regrade_waiting()
    correction = workflow.correct(
        stage.indicator, JULY, by=stage.people.lead, on=today(), reason="A late return."
    )
    checked = factories.walk(correction, stage.people, to=State.CHECKED, raw="99%")
    request_regrades([(stage.series, JULY)], because="asked again")
    slow = Held(monkeypatch)
    slow.start()
    assert slow.has_read.wait(PATIENCE)
    workflow.approve(checked, by=stage.people.reviewer, on=today(), version=checked.version)
    quick = threading.Thread(target=lambda: (regrading.regrade_waiting(), connection.close()))
    quick.start()
    # Long enough for the quick one to finish, if nothing makes it wait for the slow one.
    quick.join(2)
    slow.may_write.set()
    slow.join(PATIENCE)
    quick.join(PATIENCE)
    assert slow.raised is None
    assert RegradeRequest.objects.count() == 0
    grade = Grade.objects.current().get(placement=stage.placement, period_start=JULY.start)
    assert grade.sentence.startswith("99% in July 2021")


def test_two_workers_with_a_request_each_for_one_grade_write_it_once():
    stage = factories.scene()
    factories.walk(stage.draft, stage.people, to=State.APPROVED, raw="38%")
    request_regrades([(stage.series, JULY)], because="asked again")
    start, raised = threading.Barrier(2), []

    def work():
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            regrading.regrade_waiting(1)
        except Exception as fault:
            raised.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)
    assert raised == []
    assert RegradeRequest.objects.count() == 0
    assert Grade.objects.filter(placement=stage.placement, period_start=JULY.start).count() == 1
