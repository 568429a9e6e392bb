"""Appointments: who is what, from when until when."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin, ReferenceInline
from performance.admin.transfer import Transfer
from performance.models import Appointment
from performance.resources import AppointmentResource


class AppointmentInline(ReferenceInline):
    model = Appointment
    fk_name = "person"
    autocomplete_fields = ["portfolio", "indicator", "deputises_for"]


@admin.register(Appointment)
class AppointmentAdmin(Transfer, ReferenceAdmin):
    resource_classes = [AppointmentResource]
    list_display = [
        *("person", "role", "body", "portfolio", "indicator", "starts", "ends", "deputises_for")
    ]
    list_filter = ["role", "body", "portfolio", ("ends", admin.EmptyFieldListFilter)]
    list_select_related = ["person", "portfolio", "indicator", "deputises_for__person"]
    search_fields = ["person__name", "person__email", "portfolio__name", "indicator__name"]
    autocomplete_fields = ["person", "portfolio", "indicator", "deputises_for"]
    date_hierarchy = "starts"
