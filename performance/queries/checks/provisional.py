"""Provisional grades: what a grade would be if a submission were approved as it stands."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from performance import grading
from performance.models import Entry, Placement, Submission
from performance.queries.checks.surroundings import Surroundings
from performance.queries.grading import stand_ins
from performance.queries.grading.gradings import Facts, facts_of, is_graded_in
from performance.queries.grading.outcomes import Outcome, outcome

log = logging.getLogger(__name__)


def provisional_outcomes_of(
    submissions: Collection[Submission],
    around: Surroundings | None = None,
    unsaved: Mapping[UUID, Collection[Entry]] = {},
) -> dict[UUID, list[tuple[Placement, Outcome]]]:
    """By submission id, what each placement's grade would be if it alone were approved as it
    stands. A constant number of queries, however many submissions there are.

    One that the engine cannot work out, such as by a benchmark that no longer fits its series, is
    left out, and holds up no other.

    Args:
        around: what stands around them, where it has been read already.
        unsaved: by submission id, entries that are graded in the place of the saved ones.
    """
    entries = defaultdict(list)
    held = Entry.objects.filter(submission__in=submissions)
    for entry in held.select_related("series", "organisation"):
        entries[entry.submission_id].append(entry)
    entries |= unsaved
    if around is None:
        facts, placements = placed_facts({each.indicator_id for each in submissions})
    else:
        facts, placements = around.facts, around.placements
    found = {}
    for submission in submissions:
        instead = stand_ins.from_entries(entries[submission.pk])
        try:
            found[submission.pk] = [
                (placement, outcome(facts, placement, submission.period, instead))
                for placement in placements[submission.indicator_id]
                if is_graded_in(placement.framework, submission.period)
            ]
        except Exception:
            log.exception("%s could not be graded provisionally.", submission.pk)
    return found


def placed_facts(indicators: Collection) -> tuple[Facts, Mapping[UUID, list[Placement]]]:
    """Where these indicators stand, and what their grades there depend on."""
    placements = defaultdict(list)
    rows = Placement.objects.filter(indicator__in=indicators).select_related("framework")
    for placement in rows:
        placements[placement.indicator_id].append(placement)
    return facts_of([each for some in placements.values() for each in some]), placements


def provisional_outcome_of(
    submissions: Collection[Submission],
    around: Surroundings | None = None,
    unsaved: Mapping[UUID, Collection[Entry]] = {},
) -> dict[UUID, Outcome | None]:
    """By submission id, the worst of its provisional grades; the first not graded where none is;
    None of none. One that cannot be worked out is left out."""
    outcomes = provisional_outcomes_of(submissions, around, unsaved)
    return {key: worst(found) for key, found in outcomes.items()}


def worst(outcomes: list[tuple[Placement, Outcome]]) -> Outcome | None:
    results = [result for _, result in outcomes]
    graded = [result for result in results if result.grade is not None]
    if graded:
        return min(graded, key=lambda result: result.grade.score)
    return results[0] if results else None


def provisional_outcomes(submission: Submission) -> list[tuple[Placement, Outcome]]:
    """What each placement's grade would be if the submission were approved as it stands."""
    return provisional_outcomes_of([submission]).get(submission.pk, [])


def provisional_outcome(submission: Submission) -> Outcome | None:
    """The worst of a submission's provisional grades; see ``provisional_outcome_of``."""
    return provisional_outcome_of([submission]).get(submission.pk)


def provisional(submission: Submission) -> grading.Grade | None:
    result = provisional_outcome(submission)
    return result.grade if result else None
