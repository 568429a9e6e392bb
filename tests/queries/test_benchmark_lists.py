"""Lists of benchmarks: what each says of itself, the gaps, and what waits for whom."""

from datetime import date

import pytest

from performance.figures import Period
from performance.models import Benchmark, Break
from performance.queries.benchmarks import benchmark_lists
from performance.queries.benchmarks.benchmark_standing import break_to_cover
from performance.states import BenchmarkState, Role
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = Period.financial_year(2021)
TODAY = date(2021, 12, 1)


@pytest.fixture
def scene():
    return factories.scene()


def listed(on=TODAY):
    return benchmark_lists.listed(Benchmark.objects.all(), on=on)


def a_break(series, on, **fields):
    return Break.objects.create(series=series, on=on, reason="Recounted", known_on=on, **fields)


def gaps(*frameworks, year=YEAR, **more):
    found = benchmark_lists.gaps(Benchmark.objects.all(), frameworks, year, **more)
    return [(each.framework.code, each.series.code) for each in found]


def test_an_older_approved_version_is_replaced_by_a_newer_one(scene):
    factories.proposed_benchmark(scene.series, version=3)
    factories.benchmark(scene.series, version=2)
    assert [(each.version, each.is_replaced) for each in listed()] == [
        (3, False),
        (2, False),
        (1, True),
    ]


@pytest.mark.parametrize(
    ("on", "asks"),
    [
        (date(2021, 3, 31), False),
        (date(2021, 4, 1), True),
        (date(2021, 12, 1), True),
        (date(2021, 12, 2), False),
        (date(2022, 4, 1), False),
    ],
)
def test_a_break_in_the_year_asks_for_another_approval(scene, on, asks):
    a_break(scene.series, on)
    assert listed().get().asks_again == asks
    assert (break_to_cover(scene.benchmark, on=TODAY) is not None) == asks


def test_a_break_in_the_years_last_months_asks_too(scene):
    a_break(scene.series, date(2022, 3, 31))
    assert listed(on=date(2022, 4, 2)).get().asks_again
    a_break(scene.series, date(2022, 4, 1))
    assert break_to_cover(scene.benchmark, on=date(2022, 4, 2)).on == date(2022, 3, 31)


def test_an_unconfirmed_break_asks_for_nothing(scene):
    a_break(scene.series, date(2021, 6, 1), recorded_by=scene.people.analyst)
    assert not listed().get().asks_again


def test_what_a_newer_version_has_overtaken_waits_for_nobody(scene):
    people = scene.people
    old = factories.proposed_benchmark(scene.series, version=2, proposed_by=people.analyst)
    factories.benchmark(scene.series, version=3)
    assert list(benchmark_lists.waiting_for_approval(people.panel_chair, on=TODAY)) == []
    why = {"returned_by": people.panel_chair, "returned_on": TODAY, "return_reason": "Too easy."}
    Benchmark.objects.filter(pk=old.pk).update(state=BenchmarkState.RETURNED, **why)
    assert list(benchmark_lists.sent_back_to(people.analyst, on=TODAY)) == []


def test_what_was_withdrawn_waits_for_nobody_and_is_not_under_way(scene):
    row = factories.proposed_benchmark(
        scene.series, year=2022, proposed_by=scene.people.analyst, state=BenchmarkState.WITHDRAWN
    )
    assert list(benchmark_lists.waiting_for_approval(scene.people.panel_chair, on=TODAY)) == []
    assert list(benchmark_lists.sent_back_to(scene.people.analyst, on=TODAY)) == []
    (gap,) = benchmark_lists.gaps(Benchmark.objects.all(), [scene.framework], YEAR.next())
    assert (gap.series, gap.under_way) == (row.series, None)


def test_once_approved_again_it_asks_no_more(scene):
    a_break(scene.series, date(2021, 6, 1))
    Benchmark.objects.update(reapproved_by=scene.people.panel_chair, reapproved_on=TODAY)
    assert not listed().get().asks_again


def test_a_replaced_version_asks_for_nothing(scene):
    factories.benchmark(scene.series, version=2)
    a_break(scene.series, date(2021, 6, 1))
    assert [(each.version, each.asks_again) for each in listed()] == [(2, True), (1, False)]


