"""Columns of lists of submissions."""

import django_tables2 as tables

ROW_HEADER = {"td": {"scope": "row"}, "a": {"class": "govuk-link"}}


class SubmissionTable(tables.Table):
    """Every submission that the reader may see."""

    indicator = tables.Column(
        accessor="indicator__name",
        verbose_name="Indicator",
        linkify=("performance:submission", {"pk": tables.A("pk")}),
        attrs=ROW_HEADER,
    )
    period = tables.Column(order_by=("period_end", "period_start"))
    portfolio_name = tables.Column(verbose_name="Portfolio", default="None")
    state = tables.TemplateColumn(template_name="submissions/state_cell.html")
    due_on = tables.DateColumn(
        accessor="judged_due_on",
        order_by="due_on",
        verbose_name="Due",
        format="j F Y",
        default="No due date",
    )

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "No submission matches."

    caption = "Submissions"
    caption_class = "govuk-visually-hidden"
