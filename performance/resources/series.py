"""Units, series and parts, in and out of files."""

from performance.models import Indicator, Part, Series, Unit
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class UnitResource(ReferenceResource):
    class Meta:
        model = Unit
        fields = ("code", "name", "form", "suffix", "kind")
        import_id_fields = ("code",)


class SeriesResource(ReferenceResource):
    unit = Column("unit", "unit", Named(Unit))
    home = Column("home", "home", Named(Indicator))
    numerator = Column("numerator", "numerator", Named(Series))
    denominator = Column("denominator", "denominator", Named(Series))
    part_of = Column("part_of", "part_of", Named(Series))
    median = Column("median", "median", Named(Series))

    joined = ("unit", "home", "numerator", "denominator", "part_of", "median")
    above = ("numerator", "denominator", "part_of", "median")

    class Meta:
        model = Series
        fields = (
            "code",
            "name",
            "unit",
            "home",
            "direction",
            "accumulation",
            "frequency",
            "rolling_months",
            "label_hint",
            "derivation",
            "numerator",
            "denominator",
            "per",
            "part_of",
            "median",
            "within",
            "lowest",
            "highest",
            "max_lag",
            "min_points",
        )
        import_id_fields = ("code",)


class PartResource(ReferenceResource):
    indicator = Column("indicator", "indicator", Named(Indicator))
    series = Column("series", "series", Named(Series))

    joined = ("indicator", "series")

    class Meta:
        model = Part
        fields = ("indicator", "series", "order", "label", "weight", "essential")
        import_id_fields = ("indicator", "series")
