"""Corrections: a new draft beside an approved figure, which stands until the new is approved."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from performance.figures import Period, PeriodKind, print_quantity
from performance.models import Observation, Submission, period_fields
from performance.permissions import require
from performance.states import OPEN_STATES, Action, State
from performance.workflow import audit
from performance.workflow.entries import Figure, fill
from performance.workflow.errors import Gap, NotReady, ReasonNeeded
from performance.workflow.slots import Slot, new_entry

# What nobody types: without it an untouched figure would look changed and lose its source.
KEPT = ("period_kind", "standing", "source_name", "source_address", "source_read_on")


@transaction.atomic
def correct(indicator, period: Period, *, by, on: date, reason: str) -> Submission:
    """Open a correction of what is approved of ``indicator`` for ``period``.

    It starts from the standing figures, of the force and of any other organisation.

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
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                indicator=indicator,
                is_correction=True,
                corrects=earlier.filter(state=State.APPROVED).first(),
                correction_reason=reason,
                opened_by=by,
                **period_fields(period),
            )
    except IntegrityError as second:
        # Two people at the same instant: the database lets one submission be open.
        raise already_open(period) from second
    for observation in standing:
        slot = Slot(observation.series, observation.organisation, None)
        entry = new_entry(submission, slot, observation.period)
        entry.edited_by = by
        for name in KEPT:
            setattr(entry, name, getattr(observation, name))
        fill(entry, standing_figure(observation))
        entry.save()
    audit.record(submission, "opened a correction", by=by, reason=reason)
    return submission


def rolling_to(period: Period) -> Q:
    """The figures of rolling series that belong to ``period``: their windows end with it."""
    return Q(period_kind=PeriodKind.ROLLING.value, period_end=period.end)


def already_open(period: Period) -> NotReady:
    words = f"{period.label()} is already open: work on that submission instead."
    return NotReady([Gap("period", words)])


def standing_figure(observation: Observation) -> Figure:
    """An approved figure as somebody would type it."""
    if observation.value is None:
        return Figure(missing=observation.missing, note=observation.note)
    unit = observation.series.unit.dress
    return Figure(raw=print_quantity(observation.quantity, unit), note=observation.note)
