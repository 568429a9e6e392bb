"""Reminders of what is owed: the system's own on their days, and those that somebody asks for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from performance.conditions import taking_figures
from performance.cycle_rights import remindable
from performance.models import Cycle, Reminder, Submission
from performance.permissions import require_some
from performance.queries.cycles.boards import of_cycle
from performance.states import EDITABLE_STATES, Action, ReminderKind
from performance.workflow import audit


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many submissions were reminded of just now, and how many had been already today."""

    now: int
    already: int


@transaction.atomic
def remind_due(*, on: date) -> Counter:
    """Remind, for the system, of all that falls due soon and of all that is overdue.

    Not of what a closed cycle takes no more. Each once for a due date: a new one, by a reopening,
    is reminded of anew, and so is returned work, be it due on the very day that was reminded of
    before.
    However late this runs, nothing is told that it falls due soon once it is overdue. Safe to run
    twice, at the same instant too: what another run or a save holds is left to the next round.

    Returns how many of each kind (ReminderKind). At most six queries.
    """
    last = on + timedelta(days=settings.REMIND_DAYS_BEFORE_DUE)
    taking = Submission.objects.filter(taking_figures(on)).values("pk")
    owed = Submission.objects.filter(state__in=EDITABLE_STATES, due_on__lte=last, pk__in=taking)
    done = Reminder.objects.filter(due_on=F("submission__due_on"), returns=F("submission__returns"))
    told = owed.exclude(
        Q(due_on__gte=on, pk__in=done.filter(kind=ReminderKind.DUE_SOON).values("submission"))
        | Q(due_on__lt=on, pk__in=done.filter(kind=ReminderKind.OVERDUE).values("submission"))
    )
    held = list(told.select_for_update(skip_locked=True))
    # Only now, with the rows held, is it certain what another run has done to them.
    kinds = {each: kind_of(each, on) for each in held}
    sent = set(
        done.filter(submission__in=held).values_list("submission_id", "kind"),
    )
    reminders = [
        Reminder(submission=each, kind=kind, due_on=each.due_on, returns=each.returns, sent_on=on)
        for each, kind in kinds.items()
        if (each.pk, kind) not in sent
    ]
    keep(reminders, by=None)
    return Counter(ReminderKind(each.kind) for each in reminders)


def kind_of(submission: Submission, on: date) -> ReminderKind:
    return ReminderKind.OVERDUE if submission.due_on < on else ReminderKind.DUE_SOON


@transaction.atomic
def remind(cycle: Cycle, *, by, on: date) -> Reminded:
    """Remind of everything in ``cycle`` that is owed and that ``by`` may remind of.

    Once a day each, whoever asks and however often. Corrections on the cycle's board are owed like
    the rest.

    Raises:
        PermissionDenied: ``by`` may remind nobody of anything.
    """
    require_some(by, Action.REMIND, on=on)
    owed = remindable(by, Submission.objects.filter(of_cycle(cycle, on=on)), on=on)
    held = list(owed.select_for_update(of=("self",)).order_by("pk"))
    today = Reminder.objects.filter(kind=ReminderKind.ASKED, sent_on=on, submission__in=held)
    already = set(today.values_list("submission_id", flat=True))
    reminders = [
        Reminder(
            submission=each,
            kind=ReminderKind.ASKED,
            due_on=each.due_on or cycle.due_on,
            returns=each.returns,
            sent_on=on,
            sent_by=by,
        )
        for each in held
        if each.pk not in already
    ]
    keep(reminders, by=by)
    if reminders:
        facts = {"reminded": len(reminders), "reminded_before": len(already)}
        audit.record(cycle, "reminded", by=by, after=facts)
    return Reminded(len(reminders), len(already))


def keep(reminders: Iterable[Reminder], *, by) -> None:
    """Write the reminders down, each with its event. Two queries, however many."""
    now = timezone.now()
    for each in reminders:
        each.sent_at = now
    kept = Reminder.objects.bulk_create(reminders)
    audit.record_all(
        [(each, {"kind": each.get_kind_display(), "due_on": each.due_on}) for each in kept],
        "reminded",
        by=by,
    )
