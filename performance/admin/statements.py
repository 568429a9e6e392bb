"""Statements in words, to be read."""

from django.contrib import admin

from performance.admin.base import RecordAdmin
from performance.models import Statement


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    list_display = ["text", "indicator", "topic", "missing", "revision", "is_current", "known_on"]
    list_filter = ["is_current", "missing"]
    list_select_related = ["indicator"]
    search_fields = ["text", "topic", "indicator__name"]
    date_hierarchy = "known_on"
