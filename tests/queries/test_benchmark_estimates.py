"""Where an estimate of last year's figure is marked, and where it no longer is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import workflow
from performance.benchmark_rights import visible_benchmarks
from performance.figures import Period
from performance.models import Benchmark
from performance.queries.benchmarks.benchmark_faults import Fault, faults_as_typed, faults_of
from performance.queries.benchmarks.benchmark_pages import benchmark_shown
from performance.queries.benchmarks.benchmark_pictures import picture_of
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms, engine_terms
from performance.queries.benchmarks.benchmark_versions import earlier_versions
from performance.queries.explanations.grade_pages import explanations_shown
from performance.queries.grading.gradings import facts_of
from performance.queries.series.indicator_charts import charts_of
from performance.states import LineKind, LineShape
from tests import factories

YEAR, IN_TIME = date(2022, 4, 1), date(2022, 3, 1)
LAST = Period.quarter(2022, 1)
NOTHING = (None, None)
LINE = LineTerms(
    shape=LineShape.SEASONAL,
    change=Decimal("0.1"),
    points=(NOTHING, NOTHING, NOTHING, (Decimal(80), None)),
)
TERMS = Terms(lines={LineKind.EXPECTED: LINE})
EXPECTED = "10% more than in the same quarter last year; January to March 2022 estimated at 80%"


@pytest.fixture
def quarterly(scene):
    """Last year's quarters 50%, 60%, 70%, and the last one not approved."""
    series = factories.series(scene.indicator, "quarterly", frequency="quarterly")
    for start, raw in ((4, "50%"), (7, "60%"), (10, "70%")):
        factories.observation(series, Period.quarter(2021, start), raw)
    return replace(scene, series=series)


@pytest.fixture
def scene(db):
    return factories.scene()


def proposed(where, terms=TERMS):
    return workflow.benchmarks.propose(
        where.series, where.framework, YEAR, terms=terms, by=where.people.analyst, on=IN_TIME
    )


def approved(where, terms=TERMS):
    made, chair = proposed(where, terms), where.people.panel_chair
    return workflow.benchmarks.approve(made, by=chair, on=IN_TIME, version=made.edits)


def fresh(row):
    related = ("series__unit", "series__home", "framework")
    return Benchmark.objects.select_related(*related).get(pk=row.pk)


def page(where, row):
    seen = visible_benchmarks(where.people.panel_chair, Benchmark.objects.all(), on=IN_TIME)
    return benchmark_shown(fresh(row), seen, on=IN_TIME, with_proposals=True)


def last_lines(shown):
    return shown.periods[-1].expected, shown.periods[-1].floor


def test_the_engine_takes_an_estimate_only_where_nothing_is_approved(quarterly):
    before = engine_terms(TERMS, quarterly.series, YEAR).expected.last_year
    assert before == tuple(map(Decimal, (50, 60, 70, 80)))
    factories.observation(quarterly.series, LAST, "75%")
    before = engine_terms(TERMS, quarterly.series, YEAR).expected.last_year
    assert before == tuple(map(Decimal, (50, 60, 70, 75)))


def test_a_figure_that_came_since_is_a_fault_of_what_is_typed_and_of_nothing_else(quarterly):
    assert faults_as_typed(TERMS, quarterly.series, YEAR) == ()
    factories.observation(quarterly.series, LAST, "75%")
    assert faults_of(TERMS, quarterly.series, YEAR) == ()
    words = (
        "January to March 2022 has an approved figure, 75%, and that is used: clear the estimate."
    )
    assert faults_as_typed(TERMS, quarterly.series, YEAR) == (
        Fault("expected", words, date(2023, 1, 1)),
    )


def test_the_page_of_a_proposal_marks_what_rests_on_an_estimate(quarterly):
    row = proposed(quarterly)
    shown = page(quarterly, row)
    assert last_lines(shown) == ("88% (estimated)", "80% (estimated)")
    assert last_lines(replace(shown, periods=shown.periods[:-1])) == ("77%", "70%")
    assert [line.words for line in shown.explained.lines] == [
        EXPECTED,
        "as in the same quarter last year; January to March 2022 estimated at 80%",
    ]
    assert (shown.is_estimated, shown.faults) == (True, ())


def test_the_mark_goes_from_a_proposal_when_the_figure_is_approved(quarterly):
    row = proposed(quarterly)
    factories.observation(quarterly.series, LAST, "75%")
    shown = page(quarterly, row)
    assert last_lines(shown) == ("82.5%", "75%")
    assert shown.explained.lines[0].words == "10% more than in the same quarter last year"
    assert (shown.is_estimated, shown.faults) == (False, ())


