"""Breaks and rebasings, in and out of files. Confirming one is a decision: it is in no file."""

from performance.models import Break, Rebasing, Series
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class BreakResource(ReferenceResource):
    series = Column("series", "series", Named(Series))

    joined = ("series",)

    class Meta:
        model = Break
        fields = ("series", "on", "reason", "known_on")
        import_id_fields = ("series", "on")


class RebasingResource(ReferenceResource):
    series = Column("series", "series", Named(Series))

    joined = ("series",)

    class Meta:
        model = Rebasing
        fields = ("series", "on", "reason", "known_on")
        import_id_fields = ("series", "on")
