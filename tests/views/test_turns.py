"""The page of a series' breaks and re-basings: recording one, a shift, what waits."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period, financial_year_of
from performance.models import AuditEvent, Break, Rebasing
from performance.states import Role
from performance.workflow import turns
from tests import factories
from tests.factories import today
from tests.views.turn_steps import (
    DAY,
    KINDS,
    MODELS,
    as_,
    asked,
    confirmed,
    page_address,
    recorded,
    words,
)

HOME = reverse("performance:home")


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
    for sent in (typed("breaks"), {}):
        assert client.post(record_address(scene, "breaks"), sent).status_code == 403


def test_somebody_without_an_appointment_sees_nothing(client, scene):
    assert as_(client, scene.people.unappointed).get(page_address(scene)).status_code == 403


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


def test_a_series_that_is_part_of_nothing_has_a_page_without_a_chart(client, scene):
    lone = factories.series(scene.indicator, "lone")
    lone.parts.all().delete()
    as_(client, scene.people.analyst)
    shown = client.get(reverse("performance:turns", args=["lone"])).context["shown"]
    assert (shown.charts, shown.shift, shown.rows) == ((), None, ())


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
    [newest] = as_(client, scene.people.board_member).get(trail).context["lines"]
    assert (newest.who, newest.did, newest.reason) == (
        "Panel chair",
        "confirmed",
        "Counted from the second ring",
    )
    assert [(change.name, change.after) for change in newest.changes] == [
        ("Series", scene.series.code),
        ("First day", "2021-06-01"),
        ("Recorded by", "Analyst"),
    ]
    # That it waited is the force's own.
    _, first = as_(client, scene.people.analyst).get(trail).context["lines"]
    assert (first.who, first.did) == ("Analyst", "recorded")


def test_what_nobody_has_confirmed_is_not_for_the_oversight_body(client, scene):
    recorded(scene, "breaks")
    shown = {
        name: len(
            as_(client, getattr(scene.people, name)).get(page_address(scene)).context["cards"]
        )
        for name in ("contributor", "analyst", "panel_chair", "reviewer", "board_member")
    }
    assert shown == {
        "contributor": 1,
        "analyst": 1,
        "panel_chair": 1,
        "reviewer": 0,
        "board_member": 0,
    }


@KINDS
@pytest.mark.parametrize("day", ["1/1/0201", "1850-01-01", "9999-12-31"])
def test_a_day_that_no_figure_can_have_is_refused_at_its_field(client, scene, kind, day):
    client = as_(client, scene.people.analyst)
    answer = client.post(record_address(scene, kind), typed(kind, day=day))
    (said,) = answer.context["refused"].errors["day"]
    assert (answer.status_code, MODELS[kind].objects.count()) == (400, 0)
    last = financial_year_of(today()).next().end
    assert said.partition(": ")[2] == (
        f"choose one from 1 April 1900 to {last:%-d %B %Y}, the end of the next plan year."
    )
    assert client.get(page_address(scene)).status_code == 200
