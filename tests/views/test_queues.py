"""Queues: what waits for a check or a decision, and by whom it may be made."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.states import Role, State
from tests import factories

QUEUES = {
    "check-queue": ("analyst", State.SUBMITTED),
    "review-queue": ("reviewer", State.CHECKED),
}


def another(scene, code, state, **fields):
    indicator = factories.indicator(code)
    factories.series(indicator)
    draft = factories.submission(indicator, scene.cycle, **fields)
    return factories.walk(draft, scene.people, to=state)


def rows(client, person, queue):
    client.force_login(person)
    return [row.pk for row in client.get(reverse(f"performance:{queue}")).context["table"].data]


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_holds_what_waits_and_nothing_else(client, scene, queue):
    name, state = QUEUES[queue]
    waiting = {each: another(scene, f"case-{each}", each) for each in State}
    assert rows(client, getattr(scene.people, name), queue) == [waiting[state].pk]


@pytest.mark.parametrize("queue", QUEUES)
def test_the_earliest_due_stands_first(client, scene, queue):
    name, state = QUEUES[queue]
    later = another(scene, "later", state, due_on=scene.cycle.closes_on)
    sooner = another(scene, "sooner", state, due_on=scene.cycle.opens_on)
    assert rows(client, getattr(scene.people, name), queue) == [sooner.pk, later.pk]


@pytest.mark.parametrize("queue", QUEUES)
def test_what_i_took_part_in_is_not_in_my_queue(client, scene, queue):
    _, state = QUEUES[queue]
    another(scene, "mine", state)
    lead = scene.people.lead
    factories.appoint(lead, Role.ANALYST)
    factories.appoint(lead, Role.REVIEWER)
    assert rows(client, lead, queue) == []


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_is_its_own_roles_alone(client, scene, queue):
    name, _ = QUEUES[queue]
    for each in factories.Cast.__dataclass_fields__:
        client.force_login(getattr(scene.people, each))
        answer = client.get(reverse(f"performance:{queue}"))
        assert answer.status_code == (200 if each in (name, f"second_{name}") else 403), each


@pytest.mark.parametrize("queue", QUEUES)
def test_an_empty_queue_says_so(client, scene, queue):
    name, _ = QUEUES[queue]
    client.force_login(getattr(scene.people, name))
    text = client.get(reverse(f"performance:{queue}")).content.decode()
    what = {"check-queue": "check", "review-queue": "decision"}[queue]
    assert f"Nothing waits for your {what}." in text


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_costs_the_same_for_one_row_and_for_three(client, scene, queue):
    name, state = QUEUES[queue]
    client.force_login(getattr(scene.people, name))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"performance:{queue}")).status_code == 200
        return len(captured)

    another(scene, "first", state)
    one = queries()
    another(scene, "second", state)
    another(scene, "third", state)
    assert queries() == one
    assert one <= 8
