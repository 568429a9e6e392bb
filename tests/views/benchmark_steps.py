"""Steps of tests about the pages of benchmarks."""

from decimal import Decimal

from django.urls import reverse

from performance.figures import financial_year_of
from performance.models import Benchmark
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import LineKind, LineShape
from performance.workflow import benchmarks
from tests import factories
from tests.factories import today

EVERYBODY = list(factories.Cast.__dataclass_fields__)
NOBODYS = {"unappointed", "superuser"}
OVERSIGHT = {"reviewer", "second_reviewer", "publisher", "board_member"}
E, F = LineKind.EXPECTED, LineKind.FLOOR
WHY = "The panel met after Easter."


def flat(value):
    return LineTerms(shape=LineShape.FLAT, value=Decimal(value))


TERMS = Terms(lines={E: flat("90"), F: flat("66")}, source="The plan, page 4")


def next_year():
    return financial_year_of(today()).next().start


def this_year():
    return financial_year_of(today()).start


def proposed(scene, *, year=None, terms=TERMS, by=None):
    by = by or scene.people.analyst
    year = year or next_year()
    return benchmarks.propose(scene.series, scene.framework, year, terms=terms, by=by, on=today())


def approved(scene, row=None, *, waiver=WHY):
    row = row or proposed(scene)
    chair = scene.people.panel_chair
    return benchmarks.approve(row, by=chair, on=today(), version=row.edits, waiver=waiver)


def returned(scene):
    row, chair = proposed(scene), scene.people.panel_chair
    return benchmarks.send_back(row, by=chair, on=today(), version=row.edits, reason="Too easy.")


def address(row, verb=""):
    name = f"performance:benchmark-{verb}" if verb else "performance:benchmark"
    key = (row.series.code, row.framework.code, row.year_start.year, row.version)
    return reverse(name, args=key)


def data(row, **more):
    return {"version": row.edits, **more}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def messages(answer):
    return [(each.level_tag, str(each)) for each in answer.context["messages"]]


def state_of(row):
    return Benchmark.objects.get(pk=row.pk).state


def listed(answer):
    return [row.record for row in answer.context["table"].page.object_list]
