"""Conditions on who may do what: may this user, holding the right role for this indicator, do it
to this record? They ask about no role: permissions.py alone does.

The first line of each says when it holds, in the words of docs/permissions.md.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q

from performance.scopes import bodies_on
from performance.states import Participation, State

Condition = Callable[["object", "object", date], bool]


def took_part(user, submission, *parts: str) -> bool:
    people = submission.participants.filter(person=user)
    return (people.filter(part__in=parts) if parts else people).exists()


def always(user, record, on):
    """Always."""
    return True


def takes_figures(user, submission, on):
    """The cycle or its reopening is open; what was ever sent back and corrections always are."""
    if submission.is_correction or submission.returns:
        return True
    if submission.cycle.is_open_on(on):
        return True
    return submission.cycle.reopenings.filter(
        indicator=submission.indicator_id, granted_by__isnull=False, expires_on__gt=on
    ).exists()


def taking_figures(on: date) -> Q:
    """The rows of which ``takes_figures`` holds on a day."""
    reopened = Q(
        cycle__reopenings__indicator=F("indicator"),
        cycle__reopenings__granted_by__isnull=False,
        cycle__reopenings__expires_on__gt=on,
    )
    is_open = Q(cycle__opens_on__lte=on, cycle__closes_on__gt=on)
    return Q(is_correction=True) | Q(returns__gt=0) | is_open | reopened


def opened_the_correction(user, submission, on):
    """It is a correction, and they opened it."""
    return submission.is_correction and submission.opened_by_id == user.pk


def did_not_edit(user, submission, on):
    """They neither edited nor submitted it."""
    return not took_part(user, submission, Participation.EDITED, Participation.SUBMITTED)


def took_no_part(user, submission, on):
    """They took no part in it: neither edited, submitted nor checked it."""
    return not took_part(user, submission)


def is_submitted(user, submission, on):
    """It is submitted and not yet checked."""
    return submission.state == State.SUBMITTED


def is_checked(user, submission, on):
    """It is checked."""
    return submission.state == State.CHECKED


def is_anothers(user, reopening, on):
    """Somebody else asked for it."""
    return reopening.asked_by_id != user.pk


def is_no_deputys(user, appointment, on):
    """It is their own, and not one in which they stand in for somebody."""
    return appointment.person_id == user.pk and appointment.deputises_for_id is None


def proposed_it(user, benchmark, on):
    """They proposed it."""
    return benchmark.proposed_by_id == user.pk


def proposer_has_left(user, benchmark, on):
    """Who proposed it is no longer active, or holds no appointment."""
    person = benchmark.proposed_by
    if person is None or not person.is_active:
        return True
    return not any(each.stands_on(on) for each in person.appointments.all())


def did_not_propose(user, benchmark, on):
    """Somebody else proposed it."""
    return benchmark.proposed_by_id != user.pk


def did_not_record(user, turn, on):
    """Somebody else recorded it."""
    return turn.recorded_by_id != user.pk


def did_not_ask_to_withdraw(user, turn, on):
    """Somebody else asked for it to be withdrawn."""
    return turn.withdrawal_asked_by_id != user.pk


def sits_in_one_body(user, record, on):
    """They hold no appointment for it in the other body too."""
    return len(bodies_on(user, getattr(record, "indicator", record), on)) == 1
