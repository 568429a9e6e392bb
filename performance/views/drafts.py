"""Drafts: entering figures and commentary, and checking the answers before they are submitted."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from performance import regrading, workflow
from performance.forms.drafts import DraftForm
from performance.permissions import require
from performance.queries.submissions import (
    PAST_VALUES,
    now_printed,
    past_values,
    returned_figures,
    source_of,
    standing_of,
)
from performance.states import EDITABLE_STATES, Action, Prompt
from performance.views.submissions import seen


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
        form = DraftForm.stored(
            slots=workflow.slots(submission),
            commentary=commentary_of(submission),
            version=submission.version,
        )
        return edit_page(request, submission, form)

    def post(self, request, pk):
        submission = seen(request, pk)
        form = DraftForm(request.POST, slots=workflow.slots(submission))
        if not form.is_valid():
            return edit_page(request, submission, form, status=400)
        try:
            saved = workflow.save(
                submission,
                by=request.user,
                on=timezone.localdate(),
                version=form.cleaned_data["version"],
                figures={
                    key: workflow.Figure(**asdict(typed)) for key, typed in form.figures().items()
                },
                commentary=form.commentary(),
            )
        except workflow.MovedOn as refusal:
            return kept(request, pk, refusal, status=409)
        except PermissionDenied as refusal:
            return kept(request, pk, refusal, status=403)
        faults = sum(1 for slot in workflow.slots(saved) if slot.entry and slot.entry.fault)
        if faults:
            messages.warning(request, "Saved as typed, but not everything could be read.")
        elif "continue" in request.POST:
            return redirect("performance:submission-answers", pk)
        else:
            messages.success(request, "Saved.")
        return redirect("performance:submission-edit", pk)


def kept(request, pk, refusal, *, status: int):
    """The edit page again with what was typed, and the present version beside it."""
    present = seen(request, pk)
    slots = workflow.slots(present)
    typed = request.POST.copy()
    typed["version"] = present.version
    form = DraftForm(typed, slots=slots)
    return edit_page(request, present, form, status=status, refusal=str(refusal))


def edit_page(request, submission, form, *, status=200, refusal=""):
    past = past_values([slot.series for slot in form.slots], until=submission.period)
    returned = returned_figures(submission)
    rows = [
        {
            "row": row,
            "past": past[row.slot.series.pk, row.slot.organisation.pk][:PAST_VALUES],
            "returned_because": returned.get(row.slot.entry.pk, "") if row.slot.entry else "",
        }
        for row in form.rows()
    ]
    may = workflow.options(submission, by=request.user, on=timezone.localdate())
    context = {
        "submission": submission,
        "form": form,
        "rows": rows,
        "refusal": refusal,
        "present": answers_of(submission, form.slots) if refusal else [],
        "may_save": Action.SAVE in may,
    }
    return render(request, "submissions/edit.html", context, status=status)


class Answers(View):
    """Check answers: everything in one list, what is missing, and the provisional grade."""

    def get(self, request, pk):
        submission = seen(request, pk)
        today = timezone.localdate()
        if submission.state not in EDITABLE_STATES:
            return redirect("performance:submission", pk)
        require(request.user, Action.SAVE, submission, on=today)
        slots = workflow.slots(submission)
        context = {
            "submission": submission,
            "answers": answers_of(submission, slots),
            "gaps": workflow.gaps(submission),
            "outcome": regrading.provisional_outcome(submission),
            "may_submit": Action.SUBMIT in workflow.options(submission, by=request.user, on=today),
        }
        return render(request, "submissions/answers.html", context)


def commentary_of(submission) -> dict[str, str]:
    return {each.prompt: each.text for each in submission.commentaries.all()}


def answers_of(submission, slots) -> list[dict]:
    """The rows of a summary list: every figure and every answer, with where to change it."""
    rows = []
    for slot in slots:
        entry = slot.entry
        words = now_printed(entry, slot.series.unit.dress) if entry else ""
        rows.append(
            {
                "key": slot.name,
                "value": words or "Nothing entered",
                "standing": standing_of(entry) if entry else "",
                "source": source_of(entry) if entry else None,
                "note": entry.note if entry else "",
                "field": slot.field,
            }
        )
    written = commentary_of(submission)
    for prompt in Prompt:
        text = written.get(prompt.value, "")
        if text.strip() or prompt == Prompt.NARRATIVE:
            rows.append(
                {
                    "key": prompt.label,
                    "value": text if text.strip() else "Nothing written",
                    "standing": "",
                    "source": None,
                    "note": "",
                    "field": prompt.value,
                }
            )
    return rows
