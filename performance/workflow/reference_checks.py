"""What reference data must be beyond what one column can say, in words for who typed it."""

import re
from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from performance.models import (
    Accountability,
    Appointment,
    Break,
    Cycle,
    Indicator,
    Objective,
    Placement,
    PrintedItem,
    Rebasing,
    Reference,
    Series,
    Unit,
)
from performance.queries.series.turns import out_of_reach
from performance.workflow.series_checks import series_faults
from performance.workflow.turns import already

FIXED_OF_A_REFERENCE = ("series", "organisation", "value", "value_high", "qualifier", "known_on")
OVERWRITTEN = (
    "A reference is not overwritten, since past scorecards print it: "
    "add a new one, known from today."
)
FIXED_OF_A_TURN = ("series", "on", "reason", "known_on")
SAME_OF_A_DEPUTY = ("role", "body", "portfolio", "indicator")
OWN_APPOINTMENT = "Nobody appoints themselves: ask another administrator to do it."


def faults(record: models.Model, *, by=None) -> dict[str, str]:
    """What is wrong with ``record``, by field; empty when nothing is.

    ``by`` is who wants to save it. Fields that are still empty are left to the model's own rules.
    """
    found = CHECKS[type(record)](record) if type(record) in CHECKS else {}
    if isinstance(record, Appointment) and is_own(record, by):
        found["person"] = OWN_APPOINTMENT
    return found


def _appointment(record: Appointment) -> dict[str, str]:
    """A deputy has the same appointment as the one they stand in for, for a part of its days."""
    if record.deputises_for_id is None:
        return _has_deputies(record)
    own = record.deputises_for
    if own.deputises_for_id is not None or own.pk == record.pk:
        return {"deputises_for": "This is a deputy itself: choose the one who is stood in for."}
    if record.person_id == own.person_id:
        return {"person": "Nobody stands in for themselves: choose somebody else."}
    found = {}
    for name in SAME_OF_A_DEPUTY:
        field = Appointment._meta.get_field(name)
        if getattr(record, field.attname) != getattr(own, field.attname):
            found[name] = f"A deputy has what {own.person} has: choose the same."
    if own.ends is not None and record.ends is not None and record.ends > own.ends:
        found["ends"] = f"What they stand in for ends on {own.ends:%-d %B %Y}: not later than that."
    return found


def _has_deputies(record: Appointment) -> dict[str, str]:
    """What deputies stand in for stays what it is while they do; its days may change."""
    earlier = None if record._state.adding else Appointment.objects.filter(pk=record.pk).first()
    if earlier is None or not earlier.deputies.filter(ends__gt=timezone.localdate()).exists():
        return {}
    return {
        name: "Somebody stands in for this appointment: end that first."
        for name in ("person", *SAME_OF_A_DEPUTY)
        for field in (Appointment._meta.get_field(name).attname,)
        if getattr(record, field) != getattr(earlier, field)
    }


def is_own(appointment: Appointment, by) -> bool:
    return by is not None and appointment.person_id == by.pk


def _period(record: Cycle | PrintedItem) -> dict[str, str]:
    if not (record.period_kind and record.period_start and record.period_end):
        given = [record.period_kind, record.period_start, record.period_end]
        if any(given):
            return {"period_kind": "A period has a kind, a first and a last day: give all three."}
        return {}
    return _refusal("period_kind", lambda: record.period)


def _unit(record: Unit) -> dict[str, str]:
    return _refusal("suffix", lambda: record.dress)


def _reference(record: Reference) -> dict[str, str]:
    earlier = None if record._state.adding else Reference.objects.filter(pk=record.pk).first()
    if earlier is not None:
        for name in FIXED_OF_A_REFERENCE:
            field = Reference._meta.get_field(name)
            if getattr(record, field.attname) != getattr(earlier, field.attname):
                return {name: OVERWRITTEN}
    return _refusal("value", lambda: record.quantity)


