"""A break within the year: the benchmark is approved again, or grades nothing from it on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from performance.figures import Period
from performance.models import Break, RegradeRequest
from performance.states import BenchmarkState, Role
from performance.workflow import MovedOn, NotReady
from tests import factories
from tests.workflow.benchmark_steps import (
    IN_TIME,
    OTHER,
    YEAR,
    approve,
    events,
    gaps,
    propose,
    reapprove,
    stored,
)


def a_break(scene, on, **fields):
    return Break.objects.create(
        series=scene.series, on=on, reason="“Absent” removed", known_on=on, **fields
    )


def recorded(scene, on, **fields):
    return a_break(scene, on, recorded_by=scene.people.analyst, **fields)


BROKEN = date(2022, 10, 1)


def test_a_break_in_the_year_is_approved_again_by_the_chair(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    factories.observation(scene.series, Period.month(2022, 10), "50%")
    again = reapprove(fresh, scene, on=BROKEN)
    assert (again.reapproved_by, again.reapproved_on) == (scene.people.panel_chair, BROKEN)
    assert (again.approved_on, again.known_on) == (IN_TIME, IN_TIME)
    assert events(again)[0] == (
        "approved again",
        "Panel chair",
        "Break on 1 October 2022: “Absent” removed",
    )
    assert RegradeRequest.objects.filter(because__endswith="again after a break").count() == 1


@pytest.mark.parametrize(
    "of",
    [
        lambda scene: None,
        lambda scene: recorded(scene, BROKEN),
        lambda scene: a_break(scene, YEAR - timedelta(days=60)),
        lambda scene: a_break(scene, date(2023, 4, 1)),
        lambda scene: a_break(scene, IN_TIME),
        lambda scene: a_break(scene, BROKEN + timedelta(days=31)),
    ],
    ids=["none", "unconfirmed", "before the year", "after it", "on the approval's day", "to come"],
)
def test_nothing_is_approved_again_unless_a_confirmed_break_asks_for_it(scene, of):
    fresh = approve(propose(scene), scene)
    of(scene)
    with pytest.raises(NotReady) as refused:
        reapprove(fresh, scene, on=BROKEN)
    assert [field for field, _ in gaps(refused)] == ["break"]
    assert stored(fresh) == (BenchmarkState.APPROVED, fresh.edits)


def test_a_confirmed_break_on_the_years_first_day_asks_for_it(scene):
    fresh = approve(propose(scene), scene)
    recorded(scene, YEAR, confirmed_by=scene.people.panel_chair, confirmed_on=BROKEN)
    assert reapprove(fresh, scene, on=BROKEN).reapproved_on == BROKEN


def test_a_second_break_is_approved_again_once_more(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    once = reapprove(fresh, scene, on=BROKEN)
    with pytest.raises(NotReady):
        reapprove(once, scene, on=BROKEN + timedelta(days=40))
    second = BROKEN + timedelta(days=31)
    a_break(scene, second)
    assert reapprove(once, scene, on=second).reapproved_on == second
    assert [action for action, *_ in events(fresh)] == [
        *("approved again", "approved again", "approved", "proposed")
    ]


def test_whoever_proposed_it_does_not_approve_it_again(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    factories.appoint(scene.people.analyst, Role.PANEL_CHAIR)
    with pytest.raises(PermissionDenied):
        reapprove(fresh, scene, on=BROKEN, by=scene.people.analyst)


def test_a_second_tab_approves_again_nothing(scene):
    fresh = approve(propose(scene), scene)
    a_break(scene, BROKEN)
    reapprove(fresh, scene, on=BROKEN)
    with pytest.raises(MovedOn):
        reapprove(fresh, scene, on=BROKEN)


def test_what_a_newer_version_replaced_is_not_approved_again(scene):
    first = approve(propose(scene), scene)
    approve(propose(scene, OTHER), scene)
    a_break(scene, BROKEN)
    with pytest.raises(NotReady) as refused:
        reapprove(first, scene, on=BROKEN)
    assert [field for field, _ in gaps(refused)] == ["version"]


def test_an_assumed_one_of_a_paper_can_be_approved_again(scene):
    """Nobody proposed it, so nobody is in the way."""
    a_break(scene, date(2021, 10, 1))
    again = reapprove(scene.benchmark, scene, on=date(2021, 10, 2))
    assert again.reapproved_by == scene.people.panel_chair
