"""Which version of a benchmark stands, and which break in its year asks for its re-approval."""

from datetime import date

from django.db.models import Max

from performance.figures import financial_year_of
from performance.models import Benchmark, Break
from performance.states import OPEN_BENCHMARK


def versions_of(benchmark: Benchmark):
    """Every version for the same series, framework and plan year, newest first."""
    return Benchmark.objects.filter(
        series=benchmark.series_id,
        framework=benchmark.framework_id,
        year_start=benchmark.year_start,
    ).order_by("-version")


def standing(benchmark: Benchmark) -> Benchmark | None:
    """The newest approved version: the one that grades."""
    return versions_of(benchmark).filter(approved_on__isnull=False).first()


def under_way(person, series, framework, year_start: date) -> Benchmark | None:
    """The version that ``person`` proposed and may still change: there is one at most. One behind
    a newer approved version is overtaken, and stands in nobody's way."""
    versions = Benchmark.objects.filter(series=series, framework=framework, year_start=year_start)
    approved = versions.filter(approved_on__isnull=False).aggregate(newest=Max("version"))
    return versions.filter(
        proposed_by=person,
        state__in=OPEN_BENCHMARK,
        version__gt=approved["newest"] or 0,
    ).first()


def breaks_in_year(benchmark: Benchmark):
    """The breaks that count within the plan year, its first day included, earliest first."""
    year = financial_year_of(benchmark.year_start)
    found = Break.objects.holding().filter(series=benchmark.series_id)
    return found.filter(on__range=(year.start, year.end)).order_by("on")


def break_to_cover(benchmark: Benchmark, *, on: date) -> Break | None:
    """The latest of ``breaks_to_cover``."""
    return breaks_to_cover(benchmark, on=on).last()


def breaks_to_cover(benchmark: Benchmark, *, on: date):
    """The breaks in its year, by ``on``, that came after it was last approved, earliest first:
    while there is one the series is not graded (GRADING.md, step 0)."""
    if benchmark.approved_on is None:
        return Break.objects.none()
    approved = max(filter(None, (benchmark.approved_on, benchmark.reapproved_on)))
    return breaks_in_year(benchmark).filter(on__gt=approved, on__lte=on)
