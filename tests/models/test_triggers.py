"""What the database keeps by trigger, tried by plain SQL and by the models."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from performance.figures import Period
from performance.models import (
    AuditEvent,
    AuditSeal,
    Benchmark,
    BenchmarkLine,
    Commentary,
    Entry,
    Grade,
    LinePoint,
    Observation,
    Participant,
    Reminder,
    ReturnedFigure,
    Statement,
    period_fields,
)
from performance.states import Participation, State
from tests import factories
from tests.models import rows, triggers
from tests.raw_rows import delete, insert_copy, replace, replace_by_copy, update


def refused():
    return pytest.raises(IntegrityError)


def installed() -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_every_trigger_stands_after_the_migrations(db):
    wanted = triggers.written(connection.vendor)
    assert len(wanted) == {"sqlite": 76, "postgresql": 46}[connection.vendor]
    assert installed() == wanted


def test_an_audit_event_is_never_changed(scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    event = AuditEvent.objects.get()
    with refused(), transaction.atomic():
        update(event, reason="Tidied.")
    with refused(), transaction.atomic():
        AuditEvent.objects.update(actor_name="Somebody else")
    event.refresh_from_db()
    assert (event.reason, event.actor_name) == ("", "Contributor")


def test_an_audit_event_is_never_deleted(scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    event = AuditEvent.objects.get()
    with refused(), transaction.atomic():
        delete(event)
    with refused(), transaction.atomic():
        event.delete()
    assert AuditEvent.objects.count() == 1


KEPT_WHOLE = {
    AuditEvent: "never changed or deleted",
    AuditSeal: "never changed or deleted",
    Participant: "never changed or forgotten",
    Observation: "never overwritten",
    Statement: "never overwritten",
    Grade: "never edited",
    Entry: "only while it is a draft",
    Commentary: "only while it is a draft",
    Benchmark: "never edited",
    BenchmarkLine: "never edited",
    LinePoint: "never edited",
    ReturnedFigure: "never changed or taken back",
    Reminder: "never changed or forgotten",
}


@pytest.mark.postgres
@pytest.mark.parametrize("model", KEPT_WHOLE, ids=lambda model: model.__name__)
def test_a_record_is_not_emptied_at_a_stroke(model, scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    # Checks that wait for the commit would refuse it first, for a reason of their own.
    connection.check_constraints()
    before = model.objects.count()
    refusal = pytest.raises(IntegrityError, match=KEPT_WHOLE[model])
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
    assert model.objects.count() == before


def test_whoever_enters_submits_or_checks_is_written_down_by_the_database(scene):
    people = scene.people
    factories.walk(scene.draft, people, to=State.APPROVED)
    parts = Participant.objects.values_list("person__name", "part").order_by("id")
    assert list(parts) == [
        (people.contributor.name, Participation.EDITED),
        (people.lead.name, Participation.SUBMITTED),
        (people.analyst.name, Participation.CHECKED),
    ]


def test_whoever_opens_a_correction_has_taken_part(scene):
    correction = factories.submission(
        scene.indicator,
        factories.cycle(Period.month(2021, 8)),
        is_correction=True,
        correction_reason="A late return.",
        opened_by=scene.people.analyst,
    )
    parts = correction.participants.values_list("person", "part")
    assert list(parts) == [(scene.people.analyst.pk, Participation.EDITED)]


def test_an_entry_written_by_plain_sql_names_its_editor_too(scene):
    factories.fill(scene.draft, by=scene.people.contributor)
    entry = Entry.objects.get()
    insert_copy(entry, organisation=factories.peer(), edited_by=scene.people.analyst)
    update(entry, edited_by=scene.people.second_analyst)
    editors = Participant.objects.filter(part=Participation.EDITED)
    assert set(editors.values_list("person", flat=True)) == {
        scene.people.contributor.pk,
        scene.people.analyst.pk,
        scene.people.second_analyst.pk,
    }


def test_words_rewritten_by_plain_sql_name_their_editor_too(scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    words = Commentary.objects.first()
    insert_copy(words, prompt="why", edited_by=scene.people.second_analyst)
    update(words, edited_by=scene.people.analyst)
    editors = Participant.objects.filter(part=Participation.EDITED)
    wrote = {scene.people.analyst.pk, scene.people.second_analyst.pk}
    assert wrote <= set(editors.values_list("person", flat=True))


def test_who_took_part_is_never_changed_or_forgotten(scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    part = Participant.objects.get()
    with refused(), transaction.atomic():
        update(part, person=scene.people.analyst)
    with refused(), transaction.atomic():
        delete(part)
    part.refresh_from_db()
    assert part.person == scene.people.contributor


@pytest.mark.parametrize("part", [Participation.EDITED, Participation.SUBMITTED])
def test_who_checked_a_submission_cannot_join_its_editors(scene, part):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    with refused(), transaction.atomic():
        insert_copy(Participant(submission=checked, person=scene.people.analyst, part=part))
    parts = checked.participants.filter(person=scene.people.analyst)
    assert [each.part for each in parts] == [Participation.CHECKED]


@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.CHECKED, State.APPROVED, State.SUPERSEDED]
)
@pytest.mark.parametrize("model", [Entry, Commentary])
def test_what_was_handed_over_is_closed(scene, model, state):
    factories.walk(scene.draft, scene.people, to=state)
    row = model.objects.filter(submission=scene.draft).first()
    content = {"raw": "39%"} if model is Entry else {"text": "Rewritten."}
    elsewhere = {"organisation": factories.peer()} if model is Entry else {"prompt": "why"}
    with refused(), transaction.atomic():
        update(row, **content)
    with refused(), transaction.atomic():
        delete(row)
    with refused(), transaction.atomic():
        insert_copy(row, **elsewhere)
    with refused(), transaction.atomic():
        row.save()
    assert model.objects.filter(pk=row.pk, edited_at=row.edited_at).count() == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_what_is_a_draft_or_returned_is_open(scene, state):
    factories.walk(scene.draft, scene.people, to=state)
    assert update(Entry.objects.get(), raw="39%") == 1


def test_an_entry_cannot_be_moved_into_or_out_of_what_was_handed_over(scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    other = factories.submission(scene.indicator, factories.cycle(Period.month(2021, 8)))
    with refused(), transaction.atomic():
        update(Entry.objects.get(submission=submitted), submission=other)
    factories.fill(other, by=scene.people.contributor)
    with refused(), transaction.atomic():
        update(
            Entry.objects.get(submission=other),
            submission=submitted,
            organisation=factories.peer(),
        )
    assert (submitted.entries.count(), other.entries.count()) == (1, 1)


def an_observation(scene):
    return Observation.objects.filter(series=scene.series).first()


def a_statement(scene):
    return Statement.objects.create(
        indicator=scene.indicator,
        text="Awaiting data.",
        known_on=scene.cycle.opens_on,
        brought_by=factories.paper(),
    )


def a_grade(scene):
    return Grade.objects.create(
        placement=scene.placement,
        grade="Poor",
        sentence="38% in July 2021.",
        method="2026.1",
        digest="0" * 64,
        known_on=scene.cycle.opens_on,
        **period_fields(factories.JULY),
    )


KEPT = {
    "observation": (an_observation, {"value": 99}),
    "statement": (a_statement, {"text": "Received."}),
    "grade": (a_grade, {"grade": "Good"}),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_was_approved_or_graded_is_never_overwritten(name, scene):
    build, change = KEPT[name]
    row = build(scene)
    for each in (change, {"known_on": scene.cycle.closes_on}, {"recorded_at": timezone.now()}):
        with refused(), transaction.atomic():
            update(row, **each)
    with refused(), transaction.atomic():
        delete(row)
    assert type(row).objects.get(pk=row.pk).is_current


@pytest.mark.parametrize("name", KEPT)
def test_what_was_approved_or_graded_is_superseded_for_good(name, scene):
    row = KEPT[name][0](scene)
    assert update(row, is_current=False) == 1
    with refused(), transaction.atomic():
        update(row, is_current=True)
    assert not type(row).objects.get(pk=row.pk).is_current


@pytest.mark.parametrize("name", KEPT)
def test_what_was_approved_or_graded_is_not_replaced(name, scene, pragma):
    build, change = KEPT[name]
    row = build(scene)
    revision = {"revision": 2} if name == "grade" else {"revision": 2, "replaces": row}
    for write, changes in [
        (replace, change),
        (replace, change | {"period_start": rows.DAY, "period_end": rows.DAY}),
        (replace_by_copy, change),
        (replace_by_copy, change | {"is_current": False}),
        (replace_by_copy, change | revision),
    ]:
        with refused(), transaction.atomic():
            write(row, **changes)
    assert list(type(row).objects.filter(pk=row.pk).values()) == [as_built(row)]


def as_built(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_an_audit_event_is_not_replaced(scene, pragma):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    event = AuditEvent.objects.get()
    with refused(), transaction.atomic():
        replace(event, actor_name="Somebody else")
    assert AuditEvent.objects.get().actor_name == "Contributor"


def test_who_took_part_is_not_replaced_and_so_cannot_check_their_own(scene, pragma):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    before = list(Participant.objects.order_by("pk").values())
    part = submitted.participants.get(part=Participation.SUBMITTED)
    with refused(), transaction.atomic():
        replace(part, person=scene.people.administrator)
    with refused(), transaction.atomic():
        replace_by_copy(part)
    with refused(), transaction.atomic():
        update(
            submitted, state=State.CHECKED, checked_by=scene.people.lead, checked_at=timezone.now()
        )
    assert list(Participant.objects.order_by("pk").values()) == before


def test_a_closed_entry_is_not_pushed_out_by_one_of_a_draft(scene, pragma):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    draft = factories.submission(scene.indicator, factories.cycle(Period.month(2021, 8)))
    entry = submitted.entries.get()
    with refused(), transaction.atomic():
        replace(entry, submission=draft)
    assert list(submitted.entries.all()) == [entry]
