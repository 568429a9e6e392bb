"""What observations, references and entries share: a quantity, a period, a day it was known."""

from datetime import date
from functools import lru_cache

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from performance.figures import Period, PeriodKind, Qualifier, Quantity

PERIOD_KINDS = [(kind.value, kind.value.replace("_", " ").capitalize()) for kind in PeriodKind]
QUALIFIERS = [(each.value, each.value.replace("_", " ").capitalize()) for each in Qualifier]


class Dated(models.Model):
    """Something that belongs to one period. A date has start = end."""

    period_kind = models.CharField(max_length=16, choices=PERIOD_KINDS)
    period_start = models.DateField()
    period_end = models.DateField()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return period_from(self.period_kind, self.period_start, self.period_end)


@lru_cache(maxsize=20_000)
def period_from(kind: str, start: date, end: date) -> Period:
    """The period of three columns; the same few hundred stand in very many rows."""
    return Period(PeriodKind(kind), start, end)


def period_fields(period: Period | None) -> dict:
    """The three columns of ``period``, for filters and new rows; empty columns for None."""
    if period is None:
        return {"period_kind": "", "period_start": None, "period_end": None}
    return {
        "period_kind": period.kind.value,
        "period_start": period.start,
        "period_end": period.end,
    }


def period_in_order(name: str) -> models.CheckConstraint:
    """A period ends on or after it starts, and a date starts and ends on the same day."""
    return models.CheckConstraint(
        name=name,
        condition=(
            Q(period_start__isnull=True, period_end__isnull=True)
            | (
                Q(period_start__lte=F("period_end"))
                & (~Q(period_kind=PeriodKind.DATE.value) | Q(period_start=F("period_end")))
            )
        ),
    )


class Measured(models.Model):
    """A number as the world states it: exact, about, a range, at most, a change.

    ``value`` is null when there is none; null is never zero. ``decimals`` is how many the body
    prints it with ("2.0" has one). The unit is the series'.
    """

    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_high = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, blank=True, help_text="The upper end of a range"
    )
    decimals = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=16, choices=QUALIFIERS, default=Qualifier.EXACT.value)

    class Meta:
        abstract = True

    @property
    def quantity(self) -> Quantity | None:
        if self.value is None:
            return None
        return Quantity(self.value, self.value_high, Qualifier(self.qualifier), self.decimals)


def quantity_fields(quantity: Quantity | None) -> dict:
    """The four columns of ``quantity``; a value of null for None."""
    if quantity is None:
        return {
            "value": None,
            "value_high": None,
            "decimals": 0,
            "qualifier": Qualifier.EXACT.value,
        }
    return {
        "value": quantity.value,
        "value_high": quantity.high,
        "decimals": quantity.decimals,
        "qualifier": quantity.qualifier.value,
    }


def range_in_order(name: str) -> models.CheckConstraint:
    """The upper end of a range lies above its lower end, and needs one."""
    return models.CheckConstraint(
        name=name,
        condition=Q(value_high__isnull=True)
        | (Q(value__isnull=False) & Q(value_high__gt=F("value"))),
    )


class Known(models.Model):
    """When the body knew it, beside when this system took it in.

    "As at 27 February 2024" reads ``known_on``; ``recorded_at`` is for the audit.
    """

    known_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Spell(models.Model):
    """Something that holds from a day until a day (not included), or until further notice."""

    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The first day it no longer holds")

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


def holding(day: date, prefix: str = "") -> Q:
    """The rows of a Spell that hold on ``day``; ``prefix`` leads to them ("appointments__")."""
    return Q(**{f"{prefix}starts__lte": day}) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gt": day})
    )


def spell_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(ends__isnull=True) | Q(starts__lt=F("ends"))
    )
