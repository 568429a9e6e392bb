"""A seasonal benchmark is due before March's figure is approved: an estimate stands in for it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from performance import grading
from performance.figures import Period
from performance.models import AuditEvent, Benchmark, Grade
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms, terms_of
from performance.regrading import regrade_waiting
from performance.states import LineShape
from performance.workflow import NotReady
from performance.workflow.requests import request_regrades
from tests import factories
from tests.workflow.benchmark_steps import (
    E,
    S,
    approve,
    gaps,
    propose,
    revise,
    stored,
)

MARCH = Period.month(2022, 3)
NOTHING = (None, None)


@pytest.fixture
def thefts(scene):
    """A monthly count, approved for April 2021 to February 2022: 100, 101 and so on to 110."""
    series = factories.series(
        scene.indicator, "thefts", unit_code="count", direction="lower", accumulation="flow"
    )
    for at, period in enumerate(months()[:-1]):
        factories.observation(series, period, str(100 + at))
    return replace(scene, series=series)


def months():
    found = [Period.month(2021, 4)]
    while found[-1] != MARCH:
        found.append(found[-1].next())
    return found


def seasonal(march=None, change="-0.1"):
    points = (*[NOTHING] * 11, (Decimal(march), None)) if march else ()
    return LineTerms(shape=LineShape.SEASONAL, change=Decimal(change), points=points)


def terms(march=None):
    return Terms(lines={E: seasonal(march)})


def last_point(benchmark, kind=E):
    point = benchmark.lines.get(kind=kind).points.get(start=date(2023, 3, 1))
    return point.value, point.estimated


def points(benchmark):
    found = benchmark.lines.get(kind=E).points.all()
    return [(int(point.value), point.estimated) for point in found]


def test_without_an_estimate_it_cannot_be_proposed_in_march(thefts):
    with pytest.raises(NotReady) as refused:
        propose(thefts, terms())
    assert gaps(refused) == [
        (
            "expected",
            "The expected line for March 2023 rests on the same period a year before, which has no "
            "approved figure that a grade may use: type an estimate of it, have it approved first, "
            "or type the line for each period.",
        )
    ]


def test_an_estimate_is_part_of_the_proposal(thefts):
    made = propose(thefts, terms("120"))
    assert points(made) == [(120, True)]
    assert terms_of(made) == terms("120")
    event = AuditEvent.objects.get(subject="benchmark", subject_id=str(made.pk))
    assert event.after["Last year"] == "March 2022 estimated at 120"


def test_the_chair_approves_it_before_the_year_and_it_grades(thefts):
    fresh = approve(propose(thefts, terms("120")), thefts, on=date(2022, 3, 31))
    assert fresh.is_late is False
    assert points(fresh) == [*[(100 + at, False) for at in range(11)], (120, True)]
    assert terms_of(Benchmark.objects.get(pk=fresh.pk)) == terms("120")
    event = AuditEvent.objects.get(subject_id=str(fresh.pk), action="approved")
    assert (event.before["Last year"], event.after["Last year"]) == (
        "March 2022 estimated at 120",
        "March 2022 estimated at 120",
    )


@pytest.mark.parametrize(
    ("raw", "zone"),
    [
        ("77%", grading.Grade.GOOD),
        ("76%", grading.Grade.NEEDS_IMPROVEMENT),
        ("70%", grading.Grade.POOR),
    ],
)
def test_the_year_is_graded_against_the_estimate_at_its_last_period(scene, raw, zone):
    """The path expects 10% more than the estimated 70%; the floor is the estimate itself."""
    for period in set(months()[:-1]) - {each.period for each in scene.series.observations.all()}:
        factories.observation(scene.series, period, "50%")
    approve(propose(scene, Terms(lines={E: seasonal("70", "0.1")})), scene)
    factories.observation(scene.series, Period.month(2023, 3), raw)
    request_regrades([(scene.series, Period.month(2023, 3))], because="a test")
    regrade_waiting()
    graded = Grade.objects.current().get(period_start=date(2023, 3, 1))
    assert graded.grade == zone


def test_a_frozen_estimate_stays_when_the_figure_is_approved_later(thefts):
    fresh = approve(propose(thefts, terms("120")), thefts)
    factories.observation(thefts.series, MARCH, "90")
    assert last_point(Benchmark.objects.get(pk=fresh.pk)) == (120, True)


def test_a_figure_approved_before_the_benchmark_wins_and_the_mark_goes(thefts):
    made = propose(thefts, terms("120"))
    factories.observation(thefts.series, MARCH, "90")
    fresh = approve(made, thefts)
    assert last_point(fresh) == (90, False)
    assert terms_of(Benchmark.objects.get(pk=fresh.pk)) == terms()
    event = AuditEvent.objects.get(subject_id=str(fresh.pk), action="approved")
    assert (event.before["Last year"], event.after["Last year"]) == (
        "March 2022 estimated at 120",
        "approved figures only",
    )


def test_an_approved_figure_is_not_estimated(thefts):
    made = propose(thefts, terms("120"))
    factories.observation(thefts.series, MARCH, "90")
    with pytest.raises(NotReady) as refused:
        revise(made, thefts, terms("121"))
    assert gaps(refused) == [
        (
            "expected",
            "March 2022 has an approved figure, 90, and that is used: clear the estimate.",
        )
    ]
    assert stored(made)[1] == made.edits
    assert terms_of(revise(made, thefts, terms())) == terms()


def test_an_approved_figure_that_no_grade_may_use_is_estimated(thefts):
    factories.observation(thefts.series, MARCH, "at least 90")
    assert last_point(approve(propose(thefts, terms("120")), thefts)) == (120, True)


def test_one_estimate_holds_for_every_line_that_follows_last_year(thefts):
    both = Terms(lines={E: seasonal("120"), S: seasonal(change="-0.2")})
    fresh = approve(propose(thefts, both), thefts)
    assert [last_point(fresh, kind) for kind in (E, S)] == [(120, True), (120, True)]


def test_two_lines_do_not_estimate_one_figure_differently(thefts):
    with pytest.raises(NotReady) as refused:
        propose(thefts, Terms(lines={E: seasonal("120"), S: seasonal("121", "-0.2")}))
    assert gaps(refused) == [
        (
            "stretch",
            "March 2022 is estimated at 120 under another line: last year had one figure, so type "
            "the same here or nothing.",
        )
    ]


def test_an_approval_without_estimates_says_nothing_of_them(thefts):
    factories.observation(thefts.series, MARCH, "90")
    fresh = approve(propose(thefts, terms()), thefts)
    event = AuditEvent.objects.get(subject_id=str(fresh.pk), action="approved")
    assert ("Last year" in event.before, "Last year" in event.after) == (False, False)
