"""Sealing the audit trail."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from performance import tasks, workflow
from performance.models import AuditEvent, AuditSeal
from performance.queries.audit import seals
from performance.states import State
from performance.workflow import audit
from performance.workflow import seals as sealing
from tests import factories
from tests.tampering import triggers_lifted

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def events(subject, number):
    return [audit.record(subject, "looked at", by=None) for _ in range(number)]


@pytest.fixture
def force(db):
    return factories.force()


def test_a_seal_holds_every_event_there_is(scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    (seal,) = workflow.seal(at=NOW)
    seal.refresh_from_db()
    ids = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))
    assert (seal.number, seal.previous, seal.sealed_at) == (1, "", NOW)
    assert (seal.first_event, seal.last_event, seal.count) == (ids[0], ids[-1], len(ids))
    assert seal.ranges == [[ids[0], ids[-1]]]


def test_each_seal_follows_the_one_before_and_holds_what_came_since(force):
    events(force, 3)
    (first,) = workflow.seal(at=NOW)
    later = events(force, 2)
    (second,) = workflow.seal(at=NOW)
    assert (second.number, second.previous) == (2, first.digest)
    assert second.ranges == [[later[0].pk, later[1].pk]]
    assert AuditSeal.objects.newest() == second


def test_where_nothing_is_new_no_seal_is_made(force):
    assert workflow.seal(at=NOW) == []
    events(force, 1)
    tasks.seal_audit_trail()
    tasks.seal_audit_trail()
    assert AuditSeal.objects.count() == 1


def test_sealing_is_no_event_of_its_own(force):
    events(force, 1)
    workflow.seal(at=NOW)
    assert AuditEvent.objects.count() == 1


def test_the_scheduler_seals_every_five_minutes():
    entry = settings.CELERY_BEAT_SCHEDULE["seal-audit-trail"]
    assert (entry["task"], entry["schedule"]) == (tasks.seal_audit_trail.name, 300)


def test_a_long_tail_is_sealed_in_several(force, monkeypatch):
    monkeypatch.setattr(sealing, "MOST_IN_A_SEAL", 4)
    events(force, 10)
    assert [each.count for each in workflow.seal(at=NOW)] == [4, 4, 2]
    events(force, 4)
    assert [each.count for each in workflow.seal(at=NOW)] == [4]


def test_a_page_of_events_is_followed_by_the_next(force, monkeypatch):
    monkeypatch.setattr(seals, "AT_ONCE", 3)
    events(force, 8)
    assert [each.count for each in workflow.seal(at=NOW)] == [8]


def test_an_id_that_was_passed_over_is_missing_until_its_event_comes(force):
    first, late, third = events(force, 3)
    with triggers_lifted():
        AuditEvent.objects.filter(pk=late.pk)._raw_delete("default")
    (seal,) = workflow.seal(at=NOW)
    assert seal.ranges == [[first.pk, first.pk], [third.pk, third.pk]]
    assert seal.missing[-1:] == [[late.pk, late.pk]]
    late.save(force_insert=True)
    (fourth,) = events(force, 1)
    (seal,) = workflow.seal(at=NOW)
    assert seal.ranges == [[late.pk, late.pk], [fourth.pk, fourth.pk]]
    assert [late.pk, late.pk] not in seal.missing


def test_many_missing_ids_are_looked_for_a_hundred_at_a_time(force):
    made = events(force, 500)
    passed = [each.pk for each in made[1::2]][:-1]
    with triggers_lifted():
        AuditEvent.objects.filter(pk__in=passed)._raw_delete("default")
    workflow.seal(at=NOW)
    with CaptureQueriesContext(connection) as captured:
        assert workflow.seal(at=NOW) == []
    assert len(captured) <= 6
    late = made[1]
    late.save(force_insert=True)
    (seal,) = workflow.seal(at=NOW)
    assert seal.ranges == [[late.pk, late.pk]]


def test_every_column_of_an_event_is_sealed():
    columns = {field.attname for field in AuditEvent._meta.concrete_fields}
    assert set(seals.FORMS[seals.FORM]) == columns


def test_every_column_of_a_seal_is_in_its_digest():
    columns = {field.attname for field in AuditSeal._meta.concrete_fields}
    assert {*seals.SEAL, "id", "digest", "digests"} == columns


def test_a_digest_is_one_that_anybody_can_compute(scene):
    """As the decision describes it, without a line of the system's own code."""
    event = audit.record(
        scene.draft, "saved", by=scene.people.lead, after={"Né": [1, "<é>"]}, reason="Why, “so”."
    )
    (seal,) = workflow.seal(at=NOW)
    written = (
        f'{{"action":"saved","actor_id":{scene.people.lead.pk},'
        f'"actor_name":"Portfolio lead","after":{{"N\\u00e9":[1,"<\\u00e9>"]}},'
        f'"at":"{event.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}+00:00","before":{{}},'
        f'"id":{event.pk},"indicator_id":{json.dumps(_text(event.indicator_id))},'
        f'"reason":"Why, \\u201cso\\u201d.","request_id":"","subject":"submission",'
        f'"subject_id":"{scene.draft.pk}","submission_id":"{scene.draft.pk}"}}'
    )
    ours = hashlib.sha256(written.encode()).digest()
    missing = [[1, event.pk - 1]] if event.pk > 1 else []
    said = (
        f'{{"count":1,"first_event":{event.pk},"form":1,"last_event":{event.pk},'
        f'"missing":{json.dumps(missing, separators=(",", ":"))},"number":1,"previous":"",'
        f'"ranges":[[{event.pk},{event.pk}]],"reached_end":true,"sealed_at":"2026-03-04T12:00:00.000000+00:00"}}\n'
    )
    assert bytes(seal.digests) == ours
    assert seal.digest == hashlib.sha256(said.encode() + ours).hexdigest()


def _text(value):
    return value if value is None or isinstance(value, int) else str(value)


def test_a_refusal_that_is_no_race_is_not_taken_for_one(force):
    events(force, 1)
    with pytest.raises(Exception, match="sealed_at"), transaction.atomic():
        workflow.seal(at=None)
