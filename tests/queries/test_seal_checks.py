"""Whoever owns the database can change anything; the seals tell what."""

from datetime import timedelta

import pytest
from django.db import DataError, connection, transaction
from django.utils import timezone

from performance import workflow
from performance.models import AuditEvent, AuditSeal
from performance.queries.audit import seals
from performance.queries.audit.seal_checks import Kept, Verification
from performance.workflow import audit
from performance.workflow import seals as sealing
from tests import factories
from tests.raw_rows import delete, update
from tests.tampering import triggers_lifted

NOW = timezone.now()
TODAY = f"{timezone.localtime(NOW):%-d %B %Y, %H:%M:%S}"


@pytest.fixture
def scene(db):
    return factories.scene()


@pytest.fixture
def trail(db):
    """Three seals of three events each, made now, and one event that is not sealed yet."""
    force = factories.force()
    for _ in range(3):
        for name in ("opened", "read", "closed"):
            audit.record(force, name, by=None, after={"name": name})
        workflow.seal(at=NOW)
    audit.record(force, "opened", by=None)
    return list(AuditEvent.objects.order_by("pk"))


def faults(*outside, at=NOW):
    return list(Verification(at=at, outside=outside).faults())


def named(event):
    when = f"{timezone.localtime(event.at):%-d %B %Y, %H:%M:%S}"
    did = f"{event.actor_name} {event.action} {event.subject} {event.subject_id}"
    return f"Event {event.pk} ({when}: {did})"


def seal(number):
    return AuditSeal.objects.get(number=number)


def kept(number):
    return Kept(number, seal(number).digest)


def changed(event, number):
    return (
        f"{named(event)} is not the event that Seal {number}, of {TODAY}, holds: "
        "it was edited, or put in its place."
    )


def test_a_trail_that_nobody_touched_has_no_fault(trail):
    verification = Verification(at=NOW, outside=[kept(1), kept(3), Kept(None, seal(2).digest)])
    assert list(verification.faults()) == []
    assert (verification.seals, verification.events, verification.unsealed) == (3, 9, 1)


def test_an_empty_trail_has_no_fault(db):
    verification = Verification(at=NOW)
    assert list(verification.faults()) == []
    assert (verification.seals, verification.events, verification.unsealed) == (0, 0, 0)


@pytest.mark.parametrize(
    "column",
    [field.name for field in AuditEvent._meta.concrete_fields if field.name != "id"],
)
def test_an_event_edited_in_any_column_is_named(scene, column):
    event = audit.record(scene.draft, "saved", by=scene.people.lead, reason="A recount.")
    workflow.seal(at=NOW)
    another = {
        "at": event.at + timedelta(microseconds=1),
        "actor": scene.people.analyst,
        "indicator": factories.indicator("another"),
        "submission": None,
        "before": {"raw": "38%"},
        "after": {"raw": "39%"},
    }.get(column, "Another")
    with triggers_lifted():
        assert update(event, **{column: another}) == 1
    event.refresh_from_db()
    assert faults() == [changed(event, 1)]


def test_a_deleted_event_is_named(trail):
    with triggers_lifted():
        delete(trail[4])
    assert faults() == [f"Event {trail[4].pk} is gone: Seal 2, of {TODAY}, holds it."]


def test_every_event_of_a_seal_deleted_is_named(trail):
    with triggers_lifted():
        for event in trail[3:6]:
            delete(event)
    assert [each.split(" is")[0] for each in faults()] == [f"Event {e.pk}" for e in trail[3:6]]


def test_two_events_that_changed_places_are_named(trail):
    first, second = trail[3], trail[4]
    with triggers_lifted():
        update(first, action="read", after={"name": "read"}, at=second.at)
        update(second, action="opened", after={"name": "opened"}, at=first.at)
    first.refresh_from_db()
    second.refresh_from_db()
    assert faults() == [changed(first, 2), changed(second, 2)]


