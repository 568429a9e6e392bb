"""What waits for somebody: the lists of the home page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from performance.models import Entry, Framework, Submission
from performance.permissions import owed, to_check, to_decide
from performance.queries import benchmark_lists
from performance.queries.submissions import listed
from performance.states import State


@dataclass(frozen=True, slots=True)
class Task:
    """One submission that somebody owes. ``days_late`` is 0 while it is not overdue."""

    submission_id: UUID
    name: str
    period: str
    status: str
    is_overdue: bool
    days_late: int
    due_on: date | None
    is_correction: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue: how many wait in all, and the first of them."""

    count: int
    first: tuple


FIRST = 5


def tasks(user, *, on: date) -> tuple[Task, ...]:
    """What ``user`` owes on that day, earliest due first. One query."""
    rows = listed(owed(user, Submission.objects.all(), on=on), on=on).annotate(
        is_begun=Exists(Entry.objects.filter(submission=OuterRef("pk")))
    )
    return tuple(
        Task(
            submission_id=row.pk,
            name=row.indicator.name,
            period=row.period.label(),
            status=status(row),
            is_overdue=row.is_overdue,
            days_late=(on - row.due_on).days if row.is_overdue else 0,
            due_on=row.due_on,
            is_correction=row.is_correction,
        )
        for row in rows
    )


def status(row) -> str:
    if row.state == State.RETURNED:
        return State.RETURNED.label
    return "In progress" if row.is_begun else "Not started"


def checks(user, *, on: date) -> Waiting:
    """What waits for a check by ``user``. Two queries."""
    return _waiting(to_check(user, Submission.objects.all(), on=on), on)


def decisions(user, *, on: date) -> Waiting:
    """What waits for a decision by ``user``. Two queries."""
    return _waiting(to_decide(user, Submission.objects.all(), on=on), on)


def benchmark_decisions(user, *, on: date) -> Waiting:
    """The benchmarks that wait for an approval by ``user``. Two queries."""
    rows = benchmark_lists.waiting_for_approval(user, on=on)
    return Waiting(rows.count(), tuple(rows[:FIRST]))


def benchmark_returns(user, *, on: date) -> Waiting:
    """The benchmarks that were sent back to ``user``. Two queries."""
    rows = benchmark_lists.sent_back_to(user, on=on)
    return Waiting(rows.count(), tuple(rows[:FIRST]))


def _waiting(submissions, on: date) -> Waiting:
    return Waiting(submissions.count(), tuple(listed(submissions, on=on)[:FIRST]))


def frameworks() -> tuple[Framework, ...]:
    """Every framework that has a scorecard, newest first."""
    return tuple(Framework.objects.all())
