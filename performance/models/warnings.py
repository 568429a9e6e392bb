"""Answers to warnings: why a figure that looks wrong is right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models.organisations import Organisation
from performance.models.series import Series
from performance.models.submissions import Submission
from performance.states import WarningKind


class WarningAnswer(models.Model):
    """Somebody's explanation of one warning of a submission, exactly as typed.

    The warning itself is never stored: it follows from the figures. ``figures`` are those that it
    was about when it was explained, so that an explanation of others is not taken for theirs;
    ``warning`` is how it read.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="warning_answers")
    kind = models.CharField(max_length=20, choices=WarningKind.choices)
    series = models.ForeignKey(Series, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    warning = models.TextField()
    figures = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["submission", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "series", "organisation"],
                name="warning_answer_once_a_warning",
            ),
            models.CheckConstraint(
                name="warning_answer_says_what_was_warned", condition=~Q(warning="")
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
