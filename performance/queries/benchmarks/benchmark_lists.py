"""Lists of benchmarks: every version, the gaps where none is approved, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear

from performance import grading
from performance.benchmark_rights import benchmarks_owed, benchmarks_to_approve
from performance.figures import Period, financial_year_of
from performance.models import Benchmark, Break, Framework, Part, Placement, Series
from performance.states import BenchmarkState

NEWEST_FIRST = ("-year_start", "framework__code", "series__name", "-version")


@dataclass(frozen=True, slots=True)
class Gap:
    """A graded series of a framework that has no approved benchmark for a plan year.

    ``under_way`` is the newest version that is proposed or returned, or None.
    """

    series: Series
    framework: Framework
    year: Period
    under_way: Benchmark | None

    @property
    def key(self) -> tuple[str, str, int]:
        """What its address is made of."""
        return self.series.code, self.framework.code, self.year.start.year


def key_of(row: Benchmark) -> tuple[str, str, int, int]:
    """What the address of a version is made of."""
    return row.series.code, row.framework.code, row.year_start.year, row.version


def listed(benchmarks, *, on: date):
    """These benchmarks with what a list says of them, in one query, newest plan year first.

    ``is_replaced``: a newer version is approved. ``asks_again``: it stands, and a break in its
    year by ``on`` came after it was last approved, so that it grades nothing until it is approved
    again (the same rule as benchmark_standing.break_to_cover).
    """
    same = {name: OuterRef(name) for name in ("series", "framework", "year_start")}
    newer = Benchmark.objects.filter(
        **same, approved_on__isnull=False, version__gt=OuterRef("version")
    )
    in_its_year = Q(on__year=OuterRef("plan_year"), on__month__gte=4) | Q(
        on__year=OuterRef("plan_year") + 1, on__month__lt=4
    )
    breaks = Break.objects.holding().filter(
        in_its_year, series=OuterRef("series"), on__gt=OuterRef("approved_last"), on__lte=on
    )
    return (
        benchmarks.select_related("series__unit", "series__home", "framework", "proposed_by")
        .annotate(
            plan_year=ExtractYear("year_start"),
            approved_last=Coalesce("reapproved_on", "approved_on"),
        )
        .annotate(
            is_replaced=Exists(newer),
            asks_again=ExpressionWrapper(
                Q(Exists(breaks)) & ~Q(Exists(newer)), output_field=BooleanField()
            ),
        )
        .order_by(*NEWEST_FIRST)
    )


def waiting_for_approval(user, *, on: date):
    """What the panel chair owes a decision: proposals that no newer version has overtaken, and
    approvals asked for again."""
    rows = listed(benchmarks_to_approve(user, Benchmark.objects.all(), on=on), on=on)
    return rows.filter(Q(state=BenchmarkState.PROPOSED, is_replaced=False) | Q(asks_again=True))


def sent_back_to(user, *, on: date):
    """What was sent back to this user and waits to be changed; not what is overtaken."""
    rows = listed(benchmarks_owed(user, Benchmark.objects.all(), on=on), on=on)
    return rows.filter(is_replaced=False)


def gaps(
    seen, frameworks: Sequence[Framework], year: Period, *, words: Sequence[str] = ()
) -> list[Gap]:
    """The graded series of ``frameworks`` without an approved benchmark for ``year``.

    Four queries, however many there are. What is monitored only is never graded, nor is an
    indicator that was retired before the year.

    Args:
        seen: the benchmarks that the reader may see: a proposal is named to them alone.
        words: each is in a series' name or code.
    """
    within = {each.pk: each for each in frameworks}
    parts = Part.objects.exclude(series__direction=grading.Direction.MONITOR.value)
    parts = parts.exclude(indicator__retired_on__lte=year.start)
    for word in words:
        parts = parts.filter(Q(series__name__icontains=word) | Q(series__code__icontains=word))
    pairs = Placement.objects.filter(framework__in=within, indicator__parts__in=parts)
    wanted = set(pairs.values_list("indicator__parts__series", "framework"))
    rows = Benchmark.objects.filter(framework__in=within, year_start=year.start)
    approved = set(rows.filter(approved_on__isnull=False).values_list("series", "framework"))
    open_rows = seen.filter(
        framework__in=within, year_start=year.start, approved_on__isnull=True
    ).exclude(state=BenchmarkState.WITHDRAWN)
    open_rows = open_rows.select_related("series", "framework")
    under_way = {
        (each.series_id, each.framework_id): each for each in open_rows.order_by("version")
    }
    series = Series.objects.select_related("home").in_bulk({key for key, _ in wanted - approved})
    found = [
        Gap(series[one], within[other], year, under_way.get((one, other)))
        for one, other in wanted - approved
    ]
    return sorted(found, key=lambda each: (each.framework.code, each.series.name, each.series.code))


def grading_in(year: Period) -> list[Framework]:
    """The frameworks that grade a plan year, newest first."""
    return list(
        Framework.objects.filter(Q(ends__isnull=True) | Q(ends__gt=year.start)).filter(
            starts__lte=year.end
        )
    )


def plan_years(seen, *, on: date) -> list[Period]:
    """The plan years that have a benchmark, this one and the next, newest first."""
    this = financial_year_of(on)
    starts = set(seen.order_by().values_list("year_start", flat=True).distinct())
    return sorted(
        {this, this.next(), *map(financial_year_of, starts)},
        key=lambda each: each.start,
        reverse=True,
    )