def test_events_moved_up_to_make_room_for_another_are_named(trail):
    forged = AuditEvent.objects.get(pk=trail[4].pk)
    with triggers_lifted():
        for event in reversed(trail[4:]):
            update(event, id=event.pk + 1)
        forged.action = "approved"
        forged.save(force_insert=True)
    found = faults()
    assert [each.split(" (")[0] for each in found] == [f"Event {e.pk}" for e in trail[4:9]]
    assert found[0] == changed(forged, 2)


def gap(trail):
    """A place among what was sealed where an event could stand: one was never written."""
    force = factories.force()
    skipped, after = (audit.record(force, "opened", by=None) for _ in range(2))
    with triggers_lifted():
        delete(skipped)
    workflow.seal(at=NOW)
    return skipped, after


def test_an_event_put_in_where_an_id_was_free_is_named(trail):
    forged, _ = gap(trail)
    forged.save(force_insert=True)
    later = NOW + timedelta(hours=1)
    told = f"{named(forged)} was put in: it was not there on {TODAY}, when Seal 4 sealed a later"
    assert faults(at=later) == [f"{told} one."]
    # And for good, though the next seal holds it like any other.
    workflow.seal(at=later)
    assert faults(at=later + timedelta(days=1)) == [f"{told} one."]


def test_an_event_that_was_held_back_for_a_while_is_none_that_was_put_in(trail):
    """SQLite lets one write at a time: there nothing is held back."""
    late, _ = gap(trail)
    late.save(force_insert=True)
    workflow.seal(at=NOW + timedelta(minutes=5))
    number = {"postgresql": 0, "sqlite": 1}[connection.vendor]
    assert len(faults(at=NOW + timedelta(days=1))) == number


def test_an_event_added_with_an_earlier_date_is_named(trail):
    forged = AuditEvent.objects.get(pk=trail[9].pk)
    forged.pk, forged.at = forged.pk + 1, NOW - timedelta(days=3)
    forged.save(force_insert=True)
    told = (
        f"{named(forged)} was put in or dated back: it was not there on {TODAY}, when Seal 3 was "
        "made."
    )
    assert faults() == [told]
    workflow.seal(at=NOW + timedelta(minutes=5))
    assert faults(at=NOW + timedelta(days=1)) == [told]


def test_old_events_sealed_in_several_seals_are_none_that_were_put_in(trail, monkeypatch):
    """The seals of a long tail are made one after another: only the last left nothing behind."""
    monkeypatch.setattr(sealing, "MOST_IN_A_SEAL", 4)
    with triggers_lifted():
        AuditSeal.objects.all()._raw_delete("default")
        AuditEvent.objects.update(at=NOW - timedelta(days=30))
    assert [each.reached_end for each in workflow.seal(at=NOW)] == [False, False, True]
    assert faults() == []


def test_an_event_with_an_id_below_the_first_is_named(trail):
    forged = AuditEvent.objects.get(pk=trail[0].pk)
    forged.pk = 0
    forged.save(force_insert=True)
    assert faults() == [f"{named(forged)} was put in: the database gives no such id."]


SEAL_CHANGES = {
    "digest": "0" * 64,
    "sealed_at": NOW - timedelta(days=1),
    "number": 9,
    "count": 4,
    "form": 7,
    "missing": [[1, 1]],
    "ranges": [],
    "first_event": 0,
    "last_event": 2**40,
    "reached_end": False,
    "digests": b"\0" * 96,
    "previous": "0" * 64,
}


@pytest.mark.parametrize("column", SEAL_CHANGES)
def test_a_seal_edited_in_any_column_is_named(trail, column):
    two = seal(2)
    with triggers_lifted():
        update(two, **{column: SEAL_CHANGES[column]})
    two.refresh_from_db()
    if column == "number":
        assert faults()[0] == "Seal 2 is missing: Seal 3 is there and follows."
        return
    when = f"{timezone.localtime(two.sealed_at):%-d %B %Y, %H:%M:%S}"
    assert f"Seal 2, of {when}, is not as it was made: it was changed." in faults()


def test_a_seal_of_every_column_has_a_test():
    columns = {field.name for field in AuditSeal._meta.concrete_fields}
    assert set(SEAL_CHANGES) == columns - {"id"}


