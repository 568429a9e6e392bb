"""Indicators and who answers for them, in and out of files."""

from performance.models import Accountability, Indicator, Portfolio
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class IndicatorResource(ReferenceResource):
    supports = Column("supports", "supports", Named(Indicator))

    joined = ("supports",)
    above = ("supports",)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "definition",
            "executive_lead",
            "delivery_owner",
            "source_system",
            "source_address",
            "source_updated_on",
            "frequency",
            "lag_months",
            "supports",
            "retired_on",
        )
        import_id_fields = ("code",)


class AccountabilityResource(ReferenceResource):
    indicator = Column("indicator", "indicator", Named(Indicator))
    portfolio = Column("portfolio", "portfolio", Named(Portfolio))

    joined = ("indicator", "portfolio")

    class Meta:
        model = Accountability
        fields = ("indicator", "portfolio", "starts", "ends")
        import_id_fields = ("indicator", "starts")
