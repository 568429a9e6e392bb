"""Placements and what they print, in and out of files."""

from performance.models import (
    Framework,
    Indicator,
    Note,
    Objective,
    Organisation,
    Placement,
    PrintedItem,
    Reference,
    Series,
)
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named, NamedMany, Text


class PlacementResource(ReferenceResource):
    framework = Column("framework", "framework", Named(Framework))
    indicator = Column("indicator", "indicator", Named(Indicator))
    objective = Column("objective", "objective", Named(Objective, framework__code="framework"))
    under = Column("under", "under", Named(Placement, "number", framework__code="framework"))
    notes = Column("notes", "notes", NamedMany(Note))

    joined = ("framework", "indicator", "objective", "under")
    gathered = ("notes",)
    above = ("under",)

    class Meta:
        model = Placement
        fields = (
            "framework",
            "number",
            "indicator",
            "objective",
            "tier",
            "wording",
            "under",
            "sub_row",
            "print_rule",
            "years_back",
            "notes",
        )
        import_id_fields = ("framework", "number")


class PrintedItemResource(ReferenceResource):
    framework = Column("placement__framework__code", "framework", Text(), readonly=True)
    placement = Column(
        "placement", "placement", Named(Placement, "number", framework__code="framework")
    )
    series = Column("series", "series", Named(Series))
    organisation = Column("organisation", "organisation", Named(Organisation))
    reference = Column("reference", "reference", Named(Reference))
    note = Column("note", "note", Named(Note))
    notes = Column("notes", "notes", NamedMany(Note))

    joined = ("placement__framework", "series", "organisation", "reference", "note")
    gathered = ("notes",)

    class Meta:
        model = PrintedItem
        fields = (
            "framework",
            "placement",
            "column",
            "order",
            "kind",
            "role",
            "series",
            "organisation",
            "reference",
            "topic",
            "note",
            "period_kind",
            "period_start",
            "period_end",
            "label",
            "lead_in",
            "tail",
            "bare",
            "notes",
        )
        import_id_fields = ("framework", "placement", "column", "order")
