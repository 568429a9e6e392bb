"""Cycles: opening a round of reporting, and reopening a closed one for one indicator."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from performance.models import Cycle, Indicator, Reopening, Submission, period_fields
from performance.permissions import require
from performance.queries.cycles.cycles import asked_for, due_period
from performance.states import EDITABLE_STATES, OPEN_STATES, Action
from performance.workflow import audit
from performance.workflow.errors import Gap, NotReady, ReasonNeeded

# The audit trail's words for it.
OPENED, RESCHEDULED = "opened", "rescheduled"


@transaction.atomic
def open_cycle(cycle: Cycle, *, by=None, on: date) -> list[Submission]:
    """Make one draft for each indicator that the cycle asks for, however many frameworks it is in.

    Safe to run twice: an indicator with a submission for its period gets no other. The trail has
    an event of each draft, and one of the cycle for each run that opened it or made something.
    ``by`` None is the system, which opens cycles on their day. A constant number of queries.
    """
    if by is not None:
        require(by, Action.OPEN_CYCLE, on=on)
    if not cycle.is_open_on(on):
        raise NotReady(
            [Gap("opens_on", f"{cycle} opens on {cycle.opens_on:%-d %B %Y}: open it then.")]
        )
    asked = asked_for(cycle, on=on)
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
    audit.record_all([(each, {"due_on": each.due_on}) for each in submissions], OPENED, by=by)
    is_first = cycle.opened_at is None
    if is_first:
        cycle.opened_at = timezone.now()
        cycle.save(update_fields=["opened_at"])
    if is_first or submissions:
        audit.record(
            cycle,
            OPENED if is_first else "opened again",
            by=by,
            after={
                "asked": len(asked),
                "made": len(submissions),
                "due_on": cycle.due_on,
                "closes_on": cycle.closes_on,
            },
        )
    return submissions


@transaction.atomic
def ask_reopening(
    cycle: Cycle, indicator: Indicator, *, by, on: date, reason: str, expires_on: date
) -> Reopening:
    """Ask for a closed cycle to be reopened for one indicator until a day.

    While one waits for its grant there is no second: the same, asked for again by the same
    person, is the one that there is.

    Raises:
        NotReady: the cycle has not closed or never asks for that indicator, the expiry is not
            after today, or one waits already.
    """
    require(by, Action.ASK_REOPENING, indicator, on=on)
    if not reason.strip():
        raise ReasonNeeded("reopen a cycle")
    if on < cycle.closes_on:
        raise NotReady([Gap("cycle", not_closed(cycle, on))])
    if due_period(cycle.period, indicator.frequency, indicator.lag_months) is None:
        raise NotReady([Gap("indicator", f"{cycle} does not ask for {indicator}: choose another.")])
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
    facts = {"expires_on": expires_on}
    audit.record(reopening, "asked for", by=by, after=facts, reason=reason)
    return reopening


def not_closed(cycle: Cycle, on: date) -> str:
    if on < cycle.opens_on:
        return f"{cycle} opens on {cycle.opens_on:%-d %B %Y}: what has not closed is not reopened."
    return f"{cycle} is still open: no reopening is needed."


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
            made = Submission.objects.create(
                cycle=cycle, indicator=indicator, due_on=due_on, **period_fields(period)
            )
            audit.record(made, OPENED, by=by, after={"due_on": due_on}, reason=reopening.reason)
        move_due_dates(
            asked.filter(cycle=cycle, state__in=EDITABLE_STATES),
            to=due_on,
            by=by,
            reason=reopening.reason,
        )
    audit.record(
        reopening,
        "granted",
        by=by,
        after={"expires_on": reopening.expires_on},
        reason=reopening.reason,
    )
    return reopening


def follow_due_date(cycle: Cycle, *, since: date, by) -> int:
    """The cycle was due on ``since`` and is due on another day now: so is what was due with it.

    Of what is not decided. Returned work keeps its own date, and so does what was reopened until a
    day; what is handed over is judged by what was due when it was.
    """
    due_with_it = Submission.objects.filter(
        cycle=cycle, state__in=OPEN_STATES, returns=0, due_on=since
    )
    return move_due_dates(
        due_with_it, to=cycle.due_on, by=by, reason=f"{cycle} has another due date."
    )


def move_due_dates(submissions, *, to: date, by, reason: str = "") -> int:
    """Give these submissions (a queryset) another due date, each with its event; return how many.

    Three queries, however many. No version of theirs: nobody's page is out of date by it.
    """
    moved = list(
        submissions.exclude(due_on=to).select_related("indicator").select_for_update(of=("self",))
    )
    Submission.objects.filter(pk__in=[each.pk for each in moved]).update(due_on=to)
    told = [(each, {"due_on": to}, {"due_on": each.due_on}) for each in moved]
    audit.record_all(told, RESCHEDULED, by=by, reason=reason)
    return len(moved)
