"""Opening cycles on their day, without anybody asking."""

from datetime import date

from django.db import transaction

from performance.models import Cycle
from performance.workflow.cycles import open_cycle


def open_due_cycles(*, on: date) -> list[Cycle]:
    """Open every cycle whose day has come, for the system; return those that were opened.

    Safe to run twice, at the same instant too: a cycle that has been opened is left alone, and so
    is one that closed before anybody opened it.
    """
    opened = []
    due = Cycle.objects.filter(opened_at__isnull=True, opens_on__lte=on, closes_on__gt=on)
    for key in due.order_by("opens_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Whoever holds the row opens it; a second round waits here and then finds it open.
            cycle = due.select_for_update().filter(pk=key).first()
            if cycle is not None:
                open_cycle(cycle, on=on)
                opened.append(cycle)
    return opened
