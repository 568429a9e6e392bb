"""What waits for somebody's check or decision, the riskiest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from performance.models import Submission
from performance.permissions import to_check, to_decide
from performance.queries.checks.provisional import provisional_outcome_of
from performance.queries.checks.risks import Risk, gravity, is_clean, risks_of
from performance.queries.checks.warnings import warnings_of
from performance.queries.submissions.submissions import listed
from performance.scopes import appointments_on
from performance.states import Body
from performance.workflow import transitions


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission in a queue. ``is_clean``: it may be decided on together with others."""

    submission: Submission
    risks: tuple[Risk, ...]
    is_ticked: bool = False

    @property
    def pk(self) -> UUID:
        return self.submission.pk

    @property
    def is_clean(self) -> bool:
        return is_clean(self.risks)


@dataclass(frozen=True, slots=True)
class Queue:
    """One of the two queues: whose it is, the move out of it, and the word for it on a button."""

    name: str
    body: Body
    waiting: object
    move: transitions.Move
    verb: str


CHECK = Queue("check-queue", Body.FORCE, to_check, transitions.CHECK, "pass on")
REVIEW = Queue("review-queue", Body.OVERSIGHT, to_decide, transitions.APPROVE, "approve")


def waiting(queue: Queue, user, *, on: date) -> list[Waiting]:
    """What waits in that queue for ``user``, the riskiest first, then by due date and name.

    A constant number of queries, however many wait.
    """
    rows = list(listed(queue.waiting(user, Submission.objects.all(), on=on), on=on))
    risks = risks_on(rows, queue, user, on=on)
    found = [Waiting(row, risks[row.pk]) for row in rows]
    # Sorting is stable, and the rows come by due date and name.
    return sorted(found, key=lambda each: gravity(each.risks))


def risks_on(
    submissions: Collection[Submission], queue: Queue, user, *, on: date
) -> dict[UUID, tuple[Risk, ...]]:
    """The risks of ``submissions`` as somebody sees them who works off ``queue``."""
    bodies = {each.body for each in appointments_on(user, on)}
    # Whoever sits in both bodies reads no private note of either, nor that there is one.
    body = queue.body if bodies == {queue.body} else None
    if not submissions:
        return {}
    outcomes, warned = provisional_outcome_of(submissions), warnings_of(submissions)
    return risks_of(submissions, outcomes=outcomes, warned=warned, body=body, on=on)
