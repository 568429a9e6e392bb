"""What waits for somebody: the lists of the home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from performance.grading import Grade
from performance.models import (
    Accountability,
    Cycle,
    Entry,
    Framework,
    Reminder,
    Submission,
    holding,
)
from performance.permissions import once_seen, owed, visible
from performance.queries.benchmarks import benchmark_lists
from performance.queries.cycles.boards import status
from performance.queries.cycles.cycles import shut
from performance.queries.indicators import placements_by_grade
from performance.queries.submissions.submissions import listed
from performance.states import EDITABLE_STATES, ReminderKind, State


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task is entered together with others; without codes, on its own page alone."""

    cycle_code: str
    cycle_name: str
    portfolio_code: str
    portfolio_name: str


@dataclass(frozen=True, slots=True)
class Task:
    """One submission that somebody owes. ``days_late`` is 0 while it is not overdue; ``reminder``
    says how its present due date was last reminded of since it was last sent back, "" where it was
    not; ``closed_on`` is when its cycle closed, where nothing of it is taken any more;
    ``returned_by`` is who sent it back, and ``return_reason`` why, both "" unless it waits for an
    answer to that."""

    submission_id: UUID
    name: str
    period: str
    status: str
    is_overdue: bool
    days_late: int
    due_on: date | None
    is_correction: bool
    closed_on: date | None
    reminder: str
    returned_by: str
    return_reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one portfolio in one cycle."""

    place: Place
    tasks: tuple[Task, ...]

    @property
    def takes_figures(self) -> bool:
        return any(task.closed_on is None for task in self.tasks)

    @property
    def closed_on(self) -> date | None:
        """When the cycle closed, where one of the tasks is shut by that."""
        return next((task.closed_on for task in self.tasks if task.closed_on), None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue: how many wait in all, and the first of them."""

    count: int
    first: tuple


FIRST = 5


def tasks(user, *, on: date) -> tuple[Task, ...]:
    """What ``user`` owes on that day, earliest due first. One query."""
    reminders = Reminder.objects.filter(
        submission=OuterRef("pk"), due_on=OuterRef("due_on"), returns=OuterRef("returns")
    )
    last = reminders.order_by("-sent_on", "-pk")
    answering = Accountability.objects.filter(holding(on), indicator=OuterRef("indicator"))
    rows = (
        listed(owed(user, Submission.objects.all(), on=on), on=on)
        .select_related("indicator", "cycle", "returned_by")
        .annotate(
            is_begun=Exists(Entry.objects.filter(submission=OuterRef("pk"))),
            is_shut=Exists(shut(Submission.objects.filter(pk=OuterRef("pk")), on=on)),
            portfolio_code=Subquery(answering.values("portfolio__code")[:1]),
            reminded_on=Subquery(last.values("sent_on")[:1]),
            reminder_kind=Subquery(last.values("kind")[:1]),
            reminded_by=Subquery(last.values("sent_by__name")[:1]),
        )
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
            closed_on=row.cycle.closes_on if row.is_shut else None,
            reminder=reminder(row),
            returned_by=str(row.returned_by) if row.state == State.RETURNED else "",
            return_reason=row.return_reason if row.state == State.RETURNED else "",
            place=place(row),
        )
        for row in rows
    )


def reminder(row) -> str:
    if row.reminded_on is None:
        return ""
    day = f"{row.reminded_on:%-d %B %Y}"
    if row.reminder_kind == ReminderKind.ASKED:
        return f"{row.reminded_by} reminded you on {day}"
    return f"Reminder of {day}: {ReminderKind(row.reminder_kind).label.lower()}"


def place(row) -> Place:
    cycle = row.cycle
    return Place(
        cycle_code=cycle.code if cycle else "",
        cycle_name=cycle.name if cycle else "Corrections",
        portfolio_code=(row.portfolio_code or "") if cycle else "",
        portfolio_name=row.portfolio_name or "No portfolio",
    )


def grouped(owed_tasks: Sequence[Task]) -> tuple[Group, ...]:
    """Tasks by portfolio and cycle; the group of the earliest due task first."""
    first = {each.place: -number for number, each in reversed(list(enumerate(owed_tasks)))}
    ranked = sorted(owed_tasks, key=lambda each: -first[each.place])
    return tuple(
        Group(place, tuple(held)) for place, held in groupby(ranked, key=lambda each: each.place)
    )


