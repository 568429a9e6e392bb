"""Columns of the queues. A row is a views.waiting.Waiting: a submission with its risks."""

import django_tables2 as tables

# The scripts move from row to row by these links.
ROW_HEADER = {"td": {"scope": "row"}, "a": {"class": "govuk-link", "data-row": "true"}}


class CheckTable(tables.Table):
    """What waits for an analyst's check."""

    tick = tables.TemplateColumn(
        template_name="queues/tick.html", verbose_name="Tick", orderable=False
    )
    indicator = tables.Column(
        accessor="submission__indicator__name",
        verbose_name="Indicator",
        linkify=("performance:submission", {"pk": tables.A("pk")}),
        attrs=ROW_HEADER,
    )
    period = tables.Column(
        accessor="submission__period",
        order_by=("submission__period_end", "submission__period_start"),
    )
    risks = tables.TemplateColumn(
        template_name="queues/risks.html", verbose_name="Look closer", orderable=False
    )
    move = tables.TemplateColumn(
        template_name="queues/row_move.html",
        extra_context={"label": "Pass on"},
        verbose_name="Pass it on",
        orderable=False,
    )
    portfolio_name = tables.Column(
        accessor="submission__portfolio_name", verbose_name="Portfolio", default="None"
    )
    submitted_by = tables.Column(
        accessor="submission__submitted_by__name", verbose_name="Submitted by"
    )
    submitted_at = tables.DateTimeColumn(
        accessor="submission__submitted_at", verbose_name="Submitted", format="j M Y, H:i"
    )
    due_on = tables.DateColumn(
        accessor="submission__judged_due_on",
        verbose_name="Due",
        format="j M Y",
        default="No due date",
    )

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "Nothing waits for your check."
        attrs = {"class": "app-queue"}

    caption = "Waiting for a check"
    caption_class = "govuk-visually-hidden"


class ReviewTable(CheckTable):
    """What waits for a reviewer's decision."""

    move = tables.TemplateColumn(
        template_name="queues/row_move.html",
        extra_context={"label": "Approve"},
        verbose_name="Approve it",
        orderable=False,
    )
    checked_by = tables.Column(accessor="submission__checked_by__name", verbose_name="Checked by")
    checked_at = tables.DateTimeColumn(
        accessor="submission__checked_at", verbose_name="Checked", format="j M Y, H:i"
    )

    class Meta(CheckTable.Meta):
        empty_text = "Nothing waits for your decision."
        exclude = ("submitted_at",)
        sequence = (
            *("tick", "indicator", "period", "risks", "move"),
            *("portfolio_name", "submitted_by", "checked_by", "checked_at", "due_on"),
        )

    caption = "Waiting for a decision"
