"""References, in and out of files."""

from performance.models import Organisation, Reference, Series
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class ReferenceValueResource(ReferenceResource):
    series = Column("series", "series", Named(Series))
    organisation = Column("organisation", "organisation", Named(Organisation))

    joined = ("series", "organisation")

    class Meta:
        model = Reference
        fields = (
            "code",
            "series",
            "organisation",
            "role",
            "name",
            "value",
            "value_high",
            "decimals",
            "qualifier",
            "note",
            "band",
            "band_grade",
            "known_on",
        )
        import_id_fields = ("code",)
