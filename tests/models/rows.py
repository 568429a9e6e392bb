"""Rows to copy. Each is valid as it stands; a "free" one has a place of its own to go to."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from performance import workflow
from performance.figures import Period
from performance.models import (
    Appointment,
    AuditSeal,
    BenchmarkBand,
    BenchmarkLine,
    Break,
    Commentary,
    Entry,
    Grade,
    LinePoint,
    Organisation,
    Participant,
    PrintedItem,
    Rebasing,
    Reference,
    RegradeRequest,
    Reopening,
    ReturnedFigure,
    Statement,
    Submission,
    period_fields,
)
from performance.states import Column, LineKind, LineShape, Prompt, State
from tests import factories
from tests.factories import JULY

DAY = date(2021, 7, 1)
NOW = timezone.now()


def draft_copy(scene, **fields):
    """A draft for a period that is free."""
    return Submission(
        cycle=scene.cycle,
        indicator=scene.indicator,
        **period_fields(Period.month(2020, 1)),
        **fields,
    )


def returned_copy(scene):
    return draft_copy(
        scene,
        state=State.RETURNED,
        returned_by=scene.people.analyst,
        returned_at=NOW,
        return_reason="Please look again.",
        due_on=DAY,
        returns=1,
    )


def approved_copy(scene, **fields):
    people = scene.people
    return draft_copy(
        scene,
        state=State.APPROVED,
        submitted_by=people.lead,
        submitted_at=NOW,
        first_submitted_on=DAY,
        checked_by=people.analyst,
        checked_at=NOW,
        approved_by=people.reviewer,
        approved_at=NOW,
        **fields,
    )


def entry(scene):
    draft = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    return Entry.objects.get(submission=draft)


def free_entry(scene):
    made = entry(scene)
    made.organisation = factories.peer()
    return made


def observation(scene):
    return factories.observation(scene.series, Period.month(2021, 3), "60%")


def free_observation(scene):
    made = observation(scene)
    made.period_start, made.period_end = date(2020, 1, 1), date(2020, 1, 31)
    return made


def statement(scene, **fields):
    return Statement.objects.create(
        indicator=scene.indicator,
        text="Six named areas.",
        known_on=DAY,
        brought_by=factories.paper(),
        **fields,
    )


def grade(scene):
    return Grade.objects.create(
        placement=scene.placement,
        grade="Poor",
        sentence="38% in July 2021.",
        method="2026.1",
        digest="0" * 64,
        known_on=DAY,
        **period_fields(JULY),
    )


def request(scene):
    return RegradeRequest.objects.create(
        placement=scene.placement, because="A figure was approved", **period_fields(JULY)
    )


def reopening(scene, **fields):
    return Reopening(
        cycle=scene.cycle,
        indicator=scene.indicator,
        asked_by=scene.people.analyst,
        reason="A late return.",
        expires_on=DAY,
        **fields,
    )


def proposal(scene):
    """A benchmark that nobody has approved: the others are kept by trigger."""
    return factories.proposed_benchmark(scene.series, version=9)


def line(scene):
    return proposal(scene).lines.get(kind=LineKind.EXPECTED)


def stretch(scene, **fields):
    """A line of a kind that the benchmark has not got yet."""
    return BenchmarkLine(
        **{
            "benchmark": proposal(scene),
            "kind": LineKind.STRETCH,
            "shape": LineShape.FLAT,
            "value": Decimal(95),
            **fields,
        }
    )


def point(scene):
    return LinePoint.objects.create(line=line(scene), start=DAY, value=Decimal(80))


def band(scene):
    return BenchmarkBand.objects.create(
        benchmark=proposal(scene), order=1, label="Good", low=Decimal(5), high=Decimal(7)
    )


def a_break(scene):
    return Break.objects.create(
        series=scene.series,
        on=date(2019, 11, 1),
        reason="The category “absent” was removed.",
        known_on=DAY,
    )


def rebasing(scene):
    return Rebasing.objects.create(
        series=scene.series,
        on=date(2019, 11, 1),
        reason="Counted from 2019 instead of 2015.",
        known_on=DAY,
    )


def withdrawn(row) -> dict:
    """What a turn's copy needs to be withdrawn by two people."""
    return {
        "withdrawal_asked_by": factories.somebody("Analyst"),
        "withdrawal_reason": "It was the wrong series.",
        "withdrawn_by": factories.somebody("Second analyst"),
        "withdrawn_on": DAY,
    }


def withdrawn_alone(row) -> dict:
    return withdrawn(row) | {"withdrawn_by": factories.somebody("Analyst")}


def reference(scene):
    return Reference.objects.create(
        code="sla",
        series=scene.series,
        organisation=factories.force(),
        role="target",
        value=Decimal(90),
        known_on=DAY,
    )


def printed_item(scene):
    return PrintedItem.objects.create(
        placement=scene.placement,
        column=Column.CURRENT,
        order=1,
        kind="figure",
        role="current",
        series=scene.series,
        organisation=factories.force(),
        **period_fields(JULY),
    )


def free_item(scene):
    item = printed_item(scene)
    item.order = 2
    return item


def free_part(scene):
    other = factories.indicator("online-reports")
    return factories.part(other, scene.series)


def free_series(scene):
    made = factories.series(scene.indicator, "abandoned")
    made.code = "another-code"
    return made


def objective(scene):
    return factories.objective(scene.framework)


def commentary(scene):
    draft = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    return Commentary.objects.get(submission=draft, prompt=Prompt.NARRATIVE)


def seal(scene):
    """The second of two: the first alone may follow none."""
    now = scene.draft
    for state in (State.DRAFT, State.SUBMITTED):
        now = factories.walk(now, scene.people, to=state)
        workflow.seal(at=NOW)
    return AuditSeal.objects.get(number=2)


def participant(scene):
    factories.walk(scene.draft, scene.people, to=State.DRAFT)
    return Participant.objects.get()


def returned_figure(scene):
    return ReturnedFigure(
        entry=entry(scene),
        reason="Please look again.",
        returned_by=scene.people.analyst,
        submission_version=2,
    )


def organisation(scene):
    found = Organisation.objects.get(code="wmp")
    found.code, found.name = "second-force", "Second force"
    return found


def accountability(scene):
    return scene.indicator.accountabilities.get()


def appointment(scene):
    return Appointment.objects.get(person=scene.people.analyst)


def unit(scene):
    made = factories.unit("days")
    made.code, made.name = "weeks", "weeks"
    return made
