"""The page of a series' breaks and re-basings: recording, confirming, withdrawing by two people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period
from performance.models import AuditEvent, Break, Rebasing
from performance.queries.turns import version_of
from performance.regrading import regrade_waiting
from performance.states import Role
from performance.workflow import turns
from tests import factories
from tests.factories import today

DAY = date(2021, 6, 1)
HOME = reverse("performance:home")
KINDS = pytest.mark.parametrize("kind", ["breaks", "rebasings"])
MODELS = {"breaks": Break, "rebasings": Rebasing}


def page_address(scene):
    return reverse("performance:turns", args=[scene.series.code])


def address(scene, verb, kind, day=DAY):
    return reverse(f"performance:turn-{verb}", args=[scene.series.code, kind, day])


def as_(client, person):
    client.force_login(person)
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def recorded(scene, kind, *, day=DAY, by=None):
    return turns.record(
        MODELS[kind],
        scene.series,
        day,
        reason="Counted from the second ring",
        by=by or scene.people.analyst,
        on=today(),
    )


def confirmed(scene, kind, **options):
    return turns.confirm(recorded(scene, kind, **options), by=scene.people.panel_chair, on=today())


def asked(scene, kind):
    return turns.ask_withdrawal(
        confirmed(scene, kind), by=scene.people.analyst, on=today(), reason="The wrong series."
    )


def decide(client, scene, turn, verb, *, reason=None, version=None, **options):
    """Post what the page's form for it would, as made from ``turn``."""
    kind = next(name for name, model in MODELS.items() if isinstance(turn, model))
    typed = {"version": version or version_of(turn)}
    if reason is not None:
        word = verb.rsplit("-", 1)[-1]
        typed[f"{kind}-{turn.on}-{word}-reason"] = reason
    return client.post(address(scene, verb, kind, turn.on), typed, **options)


def typed(kind, **changed):
    values = {"day": "2021-06-01", "reason": "Counted from the second ring"} | changed
    return {f"{kind}-{name}": value for name, value in values.items()}


def record_address(scene, kind):
    return reverse("performance:turn-record", args=[scene.series.code, kind])


