"""The files that are with a submission."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from performance.models import Attachment, Submission


def attachments_of(submission: Submission) -> list[Attachment]:
    """Those that nobody has removed, with who added each. One query."""
    return attachments_of_each([submission])[submission.pk]


def attachments_of_each(submissions: Collection[Submission]) -> dict[UUID, list[Attachment]]:
    """The same by submission id. One query, however many there are."""
    standing = Attachment.objects.filter(submission__in=submissions, removed_at__isnull=True)
    found = defaultdict(list)
    for each in standing.select_related("added_by"):
        found[each.submission_id].append(each)
    return found
