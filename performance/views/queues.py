"""Queues: what waits for an analyst's check, and what for a reviewer's decision."""

from dataclasses import replace

from django.utils import timezone
from django_tables2 import SingleTableView

from performance.tables.queues import CheckTable, ReviewTable
from performance.views import waiting

EACH_PAGE = 25


class Queue(SingleTableView):
    """What waits, the riskiest first, unless the address sorts it otherwise.

    ``?tick=clean`` gives the page with every clean one ticked: it asks for no script.
    """

    paginate_by = EACH_PAGE
    queue: waiting.Queue

    def get_queryset(self):
        rows = waiting.waiting(self.queue, self.request.user, on=timezone.localdate())
        if self.request.GET.get("tick") == "clean":
            rows = [replace(row, is_ticked=row.is_clean) for row in rows]
        return rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        shown = context["table"].page.object_list if context["table"].page else ()
        context["clean"] = sum(row.record.is_clean for row in shown)
        if shown and not context["clean"]:
            # Nothing on the page can be ticked or decided on from here.
            context["table"].columns.hide("tick")
            context["table"].columns.hide("move")
        context["is_sorted"] = "sort" in self.request.GET
        return context


class CheckQueue(Queue):
    """Submitted work that this analyst may check."""

    queue = waiting.CHECK
    table_class = CheckTable
    template_name = "queues/check.html"


class ReviewQueue(Queue):
    """Checked work that this reviewer may decide on."""

    queue = waiting.REVIEW
    table_class = ReviewTable
    template_name = "queues/review.html"
