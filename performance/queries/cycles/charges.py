"""Who is in charge of what is owed today: leads and contributors, or who stands in for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from performance.models import Accountability, Appointment, Submission, holding
from performance.permissions import OWN_WORK


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody in charge. ``role`` in words; ``stands_in_for`` a name, or "" for one's own."""

    name: str
    role: str
    stands_in_for: str


def charges(submissions: Iterable[Submission], *, on: date) -> dict[UUID, tuple[Charge, ...]]:
    """By submission, who is in charge of it on that day; nobody where nobody is appointed.

    Those appointed to the indicator itself or to its portfolio; only where there are none, those
    appointed to everything. Who has a deputy that day is named beside the deputy alone. Whoever
    opened a correction owes it too. Two queries.
    """
    rows = list(submissions)
    answering = Accountability.objects.filter(
        holding(on), indicator__in={each.indicator_id for each in rows}
    )
    held_by = dict(answering.order_by("starts").values_list("indicator", "portfolio"))
    held = Appointment.objects.standing(on).filter(role__in=OWN_WORK, person__is_active=True)
    by_part = parts(held.select_related("person", "deputises_for__person"))
    found = {}
    for each in rows:
        own = by_part[each.indicator_id] + by_part[held_by.get(each.indicator_id)]
        named = [charge(one) for one in leads_first(own or by_part[EVERYTHING])]
        if each.is_correction and each.opened_by and each.opened_by.is_active:
            opener = Charge(each.opened_by.name, "opened the correction", "")
            named += [opener] * (opener.name not in {one.name for one in named})
        found[each.pk] = tuple(dict.fromkeys(named))
    return found


EVERYTHING = "everything"


def parts(appointments: Iterable[Appointment]) -> dict:
    """Appointments by the id of the indicator or portfolio that they are for."""
    every = list(appointments)
    absent = {each.deputises_for_id for each in every}
    found = defaultdict(list)
    for each in every:
        if each.pk not in absent:
            found[each.indicator_id or each.portfolio_id or EVERYTHING].append(each)
    return found


def leads_first(appointments: list[Appointment]) -> list[Appointment]:
    by_name = sorted(appointments, key=lambda each: each.person.name)
    # "lead" comes after "contributor".
    return sorted(by_name, key=lambda each: each.role, reverse=True)


def charge(appointment: Appointment) -> Charge:
    own = appointment.deputises_for
    return Charge(
        appointment.person.name,
        appointment.get_role_display().lower(),
        own.person.name if own else "",
    )
