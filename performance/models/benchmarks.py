"""Benchmarks: the lines set before the year, against which a series is graded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from performance import grading
from performance.models.frameworks import Framework
from performance.models.series import Series
from performance.models.values import Known
from performance.states import BenchmarkState, LineKind, LineShape

GAP_RULES = [
    (grading.GapRule.REFUSE.value, "Refused: every value must have a band"),
    (grading.GapRule.WORSE.value, "A value in a gap takes the worse of its two neighbouring bands"),
]


class Benchmark(Known):
    """The lines, or the rubric's bands, of a series for one framework and plan year.

    Proposed by one person, approved by another. Approved versions are never edited, by trigger,
    except that a re-approval or the word that there is no season may be added; nor does the name
    of the proposer ever change. ``edits`` counts every change, so that of two people who act at
    once one is told. ``assumed`` marks a benchmark made up for a past year whose paper printed
    none; such a one carries a waiver that says so wherever its grades appear.
    """

    # What engine.advance counts: "version" is the benchmark's own number here.
    counter = "edits"

    series = models.ForeignKey(Series, models.PROTECT, related_name="benchmarks")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="benchmarks")
    year_start = models.DateField(help_text="1 April of the plan year")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=BenchmarkState.choices, default=BenchmarkState.PROPOSED
    )
    edits = models.PositiveIntegerField(default=1, editable=False)
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
    range_low = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="A rubric's: the lowest value that can occur",
    )
    range_high = models.DecimalField(
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="A rubric's: the highest value that can occur",
    )
    gap_rule = models.CharField(
        max_length=10,
        choices=GAP_RULES,
        default=grading.GapRule.REFUSE.value,
        help_text="A rubric's: what becomes of a value between two bands",
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
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_on = models.DateField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
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
                name="benchmark_approved_only_if_somebody_proposed_it",
                condition=Q(approved_by__isnull=True) | Q(proposed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_approver_has_a_date",
                condition=Q(approved_by__isnull=True) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_only_an_assumed_one_lacks_an_approver",
                condition=Q(approved_on__isnull=True)
                | Q(approved_by__isnull=False)
                | Q(assumed=True, proposed_by__isnull=True),
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
                name="benchmark_state_agrees_with_its_approval",
                condition=Q(state=BenchmarkState.APPROVED, approved_on__isnull=False)
                | (~Q(state=BenchmarkState.APPROVED) & Q(approved_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="benchmark_return_is_whole",
                condition=Q(returned_by__isnull=True, returned_on__isnull=True, return_reason="")
                | (Q(returned_by__isnull=False, returned_on__isnull=False) & ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="benchmark_returned_says_why",
                condition=~Q(state=BenchmarkState.RETURNED) | Q(returned_by__isnull=False),
            ),
            models.CheckConstraint(
                name="benchmark_range_in_order",
                condition=Q(range_low__isnull=True)
                | Q(range_high__isnull=True)
                | Q(range_high__gte=F("range_low")),
            ),
            models.CheckConstraint(
                name="benchmark_assumed_says_so",
                condition=Q(assumed=False) | ~Q(waiver_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.series} from {self.year_start:%-d %B %Y}, version {self.version}"

    @property
    def indicator(self):
        """Under whose appointments it is proposed, and in whose audit trail it stands."""
        return self.series.home

    @property
    def is_late(self) -> bool:
        """Approved on or after the plan year's first day."""
        return self.approved_on is not None and self.approved_on >= self.year_start


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


class BenchmarkBand(models.Model):
    """A band of a rubric: a label and the values that earn it, best first by ``order``."""

    benchmark = models.ForeignKey(Benchmark, models.CASCADE, related_name="bands")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    grade = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in grading.Grade],
        blank=True,
        help_text="The grade that a label outside the four names stands for",
    )
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    low_open = models.BooleanField(default=False, help_text="The lower end itself is not in it")
    high_open = models.BooleanField(default=False, help_text="The upper end itself is not in it")

    class Meta:
        ordering = ["benchmark", "order"]
        constraints = [
            models.UniqueConstraint(fields=["benchmark", "order"], name="band_one_place_each"),
            models.UniqueConstraint(fields=["benchmark", "label"], name="band_label_once"),
            models.CheckConstraint(name="band_has_a_label", condition=~Q(label="")),
            models.CheckConstraint(
                name="band_ends_in_order",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
            ),
        ]

    def __str__(self):
        return f"{self.label} of {self.benchmark}"


class LinePoint(models.Model):
    """One period of a profile, or of last year's values under a seasonal line."""

    line = models.ForeignKey(BenchmarkLine, models.CASCADE, related_name="points")
    start = models.DateField(help_text="The first day of the plan year's period")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    value_high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    estimated = models.BooleanField(
        default=False,
        help_text="Seasonal: typed, because no figure of last year was approved in time",
    )

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
