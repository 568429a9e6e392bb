"""Steps of tests about breaks and re-basings: each verb with what most tests give it."""

from datetime import date

import pytest

from performance.models import AuditEvent, Break, Rebasing, RegradeRequest
from performance.workflow import turns
from tests.factories import today

DAY = date(2021, 6, 1)
KINDS = pytest.mark.parametrize("kind", [Break, Rebasing], ids=lambda kind: kind.noun)


def recorded(scene, kind, *, by=None, day=DAY, reason="Counted from the second ring"):
    return turns.record(
        kind, scene.series, day, reason=reason, by=by or scene.people.analyst, on=today()
    )


def confirmed(scene, kind, **options):
    made = recorded(scene, kind, **options)
    return turns.confirm(made, by=scene.people.second_analyst, on=today())


def withdrawal_asked(scene, kind):
    made = confirmed(scene, kind)
    return turns.ask_withdrawal(
        made, by=scene.people.second_analyst, on=today(), reason="The wrong series."
    )


def trail() -> list[tuple]:
    return [
        (event.action, event.actor_name, event.reason)
        for event in AuditEvent.objects.order_by("id")
    ]


def asked_for() -> list[tuple]:
    return [
        (request.period_start.month, request.because)
        for request in RegradeRequest.objects.order_by("period_start")
    ]
