"""Grades: the computed verdicts, and the requests to compute them."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from performance import grading
from performance.models.placements import Placement
from performance.models.values import Dated, Known, period_in_order

GRADES = [(each.value, each.value) for each in grading.Grade]
REASONS = [(each.value, each.value.replace("_", " ").capitalize()) for each in grading.Reason]


class GradeQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def as_at(self, day: date):
        """Each placement's latest grade known by ``day``: the last period, its last revision.

        Of two periods that end together (March and the year) the shorter is the latest.
        """
        latest_first = Window(
            RowNumber(),
            partition_by=[F("placement_id")],
            order_by=[F("period_end").desc(), F("period_start").desc(), F("revision").desc()],
        )
        return self.filter(known_on__lte=day).annotate(_age=latest_first).filter(_age=1)


class Grade(Dated, Known):
    """A verdict on one placement and period. Never edited: a new revision replaces it.

    ``verdict`` holds what the engine said of each part: zone, deviations, the lines at the
    latest value, the sentences. ``digest`` is of the inputs, so that old figures show.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="grades")
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    grade = models.CharField(max_length=20, choices=GRADES, blank=True)
    reason = models.CharField(
        max_length=30, choices=REASONS, blank=True, help_text="Why it is not graded"
    )
    sentence = models.TextField(help_text="The grade in a sentence a board member understands")
    assumed = models.BooleanField(default=False, help_text="An assumed benchmark was used")
    verdict = models.JSONField(default=dict)
    method = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    because = models.TextField(blank=True, help_text="What changed, so that it was computed")

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ["placement", "-period_end", "-revision"]
        constraints = [
            period_in_order("grade_period_in_order"),
            models.UniqueConstraint(
                fields=["placement", "period_start", "period_end"],
                condition=Q(is_current=True),
                name="grade_one_current",
            ),
            models.UniqueConstraint(
                fields=["placement", "period_start", "period_end", "revision"],
                name="grade_revision_once",
            ),
            models.CheckConstraint(
                name="grade_or_reason",
                condition=(Q(reason="") & ~Q(grade="")) | (Q(grade="") & ~Q(reason="")),
            ),
        ]

    def __str__(self):
        return self.grade or f"Not graded: {self.get_reason_display().lower()}"


class RegradeRequest(Dated):
    """A grade that must be computed again. The record of work: a message only wakes the worker.

    Several may ask for the same grade: a request that arrives while a worker reads is its own
    row, so that it cannot vanish with the one the worker deletes.
    """

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="regrade_requests")
    because = models.CharField(max_length=200)
    known_on = models.DateField(
        null=True,
        blank=True,
        help_text="When what changed became known; empty for when it is answered",
    )
    requested_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [period_in_order("regrade_request_period_in_order")]

    def __str__(self):
        return f"{self.placement}, {self.period.label()}: {self.because}"
