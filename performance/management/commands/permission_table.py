"""Write the document of who may do what."""

from pathlib import Path

from django.core.management.base import BaseCommand

from performance.documents.permission_table import permission_table


class Command(BaseCommand):
    help = "Prints who may do what and who may open which page, or writes it to a file."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="where to; the terminal without")

    def handle(self, *args, file, **options):
        if file is None:
            self.stdout.write(permission_table(), ending="")
        else:
            file.write_text(permission_table())
