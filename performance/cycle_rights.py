"""What somebody reads of a cycle that is not a submission: its reopenings and its counts.

By the roles of the table in permissions.py: a part of it that would make that file too long.
"""

from datetime import date

from performance.permissions import CYCLE_READERS, FORCE_WIDE, GRANTS
from performance.scopes import appointments_on, covers, within
from performance.states import Action


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
