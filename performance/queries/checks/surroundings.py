"""What stands around the figures of submissions: what they are graded with and compared with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q

from performance.figures import Period, Quantity
from performance.models import Entry, Part, Placement, Series, Submission
from performance.queries.checks.suspicions import Looked
from performance.queries.grading.gradings import Facts, facts_of_parts, figures_of, graded_period
from performance.queries.submissions.slots import Slot
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
    related = {**{each.pk: each for each in other_ends(series)}, **series}
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


def other_ends(series: Collection):
    """The series that these (their ids) are compared with, whichever way round. One query."""
    upwards = Q(made_of__in=series) | Q(shares__in=series) | Q(denominator_of__in=series)
    downwards = Q(part_of__in=series) | Q(median__in=series) | Q(denominator__in=series)
    parts = Q(numerator_of__denominator__in=series)
    return Series.objects.filter(upwards | downwards | parts).select_related("unit").distinct()


def look(around: Surroundings, slot: Slot, beside: Iterable[Slot]) -> Looked:
    """A figure and all that it is compared with; of another organisation only the figure.

    Of an approved figure that stays as it is only what is new beside it is looked at: a correction
    of another asks nothing of this one, unless they are compared.
    """
    entry, series = slot.entry, slot.series
    looked = Looked(series, entry.quantity, entry.period)
    if slot.organisation.kind != OrganisationKind.FORCE:
        return looked
    own = graded_period(entry.period, series.frequency)
    now = {each.series.pk: each.entry for each in beside if each.organisation == slot.organisation}
    standing = standing_of(around, series, own)
    is_approved = standing is not None and standing == entry.quantity

    def others(keys: Iterable[UUID | None]) -> tuple[tuple[Series, Quantity], ...]:
        found = [other_of(around, key, own, now) for key in sorted({*keys} - {None}, key=str)]
        return tuple(
            each
            for each in found
            if each and not (is_approved and standing_of(around, each[0], own) == each[1])
        )

    elsewhere = [each for each in around.related.values() if each.pk not in now]
    shares = [each.pk for each in elsewhere if each.median_id == series.pk]
    return replace(
        looked,
        is_approved=is_approved,
        facts=around.facts,
        part=around.parts[series.pk],
        framework=framework_of(around, series),
        before=figure_before(around.facts, series, own),
        wholes=others({*percentages_of(around, series), series.part_of_id}),
        parts=others(parts_elsewhere(around, series, elsewhere)),
        median=next(iter(others([series.median_id])), None),
        shares=others(shares),
    )


def percentages_of(around: Surroundings, series: Series) -> set[UUID]:
    """What ``series`` is given as a percentage of: their denominators."""
    return {
        each.denominator_id
        for each in around.related.values()
        if each.numerator_id == series.pk and each.derivation == Derivation.PERCENTAGE
    }


def parts_elsewhere(around: Surroundings, series: Series, elsewhere: Iterable[Series]) -> set[UUID]:
    """The parts of ``series`` that another submission enters."""
    numerators = {
        each.numerator_id
        for each in around.related.values()
        if each.denominator_id == series.pk and each.derivation == Derivation.PERCENTAGE
    }
    return {each.pk for each in elsewhere if each.part_of_id == series.pk or each.pk in numerators}


def standing_of(around: Surroundings, series: Series, own: Period | None) -> Quantity | None:
    """The approved number of that period; None where there is none."""
    found = figures_of(around.facts, series).get(own) if own else None
    return found.quantity if found else None


def framework_of(around: Surroundings, series: Series) -> int | None:
    """The framework that began last of those it stands in: its season counts."""
    standing = around.placements.get(series.home_id)
    return standing[-1].framework_id if standing else None


def figure_before(
    facts: Facts, series: Series, own: Period | None
) -> tuple[Period, Quantity] | None:
    """The last approved number of a period before ``own``, if it is of the year before.

    Whoever copies last time's figure copies the last there is, whether or not a period went by
    without one. What is more than a year old is nobody's last time, and may well come again.
    """
    if own is None:
        return None
    a_year_back = own.start.replace(year=own.start.year - 1)
    found = figures_of(facts, series)
    earlier = [
        each
        for each in found
        if a_year_back <= each.start < own.start and found[each].quantity is not None
    ]
    if not earlier:
        return None
    last = found[max(earlier)]
    return last.period, last.quantity


def other_of(
    around: Surroundings, key, own, now: Mapping[UUID, Entry | None]
) -> tuple[Series, Quantity] | None:
    """Another series' number for the same period: as entered beside it, else as approved."""
    if key is None or own is None:
        return None
    entry = now.get(key)
    series = around.related[key]
    quantity = standing_of(around, series, own) if entry is None else entry.quantity
    return None if quantity is None else (series, quantity)
