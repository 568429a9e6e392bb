"""Regrading: requests → rows → engine → grades, in bulk, repeatable (DESIGN.md section 5)."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from performance.figures import Period
from performance.models import (
    Grade,
    Placement,
    RegradeRequest,
    period_fields,
)
from performance.queries.grading.gradings import (
    Facts,
    facts_of,
    graded_period,
    is_graded_in,
    known_on,
)
from performance.queries.grading.outcomes import Outcome, outcome

log = logging.getLogger(__name__)

BATCH = 200
# A request that the engine cannot answer is tried so often, then kept for a person to look at.
MOST_TRIES = 5

Key = tuple[int, date, date]


def regrade_waiting(batch: int = BATCH, *, on: date | None = None) -> int:
    """Work off the waiting requests, batch by batch; return how many were answered.

    ``on`` is the day on which a changed grade becomes known, if its figures were known before:
    today, where it is not given.

    Running it twice, late or out of order changes nothing: each batch reads the truth, writes
    what differs and deletes its requests in one transaction. Several workers share the requests
    where the database can skip locked rows; SQLite's own write lock lets one at a time.
    """
    on = on or timezone.localdate()
    answered, last = 0, 0
    while True:
        with transaction.atomic():
            requests = list(
                RegradeRequest.objects.select_for_update(
                    skip_locked=connection.features.has_select_for_update_skip_locked
                )
                .filter(pk__gt=last, tries__lt=MOST_TRIES)
                .order_by("pk")[:batch]
            )
            if not requests:
                return answered
            last = requests[-1].pk
            answered += _answer(requests, on)


def _answer(requests: list[RegradeRequest], on: date) -> int:
    # One worker at a time grades a placement: the next reads what this one wrote, and facts that
    # were approved while it waited. The keys stay free, so that approvals need not wait.
    ours = {each.placement_id for each in requests}
    locked = Placement.objects.select_for_update(no_key=True).filter(pk__in=ours)
    list(locked.order_by("pk").values_list("pk"))
    placements = Placement.objects.in_bulk({each.placement_id for each in requests})
    keys = {key_of(each): each.period for each in requests}
    facts = facts_of(placements.values(), whole=False)
    outcomes, faults = {}, {}
    for key, period in keys.items():
        try:
            outcomes[key] = outcome(facts, placements[key[0]], period)
        except Exception as fault:
            # One figure the engine cannot take must not hold up the others.
            log.exception("Could not grade %s at %s.", placements[key[0]], period.label())
            faults[key] = fault
    changes = {key: change_of(key, requests, on) for key in outcomes}
    store(facts, placements, keys, outcomes, changes)
    done = [each.pk for each in requests if key_of(each) in outcomes]
    RegradeRequest.objects.filter(pk__in=done).delete()
    _forget_given_up(outcomes, before=requests[-1].pk)
    for key, fault in faults.items():
        same = [each.pk for each in requests if key_of(each) == key]
        RegradeRequest.objects.filter(pk__in=same).update(
            tries=F("tries") + 1, last_error=f"{type(fault).__name__}: {fault}"
        )
    return len(done)


def _forget_given_up(answered: Collection[Key], *, before: int) -> None:
    """Requests given up on are answered too, once a later one of the same grade is."""
    given_up = RegradeRequest.objects.filter(tries__gte=MOST_TRIES, pk__lt=before)
    gone = [each.pk for each in given_up if key_of(each) in answered]
    if gone:
        RegradeRequest.objects.filter(pk__in=gone).delete()


@dataclass(frozen=True, slots=True)
class Change:
    """What made a grade be asked for: each thing once, and the day the latest became known."""

    because: str
    known_on: date


def change_of(key: Key, requests: Collection[RegradeRequest], on: date) -> Change:
    asked = [each for each in requests if key_of(each) == key]
    return Change(
        because="; ".join(dict.fromkeys(each.because for each in asked)),
        known_on=max(each.known_on or on for each in asked),
    )


def key_of(row) -> Key:
    return row.placement_id, row.period_start, row.period_end


def store(
    facts: Facts,
    placements: Mapping[int, Placement],
    periods: Mapping[Key, Period],
    outcomes: Mapping[Key, Outcome],
    changes: Mapping[Key, Change],
) -> list[Grade]:
    """Write the outcomes that differ from the standing grades, as their next revisions, each with
    what changed.

    A first grade is known when all behind it was, and a revision when its change became known:
    what a scorecard of an earlier day showed does not change.
    """
    standing = {
        key_of(each): each
        for each in Grade.objects.current().filter(placement__in=placements)
        if key_of(each) in outcomes
    }
    written = []
    for key, result in outcomes.items():
        before = standing.get(key)
        if before is not None and not differences(before, result):
            continue
        change = changes[key]
        if before is None:
            known = known_on(facts, placements[key[0]], periods[key]) or change.known_on
        else:
            known = max(change.known_on, before.known_on)
        written.append(
            Grade(
                placement=placements[key[0]],
                revision=before.revision + 1 if before else 1,
                known_on=known,
                because=change.because,
                **columns(result),
                **period_fields(periods[key]),
            )
        )
    replaced = [standing[key_of(each)].pk for each in written if key_of(each) in standing]
    Grade.objects.filter(pk__in=replaced).update(is_current=False)
    return Grade.objects.bulk_create(written)


def columns(result: Outcome) -> dict:
    return {
        "grade": result.grade.value if result.grade else "",
        "reason": result.reason,
        "sentence": result.sentence,
        "assumed": result.assumed,
        "verdict": result.verdict,
        "method": result.method,
        "digest": result.digest,
    }


def differences(stored: Grade, result: Outcome) -> list[str]:
    """The columns in which a stored grade differs from what the engine says now."""
    return [name for name, value in columns(result).items() if getattr(stored, name) != value]


def keys_of(facts: Facts, placement: Placement) -> set[Period]:
    """Every period at which a placement has a figure of a part's own frequency."""
    return {
        own
        for part in facts.parts[placement.indicator_id]
        for each in facts.observations[part.series_id]
        if (own := graded_period(each.period, part.series.frequency)) is not None
        and is_graded_in(placement.framework, own)
    }


def discrepancies(placements: Collection[Placement]) -> list[str]:
    """Recompute every grade of ``placements`` from scratch; a line for each that differs."""
    facts = facts_of(placements, whole=False)
    by_id = {placement.pk: placement for placement in placements}
    stored = {key_of(each): each for each in Grade.objects.current().filter(placement__in=by_id)}
    wanted = {
        (placement.pk, period.start, period.end): period
        for placement in placements
        for period in keys_of(facts, placement)
    }
    # A grade from before its framework's end was brought forward stays as it was.
    wanted.update(
        {
            key: each.period
            for key, each in stored.items()
            if key not in wanted and is_graded_in(by_id[key[0]].framework, each.period)
        }
    )
    found = []
    for key, period in wanted.items():
        name = f"{by_id[key[0]]}, {period.label()}"
        if key not in stored:
            found.append(f"{name}: no grade is stored")
            continue
        try:
            result = outcome(facts, by_id[key[0]], period)
        except Exception as fault:
            # The others are still compared.
            found.append(f"{name}: it cannot be graded: {fault}")
            continue
        if wrong := differences(stored[key], result):
            now = result.grade.value if result.grade else result.reason
            found.append(f"{name}: {stored[key]} is stored, {now} is right ({', '.join(wrong)})")
    return found
