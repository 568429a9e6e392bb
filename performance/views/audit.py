"""The audit trail of an indicator and of a submission."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import ListView

from performance.benchmark_rights import reads_proposals
from performance.models import AuditSeal, Indicator, Submission
from performance.permissions import reads_drafts, reads_returns, speaks_for, visible
from performance.queries import audit
from performance.views.submissions import seen

EVENTS_A_PAGE = 25


class Trail(ListView):
    """A page of events, newest first."""

    template_name = "audit/trail.html"
    context_object_name = "events"
    paginate_by = EVENTS_A_PAGE

    def heard(self, events, indicator):
        """``events`` with no remark that this person's body does not read."""
        body = speaks_for(self.request.user, indicator, on=timezone.localdate())
        return audit.within_earshot(events, body=body)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, today, indicator = self.request.user, timezone.localdate(), context["indicator"]
        context["lines"] = audit.lines(
            context["events"],
            with_drafts=reads_drafts(user, indicator, on=today),
            with_returns=reads_returns(user, indicator, on=today),
        )
        context["seal"] = AuditSeal.objects.newest()
        return context


class IndicatorAudit(Trail):
    """What happened to an indicator, and to those of its submissions that the reader may see."""

    def get_queryset(self):
        self.indicator = get_object_or_404(Indicator, pk=self.kwargs["pk"])
        user, today = self.request.user, timezone.localdate()
        shown = visible(user, Submission.objects.all(), on=today)
        proposals = reads_proposals(user, self.indicator, on=today)
        events = audit.of_indicator(self.indicator, shown, with_proposals=proposals)
        return self.heard(events, self.indicator)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, indicator=self.indicator)


class SubmissionAudit(Trail):
    """What happened to a submission."""

    def get_queryset(self):
        self.submission = seen(self.request, self.kwargs["pk"])
        return self.heard(audit.of_submission(self.submission), self.submission.indicator)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, submission=self.submission, indicator=self.submission.indicator
        )
