"""Breaks and re-basings: recorded by one, confirmed by another, or discarded."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from performance.figures import Period
from performance.models import AuditEvent, Break, Rebasing
from performance.regrading import regrade_waiting
from performance.states import Role
from performance.workflow import MovedOn, NotReady, ReasonNeeded, turns
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import today
from tests.workflow.test_races import at_once
from tests.workflow.turn_steps import (
    DAY,
    KINDS,
    asked_for,
    confirmed,
    recorded,
    trail,
    withdrawal_asked,
)

pytestmark = pytest.mark.django_db


@KINDS
def test_one_records_and_it_counts_for_nothing_yet(scene, kind):
    made = recorded(scene, kind)
    assert (made.recorded_by, made.counts, list(kind.objects.holding())) == (
        scene.people.analyst,
        False,
        [],
    )
    assert asked_for() == []
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.indicator, event.reason) == (
        "recorded",
        scene.indicator,
        "Counted from the second ring",
    )
    assert (event.after["series"], event.after["on"]) == (scene.series.code, "2021-06-01")


@KINDS
def test_another_confirms_and_it_is_known_from_that_day(scene, kind):
    made = recorded(scene, kind)
    tomorrow = today() + timedelta(days=1)
    fresh = turns.confirm(made, by=scene.people.panel_chair, on=tomorrow)
    assert (fresh.confirmed_by, fresh.confirmed_on, fresh.known_on, fresh.counts) == (
        scene.people.panel_chair,
        tomorrow,
        tomorrow,
        True,
    )
    assert trail()[-1] == ("confirmed", "Panel chair", "Counted from the second ring")


@KINDS
def test_nobody_confirms_what_they_recorded(scene, kind):
    made = recorded(scene, kind)
    with pytest.raises(PermissionDenied):
        turns.confirm(made, by=scene.people.analyst, on=today())
    assert not kind.objects.get().counts


@KINDS
@pytest.mark.parametrize("name", ["lead", "contributor", "reviewer", "publisher", "superuser"])
def test_only_analysts_administrators_and_the_chair_take_part(scene, kind, name):
    somebody = getattr(scene.people, name)
    with pytest.raises(PermissionDenied):
        recorded(scene, kind, by=somebody)
    made = confirmed(scene, kind)
    waiting = recorded(scene, kind, day=date(2021, 5, 1))
    for move in (
        lambda: turns.confirm(waiting, by=somebody, on=today()),
        lambda: turns.discard(waiting, by=somebody, on=today(), reason="No."),
        lambda: turns.ask_withdrawal(made, by=somebody, on=today(), reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            move()


@KINDS
def test_a_chair_who_is_an_analyst_too_confirms_nothing_of_their_own(scene, kind):
    chair = scene.people.panel_chair
    factories.appoint(chair, Role.ANALYST)
    made = recorded(scene, kind, by=chair)
    with pytest.raises(PermissionDenied):
        turns.confirm(made, by=chair, on=today())
    turns.confirm(made, by=scene.people.analyst, on=today())
    turns.ask_withdrawal(made, by=chair, on=today(), reason="The wrong series.")
    made.refresh_from_db()
    with pytest.raises(PermissionDenied):
        turns.grant_withdrawal(made, by=chair, on=today())
    assert kind.objects.get().counts


@KINDS
def test_an_administrator_records_and_discards_but_confirms_nothing(scene, kind):
    administrator = scene.people.administrator
    made = recorded(scene, kind, by=administrator)
    with pytest.raises(PermissionDenied):
        turns.confirm(recorded(scene, kind, day=date(2021, 5, 1)), by=administrator, on=today())
    turns.discard(made, by=administrator, on=today(), reason="A slip.")
    assert [each.on for each in kind.objects.all()] == [date(2021, 5, 1)]


@KINDS
def test_every_reason_is_owed(scene, kind):
    people = scene.people
    made = withdrawal_asked(scene, kind)
    waiting = recorded(scene, kind, day=date(2021, 5, 1))
    standing = confirmed(scene, kind, day=date(2021, 4, 1))
    for move in (
        lambda: recorded(scene, kind, day=date(2021, 7, 1), reason=" "),
        lambda: turns.discard(waiting, by=people.analyst, on=today(), reason=" "),
        lambda: turns.ask_withdrawal(standing, by=people.analyst, on=today(), reason=" "),
        lambda: turns.refuse_withdrawal(made, by=people.analyst, on=today(), reason=" "),
    ):
        with pytest.raises(ReasonNeeded):
            move()


@KINDS
def test_a_day_takes_one(scene, kind):
    recorded(scene, kind)
    with pytest.raises(NotReady, match=f"A {kind.noun} of this series on 1 June 2021 is recorded"):
        recorded(scene, kind, by=scene.people.second_analyst, reason="Again")
    assert (kind.objects.count(), len(trail())) == (1, 1)


def test_a_break_and_a_rebasing_may_share_a_day(scene):
    confirmed(scene, Break)
    confirmed(scene, Rebasing)
    assert (Break.objects.holding().count(), Rebasing.objects.holding().count()) == (1, 1)


@KINDS
def test_one_that_nobody_confirmed_is_discarded_and_the_event_holds_it(scene, kind):
    made = recorded(scene, kind)
    turns.discard(made, by=scene.people.analyst, on=today(), reason="The wrong day.")
    assert not kind.objects.exists()
    event = AuditEvent.objects.first()
    assert (event.action, event.reason, event.subject_id) == (
        "discarded",
        "The wrong day.",
        str(made.pk),
    )
    assert (event.before["on"], event.before["reason"], event.before["recorded_by"]) == (
        "2021-06-01",
        "Counted from the second ring",
        "Analyst",
    )


@KINDS
def test_one_that_counts_is_not_discarded(scene, kind):
    made = confirmed(scene, kind)
    with pytest.raises(MovedOn, match=f"Second analyst confirmed this {kind.noun} on"):
        turns.discard(made, by=scene.people.analyst, on=today(), reason="The wrong day.")
    assert kind.objects.get().counts


@KINDS
def test_who_comes_second_is_told_who_acted_first(scene, kind):
    people = scene.people
    made = recorded(scene, kind)
    turns.confirm(made, by=people.second_analyst, on=today())
    with pytest.raises(MovedOn) as refused:
        turns.confirm(made, by=people.panel_chair, on=today())
    assert str(refused.value).startswith(
        f"Nothing was changed: before you could confirm it, Second analyst confirmed this "
        f"{kind.noun} on "
    )
    assert [action for action, *_ in trail()] == ["recorded", "confirmed"]


@KINDS
def test_a_move_on_one_that_is_gone_names_who_discarded_it(scene, kind):
    made = recorded(scene, kind)
    turns.discard(made, by=scene.people.analyst, on=today(), reason="Wrong.")
    made = kind(pk=AuditEvent.objects.first().subject_id, series=scene.series, on=DAY)
    made.recorded_by = scene.people.analyst
    with pytest.raises(MovedOn, match=f"Analyst discarded this {kind.noun} on"):
        turns.confirm(made, by=scene.people.panel_chair, on=today())


def test_a_confirmed_break_asks_for_the_grades_it_touches_and_no_earlier(scene):
    graded(scene)
    made = confirmed(scene, Break)
    because = (
        "Break of 1 June 2021 in 101 calls answered within three minutes was confirmed: "
        "Counted from the second ring"
    )
    assert asked_for() == [(6, because), (7, because)]
    regrade_waiting()
    asked = turns.ask_withdrawal(made, by=scene.people.analyst, on=today(), reason="Wrong.")
    assert asked_for() == []
    turns.grant_withdrawal(asked, by=scene.people.panel_chair, on=today())
    because = (
        "Break of 1 June 2021 in 101 calls answered within three minutes was withdrawn: "
        "Counted from the second ring"
    )
    assert asked_for() == [(6, because), (7, because)]


def test_a_break_moves_the_grade_and_its_withdrawal_moves_it_back(scene):
    graded(scene)
    before = grade_of(scene)
    made = confirmed(scene, Break)
    regrade_waiting()
    assert grade_of(scene).reason == "series_break"
    asked = turns.ask_withdrawal(made, by=scene.people.analyst, on=today(), reason="Wrong.")
    turns.grant_withdrawal(asked, by=scene.people.panel_chair, on=today())
    regrade_waiting()
    after = grade_of(scene)
    assert (after.grade, after.digest) == (before.grade, before.digest)
    assert after.revision == before.revision + 2


def graded(scene):
    """April to July 2021 have figures and grades, with nothing left to grade."""
    for month, raw in {4: "55%", 7: "38%"}.items():
        factories.observation(scene.series, Period.month(2021, month), raw)
    request_regrades(
        [(scene.series, Period.month(2021, month)) for month in (4, 5, 6, 7)], because="a test"
    )
    regrade_waiting()


def grade_of(scene):
    return scene.placement.grades.get(period_start=date(2021, 7, 1), is_current=True)


@pytest.mark.postgres
@KINDS
def test_of_two_people_at_the_same_instant_exactly_one_is_told(transactional_db, kind):
    scene = factories.scene()
    people = scene.people
    for number in range(60):
        made = recorded(scene, kind, day=DAY + timedelta(days=number))
        results = at_once(
            lambda made=made: turns.confirm(made, by=people.second_analyst, on=today()),
            lambda made=made: turns.discard(
                made, by=people.panel_chair, on=today(), reason="Wrong."
            ),
        )
        refused = [each for each in results if isinstance(each, MovedOn)]
        assert len(refused) == 1, results
        stands = kind.objects.filter(pk=made.pk).first()
        assert isinstance(results[0], MovedOn) == (stands is None)
        assert stands is None or stands.counts


@pytest.mark.postgres
@KINDS
def test_of_two_records_of_a_day_at_the_same_instant_one_stands(transactional_db, kind):
    scene = factories.scene()
    results = at_once(
        lambda: recorded(scene, kind),
        lambda: recorded(scene, kind, by=scene.people.second_analyst),
    )
    assert sorted(type(each).__name__ for each in results) == sorted([kind.__name__, "NotReady"])
    assert kind.objects.count() == 1
