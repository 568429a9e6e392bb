"""The board of a cycle: who owes what, since when, and how late."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from performance import workflow
from performance.figures import Period
from performance.models import Accountability, Appointment, Submission
from performance.queries.cycles.boards import board
from performance.queries.cycles.charges import Charge, charges
from performance.states import Role, State
from tests import factories
from tests.factories import today

DAY = timedelta(days=1)
LEAD = Charge("Portfolio lead", "portfolio lead", "")
CONTRIBUTOR = Charge("Contributor", "contributor", "")


@pytest.fixture
def scene(db):
    return factories.scene()


def another(scene, code, *, under=None, **fields) -> Submission:
    indicator = factories.indicator(code, under=under)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle, **fields)


def seen(scene, by=None, *, on=None, owing=False):
    return board(by or scene.people.analyst, scene.cycle, on=on or today(), owing=owing)


def rows(of) -> list:
    return [row for group in of.groups for row in group.rows]


def test_each_portfolio_has_its_rows_and_what_nobody_answers_for_comes_last(scene):
    another(scene, "a-road", under=factories.portfolio("roads"))
    another(scene, "calls-answered")
    orphan = another(scene, "an-orphan")
    Accountability.objects.filter(indicator=orphan.indicator).delete()
    found = [
        (group.portfolio.name if group.portfolio else None, [row.name for row in group.rows])
        for group in seen(scene).groups
    ]
    assert found == [
        ("Contact", ["Calls answered", "Non-emergency demand (101 and online)"]),
        ("Roads", ["A road"]),
        (None, ["An orphan"]),
    ]


@pytest.mark.parametrize(
    ("state", "status", "is_owed"),
    [
        (State.DRAFT, "Draft, begun", True),
        (State.RETURNED, "Returned", True),
        (State.SUBMITTED, "Submitted", False),
        (State.CHECKED, "Checked", False),
        (State.APPROVED, "Approved", False),
        (State.SUPERSEDED, "Approved", False),
    ],
)
def test_a_row_says_how_far_it_is_since_when_and_for_whom_it_waits(scene, state, status, is_owed):
    factories.walk(scene.draft, scene.people, to=state)
    (row,) = rows(seen(scene))
    assert (row.status, row.is_owed, row.since) == (status, is_owed, today())
    assert row.charges == ((LEAD, CONTRIBUTOR) if is_owed else ())
    counts = dict(seen(scene).counts)
    assert {word: count for word, count in counts.items() if count} == {status: 1}


def test_what_nobody_touched_is_not_begun(scene):
    (row,) = rows(seen(scene))
    assert (row.status, row.since, row.days_late) == ("Draft, not begun", today(), None)


def submit(draft, scene, *, on):
    """Hand it over on a day, as if that day were today."""
    filled = factories.fill(draft, by=scene.people.contributor)
    return handed_over(filled, scene, on=on)


def handed_over(filled, scene, *, on):
    given = workflow.submit(filled, by=scene.people.lead, on=on, version=filled.version)
    at = timezone.now() + (on - today())
    Submission.objects.filter(pk=given.pk).update(submitted_at=at)
    return Submission.objects.get(pk=given.pk)


def send_back(given, scene, *, on, due_on=None):
    return workflow.send_back(
        given,
        by=scene.people.analyst,
        on=on,
        version=given.version,
        reason="Please look again.",
        due_on=due_on,
    )


def times(row) -> tuple:
    return row.overdue, row.days_late, row.answer_days_late


def counted(of) -> tuple:
    return of.overdue, of.on_time, of.late, of.late_answers


def test_what_is_owed_is_overdue_until_today_and_what_came_late_until_it_came(scene):
    due = scene.draft.due_on
    for code, days in (("came-late", 1), ("came-in-time", 0)):
        submit(another(scene, code), scene, on=due + days * DAY)
    of = seen(scene, on=due + 4 * DAY)
    assert {row.name: times(row) for row in rows(of)} == {
        "Came late": (0, 1, None),
        "Came in time": (0, 0, None),
        "Non-emergency demand (101 and online)": (4, None, None),
    }
    assert (of.total, of.owed, *counted(of)) == (3, 1, 1, 1, 1, 0)


def test_a_return_does_not_make_up_for_what_came_late(scene):
    on = scene.draft.due_on + 9 * DAY
    returned = send_back(submit(scene.draft, scene, on=on), scene, on=on)
    (row,) = rows(seen(scene, on=on))
    assert (times(row), row.due_on) == ((0, 9, None), on + 5 * DAY)
    handed_over(returned, scene, on=on + 5 * DAY)
    of = seen(scene, on=on + 6 * DAY)
    assert [times(row) for row in rows(of)] == [(0, 9, 0)]
    assert counted(of) == (0, 0, 1, 0)


def test_a_late_answer_is_told_as_such_of_what_came_on_time_at_first(scene):
    on = scene.draft.due_on
    returned = send_back(submit(scene.draft, scene, on=on), scene, on=on)
    assert times(rows(seen(scene, on=on + 7 * DAY))[0]) == (2, 0, None)
    handed_over(returned, scene, on=on + 6 * DAY)
    of = seen(scene, on=on + 6 * DAY)
    assert [times(row) for row in rows(of)] == [(0, 0, 1)]
    assert counted(of) == (0, 1, 0, 1)


def test_what_was_withdrawn_before_anybody_sent_it_back_was_not_handed_over(scene):
    due = scene.draft.due_on
    given = submit(scene.draft, scene, on=due)
    draft = workflow.withdraw(given, by=scene.people.lead, on=due, version=given.version)
    assert times(rows(seen(scene, on=due))[0]) == (0, None, None)
    handed_over(draft, scene, on=due + 2 * DAY)
    assert times(rows(seen(scene, on=due + 3 * DAY))[0]) == (0, 2, None)


def test_the_due_day_itself_is_not_late(scene):
    assert [row.overdue for row in rows(seen(scene, on=scene.draft.due_on))] == [0]
    assert [row.overdue for row in rows(seen(scene, on=scene.draft.due_on + DAY))] == [1]


def test_only_what_is_owed_is_shown_and_all_is_counted(scene):
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    of = seen(scene, owing=True)
    assert [row.submission for row in rows(of)] == [scene.draft]
    assert (of.total, of.owed) == (2, 1)


def test_it_says_when_each_was_reminded_of_last(scene):
    assert rows(seen(scene))[0].reminded_on is None
    workflow.remind(scene.cycle, by=scene.people.analyst, on=today() - DAY)
    workflow.remind_due(on=scene.draft.due_on - DAY)
    assert rows(seen(scene))[0].reminded_on == scene.draft.due_on - DAY
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    assert rows(seen(scene))[0].reminded_on is None


def test_a_correction_under_way_stands_beside_what_it_corrects(scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    workflow.correct(
        approved.indicator,
        approved.period,
        by=scene.people.analyst,
        on=today(),
        reason="A recount.",
    )
    original, correction = sorted(rows(seen(scene)), key=lambda row: row.is_owed)
    assert (original.status, correction.submission.is_correction) == ("Approved", True)
    assert correction.charges == (
        LEAD,
        CONTRIBUTOR,
        Charge("Analyst", "opened the correction", ""),
    )


def test_a_correction_of_a_papers_figures_stands_where_its_period_does_and_is_reminded_of(scene):
    """May and June came by no cycle; a cycle of June is opened later."""
    corrections = {
        month: workflow.correct(
            scene.indicator,
            Period.month(2021, month),
            by=scene.people.lead,
            on=today(),
            reason="A recount.",
        )
        for month in (5, 6)
    }
    assert {row.submission for row in rows(seen(scene))} == {scene.draft, *corrections.values()}
    june = factories.cycle(Period.month(2021, 6))
    (row,) = rows(board(scene.people.analyst, june, on=today()))
    assert row.submission == corrections[6]
    assert {row.submission for row in rows(seen(scene))} == {scene.draft, corrections[5]}
    assert workflow.remind(june, by=scene.people.analyst, on=today()).now == 1
    assert workflow.remind(scene.cycle, by=scene.people.analyst, on=today()).now == 2


def test_a_cycle_to_come_has_no_correction_yet(scene):
    workflow.correct(
        scene.indicator,
        Period.month(2021, 6),
        by=scene.people.lead,
        on=today(),
        reason="A recount.",
    )
    august = factories.cycle(Period.month(2021, 8), opens_on=today() + DAY)
    assert rows(board(scene.people.analyst, august, on=today())) == []
    assert len(rows(seen(scene))) == 2


# Who sees what


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("lead", {"draft", "submitted", "returned"}),
        ("panel_chair", {"draft", "submitted", "returned"}),
        ("reviewer", {"submitted"}),
        ("publisher", {"submitted"}),
        ("other_lead", set()),
        ("board_member", set()),
    ],
)
def test_the_force_sees_its_own_and_the_oversight_body_what_was_handed_over(scene, name, states):
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    factories.walk(another(scene, "sent-back"), scene.people, to=State.RETURNED)
    of = seen(scene, getattr(scene.people, name))
    assert {row.submission.state for row in rows(of)} == states
    assert of.total == len(states)


# Who is in charge


def in_charge(scene, on=None):
    return charges([scene.draft], on=on or today())[scene.draft.pk]


def test_leads_come_first_and_those_of_everything_only_where_there_is_nobody_else(scene):
    factories.person(Role.LEAD, "Lead of everything")
    factories.person(Role.CONTRIBUTOR, "Another contributor", indicator=scene.indicator)
    assert [each.name for each in in_charge(scene)] == [
        "Portfolio lead",
        "Another contributor",
        "Contributor",
    ]
    Appointment.objects.exclude(portfolio=None, indicator=None).update(ends=today())
    assert in_charge(scene) == (Charge("Lead of everything", "portfolio lead", ""),)


def test_nobody_is_in_charge_where_nobody_is_appointed_or_active(scene):
    type(scene.people.lead).objects.filter(pk=scene.people.lead.pk).update(is_active=False)
    assert in_charge(scene) == (CONTRIBUTOR,)
    Appointment.objects.filter(person=scene.people.contributor).update(ends=today())
    assert in_charge(scene) == ()


def test_a_deputy_is_named_in_place_of_the_one_who_is_away(scene):
    lead = scene.people.lead
    workflow.name_deputy(
        lead.appointments.get(),
        scene.people.analyst,
        by=lead,
        on=today(),
        starts=today() + DAY,
        ends=today() + 2 * DAY,
    )
    deputy = Charge("Analyst", "portfolio lead", "Portfolio lead")
    found = [in_charge(scene, today() + days * DAY)[0] for days in range(3)]
    assert found == [LEAD, deputy, LEAD]


def test_the_board_costs_the_same_for_one_row_and_for_three(scene):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            seen(scene)
        return len(captured)

    one = cost()
    another(scene, "second", under=factories.portfolio("roads"))
    another(scene, "third")
    assert cost() == one
