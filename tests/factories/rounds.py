"""The round of reporting: a cycle, a submission, and its way from state to state."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from performance import workflow
from performance.figures import Period
from performance.models import Cycle, Indicator, Submission, period_fields
from performance.states import Prompt, State
from tests.factories.people import Cast

JULY = Period.month(2021, 7)
NARRATIVE = "Two new call takers start in September."


def today() -> date:
    """The day on which cycles of these builders are open; what the pages call today."""
    return timezone.localdate()


def cycle(period: Period = JULY, *, opens_on=None, due_on=None, closes_on=None) -> Cycle:
    """A cycle that opened yesterday, is due in 13 days and closes in 27."""
    opens_on = opens_on or today() - timedelta(days=1)
    return Cycle.objects.get_or_create(
        code=f"{period.end:%Y-%m}",
        defaults={
            "name": period.label(),
            "opens_on": opens_on,
            "due_on": due_on or opens_on + timedelta(days=14),
            "closes_on": closes_on or opens_on + timedelta(days=28),
            **period_fields(period),
        },
    )[0]


def submission(of: Indicator, during: Cycle | None = None, **fields) -> Submission:
    """A draft for a cycle's period, as opening the cycle makes it."""
    during = during or cycle()
    fields.setdefault("due_on", during.due_on)
    return Submission.objects.create(
        cycle=during, indicator=of, **period_fields(during.period), **fields
    )


def figures(of: Submission, raw: str | Mapping[str, str] = "38%") -> dict[str, workflow.Figure]:
    """What ``workflow.save`` takes: one text for every slot, or a text for each series code."""
    return {
        slot.key: workflow.Figure(raw if isinstance(raw, str) else raw[slot.series.code])
        for slot in workflow.slots(of)
        if isinstance(raw, str) or slot.series.code in raw
    }


def fill(
    draft: Submission, *, by: User, raw: str | Mapping[str, str] = "38%", narrative=NARRATIVE
) -> Submission:
    """Save figures and narrative in a draft, through the workflow."""
    return workflow.save(
        draft,
        by=by,
        on=today(),
        version=draft.version,
        figures=figures(draft, raw),
        commentary={Prompt.NARRATIVE.value: narrative},
    )


def walk(
    draft: Submission,
    people: Cast,
    *,
    to: State,
    raw: str | Mapping[str, str] = "38%",
    narrative=NARRATIVE,
) -> Submission:
    """Take a draft to a state by the workflow's own verbs; return the fresh row.

    The contributor enters, the lead submits, the analyst checks or sends back, the reviewer
    approves. SUPERSEDED is reached by approving a correction of the same figures.
    """
    on = today()
    now = fill(draft, by=people.contributor, raw=raw, narrative=narrative)
    if to == State.DRAFT:
        return now
    now = workflow.submit(now, by=people.lead, on=on, version=now.version)
    if to == State.SUBMITTED:
        return now
    if to == State.RETURNED:
        return workflow.send_back(
            now, by=people.analyst, on=on, version=now.version, reason="Please look again."
        )
    now = workflow.check(now, by=people.analyst, on=on, version=now.version)
    if to == State.CHECKED:
        return now
    now = workflow.approve(now, by=people.reviewer, on=on, version=now.version)
    if to == State.APPROVED:
        return now
    if to == State.SUPERSEDED:
        correction = workflow.correct(
            now.indicator, now.period, by=people.lead, on=on, reason="A late return."
        )
        walk(correction, people, to=State.APPROVED, raw="39%")
        return Submission.objects.get(pk=now.pk)
    raise ValueError(f"There is no way to {to}.")
