"""What the appointments that somebody holds on a day cover. No role is asked about here."""

from datetime import date

from django.db.models import Q


def appointments_on(user, on: date) -> list:
    """The appointments that ``user`` holds on ``on``; none for the inactive and the anonymous.

    A deputy's ends at the latest with the one that it stands in for.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    return [each for each in user.appointments.all() if each.stands_on(on)]


def roles_on(user, on: date) -> frozenset[str]:
    return frozenset(each.role for each in appointments_on(user, on))


def covers(appointment, indicator, on: date) -> bool:
    """The appointment names this indicator, its portfolio of the day, or everything.

    What concerns no one indicator (None) needs an appointment that covers everything.
    """
    if indicator is None:
        return not (appointment.indicator_id or appointment.portfolio_id)
    if appointment.indicator_id:
        return appointment.indicator_id == indicator.pk
    if appointment.portfolio_id:
        portfolio = indicator.portfolio_on(on)
        return portfolio is not None and portfolio.pk == appointment.portfolio_id
    return True


def bodies_on(user, indicator, on: date) -> frozenset[str]:
    """The bodies of the appointments, of whatever kind, that cover this indicator on that day."""
    return frozenset(each.body for each in appointments_on(user, on) if covers(each, indicator, on))


def within(user, roles, on: date, of: str = "indicator") -> Q:
    """What this user's appointments in ``roles`` cover on that day; ``of`` leads to the indicator
    of a row."""
    covered = Q(pk__in=[])
    for each in appointments_on(user, on):
        if each.role in roles:
            covered |= scope(each, on, of)
    return covered


def scope(appointment, on: date, of: str = "indicator") -> Q:
    """The rows that an appointment is for: its indicator's, its portfolio's or all."""
    if appointment.indicator_id:
        return Q(**{of: appointment.indicator_id})
    if appointment.portfolio_id:
        return Q(**{f"{of}__in": held_by(appointment.portfolio, on)})
    return Q(pk__isnull=False)


def held_by(portfolio, on: date):
    """Ids of the indicators that ``portfolio`` answers for on ``on``."""
    return (
        portfolio.accountabilities.filter(starts__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .values("indicator")
    )
