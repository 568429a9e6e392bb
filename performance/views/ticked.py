"""Many clean submissions decided on at once, each by the same verb as by itself. POST only."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.models import Submission
from performance.permissions import once_seen
from performance.queries.checks.risks import is_clean
from performance.views import waiting
from performance.views.refusals import is_done_already, version_in


@require_POST
def check(request):
    return decided(request, waiting.CHECK, workflow.check, "A reviewer decides on {them} next.")


@require_POST
def approve(request):
    after = "The grade{s} follow{follows} within a minute."
    return decided(request, waiting.REVIEW, workflow.approve, after)


def decided(request, queue: waiting.Queue, verb: Callable, after: str):
    """Decide on each by itself: one that is refused holds up no other, and each is told by name."""
    versions = ticked_from(request)
    today = timezone.localdate()
    rows = Submission.objects.select_related("indicator", "cycle").filter(pk__in=versions)
    found = once_seen(request.user, rows, on=today).in_bulk()
    open_ones = [each for each in found.values() if each.state in queue.move.sources]
    risks = waiting.risks_on(open_ones, queue, request.user, on=today)
    done = []
    for key, version in versions.items():
        submission = found.get(key)
        if submission is None:
            messages.error(request, "One of those you ticked is not in your queue any more.")
        elif not is_clean(risks.get(key, ())):
            messages.error(request, refused(submission, queue, risks[key]))
        else:
            try:
                done.append(verb(submission, by=request.user, on=today, version=version))
            except workflow.MovedOn as refusal:
                told(request, submission, queue, refusal)
            except PermissionDenied as barred:
                messages.error(request, f"{submission}: nothing was done. {barred}")
    if done:
        messages.success(request, summary(done, queue, after))
    if not versions:
        messages.error(request, f"Nothing is ticked: tick what you want to {queue.verb}.")
    return redirect(f"performance:{queue.name}")


def ticked_from(request) -> dict[UUID, int]:
    """The version that was on the page, by each submission that is ticked, or by the only one.

    Raises:
        BadRequest: the form names no submissions, or says no version of one.
    """
    only = request.POST.get("only")
    keys = [only] if only else request.POST.getlist("ticked")
    try:
        return {UUID(key): version_in(request.POST[f"version-{key}"]) for key in keys}
    except (KeyError, ValueError) as unreadable:
        raise BadRequest("The form did not say what was ticked, or in which version.") from (
            unreadable
        )


def refused(submission: Submission, queue: waiting.Queue, risks) -> str:
    why = ", ".join(risk.word.lower() for risk in risks if not is_clean([risk]))
    return f"{submission} is not {queue.move.done}: open it first ({why})."


def told(request, submission: Submission, queue: waiting.Queue, refusal) -> None:
    if is_done_already(request, refusal, queue.move):
        messages.info(request, f"You did this already: {submission.title} is {queue.move.done}.")
    else:
        messages.error(request, f"{submission}: {refusal}")


def summary(done: list[Submission], queue: waiting.Queue, after: str) -> str:
    """How many are decided on, and which: "2 are approved: …"."""
    names = "; ".join(each.title for each in done)
    one = len(done) == 1
    said = (
        f"{names} is {queue.move.done}." if one else f"{len(done)} are {queue.move.done}: {names}."
    )
    words = {
        "them": "it" if one else "them",
        "s": "" if one else "s",
        "follows": "s" if one else "",
    }
    return f"{said} {after.format(**words)}"