def test_gaps_are_the_graded_series_that_nothing_is_approved_for(scene):
    other = factories.series(scene.indicator, "calls-999")
    factories.series(scene.indicator, "monitored", direction="monitor")
    factories.proposed_benchmark(other)
    assert gaps(scene.framework) == [("force-2021", "calls-999")]
    assert gaps(scene.framework, year=YEAR.next()) == [
        ("force-2021", "calls-101-within-3-minutes"),
        ("force-2021", "calls-999"),
    ]
    assert gaps(scene.framework, year=YEAR.next(), words=["101"]) == [
        ("force-2021", "calls-101-within-3-minutes")
    ]


def test_a_gap_is_one_of_each_framework(scene):
    elsewhere = factories.framework("plan-2021-25", starts=date(2021, 11, 1))
    factories.placement(scene.indicator, elsewhere)
    assert gaps(scene.framework, elsewhere) == [("plan-2021-25", "calls-101-within-3-minutes")]


def test_a_series_of_two_indicators_is_one_gap(scene):
    second = factories.indicator("contact")
    factories.part(second, scene.series)
    factories.placement(second)
    assert gaps(scene.framework, year=YEAR.next()) == [("force-2021", "calls-101-within-3-minutes")]


def test_what_was_retired_before_the_year_is_no_gap(scene):
    scene.indicator.retired_on = date(2022, 4, 1)
    scene.indicator.save()
    assert gaps(scene.framework, year=YEAR.next()) == []


def test_a_gap_names_the_proposal_under_way_to_those_who_may_see_it(scene):
    row = factories.proposed_benchmark(scene.series, year=2022)
    year = YEAR.next()
    (found,) = benchmark_lists.gaps(Benchmark.objects.all(), [scene.framework], year)
    assert (found.under_way, found.key) == (row, (scene.series.code, "force-2021", 2022))
    (hidden,) = benchmark_lists.gaps(Benchmark.objects.none(), [scene.framework], year)
    assert hidden.under_way is None


@pytest.mark.parametrize("more", [0, 2])
def test_gaps_cost_the_same_for_one_and_for_three(scene, more, django_assert_num_queries):
    for number in range(more):
        factories.series(scene.indicator, f"more-{number}")
    with django_assert_num_queries(4):
        found = benchmark_lists.gaps(Benchmark.objects.all(), [scene.framework], YEAR.next())
    assert [each.series.home.name for each in found] == [scene.indicator.name] * (more + 1)


def test_frameworks_grade_the_years_they_hold_in(scene):
    factories.framework("ended", starts=date(2019, 4, 1), ends=date(2021, 4, 1))
    factories.framework("to-come", starts=date(2022, 4, 1))
    later = factories.framework("mid-year", starts=date(2021, 11, 1))
    assert benchmark_lists.grading_in(YEAR) == [later, scene.framework]


def test_plan_years_are_those_of_benchmarks_and_this_and_the_next(scene):
    factories.benchmark(scene.series, year=2024)
    years = benchmark_lists.plan_years(Benchmark.objects.all(), on=TODAY)
    assert [each.label() for each in years] == ["2024/25", "2022/23", "2021/22"]


def waits_for(user):
    found = benchmark_lists.waiting_for_approval(user, on=TODAY)
    return [(each.year_start.year, each.version) for each in found]


def test_the_panel_chair_owes_proposals_of_others_and_what_a_break_asks_for(scene):
    people = scene.people
    factories.proposed_benchmark(scene.series, year=2022, proposed_by=people.analyst)
    factories.proposed_benchmark(scene.series, year=2023, proposed_by=people.panel_chair)
    assert waits_for(people.panel_chair) == [(2022, 1)]
    a_break(scene.series, date(2021, 6, 1))
    assert waits_for(people.panel_chair) == [(2022, 1), (2021, 1)]
    assert waits_for(people.analyst) == []


def test_a_chair_of_one_portfolio_owes_that_portfolios_alone(scene):
    chair = factories.person(
        Role.PANEL_CHAIR, "Chair of roads", portfolio=factories.portfolio("roads")
    )
    factories.proposed_benchmark(scene.series, year=2022, proposed_by=scene.people.analyst)
    assert waits_for(chair) == []


def test_what_was_sent_back_waits_for_whoever_proposed_it(scene):
    people = scene.people
    row = factories.proposed_benchmark(scene.series, year=2022, proposed_by=people.analyst)
    row.state = BenchmarkState.RETURNED
    row.returned_by, row.returned_on, row.return_reason = people.panel_chair, TODAY, "Too easy"
    row.save()
    assert list(benchmark_lists.sent_back_to(people.analyst, on=TODAY)) == [row]
    for other in (people.second_analyst, people.panel_chair, people.lead):
        assert list(benchmark_lists.sent_back_to(other, on=TODAY)) == []
