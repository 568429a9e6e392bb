"""The board of a cycle: who owes what, since when, and how late; and what came on time.

It holds no figure and no text: whoever may see that a submission exists may see all of its row.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from performance.cycle_rights import remindable
from performance.models import (
    Accountability,
    Cycle,
    Entry,
    Portfolio,
    Reminder,
    Submission,
    holding,
)
from performance.permissions import owed as owed_by
from performance.permissions import visible
from performance.queries.cycles.charges import Charge, charges
from performance.queries.cycles.cycles import shut
from performance.states import EDITABLE_STATES, OPEN_STATES, ReminderKind, State

# Both are drafts, as every other page calls them.
NOT_BEGUN, BEGUN = (f"{State.DRAFT.label}, {how}" for how in ("not begun", "begun"))
# In the order in which work passes them. What was superseded was approved.
STATUSES = (
    *(NOT_BEGUN, BEGUN, State.RETURNED.label),
    *(State.SUBMITTED.label, State.CHECKED.label, State.APPROVED.label),
)


def of_cycle(cycle: Cycle, *, on: date) -> Q:
    """The submissions of a cycle, and the corrections of its figures that are under way.

    Figures that came by no cycle, such as a paper's, are corrected on the board of the cycle of
    their period; where none has opened, on that of the latest that has. One query, of cycles.
    """
    opened = Cycle.objects.filter(opens_on__lte=on)
    theirs = Q(period_end__range=(cycle.period_start, cycle.period_end))
    if cycle.opens_on <= on and not opened.filter(period_start__gt=cycle.period_start).exists():
        ends = OuterRef("period_end")
        theirs |= ~Exists(opened.filter(period_start__lte=ends, period_end__gte=ends))
    corrected = Q(corrects__cycle=cycle) | (Q(corrects__cycle=None) & theirs)
    return Q(cycle=cycle) | Q(corrected, is_correction=True, state__in=OPEN_STATES)


@dataclass(frozen=True, slots=True)
class Row:
    """One submission on the board.

    Attributes:
        since: the day on which it became what it is.
        due_on: the day that counts, Submission.judged_due_on.
        overdue: for how many days it has been owed since it was due; 0 of what is handed over.
        days_late: how long after its due date it was first handed over, 0 on time; None where it
            never was. Sending it back changes nothing about it.
        answer_days_late: the same of an answer to a return, by the return's due date; None where
            it answers none, or is not handed over.
        is_shut: it is owed and takes no figures any more, since its cycle closed.
        charges: whom it waits for; empty for what is handed over.
    """

    submission: Submission
    name: str
    portfolio: Portfolio | None
    status: str
    is_owed: bool
    is_mine: bool
    is_shut: bool
    since: date
    due_on: date | None
    overdue: int
    days_late: int | None
    answer_days_late: int | None
    charges: tuple[Charge, ...]
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """A portfolio's rows; no portfolio's for indicators that nobody answers for. ``is_mine``: the
    reader owes one of them that still takes figures."""

    portfolio: Portfolio | None
    rows: tuple[Row, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A cycle as one reader may see it. Counts are of all they see, whatever rows are shown.

    ``on_time`` and ``late`` are of what is handed over, by when each was handed over first;
    ``late_answers`` of those among them that answer a return after the return's due date; ``shut``
    of what is owed and takes no figures any more, since its cycle closed.
    """

    groups: tuple[Group, ...]
    counts: tuple[tuple[str, int], ...]
    total: int
    owed: int
    overdue: int
    on_time: int
    late: int
    late_answers: int
    shut: int


def board(user, cycle: Cycle, *, on: date, owing: bool = False) -> Board:
    """The board of ``cycle`` for ``user``: what their appointments show them of it.

    The force sees all of its own; the oversight body what was handed over, and so when, but not
    who in the force still owes what. ``owing`` shows only what is owed. Seven queries and those of
    the appointments, however many rows.
    """
    every = Submission.objects.filter(of_cycle(cycle, on=on))
    mine = set(owed_by(user, every, on=on).values_list("pk", flat=True))
    rows = listed(visible(user, every, on=on), mine=mine, on=on)
    counted = Counter(row.status for row in rows)
    handed_over = [row for row in rows if not row.is_owed]
    owed = [row for row in rows if row.is_owed]
    late = sum(1 for row in handed_over if row.days_late)
    return Board(
        groups=grouped(owed if owing else rows),
        counts=tuple((status, counted[status]) for status in STATUSES),
        total=len(rows),
        owed=len(owed),
        overdue=sum(1 for row in owed if row.overdue),
        on_time=len(handed_over) - late,
        late=late,
        late_answers=sum(1 for row in handed_over if row.answer_days_late),
        shut=sum(1 for row in owed if row.is_shut),
    )


