"""Breaks, at which trends, charts and grades stop, and rebasings, at which indices start again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from performance.models.series import Series


class BreakManager(models.Manager):
    def get_by_natural_key(self, series, on):
        return self.get(series__code=series, on=on)


class Break(models.Model):
    """A change of definition or recording of a series ("'absent' category removed")."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="breaks")
    on = models.DateField(help_text="The first day the new definition holds")
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BreakManager()

    class Meta:
        ordering = ["series", "on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="break_once_a_day"),
            models.CheckConstraint(name="break_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="break_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="break_confirmation_is_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.series}: {self.reason}"

    def natural_key(self):
        return (self.series.code, self.on)


class RebasingManager(models.Manager):
    def get_by_natural_key(self, series, on):
        return self.get(series__code=series, on=on)


class Rebasing(models.Model):
    """A new base for a series: from that day its figures are counted from another start."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="rebasings")
    on = models.DateField(help_text="The first day the new base holds")
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RebasingManager()

    class Meta:
        ordering = ["series", "on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "on"], name="rebasing_once_a_day"),
            models.CheckConstraint(name="rebasing_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="rebasing_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="rebasing_confirmation_is_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.series}: {self.reason}"

    def natural_key(self):
        return (self.series.code, self.on)
