"""What a grade was, when it changed, and what changed it."""

from datetime import timedelta

import pytest

from performance import workflow
from performance.figures import Period
from performance.models import Part, Series
from performance.queries.explanations.grade_histories import grades_at, history_of
from performance.regrading import regrade_waiting
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import JULY

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    made = factories.scene()
    factories.walk(made.draft, made.people, to=State.APPROVED)
    regrade_waiting()
    return made


def history(stage, on=None):
    days = JULY.start, JULY.end
    return history_of(grades_at(stage.placement, days, on=on or factories.today()))


def regraded(stage, because):
    request_regrades([(stage.series, JULY)], because=because)
    regrade_waiting()


def outcomes(revisions):
    return [(each.number, each.grade, each.is_current) for each in revisions]


def test_the_first_revision_says_what_it_was_computed_for(stage):
    [first] = history(stage)

    assert (first.number, first.grade, first.is_current, first.changes) == (1, "Poor", True, ())
    assert first.because == f"{stage.draft} was approved"
    assert first.sentence.startswith("38% in July 2021; the middle of the last 3 is 40%.")
    assert first.known_on == factories.today()
    assert (first.assumed, first.late, first.waiver) == (False, False, "")


def test_a_correction_makes_the_next_revision_and_leaves_the_first_as_it_was(stage):
    before = history(stage)
    correction = workflow.correct(
        stage.indicator, JULY, by=stage.people.lead, on=factories.today(), reason="A late return."
    )
    factories.walk(correction, stage.people, to=State.APPROVED, raw="95%")
    regrade_waiting()
    second, first = history(stage)

    assert outcomes([second, first]) == [(2, "Poor", True), (1, "Poor", False)]
    assert (first.sentence, first.because) == (before[0].sentence, before[0].because)
    assert second.because == f"{correction} was approved"
    assert second.changes == (
        "It stayed Poor",
        "It rests on other figures, lines or dates than before",
    )


def test_a_grade_that_moves_says_from_what_to_what(stage):
    Series.objects.filter(pk=stage.series.pk).update(direction="lower")
    regraded(stage, "The direction was changed")
    Series.objects.filter(pk=stage.series.pk).update(direction="monitor")
    regraded(stage, "Monitored from now on")
    third, second, first = history(stage)

    assert outcomes([third, second, first]) == [
        (3, "", True),
        (2, "Good", False),
        (1, "Poor", False),
    ]
    assert second.changes == ("From Poor to Good",)
    assert third.changes == ("From Good to not graded (monitor only)",)
    assert [third.because, second.because] == [
        "Monitored from now on",
        "The direction was changed",
    ]


def test_a_part_that_changes_is_named(stage):
    other = factories.series(stage.indicator, "calls-999", name="999 calls", weight=2)
    factories.benchmark(other)
    factories.observation(other, JULY, "95%")
    regraded(stage, "A part was added")
    Part.objects.filter(series=other).update(essential=True, weight=3)
    regraded(stage, "A weight was changed")
    third, second, _ = history(stage)

    assert second.changes == ("From Poor to Needs Improvement", "999 calls became a part")
    assert third.changes == (
        "It stayed Needs Improvement",
        "999 calls: weight 2 became 3",
        "999 calls is now essential",
        "It rests on other figures, lines or dates than before",
    )
    assert [part.name for part in third.parts] == [
        "101 calls answered within three minutes",
        "999 calls",
    ]


def test_what_was_known_later_is_no_part_of_an_earlier_days_history(stage):
    assert history(stage, on=factories.today() - timedelta(days=1)) == ()


def test_other_periods_and_placements_have_histories_of_their_own(stage):
    factories.placement(stage.indicator, factories.framework("plan"))
    request_regrades([(stage.series, Period.month(2021, 6))], because="loaded")
    regrade_waiting()

    assert [each.number for each in history(stage)] == [1]
