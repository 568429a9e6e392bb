"""A paper's figures: observations, references and statements, and how the paper prints them.

A line of figures.csv is one printed thing, in the order of the page: where it stands (placement,
column), what it is (kind: figure, reference, statement or note) and is there for (role), the words
around it (lead_in, tail, legends in notes) and, for a figure, its series, organisation, period and
value. ``label`` is the paper's own where it is not the default dress of the period; ``unlabelled``
where it prints none; ``bare`` without the unit's sign; ``worded`` where the words around it carry
the qualifier. ``band`` names what a reference bounds in a rubric; a file without rubrics has no
such column. A figure that is printed twice has two lines and must have one value.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from performance.figures import Period, PeriodKind, Qualifier, Quantity
from performance.models import (
    Import,
    Note,
    Observation,
    Organisation,
    Placement,
    PrintedItem,
    Reference,
    Series,
    Statement,
    period_fields,
    quantity_fields,
)
from performance.papers.sheets import Row, day, number, sheet, yes
from performance.states import OrganisationKind, PrintedKind


class Contradiction(ValueError):
    """A data file gives one figure two values."""


def load_figures(folder: str, source: Import, placements: Mapping[int, Placement]) -> list:
    """Read figures.csv: what the paper says and where it prints it.

    Args:
        placements: the framework's placements by number.

    Returns:
        A pair of series and period for each new figure of the force.

    Raises:
        Contradiction: a figure that is printed twice has two values.
    """
    rows = sheet(folder, "figures.csv")
    series = {each.code: each for each in Series.objects.select_related("unit")}
    organisations = {each.code: each for each in Organisation.objects.all()}
    figures = read_figures(rows, series, organisations, source)
    references = read_references(rows, series, organisations, source.published_on)
    read_statements(rows, placements, source)
    print_items(rows, placements, series, organisations, references)
    return [
        (each.series, each.period)
        for each in add_observations(figures)
        if each.organisation.kind == OrganisationKind.FORCE
    ]


def read_figures(rows, series, organisations, source: Import) -> dict[tuple, Observation]:
    """One observation for each figure, however often it is printed."""
    found: dict[tuple, Observation] = {}
    for row in rows:
        if row["kind"] != PrintedKind.FIGURE:
            continue
        made = Observation(
            series=series[row["series"]],
            organisation=organisations[row["organisation"]],
            brought_by=source,
            known_on=source.published_on,
            text=row["text"],
            note=row["note"],
            **period_fields(period_of_row(row)),
            **quantity_fields(quantity_of_row(row)),
        )
        before = found.setdefault(figure_key(made), made)
        if before.quantity != made.quantity:
            raise Contradiction(
                f"{made} is {before.value} and {made.value}: correct figures.csv of {source.code}."
            )
    return found


def add_observations(figures: Mapping[tuple, Observation]) -> list[Observation]:
    """Store the figures that nobody has stored before; what stands is never overwritten."""
    series = {each.series for each in figures.values()}
    standing = {figure_key(each) for each in Observation.objects.filter(series__in=series)}
    new = [each for key, each in figures.items() if key not in standing]
    return Observation.objects.bulk_create(new)


def figure_key(each: Observation) -> tuple:
    return each.series_id, each.organisation_id, each.period_start, each.period_end


def read_references(rows, series, organisations, known_on: date) -> dict[str, Reference]:
    references = {each.code: each for each in Reference.objects.all()}
    for row in rows:
        if row["kind"] != PrintedKind.REFERENCE or row["reference"] in references:
            continue
        references[row["reference"]] = Reference.objects.create(
            code=row["reference"],
            series=series[row["series"]],
            organisation=organisations[row["organisation"]],
            role=row["role"],
            name=row["name"],
            band=row.get("band", ""),
            note=row["note"],
            known_on=known_on,
            **quantity_fields(quantity_of_row(row)),
        )
    return references


def read_statements(rows, placements, source: Import) -> None:
    for row in rows:
        if row["kind"] != PrintedKind.STATEMENT:
            continue
        span = period_fields(period_of_row(row))
        Statement.objects.get_or_create(
            indicator=placements[int(row["placement"])].indicator,
            topic=row["topic"],
            period_start=span["period_start"],
            period_end=span["period_end"],
            defaults={
                "period_kind": span["period_kind"],
                "text": row["text"],
                "missing": row["missing"],
                "brought_by": source,
                "known_on": source.published_on,
            },
        )


def print_items(rows, placements, series, organisations, references) -> None:
    """What each placement prints, column by column; a placement that prints something stays."""
    notes = {each.code: each for each in Note.objects.all()}
    printing = set(
        PrintedItem.objects.filter(placement__in=placements.values()).values_list(
            "placement__number", flat=True
        )
    )
    order: Counter = Counter()
    made = []
    for row in rows:
        at = int(row["placement"])
        if at in printing:
            continue
        order[at, row["column"]] += 1
        kind = row["kind"]
        is_figure = kind == PrintedKind.FIGURE
        item = PrintedItem(
            placement=placements[at],
            column=row["column"],
            order=order[at, row["column"]],
            kind=kind,
            role=row["role"],
            series=series[row["series"]] if is_figure else None,
            organisation=organisations[row["organisation"]] if is_figure else None,
            reference=references[row["reference"]] if row["reference"] else None,
            topic=row["topic"],
            note=notes[row["note"]] if kind == PrintedKind.NOTE else None,
            label=row["label"],
            unlabelled=yes(row["unlabelled"]),
            lead_in=row["lead_in"],
            tail=row["tail"],
            bare=yes(row["bare"]),
            worded=yes(row["worded"]),
            **period_fields(period_of_row(row)),
        )
        made.append((item, row["notes"].split()))
    PrintedItem.objects.bulk_create(item for item, _ in made)
    for item, codes in made:
        if codes:
            item.notes.set(notes[code] for code in codes)


def period_of_row(row: Row) -> Period | None:
    if not row["period_kind"]:
        return None
    return Period(PeriodKind(row["period_kind"]), day(row["period_start"]), day(row["period_end"]))


def quantity_of_row(row: Row) -> Quantity | None:
    value = number(row["value"])
    if value is None:
        return None
    return Quantity(
        value, number(row["value_high"]), Qualifier(row["qualifier"]), int(row["decimals"])
    )
