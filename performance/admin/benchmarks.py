"""Benchmarks and their lines, to be read: setting one takes two people, and the workflow."""

from django.contrib import admin

from performance.admin.base import RecordAdmin, RecordInline
from performance.models import Benchmark, BenchmarkLine, LinePoint


class BenchmarkLineInline(RecordInline):
    model = BenchmarkLine


class LinePointInline(RecordInline):
    model = LinePoint


@admin.register(Benchmark)
class BenchmarkAdmin(RecordAdmin):
    list_display = ["series", "framework", "year_start", "version", "approved_on", "assumed"]
    list_filter = ["framework", "assumed", ("approved_on", admin.EmptyFieldListFilter)]
    list_select_related = ["series", "framework"]
    search_fields = ["series__name", "series__code", "source", "waiver_reason"]
    date_hierarchy = "year_start"
    inlines = [BenchmarkLineInline]


@admin.register(BenchmarkLine)
class BenchmarkLineAdmin(RecordAdmin):
    list_display = ["benchmark", "kind", "shape", "value", "value_high", "change", "strict"]
    list_filter = ["kind", "shape"]
    list_select_related = ["benchmark__series"]
    search_fields = ["benchmark__series__name", "benchmark__series__code"]
    inlines = [LinePointInline]
