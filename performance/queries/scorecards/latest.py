"""The print rule “latest”: the latest figure, the same period in earlier years, references."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Max

from performance import grading
from performance.figures import Period, PeriodKind
from performance.models import Observation, Reference
from performance.queries.grading.gradings import graded_period, is_graded_in
from performance.queries.scorecards.dress import dressed, paper_label, source_of, words_of
from performance.queries.scorecards.printed import Item
from performance.states import Column, OrganisationKind, PrintedKind, PrintRole


def latest_items(placements, parts, organisations, as_at: date) -> dict[int, tuple[Item, ...]]:
    """What placements print by rule, by placement id.

    Of each part: the force's latest figure with the peers' for the same period; then the same
    period as many years back as the placement says; then the series' references. Three queries.
    """
    series = {part.series_id for each in placements for part in parts[each.indicator_id]}
    known = Observation.objects.filter(series__in=series, known_on__lte=as_at)
    ends = dict(
        known.filter(organisation__kind=OrganisationKind.FORCE)
        .order_by()
        .values_list("series")
        .annotate(latest=Max("period_end"))
    )
    back = max(each.years_back for each in placements)
    wanted = {years_before(end, years) for end in ends.values() for years in range(back + 1)}
    figures = defaultdict(list)
    rows = Observation.objects.filter(series__in=series, period_end__in=wanted)
    for each in rows.as_at(as_at).select_related("brought_by"):
        figures[each.series_id].append(each)
    references = defaultdict(list)
    for each in Reference.objects.filter(series__in=series, known_on__lte=as_at):
        references[each.series_id].append(each)
    return {
        placement.pk: tuple(
            item
            for part in parts[placement.indicator_id]
            for item in part_items(
                part,
                organisations,
                figures[part.series_id],
                references[part.series_id],
                placement.years_back,
            )
        )
        for placement in placements
    }


def part_items(part, organisations, figures, references, years_back: int) -> list[Item]:
    own = [
        each
        for each in figures
        if organisations[each.organisation_id].kind == OrganisationKind.FORCE
    ]
    items = []
    if own:
        # Of two that end together the shorter is the newer: June, not the year to June.
        latest = max(own, key=lambda each: (each.period_end, each.period_start)).period
        for years in range(years_back + 1):
            period = same_period(latest, years)
            column = Column.HISTORICAL if years else Column.CURRENT
            role = PrintRole.HISTORICAL if years else PrintRole.CURRENT
            beside = [each for each in figures if period and each.period == period]
            beside.sort(key=lambda each: standing_order(organisations[each.organisation_id]))
            items += [
                figure_item(part, each, organisations[each.organisation_id], column, role)
                for each in beside
            ]
    return items + [
        reference_item(part, each, organisations[each.organisation_id]) for each in references
    ]


def standing_order(organisation) -> tuple[bool, bool, str]:
    """The force first, then peers by name, then aggregates."""
    return (
        organisation.kind != OrganisationKind.FORCE,
        organisation.kind == OrganisationKind.AGGREGATE,
        organisation.name,
    )


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; the last of February stays the last of February."""
    if (day + timedelta(days=1)).day == 1:
        after = day + timedelta(days=1)
        return after.replace(year=after.year - years) - timedelta(days=1)
    return day.replace(year=day.year - years)


def same_period(period: Period, years: int) -> Period:
    start, end = years_before(period.start, years), years_before(period.end, years)
    return Period(period.kind, end if period.kind == PeriodKind.DATE else start, end)


def later_items(placements, parts, rows, force, as_at: date) -> dict[int, list[Item]]:
    """The newest figures of graded parts that a paper's own list could not know, by placement.

    Of each graded part: the force's latest figure known on the day that ends after every period
    of its series in the list, within the framework's dates. One query.

    Args:
        rows: the PrintedItems of the placements.
    """
    ends = defaultdict(dict)
    for row in rows:
        if row.period_end and row.series_id:
            listed = ends[row.placement_id]
            listed[row.series_id] = max(row.period_end, listed.get(row.series_id, row.period_end))
    series = {part.series_id for each in placements for part in graded_parts(parts, each)}
    figures = defaultdict(list)
    known = Observation.objects.filter(series__in=series, organisation=force)
    for each in known.as_at(as_at).select_related("brought_by"):
        figures[each.series_id].append(each)
    found = defaultdict(list)
    for placement in placements:
        for part in graded_parts(parts, placement):
            after = ends[placement.pk].get(part.series_id, date.min)
            newer = [
                each
                for each in figures[part.series_id]
                if each.value is not None
                and each.period_end > max(after, placement.framework.starts)
                and is_graded_in(placement.framework, each.period)
                and graded_period(each.period, part.series.frequency)
            ]
            if newer:
                latest = max(newer, key=lambda each: (each.period_end, each.period_start))
                item = figure_item(part, latest, force, Column.CURRENT, PrintRole.CURRENT)
                found[placement.pk].append(replace(item, lead_in=f"Latest: {part}", is_later=True))
    return found


def graded_parts(parts, placement) -> list:
    """The parts of the placement's indicator that a grade is made from."""
    return [
        part
        for part in parts[placement.indicator_id]
        if part.series.direction != grading.Direction.MONITOR
    ]


def figure_item(part, known: Observation, organisation, column: str, role: str) -> Item:
    is_own = organisation.kind == OrganisationKind.FORCE
    return rule_item(
        part,
        organisation,
        kind=PrintedKind.FIGURE,
        column=column,
        role=role if is_own else PrintRole.PEER,
        period=known.period,
        label=paper_label(known.period),
        quantity=known.quantity,
        printed=words_of(known, part.series.unit.dress),
        qualified=words_of(known, part.series.unit.dress),
        missing=known.missing,
        standing=known.standing,
        source_title=source_of(known),
        known_on=known.known_on,
        note_text=known.note,
    )


def reference_item(part, known: Reference, organisation) -> Item:
    return rule_item(
        part,
        organisation,
        kind=PrintedKind.REFERENCE,
        column=Column.HISTORICAL,
        role=known.role,
        period=None,
        label=known.name,
        quantity=known.quantity,
        printed=dressed(known.quantity, part.series.unit.dress),
        qualified=dressed(known.quantity, part.series.unit.dress),
        missing="",
        standing="",
        source_title="",
        known_on=known.known_on,
        note_text=known.note,
    )


def rule_item(part, organisation, **facts) -> Item:
    is_own = organisation.kind == OrganisationKind.FORCE
    return Item(
        series=str(part),
        organisation_name=organisation.name,
        organisation_short=organisation.short_name,
        is_peer=not is_own,
        unit_name=part.series.unit.name,
        lead_in=f"{part}:" if is_own else f"{organisation.short_name}:",
        tail="",
        legend="",
        bare=False,
        unlabelled=False,
        notes=(),
        **facts,
    )
