"""Demonstration accounts: one for each role, two where a second person is needed."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from performance.models import Appointment, Portfolio
from performance.states import Body, Role

DOMAIN = "demo.example"
PASSWORD = "demonstration-only"
SINCE = date(2021, 4, 1)

# Name of the account, its role, its body, and whether it holds one portfolio or everything.
ACCOUNTS = (
    ("contributor", Role.CONTRIBUTOR, Body.FORCE, True),
    ("lead", Role.LEAD, Body.FORCE, True),
    ("deputy-lead", Role.LEAD, Body.FORCE, False),
    ("analyst", Role.ANALYST, Body.FORCE, False),
    ("second-analyst", Role.ANALYST, Body.FORCE, False),
    ("panel-chair", Role.PANEL_CHAIR, Body.FORCE, False),
    ("reviewer", Role.REVIEWER, Body.OVERSIGHT, False),
    ("second-reviewer", Role.REVIEWER, Body.OVERSIGHT, False),
    ("publisher", Role.PUBLISHER, Body.OVERSIGHT, False),
    ("board-member", Role.BOARD_MEMBER, Body.OVERSIGHT, False),
    ("administrator", Role.ADMINISTRATOR, Body.OVERSIGHT, False),
)


class Command(BaseCommand):
    help = "Makes the demonstration accounts, if they are missing, and prints them."

    def add_arguments(self, parser):
        parser.add_argument(
            "--portfolio",
            default="contact",
            help="Code of the portfolio that the contributor and the lead hold",
        )

    @transaction.atomic
    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is a real installation: demonstration accounts all have one known password. "
                "Invite people on the administration pages instead, or run this with the "
                "settings config.settings.local."
            )
        try:
            portfolio = Portfolio.objects.get(code=options["portfolio"])
        except Portfolio.DoesNotExist:
            raise CommandError(
                f"There is no portfolio {options['portfolio']!r}: run load_papers first, "
                "or name one with --portfolio."
            ) from None
        self.stdout.write(f"Demonstration accounts, password {PASSWORD}:")
        for name, role, body, in_portfolio in ACCOUNTS:
            person = self.account(name)
            held = portfolio if in_portfolio else None
            if not person.appointments.filter(role=role).exists():
                Appointment.objects.create(
                    person=person, role=role, body=body, portfolio=held, starts=SINCE
                )
            scope = f", {held.name}" if held else ""
            self.stdout.write(f"  {person.email:<36} {role.label}{scope}")

    def account(self, name):
        """The account of that name. One that exists keeps its password and its appointments."""
        User = get_user_model()
        email = f"{name}@{DOMAIN}"
        person = User.objects.filter(email=email).first()
        if person is None:
            title = name.replace("-", " ").capitalize()
            person = User.objects.create_user(email=email, name=title, password=PASSWORD)
        return person
