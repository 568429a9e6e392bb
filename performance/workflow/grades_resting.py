"""Which grades rest on reference data, and asking for them again when it changes."""

from collections.abc import Callable, Iterable

from django.db import models
from django.db.models import Q

from performance.models import (
    Break,
    Grade,
    Organisation,
    Part,
    Placement,
    Reference,
    RegradeRequest,
    Series,
    Unit,
    period_fields,
)
from performance.queries.gradings import facts_of
from performance.regrading import keys_of
from performance.wake import wake
from performance.workflow.requests import REGRADE

# Which placements' grades rest on a row, and which of its fields they rest on (None: any).
RESTS_ON: dict[type, tuple[Callable[[models.Model], Q], frozenset[str] | None]] = {
    Part: (lambda each: Q(indicator=each.indicator_id), None),
    Series: (lambda each: Q(indicator__parts__series=each.pk), None),
    Unit: (lambda each: Q(indicator__parts__series__unit=each.pk), None),
    Break: (lambda each: Q(indicator__parts__series=each.series_id), None),
    Reference: (lambda each: Q(indicator__parts__series=each.series_id), None),
    Placement: (lambda each: Q(pk=each.pk), frozenset({"framework", "indicator"})),
    Organisation: (
        lambda each: Q(indicator__parts__series__observations__organisation=each.pk),
        frozenset({"kind"}),
    ),
}


def graded_by(record: models.Model) -> set[int]:
    """Ids of the placements whose grades rest on ``record``."""
    if type(record) not in RESTS_ON:
        return set()
    scope, _ = RESTS_ON[type(record)]
    return set(Placement.objects.filter(scope(record)).values_list("pk", flat=True))


def moves_grades(record: models.Model, changed: Iterable[str]) -> bool:
    """Whether a change of these fields of ``record`` may change a grade."""
    if type(record) not in RESTS_ON:
        return False
    _, fields = RESTS_ON[type(record)]
    return fields is None or not fields.isdisjoint(changed)


def request_regrades_of(placements: Iterable[int], *, because: str) -> int:
    """Ask for every grade of these placements, standing or due; wake a worker on commit.

    Returns how many requests were left.
    """
    rows = list(Placement.objects.filter(pk__in=set(placements)).select_related("framework"))
    if not rows:
        return 0
    read = facts_of(rows)
    wanted = {(row.pk, period) for row in rows for period in keys_of(read, row)}
    wanted |= {
        (grade.placement_id, grade.period)
        for grade in Grade.objects.current().filter(placement__in=rows)
    }
    RegradeRequest.objects.bulk_create(
        RegradeRequest(placement_id=placement, because=because[:200], **period_fields(period))
        for placement, period in sorted(wanted)
    )
    if wanted:
        wake(REGRADE)
    return len(wanted)
