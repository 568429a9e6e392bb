"""Files with a submission: adding one, handing one out, taking one away."""

import logging

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from performance import workflow
from performance.intake.uploads import was_dropped
from performance.models import Attachment, Submission
from performance.permissions import visible
from performance.views.submissions import attachment_form, seen, submission_page

log = logging.getLogger(__name__)


@require_POST
def add(request, pk):
    submission = seen(request, pk)
    form = attachment_form(request.POST, request.FILES)
    if not form.is_valid():
        if not request.FILES and was_dropped(request):
            # The form itself never saw it.
            form.errors.clear()
            form.add_error("file", workflow.too_large(int(request.META["CONTENT_LENGTH"])))
        return submission_page(request, submission, attaching=form, status=400)
    sent = form.cleaned_data["file"]
    try:
        attached = workflow.attach(
            submission,
            by=request.user,
            on=timezone.localdate(),
            name=as_named(sent.name),
            content=sent.read(),
        )
    except workflow.NotReady as refusal:
        form.add_error("file", str(refusal))
        return submission_page(request, submission, attaching=form, status=400)
    except workflow.MovedOn as refusal:
        refused = f"{refusal} Your file was not added."
        return submission_page(request, seen(request, pk), refusal=refused, status=409)
    name = attached.attachment.name
    if attached.already:
        messages.info(request, f"This file is with the submission already, as {name}.")
    else:
        messages.success(request, f"{name} is added.")
    return back_to_files(pk)


def as_named(sent: str) -> str:
    """A file's name as its owner reads it.

    Browsers write a quotation mark and a line's end in a form as ``%22``, ``%0D`` and ``%0A``, and
    nothing else so: a percent sign stays itself (WHATWG HTML, multipart/form-data encoding).
    """
    for code, mark in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):
        sent = sent.replace(code, mark)
    return sent


@require_GET
def download(request, pk):
    """The file itself, as a download: no page of ours ever shows it, nor does its address."""
    attachment = shown(request, pk)
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as lost:
        log.error("The file of attachment %s is not in its store.", attachment.pk)
        raise Http404("The file cannot be found: tell an administrator.") from lost
    response = FileResponse(
        content,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    # Were a browser led to show it all the same, it would be alone, without script or origin.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remove(request, pk):
    attachment = seen_once(request, pk)
    try:
        removed = workflow.remove_attachment(attachment, by=request.user, on=timezone.localdate())
    except workflow.MovedOn as refusal:
        messages.error(request, str(refusal))
        return back_to_files(attachment.submission_id)
    if removed:
        messages.success(request, f"{attachment.name} is removed.")
    else:
        messages.info(request, f"{attachment.name} was removed already.")
    return back_to_files(attachment.submission_id)


def seen_once(request, pk) -> Attachment:
    """The attachment, removed or not, of a submission that this person sees; else 404."""
    submissions = visible(request.user, Submission.objects.all(), on=timezone.localdate())
    attachments = Attachment.objects.select_related("submission__indicator", "submission__cycle")
    return get_object_or_404(attachments, pk=pk, submission__in=submissions)


def shown(request, pk) -> Attachment:
    attachment = seen_once(request, pk)
    if attachment.removed_at is not None:
        raise Http404("The file was removed.")
    return attachment


def back_to_files(pk):
    return redirect(f"{reverse('performance:submission', args=[pk])}#files")
