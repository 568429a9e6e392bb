"""Loads the papers and published statistics that the project carries."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from performance.papers import load_papers


class Command(BaseCommand):
    help = (
        "Loads both board papers and the published statistics, and opens the cycle of July 2021. "
        "Safe to run again: what is there is left as it is."
    )

    def handle(self, *args, **options):
        loaded = load_papers(on=timezone.localdate())
        for title in loaded.new_sources:
            self.stdout.write(f"Loaded: {title}")
        if not loaded.new_sources:
            self.stdout.write("Nothing to load: every paper is in.")
        self.stdout.write(
            f"{loaded.frameworks} frameworks, {loaded.indicators} indicators in "
            f"{loaded.placements} places, {loaded.observations} figures, "
            f"{loaded.statements} statements in words; {loaded.regrade_requests} grades wait to "
            f"be worked out; the cycle of July 2021 asks for {loaded.asked_in_cycle} indicators."
        )
