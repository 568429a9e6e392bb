"""Who stands behind a grade: who approved its benchmarks, and what brought its figures."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model

from performance.models import Benchmark, Observation
from performance.queries.grading.indicator_figures import Origin, origin_of

DECIDERS = ("proposed_by_id", "approved_by_id", "reapproved_by_id", "no_season_confirmed_by_id")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Names of people by their id, and the origins of observations by theirs."""

    people: dict = field(default_factory=dict)
    origins: dict[object, Origin] = field(default_factory=dict)

    def name(self, person_id) -> str:
        return self.people.get(person_id, "")


def provenance_of(
    benchmarks: Collection[Benchmark], observations: Collection[Observation]
) -> Provenance:
    """Two queries, however many there are of either."""
    ids = {held for each in benchmarks for name in DECIDERS if (held := getattr(each, name))}
    people = get_user_model().objects.filter(pk__in=ids).values_list("pk", "name")
    rows = Observation.objects.filter(pk__in=[each.pk for each in observations])
    rows = rows.select_related("brought_by", "submission__approved_by")
    return Provenance(dict(people), {row.pk: origin_of(row) for row in rows})
