"""The columns of the list of indicators."""

import django_tables2 as tables

from performance.models import Indicator


class IndicatorTable(tables.Table):
    """Wants rows from queries.indicators.listed."""

    caption = "Indicators"
    caption_class = "govuk-visually-hidden"

    name = tables.Column(
        verbose_name="Indicator",
        linkify=("performance:indicator", {"pk": tables.A("pk")}),
        attrs={"td": {"scope": "row"}, "a": {"class": "govuk-link"}},
    )
    portfolio_name = tables.Column(verbose_name="Portfolio", default="None today")
    frequency = tables.Column(verbose_name="Reported")
    grades = tables.TemplateColumn(
        template_name="indicators/list_grades.html",
        verbose_name="Latest grade",
        empty_values=(),
        orderable=False,
    )

    class Meta:
        model = Indicator
        fields = ("name", "portfolio_name", "frequency", "grades")
        template_name = "django_tables2/govuk.html"
        order_by = ("name",)
        empty_text = "No indicator matches. Take a filter away to see more."
