"""One click from wherever a grade shows; and what must be said wherever it shows."""

from datetime import date

import pytest
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.models import Series
from performance.regrading import regrade_waiting
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories
from tests.views.pages import address, badges, page_of, provisional, why_links, words

JUNE = Period.month(2021, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = factories.scene()
    factories.walk(made.draft, made.people, to=State.APPROVED)
    regrade_waiting()
    return made


@pytest.fixture
def reader(client, scene):
    client.force_login(scene.people.board_member)
    return client


def test_every_place_that_shows_a_grade_links_to_why(reader, scene):
    request_regrades([(scene.series, JUNE)], because="loaded")
    regrade_waiting()
    july, june = address(scene), address(scene, JUNE.key)
    name = "Non-emergency demand (101 and online)"

    scorecard = reader.get(reverse("performance:scorecard", args=["force-2021"]))
    assert why_links(scorecard) == {f"Why? The grade of {name} for July 2021": july}
    indicator = reader.get(reverse("performance:indicator", args=[scene.indicator.pk]))
    assert why_links(indicator) == {
        f"Why? The grade of {name} for July 2021 in Force 2021": july,
        f"Why? The grade of {name} for June 2021 in Force 2021": june,
    }
    listed = reader.get(reverse("performance:indicators"))
    assert why_links(listed) == {f"Why? The grade of {name} for July 2021 in Force 2021": july}
    for where in (july, june):
        page_of(reader, where)


def test_the_submission_and_its_answers_link_to_the_provisional_grade(client):
    made = factories.scene()
    draft = factories.fill(made.draft, by=made.people.contributor)
    name = f"Why? The provisional grade of {draft}"
    client.force_login(made.people.lead)
    answers = client.get(reverse("performance:submission-answers", args=[draft.pk]))
    assert why_links(answers) == {name: provisional(draft)}
    workflow.submit(draft, by=made.people.lead, on=factories.today(), version=draft.version)
    submission = client.get(reverse("performance:submission", args=[draft.pk]))
    assert why_links(submission) == {name: provisional(draft)}


def test_a_scorecard_of_an_earlier_day_leads_to_the_revision_that_it_shows(client):
    made = factories.scene()
    request_regrades([(made.series, JUNE)], because="loaded")
    regrade_waiting()
    Series.objects.filter(pk=made.series.pk).update(direction="lower")
    request_regrades([(made.series, JUNE)], because="The direction was changed")
    regrade_waiting()
    client.force_login(made.people.board_member)
    scorecard = reverse("performance:scorecard", args=["force-2021"])
    then = client.get(scorecard, {"as_at": "2021-07-20"})
    now = client.get(scorecard)

    assert list(why_links(then).values()) == [f"{address(made, JUNE.key)}#revision-1"]
    assert list(why_links(now).values()) == [address(made, JUNE.key)]
    assert badges(then)[0] == "Poor"
    assert badges(now)[0] == "Good"


def late(**fields):
    """A placement graded for June on a benchmark that was approved on 3 May."""
    made = factories.indicator("late", name="Late one")
    stands = factories.placement(made)
    each = factories.series(made, "late-series")
    proposed = factories.proposed_benchmark(each, **fields)
    proposed.known_on = date(2021, 5, 3)
    factories.approve_benchmark(proposed)
    factories.observation(each, JUNE, "40%")
    request_regrades([(each, JUNE)], because="loaded")
    regrade_waiting()
    return stands


def test_a_benchmark_approved_late_is_marked_wherever_its_grade_appears(reader, scene):
    stands = late(waiver_reason="The panel met in May.")
    mark = "Benchmark approved late. The panel met in May."
    grade = reverse("performance:grade", args=[stands.indicator_id, "force-2021", JUNE.key])

    assert words(page_of(reader, grade)).count(mark) == 2
    indicator = reverse("performance:indicator", args=[stands.indicator_id])
    assert words(page_of(reader, indicator)).count(mark) == 1
    scorecard = reverse("performance:scorecard", args=["force-2021"])
    assert words(page_of(reader, scorecard)).count(mark) == 1
    listed = words(page_of(reader, reverse("performance:indicators")))
    assert listed.count("on a benchmark approved late") == 1


def test_a_late_benchmark_without_a_waiver_grades_nothing_and_marks_nothing(reader, scene):
    stands = late()
    grade = reverse("performance:grade", args=[stands.indicator_id, "force-2021", JUNE.key])
    said = words(page_of(reader, grade))

    assert "The benchmark was approved on 3 May 2021" in said
    assert "Benchmark approved late." not in said


def test_an_assumed_benchmark_says_so_and_not_that_it_is_late(reader, scene):
    stands = late(waiver_reason="Assumed: the paper prints none.", assumed=True)
    grade = reverse("performance:grade", args=[stands.indicator_id, "force-2021", JUNE.key])
    said = words(page_of(reader, grade))

    assert said.count("Assumed benchmark. The paper prints none.") == 2
    assert "approved late" not in said
