"""The home page: what I owe and what waits for me, by role."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.states import Role, State
from tests import factories
from tests.factories import today

HOME = reverse("performance:home")


def page(client, person):
    client.force_login(person)
    return client.get(HOME)


def words(answer) -> str:
    """The page's text with its runs of white space closed up."""
    return " ".join(answer.content.decode().split())


def first(queue) -> list:
    return [row.submission for row in queue.first]


def another(scene, code, **fields):
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle, **fields)


def test_nobody_is_at_home_without_signing_in(client, db):
    answer = client.get(HOME)
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/")


def test_the_menu_shows_somebody_without_an_appointment_nothing_to_read(client, scene):
    answer = page(client, factories.somebody("Nobody's"))
    assert not answer.context["may_read"]
    assert reverse("performance:scorecards") not in answer.text
    assert reverse("performance:scorecards") in page(client, scene.people.board_member).text


READS = {"may_read"}


@pytest.mark.parametrize(
    ("name", "doors"),
    [
        ("contributor", READS),
        ("lead", READS),
        ("analyst", READS | {"may_check", "may_set_benchmarks"}),
        ("panel_chair", READS | {"may_set_benchmarks"}),
        ("reviewer", READS | {"may_review"}),
        ("publisher", READS),
        ("board_member", READS),
        ("administrator", READS | {"may_set_benchmarks", "may_administer"}),
        ("superuser", set()),
    ],
)
def test_the_menu_has_the_doors_that_open_to_each(client, scene, name, doors):
    client.force_login(getattr(scene.people, name))
    # Not at home, which asks for doors of its own by some of these names.
    context = client.get(reverse("performance:help-grading")).context
    asked = ("may_read", "may_check", "may_review", "may_set_benchmarks", "may_administer")
    assert {each for each in asked if context[each]} == doors


def test_what_i_owe_stands_earliest_due_first_and_the_overdue_is_named(client, scene):
    late = another(scene, "late", due_on=today() - timedelta(days=2))
    someday = another(scene, "someday", due_on=None)
    tasks = page(client, scene.people.contributor).context["tasks"]
    assert [
        (task.submission_id, task.is_overdue, task.days_late, task.status) for task in tasks
    ] == [
        (late.pk, True, 2, "Draft, not begun"),
        (scene.draft.pk, False, 0, "Draft, not begun"),
        (someday.pk, False, 0, "Draft, not begun"),
    ]
    text = words(page(client, scene.people.contributor))
    assert f"Was due {late.due_on:%-d %B %Y}, 2 days ago" in text
    assert text.count("Overdue") == 1


def test_a_day_late_is_overdue_and_the_due_day_is_not(client, scene):
    another(scene, "yesterday", due_on=today() - timedelta(days=1))
    another(scene, "today", due_on=today())
    tasks = page(client, scene.people.lead).context["tasks"]
    assert [(task.name, task.days_late) for task in tasks][:2] == [("Yesterday", 1), ("Today", 0)]
    assert "1 day ago" in words(page(client, scene.people.lead))


@pytest.mark.parametrize(
    ("state", "status"), [(State.DRAFT, "Draft, begun"), (State.RETURNED, "Returned")]
)
def test_a_task_says_how_far_it_is(client, scene, state, status):
    factories.walk(scene.draft, scene.people, to=state)
    (task,) = page(client, scene.people.lead).context["tasks"]
    assert task.status == status


def test_a_returned_task_says_who_sent_it_back_and_why(client, scene):
    factories.walk(scene.draft, scene.people, to=State.RETURNED)
    (task,) = page(client, scene.people.lead).context["tasks"]
    assert (task.returned_by, task.return_reason) == ("Analyst", "Please look again.")
    text = words(page(client, scene.people.lead))
    assert text.count("Sent back by Analyst: Please look again.") == 1


def test_what_is_handed_over_is_owed_no_more(client, scene):
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    answer = page(client, scene.people.lead)
    assert answer.context["tasks"] == ()
    assert "Nothing waits for you to enter or answer." in words(answer)


def test_an_analyst_sees_what_waits_for_a_check(client, scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    context = page(client, scene.people.analyst).context
    assert (context["checks"].count, first(context["checks"])) == (1, [submitted])
    assert context["decisions"] is None


def test_a_reviewer_sees_what_waits_for_a_decision(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    context = page(client, scene.people.reviewer).context
    assert (context["decisions"].count, first(context["decisions"])) == (1, [checked])
    assert (context["checks"], context["enters"]) == (None, False)


def test_a_board_member_gets_the_scorecards(client, scene):
    answer = page(client, scene.people.board_member)
    address = reverse("performance:scorecard", args=[scene.framework.code])
    assert f'href="{address}">Force 2021</a>' in words(answer)
    assert "What you owe" not in words(answer)


def test_an_administrator_gets_the_reference_data(client, scene):
    administration = f'href="{reverse("admin:index")}">Reference data and people</a>'
    assert administration in words(page(client, scene.people.administrator))
    assert administration not in words(page(client, scene.people.superuser))


def test_somebody_without_an_appointment_is_told_so_and_what_to_do(client, scene):
    text = words(page(client, scene.people.unappointed))
    assert "You have no appointment today" in text
    assert "Ask an administrator to give you one" in text
    assert "Scorecards</h2>" not in text


def test_several_appointments_show_everything_that_goes_with_them(client, scene):
    person = scene.people.lead
    factories.appoint(person, Role.ANALYST)
    context = page(client, person).context
    assert context["roles"] == ["Portfolio lead", "Analyst"]
    assert (len(context["tasks"]), context["checks"].count) == (1, 0)


@pytest.mark.parametrize("name", ["contributor", "analyst", "reviewer"])
def test_the_page_costs_the_same_for_one_row_and_for_three(client, scene, name):
    client.force_login(getattr(scene.people, name))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME).status_code == 200
        return len(captured)

    def fill(code):
        draft = another(scene, code)
        to = {"analyst": State.SUBMITTED, "reviewer": State.CHECKED}.get(name)
        if to:
            factories.walk(draft, scene.people, to=to)

    fill("first")
    one = queries()
    fill("second")
    fill("third")
    assert queries() == one
    # Queues are sorted by risk, which reads what each would be graded.
    assert one <= {"contributor": 20, "analyst": 45, "reviewer": 45}[name]
