"""Celery's doors: one call below each, and a line for the log."""

import logging

from celery import shared_task
from django.utils import timezone

from performance import regrading, workflow

log = logging.getLogger(__name__)


@shared_task(name="performance.regrade")
def regrade():
    """Work off every regrade request; woken after a commit that left some."""
    log.info("Regraded %s.", regrading.regrade_waiting())


@shared_task(name="performance.sweep")
def sweep():
    """Work off what lost wake-ups left behind; the scheduler's periodic round."""
    done = regrading.regrade_waiting()
    if done:
        log.info("The sweep regraded %s.", done)


@shared_task(name="performance.open-cycles")
def open_cycles():
    """Open the cycles whose day has come; the scheduler's hourly round."""
    for cycle in workflow.open_due_cycles(on=timezone.localdate()):
        log.info("Opened the cycle %s.", cycle)


@shared_task(name="performance.close-cycles")
def close_cycles():
    """Close the cycles whose last day has passed; the scheduler's hourly round.

    What closed before anybody opened it is told as a warning.
    """
    for cycle in workflow.close_due_cycles(on=timezone.localdate()):
        log.info("Closed the cycle %s.", cycle)
    for cycle in workflow.miss_due_cycles(on=timezone.localdate()):
        log.warning("The cycle %s was never opened, and its last day has passed.", cycle)


@shared_task(name="performance.remind")
def remind():
    """Remind of what falls due soon and of what is overdue; the scheduler's hourly round."""
    for kind, count in workflow.remind_due(on=timezone.localdate()).items():
        log.info("Reminded of %s submissions: %s.", count, kind.label.lower())


@shared_task(name="performance.seal-audit-trail")
def seal_audit_trail():
    """Seal the audit events that came since; the scheduler's periodic round."""
    for each in workflow.seal(at=timezone.now()):
        log.info("%s seals %s audit events: %s.", each, each.count, each.digest)
