"""The first administrator of an installation, who then invites and appoints everybody else."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.invitations import invitation_link
from accounts.models import User
from performance.models import Appointment, holding
from performance.states import Body, Role
from performance.workflow import audit
from performance.workflow.reference_data import facts


class Command(BaseCommand):
    help = (
        "Makes or finds a person and appoints them administrator from today. Prints the link at "
        "which they choose a password if they have none. Safe to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="What they sign in with")
        parser.add_argument("--name", default="", help="Their full name, if they are new")
        parser.add_argument(
            "--address",
            default="http://127.0.0.1:8000",
            help="Where this service answers, for the link: https://performance.example.org",
        )

    @transaction.atomic
    def handle(self, *args, email, name, address, **options):
        person = self.person(email.strip(), name.strip())
        if not person.is_active:
            raise CommandError(
                f"{person.email} is marked as not active: name somebody else, or have an "
                "administrator make them active again."
            )
        self.appoint(person)
        if not person.has_usable_password():
            self.stdout.write("They choose a password here, within the days that a link holds:")
            self.stdout.write(invitation_link(person, address))

    def person(self, email, name):
        try:
            return User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            pass
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(
                f"{email!r} is no e-mail address: give one to sign in with."
            ) from None
        made = User.objects.create_user(email, name=name or email)
        audit.record(made, "added", by=None, after=facts(made))
        return made

    def appoint(self, person):
        today = timezone.localdate()
        held = person.appointments.filter(holding(today), role=Role.ADMINISTRATOR)
        if held.exists():
            self.stdout.write(f"{person.email} is an administrator already.")
            return
        made = Appointment.objects.create(
            person=person, role=Role.ADMINISTRATOR, body=Body.OVERSIGHT, starts=today
        )
        audit.record(made, "added", by=None, after=facts(made))
        self.stdout.write(f"{person.email} is an administrator from {today:%-d %B %Y}.")
