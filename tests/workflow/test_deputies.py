"""Deputies: somebody away names who stands in for them, from a day until a day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from performance import workflow
from performance.models import Appointment, AuditEvent
from performance.permissions import appointments_on, visible
from performance.states import Role, State
from performance.workflow import NotReady
from tests import factories
from tests.factories import today
from tests.workflow.test_races import at_once

DAY = timedelta(days=1)


def own_of(person) -> Appointment:
    return person.appointments.get(deputises_for__isnull=True)


def named(scene, person=None, *, by=None, starts=0, days=7) -> Appointment:
    by = by or scene.people.lead
    first = today() + starts * DAY
    return workflow.name_deputy(
        own_of(by),
        person or scene.people.other_lead,
        by=by,
        on=today(),
        starts=first,
        ends=first + days * DAY,
    )


def said(refused) -> dict[str, str]:
    return {gap.field: gap.message for gap in refused.value.gaps}


def test_a_deputy_has_what_the_other_has_from_a_day_until_a_day(scene):
    filled = factories.fill(scene.draft, by=scene.people.contributor)
    deputy = named(scene, starts=1)
    first, last = deputy.starts, deputy.ends - DAY
    person = deputy.person
    seen = [
        visible(person, type(scene.draft).objects.all(), on=day).exists()
        for day in (first - DAY, first, last, last + DAY)
    ]
    assert seen == [False, True, True, False]
    with pytest.raises(PermissionDenied):
        workflow.submit(filled, by=person, on=first - DAY, version=filled.version)
    submitted = workflow.submit(filled, by=person, on=first, version=filled.version)
    assert submitted.submitted_by == person


def test_who_names_a_deputy_may_go_on_working(scene):
    filled = factories.fill(scene.draft, by=scene.people.contributor)
    named(scene)
    submitted = workflow.submit(filled, by=scene.people.lead, on=today(), version=filled.version)
    assert submitted.state == State.SUBMITTED


def test_the_trail_says_who_named_whom_for_what(scene):
    deputy = named(scene)
    assert deputy.appointed_by == scene.people.lead
    event = AuditEvent.objects.get(action="named a deputy")
    assert (event.actor, event.subject, event.subject_id) == (
        scene.people.lead,
        "appointment",
        str(deputy.pk),
    )
    assert event.after == {
        "person": "lead.of.another.portfolio@example.org",
        "role": "lead",
        "body": "force",
        "portfolio": "contact",
        "indicator": "",
        "starts": str(today()),
        "ends": str(today() + 7 * DAY),
        "deputises_for": "portfolio.lead@example.org / lead / contact / 2015-04-01",
    }


def test_four_eyes_go_by_person_whoever_they_stood_in_for(scene):
    analyst = scene.people.analyst
    named(scene, analyst)
    filled = factories.fill(scene.draft, by=analyst)
    submitted = workflow.submit(filled, by=scene.people.lead, on=today(), version=filled.version)
    with pytest.raises(PermissionDenied):
        workflow.check(submitted, by=analyst, on=today(), version=submitted.version)
    checked = workflow.check(
        submitted, by=scene.people.second_analyst, on=today(), version=submitted.version
    )
    assert checked.state == State.CHECKED


def test_a_contributor_names_a_deputy_too_who_only_enters(scene):
    other = factories.person(
        Role.CONTRIBUTOR, "Contributor of roads", portfolio=factories.portfolio("roads")
    )
    named(scene, other, by=scene.people.contributor)
    filled = factories.fill(scene.draft, by=other)
    with pytest.raises(PermissionDenied):
        workflow.submit(filled, by=other, on=today(), version=filled.version)


DECIDERS = ("analyst", "panel_chair", "reviewer", "publisher", "board_member", "administrator")


@pytest.mark.parametrize("name", DECIDERS)
def test_who_decides_is_appointed_by_an_administrator(scene, name):
    person = getattr(scene.people, name)
    with pytest.raises(PermissionDenied, match="name a deputy"):
        named(scene, by=person)


def test_nobody_hands_on_what_is_anothers_or_what_they_stand_in_for(scene):
    deputy = named(scene)
    for own, by in ((deputy, deputy.person), (own_of(scene.people.lead), deputy.person)):
        with pytest.raises(PermissionDenied):
            workflow.name_deputy(
                own,
                scene.people.contributor,
                by=by,
                on=today(),
                starts=today(),
                ends=today() + DAY,
            )
    assert Appointment.objects.filter(deputises_for__isnull=False).count() == 1


def test_a_deputy_is_somebody_else_of_the_same_body_who_is_active(scene):
    gone = factories.person(Role.ANALYST, "Gone")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    refusals = {
        "lead": "Nobody stands in for themselves: choose somebody else.",
        "reviewer": "Reviewer has no appointment in the same body today: ask an administrator.",
        "unappointed": "Somebody without an appointment has no appointment in the same body "
        "today: ask an administrator.",
    }
    for name, words in refusals.items():
        with pytest.raises(NotReady) as refused:
            named(scene, getattr(scene.people, name))
        assert said(refused) == {"person": words}
    with pytest.raises(NotReady, match="Gone has no appointment"):
        named(scene, gone)


def test_the_days_are_to_come_and_within_ones_own(scene):
    Appointment.objects.filter(person=scene.people.lead).update(ends=today() + 5 * DAY)
    with pytest.raises(NotReady) as refused:
        named(scene, starts=-1, days=0)
    assert said(refused) == {
        "starts": "Choose today or a day to come.",
        "ends": "Choose the first day or a later one.",
    }
    with pytest.raises(NotReady) as refused:
        named(scene, days=6)
    assert said(refused) == {
        "ends": "Your own appointment ends before that: choose "
        f"{today() + 4 * DAY:%-d %B %Y} or an earlier day."
    }
    assert named(scene, days=5).ends == today() + 5 * DAY


def test_one_stands_in_at_a_time(scene):
    named(scene, starts=3, days=4)
    with pytest.raises(NotReady) as refused:
        named(scene, scene.people.analyst, starts=6, days=1)
    first, last = today() + 3 * DAY, today() + 6 * DAY
    assert said(refused) == {
        "person": f"Lead of another portfolio stands in from {first:%-d %B %Y} until "
        f"{last:%-d %B %Y}: end that first, or choose other days."
    }
    before, after = named(scene, scene.people.analyst, days=3), named(scene, starts=7)
    assert (before.ends, after.starts) == (first, last + DAY)


def test_asked_for_twice_is_once(scene):
    assert named(scene) == named(scene)
    assert AuditEvent.objects.filter(action="named a deputy").count() == 1


def test_one_who_has_begun_ends_today_and_keeps_their_days(scene):
    deputy = named(scene)
    Appointment.objects.filter(pk=deputy.pk).update(starts=today() - DAY)
    workflow.end_deputy(deputy, by=scene.people.lead, on=today())
    deputy.refresh_from_db()
    assert (deputy.ends, deputy.stands_on(today()), deputy.stands_on(today() - DAY)) == (
        today(),
        False,
        True,
    )
    event = AuditEvent.objects.get(action="ended")
    assert (event.actor, event.before, event.after) == (
        scene.people.lead,
        {"ends": str(today() + 7 * DAY)},
        {"ends": str(today())},
    )
    with pytest.raises(NotReady, match="stands in no longer"):
        workflow.end_deputy(deputy, by=scene.people.lead, on=today())


@pytest.mark.parametrize("starts", [0, 2])
def test_one_who_has_no_day_behind_them_goes_and_the_trail_keeps_it(scene, starts):
    deputy = named(scene, starts=starts)
    workflow.end_deputy(deputy, by=scene.people.lead, on=today())
    assert not Appointment.objects.filter(pk=deputy.pk).exists()
    event = AuditEvent.objects.get(action="ended")
    assert (event.subject_id, event.before["starts"]) == (str(deputy.pk), str(deputy.starts))


@pytest.mark.parametrize("name", ["other_lead", "contributor", "analyst", "administrator"])
def test_only_the_one_who_is_stood_in_for_ends_it(scene, name):
    deputy = named(scene)
    with pytest.raises(PermissionDenied):
        workflow.end_deputy(deputy, by=getattr(scene.people, name), on=today())


def test_nobody_ends_an_appointment_that_is_no_deputys(scene):
    with pytest.raises(PermissionDenied):
        workflow.end_deputy(own_of(scene.people.lead), by=scene.people.lead, on=today())


# What they stand in for


def standing(deputy, on) -> bool:
    """By the object, by the query and by the rights: all three agree."""
    fresh = Appointment.objects.get(pk=deputy.pk)
    answers = {
        fresh.stands_on(on),
        Appointment.objects.standing(on).filter(pk=deputy.pk).exists(),
        fresh in appointments_on(fresh.person, on),
    }
    assert len(answers) == 1
    return answers.pop()


def test_a_deputy_ends_with_the_appointment_that_they_stand_in_for(scene):
    deputy = named(scene)
    assert standing(deputy, today() + 2 * DAY)
    Appointment.objects.filter(pk=deputy.deputises_for_id).update(ends=today() + DAY)
    assert standing(deputy, today())
    assert not standing(deputy, today() + DAY)


def test_a_deputy_of_somebody_deactivated_stands_no_longer(scene):
    deputy = named(scene)
    type(scene.people.lead).objects.filter(pk=scene.people.lead.pk).update(is_active=False)
    assert not standing(deputy, today())


@pytest.mark.postgres
def test_of_two_deputies_named_at_the_same_instant_one_is(transactional_db):
    scene = factories.scene()
    both = at_once(
        lambda: named(scene, scene.people.other_lead), lambda: named(scene, scene.people.analyst)
    )
    refused = [each for each in both if isinstance(each, NotReady)]
    assert (len(refused), Appointment.objects.filter(deputises_for__isnull=False).count()) == (1, 1)
