"""What of an indicator can be corrected."""

from django.db.models import Exists, OuterRef, Q

from performance.figures import Period
from performance.models import Entry, Indicator, Observation, Part, PrintedItem, Submission
from performance.states import OPEN_STATES, State


def homes_elsewhere(indicator: Indicator) -> list[Indicator]:
    """The other indicators that enter what this one is made of or prints. One query."""
    made_of = Part.objects.filter(indicator=indicator).values("series")
    printed = PrintedItem.objects.filter(placement__indicator=indicator, series__isnull=False)
    shown = Q(home_series__in=made_of) | Q(home_series__in=printed.values("series"))
    return list(Indicator.objects.filter(shown).exclude(pk=indicator.pk).distinct())


def in_the_way(indicator: Indicator, period: Period, seen) -> Submission | None:
    """The open submission among ``seen`` that holds the indicator's figures of ``period``."""
    days = {"period_start": period.start, "period_end": period.end}
    held = Entry.objects.filter(
        submission=OuterRef("pk"), series__home=indicator, period_end=period.end
    )
    found = seen.filter(Q(indicator=indicator, **days) | Exists(held), state__in=OPEN_STATES)
    return found.select_related("indicator").first()


def replaced_by(submission: Submission) -> Submission | None:
    """What was approved in the place of a superseded submission; None of any other. One query.

    Whoever sees the one sees the other: both were approved, of one indicator.
    """
    if submission.state != State.SUPERSEDED:
        return None
    later = Submission.objects.filter(
        indicator=submission.indicator_id,
        period_start=submission.period_start,
        period_end=submission.period_end,
        approved_at__gt=submission.approved_at,
    )
    return later.order_by("approved_at").first()


def approved_periods(indicator: Indicator) -> list[Period]:
    """The periods for which a figure of the indicator's own series stands, latest first.

    Two kinds of period over the same days are one: a correction is of the days. One query.
    """
    rows = (
        Observation.objects.current()
        .filter(series__home=indicator)
        .order_by("-period_end", "-period_start", "period_kind")
        .values_list("period_kind", "period_start", "period_end")
        .distinct()
    )
    found = {}
    for row in rows:
        period = Period(*row)
        found.setdefault((period.start, period.end), period)
    return list(found.values())
