"""Alive is the process, ready is the database, the broker is only ever degraded."""

import time
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from performance.figures import Period
from performance.models import RegradeRequest, period_fields
from performance.views.health import broker_answers
from tests import factories

# Nothing listens on port 1 of this machine.
SILENT = "redis://127.0.0.1:1/0"


def test_the_process_says_that_it_is_alive(client):
    answer = client.get(reverse("performance:alive"))
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers(client):
    answer = client.get(reverse("performance:ready"))
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "database": "answers",
        "broker": "answers",
        "oldest_regrade_request_seconds": None,
    }


@pytest.mark.django_db
def test_ready_tells_the_age_of_the_oldest_regrade_request(client):
    placement = factories.placement(factories.indicator())
    for minutes in (2, 5):
        RegradeRequest.objects.create(
            placement=placement,
            because="A figure changed",
            requested_at=timezone.now() - timedelta(minutes=minutes),
            **period_fields(Period.month(2021, 7)),
        )
    age = client.get(reverse("performance:ready")).json()["oldest_regrade_request_seconds"]
    assert 300 <= age < 360


@pytest.mark.django_db
def test_a_silent_broker_is_degraded_and_not_dead(client, monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", SILENT)
    answer = client.get(reverse("performance:ready"))
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["broker"]) == ("degraded", "silent")


def test_a_broker_that_is_down_is_found_out_quickly():
    began = time.monotonic()
    assert broker_answers(Celery("nobody", broker=SILENT)) is False
    assert time.monotonic() - began < 5


@pytest.mark.django_db(transaction=True)
def test_not_ready_when_the_database_is_gone(client, monkeypatch):
    with monkeypatch.context() as gone:
        connection.close()
        gone.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        answer = client.get(reverse("performance:ready"))
        connection.close()
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "silent"}


@pytest.mark.parametrize("name", ["alive", "ready"])
def test_health_is_only_ever_read(client, name):
    assert client.post(reverse(f"performance:{name}")).status_code == 405
