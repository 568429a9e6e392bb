"""What stands on the page on which a portfolio's figures of a cycle are entered, beside its fields.

Each takes all submissions of the page at once: as many queries for ten indicators as for one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from performance.models import (
    Commentary,
    Cycle,
    Portfolio,
    ReturnedFigure,
    Submission,
    holding,
)
from performance.permissions import visible
from performance.queries.submissions.submissions import somebody_submits
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
    texts: list[tuple[str, str]]

    @classmethod
    def said_in(cls, rows: list[Commentary]) -> "Earlier":
        """Of one submission, in the order of the questions."""
        order = [prompt.value for prompt in Prompt]
        texts = sorted(rows, key=lambda each: order.index(each.prompt))
        return cls(
            rows[0].submission.period.label(),
            [(each.get_prompt_display(), each.text) for each in texts],
        )


def last_commentaries(submissions: Collection[Submission]) -> dict[UUID, Earlier]:
    """By submission id, what was said of the last approved period before its own.

    A correction may be approved without a word: then what was said with the figures that it
    corrects. None where nothing was said. Two queries.
    """
    before = Submission.objects.filter(
        indicator=OuterRef("indicator"),
        state=State.APPROVED,
        period_end__lt=OuterRef("period_start"),
    )
    latest = before.order_by("-period_end", "-period_start").values("pk")[:1]
    rows = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    last = dict(rows.annotate(last=Subquery(latest)).values_list("pk", "last"))
    said = texts_of({each for each in last.values() if each})
    return {key: said[each] for key, each in last.items() if each in said}


def texts_of(approved: Collection[UUID]) -> dict[UUID, Earlier]:
    """By the id of an approved submission, its texts, or those of the last that it took the place
    of and that had any."""
    stands = Submission.objects.filter(
        pk__in=approved,
        indicator=OuterRef("submission__indicator"),
        period_start=OuterRef("submission__period_start"),
        period_end=OuterRef("submission__period_end"),
    )
    rows = (
        Commentary.objects.filter(
            submission__indicator__in=Submission.objects.filter(pk__in=approved).values(
                "indicator"
            ),
            submission__state__in=(State.APPROVED, State.SUPERSEDED),
        )
        .annotate(stands=Subquery(stands.values("pk")[:1]))
        .filter(stands__isnull=False)
        .select_related("submission")
        .order_by("-submission__approved_at", "submission")
    )
    told: dict[UUID, list[Commentary]] = {}
    for row in rows:
        texts = told.setdefault(row.stands, [])
        if row.text.strip() and (not texts or texts[0].submission_id == row.submission_id):
            texts.append(row)
    return {key: Earlier.said_in(texts) for key, texts in told.items() if texts}
