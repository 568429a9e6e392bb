"""Deputies: who is away names who stands in for them, from a day until a day."""

from datetime import date

from django.db import transaction

from performance.models import Appointment
from performance.permissions import require_deputy
from performance.workflow import audit
from performance.workflow.errors import Gap, NotReady
from performance.workflow.reference_data import facts


@transaction.atomic
def name_deputy(own: Appointment, person, *, by, on: date, starts: date, ends: date) -> Appointment:
    """Appoint ``person`` to what ``own`` is for, from ``starts`` until the day before ``ends``.

    ``by`` keeps the appointment and may go on working; four eyes go by person. The same deputy for
    the same days, asked for again, is the one that there is.

    Raises:
        PermissionDenied: it is not ``by``'s own appointment, or none that has deputies.
        NotReady: the person or the days will not do, or somebody stands in on some of them.
    """
    require_deputy(by, own, on=on)
    # Whoever holds the row names a deputy: two at once do not both find the days free.
    own = Appointment.objects.select_for_update().get(pk=own.pk)
    deputies = list(own.deputies.filter(ends__gt=on).select_related("person"))
    for each in deputies:
        if (each.person_id, each.starts, each.ends) == (person.pk, starts, ends):
            return each
    wrong = days_wrong(own, on=on, starts=starts, ends=ends) + person_wrong(own, person, on=on)
    wrong += [
        Gap(
            "person",
            f"{each.person} stands in from {each.starts:%-d %B %Y} until {last_day(each)}: "
            "end that first, or choose other days.",
        )
        for each in deputies
        if each.starts < ends and starts < each.ends
    ]
    if wrong:
        raise NotReady(wrong)
    deputy = Appointment.objects.create(
        person=person,
        role=own.role,
        body=own.body,
        portfolio=own.portfolio,
        indicator=own.indicator,
        starts=starts,
        ends=ends,
        deputises_for=own,
        appointed_by=by,
    )
    audit.record(deputy, "named a deputy", by=by, after=facts(deputy))
    return deputy


def days_wrong(own: Appointment, *, on: date, starts: date, ends: date) -> list[Gap]:
    found = []
    if starts < on:
        found.append(Gap("starts", "Choose today or a day to come."))
    if ends <= starts:
        found.append(Gap("ends", "Choose the first day or a later one."))
    if own.ends is not None and ends > own.ends:
        words = f"Your own appointment ends before that: choose {last_day(own)} or an earlier day."
        found.append(Gap("ends", words))
    return found


def person_wrong(own: Appointment, person, *, on: date) -> list[Gap]:
    """Who stands in is somebody else of the same body: a deputy is no way into the service."""
    if person.pk == own.person_id:
        return [Gap("person", "Nobody stands in for themselves: choose somebody else.")]
    held = Appointment.objects.standing(on).filter(person=person, body=own.body)
    if not person.is_active or not held.exists():
        words = f"{person} has no appointment in the same body today: ask an administrator."
        return [Gap("person", words)]
    return []


@transaction.atomic
def end_deputy(deputy: Appointment, *, by, on: date) -> None:
    """Let a deputy stand in no longer, from today; one that has not begun yet never does.

    Raises:
        PermissionDenied: it is nobody who stands in for ``by``.
        NotReady: it has ended already.
    """
    require_deputy(by, deputy.deputises_for, on=on)
    ended = NotReady([Gap("deputy", f"{deputy.person} stands in no longer.")])
    rows = Appointment.objects.select_for_update().filter(pk=deputy.pk, ends__gt=on)
    held = rows.order_by("pk").first()
    if held is None:
        raise ended
    before = facts(held)
    if held.starts < on:
        held.ends = on
        held.save(update_fields=["ends"])
        audit.record(
            held, "ended", by=by, before={"ends": before["ends"]}, after={"ends": held.ends}
        )
        return
    # A spell holds for a day at least, and not even today is to be left of this one.
    audit.record(held, "ended", by=by, before=before)
    held.delete()


def last_day(appointment: Appointment) -> str:
    return f"{date.fromordinal(appointment.ends.toordinal() - 1):%-d %B %Y}"
