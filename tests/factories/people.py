"""People with their appointments, and a whole cast of them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from performance.models import Appointment, Portfolio
from performance.states import Body, Role

LONG_AGO = date(2015, 4, 1)
BODY_OF = {
    Role.REVIEWER: Body.OVERSIGHT,
    Role.PUBLISHER: Body.OVERSIGHT,
    Role.BOARD_MEMBER: Body.OVERSIGHT,
}


def somebody(name: str, **flags) -> User:
    """A person without any appointment; the same name gives the same person."""
    address = f"{name.lower().replace(' ', '.')}@example.org"
    found = User.objects.filter(email=address).first()
    return found or User.objects.create_user(address, None, name=name, **flags)


def appoint(person: User, role: Role, *, starts=LONG_AGO, ends=None, **scope) -> Appointment:
    """``scope`` is portfolio=… or indicator=…; without it the appointment covers everything."""
    return Appointment.objects.create(
        person=person,
        role=role,
        body=BODY_OF.get(role, Body.FORCE),
        starts=starts,
        ends=ends,
        **scope,
    )


def person(role: Role, name="", **appointment) -> User:
    """Somebody with one appointment, named by the role."""
    made = somebody(name or Role(role).label)
    appoint(made, role, **appointment)
    return made


@dataclass(frozen=True, slots=True)
class Cast:
    """One person for each role, two where a second is needed, and some with no part to play."""

    contributor: User
    lead: User
    analyst: User
    second_analyst: User
    panel_chair: User
    reviewer: User
    second_reviewer: User
    publisher: User
    board_member: User
    administrator: User
    other_lead: User
    unappointed: User
    superuser: User


def cast_of(mine: Portfolio, others: Portfolio) -> Cast:
    """The contributor and the lead hold ``mine``; one lead holds ``others``."""
    return Cast(
        contributor=person(Role.CONTRIBUTOR, portfolio=mine),
        lead=person(Role.LEAD, portfolio=mine),
        analyst=person(Role.ANALYST),
        second_analyst=person(Role.ANALYST, "Second analyst"),
        panel_chair=person(Role.PANEL_CHAIR),
        reviewer=person(Role.REVIEWER),
        second_reviewer=person(Role.REVIEWER, "Second reviewer"),
        publisher=person(Role.PUBLISHER),
        board_member=person(Role.BOARD_MEMBER),
        administrator=person(Role.ADMINISTRATOR),
        other_lead=person(Role.LEAD, "Lead of another portfolio", portfolio=others),
        unappointed=somebody("Somebody without an appointment"),
        superuser=somebody("Superuser", is_superuser=True, is_staff=True),
    )
