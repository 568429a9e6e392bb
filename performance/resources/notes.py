"""Notes, in and out of files."""

from performance.models import Note
from performance.resources.base import ReferenceResource


class NoteResource(ReferenceResource):
    class Meta:
        model = Note
        fields = (
            "code",
            "kind",
            "text",
            "source_name",
            "source_address",
            "source_read_on",
            "order",
        )
        import_id_fields = ("code",)
