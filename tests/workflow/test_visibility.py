"""Who sees which submissions, and whose list a submission stands on."""

from datetime import timedelta

import pytest

from performance import workflow
from performance.models import Accountability, Submission
from performance.permissions import may, once_seen, owed, reads_drafts, to_check, to_decide, visible
from performance.queries.cycles import home
from performance.states import Action, Role, State
from tests import factories
from tests.factories import today

EVERYBODY = list(factories.Cast.__dataclass_fields__)
ANY = set(State)
HANDED_OVER = {State.SUBMITTED, State.CHECKED, State.APPROVED, State.SUPERSEDED}
DECIDED = {State.APPROVED, State.SUPERSEDED}
SEES = {
    "contributor": ANY,
    "lead": ANY,
    "analyst": ANY,
    "second_analyst": ANY,
    "panel_chair": ANY,
    "reviewer": HANDED_OVER,
    "second_reviewer": HANDED_OVER,
    "publisher": HANDED_OVER,
    "board_member": DECIDED,
    "administrator": set(),
    "other_lead": set(),
    "unappointed": set(),
    "superuser": set(),
}


def all_of(part, person, **on):
    return set(part(person, Submission.objects.all(), on=on.get("on", today())))


@pytest.mark.parametrize("state", State)
def test_each_role_sees_what_is_its_to_see(scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    seen_by = {
        name for name in EVERYBODY if submission in all_of(visible, getattr(scene.people, name))
    }
    assert seen_by == {name for name in EVERYBODY if state in SEES[name]}


def test_an_appointment_to_one_indicator_shows_that_one(scene):
    factories.submission(factories.indicator("another"))
    person = factories.person(Role.CONTRIBUTOR, "Deputy", indicator=scene.indicator)
    assert all_of(visible, person) == {scene.draft}


def test_an_indicator_that_changes_its_portfolio_changes_hands_that_day(scene):
    roads = factories.portfolio("roads")
    tomorrow = today() + timedelta(days=1)
    Accountability.objects.filter(indicator=scene.indicator).update(ends=tomorrow)
    Accountability.objects.create(indicator=scene.indicator, portfolio=roads, starts=tomorrow)
    lead, other = scene.people.lead, scene.people.other_lead
    assert (all_of(visible, lead), all_of(visible, other)) == ({scene.draft}, set())
    assert (all_of(visible, lead, on=tomorrow), all_of(visible, other, on=tomorrow)) == (
        set(),
        {scene.draft},
    )


def test_a_deputy_sees_it_while_deputising(scene):
    deputy = factories.person(
        Role.LEAD,
        "Deputy",
        portfolio=scene.portfolio,
        starts=today(),
        ends=today() + timedelta(days=7),
    )
    assert all_of(visible, deputy) == {scene.draft}
    assert all_of(visible, deputy, on=today() + timedelta(days=7)) == set()


@pytest.mark.parametrize("state", State)
def test_drafts_and_returned_work_are_owed_by_their_portfolio(scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    owed_by = {
        name for name in EVERYBODY if submission in all_of(owed, getattr(scene.people, name))
    }
    open_work = state in (State.DRAFT, State.RETURNED)
    assert owed_by == ({"contributor", "lead"} if open_work else set())


def test_an_analyst_owes_the_correction_they_opened(scene):
    period = scene.series.observations.first().period
    correction = workflow.correct(
        scene.indicator, period, by=scene.people.analyst, on=today(), reason="Recount."
    )
    assert all_of(owed, scene.people.analyst) == {correction}
    assert all_of(owed, scene.people.second_analyst) == set()


@pytest.mark.parametrize("elsewhere", [Role.LEAD, Role.REVIEWER, Role.ADMINISTRATOR])
def test_a_correction_is_not_owed_by_whoever_works_elsewhere_now(scene, elsewhere):
    period = scene.series.observations.first().period
    analyst = scene.people.analyst
    workflow.correct(scene.indicator, period, by=analyst, on=today(), reason="Recount.")
    analyst.appointments.update(ends=today())
    another = factories.indicator("another")
    factories.appoint(analyst, elsewhere, indicator=another)
    left = type(analyst).objects.get(pk=analyst.pk)
    assert all_of(owed, left) == set()
    assert home.tasks(left, on=today()) == ()


@pytest.mark.parametrize("state", State)
def test_submitted_work_waits_for_every_analyst(scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    waits_for = {
        name for name in EVERYBODY if submission in all_of(to_check, getattr(scene.people, name))
    }
    assert waits_for == ({"analyst", "second_analyst"} if state == State.SUBMITTED else set())


@pytest.mark.parametrize("state", State)
def test_checked_work_waits_for_every_reviewer(scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    waits_for = {
        name for name in EVERYBODY if submission in all_of(to_decide, getattr(scene.people, name))
    }
    assert waits_for == ({"reviewer", "second_reviewer"} if state == State.CHECKED else set())


def test_nothing_waits_for_somebody_who_took_part_in_it(scene):
    people = scene.people
    factories.appoint(people.contributor, Role.ANALYST)
    factories.appoint(people.analyst, Role.REVIEWER)
    submitted = factories.walk(scene.draft, people, to=State.SUBMITTED)
    assert all_of(to_check, people.contributor) == set()
    assert all_of(to_check, people.analyst) == {submitted}
    workflow.check(submitted, by=people.analyst, on=today(), version=submitted.version)
    assert all_of(to_decide, people.analyst) == set()
    assert all_of(to_decide, people.reviewer) == {submitted}


def test_an_earlier_check_does_not_keep_an_analyst_from_the_next(scene):
    people = scene.people
    now = factories.walk(scene.draft, people, to=State.CHECKED)
    now = workflow.send_back(
        now, by=people.reviewer, on=today(), version=now.version, reason="Please look again."
    )
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    assert all_of(to_check, people.analyst) == {now}


@pytest.mark.parametrize("name", ["reviewer", "publisher"])
def test_who_saw_it_handed_over_may_still_be_told_what_became_of_it(scene, name):
    """Sent back, it is out of sight; a decision that comes too late is explained all the same."""
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    assert all_of(visible, getattr(scene.people, name)) == set()
    assert all_of(once_seen, getattr(scene.people, name)) == {returned}


def test_a_draft_that_was_never_handed_over_is_nobody_elses(scene):
    draft = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    seen = {name for name in EVERYBODY if draft in all_of(once_seen, getattr(scene.people, name))}
    assert seen == {"contributor", "lead", "analyst", "second_analyst", "panel_chair"}


def test_an_appointment_for_a_part_opens_nothing_that_concerns_everything(scene):
    narrow = factories.person(
        Role.ADMINISTRATOR, "Administrator of one portfolio", portfolio=scene.portfolio
    )
    assert not may(narrow, Action.ADMINISTER, on=today())
    assert may(scene.people.administrator, Action.ADMINISTER, on=today())


def test_who_writes_for_one_portfolio_reads_no_other_drafts(scene):
    reviewer = scene.people.reviewer
    factories.appoint(reviewer, Role.CONTRIBUTOR, portfolio=factories.portfolio("roads"))
    assert not reads_drafts(reviewer, scene.indicator, on=today())
    assert reads_drafts(scene.people.lead, scene.indicator, on=today())