@dataclass(frozen=True, slots=True)
class SentBack:
    """A submission that waits for the answer to somebody's return: their own words of it."""

    name: str
    period: str
    sent_back_at: datetime
    due_on: date
    is_overdue: bool
    is_correction: bool
    reason: str


def sent_back(user, *, on: date) -> tuple[SentBack, ...]:
    """What ``user`` sent back and is not handed over again, earliest due first. One query.

    A reviewer may not read the work while the force has it, but what they asked for themselves.
    """
    returned = Submission.objects.filter(state=State.RETURNED, returned_by=user)
    rows = listed(once_seen(user, returned, on=on), on=on).select_related("indicator")
    return tuple(
        SentBack(
            name=row.indicator.name,
            period=row.period.label(),
            sent_back_at=row.returned_at,
            due_on=row.due_on,
            is_overdue=row.is_overdue,
            is_correction=row.is_correction,
            reason=row.return_reason,
        )
        for row in rows
    )


def benchmark_decisions(user, *, on: date) -> Waiting:
    """The benchmarks that wait for an approval by ``user``. Two queries."""
    rows = benchmark_lists.waiting_for_approval(user, on=on)
    return Waiting(rows.count(), tuple(rows[:FIRST]))


def benchmark_returns(user, *, on: date) -> Waiting:
    """The benchmarks that were sent back to ``user``. Two queries."""
    rows = benchmark_lists.sent_back_to(user, on=on)
    return Waiting(rows.count(), tuple(rows[:FIRST]))


@dataclass(frozen=True, slots=True)
class Round:
    """A cycle under way, or over with something owed, as one reader may see it.

    ``has_closed`` and ``owed``: what is still to come needs a reopening.
    """

    cycle: Cycle
    has_closed: bool
    owed: int
    overdue: int
    handed_over: int


def rounds(user, *, on: date) -> tuple[Round, ...]:
    """The cycles that are open, and earlier ones in which something is owed. Two queries."""
    seen = visible(user, Submission.objects.filter(cycle__isnull=False), on=on)
    to_come = Q(state__in=EDITABLE_STATES)
    counted = (
        seen.order_by()
        .values("cycle")
        .annotate(
            owed=Count("pk", distinct=True, filter=to_come),
            overdue=Count("pk", distinct=True, filter=to_come & Q(due_on__lt=on)),
            handed_over=Count("pk", distinct=True, filter=~to_come),
        )
    )
    counts = {row["cycle"]: row for row in counted}
    none = {"owed": 0, "overdue": 0, "handed_over": 0}
    found = []
    for cycle in Cycle.objects.filter(opens_on__lte=on):
        of = counts.get(cycle.pk, none)
        if cycle.is_open_on(on) or of["owed"]:
            found.append(
                Round(cycle, cycle.closes_on <= on, of["owed"], of["overdue"], of["handed_over"])
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a framework's scorecard stands today: its lines, those Poor, those without a grade."""

    framework: Framework
    in_force: bool
    lines: int
    poor: int
    not_graded: int
    regrading: int

    @property
    def graded(self) -> int:
        """The lines whose grade stands today."""
        return self.lines - self.not_graded - self.regrading


def frameworks(*, on: date) -> tuple[Readiness, ...]:
    """Every framework that has a scorecard, newest first. Two queries."""
    ungraded = Q(shown_grade="") | Q(shown_grade__isnull=True)
    rows = placements_by_grade(on=on).order_by().values("framework")
    counted = rows.annotate(
        lines=Count("pk"),
        poor=Count("pk", filter=Q(shown_grade=Grade.POOR.value, is_regrading=False)),
        not_graded=Count("pk", filter=ungraded & Q(is_regrading=False)),
        regrading=Count("pk", filter=Q(is_regrading=True)),
    )
    counts = {row.pop("framework"): row for row in counted}
    none = {"lines": 0, "poor": 0, "not_graded": 0, "regrading": 0}
    every = Framework.objects.order_by(F("starts").desc(), "code")
    return tuple(Readiness(each, each.holds_on(on), **counts.get(each.pk, none)) for each in every)
