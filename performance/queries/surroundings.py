"""What stands around the figures of submissions: what they are graded with and compared with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from performance.figures import Period, Quantity
from performance.models import Entry, Part, Placement, Series, Submission
from performance.queries.gradings import Facts, facts_of_parts, figures_of, graded_period
from performance.queries.slots import Slot
from performance.queries.suspicions import Looked
from performance.states import Derivation, OrganisationKind


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Approved figures, benchmarks and neighbours of what some submissions ask for.

    Attributes:
        facts: of the parts of their indicators, and of every series that they ask for or are
            compared with.
        parts: by series id, the part that it is; one made up where it is part of nothing.
        placements: by indicator id, where it stands, the framework that began last at the end.
        related: every such series by its id.
    """

    facts: Facts
    parts: Mapping[UUID, Part]
    placements: Mapping[UUID, list[Placement]]
    related: Mapping[UUID, Series]


def surroundings(
    submissions: Collection[Submission], asked: Mapping[UUID, list[Slot]]
) -> Surroundings:
    """Read what stands around submissions and their slots. A constant number of queries."""
    series = {slot.series.pk: slot.series for some in asked.values() for slot in some}
    others = Series.objects.filter(pk__in=other_ends(series.values())).select_related("unit")
    related = {**{each.pk: each for each in others}, **series}
    indicators = {each.indicator_id for each in submissions}
    held = Part.objects.filter(indicator__in=indicators).select_related("series__unit")
    held = list(held.order_by("order", "id"))
    placements = defaultdict(list)
    rows = Placement.objects.filter(indicator__in=indicators).select_related("framework")
    for each in rows.order_by("framework__starts", "framework", "number"):
        placements[each.indicator_id].append(each)
    frameworks = {each.framework_id for some in placements.values() for each in some}
    made_up = {key: Part(indicator_id=each.home_id, series=each) for key, each in related.items()}
    return Surroundings(
        facts=facts_of_parts(held, frameworks, also=related),
        parts={**made_up, **{each.series_id: each for each in held}},
        placements=placements,
        related=related,
    )


def other_ends(series: Iterable[Series]) -> set[UUID]:
    """The series that these are compared with."""
    return {
        key
        for each in series
        for key in (each.part_of_id, each.median_id, each.denominator_id)
        if key is not None
    }


def look(around: Surroundings, slot: Slot, beside: Iterable[Slot]) -> Looked:
    """A figure and all that it is compared with; of another organisation only the figure."""
    entry, series = slot.entry, slot.series
    looked = Looked(series, entry.quantity, entry.period)
    if slot.organisation.kind != OrganisationKind.FORCE:
        return looked
    own = graded_period(entry.period, series.frequency)
    figures = figures_of(around.facts, series)
    standing = figures.get(own)
    if standing is not None and standing.quantity == entry.quantity:
        # Approved already as it is: a correction of another figure asks nothing of it.
        return looked
    now = {each.series.pk: each.entry for each in beside if each.organisation == slot.organisation}
    return Looked(
        series,
        entry.quantity,
        entry.period,
        facts=around.facts,
        part=around.parts[series.pk],
        framework=framework_of(around, series),
        before=figure_before(around.facts, series, own),
        wholes=tuple(wholes_of(around, series, own, now)),
        median=other_of(around, series.median_id, own, now),
    )


def framework_of(around: Surroundings, series: Series) -> int | None:
    """The framework that began last of those it stands in: its season counts."""
    standing = around.placements.get(series.home_id)
    return standing[-1].framework_id if standing else None


def figure_before(
    facts: Facts, series: Series, own: Period | None
) -> tuple[Period, Quantity] | None:
    """The approved figure of the period before ``own``, if there is a number."""
    found = figures_of(facts, series).get(own.previous()) if own else None
    if found is None or found.quantity is None:
        return None
    return found.period, found.quantity


def wholes_of(around: Surroundings, series, own, now) -> Iterator[tuple[Series, Quantity]]:
    """What ``series`` cannot be more than: its whole, and what it is a percentage of."""
    keys = {
        each.denominator_id
        for each in around.related.values()
        if each.numerator_id == series.pk and each.derivation == Derivation.PERCENTAGE
    }
    for key in sorted({*keys, series.part_of_id} - {None}, key=str):
        found = other_of(around, key, own, now)
        if found is not None:
            yield found


def other_of(
    around: Surroundings, key, own, now: Mapping[UUID, Entry | None]
) -> tuple[Series, Quantity] | None:
    """Another series' number for the same period: as entered beside it, else as approved."""
    if key is None or own is None:
        return None
    entry = now.get(key)
    if entry is None:
        standing = figures_of(around.facts, around.related[key]).get(own)
        quantity = standing.quantity if standing else None
    else:
        quantity = entry.quantity
    return None if quantity is None else (around.related[key], quantity)
