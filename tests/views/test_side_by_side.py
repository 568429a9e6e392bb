"""A correction beside what stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.models import Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.pages import words


@pytest.fixture
def approved(scene):
    return factories.walk(scene.draft, scene.people, to=State.APPROVED, narrative="It fell.")


def opened(scene, approved, by="lead"):
    return workflow.correct(
        approved.indicator,
        approved.period,
        by=getattr(scene.people, by),
        on=today(),
        reason="A late return.",
    )


def page(client, person, submission):
    client.force_login(person)
    return client.get(reverse("performance:submission", args=[submission.pk]))


def pairs(answer):
    return [
        (pair.name, pair.standing, pair.proposed, pair.difference)
        for pair in answer.context["beside"].pairs
    ]


def test_each_figure_and_text_stands_beside_the_one_that_it_corrects(client, scene, approved):
    correction = opened(scene, approved)
    correction = factories.fill(
        correction, by=scene.people.lead, raw="41%", narrative="It fell less (<40% no more)."
    )
    answer = page(client, scene.people.lead, correction)
    name = scene.series.name
    assert pairs(answer) == [(name, "38%", "41%", "+3 points")]
    assert [
        (each.label, each.standing, each.proposed) for each in answer.context["beside"].texts
    ] == [("Commentary", "It fell.", "It fell less (<40% no more).")]
    text = words(answer)
    assert "What stands, beside the correction" in text
    assert "A late return." in text
    assert "It fell less (<40% no more)." in text


def test_what_is_left_as_it_was_says_so(client, scene, approved):
    answer = page(client, scene.people.lead, opened(scene, approved))
    assert pairs(answer) == [(scene.series.name, "38%", "38%", "No change")]
    assert [(each.standing, each.proposed) for each in answer.context["beside"].texts] == [
        ("It fell.", "It fell.")
    ]
    text = words(answer)
    assert "Commentary No change It fell." in text
    assert "Nothing is said." not in text


def test_what_else_differs_is_named(client, scene, approved):
    correction = opened(scene, approved)
    key = workflow.slots(correction)[0].key
    figure = workflow.Figure(
        "38%", note="Recounted.", standing="revised", source_name="The call log"
    )
    workflow.save(
        correction,
        by=scene.people.lead,
        on=today(),
        version=correction.version,
        figures={key: figure},
        commentary={},
    )
    (pair,) = page(client, scene.people.lead, correction).context["beside"].pairs
    assert [(each.name, each.before, each.after) for each in pair.beside] == [
        ("Note", "", "Recounted."),
        ("How firm", "Final", "Revised"),
        ("Source", "", "The call log"),
    ]


def test_a_figure_that_becomes_absent_says_why(client, scene, approved):
    correction = opened(scene, approved)
    key = workflow.slots(correction)[0].key
    workflow.save(
        correction,
        by=scene.people.lead,
        on=today(),
        version=correction.version,
        figures={key: workflow.Figure(missing="awaiting")},
        commentary={},
    )
    answer = page(client, scene.people.lead, correction)
    assert pairs(answer) == [(scene.series.name, "38%", "Awaiting data", "")]
    assert "Not comparable" in words(answer)


def test_once_approved_it_stands_beside_what_it_replaced(client, scene, approved):
    factories.walk(opened(scene, approved), scene.people, to=State.APPROVED, raw="41%")
    correction = Submission.objects.get(is_correction=True)
    answer = page(client, scene.people.board_member, correction)
    assert pairs(answer) == [(scene.series.name, "38%", "41%", "+3 points")]
    assert "What stood before, beside the correction" in words(answer)


def test_an_approved_correction_of_one_of_two_shows_the_other_unchanged(client, scene):
    factories.series(scene.indicator, "second", direction="monitor")
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    correction = opened(scene, approved)
    raw = {scene.series.code: "41%", "second": "38%"}
    factories.walk(correction, scene.people, to=State.APPROVED, raw=raw)
    answer = page(client, scene.people.lead, correction)
    assert sorted(pairs(answer)) == [
        (scene.series.name, "38%", "41%", "+3 points"),
        ("Second", "38%", "38%", "No change"),
    ]


def test_a_submission_that_corrects_nothing_has_no_second_side(client, scene, approved):
    assert page(client, scene.people.lead, approved).context["beside"] is None


def test_the_page_costs_the_same_for_one_figure_and_for_three(client, scene):
    client.force_login(scene.people.lead)

    def queries(submission):
        with CaptureQueriesContext(connection) as captured:
            address = reverse("performance:submission", args=[submission.pk])
            assert client.get(address).status_code == 200
        return len(captured)

    def corrected(code, *series):
        indicator = factories.indicator(code, under=scene.portfolio)
        for each in series:
            factories.series(indicator, each)
        draft = factories.submission(indicator, scene.cycle)
        return opened(scene, factories.walk(draft, scene.people, to=State.APPROVED))

    one = queries(corrected("one", "first"))
    assert queries(corrected("three", "second", "third", "fourth")) == one
    assert one <= 35
