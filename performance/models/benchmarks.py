"""Benchmarks: the lines set before the year, against which a series is graded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from performance.models.frameworks import Framework
from performance.models.series import Series
from performance.models.values import Known
from performance.states import LineKind, LineShape


class Benchmark(Known):
    """The lines of a series for one framework and plan year. Approved versions are never edited,
    by trigger, except that a re-approval or the word that there is no season may be added.

    ``assumed`` marks a benchmark made up for a past year whose paper printed none; such a one
    carries a waiver that says so wherever its grades appear.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="benchmarks")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="benchmarks")
    year_start = models.DateField(help_text="1 April of the plan year")
    version = models.PositiveSmallIntegerField(default=1)
    baseline = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="The value at the period before the year",
    )
    seasonal_offsets = models.JSONField(
        null=True, blank=True, help_text="One number for each position in the year, as text"
    )
    source = models.TextField(blank=True)
    assumed = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_on = models.DateField(null=True, blank=True)
    reapproved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reapproved_on = models.DateField(
        null=True, blank=True, help_text="Approved again after a break in the year"
    )
    waiver_reason = models.TextField(
        blank=True, help_text="Why a benchmark approved late may grade all the same"
    )
    no_season_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    no_season_confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["series", "framework", "year_start", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "framework", "year_start", "version"],
                name="benchmark_version_once",
            ),
            models.CheckConstraint(
                name="benchmark_approved_by_another",
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="benchmark_approver_has_a_date",
                condition=Q(approved_by__isnull=True) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_only_an_assumed_one_lacks_an_approver",
                condition=Q(approved_on__isnull=True)
                | Q(approved_by__isnull=False)
                | Q(assumed=True),
            ),
            models.CheckConstraint(
                name="benchmark_reapproval_is_whole",
                condition=Q(reapproved_by__isnull=True, reapproved_on__isnull=True)
                | Q(reapproved_by__isnull=False, reapproved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_reapproved_by_another",
                condition=Q(reapproved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(reapproved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="benchmark_no_season_is_whole",
                condition=Q(
                    no_season_confirmed_by__isnull=True, no_season_confirmed_on__isnull=True
                )
                | Q(no_season_confirmed_by__isnull=False, no_season_confirmed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_assumed_says_so",
                condition=Q(assumed=False) | ~Q(waiver_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.series} from {self.year_start:%-d %B %Y}, version {self.version}"


class BenchmarkLine(models.Model):
    """Expected, floor or stretch: flat, linear, a profile or seasonal; intervals for a band."""

    benchmark = models.ForeignKey(Benchmark, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    shape = models.CharField(max_length=10, choices=LineShape.choices)
    strict = models.BooleanField(default=False, help_text="Meeting it exactly is not enough")
    value = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Flat: the value, or the lower end; linear: the value at the year's last period",
    )
    value_high = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, blank=True, help_text="Flat: the upper end"
    )
    change = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Seasonal: the change on last year, -0.05 for 5% less",
    )

    class Meta:
        ordering = ["benchmark", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["benchmark", "kind"], name="line_one_of_a_kind"),
            models.CheckConstraint(
                name="line_has_what_its_shape_needs",
                condition=Q(
                    shape__in=[LineShape.FLAT, LineShape.LINEAR],
                    value__isnull=False,
                    change__isnull=True,
                )
                | Q(shape=LineShape.PROFILE, value__isnull=True, change__isnull=True)
                | Q(shape=LineShape.SEASONAL, value__isnull=True, change__isnull=False),
            ),
            models.CheckConstraint(
                name="line_interval_in_order",
                condition=Q(value_high__isnull=True)
                | (Q(value__isnull=False) & Q(value_high__gte=F("value"))),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.benchmark}"


class LinePoint(models.Model):
    """One period of a profile, or of last year's values under a seasonal line."""

    line = models.ForeignKey(BenchmarkLine, models.CASCADE, related_name="points")
    start = models.DateField(help_text="The first day of the plan year's period")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    value_high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["line", "start"]
        constraints = [
            models.UniqueConstraint(fields=["line", "start"], name="line_point_once"),
            models.CheckConstraint(
                name="line_point_interval_in_order",
                condition=Q(value_high__isnull=True) | Q(value_high__gte=F("value")),
            ),
        ]

    def __str__(self):
        return f"{self.start:%-d %B %Y}: {self.value}"
