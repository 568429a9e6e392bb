"""Organisations and portfolios."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Organisation, Portfolio
from performance.resources import OrganisationResource, PortfolioResource


@admin.register(Organisation)
class OrganisationAdmin(Transfer, ReferenceAdmin):
    resource_classes = [OrganisationResource]
    list_display = ["name", "short_name", "code", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "code"]


@admin.register(Portfolio)
class PortfolioAdmin(Transfer, ReferenceAdmin):
    resource_classes = [PortfolioResource]
    list_display = ["name", "code", "is_demonstration"]
    list_filter = ["is_demonstration"]
    search_fields = ["name", "code"]
