"""Breaks, in and out of files. Who confirmed one is a decision, and travels in no file."""

from performance.models import Break, Series
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class BreakResource(ReferenceResource):
    series = Column("series", "series", Named(Series))

    joined = ("series",)

    class Meta:
        model = Break
        fields = ("series", "on", "reason", "known_on")
        import_id_fields = ("series", "on")
