"""The moves of a submission: POST only, each a call of the workflow's verb."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.forms.returns import ReturnForm
from performance.states import State
from performance.views.refusals import explains_refused_moves, reachable, version_from
from performance.views.submissions import comparisons, seen, submission_page


@require_POST
@explains_refused_moves
def submit(request, pk):
    submission = workflow.submit(
        reachable(request, pk),
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
    )
    messages.success(request, f"{submission} is submitted. An analyst checks it next.")
    return redirect("performance:submission", pk)


@require_POST
@explains_refused_moves
def withdraw(request, pk):
    submission = workflow.withdraw(
        reachable(request, pk),
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
    )
    messages.success(request, f"{submission} is a draft again. Submit it when it is ready.")
    return redirect("performance:submission-edit", pk)


@require_POST
@explains_refused_moves
def check(request, pk):
    submission = workflow.check(
        reachable(request, pk),
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
    )
    messages.success(request, f"{submission} is checked. A reviewer decides on it next.")
    return redirect("performance:check-queue")


@require_POST
@explains_refused_moves
def send_back(request, pk):
    submission = reachable(request, pk)
    form = ReturnForm(request.POST, rows=comparisons(submission))
    if not form.is_valid():
        # Shown only to those who may still see it: it may be the force's own again.
        return submission_page(request, seen(request, pk), form=form, status=400)
    was_checked = submission.state == State.CHECKED
    workflow.send_back(
        submission,
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
        reason=form.cleaned_data["reason"],
        figures=form.figures(),
        due_on=form.cleaned_data["due_on"],
    )
    messages.success(request, f"{submission} is sent back, with your reason.")
    return redirect(f"performance:{'review' if was_checked else 'check'}-queue")


@require_POST
@explains_refused_moves
def approve(request, pk):
    submission = workflow.approve(
        reachable(request, pk),
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
    )
    messages.success(request, f"{submission} is approved. Its grade follows within a minute.")
    return redirect("performance:review-queue")
