"""The columns of the list of benchmarks, and of the list of those that are missing."""

import django_tables2 as tables
from django.urls import reverse

from performance.figures import financial_year_of
from performance.queries.benchmarks.benchmark_lists import key_of

LINK = {"td": {"scope": "row"}, "a": {"class": "govuk-link"}}


class BenchmarkTable(tables.Table):
    """Wants rows from queries.benchmarks.benchmark_lists.listed."""

    caption = "Benchmarks"
    caption_class = "govuk-visually-hidden"

    series = tables.Column(
        accessor="series__name",
        verbose_name="Series",
        linkify=lambda record: reverse("performance:benchmark", args=key_of(record)),
        attrs=LINK,
    )
    framework = tables.Column(accessor="framework__name", verbose_name="Framework")
    year_start = tables.Column(verbose_name="Plan year")
    version = tables.Column(verbose_name="Version")
    state = tables.TemplateColumn(template_name="benchmarks/state.html", verbose_name="State")
    proposed_by = tables.Column(
        accessor="proposed_by__name", verbose_name="Proposed by", default="Nobody: a paper’s"
    )
    approved_on = tables.DateColumn(verbose_name="Approved", format="j F Y", default="Not approved")

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "No benchmark matches. Take a filter away to see more."

    def render_year_start(self, value):
        return financial_year_of(value).label()


class GapTable(tables.Table):
    """Wants queries.benchmarks.benchmark_lists.Gap."""

    caption = "Graded series without an approved benchmark"
    caption_class = "govuk-visually-hidden"

    series = tables.Column(
        accessor="series__name",
        verbose_name="Series",
        linkify=("performance:indicator", {"pk": tables.A("series__home_id")}),
        attrs=LINK,
    )
    framework = tables.Column(accessor="framework__name", verbose_name="Framework")
    year = tables.Column(accessor="year__start", verbose_name="Plan year", orderable=False)
    under_way = tables.TemplateColumn(
        template_name="benchmarks/gap.html",
        verbose_name="Under way",
        empty_values=(),
        orderable=False,
    )

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "Every graded series has an approved benchmark."

    def __init__(self, *args, may_propose: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_propose = may_propose

    def render_year(self, value):
        return financial_year_of(value).label()
