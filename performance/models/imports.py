"""Imports: history loaded from a published source, whose approver is the source and its date."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from performance.states import ImportKind


class Import(models.Model):
    """A published paper or data set whose figures were taken in as history.

    Its figures were approved by being published: ``title`` and ``published_on`` stand where a
    submission has its approver. What it brought is corrected like a submission.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(unique=True)
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    date_is_assumed = models.BooleanField(
        default=False, help_text="The source gives no date: it was taken from its newest year"
    )
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the files that were read")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["published_on", "code"]

    def __str__(self):
        assumed = " (date assumed)" if self.date_is_assumed else ""
        return f"{self.title}, {self.published_on:%-d %B %Y}{assumed}"
