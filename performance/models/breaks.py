"""Breaks, at which trends, charts and grades stop, and re-basings of control charts."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from performance.models.series import Series

# No plan year outside these can be counted.
FIRST_DAY, LAST_DAY = date(1900, 4, 1), date(2199, 3, 31)
DAY = "%-d %B %Y"


class BySeriesAndDay(models.Manager):
    def get_by_natural_key(self, series, on):
        return self.get(series__code=series, on=on, withdrawn_on__isnull=True)

    def holding(self):
        """Those that count: from a paper, or confirmed by a second person; not withdrawn."""
        return self.filter(
            Q(recorded_by__isnull=True) | Q(confirmed_on__isnull=False), withdrawn_on__isnull=True
        )


class Turn(models.Model):
    """A dated change in a series' story: recorded with a reason by one, confirmed by another.

    What was recorded never changes, by trigger: a wrong one is withdrawn, and the right one
    recorded. To withdraw one that counts takes two people too.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="%(class)ss")
    on = models.DateField(help_text="The first day it holds")
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    withdrawal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    known_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BySeriesAndDay()

    # What sentences call it.
    noun: str

    class Meta:
        abstract = True
        ordering = ["series", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"],
                condition=Q(withdrawn_on__isnull=True),
                name="%(class)s_once_a_day",
            ),
            models.CheckConstraint(
                name="%(class)s_in_a_plan_year_of_1900_to_2198",
                condition=Q(on__range=(FIRST_DAY, LAST_DAY)),
            ),
            models.CheckConstraint(name="%(class)s_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="%(class)s_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="%(class)s_confirmation_is_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawal_has_a_reason",
                condition=Q(withdrawal_asked_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawal_asked_by__isnull=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawal_is_whole",
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True)
                | Q(
                    withdrawn_by__isnull=False,
                    withdrawn_on__isnull=False,
                    withdrawal_asked_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_by_another",
                condition=Q(withdrawn_by__isnull=True) | ~Q(withdrawn_by=F("withdrawal_asked_by")),
            ),
        ]

    def __str__(self):
        return f"{self.series}, {self.on:{DAY}}: {self.reason}"

    def natural_key(self):
        return (self.series.code, self.on)

    def clean(self):
        if self.on and not FIRST_DAY <= self.on <= LAST_DAY:
            words = "No figure here has this day: choose one"
            raise ValidationError({"on": f"{words} from {FIRST_DAY:{DAY}} to {LAST_DAY:{DAY}}."})

    @property
    def indicator(self):
        """Under whose appointments it is recorded, and in whose audit trail it stands."""
        return self.series.home

    @property
    def counts(self) -> bool:
        """From a paper, or confirmed by a second person; not withdrawn."""
        return self.withdrawn_on is None and (
            self.recorded_by_id is None or self.confirmed_on is not None
        )


class Break(Turn):
    """A change of definition or recording of a series ("'absent' category removed")."""

    noun = "break"


class Rebasing(Turn):
    """A day from which a series' control chart starts a new group (GRADING.md section 5)."""

    noun = "re-basing"

    class Meta(Turn.Meta):
        verbose_name = "re-basing"
