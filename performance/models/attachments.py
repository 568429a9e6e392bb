"""Attachments: files that back a submission's figures, kept as they came."""

import uuid

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models.submissions import Submission, somebody


def attachment_storage():
    return storages["attachments"]


def by_id(attachment, filename: str) -> str:
    """Where a file lies: by its id alone, whatever somebody called it."""
    return f"{attachment.pk.hex[:2]}/{attachment.pk.hex}"


class Attachment(models.Model):
    """A file with a submission. What it holds never changes; a removed one is marked, not lost.

    ``name`` is the file's name as it was sent; ``media_type`` is what its content is, which is
    looked at and not believed; ``digest`` is its content's SHA-256; ``size`` is in bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to=by_id, storage=attachment_storage, max_length=80)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    added_by = somebody()
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = somebody()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submission", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attachment_added_by_somebody", condition=Q(added_by__isnull=False)
            ),
            models.CheckConstraint(
                name="attachment_removal_is_whole",
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name
