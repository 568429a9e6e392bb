"""What of a cycle's own story somebody reads.

By the roles of the table in permissions.py: a part of it that would make that file too long.
"""

from datetime import date

from performance.permissions import CYCLE_READERS, FORCE_WIDE
from performance.scopes import appointments_on, covers, within


def counts_all(user, *, on: date) -> bool:
    """Whether this user may know how much the whole force was asked for, and how much it owes."""
    return any(
        each.role in FORCE_WIDE and covers(each, None, on) for each in appointments_on(user, on)
    )


def reopenings_read(user, reopenings, *, on: date):
    """The part of ``reopenings`` (a queryset) that concerns what this user is appointed to."""
    return reopenings.filter(within(user, CYCLE_READERS, on))