@pytest.fixture
def shifted(db):
    """A scene with eight low months and eight high ones: a shift since September 2019."""
    values = [40, 42, 41, 39, 40, 42, 41, 40, 60, 62, 61, 59, 60, 61, 62, 63]
    history = {
        Period.month(2019 + place // 12, place % 12 + 1): f"{value}%"
        for place, value in enumerate(values)
    }
    return factories.scene(raw_before=history)


@KINDS
def test_an_analyst_records_one_and_it_waits(client, scene, kind):
    answer = as_(client, scene.people.analyst).post(
        record_address(scene, kind), typed(kind), follow=True
    )
    assert answer.redirect_chain == [(page_address(scene), 302)]
    made = MODELS[kind].objects.get()
    assert (made.series, made.on, made.reason, made.recorded_by, made.counts) == (
        scene.series,
        DAY,
        "Counted from the second ring",
        scene.people.analyst,
        False,
    )
    assert "It counts once a second person has confirmed it." in words(answer)
    assert "To be confirmed</strong> by a second person" in words(answer)
    assert "You recorded it, so somebody else confirms it." in words(answer)


@KINDS
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": ""}, "day"),
        ({"day": "soon"}, "day"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_is_missing_is_named_at_its_field_and_the_rest_is_kept(
    client, scene, kind, changed, field
):
    answer = as_(client, scene.people.analyst).post(
        record_address(scene, kind), typed(kind, **changed)
    )
    form = answer.context["refused"]
    assert (answer.status_code, list(form.errors)) == (400, [field])
    assert f'href="#id_{kind}-{field}"' in words(answer)
    kept = "Counted from the second ring" if field == "day" else "2021-06-01"
    assert kept in words(answer)
    assert MODELS[kind].objects.count() == 0


@KINDS
def test_a_day_that_is_taken_is_refused_and_what_was_typed_is_kept(client, scene, kind):
    recorded(scene, kind)
    answer = as_(client, scene.people.second_analyst).post(
        record_address(scene, kind), typed(kind, reason="Another reason")
    )
    assert (answer.status_code, list(answer.context["refused"].errors)) == (409, ["day"])
    assert "Another reason" in words(answer)
    assert MODELS[kind].objects.count() == 1


@KINDS
def test_recording_twice_by_a_double_click_is_no_cause_for_alarm(client, scene, kind):
    as_(client, scene.people.analyst).post(record_address(scene, kind), typed(kind))
    answer = client.post(record_address(scene, kind), typed(kind), follow=True)
    assert answer.redirect_chain == [(page_address(scene), 302)]
    assert "You did this already" in words(answer)
    assert MODELS[kind].objects.count() == 1


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
    verbs = ("confirm", "discard", "withdraw", "withdraw-grant")
    shown = {verb for verb in verbs if f'action="{address(scene, verb, kind)}"' in words(page)}
    assert shown == offered
    for verb in {"confirm", "discard"} - offered:
        assert decide(client, scene, made, verb, reason="No.").status_code == 403
    assert not MODELS[kind].objects.get().counts


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
    verbs = ("withdraw", "withdraw-grant", "withdraw-drop", "withdraw-refuse", "discard")
    shown = {verb for verb in verbs if f'action="{address(scene, verb, kind)}"' in words(page)}
    assert shown == offered
    for verb in {"withdraw-grant", "withdraw-drop", "withdraw-refuse"} - offered:
        assert decide(client, scene, made, verb, reason="No.").status_code == 403
    made.refresh_from_db()
    assert (made.counts, made.withdrawal_asked_by) == (True, scene.people.analyst)


def test_who_may_not_record_has_no_form_and_is_refused(client, scene):
    for name in ("lead", "panel_chair", "board_member"):
        page = as_(client, getattr(scene.people, name)).get(page_address(scene))
        assert page.context["forms"] == []
        answer = client.post(record_address(scene, "breaks"), typed("breaks"))
        assert answer.status_code == 403
    assert Break.objects.count() == 0


def test_an_analyst_of_another_portfolio_records_nothing_here(client, scene):
    other = factories.person(
        Role.ANALYST, "Analyst of roads", portfolio=factories.portfolio("roads")
    )
    page = as_(client, other).get(page_address(scene))
    assert page.context["forms"] == []
    assert client.post(record_address(scene, "breaks"), typed("breaks")).status_code == 403


def test_somebody_without_an_appointment_sees_nothing(client, scene):
    assert as_(client, scene.people.unappointed).get(page_address(scene)).status_code == 403


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
    assert "The benchmark of Force 2021 from 1 April 2021" in page
    assert "will have to be approved again by the panel chair once this break" in page
    answer = decide(client, scene, made, "confirm", follow=True)
    assert "The panel chair has to approve the benchmark for 2021/22 again." in words(answer)
    assert "until then figures from this break on are not graded." in words(answer)


def test_a_rebasing_and_a_break_of_another_year_ask_for_no_approval(client, scene):
    confirmed(scene, "rebasings")
    confirmed(scene, "breaks", day=date(2020, 6, 1))
    page = words(as_(client, scene.people.panel_chair).get(page_address(scene)))
    assert "approved again by the panel chair" not in page


def test_a_shift_offers_a_rebasing_and_records_none(client, shifted):
    page = as_(client, shifted.people.analyst).get(page_address(shifted))
    text = words(page)
    assert "A shift in the figures since September 2019" in text
    assert "The mean was 40.6% before and is 61.0% since: 20.4 points higher." in text
    (_, rebasing) = page.context["forms"]
    assert rebasing["form"].initial == {"day": date(2019, 9, 1)}
    assert 'value="2019-09-01"' in text
    assert Rebasing.objects.count() == 0
    client.get(page_address(shifted))
    assert (Rebasing.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_who_may_not_record_is_told_of_the_shift_and_who_may(client, shifted):
    text = words(as_(client, shifted.people.board_member).get(page_address(shifted)))
    assert "An analyst may record a re-basing from 1 September 2019." in text


def test_a_shift_is_offered_once_and_over_when_its_rebasing_counts(client, shifted):
    made = recorded(shifted, "rebasings", day=date(2019, 9, 1))
    page = as_(client, shifted.people.second_analyst).get(page_address(shifted))
    assert "A re-basing from 1 September 2019 is recorded below, and waits" in words(page)
    assert page.context["forms"][1]["form"].initial == {}
    turns.confirm(made, by=shifted.people.second_analyst, on=today())
    assert client.get(page_address(shifted)).context["shown"].shift is None


def test_the_page_draws_the_chart_it_speaks_of(client, shifted):
    page = as_(client, shifted.people.board_member).get(page_address(shifted))
    assert [chart.series_id for chart in page.context["shown"].charts] == [shifted.series.pk]
    assert '<svg class="app-chart' in words(page)


def test_the_indicator_page_names_the_shift_and_links_here(client, shifted):
    indicator = reverse("performance:indicator", args=[shifted.indicator.pk])
    text = words(as_(client, shifted.people.board_member).get(indicator))
    assert "A shift since September 2019." in text
    assert f'href="{page_address(shifted)}#shift"' in text


def test_the_indicator_page_shows_what_counts_alone(client, scene):
    waiting = recorded(scene, "breaks")
    indicator = reverse("performance:indicator", args=[scene.indicator.pk])
    as_(client, scene.people.board_member)
    assert "Break on 1 June 2021." not in words(client.get(indicator))
    turns.confirm(waiting, by=scene.people.panel_chair, on=today())
    confirmed(scene, "rebasings")
    text = words(client.get(indicator))
    assert "Break on 1 June 2021." in text
    assert "Re-based from 1 June 2021." in text


def test_home_lists_what_waits_for_me_and_nothing_of_my_own(client, scene):
    recorded(scene, "breaks")
    recorded(scene, "rebasings", by=scene.people.second_analyst)
    rows = as_(client, scene.people.analyst).get(HOME).context["turns"]
    assert [row.kind for row in rows] == ["rebasings"]
    rows = as_(client, scene.people.panel_chair).get(HOME).context["turns"]
    assert [row.kind for row in rows] == ["breaks", "rebasings"]
    assert "Breaks and re-basings waiting for your confirmation (2)" in words(client.get(HOME))
    for name in ("lead", "administrator", "reviewer"):
        assert as_(client, getattr(scene.people, name)).get(HOME).context["turns"] is None


def test_home_lists_a_withdrawal_for_its_second_person(client, scene):
    asked(scene, "breaks")
    assert as_(client, scene.people.analyst).get(HOME).context["turns"] == ()
    (row,) = as_(client, scene.people.panel_chair).get(HOME).context["turns"]
    assert row.is_asked
    assert "Analyst asks for it to be withdrawn" in words(client.get(HOME))


def test_home_and_the_page_cost_the_same_for_one_row_and_for_three(client, scene):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    recorded(scene, "breaks")
    as_(client, scene.people.panel_chair)
    queries(HOME)
    one = queries(HOME), queries(page_address(scene))
    recorded(scene, "breaks", day=date(2021, 5, 1))
    recorded(scene, "rebasings")
    recorded(scene, "rebasings", day=date(2021, 5, 1))
    assert (queries(HOME), queries(page_address(scene))) == one


def test_a_confirmed_break_is_in_the_indicators_trail(client, scene):
    confirmed(scene, "breaks")
    trail = reverse("performance:indicator-audit", args=[scene.indicator.pk])
    text = words(as_(client, scene.people.board_member).get(trail))
    assert "Counted from the second ring" in text
    regrade_waiting()
