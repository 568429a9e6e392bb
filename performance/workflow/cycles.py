"""Cycles: opening a round of reporting, and reopening a closed one for one indicator."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from performance.figures import Frequency, Period, period_of
from performance.models import (
    Cycle,
    Framework,
    Indicator,
    Reopening,
    Submission,
    holding,
    period_fields,
)
from performance.permissions import require
from performance.states import EDITABLE_STATES, Action
from performance.workflow import audit
from performance.workflow.errors import Gap, NotReady, ReasonNeeded


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


@transaction.atomic
def open_cycle(cycle: Cycle, *, by=None, on: date) -> list[Submission]:
    """Make one draft for each indicator that the cycle asks for, however many frameworks it is in.

    It asks for the indicators of the frameworks in force when its period ends, by their frequency
    and lag. Safe to run twice: an indicator with a submission for its period gets no other.
    ``by`` None is the system, which opens cycles on their day.
    """
    if by is not None:
        require(by, Action.OPEN_CYCLE, on=on)
    if not cycle.is_open_on(on):
        raise NotReady(
            [Gap("opens_on", f"{cycle} opens on {cycle.opens_on:%-d %B %Y}: open it then.")]
        )
    asked = {}
    in_force = Framework.objects.filter(holding(cycle.period_end))
    standing = Indicator.objects.filter(
        placements__framework__in=in_force, home_series__isnull=False
    ).distinct()
    for indicator in standing:
        retired = indicator.retired_on is not None and indicator.retired_on <= on
        period = due_period(cycle.period, indicator.frequency, indicator.lag_months)
        if period is not None and not retired:
            asked[indicator] = period
    taken = set(
        Submission.objects.filter(indicator__in=asked).values_list(
            "indicator_id", "period_start", "period_end"
        )
    )
    submissions = Submission.objects.bulk_create(
        Submission(cycle=cycle, indicator=indicator, due_on=cycle.due_on, **period_fields(period))
        for indicator, period in asked.items()
        if (indicator.pk, period.start, period.end) not in taken
    )
    if cycle.opened_at is None:
        cycle.opened_at = timezone.now()
        cycle.save(update_fields=["opened_at"])
        audit.record(cycle, "opened", by=by, after={"asked": len(asked)})
    return submissions


@transaction.atomic
def ask_reopening(
    cycle: Cycle, indicator: Indicator, *, by, on: date, reason: str, expires_on: date
) -> Reopening:
    """Ask for a closed cycle to be reopened for one indicator until a day.

    While one waits for its grant there is no second: the same, asked for again by the same
    person, is the one that there is.

    Raises:
        NotReady: the cycle is still open, the expiry is not after today, or one waits already.
    """
    require(by, Action.ASK_REOPENING, indicator, on=on)
    if not reason.strip():
        raise ReasonNeeded("reopen a cycle")
    if cycle.is_open_on(on):
        raise NotReady([Gap("cycle", f"{cycle} is still open: no reopening is needed.")])
    if expires_on <= on:
        raise NotReady([Gap("expires_on", f"Choose a day after {on:%-d %B %Y}.")])
    # Whoever holds the cycle asks: two at once do not both find that nobody has.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    waiting = Reopening.objects.filter(
        cycle=cycle, indicator=indicator, granted_by__isnull=True, expires_on__gt=on
    )
    for each in waiting.select_related("asked_by"):
        if (each.asked_by, each.reason, each.expires_on) == (by, reason, expires_on):
            return each
        raise NotReady([Gap("indicator", asked_already(each, by=by))])
    reopening = Reopening.objects.create(
        cycle=cycle, indicator=indicator, asked_by=by, reason=reason, expires_on=expires_on
    )
    audit.record(reopening, "asked for", by=by, reason=reason)
    return reopening


def asked_already(reopening: Reopening, *, by) -> str:
    who = "You have" if reopening.asked_by == by else f"{reopening.asked_by} has"
    until = reopening.expires_on - timedelta(days=1)
    return (
        f"{who} asked for it already, on {localdate(reopening.asked_at):%-d %B %Y}, to be entered "
        f"until {until:%-d %B %Y}: it waits for a publisher’s grant."
    )


@transaction.atomic
def grant_reopening(reopening: Reopening, *, by, on: date) -> Reopening:
    """Grant a reopening that somebody else asked for; the indicator is due the day before it ends.

    Raises:
        NotReady: it has been granted already.
    """
    require(by, Action.GRANT_REOPENING, reopening, on=on)
    if reopening.expires_on <= on:
        raise NotReady([Gap("expires_on", "The day until which it was asked for has passed.")])
    open_ones = Reopening.objects.filter(pk=reopening.pk, granted_by__isnull=True)
    if not open_ones.update(granted_by=by, granted_at=timezone.now()):
        raise NotReady([Gap("reopening", "This reopening has been granted already.")])
    reopening.refresh_from_db()
    cycle, indicator = reopening.cycle, reopening.indicator
    period = due_period(cycle.period, indicator.frequency, indicator.lag_months)
    if period is not None:
        due_on = reopening.expires_on - timedelta(days=1)
        asked = Submission.objects.filter(
            indicator=indicator, period_start=period.start, period_end=period.end
        )
        if not asked.exists():
            Submission.objects.create(
                cycle=cycle, indicator=indicator, due_on=due_on, **period_fields(period)
            )
        asked.filter(cycle=cycle, state__in=EDITABLE_STATES).update(due_on=due_on)
    audit.record(reopening, "granted", by=by, reason=reopening.reason)
    return reopening
