"""Indicators: what is measured, who answers for it and where the figures come from."""

import uuid

from django.db import models

from performance.figures import Frequency
from performance.models.organisations import ByCode, Portfolio
from performance.models.values import Spell, holding, spell_in_order

FREQUENCIES = [(each.value, each.value.capitalize()) for each in Frequency]


class Indicator(models.Model):
    """What is measured. It may stand in several frameworks; it is entered once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.TextField()
    definition = models.TextField(blank=True)
    executive_lead = models.CharField(max_length=120, blank=True, help_text="A post, not a person")
    delivery_owner = models.CharField(max_length=120, blank=True, help_text="A post, not a person")
    source_system = models.CharField(max_length=120, blank=True)
    source_address = models.URLField(max_length=500, blank=True)
    source_updated_on = models.DateField(null=True, blank=True)
    frequency = models.CharField(max_length=10, choices=FREQUENCIES)
    lag_months = models.PositiveSmallIntegerField(
        default=0, help_text="Months after its period ends before the figure can be asked for"
    )
    supports = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        help_text="The Tier 1 indicator that this Tier 2 indicator supports",
    )
    retired_on = models.DateField(null=True, blank=True)

    objects = ByCode()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="indicator_does_not_support_itself",
                condition=models.Q(supports__isnull=True) | ~models.Q(supports=models.F("id")),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    def portfolio_on(self, day) -> Portfolio | None:
        """Who is accountable on ``day``."""
        held = (
            self.accountabilities.filter(holding(day))
            .select_related("portfolio")
            .order_by("-starts")
            .first()
        )
        return held.portfolio if held else None


class AccountabilityManager(models.Manager):
    def get_by_natural_key(self, indicator, starts):
        return self.get(indicator__code=indicator, starts=starts)


class Accountability(Spell):
    """Which portfolio answers for an indicator, from when until when."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="accountabilities")
    portfolio = models.ForeignKey(Portfolio, models.PROTECT, related_name="accountabilities")

    objects = AccountabilityManager()

    class Meta:
        ordering = ["indicator", "starts"]
        verbose_name_plural = "accountabilities"
        constraints = [
            spell_in_order("accountability_starts_before_it_ends"),
            models.UniqueConstraint(
                fields=["indicator", "starts"], name="accountability_one_start_a_day"
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(ends__isnull=True),
                name="accountability_one_portfolio_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.portfolio} from {self.starts:%-d %B %Y}"

    def natural_key(self):
        return (self.indicator.code, self.starts)

    natural_key.dependencies = ["performance.indicator"]
