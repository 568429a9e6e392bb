"""Approval: figures become observations, and the work they leave stands in the same transaction."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from performance import workflow
from performance.figures import Period
from performance.models import (
    AuditEvent,
    Grade,
    Observation,
    RegradeRequest,
    Submission,
    period_fields,
)
from performance.regrading import regrade_waiting
from performance.states import Missing, State
from tests import factories
from tests.factories import JULY, today


def standing(scene, period=JULY):
    return Observation.objects.current().get(series=scene.series, **period_fields(period))


def requests():
    return {(each.placement_id, each.period.label()) for each in RegradeRequest.objects.all()}


def test_an_approved_figure_is_an_observation_known_from_that_day(scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    later = today() + timedelta(days=3)
    approved = workflow.approve(
        checked, by=scene.people.reviewer, on=later, version=checked.version
    )
    figure = standing(scene)
    assert (figure.value, figure.decimals, figure.revision, figure.known_on) == (
        Decimal(38),
        0,
        1,
        later,
    )
    assert (figure.submission, figure.replaces, figure.organisation) == (
        approved,
        None,
        factories.force(),
    )


def test_a_reason_why_there_is_no_figure_is_approved_like_one(scene):
    people = scene.people
    key = workflow.slots(scene.draft)[0].key
    now = workflow.save(
        scene.draft,
        by=people.contributor,
        on=today(),
        version=1,
        figures={key: workflow.Figure(missing=Missing.AWAITING, note="Due in September")},
        commentary={"narrative": factories.NARRATIVE},
    )
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    now = workflow.check(now, by=people.analyst, on=today(), version=now.version)
    workflow.approve(now, by=people.reviewer, on=today(), version=now.version)
    figure = standing(scene)
    assert (figure.value, figure.missing, figure.note) == (
        None,
        Missing.AWAITING,
        "Due in September",
    )


def test_an_unanswered_series_makes_no_observation(scene):
    extra = factories.series(scene.indicator, "contacts", direction="monitor")
    factories.walk(scene.draft, scene.people, to=State.APPROVED, raw={scene.series.code: "38%"})
    assert not Observation.objects.filter(series=extra).exists()


def test_approval_asks_for_the_grade_of_every_placement_that_shows_the_series(scene):
    """A shared series grades both indicators; a stranger's grade is left alone."""
    other = factories.indicator("online-reports")
    factories.part(other, scene.series)
    shared = factories.placement(other, factories.framework("plan-2021-25"))
    factories.placement(factories.indicator("stranger"))
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    assert requests() == {(scene.placement.pk, "July 2021"), (shared.pk, "July 2021")}
    assert RegradeRequest.objects.first().because == (
        "Non-emergency demand (101 and online), July 2021 was approved"
    )


def test_approval_asks_again_for_later_grades_of_the_same_year(scene):
    for month in (5, 8):
        Grade.objects.create(
            placement=scene.placement,
            grade="Poor",
            sentence="A grade.",
            method="2026.1",
            digest="0" * 64,
            known_on=today(),
            **period_fields(Period.month(2021, month)),
        )
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    assert requests() == {(scene.placement.pk, "July 2021"), (scene.placement.pk, "August 2021")}


def test_the_grade_follows_from_the_approved_figure(scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    assert regrade_waiting() == 1
    grade = Grade.objects.current().get(placement=scene.placement)
    assert (grade.grade, grade.sentence) == (
        "Poor",
        "38% in July 2021; the middle of the last 3 is 40%. The path expected 90% "
        "(50 points behind); the floor is 66%.",
    )
    assert RegradeRequest.objects.count() == 0


def test_the_trail_of_an_approval_names_the_figure(scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    event = AuditEvent.objects.get(action="put an approved figure on record")
    assert (event.actor, event.submission) == (scene.people.reviewer, approved)
    assert (event.before, event.after) == (
        {},
        {
            "series": "101 calls answered within three minutes",
            "period": "July 2021",
            "figure": "38%",
            "value": "38.000000",
            "value_high": None,
            "missing": "",
            "revision": 1,
        },
    )


def test_an_approval_that_fails_half_way_leaves_nothing(scene):
    """A figure of the same revision is in the way, so the last write of the approval fails."""
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    factories.observation(scene.series, JULY, "37%", is_current=False)
    events = AuditEvent.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.approve(checked, by=scene.people.reviewer, on=today(), version=checked.version)
    checked.refresh_from_db()
    assert (checked.state, checked.approved_by) == (State.CHECKED, None)
    assert (AuditEvent.objects.count(), requests()) == (events, set())


def test_a_figure_that_stands_already_is_replaced_not_overwritten(scene):
    paper = factories.observation(scene.series, JULY, "37%")
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    figure = standing(scene)
    paper.refresh_from_db()
    assert (figure.value, figure.revision, figure.replaces) == (Decimal(38), 2, paper)
    assert (paper.value, paper.is_current) == (Decimal(37), False)


def test_a_figure_that_repeats_the_standing_one_makes_no_revision(scene):
    paper = factories.observation(scene.series, JULY, "38%")
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    assert standing(scene) == paper
    assert requests() == set()


def test_as_at_a_day_before_the_approval_the_earlier_figure_stands(scene):
    paper = factories.observation(scene.series, JULY, "37%")
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    yesterday, july = today() - timedelta(days=1), period_fields(JULY)
    assert Observation.objects.as_at(yesterday).get(series=scene.series, **july) == paper
    now = Observation.objects.as_at(today()).get(series=scene.series, **july)
    assert now.value == Decimal(38)


def test_approval_supersedes_the_submission_that_it_corrects(scene):
    factories.walk(scene.draft, scene.people, to=State.SUPERSEDED)
    first, second = Submission.objects.order_by("opened_at")
    assert (first.state, second.state) == (State.SUPERSEDED, State.APPROVED)
    event = AuditEvent.objects.get(action="superseded")
    assert (event.actor, event.actor_name, event.submission) == (None, "The system", first)
