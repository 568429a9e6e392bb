"""Grades and the requests to compute them, to be read: nobody writes a grade."""

from django.contrib import admin

from performance.admin.base import RecordAdmin
from performance.models import Grade, RegradeRequest


@admin.register(Grade)
class GradeAdmin(RecordAdmin):
    list_display = ["placement", "period_start", "period_end", "__str__", "revision", "is_current"]
    list_filter = ["is_current", "grade", "reason", "assumed", "placement__framework"]
    list_select_related = ["placement__framework"]
    search_fields = ["sentence", "placement__wording"]
    date_hierarchy = "period_end"


@admin.register(RegradeRequest)
class RegradeRequestAdmin(RecordAdmin):
    list_display = ["placement", "period_start", "period_end", "because", "requested_at", "tries"]
    list_filter = ["tries"]
    list_select_related = ["placement__framework"]
    search_fields = ["because", "placement__wording"]
    date_hierarchy = "requested_at"
