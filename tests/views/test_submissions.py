"""The list of submissions, and the page on which one is read and decided."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.states import Missing, State
from tests import factories
from tests.factories import today

LIST = reverse("performance:submissions")


def page(client, person, submission):
    client.force_login(person)
    return client.get(reverse("performance:submission", args=[submission.pk]))


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def another(scene, code, portfolio=None, cycle=None):
    indicator = factories.indicator(code, under=portfolio)
    factories.series(indicator)
    return factories.submission(indicator, cycle or scene.cycle)


def listed(client, person, **filters):
    client.force_login(person)
    return [row.pk for row in client.get(LIST, filters).context["table"].data]


def test_the_list_shows_what_one_may_see(client, scene):
    foreign = another(scene, "foreign", factories.portfolio("roads"))
    assert listed(client, scene.people.lead) == [scene.draft.pk]
    assert listed(client, scene.people.other_lead) == [foreign.pk]
    assert len(listed(client, scene.people.analyst)) == 2
    assert listed(client, scene.people.reviewer) == []


def test_the_list_is_filtered_by_its_address(client, scene):
    roads = factories.portfolio("roads")
    august = factories.cycle(Period.month(2021, 8))
    foreign = another(scene, "foreign", roads, august)
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    analyst = scene.people.analyst
    assert listed(client, analyst, state="submitted") == [scene.draft.pk]
    assert listed(client, analyst, state="draft") == [foreign.pk]
    assert listed(client, analyst, portfolio=roads.pk) == [foreign.pk]
    assert listed(client, analyst, period="2021-08-01.2021-08-31") == [foreign.pk]
    assert listed(client, analyst, period="2021-08-01.2021-08-31", state="submitted") == []


def test_the_periods_on_offer_are_those_of_what_one_may_see(client, scene):
    for name, offered in (("contributor", True), ("board_member", False)):
        client.force_login(getattr(scene.people, name))
        assert ("2021-07-01.2021-07-31" in client.get(LIST).text) == offered


def test_a_filter_that_is_not_on_offer_is_explained(client, scene):
    client.force_login(scene.people.analyst)
    answer = client.get(LIST, {"state": "lost", "period": "yesterday"})
    assert answer.status_code == 200
    assert set(answer.context["filter"].form.errors) == {"state", "period"}


def test_the_list_is_paginated(client, scene):
    for number in range(25):
        another(scene, f"more-{number}")
    client.force_login(scene.people.analyst)
    first, second = client.get(LIST), client.get(LIST, {"page": 2})
    assert len(first.context["table"].page.object_list) == 25
    assert len(second.context["table"].page.object_list) == 1


def test_the_list_is_sorted_by_its_address(client, scene):
    other = another(scene, "aardvark")
    client.force_login(scene.people.analyst)
    for sort, first in (("indicator", other.pk), ("-indicator", scene.draft.pk)):
        rows = client.get(LIST, {"sort": sort}).context["table"].rows
        assert rows[0].record.pk == first


def test_the_list_costs_the_same_for_one_row_and_for_three(client, scene):
    client.force_login(scene.people.analyst)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    one = queries()
    another(scene, "second")
    another(scene, "third")
    assert queries() == one
    assert one <= 12


# The page


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_read(client, scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    answer = page(client, scene.people.analyst, submission)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_what_one_may_not_see_is_not_there(client, scene):
    assert page(client, scene.people.other_lead, scene.draft).status_code == 404
    assert page(client, scene.people.reviewer, scene.draft).status_code == 404
    client.force_login(scene.people.lead)
    nowhere = reverse("performance:submission", args=["00000000-0000-0000-0000-000000000000"])
    assert client.get(nowhere).status_code == 404


def test_each_figure_stands_beside_the_last_approved_one(client, scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    (row,) = page(client, scene.people.analyst, submitted).context["rows"]
    assert (row.now, row.before.printed, row.before.period.label(), row.difference) == (
        "38%",
        "40%",
        "June 2021",
        "−2 points",
    )


@pytest.mark.parametrize(
    ("unit_code", "before", "now", "difference"),
    [
        ("percent", "40%", "41%", "+1 point"),
        ("percent", "40%", "40.0%", "No change"),
        ("count", "1,637", "1,701", "+64"),
        ("clock", "12m27s", "12m20s", "−7s"),
        ("days", "16 days", "18 days", "+2 days"),
        ("count", "about 1,000", "1,010", "+10"),
        ("percent", "92%-95%", "94%", "Not comparable"),
        ("count", "nearly 200", "190", "Not comparable"),
    ],
)
def test_a_difference_is_in_the_series_own_unit(client, scene, unit_code, before, now, difference):
    indicator = factories.indicator("measured")
    series = factories.series(indicator, unit_code=unit_code)
    factories.observation(series, Period.month(2021, 6), before)
    draft = factories.submission(indicator, scene.cycle)
    factories.fill(draft, by=scene.people.contributor, raw=now)
    (row,) = page(client, scene.people.analyst, draft).context["rows"]
    assert row.difference == difference


def test_periods_that_are_not_alike_are_not_subtracted(client, scene):
    indicator = factories.indicator("measured")
    series = factories.series(indicator)
    factories.observation(series, Period.financial_year(2020), "40%")
    draft = factories.submission(indicator, scene.cycle)
    factories.fill(draft, by=scene.people.contributor, raw="38%")
    (row,) = page(client, scene.people.analyst, draft).context["rows"]
    assert row.difference == "Not like for like"


def test_a_figure_as_at_a_date_is_subtracted_from_that_of_its_month_unless_it_adds_up(
    client, scene
):
    indicator = factories.indicator("measured")
    for code, accumulation in (("units", "stock"), ("visits", "flow")):
        series = factories.series(indicator, code, unit_code="count", accumulation=accumulation)
        factories.observation(series, Period.on(date(2021, 7, 20)), "16")
    draft = factories.submission(indicator, scene.cycle)
    factories.fill(draft, by=scene.people.contributor, raw="6")
    rows = page(client, scene.people.analyst, draft).context["rows"]
    assert [row.difference for row in rows] == ["−10", "Not like for like"]


def test_a_correction_stands_beside_the_figure_it_corrects(client, scene):
    correction = workflow.correct(
        scene.indicator,
        Period.month(2021, 6),
        by=scene.people.lead,
        on=today(),
        reason="A late return.",
    )
    factories.fill(correction, by=scene.people.lead, raw="43%")
    answer = page(client, scene.people.lead, correction)
    (row,) = answer.context["rows"]
    assert (row.before.printed, row.before.period.label(), row.difference) == (
        "40%",
        "June 2021",
        "+3 points",
    )
    assert "A late return." in words(answer)


def test_an_approved_submission_is_not_compared_with_itself(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    (row,) = page(client, scene.people.analyst, approved).context["rows"]
    assert (row.before.period.label(), row.difference) == ("June 2021", "−2 points")


def test_a_reason_without_a_figure_is_said_in_words(client, scene):
    key = workflow.slots(scene.draft)[0].key
    workflow.save(
        scene.draft,
        by=scene.people.contributor,
        on=today(),
        version=1,
        figures={key: workflow.Figure(missing=Missing.AWAITING)},
        commentary={},
    )
    (row,) = page(client, scene.people.analyst, scene.draft).context["rows"]
    assert (row.now, row.difference) == ("Awaiting data", "")


def test_the_page_says_who_did_what(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    text = words(page(client, scene.people.board_member, approved))
    for done, who in {
        "Entered": "Contributor",
        "Submitted": "Portfolio lead",
        "Checked": "Analyst",
        "Approved": "Reviewer",
    }.items():
        assert f'{done}</dt><dd class="govuk-summary-list__value">{who}' in text


def test_what_was_asked_is_still_read_after_the_answer(client, scene):
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    answer = page(client, scene.people.lead, returned)
    assert answer.context["returns"] == []
    text = words(answer)
    assert 'Sent back</dt><dd class="govuk-summary-list__value">Analyst, ' in text
    assert "Not yet" not in text
    answered = factories.walk(returned, scene.people, to=State.CHECKED)
    answer = page(client, scene.people.reviewer, answered)
    assert [(each.actor_name, each.reason) for each in answer.context["returns"]] == [
        ("Analyst", "Please look again.")
    ]
    assert "Sent back before</h2>" in words(answer)


def test_a_correction_says_so_in_its_title(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    correction = workflow.correct(
        scene.indicator,
        approved.period,
        by=scene.people.lead,
        on=factories.today(),
        reason="A late return.",
    )
    assert f"<title>{correction}, correction –" in words(
        page(client, scene.people.lead, correction)
    )


@pytest.mark.parametrize("appointed", [True, False])
def test_the_contributor_is_told_when_nobody_is_appointed_to_submit(client, scene, appointed):
    draft = factories.fill(scene.draft, by=scene.people.contributor)
    if not appointed:
        scene.people.lead.appointments.all().delete()
    client.force_login(scene.people.contributor)
    text = words(client.get(reverse("performance:submission-answers", args=[draft.pk])))
    told = "No portfolio lead is appointed for this indicator: ask an administrator."
    assert ("A portfolio lead submits it." in text, told in text) == (appointed, not appointed)


def test_commentary_comes_out_as_it_went_in(client, scene):
    text = "(<50% good) and DA>6%, Poor <1"
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED, narrative=text)
    answer = words(page(client, scene.people.analyst, submitted))
    assert "(&lt;50% good) and DA&gt;6%, Poor &lt;1" in answer


def test_the_decider_sees_the_provisional_grade_and_why(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    answer = page(client, scene.people.reviewer, checked)
    assert answer.context["decision"].outcome.grade.value == "Poor"
    assert "38% in July 2021; the middle of the last 3 is 40%." in words(answer)


OFFERED = {
    (State.DRAFT, "contributor"): {"save"},
    (State.DRAFT, "lead"): {"save", "submit"},
    (State.RETURNED, "lead"): {"save", "submit"},
    (State.SUBMITTED, "lead"): {"withdraw"},
    (State.SUBMITTED, "analyst"): {"check", "send_back"},
    (State.SUBMITTED, "reviewer"): set(),
    (State.CHECKED, "analyst"): set(),
    (State.CHECKED, "reviewer"): {"approve", "send_back"},
    (State.APPROVED, "lead"): {"correct"},
    (State.APPROVED, "reviewer"): set(),
    (State.APPROVED, "board_member"): set(),
    (State.SUPERSEDED, "lead"): set(),
}


@pytest.mark.parametrize(("state", "name"), OFFERED)
def test_the_page_offers_the_moves_that_one_may_make(client, scene, state, name):
    submission = factories.walk(scene.draft, scene.people, to=state)
    answer = page(client, getattr(scene.people, name), submission)
    moves = {move for move, may in answer.context["may"].items() if may}
    assert moves == OFFERED[state, name]
    text = words(answer)
    for move, verb in {"check": "check", "approve": "approve", "withdraw": "withdraw"}.items():
        action = reverse(f"performance:submission-{verb}", args=[submission.pk])
        assert (f'action="{action}"' in text) == (move in moves)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHECKED])
def test_the_menu_stays_whole_whatever_the_page_offers(client, scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    answer = page(client, scene.people.analyst, submission)
    queue = f'href="{reverse("performance:check-queue")}"'
    assert queue in words(answer)


def test_the_page_costs_the_same_for_one_figure_and_for_three(client, scene):
    address = reverse("performance:submission", args=[scene.draft.pk])
    client.force_login(scene.people.lead)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    draft = factories.fill(scene.draft, by=scene.people.lead)
    one = queries()
    factories.series(scene.indicator, "second")
    factories.series(scene.indicator, "third")
    factories.fill(draft, by=scene.people.lead)
    assert queries() == one
    assert one <= 35
