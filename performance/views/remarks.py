"""Saying something of a submission: POST only."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.permissions import speaks_for
from performance.states import Audience
from performance.views.refusals import out_of_sight, reachable
from performance.views.submissions import seen, submission_page
from performance.views.threads import form_of, name_of

DONE = {
    Audience.PRIVATE: "Your note is kept. Only {body} reads it.",
    Audience.RECORD: "What you said is on the record. Both bodies read it.",
}


@require_POST
def remark(request, pk):
    submission = reachable(request, pk)
    today = timezone.localdate()
    body = speaks_for(request.user, submission, on=today)
    if body is None:
        raise PermissionDenied("You speak for neither body, so you say nothing here.")
    try:
        audience = Audience(request.POST.get("audience"))
    except ValueError as unknown:
        raise BadRequest("The form did not say who is to read it.") from unknown
    form = form_of(audience, body, request.POST)
    if not form.is_valid():
        return submission_page(request, seen(request, pk), remark=form, status=400)
    text = form.cleaned_data["text"]
    try:
        workflow.remark(submission, by=request.user, on=today, audience=audience, text=text)
    except workflow.MovedOn as refusal:
        return out_of_sight(request, refusal, [text], status=409)
    messages.success(request, DONE[audience].format(body=name_of(body)))
    return redirect(f"{reverse('performance:submission', args=[pk])}#{audience.value}")
