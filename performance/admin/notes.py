"""Notes: footnotes, legends and the like."""

from django.contrib import admin

from performance.admin.base import ReferenceAdmin
from performance.admin.transfer import Transfer
from performance.models import Note
from performance.resources import NoteResource


@admin.register(Note)
class NoteAdmin(Transfer, ReferenceAdmin):
    resource_classes = [NoteResource]
    list_display = ["text", "code", "kind", "source_name", "order"]
    list_filter = ["kind"]
    search_fields = ["text", "code", "source_name"]
