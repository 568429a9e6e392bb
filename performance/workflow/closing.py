"""Closing cycles on their day, without anybody asking."""

from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from performance.models import Cycle
from performance.states import EDITABLE_STATES, State
from performance.workflow import audit


def close_due_cycles(*, on: date) -> list[Cycle]:
    """Mark every open cycle whose last day has passed as closed, for the system; return those.

    Whether a cycle takes figures goes by its dates alone, so nothing waits for this: it writes
    down that the day came, once, and how much was missing then. A cycle that an administrator
    lengthened after it had closed closes again on its new day.

    Safe to run twice, at the same instant too, and days late.
    """
    closed = []
    # A day is one of the calendar here: __date is in the time zone of the settings.
    not_yet = Q(closed_at__isnull=True) | Q(closed_at__date__lt=F("closes_on"))
    due = Cycle.objects.filter(not_yet, opened_at__isnull=False, closes_on__lte=on)
    for key in due.order_by("closes_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Whoever holds the row closes it; a second round waits here and then finds it closed.
            cycle = due.select_for_update().filter(pk=key).first()
            if cycle is not None:
                cycle.closed_at = timezone.now()
                cycle.save(update_fields=["closed_at"])
                audit.record(cycle, "closed", by=None, after=standing(cycle))
                closed.append(cycle)
    return closed


def standing(cycle: Cycle) -> dict[str, int]:
    """How many submissions the cycle has, how many of them are owed, and how many approved."""
    return cycle.submissions.aggregate(
        asked=Count("pk"),
        owed=Count("pk", filter=Q(state__in=EDITABLE_STATES)),
        approved=Count("pk", filter=Q(state__in=(State.APPROVED, State.SUPERSEDED))),
    )