@dataclass(frozen=True, slots=True)
class Reminding:
    """Of what is owed in a cycle and one reader may remind of: how many submissions nobody has
    asked for today, how many somebody has, and when that was last."""

    to_come: int
    done: int
    last_at: datetime | None


def reminding(user, cycle: Cycle, *, on: date) -> Reminding:
    """Whom ``user`` may remind on that day: of each submission once a day, whoever asks. One query
    and that of the cycles."""
    asked = Reminder.objects.filter(
        submission=OuterRef("pk"), kind=ReminderKind.ASKED, sent_on=on
    ).values("sent_at")
    owed = remindable(user, Submission.objects.filter(of_cycle(cycle, on=on)), on=on)
    times = list(owed.annotate(asked_at=Subquery(asked[:1])).values_list("asked_at", flat=True))
    done = [each for each in times if each is not None]
    return Reminding(len(times) - len(done), len(done), max(done, default=None))


def listed(submissions, *, mine: Collection[UUID], on: date) -> list[Row]:
    """The rows of these submissions, by portfolio and name; ``mine`` are those the reader owes."""
    answering = Accountability.objects.filter(holding(on), indicator=OuterRef("indicator"))
    reminders = Reminder.objects.filter(submission=OuterRef("pk")).order_by("-sent_on")
    found = list(
        submissions.select_related("indicator", "opened_by").annotate(
            held_by=Subquery(answering.order_by("-starts").values("portfolio")[:1]),
            reminded_on=Subquery(reminders.values("sent_on")[:1]),
            is_begun=Exists(Entry.objects.filter(submission=OuterRef("pk"))),
            is_shut=Exists(shut(Submission.objects.filter(pk=OuterRef("pk")), on=on)),
        )
    )
    portfolios = Portfolio.objects.in_bulk({each.held_by for each in found if each.held_by})
    in_charge = charges([each for each in found if each.state in EDITABLE_STATES], on=on)
    rows = [
        row_of(
            each,
            portfolios.get(each.held_by),
            in_charge.get(each.pk, ()),
            is_mine=each.pk in mine,
            on=on,
        )
        for each in found
    ]
    return sorted(rows, key=lambda row: (*portfolio_order(row), row.name, row.due_on or date.max))


def row_of(each, portfolio: Portfolio | None, in_charge: tuple, *, is_mine: bool, on: date) -> Row:
    owed = each.state in EDITABLE_STATES
    late, answer_late = lateness(each)
    return Row(
        submission=each,
        name=each.indicator.name,
        portfolio=portfolio,
        status=status(each),
        is_owed=owed,
        is_mine=is_mine,
        is_shut=each.is_shut,
        since=since(each),
        due_on=each.judged_due_on,
        overdue=days_after(on, each.due_on) if owed else 0,
        days_late=late,
        answer_days_late=answer_late,
        charges=in_charge,
        reminded_on=each.reminded_on if owed else None,
    )


def lateness(each: Submission) -> tuple[int | None, int | None]:
    """How many days after its due date it was first handed over, and its answer to a return.

    0 is on time; None where it was never handed over, and where it answers no return or has not
    been answered.
    """
    first, answer = each.first_submitted_on, None
    if each.returns and each.submitted_at is not None:
        answer = days_after(localdate(each.submitted_at), each.due_on)
    return None if first is None else days_after(first, each.first_due_on), answer


def days_after(day: date, due_on: date | None) -> int:
    return max((day - due_on).days, 0) if due_on else 0


def status(each) -> str:
    if each.state == State.DRAFT:
        return BEGUN if each.is_begun else NOT_BEGUN
    if each.state == State.SUPERSEDED:
        return State.APPROVED.label
    return State(each.state).label


def since(each) -> date:
    """The day on which it was opened, returned, handed over, checked or approved."""
    when = {
        State.DRAFT: each.opened_at,
        State.RETURNED: each.returned_at,
        State.SUBMITTED: each.submitted_at,
        State.CHECKED: each.checked_at,
    }
    return localdate(when.get(each.state, each.approved_at))


def grouped(rows: Iterable[Row]) -> tuple[Group, ...]:
    """Rows in order of their portfolios, a group for each; what nobody answers for comes last."""
    return tuple(
        Group(held[0].portfolio, held, any(row.is_mine and not row.is_shut for row in held))
        for held in (tuple(each) for _, each in groupby(rows, key=portfolio_order))
    )


def portfolio_order(row: Row) -> tuple[bool, str, int]:
    of = row.portfolio
    return (False, of.name, of.pk) if of else (True, "", 0)
