"""Indicators: who answers for them, their parts, where they stand."""

from itertools import pairwise

from django.contrib import admin
from django.core.exceptions import ValidationError

from performance.admin.base import ReferenceAdmin, ReferenceFormSet, ReferenceInline
from performance.admin.transfer import Transfer
from performance.models import Accountability, Indicator, Part, Placement
from performance.resources import AccountabilityResource, IndicatorResource


class AccountabilityFormSet(ReferenceFormSet):
    """Rows that are new on the same page cannot find one another in the database."""

    def clean(self):
        super().clean()
        rows = sorted(
            (
                each.instance
                for each in self.forms
                if each.is_valid() and each.has_changed() and not self._should_delete_form(each)
            ),
            key=lambda row: row.starts,
        )
        for earlier, later in pairwise(rows):
            if earlier.ends is None or later.starts < earlier.ends:
                raise ValidationError(
                    f"“{earlier}” still holds when “{later}” starts: "
                    "one portfolio answers for an indicator at a time."
                )


class AccountabilityInline(ReferenceInline):
    model = Accountability
    formset = AccountabilityFormSet
    autocomplete_fields = ["portfolio"]


class PartInline(ReferenceInline):
    model = Part
    autocomplete_fields = ["series"]


class PlacementInline(ReferenceInline):
    model = Placement
    fields = ["framework", "number", "objective", "tier", "wording"]
    autocomplete_fields = ["framework", "objective"]


@admin.register(Indicator)
class IndicatorAdmin(Transfer, ReferenceAdmin):
    """An indicator is retired, not deleted: its trail names it for good."""

    resource_classes = [IndicatorResource]
    list_display = ["name", "code", "frequency", "delivery_owner", "retired_on"]
    list_filter = [
        "frequency",
        ("retired_on", admin.EmptyFieldListFilter),
        "accountabilities__portfolio",
    ]
    search_fields = ["name", "code", "definition", "delivery_owner", "executive_lead"]
    autocomplete_fields = ["supports"]
    inlines = [AccountabilityInline, PartInline, PlacementInline]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Accountability)
class AccountabilityAdmin(Transfer, ReferenceAdmin):
    resource_classes = [AccountabilityResource]
    list_display = ["indicator", "portfolio", "starts", "ends"]
    list_filter = ["portfolio", ("ends", admin.EmptyFieldListFilter)]
    list_select_related = ["indicator", "portfolio"]
    search_fields = ["indicator__name", "indicator__code", "portfolio__name"]
    autocomplete_fields = ["indicator", "portfolio"]
    date_hierarchy = "starts"
