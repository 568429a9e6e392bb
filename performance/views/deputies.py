"""Deputies: who stands in for me, and from when until when."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import View

from performance import workflow
from performance.forms.deputies import DeputyForm
from performance.models import Appointment
from performance.permissions import names_deputies_for
from performance.queries.cycles import deputies

FIELDS = {"person": "person", "starts": "starts", "ends": "last_day"}


class Deputies(View):
    """Those who stand in for this person, and naming another."""

    def get(self, request):
        return deputies_page(request, form_for(request))

    def post(self, request):
        form = form_for(request, request.POST)
        if not form.is_valid():
            return deputies_page(request, form, status=400)
        chosen, today = form.cleaned_data, timezone.localdate()
        own = {str(each.pk): each for each in names_deputies_for(request.user, on=today)}
        try:
            deputy = workflow.name_deputy(
                own[chosen["own"]],
                chosen["person"],
                by=request.user,
                on=today,
                starts=chosen["starts"],
                ends=chosen["last_day"] + timedelta(days=1),
            )
        except workflow.NotReady as refusal:
            for gap in refusal.gaps:
                form.add_error(FIELDS[gap.field], gap.message)
            return deputies_page(request, form, status=409)
        messages.success(
            request,
            f"{deputy.person} stands in for you from {deputy.starts:%-d %B %Y} until "
            f"{chosen['last_day']:%-d %B %Y}.",
        )
        return redirect("performance:deputies")


def form_for(request, data=None) -> DeputyForm:
    today = timezone.localdate()
    own = names_deputies_for(request.user, on=today)
    return DeputyForm(
        data,
        own=[(str(each.pk), deputies.called(each)) for each in own],
        people=deputies.eligible(own, on=today),
    )


def deputies_page(request, form, *, status=200):
    user, today = request.user, timezone.localdate()
    context = {
        "form": form,
        "stand_ins": deputies.stand_ins(names_deputies_for(user, on=today), on=today),
        "stood_in_for": deputies.stood_in_for(user, on=today),
    }
    return render(request, "deputies/page.html", context, status=status)


@require_POST
def end(request, pk):
    """One that has not begun leaves no row when it ends: asking twice is answered kindly."""
    if not Appointment.objects.filter(pk=pk).exists():
        return ended_already(request)
    own = names_deputies_for(request.user, on=timezone.localdate())
    deputy = get_object_or_404(Appointment, pk=pk, deputises_for__in=own)
    try:
        workflow.end_deputy(deputy, by=request.user, on=timezone.localdate())
    except workflow.NotReady:
        return ended_already(request)
    messages.success(request, f"{deputy.person} no longer stands in for you.")
    return redirect("performance:deputies")


def ended_already(request):
    messages.info(request, "They stand in for you no longer: this was done already.")
    return redirect("performance:deputies")
