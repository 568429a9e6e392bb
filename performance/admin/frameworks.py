"""Frameworks and their objectives."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin, ReferenceInline
from performance.admin.transfer import Transfer
from performance.models import Framework, Objective
from performance.resources import FrameworkResource, ObjectiveResource


class ObjectiveInline(ReferenceInline):
    model = Objective
    fields = ["order", "code", "title", "parent"]
    autocomplete_fields = ["parent"]


@admin.register(Framework)
class FrameworkAdmin(Transfer, ReferenceAdmin):
    resource_classes = [FrameworkResource]
    list_display = ["name", "code", "kind", "starts", "ends"]
    list_filter = ["kind"]
    search_fields = ["name", "code", "paper_title"]
    date_hierarchy = "starts"
    inlines = [ObjectiveInline]


@admin.register(Objective)
class ObjectiveAdmin(Transfer, ReferenceAdmin):
    resource_classes = [ObjectiveResource]
    list_display = ["__str__", "code", "framework", "parent", "order"]
    list_filter = ["framework"]
    list_select_related = ["framework", "parent"]
    search_fields = ["title", "code"]
    autocomplete_fields = ["framework", "parent"]
