"""Cycles are set up here; opening one and reopening it belong to the workflow."""

from django.contrib import admin

from performance.admin.base import RecordAdmin, ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Cycle, Reopening
from performance.resources import CycleResource


@admin.register(Cycle)
class CycleAdmin(Transfer, ReferenceAdmin):
    resource_classes = [CycleResource]
    list_display = ["name", "code", "opens_on", "due_on", "closes_on", "opened_at"]
    list_filter = [("opened_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "code"]
    readonly_fields = ["opened_at"]
    date_hierarchy = "period_start"


@admin.register(Reopening)
class ReopeningAdmin(RecordAdmin):
    list_display = ["cycle", "indicator", "asked_by", "asked_at", "granted_by", "expires_on"]
    list_filter = [("granted_by", admin.EmptyFieldListFilter)]
    list_select_related = ["cycle", "indicator", "asked_by", "granted_by"]
    search_fields = ["reason", "indicator__name", "indicator__code"]
    date_hierarchy = "asked_at"
