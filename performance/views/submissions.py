"""Submissions: the list, and the page on which one is read and decided."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import View
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from performance import workflow
from performance.forms.attachments import AttachmentForm
from performance.forms.returns import ReturnForm
from performance.forms.submissions import SubmissionFilter
from performance.intake.file_types import TAKEN, TYPES
from performance.models import Submission
from performance.permissions import may_open, reads_returns, visible
from performance.queries.audit.audit import returns
from performance.queries.cycles.cycles import shut
from performance.queries.submissions.attachments import attachments_of
from performance.queries.submissions.corrections import replaced_by
from performance.queries.submissions.side_by_side import side_by_side
from performance.queries.submissions.submissions import (
    comparison,
    editors,
    listed,
    past_values,
    periods_of,
    returned_figures,
    somebody_submits,
)
from performance.states import EDITABLE_STATES, Action, State
from performance.tables.submissions import SubmissionTable
from performance.views.decisions import decision
from performance.views.threads import threads


def seen(request, pk) -> Submission:
    """The submission, if this person's appointments show it today; 404 if not.

    Its ``has_lead`` says whether anybody is appointed today to submit it.
    """
    today = timezone.localdate()
    people = ("opened_by", "submitted_by", "checked_by", "approved_by", "returned_by")
    submissions = Submission.objects.select_related("indicator", "cycle", "corrects", *people)
    submissions = submissions.annotate(has_lead=somebody_submits(on=today))
    shown = visible(request.user, submissions, on=today)
    return get_object_or_404(shown, pk=pk)


class SubmissionList(SingleTableMixin, FilterView):
    """What the reader may see, filtered by state, portfolio and period in the address."""

    table_class = SubmissionTable
    filterset_class = SubmissionFilter
    template_name = "submissions/list.html"
    paginate_by = 25

    def get_queryset(self):
        shown = visible(self.request.user, Submission.objects.all(), on=timezone.localdate())
        return listed(shown, on=timezone.localdate())

    def get_filterset_kwargs(self, filterset_class):
        today = timezone.localdate()
        shown = visible(self.request.user, Submission.objects.all(), on=today)
        return {
            **super().get_filterset_kwargs(filterset_class),
            "on": today,
            "periods": periods_of(shown),
        }


class SubmissionPage(View):
    """What was entered against what was approved last, who did what, and the moves one may make."""

    def get(self, request, pk):
        return submission_page(request, seen(request, pk))


def submission_page(
    request, submission, *, form=None, refusal="", remark=None, attaching=None, status=200
):
    """The page; ``form`` is a return that was refused, with the words it was refused with, and
    ``remark`` a remark that says nothing and ``attaching`` a file that is not taken."""
    slots = workflow.slots(submission)
    rows = comparisons(submission, slots)
    today = timezone.localdate()
    may = workflow.options(submission, by=request.user, on=today)
    is_shut = shut(Submission.objects.filter(pk=submission.pk), on=today).exists()
    context = {
        "submission": submission,
        "rows": rows,
        "beside": side_by_side(submission, slots) if submission.is_correction else None,
        "commentary": [each for each in submission.commentaries.all() if each.text.strip()],
        "decision": decision(request.user, submission, slots),
        "editors": editors(submission),
        "returns": earlier_returns(request.user, submission),
        "form": form or ReturnForm(rows=rows),
        "threads": threads(request.user, submission, refused=remark),
        "remark": remark,
        "attachments": attachments_of(submission),
        "attaching": attaching or attachment_form(),
        "refusal": refusal,
        "is_overdue": submission.state in EDITABLE_STATES
        and submission.due_on is not None
        and submission.due_on < today,
        "closed": submission.cycle if is_shut else None,
        "may_ask": may_open(request.user, "performance:cycle-reopen", on=today),
        "replaced_by": replaced_by(submission),
        # One name for all: the menu has a may_check of its own.
        "may": {action.value: action in may for action in Action},
    }
    return render(request, "submissions/submission.html", context, status=status)


def attachment_form(*sent) -> AttachmentForm:
    endings = [each for kind in TYPES for each in kind.extensions]
    return AttachmentForm(*sent, most=settings.ATTACHMENT_BYTES, kinds=TAKEN, endings=endings)


def earlier_returns(user, submission) -> list:
    """The times it was sent back before, for whoever works on it or decides.

    The return that it waits to be answered is no part.
    """
    if not reads_returns(user, submission.indicator, on=timezone.localdate()):
        return []
    found = returns(submission)
    return found[1:] if submission.state == State.RETURNED else found


def comparisons(submission, slots=None) -> list:
    """Each figure of the submission beside the last approved one; ``slots`` where already read."""
    slots = slots if slots is not None else workflow.slots(submission)
    past = past_values([slot.series for slot in slots], until=submission.period)
    returned = returned_figures(submission)
    return [
        comparison(
            slot,
            before_this(submission, past[slot.series.pk, slot.organisation.pk]),
            period=submission.period,
            returned=returned,
        )
        for slot in slots
    ]


def before_this(submission, past: list) -> list:
    """Past values without the submission's own, once it is approved itself."""
    if submission.state in (State.APPROVED, State.SUPERSEDED):
        return [each for each in past if each.period.end < submission.period.end]
    return past
