"""The audit trails of a cycle and of one's deputies, as people read them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.models import Appointment, Cycle
from tests import factories
from tests.factories import today
from tests.views.pages import words
from tests.workflow.test_deputies import named

DEPUTIES = reverse("performance:deputies-audit")
DAY = timedelta(days=1)


def of_cycle(cycle):
    return reverse("performance:cycle-audit", args=[cycle.code])


def told(answer):
    return [(line.who, line.did, line.subject, line.indicator) for line in answer.context["lines"]]


def facts(answer):
    return {
        (line.did, each.name): each.after
        for line in answer.context["lines"]
        for each in line.changes
    }


@pytest.fixture
def over(scene):
    """A cycle that opened, was reminded of and closed, then asked for again for two indicators."""
    people, cycle, on = scene.people, scene.cycle, today()
    workflow.open_cycle(cycle, by=people.analyst, on=on)
    workflow.remind(cycle, by=people.analyst, on=on)
    past = {"opens_on": 20, "due_on": 9, "closes_on": 1}
    Cycle.objects.filter(pk=cycle.pk).update(
        **{name: on - timedelta(days=days) for name, days in past.items()}
    )
    workflow.close_due_cycles(on=on)
    cycle.refresh_from_db()
    other = factories.indicator(
        "roads-policing", name="Roads policing", under=factories.portfolio("roads")
    )
    for indicator, why in ((scene.indicator, "A late return."), (other, "The road count.")):
        workflow.ask_reopening(
            cycle, indicator, by=people.analyst, on=on, reason=why, expires_on=on + 6 * DAY
        )
    workflow.grant_reopening(
        cycle.reopenings.get(indicator=scene.indicator), by=people.publisher, on=on
    )
    return scene


OWN = [
    ("Publisher", "granted", "reopening", "Non-emergency demand (101 and online)"),
    ("Analyst", "asked for", "reopening", "Non-emergency demand (101 and online)"),
]
OTHERS = [("Analyst", "asked for", "reopening", "Roads policing")]
CLOSED = [("The system", "closed", "cycle", "")]
REMINDED = [("Analyst", "reminded", "cycle", "")]
OPENED = [("Analyst", "opened", "cycle", "")]
READ = {
    "analyst": {*OWN, *OTHERS, *CLOSED, *REMINDED, *OPENED},
    "panel_chair": {*OWN, *OTHERS, *CLOSED, *REMINDED, *OPENED},
    "lead": {*OWN, *CLOSED, *REMINDED, *OPENED},
    "contributor": {*OWN, *CLOSED, *REMINDED, *OPENED},
    "other_lead": {*OTHERS, *CLOSED, *REMINDED, *OPENED},
    "publisher": {*OWN, *OTHERS, *CLOSED, *OPENED},
}


@pytest.mark.parametrize("name", READ)
def test_each_reads_of_a_cycle_what_concerns_them(client, over, name):
    client.force_login(getattr(over.people, name))
    answer = client.get(of_cycle(over.cycle))
    assert set(told(answer)) == READ[name]
    text = words(answer)
    assert ("A late return." in text) == (name != "other_lead")
    assert ("The road count." in text) == bool(READ[name] & set(OTHERS))


def test_the_newest_stands_first(client, over):
    client.force_login(over.people.analyst)
    assert told(client.get(of_cycle(over.cycle))) == [
        OWN[0],
        OTHERS[0],
        OWN[1],
        *CLOSED,
        *REMINDED,
        *OPENED,
    ]


@pytest.mark.parametrize(
    ("name", "counts"),
    [("analyst", True), ("panel_chair", True), ("lead", False), ("publisher", False)],
)
def test_what_the_whole_force_owes_is_told_to_those_who_see_the_whole_force(
    client, over, name, counts
):
    client.force_login(getattr(over.people, name))
    found = facts(client.get(of_cycle(over.cycle)))
    counted = {("opened", "Indicators asked"): "1", ("closed", "Still owed"): "1"}
    assert {key: found.get(key) for key in counted} == (
        counted if counts else dict.fromkeys(counted)
    )


def test_a_trail_is_of_one_cycle(client, over):
    another = factories.cycle(factories.JULY.next())
    client.force_login(over.people.analyst)
    assert told(client.get(of_cycle(another))) == []
    assert client.get(reverse("performance:cycle-audit", args=["1999-01"])).status_code == 404


@pytest.mark.parametrize(("name", "linked"), [("lead", True), ("reviewer", False)])
def test_the_board_leads_to_the_trail_of_those_who_may_read_it(client, over, name, linked):
    client.force_login(getattr(over.people, name))
    board = client.get(reverse("performance:cycle", args=[over.cycle.code]))
    assert (of_cycle(over.cycle) in board.text) is linked


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_trail_of_a_cycle_costs_the_same_for_one_reopening_and_for_three(client, over):
    client.force_login(over.people.analyst)
    before = queries(client, of_cycle(over.cycle))
    for number in range(2):
        workflow.ask_reopening(
            over.cycle,
            factories.indicator(f"more-{number}"),
            by=over.people.analyst,
            on=today(),
            reason="More.",
            expires_on=today() + 6 * DAY,
        )
    assert queries(client, of_cycle(over.cycle)) == before


def test_whoever_names_deputies_reads_what_became_of_them(client, scene):
    """Of one too who never began, and whose row is gone."""
    lead = scene.people.lead
    deputy = named(scene)
    workflow.end_deputy(deputy, by=lead, on=today())
    assert not Appointment.objects.filter(pk=deputy.pk).exists()
    client.force_login(lead)
    answer = client.get(DEPUTIES)
    assert told(answer) == [
        (lead.name, "ended", "appointment", ""),
        (lead.name, "named a deputy", "appointment", ""),
    ]
    found = facts(answer)
    assert found["named a deputy", "Who stands in"] == scene.people.other_lead.name
    assert found["named a deputy", "Portfolio"] == "Contact"
    assert found["named a deputy", "Last day"] == f"{deputy.ends - DAY:%-d %B %Y}"
    assert found["named a deputy", "Role"] == "Portfolio lead"
    assert found["named a deputy", "From"] == f"{deputy.starts:%-d %B %Y}"
    assert DEPUTIES in client.get(reverse("performance:deputies")).text


def test_nobody_reads_of_anothers_deputies(client, scene):
    named(scene)
    for name in ("other_lead", "contributor"):
        client.force_login(getattr(scene.people, name))
        assert told(client.get(DEPUTIES)) == []


def test_an_administrators_change_of_a_deputy_is_read_too(client, scene):
    lead = scene.people.lead
    deputy = named(scene)
    deputy.ends += DAY
    workflow.reference_data.save(deputy, by=scene.people.administrator, on=today())
    client.force_login(lead)
    assert told(client.get(DEPUTIES))[0] == ("Administrator", "changed", "appointment", "")


def test_the_trail_of_deputies_costs_the_same_for_one_event_and_for_two(client, scene):
    lead = scene.people.lead
    deputy = named(scene)
    client.force_login(lead)
    one = queries(client, DEPUTIES)
    workflow.end_deputy(deputy, by=lead, on=today())
    assert queries(client, DEPUTIES) == one