def _turn(record: Break | Rebasing) -> dict[str, str]:
    earlier = None if record._state.adding else type(record).objects.filter(pk=record.pk).first()
    if earlier is None:
        if not (record.series_id and record.on):
            return {}
        wrong = out_of_reach(record.on, on=timezone.localdate()) or already(
            type(record), record.series, record.on
        )
        return {"on": wrong} if wrong else {}
    waits = earlier.recorded_by_id is not None and earlier.confirmed_on is None
    way_out = "discard it" if waits else "ask for it to be withdrawn"
    message = (
        f"What was recorded of a {earlier.noun} never changes: {way_out} on the page of its "
        "series, and record the right one."
    )
    return {
        name: message
        for name in FIXED_OF_A_TURN
        for field in (record._meta.get_field(name).attname,)
        if getattr(record, field) != getattr(earlier, field)
    }


def _refusal(field: str, make: Callable) -> dict[str, str]:
    """The words with which a value object refuses to be made; nothing if it can be."""
    try:
        make()
    except ValueError as refused:
        return {field: str(refused)}
    return {}


def _objective(record: Objective) -> dict[str, str]:
    if record.parent_id is None:
        return {}
    if record.parent.framework_id != record.framework_id:
        return {"parent": "The heading above it is in another framework: choose one in this one."}
    return _circle(record, "parent")


def _indicator(record: Indicator) -> dict[str, str]:
    return _circle(record, "supports")


def _accountability(record: Accountability) -> dict[str, str]:
    if record.indicator_id is None or record.starts is None:
        return {}
    others = Accountability.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=record.starts), indicator=record.indicator_id
    )
    if record.ends is not None:
        others = others.filter(starts__lt=record.ends)
    other = others.exclude(pk=record.pk).select_related("portfolio").first()
    if other is None:
        return {}
    until = f" until {other.ends:%-d %B %Y}" if other.ends else ""
    return {
        "starts": f"{other}{until} answers for this indicator on some of the same days: "
        "end that first, or choose other days."
    }


def _placement(record: Placement) -> dict[str, str]:
    found = {}
    if record.objective_id and record.objective.framework_id != record.framework_id:
        found["objective"] = "This objective is in another framework: choose one in this one."
    if record.under_id:
        if record.under.framework_id != record.framework_id:
            found["under"] = "This placement is in another framework: choose one in this one."
        else:
            found |= _circle(record, "under")
    return found


def _circle(record: models.Model, name: str) -> dict[str, str]:
    """Refuse a chain of ``name`` that leads back to ``record``."""
    above, seen = getattr(record, name), set()
    while above is not None and above.pk not in seen:
        if above.pk == record.pk:
            return {name: f"“{above}” leads back here: nothing stands above or under itself."}
        seen.add(above.pk)
        above = getattr(above, name)
    return {}


CHECKS: dict[type, Callable] = {
    Accountability: _accountability,
    Appointment: _appointment,
    Break: _turn,
    Cycle: _period,
    Indicator: _indicator,
    Objective: _objective,
    Placement: _placement,
    PrintedItem: _period,
    Rebasing: _turn,
    Reference: _reference,
    Series: series_faults,
    Unit: _unit,
}

BROKEN_CONSTRAINT = re.compile(r"Constraint “(\w+)” is violated\.")


def in_words(error: ValidationError) -> ValidationError:
    """``error`` with each broken constraint said as the rule that it is.

    Constraints are named by their rules: "part_weight_above_zero".
    """

    def said(message) -> str:
        broken = BROKEN_CONSTRAINT.fullmatch(str(message))
        if broken is None:
            return str(message)
        rule = broken.group(1).replace("_", " ")
        return f"This breaks a rule: {rule}. Change what breaks it."

    by_field = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    return ValidationError(
        {field: [said(each) for each in messages] for field, messages in by_field.items()}
    )
