"""Who stands in for whom, as the people concerned are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from performance.models import Appointment


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who stands in, or is to. ``last_day`` is the last on which they do."""

    appointment: Appointment
    has_begun: bool
    last_day: date


@dataclass(frozen=True, slots=True)
class StandIn:
    """An appointment of somebody's own, with those who stand in for it, the first first."""

    appointment: Appointment
    name: str
    deputies: tuple[Deputy, ...]


def stand_ins(own: Iterable[Appointment], *, on: date) -> list[StandIn]:
    """Each of these appointments with its deputies of today and of days to come. One query."""
    held = list(own)
    rows = Appointment.objects.filter(deputises_for__in=held, ends__gt=on).order_by("starts", "pk")
    deputies: dict[int, list[Deputy]] = {}
    for row in rows.select_related("person"):
        deputies.setdefault(row.deputises_for_id, []).append(deputy(row, on))
    return [StandIn(each, called(each), tuple(deputies.get(each.pk, ()))) for each in held]


def deputy(row: Appointment, on: date) -> Deputy:
    return Deputy(row, row.starts <= on, date.fromordinal(row.ends.toordinal() - 1))


def called(appointment: Appointment) -> str:
    """An appointment as its holder knows it: "Portfolio lead, Contact"."""
    part = appointment.portfolio or appointment.indicator
    return f"{appointment.get_role_display()}, {part.name if part else 'everything'}"


def stood_in_for(user, *, on: date) -> list[Deputy]:
    """In whose place ``user`` stands today, or is to, the first first. One query."""
    rows = Appointment.objects.filter(person=user, deputises_for__isnull=False, ends__gt=on)
    rows = rows.select_related("deputises_for__person", "portfolio", "indicator")
    return [
        deputy(each, on)
        for each in rows.order_by("starts", "pk")
        if each.starts > on or each.stands_on(on)
    ]


def eligible(own: Iterable[Appointment], *, on: date):
    """Who may stand in for any of these appointments: active people of the same body, by name."""
    held = list(own)
    appointed = Appointment.objects.standing(on).filter(body__in={each.body for each in held})
    people = User.objects.filter(is_active=True, pk__in=appointed.values("person"))
    return people.exclude(pk__in={each.person_id for each in held}).order_by("name", "email")
