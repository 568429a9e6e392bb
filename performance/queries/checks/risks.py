"""Risks: why a submission wants a closer look before it is decided on."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from django.db.models import Count, Q
from django.utils.timezone import localdate

from performance.grading import Grade
from performance.models import AuditEvent, Remark, Submission
from performance.queries.audit.audit import SENT_BACK
from performance.queries.audit.remarks import within_earshot
from performance.queries.checks.warnings import Warned
from performance.queries.cycles.boards import lateness
from performance.queries.submissions.changed_figures import compared
from performance.states import Audience, State

# Days that something may wait for a check or a decision before it stands among the first.
MAY_WAIT = 5


class RiskKind(IntEnum):
    """The gravest first: queues are sorted by it."""

    LATE = 1
    POOR = 2
    UNGRADABLE = 3
    WARNED = 4
    NEEDS_IMPROVEMENT = 5
    CORRECTION = 6
    RETURNED = 7
    REMARKED = 8
    CHANGED = 9
    INCOMPARABLE = 10
    WAITING = 11


# This moves it up its queue, and it need not be opened for it.
HARMLESS = (RiskKind.WAITING,)
GRADES = {Grade.POOR: RiskKind.POOR, Grade.NEEDS_IMPROVEMENT: RiskKind.NEEDS_IMPROVEMENT}


@dataclass(frozen=True, slots=True)
class Risk:
    """One reason for a closer look: a short word for it, and what there is to say of it."""

    kind: RiskKind
    word: str
    words: str = ""

    @property
    def level(self) -> str:
        """How much it weighs: "grave", "serious", "notable" or "harmless"."""
        if self.kind in HARMLESS:
            return "harmless"
        if self.kind <= RiskKind.UNGRADABLE:
            return "grave"
        return "serious" if self.kind <= RiskKind.NEEDS_IMPROVEMENT else "notable"


def is_clean(risks: Collection[Risk]) -> bool:
    """Nothing of it wants to be opened: it may be decided on together with others.

    It was submitted in time, has no warning and is provisionally neither Poor nor Needs
    Improvement, corrects nothing that was approved, was never sent back, no figure of it is far
    from the last approved one or cannot be compared with it, and nobody said anything of it that
    the decider can read: a question is open until it has been read, and so is an answer.
    """
    return all(risk.kind in HARMLESS for risk in risks)


def gravity(risks: Collection[Risk]) -> tuple[int, ...]:
    """Sorts the riskiest first: by the gravest risk, then by the next, none last."""
    return (*sorted(risk.kind for risk in risks), max(RiskKind) + 1)


def risks_of(
    submissions: Collection[Submission],
    *,
    outcomes: Mapping,
    warned: Mapping,
    body: str | None,
    on: date,
) -> dict[UUID, tuple[Risk, ...]]:
    """By submission id its risks, gravest first. Five queries, however many submissions.

    Args:
        outcomes: by submission id its provisional grade, as ``provisional_outcome_of`` gives it;
            what could not be graded is missing.
        warned: by submission id its warnings, as ``queries.checks.warnings.warnings_of`` gives
            them.
        body: of those who decide. They hear no private note of the other's.
    """
    returned = sent_back_before(submissions)
    remarked = remarks_on(submissions, body)
    beside = compared(submissions)
    found = {}
    for each in submissions:
        risks = [
            *of_time(each, on),
            *of_grade(each, outcomes),
            *of_warnings(warned[each.pk]),
            *of_corrections(each),
            *of_returns(returned[each.pk]),
            *of_remarks(remarked, each.pk),
            *of_figures(RiskKind.CHANGED, "Changed much", beside[each.pk].changed),
            *of_figures(RiskKind.INCOMPARABLE, "Not comparable", beside[each.pk].incomparable),
        ]
        found[each.pk] = tuple(sorted(risks, key=lambda risk: risk.kind))
    return found


def of_time(submission: Submission, on: date):
    if submission.submitted_at is None:
        return
    late, answer_late = lateness(submission)
    if late:
        yield Risk(RiskKind.LATE, "Late", f"Submitted {days(late)} after it was due")
    if answer_late:
        words = f"The return was answered {days(answer_late)} after that was due"
        yield Risk(RiskKind.LATE, "Late answer", words)
    checked = submission.state == State.CHECKED
    since = localdate(submission.checked_at if checked else submission.submitted_at)
    if (waits := (on - since).days) > MAY_WAIT:
        yield Risk(RiskKind.WAITING, "Waiting long", f"For {days(waits)}")


def of_grade(submission: Submission, outcomes: Mapping):
    if submission.pk not in outcomes:
        yield Risk(RiskKind.UNGRADABLE, "Cannot be graded", "Open it to see why")
    elif (outcome := outcomes[submission.pk]) is not None and outcome.grade in GRADES:
        yield Risk(GRADES[outcome.grade], outcome.grade.value, "If approved as it stands")


def of_warnings(warned: Collection[Warned]):
    if warned:
        number = "1 warning" if len(warned) == 1 else f"{len(warned)} warnings"
        bare = sum(not each.is_explained for each in warned)
        yield Risk(
            RiskKind.WARNED, "Warned", f"{number}, {f'{bare} not' if bare else 'all'} explained"
        )


def of_corrections(submission: Submission):
    if submission.is_correction:
        yield Risk(RiskKind.CORRECTION, "Correction", "Of figures that were approved")


def of_returns(times: int):
    if times:
        yield Risk(RiskKind.RETURNED, "Sent back before", "" if times == 1 else f"{times} times")


def of_remarks(remarked: Mapping, key: UUID):
    told = []
    for audience, one, more in (
        (Audience.RECORD, "remark on the record", "remarks on the record"),
        (Audience.PRIVATE, "private note", "private notes"),
    ):
        if number := remarked.get((key, audience), 0):
            told.append(f"{number} {one if number == 1 else more}")
    if told:
        yield Risk(RiskKind.REMARKED, "Remarks", " and ".join(told))


def of_figures(kind: RiskKind, word: str, told: Collection[str]):
    if told:
        first, *others = told
        more = f", and {len(others)} more" if others else ""
        yield Risk(kind, word, f"{first}{more}")


def days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def sent_back_before(submissions: Collection[Submission]) -> Counter:
    """By submission id, how often it was sent back. One query."""
    events = AuditEvent.objects.filter(submission__in=submissions, action=SENT_BACK)
    rows = events.order_by().values("submission").annotate(times=Count("pk"))
    return Counter({row["submission"]: row["times"] for row in rows})


def remarks_on(submissions: Collection[Submission], body: str | None) -> dict[tuple, int]:
    """By submission id and audience, how many remarks concern a decider of ``body``. One query.

    Who decides and sits in both bodies is told that there is a record, and of no note.
    """
    audible = within_earshot(body) if body else Q(audience=Audience.RECORD)
    remarks = Remark.objects.filter(audible, submission__in=submissions)
    rows = remarks.order_by().values_list("submission", "audience").annotate(number=Count("pk"))
    return {(key, audience): number for key, audience, number in rows}
