"""Deciding on a break or a re-basing: by those who may, once, on what they have seen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from performance.figures import financial_year_of
from performance.models import AuditEvent
from performance.queries.series.turns import version_of
from performance.workflow import turns
from tests.factories import today
from tests.views import benchmark_steps
from tests.views.turn_steps import (
    DAY,
    KINDS,
    MODELS,
    address,
    as_,
    asked,
    confirmed,
    page_address,
    recorded,
    words,
)

VERBS = (
    *("confirm", "discard"),
    *("withdraw", "withdraw-grant", "withdraw-drop", "withdraw-refuse"),
)


def decide(client, scene, turn, verb, *, reason=None, version=None, **options):
    """Post what the page's form for it would, as made from ``turn``."""
    kind = next(name for name, model in MODELS.items() if isinstance(turn, model))
    typed = {"version": version or version_of(turn)}
    if reason is not None:
        word = verb.rsplit("-", 1)[-1]
        typed[f"{kind}-{turn.on}-{word}-reason"] = reason
    return client.post(address(scene, verb, kind, turn.on), typed, **options)


def buttons(page, scene, kind) -> set[str]:
    """The verbs of the forms on the page for the one of that kind and day."""
    return {verb for verb in VERBS if f'action="{address(scene, verb, kind)}"' in words(page)}


@KINDS
def test_a_second_person_confirms_by_a_button(client, scene, kind):
    made = recorded(scene, kind)
    page = as_(client, scene.people.panel_chair).get(page_address(scene))
    assert f'action="{address(scene, "confirm", kind)}"' in words(page)
    answer = decide(client, scene, made, "confirm", follow=True)
    assert answer.redirect_chain == [(page_address(scene), 302)]
    assert "is confirmed and counts." in words(answer)
    made.refresh_from_db()
    assert made.confirmed_by == scene.people.panel_chair


@KINDS
@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("analyst", {"discard"}),
        ("second_analyst", {"confirm", "discard"}),
        ("panel_chair", {"confirm", "discard"}),
        ("administrator", {"discard"}),
        ("lead", set()),
        ("contributor", set()),
        ("reviewer", set()),
        ("publisher", set()),
        ("board_member", set()),
    ],
)
def test_buttons_on_a_waiting_one_are_for_those_who_may(client, scene, kind, name, offered):
    made = recorded(scene, kind)
    page = as_(client, getattr(scene.people, name)).get(page_address(scene))
    assert page.status_code == 200
    assert buttons(page, scene, kind) == offered
    for verb in {"confirm", "discard"} - offered:
        assert decide(client, scene, made, verb, reason="No.").status_code == 403
    assert not MODELS[kind].objects.get().counts


@KINDS
@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("analyst", {"withdraw"}),
        ("panel_chair", {"withdraw"}),
        ("administrator", set()),
        ("lead", set()),
        ("reviewer", set()),
        ("board_member", set()),
    ],
)
def test_buttons_on_one_that_counts_are_for_those_who_may(client, scene, kind, name, offered):
    made = confirmed(scene, kind)
    page = as_(client, getattr(scene.people, name)).get(page_address(scene))
    assert buttons(page, scene, kind) == offered
    if not offered:
        assert decide(client, scene, made, "withdraw", reason="No.").status_code == 403
    made.refresh_from_db()
    assert made.withdrawal_asked_by is None


@KINDS
@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("analyst", {"withdraw-drop"}),
        ("second_analyst", {"withdraw-grant", "withdraw-refuse"}),
        ("panel_chair", {"withdraw-grant", "withdraw-refuse"}),
        ("administrator", set()),
        ("board_member", set()),
    ],
)
def test_buttons_on_one_that_is_asked_to_go_are_for_those_who_may(
    client, scene, kind, name, offered
):
    made = asked(scene, kind)
    page = as_(client, getattr(scene.people, name)).get(page_address(scene))
    assert buttons(page, scene, kind) == offered
    for verb in {"withdraw-grant", "withdraw-drop", "withdraw-refuse"} - offered:
        assert decide(client, scene, made, verb, reason="No.").status_code == 403
    made.refresh_from_db()
    assert (made.counts, made.withdrawal_asked_by) == (True, scene.people.analyst)


@KINDS
def test_what_never_was_is_not_found_and_moves_are_no_links(client, scene, kind):
    as_(client, scene.people.analyst)
    assert client.get(reverse("performance:turns", args=["no-such-series"])).status_code == 404
    version = {"version": "0"}
    assert client.post(address(scene, "confirm", kind), version).status_code == 404
    assert client.post(f"/series/{scene.series.code}/{kind}/2021-13-01/confirm/").status_code == 404
    recorded(scene, kind)
    assert client.get(address(scene, "confirm", kind)).status_code == 405
    assert client.post(address(scene, "confirm", kind)).status_code == 400


