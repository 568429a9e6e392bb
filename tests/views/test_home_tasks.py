"""The home page as a task list: by cycle and portfolio, with reminders, cycles and scorecards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import regrading, workflow
from performance.figures import Period
from performance.models import Cycle, Framework, Reminder, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.pages import words
from tests.workflow.test_deputies import named

HOME = reverse("performance:home")
DAY = timedelta(days=1)


def home(client, person):
    client.force_login(person)
    return client.get(HOME)


def another(scene, code, *, during=None, **fields):
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, during or scene.cycle, **fields)


def test_what_i_owe_is_grouped_by_portfolio_and_cycle_the_earliest_due_first(client, scene):
    august = factories.cycle(Period.month(2021, 8))
    late = another(scene, "late", during=august, due_on=today() - DAY)
    other = another(scene, "other", during=august)
    approved = factories.walk(another(scene, "approved"), scene.people, to=State.APPROVED)
    correction = workflow.correct(
        approved.indicator, approved.period, by=scene.people.lead, on=today(), reason="A recount."
    )
    answer = home(client, scene.people.lead)
    found = [
        (
            (group.place.portfolio_name, group.place.cycle_name),
            [each.submission_id for each in group.tasks],
        )
        for group in answer.context["groups"]
    ]
    assert found == [
        (("Contact", "August 2021"), [late.pk, other.pk]),
        (("Contact", "July 2021"), [scene.draft.pk]),
        (("Contact", "Corrections"), [correction.pk]),
    ]
    page = answer.content.decode()
    for cycle in (august, scene.cycle):
        entering = reverse("performance:entering", args=[cycle.code, "contact"])
        assert page.count(f'href="{entering}"') == 1
    assert "What you owe (4, 1 overdue)" in words(answer)


def test_a_reminder_shows_on_the_task_that_it_is_of(client, scene):
    other = another(scene, "other", due_on=today() + 2 * DAY)
    workflow.remind_due(on=today())
    tasks = {each.submission_id: each.reminder for each in owed_by(client, scene)}
    assert tasks == {
        other.pk: f"Reminder of {today():%-d %B %Y}: due soon",
        scene.draft.pk: "",
    }
    workflow.remind(scene.cycle, by=scene.people.analyst, on=today() + DAY)
    told = f"Analyst reminded you on {today() + DAY:%-d %B %Y}"
    assert {each.reminder for each in owed_by(client, scene)} == {told}
    assert words(client.get(HOME)).count(told) == 2


def owed_by(client, scene):
    return home(client, scene.people.lead).context["tasks"]


def test_a_reminder_of_an_earlier_due_date_is_forgotten(client, scene):
    workflow.remind_due(on=scene.draft.due_on)
    Submission.objects.update(due_on=scene.draft.due_on + 5 * DAY)
    assert [each.reminder for each in owed_by(client, scene)] == [""]
    assert Reminder.objects.count() == 1


# Cycles


def rounds(client, person) -> list:
    found = home(client, person).context["rounds"]
    return [(row.cycle.name, row.owed, row.overdue, row.handed_over) for row in found]


def test_an_analyst_is_one_click_from_who_owes_what(client, scene):
    another(scene, "late", due_on=today() - DAY)
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    assert rounds(client, scene.people.analyst) == [("July 2021", 2, 1, 1)]
    board = reverse("performance:cycle", args=[scene.cycle.code])
    assert f'href="{board}">July 2021: who owes what</a>' in client.get(HOME).content.decode()


def test_a_closed_cycle_stays_while_something_is_owed_and_says_that_it_needs_reopening(
    client, scene
):
    span = {"opens_on": 20, "due_on": 9, "closes_on": 1}
    Cycle.objects.update(**{name: today() - days * DAY for name, days in span.items()})
    factories.cycle(Period.month(2021, 9), opens_on=today() + DAY)
    assert rounds(client, scene.people.analyst) == [("July 2021", 1, 0, 0)]
    reopen = reverse("performance:cycle-reopen", args=[scene.cycle.code])
    assert f'href="{reopen}"' in client.get(HOME).content.decode()
    Submission.objects.all().delete()
    assert rounds(client, scene.people.analyst) == []


def test_the_oversight_body_is_told_of_what_was_handed_over_alone(client, scene):
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    assert rounds(client, scene.people.reviewer) == [("July 2021", 0, 0, 1)]
    text = words(client.get(HOME))
    assert "July 2021: what was handed over" in text
    assert "owed" not in text
    assert home(client, scene.people.board_member).context["rounds"] is None


# Scorecards


def test_all_poor_indicators_are_one_click_from_home(client, scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    regrading.regrade_waiting()
    page = home(client, scene.people.board_member)
    (row,) = page.context["frameworks"]
    assert (row.lines, row.poor, row.not_graded, row.regrading) == (1, 1, 0, 0)
    address = reverse("performance:scorecard", args=[scene.framework.code])
    assert f'href="{address}?grade=Poor">all Poor (1)' in page.content.decode()
    shown = client.get(f"{address}?grade=Poor").context["scorecard"]
    assert [line.number for line in shown.lines] == [scene.placement.number]
    assert "For the next board" not in words(page)


def test_where_none_is_poor_home_says_so_and_offers_no_empty_list(client, db):
    scene = factories.scene(raw_before={Period.month(2021, 6): "92%"})
    factories.walk(scene.draft, scene.people, to=State.APPROVED, raw="95%")
    regrading.regrade_waiting()
    factories.placement(factories.indicator("words-only"))
    page = home(client, scene.people.board_member)
    (row,) = page.context["frameworks"]
    assert (row.poor, row.graded, row.not_graded) == (0, 1, 1)
    assert "Force 2021 : none of 1 graded is Poor" in words(page)
    assert "grade=Poor" not in page.content.decode()


def test_a_publisher_sees_how_ready_each_framework_in_force_is(client, scene):
    factories.placement(factories.indicator("words-only"))
    past = factories.framework("past", ends=today() - DAY)
    factories.placement(scene.indicator, past)
    page = home(client, scene.people.publisher)
    assert "Force 2021 : nothing is graded yet. For the next board: 2 of 2 not graded" in words(
        page
    )
    assert page.content.decode().count("For the next board") == 1
    Framework.objects.update(ends=today())
    assert "For the next board" not in words(client.get(HOME))
    assert "all Poor" not in words(client.get(HOME))


# Deputies


def test_who_is_stood_in_for_and_who_stands_in_are_both_told(client, scene):
    deputy = named(scene)
    last = f"{deputy.ends - DAY:%-d %B %Y}"
    told = words(home(client, scene.people.lead))
    assert f"Lead of another portfolio stands in for you until {last}" in told
    told = words(home(client, deputy.person))
    assert f"You stand in for Portfolio lead until {last}: portfolio lead of Contact." in told
    assert scene.draft.pk in {each.submission_id for each in client.get(HOME).context["tasks"]}


@pytest.mark.parametrize("name", ["lead", "analyst", "publisher", "panel_chair", "administrator"])
def test_more_of_everything_costs_no_more_queries(client, scene, name):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME).status_code == 200
        return len(captured)

    def more(number):
        month = factories.cycle(Period.month(2021, number))
        another(scene, f"other-{number}", during=month, due_on=today())
        factories.placement(factories.indicator(f"word-{number}"))
        workflow.remind_due(on=today())

    client.force_login(getattr(scene.people, name))
    more(1)
    one = cost()
    more(2)
    more(3)
    assert cost() == one


def test_who_sent_something_back_reads_why_until_it_is_answered(client, scene):
    people = scene.people
    checked = factories.walk(scene.draft, people, to=State.CHECKED)
    back = workflow.send_back(
        checked,
        by=people.reviewer,
        on=today(),
        version=checked.version,
        reason="Why <down>?\nSay since when.",
        due_on=today() + 3 * DAY,
    )
    asked = home(client, people.reviewer)
    assert [each.reason for each in asked.context["sent_back"]] == [back.return_reason]
    said = f"to be answered by {today() + 3 * DAY:%-d %B %Y} Why <down>? Say since when."
    assert said in words(asked)
    for other in (people.second_reviewer, people.analyst):
        assert home(client, other).context["sent_back"] == ()
    workflow.submit(back, by=people.lead, on=today(), version=back.version)
    assert home(client, people.reviewer).context["sent_back"] == ()


def test_who_is_no_reviewer_any_more_reads_no_return_of_theirs(client, scene):
    people = scene.people
    checked = factories.walk(scene.draft, people, to=State.CHECKED)
    workflow.send_back(
        checked, by=people.reviewer, on=today(), version=checked.version, reason="Look again."
    )
    held = people.reviewer.appointments.get()
    held.portfolio = factories.portfolio("roads")
    held.save()
    assert home(client, people.reviewer).context["sent_back"] == ()


def test_why_something_was_sent_back_keeps_its_lines_and_leads_to_the_whole(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    why = "Look again.\nThe note is of June. " + "It goes on for long. " * 10
    workflow.send_back(
        checked, by=scene.people.analyst, on=today(), version=checked.version, reason=why
    )
    page = home(client, scene.people.lead)
    assert "Sent back by Analyst: Look again.<br>The note is of June." in page.text
    whole = reverse("performance:submission", args=[scene.draft.pk])
    assert f'href="{whole}">Read all of it<' in page.text
    assert words(page).count("…") == 1