def test_the_mark_stays_on_what_was_frozen(quarterly):
    row = approved(quarterly)
    factories.observation(quarterly.series, LAST, "75%")
    shown = page(quarterly, row)
    assert last_lines(shown) == ("88% (estimated)", "80% (estimated)")
    assert shown.explained.lines[0].words == EXPECTED


def test_an_estimate_is_of_its_own_year_alone():
    flat = LineTerms(shape=LineShape.FLAT, value=Decimal(40))
    terms = Terms(lines={**TERMS.lines, LineKind.FLOOR: flat}, source="The plan")
    bare = replace(LINE, points=())
    lines = {LineKind.EXPECTED: bare, LineKind.FLOOR: flat}
    assert terms.without_estimates() == Terms(lines=lines, source="The plan")


def test_only_lines_that_follow_last_year_are_marked(quarterly):
    floor = LineTerms(shape=LineShape.FLAT, value=Decimal(40))
    shown = page(
        quarterly, proposed(quarterly, Terms(lines={**TERMS.lines, LineKind.FLOOR: floor}))
    )
    assert last_lines(shown) == ("88% (estimated)", "40%")
    assert [line.words for line in shown.explained.lines] == [EXPECTED, "40% all year"]


def test_the_picture_marks_the_estimate_and_the_lines_on_it(quarterly):
    found = picture_of(quarterly.series, quarterly.framework, YEAR, TERMS)
    rows = [(row.figure, row.expected, row.floor) for row in found.rows]
    assert rows == [
        ("50%", "55%", "50%"),
        ("60%", "66%", "60%"),
        ("70%", "77%", "70%"),
        ("80% (estimated)", "88% (estimated)", "80% (estimated)"),
    ]
    factories.observation(quarterly.series, LAST, "75%")
    found = picture_of(quarterly.series, quarterly.framework, YEAR, TERMS)
    assert (found.rows[-1].figure, found.rows[-1].expected) == ("75%", "82.5%")


def test_many_estimates_are_counted_and_not_listed(quarterly):
    months = factories.series(quarterly.indicator, "monthly")
    points = tuple((Decimal(50 + at), None) for at in range(12))
    terms = Terms(lines={LineKind.EXPECTED: replace(LINE, points=points)})
    where = replace(quarterly, series=months)
    [expected, _] = page(where, proposed(where, terms)).explained.lines
    assert expected.words == (
        "10% more than in the same month last year; 12 months of last year estimated"
    )


def test_an_earlier_version_says_what_it_estimated(quarterly):
    approved(quarterly)
    [version] = earlier_versions(quarterly.series, quarterly.framework, YEAR)
    assert version.words.startswith(f"Expected {EXPECTED}; floor as in")


@pytest.mark.parametrize("settled", [proposed, approved])
def test_three_estimates_cost_a_page_no_more_queries_than_one(quarterly, settled):
    row = settled(quarterly)
    with CaptureQueriesContext(connection) as one:
        page(quarterly, row)
    series = factories.series(quarterly.indicator, "other", frequency="quarterly")
    factories.observation(series, Period.quarter(2021, 4), "50%")
    points = (NOTHING, *((Decimal(each), None) for each in (60, 70, 80)))
    terms = Terms(lines={LineKind.EXPECTED: replace(LINE, points=points)})
    other = replace(quarterly, series=series)
    row = settled(other, terms)
    with CaptureQueriesContext(connection) as three:
        assert page(other, row).explained.lines[0].words.count("estimated") == 3
    assert len(three) == len(one)


@pytest.mark.parametrize("of", ["grade", "chart"])
def test_wherever_a_graded_period_shows_its_lines_the_mark_is_there(quarterly, of):
    approved(quarterly)
    factories.observation(quarterly.series, Period.quarter(2023, 1), "90%")
    period = Period.quarter(2023, 1)
    if of == "grade":
        [shown] = explanations_shown([quarterly.placement], period)
        [part] = [each for each in shown.parts if each.part.series == quarterly.series.name]
        found = [part.part.figures[-1].expected, part.chart.rows[-1].expected]
        assert part.part.benchmark.lines[0].words == EXPECTED
    else:
        facts = facts_of([quarterly.placement])
        charts = charts_of(facts, quarterly.indicator.pk, [quarterly.framework], "Force")
        [chart] = [each for each in charts if each.series_id == quarterly.series.pk]
        found = [chart.rows[-1].expected]
    assert found == ["88% (estimated)"] * len(found)
