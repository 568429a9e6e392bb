"""Appointments: who is what, for which part of the work, from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from performance.models.indicators import Indicator
from performance.models.organisations import Portfolio
from performance.models.values import Spell, holding, spell_in_order
from performance.states import Body, Role


class AppointmentQuerySet(models.QuerySet):
    def standing(self, day):
        """Those that hold on ``day``; a deputy's as long as the one it stands in for does."""
        stood_in_for = Q(deputises_for__isnull=True) | (
            holding(day, "deputises_for__") & Q(deputises_for__person__is_active=True)
        )
        return self.filter(holding(day), stood_in_for)


class Appointment(Spell):
    """A role that a person holds for a portfolio, an indicator or, naming neither, everything."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=16, choices=Role.choices)
    body = models.CharField(max_length=10, choices=Body.choices)
    portfolio = models.ForeignKey(
        Portfolio, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    deputises_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        help_text="The appointment that this one stands in for, from a day until a day",
    )
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who named a deputy; the admin's history says who made another",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role", "starts"]
        constraints = [
            spell_in_order("appointment_starts_before_it_ends"),
            models.CheckConstraint(
                name="appointment_portfolio_or_indicator",
                condition=Q(portfolio__isnull=True) | Q(indicator__isnull=True),
            ),
            models.CheckConstraint(
                name="appointment_of_a_deputy_ends",
                condition=Q(deputises_for__isnull=True) | Q(ends__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_role_of_its_body",
                condition=Q(
                    body=Body.FORCE,
                    role__in=[Role.CONTRIBUTOR, Role.LEAD, Role.ANALYST, Role.PANEL_CHAIR],
                )
                | Q(body=Body.OVERSIGHT, role__in=[Role.REVIEWER, Role.PUBLISHER])
                | Q(role__in=[Role.BOARD_MEMBER, Role.ADMINISTRATOR]),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    def natural_key(self):
        return (self.person.email, self.role, self.scope, str(self.starts))

    natural_key.dependencies = ["accounts.user", "performance.portfolio", "performance.indicator"]

    @property
    def scope(self) -> str:
        """What it is for, in a word: the code of its portfolio or indicator, or "everything"."""
        part = self.portfolio or self.indicator
        return part.code if part else "everything"

    def stands_on(self, day) -> bool:
        """It holds, and where it is a deputy's, so does the one that it stands in for: a deputy
        has what the other has, and nothing once that has ended."""
        own = self.deputises_for
        return self.holds_on(day) and (own is None or (own.holds_on(day) and own.person.is_active))
