"""A figure that covers another period than its page is headed with says which, everywhere."""

import re

import pytest
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.models import Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.entering_steps import address
from tests.views.pages import words

YEAR = "12 months to July 2021"
LABEL = re.compile(r'<label class="govuk-label govuk-!-font-weight-bold"[^>]*>(.*?)</label>', re.S)
KEY = re.compile(
    r'<(?:dt|th scope="row") class="govuk-[^"]*(?:key|header)">(.*?)</(?:dt|th)>', re.S
)


def texts(found: list[str]) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def labels(answer) -> list[str]:
    """What stands at each figure's field."""
    found = texts(LABEL.findall(answer.content.decode()))
    return [each.replace(" ,", ",") for each in found]


def keys(answer) -> list[str]:
    return texts(KEY.findall(answer.content.decode()))


@pytest.fixture
def joiners(scene):
    """A rolling year beside the month's own figure, both entered."""
    year = factories.series(
        scene.indicator, "joiners", name="Joiners", rolling_months=12, direction="monitor"
    )
    raw = {scene.series.code: "38%", year.code: "41%"}
    return factories.fill(scene.draft, by=scene.people.contributor, raw=raw)


def test_the_field_says_so_and_so_do_the_answers_with_their_units(client, scene, joiners):
    client.force_login(scene.people.lead)
    month = scene.series.name
    where = reverse("performance:submission-edit", args=[joiners.pk])
    assert labels(client.get(where)) == [f"{month} (percent)", f"Joiners (percent), {YEAR}"]
    answers = client.get(reverse("performance:submission-answers", args=[joiners.pk]))
    assert keys(answers)[:2] == [f"{month} (percent)", f"Joiners (percent) {YEAR}"]


def test_the_decision_page_says_so_in_the_comparison(client, scene, joiners):
    client.force_login(scene.people.analyst)
    answer = client.get(reverse("performance:submission", args=[joiners.pk]))
    assert [row.period for row in answer.context["rows"]] == ["", YEAR]
    assert [each for each in keys(answer) if "(percent)" in each] == [
        f"{scene.series.name} (percent)",
        f"Joiners (percent) {YEAR}",
    ]


def test_before_anything_is_entered_the_period_is_the_one_it_will_be_kept_for(client, scene):
    factories.series(scene.indicator, "joiners", name="Joiners", rolling_months=12)
    client.force_login(scene.people.lead)
    for page in ("submission-edit", "submission"):
        answer = client.get(reverse(f"performance:{page}", args=[scene.draft.pk]))
        assert YEAR in words(answer)


def test_a_quarter_says_so_on_the_page_of_a_month(client, db):
    owed = factories.owed(1)
    people = factories.cast(owed.portfolio)
    quarter = {"period_kind": "quarter", "period_start": "2021-04-01", "period_end": "2021-06-30"}
    Submission.objects.filter(pk=owed.drafts[0].pk).update(**quarter)
    client.force_login(people.lead)
    assert labels(client.get(address(owed))) == ["Measure 01 share (percent), April to June 2021"]
    answers = client.get(address(owed, "entering-answers"))
    assert keys(answers)[0] == "Measure 01 share (percent) April to June 2021"


def test_a_correction_says_so_of_what_stands_beside_it(client, scene, joiners):
    approved = factories.walk(joiners, scene.people, to=State.APPROVED)
    correction = workflow.correct(
        approved.indicator,
        Period.month(2021, 7),
        by=scene.people.lead,
        on=today(),
        reason="A late return.",
    )
    client.force_login(scene.people.lead)
    answer = client.get(reverse("performance:submission", args=[correction.pk]))
    assert [pair.period for pair in answer.context["beside"].pairs] == ["", YEAR]
    assert f"Joiners (percent) {YEAR}" in keys(answer)
