"""Breaks and re-basings, in and out of files. Confirming one is a decision: it is in no file,
and neither are those that were withdrawn."""

from performance.models import Break, Rebasing, Series
from performance.resources.base import Column, ReferenceResource
from performance.resources.cells import Named


class TurnResource(ReferenceResource):
    """One that a file adds waits for its second person."""

    joined = ("series",)

    def read_along(self, queryset):
        return super().read_along(queryset).filter(withdrawn_on__isnull=True)


class BreakResource(TurnResource):
    series = Column("series", "series", Named(Series))

    class Meta:
        model = Break
        fields = ("series", "on", "reason", "known_on")
        import_id_fields = ("series", "on")


class RebasingResource(TurnResource):
    series = Column("series", "series", Named(Series))

    class Meta:
        model = Rebasing
        fields = ("series", "on", "reason", "known_on")
        import_id_fields = ("series", "on")
