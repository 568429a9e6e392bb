"""Entering: every figure that a portfolio owes in a cycle on one page, and the answers to check."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from performance import workflow
from performance.models import Cycle, Portfolio, Submission
from performance.permissions import submittable
from performance.queries.submissions.entering import asked_of
from performance.views.entering_sections import (
    Section,
    Sheet,
    answers_of,
    editable,
    entering_page,
    others,
    stored_section,
)
from performance.views.entering_steps import posted


def sheet_of(request, cycle: str, portfolio: str) -> Sheet:
    """What a portfolio enters in a cycle; 404 unless this person sees something of it."""
    during = get_object_or_404(Cycle, code=cycle)
    held_by = get_object_or_404(Portfolio, code=portfolio)
    submissions = asked_of(request.user, during, held_by, on=timezone.localdate())
    if not submissions:
        raise Http404("Nothing of this portfolio in this cycle is yours to see.")
    where = [cycle, portfolio]
    return Sheet(
        name=held_by.name,
        period=during.period.label(),
        submissions=tuple(submissions),
        address=reverse("performance:entering", args=where),
        answers=reverse("performance:entering-answers", args=where),
        submit=reverse("performance:entering-submit", args=where),
    )


class Entering(View):
    """Each figure with its last values; what is no longer entered here is listed with its state."""

    def get(self, request, cycle, portfolio):
        sheet = sheet_of(request, cycle, portfolio)
        return entering_page(request, sheet, sections_as_stored(request, sheet))

    def post(self, request, cycle, portfolio):
        return posted(request, sheet_of(request, cycle, portfolio))


class Answers(View):
    """Check answers: everything typed in one list, what is missing, and the provisional grades."""

    def get(self, request, cycle, portfolio):
        return answers_page(request, sheet_of(request, cycle, portfolio))


def sections_as_stored(request, sheet: Sheet) -> list[Section]:
    """A section for each submission that the reader may save now, as it stands."""
    submissions = editable(request, sheet.submissions)
    readiness = workflow.readiness_of(submissions)
    return [stored_section(each, readiness[each.pk], sheet.prefix(each)) for each in submissions]


def answers_page(request, sheet: Sheet, *, status=200, results=()):
    """``results`` says what became of each submission that was just tried to be submitted."""
    submissions = editable(request, sheet.submissions)
    readiness = workflow.readiness_of(submissions)
    may_submit = submittable_of(request, submissions)
    rows = [
        {
            "submission": each,
            "anchor": f"{sheet.prefix(each)}-" if sheet.prefix(each) else "",
            "answers": answers_of(each, readiness[each.pk].slots, headed=sheet.period),
            "gaps": readiness[each.pk].gaps,
            "form": form,
            "explained": form.explained(),
            "outcome": readiness[each.pk].outcome,
            "is_empty": readiness[each.pk].is_empty,
            "may_submit": each.pk in may_submit,
        }
        for each in submissions
        for form in (stored_section(each, readiness[each.pk], sheet.prefix(each)).form,)
    ]
    ready = [row for row in rows if row["may_submit"] and not row["gaps"]]
    context = {
        "sheet": sheet,
        "rows": rows,
        "ready": ready,
        "unready": [row for row in rows if row["gaps"]],
        "warned": [row for row in rows if row["explained"]],
        **others(request, sheet, submissions),
        "has_lead": all(each.has_lead for each in submissions),
        "may_submit": bool(may_submit),
        "results": results,
    }
    return render(request, "entering/answers.html", context, status=status)


def submittable_of(request, submissions) -> set:
    """The ids of those that the reader may submit, were they complete. One query."""
    rows = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    return set(
        submittable(request.user, rows, on=timezone.localdate()).values_list("pk", flat=True)
    )
