"""Cycles, in and out of files. When one was opened is a fact of the record, not of a file."""

from performance.models import Cycle
from performance.resources.base import ReferenceResource


class CycleResource(ReferenceResource):
    class Meta:
        model = Cycle
        fields = (
            "code",
            "name",
            "period_kind",
            "period_start",
            "period_end",
            "opens_on",
            "due_on",
            "closes_on",
        )
        import_id_fields = ("code",)
