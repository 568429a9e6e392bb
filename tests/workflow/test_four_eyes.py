"""Nobody decides on what they took part in: by verb, by page, by the models and by plain SQL."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from performance import workflow
from performance.models import Submission
from performance.states import Role, State
from tests import factories
from tests.factories import today
from tests.raw_rows import insert_copy, replace, update


@pytest.fixture
def doubly_appointed(scene):
    """Whoever took part holds every deciding role too: only four eyes stand in their way."""
    people = scene.people
    for person in (people.contributor, people.lead, people.analyst):
        factories.appoint(person, Role.ANALYST)
        factories.appoint(person, Role.REVIEWER)
    return scene


def twice_edited(scene):
    """The contributor entered it, it came back, and the lead wrote over every figure."""
    people = scene.people
    now = factories.walk(scene.draft, people, to=State.RETURNED)
    now = factories.fill(now, by=people.lead, raw="39%", narrative="Entered anew.")
    return workflow.submit(now, by=people.lead, on=today(), version=now.version)


def checked(scene):
    now = twice_edited(scene)
    return workflow.check(now, by=scene.people.analyst, on=today(), version=now.version)


NOW = timezone.now()


def as_checked(person):
    return {"state": State.CHECKED, "checked_by": person, "checked_at": NOW}


def as_approved(person):
    return {"state": State.APPROVED, "approved_by": person, "approved_at": NOW}


# The contributor is an editor of the past: nothing of theirs stands in the entries any more.
CHECKS = [("contributor", "check"), ("lead", "check")]
APPROVALS = [("contributor", "approve"), ("lead", "approve"), ("analyst", "approve")]
FORBIDDEN = [*CHECKS, *APPROVALS]


def prepared(scene, verb):
    """The submission to decide on, and what a decision would write."""
    return (twice_edited(scene), as_checked) if verb == "check" else (checked(scene), as_approved)


def stored(submission):
    return Submission.objects.values_list("state", "version").get(pk=submission.pk)


@pytest.mark.parametrize(("name", "verb"), FORBIDDEN)
def test_the_verb_refuses_whoever_took_part(doubly_appointed, name, verb):
    submission, _ = prepared(doubly_appointed, verb)
    by = getattr(doubly_appointed.people, name)
    with pytest.raises(PermissionDenied):
        getattr(workflow, verb)(submission, by=by, on=today(), version=submission.version)
    assert stored(submission) == (submission.state, submission.version)


@pytest.mark.parametrize(("name", "verb"), FORBIDDEN)
def test_the_page_refuses_whoever_took_part(doubly_appointed, client, name, verb):
    submission, _ = prepared(doubly_appointed, verb)
    client.force_login(getattr(doubly_appointed.people, name))
    address = reverse(f"performance:submission-{verb}", args=[submission.pk])
    answer = client.post(address, {"version": submission.version})
    assert answer.status_code == 403
    assert stored(submission) == (submission.state, submission.version)


@pytest.mark.parametrize(("name", "verb"), FORBIDDEN)
def test_the_models_own_save_is_refused(doubly_appointed, name, verb):
    submission, decision = prepared(doubly_appointed, verb)
    before = stored(submission)
    for field, value in decision(getattr(doubly_appointed.people, name)).items():
        setattr(submission, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        submission.save()
    assert stored(submission) == before


@pytest.mark.parametrize(("name", "verb"), FORBIDDEN)
@pytest.mark.parametrize("write", [update, replace])
def test_plain_sql_is_refused(doubly_appointed, name, verb, write):
    submission, decision = prepared(doubly_appointed, verb)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(submission, **decision(getattr(doubly_appointed.people, name)))
    assert stored(submission) == (submission.state, submission.version)


def test_plain_sql_is_taken_from_somebody_who_took_no_part(doubly_appointed):
    """The refusals above are for the person, not for the statement."""
    submission, decision = prepared(doubly_appointed, "approve")
    assert update(submission, **decision(doubly_appointed.people.reviewer)) == 1


@pytest.mark.parametrize(
    ("decider", "other"),
    [
        ("checked_by", "submitted_by"),
        ("approved_by", "submitted_by"),
        ("approved_by", "checked_by"),
    ],
)
def test_a_row_inserted_whole_needs_three_people_too(scene, decider, other):
    """A new row has no participants yet: here the check constraint stands alone."""
    whole = checked(scene)
    whole = workflow.approve(whole, by=scene.people.reviewer, on=today(), version=whole.version)
    again = {"period_start": "2020-01-01", "period_end": "2020-01-31"}
    insert_copy(whole, **again)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_copy(whole, **again, **{decider: getattr(whole, other)})
    assert Submission.objects.filter(**again).count() == 1


def test_whoever_opened_a_correction_does_not_check_it(scene):
    people = scene.people
    approved = factories.walk(scene.draft, people, to=State.APPROVED)
    now = workflow.correct(
        approved.indicator, approved.period, by=people.analyst, on=today(), reason="Recount."
    )
    now = factories.fill(now, by=people.contributor, raw="39%")
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    with pytest.raises(PermissionDenied):
        workflow.check(now, by=people.analyst, on=today(), version=now.version)
    now = workflow.check(now, by=people.second_analyst, on=today(), version=now.version)
    assert now.checked_by == people.second_analyst


def test_a_superuser_has_no_way_round(scene, client):
    submission = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    client.force_login(scene.people.superuser)
    address = reverse("performance:submission-approve", args=[submission.pk])
    assert client.post(address, {"version": submission.version}).status_code == 403
    assert stored(submission) == (State.CHECKED, submission.version)


def test_an_earlier_checker_does_not_approve_a_later_pass(doubly_appointed):
    """Checked once, sent back, checked by another: the first checker took part for good."""
    people = doubly_appointed.people
    now = checked(doubly_appointed)
    now = workflow.send_back(
        now, by=people.reviewer, on=today(), version=now.version, reason="Please look again."
    )
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    now = workflow.check(now, by=people.second_analyst, on=today(), version=now.version)
    with pytest.raises(PermissionDenied):
        workflow.approve(now, by=people.analyst, on=today(), version=now.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        update(now, **as_approved(people.analyst))
    now = workflow.approve(now, by=people.reviewer, on=today(), version=now.version)
    assert now.approved_by == people.reviewer
