"""Remarks on a submission: within one body, or on the record between both."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models.submissions import Submission
from performance.states import Audience, Body


class Remark(models.Model):
    """Something said of a submission, never changed once said.

    A private one is read by its own ``body`` alone; one on the record by both. Saying something
    is not taking part.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    body = models.CharField(max_length=10, choices=Body.choices)
    text = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["submission", "said_at", "id"]
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.said_by}, {self.get_audience_display().lower()}: {self.text[:60]}"
