"""Drafts: entering one submission by itself, such as a correction, and checking its answers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from performance import workflow
from performance.permissions import require
from performance.states import EDITABLE_STATES, Action
from performance.views.entering import answers_page
from performance.views.entering_sections import Sheet, entering_page, stored_section
from performance.views.entering_steps import posted
from performance.views.submissions import seen


def sheet_of(submission) -> Sheet:
    return Sheet(
        name=submission.indicator.name,
        period=submission.period.label(),
        submissions=(submission,),
        address=reverse("performance:submission-edit", args=[submission.pk]),
        answers=reverse("performance:submission-answers", args=[submission.pk]),
        submit=reverse("performance:submission-submit", args=[submission.pk]),
        is_single=True,
    )


class Edit(View):
    """Entering: each figure beside its last values, the commentary, Save, Save and continue."""

    def get(self, request, pk):
        submission = seen(request, pk)
        if submission.state not in EDITABLE_STATES:
            messages.info(
                request,
                f"This submission is {submission.get_state_display().lower()}, "
                "so it cannot be changed.",
            )
            return redirect("performance:submission", pk)
        require(request.user, Action.SAVE, submission, on=timezone.localdate())
        readiness = workflow.readiness_of([submission])[pk]
        section = stored_section(submission, readiness, None)
        return entering_page(request, sheet_of(submission), [section])

    def post(self, request, pk):
        return posted(request, sheet_of(seen(request, pk)))


class Answers(View):
    """Check answers: everything in one list, what is missing, and the provisional grade."""

    def get(self, request, pk):
        submission = seen(request, pk)
        if submission.state not in EDITABLE_STATES:
            return redirect("performance:submission", pk)
        require(request.user, Action.SAVE, submission, on=timezone.localdate())
        return answers_page(request, sheet_of(submission))
