"""What stands on the page on which a portfolio's figures of a cycle are entered, beside its fields.

Each takes all submissions of the page at once: as many queries for ten indicators as for one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from performance.models import (
    Commentary,
    Cycle,
    Indicator,
    Portfolio,
    ReturnedFigure,
    Submission,
    holding,
)
from performance.permissions import visible
from performance.queries.submissions import somebody_submits
from performance.states import Prompt, State

PEOPLE = ("opened_by", "submitted_by", "checked_by", "approved_by", "returned_by")


def asked_of(user, cycle: Cycle, portfolio: Portfolio, *, on: date) -> list[Submission]:
    """The submissions of a portfolio in a cycle that ``user`` may see: what was sent back first,
    then by due date and name. Each has its texts read, and ``has_lead`` as on its own page."""
    held = portfolio.accountabilities.filter(holding(on)).values("indicator")
    rows = Submission.objects.filter(cycle=cycle, indicator__in=held)
    rows = rows.select_related("indicator", "cycle", "corrects", *PEOPLE)
    rows = rows.annotate(has_lead=somebody_submits(on=on)).prefetch_related("commentaries")
    return sorted(
        visible(user, rows, on=on),
        key=lambda each: (
            each.state != State.RETURNED,
            each.due_on is None,
            each.due_on or date.max,
            each.indicator.name,
            str(each.pk),
        ),
    )


def returned_figures_of(submissions: Collection[Submission]) -> dict[UUID, str]:
    """By entry, what is wrong with the figures that were named when each was last sent back."""
    returned = [each.pk for each in submissions if each.state == State.RETURNED]
    rows = ReturnedFigure.objects.filter(
        entry__submission__in=returned, returned_at__gte=F("entry__submission__returned_at")
    )
    return dict(rows.order_by("returned_at").values_list("entry", "reason"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """The commentary that was approved last of an indicator: label and text of each answer."""

    period: str
    texts: list[tuple[str, str]] = field(default_factory=list)


def last_commentaries(submissions: Collection[Submission]) -> dict[UUID, Earlier]:
    """By submission id, what was approved last before its period; none where nothing was said.

    Two queries.
    """
    if not submissions:
        return {}
    until = min(each.period_start for each in submissions)
    approved = Submission.objects.filter(
        indicator=OuterRef("pk"), state=State.APPROVED, period_end__lt=until
    )
    latest = approved.order_by("-period_end", "-period_start").values("pk")[:1]
    indicators = Indicator.objects.filter(pk__in={each.indicator_id for each in submissions})
    ids = [pk for pk in indicators.values_list(Subquery(latest), flat=True) if pk]
    rows = Commentary.objects.filter(submission__in=ids).select_related("submission")
    by_indicator: dict[UUID, Earlier] = {}
    order = {prompt.value: place for place, prompt in enumerate(Prompt)}
    for row in sorted(rows, key=lambda each: order[each.prompt]):
        if row.text.strip():
            label = row.submission.period.label()
            earlier = by_indicator.setdefault(row.submission.indicator_id, Earlier(label))
            earlier.texts.append((row.get_prompt_display(), row.text))
    return by_submission(by_indicator, submissions)


def by_submission(by_indicator: Mapping[UUID, Earlier], submissions) -> dict[UUID, Earlier]:
    return {
        each.pk: by_indicator[each.indicator_id]
        for each in submissions
        if each.indicator_id in by_indicator
    }
