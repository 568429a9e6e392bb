"""The one function that changes a state."""

from datetime import date

from django.db import transaction
from django.db.models import F

from performance.models import AuditEvent, Submission
from performance.permissions import reads_drafts, require
from performance.queries.audit.audit import ATTACHED, REMOVED
from performance.states import EDITABLE_STATES
from performance.workflow import audit
from performance.workflow.errors import MovedOn, ReasonNeeded
from performance.workflow.transitions import SEND_BACK, WITHDRAW, Move

# The moves after which what was handed over is a draft again.
BACK_TO_THE_FORCE = (SEND_BACK, WITHDRAW)

# What somebody is held to: told in the event of whatever move changes it.
DATES = ("due_on",)


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
    present = in_time(record, move, by=by, on=on, version=version)
    if move.action is not None:
        require(by, move.action, present, on=on)
    if move.needs_reason and not reason.strip():
        raise ReasonNeeded(move.name)
    rows = model.objects.filter(pk=record.pk, state__in=move.sources, **{counter: version})
    if not rows.update(state=move.target, **{counter: F(counter) + 1}, **changes):
        raise moved_on(model.objects.get(pk=record.pk), move.name, by=by, on=on)
    fresh = model.objects.get(pk=record.pk)
    told = ("state", counter, *(name for name in DATES if name in changes))
    audit.record(
        fresh,
        move.done,
        by=by,
        before={**{name: getattr(present, name) for name in told}, **facts[0]},
        after={**{name: getattr(fresh, name) for name in told}, **facts[1]},
        reason=reason,
    )
    return fresh


def in_time(record, move: Move, *, by, on: date, version: int):
    """The row as it stands, which the move can still be made on; it changes nothing.

    Raises:
        MovedOn: somebody else acted first, whatever else may be wrong with the move.
    """
    present = type(record).objects.get(pk=record.pk)
    if getattr(present, counter_of(record)) != version or present.state not in move.sources:
        raise moved_on(present, move.name, by=by, on=on)
    return present


@transaction.atomic
def touch(record, *, version: int, sources, what: str):
    """Claim the right to change ``record``'s content: one more version, or MovedOn."""
    rows = type(record).objects.filter(pk=record.pk, version=version, state__in=sources)
    if not rows.update(version=F("version") + 1):
        raise moved_on(type(record).objects.get(pk=record.pk), what)
    return type(record).objects.get(pk=record.pk)


@transaction.atomic
def hold(record, *, sources, what: str):
    """Keep ``record`` in one of ``sources`` until the transaction ends, or MovedOn; the fresh row.

    For what is added beside its content: no version is asked for and none is made, so that it
    is in nobody's way. The UPDATE changes nothing; it takes the row's lock, so of this and a
    move made at once one waits for the other, on every database.
    """
    rows = type(record).objects.filter(pk=record.pk, state__in=sources)
    if not rows.update(state=F("state")):
        raise moved_on(type(record).objects.get(pk=record.pk), what)
    return type(record).objects.get(pk=record.pk)


def counter_of(record) -> str:
    return getattr(record, "counter", "version")


def moved_on(record, what: str, *, by=None, on: date | None = None) -> MovedOn:
    """The refusal that names who acted first: the last event of the record's trail.

    Where the force works on a submission again, whoever reads no drafts is told by whom it was
    sent back or withdrawn, and of nothing that was done to the draft since. Without ``by`` it is
    for whoever may save. A file that came or went is in nobody's way, and never what did it.
    """
    events = AuditEvent.objects.filter(subject=record._meta.verbose_name, subject_id=str(record.pk))
    events = events.exclude(action__in=(ATTACHED, REMOVED))
    is_own = (
        by is not None
        and isinstance(record, Submission)
        and record.state in EDITABLE_STATES
        and not reads_drafts(by, record.indicator, on=on)
    )
    if is_own:
        events = events.filter(action__in=[move.done for move in BACK_TO_THE_FORCE])
    return MovedOn(record, what, events.first(), is_out_of_sight=is_own)
