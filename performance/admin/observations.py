"""Observations, to be read."""

from django.contrib import admin

from performance.admin.base import RecordAdmin
from performance.models import Observation


@admin.register(Observation)
class ObservationAdmin(RecordAdmin):
    list_display = [
        "series",
        "organisation",
        "period_start",
        "period_end",
        "value",
        "missing",
        "revision",
        "is_current",
        "known_on",
    ]
    list_filter = ["is_current", "organisation", "standing", "missing", "period_kind"]
    list_select_related = ["series", "organisation"]
    search_fields = ["series__name", "series__code", "text", "note"]
    date_hierarchy = "period_end"
