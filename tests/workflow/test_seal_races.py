"""Sealing while others write, on connections of their own."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from performance import workflow
from performance.models import AuditSeal
from performance.queries.audit.seal_checks import Verification
from performance.workflow import audit
from tests import factories
from tests.workflow.test_races import PATIENCE, at_once


@pytest.fixture
def force(transactional_db):
    return factories.force()


def seal():
    return workflow.seal(at=timezone.now())


def verified():
    trail = Verification(at=timezone.now())
    return list(trail.faults()), trail.events, trail.unsealed


class Uncommitted:
    """A deed done on a connection of its own, in a transaction that stays open until told."""

    def __init__(self, deed):
        self.done, self.go_on = threading.Event(), threading.Event()
        self.result = None
        self.thread = threading.Thread(target=self.work, args=(deed,))
        self.thread.start()
        assert self.done.wait(PATIENCE)

    def work(self, deed):
        try:
            with transaction.atomic():
                self.result = deed()
                self.done.set()
                self.go_on.wait(PATIENCE)
        finally:
            connection.close()

    def commit(self):
        self.go_on.set()
        self.thread.join(PATIENCE)


@pytest.mark.postgres
def test_a_lower_id_that_is_committed_after_a_higher_one_was_sealed_is_sealed_next(force):
    writer = Uncommitted(lambda: audit.record(force, "held back", by=None).pk)
    try:
        lower, higher = writer.result, audit.record(force, "went ahead", by=None).pk
        assert lower < higher
        (first,) = seal()
        assert first.ranges == [[higher, higher]]
        assert first.missing[-1][-1] == lower
    finally:
        writer.commit()
    assert verified() == ([], 1, 1)
    (second,) = seal()
    assert second.ranges == [[lower, lower]]
    assert verified() == ([], 2, 0)


@pytest.mark.postgres
def test_what_is_rolled_back_is_not_waited_for(force):
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(force, "taken back", by=None)
        raise RuntimeError
    audit.record(force, "kept", by=None)
    assert [each.count for each in seal()] == [1]
    assert seal() == []
    assert verified() == ([], 1, 0)


@pytest.mark.postgres
def test_writing_an_event_never_waits_for_a_seal(force):
    audit.record(force, "first", by=None)
    sealer = Uncommitted(seal)
    try:
        # It would be refused if it had to wait for longer than the database's time limit.
        audit.record(force, "second", by=None)
        assert AuditSeal.objects.count() == 0
    finally:
        sealer.commit()
    assert [each.count for each in sealer.result] == [1]
    assert verified() == ([], 1, 1)


def test_a_seal_is_written_in_one_statement(force):
    """SQLite lets one write at a time, from its transaction's first statement to its last."""
    audit.record(force, "first", by=None)
    with CaptureQueriesContext(connection) as captured:
        seal()
    words = [each["sql"].split()[0] for each in captured]
    inside = words[words.index("BEGIN") + 1 : words.index("COMMIT")]
    assert inside == ["INSERT"]


def test_two_sealers_at_the_same_instant_make_one_chain(force):
    for trial in range(30):
        for _ in range(3):
            audit.record(force, "looked at", by=None)
        results = at_once(seal, seal)
        assert all(isinstance(each, list) for each in results), results
        assert sum(len(each) for each in results) == 1
        assert AuditSeal.objects.count() == trial + 1
    assert verified() == ([], 90, 0)


def test_two_sealers_beside_three_writers_seal_every_event_once(force):
    def write():
        for _ in range(40):
            with transaction.atomic():
                audit.record(force, "looked at", by=None)

    def seal_often():
        return sum(each.count for _ in range(15) for each in seal())

    results = at_once(write, write, write, seal_often, seal_often)
    assert results[:3] == [None] * 3
    seal()
    assert sum(AuditSeal.objects.values_list("count", flat=True)) == 120
    assert verified() == ([], 120, 0)
