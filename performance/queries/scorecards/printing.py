"""What placements print on a day: their own lists, or by rule what is latest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Prefetch

from performance.models import (
    Note,
    Observation,
    Organisation,
    Part,
    Placement,
    PrintedItem,
    Reference,
    Statement,
)
from performance.queries.scorecards.dress import dressed, paper_label, source_of, words_of
from performance.queries.scorecards.latest import later_items, latest_items
from performance.queries.scorecards.printed import Item, NoteMark
from performance.states import (
    NoteKind,
    OrganisationKind,
    PrintedKind,
    PrintRole,
    PrintRule,
)


def printed_items(
    placements: Collection[Placement],
    parts: Mapping,
    organisations: Mapping[int, Organisation],
    as_at: date,
) -> dict[int, tuple[Item, ...]]:
    """What each placement prints, by its id, in the order of its columns.

    Args:
        parts: what parts_of read for the placements.
        organisations: all of them, by id.
    """
    explicit = [each for each in placements if each.print_rule == PrintRule.EXPLICIT]
    by_rule = [each for each in placements if each.print_rule == PrintRule.LATEST]
    found = latest_items(by_rule, parts, organisations, as_at) if by_rule else {}
    if explicit:
        found |= listed_items(explicit, parts, organisations, as_at)
    return found


def parts_of(placements) -> dict[int, list[Part]]:
    """The parts of each placement's indicator, by the indicator's id."""
    parts = defaultdict(list)
    rows = Part.objects.filter(indicator__in=[each.indicator_id for each in placements])
    for part in rows.select_related("series__unit").order_by("indicator", "order", "id"):
        parts[part.indicator_id].append(part)
    return parts


def listed_items(placements, parts, organisations, as_at: date) -> dict[int, tuple[Item, ...]]:
    rows = list(
        PrintedItem.objects.filter(placement__in=placements)
        .select_related("series__unit", "reference__series__unit", "note")
        .prefetch_related(Prefetch("notes", Note.objects.order_by("order")))
        .order_by("placement", "column", "order")
    )
    printer = Printer(placements, parts, organisations, rows, as_at)
    found = later_items(placements, parts, rows, printer.force, as_at)
    for row in rows:
        item = printer.item(row)
        if item is not None:
            found[row.placement_id].append(item)
    # A note explains figures: where none of them was known yet, there is nothing to explain.
    return {
        placement: tuple(items)
        for placement, items in found.items()
        if any(item.kind != PrintedKind.NOTE for item in items)
    }


class Printer:
    """Looks up what listed items print, from rows read at once."""

    def __init__(self, placements, parts, organisations, rows, as_at: date):
        self.as_at = as_at
        self.organisations = organisations
        self.force = force_of(organisations)
        self.indicators = {each.pk: each.indicator_id for each in placements}
        self.labels = {
            (indicator, part.series_id): str(part)
            for indicator, each in parts.items()
            for part in each
        }
        self.figures = figures_known(rows, as_at)
        self.statements = {
            (each.indicator_id, each.topic, each.period_start, each.period_end): each
            for each in Statement.objects.filter(indicator__in=self.indicators.values())
            .as_at(as_at)
            .select_related("brought_by")
        }

    def item(self, row: PrintedItem) -> Item | None:
        """The item as known on the day; None where it was not."""
        match row.kind:
            case PrintedKind.FIGURE:
                return self.figure(row)
            case PrintedKind.REFERENCE:
                return self.reference(row)
            case PrintedKind.STATEMENT:
                return self.statement(row)
        return self.plain(row, printed=row.note.text, note_text=row.note.text)

    def figure(self, row: PrintedItem) -> Item | None:
        key = (row.series_id, row.organisation_id, row.period_start, row.period_end)
        known = self.figures.get(key)
        if known is None:
            return None
        return self.plain(
            row,
            series=self.name_of(row, row.series),
            organisation=self.organisations[row.organisation_id],
            quantity=known.quantity,
            unit_name=row.series.unit.name,
            printed=words_of(known, row.series.unit.dress, worded=row.worded, bare=row.bare),
            qualified=words_of(known, row.series.unit.dress),
            missing=known.missing,
            standing=known.standing,
            source_title=source_of(known),
            known_on=known.known_on,
            note_text=known.note,
        )

    def reference(self, row: PrintedItem) -> Item | None:
        known: Reference = row.reference
        if known.known_on > self.as_at:
            return None
        return self.plain(
            row,
            series=f"{known.band} threshold" if known.band else self.name_of(row, known.series),
            organisation=self.organisations[known.organisation_id],
            label=row.label or known.name,
            quantity=known.quantity,
            unit_name=known.series.unit.name,
            printed=dressed(
                known.quantity, known.series.unit.dress, worded=row.worded, bare=row.bare
            ),
            qualified=dressed(known.quantity, known.series.unit.dress),
            known_on=known.known_on,
            note_text=known.note,
        )

    def statement(self, row: PrintedItem) -> Item | None:
        known = self.statements.get(
            (self.indicators[row.placement_id], row.topic, row.period_start, row.period_end)
        )
        if known is None:
            return None
        return self.plain(
            row,
            printed=known.text,
            missing=known.missing,
            source_title=source_of(known),
            known_on=known.known_on,
        )

    def name_of(self, row: PrintedItem, series) -> str:
        """What the series is called as a part of this indicator, else by its own name."""
        return self.labels.get((self.indicators[row.placement_id], series.pk), series.name)

    def plain(self, row: PrintedItem, organisation=None, **facts) -> Item:
        organisation = organisation or self.force
        notes = row.notes.all()
        item = Item(
            kind=row.kind,
            role=row.role,
            column=row.column,
            series="",
            organisation_name=organisation.name,
            organisation_short=organisation.short_name,
            is_peer=row.role == PrintRole.PEER,
            period=row.period,
            label=label_of(row),
            quantity=None,
            unit_name="",
            printed="",
            lead_in=row.lead_in,
            tail=row.tail,
            legend=" ".join(note.text for note in notes if note.kind == NoteKind.LEGEND),
            missing="",
            standing="",
            source_title="",
            known_on=None,
            bare=row.bare,
            unlabelled=row.unlabelled,
            notes=tuple(NoteMark("", note.text) for note in notes if note.kind != NoteKind.LEGEND),
            note_text="",
        )
        return replace(item, **facts)


def figures_known(rows: Iterable[PrintedItem], as_at: date) -> Mapping[tuple, Observation]:
    """The figures that the rows name, as known on the day: one query."""
    named = [row for row in rows if row.kind == PrintedKind.FIGURE]
    observations = Observation.objects.filter(
        series__in={row.series_id for row in named},
        period_end__in={row.period_end for row in named},
    )
    return {
        (each.series_id, each.organisation_id, each.period_start, each.period_end): each
        for each in observations.as_at(as_at).select_related("brought_by")
    }


def force_of(organisations: Mapping[int, Organisation]) -> Organisation:
    """The one organisation whose scorecards these are."""
    return next(each for each in organisations.values() if each.kind == OrganisationKind.FORCE)


def label_of(row: PrintedItem) -> str:
    """The paper's own label, else the default dress; none where the paper prints none."""
    if row.label or row.unlabelled or row.period is None:
        return row.label
    return paper_label(row.period)
