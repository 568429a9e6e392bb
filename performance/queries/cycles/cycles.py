"""Cycles in a list, and the reopenings that were asked for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from performance.conditions import taking_figures
from performance.cycle_rights import reopenings_read, reopenings_to_grant
from performance.figures import Frequency, Period, period_of
from performance.models import Cycle, Framework, Indicator, Reopening, Submission, holding
from performance.permissions import reopenable, visible
from performance.states import EDITABLE_STATES, OPEN_STATES, State


def due_period(cycle_period: Period, frequency: str, lag_months: int) -> Period | None:
    """The period that a cycle asks an indicator for; None where nothing falls due.

    A quarterly indicator is due in the cycle of its quarter's last month, an annual one in that
    of the year's, each ``lag_months`` later.
    """
    month = cycle_period
    for _ in range(lag_months):
        month = month.previous()
    own = period_of(month.end, Frequency(frequency))
    return own if own.end == month.end else None


def asked_for(cycle: Cycle, *, on: date) -> dict[Indicator, Period]:
    """What the cycle asks for: each indicator once, with its period. One query.

    The indicators of the frameworks in force when its period ends, by their frequency and lag,
    that are not retired on that day.
    """
    in_force = Framework.objects.filter(holding(cycle.period_end))
    standing = Indicator.objects.filter(
        Q(retired_on__isnull=True) | Q(retired_on__gt=on),
        placements__framework__in=in_force,
        home_series__isnull=False,
    ).distinct()
    periods = {each: due_period(cycle.period, each.frequency, each.lag_months) for each in standing}
    return {each: period for each, period in periods.items() if period is not None}


MISSED = "Never opened"


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle on a day: its status in words, and how much of it the reader may see."""

    cycle: Cycle
    status: str
    is_closed: bool
    submissions: int
    approved: int


def cycles(user, *, on: date) -> list[CycleRow]:
    """Every cycle, latest period first, counting what ``user`` may see of it. Two queries."""
    seen = visible(user, Submission.objects.filter(cycle__isnull=False), on=on)
    counted = (
        seen.order_by()
        .values("cycle")
        .annotate(
            asked=Count("pk", distinct=True),
            approved=Count(
                "pk", distinct=True, filter=Q(state__in=(State.APPROVED, State.SUPERSEDED))
            ),
        )
    )
    counts = {row["cycle"]: row for row in counted}
    return [
        CycleRow(
            cycle=cycle,
            status=status(cycle, on),
            is_closed=cycle.closes_on <= on,
            submissions=counts.get(cycle.pk, {}).get("asked", 0),
            approved=counts.get(cycle.pk, {}).get("approved", 0),
        )
        for cycle in Cycle.objects.all()
    ]


def status(cycle: Cycle, on: date) -> str:
    if is_missed(cycle, on):
        return MISSED
    if on < cycle.opens_on:
        return "Not open yet"
    return "Open" if on < cycle.closes_on else "Closed"


def is_missed(cycle: Cycle, on: date) -> bool:
    """Its last day has passed, and nobody ever opened it: it asked nobody for anything."""
    return cycle.opened_at is None and cycle.closes_on <= on


def missed(*, on: date) -> list[Cycle]:
    """The cycles that were missed and of which nothing was reopened yet. One query."""
    found = Cycle.objects.filter(opened_at__isnull=True, closes_on__lte=on, submissions=None)
    return list(found.order_by("closes_on"))


@dataclass(frozen=True, slots=True)
class ReopeningRow:
    """A reopening on a day. ``last_day`` is the last on which figures are taken."""

    reopening: Reopening
    last_day: date
    is_waiting: bool
    status: str


def reopenings(user, *, on: date) -> list[ReopeningRow]:
    """The reopenings that concern what ``user`` is appointed to, the newest first. One query."""
    rows = reopenings_read(user, Reopening.objects.all(), on=on)
    return [reopening_row(each, on) for each in _with_people(rows)]


def grants(user, *, on: date) -> list[ReopeningRow]:
    """The reopenings that wait for a grant and that ``user`` may grant. One query."""
    waiting = Reopening.objects.filter(granted_by__isnull=True, expires_on__gt=on)
    rows = reopenings_to_grant(user, waiting, on=on)
    return [reopening_row(each, on) for each in _with_people(rows)]


def reopening_row(reopening: Reopening, on: date) -> ReopeningRow:
    waiting = reopening.granted_by_id is None and reopening.expires_on > on
    if waiting:
        words = "Waiting for a grant"
    elif reopening.granted_by_id is None:
        words = "Never granted"
    else:
        words = "Granted" if reopening.expires_on > on else "Over"
    return ReopeningRow(reopening, last_day_of(reopening), waiting, words)


def last_day_of(reopening: Reopening) -> date:
    return date.fromordinal(reopening.expires_on.toordinal() - 1)


def unfinished(user, cycle: Cycle, *, on: date):
    """The indicators of a cycle that were asked for and are not decided yet, by name: those for
    which ``user`` may ask for it to be reopened.

    Those too that a cycle which was missed never asked.
    """
    open_ones = Submission.objects.filter(cycle=cycle, state__in=OPEN_STATES)
    wanted = Q(pk__in=open_ones.values("indicator"))
    if is_missed(cycle, on):
        asked = asked_for(cycle, on=on)
        held = Submission.objects.filter(indicator__in=asked).values_list(
            "indicator", "period_start", "period_end"
        )
        taken = set(held)
        wanted |= Q(
            pk__in=[
                each.pk
                for each, period in asked.items()
                if (each.pk, period.start, period.end) not in taken
            ]
        )
    return reopenable(user, Indicator.objects.filter(wanted).order_by("name"), on=on)


def shut(submissions, *, on: date):
    """The part of ``submissions`` that was never handed over when its cycle closed, and for which
    nobody reopened it: nobody enters its figures now."""
    taking = Submission.objects.filter(taking_figures(on), state__in=EDITABLE_STATES)
    closed = submissions.filter(state__in=EDITABLE_STATES, cycle__closes_on__lte=on)
    return closed.exclude(pk__in=taking.values("pk"))


def _with_people(reopenings):
    return reopenings.select_related("cycle", "indicator", "asked_by", "granted_by")
