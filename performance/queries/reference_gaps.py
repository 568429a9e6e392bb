"""Gaps in the reference data: what an administrator is asked to fill."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from performance.figures import financial_year_of
from performance.models import (
    Accountability,
    Appointment,
    Benchmark,
    Cycle,
    Indicator,
    Part,
    PrintedItem,
    Series,
    holding,
)
from performance.permissions import GRANTS
from performance.queries.benchmarks import benchmark_lists
from performance.states import Action, BenchmarkState

FIRST = 5


@dataclass(frozen=True, slots=True)
class ReferenceGap:
    """How many rows lack something. ``first`` are some of them; ``of`` the table to mend it in."""

    words: str
    of: str
    count: int
    first: tuple


def reference_gaps(*, on: date) -> list[ReferenceGap]:
    """Every gap of today that there is; at most thirteen queries, however many rows."""
    in_use = Indicator.objects.filter(
        Q(retired_on__isnull=True) | Q(retired_on__gt=on),
        holding(on, "placements__framework__"),
        home_series__isnull=False,
    ).distinct()
    answered = Accountability.objects.filter(holding(on), indicator=OuterRef("pk"))
    # What a paper prints beside a line, a standard or a requirement, need be no part of it.
    named = Q(series=OuterRef("pk")) | Q(reference__series=OuterRef("pk"))
    homeless = Series.objects.filter(
        ~Exists(Part.objects.filter(series=OuterRef("pk"))),
        ~Exists(PrintedItem.objects.filter(named)),
        numerator_of__isnull=True,
        denominator_of__isnull=True,
    )
    found = [
        gap("without a portfolio today", "indicator", in_use.filter(~Exists(answered))),
        gap("without a lead today", "indicator", in_use.filter(~somebody_leads(on))),
        gap("that no indicator has as a part, nor a paper prints", "series", homeless),
        *benchmarks_missing(on),
        *cycles_missing(on),
    ]
    return [each for each in found if each.count]


def gap(words: str, of: str, rows) -> ReferenceGap:
    count = rows.count()
    return ReferenceGap(words, of, count, tuple(rows.order_by("name")[:FIRST]) if count else ())


def somebody_leads(on: date) -> Exists:
    """Whether anybody active holds an appointment that day to submit for an indicator."""
    answering = Accountability.objects.filter(holding(on), indicator=OuterRef(OuterRef("pk")))
    covering = (
        Q(indicator=OuterRef("pk"))
        | Q(portfolio__in=answering.values("portfolio"))
        | Q(indicator__isnull=True, portfolio__isnull=True)
    )
    return Exists(
        Appointment.objects.standing(on).filter(
            covering, role__in=GRANTS[Action.SUBMIT], person__is_active=True
        )
    )


def benchmarks_missing(on: date) -> list[ReferenceGap]:
    """Graded series without an approved benchmark for this plan year."""
    year = financial_year_of(on)
    frameworks = benchmark_lists.grading_in(year)
    proposed = Benchmark.objects.exclude(state=BenchmarkState.WITHDRAWN)
    missing = benchmark_lists.gaps(proposed, frameworks, year)
    words = f"without an approved benchmark for {year.label()}"
    series = list(dict.fromkeys(each.series for each in missing))
    return [ReferenceGap(words, "benchmark", len(series), tuple(series[:FIRST]))]


def cycles_missing(on: date) -> list[ReferenceGap]:
    """Nothing more will be asked for once the last cycle has closed."""
    if Cycle.objects.filter(closes_on__gt=on).exists():
        return []
    return [ReferenceGap("No cycle is open or to come: nothing will be asked for", "cycle", 1, ())]
