"""Recompute every grade from scratch and name each difference."""

from django.core.management.base import BaseCommand, CommandError

from performance.models import Framework, Placement, RegradeRequest
from performance.regrading import discrepancies


class Command(BaseCommand):
    help = "Recomputes every grade from the approved figures and names any that differs."

    def handle(self, *args, **options):
        found, count = [], 0
        for framework in Framework.objects.order_by("code"):
            placements = list(Placement.objects.filter(framework=framework))
            count += len(placements)
            for placement in placements:
                placement.framework = framework
            found += discrepancies(placements)
        for line in found:
            self.stdout.write(line)
        waiting = RegradeRequest.objects.count()
        if waiting:
            self.stdout.write(f"{waiting} regrade requests are waiting.")
        if found:
            raise CommandError(f"{len(found)} grades differ in {count} placements.")
        self.stdout.write(f"Every grade of {count} placements is what its figures give.")
