"""The one function that changes a state."""

from datetime import date

from django.db import transaction
from django.db.models import F

from performance.models import AuditEvent
from performance.permissions import require
from performance.workflow import audit
from performance.workflow.errors import MovedOn, ReasonNeeded
from performance.workflow.transitions import Move


@transaction.atomic
def advance(
    record,
    move: Move,
    *,
    by,
    on: date,
    version: int,
    reason: str = "",
    facts: tuple[dict, dict] = ({}, {}),
    **changes,
):
    """Make one legal move, or none at all; return the fresh row.

    The state and version are tested and changed by a single UPDATE, so of two people deciding
    at once exactly one succeeds, on every database. ``changes`` are written with the state;
    ``by`` None is the system, for moves that follow from another. ``facts`` are for the audit
    event: what held before, and what holds now. What counts a model's changes it may name itself,
    as ``counter``.

    Raises:
        PermissionDenied: ``by`` may not make this move on this record.
        ReasonNeeded: the move wants a reason and has none.
        MovedOn: somebody else acted first; carries who, what and when.
    """
    model, counter = type(record), counter_of(record)
    # Rights are judged on the row as it stands, not on the copy that a page was made from.
    present = model.objects.get(pk=record.pk)
    if getattr(present, counter) != version or present.state not in move.sources:
        raise moved_on(present, move.name)
    if move.action is not None:
        require(by, move.action, present, on=on)
    if move.needs_reason and not reason.strip():
        raise ReasonNeeded(move.name)
    rows = model.objects.filter(pk=record.pk, state__in=move.sources, **{counter: version})
    if not rows.update(state=move.target, **{counter: F(counter) + 1}, **changes):
        raise moved_on(model.objects.get(pk=record.pk), move.name)
    fresh = model.objects.get(pk=record.pk)
    audit.record(
        fresh,
        move.done,
        by=by,
        before={"state": present.state, counter: version, **facts[0]},
        after={"state": fresh.state, counter: getattr(fresh, counter), **facts[1]},
        reason=reason,
    )
    return fresh


@transaction.atomic
def touch(record, *, version: int, sources, what: str):
    """Claim the right to change ``record``'s content: one more version, or MovedOn."""
    rows = type(record).objects.filter(pk=record.pk, version=version, state__in=sources)
    if not rows.update(version=F("version") + 1):
        raise moved_on(type(record).objects.get(pk=record.pk), what)
    return type(record).objects.get(pk=record.pk)


def counter_of(record) -> str:
    return getattr(record, "counter", "version")


def moved_on(record, what: str) -> MovedOn:
    """The refusal that names who acted first: the last event of the record's trail."""
    event = AuditEvent.objects.filter(
        subject=record._meta.verbose_name, subject_id=str(record.pk)
    ).first()
    return MovedOn(record, what, event)
