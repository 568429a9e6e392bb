"""Regrade requests: what an approved change leaves behind, in its own transaction."""

from collections.abc import Iterable

from performance.figures import Period, financial_year_of
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
        How many requests were left. A later period of the same plan year that is already graded
        is asked for too: its window or its year to date may hold the changed figure.
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
    graded = Grade.objects.current().filter(placement__in=parts)
    later: dict[int, list[Period]] = {}
    for grade in graded:
        later.setdefault(grade.placement_id, []).append(grade.period)
    for placement, series in parts.items():
        for own in (own for key in series & by_series.keys() for own in by_series[key]):
            if not is_graded_in(placement.framework, own):
                continue
            wanted[placement, own.start, own.end] = own
            year = financial_year_of(own.end)
            for other in later.get(placement.pk, ()):
                if own.end < other.end <= year.end:
                    wanted[placement, other.start, other.end] = other
    RegradeRequest.objects.bulk_create(
        RegradeRequest(placement=placement, because=because[:200], **period_fields(period))
        for (placement, _, _), period in wanted.items()
    )
    if wanted:
        wake(REGRADE)
    return len(wanted)
