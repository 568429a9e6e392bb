"""Steps of tests about benchmarks: each verb with what most tests give it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from performance.models import AuditEvent, Benchmark
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms
from performance.states import LineKind, LineShape
from performance.workflow import benchmarks

YEAR = date(2022, 4, 1)
IN_TIME = date(2022, 3, 1)
LATE = YEAR
E, F, S = LineKind.EXPECTED, LineKind.FLOOR, LineKind.STRETCH
WHY = "The panel met in May."


def flat(value):
    return LineTerms(shape=LineShape.FLAT, value=Decimal(value))


TERMS = Terms(lines={E: flat("90"), F: flat("66")}, source="The plan")
OTHER = replace(TERMS, lines={E: flat("92"), F: flat("70"), S: flat("95")})


def propose(scene, terms=TERMS, *, by=None, on=IN_TIME, year=YEAR):
    by = by or scene.people.analyst
    return benchmarks.propose(scene.series, scene.framework, year, terms=terms, by=by, on=on)


def approve(benchmark, scene, *, on=IN_TIME, **more):
    by = more.pop("by", scene.people.panel_chair)
    version = more.pop("version", benchmark.edits)
    return benchmarks.approve(benchmark, by=by, on=on, version=version, **more)


def send_back(benchmark, scene, *, by=None, on=IN_TIME, version=None, reason="Too easy."):
    by, version = by or scene.people.panel_chair, version or benchmark.edits
    return benchmarks.send_back(benchmark, by=by, on=on, version=version, reason=reason)


def revise(benchmark, scene, terms=OTHER, *, by=None, on=IN_TIME, version=None):
    by, version = by or scene.people.analyst, version or benchmark.edits
    return benchmarks.revise(benchmark, terms=terms, by=by, on=on, version=version)


def reapprove(benchmark, scene, *, on, **more):
    by = more.pop("by", scene.people.panel_chair)
    version = more.pop("version", benchmark.edits)
    return benchmarks.reapprove(benchmark, by=by, on=on, version=version)


def stored(benchmark):
    return Benchmark.objects.values_list("state", "edits").get(pk=benchmark.pk)


def events(benchmark):
    """Newest first: what was done, by whom, and why."""
    found = AuditEvent.objects.filter(subject="benchmark", subject_id=str(benchmark.pk))
    return list(found.order_by("-id").values_list("action", "actor_name", "reason"))


def gaps(refused):
    return [(gap.field, gap.message) for gap in refused.value.gaps]
