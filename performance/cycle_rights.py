"""Who reads of a cycle's reopenings and counts, and who reminds of what is owed in it.

By the roles of the table in permissions.py: a part of it that would make that file too long.
"""

from datetime import date

from performance.conditions import taking_figures
from performance.permissions import CYCLE_READERS, FORCE_WIDE, GRANTS
from performance.scopes import appointments_on, covers, within
from performance.states import EDITABLE_STATES, Action


def counts_all(user, *, on: date) -> bool:
    """Whether this user may know how much the whole force was asked for, and how much it owes."""
    return any(
        each.role in FORCE_WIDE and covers(each, None, on) for each in appointments_on(user, on)
    )


def reopenings_read(user, reopenings, *, on: date):
    """The part of ``reopenings`` (a queryset) that concerns what this user is appointed to."""
    return reopenings.filter(within(user, CYCLE_READERS, on))


def reopenings_to_grant(user, reopenings, *, on: date):
    """The part of ``reopenings`` that this user may grant: what somebody else asked for."""
    covered = within(user, GRANTS[Action.GRANT_REOPENING], on)
    return reopenings.filter(covered).exclude(asked_by=user)


def remindable(user, submissions, *, on: date):
    """The part of ``submissions`` that somebody owes and can still enter, and that this user may
    remind them of."""
    covered = within(user, GRANTS[Action.REMIND], on)
    taking = submissions.model.objects.filter(taking_figures(on))
    return submissions.filter(covered, state__in=EDITABLE_STATES, pk__in=taking.values("pk"))
