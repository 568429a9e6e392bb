"""The files that are with a submission."""

from performance.models import Attachment, Submission


def attachments_of(submission: Submission) -> list[Attachment]:
    """Those that nobody has removed, with who added each. One query."""
    standing = Attachment.objects.filter(submission=submission, removed_at__isnull=True)
    return list(standing.select_related("added_by"))
