"""Remarks: what is said of a submission, within one body or on the record between both."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from performance.models import Remark, Submission
from performance.permissions import once_seen, require, speaks_for, visible
from performance.states import Action, Audience
from performance.workflow import audit
from performance.workflow.engine import moved_on
from performance.workflow.errors import Gap, NotReady

ACTIONS = {Audience.PRIVATE: Action.NOTE_PRIVATELY, Audience.RECORD: Action.REMARK}
# The same words again so soon are a double click, or a page sent twice.
SAID_ONCE_WITHIN = timedelta(minutes=10)


@transaction.atomic
def remark(submission: Submission, *, by, on: date, audience: str, text: str) -> Remark:
    """Say something of the submission, for good; it is kept exactly as typed.

    Whoever says the same to the same people twice within ten minutes has said it once. The words
    of a private note stand in no audit event: the trail is read by both bodies.

    Raises:
        PermissionDenied: ``by`` may not see the submission, or speaks for neither body.
        MovedOn: ``by`` saw it until it was sent back or withdrawn, and sees it no more.
        NotReady: nothing is said.
    """
    audience = Audience(audience)
    require(by, ACTIONS[audience], submission, on=on)
    words = text.replace("\r\n", "\n")
    if not words.strip():
        raise NotReady([Gap("text", "Write what you want to say.")])
    # One at a time on a submission, so that of two clicks at once the second finds the first.
    present = Submission.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.pk)
    rows = Submission.objects.filter(pk=submission.pk)
    if not visible(by, rows, on=on).exists():
        if once_seen(by, rows, on=on).exists():
            raise moved_on(present, "say this", by=by, on=on)
        raise PermissionDenied("You may not see this submission, so you may not speak of it.")
    said = {"audience": audience, "text": words, "said_by": by}
    since = timezone.now() - SAID_ONCE_WITHIN
    earlier = Remark.objects.filter(submission=submission, said_at__gte=since, **said)
    if found := earlier.first():
        return found
    body = speaks_for(by, submission, on=on)
    made = Remark.objects.create(submission=submission, body=body, **said)
    if audience == Audience.PRIVATE:
        audit.record(made, "noted privately", by=by, after={"body": body})
    else:
        audit.record(made, "remarked", by=by, after={"body": body, "remark": words})
    return made
