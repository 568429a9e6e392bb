"""Breaks and re-basings: recorded by one person and confirmed by another, withdrawn by two."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from performance.models import AuditEvent, Break, Rebasing, Series
from performance.permissions import require
from performance.queries.series.turns import out_of_reach
from performance.states import Action
from performance.workflow import audit
from performance.workflow.errors import Gap, MovedOn, NotReady, ReasonNeeded
from performance.workflow.requests import request_regrades_for_turn

Turn = Break | Rebasing


@transaction.atomic
def record(kind: type[Turn], series: Series, day: date, *, reason: str, by, on: date) -> Turn:
    """Record that ``series`` turns on ``day``; it counts once a second person confirms it.

    Args:
        kind: the model: Break or Rebasing.
        day: the first day it holds.

    Raises:
        PermissionDenied: ``by`` may not record one of this series.
        ReasonNeeded: the reason is blank.
        NotReady: one of this kind stands on that day already; there is no such day in what is
            kept, up to the end of the next plan year.
    """
    require(by, Action.RECORD_TURN, series.home, on=on)
    if not reason.strip():
        raise ReasonNeeded(f"record a {kind.noun}")
    if far := out_of_reach(day, on=on):
        raise NotReady([Gap("on", far)])
    try:
        with transaction.atomic():
            turn = kind.objects.create(
                series=series, on=day, reason=reason, recorded_by=by, known_on=on
            )
    except IntegrityError:
        if taken := already(kind, series, day):
            raise NotReady([Gap("on", taken)]) from None
        raise
    audit.record(turn, "recorded", by=by, after=facts(turn), reason=reason)
    return turn


@transaction.atomic
def confirm(turn: Turn, *, by, on: date) -> Turn:
    """Let a turn count from now on, as its second person; return the fresh row.

    Past scorecards stay as they were: it is known from ``on``.

    Raises:
        PermissionDenied: ``by`` recorded it, or may not confirm one of this series.
        MovedOn: somebody else confirmed or discarded it first.
    """
    require(by, Action.CONFIRM_TURN, turn, on=on)
    if not waiting(turn).update(confirmed_by=by, confirmed_on=on, known_on=on):
        raise refused(turn, "confirm it")
    fresh = marked(turn, "confirmed", by=by, reason=turn.reason)
    request_regrades_for_turn(fresh, because(fresh, "confirmed"), known_on=on)
    return fresh


@transaction.atomic
def discard(turn: Turn, *, by, on: date, reason: str) -> None:
    """Delete a turn that nobody confirmed; the event of it holds what it was.

    Raises:
        PermissionDenied: ``by`` may not discard one of this series.
        ReasonNeeded: the reason is blank.
        MovedOn: somebody else confirmed or discarded it first.
    """
    require(by, Action.DISCARD_TURN, turn, on=on)
    if not reason.strip():
        raise ReasonNeeded(f"discard a {turn.noun}")
    deleted, _ = waiting(turn).delete()
    if not deleted:
        raise refused(turn, "discard it")
    audit.record(turn, "discarded", by=by, before=facts(turn), reason=reason)


@transaction.atomic
def ask_withdrawal(turn: Turn, *, by, on: date, reason: str) -> Turn:
    """Ask for a turn that counts to be withdrawn; it counts until another person agrees.

    Raises:
        PermissionDenied: ``by`` may not ask it of this series.
        ReasonNeeded: the reason is blank.
        NotReady: nobody has confirmed it, so it is discarded instead.
        MovedOn: somebody else asked, or withdrew it, first.
    """
    require(by, Action.ASK_TURN_WITHDRAWAL, turn, on=on)
    if not reason.strip():
        raise ReasonNeeded(f"withdraw a {turn.noun}")
    if waiting(turn).exists():
        unconfirmed = f"Nobody has confirmed this {turn.noun}: discard it instead."
        raise NotReady([Gap("turn", unconfirmed)])
    counting = type(turn).objects.holding().filter(pk=turn.pk, withdrawal_asked_by__isnull=True)
    if not counting.update(withdrawal_asked_by=by, withdrawal_reason=reason):
        raise refused(turn, "ask for it to be withdrawn")
    return marked(turn, "asked to withdraw", by=by, reason=reason)


@transaction.atomic
def grant_withdrawal(turn: Turn, *, by, on: date) -> Turn:
    """Withdraw a turn as the second person: it stays on the record and counts no more.

    Raises:
        PermissionDenied: ``by`` asked for it, or may not withdraw one of this series.
        MovedOn: the request that ``turn`` holds stands no more.
    """
    require(by, Action.WITHDRAW_TURN, turn, on=on)
    if not asked(turn).update(withdrawn_by=by, withdrawn_on=on):
        raise refused(turn, "withdraw it")
    fresh = marked(turn, "withdrew", by=by, reason=turn.withdrawal_reason)
    request_regrades_for_turn(fresh, because(fresh, "withdrawn"), known_on=on)
    return fresh


@transaction.atomic
def drop_withdrawal(turn: Turn, *, by, on: date) -> Turn:
    """Take back one's own request to withdraw a turn.

    Raises:
        PermissionDenied: another person asked.
        MovedOn: the request that ``turn`` holds stands no more.
    """
    require(by, Action.ASK_TURN_WITHDRAWAL, turn, on=on)
    if turn.withdrawal_asked_by_id not in (None, by.pk):
        raise PermissionDenied("Only who asked takes a request back: others refuse it.")
    if not asked(turn).update(withdrawal_asked_by=None, withdrawal_reason=""):
        raise refused(turn, "take back your request")
    return marked(turn, "no longer asks to withdraw", by=by)


@transaction.atomic
def refuse_withdrawal(turn: Turn, *, by, on: date, reason: str) -> Turn:
    """Let a turn stand though another person asked for it to be withdrawn.

    Raises:
        PermissionDenied: ``by`` asked for it, or may not withdraw one of this series.
        ReasonNeeded: the reason is blank.
        MovedOn: the request that ``turn`` holds stands no more.
    """
    require(by, Action.WITHDRAW_TURN, turn, on=on)
    if not reason.strip():
        raise ReasonNeeded(f"let a {turn.noun} stand")
    if not asked(turn).update(withdrawal_asked_by=None, withdrawal_reason=""):
        raise refused(turn, "let it stand")
    return marked(turn, "refused to withdraw", by=by, reason=reason)


def already(kind: type[Turn], series: Series, day: date) -> str:
    """Why none can be recorded on that day; "" where one can."""
    if not kind.objects.filter(series=series, on=day, withdrawn_on__isnull=True).exists():
        return ""
    return (
        f"A {kind.noun} of this series on {day:%-d %B %Y} is recorded already: "
        "choose another day, or have that one withdrawn or discarded first."
    )


def waiting(turn: Turn):
    """The row while it waits for its second person, else nothing; a queryset."""
    return type(turn).objects.filter(
        pk=turn.pk, recorded_by__isnull=False, confirmed_on__isnull=True
    )


def asked(turn: Turn):
    """The row while the request to withdraw it that ``turn`` holds stands; a queryset."""
    return type(turn).objects.filter(
        pk=turn.pk,
        withdrawal_asked_by__isnull=False,
        withdrawal_asked_by=turn.withdrawal_asked_by_id,
        withdrawal_reason=turn.withdrawal_reason,
        withdrawn_on__isnull=True,
    )


def marked(turn: Turn, action: str, *, by, reason: str = "") -> Turn:
    """The fresh row, once the trail names what was done to it, and whose word came before."""
    fresh = type(turn).objects.get(pk=turn.pk)
    first = "withdrawal_asked_by" if turn.withdrawal_asked_by else "recorded_by"
    named = {"series": fresh.series.code, "on": fresh.on, first: name(getattr(turn, first))}
    audit.record(fresh, action, by=by, after=named, reason=reason)
    return fresh


def refused(turn: Turn, what: str) -> MovedOn | NotReady:
    """Why nothing was changed: who did what first, or that a paper's needs nobody."""
    event = AuditEvent.objects.filter(
        subject=turn._meta.verbose_name, subject_id=str(turn.pk)
    ).first()
    if event is not None:
        return MovedOn(turn, what, event)
    words = f"Nothing was changed: you cannot {what}, because nobody has asked for that."
    if turn.recorded_by_id is None:
        words = f"Nothing was changed: you cannot {what}, because this {turn.noun} is a paper's."
    return NotReady([Gap("turn", words)])


def because(turn: Turn, happened: str) -> str:
    """Why grades are computed again: "Break of 1 June 2021 in 101 calls was confirmed: ..."."""
    noun = turn.noun[:1].upper() + turn.noun[1:]
    return f"{noun} of {turn.on:%-d %B %Y} in {turn.series} was {happened}: {turn.reason}"


def facts(turn: Turn) -> dict:
    """What was recorded, in words that need no other row."""
    return {
        "series": turn.series.code,
        "on": turn.on,
        "reason": turn.reason,
        "recorded_by": name(turn.recorded_by),
    }


def name(person) -> str:
    return person.name if person else ""
