"""Organisations and portfolios, in and out of files."""

from performance.models import Organisation, Portfolio
from performance.resources.base import ReferenceResource


class OrganisationResource(ReferenceResource):
    class Meta:
        model = Organisation
        fields = ("code", "name", "short_name", "kind")
        import_id_fields = ("code",)


class PortfolioResource(ReferenceResource):
    class Meta:
        model = Portfolio
        fields = ("code", "name", "is_demonstration")
        import_id_fields = ("code",)
