"""Placements and what they print."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin, ReferenceInline
from performance.admin.transfer import Transfer
from performance.models import Placement, PrintedItem
from performance.resources import PlacementResource, PrintedItemResource

PICKED = ["series", "organisation", "reference", "note", "notes"]
WORDS = ("label", "lead_in", "tail")


class PrintedItemInline(ReferenceInline):
    model = PrintedItem
    # One below the other: seventeen columns are wider than any screen.
    template = "admin/edit_inline/stacked.html"
    fields = [
        ("column", "order", "kind", "role"),
        ("series", "organisation", "reference"),
        ("period_kind", "period_start", "period_end", "label"),
        ("lead_in", "tail", "bare"),
        ("topic", "note", "notes"),
    ]
    autocomplete_fields = PICKED
    verbatim = WORDS


@admin.register(Placement)
class PlacementAdmin(Transfer, ReferenceAdmin):
    resource_classes = [PlacementResource]
    list_display = ["__str__", "wording", "objective", "tier", "indicator"]
    list_filter = ["framework", "tier", "print_rule"]
    list_select_related = ["framework", "indicator", "objective"]
    search_fields = ["wording", "sub_row", "indicator__name", "indicator__code", "framework__code"]
    autocomplete_fields = ["framework", "indicator", "objective", "under", "notes"]
    inlines = [PrintedItemInline]


@admin.register(PrintedItem)
class PrintedItemAdmin(Transfer, ReferenceAdmin):
    resource_classes = [PrintedItemResource]
    list_display = ["__str__", "kind", "role", "series", "organisation", "label"]
    list_filter = ["placement__framework", "column", "kind", "role"]
    list_select_related = ["placement__framework", "series", "organisation"]
    search_fields = ["placement__wording", "series__name", "label", "topic"]
    autocomplete_fields = ["placement", *PICKED]
    verbatim = WORDS
