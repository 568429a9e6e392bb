"""The audit trail: every write that means something, kept for good."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from performance.models.indicators import Indicator
from performance.models.submissions import Submission


class AuditEvent(models.Model):
    """Who did what to what, when and why, with the state before and after.

    Append-only by trigger on both databases: it is never updated or deleted.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=160, help_text="As it was then")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, help_text="What kind of thing")
    subject_id = models.CharField(max_length=40)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="audit_events"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="audit_events"
    )
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["indicator", "-at"], name="audit_of_an_indicator"),
            models.Index(fields=["submission", "-at"], name="audit_of_a_submission"),
        ]

    def __str__(self):
        return f"{self.actor_name} {self.action} {self.subject}, {self.at:%-d %B %Y %H:%M}"
