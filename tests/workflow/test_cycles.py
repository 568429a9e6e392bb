"""Cycles: each indicator is asked once, by frequency and lag; a closed cycle can be reopened."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import workflow
from performance.figures import Period
from performance.models import AuditEvent, Submission
from performance.states import Role, State
from performance.workflow import NotReady, ReasonNeeded
from tests import factories
from tests.factories import JULY, today

EVERYBODY = list(factories.Cast.__dataclass_fields__)


def asked(*frequencies, lag=0):
    """Indicators in the framework, each with a series of its own."""
    found = []
    for number, frequency in enumerate(frequencies):
        each = factories.indicator(f"{frequency}-{number}", frequency=frequency, lag_months=lag)
        factories.series(each)
        factories.placement(each)
        found.append(each)
    return found


def opened(period, *, by=None):
    cycle = factories.cycle(period)
    return {
        each.indicator.code: each.period for each in workflow.open_cycle(cycle, by=by, on=today())
    }


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (7, {"monthly-0": JULY}),
        (9, {"monthly-0": Period.month(2021, 9), "quarterly-1": Period.quarter(2021, 7)}),
    ],
)
def test_a_cycle_asks_for_what_falls_due_in_it(db, month, expected):
    factories.force()
    asked("monthly", "quarterly", "annual")
    assert opened(Period.month(2021, month)) == expected


def test_the_years_last_month_asks_for_the_year(db):
    factories.force()
    asked("monthly", "quarterly", "annual")
    assert opened(Period.month(2022, 3)) == {
        "monthly-0": Period.month(2022, 3),
        "quarterly-1": Period.quarter(2022, 1),
        "annual-2": Period.financial_year(2021),
    }


def test_a_lagging_indicator_is_asked_later(db):
    factories.force()
    asked("monthly", "quarterly", lag=2)
    assert opened(Period.month(2021, 8)) == {
        "monthly-0": Period.month(2021, 6),
        "quarterly-1": Period.quarter(2021, 4),
    }


def test_an_indicator_is_asked_once_however_many_frameworks_it_stands_in(db):
    factories.force()
    (each,) = asked("monthly")
    factories.placement(each, factories.framework("plan-2021-25"))
    opened(JULY)
    assert Submission.objects.count() == 1


def test_what_is_not_in_force_is_not_asked(db):
    factories.force()
    retired, without_series = asked("monthly")[0], factories.indicator("no-series")
    factories.placement(without_series)
    retired.retired_on = today()
    retired.save()
    past = factories.indicator("past")
    factories.series(past)
    factories.placement(past, factories.framework("past", ends=date(2021, 7, 31)))
    assert opened(JULY) == {}


def test_opening_twice_asks_once(db):
    factories.force()
    asked("monthly")
    assert opened(JULY) == {"monthly-0": JULY}
    assert opened(JULY) == {}
    assert [row[:3] for row in events()] == [
        ("cycle", "opened", {"asked": 1, "made": 1, **dates()}),
        ("submission", "opened", {"due_on": dates()["due_on"]}),
    ]


def events() -> list:
    """Newest first: what it was done to, what was done, what holds after and held before."""
    return list(AuditEvent.objects.values_list("subject", "action", "after", "before"))


def dates() -> dict:
    cycle = factories.cycle()
    return {"due_on": str(cycle.due_on), "closes_on": str(cycle.closes_on)}


def test_a_later_run_that_makes_something_is_recorded_with_what_it_made(db):
    factories.force()
    asked("monthly")
    opened(JULY)
    (late,) = asked("annual", "monthly")[1:]
    analyst = factories.person(Role.ANALYST)
    assert opened(JULY, by=analyst) == {"monthly-1": JULY}
    newest = AuditEvent.objects.all()[:2]
    assert [(each.action, each.subject, each.actor, each.indicator) for each in newest] == [
        ("opened again", "cycle", analyst, None),
        ("opened", "submission", analyst, late),
    ]
    assert newest[0].after == {"asked": 2, "made": 1, **dates()}


def test_opening_costs_the_same_for_one_indicator_and_for_three(db):
    factories.force()

    def cost(period):
        with CaptureQueriesContext(connection) as captured:
            opened(period)
        return len(captured)

    asked("monthly")
    one = cost(JULY)
    asked("annual", "monthly", "monthly")
    assert cost(JULY.previous()) == one
    assert Submission.objects.count() == 4


def test_a_draft_is_due_when_its_cycle_is(db):
    factories.force()
    asked("monthly")
    cycle = factories.cycle()
    (draft,) = workflow.open_cycle(cycle, on=today())
    assert (draft.state, draft.due_on, draft.version) == (State.DRAFT, cycle.due_on, 1)


def test_a_cycle_opens_on_its_day_and_not_before(db):
    cycle = factories.cycle(opens_on=today() + timedelta(days=1))
    with pytest.raises(NotReady) as refusal:
        workflow.open_cycle(cycle, on=today())
    assert str(refusal.value) == (f"July 2021 opens on {cycle.opens_on:%-d %B %Y}: open it then.")


@pytest.mark.parametrize("name", sorted(set(EVERYBODY) - {"analyst", "second_analyst"}))
def test_only_an_analyst_opens_a_cycle_by_hand(scene, name):
    with pytest.raises(PermissionDenied):
        workflow.open_cycle(scene.cycle, by=getattr(scene.people, name), on=today())
    assert scene.cycle.opened_at is None


# Reopening


@pytest.fixture
def closed(scene):
    """The scene on the day its cycle has closed."""
    return scene, scene.cycle.closes_on


def ask(scene, on, *, by=None, reason="A late return.", days=5):
    return workflow.ask_reopening(
        scene.cycle,
        scene.indicator,
        by=by or scene.people.analyst,
        on=on,
        reason=reason,
        expires_on=on + timedelta(days=days),
    )


def save(scene, on, raw="38%"):
    draft = Submission.objects.get(pk=scene.draft.pk)
    return workflow.save(
        draft,
        by=scene.people.contributor,
        on=on,
        version=draft.version,
        figures=factories.figures(draft, raw),
        commentary={},
    )


def test_a_closed_cycle_is_reopened_for_one_indicator_until_a_day(closed):
    scene, on = closed
    reopening = ask(scene, on)
    with pytest.raises(PermissionDenied):
        save(scene, on)
    workflow.grant_reopening(reopening, by=scene.people.publisher, on=on)
    assert save(scene, on).entries.get().raw == "38%"
    assert save(scene, reopening.expires_on - timedelta(days=1), "39%").version == 3
    with pytest.raises(PermissionDenied):
        save(scene, reopening.expires_on)


def test_a_reopening_is_for_the_indicator_it_names(closed):
    scene, on = closed
    other = factories.indicator("online-reports")
    factories.series(other)
    draft = factories.submission(other, scene.cycle)
    workflow.grant_reopening(ask(scene, on), by=scene.people.publisher, on=on)
    with pytest.raises(PermissionDenied):
        workflow.save(
            draft, by=scene.people.contributor, on=on, version=1, figures={}, commentary={}
        )


def test_a_reopened_submission_is_due_the_day_before_it_ends(closed):
    scene, on = closed
    reopening = workflow.grant_reopening(ask(scene, on), by=scene.people.publisher, on=on)
    scene.draft.refresh_from_db()
    assert scene.draft.due_on == reopening.expires_on - timedelta(days=1)
    assert list(AuditEvent.objects.values_list("action", "actor_name", "reason")) == [
        ("granted", "Publisher", "A late return."),
        ("rescheduled", "Publisher", "A late return."),
        ("asked for", "Analyst", "A late return."),
    ]
    until = {"expires_on": str(reopening.expires_on)}
    assert events() == [
        ("reopening", "granted", until, {}),
        (
            "submission",
            "rescheduled",
            {"due_on": str(scene.draft.due_on)},
            {"due_on": str(scene.cycle.due_on)},
        ),
        ("reopening", "asked for", until, {}),
    ]


def test_a_reopening_needs_a_reason_a_closed_cycle_and_a_day_to_come(closed):
    scene, on = closed
    with pytest.raises(ReasonNeeded):
        ask(scene, on, reason=" ")
    with pytest.raises(NotReady, match="July 2021 is still open"):
        ask(scene, on - timedelta(days=1))
    with pytest.raises(NotReady, match="Choose a day after"):
        ask(scene, on, days=0)


def test_what_has_not_opened_yet_is_not_reopened(closed):
    scene, _ = closed
    with pytest.raises(NotReady) as refusal:
        ask(scene, scene.cycle.opens_on - timedelta(days=1))
    assert str(refusal.value) == (
        f"July 2021 opens on {scene.cycle.opens_on:%-d %B %Y}: what has not closed is not reopened."
    )


def test_a_cycle_is_not_reopened_for_what_it_does_not_ask_for(closed):
    scene, on = closed
    type(scene.indicator).objects.update(frequency="quarterly")
    scene.indicator.refresh_from_db()
    with pytest.raises(NotReady, match="July 2021 does not ask for Non-emergency demand"):
        ask(scene, on)


@pytest.mark.parametrize("name", sorted(set(EVERYBODY) - {"analyst", "second_analyst"}))
def test_only_an_analyst_asks_for_a_reopening(closed, name):
    scene, on = closed
    with pytest.raises(PermissionDenied):
        ask(scene, on, by=getattr(scene.people, name))


@pytest.mark.parametrize("name", sorted(set(EVERYBODY) - {"publisher"}))
def test_only_a_publisher_grants_one(closed, name):
    scene, on = closed
    reopening = ask(scene, on)
    with pytest.raises(PermissionDenied):
        workflow.grant_reopening(reopening, by=getattr(scene.people, name), on=on)
    reopening.refresh_from_db()
    assert reopening.granted_by is None


def test_nobody_grants_what_they_asked_for(closed):
    scene, on = closed
    factories.appoint(scene.people.analyst, Role.PUBLISHER)
    with pytest.raises(PermissionDenied):
        workflow.grant_reopening(ask(scene, on), by=scene.people.analyst, on=on)


def test_a_reopening_is_granted_once(closed):
    scene, on = closed
    reopening = workflow.grant_reopening(ask(scene, on), by=scene.people.publisher, on=on)
    with pytest.raises(NotReady, match="granted already"):
        workflow.grant_reopening(reopening, by=scene.people.publisher, on=on)


def test_work_is_not_withdrawn_into_a_draft_that_nobody_may_save(scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    with pytest.raises(PermissionDenied):
        workflow.withdraw(
            submitted, by=scene.people.lead, on=scene.cycle.closes_on, version=submitted.version
        )


def test_a_reopening_is_not_granted_after_its_day(closed):
    scene, on = closed
    reopening = ask(scene, on)
    with pytest.raises(NotReady, match="has passed"):
        workflow.grant_reopening(reopening, by=scene.people.publisher, on=reopening.expires_on)


def test_a_reopening_makes_the_submission_that_never_was(closed):
    scene, on = closed
    scene.draft.delete()
    workflow.grant_reopening(ask(scene, on), by=scene.people.publisher, on=on)
    made = Submission.objects.get()
    assert made.indicator == scene.indicator
    event = AuditEvent.objects.get(submission=made)
    assert (event.action, event.after) == ("opened", {"due_on": str(made.due_on)})


def test_asked_for_twice_is_once(closed):
    scene, on = closed
    assert ask(scene, on) == ask(scene, on)
    assert AuditEvent.objects.filter(action="asked for").count() == 1


@pytest.mark.parametrize(
    ("name", "who"), [("analyst", "You have"), ("second_analyst", "Analyst has")]
)
def test_while_one_waits_there_is_no_second(closed, name, who):
    scene, on = closed
    last = f"{ask(scene, on).expires_on - timedelta(days=1):%-d %B %Y}"
    with pytest.raises(NotReady) as refusal:
        ask(scene, on, by=getattr(scene.people, name), days=9)
    assert str(refusal.value) == (
        f"{who} asked for it already, on {today():%-d %B %Y}, to be entered until {last}: it "
        "waits for a publisher’s grant."
    )


def test_a_granted_or_lapsed_one_may_be_asked_for_again(closed):
    scene, on = closed
    first = ask(scene, on)
    second = ask(scene, first.expires_on)
    workflow.grant_reopening(second, by=scene.people.publisher, on=first.expires_on)
    third = ask(scene, first.expires_on, days=20)
    assert len({first.pk, second.pk, third.pk}) == 3
