"""The audit trail of an indicator, of a submission, of a cycle, and of the reader's deputies."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView

from performance.benchmark_rights import reads_proposals
from performance.cycle_rights import counts_all, reopenings_read
from performance.models import AuditSeal, Cycle, Indicator, Reopening, Submission
from performance.permissions import (
    reads_drafts,
    reads_returns,
    sees_drafts,
    speaks_for,
    visible,
)
from performance.queries.audit import audit
from performance.views.submissions import seen

EVENTS_A_PAGE = 25


class Trail(ListView):
    """A page of events, newest first.

    One says for itself of what (``about``, ``caption``), where that is (``back``), and how its
    events are told (``lines``).
    """

    template_name = "audit/trail.html"
    context_object_name = "events"
    paginate_by = EVENTS_A_PAGE

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["lines"] = self.lines(context["events"])
        context["seal"] = AuditSeal.objects.newest()
        return context


class OfAnIndicator(Trail):
    """The trail of something that concerns one indicator, ``self.indicator``."""

    def heard(self, events):
        """``events`` with no remark that this person's body does not read."""
        body = speaks_for(self.request.user, self.indicator, on=timezone.localdate())
        return audit.within_earshot(events, body=body)

    def lines(self, events):
        user, today = self.request.user, timezone.localdate()
        return audit.lines(
            events,
            with_drafts=reads_drafts(user, self.indicator, on=today),
            with_returns=reads_returns(user, self.indicator, on=today),
        )


class IndicatorAudit(OfAnIndicator):
    """What happened to an indicator, and to those of its submissions that the reader may see."""

    def get_queryset(self):
        self.indicator = get_object_or_404(Indicator, pk=self.kwargs["pk"])
        user, today = self.request.user, timezone.localdate()
        shown = visible(user, Submission.objects.all(), on=today)
        proposals = reads_proposals(user, self.indicator, on=today)
        events = audit.of_indicator(self.indicator, shown, with_proposals=proposals)
        return self.heard(events)

    def get_context_data(self, **kwargs):
        name = self.indicator.name
        back = reverse("performance:indicator", args=[self.indicator.pk])
        return super().get_context_data(**kwargs, about=name, caption=name, back=back)


class SubmissionAudit(OfAnIndicator):
    """What happened to a submission."""

    def get_queryset(self):
        self.submission = seen(self.request, self.kwargs["pk"])
        self.indicator = self.submission.indicator
        return self.heard(audit.of_submission(self.submission))

    def get_context_data(self, **kwargs):
        submission = self.submission
        return super().get_context_data(
            **kwargs,
            submission=submission,
            about=f"{submission}, correction" if submission.is_correction else str(submission),
            caption=f"{self.indicator.name}, {submission.period.label()}",
            back=reverse("performance:submission", args=[submission.pk]),
        )


class CycleAudit(Trail):
    """What happened to a cycle, and to those of its reopenings that concern the reader."""

    def get_queryset(self):
        self.cycle = get_object_or_404(Cycle, code=self.kwargs["code"])
        user, today = self.request.user, timezone.localdate()
        reopenings = reopenings_read(user, Reopening.objects.all(), on=today)
        reminders = sees_drafts(user, on=today)
        return audit.of_cycle(self.cycle, reopenings, with_reminders=reminders)

    def lines(self, events):
        counts = counts_all(self.request.user, on=timezone.localdate())
        return audit.lines_of_cycle(events, with_counts=counts)

    def get_context_data(self, **kwargs):
        about = f"reporting cycle {self.cycle}"
        back = reverse("performance:cycle", args=[self.cycle.code])
        return super().get_context_data(
            **kwargs, about=about, caption=f"Reporting cycle, {self.cycle}", back=back
        )


class DeputiesAudit(Trail):
    """Whom the reader named as a deputy, from when until when, and what became of it."""

    def get_queryset(self):
        return audit.of_deputies(self.request.user)

    def lines(self, events):
        return audit.lines_of_deputies(events)

    def get_context_data(self, **kwargs):
        back = reverse("performance:deputies")
        return super().get_context_data(
            **kwargs, about="your deputies", caption="Your deputies", back=back
        )