@KINDS
def test_discarding_needs_a_reason_and_keeps_it(client, scene, kind):
    made = recorded(scene, kind)
    answer = decide(as_(client, scene.people.analyst), scene, made, "discard", reason=" ")
    assert (answer.status_code, MODELS[kind].objects.count()) == (400, 1)
    assert dict(answer.context["refused"].errors) == {"reason": ["Say why it is discarded."]}
    assert '<details class="govuk-details govuk-!-margin-bottom-2" open>' in words(answer)
    answer = decide(client, scene, made, "discard", reason="The wrong day.", follow=True)
    assert "is discarded. The audit trail keeps what it was." in words(answer)
    assert MODELS[kind].objects.count() == 0
    assert AuditEvent.objects.first().reason == "The wrong day."
    answer = decide(client, scene, made, "discard", reason="The wrong day.", follow=True)
    assert (answer.status_code, "You did this already" in words(answer)) == (200, True)


@KINDS
def test_a_move_on_what_another_discarded_says_so_and_keeps_what_was_typed(client, scene, kind):
    made = recorded(scene, kind)
    version = version_of(made)
    turns.discard(made, by=scene.people.second_analyst, on=today(), reason="A slip.")
    made = MODELS[kind](series=scene.series, on=DAY)
    answer = decide(
        as_(client, scene.people.analyst),
        scene,
        made,
        "discard",
        reason="My own words.",
        version=version,
    )
    assert answer.status_code == 409
    assert "Nothing was changed: Second analyst discarded it on" in words(answer)
    assert "Their reason: A slip." in words(answer)
    assert "My own words." in words(answer)


@KINDS
def test_confirming_twice_is_no_cause_for_alarm_and_after_another_it_is_said(client, scene, kind):
    made = recorded(scene, kind)
    decide(as_(client, scene.people.panel_chair), scene, made, "confirm")
    again = decide(client, scene, made, "confirm", follow=True)
    assert (again.status_code, "You did this already" in words(again)) == (200, True)
    late = decide(as_(client, scene.people.second_analyst), scene, made, "confirm")
    assert late.status_code == 409
    assert "before you could confirm it, Panel chair confirmed this" in words(late)


@KINDS
def test_what_took_its_day_meanwhile_is_not_confirmed_unseen(client, scene, kind):
    made = recorded(scene, kind)
    version = version_of(made)
    turns.discard(made, by=scene.people.analyst, on=today(), reason="A slip.")
    recorded(scene, kind)
    other = MODELS[kind].objects.get()
    answer = decide(as_(client, scene.people.panel_chair), scene, other, "confirm", version=version)
    assert answer.status_code == 409
    assert not MODELS[kind].objects.get().counts


@KINDS
def test_two_people_withdraw_what_counts(client, scene, kind):
    made = confirmed(scene, kind)
    as_(client, scene.people.analyst)
    answer = decide(client, scene, made, "withdraw", reason="The wrong series.", follow=True)
    assert "It counts until somebody else agrees." in words(answer)
    assert "Counts</strong> until somebody else agrees to withdraw it" in words(answer)
    made.refresh_from_db()
    again = decide(as_(client, scene.people.panel_chair), scene, made, "withdraw-grant")
    assert again.status_code == 302
    made.refresh_from_db()
    assert (made.counts, made.withdrawn_by) == (False, scene.people.panel_chair)
    twice = decide(client, scene, made, "withdraw-grant", version="0", follow=True)
    assert "You did this already" in words(twice)


@KINDS
def test_a_request_is_taken_back_or_refused(client, scene, kind):
    made = asked(scene, kind)
    answer = decide(as_(client, scene.people.analyst), scene, made, "withdraw-drop", follow=True)
    assert "Your request is taken back" in words(answer)
    made.refresh_from_db()
    made = turns.ask_withdrawal(made, by=scene.people.analyst, on=today(), reason="Still wrong.")
    as_(client, scene.people.panel_chair)
    assert decide(client, scene, made, "withdraw-refuse", reason="").status_code == 400
    answer = decide(client, scene, made, "withdraw-refuse", reason="It is right.", follow=True)
    assert "stands, with your reason." in words(answer)
    made.refresh_from_db()
    assert (made.counts, made.withdrawal_asked_by) == (True, None)


def test_a_break_says_which_benchmark_the_chair_approves_again(client, scene):
    made = recorded(scene, "breaks")
    page = words(as_(client, scene.people.panel_chair).get(page_address(scene)))
    assert "The benchmark of Force 2021 for 2021/22" in page
    assert "will have to be approved again by the panel chair once this break" in page
    answer = decide(client, scene, made, "confirm", follow=True)
    assert "The panel chair has to approve the benchmark for 2021/22 again." in words(answer)
    assert "until then figures from this break on are not graded." in words(answer)


def test_a_rebasing_and_a_break_of_another_year_ask_for_no_approval(client, scene):
    confirmed(scene, "rebasings")
    confirmed(scene, "breaks", day=date(2020, 6, 1))
    page = words(as_(client, scene.people.panel_chair).get(page_address(scene)))
    assert "approved again by the panel chair" not in page


def test_a_break_to_come_says_from_when_the_benchmark_can_be_approved_again(client, scene):
    row = benchmark_steps.approved(scene)
    made = recorded(scene, "breaks", day=row.year_start + timedelta(days=30))
    answer = decide(as_(client, scene.people.panel_chair), scene, made, "confirm", follow=True)
    year = financial_year_of(row.year_start).label()
    assert (
        f"The panel chair has to approve the benchmark for {year} again, which can be done from "
        f"{made.on:%-d %B %Y}." in words(answer)
    )
