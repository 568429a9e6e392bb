"""What each right lets through, asked of it alone: no page stands before it."""

from datetime import timedelta

import pytest

from performance import workflow
from performance.benchmark_rights import (
    benchmarks_owed,
    reads_proposals,
    turns_to_decide,
    visible_benchmarks,
)
from performance.conditions import opened_the_correction, takes_figures, taking_figures
from performance.cycle_rights import counts_all
from performance.models import Benchmark, Break, Submission
from performance.permissions import names_deputies_for, owed, savable
from performance.states import Action, Role
from performance.workflow import turns
from tests import factories
from tests.factories import today
from tests.views import turn_steps
from tests.workflow import benchmark_steps

DAY = timedelta(days=1)


@pytest.fixture
def scene(db):
    return factories.scene()


def again(person):
    """As the next request finds them: what they hold is read anew."""
    return type(person).objects.get(pk=person.pk)


def test_who_holds_no_appointment_reads_no_benchmark_not_even_an_approved_one(scene):
    made = benchmark_steps.approve(benchmark_steps.propose(scene), scene)
    everything = Benchmark.objects.all()
    assert made in visible_benchmarks(scene.people.board_member, everything, on=today())
    stranger = factories.somebody("Nobody's")
    assert not visible_benchmarks(stranger, everything, on=today()).exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.LEAD])
def test_an_appointment_elsewhere_reads_no_proposal_of_this_indicator(scene, role):
    made = benchmark_steps.propose(scene)
    elsewhere = factories.person(role, "Of roads", portfolio=factories.portfolio("roads"))
    assert not reads_proposals(elsewhere, scene.indicator, on=today())
    assert reads_proposals(scene.people.second_analyst, scene.indicator, on=today())
    assert made not in visible_benchmarks(elsewhere, Benchmark.objects.all(), on=today())


def test_what_was_sent_back_is_owed_by_who_proposed_it_while_they_are_appointed(scene):
    made = benchmark_steps.send_back(benchmark_steps.propose(scene), scene)
    analyst, everything = scene.people.analyst, Benchmark.objects.all()
    assert list(benchmarks_owed(analyst, everything, on=today())) == [made]
    analyst.appointments.update(ends=today())
    assert not benchmarks_owed(again(analyst), everything, on=today()).exists()


def recorded(scene):
    return turn_steps.recorded(scene, "breaks")


def confirmed(scene):
    return turn_steps.confirmed(scene, "breaks")


def asked(scene):
    return turn_steps.asked(scene, "breaks")


def withdrawn(scene):
    return turns.grant_withdrawal(asked(scene), by=scene.people.panel_chair, on=today())


def of_a_paper(scene):
    return Break.objects.create(
        series=scene.series, on=turn_steps.DAY, reason="Recounted.", known_on=turn_steps.DAY
    )


SECOND = {"second_analyst", "panel_chair"}


@pytest.mark.parametrize(
    ("build", "waits_for"),
    [
        (recorded, SECOND),
        (confirmed, set()),
        (asked, SECOND),
        (withdrawn, set()),
        (of_a_paper, set()),
    ],
)
def test_a_break_waits_for_a_second_person_and_for_nobody_once_it_is_settled(
    scene, build, waits_for
):
    build(scene)
    factories.person(Role.ANALYST, "Analyst of roads", portfolio=factories.portfolio("roads"))
    people = type(scene.people.lead).objects.all()
    found = {each for each in people if turns_to_decide(each, Break.objects.all(), on=today())}
    assert found == {getattr(scene.people, name) for name in waits_for}


def test_an_analyst_of_one_portfolio_is_not_told_how_much_the_whole_force_owes(scene):
    narrow = factories.person(Role.ANALYST, "Of contact", portfolio=scene.portfolio)
    assert not counts_all(narrow, on=today())
    assert counts_all(scene.people.analyst, on=today())


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.LEAD])
def test_whoever_stands_in_names_nobody_to_stand_in_for_them(scene, role):
    people = scene.people
    mine = (people.contributor if role == Role.CONTRIBUTOR else people.lead).appointments.get()
    deputy = workflow.name_deputy(
        mine,
        people.panel_chair,
        by=mine.person,
        on=today(),
        starts=today(),
        ends=today() + 7 * DAY,
    )
    assert deputy.role == role
    assert names_deputies_for(mine.person, on=today()) == [mine]
    assert names_deputies_for(again(people.panel_chair), on=today()) == []


def reopened(scene, code, *, is_granted, days):
    """A submission of a cycle that closed a month ago, and the asking for it to be reopened."""
    on = today() - 20 * DAY
    indicator = factories.indicator(code)
    factories.series(indicator)
    closed = factories.cycle(
        factories.JULY.previous(),
        opens_on=today() - 90 * DAY,
        due_on=today() - 40 * DAY,
        closes_on=today() - 30 * DAY,
    )
    made = factories.submission(indicator, closed)
    reopening = workflow.ask_reopening(
        closed,
        indicator,
        by=scene.people.analyst,
        on=on,
        reason="Late.",
        expires_on=on + days * DAY,
    )
    if is_granted:
        workflow.grant_reopening(reopening, by=scene.people.publisher, on=on)
    return made


def test_the_rows_that_take_figures_are_those_of_which_each_does(scene):
    open_again = reopened(scene, "open-again", is_granted=True, days=60)
    reopened(scene, "over-again", is_granted=True, days=10)
    reopened(scene, "only-asked-for", is_granted=False, days=60)
    factories.submission(scene.indicator, open_again.cycle)
    later = factories.cycle(
        factories.JULY.next(),
        opens_on=today() + DAY,
        due_on=today() + 9 * DAY,
        closes_on=today() + 19 * DAY,
    )
    factories.submission(scene.indicator, later)
    # What was ever sent back, and what corrects, goes on whatever became of its cycle.
    sent_back = reopened(scene, "sent-back", is_granted=False, days=60)
    Submission.objects.filter(pk=sent_back.pk).update(returns=1)
    corrected = reopened(scene, "corrected", is_granted=False, days=60)
    Submission.objects.filter(pk=corrected.pk).update(
        is_correction=True, correction_reason="A recount.", opened_by=scene.people.analyst
    )
    everything = Submission.objects.all()
    taking = {scene.draft, open_again, sent_back, corrected}
    assert set(everything.filter(taking_figures(today()))) == taking
    assert {each for each in everything if takes_figures(None, each, today())} == taking


def test_a_draft_that_an_analyst_opened_and_that_corrects_nothing_is_not_theirs_to_save(scene):
    analyst, everything = scene.people.analyst, Submission.objects.all()
    everything.filter(pk=scene.draft.pk).update(opened_by=analyst)
    draft = everything.get(pk=scene.draft.pk)
    assert not opened_the_correction(analyst, draft, today())
    assert Action.SAVE not in workflow.options(draft, by=analyst, on=today())
    assert not owed(analyst, everything, on=today()).exists()
    assert not savable(analyst, everything, on=today()).exists()


def test_a_correction_is_not_saved_by_whoever_opened_it_and_is_no_analyst_any_more(scene):
    analyst, everything = scene.people.analyst, Submission.objects.all()
    period = scene.series.observations.first().period
    opened = workflow.correct(scene.indicator, period, by=analyst, on=today(), reason="Recount.")
    assert list(savable(analyst, everything, on=today())) == [opened]
    analyst.appointments.update(ends=today())
    factories.appoint(again(analyst), Role.BOARD_MEMBER)
    assert not savable(again(analyst), everything, on=today()).exists()
