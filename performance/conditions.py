"""Conditions on who may do what: may this user, holding the right role for this indicator, do it
to this record? They ask about no role: permissions.py alone does."""

from collections.abc import Callable
from datetime import date

from performance.states import Participation, State

Condition = Callable[["object", "object", date], bool]


def took_part(user, submission, *parts: str) -> bool:
    people = submission.participants.filter(person=user)
    return (people.filter(part__in=parts) if parts else people).exists()


def always(user, record, on):
    return True


def takes_figures(user, submission, on):
    """The cycle or its reopening is open; returned work and corrections always are."""
    if submission.is_correction or submission.state == State.RETURNED:
        return True
    if submission.cycle.is_open_on(on):
        return True
    return submission.cycle.reopenings.filter(
        indicator=submission.indicator_id, granted_by__isnull=False, expires_on__gt=on
    ).exists()


def opened_the_correction(user, submission, on):
    return submission.is_correction and submission.opened_by_id == user.pk


def did_not_edit(user, submission, on):
    return not took_part(user, submission, Participation.EDITED, Participation.SUBMITTED)


def took_no_part(user, submission, on):
    return not took_part(user, submission)


def is_submitted(user, submission, on):
    return submission.state == State.SUBMITTED


def is_checked(user, submission, on):
    return submission.state == State.CHECKED


def is_anothers(user, reopening, on):
    return reopening.asked_by_id != user.pk


def proposed_it(user, benchmark, on):
    return benchmark.proposed_by_id == user.pk


def proposer_has_left(user, benchmark, on):
    """Who proposed it is no longer active, or holds no appointment."""
    person = benchmark.proposed_by
    if person is None or not person.is_active:
        return True
    return not any(each.holds_on(on) for each in person.appointments.all())


def did_not_propose(user, benchmark, on):
    return benchmark.proposed_by_id != user.pk


def did_not_record(user, turn, on):
    return turn.recorded_by_id != user.pk


def did_not_ask_to_withdraw(user, turn, on):
    return turn.withdrawal_asked_by_id != user.pk
