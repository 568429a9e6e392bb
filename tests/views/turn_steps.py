"""Breaks and re-basings on their way, and how a reader opens their page."""

from datetime import date

import pytest
from django.urls import reverse

from performance.models import Break, Rebasing
from performance.workflow import turns
from tests.factories import today

DAY = date(2021, 6, 1)
MODELS = {"breaks": Break, "rebasings": Rebasing}
KINDS = pytest.mark.parametrize("kind", list(MODELS))


def page_address(scene):
    return reverse("performance:turns", args=[scene.series.code])


def address(scene, verb, kind, day=DAY):
    return reverse(f"performance:turn-{verb}", args=[scene.series.code, kind, day])


def as_(client, person):
    client.force_login(person)
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def recorded(scene, kind, *, day=DAY, by=None):
    return turns.record(
        MODELS[kind],
        scene.series,
        day,
        reason="Counted from the second ring",
        by=by or scene.people.analyst,
        on=today(),
    )


def confirmed(scene, kind, **options):
    return turns.confirm(recorded(scene, kind, **options), by=scene.people.panel_chair, on=today())


def asked(scene, kind):
    return turns.ask_withdrawal(
        confirmed(scene, kind), by=scene.people.analyst, on=today(), reason="The wrong series."
    )
