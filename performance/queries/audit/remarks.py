"""What was said of a submission, as far as a reader of one body hears it."""

from dataclasses import dataclass

from django.db.models import Q

from performance.models import Remark, Submission
from performance.states import Audience, Body


@dataclass(frozen=True, slots=True)
class Heard:
    """What ``body`` reads, each in the order in which it was said.

    Attributes:
        private: what that body said to itself.
        record: what either said to the other.
    """

    body: Body
    private: tuple[Remark, ...]
    record: tuple[Remark, ...]


def within_earshot(body: str) -> Q:
    """The remarks that a body reads: on the record, and its own private ones."""
    return Q(audience=Audience.RECORD) | Q(audience=Audience.PRIVATE, body=body)


def heard(submission: Submission, *, body: str) -> Heard:
    """What ``body`` reads of what was said of the submission. One query."""
    rows = submission.remarks.filter(within_earshot(body)).select_related("said_by")
    remarks = list(rows.order_by("said_at", "pk"))
    return Heard(
        Body(body),
        tuple(each for each in remarks if each.audience == Audience.PRIVATE),
        tuple(each for each in remarks if each.audience == Audience.RECORD),
    )
