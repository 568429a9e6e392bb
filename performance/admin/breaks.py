"""Breaks and rebasings. Who recorded one the workflow writes; a second person confirms it."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Break, Rebasing
from performance.resources import BreakResource, RebasingResource


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


@admin.register(Rebasing)
class RebasingAdmin(Transfer, ReferenceAdmin):
    resource_classes = [RebasingResource]
    list_display = ["series", "on", "reason", "recorded_by", "confirmed_by", "known_on"]
    list_filter = [("confirmed_by", admin.EmptyFieldListFilter)]
    list_select_related = ["series", "recorded_by", "confirmed_by"]
    search_fields = ["reason", "series__name", "series__code"]
    autocomplete_fields = ["series"]
    readonly_fields = ["recorded_by", "recorded_at", "confirmed_by", "confirmed_on"]
    date_hierarchy = "on"
