"""Who reads benchmarks, breaks and re-basings before they count, and for whom they wait.

By the roles of the table in permissions.py: a part of it that would make that file too long.
"""

from datetime import date

from django.db.models import Q

from performance.permissions import DECIDE_TURNS, PROPOSERS, SEE_PROPOSALS
from performance.scopes import appointments_on, covers, within
from performance.states import BenchmarkState, Role


def visible_benchmarks(user, benchmarks, *, on: date):
    """The part of ``benchmarks`` that this user may read: what is approved, and proposals of the
    indicators that an appointment within the force covers. The oversight body sees no proposal."""
    approved = Q(approved_on__isnull=False) & Q(pk__isnull=not appointments_on(user, on))
    return benchmarks.filter(approved | within(user, SEE_PROPOSALS, on, "series__home"))


def reads_proposals(user, indicator, *, on: date) -> bool:
    """Whether this user may read what was proposed for this indicator and not, or not yet,
    approved."""
    return any(
        each.role in SEE_PROPOSALS and covers(each, indicator, on)
        for each in appointments_on(user, on)
    )


def benchmarks_to_approve(user, benchmarks, *, on: date):
    """The part of ``benchmarks`` that waits for the panel chair, and that this user may decide on:
    proposed, or asked to be approved again, by anybody else."""
    return benchmarks.filter(within(user, (Role.PANEL_CHAIR,), on, "series__home")).exclude(
        proposed_by=user
    )


def benchmarks_owed(user, benchmarks, *, on: date):
    """The part of ``benchmarks`` that was sent back to this user."""
    mine = within(user, PROPOSERS, on, "series__home")
    return benchmarks.filter(mine, proposed_by=user, state=BenchmarkState.RETURNED)


def turns_to_decide(user, turns, *, on: date):
    """The part of ``turns`` (breaks or re-basings) that this user may confirm, or confirm the
    withdrawal of, as the second person."""
    unconfirmed = Q(recorded_by__isnull=False, confirmed_on__isnull=True) & ~Q(recorded_by=user)
    leaving = Q(withdrawal_asked_by__isnull=False, withdrawn_on__isnull=True)
    waiting = unconfirmed | (leaving & ~Q(withdrawal_asked_by=user))
    return turns.filter(waiting, within(user, DECIDE_TURNS, on, "series__home"))
