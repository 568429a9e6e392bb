"""Imports of published papers and statistics, to be read."""

from django.contrib import admin

from performance.admin.base import RecordAdmin
from performance.models import Import


@admin.register(Import)
class ImportAdmin(RecordAdmin):
    list_display = ["title", "kind", "published_on", "date_is_assumed", "source", "recorded_at"]
    list_filter = ["kind", "date_is_assumed"]
    search_fields = ["title", "code", "source"]
    date_hierarchy = "published_on"
