"""What people are told once a cycle closed on work that was never handed over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from performance import workflow
from performance.models import Cycle, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.pages import words

DAY = timedelta(days=1)
HOME = reverse("performance:home")


@pytest.fixture
def over(scene):
    """The scene, its cycle closed yesterday with its draft never handed over."""
    span = {"opens_on": 20, "due_on": 9, "closes_on": 1}
    Cycle.objects.update(**{name: today() - days * DAY for name, days in span.items()})
    scene.cycle.refresh_from_db()
    return scene


def told(scene) -> str:
    return f"{scene.cycle} closed on {today() - DAY:%-d %B %Y}, so what was not submitted by then"


def of(client, person, where):
    client.force_login(person)
    return client.get(where)


def places(scene) -> dict[str, str]:
    return {
        "home": HOME,
        "page": reverse("performance:entering", args=[scene.cycle.code, "contact"]),
        "answers": reverse("performance:entering-answers", args=[scene.cycle.code, "contact"]),
        "board": reverse("performance:cycle", args=[scene.cycle.code]),
        "submission": reverse("performance:submission", args=[scene.draft.pk]),
    }


@pytest.mark.parametrize("name", ["home", "page", "answers", "board", "submission"])
def test_whoever_owes_is_told_that_it_closed_and_who_opens_it_again(client, over, name):
    answer = of(client, over.people.lead, places(over)[name])
    text = words(answer)
    assert told(over) in text
    assert "An analyst can ask for the cycle to be reopened for an indicator; a publisher" in text
    assert reverse("performance:cycle-reopen", args=[over.cycle.code]) not in answer.text
    # Nobody is sent to a page on which nothing can be entered.
    assert ("Enter all on one page" in text, "Enter the figures" in text) == (False, False)
    assert reverse("performance:submission-edit", args=[over.draft.pk]) not in answer.text


@pytest.mark.parametrize("name", ["board", "submission"])
def test_an_analyst_is_one_click_from_asking_for_it(client, over, name):
    answer = of(client, over.people.analyst, places(over)[name])
    reopen = reverse("performance:cycle-reopen", args=[over.cycle.code])
    assert f'href="{reopen}"' in answer.text
    assert told(over) in words(answer)


@pytest.mark.parametrize("name", ["home", "page", "board", "submission"])
def test_an_open_cycle_says_nothing_of_closing(client, scene, name):
    answer = of(client, scene.people.lead, places(scene)[name])
    assert "can ask for the cycle to be reopened" not in words(answer)


@pytest.mark.parametrize("name", ["home", "board", "submission"])
def test_what_was_reopened_is_entered_again(client, over, name):
    asked = workflow.ask_reopening(
        over.cycle,
        over.indicator,
        by=over.people.analyst,
        on=today(),
        reason="It came late.",
        expires_on=today() + 5 * DAY,
    )
    workflow.grant_reopening(asked, by=over.people.publisher, on=today())
    answer = of(client, over.people.lead, places(over)[name])
    assert "can ask for the cycle to be reopened" not in words(answer)
    assert "Enter" in words(answer)


def test_returned_work_is_answered_after_the_cycle_closed(client, scene):
    factories.walk(scene.draft, scene.people, to=State.RETURNED)
    Cycle.objects.update(
        opens_on=today() - 20 * DAY, due_on=today() - 9 * DAY, closes_on=today() - DAY
    )
    answer = of(client, scene.people.lead, HOME)
    assert "can ask for the cycle to be reopened" not in words(answer)
    assert reverse("performance:submission-edit", args=[scene.draft.pk]) in answer.text


@pytest.mark.parametrize("name", ["publisher", "reviewer"])
def test_who_does_not_see_what_is_owed_is_told_nothing_of_it(client, over, name):
    """Two are owed; it would be false to say that nothing is."""
    text = words(of(client, getattr(over.people, name), HOME))
    assert "No cycle is open." in text
    assert "owed" not in text


def test_the_force_is_told_that_nothing_is_owed_where_that_is_so(client, over):
    Submission.objects.all().delete()
    text = words(of(client, over.people.analyst, HOME))
    assert "No cycle is open, and nothing that you may see of an earlier one is owed." in text
