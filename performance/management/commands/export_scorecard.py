"""Writes a scorecard as rows, one for each printed value."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from performance.documents.scorecard_export import as_csv, as_json
from performance.models import Framework
from performance.queries.scorecards.scorecards import scorecard

FORMATS = {"csv": as_csv, "json": as_json}


class Command(BaseCommand):
    help = "Exports the scorecard of a framework as at a date, one row for each printed value."

    def add_arguments(self, parser):
        parser.add_argument("--framework", required=True, help="Code, such as plan-2021-25")
        parser.add_argument("--as-at", required=True, type=day, help="Such as 2024-02-27")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--output", type=Path, help="A file; the screen without one")

    def handle(self, *args, **options):
        code = options["framework"]
        framework = Framework.objects.filter(code=code).first()
        if framework is None:
            known = ", ".join(Framework.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                f"There is no framework {code!r}. Name one of these: {known or 'none is loaded'}."
            )
        text = FORMATS[options["format"]](scorecard(framework, as_at=options["as_at"]))
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        options["output"].write_text(text, encoding="utf-8", newline="")
        self.stdout.write(f"Written to {options['output']}.")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a day. Write it as 2024-02-27.") from None
