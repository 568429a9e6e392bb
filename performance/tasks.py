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


@shared_task(name="performance.seal-audit-trail")
def seal_audit_trail():
    """Seal the audit events that came since; the scheduler's periodic round."""
    for each in workflow.seal(at=timezone.now()):
        log.info("%s seals %s audit events: %s.", each, each.count, each.digest)
