"""Opening a correction of an approved figure."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.generic import View

from performance import workflow
from performance.forms.corrections import CorrectionForm
from performance.models import Indicator, Submission
from performance.permissions import require, visible
from performance.queries.submissions.corrections import (
    approved_periods,
    homes_elsewhere,
    in_the_way,
)
from performance.states import Action


class Correct(View):
    """Which period and why; then the draft beside the figure that stands."""

    def get(self, request, pk):
        indicator = self.indicator(pk)
        form = CorrectionForm(
            initial={"period": request.GET.get("period", "")}, periods=approved_periods(indicator)
        )
        return self.page(indicator, form)

    def post(self, request, pk):
        indicator = self.indicator(pk)
        form = CorrectionForm(request.POST, periods=approved_periods(indicator))
        if not form.is_valid():
            return self.page(indicator, form, status=400)
        period = form.chosen()
        try:
            submission = workflow.correct(
                indicator,
                period,
                by=request.user,
                on=timezone.localdate(),
                reason=form.cleaned_data["reason"],
            )
        except workflow.NotReady as refusal:
            form.add_error("period", str(refusal))
            seen = visible(request.user, Submission.objects.all(), on=timezone.localdate())
            open_already = in_the_way(indicator, period, seen)
            if is_the_same(open_already, request.user, form.cleaned_data["reason"]):
                messages.info(request, "You have opened this correction already: it is this one.")
                return redirect("performance:submission-edit", open_already.pk)
            return self.page(indicator, form, status=409, open_already=open_already)
        messages.success(
            request, "The correction is open. The approved figures stand until it is approved."
        )
        return redirect("performance:submission-edit", submission.pk)

    def indicator(self, pk) -> Indicator:
        indicator = get_object_or_404(Indicator, pk=pk)
        require(self.request.user, Action.CORRECT, indicator, on=timezone.localdate())
        return indicator

    def page(self, indicator, form, *, status=200, open_already=None):
        context = {
            "indicator": indicator,
            "form": form,
            "homes": homes_elsewhere(indicator),
            "open_already": open_already,
        }
        return render(self.request, "corrections/correct.html", context, status=status)


def is_the_same(submission: Submission | None, user, reason: str) -> bool:
    """Whether ``submission`` is the correction that this very form opened a moment ago.

    Another reason may be of another matter: its words are kept, and nobody is led away.
    """
    return (
        submission is not None
        and submission.is_correction
        and submission.opened_by_id == user.pk
        and submission.correction_reason == reason
    )
