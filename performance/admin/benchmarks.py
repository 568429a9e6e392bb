"""Benchmarks and what they are made of, to be read; to propose one leads to the service's editor.

One editor for analysts and administrators (docs/decisions/0008-one-editor-for-benchmarks.md):
setting a benchmark takes two people, and the workflow.
"""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from performance.admin.base import RecordAdmin, RecordInline
from performance.forms.benchmark_filters import MISSING
from performance.models import Benchmark, BenchmarkBand, BenchmarkLine, LinePoint
from performance.permissions import may
from performance.queries.benchmarks.benchmark_lists import key_of
from performance.states import OPEN_BENCHMARK, Action


class BenchmarkLineInline(RecordInline):
    model = BenchmarkLine


class BenchmarkBandInline(RecordInline):
    model = BenchmarkBand


class LinePointInline(RecordInline):
    model = LinePoint


@admin.register(Benchmark)
class BenchmarkAdmin(RecordAdmin):
    list_display = [
        *("series", "framework", "year_start", "version", "state"),
        *("proposed_by", "approved_on", "assumed"),
    ]
    list_filter = ["state", "framework", "assumed", ("approved_on", admin.EmptyFieldListFilter)]
    list_select_related = ["series", "framework", "proposed_by"]
    search_fields = ["series__name", "series__code", "source", "waiver_reason"]
    readonly_fields = ["page"]
    date_hierarchy = "year_start"
    inlines = [BenchmarkLineInline, BenchmarkBandInline]

    @admin.display(description="Page of the service")
    def page(self, row):
        """Where it is drawn, decided on and followed by a new version."""
        address = reverse("performance:benchmark", args=key_of(row))
        return format_html('<a href="{}">See it on the service’s own page</a>', address)

    def has_add_permission(self, request, obj=None):
        """To the editor; nothing is added here."""
        return self.administers(request)

    def add_view(self, request, form_url="", extra_context=None):
        """To the graded series that have none: each has a link to the editor."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect(f"{reverse('performance:benchmarks')}?{urlencode({'state': MISSING})}")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Their own proposal is changed in the editor; every other row is read here."""
        row = self.get_object(request, unquote(object_id))
        if request.method == "GET" and row is not None and self.is_theirs(request, row):
            return redirect("performance:benchmark-edit", *key_of(row))
        return super().change_view(request, object_id, form_url, extra_context)

    def is_theirs(self, request, row) -> bool:
        return row.state in OPEN_BENCHMARK and may(
            request.user, Action.REVISE_BENCHMARK, row, on=timezone.localdate()
        )


@admin.register(BenchmarkLine)
class BenchmarkLineAdmin(RecordAdmin):
    list_display = ["benchmark", "kind", "shape", "value", "value_high", "change", "strict"]
    list_filter = ["kind", "shape"]
    list_select_related = ["benchmark__series"]
    search_fields = ["benchmark__series__name", "benchmark__series__code"]
    inlines = [LinePointInline]
