"""Regrade requests: what an approved change leaves behind, in its own transaction.

Each change asks for exactly the grades in which it counts: the engine's own rule says which.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from django.db import transaction

from performance import grading
from performance.figures import Frequency, Period, financial_year_of, position
from performance.models import (
    Benchmark,
    Break,
    Grade,
    Placement,
    Rebasing,
    RegradeRequest,
    Series,
    period_fields,
)
from performance.queries.grading.gradings import (
    Facts,
    facts_of,
    graded_period,
    inputs_for,
    is_graded_in,
)
from performance.regrading import keys_of
from performance.wake import wake

REGRADE = "performance.regrade"

Wanted = tuple[Placement, Period]


def request_regrades(
    changes: Iterable[tuple], because: str, *, known_on: date | None = None
) -> int:
    """Ask for every grade that changed figures touch; wake a worker when this commits.

    Args:
        changes: pairs of a series and the period of its changed figure.
        because: what changed, in words for the log, the page and the grade's history.
        known_on: the day it became known; None for the day on which it is answered.

    Returns:
        How many requests were left: for the figures' own periods, and for each later one that is
        graded, or waits to be, and in which a changed figure counts.
    """
    changed = defaultdict(set)
    for series, period in changes:
        own = graded_period(period, series.frequency)
        if own is not None:
            changed[series.pk].add(own)

    def touched(placement: Placement, facts: Facts, due: set[Period]) -> Iterator[Period]:
        for part in facts.parts[placement.indicator_id]:
            if part.series_id not in changed:
                continue
            yield from changed[part.series_id]
            frequency = Frequency(part.series.frequency)
            numbers = {position(own.start, frequency) for own in changed[part.series_id]}
            for period in due:
                inputs = inputs_for(facts, part, placement.framework_id, period)
                if not numbers.isdisjoint(grading.counting_periods(inputs)):
                    yield period

    return leave(changed, touched, because, known_on)


def request_regrades_for_turn(turn: Break | Rebasing, because: str, *, known_on: date) -> int:
    """Ask for every grade in which a break or a re-basing counts, or counted until now."""
    counts = grading.break_counts if isinstance(turn, Break) else grading.rebase_counts

    def touched(placement: Placement, facts: Facts, due: set[Period]) -> Iterator[Period]:
        for part in facts.parts[placement.indicator_id]:
            if part.series_id == turn.series_id:
                for period in due:
                    if counts(inputs_for(facts, part, placement.framework_id, period), turn.on):
                        yield period

    return leave([turn.series_id], touched, because, known_on)


def request_regrades_for_benchmark(
    benchmark: Benchmark, because: str, *, known_on: date, since: date | None = None
) -> int:
    """Ask for every grade of the benchmark's series, framework and plan year; only for those of
    periods that end on or after ``since``, where that is given."""

    def touched(placement: Placement, facts: Facts, due: set[Period]) -> Iterator[Period]:
        if placement.framework_id == benchmark.framework_id:
            for period in due | keys_of(facts, placement):
                in_year = financial_year_of(period.start).start == benchmark.year_start
                if in_year and (since is None or period.end >= since):
                    yield period

    return leave([benchmark.series_id], touched, because, known_on)


@transaction.atomic
def leave(
    series: Collection,
    touched: Callable[[Placement, Facts, set[Period]], Iterable[Period]],
    because: str,
    known_on: date | None,
) -> int:
    """Leave a request for each period that ``touched`` names of a placement of these series.

    ``touched`` is given the placement, the facts as they are now, and its due periods: those that
    are graded or wait to be, for another worker may have read them before.
    """
    hold(series)
    rows = Placement.objects.filter(indicator__parts__series__in=series).distinct()
    placements = list(rows.select_related("framework"))
    facts = facts_of(placements, whole=False)
    due = defaultdict(set)
    # Requests before grades: one that is answered between the two is then seen as its grade.
    for each in RegradeRequest.objects.filter(placement__in=placements):
        due[each.placement_id].add(each.period)
    for each in Grade.objects.current().filter(placement__in=placements):
        due[each.placement_id].add(each.period)
    wanted = {
        (placement, period)
        for placement in placements
        for period in touched(placement, facts, due[placement.pk])
        if is_graded_in(placement.framework, period)
    }
    return write(wanted, because, known_on)


def hold(series: Collection) -> None:
    """Of two changes of one series the second waits here, then sees what the first one changed:
    else neither might ask for a grade in which both count. Graders are not held up."""
    rows = Series.objects.select_for_update(no_key=True).filter(pk__in=series)
    list(rows.order_by("pk").values_list("pk"))


def write(wanted: Iterable[Wanted], because: str, known_on: date | None = None) -> int:
    """Leave these requests, in the order of their periods; wake a worker on commit."""
    ordered = sorted(wanted, key=lambda each: (each[0].pk, each[1].start, each[1].end))
    RegradeRequest.objects.bulk_create(
        RegradeRequest(
            placement=placement,
            because=because[:200],
            known_on=known_on,
            **period_fields(period),
        )
        for placement, period in ordered
    )
    if ordered:
        wake(REGRADE)
    return len(ordered)
