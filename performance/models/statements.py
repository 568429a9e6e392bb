"""Statements: the dated words of an indicator that has no number."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from performance.models.imports import Import
from performance.models.indicators import Indicator
from performance.models.submissions import Submission
from performance.models.values import PERIOD_KINDS, Dated, Known, period_in_order
from performance.states import Missing


class StatementQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def as_at(self, day: date):
        """For each statement the latest revision that was known on ``day``."""
        newest_first = Window(
            RowNumber(),
            partition_by=[F("indicator_id"), F("topic"), F("period_start"), F("period_end")],
            order_by=[F("revision").desc()],
        )
        return self.filter(known_on__lte=day).annotate(_age=newest_first).filter(_age=1)


class Statement(Dated, Known):
    """What an indicator says in words: "Awaiting data from WMP", six named areas.

    ``missing`` says why there is no number, where that is what the words say.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="statements")
    topic = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    period_kind = models.CharField(max_length=16, choices=PERIOD_KINDS, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    brought_by = models.ForeignKey(
        Import, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    is_current = models.BooleanField(default=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "topic", "-revision"]
        constraints = [
            period_in_order("statement_period_in_order"),
            models.UniqueConstraint(
                fields=["indicator", "topic", "period_start", "period_end"],
                condition=Q(is_current=True, period_start__isnull=False),
                name="statement_one_current_a_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "topic"],
                condition=Q(is_current=True, period_start__isnull=True),
                name="statement_one_current_undated",
            ),
            models.UniqueConstraint(
                fields=["indicator", "topic", "period_start", "period_end", "revision"],
                condition=Q(period_start__isnull=False),
                name="statement_revision_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "topic", "revision"],
                condition=Q(period_start__isnull=True),
                name="statement_revision_once_undated",
            ),
            models.CheckConstraint(
                name="statement_revision_replaces_one",
                condition=Q(revision=1, replaces__isnull=True)
                | Q(revision__gt=1, replaces__isnull=False),
            ),
            models.CheckConstraint(name="statement_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="statement_brought_by_one_source",
                condition=Q(submission__isnull=False, brought_by__isnull=True)
                | Q(submission__isnull=True, brought_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def period(self):
        return super().period if self.period_start else None
