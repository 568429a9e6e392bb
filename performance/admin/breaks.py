"""Breaks. Who recorded one is written by the workflow; confirming it is a second person's."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Break
from performance.resources import BreakResource


@admin.register(Break)
class BreakAdmin(Transfer, ReferenceAdmin):
    resource_classes = [BreakResource]
    list_display = ["series", "on", "reason", "recorded_by", "confirmed_by", "known_on"]
    list_filter = [("confirmed_by", admin.EmptyFieldListFilter)]
    list_select_related = ["series", "recorded_by", "confirmed_by"]
    search_fields = ["reason", "series__name", "series__code"]
    autocomplete_fields = ["series"]
    readonly_fields = ["recorded_by", "recorded_at", "confirmed_by", "confirmed_on"]
    date_hierarchy = "on"
