"""The audit trail, to be read."""

from django.contrib import admin

from performance.admin.base import RecordAdmin
from performance.models import AuditEvent, AuditSeal
from performance.queries.audit.audit import handed_over


@admin.register(AuditEvent)
class AuditEventAdmin(RecordAdmin):
    list_display = ["at", "actor_name", "action", "subject", "indicator", "reason"]
    list_filter = ["action", "subject"]
    list_select_related = ["indicator"]
    search_fields = ["actor_name", "action", "reason", "subject_id", "indicator__name"]
    date_hierarchy = "at"

    def get_queryset(self, request):
        return handed_over(super().get_queryset(request))


@admin.register(AuditSeal)
class AuditSealAdmin(RecordAdmin):
    list_display = ["number", "digest", "count", "first_event", "last_event", "sealed_at"]
    date_hierarchy = "sealed_at"
    search_fields = ["digest"]

    def get_queryset(self, request):
        """Without what a page does not show, and which is long."""
        return super().get_queryset(request).defer("digests")
