"""Where grades rest on a benchmark that was approved late, its reason stands beside the mark."""

from datetime import date

import pytest
from django.urls import reverse

from performance.states import State
from tests import factories
from tests.views.benchmark_steps import WHY, approved, proposed, words


@pytest.fixture
def late(scene):
    """The scene, its year's benchmark replaced by one approved after the year had begun."""
    approved(scene, proposed(scene, year=date(2021, 4, 1)))
    return scene


def test_the_caption_of_a_chart_says_which_benchmark_was_late_and_why(client, late):
    client.force_login(late.people.analyst)
    said = f"<strong>The benchmark for 2021/22 was approved late: {WHY}</strong>"
    for place in (
        reverse("performance:indicator", args=[late.indicator.pk]),
        reverse("performance:turns", args=[late.series.code]),
    ):
        assert words(client.get(place)).count(said) == 1


def test_the_answers_say_that_it_was_late_and_why(client, late):
    factories.walk(late.draft, late.people, to=State.DRAFT)
    client.force_login(late.people.lead)
    page = words(client.get(reverse("performance:submission-answers", args=[late.draft.pk])))
    assert page.count(f"<strong>Benchmark approved late.</strong> {WHY}") == 1


def test_a_chart_whose_benchmark_was_in_time_says_nothing_of_it(client, scene):
    client.force_login(scene.people.analyst)
    page = words(client.get(reverse("performance:indicator", args=[scene.indicator.pk])))
    assert "approved late" not in page
