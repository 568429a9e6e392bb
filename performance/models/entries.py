"""Entries and commentary: what a submission holds before it is approved."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models.notes import Note
from performance.models.organisations import Organisation
from performance.models.series import Series
from performance.models.submissions import Submission
from performance.models.values import Dated, Measured, period_in_order, range_in_order
from performance.states import Missing, Prompt, Standing


class Entry(Dated, Measured):
    """One figure in a submission: as typed, as read, or the reason it is absent.

    ``raw`` is kept whatever it is; ``fault`` says why it could not be read. A draft may hold
    faults, a submitted one none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="entries")
    series = models.ForeignKey(Series, models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    raw = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    missing = models.CharField(max_length=20, choices=Missing.choices, blank=True)
    text = models.TextField(blank=True, help_text="Words instead of a figure")
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.FINAL)
    note = models.TextField(blank=True)
    source_name = models.CharField(max_length=300, blank=True)
    source_address = models.URLField(max_length=500, blank=True)
    source_read_on = models.DateField(null=True, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["submission", "series"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "series", "organisation", "period_start", "period_end"],
                name="entry_once_in_a_submission",
            ),
            period_in_order("entry_period_in_order"),
            range_in_order("entry_range_in_order"),
            models.CheckConstraint(
                name="entry_value_or_reason_not_both",
                condition=Q(value__isnull=True) | Q(missing="", fault=""),
            ),
        ]

    def __str__(self):
        return f"{self.series}, {self.period.label()}: {self.raw}"

    @property
    def is_answered(self) -> bool:
        """There is a value that could be read, or a reason why there is none, or only words."""
        if self.fault:
            return False
        return self.value is not None or bool(self.missing) or bool(self.text.strip())


class Commentary(models.Model):
    """The narrative of a submission, one text for each question, exactly as typed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="commentaries")
    prompt = models.CharField(max_length=20, choices=Prompt.choices, default=Prompt.NARRATIVE)
    text = models.TextField(blank=True)
    notes = models.ManyToManyField(Note, blank=True, related_name="commentaries")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["submission", "id"]
        verbose_name_plural = "commentaries"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "prompt"], name="commentary_once_a_question"
            )
        ]

    def __str__(self):
        return f"{self.get_prompt_display()}: {self.text[:60]}"


class ReturnedFigure(models.Model):
    """A figure that was named when its submission was sent back, and why."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="returns")
    reason = models.TextField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(default=timezone.now)
    submission_version = models.PositiveIntegerField(
        help_text="The submission's version after the return"
    )

    class Meta:
        ordering = ["-returned_at"]
        constraints = [
            models.CheckConstraint(name="returned_figure_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self):
        return f"{self.entry.series}: {self.reason}"
