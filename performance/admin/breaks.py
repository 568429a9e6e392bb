"""Breaks and re-basings: recorded here too; confirmed and withdrawn on the page of their series."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Break, Rebasing
from performance.resources import BreakResource, RebasingResource


class TurnAdmin(Transfer, ReferenceAdmin):
    """What was recorded never changes; one that nobody confirmed may be deleted."""

    list_display = ["series", "on", "reason", "recorded_by", "confirmed_by", "withdrawn_by"]
    list_filter = [
        ("confirmed_by", admin.EmptyFieldListFilter),
        ("withdrawn_by", admin.EmptyFieldListFilter),
    ]
    list_select_related = [
        *("series__unit", "series__home", "recorded_by", "confirmed_by"),
        *("withdrawal_asked_by", "withdrawn_by"),
    ]
    search_fields = ["reason", "series__name", "series__code"]
    autocomplete_fields = ["series"]
    date_hierarchy = "on"
    recorded = ("series", "on", "reason")
    decided = (
        *("recorded_by", "recorded_at", "confirmed_by", "confirmed_on", "known_on"),
        *("withdrawal_asked_by", "withdrawal_reason", "withdrawn_by", "withdrawn_on"),
    )

    def get_fields(self, request, obj=None):
        return self.recorded if obj is None else (*self.recorded, *self.decided)

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        waits = obj is None or (obj.recorded_by_id is not None and obj.confirmed_on is None)
        return waits and super().has_delete_permission(request, obj)


@admin.register(Break)
class BreakAdmin(TurnAdmin):
    resource_classes = [BreakResource]


@admin.register(Rebasing)
class RebasingAdmin(TurnAdmin):
    resource_classes = [RebasingResource]
