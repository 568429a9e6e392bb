"""Withdrawing a break or a re-basing that counts: asked for by one, granted by another."""

import pytest
from django.core.exceptions import PermissionDenied

from performance.workflow import MovedOn, NotReady, turns
from tests.factories import today
from tests.workflow.turn_steps import DAY, KINDS, confirmed, recorded, trail, withdrawal_asked

pytestmark = pytest.mark.django_db


@KINDS
def test_two_people_withdraw_what_counts_and_its_day_is_free_again(scene, kind):
    made = withdrawal_asked(scene, kind)
    assert made.counts
    gone = turns.grant_withdrawal(made, by=scene.people.analyst, on=today())
    assert (gone.counts, gone.withdrawn_by, gone.withdrawal_reason) == (
        False,
        scene.people.analyst,
        "The wrong series.",
    )
    assert [action for action, *_ in trail()] == [
        "recorded",
        "confirmed",
        "asked to withdraw",
        "withdrew",
    ]
    confirmed(scene, kind)
    assert (kind.objects.count(), kind.objects.holding().count()) == (2, 1)


@KINDS
def test_nobody_grants_or_refuses_the_withdrawal_they_asked_for(scene, kind):
    made = withdrawal_asked(scene, kind)
    asker = scene.people.second_analyst
    with pytest.raises(PermissionDenied):
        turns.grant_withdrawal(made, by=asker, on=today())
    with pytest.raises(PermissionDenied):
        turns.refuse_withdrawal(made, by=asker, on=today(), reason="Changed my mind.")
    assert kind.objects.get().counts


@KINDS
def test_a_request_to_withdraw_is_taken_back_by_its_asker_alone(scene, kind):
    made = withdrawal_asked(scene, kind)
    with pytest.raises(PermissionDenied):
        turns.drop_withdrawal(made, by=scene.people.analyst, on=today())
    kept = turns.drop_withdrawal(made, by=scene.people.second_analyst, on=today())
    assert (kept.counts, kept.withdrawal_asked_by, kept.withdrawal_reason) == (True, None, "")
    assert trail()[-1][:2] == ("no longer asks to withdraw", "Second analyst")


@KINDS
def test_a_request_to_withdraw_is_refused_by_another_with_a_reason(scene, kind):
    made = withdrawal_asked(scene, kind)
    kept = turns.refuse_withdrawal(
        made, by=scene.people.panel_chair, on=today(), reason="The series is right."
    )
    assert (kept.counts, kept.withdrawal_asked_by) == (True, None)
    assert trail()[-1] == ("refused to withdraw", "Panel chair", "The series is right.")


@KINDS
def test_one_that_nobody_confirmed_is_discarded_rather_than_withdrawn(scene, kind):
    made = recorded(scene, kind)
    with pytest.raises(NotReady, match="discard it instead"):
        turns.ask_withdrawal(made, by=scene.people.analyst, on=today(), reason="Wrong.")


@KINDS
def test_a_papers_needs_no_second_person_and_can_be_withdrawn(scene, kind):
    made = kind.objects.create(series=scene.series, on=DAY, reason="In print", known_on=DAY)
    with pytest.raises(NotReady, match="is a paper's"):
        turns.confirm(made, by=scene.people.analyst, on=today())
    with pytest.raises(NotReady, match="is a paper's"):
        turns.discard(made, by=scene.people.analyst, on=today(), reason="Wrong.")
    asked = turns.ask_withdrawal(made, by=scene.people.analyst, on=today(), reason="Wrong.")
    assert not turns.grant_withdrawal(asked, by=scene.people.panel_chair, on=today()).counts


@KINDS
def test_a_withdrawal_is_granted_only_as_it_was_asked_for(scene, kind):
    """Asked for, taken back and asked for again with other words: the first is not granted."""
    people = scene.people
    first = withdrawal_asked(scene, kind)
    kept = turns.drop_withdrawal(first, by=people.second_analyst, on=today())
    turns.ask_withdrawal(kept, by=people.second_analyst, on=today(), reason="Another reason.")
    with pytest.raises(MovedOn, match="Second analyst asked to withdraw"):
        turns.grant_withdrawal(first, by=people.panel_chair, on=today())
    assert kind.objects.get().counts


@KINDS
def test_one_request_to_withdraw_at_a_time(scene, kind):
    made = withdrawal_asked(scene, kind)
    with pytest.raises(MovedOn, match="Second analyst asked to withdraw"):
        turns.ask_withdrawal(made, by=scene.people.panel_chair, on=today(), reason="Wrong too.")
    assert kind.objects.get().withdrawal_reason == "The wrong series."


@KINDS
def test_a_request_that_stands_no_more_is_neither_taken_back_nor_refused(scene, kind):
    people = scene.people
    made = withdrawal_asked(scene, kind)
    turns.grant_withdrawal(made, by=people.analyst, on=today())
    with pytest.raises(MovedOn, match="Analyst withdrew"):
        turns.drop_withdrawal(made, by=people.second_analyst, on=today())
    with pytest.raises(MovedOn, match="Analyst withdrew"):
        turns.refuse_withdrawal(made, by=people.panel_chair, on=today(), reason="It is right.")
    assert not kind.objects.get().counts


@KINDS
def test_what_nobody_asked_for_is_not_withdrawn(scene, kind):
    made = kind.objects.create(
        series=scene.series,
        on=DAY,
        reason="Recorded by hand",
        known_on=DAY,
        recorded_by=scene.people.analyst,
    )
    with pytest.raises(NotReady, match="because nobody has asked for that"):
        turns.grant_withdrawal(made, by=scene.people.panel_chair, on=today())
