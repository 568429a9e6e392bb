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
    return written_down(Cycle.objects.filter(opened_at__isnull=False), "closed", on=on)


def miss_due_cycles(*, on: date) -> list[Cycle]:
    """Write down, once, that a cycle's whole window passed and nobody opened it; return those.

    So it is when the scheduler was dead from the first day to the last. It asks nobody for
    anything: what it would have asked for is reopened, or an administrator moves its dates.
    """
    return written_down(Cycle.objects.filter(opened_at__isnull=True), "missed", on=on)


def written_down(cycles, action: str, *, on: date) -> list[Cycle]:
    """Mark those of ``cycles`` whose last day has passed, each with an event; return them."""
    marked = []
    # A day is one of the calendar here: __date is in the time zone of the settings.
    not_yet = Q(closed_at__isnull=True) | Q(closed_at__date__lt=F("closes_on"))
    due = cycles.filter(not_yet, closes_on__lte=on)
    for key in due.order_by("closes_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Whoever holds the row marks it; a second round waits here and then finds it marked.
            cycle = due.select_for_update().filter(pk=key).first()
            if cycle is not None:
                cycle.closed_at = timezone.now()
                cycle.save(update_fields=["closed_at"])
                audit.record(cycle, action, by=None, after=standing(cycle))
                marked.append(cycle)
    return marked


def standing(cycle: Cycle) -> dict[str, int]:
    """How many submissions the cycle has, how many of them are owed, and how many approved."""
    return cycle.submissions.aggregate(
        asked=Count("pk"),
        owed=Count("pk", filter=Q(state__in=EDITABLE_STATES)),
        approved=Count("pk", filter=Q(state__in=(State.APPROVED, State.SUPERSEDED))),
    )
