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
    due_on = tables.DateColumn(verbose_name="Due", format="j F Y", default="No due date")

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "No submission matches."

    caption = "Submissions"
    caption_class = "govuk-visually-hidden"


class CheckTable(tables.Table):
    """What waits for an analyst's check."""

    indicator = tables.Column(
        accessor="indicator__name",
        verbose_name="Indicator",
        linkify=("performance:submission", {"pk": tables.A("pk")}),
        attrs=ROW_HEADER,
    )
    period = tables.Column(order_by=("period_end", "period_start"))
    portfolio_name = tables.Column(verbose_name="Portfolio", default="None")
    submitted_by = tables.Column(accessor="submitted_by__name", verbose_name="Submitted by")
    submitted_at = tables.DateTimeColumn(verbose_name="Submitted", format="j F Y, H:i")
    due_on = tables.DateColumn(verbose_name="Was due", format="j F Y", default="No due date")

    class Meta:
        template_name = "django_tables2/govuk.html"
        empty_text = "Nothing waits for your check."

    caption = "Waiting for a check"
    caption_class = "govuk-visually-hidden"


class ReviewTable(CheckTable):
    """What waits for a reviewer's decision."""

    checked_by = tables.Column(accessor="checked_by__name", verbose_name="Checked by")
    checked_at = tables.DateTimeColumn(verbose_name="Checked", format="j F Y, H:i")

    class Meta(CheckTable.Meta):
        empty_text = "Nothing waits for your decision."
        exclude = ("submitted_at",)
        sequence = (
            "indicator",
            "period",
            "portfolio_name",
            "submitted_by",
            "checked_by",
            "checked_at",
            "due_on",
        )

    caption = "Waiting for a decision"
