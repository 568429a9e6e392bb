"""At least three rows of every record, made as the system makes them."""

from datetime import date, timedelta

from django.utils import timezone

from performance import workflow
from performance.figures import Period
from performance.models import ReturnedFigure, Statement
from performance.regrading import regrade_waiting
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories

MONTHS = [Period.month(2021, month) for month in (7, 8, 9)]


def build(scene):
    for number, month in enumerate(MONTHS):
        during = factories.cycle(month)
        draft = scene.draft if number == 0 else factories.submission(scene.indicator, during)
        # Each month its own: a figure that repeats last month's asks for an explanation.
        approved(draft, scene.people, raw=f"{38 - number}%")
        reopening_of(during, scene)
        Statement.objects.create(
            indicator=scene.indicator,
            topic=f"topic {number}",
            text="Awaiting data",
            brought_by=factories.paper(f"paper-{number}"),
            known_on=date(2021, 7, 20),
        )
        factories.benchmark(scene.series, year=2022 + number)
        workflow.seal(at=timezone.now())
    regrade_waiting()
    request_regrades([(scene.series, month) for month in MONTHS], because="a test")


def approved(draft, people, *, raw):
    """Taken through a return, with a figure named in it, to approval."""
    now = returned(draft, people, raw=raw)
    return factories.walk(now, people, to=State.APPROVED, raw=raw)


def returned(draft, people, *, raw):
    """Sent back, with a figure named."""
    now = factories.walk(draft, people, to=State.RETURNED, raw=raw)
    ReturnedFigure.objects.create(
        entry=now.entries.get(),
        reason="Too low",
        returned_by=people.analyst,
        submission_version=now.version,
    )
    return now


def reopening_of(during, scene):
    after = during.closes_on + timedelta(days=1)
    return workflow.ask_reopening(
        during,
        scene.indicator,
        by=scene.people.analyst,
        on=after,
        reason="A late return",
        expires_on=after + timedelta(days=5),
    )
