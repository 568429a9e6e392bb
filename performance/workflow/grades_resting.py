"""Which grades rest on reference data, and asking for them again when it changes."""

from collections.abc import Callable, Iterable

from django.db import models
from django.db.models import Q

from performance.models import Grade, Organisation, Part, Placement, Series, Unit
from performance.queries.gradings import facts_of
from performance.regrading import keys_of
from performance.workflow.requests import hold, write

# Which placements' grades rest on a row, and which of its fields they rest on (None: any).
RESTS_ON: dict[type, tuple[Callable[[models.Model], Q], frozenset[str] | None]] = {
    Part: (lambda each: Q(indicator=each.indicator_id), None),
    Series: (
        lambda each: Q(indicator__parts__series=each.pk),
        frozenset(
            {
                *("code", "name", "unit", "direction", "accumulation", "frequency"),
                *("rolling_months", "max_lag", "min_points"),
            }
        ),
    ),
    Unit: (
        lambda each: Q(indicator__parts__series__unit=each.pk),
        frozenset({"form", "suffix", "kind"}),
    ),
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
    rows = {each.pk: each for each in Placement.objects.filter(pk__in=set(placements))}
    hold(Series.objects.filter(parts__indicator__placements__in=rows).values("pk"))
    framed = list(Placement.objects.filter(pk__in=rows).select_related("framework"))
    read = facts_of(framed, whole=False)
    wanted = {(row, period) for row in framed for period in keys_of(read, row)}
    wanted |= {
        (rows[grade.placement_id], grade.period)
        for grade in Grade.objects.current().filter(placement__in=rows)
    }
    return write(wanted, because=because)
