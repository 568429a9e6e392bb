"""Series: one number each, with its unit, its wanted direction and how it adds up."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from performance import figures
from performance.figures import Form
from performance.grading import Accumulation, Direction, UnitKind
from performance.models.indicators import FREQUENCIES, Indicator
from performance.models.organisations import ByCode
from performance.models.values import PERIOD_KINDS
from performance.states import Derivation

FORMS = [(form.value, form.value.capitalize()) for form in Form]
KINDS = [(kind.value, kind.value.capitalize()) for kind in UnitKind]
DIRECTIONS = [
    (Direction.HIGHER.value, "Higher is better"),
    (Direction.LOWER.value, "Lower is better"),
    (Direction.BAND.value, "Keep within a band"),
    (Direction.MONITOR.value, "No wanted direction"),
]
ACCUMULATIONS = [
    (Accumulation.LEVEL.value, "Level: a rate, percentage or average in the period"),
    (Accumulation.STOCK.value, "Stock: a count as at a date"),
    (Accumulation.FLOW.value, "Flow: a count that adds up over the year"),
]


class Unit(models.Model):
    """A unit and how a figure wears it: "40%", "12m27s", "15.4kg"."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60, unique=True)
    form = models.CharField(max_length=10, choices=FORMS)
    suffix = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=KINDS, help_text="How a projection is clipped")

    objects = ByCode()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="unit_suffix_where_it_is_worn",
                condition=(Q(form=Form.SUFFIXED.value) & ~Q(suffix=""))
                | (~Q(form=Form.SUFFIXED.value) & Q(suffix="")),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    def clean(self):
        """Refuse, in words, a suffix that could be taken for part of the number."""
        try:
            figures.Unit(self.name, Form(self.form), self.suffix)
        except ValueError as refusal:
            raise ValidationError({"suffix": str(refusal)}) from refusal

    @property
    def dress(self) -> figures.Unit:
        return figures.Unit(self.name, Form(self.form), self.suffix)


class Series(models.Model):
    """One number. "% within 10 seconds" and "average seconds" are two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    home = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="home_series",
        help_text="The indicator that submits this series, wherever else it stands",
    )
    direction = models.CharField(max_length=10, choices=DIRECTIONS)
    accumulation = models.CharField(max_length=10, choices=ACCUMULATIONS)
    frequency = models.CharField(max_length=10, choices=FREQUENCIES)
    rolling_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Length of the window where periods overlap"
    )
    label_hint = models.CharField(
        max_length=16,
        choices=PERIOD_KINDS,
        blank=True,
        help_text='What a label like "[Jan 24]" means for this series',
    )
    derivation = models.CharField(
        max_length=10, choices=Derivation.choices, default=Derivation.NONE
    )
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="numerator_of"
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="denominator_of"
    )
    per = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="What a rate is multiplied by: 1000 for a rate per 1,000",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="made_of",
        help_text="The whole of which this counts a part",
    )
    median = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        help_text="The median of the very times of which this percentage lies within a limit",
    )
    within = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="That limit, in the median's unit: seconds for a clock time",
    )
    lowest = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    highest = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    max_lag = models.PositiveSmallIntegerField(default=1)
    min_points = models.PositiveSmallIntegerField(default=1)

    objects = ByCode()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                name="series_rolling_is_never_a_flow",
                condition=Q(rolling_months__isnull=True) | ~Q(accumulation=Accumulation.FLOW.value),
            ),
            models.CheckConstraint(
                name="series_derived_has_both_parts",
                condition=Q(
                    derivation=Derivation.NONE, numerator__isnull=True, denominator__isnull=True
                )
                | (
                    ~Q(derivation=Derivation.NONE)
                    & Q(numerator__isnull=False, denominator__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="series_per_only_of_a_rate",
                condition=Q(per__isnull=True) | Q(derivation=Derivation.RATE, per__gt=0),
            ),
            models.CheckConstraint(
                name="series_median_and_limit_together",
                condition=Q(median__isnull=True, within__isnull=True)
                | Q(median__isnull=False, within__isnull=False),
            ),
            models.CheckConstraint(
                name="series_lowest_below_highest",
                condition=Q(lowest__isnull=True)
                | Q(highest__isnull=True)
                | Q(lowest__lt=F("highest")),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)


class PartManager(models.Manager):
    def get_by_natural_key(self, indicator, series):
        return self.get(indicator__code=indicator, series__code=series)


class Part(models.Model):
    """A series in an indicator: where it stands, how much it weighs, whether it is essential."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="parts")
    series = models.ForeignKey(Series, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=200, blank=True)
    weight = models.DecimalField(max_digits=8, decimal_places=3, default=1)
    essential = models.BooleanField(default=False)

    objects = PartManager()

    class Meta:
        ordering = ["indicator", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "series"], name="part_series_once_in_an_indicator"
            ),
            models.CheckConstraint(name="part_weight_above_zero", condition=Q(weight__gt=0)),
        ]

    def __str__(self):
        return self.label or self.series.name

    def natural_key(self):
        return (self.indicator.code, self.series.code)

    natural_key.dependencies = ["performance.indicator", "performance.series"]
