"""Units, series and parts."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Part, Series, Unit
from performance.resources import PartResource, SeriesResource, UnitResource


@admin.register(Unit)
class UnitAdmin(Transfer, ReferenceAdmin):
    resource_classes = [UnitResource]
    list_display = ["name", "code", "form", "suffix", "kind"]
    list_filter = ["form", "kind"]
    search_fields = ["name", "code"]
    verbatim = ("suffix",)


@admin.register(Series)
class SeriesAdmin(Transfer, ReferenceAdmin):
    resource_classes = [SeriesResource]
    list_display = ["name", "code", "unit", "direction", "accumulation", "frequency", "home"]
    list_filter = ["direction", "accumulation", "frequency", "unit__kind"]
    list_select_related = ["unit", "home"]
    search_fields = ["name", "code", "home__name"]
    autocomplete_fields = ["unit", "home", "numerator", "denominator", "part_of", "median"]


@admin.register(Part)
class PartAdmin(Transfer, ReferenceAdmin):
    resource_classes = [PartResource]
    list_display = ["__str__", "indicator", "series", "order", "weight", "essential"]
    list_filter = ["essential"]
    list_select_related = ["indicator", "series"]
    search_fields = ["label", "series__name", "series__code", "indicator__name"]
    autocomplete_fields = ["indicator", "series"]
