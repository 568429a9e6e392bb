"""Cycles: the list, asking for a reopening and granting it, by two people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from performance import workflow
from performance.figures import Period
from performance.models import Cycle, Reopening
from performance.states import Role, State
from tests import factories
from tests.factories import today

LIST = reverse("performance:cycles")
HOME = reverse("performance:home")


@pytest.fixture
def closed(scene):
    """The scene, its cycle closed since yesterday."""
    span = {
        "opens_on": today() - timedelta(days=20),
        "due_on": today() - timedelta(days=9),
        "closes_on": today() - timedelta(days=1),
        "opened_at": timezone.now() - timedelta(days=20),
    }
    Cycle.objects.filter(pk=scene.cycle.pk).update(**span)
    scene.cycle.refresh_from_db()
    return scene


def ask_address(scene):
    return reverse("performance:cycle-reopen", args=[scene.cycle.code])


def grant_address(reopening):
    return reverse("performance:reopening-grant", args=[reopening.pk])


def typed(scene, *, days=5, **changed):
    return {
        "indicator": str(scene.indicator.pk),
        "reason": "A late return.",
        "last_day": (today() + timedelta(days=days)).isoformat(),
    } | changed


def asked(scene, *, by=None, days=6) -> Reopening:
    return workflow.ask_reopening(
        scene.cycle,
        scene.indicator,
        by=by or scene.people.analyst,
        on=today(),
        reason="A late return.",
        expires_on=today() + timedelta(days=days),
    )


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def as_(client, person):
    client.force_login(person)
    return client


def test_the_list_has_dates_and_counts(client, closed):
    (row,) = as_(client, closed.people.analyst).get(LIST).context["cycles"]
    assert (row.cycle, row.status, row.submissions, row.approved) == (closed.cycle, "Closed", 1, 0)
    assert f"{closed.cycle.closes_on:%-d %B %Y}" in words(client.get(LIST))


def test_counts_are_of_what_the_reader_may_see(client, scene):
    (row,) = as_(client, scene.people.publisher).get(LIST).context["cycles"]
    assert (row.status, row.submissions) == ("Open", 0)
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    (row,) = client.get(LIST).context["cycles"]
    assert (row.submissions, row.approved) == (1, 1)


def test_a_cycle_to_come_is_not_open_yet(client, scene):
    later = factories.cycle(Period.month(2021, 8), opens_on=today() + timedelta(days=1))
    rows = as_(client, scene.people.lead).get(LIST).context["cycles"]
    assert [(row.cycle, row.status) for row in rows] == [
        (later, "Not open yet"),
        (scene.cycle, "Open"),
    ]


@pytest.mark.parametrize("name", ["reviewer", "board_member", "administrator", "unappointed"])
def test_cycles_are_the_forces_and_the_publishers(client, scene, name):
    assert as_(client, getattr(scene.people, name)).get(LIST).status_code == 403


@pytest.fixture
def missed(closed):
    """The scene, its cycle closed without ever having been opened: nobody was asked."""
    closed.draft.delete()
    Cycle.objects.update(opened_at=None)
    return closed


def test_a_cycle_that_was_missed_is_named_at_home_with_what_to_do(client, missed):
    page = as_(client, missed.people.analyst).get(HOME)
    assert page.context["missed"] == [missed.cycle]
    assert "Ask for July 2021 to be reopened" in words(page)
    (row,) = client.get(LIST).context["cycles"]
    assert (row.status, row.is_closed) == ("Never opened", True)
    assert as_(client, missed.people.lead).get(HOME).context["missed"] is None


def test_each_indicator_of_a_missed_cycle_may_be_reopened(client, missed):
    page = as_(client, missed.people.analyst).get(ask_address(missed))
    assert list(page.context["form"].fields["indicator"].queryset) == [missed.indicator]
    client.post(ask_address(missed), typed(missed))
    reopening = workflow.grant_reopening(
        Reopening.objects.get(), by=missed.people.publisher, on=today()
    )
    assert reopening.cycle.submissions.get().indicator == missed.indicator
    assert client.get(HOME).context["missed"] == []


def test_an_analyst_asks_for_a_reopening(client, closed):
    answer = as_(client, closed.people.analyst).post(
        ask_address(closed), typed(closed), follow=True
    )
    assert answer.redirect_chain == [(LIST, 302)]
    reopening = Reopening.objects.get()
    assert (reopening.indicator, reopening.reason, reopening.asked_by, reopening.expires_on) == (
        closed.indicator,
        "A late return.",
        closed.people.analyst,
        today() + timedelta(days=6),
    )
    (shown,) = answer.context["reopenings"]
    assert (shown["row"].last_day, shown["row"].status) == (
        today() + timedelta(days=5),
        "Waiting for a grant",
    )


def test_only_the_cycles_own_undecided_indicators_are_offered(client, closed):
    factories.series(factories.indicator("elsewhere"))
    form = as_(client, closed.people.analyst).get(ask_address(closed)).context["form"]
    assert list(form.fields["indicator"].queryset) == [closed.indicator]


def test_a_link_may_name_the_indicator(client, closed):
    answer = as_(client, closed.people.analyst).get(
        ask_address(closed), {"indicator": closed.indicator.pk}
    )
    assert f'<option value="{closed.indicator.pk}" selected>' in words(answer)


@pytest.mark.parametrize(
    ("changed", "field", "fault"),
    [
        ({"reason": " "}, "reason", "Say why it is to be reopened."),
        ({"indicator": ""}, "indicator", "Choose the indicator that is to be entered after all."),
        ({"last_day": "soon"}, "last_day", "Write the date as 2021-08-27 or 27 August 2021."),
    ],
)
def test_what_is_missing_is_named_at_its_field(client, closed, changed, field, fault):
    answer = as_(client, closed.people.analyst).post(ask_address(closed), typed(closed, **changed))
    assert (answer.status_code, dict(answer.context["form"].errors)) == (400, {field: [fault]})
    assert Reopening.objects.count() == 0


def test_a_day_that_has_passed_is_refused_at_its_field(client, closed):
    answer = as_(client, closed.people.analyst).post(ask_address(closed), typed(closed, days=-1))
    assert answer.status_code == 409
    assert dict(answer.context["form"].errors) == {
        "last_day": [f"Choose a day after {today():%-d %B %Y}."]
    }


def test_an_open_cycle_needs_no_reopening(client, scene):
    page = as_(client, scene.people.analyst).get(ask_address(scene))
    assert "This cycle is not closed" in words(page)
    answer = client.post(ask_address(scene), typed(scene))
    assert (answer.status_code, Reopening.objects.count()) == (409, 0)


@pytest.mark.parametrize("name", ["lead", "panel_chair", "publisher"])
def test_only_an_analyst_may_ask(client, closed, name):
    assert as_(client, getattr(closed.people, name)).get(ask_address(closed)).status_code == 403


@pytest.mark.parametrize(
    ("name", "offered"), [("analyst", True), ("publisher", False), ("lead", False)]
)
def test_asking_is_offered_on_the_list_to_those_who_may(client, closed, name, offered):
    client.force_login(getattr(closed.people, name))
    answer = client.get(LIST)
    assert (answer.status_code, ask_address(closed) in answer.text) == (200, offered)


def test_a_publisher_grants_what_an_analyst_asked_for(client, closed):
    reopening = asked(closed)
    page = as_(client, closed.people.publisher).get(LIST)
    assert f'action="{grant_address(reopening)}"' in words(page)
    answer = client.post(grant_address(reopening), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert 'Granted by</dt> <dd class="govuk-summary-list__value">Publisher' in words(answer)
    reopening.refresh_from_db()
    assert reopening.granted_by == closed.people.publisher
    contributor = as_(client, closed.people.contributor)
    edit = contributor.get(reverse("performance:submission-edit", args=[closed.draft.pk]))
    assert edit.status_code == 200


def test_nobody_grants_their_own_and_the_page_says_why(client, closed):
    factories.appoint(closed.people.analyst, Role.PUBLISHER)
    reopening = asked(closed)
    page = words(as_(client, closed.people.analyst).get(LIST))
    assert "You asked for it, so somebody else grants it." in page
    assert grant_address(reopening) not in page
    assert client.post(grant_address(reopening)).status_code == 403
    reopening.refresh_from_db()
    assert reopening.granted_by is None


def test_a_second_grant_is_refused_in_words(client, closed):
    reopening = asked(closed)
    as_(client, closed.people.publisher).post(grant_address(reopening))
    answer = client.post(grant_address(reopening))
    assert answer.status_code == 409
    assert "This reopening has been granted already." in words(answer)


def test_a_grant_is_no_link(client, closed):
    reopening = asked(closed)
    assert as_(client, closed.people.publisher).get(grant_address(reopening)).status_code == 405


def test_the_publishers_home_names_what_waits_for_a_grant(client, closed):
    reopening = asked(closed)
    (row,) = as_(client, closed.people.publisher).get(HOME).context["grants"]
    assert row.reopening == reopening
    assert "Waiting for your grant (1)" in words(client.get(HOME))
    client.post(grant_address(reopening))
    assert client.get(HOME).context["grants"] == []


def test_what_one_asked_for_does_not_wait_for_oneself(client, closed):
    factories.appoint(closed.people.analyst, Role.PUBLISHER)
    asked(closed)
    assert as_(client, closed.people.analyst).get(HOME).context["grants"] == []


READS = {
    "lead": True,
    "contributor": True,
    "analyst": True,
    "publisher": True,
    "other_lead": False,
}


@pytest.mark.parametrize("name", READS)
def test_why_a_reopening_was_asked_for_is_told_to_those_whom_it_concerns(client, closed, name):
    asked(closed)
    client.force_login(getattr(closed.people, name))
    answer = client.get(LIST)
    assert len(answer.context["reopenings"]) == int(READS[name])
    assert ("A late return." in answer.text) is READS[name]


def test_a_publisher_for_something_else_is_told_of_no_grant(client, closed):
    asked(closed)
    elsewhere = factories.person(
        Role.PUBLISHER, "Publisher elsewhere", portfolio=factories.portfolio("roads")
    )
    client.force_login(elsewhere)
    assert "A late return." not in client.get(HOME).text
    assert client.get(LIST).context["reopenings"] == []
    assert closed.indicator.name not in client.get(HOME).text


def test_nobody_else_is_told_of_grants(client, closed):
    asked(closed)
    assert as_(client, closed.people.lead).get(HOME).context["grants"] is None


def test_more_cycles_cost_no_more_queries(client, closed):
    as_(client, closed.people.analyst).get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for month in (1, 2, 3):
        factories.cycle(Period.month(2021, month))
    asked(closed)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) <= len(few) + 1


def test_asking_twice_has_one_effect_and_the_same_answer(client, closed):
    as_(client, closed.people.analyst)
    answers = [client.post(ask_address(closed), typed(closed), follow=True) for _ in range(2)]
    assert [answer.redirect_chain for answer in answers] == [[(LIST, 302)]] * 2
    assert Reopening.objects.count() == 1


def test_what_waits_already_is_said_at_the_indicator_and_the_reason_stays_typed(client, closed):
    asked(closed)
    answer = as_(client, closed.people.second_analyst).post(
        ask_address(closed), typed(closed, reason="Another reason.")
    )
    assert answer.status_code == 409
    (fault,) = answer.context["form"].errors["indicator"]
    assert fault.startswith("Analyst has asked for it already, on ")
    assert "Another reason.</textarea>" in words(answer)


def test_an_analyst_of_one_portfolio_is_offered_its_indicators_alone(client, closed):
    mine = factories.indicator("mine", under=factories.portfolio("roads"))
    factories.submission(mine, closed.cycle)
    analyst = factories.person(
        Role.ANALYST, "Analyst of roads", portfolio=factories.portfolio("roads")
    )
    form = as_(client, analyst).get(ask_address(closed)).context["form"]
    assert list(form.fields["indicator"].queryset) == [mine]
    answer = client.post(ask_address(closed), typed(closed))
    assert dict(answer.context["form"].errors) == {
        "indicator": ["Choose one of the listed indicators."]
    }
