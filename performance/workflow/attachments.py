"""Attachments: files added to a draft, and taken out of it again."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from performance.intake.file_names import safe_name
from performance.intake.file_types import type_of
from performance.intake.refusals import FileRefused
from performance.models import Attachment, Submission
from performance.permissions import require
from performance.queries.audit.audit import ATTACHED, REMOVED
from performance.states import EDITABLE_STATES, Action
from performance.workflow import audit
from performance.workflow.engine import hold
from performance.workflow.errors import Gap, NotReady


@dataclass(frozen=True, slots=True)
class Attached:
    """The attachment, and whether it was there before: the same file twice is one."""

    attachment: Attachment
    already: bool


def attach(submission: Submission, *, by, on: date, name: str, content: bytes) -> Attached:
    """Add a file to the submission, as it came; whoever adds one edits the submission.

    It is added beside what others type meanwhile: only a move is in its way, and it in nobody's.

    Args:
        name: as it was sent; it is kept without what is invisible or no name.
        content: all of it; at most settings.ATTACHMENT_BYTES.

    Raises:
        PermissionDenied: ``by`` may not save this submission today.
        NotReady: the file is too large, of no kind that is taken, or one too many.
        MovedOn: the submission takes no files any more.
    """
    require(by, Action.SAVE, submission, on=on)
    try:
        kind = checked(content)
    except FileRefused as refusal:
        raise NotReady([Gap("file", str(refusal))]) from refusal
    attachment = Attachment(
        submission=submission,
        name=safe_name(name, kind.extensions),
        media_type=kind.media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        added_by=by,
    )
    return kept(attachment, content, by=by, on=on)


def checked(content: bytes):
    most = settings.ATTACHMENT_BYTES
    if len(content) > most:
        raise FileRefused(too_large(len(content)))
    return type_of(content)


def too_large(size: int) -> str:
    """In words. ``size`` in bytes; one that is hardly too large is not told as just right."""
    most = settings.ATTACHMENT_BYTES // 1024**2
    told = max(size / 1024**2, most + 0.1)
    return (
        f"The file has {told:.1f} MB; at most {most} MB are taken. "
        "Save it smaller, or attach the part that matters."
    )


def kept(attachment: Attachment, content: bytes, *, by, on: date) -> Attached:
    """Write the file and its row, or neither: what was written is deleted if the row is not."""
    try:
        with transaction.atomic():
            fresh = held(attachment.submission, by=by, on=on, what="attach a file")
            standing = fresh.attachments.filter(removed_at__isnull=True)
            if same := standing.filter(digest=attachment.digest).first():
                return Attached(same, already=True)
            most = settings.ATTACHMENTS_PER_SUBMISSION
            if standing.count() >= most:
                words = f"There are {most} files already, as many as are taken: remove one first."
                raise NotReady([Gap("file", words)])
            attachment.file.save(attachment.name, ContentFile(content), save=False)
            attachment.save(force_insert=True)
            audit.record(fresh, ATTACHED, by=by, after=facts(attachment))
    except BaseException:
        if attachment.file:
            attachment.file.storage.delete(attachment.file.name)
        raise
    return Attached(attachment, already=False)


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by, on: date) -> bool:
    """Mark the file as removed; nobody is shown it any more. False where it was removed before.

    Raises:
        PermissionDenied: ``by`` may not save the submission today.
        MovedOn: the submission lets no file go any more.
    """
    submission = attachment.submission
    require(by, Action.SAVE, submission, on=on)
    rows = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True)
    if not rows.exists():
        return False
    fresh = held(submission, by=by, on=on, what="remove a file")
    if not rows.update(removed_by=by, removed_at=timezone.now()):
        return False
    audit.record(fresh, REMOVED, by=by, before=facts(attachment))
    return True


def held(submission: Submission, *, by, on: date, what: str) -> Submission:
    """The row as it stands, which stays so until the transaction ends, and ``by`` may save it."""
    fresh = hold(submission, sources=EDITABLE_STATES, what=what)
    require(by, Action.SAVE, fresh, on=on)
    return fresh


def facts(attachment: Attachment) -> dict:
    return {"file": attachment.name, "size": attachment.size, "digest": attachment.digest}
