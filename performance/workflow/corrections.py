"""Corrections: a new draft beside an approved figure, which stands until the new is approved."""

from dataclasses import replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from performance.figures import Period, PeriodKind, print_quantity
from performance.models import Commentary, Entry, Observation, Submission, period_fields
from performance.permissions import require
from performance.queries.submissions.slots import Slot, new_entry
from performance.states import OPEN_STATES, Action, Prompt, State
from performance.workflow import audit
from performance.workflow.entries import Figure, beside_the_value, described, fill
from performance.workflow.errors import Gap, NotReady, ReasonNeeded
from performance.workflow.observations import key_of

# Two weeks: what stands meanwhile is known to be wrong. It is reminded of like any other work.
DAYS_TO_CORRECT = 14


@transaction.atomic
def correct(indicator, period: Period, *, by, on: date, reason: str) -> Submission:
    """Open a correction of what is approved of ``indicator`` for ``period``.

    It starts from the standing figures, of the force and of any other organisation, and from the
    commentary that was approved with them, and is due two weeks later.

    Raises:
        PermissionDenied: ``by`` may not correct this indicator.
        ReasonNeeded: there is no reason.
        NotReady: nothing is approved for that period, or a submission for it is still open.
    """
    require(by, Action.CORRECT, indicator, on=on)
    if not reason.strip():
        raise ReasonNeeded("open a correction")
    span = {"period_start": period.start, "period_end": period.end}
    earlier = Submission.objects.filter(indicator=indicator, **span)
    if earlier.filter(state__in=OPEN_STATES).exists():
        raise already_open(period)
    standing = list(
        Observation.objects.current()
        .filter(Q(**span) | rolling_to(period), series__home=indicator)
        .select_related("series__unit", "organisation")
    )
    if not standing:
        raise NotReady(
            [Gap("period", f"Nothing is approved for {period.label()}: nothing to correct.")]
        )
    if any(key_of(each) in open_figures(standing) for each in standing):
        raise already_open(period)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                indicator=indicator,
                is_correction=True,
                corrects=earlier.filter(state=State.APPROVED).first(),
                correction_reason=reason,
                opened_by=by,
                due_on=on + timedelta(days=DAYS_TO_CORRECT),
                **period_fields(period),
            )
    except IntegrityError as second:
        # Two people at the same instant: the database lets one submission be open.
        raise already_open(period) from second
    figures = {}
    for observation in standing:
        slot = Slot(observation.series, observation.organisation, None)
        entry = new_entry(submission, slot, observation.period)
        entry.edited_by = by
        # A figure over the same days may be of another kind: unchanged, it must stay that kind.
        entry.period_kind = observation.period_kind
        fill(entry, standing_figure(observation))
        entry.save()
        figures[slot.name] = described(entry)
    words = standing_words(submission, by=by)
    facts = {**figures, **words, "due_on": submission.due_on}
    audit.record(submission, "opened a correction", by=by, after=facts, reason=reason)
    return submission


def standing_words(submission: Submission, *, by) -> dict[str, str]:
    """Begin the correction with what the submission that it corrects says; by prompt, what that is.

    Nobody is asked anew for what was approved, and what is proposed is compared with it.
    """
    if submission.corrects is None:
        return {}
    said = [each for each in submission.corrects.commentaries.all() if each.text.strip()]
    for each in said:
        Commentary.objects.create(
            submission=submission, prompt=each.prompt, text=each.text, edited_by=by
        )
    return {Prompt(each.prompt).label: each.text for each in said}


def open_figures(standing: list[Observation]) -> set[tuple]:
    """The figures of ``standing`` that another open submission holds: it would put them back."""
    held = Entry.objects.filter(
        submission__state__in=OPEN_STATES,
        series__in={each.series_id for each in standing},
        period_end__in={each.period_end for each in standing},
    )
    return {key_of(each) for each in held}


def rolling_to(period: Period) -> Q:
    """The figures of rolling series that belong to ``period``: their windows end with it."""
    return Q(period_kind=PeriodKind.ROLLING.value, period_end=period.end)


def already_open(period: Period) -> NotReady:
    words = f"{period.label()} is already open: work on that submission instead."
    return NotReady([Gap("period", words)])


def standing_figure(observation: Observation) -> Figure:
    """An approved figure as somebody would type it."""
    beside = beside_the_value(observation)
    if observation.value is None:
        return replace(beside, missing=observation.missing)
    unit = observation.series.unit.dress
    return replace(beside, raw=print_quantity(observation.quantity, unit))
