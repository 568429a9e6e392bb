"""Reference data and people: what an administrator may write, each write in the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, router, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from accounts import invitations
from accounts.models import User
from performance.models import Appointment, Break, Cycle, Indicator, Rebasing, RegradeRequest
from performance.permissions import require
from performance.states import Action
from performance.workflow import audit, turns
from performance.workflow.cycles import follow_due_date
from performance.workflow.errors import MovedOn, NotReady, WorkflowError
from performance.workflow.grades_resting import (
    graded_by,
    hold_series_of,
    moves_grades,
    request_regrades_of,
)
from performance.workflow.reference_checks import OWN_APPOINTMENT, faults, is_own

# Not for the trail: a secret, and what the system itself counts.
NOT_RECORDED = {"password", "last_login"}


class InUse(WorkflowError):
    """Something else needs the record, so it is not deleted."""


@transaction.atomic
def save(
    record: models.Model,
    *,
    by,
    on: date,
    sets: Mapping[str, Iterable[models.Model]] | None = None,
    reason: str = "",
) -> models.Model:
    """Add or change one row of reference data, with its many-to-many ``sets`` by field name.

    Grades that rest on it are asked for again, and what is due with a cycle is due with it on its
    new day. A save that changes nothing leaves no event.

    Raises:
        PermissionDenied: ``by`` is no administrator on that day, appoints or deactivates
            themselves.
        ValidationError: the record is at odds with itself or its neighbours; by field.
    """
    require(by, Action.ADMINISTER, on=on)
    is_new = record._state.adding
    earlier = None if is_new else type(record)._base_manager.get(pk=record.pk)
    _refuse_own(record, earlier, by=by)
    if wrong := faults(record, by=by):
        raise ValidationError(wrong)
    if isinstance(record, Break | Rebasing):
        if not is_new:
            return record  # Whatever differs was a fault.
        _as_recorded(record, by=by, on=on)
    before = facts(earlier) if earlier else {}
    touched = graded_by(earlier) if earlier else set()
    hold_series_of(touched)
    record.save()
    for name, rows in (sets or {}).items():
        getattr(record, name).set(rows)
    after = facts(record)
    changed = [name for name in after if is_new or before[name] != after[name]]
    if not changed:
        return record
    audit.record(
        record,
        "added" if is_new else "changed",
        by=by,
        before={name: before[name] for name in changed if not is_new},
        after={name: after[name] for name in changed},
        reason=reason,
    )
    if isinstance(record, Cycle) and earlier is not None:
        follow_due_date(record, since=earlier.due_on, by=by)
    if moves_grades(record, changed):
        request_regrades_of(touched | graded_by(record), because=_because(record, "changed"))
    return record


@transaction.atomic
def delete(record: models.Model, *, by, on: date, reason: str = "") -> None:
    """Delete one row of reference data and what is only a part of it, each with an event.

    Raises:
        PermissionDenied: ``by`` is no administrator, or it is their own appointment.
        InUse: something else needs it. An indicator, whose trail names it, is retired instead.
    """
    require(by, Action.ADMINISTER, on=on)
    _refuse_own(record, record, by=by)
    if isinstance(record, Break | Rebasing):
        _discard(record, by=by, on=on, reason=reason)
        return
    if isinstance(record, Indicator):
        raise InUse(
            f"“{record}” is not deleted, since its audit trail names it: "
            "give it a day of retirement instead."
        )
    touched = graded_by(record)
    try:
        for each in goes_with(record):
            audit.record(each, "deleted", by=by, before=facts(each), reason=reason)
        because = _because(record, "deleted")
        record.delete()
    except ProtectedError as protected:
        needs = list(protected.protected_objects)
        named = "; ".join(f"{each._meta.verbose_name} “{each}”" for each in needs[:5])
        more = f" and {len(needs) - 5} more" if len(needs) > 5 else ""
        raise InUse(
            f"“{record}” is not deleted, because it is used by {named}{more}. "
            "Change or delete those first."
        ) from protected
    request_regrades_of(touched, because=because)


@transaction.atomic
def invite(*, email: str, name: str, by, on: date, base_url: str, at: datetime) -> User:
    """Invite somebody, or send an invitation that was not accepted again; see ``accounts``.

    Raises:
        PermissionDenied: ``by`` is no administrator on that day.
        InvitationRefused: they accepted earlier, or are no longer active.
    """
    require(by, Action.ADMINISTER, on=on)
    person = invitations.invite(email=email, name=name, by=by, base_url=base_url, at=at)
    audit.record(person, "invited", by=by, after=facts(person))
    return person


def deactivate(person: User, *, by, on: date) -> User:
    """Let somebody no longer sign in. Their name stays wherever the record has it."""
    person.is_active = False
    return save(person, by=by, on=on)


def _refuse_own(record, earlier, *, by) -> None:
    if isinstance(record, Appointment) and (is_own(record, by) or is_own(earlier or record, by)):
        raise PermissionDenied(OWN_APPOINTMENT)
    if isinstance(record, User) and record.pk == by.pk and not record.is_active:
        raise PermissionDenied("Nobody deactivates themselves: ask another administrator.")


def _discard(record: Break | Rebasing, *, by, on: date, reason: str) -> None:
    """Delete one that nobody confirmed; what counts, or did, stays on the record."""
    try:
        turns.discard(record, by=by, on=on, reason=reason or "Deleted in the administration site")
    except (MovedOn, NotReady) as refused:
        raise InUse(
            f"“{record}” is not deleted, because it counts or did: ask for it to be withdrawn "
            "on the page of its series."
        ) from refused


def _as_recorded(record: Break | Rebasing, *, by, on: date) -> None:
    """It names who recorded it, and waits for its second person."""
    record.recorded_by = by
    record.confirmed_by = record.confirmed_on = None
    record.known_on = record.known_on or on


def facts(record: models.Model) -> dict:
    """What the trail keeps of a row: related rows by their natural keys, never by their ids."""
    kept = {}
    for field in record._meta.concrete_fields:
        if field.primary_key or not field.editable or field.name in NOT_RECORDED:
            continue
        value = getattr(record, field.name)
        kept[field.name] = named(value) if field.is_relation else value
    for field in record._meta.many_to_many:
        kept[field.name] = sorted(named(each) for each in getattr(record, field.name).all())
    return kept


def named(record: models.Model | None) -> str:
    """A row's natural key as one text; "" for none."""
    if record is None:
        return ""
    return " / ".join(str(part) for part in record.natural_key())


def goes_with(record: models.Model) -> list[models.Model]:
    """``record`` and all rows that the database deletes with it.

    Raises:
        ProtectedError: something needs one of them.
    """
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    rows = [each for instances in collector.data.values() for each in instances]
    rows += [each for queryset in collector.fast_deletes for each in queryset]
    return [
        each
        for each in rows
        if not each._meta.auto_created and not isinstance(each, RegradeRequest)
    ]


def _because(record: models.Model, happened: str) -> str:
    return f"{record._meta.verbose_name} “{record}” was {happened}"
