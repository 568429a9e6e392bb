"""Regrading: requests → rows → engine → grades, in bulk, repeatable (DESIGN.md section 5)."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from performance import grading
from performance.figures import Period
from performance.models import (
    Entry,
    Grade,
    Placement,
    RegradeRequest,
    Submission,
    period_fields,
)
from performance.queries import stand_ins
from performance.queries.gradings import (
    Facts,
    facts_of,
    graded_period,
    is_graded_in,
    known_on,
)
from performance.queries.judgements import Judgement, combined_of, judgements

log = logging.getLogger(__name__)

BATCH = 200
# A request that the engine cannot answer is tried so often, then kept for a person to look at.
MOST_TRIES = 5

Key = tuple[int, date, date]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine says of a placement at a period, in the columns of a Grade.

    ``verdict`` is JSON: each part's grade, reason, weight, deviations (text, exact) and sentences.
    """

    grade: grading.Grade | None
    reason: str
    sentence: str
    assumed: bool
    verdict: dict
    digest: str
    method: str = grading.METHOD


def outcome(facts: Facts, placement: Placement, period: Period, instead: Mapping = {}) -> Outcome:
    """Grade one placement at one period from facts already read. Pure, given the facts.

    Args:
        instead: by series id, figures by period that stand in for approved ones.
    """
    judged = judgements(facts, placement, period, instead)
    combined = combined_of(judged)
    sentences = list(combined.sentences)
    if len(judged) == 1:
        sentences = headline(judged[0].verdict)
    return Outcome(
        grade=combined.grade,
        reason=combined.reason.value if combined.reason else "",
        sentence=" ".join(sentences),
        assumed=any(each.is_assumed for each in judged),
        verdict={
            "m": text(combined.m),
            "caps": [cap.value for cap in combined.caps],
            "late": any(each.is_late for each in judged),
            "parts": [part_facts(each) for each in judged],
        },
        digest=combined.digest,
    )


def headline(verdict: grading.Verdict) -> list[str]:
    """The sentences that stand beside a grade: where it stands, and the step if one was taken.

    The others, on the trend and the projection, are with the parts, one click away.
    """
    first, *others = verdict.sentences
    return [first, others[-1]] if verdict.step is not None and others else [first]


def part_facts(judged: Judgement) -> dict:
    part, verdict, benchmark = judged.part, judged.verdict, judged.benchmark
    return {
        "series": part.series.code,
        "name": str(part),
        "weight": text(part.weight),
        "essential": part.essential,
        "grade": word(verdict.grade),
        "reason": word(verdict.reason),
        "zone": word(verdict.zone),
        "dE": text(verdict.dE),
        "dF": text(verdict.dF),
        "dS": text(verdict.dS),
        "trend": word(verdict.trend),
        "S": verdict.S,
        "S_needed": verdict.S_needed,
        "n": verdict.n,
        "slope": text(verdict.slope),
        "projected": text(verdict.projected),
        "projected_zone": word(verdict.projected_zone),
        "step": word(verdict.step),
        "marginal": verdict.marginal,
        "share": text(verdict.share),
        "chart_points": verdict.chart_points,
        "variation": word(verdict.variation),
        "assurance": word(verdict.assurance),
        "sentences": list(verdict.sentences),
        "digest": verdict.digest,
        "waiver": benchmark.waiver_reason if benchmark else "",
        "assumed": judged.is_assumed,
        "late": judged.is_late,
    }


def word(one) -> str | None:
    """The plain word of one of the engine's enumerations."""
    return None if one is None else one.value


def text(number) -> str | None:
    """An exact number as text: "7/3" where decimals would not hold it."""
    return None if number is None else str(Fraction(number))


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


def provisional_outcomes_of(
    submissions: Collection[Submission],
) -> dict[UUID, list[tuple[Placement, Outcome]]]:
    """By submission id, what each placement's grade would be if it alone were approved as it
    stands. A constant number of queries, however many submissions there are."""
    placements = defaultdict(list)
    rows = Placement.objects.filter(indicator__in={each.indicator_id for each in submissions})
    for placement in rows.select_related("framework"):
        placements[placement.indicator_id].append(placement)
    entries = defaultdict(list)
    held = Entry.objects.filter(submission__in=submissions)
    for entry in held.select_related("series", "organisation"):
        entries[entry.submission_id].append(entry)
    facts = facts_of([each for some in placements.values() for each in some])
    found = {}
    for submission in submissions:
        instead = stand_ins.from_entries(entries[submission.pk])
        found[submission.pk] = [
            (placement, outcome(facts, placement, submission.period, instead))
            for placement in placements[submission.indicator_id]
            if is_graded_in(placement.framework, submission.period)
        ]
    return found


def provisional_outcome_of(submissions: Collection[Submission]) -> dict[UUID, Outcome | None]:
    """By submission id, the worst of its provisional grades; the first not graded where none is;
    None of none."""
    return {key: worst(found) for key, found in provisional_outcomes_of(submissions).items()}


def worst(outcomes: list[tuple[Placement, Outcome]]) -> Outcome | None:
    results = [result for _, result in outcomes]
    graded = [result for result in results if result.grade is not None]
    if graded:
        return min(graded, key=lambda result: result.grade.score)
    return results[0] if results else None


def provisional_outcomes(submission: Submission) -> list[tuple[Placement, Outcome]]:
    """What each placement's grade would be if the submission were approved as it stands."""
    return provisional_outcomes_of([submission])[submission.pk]


def provisional_outcome(submission: Submission) -> Outcome | None:
    """The worst of a submission's provisional grades; see ``provisional_outcome_of``."""
    return provisional_outcome_of([submission])[submission.pk]


def provisional(submission: Submission) -> grading.Grade | None:
    result = provisional_outcome(submission)
    return result.grade if result else None
