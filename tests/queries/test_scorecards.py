"""A scorecard as at a date: what is read, how often it asks, and which grade shows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from performance.figures import Period
from performance.models import (
    Framework,
    Grade,
    Placement,
    RegradeRequest,
    period_fields,
)
from performance.queries.scorecards.scorecards import scorecard
from performance.regrading import regrade_waiting
from tests.papers import loaded
from tests.papers.loaded import FORCE_PAPER, PLAN_PAPER

papers = loaded.papers
TODAY = date(2026, 3, 2)


def framework(code: str) -> Framework:
    return Framework.objects.get(code=code)


def queries_for(card: Framework) -> int:
    with CaptureQueriesContext(connection) as asked:
        scorecard(card, as_at=TODAY)
    return len(asked)


@pytest.fixture
def three_lines(papers, db):
    """A framework that prints three of the plan's 77 lines."""
    small = Framework.objects.create(
        code="three", name="Three", kind="plan", starts=date(2021, 11, 1)
    )
    for placement in Placement.objects.filter(framework__code="plan-2021-25", number__lte=3):
        items = list(placement.printed_items.all())
        placement.pk, placement.framework = None, small
        placement._state.adding = True
        placement.save()
        for item in items:
            item.pk, item.placement = None, placement
            item._state.adding = True
            item.save()
    return small


def test_77_lines_ask_the_database_as_often_as_three(three_lines):
    asked = queries_for(framework("plan-2021-25"))

    assert len(scorecard(three_lines, as_at=TODAY).lines) == 3
    assert (asked, queries_for(three_lines)) == (10, 10)


def test_grades_with_assumed_benchmarks_ask_nothing_more_for_their_waivers(papers, db):
    regrade_waiting()

    assert queries_for(framework("force-2021")) == 10


def test_lines_printed_by_rule_ask_the_database_eight_times(papers, db):
    assert queries_for(framework("home-office-open-data")) == 8


def test_while_a_grade_is_computed_again_the_line_says_so_and_it_is_not_counted(papers, db):
    regrade_waiting()
    card = framework("force-2021")
    before = scorecard(card, as_at=FORCE_PAPER)
    asked_at = timezone.now()
    RegradeRequest.objects.create(
        placement=card.placements.get(number=7),
        because="A correction",
        requested_at=asked_at,
        **period_fields(Period.month(2021, 6)),
    )

    now = scorecard(card, as_at=FORCE_PAPER)

    assert before.lines[6].grade.regrading_since is None
    assert now.lines[6].grade.regrading_since == asked_at
    assert before.counts == {"Poor": 2, "Needs Improvement": 5}
    assert now.counts == {"Poor": 1, "Needs Improvement": 5}


def test_a_line_that_was_never_graded_says_that_it_is_being_graded(papers, db):
    line = scorecard(framework("force-2021"), as_at=FORCE_PAPER).lines[6]

    assert (line.grade.grade, line.grade.reason) == ("", "")
    assert line.grade.regrading_since is not None


def test_the_latest_grade_known_by_the_day_is_shown(papers, db):
    regrade_waiting()

    grade = scorecard(framework("force-2021"), as_at=FORCE_PAPER).lines[6].grade

    assert (grade.grade, grade.period_label) == ("Poor", "June 2021")
    assert grade.sentence.startswith("40% in June 2021")


def test_a_period_after_the_framework_has_ended_is_not_its_to_grade(papers, db):
    """101 calls go on in the plan's scorecard, into 2024."""
    regrade_waiting()
    later = Grade.objects.filter(
        placement__framework__code="force-2021",
        placement__number=7,
        period_start__gte=date(2022, 4, 1),
    )

    grade = scorecard(framework("force-2021"), as_at=TODAY).lines[6].grade

    assert grade.period_label == "June 2021"
    assert all(each.known_on == PLAN_PAPER for each in later)


def test_before_anything_was_known_there_is_no_grade(papers, db):
    regrade_waiting()

    card = scorecard(framework("force-2021"), as_at=FORCE_PAPER - timedelta(days=1))

    assert {line.grade for line in card.lines} == {None}
    assert card.counts == {}
