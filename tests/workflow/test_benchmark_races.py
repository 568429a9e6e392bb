"""Two people at the same instant over one benchmark, on connections of their own."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Period
from performance.models import AuditEvent, Benchmark, LinePoint
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import BenchmarkState, LineKind, LineShape, Role
from performance.workflow import benchmarks
from tests import factories
from tests.workflow.test_races import at_once

pytestmark = pytest.mark.postgres
TRIALS = 100
IN_TIME, YEAR = date(2029, 3, 1), date(2029, 4, 1)


def flat(value):
    return LineTerms(shape=LineShape.FLAT, value=Decimal(value))


TERMS = Terms(lines={LineKind.EXPECTED: flat("90"), LineKind.FLOOR: flat("66")})
SEASONAL = Terms(
    lines={LineKind.EXPECTED: LineTerms(shape=LineShape.SEASONAL, change=Decimal("0.05"))}
)


@pytest.fixture
def scene(transactional_db):
    return factories.scene()


def test_two_who_propose_at_once_get_two_numbers(scene):
    people = scene.people

    def proposing(by, year):
        return lambda: benchmarks.propose(
            scene.series, scene.framework, year, terms=TERMS, by=by, on=IN_TIME
        )

    for number in range(TRIALS):
        year = date(2030 + number, 4, 1)
        made = at_once(proposing(people.analyst, year), proposing(people.second_analyst, year))
        assert sorted(each.version for each in made) == [1, 2]


def test_of_two_chairs_who_approve_at_once_exactly_one_does(scene):
    """Each writes last year's figures under the seasonal line before the state changes."""
    people = scene.people
    other_chair = factories.person(Role.PANEL_CHAIR, "Second panel chair")
    series = factories.series(scene.indicator, "thefts", frequency="annual", direction="higher")
    factories.observation(series, Period.financial_year(2028), "50%")
    for number in range(TRIALS):
        framework = factories.framework(f"force-{number}", starts=YEAR)
        factories.placement(scene.indicator, framework)
        made = benchmarks.propose(
            series,
            framework,
            YEAR,
            terms=SEASONAL,
            by=people.analyst,
            on=IN_TIME,
        )

        def approving(by, made=made):
            return lambda: benchmarks.approve(made, by=by, on=IN_TIME, version=made.edits)

        results = at_once(approving(people.panel_chair), approving(other_chair))
        assert sorted(type(each).__name__ for each in results) == ["Benchmark", "MovedOn"]
        fresh = Benchmark.objects.get(pk=made.pk)
        assert fresh.state == BenchmarkState.APPROVED
        assert LinePoint.objects.filter(line__benchmark=fresh).count() == 1
        done = AuditEvent.objects.filter(subject_id=str(made.pk), action="approved")
        assert [each.actor for each in done] == [fresh.approved_by]
