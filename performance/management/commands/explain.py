"""Explain a grade in the terminal: why, on which figures, against which benchmark."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from performance import grading
from performance.documents.explanation_text import as_text
from performance.queries.explanations.asked import (
    CannotTell,
    frequencies_of,
    indicator_asked,
    period_asked,
    placements_asked,
    stand_ins_asked,
)
from performance.queries.explanations.explained_cases import (
    UnreadableCase,
    cases_of,
    explained_case,
)
from performance.queries.explanations.explanations import explanation_of
from performance.queries.explanations.standings import standing_of

RULE = f"\n{'=' * 88}\n\n"


class Command(BaseCommand):
    help = (
        "Explains the grade of an indicator at a period: sentences, figures and lines, parts, "
        "benchmark, method. Or, with --cases, each case of a case file."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "asked",
            nargs="*",
            metavar="INDICATOR",
            help="Its code, or words of its name; with --cases, the cases to explain (all of "
            "them without one)",
        )
        parser.add_argument("--period", help="As people write it: June 2021, Jun 21, 2020/21")
        parser.add_argument("--framework", help="Code; each that grades the period without one")
        parser.add_argument(
            "--what-if",
            nargs="+",
            metavar="VALUE",
            help="A figure not yet submitted for the period: 38%%, or SERIES=38%% where the "
            "indicator has several graded series",
        )
        parser.add_argument("--cases", type=Path, metavar="FILE", help="A JSON file of cases")

    def handle(self, *args, **options):
        texts = self.of_cases(**options) if options["cases"] else self.of_indicator(**options)
        self.stdout.write(RULE.join(texts), ending="")

    def of_indicator(self, *, asked, period, framework, what_if, **_):
        if not asked:
            raise CommandError("Name an indicator: its code, or words of its name.")
        if not period:
            raise CommandError("Say which period, such as --period 'June 2021'.")
        try:
            indicator = indicator_asked(" ".join(asked))
            when = period_asked(period, frequencies_of(indicator))
            placements = placements_asked(indicator, framework, when)
            instead = stand_ins_asked(indicator, what_if or (), when)
            return [self.text_of(placement, when, instead) for placement in placements]
        except CannotTell as refusal:
            raise CommandError(str(refusal)) from refusal
        except grading.BenchmarkRefused as refusal:
            raise CommandError(f"The benchmark cannot grade it: {refusal}") from refusal

    def text_of(self, placement, period, instead):
        said = explanation_of(placement, period, instead=instead)
        if instead:
            return as_text(said)
        return as_text(said, standing_of(placement, period).difference_from(said))

    def of_cases(self, *, asked, cases, period, framework, what_if, **_):
        if period or framework or what_if:
            raise CommandError(
                "A case brings its own period and figures: leave out --period, --framework and "
                "--what-if, or leave out --cases."
            )
        try:
            document = json.loads(cases.read_text(encoding="utf-8"))
            found = {case.get("id"): case for case in cases_of(document)}
        except (OSError, ValueError) as fault:
            raise CommandError(f"{cases} cannot be read as a case file: {fault}") from fault
        if unknown := [name for name in asked if name not in found]:
            known = ", ".join(map(str, found))
            raise CommandError(f"{cases} has no case {', '.join(unknown)}. It has: {known}.")
        try:
            return [as_text(explained_case(found[name])) for name in asked or found]
        except UnreadableCase as fault:
            raise CommandError(str(fault)) from fault
