"""Seal the audit trail, or hold it against its seals."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from performance import workflow
from performance.documents.seal_lines import kept_in, line_of
from performance.models import AuditSeal
from performance.queries.audit.seal_checks import Verification


class Command(BaseCommand):
    help = (
        "seal: seals what is not sealed yet and prints the latest seal, to be kept outside. "
        "verify: recomputes every seal and names each event and seal that was tampered with."
    )

    def add_arguments(self, parser):
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("seal", help="Seal now; print the latest seal as one line to keep")
        verify = deeds.add_parser("verify", help="Hold the trail against its seals")
        verify.add_argument(
            "--seal",
            metavar="DIGEST|FILE",
            help="A seal kept outside: its digest, or a file of lines that seal printed",
        )

    def handle(self, *args, deed, **options):
        if deed == "seal":
            self.seal()
        else:
            self.verify(options["seal"])

    def seal(self):
        workflow.seal(at=timezone.now())
        latest = AuditSeal.objects.newest()
        self.stdout.write(line_of(latest) if latest else "There is no event to seal yet.")

    def verify(self, given):
        trail = Verification(at=timezone.now(), outside=kept_outside(given) if given else ())
        found = 0
        for fault in trail.faults():
            found += 1
            self.stdout.write(fault)
        passed = f"{counted(trail.events, 'event')} in {counted(trail.seals, 'seal')}"
        self.stdout.write(f"{counted(trail.unsealed, 'event')} not sealed yet.")
        if found:
            raise CommandError(f"{counted(found, 'fault')}; {passed} checked.")
        self.stdout.write(f"The audit trail is as it was sealed: {passed}.")


def kept_outside(given: str):
    """The seals that ``given`` is or that are in the file that it names."""
    if found := kept_in(given):
        return found
    try:
        text = Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError) as fault:
        raise CommandError(
            f"{given} is no digest of 64 figures and letters, and no file that can be read: {fault}"
        ) from fault
    if found := kept_in(text):
        return found
    raise CommandError(f"{given} holds no seal: give a file of lines that `audit seal` printed.")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