def test_a_deleted_seal_is_named(trail):
    with triggers_lifted():
        delete(seal(2))
    assert faults()[0] == "Seal 2 is missing: Seal 3 is there and follows."


def test_the_first_seals_deleted_are_named(trail):
    with triggers_lifted():
        delete(seal(1))
        delete(seal(2))
    assert faults() == ["Seals 1 to 2 are missing: Seal 3 is there and follows."]


def resealed(number):
    """The seal made anew over what is there now: whoever knows how can do that."""
    one = seal(number)
    rows = seals.stored(one.ranges)
    one.digests = b"".join(digest for _, _, digest in rows)
    one.digest = seals.digest_of_seal(one)
    with triggers_lifted():
        update(one, digests=one.digests, digest=one.digest)


def test_a_seal_made_anew_does_not_go_with_the_next(trail):
    with triggers_lifted():
        update(trail[4], reason="Tidied.")
    resealed(2)
    assert faults() == ["Seal 3 does not follow Seal 2: one of the two was changed."]


def test_all_seals_made_anew_do_not_go_with_the_one_kept_outside(trail):
    outside = [kept(1), kept(3), Kept(None, seal(3).digest)]
    with triggers_lifted():
        update(trail[4], reason="Tidied.")
    resealed(2)
    with triggers_lifted():
        update(seal(3), previous=seal(2).digest)
    resealed(3)
    assert faults() == []
    assert faults(*outside) == [
        "Seal 3 is not the one kept outside: it, or one before it, was made anew.",
        f"No seal has the digest kept outside, {outside[2].digest}: the end of the trail was cut "
        "off, or seals were made anew.",
    ]


def test_a_tail_that_was_cut_off_is_told_by_a_seal_kept_outside(trail):
    outside = [kept(2), kept(3), Kept(None, seal(3).digest)]
    with triggers_lifted():
        for row in (*trail[6:], seal(3)):
            delete(row)
    assert faults() == []
    assert faults(*outside) == [
        "Seal 3, kept outside, is gone: the trail ends with Seal 2. What was sealed since was cut "
        "off.",
        f"No seal has the digest kept outside, {outside[2].digest}: the end of the trail was cut "
        "off, or seals were made anew.",
    ]


def test_a_trail_that_is_gone_altogether_is_told_by_a_seal_kept_outside(trail):
    outside = kept(3)
    with triggers_lifted():
        for row in (*trail, *AuditSeal.objects.all()):
            delete(row)
    assert faults() == []
    assert faults(outside) == [
        "Seal 3, kept outside, is gone: the trail has no seal. What was sealed since was cut off."
    ]


def test_a_forged_seal_that_hides_an_id_is_named(trail):
    """One who makes the last seals anew cannot leave out what no seal holds."""
    gap(trail)
    four = seal(4)
    four.missing = []
    four.digest = seals.digest_of_seal(four)
    with triggers_lifted():
        update(four, missing=[], digest=four.digest)
    assert faults() == [
        "Seal 4 does not begin where the seals before it end: it was not made here."
    ]


@pytest.mark.parametrize("text", ["never", "2021-13-40 10:00"])
def test_what_cannot_be_read_is_named(trail, text):
    """SQLite takes any text in any column; PostgreSQL refuses what is no date."""
    sealed, waiting = trail[4].pk, trail[9].pk
    statement = "UPDATE performance_auditevent SET at = %s WHERE id IN (%s, %s)"
    with triggers_lifted(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with pytest.raises(DataError), transaction.atomic():
                cursor.execute(statement, [text, sealed, waiting])
            return
        cursor.execute(statement, [text, sealed, waiting])
    assert faults() == [
        f"Event {sealed} (unreadable) is not the event that Seal 2, of {TODAY}, holds: it was "
        "edited, or put in its place.",
        f"Event {waiting} (unreadable) cannot be read: it was put in or edited.",
    ]
    # Nor does a seal ever vouch for it.
    assert workflow.seal(at=NOW) == []
