"""The moves of a submission: POST only, each a call of the workflow's verb.

After a check or a decision the next one that waits is shown: the queue's next, or its first.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.forms.returns import ReturnForm
from performance.states import State
from performance.views import waiting
from performance.views.refusals import explains_refused_moves, reachable, version_from
from performance.views.submissions import comparisons, seen, submission_page
from performance.workflow import transitions


@require_POST
@explains_refused_moves
def submit(request, pk):
    submission = workflow.submit(
        reachable(request, pk),
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
    )
    messages.success(request, f"{submission.title} is submitted. An analyst checks it next.")
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
    now = "returned work" if submission.returns else "a draft"
    messages.success(request, f"{submission.title} is {now} again. Submit it when it is ready.")
    return redirect("performance:submission-edit", pk)


@require_POST
@explains_refused_moves
def check(request, pk):
    submission = reachable(request, pk)
    following = after(request, submission, waiting.CHECK)
    workflow.check(
        submission, by=request.user, on=timezone.localdate(), version=version_from(request)
    )
    done = f"{submission.title} is checked. A reviewer decides on it next."
    return onwards(request, done, following, waiting.CHECK)


@require_POST
@explains_refused_moves
def send_back(request, pk):
    submission = reachable(request, pk)
    version = version_from(request)
    form = ReturnForm(request.POST, rows=comparisons(submission))
    if not form.is_valid():
        # Whoever comes too late is told so: to mend the form would be in vain.
        workflow.in_time(
            submission,
            transitions.SEND_BACK,
            by=request.user,
            on=timezone.localdate(),
            version=version,
        )
        # Shown only to those who may still see it: it may be the force's own again.
        return submission_page(request, seen(request, pk), form=form, status=400)
    queue = waiting.REVIEW if submission.state == State.CHECKED else waiting.CHECK
    following = after(request, submission, queue)
    workflow.send_back(
        submission,
        by=request.user,
        on=timezone.localdate(),
        version=version,
        reason=form.cleaned_data["reason"],
        figures=form.figures(),
        due_on=form.cleaned_data["due_on"],
    )
    return onwards(request, f"{submission.title} is sent back, with your reason.", following, queue)


@require_POST
@explains_refused_moves
def approve(request, pk):
    submission = reachable(request, pk)
    following = after(request, submission, waiting.REVIEW)
    workflow.approve(
        submission, by=request.user, on=timezone.localdate(), version=version_from(request)
    )
    done = f"{submission.title} is approved. Its grade follows within a minute."
    return onwards(request, done, following, waiting.REVIEW)


def after(request, submission, queue: waiting.Queue):
    """What follows ``submission`` in this person's queue, or its first; None where none is left."""
    rows = waiting.waiting(queue, request.user, on=timezone.localdate())
    keys = [row.pk for row in rows]
    if submission.pk in keys:
        place = keys.index(submission.pk)
        rows = rows[place + 1 :] + rows[:place]
    return rows[0].submission if rows else None


def onwards(request, done: str, following, queue: waiting.Queue):
    """To the next one that waits, with what was done, or to the queue that is empty now."""
    if following is None:
        messages.success(request, f"{done} Nothing else waits for you.")
        return redirect(f"performance:{queue.name}")
    messages.success(request, f"{done} This is the next that waits for you.")
    return redirect("performance:submission", following.pk)
