"""The audit trail's pen: one event for each write that means something, in its transaction."""

import json
from collections.abc import Iterable
from contextvars import ContextVar

from django.core.serializers.json import DjangoJSONEncoder

from performance.models import AuditEvent, Indicator, Submission

SYSTEM = "The system"

# Set for each web request, so that an event can be found again in the logs.
request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(subject, action: str, *, by, before=None, after=None, reason: str = "") -> AuditEvent:
    """Write down that ``by`` (None: the system itself) did ``action`` to ``subject``.

    ``before`` and ``after`` hold what changed, in values that JSON can hold.
    """
    event = event_of(subject, action, by=by, before=before, after=after, reason=reason)
    event.save(force_insert=True)
    return event


def record_all(subjects: Iterable[tuple], action: str, *, by, reason: str = "") -> None:
    """Write down the same ``action`` for each subject. One query.

    ``subjects`` are each (subject, what holds after it) or (subject, after, before).
    """
    AuditEvent.objects.bulk_create(
        event_of(subject, action, by=by, after=after, before=dict(*before), reason=reason)
        for subject, after, *before in subjects
    )


def event_of(subject, action: str, *, by, before=None, after=None, reason="") -> AuditEvent:
    """The event, not yet written down."""
    submission = (
        subject if isinstance(subject, Submission) else getattr(subject, "submission", None)
    )
    indicator = subject if isinstance(subject, Indicator) else getattr(subject, "indicator", None)
    return AuditEvent(
        actor=by,
        actor_name=by.name if by else SYSTEM,
        action=action,
        subject=subject._meta.verbose_name,
        subject_id=str(subject.pk),
        indicator=indicator,
        submission=submission,
        before=plain(before or {}),
        after=plain(after or {}),
        reason=reason,
        request_id=request_id.get(),
    )


def plain(facts: dict) -> dict:
    """The same facts in JSON's own types: dates and decimals as text."""
    return json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
