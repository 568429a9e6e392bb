"""Compare the engine with files of cases that something else computed."""

import json
from operator import itemgetter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from performance import grading

FIRST = 10


class Command(BaseCommand):
    help = (
        "Compares every case of the files with what the engine says: grades, composites, rubrics "
        "and benchmarks as in grading_vectors.json, or control charts as in spc_vectors.json."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--all", action="store_true", help=f"Every difference, not the first {FIRST}"
        )

    def handle(self, *args, **options):
        checked = {file: self.checked(file) for file in options["files"]}
        for file, found in checked.items():
            self.report(file, found, None if options["all"] else FIRST)
        differing = sum(found.differing for found in checked.values())
        compared = f"{self.total(checked)} compared"
        if differing:
            raise CommandError(f"{counted(differing, 'case')} differing; {compared}.")
        self.stdout.write(f"No case differs; {compared}.")

    def total(self, checked):
        return sum(sum(found.compared.values()) for found in checked.values())

    def checked(self, file):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{file} cannot be read: {fault}. Give a file of cases.") from fault
        try:
            found = grading.check(json.loads(text))
        except json.JSONDecodeError as fault:
            raise CommandError(
                f"{file} is not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}. "
                "Correct it there, or give a file of cases."
            ) from fault
        except grading.UNREADABLE as fault:
            raise CommandError(f"{file} is no file of cases: {fault}") from fault
        if not any(found.compared.values()):
            raise CommandError(f"{file} has no case in it: there is nothing to compare.")
        return found

    def report(self, file, found, most):
        self.stdout.write(f"{file}")
        for kind, number in filter(itemgetter(1), found.compared.items()):
            self.stdout.write(f"  {kind.replace('_', ' ')}: {number} compared")
        for rule, number in found.deliberate.items():
            self.stdout.write(f"  differs on purpose, {rule}: {number}")
        self.stdout.write(f"  {counted(found.differing, 'case')} differing")
        for difference in found.differences[:most]:
            self.stdout.write(f"    {difference}")
        left = len(found.differences[most:]) if most else 0
        if left:
            self.stdout.write(f"    and {left} more differences: --all shows them")


def counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
