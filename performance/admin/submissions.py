"""Submissions and what they hold, to be read: moving one is the workflow's."""

from django.contrib import admin

from performance.admin.base import RecordAdmin, RecordInline
from performance.models import Commentary, Entry, Participant, ReturnedFigure, Submission
from performance.states import EDITABLE_STATES


class HandedOverAdmin(RecordAdmin):
    """Leaves out drafts and returned work: they are the force's own, an administrator's never.

    ``state_path`` leads from a row to the state of its submission.
    """

    state_path = "submission__state"

    def get_queryset(self, request):
        own = {f"{self.state_path}__in": EDITABLE_STATES}
        return super().get_queryset(request).exclude(**own)


class EntryInline(RecordInline):
    model = Entry
    fields = ["series", "organisation", "raw", "value", "missing", "fault", "edited_by"]


class CommentaryInline(RecordInline):
    model = Commentary
    fields = ["prompt", "text", "edited_by", "edited_at"]


class ParticipantInline(RecordInline):
    model = Participant


@admin.register(Submission)
class SubmissionAdmin(HandedOverAdmin):
    state_path = "state"
    list_display = ["indicator", "period_start", "period_end", "state", "cycle", "due_on"]
    list_filter = ["state", "is_correction", "cycle"]
    list_select_related = ["indicator", "cycle"]
    search_fields = ["indicator__name", "indicator__code"]
    date_hierarchy = "period_end"
    inlines = [EntryInline, CommentaryInline, ParticipantInline]


@admin.register(Entry)
class EntryAdmin(HandedOverAdmin):
    list_display = ["series", "organisation", "submission", "raw", "value", "missing", "edited_by"]
    list_filter = ["missing", "organisation"]
    list_select_related = ["series", "organisation", "submission__indicator", "edited_by"]
    search_fields = ["series__name", "series__code", "raw", "note"]
    date_hierarchy = "edited_at"


@admin.register(Commentary)
class CommentaryAdmin(HandedOverAdmin):
    list_display = ["submission", "prompt", "text", "edited_by", "edited_at"]
    list_filter = ["prompt"]
    list_select_related = ["submission__indicator", "edited_by"]
    search_fields = ["text", "submission__indicator__name"]
    date_hierarchy = "edited_at"


@admin.register(Participant)
class ParticipantAdmin(HandedOverAdmin):
    list_display = ["submission", "person", "part"]
    list_filter = ["part"]
    list_select_related = ["submission__indicator", "person"]
    search_fields = ["person__name", "submission__indicator__name"]


@admin.register(ReturnedFigure)
class ReturnedFigureAdmin(HandedOverAdmin):
    state_path = "entry__submission__state"
    list_display = ["entry", "reason", "returned_by", "returned_at"]
    list_select_related = ["entry__series", "returned_by"]
    search_fields = ["reason", "entry__series__name"]
    date_hierarchy = "returned_at"
