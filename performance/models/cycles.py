"""Cycles: rounds of reporting, force-wide."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from performance.models.indicators import Indicator
from performance.models.organisations import ByCode
from performance.models.values import Dated, period_in_order


class Cycle(Dated):
    """One round of reporting. It asks for each indicator once, whatever frameworks it stands in."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    opens_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField(help_text="The first day on which nothing more is taken")
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ByCode()

    class Meta:
        ordering = ["-period_start"]
        constraints = [
            period_in_order("cycle_period_in_order"),
            models.CheckConstraint(
                name="cycle_opens_falls_due_closes",
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lt=F("closes_on")),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    def is_open_on(self, day) -> bool:
        return self.opens_on <= day < self.closes_on


class Reopening(models.Model):
    """A closed cycle, open again for one indicator: asked by one person, granted by another."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reopenings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="reopenings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(help_text="The first day it no longer holds")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(name="reopening_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="reopening_granted_by_another",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="reopening_grant_is_whole",
                condition=Q(granted_by__isnull=True, granted_at__isnull=True)
                | Q(granted_by__isnull=False, granted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.cycle}: {self.indicator}"
