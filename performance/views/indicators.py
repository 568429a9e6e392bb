"""The indicators: their list, the page of one, and its figures as CSV."""

import csv

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from performance import permissions
from performance.documents.text_cells import guarded
from performance.forms.filters import IndicatorFilter
from performance.models import Indicator, Submission
from performance.queries.grading.indicator_figures import Figure, standing_figures
from performance.queries.indicator_pages import indicator_shown, series_of
from performance.queries.indicators import listed
from performance.states import OPEN_STATES, Action
from performance.tables.indicators import IndicatorTable

CSV_COLUMNS = (
    *("indicator", "series", "series_name", "unit", "organisation"),
    *("period_kind", "period_start", "period_end", "period_label"),
    *("value", "value_high", "qualifier", "printed", "status", "missing", "text", "note"),
    *("source", "source_address", "approved_in", "approved_by", "known_on", "revision"),
)


class IndicatorList(SingleTableMixin, FilterView):
    table_class = IndicatorTable
    filterset_class = IndicatorFilter
    template_name = "indicators/list.html"
    table_pagination = {"per_page": 25}

    def get_queryset(self):
        return listed(on=timezone.localdate())

    def get_filterset_kwargs(self, filterset_class):
        return {**super().get_filterset_kwargs(filterset_class), "on": timezone.localdate()}


class IndicatorPage(DetailView):
    template_name = "indicators/page.html"
    queryset = Indicator.objects.select_related("supports")
    context_object_name = "indicator"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        user = self.request.user
        shown = indicator_shown(self.object, on=today)
        named = Submission.objects.filter(pk__in=shown.submission_ids)
        under_way = Submission.objects.filter(indicator=self.object, state__in=OPEN_STATES)
        under_way = under_way.order_by("-period_end", "-opened_at")
        return super().get_context_data(
            **kwargs,
            shown=shown,
            portfolio=self.object.portfolio_on(today),
            openable=set(permissions.visible(user, named, on=today).values_list("pk", flat=True)),
            open_submissions=permissions.visible(user, under_way, on=today),
            may_correct=permissions.may(user, Action.CORRECT, self.object, on=today),
        )


@require_safe
def figures_csv(request, pk):
    """Every standing figure of the indicator, one a row, numbers as numbers."""
    indicator = get_object_or_404(Indicator, pk=pk)
    series = series_of(indicator)
    figures = standing_figures(series)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{indicator.code}-figures.csv"'
    rows = csv.writer(response)
    rows.writerow(CSV_COLUMNS)
    for each in series:
        for figure in figures.get(each.pk, ()):
            rows.writerow(figure_cells(indicator, each, figure))
    return response


def figure_cells(indicator: Indicator, series, figure: Figure) -> list[str]:
    quantity, period, origin = figure.quantity, figure.period, figure.origin
    source = " ".join(filter(None, (figure.source_name, as_day(figure.source_read_on))))
    return [
        *map(guarded, (indicator.code, series.code, series.name, series.unit.name)),
        guarded(figure.organisation),
        *(period.export_kind, as_day(period.start), as_day(period.end), guarded(period.label())),
        number(quantity.value, quantity.decimals) if quantity else "",
        number(quantity.high, quantity.decimals) if quantity else "",
        quantity.qualifier.value if quantity else "",
        *map(guarded, (figure.printed, figure.standing, figure.missing, figure.text, figure.note)),
        *map(guarded, (source, figure.source_address, origin.title, origin.approved_by)),
        as_day(figure.known_on),
        str(figure.revision),
    ]


def number(value, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def as_day(day) -> str:
    return day.isoformat() if day else ""
