"""Submitting what a portfolio owes in a cycle: each submission by itself, each reported."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.states import EDITABLE_STATES
from performance.views.entering import sheet_of
from performance.views.refusals import version_in


@require_POST
def submit(request, cycle, portfolio):
    """Submit all that are ready, in the versions the page was made from; tell of each other why.

    A version that is not named is not submitted: its answers were not on the page.

    Raises:
        BadRequest: what is named as a version is none.
    """
    sheet = sheet_of(request, cycle, portfolio)
    named = {each: request.POST.get(f"version-{each.pk}", "") for each in sheet.submissions}
    tried = {each: version_in(typed) for each, typed in named.items() if typed}
    readiness = workflow.readiness_of([each for each in tried if each.state in EDITABLE_STATES])
    done, refusals, denied, refused = [], [], None, ""
    for submission, version in tried.items():
        if submission.state not in EDITABLE_STATES:
            state = submission.get_state_display().lower()
            refusals.append(f"{submission} is {state} already.")
            continue
        try:
            workflow.submit(
                submission,
                by=request.user,
                on=timezone.localdate(),
                version=version,
                readiness=readiness[submission.pk],
            )
            done.append(submission)
        except workflow.NotReady:
            refusals.append(f"{submission} is not complete yet.")
            # The page of answers then names what is missing as an error.
            refused = "?refused=1"
        except workflow.MovedOn as refusal:
            refusals.append(f"{submission}: {refusal}")
        except PermissionDenied as refusal:
            denied = refusal
    if denied is not None and not done:
        raise denied
    report(request, done, refusals, tried=len(tried))
    if any(each.state in EDITABLE_STATES and each not in done for each in sheet.submissions):
        return redirect(f"{sheet.answers}{refused}")
    return redirect(sheet.address)


def report(request, done, refusals, *, tried: int) -> None:
    """Say what was submitted, and of everything else why not."""
    if len(done) == 1:
        messages.success(request, f"{done[0]} is submitted. An analyst checks it next.")
    elif done:
        names = ", ".join(each.indicator.name for each in done)
        messages.success(
            request, f"{len(done)} are submitted: {names}. An analyst checks them next."
        )
    for words in refusals:
        messages.error(request, words)
    if not tried:
        messages.info(request, "Nothing was ready to be submitted, so nothing was.")
