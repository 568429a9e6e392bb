"""References: targets, baselines and other values without a date."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Reference
from performance.resources import ReferenceValueResource


@admin.register(Reference)
class ReferenceValueAdmin(Transfer, ReferenceAdmin):
    resource_classes = [ReferenceValueResource]
    list_display = ["code", "series", "organisation", "role", "name", "value", "known_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["series", "organisation"]
    search_fields = ["code", "name", "series__name", "series__code"]
    autocomplete_fields = ["series", "organisation"]
    date_hierarchy = "known_on"
