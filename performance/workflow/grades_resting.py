"""Which grades rest on reference data, and asking for them again when it changes."""

from collections.abc import Callable, Iterable

from django.db import models, transaction
from django.db.models import Q

from performance.models import Framework, Grade, Organisation, Part, Placement, Series, Unit
from performance.queries.grading.gradings import facts_of, is_graded_in
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
    Framework: (lambda each: Q(framework=each.pk), frozenset({"ends"})),
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


@transaction.atomic
def request_regrades_of(placements: Iterable[int], *, because: str) -> int:
    """Ask for every grade of these placements, standing or due; wake a worker on commit.

    Returns how many requests were left.
    """
    found = Placement.objects.filter(pk__in=set(placements)).select_related("framework")
    rows = {each.pk: each for each in found}
    hold_series_of(rows)
    read = facts_of(rows.values(), whole=False)
    wanted = {(row, period) for row in rows.values() for period in keys_of(read, row)}
    wanted |= {
        (rows[grade.placement_id], grade.period)
        for grade in Grade.objects.current().filter(placement__in=rows)
        if is_graded_in(rows[grade.placement_id].framework, grade.period)
    }
    return write(wanted, because=because)


def hold_series_of(placements: Iterable[int]) -> None:
    """Hold the series that grade these placements, before any row of theirs is written: who
    approves a figure holds them in the same order."""
    hold(Series.objects.filter(parts__indicator__placements__in=list(placements)).values("pk"))
