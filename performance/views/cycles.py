"""Cycles: the list, and reopening a closed one, asked by one person and granted by another."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import View

from performance import workflow
from performance.forms.reopenings import ReopeningForm
from performance.models import Cycle, Reopening
from performance.permissions import may, may_open
from performance.queries.cycles import cycles
from performance.states import Action

FIELDS = {"expires_on": "last_day", "indicator": "indicator"}


class CycleList(View):
    """Every cycle with its dates and counts, then the reopenings."""

    def get(self, request):
        return cycles_page(request)


def cycles_page(request, *, refusal="", status=200):
    user, today = request.user, timezone.localdate()
    rows = cycles.reopenings(user, on=today)
    context = {
        "cycles": cycles.cycles(user, on=today),
        "reopenings": [
            {
                "row": row,
                "may_grant": row.is_waiting
                and may(user, Action.GRANT_REOPENING, row.reopening, on=today),
                "is_own": row.is_waiting and row.reopening.asked_by_id == user.pk,
            }
            for row in rows
        ],
        "may_ask": may_open(user, "performance:cycle-reopen", on=today),
        "refusal": refusal,
    }
    return render(request, "cycles/list.html", context, status=status)


class Reopen(View):
    """Asking for a closed cycle to be reopened for one indicator until a day."""

    def get(self, request, code):
        cycle = get_object_or_404(Cycle, code=code)
        form = ReopeningForm(
            initial={"indicator": request.GET.get("indicator", "")},
            indicators=cycles.unfinished(request.user, cycle, on=timezone.localdate()),
        )
        return reopen_page(request, cycle, form)

    def post(self, request, code):
        cycle = get_object_or_404(Cycle, code=code)
        indicators = cycles.unfinished(request.user, cycle, on=timezone.localdate())
        form = ReopeningForm(request.POST, indicators=indicators)
        if not form.is_valid():
            return reopen_page(request, cycle, form, status=400)
        try:
            workflow.ask_reopening(
                cycle,
                form.cleaned_data["indicator"],
                by=request.user,
                on=timezone.localdate(),
                reason=form.cleaned_data["reason"],
                expires_on=form.cleaned_data["last_day"] + timedelta(days=1),
            )
        except workflow.NotReady as refusal:
            for gap in refusal.gaps:
                form.add_error(FIELDS.get(gap.field), gap.message)
            return reopen_page(request, cycle, form, status=409)
        messages.success(request, "The reopening is asked for. A publisher grants it or leaves it.")
        return redirect("performance:cycles")


def reopen_page(request, cycle, form, *, status=200):
    context = {
        "cycle": cycle,
        "form": form,
        "is_closed": cycle.closes_on <= timezone.localdate(),
        "may_any": form.fields["indicator"].queryset.exists(),
    }
    return render(request, "cycles/reopen.html", context, status=status)


@require_POST
def grant(request, pk):
    reopening = get_object_or_404(Reopening, pk=pk)
    try:
        granted = workflow.grant_reopening(reopening, by=request.user, on=timezone.localdate())
    except workflow.NotReady as refusal:
        return cycles_page(request, refusal=str(refusal), status=409)
    last_day = granted.expires_on - timedelta(days=1)
    messages.success(
        request, f"{granted} is reopened. It can be entered until {last_day:%-d %B %Y}."
    )
    return redirect("performance:cycles")
