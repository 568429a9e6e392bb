"""Queues: what waits for an analyst's check, and what for a reviewer's decision."""

from django.utils import timezone
from django_tables2 import SingleTableView

from performance.models import Submission
from performance.permissions import to_check, to_decide
from performance.queries.submissions import listed
from performance.tables.submissions import CheckTable, ReviewTable


class CheckQueue(SingleTableView):
    """Submitted work that this analyst may check."""

    table_class = CheckTable
    template_name = "queues/check.html"
    paginate_by = 25

    def get_queryset(self):
        today = timezone.localdate()
        return listed(to_check(self.request.user, Submission.objects.all(), on=today), on=today)


class ReviewQueue(SingleTableView):
    """Checked work that this reviewer may decide on."""

    table_class = ReviewTable
    template_name = "queues/review.html"
    paginate_by = 25

    def get_queryset(self):
        today = timezone.localdate()
        return listed(to_decide(self.request.user, Submission.objects.all(), on=today), on=today)
