"""The moves of a submission: submit, withdraw, check, send back, approve."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, DateField, F, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from performance.models import AuditEvent, ReturnedFigure, Submission
from performance.permissions import require
from performance.queries.audit.audit import SENT_BACK
from performance.states import Action, State
from performance.workflow import transitions
from performance.workflow.engine import advance
from performance.workflow.errors import Gap, NotReady
from performance.workflow.observations import publish_figures
from performance.workflow.readiness import Readiness, gaps

DAYS_TO_ANSWER_A_RETURN = 5


def submit(
    submission: Submission,
    *,
    by,
    on: date,
    version: int,
    readiness: Readiness | None = None,
) -> Submission:
    """Hand the submission to the analysts.

    Args:
        readiness: how far it has come, where many are submitted and it was read for all at once
            just now. Whoever saves between the two makes another version, and is told.

    Raises:
        NotReady: a graded series has neither value nor reason, an entry cannot be read, a warning
            has no explanation, or a Poor or Needs Improvement no commentary.
    """
    require(by, Action.SUBMIT, submission, on=on)
    if missing := readiness.gaps if readiness else gaps(submission):
        raise NotReady(missing)
    return advance(
        submission,
        transitions.SUBMIT,
        by=by,
        on=on,
        version=version,
        submitted_by=by,
        submitted_at=timezone.now(),
        first_submitted_on=unless_returned(Value(on), "first_submitted_on"),
        first_due_on=unless_returned(F("due_on"), "first_due_on"),
        returned_by=None,
        returned_at=None,
        return_reason="",
    )


def withdraw(submission: Submission, *, by, on: date, version: int) -> Submission:
    """Take a submission back before anybody has checked it.

    What answers a return is returned work again, for the reason and until the day that the return
    gave: it can always be saved.
    """
    returned = AuditEvent.objects.filter(submission=submission, action=SENT_BACK).first()
    return advance(
        submission,
        transitions.WITHDRAW_ANSWER if returned else transitions.WITHDRAW,
        by=by,
        on=on,
        version=version,
        first_submitted_on=unless_returned(Value(None), "first_submitted_on"),
        first_due_on=unless_returned(Value(None), "first_due_on"),
        **(as_returned_by(returned) if returned else {}),
        **_NOT_SUBMITTED,
    )


def check(submission: Submission, *, by, on: date, version: int) -> Submission:
    """Pass the submission on to the reviewers: an analyst who did not edit it."""
    return advance(
        submission,
        transitions.CHECK,
        by=by,
        on=on,
        version=version,
        checked_by=by,
        checked_at=timezone.now(),
    )


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by,
    on: date,
    version: int,
    reason: str = "",
    figures: Mapping[str, str] | None = None,
    due_on: date | None = None,
) -> Submission:
    """Return the submission, with a reason for the whole or for named figures.

    Args:
        figures: by entry id (text), what is wrong with that figure.
        due_on: when the answer is due; five days from ``on`` if not given.

    Raises:
        ReasonNeeded: neither a reason nor a figure with one was given.
    """
    named = {key: why.strip() for key, why in (figures or {}).items() if why.strip()}
    entries = {
        entry: named[str(entry.pk)]
        for entry in submission.entries.select_related("series")
        if str(entry.pk) in named
    }
    spelt_out = "\n".join(f"{entry.series.name}: {why}" for entry, why in entries.items())
    words = "\n".join(filter(None, [reason.strip(), spelt_out]))
    if due_on is not None and due_on <= on:
        raise NotReady([Gap("due_on", f"Choose a day after {on:%-d %B %Y}.")])
    due_on = due_on or on + timedelta(days=DAYS_TO_ANSWER_A_RETURN)
    fresh = advance(
        submission,
        transitions.SEND_BACK,
        by=by,
        on=on,
        version=version,
        reason=words,
        returned_by=by,
        returned_at=timezone.now(),
        return_reason=words,
        returns=F("returns") + 1,
        due_on=due_on,
        **_NOT_SUBMITTED,
    )
    ReturnedFigure.objects.bulk_create(
        ReturnedFigure(entry=entry, reason=why, returned_by=by, submission_version=fresh.version)
        for entry, why in entries.items()
    )
    return fresh


@transaction.atomic
def approve(submission: Submission, *, by, on: date, version: int) -> Submission:
    """Approve: the figures become observations, known from ``on``, and grades are asked for."""
    fresh = advance(
        submission,
        transitions.APPROVE,
        by=by,
        on=on,
        version=version,
        approved_by=by,
        approved_at=timezone.now(),
    )
    earlier = Submission.objects.filter(
        indicator=fresh.indicator_id,
        period_start=fresh.period_start,
        period_end=fresh.period_end,
        state=State.APPROVED,
    ).exclude(pk=fresh.pk)
    for each in earlier:
        why = because_of(fresh)
        advance(each, transitions.SUPERSEDE, by=None, on=on, version=each.version, reason=why)
    publish_figures(fresh, by=by, on=on)
    return fresh


def because_of(approved: Submission) -> str:
    """Why what stood before ``approved`` stands no longer."""
    if not approved.is_correction:
        return f"{approved.approved_by} approved another submission for {approved.period.label()}"
    return f"Corrected by {approved.opened_by}: {approved.correction_reason}"


def as_returned_by(event: AuditEvent) -> dict:
    """What a submission said of the return that ``event`` tells of."""
    return {
        "returned_by": event.actor,
        "returned_at": event.at,
        "return_reason": event.reason,
    }


def unless_returned(value, field: str) -> Case:
    """``value`` for ``field`` on the first pass; what was said then stays on every later one.

    A date, and null, is given its type: not every database guesses it.
    """
    return Case(
        When(returns=0, then=Cast(value, DateField())), default=F(field), output_field=DateField()
    )


_NOT_SUBMITTED = {
    "submitted_by": None,
    "submitted_at": None,
    "checked_by": None,
    "checked_at": None,
}
