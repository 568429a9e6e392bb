"""Submissions: an indicator's entries and commentary on their way through one cycle."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from performance.models.cycles import Cycle
from performance.models.indicators import Indicator
from performance.models.values import Dated, period_in_order
from performance.states import EDITABLE_STATES, OPEN_STATES, Participation, State


def somebody(related_name="+", **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        **options,
    )


class Submission(Dated):
    """One indicator, one period, one way through: draft, submitted, checked, approved.

    ``version`` counts every change of state or content: a save or a move names the version it
    began from, and only one of two simultaneous ones can win. Who submitted, checked, approved
    or returned it describes this pass; earlier passes are in the audit trail.

    Whether it came on time is said of its first pass, for good: ``first_submitted_on`` against
    ``first_due_on``, what was due on that day. An answer to a return is judged by ``due_on``, its
    own. ``returns`` counts how often it was sent back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True)
    first_submitted_on = models.DateField(null=True, blank=True, editable=False)
    first_due_on = models.DateField(null=True, blank=True, editable=False)
    returns = models.PositiveIntegerField(default=0, editable=False)
    is_correction = models.BooleanField(default=False)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    correction_reason = models.TextField(blank=True)
    opened_by = somebody()
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_by = somebody()
    submitted_at = models.DateTimeField(null=True, blank=True)
    checked_by = somebody()
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = somebody()
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_by = somebody()
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "indicator"]
        constraints = [
            period_in_order("submission_period_in_order"),
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=Q(state__in=OPEN_STATES),
                name="submission_one_open",
            ),
            models.CheckConstraint(
                name="submission_has_a_cycle_or_corrects",
                condition=Q(cycle__isnull=False) | Q(is_correction=True),
            ),
            models.CheckConstraint(
                name="submission_correction_has_a_reason",
                condition=Q(is_correction=False, corrects__isnull=True)
                | (Q(is_correction=True) & ~Q(correction_reason="")),
            ),
            models.CheckConstraint(
                name="submission_submitting_is_whole",
                condition=Q(
                    state__in=[State.DRAFT, State.RETURNED],
                    submitted_by__isnull=True,
                    submitted_at__isnull=True,
                )
                | Q(
                    state__in=[State.SUBMITTED, State.CHECKED, State.APPROVED, State.SUPERSEDED],
                    submitted_by__isnull=False,
                    submitted_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="submission_check_is_whole",
                condition=Q(
                    state__in=[State.DRAFT, State.RETURNED, State.SUBMITTED],
                    checked_by__isnull=True,
                    checked_at__isnull=True,
                )
                | Q(
                    state__in=[State.CHECKED, State.APPROVED, State.SUPERSEDED],
                    checked_by__isnull=False,
                    checked_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="submission_approval_is_whole",
                condition=Q(
                    state__in=OPEN_STATES, approved_by__isnull=True, approved_at__isnull=True
                )
                | Q(
                    state__in=[State.APPROVED, State.SUPERSEDED],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="submission_return_is_whole",
                condition=Q(returned_by__isnull=True, returned_at__isnull=True, return_reason="")
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="submission_returned_says_why_and_until_when",
                condition=~Q(state=State.RETURNED)
                | Q(returned_by__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_handed_over_says_when_first",
                condition=Q(state__in=[State.DRAFT, State.RETURNED])
                | Q(first_submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_returned_is_counted",
                condition=~Q(state=State.RETURNED) | Q(returns__gt=0),
            ),
            models.CheckConstraint(
                name="submission_four_eyes",
                condition=(Q(checked_by__isnull=True) | ~Q(checked_by=F("submitted_by")))
                & (
                    Q(approved_by__isnull=True)
                    | (~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("checked_by")))
                ),
            ),
        ]

    @property
    def judged_due_on(self) -> date | None:
        """The day that counts: while it is owed its due date, and of an answer to a return that of
        the answer; of what was handed over and never sent back, what was due then, wherever its
        due date was moved since."""
        is_first_pass = self.state not in EDITABLE_STATES and not self.returns
        return self.first_due_on if is_first_pass else self.due_on

    def __str__(self):
        return f"{self.indicator}, {self.period.label()}"

    @property
    def title(self) -> str:
        """What notices call it: a correction stands beside what it corrects."""
        return f"{self}, correction" if self.is_correction else str(self)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class Participant(models.Model):
    """Who took part in a submission, ever. Written by the database itself, never changed.

    Triggers add a row whenever an entry or commentary names its editor and whenever a
    submission names its submitter or checker, and refuse a check or an approval by anybody who
    stands here: by any door, raw SQL included.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Participation.choices)

    class Meta:
        ordering = ["submission", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "person", "part"], name="participant_once_in_a_part"
            )
        ]

    def __str__(self):
        return f"{self.person} {self.part}"
