"""Regrade requests: what an approved change leaves behind, in its own transaction."""

from collections.abc import Iterable

from performance.figures import Period
from performance.models import Grade, Placement, RegradeRequest, period_fields
from performance.queries.gradings import graded_period, is_graded_in
from performance.wake import wake

REGRADE = "performance.regrade"


def request_regrades(changes: Iterable[tuple], because: str) -> int:
    """Ask for every grade that changed figures touch; wake a worker when this commits.

    Args:
        changes: pairs of a series and the period of its changed figure.
        because: what changed, in words for the log and the page.

    Returns:
        How many requests were left. Every later period that is graded, or waits to be, is asked
        for too: its figures include the changed one, and another worker may have read them before.
    """
    wanted: dict[tuple, Period] = {}
    changes = [
        (series, own)
        for series, period in changes
        if (own := graded_period(period, series.frequency)) is not None
    ]
    by_series: dict = {}
    for series, own in changes:
        by_series.setdefault(series.pk, []).append(own)
    placements = Placement.objects.filter(indicator__parts__series__in=by_series).distinct()
    parts = {}
    for placement in placements.select_related("framework").prefetch_related("indicator__parts"):
        parts[placement] = {part.series_id for part in placement.indicator.parts.all()}
    standing = Grade.objects.current().filter(placement__in=parts)
    waiting = RegradeRequest.objects.filter(placement__in=parts)
    due: dict[int, set[Period]] = {}
    for each in [*standing, *waiting]:
        due.setdefault(each.placement_id, set()).add(each.period)
    for placement, series in parts.items():
        for own in (own for key in series & by_series.keys() for own in by_series[key]):
            later = {other for other in due.get(placement.pk, ()) if other.end >= own.start}
            for each in {own, *later}:
                if is_graded_in(placement.framework, each):
                    wanted[placement, each.start, each.end] = each
    RegradeRequest.objects.bulk_create(
        RegradeRequest(placement=placement, because=because[:200], **period_fields(period))
        for (placement, _, _), period in wanted.items()
    )
    if wanted:
        wake(REGRADE)
    return len(wanted)
