"""Observations: the value of a series for one organisation and one period."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from performance.models.imports import Import
from performance.models.organisations import Organisation
from performance.models.series import Series
from performance.models.submissions import Submission
from performance.models.values import (
    Dated,
    Known,
    Measured,
    period_in_order,
    range_in_order,
)
from performance.states import Missing, Standing


class ObservationQuerySet(models.QuerySet):
    def current(self):
        """The standing revision of each figure."""
        return self.filter(is_current=True)

    def as_at(self, day: date):
        """For each figure the latest revision that was known on ``day``.

        Revisions are ordered by what was known when, then by number: an earlier revision learnt
        late does not hide a later one.
        """
        newest_first = Window(
            RowNumber(),
            partition_by=[
                F("series_id"),
                F("organisation_id"),
                F("period_start"),
                F("period_end"),
            ],
            order_by=[F("revision").desc()],
        )
        return self.filter(known_on__lte=day).annotate(_age=newest_first).filter(_age=1)


class Observation(Dated, Measured, Known):
    """A figure that was approved. It is never overwritten: a correction is a new revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="observations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="observations")
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.FINAL)
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    text = models.TextField(blank=True, help_text="For what is only words")
    note = models.TextField(blank=True)
    source_name = models.CharField(max_length=300, blank=True)
    source_address = models.URLField(max_length=500, blank=True)
    source_read_on = models.DateField(null=True, blank=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    brought_by = models.ForeignKey(
        Import, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    is_current = models.BooleanField(default=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["series", "organisation", "period_end"]
        indexes = [
            models.Index(
                fields=["series", "organisation", "period_start", "period_end"],
                name="observation_figure",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "organisation", "period_start", "period_end"],
                condition=Q(is_current=True),
                name="observation_one_current",
            ),
            models.UniqueConstraint(
                fields=["series", "organisation", "period_start", "period_end", "revision"],
                name="observation_revision_once",
            ),
            period_in_order("observation_period_in_order"),
            range_in_order("observation_range_in_order"),
            models.CheckConstraint(
                name="observation_value_or_reason",
                condition=Q(value__isnull=False, missing="")
                | (Q(value__isnull=True) & (~Q(missing="") | ~Q(text=""))),
            ),
            models.CheckConstraint(
                name="observation_brought_by_one_source",
                condition=Q(submission__isnull=False, brought_by__isnull=True)
                | Q(submission__isnull=True, brought_by__isnull=False),
            ),
            models.CheckConstraint(
                name="observation_revision_replaces_one",
                condition=Q(revision=1, replaces__isnull=True)
                | Q(revision__gt=1, replaces__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.series}, {self.organisation}, {self.period.label()}"
